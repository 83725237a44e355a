"""One seed for everything that is left to chance, so that a history can be told again."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seeded(seed: int) -> Iterator[random.Random]:
    """Let uids, salts, tokens and waits of a block follow from a seed alone."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    bytes_ = random.Random(seed + 1)  # noqa: S311 - as above
    real = os.urandom, random._urandom  # type: ignore[attr-defined]  # noqa: SLF001 - what `secrets` draws from
    os.urandom = bytes_.randbytes
    random._urandom = bytes_.randbytes  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    random.seed(seed)
    try:
        yield chance
    finally:
        os.urandom, random._urandom = real  # type: ignore[attr-defined]  # noqa: SLF001 - as above
