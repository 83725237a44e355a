"""A city that has too much to do says so at once, to each as it deserves, and never falls over.

Two limits: how many requests are worked on at once, whoever asks (503), and how fast one counter
may ask (429). Either answer names the seconds to wait, with some chance in them, so that those
who were turned away do not all come back together.
"""

from __future__ import annotations

import random
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.city.gauge import REFUSED
from desk.wire.exchange import Problem

BUSY: Final = "busy"
TOO_FAST: Final = "too-fast"
_MOST_KNOWN: Final = 20_000  # askers whose pace is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one process takes. `rate` is requests a second of one asker, after a `burst`.

    `at_once` goes with a process's own threads and connections: several take so much more.
    """

    at_once: int = 64
    rate: float = 100.0
    burst: int = 1000
    wait_s: float = 3.0

    def shared(self, workers: int) -> Limits:
        """Return one worker's part: however an asker's requests fall, together they hold."""
        return replace(self, rate=self.rate / workers, burst=max(1, self.burst // workers))


class Pace:
    """ASGI in front of the city; it remembers nothing that a restart should keep."""

    def __init__(
        self, app: ASGIApp, limits: Limits, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Stand before `app`."""
        self._app, self._limits, self._now = app, limits, now
        self._busy = 0
        self._askers: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or turn it away before anything of it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wait = self._wait(_asker(scope))
        if wait > 0:
            await self._refuse(scope, TOO_FAST, wait)(scope, receive, send)
        elif self._busy >= self._limits.at_once:
            await self._refuse(scope, BUSY, self._limits.wait_s)(scope, receive, send)
        else:
            self._busy += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._busy -= 1

    def _wait(self, asker: bytes) -> float:
        """Return how long somebody has to wait for his turn; 0: it is his now."""
        limits, now = self._limits, self._now()
        left, at = self._askers.pop(asker, (float(limits.burst), now))
        left = min(float(limits.burst), left + (now - at) * limits.rate)
        wait = 0.0 if left >= 1 else (1 - left) / limits.rate
        self._askers[asker] = (left if wait else left - 1, now)
        if len(self._askers) > _MOST_KNOWN:
            self._askers.popitem(last=False)
        return wait

    def _refuse(self, scope: Scope, why: str, wait: float) -> Response:
        scope.setdefault("state", {})[REFUSED] = why
        status = HTTPStatus.SERVICE_UNAVAILABLE if why == BUSY else HTTPStatus.TOO_MANY_REQUESTS
        seconds = max(1, round(wait * (1 + random.random())))  # noqa: S311 - only to spread them
        # Whoever is turned away may not have sent all of his request yet.
        headers = {"Retry-After": str(seconds), "Connection": "close"}
        body = msgspec.json.encode(Problem(code=why))
        return Response(body, status, headers, media_type="application/json")


def _asker(scope: Scope) -> bytes:
    """Return what stands for whoever asks: his key, or else where he asks from."""
    shown = Headers(scope=scope).get("authorization", "")
    client = scope.get("client") or ("", 0)
    return sha256((shown or f"from {client[0]}").encode()).digest()
