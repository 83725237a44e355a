"""Rules as data: loaded from `resources/`, kept with their versions, never changed in place.

A newer file replaces an older one for what is received from then on; dossiers keep the
versions they were received under, and the old data stays in the database to explain them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from desk.domain import at_once, deadline, fees, rights
from desk.domain.at_once import Register
from desk.domain.calendar import Calendar, changed_days, join_years, parse_calendar
from desk.domain.catalogue import Catalogue, parse_catalogue
from desk.domain.collection import HandoverRules, parse_handover
from desk.domain.errors import InputError, RuleError
from desk.domain.fees import Tariff, Waiver
from desk.domain.inner_steps import InnerStep, parse_steps
from desk.domain.prechecks import Precheck, parse_prechecks
from desk.domain.reasons import Ground, Reason, parse_grounds, parse_reasons
from desk.domain.records import VN, Actor, Dossier
from desk.domain.reference import STAFF, UNITS
from desk.domain.regime import Regime, parse_regimes, regime_named, regime_on
from desk.domain.report_form import ReportForm, parse_report_form
from desk.domain.retype import Target, parse_retype
from desk.domain.ruledata import RuleDataError
from desk.models import ruletext
from desk.models.engine import FILE, CorruptDatabaseError, Database
from desk.models.tables import dossier, edition, ruleset
from desk.wire import canonical, dialects, reference

_NO_RULES: Final = (STAFF, UNITS, reference.WITHDRAWAL)  # reference data beside the rules

#: kind of rule → the files that hold it, under `resources/`
FILES: Final = {
    "catalogue": "catalogue/*.json",
    "calendar": "calendars/*.json",
    "regimes": "rules/regimes.json",
    "waivers": "rules/waivers.json",
    "tariffs": "rules/tariffs.json",
    "registers": "rules/registers.json",
    "handover": "rules/handover.json",
    "retype": "rules/retype.json",
    "prechecks": "rules/prechecks.json",
    "steps": "rules/steps.json",
    "reasons": "rules/reasons.json",
    "grounds": "rules/grounds.json",
    "reports": "reports/*.json",
    "codes": "dialects/*.toml",
}
REPORT: Final = "report-"  # and the form's name and first day
CODES: Final = "codes-"  # and the kind of system


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force."""

    catalogue: Catalogue
    calendar: Calendar
    regimes: tuple[Regime, ...]
    waivers: tuple[Waiver, ...]
    tariffs: tuple[Tariff, ...]
    registers: tuple[Register, ...]
    handover: HandoverRules
    retype: tuple[Target, ...]
    prechecks: tuple[Precheck, ...]
    steps: tuple[InnerStep, ...]
    reasons: tuple[Reason, ...]
    grounds: tuple[Ground, ...]
    reports: tuple[ReportForm, ...]
    codes: Mapping[str, Mapping[str, Any]]  # of other systems, by their kind

    def regime(self, day: date, name: str = "") -> Regime:
        """Return the regime a dossier was received under, or the one in force on `day`."""
        return regime_named(self.regimes, name) if name else regime_on(self.regimes, day)

    def under(self, published: Mapping[str, str]) -> Rules:
        """Return these rules with what a city has published (kind → text) in its place.

        Only what a filing needs: procedures, calendars, regimes.
        """
        data = {kind: json.loads(text) for kind, text in published.items()}
        years = dict(self.calendar.years)
        for kind, each in data.items():
            if kind.startswith("calendar-"):
                year = parse_calendar(each)
                years[year.year] = year
        return replace(
            self,
            catalogue=parse_catalogue(data["catalogue"]) if "catalogue" in data else self.catalogue,
            calendar=join_years(years.values()),
            regimes=parse_regimes(data["regimes"]) if "regimes" in data else self.regimes,
        )


class UnknownRulesError(InputError):
    """The file holds no rules of a kind that is known."""


class CodesPartsError(RuleDataError):
    """A table of codes lacks parts, or has others; facts: entry, missing, unknown, known."""


class CityRulesError(RuleError):
    """The city publishes rules of this kind; facts: kind."""


class VersionTakenError(InputError):
    """Other rules of this kind are here under the same version."""


_KEYS: Final = {
    "procedures": "catalogue",
    "year": "calendar",
    "regimes": "regimes",
    "waivers": "waivers",
    "tariffs": "tariffs",
    "registers": "registers",
    "handover": "handover",
    "targets": "retype",
    "prechecks": "prechecks",
    "steps": "steps",
    "reasons": "reasons",
    "grounds": "grounds",
    "report": "reports",
    "system": "codes",
}


