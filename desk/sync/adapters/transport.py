"""HTTP that always ends: every request has a moment by which it is over, whatever happens.

Time-outs of sockets count between two bytes, so one byte now and then could hold a request for
ever; here a watch shuts the connection at the appointed time. Redirects are not followed, and
nothing but an encrypted address or this machine itself is spoken to.
"""

from __future__ import annotations

import contextlib
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desk.sync.adapters.heads import WholeHead
from desk.sync.adapters.identity import Identity
from desk.sync.errors import (
    AuthoritiesError,
    BadAddressError,
    BadReplyError,
    CertificateError,
    CityUnreachableError,
    NotEncryptedError,
    PlainHttpError,
    ProxyFailedError,
    TruncatedReplyError,
)
from desk.wire import requests as wire

CONNECT_S: Final = 5.0
READ_S: Final = 20.0
DIRECT: Final = "direct"  # past every proxy
LARGEST: Final = 64 * 1024 * 1024  # bytes of a reply, unpacked
_STALE_S: Final = 4.0  # longer unused, a connection may have been closed by the other side
_PIECE: Final = 64 * 1024
_GZIP: Final = 31  # zlib's word for a gzip header and trailer
_SHORTEST_S: Final = 0.05
#: How OpenSSL, of one version or another, calls an answer that is no encrypted one.
_PLAIN: Final = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST")


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply, unpacked; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def check_address(address: str) -> str:
    """Return an address without its closing slash.

    Raises:
        BadAddressError: it is no http or https address, or holds more than a path.
        PlainHttpError: it is not encrypted, and not on this machine.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise BadAddressError from error
    host = parts.hostname or ""
    extra = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or extra or port == 0:
        raise BadAddressError
    if parts.scheme == "http" and not _is_loopback(host):
        raise PlainHttpError(host=host)
    return parts.geturl().rstrip("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Network:
    """Whose certificates count, and which way requests go.

    `authorities` is a file of root certificates that alone count; without it those of the system
    do. `proxy` is the address of the office's; without it the system's or the environment's is
    used, and none at all if it is "direct".
    """

    authorities: str = ""
    proxy: str = ""


class Transport:
    """Requests to one address, one at a time."""

    def __init__(
        self,
        address: str,
        *,
        auth: requests.auth.AuthBase | None = None,
        network: Network | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
    ) -> None:
        """Prepare; nothing is sent yet.

        Raises:
            BadAddressError, PlainHttpError, AuthoritiesError.
        """
        self._address = check_address(address)
        self._connect_s = connect_s
        self._read_s = read_s
        self._watch = _Watch()
        self._session = requests.Session()
        self._session.auth = auth
        network = network or Network()
        # A proxy of the office is for other machines; never for this one.
        secure = self._address.startswith("https:")
        self._session.trust_env = secure and network.proxy != DIRECT
        named = secure and network.proxy not in ("", DIRECT)
        self._proxies = {"https": network.proxy} if named else None
        trust = _trust(network.authorities) if secure else None
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Watched(self._watch, trust))
        self._used = 0.0
        self._identity = auth if isinstance(auth, Identity) else None
        #: The number of the city's list of counters, as the last reply told it.
        self.roster: int | None = None

    def ask(
        self,
        method: str,
        path: str,
        *,
        until: float,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """Send a request and return the whole reply, before `until` (of `time.monotonic`).

        A city that wants it signed with another challenge is asked a second time.

        Raises:
            CityUnreachableError, CertificateError, NotEncryptedError, TruncatedReplyError,
            BadReplyError.
        """
        once = partial(self._ask, method, path, until, params=params, headers=headers, body=body)
        reply = once()
        if self._identity is not None and self._identity.challenged(reply.status, reply.headers):
            reply = once()
        number = reply.headers.get(wire.ROSTER.lower(), "")
        if number.isascii() and number.isdigit():
            self.roster = int(number[:18])
        return reply

    def _ask(
        self,
        method: str,
        path: str,
        until: float,
        *,
        params: Mapping[str, str | int] | None,
        headers: Mapping[str, str] | None,
        body: bytes | None,
    ) -> Reply:
        if time.monotonic() - self._used > _STALE_S:
            self.close()
        left = max(_SHORTEST_S, until - time.monotonic())
        with _known(until), self._watch.over(left):
            response = self._session.request(
                method,
                self._address + path,
                params=params,
                # In pieces: a time-out counts for each of them, not for all of a slow body.
                data=io.BytesIO(body) if body else body,
                headers={"User-Agent": "desk", "Accept-Encoding": "gzip", **(headers or {})},
                timeout=(min(self._connect_s, left), min(self._read_s, left)),
                proxies=self._proxies,  # given here, the environment does not replace it
                allow_redirects=False,
                stream=True,
            )
            with response:
                data = _whole(response.raw)
        self._used = time.monotonic()
        found = {name.lower(): value for name, value in response.headers.items()}
        if found.get("content-encoding", "identity").lower() == "gzip":
            data = _unpack(data)
        return Reply(response.status_code, found, data)

    def abort(self) -> None:
        """End the request under way, from another thread."""
        self._watch.shut()

    def close(self) -> None:
        """Close idle connections; the next request makes a new one."""
        self._session.close()
        self._watch.let_go()


def _whole(raw: Any) -> bytes:
    """Read a reply to its end, as it comes in; its own length is checked on the way."""
    parts, size = [], 0
    while part := raw.read1(_PIECE, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise BadReplyError(what="size")
    return b"".join(parts)


def _unpack(data: bytes) -> bytes:
    stream = zlib.decompressobj(_GZIP)
    try:
        plain = stream.decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise BadReplyError(what="gzip") from error
    if len(plain) > LARGEST:
        raise BadReplyError(what="size")
    if not stream.eof:
        raise TruncatedReplyError
    return plain


@contextlib.contextmanager
def _known(until: float) -> Iterator[None]:
    """Turn every way in which HTTP fails into one of ours."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise CertificateError from error
        if any(word in str(error) for word in _PLAIN):
            raise NotEncryptedError from error
        raise CityUnreachableError from error
    except requests.exceptions.ProxyError as error:
        raise ProxyFailedError from error
    except (requests.exceptions.InvalidHeader, urllib3.exceptions.InvalidHeader) as error:
        raise BadReplyError(what="headers") from error
    except (urllib3.exceptions.ReadTimeoutError, requests.exceptions.Timeout) as error:
        raise CityUnreachableError from error
    except urllib3.exceptions.ProtocolError as error:  # while reading: the head had come
        raise (
            CityUnreachableError if time.monotonic() >= until else TruncatedReplyError
        ) from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise CityUnreachableError from error


