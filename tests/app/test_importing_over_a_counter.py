"""Old data over a real counter: the page, papers of an old dossier, work going on beside it."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from desk.app import counter as program
from desk.app import importing
from desk.app.seat import Seat
from desk.domain.importing_views import Chosen, ListView
from desk.domain.oldtext import Encoding
from desk.services import checking, finding
from desk.ui.importing.ports import ImportPorts
from tests import old_lists as lists
from tests.kit import Counter, receive


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    counter = Counter(tmp_path / "counter").make()
    with counter.open() as work:
        yield Seat(work, counter.folder)


@pytest.fixture
def ports(seat: Seat) -> ImportPorts:
    return importing.ports(seat)


def chosen(view: ListView) -> Chosen:
    return Chosen(
        path=view.path,
        sheet=view.sheet,
        heading_row=view.heading_row,
        headings=tuple(each.heading for each in view.columns),
        fields={at: each.field for at, each in enumerate(view.columns)},
        encodings={at: each.encoding for at, each in enumerate(view.columns)},
    )


def on(_done: int, _count: int) -> bool:
    return True


def test_a_list_is_opened_tried_brought_in_and_taken_back(
    seat: Seat, ports: ImportPorts, tmp_path: Path
) -> None:
    rows = lists.rows(30)
    rows[4][8] = "hôm qua"
    titled = [["SỔ THEO DÕI HỒ SƠ NĂM 2019"], [], list(lists.HEADINGS), *rows]
    path = lists.workbook(tmp_path / "cu.xlsx", titled[1:], titled[0], encoding=Encoding.VNI)
    view = ports.open(str(path), "")
    assert (view.heading_row, view.rows, view.sheets) == (3, 33, ("Ho so",))
    assert {each.field for each in view.columns if each.field} == set(lists.MAP["columns"])
    assert view.columns[3].encoding is Encoding.VNI
    tried = ports.bring(chosen(view), on, True)
    assert (tried.new, tried.refused, ports.batches()) == (29, 1, ())
    ports.save_faults(str(tmp_path / "out" / "e.csv"), ("a", "b", "c"), [(tried.errors[0], "x")])
    assert (tmp_path / "out" / "e.csv").read_text("utf-8-sig").splitlines()[1] == "8,Ngày nhận,x"
    done = ports.bring(chosen(view), on, False)
    assert done.new == 29
    (batch,) = ports.batches()
    assert (batch.batch, batch.by, batch.dossiers) == (done.batch, seat.user.name, 29)
    assert ports.undo(batch.batch, on).taken_back == 29
    assert ports.batches()[0].taken_back == 29


def test_the_counter_receives_while_a_list_comes_in(
    seat: Seat, ports: ImportPorts, tmp_path: Path
) -> None:
    path = lists.text(tmp_path / "cu.csv", lists.rows(1000))
    view = ports.open(str(path), "")
    begun = threading.Event()
    told: list[int] = []

    def tell(done: int, _count: int) -> bool:
        begun.set()
        told.append(done)
        return True

    work = threading.Thread(target=lambda: ports.bring(chosen(view), tell, False))
    work.start()
    assert begun.wait(60)
    codes = [receive(seat.work).code for _ in range(5)]
    work.join(120)
    assert not work.is_alive()
    assert len(told) >= 5
    assert [code[-4:] for code in codes] == ["1001", "1002", "1003", "1004", "1005"]
    assert checking.verify(seat.work).ok


def test_the_receipt_of_an_old_dossier_says_no_more_than_the_old_list(
    seat: Seat, ports: ImportPorts, tmp_path: Path
) -> None:
    row = lists.rows(4)[3]
    row[1] = "125/2019-ks"
    view = ports.open(str(lists.text(tmp_path / "cu.csv", [row])), "")
    ports.bring(chosen(view), on, False)
    (state,) = finding.search_states(seat.work, "125/2019-KS")
    for form in ("receipt", "control", "label", "cover"):
        made = program.print_form(seat.work, seat.folder, form, state.code)
        pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert state.code in text
        if form != "receipt":
            continue
        assert "10 tháng 01 năm 2019" in text
        assert "Trần Thị Thử" in text  # who received it there
        assert seat.user.name not in text
        assert "Theo giấy tiếp nhận của hệ thống trước" in text
