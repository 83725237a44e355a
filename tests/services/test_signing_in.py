"""Signing in: password or number and PIN; who guesses waits, whatever happens to the machine."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters

from desk.domain.records import Actor
from desk.domain.signing_in import BadNumberError, BadPinError, EasyPinError
from desk.services import checking, secrets, signing_in, staff
from desk.services.signing_in import (
    MustWaitError,
    NoPinError,
    UnknownNumberError,
    WrongPasswordError,
    WrongPinError,
)
from desk.services.staff import UnknownUserError
from desk.services.workplace import Workplace
from tests.kit import Counter

SECRET = "chùa một cột"  # noqa: S105 - a test's
PIN = "2580"


@pytest.fixture
def lan(work: Workplace, admin: Actor) -> Actor:
    staff.open_account(work, admin, login="lan", name="Nguyễn Lan Thử", role="counter")
    user = signing_in.sign_in(work, "lan", SECRET)
    assert signing_in.set_pin(work, "lan", SECRET, PIN) == "02"
    return user


def kept(counter: Counter) -> tuple[int, int | None]:
    ((failures, until),) = counter.rows(
        "SELECT failures, wait_until FROM staff WHERE login = 'lan'"
    )
    return failures, until


def fail(work: Workplace, times: int, *, pin: str = "9999") -> None:
    for _ in range(times):
        with pytest.raises(WrongPinError):
            signing_in.sign_in_by_pin(work, "02", pin)


def test_a_number_and_a_pin_are_enough(counter: Counter, work: Workplace, lan: Actor) -> None:
    assert signing_in.sign_in_by_pin(work, "2", PIN) == lan
    member = staff.members(work)[1]
    assert (member.number, member.has_pin) == ("02", True)
    ((stored,),) = counter.rows("SELECT pin FROM staff WHERE login = 'lan'")
    assert stored.startswith("$argon2id$")
    assert not counter.rows("SELECT 1 FROM event WHERE body LIKE '%argon2%'")
    assert checking.verify(work).problems == ()


def test_only_its_owner_sets_a_pin(work: Workplace, lan: Actor) -> None:
    assert lan.role == "counter"
    with pytest.raises(WrongPasswordError):
        signing_in.set_pin(work, "lan", "không phải", "9021")
    with pytest.raises(EasyPinError):
        signing_in.set_pin(work, "lan", SECRET, "0202")
    with pytest.raises(BadPinError):
        signing_in.set_pin(work, "lan", SECRET, "12")
    assert signing_in.sign_in_by_pin(work, "02", PIN).login == "lan"
    signing_in.set_pin(work, "lan", SECRET, "9021")
    fail(work, 1, pin=PIN)
    assert signing_in.sign_in_by_pin(work, "02", "9021").login == "lan"


def test_who_has_no_pin_is_told_so(work: Workplace, admin: Actor, lan: Actor) -> None:
    with pytest.raises(NoPinError) as caught:
        signing_in.sign_in_by_pin(work, "01", PIN)
    assert caught.value.facts == {"number": "01", "login": "admin"}
    with pytest.raises(UnknownNumberError):
        signing_in.sign_in_by_pin(work, "77", PIN)
    with pytest.raises(BadNumberError):
        signing_in.sign_in_by_pin(work, "0", PIN)
    staff.change(work, admin, lan.login, active=False)
    with pytest.raises(UnknownNumberError):
        signing_in.sign_in_by_pin(work, "02", PIN)


def test_passwords_and_pins_are_counted_together(
    counter: Counter, work: Workplace, lan: Actor
) -> None:
    fail(work, 2)
    assert kept(counter) == (2, None)
    with pytest.raises(WrongPasswordError):
        signing_in.sign_in(work, lan.login, "không phải")
    assert kept(counter)[0] == 3
    for attempt in (
        lambda: signing_in.sign_in_by_pin(work, "02", PIN),
        lambda: signing_in.sign_in(work, "lan", SECRET),
        lambda: signing_in.set_pin(work, "lan", SECRET, "9021"),
    ):
        with pytest.raises(MustWaitError) as caught:
            attempt()
        assert caught.value.facts == {"seconds": 10, "left": "0:10"}
    assert kept(counter)[0] == 3  # whoever only waits makes it no worse
    counter.clock.pass_(seconds=9.5)
    with pytest.raises(MustWaitError) as almost:
        signing_in.sign_in_by_pin(work, "02", PIN)
    assert almost.value.facts["seconds"] == 1
    counter.clock.pass_(seconds=1)
    assert signing_in.sign_in_by_pin(work, "02", PIN).login == "lan"
    assert kept(counter) == (0, None)


@pytest.mark.usefixtures("lan")
def test_the_wait_grows_with_every_failure(counter: Counter, work: Workplace) -> None:
    fail(work, 3)
    waits = []
    for _ in range(7):
        with pytest.raises(MustWaitError) as caught:
            signing_in.sign_in_by_pin(work, "02", PIN)
        waits.append(caught.value.facts["left"])
        counter.clock.pass_(seconds=int(str(caught.value.facts["seconds"])))
        fail(work, 1)
    assert waits == ["0:10", "0:30", "1:00", "2:00", "5:00", "15:00", "15:00"]


def test_a_wait_survives_a_restart(counter: Counter) -> None:
    with counter.open() as work:
        with work.database.read() as tx:
            admin = staff.acting(tx)
        staff.open_account(work, admin, login="lan", name="Lan Thử", role="counter")
        signing_in.sign_in(work, "lan", SECRET)
        signing_in.set_pin(work, "lan", SECRET, PIN)
        fail(work, 4 - 1)
    with counter.open() as work, pytest.raises(MustWaitError):
        signing_in.sign_in_by_pin(work, "02", PIN)


@pytest.mark.usefixtures("lan")
def test_setting_the_clock_gains_nothing_and_costs_no_days(
    counter: Counter, work: Workplace
) -> None:
    fail(work, 3)
    counter.clock.pass_(days=-3)
    with pytest.raises(MustWaitError) as caught:
        signing_in.sign_in_by_pin(work, "02", PIN)
    assert caught.value.facts["seconds"] == 10
    counter.clock.pass_(seconds=5)
    with pytest.raises(MustWaitError) as later:
        signing_in.sign_in_by_pin(work, "02", PIN)
    assert later.value.facts["seconds"] == 5  # it passes, in the new time
    counter.clock.pass_(seconds=5)
    assert signing_in.sign_in_by_pin(work, "02", PIN).login == "lan"


def test_an_administrator_resets_everything(
    counter: Counter, work: Workplace, admin: Actor, lan: Actor
) -> None:
    fail(work, 3)
    staff.change(work, admin, lan.login, reset=True)
    assert kept(counter) == (0, None)
    with pytest.raises(NoPinError):
        signing_in.sign_in_by_pin(work, "02", PIN)
    assert signing_in.sign_in(work, "lan", "mật khẩu mới").login == "lan"
    with pytest.raises(WrongPasswordError):
        signing_in.sign_in(work, "lan", SECRET)


def test_a_closed_account_signs_nobody_in(work: Workplace, admin: Actor, lan: Actor) -> None:
    staff.change(work, admin, lan.login, active=False)
    with pytest.raises(UnknownUserError):
        signing_in.sign_in(work, "lan", SECRET)


def test_a_secret_of_other_numbers_is_kept_anew_when_it_is_typed(
    counter: Counter, work: Workplace, lan: Actor
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    counter.plant("UPDATE staff SET password = ? WHERE login = 'lan'", old.hash(SECRET))
    counter.plant("UPDATE staff SET pin = ? WHERE login = 'lan'", old.hash(PIN))
    assert signing_in.sign_in(work, lan.login, SECRET) == lan
    assert signing_in.sign_in_by_pin(work, "02", PIN) == lan
    ((password, pin),) = counter.rows("SELECT password, pin FROM staff WHERE login = 'lan'")
    for stored, hasher in ((password, secrets.PASSWORD), (pin, secrets.PIN)):
        assert extract_parameters(stored).memory_cost == hasher.memory_cost
        assert extract_parameters(stored).time_cost == hasher.time_cost
    assert signing_in.sign_in(work, lan.login, SECRET) == lan
    ((again,),) = counter.rows("SELECT password FROM staff WHERE login = 'lan'")
    assert again == password


def test_a_damaged_secret_fits_nothing(counter: Counter, work: Workplace, lan: Actor) -> None:
    counter.plant("UPDATE staff SET pin = 'x' WHERE login = 'lan'")
    with pytest.raises(WrongPinError):
        signing_in.sign_in_by_pin(work, "02", PIN)
    assert signing_in.sign_in(work, lan.login, SECRET) == lan
