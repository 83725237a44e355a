"""What the reference servers share: they say what they are told to, and nothing on the console."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override


class QuietHandler(BaseHTTPRequestHandler):
    """Sends a reply whole; `kind` is what its replies are unless told otherwise."""

    kind = "application/json"

    def reply(
        self,
        status: int,
        body: bytes,
        kind: str = "",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind or self.kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """Says nothing of connections that broke off: lines are cut on purpose."""

    daemon_threads = True

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""
