"""How a request as a whole is refused: a status, a code and, never, anybody's data."""

from __future__ import annotations

from collections.abc import Mapping

from desk.wire.exchange import Problem


class RefusalError(Exception):
    """The request cannot be answered; it ends in a `Problem` and changes nothing.

    Not a `DeskError`: whoever asked gets the code over the wire and has words for it there.
    """

    def __init__(
        self, status: int, code: str, detail: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep the HTTP status and what the problem says."""
        super().__init__(status, code, detail)
        self.status = status
        self.problem = Problem(code=code, detail=detail)
        self.headers = dict(headers or {})
