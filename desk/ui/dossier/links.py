"""Cards beside a dossier's own facts: its neighbours, how the result went, its closed doors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desk.domain.records import Dossier, RegisterLine
from desk.domain.views import DossierView, Linked
from desk.domain.warning import Warning_
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import mark, plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.facts import Facts
from desk.ui.parts.layout import clear, column, frame, label, row
from desk.ui.parts.status import Mark

RELATIONS: Final = {
    "corrects": mark("Dossier", "Đính chính kết quả của"),
    "corrected_by": mark("Dossier", "Được đính chính bởi"),
    "sitting": mark("Dossier", "Nộp cùng lượt"),
}
REGISTERS: Final = {
    "copy": mark("Dossier", "Chứng thực bản sao"),
    "signature": mark("Dossier", "Chứng thực chữ ký"),
    "contract": mark("Dossier", "Chứng thực hợp đồng"),
    "translation": mark("Dossier", "Chứng thực người dịch"),
}


class LinkedCard(QFrame):
    """Dossiers that belong to this one; `opened` carries a uid."""

    opened = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=8)
        head = label(translate("Dossier", "Hồ sơ liên quan"), "heading")
        self.setLayout(column(kit, head, self._rows, gap=12, margin=16))
        self.hide()

    def show_linked(self, linked: Sequence[Linked]) -> None:
        """Show these; without any there is no card."""
        clear(self._rows)
        for each in linked:
            self._rows.addWidget(frame(self._row(each)))
        self.setVisible(bool(linked))

    def _row(self, each: Linked) -> QVBoxLayout:
        status = Mark(self._kit)
        status.show_status(each.status)
        go = KeyButton(self._kit, each.code, icon="link", role="link")
        relation = translate("Dossier", RELATIONS[each.relation])
        go.setAccessibleName(f"{relation} {each.code} {each.procedure_name}")
        go.clicked.connect(lambda: self.opened.emit(each.uid))
        return column(
            self._kit,
            row(self._kit, label(relation, "quiet"), go, None, status, gap=8),
            label(f"{each.procedure_name} · {each.name}", wrap=True),
            gap=2,
        )


class HandedCard(QFrame):
    """Where the result is or how it went, and the book lines it used."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._facts = Facts(kit)
        head = label(translate("Dossier", "Kết quả"), "heading")
        self.setLayout(column(kit, head, self._facts, gap=12, margin=16))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show what is known; before there is anything there is no card."""
        returned = dossier.returned_at is not None
        self._facts.show_facts(
            [
                (
                    translate("Dossier", "Có kết quả"),
                    words.moment(dossier.finished_at) if dossier.finished_at else "",
                ),
                (translate("Dossier", "Đang ở ô"), dossier.shelf),
                (translate("Dossier", "Đã nhắc"), _reminders(dossier)),
                (
                    translate("Dossier", "Đã trả"),
                    words.moment(dossier.returned_at) if returned else "",
                ),
                (translate("Dossier", "Người nhận"), _collector(dossier)),
                (translate("Dossier", "Nhận thay theo"), dossier.collector_authority),
                (translate("Dossier", "Chữ ký"), _signed(dossier) if returned else ""),
                (
                    translate("Dossier", "Bản chính đã trả"),
                    "; ".join(dossier.originals_returned),
                ),
                (
                    translate("Dossier", "Công dân đánh giá"),
                    f"{dossier.rating}/5" if dossier.rating else "",
                ),
                *((register_words(line), _line_words(line)) for line in dossier.register),
            ]
        )
        self.setVisible(bool(self._facts.shown))


def _reminders(dossier: Dossier) -> str:
    if not dossier.reminders:
        return ""
    last = words.moment(dossier.reminders[-1])
    return plural(
        len(dossier.reminders),
        translate("Dossier", "1 lần, {at}"),
        translate("Dossier", "{n} lần, lần cuối {at}"),
        at=last,
    )


def _collector(dossier: Dossier) -> str:
    return " · ".join(part for part in (dossier.collector, dossier.collector_id) if part)


def _signed(dossier: Dossier) -> str:
    if dossier.collector_signature:
        return translate("Dossier", "đã ký trên màn hình")
    return translate("Dossier", "ký trên giấy")


def register_words(line: RegisterLine) -> str:
    """Return what a certification book is called."""
    return translate("Dossier", REGISTERS.get(line.register, line.register))


def _line_words(line: RegisterLine) -> str:
    said = translate("Dossier", "Quyển {book}, số {line}").format(book=line.book, line=line.line)
    if line.pages:
        more = translate("Dossier", "{pages} trang, {copies} bản")
        said += " · " + more.format(pages=line.pages, copies=line.copies)
    return said


class ClosedCard(QFrame):
    """Why a step is not offered now: the rule's own words, so that nobody has to guess."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._closed: tuple[tuple[str, Warning_], ...] = ()
        self.toggle = KeyButton(
            kit,
            translate("Dossier", "Vì sao chưa có bước khác?"),
            icon="circle-help",
            role="link",
        )
        self.toggle.setCheckable(True)
        self._rows = column(kit, gap=8)
        self._told = frame(self._rows)
        self._told.hide()
        self.toggle.toggled.connect(self._show)
        self.setLayout(column(kit, row(kit, self.toggle, None), self._told, gap=8, margin=12))

    @property
    def told(self) -> bool:
        """Whether the reasons are shown."""
        return not self._told.isHidden()

    def show_view(self, view: DossierView) -> None:
        """Know why; it is told when somebody asks."""
        self._closed = view.closed
        self.setVisible(bool(self._closed))
        self.toggle.setChecked(False)

    def _show(self, on: bool) -> None:
        clear(self._rows)
        if on:
            for action, why in self._closed:
                self._rows.addWidget(frame(self._row(action, why)))
        self._told.setVisible(on)

    def _row(self, action: str, why: Warning_) -> QVBoxLayout:
        said = self._kit.explain(why.code, dict(why.facts))
        more = " ".join(part for part in (said.meaning, said.next) if part)
        return column(
            self._kit,
            label(f"{words.action(action)}: {said.title}", "strong", wrap=True),
            label(more, "small", wrap=True),
            gap=2,
        )
