"""Who asks: the token that a counter was given, and its signature on this very request.

A token alone lets in only a counter of before, which has shown no key yet. Whatever else is
refused is counted (`desk.city.alarms`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.city import alarms, enrol, keys
from desk.city.challenges import challenges
from desk.city.enrol import Caller
from desk.city.refusal import RefusalError
from desk.city.store import Store
from desk.wire import requests
from desk.wire.certificate import SKEW_S
from desk.wire.requests import Mark
from desk.wire.signing import verify

#: Renewing is what a counter does about an expired certificate: it may still ask for that.
RENEWAL: Final = "/v1/certificate"


class Gate:
    """Lets in who is who it says it is."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Look up the city's own key, which never changes."""
        self._store, self._clock = store, clock
        self.challenges = challenges(store, clock)
        with store.read() as tx:
            self._audience = keys.signer(tx).public.sign

    def caller(self, request: Request) -> Caller:
        """Return the counter that asks.

        Raises:
            RefusalError: 401 token, challenge, replayed or signature, 403 revoked or expired.
        """
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        with self._store.glance() as tx:
            caller = enrol.authenticate(tx, token.strip() if kind.lower() == "bearer" else "")
            request.state.roster = caller.roster
            mark = requests.read(request.headers.get(requests.SIGNATURE, ""))
            if mark and not self.challenges.knows(tx, caller.id, mark.challenge):
                mark = None
        if caller.key:
            self._check(request, caller, mark)
        if caller.revoked:
            raise self._counted(caller, HTTPStatus.FORBIDDEN, "revoked")
        late = caller.expires and self._clock().timestamp() > caller.expires + SKEW_S
        if late and request.url.path != RENEWAL:
            raise self._counted(caller, HTTPStatus.FORBIDDEN, "expired")
        return caller

    def _check(self, request: Request, caller: Caller, mark: Mark | None) -> None:
        """Hold a request against its mark, None where its challenge is not known."""
        if mark is None:
            raise self._challenged(caller, "challenge")
        query = request.scope["query_string"].decode("latin-1")
        path = request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        said = requests.text(self._audience, mark, request.method, path)
        if not verify(caller.key, said, mark.signature, requests.PURPOSE):
            raise self._counted(caller, HTTPStatus.UNAUTHORIZED, "signature")
        if not self.challenges.use(caller.id, mark.challenge, mark.number):
            alarms.count(self._store, caller, "replayed", self._clock())
            raise self._challenged(caller, "replayed")

    def _challenged(self, caller: Caller, code: str) -> RefusalError:
        headers = {
            "WWW-Authenticate": "Bearer",
            requests.CHALLENGE: self.challenges.new(caller.id),
        }
        return RefusalError(HTTPStatus.UNAUTHORIZED, code, headers=headers)

    def _counted(self, caller: Caller, status: int, code: str) -> RefusalError:
        alarms.count(self._store, caller, code, self._clock())
        return RefusalError(status, code)


class Watch:
    """Holds each body to the digest that was signed, and tells the number of the roster.

    The signature is checked before a body is read, so that nobody who may not is listened to
    for long; what then comes must be what was signed.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state: dict[str, Any] = scope.setdefault("state", {})
        mark = requests.read(_header(scope, requests.SIGNATURE))

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start" and "roster" in state:
                number = requests.ROSTER.lower().encode(), str(state["roster"]).encode()
                message = {**message, "headers": [*message["headers"], number]}
            await send(message)

        await self._app(scope, _Held(receive, mark.digest) if mark else receive, tell)


class _Held:
    """A body on its way in."""

    def __init__(self, receive: Receive, digest: str) -> None:
        self._receive, self._digest = receive, digest
        self._sum = sha256()

    async def __call__(self) -> Message:
        """Return the next piece; the last only if the whole is what was signed."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._sum.update(message.get("body", b""))
            if not message.get("more_body", False) and self._sum.hexdigest() != self._digest:
                raise RefusalError(HTTPStatus.BAD_REQUEST, "signature", "body")
        return message


def _header(scope: Scope, name: str) -> str:
    wanted = name.lower().encode()
    found = [value for key, value in scope["headers"] if key == wanted]
    return found[0].decode("latin-1") if found else ""
