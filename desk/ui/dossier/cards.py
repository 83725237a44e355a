"""What a dossier says: people, deadline, money and papers, each on its card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.digitising import digitised
from desk.domain.records import Dossier, Paper, Party
from desk.domain.views import DueChange
from desk.ui import dates, story, words
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton, on_key
from desk.ui.parts.facts import Facts
from desk.ui.parts.layout import clear, column, frame, label, row
from desk.ui.receive.procedure import limit_words
from desk.ui.receive.summary import Reasons


def party_facts(party: Party) -> list[tuple[str, str]]:
    """Return what is known of a person or organisation."""
    return [
        (translate("Dossier", "Họ và tên"), party.name),
        (translate("Dossier", "Số định danh"), party.personal_id),
        (translate("Dossier", "Mã số thuế"), party.tax_code),
        (translate("Dossier", "Ngày sinh"), dates.show_birth(party.birth_date)),
        (translate("Dossier", "Giới tính"), words.sex(party.sex)),
        (translate("Dossier", "Điện thoại"), party.phone),
        (translate("Dossier", "Địa chỉ"), party.address),
    ]


class PeopleCard(QFrame):
    """Who handed it in, and for whom."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._owner_head = label(translate("Dossier", "Chủ hồ sơ"), "heading")
        self._owner = Facts(kit)
        self._submitter_head = label("", "heading")
        self._submitter = Facts(kit)
        self.setLayout(
            column(
                kit,
                self._owner_head,
                self._owner,
                self._submitter_head,
                self._submitter,
                gap=12,
                margin=16,
            )
        )

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the people of a dossier."""
        other = dossier.owner is not None
        self._owner_head.setVisible(other)
        self._owner.setVisible(other)
        if dossier.owner is not None:
            self._owner.show_facts(party_facts(dossier.owner))
        self._submitter_head.setText(
            translate("Dossier", "Người nộp thay") if other else translate("Dossier", "Người nộp")
        )
        authority = (translate("Dossier", "Giấy ủy quyền"), dossier.authority)
        self._submitter.show_facts([*party_facts(dossier.submitter), authority])


class DueCard(QFrame):
    """When it is due and why, what it costs, where its line stands in the book."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._facts = Facts(kit)
        self._why = KeyButton(
            kit,
            translate("Dossier", "Vì sao ngày này?"),
            key="Ctrl+I",
            icon="circle-help",
            role="link",
        )
        on_key(self._why, "Ctrl+I", self._why)
        self._why.setCheckable(True)
        self._dues = column(kit, gap=12)
        self._reasons = frame(self._dues)
        self._reasons.hide()
        self._why.toggled.connect(self._reasons.setVisible)
        self.setLayout(
            column(
                kit,
                label(translate("Dossier", "Thời hạn, lệ phí"), "heading"),
                self._facts,
                row(kit, self._why, None),
                self._reasons,
                gap=12,
                margin=16,
            )
        )

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a dossier's dates and money."""
        moved = dossier.due_first is not None and dossier.due_first != dossier.due_at
        paid = words.money(dossier.fee_paid) if dossier.fee_paid else ""
        if paid and dossier.fee_serial:
            paid = translate("Dossier", "{amount}, biên lai {serial}").format(
                amount=paid, serial=dossier.fee_serial
            )
        fee = words.money(dossier.fee)
        self._facts.show_facts(
            [
                (translate("Dossier", "Tiếp nhận"), words.moment(dossier.received_at)),
                (translate("Dossier", "Hẹn trả"), words.moment(dossier.due_at)),
                (
                    translate("Dossier", "Hẹn ban đầu"),
                    words.moment(dossier.due_first) if moved else "",
                ),
                (
                    translate("Dossier", "Thời hạn"),
                    limit_words(dossier.limit) if dossier.limit else "",
                ),
                (translate("Dossier", "Lý do hẹn"), dossier.due_note),
                (
                    translate("Dossier", "Chờ bổ sung đến"),
                    words.moment(dossier.answer_until) if dossier.answer_until else "",
                ),
                (
                    translate("Dossier", "Phí, lệ phí"),
                    f"{fee} · {dossier.fee_note}" if dossier.fee_note else fee,
                ),
                (translate("Dossier", "Đã thu"), paid),
                (translate("Dossier", "Cách nộp"), words.channel(dossier.channel)),
                (translate("Dossier", "Phụ trách"), dossier.assignee_name or dossier.assignee),
                (translate("Dossier", "Nơi trả"), dossier.result_at),
                (translate("Dossier", "Sổ theo dõi"), _book(dossier)),
                (translate("Dossier", "Mã khác"), ", ".join(dossier.aliases)),
                (translate("Dossier", "Ghi chú"), dossier.note),
            ]
        )

    def show_dues(self, dues: Sequence[DueChange]) -> None:
        """Know each time that the date was set or moved, and why; told when somebody asks."""
        clear(self._dues)
        for change in dues:
            reasons = Reasons(self._kit)
            reasons.show_lines(change.lines)
            said = translate("Dossier", "{at} · {act} ({who}): hẹn {due}").format(
                at=words.moment(change.at),
                act=story.act(change.type),
                who=change.actor or "–",
                due=words.moment(change.due_at),
            )
            told = column(self._kit, label(said, "strong", wrap=True), gap=4)
            if change.lines:
                told.addWidget(reasons)
            self._dues.addWidget(frame(told))
        self._why.setVisible(bool(dues))
        if not dues:
            self._why.setChecked(False)


