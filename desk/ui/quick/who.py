"""Who wants something certified, and what: as little as the book asks for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.records import Party, Procedure
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Field, Line
from desk.ui.parts.finder import Finder, line_of
from desk.ui.parts.layout import column, label, line
from desk.ui.quick.ports import QuickPorts
from desk.ui.receive.person import CardHead
from desk.ui.receive.procedure import hit_of, limit_words

_WHOLE = 12  # digits of a personal number


class Who(QFrame):
    """`chosen` carries a procedure, `ready` that the documents come next."""

    changed = Signal()
    chosen = Signal(object)
    ready = Signal()
    failed = Signal(object)

    def __init__(self, kit: Kit, ports: QuickPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._person = Party(name="")
        self.procedure: Procedure | None = None
        self._by_hand = False  # somebody chose it: what is usual no longer takes its place
        self.setProperty("role", "card")
        self.head = CardHead(
            kit,
            translate("Quick", "Người yêu cầu"),
            translate("Quick", "Quét thẻ, hoặc gõ số định danh hay họ tên"),
        )
        self.number = Line(kit, latin=True, role="mono")
        self.number.setMaxLength(20)
        self.name = Line(kit)
        self.number_field = Field(kit, translate("Quick", "Số định danh (nếu có)"), self.number)
        self.name_field = Field(kit, translate("Quick", "Họ và tên"), self.name)
        title = translate("Quick", "Thủ tục")
        self.search = line_of(kit, title, translate("Quick", "Gõ vài chữ để đổi, ví dụ: ct"))
        heading = label(title, "caption")
        heading.setBuddy(self.search)
        self.finder = Finder(
            kit,
            self.search,
            ports.offers,
            hit_of,
            nothing=translate("Quick", "Không có thủ tục trả ngay nào khớp."),
            least=0,
        )
        self._chosen = label("", "strong", wrap=True)
        self._facts = label("", "small", wrap=True)
        body = column(
            kit,
            self.number_field,
            self.name_field,
            line(),
            heading,
            self.search,
            self._chosen,
            self._facts,
            gap=10,
            margin=16,
        )
        self.setLayout(column(kit, self.head, body, gap=0))
        self.number.textEdited.connect(self._number_typed)
        self.number.returnPressed.connect(self._number_entered)
        self.name.textEdited.connect(self._name_typed)
        self.name.returnPressed.connect(self.search.setFocus)
        self.finder.picked.connect(self._picked)
        self.search.returnPressed.connect(self._go_on)

    # -- who ------------------------------------------------------------------------------------

    def party(self) -> Party:
        """Return who it is, with what the card or an earlier visit told beyond the two fields."""
        number, name = self.number.text().strip(), " ".join(self.name.text().split())
        known = self._person if number and number == self._person.personal_id else Party(name="")
        return replace(known, kind="person", name=name, personal_id=number)

    def show_party(self, party: Party, said: str = "") -> None:
        """Show somebody."""
        self._person = party
        self.number.set_quietly(party.personal_id)
        self.name.set_quietly(party.name)
        self.name_field.settle()
        self.head.say(said)
        self.changed.emit()

    def take(self, party: Party, said: str) -> None:
        """Take who was scanned, and go on to the procedure."""
        self.show_party(party, said)
        if party.name:
            self.search.setFocus()
        else:
            self._look_up(party.personal_id)

    def ask_procedure(self) -> None:
        """Put the cursor where the procedure is chosen, and show what fits what stands there."""
        self.search.setFocus()
        self.finder.ask()

    def _number_typed(self) -> None:
        if len(self.number.text().strip()) == _WHOLE:
            self._look_up(self.number.text().strip())
        self.changed.emit()

    def _number_entered(self) -> None:
        (self.search if self.name.text().strip() else self.name).setFocus()

    def _look_up(self, number: str) -> None:
        self._kit.tasks.run(
            lambda: self._ports.known_person(number), self._known, self.failed.emit, owner=self
        )

    def _known(self, party: Party | None) -> None:
        number = self.number.text().strip()
        if party is None or number not in (party.personal_id, party.old_id):
            if not self.name.text().strip():
                self.name.setFocus()
            return
        self._person = party
        if not self.name.text().strip():
            self.name.set_quietly(party.name)
            self.name_field.settle()
            self.head.say(translate("Quick", "Điền từ lần trước; đối chiếu lại với thẻ"))
        if self.number.hasFocus() or self.name.hasFocus():
            self.search.setFocus()
        self.changed.emit()

    def _name_typed(self) -> None:
        self.name_field.settle()
        self.changed.emit()

    def complain(self) -> None:
        """Say that the book asks for a name."""
        self.name_field.complain(translate("Quick", "Sổ chứng thực ghi tên người yêu cầu."))
        self.name.setFocus()

    # -- what -----------------------------------------------------------------------------------

    def offer(self, procedures: tuple[Procedure, ...]) -> None:
        """Have what is used most chosen, unless somebody chose otherwise."""
        if procedures and not self._by_hand:
            self._take(procedures[0])

    def choose(self, procedure: Procedure) -> None:
        """Choose a procedure for good."""
        self._by_hand = True
        self._take(procedure)

    def _picked(self, procedure: Procedure) -> None:
        self.choose(procedure)
        self.ready.emit()

    def _take(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.search.set_quietly("")
        self._chosen.setText(procedure.name)
        facts = f"{procedure.code} · {procedure.area} · {limit_words(procedure.limit)}"
        self._facts.setText(facts)
        self.chosen.emit(procedure)
        self.changed.emit()

    def _go_on(self) -> None:
        if not self.search.text().strip() and self.procedure is not None:
            self.ready.emit()
