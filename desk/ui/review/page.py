"""Cần người xem: what needs a person on the left, both sides and the decision on the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QFrame, QWidget
from typing_extensions import override

from desk.domain.records import Actor
from desk.domain.review import Choice, Decided, Item, Question
from desk.domain.rights import RIGHTS
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page, Undo
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.columns import Columns
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.layout import clear, column, label
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.review import words
from desk.ui.review.list import ListCard
from desk.ui.review.ports import ReviewPorts
from desk.ui.review.sides import Sides


class QuestionCard(QFrame):
    """One question: what happened, both sides, the choices with what each means."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.question: Question | None = None
        self._open: tuple[Choice, ...] = ()
        self._asked = ""  # the choice that was asked about once more
        self.setProperty("role", "card")
        self.title = label("", "heading", wrap=True)
        self.where = label("", "small", wrap=True)
        self.meaning = label("", wrap=True)
        self.standing = label("", "quiet", wrap=True)
        self.sides = Sides(kit)
        self.choices: Segments | None = None
        self._row = column(kit, gap=0)
        self.chosen = label("", wrap=True)
        self.after = label("", "quiet", wrap=True)
        self.reason = Line(kit)
        self._reason = Field(kit, translate("Review", "Lý do (không bắt buộc)"), self.reason)
        self.setLayout(
            column(
                kit,
                self.title,
                self.where,
                self.meaning,
                self.standing,
                self.sides,
                self._row,
                self.chosen,
                self.after,
                self._reason,
                gap=10,
                margin=16,
            )
        )

    def is_sure(self) -> bool:
        """Ask once more before what changes the whole counter; tell whether it may be done."""
        chosen = next((each for each in self._open if each.key == self.value), None)
        if chosen is None or not chosen.weighty:
            return chosen is not None
        if not self.reason.text().strip():
            self._reason.complain(translate("Review", "Việc này phải ghi lý do."))
            self.reason.setFocus()
        elif self._asked != chosen.key:
            self._asked = chosen.key
            again = translate("Review", "Không rút lại được. Chắc chắn thì nhấn F9 lần nữa.")
            self._reason.warn(again)
        else:
            return True
        return False

    @property
    def value(self) -> str:
        """The choice that is down, "" for none."""
        return self.choices.value if self.choices is not None else ""

    def show_question(self, question: Question, rights: frozenset[str]) -> None:
        """Show a question; what this person may not decide is told, not offered."""
        kit, item = self._kit, question.item
        same = self.question is not None and self.question.item.key == item.key
        kept = self.value if same else ""
        if not same:
            self.reason.clear()
            self._asked = ""
            self._reason.settle()
        self.question = question
        told = words.told(kit, item)
        self.title.setText(told.title)
        self.where.setText(words.row(kit, item).partition("\n")[2] or words.row(kit, item))
        self.meaning.setText(told.meaning)
        self.standing.setText(words.standing(question))
        self.standing.setVisible(bool(self.standing.text()))
        self.sides.show_question(question)
        self._open = tuple(e for e in question.choices if not e.right or e.right in rights)
        self._offer(question, kept)
        self._reason.setVisible(bool(self._open))
        self._tell(told.next)

    def _offer(self, question: Question, kept: str) -> None:
        clear(self._row)
        self.choices = None
        if not self._open:
            return
        offers = [(e.key, words.button(self._kit, question, e.key)) for e in self._open]
        self.choices = Segments(self._kit, offers, name=translate("Review", "Quyết định"))
        self._row.addWidget(self.choices)
        self.choices.chosen.connect(lambda _: self._tell(""))
        if kept in dict(offers):
            self.choices.choose(kept)
        elif len(offers) == 1:
            self.choices.choose(offers[0][0])

    def _tell(self, next_: str) -> None:
        """Say what the choice means; without one, what there is to do."""
        question, value = self.question, self.value
        assert question is not None  # noqa: S101 - told of one that is shown
        if self._asked != value:
            self._asked = ""
            self._reason.settle()
        self.sides.pick(value)
        if value:
            told = words.choice(self._kit, question, value)
            self.chosen.setText(told.meaning)
            self.after.setText(told.next)
        elif self._open:
            self.chosen.setText(translate("Review", "Chọn bằng phím ← →, rồi nhấn F9."))
            self.after.setText("")
        elif question.choices:
            self.chosen.setText(translate("Review", "Việc này do lãnh đạo quyết định."))
            self.after.setText(next_)
        else:
            self.chosen.setText(next_)
            self.after.setText(translate("Review", "Không có gì phải chọn ở đây."))
        self.after.setVisible(bool(self.after.text()))

    def step(self, by: int) -> None:
        """Press the next or previous choice; the cursor stays where it is."""
        if self.choices is None:
            return
        keys = [each.key for each in self._open]
        at = keys.index(self.value) if self.value in keys else (-1 if by > 0 else 0)
        self.choices.choose(keys[(at + by) % len(keys)], tell=True)


