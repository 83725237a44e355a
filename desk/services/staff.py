"""Accounts: who works here and who is acting; how they sign in is in `signing_in`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from desk.domain import counter_events as cev
from desk.domain import rights
from desk.domain.errors import InputError, RuleError
from desk.domain.person import check_name
from desk.domain.records import Actor
from desk.domain.signing_in import check_number, next_number
from desk.domain.text import nfc
from desk.domain.views import StaffMember
from desk.models import log
from desk.models.tables import staff
from desk.services import secrets
from desk.services.workplace import Workplace
from desk.wire.ids import from_key, new_uid, to_key

#: How many characters a new password has at least; the window says the same number.
SHORTEST: Final = 8


#: Typed without an input method, and safe in every script.
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_FIRST_ADMINISTRATOR: Final = (
    select(staff)
    .where(staff.c.role == "administrator", staff.c.active == 1, staff.c.held == 0)
    .order_by(staff.c.rank)
)


class UnknownUserError(InputError):
    """Nobody here has that login."""


class WeakPasswordError(InputError):
    """The password is too short."""


class LoginTakenError(InputError):
    """Somebody has that login already."""


class NumberTakenError(InputError):
    """Somebody who works here has that staff number."""


class BadLoginError(InputError):
    """A login is a few plain letters, digits, dots and hyphens."""


class BadRoleError(InputError):
    """There is no such role."""


class NoAdministratorError(RuleError):
    """The counter has no administrator."""


class LastAdministratorError(RuleError):
    """Nobody would be left who may open accounts."""


def acting(tx: Connection, login: str = "") -> Actor:
    """Return who acts: the login's owner, or the first administrator when none is named.

    Raises:
        UnknownUserError, NoAdministratorError.
    """
    if login:
        login = nfc(login).strip().casefold()
        mine = staff.c.login == login, staff.c.active == 1, staff.c.held == 0
        found = tx.execute(select(staff).where(*mine)).first()
        if found is None:
            raise UnknownUserError(login=login)
        return actor_of(found)
    found = tx.execute(_FIRST_ADMINISTRATOR).first()
    if found is None:
        raise NoAdministratorError
    return actor_of(found)


def actor_of(row: Row[Any]) -> Actor:
    """Return who owns an account."""
    return Actor(uid=from_key(row.uid), login=row.login, name=row.name, role=row.role)


def add(
    tx: Connection,
    by: Actor,
    now: datetime,
    *,
    login: str,
    name: str,
    role: str,
    password: str = "",
    number: str = "",
) -> StaffMember:
    """Open an account; an empty password is set at the first sign-in at the window.

    Without a `number` it gets the lowest that is free.

    Raises:
        NotAllowedError, BadRoleError, BadLoginError, LoginTakenError, TextMissingError,
        WeakPasswordError, BadNumberError, NumberTakenError.
    """
    rights.require(by, "users")
    if role not in rights.RIGHTS:
        raise BadRoleError(role=role)
    login, name = nfc(login).strip().casefold(), check_name(name)
    if not _LOGIN.fullmatch(login):
        raise BadLoginError
    if tx.execute(select(staff.c.uid).where(staff.c.login == login)).first():
        raise LoginTakenError(login=login)
    uid = new_uid(now)
    number = _number(tx, number, to_key(uid))
    rank = tx.execute(select(func.count()).select_from(staff)).scalar_one()
    values = {"uid": to_key(uid), "login": login, "name": name, "role": role, "rank": rank}
    kept = hashed(password) if password else ""
    tx.execute(insert(staff).values(**values, number=number, password=kept))
    body = cev.UserAdded(user=uid, login=login, name=name, role=role, number=number)
    log.append(tx, body, by, now)
    return StaffMember(
        uid=uid, login=login, name=name, role=role, number=number, has_password=bool(password)
    )


def hashed(password: str) -> str:
    """Return a new password as it is kept.

    Raises:
        WeakPasswordError: with `shortest`.
    """
    if len(password) < SHORTEST:
        raise WeakPasswordError(shortest=SHORTEST)
    return secrets.PASSWORD.hash(password)


def _number(tx: Connection, wanted: str, owner: bytes) -> str:
    """Return the staff number that an account gets: the wanted one, or the lowest that is free."""
    others = select(staff.c.number).where(staff.c.active == 1, staff.c.uid != owner)
    taken = set(tx.execute(others).scalars())
    if not wanted:
        return next_number(taken)
    number = check_number(wanted)
    if number in taken:
        raise NumberTakenError(number=number)
    return number


def members(work: Workplace) -> tuple[StaffMember, ...]:
    """Return all accounts, first opened first."""
    with work.database.read() as tx:
        rows = tx.execute(select(staff).order_by(staff.c.rank)).all()
    return tuple(
        StaffMember(
            uid=from_key(row.uid),
            login=row.login,
            name=row.name,
            role=row.role,
            active=bool(row.active),
            has_password=bool(row.password),
            number=row.number,
            has_pin=bool(row.pin),
            held=bool(row.held),
        )
        for row in rows
    )


def change(
    work: Workplace,
    by: Actor,
    login: str,
    *,
    name: str = "",
    role: str = "",
    active: bool | None = None,
    reset: bool = False,
    number: str = "",
) -> None:
    """Change an account; what is not given stays.

    `reset` forgets password, PIN and every wait: the next sign-in sets a new password. An account
    that is opened again keeps its staff number if nobody has it by now.

    Raises:
        NotAllowedError, UnknownUserError, BadRoleError, BadNameError, BadNumberError,
        NumberTakenError, LastAdministratorError.
    """
    rights.require(by, "users")
    if role and role not in rights.RIGHTS:
        raise BadRoleError(role=role)
    with work.database.write() as tx:
        row = _account(tx, login)
        values: dict[str, Any] = {
            "name": check_name(name) if name else row.name,
            "role": role or row.role,
            "active": row.active if active is None else int(active),
        }
        if reset:
            values |= {"password": "", "pin": "", "failures": 0, "wait_until": None}
        values["number"] = _number_after(tx, row, number, active=bool(values["active"]))
        tx.execute(update(staff).where(staff.c.uid == row.uid).values(**values))
        if not _administrators(tx):
            raise LastAdministratorError
        log.append(
            tx,
            cev.UserChanged(
                user=from_key(row.uid),
                login=row.login,
                name=values["name"],
                role=values["role"],
                closed=not values["active"],
                reset=reset,
                number=values["number"],
            ),
            by,
            work.now(),
        )


def release(work: Workplace, by: Actor, logins: Sequence[str] = ()) -> tuple[str, ...]:
    """Let accounts that came with the city's list sign in; without `logins` all that wait.

    Returns the logins that were let in: those that wait no more are passed over.

    Raises:
        NotAllowedError, UnknownUserError.
    """
    rights.require(by, "users")
    with work.database.write() as tx:
        named = [_account(tx, login).uid for login in logins]
        waits = staff.c.held == 1, staff.c.active == 1
        rows = tx.execute(select(staff).where(*waits).order_by(staff.c.rank)).all()
        chosen = [row for row in rows if not logins or row.uid in named]
        for row in chosen:
            tx.execute(update(staff).where(staff.c.uid == row.uid).values(held=0))
            made = {"login": row.login, "name": row.name, "role": row.role, "number": row.number}
            log.append(tx, cev.UserAdded(user=from_key(row.uid), **made), by, work.now())
    return tuple(row.login for row in chosen)


def _number_after(tx: Connection, row: Row[Any], wanted: str, *, active: bool) -> str:
    if wanted:
        return _number(tx, wanted, row.uid)
    if not active or row.active:
        return str(row.number)
    try:
        return _number(tx, row.number, row.uid)
    except NumberTakenError:
        return _number(tx, "", row.uid)


def _administrators(tx: Connection) -> int:
    return tx.execute(
        select(func.count())
        .select_from(staff)
        .where(staff.c.role == "administrator", staff.c.active == 1, staff.c.held == 0)
    ).scalar_one()


def _account(tx: Connection, login: str) -> Row[Any]:
    login = nfc(login).strip().casefold()
    row = tx.execute(select(staff).where(staff.c.login == login)).first()
    if row is None:
        raise UnknownUserError(login=login)
    return row


def open_account(work: Workplace, by: Actor, **facts: str) -> StaffMember:
    """Open an account in a transaction of its own; see `add` for its facts."""
    with work.database.write() as tx:
        return add(tx, by, work.now(), **facts)
