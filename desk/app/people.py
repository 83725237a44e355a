"""Who sits at the counter: what the window needs of accounts and of each person's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import settings
from desk.app import administration as office
from desk.domain.records import Actor
from desk.services import preferences as choices
from desk.services import signing_in as door
from desk.services import staff, targets
from desk.ui import ports
from desk.ui.people.ports import PreferencePorts

if TYPE_CHECKING:
    from desk.app.seat import Seat


def preferences(seat: Seat) -> PreferencePorts:
    """Return where each person's choices are kept."""
    work = seat.work
    return PreferencePorts(
        load=lambda user: choices.load(work, user),
        keep=lambda user, key, value: choices.keep(work, user, key, value),
    )


def signing_in(seat: Seat) -> ports.SignInPorts:
    """Return how somebody takes the seat."""
    work = seat.work

    def sit(user: Actor) -> Actor:
        seat.user = user
        return user

    return ports.SignInPorts(
        sign_in=lambda login, password: sit(door.sign_in(work, login, password)),
        by_pin=lambda number, pin: sit(door.sign_in_by_pin(work, number, pin)),
        accounts=lambda: tuple(each for each in staff.members(work) if not each.held),
        lock_minutes=lambda: settings.load(seat.folder).lock_minutes,
        targets=lambda: targets.statuses(work),
    )


def administration(seat: Seat) -> ports.AdminPorts:
    """Return what is done with accounts, with the office's papers, with one's own secrets."""
    work = seat.work

    def change(login: str, **facts: object) -> None:
        staff.change(work, seat.user, login, **facts)  # type: ignore[arg-type]  # as `ports.ChangeAccount` names them

    return ports.AdminPorts(
        members=lambda: staff.members(work),
        add=lambda login, name, role, number: staff.open_account(
            work, seat.user, login=login, name=name, role=role, number=number
        ),
        change=change,
        release=lambda logins: staff.release(work, seat.user, logins),
        releases_itself=lambda: settings.load(seat.folder).staff_release == "list",
        set_releases=lambda on: office.choose(
            work, seat.folder, seat.user, "staff_release", "list" if on else "person"
        ),
        password=lambda old, new: door.change_password(work, seat.user.login, old, new),
        pin=lambda password, pin: door.set_pin(work, seat.user.login, password, pin),
        office=lambda: office.office(work, seat.folder),
        set_office=lambda told: office.set_office(work, seat.folder, seat.user, told),
        lock_minutes=lambda: settings.load(seat.folder).lock_minutes,
        set_lock_minutes=lambda minutes: office.choose(
            work, seat.folder, seat.user, "lock_minutes", str(minutes)
        ),
    )
