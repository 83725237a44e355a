"""Closing a period: the question before it, and afterwards what was reported beside what is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.report import Report, words
from desk.domain.report_closing import Reopening, difference
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.steps import WIDEST

_SHOWN: Final = 6  # corrected dossiers that are named; a button leads to all of them


class CloseQuestion(QFrame):
    """Asked beside the report itself; `ready` carries the report to be closed, `left` is a no."""

    ready = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._made: Report | None = None
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._title = label("", "heading", wrap=True)
        self._meaning = label("", wrap=True)
        self._go = KeyButton(kit, translate("Reports", "Chốt"), key="F9", role="main")
        back = KeyButton(kit, translate("Reports", "Thôi"), key="Esc")
        self._go.clicked.connect(self.confirm)
        back.clicked.connect(self.leave)
        buttons = row(kit, None, back, self._go)
        self.setLayout(column(kit, self._title, self._meaning, buttons, gap=8, margin=16))
        self.hide()

    def open(self, made: Report, title: str) -> None:
        """Ask whether a report is closed as it stands."""
        self._made = made
        self._title.setText(translate("Reports", "Chốt {report}?").format(report=title))
        count = len(made.lines)
        what = (
            translate("Reports", "Các số đang hiện, {n} dòng, được giữ như đã báo cáo.")
            if count
            else translate("Reports", "Kỳ này không có hồ sơ nào: giữ một báo cáo trống.")
        )
        after = translate(
            "Reports",
            "Không bỏ chốt được. Sửa hồ sơ về sau không đổi số đã chốt, mà hiện thành điều chỉnh.",
        )
        self._meaning.setText(f"{what.format(n=count)} {after}")
        self.show()
        self._go.setFocus()

    def confirm(self) -> None:
        """Answer yes."""
        self.hide()
        self.ready.emit(self._made)

    def leave(self) -> None:
        """Answer no."""
        self.hide()
        self.left.emit()


class ClosedNotice(QFrame):
    """What was reported for a closed period beside the same report as of now.

    `asked` carries the codes of the dossiers that were corrected since.
    """

    asked = Signal(tuple)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "info")
        self._moved: tuple[str, ...] = ()
        self._words = label("", "small", wrap=True)
        self._to_moved = KeyButton(
            kit, translate("Reports", "Xem hồ sơ điều chỉnh"), icon="folder-open"
        )
        self._to_moved.clicked.connect(lambda: self.asked.emit(self._moved))
        inner = row(kit, gap=8, margin=8)
        inner.addWidget(self._words, 1)
        inner.addWidget(self._to_moved)
        self.setLayout(inner)
        self.hide()

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()

    def show_closing(self, found: Reopening) -> None:
        """Say what was reported and what has been corrected since."""
        self._moved = tuple(each.code for each in found.moved)
        self._words.setText(" ".join(_said(found)))
        self._to_moved.setVisible(bool(self._moved))
        self.show()


def _said(found: Reopening) -> list[str]:
    closing = found.closing
    said = translate("Reports", "{name} đã chốt lúc {at}.")
    lines = [said.format(name=closing.name, at=f"{closing.at:%H:%M %d/%m/%Y}")]
    frozen = closing.frozen
    then = dict(zip((number for number, _ in frozen.columns), frozen.total.values, strict=True))
    parts = []
    for number, by in difference(frozen, found.now).items():
        was = then[number]
        assert isinstance(was, int)  # noqa: S101 - a difference is one of numbers
        parts.append(f"({number}) {words(was)} → {words(was + by)}")
    now = translate("Reports", "Số đã báo cáo → nếu lập bây giờ: {columns}.")
    same = translate("Reports", "Tổng số không khác số đã báo cáo.")
    lines.append(now.format(columns="; ".join(parts)) if parts else same)
    if found.moved:
        codes = ", ".join(each.code for each in found.moved[:_SHOWN])
        more = "…" if len(found.moved) > _SHOWN else ""
        which = translate("Reports", "Hồ sơ điều chỉnh sau chốt: {codes}.")
        lines.append(which.format(codes=codes + more))
    if not found.explained:
        lines.append(translate("Reports", "Một phần chênh lệch không rõ do hồ sơ nào."))
    return lines
