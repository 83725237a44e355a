"""Accounts: who acts, whose password is right, who may open one for another."""

from __future__ import annotations

import pytest

from desk.domain.records import Actor
from desk.domain.rights import RIGHTS, NotAllowedError
from desk.services import checking, staff
from desk.services.staff import (
    BadRoleError,
    LoginTakenError,
    NoAdministratorError,
    UnknownUserError,
    WeakPasswordError,
    WrongPasswordError,
)
from desk.services.workplace import Workplace
from tests.kit import Counter
from tests.services.test_processing import by

SECRET = "chùa một cột"  # noqa: S105 - a test's


def acting(work: Workplace, login: str = "") -> Actor:
    with work.database.read() as tx:
        return staff.acting(tx, login)


def test_the_first_administrator_acts_when_nobody_is_named(work: Workplace, admin: Actor) -> None:
    staff.open_account(work, admin, login="an", name="Trần Thử An", role="administrator")
    assert acting(work).login == "admin"
    assert acting(work, "an").name == "Trần Thử An"
    assert acting(work, " AN ").login == "an"
    with pytest.raises(UnknownUserError):
        acting(work, "ai")


def test_without_an_administrator_nobody_acts_unnamed(counter: Counter, work: Workplace) -> None:
    counter.plant("UPDATE staff SET active = 0")
    with pytest.raises(NoAdministratorError):
        acting(work)
    with pytest.raises(UnknownUserError):
        acting(work, "admin")


def test_the_first_sign_in_sets_the_password(counter: Counter, work: Workplace) -> None:
    assert not staff.members(work)[0].has_password
    with pytest.raises(WeakPasswordError) as caught:
        staff.sign_in(work, "admin", "12345")
    assert caught.value.facts == {"shortest": 6}
    assert staff.sign_in(work, "ADMIN", SECRET).login == "admin"
    assert staff.members(work)[0].has_password
    assert staff.sign_in(work, "admin", SECRET).role == "administrator"
    with pytest.raises(WrongPasswordError) as wrong:
        staff.sign_in(work, "admin", SECRET + " ")
    assert SECRET not in str(wrong.value.facts)
    ((stored,),) = counter.rows("SELECT password FROM staff")
    assert stored.startswith("$argon2id$")
    assert SECRET.encode() not in counter.database.read_bytes()


def test_an_account_is_an_event_without_its_password(counter: Counter, work: Workplace) -> None:
    made = staff.open_account(
        work, by("administrator"), login="Ân", name="Trần Thử Ân", role="clerk", password=SECRET
    )
    assert (made.login, made.role, made.has_password) == ("ân", "clerk", True)
    assert staff.sign_in(work, "ÂN", SECRET).uid == made.uid
    bodies = counter.rows("SELECT body FROM event WHERE type = 'UserAdded'")
    assert len(bodies) == 2
    assert all(b"argon2" not in body and SECRET.encode() not in body for (body,) in bodies)
    assert [(m.login, m.role, m.active) for m in staff.members(work)] == [
        ("admin", "administrator", True),
        ("ân", "clerk", True),
    ]
    assert checking.verify(work).problems == ()


@pytest.mark.parametrize("login", ["admin", " ADMIN", "", "   "])
def test_a_login_is_somebodys_alone(work: Workplace, login: str) -> None:
    with pytest.raises(LoginTakenError):
        staff.open_account(work, by("administrator"), login=login, name="X", role="clerk")
    assert len(staff.members(work)) == 1


def test_what_an_account_cannot_be(counter: Counter, work: Workplace) -> None:
    before = counter.rows("SELECT count(*) FROM event")
    with pytest.raises(BadRoleError):
        staff.open_account(work, by("administrator"), login="x", name="X", role="king")
    with pytest.raises(WeakPasswordError):
        staff.open_account(
            work,
            by("administrator"),
            login="x",
            name="X",
            role="clerk",
            password="123",
        )
    for role in set(RIGHTS) - {"administrator"}:
        with pytest.raises(NotAllowedError):
            staff.open_account(work, by(role), login="x", name="X", role="clerk")
    assert counter.rows("SELECT count(*) FROM event") == before
    with pytest.raises(UnknownUserError):
        staff.sign_in(work, "x", SECRET)
