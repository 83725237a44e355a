"""The parts of the page of results and how they are laid out; what they mean is the page's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.records import Dossier, Result
from desk.domain.results import Blank, Offer
from desk.ui import words as shown
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.facts import Facts
from desk.ui.parts.fields import Choice, Field
from desk.ui.parts.layout import column, label, restyle
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.results import words
from desk.ui.results.confirm import ConfirmPanel, confirmed_facts
from desk.ui.results.fields import FieldsCard
from desk.ui.results.sheets import PrintPanel, SheetsCard, SpoilPanel
from desk.ui.signing.panel import SignPanel
from desk.ui.wordings.sheet import PaperView

_STEPS: Final = {
    "save": (mark("Results", "Lưu bản nháp"), "file-check"),
    "confirm": (mark("Results", "Xác nhận…"), "check"),
    "print": (mark("Results", "In giấy kết quả…"), "printer"),
}


class ResultParts(Page):
    """Makes and shows; decides nothing."""

    def make_parts(self, kit: Kit) -> None:
        """Make the parts and lay them out."""
        self._shows_final = False
        self.error = ErrorPanel(kit)
        self.confirming = ConfirmPanel(kit)
        self.printing, self.spoiling = PrintPanel(kit), SpoilPanel(kit)
        self.signing = SignPanel(kit)
        self.panels = (self.confirming, self.printing, self.spoiling, self.signing)
        self.fields = FieldsCard(kit)
        self.sheets = SheetsCard(kit, self.ask_spoilt)
        self.paper = PaperView(kit)
        self._make_head(kit)
        self._make_buttons(kit)
        left, right = QWidget(), QFrame()
        right.setProperty("role", "card")
        self._told_paper = label("", "small", wrap=True)
        cards = (self._final, self.sheets, self.fields)
        left.setLayout(column(kit, self._head, *self.panels, *cards, gap=12))
        right.setLayout(
            column(
                kit,
                label(translate("Results", "Giấy sẽ in"), "heading"),
                self._told_paper,
                self.paper,
                gap=8,
                margin=16,
            )
        )
        self.columns = Columns(kit, [left, right], least=900, stretches=(1, 1))
        self.empty = Empty(
            kit,
            "file-text",
            translate("Results", "Chưa mở giấy nào"),
            translate("Results", "Mở hồ sơ rồi nhấn Ctrl+B để lập trích lục, giấy xác nhận."),
        )
        self._said = label("", "quiet", wrap=True)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.empty, 1)
        self.bar = ActionBar(kit, self._said, *self._buttons, self.go)
        layout.addWidget(self.bar)
        self.setLayout(layout)

    def ask_spoilt(self, sheet: str) -> None:
        """Ask why a sheet is spoilt."""
        raise NotImplementedError

    def _make_head(self, kit: Kit) -> None:
        self._title = label("", "heading", wrap=True)
        self._about = label("", "small", wrap=True)
        self._standing = label("", "strong", wrap=True)
        self.choice = Choice(kit, translate("Results", "Mẫu giấy"))
        self._choice = Field(kit, translate("Results", "Mẫu giấy"), self.choice)
        self._head = QFrame()
        self._head.setProperty("role", "card")
        parts = (self._title, self._about, self._standing, self._choice)
        self._head.setLayout(column(kit, *parts, gap=8, margin=16))
        self._final = QFrame()
        self._final.setProperty("role", "card")
        self._facts, self._content = Facts(kit), Facts(kit)
        head = label(translate("Results", "Nội dung đã xác nhận"), "heading")
        confirmed = label(translate("Results", "Xác nhận"), "heading")
        self._final.setLayout(
            column(kit, confirmed, self._facts, head, self._content, gap=12, margin=16)
        )

    def _make_buttons(self, kit: Kit) -> None:
        def button(text: str, key: str, icon: str) -> KeyButton:
            made = KeyButton(kit, text, key=key, icon=icon, role="plain")
            if key != "Esc":
                QShortcut(QKeySequence(key), self).activated.connect(
                    lambda: made.click() if not made.isHidden() else None
                )
            return made

        self.away = button(translate("Results", "Về hồ sơ"), "Esc", "folder-open")
        self.drop = button(translate("Results", "Bỏ bản nháp"), "Alt+8", "x")
        self.back = button(translate("Results", "Rút xác nhận"), "Alt+7", "undo-2")
        self.spoilt = button(translate("Results", "Phôi hỏng"), "Alt+6", "ban")
        self.numbers = button(translate("Results", "Ghi thêm số"), "Alt+2", "hash")
        self.sign = button(translate("Results", "Ký số"), "Alt+5", "pencil")
        self.plain = button(translate("Results", "In nháp"), "Ctrl+P", "printer")
        self.go = KeyButton(kit, "", key="F9", icon="check", role="main")
        self._buttons = (
            self.away,
            self.drop,
            self.back,
            self.spoilt,
            self.numbers,
            self.sign,
            self.plain,
        )

    # -- showing -------------------------------------------------------------------------------

    @property
    def asking(self) -> ConfirmPanel | PrintPanel | SpoilPanel | SignPanel | None:
        """The panel that asks something now."""
        return next((each for each in self.panels if not each.isHidden()), None)

    def make_way(self) -> None:
        """While something is asked, only the paper that it is about is seen beside it."""
        asked, final = self.asking is not None, self._shows_final
        self._final.setVisible(final and not asked)
        self.sheets.setVisible(final and not asked and self.sheets.has_any)
        self.fields.setVisible(not final and not asked)

    def leave_panels(self) -> None:
        """Put away whatever is asked."""
        for panel in self.panels:
            if not panel.isHidden():
                panel.leave()

    def show_head(self, dossier: Dossier, made: Result | None) -> None:
        """Tell which result it is, of which dossier, and how it stands."""
        self._title.setText(made.title if made else translate("Results", "Lập giấy mới"))
        about = (dossier.code, dossier.subject.name, dossier.procedure_name)
        self._about.setText(" · ".join(filter(None, about)))
        said, tone = words.standing(made) if made else ("", "")
        self._standing.setText(said.capitalize())
        restyle(self._standing, tone=tone or "good")
        self._standing.setVisible(bool(said))
        self._choice.setVisible(made is None)

    def offer_templates(self, offers: Sequence[Offer], chosen: str, *, every: bool) -> None:
        """Offer what the procedure ends with; whatever else there is behind one more choice."""
        self.choice.clear()
        for each in offers:
            if each.fits or every or each.template == chosen:
                self.choice.addItem(each.title, each.template)
        if not every and any(not each.fits for each in offers):
            self.choice.addItem(translate("Results", "Mẫu khác…"), "")
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))

    def show_fields(self, blanks: Sequence[Blank], typed: Mapping[str, str]) -> None:
        """Ask for the fields of a draft."""
        self._shows_final = False
        self.make_way()
        self.fields.show_blanks(blanks, typed)
        self._told_paper.setText(
            translate("Results", "Bản nháp có chữ BẢN NHÁP trên mọi trang, in trên giấy thường.")
        )

    def show_final(self, made: Result) -> None:
        """Show what was confirmed; its fields stand."""
        self._shows_final = True
        self.fields.clear()
        held = made.confirmed
        facts = words.told(made)[:5] + (confirmed_facts(held) if held else [])
        self._facts.show_facts(facts)
        self._content.show_facts([(each.label, shown.answer(each)) for each in made.fields])
        self.sheets.show_result(made)
        self.make_way()
        self._told_paper.setText(translate("Results", "Bản chính, đúng như sẽ in."))

    def show_step(self, step: str) -> None:
        """Say what F9 does."""
        text, icon = _STEPS.get(step, ("", ""))
        self.go.setVisible(bool(step))
        if step:
            self.go.set_words(translate("Results", text))
            self.go.set_icon(icon)

    def show_emptiness(self, *, empty: bool) -> None:
        """Show the parts, or what to do where there is nothing."""
        self.columns.setVisible(not empty)
        self.empty.setVisible(empty)

    def forget(self) -> None:
        """Show nothing of anybody any more."""
        self.leave_panels()
        self.confirming.show_texts({})
        self.fields.clear()
        self.paper.show_pages(())
        self._facts.show_facts([])
        self._content.show_facts([])
        self._shows_final = False
        self.make_way()
        self.error.acknowledge()
