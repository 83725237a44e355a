"""The process is killed in the middle of a form: the same fields, the same letters, the cursor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk.domain.drafts import IN_HAND
from tests.kit import BIRTH, ROOT, Counter, receive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")


def one_life(home: Path, what: str) -> dict[str, Any]:
    """Open a window in a process of its own, hear what it shows, and kill it."""
    child = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "tests.ui.draft_child", str(home), what],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    told: dict[str, Any] = json.loads(line)
    return told


def test_a_killed_window_comes_back_with_the_same_form(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "counter").make()
    before = one_life(counter.home, "type")
    assert before["texts"]["person:submitter.name"] == "Nguyễn Thị Đặ"
    assert before["texts"]["person:submitter.birth_date"] == "31/0"
    assert before["texts"]["search"] == "kế"
    assert before["papers"]
    assert (before["focus"][:5], before["cursor"]) == ("Line:", 1)
    after = one_life(counter.home, "look")
    assert after == before
    assert one_life(counter.home, "look") == before  # and again, though nobody typed
    assert counter.rows("SELECT place FROM draft") == [(IN_HAND,)]
    assert counter.rows("SELECT count(*) FROM dossier") == [(0,)]


def test_a_killed_window_comes_back_with_what_was_returned_at_once(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "counter").make()
    before = one_life(counter.home, "type-quick")
    texts = before["texts"]
    assert (texts["name"], texts["what:01"], texts["pages:00"]) == ("Nguyễn Thị Đặ", "Học bạ", "3")
    assert (texts["copies:01"], before["cursor"]) == ("12", 2)
    assert before["focus"]
    assert before["procedure"]
    after = one_life(counter.home, "look-quick")
    assert after == before
    assert counter.rows("SELECT count(*) FROM draft") == [(1,)]
    assert counter.rows("SELECT count(*) FROM dossier") == [(0,)]


def test_a_killed_window_comes_back_with_a_half_typed_certificate(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "counter").make()
    with counter.open() as work:
        receive(work, BIRTH)
    before = one_life(counter.home, "type-result")
    assert before["texts"] == {"child_name": "Trần Thử Văn Đặ", "mother_birth": "31/0"}
    assert (before["focus"][:5], before["cursor"]) == ("Line:", 4)
    assert one_life(counter.home, "look-result") == before
    assert counter.rows("SELECT count(*) FROM draft") == [(1,)]
    assert counter.rows("SELECT count(*) FROM event WHERE type = 'ResultDrafted'") == [(0,)]
