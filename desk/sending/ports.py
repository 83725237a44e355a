"""What a carrier of notices must do, and how it says that it could not.

A carrier opens, is handed messages one by one, and is closed; one that fails as a whole is not
asked for the next message. `docs/another-sender.md` says how to write one.

Why nothing went              what happens to the message
─────────────────────────────────────────────────────────────────────────────
SenderClosedError             waits; nothing of this way is tried for a while
RefusedForNowError            waits, and is tried again after growing pauses
RefusedForGoodError           failed; a person decides
AnswerLostError               unsure: it may be out, and is never sent again by itself
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.domain.errors import ExchangeError
from desk.domain.notices import State
from desk.domain.outgoing import Message


class SenderClosedError(ExchangeError):
    """Nothing goes by this way now; its subclasses say why."""


class SenderAwayError(SenderClosedError):
    """Nobody answers: no network, or the carrier is down."""


class SenderSignInError(SenderClosedError):
    """The carrier does not know this name and password."""


class SenderTrustError(SenderClosedError):
    """Whoever answers has no certificate that counts, or none at all though one is wanted."""


class SenderFolderError(SenderClosedError):
    """The folder cannot be written."""


class SenderBusyError(SenderClosedError):
    """The carrier takes nothing for the time being."""


class SenderUnknownError(SenderClosedError):
    """What is set up here no carrier of this program can do."""


class SenderFaultError(SenderClosedError):
    """The program itself fails over it; the log says where."""


class NoticeRefusedError(ExchangeError):
    """One message is not taken; `said` is the carrier's answer."""

    def __init__(self, said: str = "") -> None:
        """Keep what the carrier answered apart from the facts: it may name somebody."""
        super().__init__()
        self.said = said


class RefusedForNowError(NoticeRefusedError):
    """One message is not taken now."""


class RefusedForGoodError(NoticeRefusedError):
    """One message will not be taken, whenever it is sent."""


class AnswerLostError(ExchangeError):
    """The line broke after the last of a message was said, and before the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What a carrier is told of itself; `unit` is the office's name for the mail's own words."""

    settings: Mapping[str, str]
    now: Callable[[], datetime]
    secret: str = ""
    unit: str = ""
    timeout_s: float = 30.0


class Sender(Protocol):
    """Takes messages of one way to their carrier."""

    def send(self, message: Message, handing: Callable[[], None]) -> str:
        """Send one message; return what the carrier answered.

        `handing` is called just before the last of the message is said, and only once: what
        breaks before it has sent nothing, what breaks after it may have.

        Raises:
            SenderClosedError, RefusedForNowError, RefusedForGoodError, AnswerLostError.
        """

    def news(self, waiting: Sequence[str]) -> tuple[tuple[str, State, str], ...]:
        """Return what is known by now of messages sent before: uid, outcome, the carrier's words.

        Raises:
            SenderClosedError.
        """

    def close(self) -> None:
        """End; never raises."""
