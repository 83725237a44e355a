"""What is said without blocking: unlikely, but a person may know better."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning_:  # noqa: N801 - Warning is a name of Python's own
    """Something unlikely that does not block; `messages` has its words under `code`."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()
