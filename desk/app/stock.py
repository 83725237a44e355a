"""How the reference city makes stocks for new counters: with the counter's own program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desk.city.stock import Making
    from desk.models import stock
    from desk.wire.sealed import Sealed

#: Below this many events reading the feed is as quick.
FEWEST: Final = 3_000


def making(fewest: int = FEWEST) -> Making:
    """Return how stocks are made."""
    from desk.city.stock import Making
    from desk.models.stock import SHAPE

    return Making(shape=SHAPE, mirror=_mirror, fewest=fewest)


@contextmanager
def _mirror(folder: Path, feed: str) -> Iterator[_Mirror]:
    from desk.models import stock

    with closing(stock.Mirror(folder, feed)) as mirror:
        yield _Mirror(mirror)


class _Mirror:
    """`desk.city.stock.Mirror` over the counter's tables."""

    def __init__(self, mirror: stock.Mirror) -> None:
        self._mirror = mirror

    @property
    def position(self) -> int:
        return self._mirror.position

    def add(self, events: Sequence[Sealed], position: int) -> None:
        from desk.wire import sealed

        self._mirror.add([(sealed.open_event(each), each) for each in events], position)

    def write(self, into: Path) -> tuple[int, str, int]:
        held = self._mirror.write(into)
        return held.count, held.root, held.events
