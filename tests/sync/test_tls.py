"""Whose certificates count, and the way through an office's proxy: all of it real, on loopback."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desk.sync.adapters.native import Native
from desk.sync.adapters.transport import DIRECT, Network
from desk.sync.adapters.unusable import adapter
from desk.sync.errors import (
    AuthoritiesError,
    CertificateError,
    CityUnreachableError,
    NotAuthorisedError,
    ProxyFailedError,
)
from tests.city.town import NOW, served
from tests.sync.faults import certified, patience


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def secure(certificate: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    address = f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.db'}"
    with served(address, clock=lambda: NOW, tls=certificate) as ready:
        yield ready.url


@dataclass
class Office:
    """An office's proxy: it lets CONNECT through, or refuses it in its own words."""

    listener: socket.socket
    refusal: bytes = b""
    asked: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        threads = []
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                threads.append(threading.Thread(target=self._talk, args=(near,)))
                threads[-1].start()
        for each in threads:
            each.join()

    def _talk(self, near: socket.socket) -> None:
        with near:
            head = b""
            while b"\r\n\r\n" not in head:
                head += near.recv(4096)
            self.asked.append(head)
            if self.refusal:
                near.sendall(self.refusal)
                return
            host, _, port = head.split(b" ")[1].decode().partition(":")
            with socket.create_connection((host, int(port))) as far:
                near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(far, near))
                back.start()
                _pump(near, far)
                back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def office(refusal: bytes = b"") -> Iterator[Office]:
    made = Office(socket.create_server(("127.0.0.1", 0)), refusal)
    thread = threading.Thread(target=made.serve)
    thread.start()
    try:
        yield made
    finally:
        made.listener.shutdown(socket.SHUT_RDWR)
        made.listener.close()
        thread.join()


def asked(url: str, network: Network) -> str:
    """Return what asking without a key comes to."""
    spoken = Native(url, "key", network=network)
    try:
        with pytest.raises((CityUnreachableError, NotAuthorisedError)) as told:
            spoken.standing(until=patience())
    finally:
        spoken.close()
    return told.value.code


HEARD = NotAuthorisedError.__name__  # the city itself has answered


def test_the_systems_roots_count_unless_a_file_is_named(
    secure: str, certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(secure, Network()) == CertificateError.__name__
    assert asked(secure, Network(certificate[0])) == HEARD
    # OpenSSL's own word for where the system keeps its roots: they count without being named.
    monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
    assert asked(secure, Network()) == HEARD


def test_what_a_library_would_take_from_the_environment_counts_for_nothing(
    secure: str, certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, certificate[0])
    assert asked(secure, Network()) == CertificateError.__name__


def test_a_named_file_alone_counts(
    secure: str, tmp_path: Path, certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
    other, _ = certified(tmp_path)
    assert asked(secure, Network(other)) == CertificateError.__name__


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_file_without_certificates_is_said_so(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "roots.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(AuthoritiesError) as told:
        Native("https://city.example", network=Network(str(file)))
    assert told.value.facts == {"file": "roots.pem"}
    with pytest.raises(AuthoritiesError):
        adapter("https://city.example", "t", network=Network(str(file))).standing(until=0)


def test_a_proxy_that_is_chosen_is_used(secure: str, certificate: tuple[str, str]) -> None:
    with office() as proxy:
        assert asked(secure, Network(certificate[0], proxy.url)) == HEARD
        assert proxy.asked[0].startswith(b"CONNECT 127.0.0.1:")
        assert b"Authorization" not in proxy.asked[0]  # the token is for the city alone


def test_a_proxy_of_the_environment_is_used_and_can_be_passed_by(
    secure: str, certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with office() as proxy, office() as chosen:
        monkeypatch.setenv("https_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert asked(secure, Network(certificate[0])) == HEARD
        assert len(proxy.asked) == 1
        assert asked(secure, Network(certificate[0], DIRECT)) == HEARD
        assert asked(secure, Network(certificate[0], chosen.url)) == HEARD
        assert (len(proxy.asked), len(chosen.asked)) == (1, 1)


@pytest.mark.parametrize(
    "refusal",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\n<html",
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_a_proxy_that_refuses_is_named_and_pauses_nothing(
    secure: str, certificate: tuple[str, str], refusal: bytes
) -> None:
    with office(refusal) as proxy:
        assert asked(secure, Network(certificate[0], proxy.url)) == ProxyFailedError.__name__


def test_a_proxy_that_is_not_there_is_named(secure: str, certificate: tuple[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
    assert asked(secure, Network(certificate[0], nobody)) == ProxyFailedError.__name__


def test_a_proxy_that_would_read_along_is_found_out(
    secure: str, certificate: tuple[str, str], tmp_path: Path
) -> None:
    """A box that ends the TLS with a certificate of its own proves nothing."""
    other = certified(tmp_path)
    address = f"sqlite:///{tmp_path / 'other.db'}"
    with served(address, clock=lambda: NOW, tls=other) as ready:
        assert ready.url != secure
        assert asked(ready.url, Network(certificate[0])) == CertificateError.__name__
