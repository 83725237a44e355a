"""F9: the form becomes a dossier, once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk.domain.views import Receipt
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.ports import ReceivePorts
from desk.ui.receive.form import Form, Kept


class Receiving(QObject):
    """`done` carries the receipt, `failed` what went wrong; `begun` and `busy` tell the while."""

    begun = Signal()
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, kit: Kit, ports: ReceivePorts, form: Form, button: KeyButton) -> None:
        super().__init__(form)
        self._kit, self._ports, self._form, self._go = kit, ports, form, button
        self.busy = False
        self.goes_on = False  # with another dossier of the same person
        self.kept: Kept | None = None  # the form that was received last
        button.clicked.connect(lambda: self.receive())  # noqa: PLW0108 - drop Qt's own argument

    def receive(self, *, go_on: bool = False) -> None:
        """Receive once, or go to the first thing that is missing.

        With `go_on` another dossier of the same person follows: the two are of one sitting.
        """
        if self.busy or self._kit.hold.held:
            return
        missing = self._form.gaps()
        if missing:
            self._form.go_to(missing[0].field)
            self._kit.sound.bad()
            return
        self._set_busy(on=True)
        self.begun.emit()
        visit = self._form.visit
        if go_on and not visit.sitting:
            self._form.visit = replace(visit, sitting=self._ports.new_uid())
        self.goes_on, self.kept = go_on, self._form.keep()
        new = self.kept.new
        self._kit.tasks.run(
            lambda: self._ports.receive(new), self._done, self._not_done, owner=self._form
        )

    def _set_busy(self, *, on: bool) -> None:
        self.busy = on
        self._go.setEnabled(not on)
        self._go.set_words(
            translate("Receive", "Đang lưu…") if on else translate("Receive", "Tiếp nhận")
        )

    def _done(self, receipt: Receipt) -> None:
        self._set_busy(on=False)
        self.done.emit(receipt)

    def _not_done(self, error: Exception) -> None:
        # Nothing is cleared: the same form, with the same uid, can be sent again.
        self._set_busy(on=False)
        self.failed.emit(error)
