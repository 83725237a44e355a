"""The page of reference data: editions on the left, what one of them changes on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem
from typing_extensions import override

from desk.domain.changes import Comparison
from desk.domain.records import Actor
from desk.domain.rights import RIGHTS
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column, label, restyle
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.parts.rows import ROW_PIXELS
from desk.ui.reference import words
from desk.ui.reference.ports import ReferencePorts
from desk.ui.reference.table import ChangeTable
from desk.ui.tasks import Lane

RIGHT: Final = "look-ahead"
_ROWS: Final = 8  # of the list that are always in sight
_LINES: Final = 12  # of the table


class EditionList(QListWidget):
    """Editions, those to come first; an icon and words say how each stands."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "rows")
        self.setAccessibleName(translate("Reference", "Các bản đã công bố"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(True)
        self.setIconSize(QSize(kit.theme.px(18), kit.theme.px(18)))

    def show_editions(self, shown: Sequence[Comparison]) -> None:
        """List these; the cursor stays at its place."""
        at = max(self.currentRow(), 0)
        blocked = self.blockSignals(True)
        self.clear()
        today = self._kit.now().date()
        for each in shown:
            icon, tint = _look(each)
            told = [words.kind(each.kind or "?"), words.starts(each, today)]
            if not (each.refused or each.withdrawn):
                told.append(words.counted(each))
            item = QListWidgetItem(self._kit.icons.icon(icon, tint, 18), " · ".join(told))
            item.setToolTip(item.text())
            self.addItem(item)
        self.blockSignals(blocked)
        self.setCurrentRow(min(at, len(shown) - 1))


def _look(shown: Comparison) -> tuple[str, str]:
    if shown.refused:
        return "circle-x", "bad"
    if shown.withdrawn:
        return "ban", "quiet"
    if not shown.started:
        return "calendar-clock", "brand_text"
    return ("circle-check", "good") if shown.in_force else ("history", "quiet")


class ReferenceScreen(Page):
    """For whoever answers for the counter; nobody else is shown anything."""

    def __init__(self, kit: Kit, ports: ReferencePorts, user: Actor | None) -> None:
        super().__init__()
        self._kit, self._ports, self._user = kit, ports, user
        self._shown: tuple[Comparison, ...] = ()
        self._busy = False
        self.error = ErrorPanel(kit)
        self.list = EditionList(kit)
        self.list.currentRowChanged.connect(lambda _: self._look())
        self.title = label("", "heading", wrap=True)
        self.told = label("", "quiet", wrap=True)
        self.table = ChangeTable(kit)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._say_row())
        self.row = label("", wrap=True)
        self.empty = Empty(
            kit,
            "calendar-clock",
            translate("Reference", "Thành phố chưa công bố bản nào"),
            translate(
                "Reference",
                "Danh mục, phí, lịch nghỉ và tài khoản mới sẽ hiện ở đây trước ngày dùng. "
                "Nhấn F9 để hỏi thành phố ngay.",
            ),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        kit = self._kit
        left, right = QFrame(), QFrame()
        for card in (left, right):
            card.setProperty("role", "card")
        heading = label(translate("Reference", "Bản đã công bố"), "heading")
        left_layout = column(kit, heading, gap=8, margin=12)
        left_layout.addWidget(self.list, 1)
        left.setLayout(left_layout)
        right_layout = column(kit, self.title, self.told, gap=8, margin=12)
        right_layout.addWidget(self.table, 1)
        right_layout.addWidget(self.row)
        right.setLayout(right_layout)
        self.list.setMinimumHeight(kit.theme.px(ROW_PIXELS * _ROWS))
        self.table.setMinimumHeight(kit.theme.px(ROW_PIXELS * _LINES))
        self.columns = Columns(kit, [left, right], least=900, stretches=(2, 3))
        self._said = label("", "quiet", wrap=True)
        self.go = KeyButton(
            kit,
            translate("Reference", "Hỏi thành phố ngay"),
            key="F9",
            icon="refresh-cw",
            role="main",
        )
        self.go.clicked.connect(self.main_action)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(ActionBar(kit, self._said, self.go))
        self.setLayout(layout)
        self.columns.hide()

    def _may(self) -> bool:
        return self._user is not None and RIGHT in RIGHTS.get(self._user.role, frozenset())

    @override
    def seat(self, user: Actor) -> None:
        self._user = user
        self._show(())
        self.error.acknowledge()

    # -- filling --------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read what was published."""
        if not self._may():
            self.empty.say(
                translate("Reference", "Trang này dành cho lãnh đạo và quản trị"),
                translate("Reference", "Bản mới tự dùng từ ngày của nó; không ai phải làm gì."),
            )
            self.go.setEnabled(False)
            return
        self.go.setEnabled(not self._busy)
        self._kit.tasks.run(self._ports.preview, self._show, self.error.show_error, owner=self)

    def _show(self, shown: tuple[Comparison, ...]) -> None:
        self._shown = shown
        self.columns.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.list.show_editions(shown)
        self._look()

    def _look(self) -> None:
        at = self.list.currentRow()
        if not 0 <= at < len(self._shown):
            return
        shown = self._shown[at]
        version = translate("Reference", "bản {version}").format(version=shown.version or "–")
        self.title.setText(f"{words.kind(shown.kind or '?')} · {version}")
        if shown.refused:
            why = self._kit.explain(shown.refused, {"entry": shown.detail, "unit": shown.detail})
            self.told.setText(f"{why.title}. {why.meaning} {why.next}")
        else:
            told = [words.starts(shown, self._kit.now().date())]
            if shown.withdrawn:
                told.append(translate("Reference", "thành phố thu hồi trước ngày dùng"))
            else:
                told.append(words.tallied(shown))
            said = " · ".join(told)
            self.told.setText(f"{said[:1].upper()}{said[1:]}")
        restyle(self.told, tone="bad" if shown.refused else "")
        self.table.setVisible(bool(shown.changes))
        self.table.show_rows(shown.changes)
        self.table.selectRow(0)
        self._say_row()

    def _say_row(self) -> None:
        said = self.table.said()
        self.row.setText(said)
        self.row.setVisible(bool(said))

    # -- doing ----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Ask the city now."""
        if self._busy or not self._may():
            return
        self._busy = True
        self.go.setEnabled(False)
        self._said.setText(translate("Reference", "Đang hỏi thành phố…"))
        self._kit.tasks.run(
            self._ports.ask, self._asked, self._failed, lane=Lane.NETWORK, owner=self
        )

    def _asked(self, _: None) -> None:
        self._busy = False
        self._said.setText(translate("Reference", "Đã hỏi thành phố."))
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._said.clear()
        self.go.setEnabled(True)
        self.error.show_error(error)

    @override
    def start(self) -> None:
        """Put the cursor on the list, or on the button that fills it."""
        (self.list if self._shown else self.go).setFocus()
