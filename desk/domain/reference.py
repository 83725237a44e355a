"""Reference data beside the rules: who works in which ward, and what the wards are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from desk.domain.codes import check_unit
from desk.domain.errors import InputError
from desk.domain.rights import RIGHTS
from desk.domain.ruledata import Entry, RuleDataError
from desk.domain.signing_in import NUMBERS

STAFF: Final = "staff"
UNITS: Final = "units"
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_UID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class BadStaffListError(RuleDataError):
    """The list of accounts cannot be used."""


class BadUnitsError(RuleDataError):
    """The list of units cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as the city has it; its password and PIN are the counter's own."""

    uid: str
    login: str
    name: str
    role: str
    unit: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A unit and what it is called."""

    code: str
    name: str


def parse_staff(data: object) -> tuple[Account, ...]:
    """Read a list of accounts.

    Raises:
        BadStaffListError: naming the entry that cannot be used.
    """
    top = Entry(data, at="staff", error=BadStaffListError)
    top.text("version")
    found = tuple(_account(entry) for entry in top.entries("staff"))
    top.close()
    _once((each.uid for each in found), "uid", BadStaffListError)
    _once((each.login for each in found), "login", BadStaffListError)
    return found


def _account(entry: Entry) -> Account:
    uid, login, role = entry.text("uid"), entry.text("login"), entry.text("role")
    if not _UID.fullmatch(uid):
        entry.fail("uid", "UUID", uid)
    if not _LOGIN.fullmatch(login):
        entry.fail("login", _LOGIN.pattern, login)
    if role not in RIGHTS:
        entry.fail("role", " | ".join(RIGHTS), role)
    number = entry.text("number", "")
    if number and number not in NUMBERS:
        entry.fail("number", "01…99", number)
    made = Account(
        uid=uid,
        login=login,
        name=entry.text("name"),
        role=role,
        unit=_unit(entry, "unit"),
        number=number,
    )
    entry.close()
    return made


def parse_units(data: object) -> tuple[UnitName, ...]:
    """Read a list of units.

    Raises:
        BadUnitsError: naming the entry that cannot be used.
    """
    top = Entry(data, at="units", error=BadUnitsError)
    top.text("version")
    found = []
    for entry in top.entries("units"):
        found.append(UnitName(code=_unit(entry, "code"), name=entry.text("name")))
        entry.close()
    top.close()
    _once((each.code for each in found), "code", BadUnitsError)
    return tuple(found)


def _unit(entry: Entry, key: str) -> str:
    code = entry.text(key)
    try:
        return check_unit(code)
    except InputError:
        entry.fail(key, "H26.033.15", code)


def _once(values: Iterable[str], key: str, error: type[RuleDataError]) -> None:
    """Refuse a list that names one thing twice: nobody could say which of them holds."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise error(entry=key, expected="1×", found=value[:40])
        seen.add(value)
