"""What follows a receipt, and what is still missing before one: above and below the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desk.domain.views import PrintJob, Receipt
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.bend import Bend
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label, picture, restyle, row
from desk.ui.parts.notices import announce
from desk.ui.printers.places import Standing, place_words
from desk.ui.receive.gaps import Gap
from desk.ui.receive.summary import Reasons

BAND_LEAST = 900


class ReceivedBand(Bend):
    """The last receipt: its number, large; what the printer does; the ways on."""

    opened = Signal(str)
    again = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, BAND_LEAST)
        self._receipt: Receipt | None = None
        self.setProperty("role", "success")
        self._head = label("", "strong", tone="good")
        self._code = label("", "bigcode", select=True)
        self._about = label("", wrap=True)
        self._print = label("", "small", wrap=True)
        self._open = KeyButton(kit, translate("Receive", "Mở hồ sơ"), icon="folder-open")
        self._why = KeyButton(
            kit, translate("Receive", "Vì sao ngày này?"), key="Ctrl+I", icon="circle-help"
        )
        self._why.setCheckable(True)
        self._reasons = Reasons(kit)
        self._reasons.hide()
        self._why.toggled.connect(self._reasons.setVisible)
        self._again = KeyButton(kit, translate("Receive", "In lại"), key="F8", icon="printer")
        self._open.clicked.connect(lambda: self.opened.emit(self.uid))
        self._again.clicked.connect(lambda: self.again.emit(self.uid))
        head = row(kit, picture(kit, "circle-check", "good", 32), gap=16)
        head.addLayout(column(kit, self._head, self._code, gap=2))
        head.addStretch()
        layout = row(kit, gap=12, margin=12)
        layout.addLayout(head)
        layout.addLayout(column(kit, self._about, self._print, self._reasons, gap=2), 1)
        offered = frame(Flow(kit, self._why, self._open, self._again))
        layout.addWidget(offered, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bend(layout)
        self.hide()

    @property
    def uid(self) -> str:
        """The dossier that was received last, "" for none."""
        return self._receipt.dossier.uid if self._receipt else ""

    @property
    def job(self) -> int | None:
        """Its print job."""
        return self._receipt.job if self._receipt else None

    @property
    def code(self) -> str:
        """The number that is shown."""
        return self._code.text()

    def toggle_why(self) -> None:
        """Show or hide the reasons of the date that was promised."""
        if not self.isHidden() and not self._why.isHidden():
            self._why.toggle()

    def forget(self) -> None:
        """Show no receipt any longer: it was taken back."""
        self._receipt = None
        self.hide()

    def show_receipt(self, receipt: Receipt) -> None:
        """Tell what has just been received."""
        self._receipt = receipt
        self._reasons.show_lines(receipt.dossier.due_why)
        self._why.setVisible(bool(receipt.dossier.due_why))
        self._why.setChecked(False)
        dossier = receipt.dossier
        self._head.setText(
            translate("Receive", "Đã tiếp nhận trước đó")
            if receipt.repeated
            else translate("Receive", "Đã tiếp nhận")
        )
        self._code.setText(dossier.code)
        due = words.long_moment(dossier.due_at) if dossier.due_at else "–"
        self._about.setText(
            translate("Receive", "{name} · hẹn trả {due}").format(
                name=dossier.subject.name, due=due
            )
        )
        waits = translate("Receive", "Giấy tiếp nhận đang chờ in")
        none = translate("Receive", "Chưa có lệnh in; nhấn F8 để in giấy tiếp nhận")
        self._print.setText(waits if receipt.job is not None else none)
        self.setAccessibleName(f"{self._head.text()} {dossier.code}. {self._about.text()}")
        self.show()
        announce(self)

    def show_jobs(
        self, jobs: Sequence[PrintJob], placed: Mapping[int, Standing] = MappingProxyType({})
    ) -> None:
        """Tell how far the printer is with this receipt, or which file it became."""
        if self._receipt is None:
            return
        for job in jobs:
            if job.id == self._receipt.job:
                restyle(self._print, tone="bad" if job.state == "failed" else "")
                done = placed.get(job.id) if job.state == "done" else None
                state = place_words(done) if done else words.job_state(job.state).lower()
                if job.state == "failed":
                    state = f"{state} ({self._kit.explain(job.error, {}).title.lower()})"
                self._print.setText(
                    translate("Receive", "Giấy tiếp nhận: {state}").format(state=state)
                )


class MissingBar(QWidget):
    """What is still missing, each a link to its field."""

    asked = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._shown: tuple[Gap, ...] | None = None
        self._flow = Flow(kit, gap=4)
        self.setLayout(self._flow)

    @property
    def shown(self) -> tuple[Gap, ...]:
        """The gaps that are listed."""
        return self._shown or ()

    def show_gaps(self, found: Sequence[Gap], ready: str) -> None:
        """List what is missing; nothing missing says that all is `ready`."""
        if self._shown == tuple(found):
            return
        self._shown = tuple(found)
        clear(self._flow)
        if not found:
            said = row(self._kit, picture(self._kit, "circle-check", "good", 18))
            said.addWidget(label(ready, "strong", tone="good"))
            told = frame(said)
            told.setFixedHeight(self._kit.theme.px(36))
            self._flow.addWidget(told)
            return
        lead = label(translate("Receive", "Còn thiếu:"), "quiet")
        lead.setFixedHeight(self._kit.theme.px(26))
        self._flow.addWidget(lead)
        for gap in found:
            link = KeyButton(self._kit, gap.text, role="gap")
            link.clicked.connect(lambda _=False, name=gap.field: self.asked.emit(name))
            self._flow.addWidget(link)
