"""Test pages: queued like any paper, so that they go where that kind of paper goes."""

from __future__ import annotations

from typing import Any

from desk.domain.papers import TestSheet
from desk.domain.printers import SIZES, TEST, Kind
from desk.services import print_queue
from desk.services.workplace import Workplace


def print_test(work: Workplace, kind: Kind, printer: str) -> int:
    """Queue a test page for a printer, "" being where that kind of paper goes; return its job."""
    with work.database.write() as tx:
        return print_queue.insert_job(tx, work.now(), form=TEST, about=kind.value, printer=printer)


def test_sheet(about: str, common: dict[str, Any]) -> TestSheet:
    """Return the test page of a kind of paper."""
    del common["page"]  # it has the paper's own
    kind = Kind(about)
    width, height = SIZES[kind]
    size = f"{about.upper()}: {width:g} × {height:g} mm"
    return TestSheet(**common, about=size, width=width, height=height)
