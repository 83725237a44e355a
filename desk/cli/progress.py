"""How far a long paper or file has come: told on a terminal alone, never into a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from desk.cli.speech import said

_EVERY: Final = 0.1  # seconds
_WIPE: Final = "\r\x1b[K"


@contextmanager
def drawing() -> Iterator[Callable[[int, int], bool] | None]:
    """Yield what tells how much is done of how much; None where nobody watches.

    Ctrl+C stops it like every command: a file is written whole or not at all.
    """
    if not sys.stderr.isatty():
        yield None
        return
    last = 0.0

    def tell(done: int, of: int) -> bool:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            text = said("Đã làm {done} / {of} (Ctrl+C để dừng)", done=done, of=of)
            sys.stderr.write(_WIPE + text)
            sys.stderr.flush()
        return True

    try:
        yield tell
    finally:
        sys.stderr.write(_WIPE)
        sys.stderr.flush()
