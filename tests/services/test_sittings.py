"""Several dossiers at one sitting: one slip lists them, and only them."""

from __future__ import annotations

from desk.domain.papers import SittingSheet
from desk.printing import forms
from desk.printing.wording import load
from desk.services import papers, reading
from desk.services.papers import Look
from desk.services.workplace import Workplace
from tests.kit import BIRTH, COPIES, RESIDENCE, act, administrator, receive

LOOK = Look(wording=load)


def test_the_slip_lists_what_came_at_one_visit(work: Workplace) -> None:
    first = receive(work, COPIES, sitting="s1")
    receive(work, COPIES, sitting="s2")
    gone = receive(work, RESIDENCE, sitting="s1")
    act(work, gone, "void", reason="nhầm")
    second = receive(work, BIRTH, sitting="s1")
    sheet = papers.of_dossier(work, "sitting", second.uid, LOOK)
    assert isinstance(sheet, SittingSheet)
    assert [each.uid for each in sheet.dossiers] == [first.uid, second.uid]
    assert forms.render("sitting", sheet).startswith(b"%PDF")


def test_a_dossier_that_came_alone_has_no_such_slip_to_offer(work: Workplace) -> None:
    alone, several = receive(work, COPIES), receive(work, COPIES, sitting="s1")
    by = administrator(work)
    assert "sitting" not in reading.open_dossier(work, alone.uid, by).forms
    assert "sitting" in reading.open_dossier(work, several.uid, by).forms
    sheet = papers.of_dossier(work, "sitting", alone.uid, LOOK)
    assert isinstance(sheet, SittingSheet)
    assert [each.uid for each in sheet.dossiers] == [alone.uid]


def test_a_job_of_the_queue_prints_it(work: Workplace) -> None:
    receive(work, COPIES, sitting="s1")
    job = papers.reprint(work, "sitting", receive(work, BIRTH, sitting="s1").uid)
    form, sheet = papers.of_job(work, job, LOOK)
    assert form == "sitting"
    assert isinstance(sheet, SittingSheet)
    assert len(sheet.dossiers) == 2
