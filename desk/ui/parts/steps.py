"""The steps of processing: which facts each needs, and the small panel that asks for them.

The panel opens inside the page, never over it; Ctrl+Enter or F9 does the step, Esc leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.errors import RuleError
from desk.domain.records import VN
from desk.domain.views import Foreseen
from desk.ui import dates, words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Field, Line, Lines
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import clear, column, frame, label
from desk.ui.parts.reasons import Reasoned, Ticked


@dataclass(frozen=True, slots=True)
class Ask:
    """One fact that a step needs."""

    argument: str  # reason | items | due | to | id_number | amount | step | again | digits
    label: str
    required: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it asks for, what it means, and whether it cannot be taken back.

    Its `key` is the same on every page and in every state, so that a finger that has learnt it,
    or presses it twice, never does another step.
    """

    key: str = ""
    asks: tuple[Ask, ...] = ()
    meaning: str = ""
    grave: bool = False


_REASON: Final = Ask("reason", mark("Steps", "Lý do"))
_ITEMS: Final = Ask(
    "items", mark("Steps", "Giấy tờ cần bổ sung, mỗi dòng một loại"), required=False
)
_BROUGHT: Final = Ask(
    "items", mark("Steps", "Giấy tờ công dân mang đến, mỗi dòng một loại"), required=False
)
_MAYBE: Final = Ask("reason", mark("Steps", "Lý do (nếu có)"), required=False)
_LATER: Final = Ask(
    "due", mark("Steps", "Ngày hẹn mới (để trống: theo luật)"), required=False, hint="27/11"
)
_DUE: Final = Ask("due", mark("Steps", "Ngày hẹn mới"), hint="27/11")

