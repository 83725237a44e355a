"""Accounts as the city lists them; passwords, PINs and local accounts are this counter's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from desk.domain.reference import Account
from desk.domain.signing_in import next_number
from desk.models.tables import staff
from desk.wire.ids import to_key


def apply(tx: Connection, accounts: Sequence[Account], *, held: bool = False) -> None:
    """Add, change and close accounts so that they are as listed.

    A new one is `held` until an administrator releases it: else whoever comes first could sign in
    by its login alone, and set its password.

    An account that is here already – the same uid, or the same login – keeps its password, PIN and
    staff number. One that the city listed before and lists no more is closed. An administrator is
    never taken away where nobody would be left who may open accounts.
    """
    rows = tx.execute(select(staff)).all()
    by_uid = {row.uid: row for row in rows}
    by_login = {row.login: row for row in rows}
    taken = {row.number for row in rows if row.active and row.number}
    rank = tx.execute(select(func.count()).select_from(staff)).scalar_one()
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    listed: set[bytes] = set()
    for each in accounts:
        row = by_uid.get(to_key(each.uid)) or by_login.get(each.login)
        listed.add(to_key(each.uid) if row is None else row.uid)
        if row is None:
            number = _number(each.number, taken)
            new.append(_new(each, number, rank + len(new)) | {"held": int(held)})
        elif change := _change(row, each, taken, by_login):
            changed.append(change)
    changed += [
        _values(row, active=0)
        for row in rows
        if row.source and row.active and row.uid not in listed
    ]
    changed = _with_administrator(rows, changed)
    if new:
        tx.execute(insert(staff), new)
    if changed:
        names = ("name", "role", "active", "number", "source", "login")
        values: dict[Any, Any] = {name: bindparam(f"b_{name}") for name in names}
        tx.execute(update(staff).where(staff.c.uid == bindparam("b_uid")).values(**values), changed)


def _number(wanted: str, taken: set[str]) -> str:
    number = wanted if wanted and wanted not in taken else next_number(taken)
    taken.add(number)
    return number


def _new(each: Account, number: str, rank: int) -> dict[str, Any]:
    return {
        "uid": to_key(each.uid),
        "login": each.login,
        "name": each.name,
        "role": each.role,
        "active": 1,
        "number": number,
        "rank": rank,
        "source": "city",
    }


def _change(
    row: Row[Any], each: Account, taken: set[str], by_login: dict[str, Row[Any]]
) -> dict[str, Any] | None:
    number = row.number
    if not row.active and (not number or number in taken):
        number = _number(each.number, taken)
    free = each.login == row.login or each.login not in by_login
    login = each.login if free else row.login
    values = _values(row, name=each.name, role=each.role, active=1, number=number, login=login)
    values["b_source"] = "city"
    said = ("name", "role", "active", "login")
    same = all(values[f"b_{key}"] == getattr(row, key) for key in said)
    return None if same and row.source == "city" and number == row.number else values


def _values(row: Row[Any], **news: Any) -> dict[str, Any]:
    names = ("uid", "name", "role", "active", "number", "source", "login")
    return {f"b_{name}": news.get(name, getattr(row, name)) for name in names}


def _with_administrator(
    rows: Sequence[Row[Any]], changed: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Leave out what would take the last administrator away who can come in by now.

    One that the city has just added has no password yet, and does not count.
    """
    able = {
        row.uid
        for row in rows
        if row.role == "administrator" and row.active and (row.password or not row.source)
    }
    taken = {
        each["b_uid"]
        for each in changed
        if (each["b_role"], each["b_active"]) != ("administrator", 1)
    }
    if not able or able - taken:
        return list(changed)
    return [each for each in changed if each["b_uid"] not in able]