class _Watch:
    """Holds on to the connection in use, to shut it when its time is over."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._twin: socket.socket | None = None

    def take(self, connected: socket.socket) -> None:
        """Remember a connection that was just made.

        A twin of it is kept, since encryption moves the original into another object.
        """
        with self._guard:
            self._drop()
            self._twin = connected.dup()

    def _drop(self) -> None:
        if self._twin is not None:
            self._twin.close()
            self._twin = None

    def let_go(self) -> None:
        """Forget the connection: while its twin is open, the other side takes it for alive."""
        with self._guard:
            self._drop()

    def shut(self) -> None:
        """End whatever goes over the connection; whoever waits for it gets an error."""
        with self._guard:
            if self._twin is not None:
                with contextlib.suppress(OSError):
                    self._twin.shutdown(socket.SHUT_RDWR)
                self._drop()

    @contextlib.contextmanager
    def over(self, seconds: float) -> Iterator[None]:
        """Watch over a block for so many seconds."""
        timer = threading.Timer(seconds, self.shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _trust(authorities: str) -> ssl.SSLContext:
    """Return whose certificates count: those of a file alone, or those that the system trusts.

    Raises:
        AuthoritiesError: the file cannot be read, or holds no certificate.
    """
    if not authorities:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=authorities)
    except OSError as error:  # ssl.SSLError is one
        raise AuthoritiesError(file=Path(authorities).name) from error


class _Watched(HTTPAdapter):
    """Shows every new connection to a watch, and holds each to what is trusted."""

    def __init__(self, watch: _Watch, trust: ssl.SSLContext | None) -> None:
        self._pools = _pools(watch)
        self._trust = trust
        super().__init__()

    @override
    def build_connection_pool_key_attributes(self, *args: Any, **words: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **words)
        # Whatever roots `requests` or the environment would bring along: `trust` alone decides.
        pool.pop("ca_certs", None)
        pool.pop("ca_cert_dir", None)
        return host, pool | {"cert_reqs": "CERT_REQUIRED"}

    @override
    def cert_verify(self, conn: Any, *args: Any, **words: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"

    @override
    def init_poolmanager(self, *args: Any, **words: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trust, **words)
        self.poolmanager.pool_classes_by_scheme = self._pools

    @override
    def proxy_manager_for(self, *args: Any, **words: Any) -> Any:
        manager = super().proxy_manager_for(*args, ssl_context=self._trust, **words)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(watch: _Watch) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        response_class = WholeHead

        @override
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            watch.take(made)
            return made

    class Secure(HTTPSConnection):
        response_class = WholeHead

        @override
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            watch.take(made)
            return made

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
