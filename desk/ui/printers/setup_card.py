"""One kind of paper: which printer and tray take it, and how it comes to stand in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from desk.domain.errors import DeskError
from desk.domain.printers import (
    TEST_MARK_UM,
    USUAL_DOTS,
    Kind,
    Route,
    Setup,
    Way,
    corrected,
    read_mm,
    usual_setup,
)
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Check, Choice, Field, Line
from desk.ui.parts.layout import column, label, row
from desk.ui.printers.places import name_of

KINDS: Final = {
    Kind.A5: mark("Printers", "A5"),
    Kind.A4: mark("Printers", "A4"),
    Kind.LABEL: mark("Printers", "Nhãn"),
    Kind.SLIP: mark("Printers", "Vé, cuống 80 mm"),
    Kind.SECURITY: mark("Printers", "Giấy bảo an"),
}
WAYS: Final = {
    Way.DOTS: mark("Printers", "Chương trình vẽ từng điểm (mã vạch đúng nhất)"),
    Way.PDF: mark("Printers", "Gửi PDF, hệ thống in tự vẽ"),
    Way.ESCPOS: mark("Printers", "Lệnh máy in nhiệt ESC/POS (hàng đợi thô)"),
}
#: Examples, alike in every language.
_ADDRESS: Final = "socket://192.168.1.20:9100"
_TRAY: Final = "Tray2"
_MARK: Final = f"{TEST_MARK_UM / 1000:g}"
_OWN: Final = "own"  # of the printer's choice: an address is written


class SetupCard(QFrame):
    """`picked` asks for what is kept of a kind; `kept` carries a route and a set-up."""

    picked = Signal(str)
    kept = Signal(object, object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._route, self._setup = Route(kind=Kind.A5), usual_setup("", Kind.A5)
        self.setProperty("role", "card")
        names = [(kind.value, translate("Printers", text)) for kind, text in KINDS.items()]
        self.kinds = Segments(kit, names, name=translate("Printers", "Loại giấy"))
        self.kinds.choose(Kind.A5.value)
        self.kinds.chosen.connect(self.picked.emit)
        self.printers = Choice(kit, translate("Printers", "Máy in"))
        self.printers.currentIndexChanged.connect(lambda _: self._fit())
        self.address = Line(kit, latin=True, hint=_ADDRESS)
        self.tray = Line(kit, latin=True, hint=_TRAY)
        self.way = Choice(kit, translate("Printers", "Cách in"))
        self.on_a4 = Check(kit, translate("Printers", "Máy không có A5: đặt lên góc trái tờ A4"))
        self.dots = Line(kit, latin=True, hint=str(USUAL_DOTS))
        self.cut = Check(kit, translate("Printers", "Cắt giấy sau mỗi phiếu"))
        self.across, self.down = (
            Line(kit, latin=True, hint=_MARK),
            Line(kit, latin=True, hint=_MARK),
        )
        self.shift = label("", "small", wrap=True)
        self.keep_ = KeyButton(kit, translate("Printers", "Lưu"), key="Ctrl+Enter", icon="check")
        self.keep_.clicked.connect(self.keep)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Return"), self, self.keep, context=here)
        self._lay_out()

    def _lay_out(self) -> None:
        kit = self._kit
        self._address = Field(kit, translate("Printers", "Địa chỉ máy in"), self.address)
        self._dots = Field(kit, translate("Printers", "Số điểm ngang"), self.dots)
        across = Field(kit, translate("Printers", "Đo từ mép trái (mm)"), self.across)
        down = Field(kit, translate("Printers", "Đo từ mép trên (mm)"), self.down)
        measured = row(kit, across, down, gap=12)
        self.setLayout(
            column(
                kit,
                label(translate("Printers", "Loại giấy và máy in"), "heading"),
                self.kinds,
                Field(kit, translate("Printers", "Máy in"), self.printers),
                self._address,
                Field(kit, translate("Printers", "Khay (để trống: máy tự chọn)"), self.tray),
                Field(kit, translate("Printers", "Cách in"), self.way),
                self.on_a4,
                self._dots,
                self.cut,
                label(translate("Printers", "Căn chỉnh theo trang in thử"), "caption"),
                self.shift,
                measured,
                row(kit, None, self.keep_),
                gap=10,
                margin=16,
            )
        )

    @property
    def kind(self) -> Kind:
        """The kind of paper that is shown."""
        return Kind(self.kinds.value)

    @property
    def printer(self) -> str:
        """The key of the printer that is chosen or written."""
        chosen = str(self.printers.currentData() or "")
        return self.address.text().strip() if chosen == _OWN else chosen

    def offer(self, printers: Sequence[tuple[str, str]]) -> None:
        """Offer these printers (key and name), and a printer with an address of its own."""
        chosen = self._route.printer
        self.printers.blockSignals(True)
        self.printers.clear()
        for key, text in printers:
            self.printers.addItem(text, key)
        if self.printers.findData(chosen) < 0:
            self.printers.addItem(name_of(chosen), chosen)
        self.printers.addItem(translate("Printers", "Máy có địa chỉ riêng…"), _OWN)
        self.printers.setCurrentIndex(self.printers.findData(chosen))
        self.printers.blockSignals(False)
        self._fit()

    def show_kept(self, route: Route, setup: Setup) -> None:
        """Show what is kept of a kind of paper."""
        self._route, self._setup = route, setup
        self.kinds.choose(route.kind.value)
        if self.printers.findData(route.printer) < 0:
            self.printers.insertItem(0, name_of(route.printer), route.printer)
        self.printers.setCurrentIndex(self.printers.findData(route.printer))
        self.tray.setText(route.tray)
        self.way.clear()
        for way, text in WAYS.items():
            if way is not Way.ESCPOS or route.kind is Kind.SLIP:
                self.way.addItem(translate("Printers", text), way.value)
        self.way.setCurrentIndex(max(self.way.findData(setup.way.value), 0))
        self.on_a4.setChecked(setup.on_a4)
        self.cut.setChecked(setup.cut)
        self.dots.setText(str(setup.dots))
        self.across.clear()
        self.down.clear()
        said = translate(
            "Printers",
            "Đang dịch sang phải {dx} mm, xuống {dy} mm. Đo hai vạch đậm trên trang in thử "
            "(đúng ra là {mark} mm) rồi ghi vào đây.",
        )
        self.shift.setText(
            said.format(dx=f"{setup.dx / 1000:g}", dy=f"{setup.dy / 1000:g}", mark=_MARK)
        )
        self._fit()

    def _fit(self) -> None:
        slip = self.kind is Kind.SLIP
        self._address.setVisible(self.printers.currentData() == _OWN)
        self._dots.setVisible(slip)
        self.cut.setVisible(slip)
        self.on_a4.setVisible(self.kind is Kind.A5)

    def keep(self) -> None:
        """Hand on what is chosen and measured; what cannot be so is said at the fields."""
        setup = self._setup
        try:
            across = read_mm(self.across.text(), "dx") if self.across.text().strip() else None
            down = read_mm(self.down.text(), "dy") if self.down.text().strip() else None
        except DeskError as error:
            self.shift.setText(str(self._kit.words(error).title))
            return
        dots = self.dots.text().strip()
        told = Setup(
            printer=self.printer,
            kind=self.kind,
            dx=setup.dx if across is None else corrected(setup.dx, TEST_MARK_UM, across),
            dy=setup.dy if down is None else corrected(setup.dy, TEST_MARK_UM, down),
            way=Way(str(self.way.currentData())),
            dots=int(dots) if dots.isdecimal() else setup.dots,
            cut=self.cut.isChecked(),
            on_a4=self.on_a4.isChecked(),
        )
        route = Route(kind=self.kind, printer=self.printer, tray=self.tray.text().strip())
        self.kept.emit(route, told)
