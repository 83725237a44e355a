"""A ward with a city that keeps stocks, and counters that join it later than others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.app import stock
from tests.flows.stage import Desk, Stage, settle, staged
from tests.kit import BIRTH, COPIES, MARRIAGE, Counter, act, receive

FEWEST = 5


@contextmanager
def ward(home: Path, postgres: str = "") -> Iterator[Stage]:
    """Begin a ward that has received and worked on some dossiers; its city makes stocks of them."""
    with staged(home, postgres) as made:
        made.city.down()
        made.city.making = stock.making(FEWEST)
        made.city.up()
        one, two = made.one, made.two
        held = [receive(each.work, kind) for each in (one, two) for kind in (COPIES, MARRIAGE)]
        settle(one, two)
        act(one.work, held[0], "note", reason="Đã gọi điện")
        settle(one, two)
        yield made


@contextmanager
def latecomer(stage: Stage, home: Path) -> Iterator[Desk]:
    """Begin one more counter, which has received two dossiers before it joins the city."""
    (slots,) = stage.city.rows("SELECT count(*) FROM lease")[0]
    made = Desk(Counter(home, slot=slots + 1, clock=stage.clock).make(), stage.city)
    made.open()
    for procedure in (COPIES, BIRTH):
        receive(made.work, procedure)
    yield made
    made.close()


def ready(stage: Stage) -> Path:
    """Wait until the city has a stock of the ward; return its folder."""
    folder = stage.city.home / "city-files" / "stock"
    pause = threading.Event()
    while not (found := list(folder.glob("*/stock.json"))):
        assert not pause.wait(0.01)
    return found[0].parent


def took(desk: Desk) -> bool:
    """Tell whether a stock was taken over: then the counter's own key comes behind others'."""
    whose = "SELECT id FROM device WHERE uid = (SELECT device FROM counter)"
    return desk.counter.rows(whose) > [(1,)]


def left(desk: Desk) -> bool:
    return (desk.work.database.folder / "stock").exists()
