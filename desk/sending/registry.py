"""Which carriers there are: one line for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from desk.sending.folder import Folder
from desk.sending.ports import Carrier, Sender, SenderUnknownError
from desk.sending.smtp import Smtp


class Checked(Sender, Protocol):
    """A carrier that can be tried without a message, and broken off from another thread."""

    def check(self) -> None:
        """Raise SenderClosedError if nothing would go."""

    def abort(self) -> None:
        """Break off whatever goes on."""


CARRIERS: Final[Mapping[str, Callable[[Carrier], Checked]]] = {"smtp": Smtp, "folder": Folder}


def opened(kind: str, told: Carrier) -> Checked:
    """Return the carrier of a kind.

    Raises:
        SenderUnknownError.
    """
    make = CARRIERS.get(kind)
    if make is None:
        raise SenderUnknownError
    return make(told)