def read_files(resources: Path) -> list[tuple[str, str, str]]:
    """Return (kind, version, text) of every rules file; calendars are one kind per year."""
    found = []
    for kind, pattern in FILES.items():
        for path in sorted(resources.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".toml":
                text = json.dumps(tomllib.loads(text), ensure_ascii=False)
            data: dict[str, Any] = json.loads(text)
            found.append(_named(kind, data, text))
    return found


def _named(kind: str, data: dict[str, Any], text: str) -> tuple[str, str, str]:
    name = kind_of(kind, data)
    version = data.get("version") or sha256(text.encode()).hexdigest()[:12]
    return name, str(version), text


def parse(files: list[tuple[str, str, str]]) -> Rules:
    """Read rules from their texts.

    Raises:
        InputError: naming the entry that cannot be used.
    """
    return _parsed(tuple(files))


@lru_cache(maxsize=4)
def _parsed(files: tuple[tuple[str, str, str], ...]) -> Rules:
    # The same texts mean the same rules, and to read them takes longer than to open a database.
    years, reports, codes, rest = [], [], {}, {}
    for kind, _, text in files:
        data = json.loads(text)
        if kind.startswith("calendar-"):
            years.append(parse_calendar(data))
        elif kind.startswith(REPORT):
            reports.append(parse_report_form(data))
        elif kind.startswith(CODES):
            codes[kind.removeprefix(CODES)] = _codes(kind, data)
        else:
            rest[kind] = data
    return Rules(
        catalogue=parse_catalogue(rest["catalogue"]),
        calendar=join_years(years),
        regimes=parse_regimes(rest["regimes"]),
        waivers=fees.parse_waivers(rest["waivers"]),
        tariffs=fees.parse_tariffs(rest["tariffs"]),
        registers=at_once.parse_registers(rest.get("registers", {"registers": []})),
        handover=parse_handover(rest["handover"]),
        retype=parse_retype(rest["retype"]),
        prechecks=parse_prechecks(rest["prechecks"]),
        steps=parse_steps(rest["steps"]),
        reasons=parse_reasons(rest["reasons"]),
        grounds=parse_grounds(rest["grounds"]),
        reports=tuple(reports),
        codes=codes,
    )


def refresh(database: Database, resources: Path) -> None:
    """Store what `resources/` brings that the database has not seen, and make it active."""
    # Of several files of one kind the last by name counts: what is not checked is not stored.
    files = list({each[0]: each for each in read_files(resources)}.values())
    with database.read() as tx:
        known = {(row.kind, row.version) for row in tx.execute(select(ruleset))}
    fresh = [each for each in files if each[:2] not in known]
    if not fresh:
        return
    parse(files)  # bad data is refused before it is stored
    try:
        with database.write() as tx:
            for each in fresh:
                _activate(tx, each)
    except IntegrityError as error:  # it was not there just now: the file contradicts itself
        raise CorruptDatabaseError(file=FILE) from error


def _activate(tx: Connection, rules: tuple[str, str, str]) -> None:
    kind, version, text = rules
    tx.execute(update(ruleset).where(ruleset.c.kind == kind).values(active=0))
    values = {"kind": kind, "version": version, "data": text}
    kept = ruletext.digest(kind, version, "", text)
    tx.execute(insert(ruleset).values(**values, digest=kept, active=1))


def kind_of(kind: str, data: Mapping[str, Any]) -> str:
    """Return the kind under which rules are kept: one a year, a form of reports, a system."""
    match kind:
        case "calendar":
            return f"calendar-{data['year']}"
        case "reports":
            form = parse_report_form(data)  # a bad form is refused before it names anything
            return f"{REPORT}{form.id}-{form.since}"
        case "codes":
            return f"{CODES}{data['system']}"
        case _:
            return kind


def _codes(kind: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    system = kind.removeprefix(CODES)
    try:
        missing, unknown, known = dialects.parts(system, data)
        if missing or unknown:
            names = {"missing": missing, "unknown": unknown, "known": known}
            facts = {name: ", ".join(each) or "–" for name, each in names.items()}
            raise CodesPartsError(entry=kind, **facts)
        dialects.read(system, data)
    except KeyError as error:
        kinds = " | ".join(dialects.DIALECTS)
        raise RuleDataError(entry="codes.system", expected=kinds, found=kind) from error
    except msgspec.ValidationError as error:
        where, expected, found = dialects.place(str(error))
        entry = f"{kind}.{where}".rstrip(".")
        raise RuleDataError(entry=entry, expected=expected, found=found) from error
    return data


def named(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return (kind, version, text) of rules from outside.

    Raises:
        UnknownRulesError: they are of no kind that is known.
    """
    kind = next((_KEYS[key] for key in data if key in _KEYS), "")
    if not kind:
        raise UnknownRulesError(known=", ".join(_KEYS))
    if kind == "calendar":
        parse_calendar(data)  # a bad year is refused before it names anything
    return _named(kind, dict(data), json.dumps(data, ensure_ascii=False, indent=1))


def bring(
    database: Database, by: Actor, data: object, now: datetime
) -> tuple[str, str, tuple[Dossier, ...]]:
    """Put rules from outside into force; return their kind, version and whom they touch.

    Touched are open dossiers whose due date was counted over days that a new calendar treats
    otherwise: they are listed for a person and never moved, since their date is printed.

    Raises:
        NotAllowedError, UnknownRulesError, CityRulesError, VersionTakenError, and InputError
        naming the entry that cannot be used: nothing was changed.
    """
    rights.require(by, "rules")
    if not isinstance(data, dict):
        raise UnknownRulesError(known=", ".join(_KEYS))
    name, version, text = named(data)
    before = load(database, now.astimezone(VN).date())
    with database.write() as tx:
        if published(tx, name):
            raise CityRulesError(kind=name)
        rows = tx.execute(select(ruleset)).all()
        known = next((r for r in rows if (r.kind, r.version) == (name, version)), None)
        if known is not None and json.loads(known.data) != data:
            raise VersionTakenError(kind=name, version=version)
        others = [each for each in _texts(tx, now.astimezone(VN).date()) if each[0] != name]
        after = parse([*others, (name, version, text)])
        if known is None:
            _activate(tx, (name, version, text))
        changed = changed_days(before.calendar, after.calendar)
        touched = _touched(tx, changed) if changed else ()
    return name, version, touched


def _touched(tx: Connection, changed: Collection[date]) -> tuple[Dossier, ...]:
    blobs = tx.execute(select(dossier.c.state).where(dossier.c.is_open == 1)).scalars()
    states = (canonical.loads(Dossier, blob) for blob in blobs)
    return tuple(state for state in states if deadline.touched_by(state, changed))


def versions(database: Database, day: date | None = None) -> tuple[tuple[str, str, bool], ...]:
    """Return (kind, version, in force on a day) of all rules that are here.

    Without a day, of what the city has published nothing is in force.
    """
    with database.read() as tx:
        rows = tx.execute(select(ruleset).order_by(ruleset.c.kind, ruleset.c.version)).all()
        city = tx.execute(
            select(edition.c.kind, edition.c.version, edition.c.starts, edition.c.serial)
            .distinct()
            .where(edition.c.state == "", edition.c.kind != reference.WITHDRAWAL)
            .order_by(edition.c.kind, edition.c.starts, edition.c.serial)
        ).all()
    started = [row for row in city if day is not None and row.starts <= f"{day}"]
    last = {row.kind: row for row in started}
    own = [(row.kind, row.version, bool(row.active) and row.kind not in last) for row in rows]
    theirs = [(row.kind, row.version, row is last.get(row.kind)) for row in city]
    return (*own, *theirs)


def load(database: Database, day: date) -> Rules:
    """Return the rules that are in force on a day: the city's where it has published any."""
    return parse(texts(database, day))


def texts(database: Database, day: date) -> list[tuple[str, str, str]]:
    """Return (kind, version, text) of what is in force on a day."""
    with database.read() as tx:
        return _texts(tx, day)


def _texts(tx: Connection, day: date) -> list[tuple[str, str, str]]:
    rows = tx.execute(select(ruleset).where(ruleset.c.active == 1)).all()
    found = {row.kind: (row.kind, row.version, ruletext.of_ruleset(row)) for row in rows}
    started = tx.execute(
        select(edition)
        .where(edition.c.state == "", edition.c.starts <= f"{day}")
        .where(edition.c.kind.not_in(_NO_RULES))
        .order_by(edition.c.starts, edition.c.serial)  # of one kind the last one holds
    )
    for row in started:
        text = bytes(reference.read(ruletext.of_edition(row)).data).decode()
        found[row.kind] = (row.kind, row.version, text)
    return sorted(found.values())


def published(tx: Connection, kind: str) -> bool:
    """Tell whether the city has published rules of a kind: then they are the city's to change."""
    rows = select(edition.c.id).where(edition.c.kind == kind, edition.c.state == "")
    return tx.execute(rows.limit(1)).first() is not None
