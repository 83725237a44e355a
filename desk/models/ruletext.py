"""Rules as the database keeps them, each with its digest: a changed digit is no rule."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from desk.models.engine import FILE, CorruptDatabaseError


def digest(kind: str, version: str, starts: str, text: str) -> str:
    """Return what rules are known by; `starts` is empty where they hold from their arrival."""
    return sha256(f"{kind}\n{version}\n{starts}\n{text}".encode()).hexdigest()


def of_ruleset(row: Any) -> str:
    """Return the text of a row of `ruleset`.

    Raises:
        CorruptDatabaseError: it is not what was stored.
    """
    return _proven(row.digest, digest(row.kind, row.version, "", row.data), row.data)


def of_paper_base(row: Any) -> str:
    """Return the text of a row of `paper_base`; see `of_ruleset`."""
    found = digest(row.kind, str(row.edition), str(row.since), row.text)
    return _proven(row.digest, found, row.text)


def of_edition(row: Any) -> str:
    """Return the signed text of a row of `edition`; see `of_ruleset`."""
    return _proven(row.digest, digest(row.kind, row.version, row.starts, row.text), row.text)


def _proven(kept: str, found: str, text: Any) -> str:
    if kept != found:
        raise CorruptDatabaseError(file=FILE)
    return str(text)
