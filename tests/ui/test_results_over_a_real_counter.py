"""Handing results over at a real counter: three scans, a card, a hand, F9, and the log has it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.domain import events as ev
from desk.domain.collection import shelf_barcode
from desk.domain.records import Dossier, Status
from desk.models.blobs import Blobs
from desk.services import checking, print_queue, reading
from desk.ui.handover.page import HandoverScreen
from desk.ui.kit import Kit
from desk.ui.page import Undo
from tests.kit import RESIDENCE, act, person, receive
from tests.ui.hands import Hands, stand

CARD = "001199000001||Nguyễn Thị Ví Dụ|08031999|Nữ|Số 1 phố Thử, Phường Mẫu Giáo|01012022"
OTHER = "001085000011||Trần Văn Mẫu|02111985|Nam|Tổ 7 phố Thử, Phường Mẫu Giáo|01012022"


@pytest.fixture
def screen(kit: Kit, seat: Seat, qtbot: QtBot) -> HandoverScreen:
    made = HandoverScreen(kit, room.window_ports(seat).handover)
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    made.start()
    return made


def ready(seat: Seat) -> Dossier:
    made = receive(seat.work, RESIDENCE, submitter=person("Nguyễn Thị Ví Dụ"))
    return act(seat.work, made, "finish")


def last(seat: Seat, dossier: Dossier) -> ev.Body | None:
    return reading.events(seat.work, dossier.uid)[1][-1].body


def test_three_results_a_card_and_a_signature(screen: HandoverScreen, seat: Seat) -> None:
    three = [ready(seat) for _ in range(3)]
    for each in three:
        screen.scan(each.barcode)
    screen.scan(CARD)
    pad = screen.signature.pad
    pad._strokes.append([QPointF(x * 9, 60 + x % 3 * 20) for x in range(1, 9)])  # noqa: SLF001 - strokes of a hand
    screen.main_action()
    told = [last(seat, each) for each in three]
    assert all(isinstance(body, ev.Returned) for body in told)
    (sha,) = {body.signature for body in told if isinstance(body, ev.Returned)}
    assert Blobs(seat.work.database.folder).path(sha).read_bytes().startswith(b"\x89PNG")
    assert screen.cards == ()
    assert checking.verify(seat.work).ok


def test_what_was_taken_back_lies_on_the_counter_again(screen: HandoverScreen, seat: Seat) -> None:
    offered: list[Undo] = []
    screen.undoable.connect(offered.append)
    mine = ready(seat)
    screen.scan(mine.barcode)
    screen.scan(CARD)
    screen.main_action()
    offered[0].back()
    assert [card.ready for card in screen.cards] == [True]
    assert reading.open_dossier(seat.work, mine.uid, seat.user).dossier.status is Status.DONE


def test_a_strangers_paper_ends_in_the_log(
    screen: HandoverScreen, seat: Seat, hands: Hands
) -> None:
    mine = ready(seat)
    screen.scan(mine.barcode)
    screen.scan(OTHER)
    screen.main_action()
    assert not isinstance(last(seat, mine), ev.Returned)
    hands.type("12/26")
    screen.main_action()
    body = last(seat, mine)
    assert isinstance(body, ev.Returned)
    assert body.authority == "Giấy ủy quyền số 12/26, của Nguyễn Thị Ví Dụ"
    assert body.to == "Trần Văn Mẫu"


def test_the_shelf_the_reminder_the_rating_and_the_papers(
    screen: HandoverScreen, seat: Seat, hands: Hands, qtbot: QtBot
) -> None:
    mine = ready(seat)
    screen.scan(mine.barcode)
    screen.scan(shelf_barcode("A3"))
    row = screen.ready.model.row(0)
    assert row is not None
    assert row.shelf == "A3"
    hands.key(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(last(seat, mine), ev.Reminded))
    screen.ready.listing.emit("remind", None)
    screen.scan(mine.barcode)
    screen.scan(CARD)
    screen.signature.on_paper.setChecked(True)
    screen.main_action()
    screen.rating.answer(5)
    assert isinstance(last(seat, mine), ev.Rated)
    forms = {job.form: job.id for job in print_queue.jobs(seat.work)}
    assert {"handover", "remind"} <= set(forms)
    for form in ("handover", "remind"):
        assert seat.pdf(forms[form]).startswith(b"%PDF")
