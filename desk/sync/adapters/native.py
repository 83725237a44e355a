"""Our own contract (docs/city-api.yaml), spoken with a city or a ward's hub.

A reply counts only if its status, its type, its length and its form are all what was agreed: a
captive portal's page with status 200, half a reply, or a reply of another contract is an error
with a name, never a success.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

import msgspec
from typing_extensions import override

from desk.sync.adapters.identity import Identity
from desk.sync.adapters.native_files import NativeFiles
from desk.sync.adapters.replies import JSON, T, read
from desk.sync.adapters.transport import CONNECT_S, READ_S, Network, Transport
from desk.sync.errors import (
    BadReplyError,
    CodeExpiredError,
    CodeRefusedError,
    CodeUsedError,
    EnrolError,
    FileGoneError,
    NotAuthorisedError,
    SlotTakenError,
    TruncatedReplyError,
    WrongWardError,
)
from desk.sync.ports import Adapter, Batch, Reminder, Standing
from desk.wire import devices, exchange, lean
from desk.wire.reference import Editions
from desk.wire.sealed import BadEventError
from desk.wire.signing import Signed, Signer
from desk.wire.stock import BYTES, Stock

PAGE: Final = 1000
_LEVEL: Final = 4  # 9 packs a tenth better in three times the time
_WORTH_PACKING: Final = 600  # bytes
_NO_ADDRESS: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
_CODES: Final[Mapping[str, type[EnrolError]]] = {
    "code": CodeRefusedError,
    "code-used": CodeUsedError,
    "code-expired": CodeExpiredError,
    "unit": WrongWardError,
    "commune": WrongWardError,
    "slot": SlotTakenError,
}


def _free(said: str, slot: int) -> str:
    """Return the slots that a city says to be free; a city of before named the taken one."""
    return " ".join(each for each in said.split() if each.isdecimal() and each != str(slot))


class Native(Adapter):
    """`desk.sync.ports.Adapter` over our own contract."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        signer: Signer | None = None,
        audience: str = "",
        network: Network | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
    ) -> None:
        """Prepare to speak with the city at `address`; nothing is sent yet.

        Requests are signed by `signer` for the city whose public key `audience` is; without
        either the token alone is shown.

        Raises:
            BadAddressError, PlainHttpError.
        """
        self._transport = Transport(
            address,
            auth=Identity(token, signer, audience),
            network=network,
            connect_s=connect_s,
            read_s=read_s,
        )

    @override
    def push(self, batch: Batch, *, until: float) -> exchange.Pushed:
        message = exchange.Push(
            device=batch.device,
            epoch=batch.epoch,
            events=[exchange.to_wire(each) for each in batch.events],
        )
        return self._post("/v1/push", message, exchange.Pushed, until)

    @override
    def remind(self, reminder: Reminder, *, until: float) -> exchange.Reminded:
        message = exchange.Remind(events=[exchange.to_wire(each) for each in reminder.events])
        return self._post("/v1/remind", message, exchange.Reminded, until)

    @override
    def pull(self, after: str, epoch: int, *, until: float) -> exchange.Pulled:
        params: dict[str, str | int] = {"after": after, "limit": PAGE, "epoch": epoch, "lean": 1}
        page = self._get("/v1/pull", params, exchange.Pulled, until)
        if not page.digest:  # a city of before, or a page that cannot be left out from
            return page
        try:
            events = lean.restore(page.events, page.digest)
        except BadEventError as error:
            raise BadReplyError(what="digest") from error
        return msgspec.structs.replace(page, events=events, digest="")

    @override
    def digests(self, places: Sequence[str], *, until: float) -> list[exchange.Digest]:
        asked = exchange.Places(places=list(places))
        return self._post("/v1/digests", asked, exchange.Digests, until).digests

    @override
    def state(self, told: exchange.Stated, *, until: float) -> None:
        self._post("/v1/proof", told, dict, until)

    @override
    def stories(self, uids: Sequence[str], *, until: float) -> exchange.Stories:
        asked = exchange.Dossiers(uids=list(uids))
        return self._post("/v1/dossiers", asked, exchange.Stories, until)

    @override
    def standing(self, *, until: float) -> Standing:
        return self._get("/v1/status", {}, Standing, until)

    def enrol(self, asked: exchange.Enrol, *, until: float) -> exchange.Enrolled:
        """Join with a one-time code; the answer holds the key for everything else.

        Raises:
            EnrolError: why the city refused (a subclass), and all that the other calls raise.
        """
        try:
            return self._post("/v1/enrol", asked, exchange.Enrolled, until)
        except NotAuthorisedError as error:
            reason = str(error.facts.get("reason", ""))
            theirs = str(error.facts.get("detail", ""))
            kind = _CODES.get(reason)
            if kind is None:
                raise
            if kind is SlotTakenError:
                free = _free(theirs, asked.slot)
                raise SlotTakenError(reason=reason, slot=asked.slot, free=free) from error
            raise kind(reason=reason, theirs=theirs) from error
        finally:
            self.close()

    def hello(self, nonce: str, *, until: float) -> devices.Hello:
        """Ask anybody at the address for its keys; the answer proves that it has them.

        Raises:
            BadReplyError: it does not.
        """
        found = self._get("/v1/keys", {"nonce": nonce}, devices.Hello, until)
        if not found.keys.verify(nonce.encode(), found.signature, devices.HELLO):
            raise BadReplyError(what="keys")
        return found

    def certify(self, asked: devices.Certify, *, until: float) -> devices.Certified:
        """Ask for a (new) certificate."""
        return self._post("/v1/certificate", asked, devices.Certified, until)

    def roster(self, *, until: float) -> Signed:
        """Return the list of the ward's counters."""
        return self._get("/v1/roster", {}, Signed, until)

    def recall(self, signed: Signed, *, until: float) -> None:
        """Show a city that was put back to an older copy the list that it had signed since."""
        self._post("/v1/roster", signed, devices.Recalled, until)

    @property
    def roster_number(self) -> int | None:
        """The number of that list as the last answer told it; None from a city of before."""
        return self._transport.roster

    def abort(self) -> None:
        """End the request under way, from another thread; it fails as unreachable."""
        self._transport.abort()

    @override
    def editions(self, after: int, *, until: float) -> Editions:
        return self._get("/v1/reference", {"after": after}, Editions, until)

    @override
    def stock(self, shape: str, *, until: float) -> Signed | None:
        headers = {"Accept": JSON}
        params = {"shape": shape}
        reply = self._transport.ask("GET", "/v1/stock", until=until, params=params, headers=headers)
        if reply.status in _NO_ADDRESS:
            return None  # or of before there were any; somebody else's page, the feed will tell
        return read(Signed, reply)

    @override
    def stock_pieces(self, stock: Stock, first: int, count: int, *, until: float) -> bytes:
        path, params = f"/v1/stock/{stock.name}/{first}", {"count": count}
        reply = self._transport.ask("GET", path, until=until, params=params)
        if reply.status == HTTPStatus.NOT_FOUND and reply.kind == JSON:
            raise FileGoneError(reason="stock")
        if reply.status != HTTPStatus.OK or reply.kind != BYTES:
            read(exchange.Problem, reply)  # a page, or a reply of another contract: says so
            raise BadReplyError(what="content-type")
        if len(reply.data) != stock.length(first, count):
            raise TruncatedReplyError
        return reply.data

    @property
    @override
    def files(self) -> NativeFiles:
        return NativeFiles(self._transport)

    @override
    def close(self) -> None:
        self._transport.close()

    def _get(self, path: str, params: Mapping[str, str | int], cls: type[T], until: float) -> T:
        headers = {"Accept": JSON}
        return read(
            cls, self._transport.ask("GET", path, until=until, params=params, headers=headers)
        )

    def _post(self, path: str, message: object, cls: type[T], until: float) -> T:
        body = msgspec.json.encode(message)
        headers = {"Accept": JSON, "Content-Type": JSON}
        if len(body) > _WORTH_PACKING:
            body = gzip.compress(body, _LEVEL, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return read(cls, self._transport.ask("POST", path, until=until, headers=headers, body=body))
