"""Reports and books signed where they are seen, over a real counter and real certificates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.app import seat as room
from desk.app.seat import Seat
from desk.printing.raster import count
from desk.services import book_closing
from desk.ui.books.page import BooksScreen
from desk.ui.kit import Kit
from desk.ui.parts import files
from desk.ui.signing.ports import ON_CARD
from desk.ui.statistics.page import StatisticsScreen
from tests.kit import BIRTH, Counter, receive
from tests.printing import keys
from tests.printing.reading import poppler_text
from tests.ui.hands import press, stand, write

SECRET = "mat-khau-thu-57"  # noqa: S105 – of a key that nobody has
PIN = "123456"
HELD = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def authority() -> keys.Made:
    return keys.authority()


@pytest.fixture(scope="module")
def somebody(authority: keys.Made) -> keys.Made:
    return keys.person(authority, *HELD)


@pytest.fixture
def key(tmp_path: Path, authority: keys.Made, somebody: keys.Made) -> Path:
    path = tmp_path / "thu.p12"
    path.write_bytes(keys.pack(somebody, authority, SECRET))
    return path


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    counter = Counter(tmp_path / "counter").make()
    counter.clock.set("2026-11-23 09:30")
    with counter.open() as work:
        receive(work, BIRTH)
        yield Seat(work, counter.folder)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "folder", lambda: tmp_path / "ra")
    return tmp_path / "ra"


@pytest.fixture
def reports(kit: Kit, seat: Seat, qtbot: QtBot) -> StatisticsScreen:
    page = StatisticsScreen(kit, room.window_ports(seat).statistics)
    shown(page, qtbot)
    page.show_part(page.reports)
    return page


@pytest.fixture
def books(kit: Kit, seat: Seat, qtbot: QtBot) -> BooksScreen:
    ports = room.window_ports(seat)
    page = BooksScreen(kit, ports.books, ports.cash)
    shown(page, qtbot)
    page.refresh()
    return page


def shown(page: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1134, 680)
    stand(page, qtbot)


def type_here(text: str) -> None:
    write(QApplication.focusWidget(), text)


def test_a_report_is_signed_with_a_file_and_another_program_finds_it_true(
    reports: StatisticsScreen, seat: Seat, key: Path, out: Path, tmp_path: Path
) -> None:
    panel, said = reports.reports, list[str]()
    reports.changed.connect(said.append)
    press(panel, Qt.Key.Key_5, ALT)
    type_here(str(key))
    panel.signing.secret.setFocus()
    type_here("sai")
    assert not panel.pdf.isVisible()  # one F9 at a time
    reports.main_action()
    assert "Mật khẩu" in panel.signing._secret.said  # noqa: SLF001 - what a clerk reads
    assert not out.exists()
    type_here(SECRET)
    reports.main_action()
    assert panel.signing.isHidden()
    assert panel.signing.secret.text() == ""
    (made,) = out.iterdir()
    assert made.name == "bao-cao-ii.06a-20261101-20261130-da-ky.pdf"
    assert said == [f"{keys.NAME} đã ký: {made.name}"]
    assert panel.folder.isVisible()
    told = keys.told(made.read_bytes(), tmp_path)
    assert "Signature Validation: Signature is Valid." in told
    assert f"Signer Certificate Common Name: {keys.NAME}" in told
    text = poppler_text(made.read_bytes(), tmp_path)
    assert text.count("(Chữ ký số)") == 2
    assert "đóng dấu" not in text  # nobody stamps a file
    kept = b"".join(each.read_bytes() for each in seat.folder.rglob("*") if each.is_file())
    assert SECRET.encode() not in kept


def test_what_the_card_names_is_what_is_shown_and_esc_puts_it_away(
    reports: StatisticsScreen,
) -> None:
    panel = reports.reports
    panel.sign.click()
    title = panel.signing._title  # noqa: SLF001 - what a clerk reads
    assert title.text() == "Ký số Biểu số II.06a/VPCP/KSTT: 01/11/2026–30/11/2026"
    panel.period.setCurrentIndex(1)
    panel.period.activated.emit(1)
    assert panel.made is not None
    assert title.text().endswith(f"{panel.made.start:%d/%m/%Y}–{panel.made.end:%d/%m/%Y}")
    panel.signing.secret.setText(SECRET)
    assert reports.escape()
    assert panel.signing.isHidden()
    assert panel.signing.secret.text() == ""
    assert panel.pdf.isVisible()
    assert not reports.escape()


def test_a_closed_book_is_signed_with_a_token(
    books: BooksScreen,
    seat: Seat,
    somebody: keys.Made,
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = seat.work.now().date()
    book_closing.close(seat.work, seat.user, day, day)
    with keys.token(somebody, tmp_path, monkeypatch, PIN) as library:
        books.refresh()
        press(books, Qt.Key.Key_5, ALT)
        books.signing.way.choose(ON_CARD, tell=True)
        books.signing.path.setText(str(library))
        books.signing.secret.setText("999999")
        books.main_action()
        assert "PIN" in books.signing._secret.said  # noqa: SLF001 - what a clerk reads
        assert books.saving.isHidden()
        type_here(PIN)
        books.main_action()
    assert books.signing.isHidden()
    (made,) = out.iterdir()
    assert made.name == "so-received-20261123-20261123-da-ky.pdf"
    assert made.name in books.saving.told.text()
    told = keys.told(made.read_bytes(), tmp_path)
    assert "Signature Validation: Signature is Valid." in told
    assert count(made.read_bytes())
    assert "(Chữ ký số)" in poppler_text(made.read_bytes(), tmp_path)


def test_between_several_certificates_the_signer_chooses(
    reports: StatisticsScreen,
    authority: keys.Made,
    somebody: keys.Made,
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = reports.reports
    panel.sign.click()
    with keys.token(somebody, tmp_path, monkeypatch, PIN) as library:
        keys.put(keys.TOKEN, PIN, keys.person(authority, *HELD), tmp_path, "khóa hai", 0xC1)
        keys.plug_in("cơ quan", PIN)
        panel.signing.way.choose(ON_CARD, tell=True)
        panel.signing.path.setText(str(library))
        assert not panel.signing.which.isVisible()
        panel.signing.secret.setText(PIN)
        reports.main_action()
        which = panel.signing.which
        assert which.isVisible()
        assert which.accessibleName() == "Token nào"
        which.setCurrentText(keys.TOKEN)
        reports.main_action()
        assert which.accessibleName() == "Chứng thư nào"
        wanted = f"{somebody[1].serial_number:X}"
        (at,) = (n for n in range(which.count()) if which.itemText(n).endswith(wanted))
        which.setCurrentIndex(at)
        assert panel.signing.secret.text() == PIN  # typed once
        assert not out.exists()
        reports.main_action()
    assert panel.signing.isHidden()
    (made,) = out.iterdir()
    assert "Signature Validation: Signature is Valid." in keys.told(made.read_bytes(), tmp_path)
    # Another time it is asked again: who signs is never taken for granted.
    panel.sign.click()
    assert not panel.signing.which.isVisible()


def test_no_book_is_drawn_for_a_wrong_password(
    books: BooksScreen, key: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    monkeypatch.setattr("desk.app.counter.print_book", lambda *facts, **_: drawn.append(facts))
    books.ask_signature()
    books.signing.path.setText(str(key))
    books.signing.secret.setText("sai")
    books.main_action()
    assert books.signing.isVisible()
    assert not books._go.isVisible()  # noqa: SLF001 - nobody closes a day by the wrong F9
    assert drawn == []
    assert not out.exists()
