"""Signing in by password or by staff number and PIN; whoever guesses must wait.

An attempt is written down as a failure before it is checked and taken back when it was right, so
that pulling the plug in between gains nobody a guess.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from argon2 import PasswordHasher
from sqlalchemy import ColumnElement, Row, select, update

from desk.domain.errors import InputError, RuleError
from desk.domain.records import Actor
from desk.domain.signing_in import check_number, check_pin, delay, wait_until
from desk.domain.text import nfc
from desk.models.tables import staff
from desk.services import reference, secrets
from desk.services.staff import UnknownUserError, actor_of, hashed
from desk.services.workplace import Workplace
from desk.wire.ids import to_key

_MICRO: Final = 1_000_000


class WrongPasswordError(InputError):
    """The password does not belong to the login; the next attempt counts after `seconds`."""


class WrongPinError(InputError):
    """The PIN does not belong to the staff number; the next attempt counts after `seconds`."""


class UnknownNumberError(InputError):
    """Nobody who works here has that staff number."""


class NoPinError(InputError):
    """The owner of that staff number has set no PIN yet."""


class MustWaitError(InputError):
    """Too many wrong passwords or PINs in a row; `seconds` are left, `left` says them as m:ss."""


class NotReleasedError(RuleError):
    """The account came with the city's list, and no administrator has released it here yet."""


def _active(tx: Any, where: ColumnElement[bool]) -> Row[Any] | None:
    found: Row[Any] | None = tx.execute(select(staff).where(where, staff.c.active == 1)).first()
    if found is not None and found.held:
        raise NotReleasedError(login=found.login)
    return found


def _change(work: Workplace, uid: bytes, **values: object) -> None:
    with work.database.write() as tx:
        tx.execute(update(staff).where(staff.c.uid == uid).values(**values))


def _instant(moment: datetime) -> int:
    return round(moment.timestamp() * _MICRO)


def _begin(work: Workplace, where: ColumnElement[bool]) -> Row[Any] | None:
    """Count an attempt and return whose it is; None when nobody is meant.

    Raises:
        MustWaitError: nothing was counted.
    """
    now = work.now()
    with work.database.write() as tx:
        row = _active(tx, where)
        if row is None:
            return None
        kept = datetime.fromtimestamp(row.wait_until / _MICRO, UTC) if row.wait_until else None
        until = wait_until(row.failures, kept, now)
        mine = update(staff).where(staff.c.uid == row.uid)
        if until is None:
            failures = row.failures + 1
            wait = _instant(now + delay(failures)) if delay(failures) else None
            tx.execute(mine.values(failures=failures, wait_until=wait))
        elif until != kept:
            tx.execute(mine.values(wait_until=_instant(until)))
    if until is not None:
        # The error is raised outside: what was written about the clock must stay.
        raise waiting(int(-((now - until).total_seconds() // 1)))
    return row


def _next_wait(row: Row[Any]) -> int:
    return int(delay(row.failures + 1).total_seconds())


def waiting(seconds: int) -> MustWaitError:
    """Return the error that tells how long to wait."""
    return MustWaitError(seconds=seconds, left=f"{seconds // 60}:{seconds % 60:02d}")


def _succeed(
    work: Workplace, row: Row[Any], column: str, hasher: PasswordHasher, typed: str
) -> Actor:
    anew = secrets.kept_anew(hasher, getattr(row, column), typed)
    _change(work, row.uid, failures=0, wait_until=None, **{column: anew})
    return actor_of(row)


def sign_in(work: Workplace, login: str, password: str) -> Actor:
    """Return who signs in; the first sign-in of an account without a password sets it.

    Raises:
        UnknownUserError, NotReleasedError, WrongPasswordError, WeakPasswordError, MustWaitError.
    """
    reference.take_effect(work)  # a new day may have brought or closed accounts
    login = nfc(login).strip().casefold()
    with work.database.read() as tx:
        row = _active(tx, staff.c.login == login)
    if row is None:
        raise UnknownUserError(login=login)
    if not row.password:
        _change(work, row.uid, password=hashed(password), failures=0, wait_until=None)
        return actor_of(row)
    if _begin(work, staff.c.uid == row.uid) is None:
        raise UnknownUserError(login=login)
    if not secrets.fits(secrets.PASSWORD, row.password, password):
        raise WrongPasswordError(login=login, seconds=_next_wait(row))
    return _succeed(work, row, "password", secrets.PASSWORD, password)


def sign_in_by_pin(work: Workplace, number: str, pin: str) -> Actor:
    """Return who signs in by two digits and a PIN.

    Raises:
        BadNumberError, UnknownNumberError, NotReleasedError, NoPinError, WrongPinError,
        MustWaitError.
    """
    reference.take_effect(work)
    number = check_number(number)
    mine = staff.c.number == number
    with work.database.read() as tx:
        row = _active(tx, mine)
    if row is None:
        raise UnknownNumberError(number=number)
    if not row.pin:
        raise NoPinError(number=number, login=row.login)
    if _begin(work, staff.c.uid == row.uid) is None:
        raise UnknownNumberError(number=number)
    if not secrets.fits(secrets.PIN, row.pin, pin):
        raise WrongPinError(number=number, seconds=_next_wait(row))
    return _succeed(work, row, "pin", secrets.PIN, pin)


def change_password(work: Workplace, login: str, old: str, new: str) -> None:
    """Set one's own password.

    Raises:
        UnknownUserError, WrongPasswordError, WeakPasswordError, MustWaitError.
    """
    kept = hashed(new)
    user = sign_in(work, login, old)
    _change(work, to_key(user.uid), password=kept)


def set_pin(work: Workplace, login: str, password: str, pin: str) -> str:
    """Set one's own PIN, which needs one's password; return the staff number that it goes with.

    Raises:
        UnknownUserError, WrongPasswordError, MustWaitError, BadPinError, EasyPinError.
    """
    user = sign_in(work, login, password)
    mine = staff.c.uid == to_key(user.uid)
    with work.database.read() as tx:
        number: str = tx.execute(select(staff.c.number).where(mine)).scalar_one()
    _change(work, to_key(user.uid), pin=secrets.PIN.hash(check_pin(pin, number)))
    return number
