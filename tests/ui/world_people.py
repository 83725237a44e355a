"""The people of the invented office: who signs in, what accounts and choices are asked for."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.records import Actor
from desk.domain.views import StaffMember, TargetStatus
from desk.services.signing_in import UnknownNumberError
from desk.ui.ports import AdminPorts, SignInPorts
from tests.ui.invented import LAN, MINH


class People:
    """What `World` knows of its people."""

    staff: tuple[StaffMember, ...]
    chosen: dict[str, dict[str, object]]
    lock_minutes: int
    trusting: bool = False  # whether the city's new accounts wait for nobody

    def _note(self, name: str, *facts: object) -> None:
        raise NotImplementedError

    def targets(self) -> tuple[TargetStatus, ...]:
        raise NotImplementedError

    def sign_in(self, login: str, password: str) -> Actor:
        self._note("sign_in", login, len(password))
        return LAN

    def by_pin(self, number: str, pin: str) -> Actor:
        self._note("by_pin", number, len(pin))
        found = {"01": LAN, "02": MINH}.get(number)
        if found is None:
            raise UnknownNumberError(number=number)
        return found

    def set_pin(self, password: str, pin: str) -> str:
        self._note("set_pin", len(password), len(pin))
        return "01"

    def choices_of(self, user: str) -> dict[str, object]:
        return dict(self.chosen.get(user, {}))

    def keep_choice(self, user: str, key: str, value: object) -> None:
        mine = self.chosen.setdefault(user, {})
        if value is None:
            mine.pop(key, None)
        else:
            mine[key] = value

    def release(self, logins: tuple[str, ...]) -> tuple[str, ...]:
        self._note("release", *logins)
        self.staff = tuple(
            replace(each, held=False) if each.login in logins or not logins else each
            for each in self.staff
        )
        return logins

    def sign_in_ports(self) -> SignInPorts:
        return SignInPorts(
            sign_in=self.sign_in,
            by_pin=self.by_pin,
            accounts=lambda: self.staff,
            lock_minutes=lambda: self.lock_minutes,
            targets=self.targets,
        )

    def admin_ports(self) -> AdminPorts:
        return AdminPorts(
            members=lambda: self.staff,
            add=lambda *facts: self._note("add", *facts),
            change=lambda login, **facts: self._note("change", login, facts),
            release=self.release,
            releases_itself=lambda: self.trusting,
            set_releases=lambda on: self._note("set_releases", on),
            password=lambda old, new: self._note("password", old, new),
            pin=self.set_pin,
            office=lambda: ({"phone": "024 0000 0000"}, {"parent": "ỦY BAN NHÂN DÂN"}),
            set_office=lambda told: self._note("set_office", told),
            lock_minutes=lambda: self.lock_minutes,
            set_lock_minutes=lambda minutes: self._note("set_lock_minutes", minutes),
        )
