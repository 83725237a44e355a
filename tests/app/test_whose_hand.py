"""Several people at one counter: each event keeps the name of whoever did it, and is sent so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain.records import Actor, Dossier
from desk.services import outbox, reading, staff
from desk.ui.ports import WindowPorts
from desk.wire.sealed import read_head
from tests.kit import RESIDENCE, Counter, administrator, application
from tests.services.filed import City

SECRET = "một câu dài để nhớ"  # noqa: S105 – of invented people
PEOPLE = {"an": "Trần Thử An", "binh": "Lê Mẫu Bình"}


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    counter = Counter(tmp_path / "counter").make()
    with counter.open() as work:
        City().connect(work)
        for login, name in PEOPLE.items():
            staff.open_account(
                work, administrator(work), login=login, name=name, role="counter", password=SECRET
            )
        yield Seat(work, counter.folder)


def received(window: WindowPorts, login: str) -> tuple[Actor, Dossier]:
    user = window.sign_in.sign_in(login, SECRET)
    return user, window.receive.receive(application(RESIDENCE)).dossier


def test_who_signs_in_is_who_acts_and_stays_so_when_another_sits_down(seat: Seat) -> None:
    window = room.window_ports(seat)
    told = [received(window, login) for login in PEOPLE]
    assert [user.name for user, _ in told] == list(PEOPLE.values())
    for user, dossier in told:  # the other one's too, whoever looks
        (entry,) = reading.open_dossier(seat.work, dossier.code, seat.user).timeline
        assert entry.actor == user
    batch = outbox.waiting(seat.work, "city", seat.work.now(), everything=True)
    assert batch is not None
    heads = [read_head(each.head) for each in batch.events]
    assert [each.actor for each in heads if each.type == "Received"] == [user for user, _ in told]
