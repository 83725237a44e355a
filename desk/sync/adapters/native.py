"""Our own contract (docs/city-api.yaml), spoken with a city or a ward's hub.

A reply counts only if its status, its type, its length and its form are all what was agreed: a
captive portal's page with status 200, half a reply, or a reply of another contract is an error
with a name, never a success.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, NoReturn, TypeVar

import msgspec
import requests
from typing_extensions import override

from desk.sync.adapters.transport import CONNECT_S, READ_S, Reply, Transport
from desk.sync.errors import (
    BadReplyError,
    CaptivePortalError,
    CityBusyError,
    CodeExpiredError,
    CodeRefusedError,
    CodeUsedError,
    EnrolError,
    NotAuthorisedError,
    SlotTakenError,
    TooLargeError,
    TruncatedReplyError,
    VersionError,
    WrongWardError,
)
from desk.sync.ports import Adapter, Batch, Reminder, Standing
from desk.wire import exchange, lean
from desk.wire.sealed import BadEventError

T = TypeVar("T")

PAGE: Final = 1000
_JSON: Final = "application/json"
_LEVEL: Final = 4  # 9 packs a tenth better in three times the time
_WORTH_PACKING: Final = 600  # bytes
_CODES: Final[Mapping[str, type[EnrolError]]] = {
    "code": CodeRefusedError,
    "code-used": CodeUsedError,
    "code-expired": CodeExpiredError,
    "unit": WrongWardError,
    "commune": WrongWardError,
    "slot": SlotTakenError,
}


class _Bearer(requests.auth.AuthBase):
    """Shows the counter's key; as an object, for else a .netrc of the user would take its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    @override
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Native(Adapter):
    """`desk.sync.ports.Adapter` over our own contract."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        authorities: str = "",
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
    ) -> None:
        """Prepare to speak with the city at `address`; nothing is sent yet.

        Raises:
            BadAddressError, PlainHttpError.
        """
        self._transport = Transport(
            address,
            auth=_Bearer(token),
            authorities=authorities,
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
    def digest(self, place: str, *, until: float) -> exchange.Digest:
        found = self._get("/v1/digest", {"place": place}, exchange.Digest, until)
        if found.place != place:
            raise BadReplyError(what="place")
        return found

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
            theirs = error.facts.get("detail", "")
            kind = _CODES.get(reason)
            if kind is None:
                raise
            raise kind(reason=reason, theirs=theirs, slot=asked.slot) from error
        finally:
            self.close()

    def abort(self) -> None:
        """End the request under way, from another thread; it fails as unreachable."""
        self._transport.abort()

    @override
    def close(self) -> None:
        self._transport.close()

    def _get(self, path: str, params: Mapping[str, str | int], cls: type[T], until: float) -> T:
        headers = {"Accept": _JSON}
        return _read(
            cls, self._transport.ask("GET", path, until=until, params=params, headers=headers)
        )

    def _post(self, path: str, message: object, cls: type[T], until: float) -> T:
        body = msgspec.json.encode(message)
        headers = {"Accept": _JSON, "Content-Type": _JSON}
        if len(body) > _WORTH_PACKING:
            body = gzip.compress(body, _LEVEL, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return _read(
            cls, self._transport.ask("POST", path, until=until, headers=headers, body=body)
        )


def _read(cls: type[T], reply: Reply) -> T:
    """Return the message in a reply, if it is one.

    Raises:
        CaptivePortalError, TruncatedReplyError, BadReplyError, CityBusyError, NotAuthorisedError,
        VersionError, TooLargeError.
    """
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        _refuse(reply)
    if not reply.data:
        raise TruncatedReplyError  # cut in its head, of which the end cannot be told
    if _is_page(reply):
        raise CaptivePortalError
    if reply.kind != _JSON:
        raise BadReplyError(what="content-type")
    return _decode(cls, reply.data)


def _decode(cls: type[T], data: bytes) -> T:
    try:
        return msgspec.json.decode(data, type=cls)
    except msgspec.ValidationError as error:
        raise BadReplyError(what="schema") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if not data or "truncated" in str(error):
            raise TruncatedReplyError from error
        raise BadReplyError(what="json") from error


def _is_page(reply: Reply) -> bool:
    return (
        reply.kind in ("text/html", "application/xhtml+xml") or reply.data[:64].lstrip()[:1] == b"<"
    )


def _refuse(reply: Reply) -> NoReturn:
    """Raise what a status other than success means; only the city's own word pauses a target."""
    status = reply.status
    if status < HTTPStatus.BAD_REQUEST or status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        raise CaptivePortalError
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT) or status >= 500:  # noqa: PLR2004 - all of HTTP's server errors
        raise CityBusyError(status=status, retry_after=_retry_after(reply))
    if _is_page(reply):
        raise CaptivePortalError
    if reply.kind != _JSON:
        raise BadReplyError(what=f"HTTP {status}")
    problem = _decode(exchange.Problem, reply.data)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT):
        raise NotAuthorisedError(reason=problem.code, detail=problem.detail)
    if status == HTTPStatus.UPGRADE_REQUIRED:
        raise VersionError(theirs=problem.detail)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise TooLargeError
    raise BadReplyError(what=f"HTTP {status} {problem.code[:40]}")


def _retry_after(reply: Reply) -> float:
    """Return the seconds that a city asks us to wait; 0 if it does not say."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