class ReviewScreen(Page):
    """Everybody sees what needs a person; whoever has the right decides."""

    def __init__(self, kit: Kit, ports: ReviewPorts, user: Actor | None) -> None:
        super().__init__()
        self._kit, self._ports, self._user = kit, ports, user
        self._busy = self._begins = False
        self.error = ErrorPanel(kit)
        self.list = ListCard(kit)
        self.list.picked.connect(self._picked)
        self.list.rows.stepped.connect(self._step)
        self.list.rows.opened.connect(self._open_dossier)
        self.card = QuestionCard(kit)
        self.empty = Empty(
            kit,
            "circle-check",
            translate("Review", "Không có việc nào cần người xem"),
            translate(
                "Review",
                "Khi hai nơi ghi khác nhau hoặc một việc không gửi được, việc đó sẽ hiện ở đây với "
                "cả hai bên cạnh nhau. Nhấn F11 để về việc của mình.",
            ),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        kit = self._kit
        right = QWidget()
        right.setLayout(column(kit, self.card, gap=0))
        self.columns = Columns(kit, [self.list, right], least=900, stretches=(2, 3))
        self._said = label("", "quiet", wrap=True)
        self.dossier = KeyButton(
            kit, translate("Review", "Mở hồ sơ"), key="Enter", icon="folder-open"
        )
        self.dossier.clicked.connect(self._open_dossier)
        self.exchange = KeyButton(kit, translate("Review", "Sang Đồng bộ"), icon="refresh-cw")
        self.exchange.clicked.connect(lambda: self.asked.emit("exchange"))
        self.go = KeyButton(
            kit, translate("Review", "Quyết định"), key="F9", icon="check", role="main"
        )
        self.go.clicked.connect(self.main_action)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(ActionBar(kit, self._said, self.exchange, self.dossier, self.go))
        self.setLayout(layout)
        self.columns.arranged.connect(lambda wide: self.list.fit(roomy=wide))
        self.columns.hide()

    # -- showing ---------------------------------------------------------------------------------

    @override
    def seat(self, user: Actor) -> None:
        self._user = user
        self.error.acknowledge()
        self.refresh()

    @override
    def refresh(self) -> None:
        """Read what needs a person."""
        self._kit.tasks.run(self._ports.items, self._show, self.error.show_error, owner=self)

    def _show(self, items: tuple[Item, ...]) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.columns.isAncestorOf(focus)
        self.columns.setVisible(bool(items))
        self.empty.setVisible(not items)
        self.list.show_items(items)
        if inside and not items:
            self.exchange.setFocus()
        elif items and self._begins:
            self.list.rows.setFocus()
        self._begins = False

    def _picked(self, item: Item | None) -> None:
        self.card.setVisible(item is not None)
        self._fit(item)
        if item is None:
            return
        self._kit.tasks.run(
            lambda: self._ports.question(item.key), self._ask, self._gone, owner=self
        )

    def _ask(self, question: Question) -> None:
        current = self.list.current
        if current is None or current.key != question.item.key:
            return  # the cursor has gone on
        may = RIGHTS.get(self._user.role if self._user else "", frozenset())
        self.card.show_question(question, may)
        if self.card.choices is not None:
            self.card.choices.chosen.connect(lambda _: self._fit(current))
        self._fit(current)

    def _gone(self, error: Exception) -> None:
        self.error.show_error(error)
        self._busy = False

    def _fit(self, item: Item | None) -> None:
        shown = self.card.question
        ready = item is not None and shown is not None and shown.item.key == item.key
        self.dossier.setEnabled(item is not None and bool(item.about.dossier))
        self.go.setEnabled(ready and bool(self.card.value) and not self._busy)

    # -- deciding --------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        self.card.step(by)
        if not self.columns.wide:  # both sides come into sight, however large the text is
            self.columns.scrolls[0].ensureWidgetVisible(self.card.sides)

    def _open_dossier(self) -> None:
        item = self.list.current
        if item is not None and item.about.dossier:
            self.opened.emit(item.about.dossier)

    @override
    def main_action(self) -> None:
        """Decide as chosen."""
        item, choice, reason = self.list.current, self.card.value, self.card.reason.text()
        shown = self.card.question
        if item is None or shown is None or shown.item.key != item.key or not choice or self._busy:
            return
        if not self.card.is_sure():
            return
        self._busy = True
        self._fit(item)
        self._kit.tasks.run(
            lambda: self._ports.decide(item.key, choice, reason),
            lambda done: self._decided(shown, choice, done),
            self._failed,
            owner=self,
        )

    def _decided(self, question: Question, choice: str, done: Decided) -> None:
        self._busy = False
        self.card.reason.clear()
        said = f"{words.button(self._kit, question, choice)} · {question.item.about.dossier_code}"
        said = said.removesuffix(" · ")
        if done.slot:
            self.renumbered.emit(done.slot)
            new = translate("Review", "Máy này nay là quầy {slot}: sang Đồng bộ, nhập mã mới.")
            said = new.format(slot=done.slot)
        if done.undo:
            back = partial(self._take_back, done)
            self.undoable.emit(Undo(said=said, back=back))
        else:
            self.changed.emit(said)
        self.list.rows.setFocus()  # the next one is under the cursor
        self.refresh()

    def _take_back(self, done: Decided) -> None:
        self._kit.tasks.run(
            lambda: self._ports.take_back(done.dossier, done.undo),
            lambda _: self.refresh(),
            self.error.show_error,
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.error.show_error(error)
        self.refresh()

    # -- keys ------------------------------------------------------------------------------------

    @override
    def start(self) -> None:
        """Put the cursor on the list, where ↑ ↓ walk and ← → choose."""
        self._begins = self.columns.isHidden()  # as long as nobody knows whether there is a list
        (self.exchange if self._begins else self.list.rows).setFocus()

    @override
    def escape(self) -> bool:
        """Take the error away."""
        return self.error.dismiss()
