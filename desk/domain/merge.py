"""Who wins when several counters work on one dossier: ownership, never clocks.

Every side that puts events into one order – the city, a ward's hub – asks here before an event
may count. The status belongs to the holder of the dossier's custody, which rises by one at
each hand-over, so an act under an older custody is known as late whatever its clock says.
Remarks, corrections and other systems' codes are unions: they always come in. Where two sides
correct one field from the same base, no clock decides either: both values stay until a person does.
"""

from __future__ import annotations

from typing import Final

from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain import result_events as rev
from desk.domain.records import CLOSED, Dossier, Result

EXISTS: Final = "exists"
UNKNOWN: Final = "unknown-dossier"
ENDED: Final = "ended"
NOT_HOLDER: Final = "not-holder"
CUSTODY: Final = "custody"

#: What anybody may add to a dossier at any time; none of it moves the status.
_FREE: Final = ev.REMARKS
#: The first answer to a citizen's online filing: it takes custody from the city.
_TAKES: Final = ev.Accepted | ev.Guided | ev.Refused
#: What happens to a device and not to a dossier.
OF_DEVICE: Final = (
    cev.DeviceOpened
    | cev.EpochOpened
    | cev.NumberBurnt
    | cev.UserAdded
    | cev.UserChanged
    | cev.TurnedAway
    | cev.DrawerOpened
    | cev.DrawerClosed
    | cev.DayClosed
    | cev.PaperChanged
    | cev.Reprinted
    | cev.SetAside
    | cev.PeriodClosed
    | rev.SheetsStocked
)
BEGINS = ev.BEGINS


def admit(dossier: Dossier | None, event: ev.Event) -> str | None:
    """Return why `event` may not happen to `dossier` as it stands; None if it may.

    `dossier` is the state that all events admitted before have made, None if none began one.

    - `exists`: a dossier of this uid was received or filed before. One of an earlier system may
      come in wherever somebody has its file: it is one dossier all the same.
    - `unknown-dossier`: nothing began the dossier yet.
    - `ended`: it was voided, or its last status has been reached.
    - `not-holder`: another counter holds its custody.
    - `custody`: the custody moved on before; somebody was first.

    A type that this program does not know is admitted: it is kept and passed on as it is.
    """
    body = event.body
    if body is None or isinstance(body, OF_DEVICE):
        return None
    if isinstance(body, BEGINS):
        return _begin(dossier, event, body)
    if dossier is None:
        return UNKNOWN
    return None if isinstance(body, _FREE) else _move(dossier, event, body)


def three_way(
    known: tuple[str, ...], change: ev.Change, *, seen: bool, holds: bool
) -> tuple[str, ...]:
    """Return the values of a field after a correction; the first one stands for the time being.

    `known` are its values so far, `change` has the base that its writer saw. `seen` tells that
    the writer knew of everything before it, so its word is a decision; `holds` that it holds the
    dossier's custody, so its value goes before another's that it did not know.
    """
    if seen:
        return (change.after,)
    if change.before in known:  # built upon one of them: that one alone gives way
        put = (change.after if value == change.before else value for value in known)
        return tuple(dict.fromkeys(put))
    if change.after in known:
        return known
    return (change.after, *known) if holds else (*known, change.after)


def succeeds(known: Result, replaces: str) -> bool:
    """Tell whether a change of a result takes the place of what is there.

    Only where its writer saw how the result stood. Where two counters write without knowing of
    each other nobody's draft is lost and no confirmation covers fields that nobody confirmed: two
    drafts are two results, and of two confirmations that differ neither counts.
    """
    return known.last == replaces


def _move(dossier: Dossier, event: ev.Event, body: ev.Body) -> str | None:
    if _has_ended(dossier, body):
        return ENDED
    free = isinstance(body, ev.Claimed) or _decides(dossier, body)
    if not free and dossier.holder not in ("", event.device):
        return NOT_HOLDER
    return None if event.custody == dossier.custody + rise(dossier, event) else CUSTODY


def _decides(dossier: Dossier, body: ev.Body) -> bool:
    """Tell whether this is what was drafted for a leader, who decides it wherever he sits."""
    drafted = dossier.proposal.action if dossier.proposal else ""
    return drafted == "apologise" and isinstance(body, ev.Apologised)


def _begin(dossier: Dossier | None, event: ev.Event, body: ev.BEGINS) -> str | None:
    if dossier is not None:
        again = isinstance(body, ev.Imported) and dossier.origin is not None
        return None if again else EXISTS
    first = 0 if isinstance(body, ev.Filed) else 1
    return None if event.custody == first else CUSTODY


def _has_ended(dossier: Dossier, body: ev.Body) -> bool:
    """Tell whether endings forbid this: final, but what was ended may still be struck out."""
    if dossier.voided:
        return True
    return dossier.status in CLOSED and not isinstance(body, ev.Voided)


def rise(dossier: Dossier, event: ev.Event) -> int:
    """Return by how much the custody number rises with an event."""
    body = event.body
    if isinstance(body, ev.Forwarded):
        return 1
    if isinstance(body, ev.Claimed):
        return int(dossier.holder != event.device)
    return int(isinstance(body, _TAKES) and not dossier.holder)
