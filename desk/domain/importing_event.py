"""The event by which a dossier of an earlier system begins here; `events` has all others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.domain.records import Channel, Party, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A dossier of an earlier system came in, as that system had it.

    It bears that system's code and none of this counter's numbers, and stands in no book here.
    `batch` names what came in together, `source` the file's SHA-256, `row` the place in it;
    `fingerprint` is that of what the row said. Happening once more to a dossier that was struck
    out it brings it back; to any other it changes nothing.
    """

    code: str
    procedure: str
    procedure_name: str
    submitter: Party
    received_at: datetime
    status: Status
    batch: str
    source: str
    row: int
    fingerprint: str = ""
    given: str = ""  # the code as it was written, where it was tidied
    owner: Party | None = None
    channel: Channel = Channel.COUNTER
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    collector: str = ""
    fee: int | None = None
    fee_paid: int = 0  # to the earlier system: it never lay in a drawer here
    fee_serial: str = ""
    officer: str = ""
    note: str = ""
    regime: str = ""
    holder_name: str = ""
