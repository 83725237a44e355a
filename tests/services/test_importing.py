"""Old lists come in once, go on after any end, go out again – on a real counter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desk.domain import rights
from desk.domain.importing_plan import Plan, read_plan
from desk.domain.lookup import Filter
from desk.domain.oldtext import Encoding
from desk.domain.records import Actor, Status
from desk.domain.rights import NotAllowedError
from desk.services import books, checking, finding, importing, lookup, processing, reporting
from desk.services.importing import ImportEncodingError, UnknownBatchError
from desk.services.workplace import Workplace
from tests import old_lists as lists
from tests.kit import Clock, Counter, act, receive
from tests.services.test_reporting import columns

PLAN = read_plan(lists.MAP)
YEAR = date(2019, 1, 1), date(2019, 12, 31)


def bring(work: Workplace, by: Actor, path: Path, plan: Plan = PLAN, **how: Any) -> Any:
    return importing.bring(work, by, path, plan, **how)


def received(work: Workplace) -> int:
    return figure(work, "3")


def figure(work: Workplace, column: str) -> int:
    """Return a figure of the year's total, by its column of the form."""
    made = reporting.report(work, "II.06a", *YEAR)
    return int(columns(made, made.total)[column])


def test_a_list_comes_in_once_and_counts_by_its_days(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    path = lists.workbook(tmp_path / "cu.xlsx", lists.rows(450))
    tried = bring(work, admin, path, dry=True)
    assert (tried.rows, tried.new, tried.refused) == (450, 450, 0)
    assert received(work) == 0  # trying writes nothing

    done = bring(work, admin, path)
    assert (done.batch, done.new, done.same) == (tried.batch, 450, 0)
    again = bring(work, admin, path)
    assert (again.new, again.same, again.changed) == (0, 450, 0)

    assert [figure(work, each) for each in ("3", "8", "9", "10", "12", "13")] == [
        *(450, 405, 0, 0),
        *(0, 45),
    ]
    name = lists.rows(1)[0][3]
    assert name in {row.name for row in finding.search(work, name)}
    (found,) = finding.search_states(work, lists.rows(1)[0][1])
    assert found.status is Status.RETURNED
    assert found.regime == "2018"
    assert (found.barcode, found.book, found.line) == ("", "", 0)

    sheet = books.book(work, "received", *YEAR)
    assert (sheet.lines, sheet.gaps) == ((), ())
    assert books.book(work, "returned", *YEAR).lines == ()
    verdict = checking.verify(work)
    assert (verdict.ok, verdict.problems) == (True, ())
    here = receive(work)
    assert here.code.endswith("1001")  # no number was used


@pytest.mark.parametrize(
    "encoding", [Encoding.TCVN3, Encoding.VNI, Encoding.CP1258, Encoding.TCVN3_CAPITALS]
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_old_letters_are_recognised_in_a_file(
    work: Workplace, admin: Actor, tmp_path: Path, encoding: Encoding, kind: str
) -> None:
    rows = lists.rows(60)
    font = ".VnTimeH" if encoding is Encoding.TCVN3_CAPITALS else ""
    if kind == "xlsx":
        path = lists.workbook(tmp_path / "cu.xlsx", rows, encoding=encoding, font=font)
    else:
        path = lists.text(tmp_path / "cu.csv", rows, encoding=encoding)
    done = bring(work, admin, path)
    assert (done.new, done.refused) == (60, 0)
    names = {state.subject.name for state in _all(work)}
    wanted = {row[3] for row in rows}
    if encoding is Encoding.TCVN3_CAPITALS:
        # Without its font nothing tells a capital from a small letter.
        wanted = {name.upper() if font and kind == "xlsx" else name.lower() for name in wanted}
        if kind == "csv":
            names = {name.lower() for name in names}
    assert names == wanted


def _all(work: Workplace) -> tuple[Any, ...]:
    rows = lookup.find(work, Filter(), limit=500).rows
    return tuple(lookup.states(work, [each.uid for each in rows]))


def test_one_column_may_be_old_beside_a_new_one(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    rows = lists.rows(30)
    mixed = [[*row[:3], *lists.in_code([row[3]], Encoding.TCVN3), *row[4:]] for row in rows]
    done = bring(work, admin, lists.text(tmp_path / "cu.csv", mixed, delimiter="\t"))
    assert done.new == 30
    assert {state.subject.name for state in _all(work)} == {row[3] for row in rows}
    assert all("Thử Nghiệm" in state.subject.address for state in _all(work))


def test_too_little_text_is_asked_about(work: Workplace, admin: Actor, tmp_path: Path) -> None:
    row = lists.rows(1)[0]
    lone = [[*row[:3], *lists.in_code(["Nguyễn Thị A"], Encoding.TCVN3), *row[4:]]]
    path = lists.text(tmp_path / "cu.csv", lone)
    with pytest.raises(ImportEncodingError) as caught:
        bring(work, admin, path)
    assert caught.value.facts == {"columns": "Chủ hồ sơ", "likely": "tcvn3"}
    said = read_plan({**lists.MAP, "encodings": {"owner": "tcvn3"}})
    assert bring(work, admin, path, said).new == 1
    assert _all(work)[0].subject.name == "Nguyễn Thị A"


def test_a_changed_row_is_told_and_not_written(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    rows = lists.rows(3)
    bring(work, admin, lists.text(tmp_path / "a.csv", rows))
    rows[1][13] = "Bà Mới"
    done = bring(work, admin, lists.text(tmp_path / "b.csv", rows))
    assert (done.new, done.same, done.changed) == (0, 2, 1)
    told = [(each.row, each.facts) for each, _ in done.warnings.values() if "Changed" in each.code]
    assert told == [(3, {"fields": "Cán bộ"})]
    assert {state.assignee for state in _all(work)} == {"Trần Thị Thử"}


def test_codes_twice_and_codes_known_are_told_by_row(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    here = receive(work)
    rows = lists.rows(4)
    rows[1][1] = rows[0][1]
    rows[2][1] = here.code
    rows.append(list(rows[3]))
    done = bring(work, admin, lists.text(tmp_path / "a.csv", rows))
    assert (done.rows, done.new, done.same, done.refused) == (5, 2, 1, 2)
    assert [(each.row, each.code) for each in done.errors] == [
        (3, "ImportCodeTwiceError"),
        (4, "ImportCodeKnownError"),
    ]


def test_an_open_old_dossier_goes_on_here(work: Workplace, admin: Actor, tmp_path: Path) -> None:
    row = lists.rows(4)[3]
    row[8], row[9] = "16/11/2026", "25/11/2026"
    bring(work, admin, lists.text(tmp_path / "a.csv", [row]))
    (state,) = _all(work)
    assert state.is_open
    act(work, state, "supplement", reason="Thiếu giấy")
    act(work, state, "supplemented")
    act(work, state, "finish")
    done = act(work, state, "hand-over", to=state.subject.name)
    assert done.status is Status.RETURNED
    today = work.now().date()
    returned = books.book(work, "returned", today, today).lines
    assert [each.code for each in returned] == [state.code]
    assert checking.verify(work).ok


def test_a_batch_goes_out_and_in_again(work: Workplace, admin: Actor, tmp_path: Path) -> None:
    path = lists.text(tmp_path / "a.csv", lists.rows(250))
    batch = bring(work, admin, path).batch
    touched = next(state for state in _all(work) if state.is_open)
    processing.act(work, touched.code, "note", admin, processing.Details(reason="Đã xem"))

    undone = importing.undo(work, admin, batch)
    assert undone.taken_back == 249
    assert [(each.code, each.why) for each in undone.left] == [(touched.code, "touched")]
    assert received(work) == 1
    assert [state.code for state in _all(work)] == [touched.code]
    (told,) = importing.batches(work)
    assert (told.batch, told.dossiers, told.taken_back) == (batch, 250, 249)
    assert checking.verify(work).ok

    back = bring(work, admin, path)
    assert (back.new, back.same) == (249, 1)
    assert received(work) == 250
    again = importing.undo(work, admin, batch)
    assert (again.taken_back, len(again.left)) == (249, 1)
    assert checking.verify(work).ok
    with pytest.raises(UnknownBatchError):
        importing.undo(work, admin, "nothing")


def test_stopped_between_two_commits_it_goes_on(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    path = lists.text(tmp_path / "a.csv", lists.rows(450))
    seen: list[tuple[int, int]] = []

    def stop(done: int, count: int) -> bool:
        seen.append((done, count))
        receive(work)  # somebody else works meanwhile
        return False

    done = importing.bring(work, admin, path, PLAN, stop)
    assert (done.stopped, done.new, seen) == (True, importing.BATCH, [(201, 451)])
    rest = bring(work, admin, path)
    assert (rest.new, rest.same) == (250, 200)


_CHILD = """
import sys
from datetime import timedelta
from pathlib import Path
from tests import old_lists as lists
from tests.kit import Counter, administrator
from desk.domain.importing_plan import read_plan
from desk.services import importing
home, path = map(Path, sys.argv[1:])
def told(done, count):
    print(done, flush=True)
    return True
with Counter(home).open() as work:
    importing.bring(work, administrator(work), path, read_plan(lists.MAP), told)
"""


def test_killed_in_the_middle_nothing_is_double_or_half(counter: Counter, tmp_path: Path) -> None:
    path = lists.text(tmp_path / "a.csv", lists.rows(1500))
    root = Path(__file__).parents[2]
    for commits in (1, 2):  # killed twice, each time somewhere behind a commit
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _CHILD, str(counter.home), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        assert child.stdout is not None
        for _ in range(commits):
            assert child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        (number,) = counter.rows("SELECT count(*) FROM dossier")[0]
        assert 0 < number < 1500
        assert number % importing.BATCH == 0  # whole commits alone
    with counter.open() as work:
        by = _administrator(work)
        done = bring(work, by, path)
        assert done.new + done.same == 1500
        assert 0 < done.new < 1500
        assert bring(work, by, path).new == 0
        assert received(work) == 1500
        events = counter.rows("SELECT count(*) FROM event WHERE type = 'Imported'")
        assert events == [(1500,)]
        assert checking.verify(work).ok


def _administrator(work: Workplace) -> Actor:
    from tests.kit import administrator  # noqa: PLC0415 - a fixture of the same name is in use

    return administrator(work)


def test_leaders_and_administrators_alone_import(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    path = lists.text(tmp_path / "a.csv", lists.rows(1))
    for role in ("counter", "clerk"):
        other = Actor(uid="u", login="x", name="Người Khác", role=role)
        with pytest.raises(NotAllowedError):
            bring(work, other, path)
        with pytest.raises(NotAllowedError):
            importing.undo(work, other, "b")
    assert importing.RIGHT in rights.LEADER
    assert bring(work, admin, path).new == 1


def test_ten_thousand_rows_would_be_done_in_minutes(
    work: Workplace, admin: Actor, tmp_path: Path
) -> None:
    path = lists.text(tmp_path / "a.csv", lists.rows(600))
    begun = time.perf_counter()
    bring(work, admin, path)
    assert 600 / (time.perf_counter() - begun) > 30  # rows a second, on a very busy machine


def test_days_may_be_days_of_the_spreadsheet(work: Workplace, admin: Actor, tmp_path: Path) -> None:
    row = lists.rows(1)[0]
    row[8] = datetime(2019, 3, 5, 9, 30)  # noqa: DTZ001 - spreadsheets know no zone
    row[9], row[10] = 43532, "07.03.2019"
    bring(work, admin, lists.workbook(tmp_path / "a.xlsx", [row]))
    (state,) = _all(work)
    assert f"{state.received_at:%d/%m/%Y %H:%M}" == "05/03/2019 09:30"
    assert f"{state.due_at:%d/%m/%Y %H:%M}" == "08/03/2019 17:00"
    assert f"{state.returned_at:%d/%m/%Y %H:%M}" == "07/03/2019 17:00"


def test_one_that_was_due_long_ago_is_completed_all_the_same(
    work: Workplace, admin: Actor, clock: Clock, tmp_path: Path
) -> None:
    bring(work, admin, lists.text(tmp_path / "a.csv", [lists.rows(4)[3]]))
    (state,) = _all(work)
    act(work, state, "supplement", reason="Thiếu giấy")
    clock.pass_(days=3)
    done = act(work, state, "supplemented")
    assert (done.status, done.due_at) == (Status.IN_HAND, state.due_at)