STEPS: Final[Mapping[str, Step]] = {
    "accept": Step(
        key="Alt+1",
        meaning=mark("Steps", "Hồ sơ trực tuyến giữ mã của thành phố; in giấy tiếp nhận."),
    ),
    "guide": Step(
        key="Alt+4",
        asks=(_REASON, _ITEMS),
        meaning=mark("Steps", "Công dân được hướng dẫn trước khi tiếp nhận (Mẫu 02)."),
    ),
    "claim": Step(key="Alt+2"),
    "forward": Step(
        key="Alt+3",
        asks=(
            Ask("step", mark("Steps", "Bước tiếp theo"), required=False),
            Ask("to", mark("Steps", "Bàn giao cho"), required=False),
            Ask("reason", mark("Steps", "Kèm theo (nếu có)"), required=False),
        ),
        meaning=mark("Steps", "Ghi một dòng vào phiếu kiểm soát."),
    ),
    "supplement": Step(
        key="Alt+4",
        asks=(_REASON, _ITEMS),
        meaning=mark(
            "Steps", "In phiếu yêu cầu bổ sung (Mẫu 02); thời hạn dừng đến khi công dân bổ sung."
        ),
    ),
    "supplemented": Step(
        asks=(_BROUGHT,),
        key="Alt+5",
        meaning=mark(
            "Steps", "Thời hạn tính lại theo quy định của hồ sơ; in lại giấy tiếp nhận, cùng mã."
        ),
    ),
    "fee": Step(
        key="Alt+6",
        asks=(Ask("amount", mark("Steps", "Số tiền (đồng)")), _MAYBE),
        meaning=mark("Steps", "Hồ sơ chờ đến khi công dân nộp phí; thời hạn tạm dừng."),
    ),
    "paid": Step(
        key="Alt+6",
        asks=(
            Ask("amount", mark("Steps", "Số tiền đã thu (đồng)")),
            Ask("id_number", mark("Steps", "Số biên lai"), required=False),
        ),
    ),
    "reject": Step(
        key="Alt+7",
        asks=(_REASON,),
        meaning=mark("Steps", "In phiếu từ chối (Mẫu 03); sau tiếp nhận, phiếu là kết quả."),
        grave=True,
    ),
    "withdraw": Step(
        asks=(_MAYBE,), meaning=mark("Steps", "Ghi nhận công dân muốn rút; thời hạn tạm dừng.")
    ),
    "resume": Step(
        key="Alt+5", asks=(_MAYBE,), meaning=mark("Steps", "Hồ sơ tiếp tục, thời hạn chạy tiếp.")
    ),
    "stop": Step(
        key="Alt+8",
        asks=(_MAYBE,),
        meaning=mark("Steps", "Theo ý công dân; in thông báo dừng giải quyết (Mẫu 05)."),
        grave=True,
    ),
    "close": Step(
        asks=(_MAYBE,),
        meaning=mark("Steps", "Quá thời hạn bổ sung mà công dân không trả lời."),
        grave=True,
    ),
    "apologise": Step(
        asks=(_REASON, _DUE),
        meaning=mark("Steps", "In phiếu xin lỗi (Mẫu 04). Chỉ hẹn lại được một lần."),
    ),
    "verify": Step(
        asks=(_REASON, _LATER),
        meaning=mark("Steps", "Gia hạn vì xác minh theo luật; không phải xin lỗi."),
    ),
    "finish": Step(
        key="Alt+9", meaning=mark("Steps", "Kết quả đã về quầy, chờ công dân đến nhận.")
    ),
    "hand-over": Step(
        key="Alt+0",
        asks=(
            Ask("to", mark("Steps", "Người nhận kết quả")),
            Ask("id_number", mark("Steps", "Số giấy tờ của người nhận"), required=False),
        ),
    ),
    "correct": Step(asks=(_REASON,), meaning=mark("Steps", "Giấy đã in giữ nguyên trong nhật ký.")),
    "note": Step(asks=(Ask("reason", mark("Steps", "Nội dung ghi chú")),)),
    "resolve": Step(asks=(Ask("reason", mark("Steps", "Quyết định và lý do")),), grave=True),
    "alias": Step(asks=(Ask("id_number", mark("Steps", "Mã của hệ thống khác")),)),
    "acknowledge": Step(
        key="Alt+2", meaning=mark("Steps", "Báo cho thành phố là phường đã biết hồ sơ này.")
    ),
    "propose": Step(
        key="Alt+6",
        asks=(_REASON, Ask("due", mark("Steps", "Ngày hẹn mới"), required=False, hint="27/11")),
        meaning=mark("Steps", "Lãnh đạo duyệt thì in phiếu xin lỗi. Chỉ hẹn lại được một lần."),
    ),
    "decline": Step(asks=(_MAYBE,), meaning=mark("Steps", "Bản trình không còn chờ duyệt.")),
    "approve": Step(
        key="Ctrl+Enter", meaning=mark("Steps", "In phiếu xin lỗi (Mẫu 04) với ngày hẹn mới.")
    ),
    "recall": Step(
        asks=(_MAYBE,),
        meaning=mark("Steps", "Bước mới nhất không còn tính; giấy của bước ấy chưa in thì bỏ."),
    ),
    "void": Step(
        asks=(_REASON, Ask("digits", mark("Steps", "Bốn số cuối của mã hồ sơ, để xác nhận"))),
        meaning=mark("Steps", "Số bị bỏ, không dùng lại; dòng trong sổ bị gạch. Không hoàn tác."),
        grave=True,
    ),
}

#: The step that most often comes next stands first and is what F9 does.
_ORDER: Final = (
    "approve",
    "accept",
    "acknowledge",
    "supplemented",
    "paid",
    "hand-over",
    "claim",
    "finish",
    "stop",
    "resume",
    "forward",
    "supplement",
    "guide",
    "fee",
    "reject",
)

WIDEST: Final = 760


