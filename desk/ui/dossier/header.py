"""The head of a dossier: it never scrolls, so nobody takes one person for another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from desk.domain.records import Status
from desk.domain.views import DossierView
from desk.ui import dates, words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, on_key
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, row
from desk.ui.parts.status import Mark
from desk.ui.parts.steps import STEPS, in_order
from desk.ui.theme import STATUS_LOOKS, StatusLook

#: Steps that are seldom wanted or grave: behind "Khác".
SELDOM = (
    "correct",
    "note",
    "alias",
    "resolve",
    "void",
    "withdraw",
    "close",
    "verify",
    "apologise",
    "propose",
    "decline",
    "recall",
    "mend",
    "retype",
)
ALWAYS_SHOWN = 4


class Header(QFrame):
    """`asked` carries a step, `printing` the name of a form."""

    asked = Signal(str)
    printing = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "band")
        self._code = label("", "bigcode", select=True)
        self._person = label("", "title", wrap=True, select=True)
        self._identity = label("", "small", wrap=True)
        self._procedure = label("", "strong", wrap=True)
        self._came = label("", "small", wrap=True)
        self._status, self._due = Mark(kit, weight=600), Mark(kit, weight=600)
        self._holder = label("", "small")
        self._lies = label("", "strong")
        self._aliases = label("", "small", wrap=True, select=True)
        self._steps = Flow(kit, gap=8)
        left = column(kit, self._code, self._person, self._identity, self._aliases, None, gap=2)
        right = column(
            kit,
            row(kit, None, self._status),
            row(kit, None, self._due),
            row(kit, None, self._holder),
            row(kit, None, self._lies),
            None,
            gap=4,
        )
        head = row(kit, gap=24)
        head.addLayout(left, 3)
        self._about = label(translate("Dossier", "Thủ tục"), "caption")
        head.addLayout(column(kit, self._about, self._procedure, self._came, None, gap=2), 3)
        head.addLayout(right)
        self.offered = frame(self._steps)
        self.setLayout(column(kit, head, self.offered, gap=12, margin=16))
        self._buttons: dict[str, KeyButton] = {}
        self._issued: dict[str, datetime] = {}

    def set_low(self, *, low: bool) -> None:
        """Leave away, where there is little height, what the page says below as well."""
        self._about.setVisible(not low)
        self._came.setVisible(not low)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that have a button of their own."""
        return tuple(self._buttons)

    def show_view(self, view: DossierView) -> None:
        """Show a dossier and what may be done with it."""
        dossier, now = view.dossier, self._kit.now()
        person = dossier.subject
        self._code.setText(dossier.code)
        self._person.setText(person.name)
        number = person.tax_code or person.personal_id
        self._identity.setText(
            words.person_line("", number, dates.show_birth(person.birth_date)) or "–"
        )
        self._procedure.setText(dossier.procedure_name)
        self._came.setText(
            translate("Dossier", "Tiếp nhận {at} · {how}").format(
                at=words.moment(dossier.received_at), how=words.channel(dossier.channel)
            )
        )
        if dossier.voided:
            gone = StatusLook("cross", "stopped")
            self._status.show_look(translate("Dossier", "Đã hủy"), gone)
        else:
            self._status.show_look(words.status(dossier.status), STATUS_LOOKS[dossier.status])
        due = words.dossier_due(dossier, now)
        late = due.look is not None and due.look.shape == "square"
        self._due.show_look(due.text, due.look, "bad" if late else "text")
        where = translate("Dossier", "Đang giữ: {where}").format(
            where=words.counter(dossier.holder_name) or "–"
        )
        self._holder.setText(where)
        self._lies.setText(translate("Dossier", "Kết quả ở ô {slot}").format(slot=dossier.shelf))
        self._lies.setVisible(bool(dossier.shelf))
        others = ", ".join(dossier.aliases)
        self._aliases.setText(translate("Dossier", "Mã khác: {codes}").format(codes=others))
        self._aliases.setVisible(bool(others))
        more = () if dossier.voided else ("retype",)
        if dossier.status is Status.RETURNED and not dossier.voided:
            more = ("mend", *more)
        self._issued = dict(view.issued)
        self._offer((*view.actions, *more), view.forms, voided=dossier.voided)

    def _offer(self, actions: Sequence[str], forms: Sequence[str], *, voided: bool) -> None:
        clear(self._steps)
        self._buttons = {}
        near = [a for a in in_order(actions) if a not in SELDOM][:ALWAYS_SHOWN]
        for at, action in enumerate(near):
            role = "main" if at == 0 else "danger" if action in ("reject", "stop") else ""
            key = STEPS[action].key
            button = KeyButton(
                self._kit,
                words.action(action),
                key=key,
                icon=words.ACTION_ICONS[action],
                role=role,
            )
            # Enter alone would be the one of the number pad.
            on_key(button, key.replace("Enter", "Return"), button)
            button.clicked.connect(lambda _=False, name=action: self.asked.emit(name))
            self._buttons[action] = button
            self._steps.addWidget(button)
        rest = [a for a in actions if a not in near]
        if rest:
            self._steps.addWidget(self._rest_menu(rest))
        if forms and not voided:
            self._steps.addWidget(self._print_menu(forms))

    def _rest_menu(self, actions: Sequence[str]) -> KeyButton:
        button = KeyButton(self._kit, translate("Dossier", "Việc khác"), icon="ellipsis")
        menu = _menu_under(button)
        for action in actions:
            icon = self._kit.icons.icon(words.ACTION_ICONS[action], "quiet")
            menu.addAction(icon, words.action(action), lambda name=action: self.asked.emit(name))
        return button

    def _print_menu(self, forms: Sequence[str]) -> KeyButton:
        button = KeyButton(self._kit, translate("Dossier", "In"), key="F8", icon="printer")
        menu = _menu_under(button)
        for name in forms:
            made = self._issued.get(name)
            text = f"{words.form(name)} · {made:%d/%m/%Y}" if made else words.form(name)
            menu.addAction(text, lambda form=name: self.printing.emit(form))
        return button


def _menu_under(button: KeyButton) -> QMenu:
    """Return an empty menu that `button` opens and takes with it when it goes."""
    menu = QMenu(button)
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return menu
