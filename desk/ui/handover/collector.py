"""Who collects: the person of the dossier, or another with a paper that says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.records import Dossier, Party
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.layout import column, label, picture, restyle, row
from desk.ui.receive.gaps import Gap
from desk.ui.receive.person import read


class CollectorCard(QFrame):
    """Name and identity number, compared with the people of the scanned dossiers."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        self._people: tuple[tuple[Party, ...], ...] = ()
        self._asked = False  # for the number of an identity paper
        self.name, self.number = Line(kit), Line(kit, latin=True, role="mono")
        self.authority = Line(kit)
        self._name_field = Field(kit, translate("Handover", "Họ và tên người nhận"), self.name)
        self._number_field = Field(kit, translate("Handover", "Số định danh, giấy tờ"), self.number)
        self._authority_field = Field(
            kit, translate("Handover", "Giấy ủy quyền (số, ngày)"), self.authority
        )
        self._mark = picture(kit, "circle-check", "good", 18)
        self._verdict = label("", "strong", wrap=True)
        told = row(kit, self._mark, gap=8)
        told.addWidget(self._verdict, 1)
        self._about = label(
            translate("Handover", "Quét thẻ căn cước của người đến nhận, hoặc nhập tay"),
            "small",
            wrap=True,
        )
        self.setLayout(
            column(
                kit,
                label(translate("Handover", "Người nhận kết quả"), "heading"),
                self._about,
                self._number_field,
                self._name_field,
                told,
                self._authority_field,
                gap=8,
                margin=16,
            )
        )
        for line in (self.name, self.number, self.authority):
            line.textEdited.connect(self._typed)
        self.number.left.connect(self._check_number)
        self.compare()

    # -- people -------------------------------------------------------------------------------

    def expect(self, dossiers: Sequence[Dossier]) -> None:
        """Know who may collect."""
        self._people = tuple(_people(dossier) for dossier in dossiers)
        self._name_known()
        self.compare()

    def take(self, party: Party) -> None:
        """Take the person whose card was scanned; another's paper of authority goes."""
        if party.personal_id != self.id_number:
            self.authority.set_quietly("")
        self.name.set_quietly(party.name)
        self.number.set_quietly(party.personal_id)
        self._name_known()
        self._check_number()
        self.compare()
        self.changed.emit()

    def clear(self) -> None:
        """Be ready for the next person."""
        for line in (self.name, self.number, self.authority):
            line.set_quietly("")
        self._number_field.settle()
        self._asked = False
        self._people = ()
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
        """The authority paper, where one is needed."""
        return " ".join(self.authority.text().split())

    @property
    def same(self) -> bool:
        """Whether the collector belongs to every dossier, by number or else by name."""
        return bool(self._people) and all(
            any(self._is(party) for party in people) for people in self._people
        )

    def _is(self, party: Party) -> bool:
        if self.id_number and party.personal_id:
            return self.id_number == party.personal_id
        return bool(self.to) and self.to.casefold() == party.name.casefold()

    # -- telling ------------------------------------------------------------------------------

    def _name_known(self) -> None:
        """Take the name from the dossier where the number is that of one of its people."""
        for party in (party for people in self._people for party in people):
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

    def compare(self) -> None:
        """Say whether this is the person of the dossiers."""
        known = bool(self._people and (self.to or self.id_number))
        same = known and self.same
        other = known and not same
        self._verdict.setVisible(known)
        self._mark.setVisible(known)
        self._authority_field.setVisible(other)
        tone = "good" if same else "warn"
        restyle(self._verdict, tone=tone)
        icon = "circle-check" if same else "triangle-alert"
        self._mark.setPixmap(self._kit.icons.pixmap(icon, tone, 18, 2.0))
        self._verdict.setText(
            translate("Handover", "Đúng người nộp hoặc chủ hồ sơ")
            if same
            else translate("Handover", "Không phải người nộp hay chủ hồ sơ: cần giấy ủy quyền")
        )

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing about the collector."""
        found = []
        if not self.to:
            found.append(Gap("name", translate("Handover", "Họ tên người nhận")))
        if not self.id_number:
            found.append(Gap("number", translate("Handover", "Số giấy tờ")))
        if self.to and self._people and not self.same and not self.paper:
            found.append(Gap("authority", translate("Handover", "Giấy ủy quyền")))
        return tuple(found)

    def go_to(self, field: str) -> None:
        """Put the cursor into a field."""
        {"name": self.name, "number": self.number, "authority": self.authority}[field].setFocus()


def _people(dossier: Dossier) -> tuple[Party, ...]:
    people = [dossier.submitter]
    if dossier.owner is not None and dossier.owner.kind == "person":
        people.append(dossier.owner)
    return tuple(people)
