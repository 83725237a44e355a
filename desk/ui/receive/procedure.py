"""The procedure, found by a few letters, and its papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from desk.domain.records import Answer, Paper, Procedure, TimeLimit, Unit
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.finder import Finder, Hit, HitList, line_of
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label, line, picture, row
from desk.ui.parts.papers import Papers
from desk.ui.ports import ReceivePorts
from desk.ui.receive.answers import AnswersPart

USUAL_ROWS = 8


def limit_words(limit: TimeLimit) -> str:
    """Return a procedure's time limit in a few words."""
    if limit.value is None:
        return translate("Receive", "thời hạn: hẹn theo hồ sơ")
    if limit.unit is Unit.SAME_DAY:
        return translate("Receive", "trong ngày")
    if limit.unit is Unit.WORKING_DAYS:
        return plural(
            limit.value,
            translate("Receive", "1 ngày làm việc"),
            translate("Receive", "{n} ngày làm việc"),
        )
    if limit.unit is Unit.CALENDAR_DAYS:
        return plural(limit.value, translate("Receive", "1 ngày"), translate("Receive", "{n} ngày"))
    return plural(
        limit.value,
        translate("Receive", "1 giờ làm việc"),
        translate("Receive", "{n} giờ làm việc"),
    )


def hit_of(procedure: Procedure) -> Hit:
    """Return how a procedure is shown in the list."""
    detail = f"{procedure.area} · {limit_words(procedure.limit)}"
    return Hit(procedure.name, detail, procedure.code)


class ProcedurePart(QFrame):
    """The second column of the page."""

    changed = Signal()
    chosen = Signal(object)

    def __init__(self, kit: Kit, ports: ReceivePorts) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self.procedure: Procedure | None = None
        name = translate("Receive", "Thủ tục")
        self.search = line_of(kit, name, translate("Receive", "Gõ vài chữ, ví dụ: ks, chung thuc"))
        self.finder = Finder(
            kit,
            self.search,
            ports.find_procedures,
            hit_of,
            nothing=translate(
                "Receive", "Không có thủ tục nào khớp. Thử gõ ít chữ hơn, không dấu."
            ),
            least=0,
        )
        self.finder.picked.connect(self.choose)
        heading = label(name, "heading")
        heading.setBuddy(self.search)
        self._chosen = self._build_chosen()
        self.papers = Papers(kit)
        self.papers.changed.connect(self.changed)
        self.answers = AnswersPart(kit)
        self.answers.changed.connect(self._answered)
        self._answers_hair = line()
        self._answers_head = label(translate("Receive", "Nội dung tờ khai"), "heading")
        self._all = KeyButton(
            kit, translate("Receive", "Đủ giấy tờ"), key="Ctrl+D", icon="list-checks", role="plain"
        )
        self._all.clicked.connect(self.mark_all)
        self._papers_head = label(translate("Receive", "Giấy tờ nộp kèm"), "heading")
        self._head = frame(Flow(kit, self._papers_head, self._all, gap=8))
        self._papers_head.setMinimumHeight(kit.theme.px(36))
        self._hair = line()
        self._usual_head = label(translate("Receive", "Hay dùng"), "caption")
        self.usual = HitList(kit, hit_of, translate("Receive", "Thủ tục hay dùng"))
        self.usual.taken.connect(self.choose)
        self._layout = column(
            kit,
            heading,
            self.search,
            self._usual_head,
            self.usual,
            self._chosen,
            self._hair,
            self._head,
            self.papers,
            self._answers_hair,
            self._answers_head,
            self.answers,
            gap=12,
            margin=16,
        )
        self.setLayout(self._layout)
        self._show()
        kit.tasks.run(lambda: ports.find_procedures(""), self._usual_known, owner=self)

    def _build_chosen(self) -> QFrame:
        kit = self._kit
        self._name = label("", "strong", wrap=True)
        self._facts = label("", "small", wrap=True)
        box = QFrame()
        box.setProperty("role", "info")
        layout = row(kit, gap=12, margin=12)
        layout.addWidget(picture(kit, "file-text", "brand_text"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column(kit, self._name, self._facts, gap=4), 1)
        box.setLayout(layout)
        return box

    def choose(
        self,
        procedure: Procedure,
        papers: Sequence[Paper] = (),
        answers: Sequence[Answer] | None = None,
    ) -> None:
        """Take a procedure and list its papers and the fields of its form.

        Without `answers`, what another procedure's form asked as well stays answered.
        """
        known = self.answers.answers() if answers is None else answers
        self.procedure = procedure
        self.search.set_quietly("")
        self.papers.show_rules(procedure.papers, papers)
        self.answers.show_rules(procedure.fields, known)
        self.papers.know(self.answers.facts())
        self._show()
        self.chosen.emit(procedure)
        self.changed.emit()

    def _usual_known(self, procedures: Sequence[Procedure]) -> None:
        self.usual.show_all(procedures, USUAL_ROWS)
        self._show()

    def reset(self) -> None:
        """Have no procedure again."""
        self.procedure = None
        self.search.set_quietly("")
        self.finder.close()
        self.papers.show_rules(())
        self.answers.show_rules(())
        self._show()

    def mark_all(self) -> None:
        """Tick every paper that is asked for, even before the procedure that was typed is here."""
        self.finder.after(self.papers.mark_all)

    def set_for_other(self, *, on: bool) -> None:
        """Know whether somebody acts for another: papers and fields may depend on it."""
        self.answers.set_for_other(on=on)
        self.papers.know(self.answers.facts())

    def _answered(self) -> None:
        self.papers.know(self.answers.facts())
        self.changed.emit()

    def _show(self) -> None:
        taken = self.procedure
        offers = taken is None and bool(self.usual.hits.things)
        self._usual_head.setVisible(offers)
        self.usual.setVisible(offers)
        for widget in (self._chosen, self._hair, self._head, self.papers):
            widget.setVisible(taken is not None)
        for part in (self._answers_hair, self._answers_head, self.answers):
            part.setVisible(taken is not None and bool(taken.fields))
        self.search.setPlaceholderText(
            translate("Receive", "Đổi thủ tục khác")
            if taken
            else translate("Receive", "Gõ vài chữ, ví dụ: ks, chung thuc")
        )
        if taken is not None:
            self._name.setText(taken.name)
            self._facts.setText(f"{taken.code} · {taken.area} · {limit_words(taken.limit)}")
