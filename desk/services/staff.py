"""Accounts: who works here, who is acting, and whether the password is right."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection, Row, func, insert, select, update

from desk.domain import counter_events as cev
from desk.domain import rights
from desk.domain.errors import InputError, RuleError
from desk.domain.person import check_name
from desk.domain.records import Actor
from desk.domain.text import nfc
from desk.domain.views import StaffMember
from desk.models import log
from desk.models.tables import staff
from desk.services.workplace import Workplace
from desk.wire.ids import from_key, new_uid, to_key

#: Tuned for old counter PCs: 19 MiB, two passes (OWASP's smallest argon2id setting).
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: How many characters a new password has at least; the window says the same number.
SHORTEST: Final = 8


#: Typed without an input method, and safe in every script.
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class UnknownUserError(InputError):
    """Nobody here has that login."""


class WrongPasswordError(InputError):
    """The password does not belong to the login."""


class WeakPasswordError(InputError):
    """The password is too short."""


class LoginTakenError(InputError):
    """Somebody has that login already."""


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
        found = tx.execute(select(staff).where(staff.c.login == login, staff.c.active == 1)).first()
        if found is None:
            raise UnknownUserError(login=login)
        return _actor(found)
    found = tx.execute(
        select(staff)
        .where(staff.c.role == "administrator", staff.c.active == 1)
        .order_by(staff.c.rank)
    ).first()
    if found is None:
        raise NoAdministratorError
    return _actor(found)


def _actor(row: Row[Any]) -> Actor:
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
) -> StaffMember:
    """Open an account; an empty password is set at the first sign-in at the window.

    Raises:
        NotAllowedError, BadRoleError, BadLoginError, LoginTakenError, TextMissingError,
        WeakPasswordError.
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
    rank = tx.execute(select(func.count()).select_from(staff)).scalar_one()
    values = {"uid": to_key(uid), "login": login, "name": name, "role": role, "rank": rank}
    tx.execute(insert(staff).values(**values, password=_hashed(password) if password else ""))
    body = cev.UserAdded(user=uid, login=login, name=name, role=role)
    log.append(tx, body, by, now)
    return StaffMember(uid=uid, login=login, name=name, role=role, has_password=bool(password))


def _hashed(password: str) -> str:
    if len(password) < SHORTEST:
        raise WeakPasswordError(shortest=SHORTEST)
    return _HASHER.hash(password)


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
        )
        for row in rows
    )


def sign_in(work: Workplace, login: str, password: str) -> Actor:
    """Return who signs in; the first sign-in of an account without a password sets it.

    Raises:
        UnknownUserError, WrongPasswordError, WeakPasswordError.
    """
    login = nfc(login).strip().casefold()
    with work.database.read() as tx:
        row = tx.execute(select(staff).where(staff.c.login == login, staff.c.active == 1)).first()
    if row is None:
        raise UnknownUserError(login=login)
    if not row.password:
        with work.database.write() as tx:
            tx.execute(
                update(staff).where(staff.c.uid == row.uid).values(password=_hashed(password))
            )
        return _actor(row)
    try:
        _HASHER.verify(row.password, password)
    except VerifyMismatchError as error:
        raise WrongPasswordError(login=login) from error
    return _actor(row)


def change(
    work: Workplace,
    by: Actor,
    login: str,
    *,
    name: str = "",
    role: str = "",
    active: bool | None = None,
    reset: bool = False,
) -> None:
    """Change an account; what is not given stays. `reset`: the next sign-in sets the password.

    Raises:
        NotAllowedError, UnknownUserError, BadRoleError, BadNameError.
        LastAdministratorError.
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
            values["password"] = ""
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
            ),
            by,
            work.now(),
        )


def change_password(work: Workplace, login: str, old: str, new: str) -> None:
    """Set one's own password.

    Raises:
        UnknownUserError, WrongPasswordError, WeakPasswordError.
    """
    hashed = _hashed(new)
    sign_in(work, login, old)
    with work.database.write() as tx:
        row = _account(tx, login)
        tx.execute(update(staff).where(staff.c.uid == row.uid).values(password=hashed))


def _administrators(tx: Connection) -> int:
    return tx.execute(
        select(func.count())
        .select_from(staff)
        .where(staff.c.role == "administrator", staff.c.active == 1)
    ).scalar_one()


def _account(tx: Connection, login: str) -> Row[Any]:
    login = nfc(login).strip().casefold()
    row = tx.execute(select(staff).where(staff.c.login == login)).first()
    if row is None:
        raise UnknownUserError(login=login)
    return row


def open_account(
    work: Workplace, by: Actor, *, login: str, name: str, role: str, password: str = ""
) -> StaffMember:
    """Open an account in a transaction of its own; see `add`."""
    with work.database.write() as tx:
        return add(tx, by, work.now(), login=login, name=name, role=role, password=password)
