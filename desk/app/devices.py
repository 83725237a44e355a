"""A counter as a device: how it speaks with a target, and what it renews by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.domain.errors import ExchangeError
from desk.models import log
from desk.services import keys, targets
from desk.sync.adapters.native import Native
from desk.sync.adapters.transport import Network
from desk.sync.adapters.unusable import adapter
from desk.sync.engine import Outcome
from desk.sync.errors import (
    BadReplyError,
    ExpiredError,
    NoKeysError,
    NotAuthorisedError,
    RevokedError,
)
from desk.wire import certificate, devices
from desk.wire import exchange as wire
from desk.wire.certificate import BadCertificateError

if TYPE_CHECKING:
    from desk.services.workplace import Workplace
    from desk.sync.ports import Adapter
    from desk.wire.signing import PublicKeys, Signed

PATIENCE_S: Final = 20.0
#: After these there is nothing to ask for: the target has spoken, or nobody has.
_NO_USE: Final = frozenset({RevokedError.__name__, NoKeysError.__name__})
#: After these another certificate may help: ours was too old, or a target that was put back to an
#: older copy has forgotten our keys.
_MENDED: Final = frozenset({ExpiredError.__name__, NotAuthorisedError.__name__})


def spoken(work: Workplace, name: str) -> Adapter:
    """Return how to speak with a target: with its token, and signing if it has shown its keys."""
    _, url, token = targets.access(work, name)
    theirs, way = keys.city(work, name), network(work, name)
    if theirs is None or not token:
        return adapter(url, token, network=way)
    return adapter(url, token, signer=keys.signer(work), audience=theirs.sign, network=way)


def network(work: Workplace, name: str) -> Network:
    """Return whose certificates count and which proxy to take: a target's own, else this PC's."""
    own = targets.network(work, name)
    return chosen(work, own.get("authorities", ""), own.get("proxy", ""))


def chosen(work: Workplace, authorities: str = "", proxy: str = "") -> Network:
    """Return what was chosen for one target, filled up with what holds for this PC."""
    usual = settings.load(work.database.folder)
    return Network(authorities or usual.authorities, proxy or usual.proxy)


def exchange(work: Workplace, name: str, run: Callable[[Adapter], Outcome]) -> Outcome:
    """Exchange once with a target; renew what has to be renewed.

    Where its certificate was too old to be heard, the counter asks for another one and tries again.
    """
    with closing(spoken(work, name)) as first:
        before = run(first)
        outcome = tend(work, name, first, before)
    if before.error not in _MENDED or outcome.error:
        return outcome
    with closing(spoken(work, name)) as second:
        return run(second)


def tend(work: Workplace, name: str, used: Adapter, outcome: Outcome) -> Outcome:
    """Ask for a certificate if it is time, and for the list of counters if there is a newer one.

    `used` has just exchanged. Whatever fails here is part of how the exchange went; that the
    certificate had expired is no failure any more once there is another one.
    """
    if not isinstance(used, Native) or used.roster_number is None or outcome.error in _NO_USE:
        return outcome
    mends = outcome.error in _MENDED
    kept = keys.standing(work, name)
    try:
        if kept.theirs is None or mends or _is_due(work, kept):
            _certify(work, name, kept.theirs)
        if used.roster_number != kept.roster:
            _learn_roster(work, name, used.roster_number)
    except ExchangeError as failure:
        if mends:
            return outcome
        targets.note_answer(work, name, error=failure.code, paused="", now=work.clock())
        return replace(outcome, error=failure.code)
    return replace(outcome, error="", paused=False) if mends else outcome


def _native(work: Workplace, name: str, theirs: PublicKeys | None) -> Native:
    _, url, token = targets.access(work, name)
    way = network(work, name)
    if theirs is None:
        return Native(url, token, network=way)
    return Native(url, token, signer=keys.signer(work), audience=theirs.sign, network=way)


def _certify(work: Workplace, name: str, theirs: PublicKeys | None) -> None:
    """Have our keys certified: for the first time, or before the present certificate ends.

    The city's keys are kept before ours are shown: from then on it wants signatures.
    """
    until = time.monotonic() + PATIENCE_S
    if theirs is None:
        with closing(_native(work, name, None)) as stranger:
            theirs = stranger.hello(wire.nonce(), until=until).keys
        keys.remember(work, name, theirs)
    own, device = keys.signer(work), _device(work)
    proof = own.sign(wire.possession(device, own.public), wire.JOIN)
    with closing(_native(work, name, theirs)) as city:
        made = city.certify(devices.Certify(keys=own.public, proof=proof), until=until)
    said = certificate.read(made.certificate, theirs.sign)
    if (said.device, said.keys) != (device, own.public):
        raise BadCertificateError(reason="other")
    keys.remember(work, name, theirs, made.certificate)


def _device(work: Workplace) -> str:
    with work.database.read() as tx:
        return log.this_counter(tx).device


def _is_due(work: Workplace, kept: keys.Standing) -> bool:
    """Tell whether to renew, by the city's clock as far as it is known."""
    if kept.issued is None or kept.theirs is None:
        return True
    offset = timedelta(milliseconds=kept.offset_ms)
    return certificate.read(kept.issued, kept.theirs.sign).due(work.clock() - offset)


def _recall(work: Workplace, name: str, theirs: PublicKeys, shown: Signed) -> None:
    with closing(_native(work, name, theirs)) as city:
        try:
            city.recall(shown, until=time.monotonic() + PATIENCE_S)
        except BadReplyError:
            return  # a city of before has no such address: revoked again by hand, as it always was


def _learn_roster(work: Workplace, name: str, number: int) -> None:
    """Take over the list of the ward's counters if there is a newer one.

    A target that tells of an older one than it has signed before was put back to an older copy:
    it is shown its own word, or it would let in again whom it has revoked since.
    """
    theirs, known = keys.city(work, name), keys.roster_number(work, name)
    if theirs is None or number == known:
        return
    shown = keys.roster(work, name) if number < known else None
    if number < known:
        if shown is not None:
            _recall(work, name, theirs, shown)
        return
    with closing(_native(work, name, theirs)) as city:
        signed = city.roster(until=time.monotonic() + PATIENCE_S)
    keys.learn_roster(work, name, signed)
