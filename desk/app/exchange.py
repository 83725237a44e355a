"""The exchange of an open counter with its targets, put together from sync and services."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.app.files import CounterFiles
from desk.app.ledger import CounterLedger
from desk.app.reference import CounterShelf
from desk.domain import invitation, rights
from desk.domain.errors import ExchangeError, RuleError
from desk.domain.invitation import Invitation
from desk.domain.records import Actor
from desk.services import history, keys, outbox, targets
from desk.wire import exchange as wire

if TYPE_CHECKING:
    from desk.services.workplace import Workplace
    from desk.sync.adapters.transport import Network
    from desk.sync.engine import Outcome
    from desk.sync.verify import Sameness
    from desk.wire.signing import PublicKeys

ENROL_S: Final = 30.0
ROUND_S: Final = 55.0  # a round ends within a minute, whatever the network does


@dataclass(slots=True)
class Told:
    """What one round came to, over all targets."""

    targets: dict[str, Outcome] = field(default_factory=dict)

    @property
    def pushed(self) -> int:
        """Events that a target confirmed."""
        return sum(each.pushed for each in self.targets.values())

    @property
    def pulled(self) -> int:
        """Events that were new here."""
        return sum(each.pulled for each in self.targets.values())

    @property
    def waiting(self) -> int:
        """Events that still wait."""
        return sum(each.waiting for each in self.targets.values())

    @property
    def attention(self) -> int:
        """Events that need a person."""
        return sum(each.attention for each in self.targets.values())

    @property
    def errors(self) -> list[str]:
        """Why a target did not answer, by its error's key."""
        return [each.error for each in self.targets.values() if each.error]


class NoDigestsError(RuleError):
    """A system that takes dossiers whole cannot be compared with; facts: target."""


class PracticeError(RuleError):
    """A practice office never sends anything."""


def connect(
    work: Workplace,
    url: str,
    code: str,
    by: Actor | None = None,
    *,
    name: str = outbox.CITY,
    authorities: str = "",
    proxy: str = "",
    slot: int = 0,
) -> None:
    """Enrol this counter at a city with a one-time code; by another `name`, at a ward's hub.

    In place of address and code `url` may be an invitation (a QR code's text): then whoever
    answers must have the keys that it names, before it is shown the code. A code whose answer
    was lost may be shown again: the city gives this counter a new key. `authorities` and `proxy`
    are for this target alone; without them those of the settings hold. With a `slot` a counter
    that has joined nobody yet asks for that one, and has it once the city has leased it.

    Raises:
        PracticeError: this is a practice office.
        SlotError, SlotKeptError: there is no such slot, or this counter keeps its own.
        NotAllowedError: the code is still unused, and a key that works is still valid.
        TwinOpenError: so it is where a copy of this machine works too, and would lose its key.
        ExchangeError: nothing was joined: nobody answered as a city does (`NotJoinedError`), wrong
            or used code, slot leased to another counter, or another city than the invitation's.
    """
    from desk.app import devices
    from desk.models import log
    from desk.services import slots, staff, twins

    if settings.load(work.database.folder).practice:
        raise PracticeError
    with work.database.read() as tx:
        me = log.this_counter(tx)
        by = by or staff.acting(tx)
    rights.require(by, "connect")
    twins.require_ended(work, name)
    if slot:
        slots.require_free(work, by, slot)
        me = replace(me, slot=slot)
    signer = keys.signer(work)
    invited = invitation.read(url) or Invitation(url, code)
    asked = wire.Enrol(
        code=invited.code.strip(),
        device=me.device,
        commune=me.commune,
        unit=me.unit,
        slot=me.slot,
        name=me.label,
        keys=signer.public,
        proof=signer.sign(wire.possession(me.device, signer.public), wire.JOIN),
    )
    own = {"authorities": authorities, "proxy": settings.read("proxy", proxy)}
    joined = join(invited, asked, devices.chosen(work, **own), name=name)
    if slot:  # should what follows fail, the same code gives the same slot again
        slots.change(work, by, slot)
    targets.connect(
        work,
        by,
        name=name,
        url=invited.url,
        token=joined.token,
        feed=joined.feed,
        theirs=joined.keys,
        issued=joined.certificate,
    )
    targets.choose_network(work, name, own)


def join(
    invited: Invitation, asked: wire.Enrol, network: Network, *, name: str = outbox.CITY
) -> wire.Enrolled:
    """Show a one-time code to whoever answers, if that is the city which an invitation names.

    Raises:
        ExchangeError: nothing was joined.
    """
    from desk.sync.adapters.native import Native

    until = time.monotonic() + ENROL_S
    joining = closing(Native(invited.url, network=network))
    with attempt(invited.url, name), joining as adapter:
        if invited.fingerprint:
            _compare(invited.fingerprint, adapter.hello(wire.nonce(), until=until).keys)
        joined = adapter.enrol(asked, until=until)
        if invited.fingerprint:
            _compare(invited.fingerprint, joined.keys)
    return joined


@contextmanager
def attempt(url: str, name: str) -> Iterator[None]:
    """Say of a failure of the way that nothing was joined: nothing will be sent again by itself.

    Every failure tells whom it is about: the city's words are not for a hub.
    """
    from desk.sync.errors import OF_THE_WAY, NotJoinedError

    try:
        yield
    except OF_THE_WAY as failure:
        said = {"url": url, "failure": failure.code, "check": failure.code}
        raise NotJoinedError(**said, target=name) from failure
    except ExchangeError as failure:
        failure.facts["target"] = name
        raise


def _compare(wanted: str, keys: PublicKeys | None) -> None:
    from desk.sync.errors import CityKeyError

    found = keys.fingerprint if keys else "–"
    if found != wanted:
        raise CityKeyError(wanted=wanted, found=found)


def once(work: Workplace, *, everything: bool = True) -> Told:
    """Exchange with every target now; never raises for what a network can do.

    Without a target nothing is done, and nobody failed to answer.
    """
    from desk.app import dialects
    from desk.sync import whole
    from desk.sync.files import Carrier
    from desk.sync.reference import References

    ledger = CounterLedger(work)
    files = Carrier(CounterFiles(work), work.clock, slice_s=None)
    followers = (References(CounterShelf(work)), files)
    told = Told()
    names = targets.names(work)
    for name in names:
        run = partial(
            whole.exchange,
            ledger,
            target=name,
            clock=work.clock,
            everything=everything,
            deadline=time.monotonic() + ROUND_S / len(names),
            followers=followers,
        )
        outcome = dialects.exchange(work, name, run)
        if outcome.offset_ms is not None:
            targets.note_offset(work, outcome.offset_ms)
        history.note(work, name, outcome)
        told.targets[name] = outcome
    return told


def same(work: Workplace, name: str = "") -> Sameness:
    """Compare digests with a target.

    Raises:
        NotConnectedError, NoDigestsError, ExchangeError.
    """
    from desk.app import devices
    from desk.sync import verify

    found = targets.reached(work, name)
    if found.kind != targets.NATIVE:  # it has no digests; `desk sync target check` reads it back
        raise NoDigestsError(target=found.name)
    with closing(devices.spoken(work, found.name)) as adapter:
        try:
            return verify.same(CounterLedger(work), adapter)
        except ExchangeError as failure:
            failure.facts["target"] = found.name  # the city's words are not for a hub
            raise
