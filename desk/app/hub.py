"""A ward's hub and its city: joined once, then asked for what the city publishes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.app.counter import clock
from desk.domain.errors import DeskError, ExchangeError, InputError

if TYPE_CHECKING:
    from desk.app.city import Clock
    from desk.city.store import Store
    from desk.city.upstream import Upstream
    from desk.sync.adapters.native import Native
    from desk.wire.signing import Signer

NAME: Final = "Máy trung gian"
EVERY_S: Final = 30.0
PATIENCE_S: Final = 30.0
#: Told how many editions came, or the code of why none could be asked for.
Told = Callable[[int, str], None]


class HubAloneError(InputError):
    """The hub has joined no city yet."""


def connect(
    database: str,
    url: str,
    code: str,
    unit: str,
    *,
    authorities: str = "",
    proxy: str = "",
    clock: Clock = clock,
) -> str:
    """Let a hub join its city for a ward; return the fingerprint of the city's keys.

    It leases no numbers. As a counter's, `url` may be an invitation.

    Raises:
        ExchangeError: nothing was joined; what a city's database raises.
    """
    from desk.app import exchange
    from desk.city import keys, upstream
    from desk.city.store import Store, identity
    from desk.domain import invitation
    from desk.domain.invitation import Invitation
    from desk.sync.adapters.transport import Network
    from desk.sync.errors import BadReplyError
    from desk.wire import exchange as wire

    proxy = settings.read("proxy", proxy)
    invited = invitation.read(url) or Invitation(url, code)
    with closing(Store(database, clock(), hub=True)) as store:
        with store.read() as tx:
            own, device = keys.signer(tx), identity(tx).device
        asked = wire.Enrol(
            code=invited.code.strip(),
            device=device,
            commune="",
            unit=unit,
            slot=wire.NO_SLOT,
            name=NAME,
            keys=own.public,
            proof=own.sign(wire.possession(device, own.public), wire.JOIN),
        )
        joined = exchange.join(invited, asked, Network(authorities, proxy))
        if joined.keys is None:  # a city of before: nobody could prove what it publishes
            raise BadReplyError(what="keys")
        city = upstream.Upstream(
            url=invited.url,
            token=joined.token,
            theirs=joined.keys,
            issued=joined.certificate,
            unit=joined.unit,
            authorities=authorities,
            proxy=proxy,
        )
        upstream.join(store, city, joined.name)
    return joined.keys.fingerprint


def fetch(database: str, *, clock: Clock = clock) -> int:
    """Ask the city for what it has published since; return how many editions are new.

    Raises:
        HubAloneError: this hub has joined none.
        ExchangeError: it did not answer, or what came is not its word.
    """
    from desk.city.store import Store

    with closing(Store(database, clock(), hub=True)) as store:
        return _Fetching(store, clock).once()


class _Fetching:
    """Asks a hub's city; `stop` breaks off what is under way."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._speaking: Native | None = None
        self.stopped = threading.Event()

    def once(self) -> int:
        """Fetch what is new; write down how it went."""
        from desk.city import keys, upstream
        from desk.city.store import identity
        from desk.sync.errors import ExpiredError

        with self._store.read() as tx:
            known = upstream.read(tx)
            own, device = keys.signer(tx), identity(tx).device
        if known is None:
            raise HubAloneError
        try:
            try:
                new = self._fetch(known, own)
            except ExpiredError:
                self._renew(known, own, device)
                new = self._fetch(known, own)
            if self._is_due(known):
                self._renew(known, own, device)
        except ExchangeError as failure:
            upstream.heard(self._store, self._clock(), failure.code)
            raise
        upstream.heard(self._store, self._clock())
        return new

    @contextmanager
    def _spoken(self, known: Upstream, own: Signer) -> Iterator[Native]:
        from desk.sync.adapters.native import Native
        from desk.sync.adapters.transport import Network

        way = Network(known.authorities, known.proxy)
        made = Native(known.url, known.token, signer=own, audience=known.theirs.sign, network=way)
        with closing(made) as self._speaking:
            yield made

    def _fetch(self, known: Upstream, own: Signer) -> int:
        from desk.city import upstream

        new, more = 0, True
        with self._spoken(known, own) as city:
            while more and not self.stopped.is_set():
                with self._store.read() as tx:
                    after = upstream.reached(tx)
                page = city.editions(after, until=monotonic() + PATIENCE_S)
                came = upstream.keep(self._store, page.items)
                new, more = new + came, page.more and bool(came)
        return new

    def _is_due(self, known: Upstream) -> bool:
        from desk.wire import certificate

        if known.issued is None:
            return True
        return certificate.read(known.issued, known.theirs.sign).due(self._clock())

    def _renew(self, known: Upstream, own: Signer, device: str) -> None:
        from desk.city import upstream
        from desk.wire import certificate, devices
        from desk.wire import exchange as wire

        proof = own.sign(wire.possession(device, own.public), wire.JOIN)
        asked = devices.Certify(keys=own.public, proof=proof)
        with self._spoken(known, own) as city:
            made = city.certify(asked, until=monotonic() + PATIENCE_S)
        certificate.read(made.certificate, known.theirs.sign)
        upstream.certified(self._store, made.certificate)

    def run(self, told: Told) -> None:
        """Ask again and again, until stopped; tell what came, and once why nothing could."""
        last = ""
        while not self.stopped.is_set():
            new, error = 0, ""
            try:
                new = self.once()
            except HubAloneError:
                pass
            except DeskError as failure:
                error = failure.code
            if new or error not in ("", last):
                told(new, error)
            last = error
            self.stopped.wait(EVERY_S)

    def stop(self) -> None:
        """End; a request under way is broken off."""
        self.stopped.set()
        if self._speaking is not None:
            self._speaking.abort()


@contextmanager
def fetching(database: str, told: Told, *, clock: Clock = clock) -> Iterator[None]:
    """Ask the hub's city for what it publishes, for the length of a block."""
    from desk.city.store import Store

    with closing(Store(database, clock(), hub=True)) as store:
        room = _Fetching(store, clock)
        thread = threading.Thread(target=room.run, args=(told,), name="desk-hub", daemon=True)
        thread.start()
        try:
            yield
        finally:
            room.stop()
            thread.join(PATIENCE_S)