class StepPanel(QFrame):
    """Asks for the facts of one step; `ready` carries the action and its arguments."""

    ready = Signal(str, dict)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._action = ""
        self._fields: dict[str, tuple[Ask, Field]] = {}
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._title = label("", "heading", wrap=True)
        self._meaning = label("", "small", wrap=True)
        self._law = label("", "strong", wrap=True)
        self._ahead = label("", "small", wrap=True)
        self._foreseen = Foreseen(action="")
        self._doubted: datetime | None = None  # a time that was asked about
        self._body = column(kit, gap=8)
        self._back = KeyButton(kit, translate("Steps", "Bỏ"), key="Esc")
        self._back.clicked.connect(self.leave)
        self._foot = Flow(kit, gap=8, at_right=True)
        self.acts = frame(self._foot)  # a page with a foot of its own takes them there
        self._go: KeyButton | None = None
        self.setLayout(
            column(
                kit,
                self._title,
                self._meaning,
                self._law,
                self._body,
                self._ahead,
                self.acts,
                gap=8,
                margin=16,
            )
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.confirm)
        self.hide()

    @property
    def action(self) -> str:
        """The step that is being asked about, "" for none."""
        return "" if self.isHidden() else self._action

    def open(self, action: str, about: str = "", known: Mapping[str, str] | None = None) -> None:
        """Ask for the facts of `action`, with what is `known` filled in."""
        step = STEPS[action]
        self._action = action
        self._title.setText(f"{words.action(action)} {about}".strip())
        self._meaning.setText(translate("Steps", step.meaning) if step.meaning else "")
        self._meaning.setVisible(bool(step.meaning))
        clear(self._body)
        self._fields = {}
        self._foreseen = Foreseen(action=action)
        self._doubted = None
        for said in (self._law, self._ahead):
            said.hide()
        for ask in step.asks:
            self._add(ask, (known or {}).get(ask.argument, ""))
        self._renew_button(grave=step.grave)
        self.show()
        shown = (pair for pair in self._fields.values() if not pair[1].isHidden())
        first = next(shown, None)
        target: QWidget | None = first[1].widget if first else self._go
        if target is not None:
            target.setFocus()

    def _add(self, ask: Ask, known: str = "") -> Field:
        field = self._field(ask, known)
        self._fields[ask.argument] = (ask, field)
        self._body.addWidget(field)
        return field

    def foresee(self, seen: Foreseen) -> None:
        """Show what the step would mean, and offer its usual words; what was typed stays."""
        if seen.action != self.action:
            return
        self._foreseen = seen
        for argument, (_, field) in self._fields.items():
            widget = field.widget
            if argument == "reason" and isinstance(widget, Reasoned):
                widget.offer(seen.reasons)
            elif argument == "items" and isinstance(widget, Ticked):
                widget.offer(seen.papers if seen.action in ("supplement", "guide") else ())
            elif argument == "step" and isinstance(widget, Choice):
                self._offer_steps(field, widget, seen)
        self._propose_due(seen)
        self._tell_law(seen)

    def _propose_due(self, seen: Foreseen) -> None:
        """Fill in the date that an apology would name; what the law extends is not typed."""
        found = self._fields.get("due")
        widget = found[1].widget if found else None
        empty = isinstance(widget, Line) and not widget.text()
        if isinstance(widget, Line) and empty and seen.due_at and seen.action != "verify":
            widget.setText(f"{seen.due_at.astimezone(VN):%d/%m/%Y %H:%M}")

    def _offer_steps(self, field: Field, choice: Choice, seen: Foreseen) -> None:
        choice.clear()
        for key, name in seen.steps:
            choice.addItem(name, key)
        choice.addItem(translate("Steps", "Nơi khác, ghi tên bên dưới"), "")
        field.setVisible(bool(seen.steps))
        if seen.steps:
            choice.setFocus()

    def _tell_law(self, seen: Foreseen) -> None:
        self._law.setText(seen.law)
        self._law.setVisible(bool(seen.law))
        if seen.again and "again" not in self._fields:
            self._add(Ask("again", mark("Steps", "Vì sao phải yêu cầu lần nữa")))
        lines = []
        if seen.due_at is not None:
            at = words.long_moment(seen.due_at)
            lines.append(translate("Steps", "Hẹn mới: {at}").format(at=at))
        for each in seen.warnings:
            known = self._kit.explain(each.code, dict(each.facts))
            lines.append(f"{known.title}. {known.meaning}")
        if seen.refused is not None:
            told = self._kit.words(seen.refused)
            lines.append(f"{told.title}. {told.meaning}")
        lines += [line for line in (seen.ground, *seen.lines[1:-1]) if line]
        self._ahead.setText("\n".join(lines))
        self._ahead.setVisible(bool(lines))

    def _renew_button(self, *, grave: bool) -> None:
        if self._go is not None:
            self._foot.removeWidget(self._go)
            self._foot.removeWidget(self._back)
            self._go.hide()
            self._go.deleteLater()
        self._go = KeyButton(
            self._kit,
            words.action(self._action),
            key="F9",
            role="danger-main" if grave else "main",
        )
        self._go.clicked.connect(self.confirm)
        for button in (self._back, self._go):
            self._foot.addWidget(button)

    def _field(self, ask: Ask, known: str) -> Field:
        widget: QWidget
        if ask.argument == "reason":
            widget = Reasoned(self._kit)
            widget.lines.setPlainText(known)
            widget.lines.setAccessibleName(translate("Steps", ask.label))
        elif ask.argument == "items":
            widget = Ticked(self._kit)
            widget.lines.setPlainText(known)
        elif ask.argument == "step":
            widget = Choice(self._kit, translate("Steps", ask.label))
        elif ask.argument == "again":
            widget = Lines(self._kit, rows=2)
        else:
            latin = ask.argument in ("due", "amount", "id_number", "digits")
            widget = Line(self._kit, latin=latin, hint=ask.hint)
            widget.setText(known)
            widget.returnPressed.connect(self.confirm)
        field = Field(self._kit, translate("Steps", ask.label), widget)
        if ask.argument == "step":
            field.hide()  # until there are any; to show a field that has no place yet is a window
        return field

    def set_argument(self, name: str, text: str) -> None:
        """Fill one field, e.g. from a scan."""
        _, field = self._fields[name]
        if isinstance(field.widget, Line):
            field.widget.setText(text)

    def confirm(self) -> None:
        """Do the step, or say beside its field what is missing."""
        arguments: dict[str, object] = {}
        for name, (ask, field) in self._fields.items():
            value, said = self._read(ask, field)
            if said:
                field.complain(said)
                field.widget.setFocus()
                return
            field.settle()
            if isinstance(value, datetime) and self._doubts(value, field):
                return
            if value not in ("", None) and name != "digits":
                arguments[name] = value
        if self._action == "forward" and not arguments.keys() & {"to", "step"}:
            _, field = self._fields["to"]
            field.complain(translate("Steps", "Phải ghi mục này."))
            field.widget.setFocus()
            return
        self.ready.emit(self._action, arguments)

    def _doubts(self, at: datetime, field: Field) -> bool:
        """Ask once about a time at which nobody is there; whoever goes on means it."""
        if self._foreseen.calendar is None or at == self._doubted:
            return False
        try:
            self._foreseen.calendar.require_open(at)
        except RuleError as error:
            self._doubted = at
            again = translate("Steps", "F9 lần nữa: vẫn hẹn lúc này.")
            field.warn(f"{self._kit.words(error).meaning} {again}")
            field.widget.setFocus()
            return True
        return False

    def _read(self, ask: Ask, field: Field) -> tuple[object, str]:
        text = _text_of(field.widget)
        if not text:
            missing = translate("Steps", "Phải ghi mục này.")
            return "", missing if ask.required else ""
        if ask.argument == "items":
            return tuple(" ".join(each.split()) for each in text.splitlines() if each.strip()), ""
        if ask.argument == "due":
            at = dates.parse_when(text, self._kit.now().date())
            return at, "" if at else translate("Steps", "Ghi như 27/11, 27/11 10:30 hoặc +3.")
        if ask.argument == "amount":
            digits = text.replace(".", "")
            if not digits.isdigit():
                return "", translate("Steps", "Chỉ ghi số, ví dụ 15000.")
            return int(digits), ""
        wrong = ask.argument == "digits" and text != self._foreseen.digits
        return text, translate("Steps", "Không khớp mã của hồ sơ này.") if wrong else ""

    def leave(self) -> None:
        """Put the panel away, nothing done."""
        self.hide()
        self.left.emit()


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, Lines | Reasoned | Ticked):
        return widget.words
    if isinstance(widget, Choice):
        return str(widget.currentData() or "")
    return " ".join(widget.text().split()) if isinstance(widget, Line) else ""


def in_order(actions: Iterable[str]) -> list[str]:
    """Return steps, the likeliest next one first."""
    place = {action: at for at, action in enumerate(_ORDER)}
    return sorted(actions, key=lambda action: place.get(action, len(_ORDER)))


def needs_panel(action: str) -> bool:
    """Whether a step asks for facts, or cannot be taken back, and so is not done at once."""
    step = STEPS[action]
    return bool(step.asks) or step.grave
