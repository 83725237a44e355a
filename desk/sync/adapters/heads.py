"""Replies whose head has an end: the standard library takes one that was cut off for a whole one.

A head cut off between two lines lacks what stood below – the type and length of the body – and what
is left looks like a reply of somebody else. It is none: the line broke.
"""

from __future__ import annotations

from http.client import HTTPResponse, IncompleteRead  # noqa: TID251 - urllib3 reads heads with it
from typing import Any

from typing_extensions import override


class _Lines:
    """A source that remembers whether it ended while lines were read from it."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.ended = False

    def readline(self, limit: int = -1) -> bytes:
        line: bytes = self.source.readline(limit)
        self.ended = self.ended or not line
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


class WholeHead(HTTPResponse):
    """The standard library's reply, refused if the connection ended within its head."""

    fp: Any

    @override
    def begin(self) -> None:
        """Read the head.

        Raises:
            IncompleteRead: the connection ended before it did.
        """
        lines = self.fp = _Lines(self.fp)
        super().begin()
        if self.fp is lines:  # else it was closed: there is no body
            self.fp = lines.source
        if lines.ended:
            self.close()
            raise IncompleteRead(b"")
