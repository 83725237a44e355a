"""Loaded into the tests of a copy: whose code ran, and why each test failed.

`python -m pytest -p tests.planted.proof` writes what `tests.planted.run` judges by into the file
that `PLANTED_REPORT` names.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from desk.domain.errors import DeskError

REPORT: Final = "PLANTED_REPORT"
#: What a test says when something is wrong with what it looks at; all else is its own trouble.
KNOWN: Final = (AssertionError, DeskError, pytest.fail.Exception)

_outcomes: dict[str, list[str]] = {}


def _why(error: BaseException) -> str:
    """Return "" where a failure has a right reason, else the name of what was raised."""
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(_why, error.exceptions)), "")
    return "" if isinstance(error, KNOWN) else type(error).__name__


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Note what one phase of a test came to: passed, failed, or the wrong reason."""
    said = _outcomes.setdefault(item.nodeid, [])
    error = call.excinfo.value if call.excinfo else None
    if error is None:
        said.append("passed")
    elif isinstance(error, pytest.skip.Exception):
        said.append("skipped")
    elif call.when == "call":
        said.append(_why(error) or "failed")
    else:
        said.append(f"{call.when}: {type(error).__name__}")


def pytest_sessionfinish() -> None:
    """Write down what happened, and which code it happened to."""
    report: dict[str, Any] = {"outcomes": _outcomes, "code": sorted(_folders())}
    Path(os.environ[REPORT]).write_text(json.dumps(report), encoding="utf-8")


def _folders() -> set[str]:
    """Return the trees that the program's modules and the tests come from."""
    found = set()
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        room = name.partition(".")[0]
        if path and room in ("desk", "tests"):
            depth = name.count(".") + (Path(path).name == "__init__.py")
            found.add(str(Path(path).resolve().parents[depth]))
    return found
