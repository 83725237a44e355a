"""A reply counts only if its status, its type, its length and its form are all what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, NoReturn, TypeVar

import msgspec

from desk.sync.adapters.transport import Reply
from desk.sync.errors import (
    BadReplyError,
    CaptivePortalError,
    CityBusyError,
    CursorError,
    ExpiredError,
    NotAuthorisedError,
    RevokedError,
    TooLargeError,
    TruncatedReplyError,
    VersionError,
)
from desk.wire import exchange

T = TypeVar("T")

JSON: Final = "application/json"
_AGAIN: Final = ("challenge", "replayed")
_STOPPED: Final[Mapping[str, type[NotAuthorisedError]]] = {
    "revoked": RevokedError,
    "expired": ExpiredError,
}


def read(cls: type[T], reply: Reply) -> T:
    """Return the message in a reply, if it is one.

    Raises:
        CaptivePortalError, TruncatedReplyError, BadReplyError, CityBusyError, NotAuthorisedError,
        VersionError, TooLargeError.
    """
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        _refuse(reply)
    if not reply.data:
        raise TruncatedReplyError  # cut in its head, of which the end cannot be told
    if is_page(reply):
        raise CaptivePortalError
    if reply.kind != JSON:
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


def is_page(reply: Reply) -> bool:
    """Tell whether a reply is a page for people to read: then somebody between has spoken."""
    return (
        reply.kind in ("text/html", "application/xhtml+xml") or reply.data[:64].lstrip()[:1] == b"<"
    )


def _refuse(reply: Reply) -> NoReturn:
    """Raise what a status other than success means; only the city's own word pauses a target."""
    status = reply.status
    require_answer(reply)
    if not reply.data:
        raise TruncatedReplyError  # cut in its head, of which the end cannot be told
    if reply.kind != JSON:
        raise BadReplyError(what=f"HTTP {status}")
    problem = _decode(exchange.Problem, reply.data)
    if status == HTTPStatus.UNAUTHORIZED and problem.code in _AGAIN:
        raise BadReplyError(what=problem.code)  # asked again it will be another challenge
    if status == HTTPStatus.FORBIDDEN and problem.code in _STOPPED:
        raise _STOPPED[problem.code](reason=problem.code)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT):
        raise NotAuthorisedError(reason=problem.code, detail=problem.detail)
    if status == HTTPStatus.UPGRADE_REQUIRED:
        raise VersionError(theirs=problem.detail)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise TooLargeError
    if status == HTTPStatus.BAD_REQUEST and problem.code == "cursor":
        raise CursorError(what="cursor")
    raise BadReplyError(what=f"HTTP {status} {problem.code[:40]}")


def require_answer(reply: Reply) -> None:
    """Refuse a reply that says nothing of what was asked, whatever the dialect.

    Raises:
        CaptivePortalError, CityBusyError.
    """
    status = reply.status
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise CaptivePortalError
    if status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        raise CaptivePortalError
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT) or status >= 500:  # noqa: PLR2004 - all of HTTP's server errors
        raise CityBusyError(status=status, retry_after=retry_after(reply))
    if is_page(reply):
        raise CaptivePortalError


def retry_after(reply: Reply) -> float:
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
