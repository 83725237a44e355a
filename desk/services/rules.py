"""Rules as data: loaded from `resources/`, kept with their versions, never changed in place.

A newer file replaces an older one for what is received from then on; dossiers keep the
versions they were received under, and the old data stays in the database to explain them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, select, update

from desk.domain import fees
from desk.domain.calendar import Calendar, join_years, parse_calendar
from desk.domain.catalogue import Catalogue, parse_catalogue
from desk.domain.fees import Tariff, Waiver
from desk.domain.regime import Regime, parse_regimes, regime_named, regime_on
from desk.models.engine import Database
from desk.models.projection import micros
from desk.models.tables import ruleset

#: kind of rule → the files that hold it, under `resources/`
FILES: Final = {
    "catalogue": "catalogue/*.json",
    "calendar": "calendars/*.json",
    "regimes": "rules/regimes.json",
    "waivers": "rules/waivers.json",
    "tariffs": "rules/tariffs.json",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force."""

    catalogue: Catalogue
    calendar: Calendar
    regimes: tuple[Regime, ...]
    waivers: tuple[Waiver, ...]
    tariffs: tuple[Tariff, ...]

    def regime(self, day: date, name: str = "") -> Regime:
        """Return the regime a dossier was received under, or the one in force on `day`."""
        return regime_named(self.regimes, name) if name else regime_on(self.regimes, day)


def read_files(resources: Path) -> list[tuple[str, str, str]]:
    """Return (kind, version, text) of every rules file; calendars are one kind per year."""
    found = []
    for kind, pattern in FILES.items():
        for path in sorted(resources.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            data: dict[str, Any] = json.loads(text)
            name = f"calendar-{data['year']}" if kind == "calendar" else kind
            version = data.get("version") or sha256(text.encode()).hexdigest()[:12]
            found.append((name, str(version), text))
    return found


def parse(files: list[tuple[str, str, str]]) -> Rules:
    """Read rules from their texts.

    Raises:
        InputError: naming the entry that cannot be used.
    """
    years, rest = [], {}
    for kind, _, text in files:
        data = json.loads(text)
        if kind.startswith("calendar-"):
            years.append(parse_calendar(data))
        else:
            rest[kind] = data
    return Rules(
        catalogue=parse_catalogue(rest["catalogue"]),
        calendar=join_years(years),
        regimes=parse_regimes(rest["regimes"]),
        waivers=fees.parse_waivers(rest["waivers"]),
        tariffs=fees.parse_tariffs(rest["tariffs"]),
    )


def refresh(database: Database, resources: Path, now: datetime) -> None:
    """Store what `resources/` brings that the database has not seen, and make it active."""
    files = read_files(resources)
    with database.read() as tx:
        known = {(row.kind, row.version) for row in tx.execute(select(ruleset))}
    fresh = [each for each in files if each[:2] not in known]
    if not fresh:
        return
    parse(files)  # bad data is refused before it is stored
    with database.write() as tx:
        for kind, version, text in fresh:
            tx.execute(update(ruleset).where(ruleset.c.kind == kind).values(active=0))
            values = {"kind": kind, "version": version, "data": text, "loaded_at": micros(now)}
            tx.execute(insert(ruleset).values(**values, active=1))


def load(database: Database) -> Rules:
    """Return the rules that are active in a database."""
    with database.read() as tx:
        rows = tx.execute(select(ruleset).where(ruleset.c.active == 1)).all()
    return parse([(row.kind, row.version, row.data) for row in rows])
