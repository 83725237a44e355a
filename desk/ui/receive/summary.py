"""What the receipt will say: number, due date with its reasons, fee; updated while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.papers import AT_DESK, BY_POST, ELECTRONIC
from desk.domain.records import Channel, Procedure
from desk.domain.views import NewDossier, Preview
from desk.domain.warning import Warning_
from desk.ui import dates, words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Field, Line, Lines, Stepper
from desk.ui.parts.layout import clear, column, frame, label, line, row
from desk.ui.parts.notices import WarningList
from desk.ui.receive.checks import Checks
from desk.ui.receive.fee import FeePart


class Reasons(QFrame):
    """Why this date, line by line."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "sunken")
        self._rows = column(kit, gap=6, margin=12)
        self.setLayout(self._rows)
        self._lines: tuple[str, ...] = ()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Tell these reasons."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        clear(self._rows)
        for at, text in enumerate(lines, 1):
            told = row(self._kit, gap=8)
            number = label(f"{at}.", "quiet")
            number.setFixedWidth(self._kit.theme.px(20))
            told.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
            told.addWidget(label(text, wrap=True), 1)
            self._rows.addLayout(told)
        self.setAccessibleName(" ".join(lines))


class SummaryPart(QFrame):
    """The third column of the page."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._procedure: Procedure | None = None
        self.setProperty("role", "card")
        self.fee = FeePart(kit)
        self.fee.changed.connect(self.changed)
        self.checks = Checks(kit)
        self.warnings = WarningList(kit)
        self.setLayout(
            column(
                kit,
                label(translate("Receive", "Sẽ in trên giấy tiếp nhận"), "heading"),
                self._build_number(),
                line(),
                self._build_due(),
                line(),
                self.fee,
                self.checks,
                self.warnings,
                line(),
                self._build_more(),
                gap=12,
                margin=16,
            )
        )
        self.show_procedure(None)
        self.show_preview(None)

    # -- number ---------------------------------------------------------------------------

    def _build_number(self) -> QWidget:
        self._code = label("", "code")
        self._code.setAccessibleName(translate("Receive", "Mã hồ sơ"))
        return frame(
            column(self._kit, label(translate("Receive", "Mã hồ sơ"), "caption"), self._code, gap=4)
        )

    # -- due ------------------------------------------------------------------------------

    def _build_due(self) -> QWidget:
        kit = self._kit
        self._due = label("", "title", wrap=True)
        self._due_more = label("", "small", wrap=True)
        self._why = KeyButton(
            kit,
            translate("Receive", "Vì sao ngày này?"),
            key="Ctrl+I",
            icon="circle-help",
            role="link",
        )
        self._why.setCheckable(True)
        self._reasons = Reasons(kit)
        self._reasons.hide()
        self._why.toggled.connect(self._reasons.setVisible)
        self._due_line = Line(kit, latin=True, hint=translate("Receive", "27/11 hoặc +3"))
        self._due_field = Field(kit, translate("Receive", "Hẹn trả kết quả ngày"), self._due_line)
        self._due_why = Line(kit)
        self._due_why_field = Field(kit, translate("Receive", "Lý do hẹn ngày này"), self._due_why)
        self._due_line.textEdited.connect(lambda _: self._due_typed())
        self._due_why.textEdited.connect(lambda _: self.changed.emit())
        self._caption = label(translate("Receive", "Hẹn trả kết quả"), "caption")
        return frame(
            column(
                kit,
                self._caption,
                self._due,
                self._due_more,
                self._due_field,
                self._due_why_field,
                row(kit, self._why, None),
                self._reasons,
                gap=6,
            )
        )

    def toggle_why(self) -> None:
        """Show or hide the reasons of the date."""
        if self._why.isVisible():
            self._why.toggle()

    def _due_typed(self) -> None:
        at = self._due_at()
        self._due_field.settle()
        if self._due_line.text().strip() and at is None:
            self._due_field.complain(translate("Receive", "Ghi như 27/11, 27/11 10:30 hoặc +3."))
        self.changed.emit()

    def _due_at(self) -> datetime | None:
        return dates.parse_when(self._due_line.text(), self._kit.now().date())

    # -- more -----------------------------------------------------------------------------

    def _build_more(self) -> QWidget:
        kit = self._kit
        self._more = KeyButton(
            kit, translate("Receive", "Chi tiết khác"), icon="sliders-horizontal", role="link"
        )
        self._more.setCheckable(True)
        channels = [(c.value, words.channel(c)) for c in (Channel.COUNTER, Channel.POST)]
        self._channel = Segments(kit, channels, name=translate("Receive", "Cách nộp"))
        self._channel.choose(Channel.COUNTER.value)
        self._channel.chosen.connect(lambda _: self._channel_chosen())
        self._sets = Stepper(kit, translate("Receive", "Số bộ hồ sơ"), most=20)
        self._sets.set_value(1)
        self._sets.changed.connect(lambda _: self.changed.emit())
        manners = (
            (AT_DESK, translate("Receive", "Tại quầy")),
            (BY_POST, translate("Receive", "Bưu chính")),
            (ELECTRONIC, translate("Receive", "Bản điện tử")),
        )
        self._manner = Segments(kit, manners, name=translate("Receive", "Cách nhận kết quả"))
        self._manner.choose(AT_DESK)
        self._manner.chosen.connect(lambda _: self._manner_chosen())
        self._result_at = Line(kit)
        self._show_where()
        self._received = Line(kit, latin=True, hint=translate("Receive", "bây giờ"))
        self._received_field = Field(
            kit, translate("Receive", "Ghi lùi giờ tiếp nhận"), self._received
        )
        self._note = Lines(kit, rows=2)
        for typed in (self._result_at, self._received):
            typed.textEdited.connect(lambda _: self.changed.emit())
        self._note.textChanged.connect(self.changed)
        self._received.left.connect(self._check_received)
        rest = frame(
            column(
                kit,
                Field(kit, translate("Receive", "Cách nộp"), self._channel),
                row(
                    kit,
                    Field(kit, translate("Receive", "Số bộ hồ sơ"), self._sets),
                    self._received_field,
                    gap=12,
                ),
                Field(kit, translate("Receive", "Cách nhận kết quả"), self._manner),
                Field(kit, translate("Receive", "Nơi nhận kết quả"), self._result_at),
                Field(kit, translate("Receive", "Ghi chú"), self._note),
                gap=8,
            )
        )
        rest.hide()
        self._more.toggled.connect(rest.setVisible)
        return frame(column(kit, row(kit, self._more, None), rest, gap=8))

    def _channel_chosen(self) -> None:
        self.fee.show_procedure(self._procedure, Channel(self._channel.value))
        self.changed.emit()

    def _manner_chosen(self) -> None:
        self._show_where()
        self.changed.emit()

    def _show_where(self) -> None:
        hints = {
            BY_POST: translate("Receive", "Địa chỉ nhận qua bưu chính"),
            ELECTRONIC: translate("Receive", "Kho dữ liệu điện tử, thư điện tử"),
        }
        usual = translate("Receive", "Tại quầy này")
        self._result_at.setPlaceholderText(hints.get(self._manner.value, usual))

    def _received_at(self) -> datetime | None:
        return dates.parse_when(self._received.text(), self._kit.now().date(), past=True)

    def _check_received(self) -> None:
        if "received_at" in self.wrong():
            self._received_field.complain(
                translate("Receive", "Ghi như 23/11/2026 09:15, không sau bây giờ.")
            )
        else:
            self._received_field.settle()

    # -- whole ----------------------------------------------------------------------------

    def show_procedure(self, procedure: Procedure | None) -> None:
        """Ask by hand for what this procedure's catalogue does not know."""
        self._procedure = procedure
        by_hand = procedure is not None and procedure.limit.value is None
        self.fee.show_procedure(procedure, Channel(self._channel.value))
        self._due_field.setVisible(by_hand)
        self._due_why_field.setVisible(by_hand)
        self._due_more.setText("")

    def show_preview(self, preview: Preview | None) -> None:
        """Show what the receipt would say now."""
        has_due = preview is not None and preview.due_at is not None
        self._code.setText(preview.code_like if preview else "–")
        if preview is not None and preview.due_at is not None:
            self._due.setText(words.long_moment(preview.due_at))
            self._due_more.setText(
                translate("Receive", "Lịch tạm tính: lịch nghỉ của năm này chưa được ban hành")
                if preview.provisional
                else ""
            )
        else:
            self._due.setText("–")
        # Where the date is typed by hand, the field says that there is none yet.
        self._due.setVisible(has_due or self._due_field.isHidden())
        self._caption.setVisible(not self._due.isHidden())
        self._due_more.setVisible(bool(self._due_more.text()))
        self._why.setVisible(has_due and bool(preview and preview.due_why))
        self._reasons.show_lines(preview.due_why if preview else ())
        self._reasons.setVisible(self._why.isChecked() and has_due)
        self.fee.show_preview(preview)

    def show_warnings(self, warnings: Sequence[Warning_]) -> None:
        """Say what is unlikely and belongs to no field."""
        self.warnings.show_warnings(warnings)

    def facts(self) -> dict[str, object]:
        """Return this column's share of a `NewDossier`."""
        by_hand = self._procedure is not None and self._procedure.limit.value is None
        return {
            **self.fee.facts(),
            "due_at": self._due_at() if by_hand else None,
            "due_reason": " ".join(self._due_why.text().split()) if by_hand else "",
            "channel": Channel(self._channel.value),
            "sets": max(self._sets.value, 1),
            "result_at": " ".join(self._result_at.text().split()),
            "result_manner": "" if self._manner.value == AT_DESK else self._manner.value,
            "received_at": self._received_at() if self._received.text().strip() else None,
            "note": self._note.words,
        }

    def wrong(self) -> dict[str, str]:
        """Return the fields that cannot be read."""
        found = self.fee.wrong()
        if self._received.text().strip():
            at = self._received_at()
            if at is None or at > self._kit.now():
                found["received_at"] = self._received.text()
        return found

    def show_facts(self, new: NewDossier) -> None:
        """Show a draft's share."""
        self._due_line.set_quietly(f"{new.due_at:%d/%m/%Y %H:%M}" if new.due_at else "")
        self._due_why.set_quietly(new.due_reason)
        self._channel.choose(new.channel.value)
        self._sets.set_value(new.sets)
        self._manner.choose(new.result_manner or AT_DESK)
        self._show_where()
        self._result_at.set_quietly(new.result_at)
        self._received.set_quietly(f"{new.received_at:%d/%m/%Y %H:%M}" if new.received_at else "")
        self._received_field.settle()
        self._due_field.settle()
        self._note.setPlainText(new.note)
        self._why.setChecked(False)
        self.fee.show_procedure(self._procedure, new.channel)
        self.fee.show_facts(new)

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say."""
        return {
            **{name: line.text() for name, line in self._lines().items()},
            **self.fee.texts(),
            "channel": self._channel.value,
            "manner": self._manner.value,
            "sets": str(self._sets.value),
            "note": self._note.toPlainText(),
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        for name, typed in self._lines().items():
            typed.set_quietly(texts[name])
        self.fee.show_texts(texts)
        self._note.setPlainText(texts["note"])

    def _lines(self) -> dict[str, Line]:
        return {
            "due": self._due_line,
            "due_reason": self._due_why,
            "result_at": self._result_at,
            "received_at": self._received,
        }

    def go_to(self, field: str) -> None:
        """Put the cursor into a field."""
        if field in ("fee", "fee_count"):
            self.fee.go_to(field)
            return
        if field == "received_at":
            self._more.setChecked(True)
        self._lines()[field].setFocus()
