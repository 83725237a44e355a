"""The procedure's own form: a field for each thing that its declaration asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desk.domain import fields as forms
from desk.domain.errors import InputError
from desk.domain.records import Answer, FieldKind, FieldRule
from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import Segments
from desk.ui.parts.fields import Choice, Field, Line
from desk.ui.parts.layout import clear

_SHORT: Final = 60  # a text of so few letters shares its line with another field
_HALVES: Final = frozenset({FieldKind.NUMBER, FieldKind.DATE, FieldKind.YESNO})


@dataclass(slots=True)
class _Asked:
    rule: FieldRule
    field: Field

    @property
    def half(self) -> bool:
        text = self.rule.kind is FieldKind.TEXT and 0 < self.rule.most <= _SHORT
        return text or self.rule.kind in _HALVES

    def typed(self) -> str:
        widget = self.field.widget
        if isinstance(widget, Choice):
            return self.rule.options[widget.currentIndex() - 1] if widget.currentIndex() > 0 else ""
        if isinstance(widget, Segments):
            return widget.value
        assert isinstance(widget, Line)  # noqa: S101 - _widget makes no other
        if self.rule.kind is FieldKind.DATE:
            return dates.separate_birth(widget.text())
        return widget.text()

    def show(self, text: str) -> None:
        widget = self.field.widget
        if isinstance(widget, Choice):
            options = self.rule.options
            widget.setCurrentIndex(options.index(text) + 1 if text in options else 0)
        elif isinstance(widget, Segments):
            widget.choose(text)
        elif isinstance(widget, Line):
            widget.set_quietly(dates.show_birth(text) if _is_stored_day(self.rule, text) else text)


def _is_stored_day(rule: FieldRule, text: str) -> bool:
    return rule.kind is FieldKind.DATE and text[:4].isdigit() and "/" not in text


class AnswersPart(QWidget):
    """All fields of one form; those that the other answers do not call for are not shown."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._asked: dict[str, _Asked] = {}
        self._rules: tuple[FieldRule, ...] = ()
        self._for_other = False
        self._shown: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(kit.theme.px(12))
        self._grid.setVerticalSpacing(kit.theme.px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_rules(self, rules: Sequence[FieldRule], answers: Sequence[Answer] = ()) -> None:
        """Ask for these; what was answered already, perhaps for another procedure, stays."""
        known = {answer.key: answer.value for answer in answers}
        if tuple(rules) != self._rules:
            self._rules = tuple(rules)
            clear(self._grid)
            self._shown = ()
            self._asked = {rule.key: self._make(rule) for rule in rules}
        for key, asked in self._asked.items():
            asked.show(known.get(key, ""))
            asked.field.settle()
        self._arrange()

    def set_for_other(self, *, on: bool) -> None:
        """Know whether somebody acts for another: some things are asked only then."""
        if on != self._for_other:
            self._for_other = on
            self._arrange()

    # -- what it says ---------------------------------------------------------------------------

    def facts(self) -> dict[str, str]:
        """Return what conditions look at."""
        return forms.facts_of(self.answers(), for_other=self._for_other)

    def answers(self) -> tuple[Answer, ...]:
        """Return what is answered and can be read, as it will be kept."""
        values = {key: self.read(key)[0] for key in self._asked}
        asked = forms.asked(self._rules, values | forms.facts_of((), for_other=self._for_other))
        return tuple(
            Answer(key=rule.key, label=rule.label, value=values[rule.key])
            for rule in asked
            if values[rule.key]
        )

    def wrong(self) -> dict[str, str]:
        """Return what is wrong with the answers that cannot be read, by their full names."""
        said = {key: self.read(key)[1] for key in self._shown}
        return {f"answers.{key}": text for key, text in said.items() if text}

    def label_of(self, field: str) -> str:
        """Return what a field is called."""
        return self._asked[field.removeprefix("answers.")].rule.label

    def read(self, key: str) -> tuple[str, str]:
        """Return what a field says, as it will be kept, or what is wrong with it."""
        asked = self._asked[key]
        try:
            today = self.kit.now().date()
            return forms.clean_answer(asked.rule, asked.typed(), today=today), ""
        except InputError as error:
            return "", self.kit.words(error).meaning or self.kit.words(error).title

    def typed(self, key: str) -> str:
        """Return what was typed into a field."""
        return self._asked[key].typed()

    def hint(self, key: str, text: str) -> None:
        """Say something below a field as long as nothing is wrong with it."""
        if not self.read(key)[1]:
            self._asked[key].field.set_hint(text)

    def complain(self, key: str, text: str) -> None:
        """Say what is wrong with a field."""
        self._asked[key].field.complain(text)

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say."""
        return {key: asked.typed() for key, asked in self._asked.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        for key, asked in self._asked.items():
            asked.show(texts.get(key, ""))
            self._check(key)
        self._arrange()

    def go_to(self, field: str) -> None:
        """Put the cursor into a field by its full name, or into the first that must be answered."""
        key = field.removeprefix("answers").removeprefix(".")
        if not key:
            missing = forms.unanswered(self._rules, self.facts())
            key = missing[0].key if missing else next(iter(self._shown), "")
        if key in self._shown:
            self._asked[key].field.widget.setFocus()

    # -- how it looks ---------------------------------------------------------------------------

    def _make(self, rule: FieldRule) -> _Asked:
        text = rule.label
        if rule.required:
            text = translate("Receive", "{label} (cần)").format(label=text)
        field = Field(self.kit, text, self._widget(rule), hint=rule.help)
        field.widget.setAccessibleName(text)
        field.let_label_wrap()  # what a declaration asks can be a sentence
        field.setParent(self)
        field.hide()
        return _Asked(rule, field)

    def _widget(self, rule: FieldRule) -> QWidget:
        kit = self.kit
        if rule.kind is FieldKind.CHOICE:
            choice = Choice(kit, rule.label)
            choice.addItems([translate("Receive", "Chưa chọn"), *rule.options])
            choice.activated.connect(lambda _: self._told(rule.key))
            return choice
        if rule.kind is FieldKind.YESNO:
            words = (
                (forms.YES, translate("Receive", "Có")),
                (forms.NO, translate("Receive", "Không")),
            )
            segments = Segments(kit, words, name=rule.label)
            segments.chosen.connect(lambda _: self._told(rule.key))
            return segments
        is_date = rule.kind is FieldKind.DATE
        latin = is_date or rule.kind is FieldKind.NUMBER
        line = Line(kit, latin=latin, hint="31/01/1999" if is_date else "")
        line.textEdited.connect(lambda _: self._told(rule.key, typing=True))
        line.left.connect(lambda: self._left(rule.key))
        return line

    def _told(self, key: str, *, typing: bool = False) -> None:
        if typing:
            self._asked[key].field.settle()
        else:
            self._check(key)
            self._arrange()
        self.changed.emit()

    def _left(self, key: str) -> None:
        asked = self._asked.get(key)
        if asked is None:
            return  # another form is asked for already
        if asked.rule.kind is FieldKind.DATE:
            asked.show(asked.typed())
        self._check(key)

    def _check(self, key: str) -> None:
        wrong = self.read(key)[1]
        if wrong:
            self._asked[key].field.complain(wrong)
        else:
            self._asked[key].field.settle()

    def _arrange(self) -> None:
        """Show the fields that are asked for, short ones two in a line."""
        shown = tuple(rule.key for rule in forms.asked(self._rules, self.facts()))
        if shown == self._shown:
            return
        self._shown = shown
        for asked in self._asked.values():
            self._grid.removeWidget(asked.field)
            if asked.rule.key not in shown:
                asked.field.hide()
        at, beside = 0, False
        for key in shown:
            asked = self._asked[key]
            if asked.half:
                self._grid.addWidget(asked.field, at, int(beside))
                at, beside = (at + 1, False) if beside else (at, True)
            else:
                at += int(beside)
                self._grid.addWidget(asked.field, at, 0, 1, 2)
                at, beside = at + 1, False
            asked.field.show()
        self._keep_tab_order(shown)

    def _keep_tab_order(self, shown: Sequence[str]) -> None:
        widgets = [self._asked[key].field.widget for key in shown]
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)
