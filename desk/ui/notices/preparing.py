"""Notices being prepared: for whom, by what way, in which words; seen before they go anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.domain import smstext
from desk.domain.notices import Kind, NoticeAddressError, Way
from desk.domain.outgoing import Draft
from desk.ui import dates
from desk.ui import words as names
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.notices import words
from desk.ui.notices.ports import NoticePorts, Told
from desk.ui.notices.table import Head, Line, Lines, LineTable
from desk.ui.parts import fields
from desk.ui.parts.buttons import KeyButton, on_key
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Choice, Field
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, row
from desk.ui.parts.notices import Empty
from desk.ui.tasks import Call
from desk.ui.theme import OVERDUE, SOON, StatusLook

_READY: Final = StatusLook("dot", "done")


class Preparing(QWidget):
    """`put` says what went into the box, `said` what is in the way, `failed` carries an error."""

    put = Signal(str)
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, kit: Kit, ports: NoticePorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._uids: tuple[str, ...] = ()
        self._drafts: dict[str, Draft] = {}
        self._call: Call | None = None
        self.kind = Choice(kit, translate("Notices", "Loại thông báo"))
        for kind in Kind:
            self.kind.addItem(words.kind(kind), kind.value)
        self.way = Choice(kit, translate("Notices", "Gửi bằng"))
        self.way.addItem(translate("Notices", "Cách nhận được của từng người"), "")
        for way in Way:
            self.way.addItem(words.way(way), way.value)
        self.come = fields.Line(kit, latin=True, hint=translate("Notices", "25/11 9:00"))
        self.bring = fields.Line(kit, hint=translate("Notices", "Nội dung, giấy tờ mang theo"))
        self.model = Lines(
            (
                Head(translate("Notices", "Tình trạng"), 130),
                Head(translate("Notices", "Mã hồ sơ"), 196, 1, mono=True),
                Head(translate("Notices", "Người nhận"), 150),
                Head(translate("Notices", "Gửi bằng"), 100, 2),
                Head(translate("Notices", "Nơi nhận"), 140, 3),
            ),
            self,
        )
        self.table = LineTable(kit, self.model, translate("Notices", "Hồ sơ sẽ được báo"))
        self.empty = Empty(
            kit,
            "send",
            translate("Notices", "Chưa chọn hồ sơ nào"),
            translate(
                "Notices",
                "Chọn loại thông báo rồi Alt+6 để tìm hồ sơ hợp, hoặc đánh dấu ở các danh sách.",
            ),
        )
        self.title = label("", "heading", wrap=True)
        self.why = label("", "small", tone="warn", wrap=True)
        self.cost = label("", "small", wrap=True)
        self.text = label("", wrap=True, select=True)
        self.address = fields.Line(kit, latin=True)
        self._lay_out()
        self._worded_of: Told | None = None  # what the words that are shown are about
        self._wire()
        self._arrange()
        self._show()

    def _lay_out(self) -> None:
        kit = self._kit
        self._kind = Field(kit, translate("Notices", "Loại thông báo"), self.kind)
        self._way = Field(kit, translate("Notices", "Gửi bằng"), self.way)
        self._come = Field(kit, translate("Notices", "Mời đến lúc"), self.come)
        self._bring = Field(kit, translate("Notices", "Về việc, mang theo"), self.bring)
        self._address = Field(kit, translate("Notices", "Nơi nhận của dòng này"), self.address)
        self.search_button = KeyButton(
            kit, translate("Notices", "Tìm hồ sơ hợp"), key="Alt+6", icon="search"
        )
        self.paper = KeyButton(
            kit, translate("Notices", "In thư giấy cho dòng vướng"), key="Alt+7", icon="file-text"
        )
        for button in (self.search_button, self.paper):
            on_key(self, button.key, button)
        left = column(
            kit,
            _beside(kit, self._kind, self._way),
            _beside(kit, self._come, self._bring),
            frame(Flow(kit, self.search_button, self.paper)),
            gap=10,
            margin=12,
        )
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        right = column(
            kit, self.title, self.why, self.text, self.cost, self._address, None, gap=10, margin=12
        )
        self._right = frame(right, "card")
        parts = [frame(left, "card"), self._right]
        self.columns = Columns(kit, parts, least=960, stretches=(3, 2))
        self.setLayout(column(kit, self.columns, gap=0))

    def _wire(self) -> None:
        self.kind.activated.connect(lambda _: self._changed_kind())
        self.way.activated.connect(lambda _: self.word())
        self.come.editingFinished.connect(self.word)
        self.bring.editingFinished.connect(self.word)
        self.search_button.clicked.connect(self.search)
        self.paper.clicked.connect(self._on_paper)
        self.table.came_to.connect(lambda _: self._show_row())
        self.model.ticked.connect(lambda _: self._tell())
        self.address.editingFinished.connect(self._readdress)

    # -- what is asked for ------------------------------------------------------------------------

    @property
    def told(self) -> Told:
        """What the notices are about, as it stands."""
        kind = Kind(self.kind.currentData())
        if kind is not Kind.INVITE:
            return Told(kind=kind)
        at = dates.parse_when(self.come.text(), self._kit.now().date())
        return Told(kind=kind, come_at=at, bring=self.bring.text().strip())

    def choose(self, kind: Kind) -> None:
        """Choose a kind."""
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self._arrange()

    def take(self, uids: Sequence[str], kind: Kind) -> None:
        """Prepare notices of a kind for these dossiers."""
        self._uids = tuple(uids)
        self.choose(kind)
        self.word()

    def _changed_kind(self) -> None:
        self._arrange()
        self.word()

    def _arrange(self) -> None:
        invites = Kind(self.kind.currentData()) is Kind.INVITE
        self._come.setVisible(invites)
        self._bring.setVisible(invites)

    def search(self) -> None:
        """Take every dossier that this kind of notice is true of."""
        kind = self.told.kind
        self._kit.tasks.run(
            lambda: self._ports.candidates(kind), self._found, self.failed.emit, owner=self
        )

    def _found(self, uids: tuple[str, ...]) -> None:
        self._uids = uids
        if not uids:
            self.said.emit(translate("Notices", "Không có hồ sơ nào hợp với loại này."))
        self.word()

    def word(self) -> None:
        """Word the notices anew."""
        told, uids = self.told, self._uids
        way = Way(self.way.currentData()) if self.way.currentData() else None
        if self._call:
            self._call.cancel()
        self._call = self._kit.tasks.run(
            lambda: self._ports.drafts(told, uids, way) if uids else (),
            lambda drafts: self._worded(told, drafts),
            self.failed.emit,
            owner=self,
        )

    def _worded(self, told: Told, drafts: tuple[Draft, ...]) -> None:
        self._worded_of = told
        self._drafts = {each.dossier: each for each in drafts}
        self._show([each.dossier for each in drafts if _is_plain(each)])

    def _on_paper(self) -> None:
        """Word as letters what cannot go otherwise for want of an address."""
        lacking = [uid for uid, each in self._drafts.items() if _lacks(each)]
        told = self.told
        if lacking:
            self._kit.tasks.run(
                lambda: self._ports.drafts(told, lacking, Way.LETTER),
                self._replaced,
                self.failed.emit,
                owner=self,
            )

    def _replaced(self, drafts: tuple[Draft, ...]) -> None:
        self._drafts |= {each.dossier: each for each in drafts}
        fit = [each.dossier for each in drafts if _is_plain(each)]
        self._show([*self.model.ticks, *fit])

    def _readdress(self) -> None:
        key, text = self.table.key, self.address.text().strip()
        draft = self._drafts.get(key)
        if draft is None or text in ("", draft.address) or draft.way is Way.LETTER:
            return
        cured = None if isinstance(draft.problem, NoticeAddressError) else draft.problem
        self._drafts[key] = replace(draft, address=text, problem=cured)
        self._show([*self.model.ticks, key] if cured is None else self.model.ticks)

    # -- what is shown ----------------------------------------------------------------------------

    def _show(self, ticks: Sequence[str] = ()) -> None:
        key = self.table.key
        self.model.show_lines([self._line(each) for each in self._drafts.values()], ticks)
        there = bool(self._drafts)
        self.table.setVisible(there)
        self.empty.setVisible(not there)
        self.paper.setEnabled(any(_lacks(each) for each in self._drafts.values()))
        self.table.go_to(key)
        self._show_row()
        self._tell()

    def _line(self, draft: Draft) -> Line:
        text, look = translate("Notices", "Sẵn sàng"), _READY
        if draft.problem is not None:
            text, look = self._kit.words(draft.problem).title, OVERDUE
        elif draft.today:
            said = translate("Notices", "Đã báo lúc {at}")
            text, look = said.format(at=f"{draft.today[-1]:%H:%M}"), SOON
        elif draft.doubt is not None:
            text, look = self._kit.words(draft.doubt).title, SOON
        way = words.way(draft.way)
        cells = (text, draft.code, draft.name, way, draft.address or "–")
        return Line(draft.dossier, cells, look)

    def _show_row(self) -> None:
        draft = self._drafts.get(self.table.key)
        self._right.setVisible(draft is not None)
        if draft is None:
            return
        self.title.setText(draft.subject or f"{words.way(draft.way)} · {draft.name}")
        self.text.setText(draft.text)
        self.why.setText(self._said_of(draft))
        self.why.setVisible(bool(self.why.text()))
        self.cost.setText(cost_of(draft.text) if draft.way is Way.SMS else "")
        self.cost.setVisible(bool(self.cost.text()))
        self._address.setVisible(draft.way is not Way.LETTER)
        self.address.set_quietly(draft.address)

    def _said_of(self, draft: Draft) -> str:
        if draft.problem is not None:
            said = self._kit.words(draft.problem)
            return f"{said.meaning} {said.next}"
        if draft.today:
            at = names.moment(draft.today[-1])
            said_again = translate("Notices", "Việc này đã báo lúc {at}; đánh dấu để báo lần nữa.")
            return said_again.format(at=at)
        if draft.doubt is not None:
            ask = translate("Notices", "Đánh dấu để vẫn mời lúc này.")
            return f"{self._kit.words(draft.doubt).meaning} {ask}"
        return ""

    def _tell(self) -> None:
        count = len(self.model.ticks)
        self.said.emit(
            plural(
                count,
                translate("Notices", "1 thông báo sẽ vào hộp gửi đi"),
                translate("Notices", "{n} thông báo sẽ vào hộp gửi đi"),
            )
            if count
            else ""
        )

    # -- into the box ---------------------------------------------------------------------------

    def confirm(self) -> None:
        """Put what is ticked into the outgoing box."""
        told = self.told
        chosen = [self._drafts[key] for key in self.model.ticks]
        blocked = next((each for each in chosen if each.problem is not None), None)
        if chosen and told != self._worded_of:
            self.word()  # F9 came before the cursor had left the field
            self.said.emit(translate("Notices", "Lời đã soạn lại theo giờ mới: xem rồi xếp."))
        elif not chosen:
            self.said.emit(translate("Notices", "Chưa đánh dấu dòng nào: phím cách để đánh dấu."))
        elif blocked is not None:
            self.table.go_to(blocked.dossier)
            self.said.emit(translate("Notices", "Còn dòng vướng: bỏ dấu, hoặc sửa nơi nhận."))
        else:
            self._kit.tasks.run(
                lambda: self._ports.put(told, chosen),
                lambda _: self._done(len(chosen)),
                self.failed.emit,
                owner=self,
            )

    def _done(self, count: int) -> None:
        self._uids, self._drafts = (), {}
        self._show()
        said = plural(
            count,
            translate("Notices", "Đã xếp 1 thông báo vào hộp gửi đi"),
            translate("Notices", "Đã xếp {n} thông báo vào hộp gửi đi"),
        )
        self.put.emit(said)

    def start(self) -> None:
        """Put the cursor where preparing begins."""
        (self.table if self._drafts else self.kind).setFocus()


def _lacks(draft: Draft) -> bool:
    """Tell whether a notice has nowhere to go but, may be, on paper."""
    return draft.way is not Way.LETTER and isinstance(draft.problem, NoticeAddressError)


def _is_plain(draft: Draft) -> bool:
    """Tell whether a notice may go without anybody having thought about it."""
    return not (draft.problem or draft.today or draft.doubt)


def _beside(kit: Kit, first: QWidget, second: QWidget) -> QHBoxLayout:
    line = row(kit, first, second, gap=12)
    line.setStretch(0, 1)
    line.setStretch(1, 1)
    return line


def cost_of(text: str) -> str:
    """Return how many messages a short message is charged as, in words."""
    found = smstext.count(text)
    said = translate("Notices", "{n} tin SMS · {units} ký tự, còn {left} · {alphabet}")
    alphabet = (
        translate("Notices", "có dấu: 70 ký tự một tin")
        if found.wide
        else translate("Notices", "không dấu: 160 ký tự một tin")
    )
    return said.format(n=found.parts, units=found.units, left=found.left, alphabet=alphabet)
