"""A target whose address nobody can speak with: it fails by itself, and only for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from typing_extensions import override

from desk.domain.errors import ExchangeError
from desk.sync.adapters.native import Native
from desk.sync.adapters.transport import Network
from desk.sync.errors import NoKeysError
from desk.sync.ports import Adapter, Batch, Reminder
from desk.wire import exchange
from desk.wire.signing import Signer


class Unusable(Adapter):
    """Answers every call with why its address is none, so that its own row can say so."""

    def __init__(self, failure: ExchangeError) -> None:
        """Remember what is wrong with the address."""
        self._failure = failure

    @override
    def push(self, batch: Batch, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def remind(self, reminder: Reminder, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def pull(self, after: str, epoch: int, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def digests(self, places: Sequence[str], *, until: float) -> NoReturn:
        raise self._failure

    @override
    def state(self, told: exchange.Stated, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def stories(self, uids: Sequence[str], *, until: float) -> NoReturn:
        raise self._failure

    @override
    def standing(self, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def close(self) -> None:
        """Let go of nothing."""


def adapter(
    address: str,
    token: str,
    *,
    signer: Signer | None = None,
    audience: str = "",
    network: Network | None = None,
) -> Adapter:
    """Return how to speak with a target, whatever its stored address is.

    Without a token nothing is asked: the database came from another machine, and its keys stayed.
    """
    if not token:
        return Unusable(NoKeysError())
    try:
        return Native(address, token, signer=signer, audience=audience, network=network)
    except ExchangeError as failure:
        return Unusable(failure)
