"""The fields of a result, each with where its words come from and whether it must be there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desk.domain import results
from desk.domain.errors import InputError
from desk.domain.results import Blank
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.layout import column, label
from desk.ui.receive.answers import AnswersPart
from desk.ui.results import words


class _Fields(AnswersPart):
    """Fields that are read by the rule of a template's field: a whole day is a whole day."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.fields: dict[str, results.Field] = {}

    @override
    def read(self, key: str) -> tuple[str, str]:
        try:
            today = self.kit.now().date()
            return results.clean_value(self.fields[key], self.typed(key), today=today), ""
        except InputError as error:
            told = self.kit.words(error)
            return "", told.meaning or told.title


class FieldsCard(QFrame):
    """`changed` tells of every letter; what cannot be read yet stays letter for letter."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._blanks: dict[str, Blank] = {}
        self._begun: dict[str, str] = {}
        self._kept: dict[str, str] = {}  # of fields that another template has
        self._said: dict[str, str] = {}
        self.part = _Fields(kit)
        self.part.changed.connect(self._changed)
        self.told = label("", "small", wrap=True)
        head = label(translate("Results", "Nội dung giấy"), "heading")
        self.setLayout(column(kit, head, self.told, self.part, gap=12, margin=16))

    def show_blanks(self, blanks: Sequence[Blank], typed: Mapping[str, str]) -> None:
        """Ask for these, with what was `typed` already, perhaps for another template."""
        self._kept |= typed
        self._blanks = {each.field.key: each for each in blanks}
        self.part.fields |= {each.field.key: each.field for each in blanks}
        self.part.show_rules([each.field.rule for each in blanks])
        self.part.show_texts({key: each.value for key, each in self._blanks.items()})
        self._begun = self.part.texts()
        taken = {key: text for key, text in self._kept.items() if self._takes(key, text)}
        if taken:
            self.part.show_texts(self._begun | taken)
        self._said = {}
        self._tell()

    def _takes(self, key: str, text: str) -> bool:
        blank = self._blanks.get(key)
        return blank is not None and (not blank.field.options or text in blank.field.options)

    def clear(self) -> None:
        """Ask for nothing, and forget what was typed."""
        self._kept = {}
        self.show_blanks((), {})

    def typed(self) -> dict[str, str]:
        """Return letter for letter what was typed otherwise than it was filled in."""
        here = {
            key: text for key, text in self.part.texts().items() if text != self._begun.get(key, "")
        }
        elsewhere = {key: text for key, text in self._kept.items() if key not in self._begun}
        return elsewhere | here

    @property
    def is_ready(self) -> bool:
        """Whether the fields are known: they are read after the page has been opened."""
        return bool(self._blanks)

    @property
    def is_changed(self) -> bool:
        """Whether anything here says something else than it was filled in with."""
        return any(text != self._begun.get(key) for key, text in self.part.texts().items())

    def given(self) -> dict[str, str]:
        """Return what the fields say, as far as it can be read."""
        found = dict.fromkeys(self._blanks, "")
        return found | {each.key: each.value for each in self.part.answers()}

    def wrong(self) -> dict[str, str]:
        """Return what is wrong with fields that cannot be read, by key."""
        told = self.part.wrong()
        return {key.removeprefix("answers."): text for key, text in told.items()}

    def lacking(self) -> tuple[str, ...]:
        """Return the keys of required fields that are empty."""
        held = self.given()
        return tuple(
            key for key, each in self._blanks.items() if each.field.required and not held[key]
        )

    def complain(self, *, missing: bool) -> str:
        """Say at each field what is wrong, or `missing`; return the key of the first, or ""."""
        wrong = self.wrong()
        for key in self.lacking() if missing else ():
            wrong.setdefault(key, translate("Results", "Mục này phải ghi."))
        for key, text in wrong.items():
            self.part.complain(key, text)
        return next((key for key in self._blanks if key in wrong), "")

    def _changed(self) -> None:
        self._kept = {key: text for key, text in self._kept.items() if key not in self._begun}
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        texts, held = self.part.texts(), self.given()
        for key, blank in self._blanks.items():
            touched = texts[key] != self._begun.get(key, "")
            source = words.source(blank, held[key] if touched else None)
            said = ". ".join(filter(None, (blank.field.help, source)))
            if said != self._said.get(key):  # what is complained of elsewhere stays said
                self._said[key] = said
                self.part.hint(key, said)
        lacks = [self._blanks[key].field.label for key in self.lacking()]
        missing = translate("Results", "Còn thiếu: {fields}").format(fields=", ".join(lacks))
        self.told.setText(missing if lacks else "")
        self.told.setVisible(bool(lacks))
