"""The results that wait, by how long: reminded, listed on paper, put on the counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.collection import AGES, ReadyRow
from desk.ui.handover.waiting import WaitingModel, WaitingTable, group_words
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.parts.notices import Empty

ALL: Final = "all"
#: Manner of a reminder → its words and key. Alt+1 to 5 belong to the citizen's answer.
REMIND: Final = {
    "phone": (mark("Handover", "Đã gọi"), "Alt+6", "message-square"),
    "letter": (mark("Handover", "Đã gửi thư"), "Alt+7", "file-text"),
    "message": (mark("Handover", "Đã nhắn tin"), "Alt+8", "send"),
}


class ReadyPanel(QWidget):
    """`taken` puts a dossier on the counter; `reminded` carries uids and a manner.

    `listing` asks for a printed list with the group that is shown, `labels` for shelf labels,
    `noticing` for notices to who is chosen.
    """

    taken = Signal(str)
    reminded = Signal(list, str)
    listing = Signal(str, object)
    labels = Signal(str)
    noticing = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.model = WaitingModel(self)
        self.table = WaitingTable(kit, self.model)
        names = [(ALL, translate("Handover", "Tất cả"))]
        names += [(str(at), group_words(at)) for at in range(len(AGES))]
        self.tabs = Segments(kit, names, name=translate("Handover", "Chờ bao lâu"), role="tab")
        self.tabs.choose(ALL)
        self.tabs.chosen.connect(lambda _: self._filter())
        self._marked = label("", "small")
        self._about = label("", "small", wrap=True)
        self._empty = Empty(
            kit,
            "scan-line",
            translate("Handover", "Không có kết quả nào chờ"),
            translate(
                "Handover",
                "Quét mã trên giấy tiếp nhận; nhiều kết quả của một người quét lần lượt.",
            ),
        )
        self._acts = frame(self._buttons())
        self._shelf = Line(kit, latin=True, hint=translate("Handover", "A1-A12"))
        self._shelf.setAccessibleName(translate("Handover", "Các ô kệ cần in nhãn"))
        self._shelf.returnPressed.connect(self._print_labels)
        self._shelf.hide()
        head = row(kit, gap=8)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._marked)
        layout = column(kit, head, gap=8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        for part in (self._about, self._acts, self._shelf):
            layout.addWidget(part)
        self.setLayout(layout)
        self.table.entered.connect(self._entered)
        self.table.came_to.connect(lambda _: self._tell_row())
        self.model.marked.connect(lambda _: self._tell_marks())
        self.show_rows(())

    def _buttons(self) -> Flow:
        kit, made = self._kit, []
        for manner, (text, key, icon) in REMIND.items():
            button = KeyButton(kit, translate("Handover", text), key=key, icon=icon)
            button.setShortcut(key)
            button.clicked.connect(lambda _=False, name=manner: self._remind(name))
            made.append(button)
        for kind, text, key in (
            ("remind", translate("Handover", "In danh sách"), "Alt+9"),
            ("uncollected", translate("Handover", "In báo cáo tồn"), "Alt+0"),
        ):
            button = KeyButton(kit, text, key=key, icon="printer")
            button.setShortcut(key)
            button.clicked.connect(lambda _=False, name=kind: self.listing.emit(name, self.group))
            made.append(button)
        notice = KeyButton(
            kit, translate("Handover", "Soạn thông báo"), key="Shift+F7", icon="send"
        )
        notice.clicked.connect(self.noticing)
        made.insert(0, notice)
        slip = translate("Handover", "Phiếu bàn giao kết quả hôm nay")
        results = KeyButton(kit, slip, icon="printer", role="plain")
        results.clicked.connect(lambda: self.listing.emit("results", None))
        labels = KeyButton(kit, translate("Handover", "Nhãn ô kệ"), icon="hash", role="plain")
        labels.clicked.connect(self._ask_labels)
        return Flow(kit, *made, results, labels, gap=8)

    # -- filling ------------------------------------------------------------------------------

    @property
    def group(self) -> int | None:
        """The group of ageing that is shown, None for all."""
        return None if self.tabs.value in ("", ALL) else int(self.tabs.value)

    def show_rows(self, rows: Sequence[ReadyRow]) -> None:
        """Show what waits; the current row stays where it can."""
        current = self.model.row(self.table.at)
        at = max(self.table.at, 0)
        self.model.show_rows(rows, self.group)
        counts = [sum(each.group == n for each in rows) for n in range(len(AGES))]
        self.tabs.set_text(ALL, f"{translate('Handover', 'Tất cả')} · {len(rows)}")
        for n, count in enumerate(counts):
            self.tabs.set_text(str(n), f"{group_words(n)} · {count}")
        shown = self.model.rowCount() > 0
        self.table.setVisible(shown)
        self._empty.setVisible(not shown)
        self._acts.setVisible(bool(rows))
        if shown:
            place = self.model.place(current.uid) if current else -1
            self.table.go_to(place if place >= 0 else at)
        self._tell_row()

    def _filter(self) -> None:
        self.show_rows(self.model.everything)

    def _tell_row(self) -> None:
        found = self.model.row(self.table.at)
        self._about.setVisible(found is not None)
        if found is None:
            return
        parts = [found.name, found.phone or translate("Handover", "không có số điện thoại")]
        if found.place:
            parts.append(translate("Handover", "nhận tại {place}").format(place=found.place))
        if not found.mine:
            holder = translate("Handover", "{holder} đang giữ")
            parts.append(holder.format(holder=found.holder_name))
        self._about.setText(" · ".join(parts))

    def _tell_marks(self) -> None:
        count = len(self.model.marks)
        self._marked.setText(
            plural(count, translate("Handover", "đã chọn 1"), translate("Handover", "đã chọn {n}"))
            if count
            else ""
        )

    # -- acts ---------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[ReadyRow, ...]:
        """The marked rows, or else the current one."""
        current = self.model.row(self.table.at)
        return self.model.marks or ((current,) if current else ())

    def _entered(self, at: int) -> None:
        rows = self.model.marks or tuple(filter(None, (self.model.row(at),)))
        for found in rows:
            self.taken.emit(found.uid)

    def _remind(self, manner: str) -> None:
        uids = [each.uid for each in self.chosen]
        if uids:
            self.reminded.emit(uids, manner)

    def _ask_labels(self) -> None:
        self._shelf.show()
        self._shelf.setFocus()

    def _print_labels(self) -> None:
        text = self._shelf.text().strip()
        if text:
            self.labels.emit(text)
            self._shelf.set_quietly("")
            self._shelf.hide()

    def escape(self) -> bool:
        """Put the question for labels away; tell whether it was asked."""
        if self._shelf.isHidden():
            return False
        self._shelf.hide()
        return True
