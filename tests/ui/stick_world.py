"""A stick as pages see it: what is on it, and that something was written or read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.domain.views import Carried, StickBundle, Written
from desk.ui.exchange.ports import CourierPorts, Progress


@dataclass
class Stick:
    """`bundles` are what is on it."""

    bundles: tuple[StickBundle, ...] = ()

    def ports(self, note: Callable[..., None]) -> CourierPorts:
        """Return ports that `note` what was done, and fail if it does."""

        def look(folder: str) -> tuple[StickBundle, ...]:
            note("look_at_stick", folder)
            return self.bundles

        def write(folder: str, progress: Progress) -> Written:
            note("write_stick", folder)
            assert progress(1, 0)
            return Written(
                bundle="b", events=3, files=2, left=1, parts=1, size=9_000, target="city"
            )

        def read(folder: str, progress: Progress) -> Carried:
            note("read_stick", folder)
            assert progress(1, 2)
            return Carried(bundle="b", confirmed=3, new=2, files=2, agreed="equal", target="city")

        return CourierPorts(look=look, write=write, read=read)
