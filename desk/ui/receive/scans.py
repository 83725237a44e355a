"""What a scan does to the form: fills in a person, finds a dossier, says what cannot be read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk.domain.records import Party
from desk.domain.views import NewDossier
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.ports import ReceivePorts, Scanned
from desk.ui.receive.form import Form
from desk.ui.receive.person import is_another
from desk.ui.receive.undo import ANOTHER_MS, PutAway


class Scans(QObject):
    """`opened` carries a dossier's uid, `bad` the words about what cannot be read.

    `begun` tells that a person's card was taken: the last receipt is no longer the matter.
    """

    opened = Signal(str)
    bad = Signal(object)
    failed = Signal(object)
    begun = Signal()

    def __init__(self, kit: Kit, ports: ReceivePorts, form: Form, away: PutAway) -> None:
        super().__init__(form)
        self._kit, self._ports, self._form, self._away = kit, ports, form, away
        self._later: Scanned | None = None
        self._waits = False

    def read(self, text: str) -> None:
        """Find out what was scanned, and take it."""
        to_owner = self._form.person.owner_has_focus()
        self._kit.tasks.run(
            lambda: self._ports.parse_scan(text),
            lambda scanned: self.take(scanned, to_owner=to_owner),
            self.failed.emit,
            owner=self._form,
        )

    def wait(self) -> None:
        """Keep what is scanned from now on for when the form is free."""
        self._waits = True

    def go_on(self) -> None:
        """Take what was scanned while the form was busy."""
        scanned = self._later
        self.drop()
        if scanned is not None:
            self.take(scanned)

    def drop(self) -> None:
        """Go on, and forget what was scanned: nobody scans on past an error."""
        self._waits, self._later = False, None

    def take(self, scanned: Scanned, *, to_owner: bool = False) -> None:
        """Take what a scan turned out to be; while the form is busy, once it is free."""
        form = self._form
        if self._waits:
            self._later = scanned
        elif scanned.kind == "dossier" and scanned.dossier_uid:
            self.opened.emit(scanned.dossier_uid)
        elif scanned.kind in ("card", "person_id"):
            number = scanned.text if scanned.kind == "person_id" else ""
            party = scanned.party or Party(name="", personal_id=number)
            self._take_person(scanned, party, to_owner=to_owner)
        elif scanned.kind == "phone":
            form.person.person.fill(Party(name="", phone=scanned.text), only_empty=True)
        elif scanned.kind == "bad":
            code = scanned.warnings[0].code if scanned.warnings else "RescanError"
            facts = dict(scanned.warnings[0].facts) if scanned.warnings else {}
            self.bad.emit(self._kit.explain(code, facts))
        else:
            form.procedure.search.setText(scanned.text)
            form.procedure.search.setFocus()
            form.procedure.finder.ask()

    def _take_person(self, scanned: Scanned, party: Party, *, to_owner: bool) -> None:
        people = self._form.person
        if to_owner:
            people.take_owner(party)
            return
        self.begun.emit()
        whole = scanned.kind == "card"
        if is_another(people.person.party(), party):
            self._begin_for_another()
        same = people.person.party()
        people.forget_earlier()
        # No card has a telephone, nor a mailbox.
        kept = replace(party, phone=party.phone or same.phone, email=party.email or same.email)
        people.person.fill(kept, only_empty=not whole)
        if whole:
            said = translate("Receive", "Đã đọc từ thẻ lúc {time}")
            people.head.say(said.format(time=f"{self._kit.now():%H:%M}"))
        people.person.note_card(scanned.warnings)
        self._form.summary.show_warnings(people.warn(people.doubts()))
        people.look_up(party.personal_id)
        if self._form.procedure.procedure is None:
            self._form.procedure.search.setFocus()

    def begin_for_number(self, number: str) -> None:
        """Begin a form for whoever has a number that was typed over somebody else's."""
        self._begin_for_another()
        self._form.person.person.fill(Party(name="", personal_id=number), only_empty=True)
        self._form.person.person.take_number()

    def _begin_for_another(self) -> None:
        # Nothing of one citizen may stand beside another's name: papers, notes, a waiver, or the
        # number under which the other's dossier may be on disk already. What is asked for stays.
        name = self._form.person.person.party().name
        procedure = self._form.procedure.procedure
        said = (
            translate("Receive", "Thẻ của người khác: phiếu của {name} đã cất").format(name=name)
            if name
            else translate("Receive", "Thẻ của người khác: phiếu trước đã cất")
        )
        visit = self._form.visit  # a called ticket is of whoever comes to the counter
        self._away.put(said, ANOTHER_MS)
        fresh = NewDossier(
            procedure="",
            submitter=Party(name=""),
            uid=self._ports.new_uid(),
            ticket=visit.ticket,
            waited_s=visit.waited_s,
        )
        self._form.show_draft(fresh, procedure)
