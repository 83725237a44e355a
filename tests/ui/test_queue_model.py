from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt

from desk.domain.records import Status
from desk.domain.views import QueuePage, QueueRow
from desk.ui.queue.table_model import Column, LookRole, QueueModel
from desk.ui.theme import OVERDUE, STATUS_LOOKS
from tests.ui.invented import NOW, OFFICE, dossier, row_of


def rows(count: int, start: int = 1) -> tuple[QueueRow, ...]:
    return tuple(row_of(dossier(n, Status.IN_HAND, n - 3)) for n in range(start, start + count))


def model() -> QueueModel:
    return QueueModel(lambda: NOW, OFFICE.unit)


def test_cells_say_what_a_clerk_reads() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=rows(1)))
    said = [queue.data(queue.index(0, column)) for column in Column]
    assert said[1:6] == [
        "261119-1001",
        "Đặng Văn Ớt",
        "Đăng ký kết hôn",
        "Đang xử lý",
        "quá hạn 2 ngày",
    ]


def test_status_and_due_carry_a_shape() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=rows(1)))
    assert queue.data(queue.index(0, Column.STATUS), LookRole) == STATUS_LOOKS[Status.IN_HAND]
    assert queue.data(queue.index(0, Column.DUE), LookRole) == OVERDUE
    assert queue.data(queue.index(0, Column.NAME), LookRole) is None


def test_a_screen_reader_hears_the_heading_with_the_cell() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=rows(1)))
    spoken = queue.data(queue.index(0, Column.DUE), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Hạn: quá hạn 2 ngày"


def test_the_next_page_is_asked_for_once() -> None:
    queue = model()
    asked: list[str] = []
    queue.wants_more.connect(asked.append)
    queue.set_rows(QueuePage(rows=rows(2), after="2"))
    assert queue.canFetchMore(QModelIndex())
    queue.fetchMore(QModelIndex())
    queue.fetchMore(QModelIndex())
    assert asked == ["2"]
    queue.append_rows(QueuePage(rows=rows(2, start=3)))
    assert queue.rowCount() == 4
    assert not queue.canFetchMore(QModelIndex())


def test_after_a_failure_the_page_may_be_asked_for_again() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=rows(2), after="2"))
    queue.fetchMore(QModelIndex())
    queue.release()
    assert queue.canFetchMore(QModelIndex())


def test_a_row_that_moved_between_two_pages_is_shown_once() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=rows(2), after="2"))
    queue.append_rows(QueuePage(rows=(*rows(1, start=2), *rows(1, start=3))))
    assert [row.uid for row in queue.rows] == ["d0001", "d0002", "d0003"]


def test_marks_stay_with_their_dossier() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=rows(3)))
    queue.toggle(2)
    queue.toggle(0)
    queue.set_rows(QueuePage(rows=tuple(reversed(rows(2)))))
    assert queue.marks == ("d0001",)
    state = queue.data(queue.index(1, Column.MARK), Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Checked


def test_another_counters_dossier_names_it() -> None:
    queue = model()
    queue.set_rows(QueuePage(rows=(replace(rows(1)[0], mine=False, holder_name="Quầy 3"),)))
    assert queue.data(queue.index(0, Column.ASSIGNEE)) == "Vũ Quang Minh · Quầy 3"
