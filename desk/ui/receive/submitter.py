"""Three things apart: who stands here, whose dossier it is, by which paper one acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from desk.domain.records import Dossier, Party
from desk.domain.views import NewDossier, QueueRow, Visitor
from desk.domain.warning import Warning_
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Check, Field, Line
from desk.ui.parts.layout import clear, column, frame, label, line, row
from desk.ui.ports import ReceivePorts
from desk.ui.receive.people import AnotherNumber, KnownPeople
from desk.ui.receive.person import CardHead, OrganisationForm, PersonForm


class OpenDossiers(QFrame):
    """What this person has under way already, each a link to it."""

    opened = Signal(str)
    compared = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "info")
        self._rows = column(kit, gap=4)
        self._earlier = label("", "small", wrap=True)
        self._compare = KeyButton(
            kit, translate("Receive", "So sánh, chép từ hồ sơ cũ"), key="Ctrl+O", role="link"
        )
        self._compare.clicked.connect(self.compared)
        below = row(kit, self._compare, None)
        self.setLayout(column(kit, self._rows, self._earlier, below, gap=4, margin=12))
        self.show_earlier(0)
        self.hide()

    def show_earlier(self, count: int) -> None:
        """Tell how many finished dossiers there are beside the open ones, to be copied from."""
        text = plural(
            count,
            translate("Receive", "1 hồ sơ đã xong ở đây"),
            translate("Receive", "{n} hồ sơ đã xong ở đây"),
        )
        self._earlier.setText(text)
        self._earlier.setVisible(count > 0)
        if count and self.isHidden():
            self.setAccessibleName(text)
            self.show()

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """List the open dossiers; none hides the list."""
        clear(self._rows)
        self._earlier.hide()
        self.setVisible(bool(rows))
        if not rows:
            return
        text = plural(
            len(rows),
            translate("Receive", "Người này đang có 1 hồ sơ chưa xong"),
            translate("Receive", "Người này đang có {n} hồ sơ chưa xong"),
        )
        self.setAccessibleName(text)
        self._rows.addWidget(label(text, "strong", wrap=True))
        for found in rows[:3]:
            link = KeyButton(self._kit, found.code, icon="folder-open", role="link")
            link.setAccessibleName(f"{found.code} {found.procedure_name}")
            link.clicked.connect(lambda _=False, uid=found.uid: self.opened.emit(uid))
            due = words.row_due(found, self._kit.now()).text
            said = f"{found.procedure_name} · {words.status(found.status)} · {due}"
            self._rows.addLayout(row(self._kit, link, None))
            self._rows.addWidget(label(said, "small", wrap=True))


class PersonPart(QFrame):
    """The first column of the page; `failed` carries what went wrong in looking somebody up.

    `compared` asks to see the earlier dossiers beside the new one, `another` carries the number
    of somebody else that was typed over the person shown.
    """

    changed = Signal()
    opened = Signal(str)
    failed = Signal(object)
    compared = Signal()
    another = Signal(str)

    def __init__(self, kit: Kit, ports: ReceivePorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.setProperty("role", "card")
        self.head = CardHead(
            kit,
            translate("Receive", "Người nộp hồ sơ"),
            translate("Receive", "Quét thẻ căn cước, hoặc nhập theo giấy tờ"),
        )
        self.person = PersonForm(kit)
        self.open_dossiers = OpenDossiers(kit)
        self.earlier: tuple[Dossier, ...] = ()  # open ones first
        self.people = KnownPeople(kit)
        self.number = AnotherNumber(kit)
        self.for_other = Check(kit, translate("Receive", "Nộp thay người khác hoặc tổ chức"))
        self._other = self._build_other()
        body = column(
            kit,
            self.number,
            self.person,
            self.people,
            self.open_dossiers,
            line(),
            self.for_other,
            self._other,
            gap=12,
            margin=16,
        )
        whole = column(kit, self.head, body, gap=0)
        self.setLayout(whole)
        self.for_other.toggled.connect(self._toggled)
        self.person.changed.connect(self.changed)
        self.person.identified.connect(self.look_up)
        self.person.named.connect(self._ask_who)
        self.person.differs.connect(self.number.ask)
        self.people.taken.connect(self._take)
        self.number.same.connect(self.person.take_number)
        self.number.another.connect(lambda: self.another.emit(self.person.give_number_back()))
        self.open_dossiers.opened.connect(self.opened)
        self.open_dossiers.compared.connect(self.compared)

    def _build_other(self) -> QWidget:
        kit = self._kit
        kinds = [
            ("person", translate("Receive", "Cá nhân")),
            ("organisation", translate("Receive", "Tổ chức")),
        ]
        self.kind = Segments(kit, kinds, name=translate("Receive", "Chủ hồ sơ"))
        self.kind.choose("person")
        self.owner = PersonForm(kit, short=True)
        self.organisation = OrganisationForm(kit)
        self.organisation.hide()
        self._authority = Line(kit)
        self.authority = Field(
            kit,
            translate("Receive", "Giấy ủy quyền (số, ngày)"),
            self._authority,
        )
        self.kind.chosen.connect(self._kind_chosen)
        self.owner.changed.connect(self.changed)
        self.organisation.changed.connect(self.changed)
        self._authority.textEdited.connect(lambda _: self.changed.emit())
        title = label(translate("Receive", "Chủ hồ sơ"), "heading")
        part = frame(
            column(
                kit,
                row(kit, title, None, self.kind),
                self.owner,
                self.organisation,
                self.authority,
                gap=8,
            )
        )
        part.hide()
        return part

    # -- who this is ----------------------------------------------------------------------------

    def look_up(self, number: str) -> None:
        """Fill in what earlier visits know of a person, and show what is under way."""
        if number:
            self._kit.tasks.run(
                lambda: self._ports.known_person(number), self._known, self.failed.emit, owner=self
            )
            self.show_open(number)

    def show_open(self, number: str) -> None:
        """Show what a person has under way; nothing without a number."""
        self.forget_earlier()
        if number:
            self._kit.tasks.run(
                lambda: self._ports.open_dossiers(number),
                lambda rows: self._has_open(rows, number),
                self.failed.emit,
                owner=self,
            )
            self._kit.tasks.run(
                lambda: self._ports.dossiers_of(number),
                lambda found: self._has_earlier(found, number),
                self.failed.emit,
                owner=self,
            )

    def forget_earlier(self) -> None:
        """Show nothing of what was looked up for somebody."""
        self.earlier = ()
        self.open_dossiers.show_rows(())
        self.people.show_people(())
        self.number.hide()

    def _known(self, party: Party | None) -> None:
        before = self.person.party()
        if party is None or party.personal_id != before.personal_id:
            return
        self.person.fill(party, only_empty=True)
        if not before.name and party.name:
            self.head.say(translate("Receive", "Điền từ lần nộp trước; đối chiếu lại với thẻ"))

    def _has_open(self, rows: Sequence[QueueRow], number: str) -> None:
        # The answer may come when somebody else stands there already.
        if self.person.party().personal_id == number:
            self.open_dossiers.show_rows(rows)

    def _has_earlier(self, found: Sequence[Dossier], number: str) -> None:
        if self.person.party().personal_id == number:
            self.earlier = tuple(sorted(found, key=lambda each: not each.is_open))
            self.open_dossiers.show_earlier(sum(not each.is_open for each in found))

    def _ask_who(self, text: str) -> None:
        """Look for whom a name or a telephone number without an identity number may mean."""
        self._kit.tasks.run(
            lambda: self._ports.known_people(text), self._offer, self.failed.emit, owner=self
        )

    def _offer(self, people: Sequence[Visitor]) -> None:
        if not self.person.party().personal_id:
            self.people.show_people(people)

    def _take(self, visitor: Visitor) -> None:
        typed = self.person.party()
        known = visitor.party
        phone, email = typed.phone or known.phone, typed.email or known.email
        self.person.fill(replace(known, phone=phone, email=email))
        self.head.say(translate("Receive", "Điền từ lần nộp trước; đối chiếu lại với thẻ"))
        self.show_open(visitor.party.personal_id)

    # -- for somebody else ----------------------------------------------------------------------

    def _toggled(self, on: bool) -> None:
        self._other.setVisible(on)
        self.changed.emit()

    def _kind_chosen(self, kind: str) -> None:
        self.owner.setVisible(kind == "person")
        self.organisation.setVisible(kind == "organisation")
        self.changed.emit()

    def parties(self) -> tuple[Party, Party | None, str]:
        """Return who stands here, whose dossier it is if another's, and the authority paper."""
        submitter = self.person.party()
        if not self.for_other.isChecked():
            return submitter, None, ""
        form = self.organisation if self.kind.value == "organisation" else self.owner
        return submitter, form.party(), " ".join(self._authority.text().split())

    def show_parties(self, new: NewDossier) -> None:
        """Show the people of a draft."""
        self.person.fill(new.submitter)
        self.for_other.setChecked(new.owner is not None)
        if new.owner is not None:
            self.kind.choose(new.owner.kind, tell=True)
            form = self.organisation if new.owner.kind == "organisation" else self.owner
            form.fill(new.owner)
        else:
            self.kind.choose("person", tell=True)
            self.owner.fill(Party(name=""))
            self.organisation.fill(Party(name=""))
        self._authority.set_quietly(new.authority)
        self.head.say()
        self.forget_earlier()

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say, and which of the forms is open."""
        whose = "owner" if self.for_other.isChecked() else ""
        found = {"whose": whose, "kind": self.kind.value, "authority": self._authority.text()}
        for name, form in self._forms().items():
            found |= {f"{name}.{field}": text for field, text in form.texts().items()}
        return found

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        self.for_other.setChecked(bool(texts["whose"]))
        self.kind.choose(texts["kind"], tell=True)
        self._authority.set_quietly(texts["authority"])
        for name, form in self._forms().items():
            parts = {key.partition("."): text for key, text in texts.items()}
            form.show_texts({at[2]: text for at, text in parts.items() if at[0] == name})

    def _forms(self) -> dict[str, PersonForm | OrganisationForm]:
        return {
            "submitter": self.person,
            "owner": self.owner,
            "organisation": self.organisation,
        }

    def take_owner(self, party: Party) -> None:
        """Show whose card was scanned; another owner's paper of authority is not this one's."""
        before = self.owner.party().personal_id
        if before and before != party.personal_id:
            self._authority.set_quietly("")
        self.owner.fill(party)

    def owner_has_focus(self) -> bool:
        """Whether the cursor is among the owner's fields, so that a card scanned is the owner's.

        So it is right after the tick that there is an owner.
        """
        focused = QApplication.focusWidget()
        if focused is None or not self.for_other.isChecked() or self.kind.value != "person":
            return False
        return focused is self.for_other or self.owner.isAncestorOf(focused)

    def wrong(self) -> dict[str, str]:
        """Return the unreadable fields of all persons, by their full names."""
        found = {f"submitter.{name}": said for name, said in self.person.wrong().items()}
        if self.for_other.isChecked():
            form = self.owner if self.kind.value == "person" else self.organisation
            found |= {f"owner.{name}": said for name, said in form.wrong().items()}
        return found

    def doubts(self) -> tuple[Warning_, ...]:
        """Return what is odd about who stands here and whose dossier it is."""
        found = self.person.doubts()
        if self.for_other.isChecked() and self.kind.value == "person":
            owner = (("party", "owner"),)
            told = (replace(w, facts=(*w.facts, *owner)) for w in self.owner.doubts())
            found = (*found, *told)
        return found

    def warn(self, warnings: Sequence[Warning_]) -> tuple[Warning_, ...]:
        """Show warnings beside the submitter's fields, or the owner's where they say so."""
        owners = [w for w in warnings if dict(w.facts).get("party") == "owner"]
        rest = self.person.warn([w for w in warnings if w not in owners])
        if self.for_other.isChecked() and self.kind.value == "person":
            return (*rest, *self.owner.warn(owners))
        return (*rest, *owners)

    def go_to(self, field: str) -> None:
        """Put the cursor into a field, by its full name."""
        whose, _, name = field.partition(".")
        if field == "authority":
            self._authority.setFocus()
        elif whose == "submitter":
            self.person.go_to(name)
        elif self.kind.value == "organisation":
            self.organisation.go_to(name)
        else:
            self.owner.go_to(name)
