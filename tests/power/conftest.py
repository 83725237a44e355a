"""A counter that is ready for its day."""

from __future__ import annotations

from tests.services.conftest import counter, made_once

__all__ = ["counter", "made_once"]
