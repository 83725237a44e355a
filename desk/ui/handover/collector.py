"""Who collects: the person of the dossier, or another with a paper that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from desk.domain import collection
from desk.domain.collection import Authority
from desk.domain.records import Dossier, Party
from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.fields import Choice, Field, Line
from desk.ui.parts.layout import column, frame, label, picture, restyle, row
from desk.ui.receive.gaps import Gap
from desk.ui.receive.person import read

#: The papers by which another collects, as the log keeps them.
KINDS: Final = (
    mark("Handover", "Giấy ủy quyền"),
    mark("Handover", "Giấy giới thiệu"),
    mark("Handover", "Giấy tờ chứng minh quan hệ"),
    mark("Handover", "Quyết định cử người giám hộ"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """What the card held, to be put back by an undo."""

    name: str
    number: str
    kind: int
    paper: str
    day: str
    giver: str


class CollectorCard(QFrame):
    """Name and identity number, compared with the people of the scanned dossiers."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._dossiers: tuple[Dossier, ...] = ()
        self._asked = False  # for the number of an identity paper
        self.name, self.number = Line(kit), Line(kit, latin=True, role="mono")
        self._name_field = Field(kit, translate("Handover", "Họ và tên người nhận"), self.name)
        self._number_field = Field(kit, translate("Handover", "Số định danh, giấy tờ"), self.number)
        self._mark = picture(kit, "circle-check", "good", 18)
        self._verdict = label("", "strong", wrap=True)
        told = row(kit, self._mark, gap=8)
        told.addWidget(self._verdict, 1)
        self._about = label(
            translate("Handover", "Quét thẻ căn cước của người đến nhận, hoặc nhập tay"),
            "small",
            wrap=True,
        )
        self._lay_out_authority()
        self.setLayout(
            column(
                kit,
                label(translate("Handover", "Người nhận kết quả"), "heading"),
                self._about,
                self._number_field,
                self._name_field,
                told,
                self._allowed,
                self._authority,
                gap=8,
                margin=16,
            )
        )
        for line in (self.name, self.number, self.authority, self.day, self.giver):
            line.textEdited.connect(self._typed)
        self.kind.activated.connect(lambda _: self.changed.emit())
        self.number.left.connect(self._check_number)
        self.day.left.connect(self._check_day)
        self.compare()

    def _lay_out_authority(self) -> None:
        kit = self._kit
        self.kind = Choice(kit, translate("Handover", "Loại giấy"))
        self.kind.addItems([translate("Handover", each) for each in KINDS])
        self.authority, self.giver = Line(kit), Line(kit)
        self.day = Line(kit, latin=True, hint="27/11")
        self._day_field = Field(kit, translate("Handover", "Ngày của giấy"), self.day)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(kit.theme.px(8))
        grid.setVerticalSpacing(kit.theme.px(8))
        number = Field(kit, translate("Handover", "Số của giấy"), self.authority)
        grid.addWidget(Field(kit, translate("Handover", "Loại giấy"), self.kind), 0, 0, 1, 2)
        grid.addWidget(number, 1, 0)
        grid.addWidget(self._day_field, 1, 1)
        giver = Field(kit, translate("Handover", "Người giao quyền nhận"), self.giver)
        grid.addWidget(giver, 2, 0, 1, 2)
        self._authority = frame(grid)
        self._allowed = label("", "small", wrap=True)

    # -- people -------------------------------------------------------------------------------

    def expect(self, dossiers: Sequence[Dossier]) -> None:
        """Know who may collect."""
        self._dossiers = tuple(dossiers)
        self._name_known()
        self.compare()

    def take(self, party: Party) -> None:
        """Take the person whose card was scanned; another's paper of authority goes."""
        if party.personal_id != self.id_number:
            self._forget_paper()
        self.name.set_quietly(party.name)
        self.number.set_quietly(party.personal_id)
        self._name_known()
        self._check_number()
        self.compare()
        self.changed.emit()

    def clear(self) -> None:
        """Be ready for the next person."""
        self.name.set_quietly("")
        self.number.set_quietly("")
        self._forget_paper()
        self._number_field.settle()
        self._asked = False
        self._dossiers = ()
        self.compare()

    def _forget_paper(self) -> None:
        self.kind.setCurrentIndex(0)
        for line in (self.authority, self.day, self.giver):
            line.set_quietly("")
        self._day_field.settle()

    @property
    def stood(self) -> Stood:
        """What is on the card now."""
        return Stood(
            name=self.name.text(),
            number=self.number.text(),
            kind=self.kind.currentIndex(),
            paper=self.authority.text(),
            day=self.day.text(),
            giver=self.giver.text(),
        )

    def put_back(self, stood: Stood) -> None:
        """Show again what was on the card."""
        self.name.set_quietly(stood.name)
        self.number.set_quietly(stood.number)
        self.kind.setCurrentIndex(stood.kind)
        self.authority.set_quietly(stood.paper)
        self.day.set_quietly(stood.day)
        self.giver.set_quietly(stood.giver)
        self.compare()

    @property
    def to(self) -> str:
        """Who collects."""
        return " ".join(self.name.text().split())

    @property
    def id_number(self) -> str:
        """The number of the collector's paper."""
        return "".join(self.number.text().split())

    @property
    def paper(self) -> str:
        """The authority paper in words, where one is told."""
        now = self._kit.now().date()
        at = dates.parse_when(self.day.text(), now, past=True)
        return Authority(
            kind=KINDS[max(self.kind.currentIndex(), 0)],
            number=" ".join(self.authority.text().split()),
            on=at.date() if at is not None else None,
            giver=" ".join(self.giver.text().split()),
        ).text

    @property
    def same(self) -> bool:
        """Whether the collector belongs to every dossier, by number or else by name."""
        return bool(self._dossiers) and not self._strange

    @property
    def blocked(self) -> bool:
        """Whether this person may not collect as things stand."""
        known = bool(self._dossiers and (self.to or self.id_number))
        return known and not self.same and not self.paper

    @property
    def _strange(self) -> tuple[Dossier, ...]:
        """The dossiers that are nothing to whoever collects."""
        return tuple(
            each
            for each in self._dossiers
            if not collection.is_theirs(each, self.to, self.id_number)
        )

    # -- telling ------------------------------------------------------------------------------

    def _name_known(self) -> None:
        """Take the name from the dossier where the number is that of one of its people."""
        for party in (party for each in self._dossiers for party in collection.people(each)):
            if party.personal_id and party.personal_id == self.id_number and not self.to:
                self.name.set_quietly(party.name)

    def ask_number(self) -> bool:
        """Ask once for the collector's number where none is given; tell whether it was asked for.

        Whoever brings the receipt and is the person of the dossier may collect without one; for
        somebody else the number says who it was.
        """
        if self.id_number or (self._asked and self.same):
            return False
        self._asked = True
        self.number.setFocus()
        if self.same:
            self._number_field.warn(
                translate(
                    "Handover",
                    "Chưa ghi số giấy tờ của người nhận. Không có thì nhấn F9 lần nữa để trả.",
                )
            )
        else:
            self._number_field.complain(
                translate("Handover", "Nhận thay thì phải ghi số giấy tờ của người nhận.")
            )
        return True

    def _typed(self) -> None:
        self._asked = False
        self._name_known()
        self.compare()
        self.changed.emit()

    def _check_number(self) -> None:
        _, wrong = read(self._kit, {"personal_id": self.id_number})
        said = wrong.get("personal_id", "") if self.id_number.isdigit() else ""
        if said:
            self._number_field.warn(said)
        else:
            self._number_field.settle()

    def _check_day(self) -> None:
        now = self._kit.now().date()
        typed = self.day.text().strip()
        at = dates.parse_when(typed, now, past=True) if typed else None
        if typed and (at is None or at.date() > now):
            self._day_field.complain(translate("Handover", "Ghi như 20/11 hoặc 20/11/2026."))
        else:
            self._day_field.settle()
            if at is not None:
                self.day.set_quietly(f"{at:%d/%m/%Y}")

    def compare(self) -> None:
        """Say whether this is the person of the dossiers, and who else may collect."""
        known = bool(self._dossiers and (self.to or self.id_number))
        same, other = known and self.same, known and not self.same
        self._verdict.setVisible(known)
        self._mark.setVisible(known)
        self._authority.setVisible(other)
        self._allowed.setVisible(other)
        tone = "good" if same else "warn" if self.paper else "bad"
        restyle(self._verdict, tone=tone)
        icon = "circle-check" if same else "triangle-alert" if self.paper else "ban"
        self._mark.setPixmap(self._kit.icons.pixmap(icon, tone, 18, 2.0))
        self._verdict.setText(self._judged(same=same))
        if other:
            self._tell_allowed()

    def _judged(self, *, same: bool) -> str:
        if same:
            return translate("Handover", "Đúng người nộp hoặc chủ hồ sơ")
        if self.paper:
            return translate("Handover", "Nhận thay, có giấy: kiểm tra giấy trước khi trả")
        return translate(
            "Handover", "Không phải người nộp hay chủ hồ sơ: chưa được trả, cần giấy ủy quyền"
        )

    def _tell_allowed(self) -> None:
        strange = self._strange
        names = dict.fromkeys(p.name for each in strange for p in collection.people(each))
        said = translate("Handover", "Được nhận: {names}").format(names=", ".join(names))
        if len(strange) < len(self._dossiers):
            codes = ", ".join(each.code for each in strange)
            said += " · " + translate("Handover", "vướng: {codes}").format(codes=codes)
        self._allowed.setText(said)
        if strange and not self.giver.text():
            self.giver.set_quietly(strange[0].subject.name)

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing about the collector."""
        found = []
        if not self.to:
            found.append(Gap("name", translate("Handover", "Họ tên người nhận")))
        if not self.id_number:
            found.append(Gap("number", translate("Handover", "Số giấy tờ")))
        if self.to and self._dossiers and not self.same and not self.paper:
            found.append(Gap("authority", translate("Handover", "Giấy ủy quyền")))
        return tuple(found)

    def go_to(self, field: str) -> None:
        """Put the cursor into a field."""
        {"name": self.name, "number": self.number, "authority": self.authority}[field].setFocus()
