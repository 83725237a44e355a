"""Accounts: who acts, whose password is right, who may open one for another."""

from __future__ import annotations

import pytest

from desk.domain.records import Actor
from desk.domain.rights import RIGHTS, NotAllowedError
from desk.domain.signing_in import BadNumberError
from desk.services import checking, signing_in, staff
from desk.services.signing_in import WrongPasswordError
from desk.services.staff import (
    BadLoginError,
    BadRoleError,
    LastAdministratorError,
    LoginTakenError,
    NoAdministratorError,
    NumberTakenError,
    UnknownUserError,
    WeakPasswordError,
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
        signing_in.sign_in(work, "admin", "1234567")
    assert caught.value.facts == {"shortest": 8}
    assert signing_in.sign_in(work, "ADMIN", SECRET).login == "admin"
    assert staff.members(work)[0].has_password
    assert signing_in.sign_in(work, "admin", SECRET).role == "administrator"
    with pytest.raises(WrongPasswordError) as wrong:
        signing_in.sign_in(work, "admin", SECRET + " ")
    assert SECRET not in str(wrong.value.facts)
    ((stored,),) = counter.rows("SELECT password FROM staff")
    assert stored.startswith("$argon2id$")
    assert SECRET.encode() not in counter.database.read_bytes()


def test_an_account_is_an_event_without_its_password(counter: Counter, work: Workplace) -> None:
    made = staff.open_account(
        work, by("administrator"), login="An", name="Trần Thử Ân", role="clerk", password=SECRET
    )
    assert (made.login, made.role, made.has_password) == ("an", "clerk", True)
    assert signing_in.sign_in(work, "AN", SECRET).uid == made.uid
    bodies = counter.rows("SELECT body FROM event WHERE type = 'UserAdded'")
    assert len(bodies) == 2
    assert all(b"argon2" not in body and SECRET.encode() not in body for (body,) in bodies)
    assert [(m.login, m.role, m.active) for m in staff.members(work)] == [
        ("admin", "administrator", True),
        ("an", "clerk", True),
    ]
    assert checking.verify(work).problems == ()


@pytest.mark.parametrize("login", ["admin", " ADMIN"])
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
        signing_in.sign_in(work, "x", SECRET)


def test_an_account_is_changed_by_event_and_what_was_done_keeps_its_name(
    counter: Counter, work: Workplace, admin: Actor
) -> None:
    staff.open_account(work, admin, login="an", name="Trần Thử An", role="clerk", password=SECRET)
    staff.change(work, admin, "AN", name="Trần Thử Ân", role="leader")
    changed = staff.members(work)[1]
    assert (changed.name, changed.role, changed.active, changed.has_password) == (
        "Trần Thử Ân",
        "leader",
        True,
        True,
    )
    staff.change(work, admin, "an", active=False)
    with pytest.raises(UnknownUserError):
        signing_in.sign_in(work, "an", SECRET)
    staff.change(work, admin, "an", active=True, reset=True)
    assert signing_in.sign_in(work, "an", "mật khẩu mới").login == "an"
    types = [kind for (kind,) in counter.rows("SELECT type FROM event WHERE type LIKE 'User%'")]
    assert types == ["UserAdded", "UserAdded", "UserChanged", "UserChanged", "UserChanged"]
    assert checking.verify(work).problems == ()


def test_the_last_administrator_stays(work: Workplace, admin: Actor) -> None:
    with pytest.raises(LastAdministratorError):
        staff.change(work, admin, "admin", active=False)
    with pytest.raises(LastAdministratorError):
        staff.change(work, admin, "admin", role="clerk")
    assert acting(work).login == "admin"
    staff.open_account(work, admin, login="an", name="Trần Thử An", role="administrator")
    staff.change(work, admin, "admin", role="clerk")
    assert acting(work).login == "an"


def test_only_an_administrator_changes_accounts(work: Workplace, admin: Actor) -> None:
    staff.open_account(work, admin, login="an", name="Trần Thử An", role="leader")
    with pytest.raises(NotAllowedError):
        staff.change(work, acting(work, "an"), "an", role="administrator")
    with pytest.raises(UnknownUserError):
        staff.change(work, admin, "ai", reset=True)
    with pytest.raises(BadRoleError):
        staff.change(work, admin, "an", role="vua")


@pytest.mark.parametrize("login", ["", "Lan Ơi", "đạt", "-an", "a" * 41])
def test_a_login_is_plain_letters(work: Workplace, admin: Actor, login: str) -> None:
    with pytest.raises(BadLoginError):
        staff.open_account(work, admin, login=login, name="Trần Thử An", role="clerk")


def test_ones_own_password_needs_the_old_one(work: Workplace, admin: Actor) -> None:
    staff.open_account(work, admin, login="an", name="Trần Thử An", role="clerk", password=SECRET)
    with pytest.raises(WrongPasswordError):
        signing_in.change_password(work, "an", "không phải", "mật khẩu mới")
    with pytest.raises(WeakPasswordError):
        signing_in.change_password(work, "an", SECRET, "ngắn")
    signing_in.change_password(work, "an", SECRET, "mật khẩu mới")
    with pytest.raises(WrongPasswordError):
        signing_in.sign_in(work, "an", SECRET)
    assert signing_in.sign_in(work, "an", "mật khẩu mới").login == "an"


def test_numbers_are_given_and_are_somebodys_alone(
    counter: Counter, work: Workplace, admin: Actor
) -> None:
    assert staff.members(work)[0].number == "01"
    an = staff.open_account(work, admin, login="an", name="Trần Thử An", role="clerk")
    binh = staff.open_account(
        work, admin, login="binh", name="Lê Thử Bình", role="clerk", number="7"
    )
    assert (an.number, binh.number) == ("02", "07")
    with pytest.raises(NumberTakenError):
        staff.change(work, admin, "an", number="07")
    with pytest.raises(NumberTakenError):
        staff.open_account(work, admin, login="chi", name="Thử Chi", role="clerk", number="2")
    with pytest.raises(BadNumberError):
        staff.change(work, admin, "an", number="100")
    staff.change(work, admin, "an", number="12")
    assert [m.number for m in staff.members(work)] == ["01", "12", "07"]
    staff.change(work, admin, "an", number="12")  # one's own is no clash
    told = counter.rows("SELECT body FROM event WHERE type LIKE 'User%' ORDER BY id DESC")
    assert b'"number":"12"' in told[0][0]


def test_who_comes_back_gets_the_number_again_or_another(work: Workplace, admin: Actor) -> None:
    for login in ("an", "binh"):
        staff.open_account(work, admin, login=login, name="Trần Thử An", role="clerk")
    staff.change(work, admin, "an", active=False)
    staff.change(work, admin, "an", active=True)
    assert staff.members(work)[1].number == "02"
    staff.change(work, admin, "an", active=False)
    staff.change(work, admin, "binh", number="02")
    staff.change(work, admin, "an", active=True)
    assert [m.number for m in staff.members(work)] == ["01", "03", "02"]
