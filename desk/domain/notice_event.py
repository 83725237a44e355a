"""What is told of a notice to the citizen; see `events` and `notices`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """A notice was prepared for the citizen (`outcome` waiting), or something became of it.

    Its words and the address that it went to are in the outgoing box of its counter alone.
    """

    message: str  # uid of the notice: the same in all that is told of it
    kind: str  # ready | waits | supplement | fee | invite | apology | moved
    way: str  # email | sms | zalo | letter
    outcome: str  # waiting | sent | delivered | failed | unsure | cancelled
    at: datetime
    come_at: datetime | None = None  # of an invitation
    note: str = ""  # of an invitation: what it is about and what to bring