def _book(dossier: Dossier) -> str:
    if not dossier.book:
        return ""
    said = translate("Dossier", "Quyển {book}, dòng {line}")
    return said.format(book=dossier.book, line=dossier.line)


def paper_count(paper: Paper) -> str:
    """Return how many of a paper are there, in words."""
    if paper.shown:
        return translate("Dossier", "đã xuất trình")
    counts = []
    if paper.original:
        counts.append(
            plural(
                paper.original,
                translate("Dossier", "1 bản chính"),
                translate("Dossier", "{n} bản chính"),
            )
        )
    if paper.copy:
        counts.append(
            plural(
                paper.copy, translate("Dossier", "1 bản sao"), translate("Dossier", "{n} bản sao")
            )
        )
    return ", ".join(counts) or translate("Dossier", "đã xuất trình")


class PapersCard(QFrame):
    """What was handed in, and what was asked for since; `asked` wants the papers' files."""

    asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._rows = column(kit, gap=8)
        self.files = KeyButton(
            kit, translate("Dossier", "Bản số hóa"), key="Ctrl+G", icon="file-text", role="link"
        )
        self.files.clicked.connect(self.asked)
        head = row(kit, label(translate("Dossier", "Giấy tờ đã nhận"), "heading"), None, self.files)
        self.setLayout(
            column(
                kit,
                head,
                self._rows,
                gap=12,
                margin=16,
            )
        )

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a dossier's papers."""
        clear(self._rows)
        done, papers = digitised(dossier)
        said = translate("Dossier", "Bản số hóa {done}/{all}")
        self.files.set_words(said.format(done=done, all=papers))
        for paper in dossier.papers:
            told = row(self._kit, gap=12)
            told.addWidget(label(paper.name, wrap=True), 1)
            told.addWidget(label(paper_count(paper), "quiet"))
            self._rows.addLayout(told)
        if not dossier.papers:
            self._rows.addWidget(label(translate("Dossier", "Không có giấy tờ"), "quiet"))
        for request in dossier.supplements:
            said = translate("Dossier", "Phiếu {number}, {day}: {reason}").format(
                number=request.number, day=f"{request.asked_at:%d/%m/%Y}", reason=request.reason
            )
            state = (
                translate("Dossier", "đã bổ sung")
                if request.answered_at
                else translate("Dossier", "chưa bổ sung")
            )
            told = row(self._kit, gap=12)
            told.addWidget(label(said, wrap=True), 1)
            told.addWidget(label(state, "quiet", tone="" if request.answered_at else "warn"))
            self._rows.addLayout(told)


class AnswersCard(QFrame):
    """What was answered to the procedure's own form, as it was called then."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._facts = Facts(kit)
        head = label(translate("Dossier", "Nội dung tờ khai"), "heading")
        self.setLayout(column(kit, head, self._facts, gap=12, margin=16))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a dossier's answers; without any there is no card."""
        self.setVisible(bool(dossier.answers))
        self._facts.show_facts([(each.label, words.answer(each)) for each in dossier.answers])
