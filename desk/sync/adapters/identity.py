"""Who this counter is to a city: its token, and its signature on each request."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import requests
from typing_extensions import override

from desk.wire import requests as wire
from desk.wire.requests import Mark
from desk.wire.signing import Signer


class Identity(requests.auth.AuthBase):
    """Given to `requests` as an object, for else a .netrc of the user would take its place."""

    def __init__(self, token: str, signer: Signer | None = None, audience: str = "") -> None:
        """Sign for the city whose public key `audience` is, once it has given a challenge."""
        self._token = token
        self._signer = signer
        self._audience = audience
        self._challenge = ""
        self._number = 0

    @override
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        if self._signer is not None and self._challenge:
            self._number += 1
            request.headers[wire.SIGNATURE] = str(self._mark(request, self._signer))
        return request

    def _mark(self, request: requests.PreparedRequest, signer: Signer) -> Mark:
        digest = sha256(_bytes(request.body)).hexdigest()
        bare = Mark(self._challenge, self._number, digest, "")
        said = wire.text(self._audience, bare, request.method or "", request.path_url)
        return Mark(self._challenge, self._number, digest, signer.sign(said, wire.PURPOSE))

    def challenged(self, status: int, headers: Mapping[str, str]) -> bool:
        """Take up what a refusal asks to sign with; tell whether asking again makes sense."""
        found = headers.get(wire.CHALLENGE.lower(), "")
        if status != HTTPStatus.UNAUTHORIZED or not found or self._signer is None:
            return False
        self._challenge, self._number = found, 0
        return True


def _bytes(body: Any) -> bytes:
    """Return a body whole, whether it is sent at once or in pieces."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else bytes(body.getbuffer())
