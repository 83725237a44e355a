"""Several dossiers of one person at one sitting: what has been received so far, on one slip."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.records import Dossier
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import clear, column, label, picture, row


class SittingList(QFrame):
    """The dossiers of this sitting; `printed` carries the uid of one of them, `opened` as well."""

    opened = Signal(str)
    printed = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.sitting = ""
        self.dossiers: tuple[Dossier, ...] = ()
        self.setProperty("role", "info")
        self._head = label("", "strong", wrap=True)
        self._rows = column(kit, gap=2)
        slip = KeyButton(kit, translate("Receive", "In phiếu chung"), key="Ctrl+P", icon="printer")
        slip.clicked.connect(self.print_slip)
        head = row(kit, picture(kit, "list-checks", "brand_text"), gap=12)
        head.addWidget(self._head, 1)
        head.addWidget(slip)
        self.setLayout(column(kit, head, self._rows, gap=4, margin=12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def add(self, dossier: Dossier) -> None:
        """List one more; one of another sitting begins the list anew."""
        if not dossier.sitting:
            self.forget()
            return
        kept = self.dossiers if dossier.sitting == self.sitting else ()
        self.sitting = dossier.sitting
        self.dossiers = (*kept, dossier)
        self._fill()

    def drop(self, uid: str) -> None:
        """List a dossier no longer: it was taken back."""
        self.dossiers = tuple(each for each in self.dossiers if each.uid != uid)
        self._fill()

    def forget(self) -> None:
        """Begin anew: the sitting is over."""
        self.sitting, self.dossiers = "", ()
        self._fill()

    def print_slip(self) -> None:
        """Ask for the slip that lists them all."""
        if self.dossiers:
            self.printed.emit(self.dossiers[-1].uid)

    def _fill(self) -> None:
        clear(self._rows)
        self.setVisible(bool(self.dossiers))
        if not self.dossiers:
            return
        said = plural(
            len(self.dossiers),
            translate("Receive", "Lần này {name} đã nộp 1 hồ sơ"),
            translate("Receive", "Lần này {name} đã nộp {n} hồ sơ"),
            name=self.dossiers[0].submitter.name,
        )
        self._head.setText(said)
        for each in self.dossiers:
            due = words.moment(each.due_at)
            link = KeyButton(self._kit, each.code, icon="folder-open", role="link")
            link.setAccessibleName(f"{each.code} {each.procedure_name}")
            link.clicked.connect(lambda _=False, uid=each.uid: self.opened.emit(uid))
            told = row(self._kit, link, gap=8)
            about = translate("Receive", "{procedure} · hẹn trả {due}")
            text = about.format(procedure=each.procedure_name, due=due)
            told.addWidget(label(text, "small", wrap=True), 1)
            self._rows.addLayout(told)
        codes = ", ".join(each.code for each in self.dossiers)
        self.setAccessibleName(f"{said}: {codes}")
