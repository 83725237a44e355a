"""Will this be bounced? What may bring the dossier back, each with the rule that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.views import Finding
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import clear, column, label, picture, row

_MOST: Final = 5


class Checks(QFrame):
    """A short list that warns and never blocks; `asked` carries the field to put it right in."""

    asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._shown: tuple[Finding, ...] | None = None
        self.setProperty("role", "warning")
        self._rows = column(kit, gap=8, margin=12)
        self.setLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """What is listed."""
        return self._shown or ()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """List these and no others; none hides the list."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        clear(self._rows)
        self.setVisible(bool(found))
        if not found:
            return
        head = plural(
            len(found),
            translate("Receive", "Dễ bị trả lại vì 1 điều"),
            translate("Receive", "Dễ bị trả lại vì {n} điều"),
        )
        titles = "; ".join(finding.title for finding in found)
        self.setAccessibleName(f"{head}: {titles}")
        self._rows.addWidget(label(head, "strong", wrap=True))
        for finding in found[:_MOST]:
            self._add(finding)
        rest = len(found) - _MOST
        if rest > 0:
            more = translate("Receive", "và {n} điều nữa").format(n=rest)
            self._rows.addWidget(label(more, "small"))

    def _add(self, finding: Finding) -> None:
        kit = self._kit
        text = column(kit, label(finding.title, wrap=True), gap=2)
        if finding.advice:
            text.addWidget(label(finding.advice, "small", wrap=True))
        ground = label(translate("Receive", "Căn cứ: {ground}").format(ground=finding.ground))
        ground.setProperty("role", "small")
        ground.setWordWrap(True)
        text.addWidget(ground)
        if finding.field:
            link = KeyButton(kit, translate("Receive", "Đến chỗ sửa"), role="link")
            link.setAccessibleName(
                translate("Receive", "Đến chỗ sửa: {what}").format(what=finding.title)
            )
            link.clicked.connect(lambda _=False, field=finding.field: self.asked.emit(field))
            text.addLayout(row(kit, link, None))
        line = row(kit, gap=8)
        line.addWidget(picture(kit, "triangle-alert", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, 1)
        self._rows.addLayout(line)
