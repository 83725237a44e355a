"""Both sides beside each other: what each says, who, at which counter, when; one is picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.review import Question, Side
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.facts import Facts
from desk.ui.parts.layout import clear, column, label, picture, restyle, row
from desk.ui.review import words

_LEAST: Final = 520  # from which two sides stand beside each other


class SideCard(QFrame):
    """One side; an icon and a word tell whether it is what would be chosen."""

    def __init__(self, kit: Kit, question: Question, side: Side, place: int) -> None:
        super().__init__()
        self.key = side.key
        self.setProperty("role", "side")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = words.head(side, place, len(question.sides))
        self._mark = picture(kit, "circle-check", "brand_text", 18)
        self._picked = label(translate("Review", "Được chọn"), "small", tone="brand")
        stands = label(translate("Review", "Đang dùng"), "small")
        facts = Facts(kit, width=48 if side.entries else 88)  # a clock, or a label
        facts.show_facts(words.facts(kit, side, question))
        self.said = "; ".join([head, *(f"{name}: {value}" for name, value in facts.shown)])
        # Below: beside the name of a counter there is no room for them.
        marks = row(kit, stands, self._mark, self._picked, None, gap=6)
        name = label(head, "strong", wrap=True)
        self.setLayout(column(kit, name, facts, None, marks, gap=8, margin=12))
        kept = self._mark.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing moves when another side is picked
        self._mark.setSizePolicy(kept)
        stands.setVisible(side.stands)  # a widget without a parent would open a window
        self.pick(on=False)

    def pick(self, *, on: bool) -> None:
        """Show whether this side would be chosen."""
        restyle(self, picked=on)
        for each in (self._mark, self._picked):
            each.setVisible(on)
        self.setAccessibleName(
            f"{self.said}. {translate('Review', 'Được chọn')}" if on else self.said
        )


class Sides(Bend):
    """All sides of one question; narrow, they stand one under another."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, _LEAST)
        self._row = row(kit, gap=12)
        self.bend(self._row)
        self.cards: Sequence[SideCard] = ()

    def show_question(self, question: Question) -> None:
        """Show these sides and no others."""
        clear(self._row)
        self.cards = [
            SideCard(self._kit, question, side, at) for at, side in enumerate(question.sides)
        ]
        for card in self.cards:
            self._row.addWidget(card, 1)
        self.setVisible(bool(self.cards))

    def pick(self, key: str) -> None:
        """Show which side a choice lets stand."""
        for card in self.cards:
            card.pick(on=card.key == key)
