"""The form of one dossier: its three columns, what they say, and what a receipt would say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desk.domain.records import Dossier, Party, Procedure
from desk.domain.views import NewDossier, Preview
from desk.domain.warning import Warning_
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.columns import Columns
from desk.ui.ports import ReceivePorts
from desk.ui.receive.gaps import Gap, gaps
from desk.ui.receive.procedure import ProcedurePart
from desk.ui.receive.submitter import PersonPart
from desk.ui.receive.summary import SummaryPart
from desk.ui.tasks import Call

PREVIEW_MS: Final = 120
#: What is being typed counts as entered once it rests so long, or when its field is left.
EDITED_MS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A form as it stood: its records, and letter for letter what they cannot hold."""

    new: NewDossier
    procedure: Procedure | None
    texts: Mapping[str, str]
    head: str  # where the person's facts came from
    card: tuple[Warning_, ...]  # what was odd about the card


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a form knows of the visit it belongs to and shows in no field."""

    uid: str
    sitting: str = ""
    ticket: str = ""
    waited_s: int = 0
    corrects: str = ""  # uid of the dossier whose wrong result this one mends


class Form(Columns):
    """`changed` tells every letter, `edited` what has been entered, `previewed` the receipt to be.

    `chosen` carries the procedure that was chosen.
    """

    changed = Signal()
    edited = Signal()
    previewed = Signal()

    def __init__(self, kit: Kit, ports: ReceivePorts) -> None:
        self.person = PersonPart(kit, ports)
        self.procedure = ProcedurePart(kit, ports)
        self.summary = SummaryPart(kit)
        super().__init__(kit, [self.person, self.procedure, self.summary], least=1020)
        self._ports = ports
        self.visit = Visit(uid=ports.new_uid())
        self.preview: Preview | None = None
        self._asked: Call | None = None
        self._timer = self._single_shot(PREVIEW_MS, self.refresh_preview)
        self._rest = self._single_shot(EDITED_MS, self.edited.emit)
        for part in (self.person, self.procedure, self.summary):
            part.changed.connect(self.note_change)
        self.procedure.chosen.connect(self._chosen)
        self.summary.checks.asked.connect(self.go_to)
        self.summary.fee.counted.connect(self._papers_counted)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self._read_rules()
        self._blank = self.texts()

    def _read_rules(self) -> None:
        """Read whom the law lets off, and prices by the page: others may be in force by now."""
        run, fee = self._kit.tasks.run, self.summary.fee
        run(self._ports.waivers, fee.set_waivers, owner=self)
        run(self._ports.tariffs, fee.know, owner=self)

    def _single_shot(self, ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    # -- what it says ---------------------------------------------------------------------

    def new(self) -> NewDossier:
        """Return the form as it stands."""
        submitter, owner, authority = self.person.parties()
        procedure = self.procedure.procedure
        return replace(
            NewDossier(procedure=procedure.code if procedure else "", submitter=submitter),
            uid=self.visit.uid,
            sitting=self.visit.sitting,
            ticket=self.visit.ticket,
            waited_s=self.visit.waited_s,
            corrects=self.visit.corrects,
            owner=owner,
            authority=authority,
            doubts=self.person.doubts(),
            papers=self.procedure.papers.papers(),
            answers=self.procedure.answers.answers(),
            **self.summary.facts(),  # type: ignore[arg-type] # the summary names its own fields
        )

    def show_draft(self, draft: NewDossier, procedure: Procedure | None) -> None:
        """Show what was half done, under the uid that it had."""
        self.forget_preview()  # the answer would be about another dossier
        self.visit = Visit(
            uid=draft.uid,
            sitting=draft.sitting,
            ticket=draft.ticket,
            waited_s=draft.waited_s,
            corrects=draft.corrects,
        )
        self.person.show_parties(draft)
        if procedure is None:
            self.procedure.reset()
        else:
            self.procedure.choose(procedure, draft.papers or (), draft.answers)
        self.summary.show_procedure(procedure)
        self.summary.show_facts(draft)
        self.note_change()

    def begin_next(self, before: NewDossier) -> None:
        """Show a form for the same people, for another dossier of the same sitting."""
        fresh = NewDossier(
            procedure="",
            submitter=before.submitter,
            uid=self._ports.new_uid(),
            owner=before.owner,
            authority=before.authority,
            sitting=before.sitting,
            ticket=before.ticket,
            waited_s=before.waited_s,
        )
        self._forget_shown()
        self.show_draft(fresh, None)
        self.go_to("procedure")

    def copy_from(self, old: Dossier) -> None:
        """Take over people, answers and papers of an earlier dossier, none of its own facts."""
        self._kit.tasks.run(
            lambda: self._ports.find_procedures(old.procedure),
            lambda found: self._copy(old, found),
            owner=self,
        )

    def _copy(self, old: Dossier, found: Sequence[Procedure]) -> None:
        own = next((each for each in found if each.code == old.procedure), None)
        procedure = self.procedure.procedure or own
        new = self.new()
        same = procedure is not None and procedure.code == old.procedure
        known = {rule.key for rule in procedure.fields} if procedure else set()
        answers = {each.key: each for each in (*old.answers, *new.answers) if each.key in known}
        copied = replace(
            new,
            submitter=new.submitter if new.submitter.name else old.submitter,
            owner=new.owner or old.owner,
            authority=new.authority or old.authority,
            answers=tuple(answers.values()),
            papers=old.papers if same and not new.papers else new.papers,
        )
        self.show_draft(copied, procedure)
        self.person.show_open(copied.submitter.personal_id)

    def clear(self) -> None:
        """Show a new form with nothing on it."""
        blank = NewDossier(procedure="", submitter=Party(name=""), uid=self._ports.new_uid())
        self.show_draft(blank, None)
        self._forget_shown()
        self._rest.stop()

    def _forget_shown(self) -> None:
        self.preview = None
        self.summary.show_preview(None)
        self.summary.show_warnings(())
        self.summary.checks.show_findings(())
        self.person.warn(())
        for scroll in self.scrolls:
            scroll.verticalScrollBar().setValue(0)

    def wrong(self) -> dict[str, str]:
        """Return the fields that cannot be read."""
        answers = self.procedure.answers.wrong()
        return {**self.person.wrong(), **answers, **self.summary.wrong()}

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still missing."""
        answers = self.procedure.answers
        unread = [Gap(field, answers.label_of(field)) for field in answers.wrong()]
        found = gaps(self.new(), self.procedure.procedure, self.preview, self.wrong())
        if self.procedure.procedure is not None and self.procedure.search.text().strip():
            # What stands there was not taken: nobody knows which of the two is meant.
            unread.append(Gap("procedure", translate("Receive", "Thủ tục đang gõ")))
        return (*found, *unread)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been entered yet."""
        new = self.new()
        return not (new.procedure or new.owner or new.note) and new.submitter == Party(name="")

    @property
    def is_blank(self) -> bool:
        """Whether there is not one letter on it."""
        return self.procedure.procedure is None and self.texts() == self._blank

    # -- letter for letter ----------------------------------------------------------------

    def texts(self) -> dict[str, str]:
        """Return letter for letter what stands on the form."""
        return {
            **{f"person:{name}": text for name, text in self.person.texts().items()},
            **{f"summary:{name}": text for name, text in self.summary.texts().items()},
            **{f"answer:{key}": text for key, text in self.procedure.answers.texts().items()},
            "search": self.procedure.search.text(),
            "paper": self.procedure.papers.half_typed,
        }

    def keep(self) -> Kept:
        """Return the form as it stands."""
        return Kept(
            new=self.new(),
            procedure=self.procedure.procedure,
            texts=self.texts(),
            head=self.person.head.said,
            card=self.person.person.from_card,
        )

    def show_kept(self, kept: Kept) -> None:
        """Show a form as it stood, right or wrong."""
        self.show_draft(kept.new, kept.procedure)
        parts = (
            (self.person, "person:"),
            (self.summary, "summary:"),
            (self.procedure.answers, "answer:"),
        )
        for part, name in parts:
            part.show_texts(
                {at.removeprefix(name): t for at, t in kept.texts.items() if at.startswith(name)}
            )
        self.procedure.search.set_quietly(kept.texts["search"])
        self.procedure.papers.type_other(kept.texts["paper"])
        self.person.head.say(kept.head)
        self.person.person.note_card(kept.card)
        self.person.show_open(kept.new.submitter.personal_id)
        self.note_change()

    # -- where the cursor goes ------------------------------------------------------------

    def go_to(self, field: str) -> None:
        """Put the cursor into a field that is missing."""
        if field == "procedure":
            self.procedure.search.setFocus()
        elif field == "papers":
            self.procedure.papers.setFocus()
        elif field.startswith("answers"):
            self.procedure.answers.go_to(field)
        elif field in ("due", "due_reason", "fee", "fee_count", "received_at"):
            self.summary.go_to(field)
        else:
            self.person.go_to(field)

    def _chosen(self, procedure: Procedure) -> None:
        self._read_rules()
        self.summary.show_procedure(procedure)
        submitter = self.person.person.party()
        if submitter.name and not submitter.phone:
            self.go_to("submitter.phone")
        elif self.summary.fee.counts_pages:
            self.go_to("fee_count")
        else:
            self.procedure.papers.setFocus()

    def _papers_counted(self) -> None:
        # Whoever counts the pages of a paper has it: what is usual need not be ticked as well.
        if not self.procedure.papers.papers():
            self.procedure.mark_all()

    # -- what a receipt would say ---------------------------------------------------------

    def note_change(self) -> None:
        """Tell that something on the form is otherwise now."""
        self.procedure.set_for_other(on=self.person.for_other.isChecked())
        self._timer.start()
        self._rest.start()
        self.changed.emit()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, before: QWidget | None, _: QWidget | None) -> None:
        if self._rest.isActive() and before is not None and self.isAncestorOf(before):
            self._rest.stop()
            self.edited.emit()

    def forget_preview(self) -> None:
        """No longer wait for what was asked of the form as it was."""
        if self._asked:
            self._asked.cancel()

    def refresh_preview(self) -> None:
        """Ask what the receipt would say; an older answer is no longer heard."""
        self._timer.stop()
        self.forget_preview()
        if self.procedure.procedure is None:
            return
        new = self.new()
        self._asked = self._kit.tasks.run(
            lambda: self._ports.preview(new), self._previewed, self._preview_failed, owner=self
        )

    def _previewed(self, preview: Preview) -> None:
        self.preview = preview
        self.summary.show_preview(preview)
        covered = {finding.covers for finding in preview.checks}
        rest = self.person.warn([w for w in preview.warnings if w.code not in covered])
        self.summary.show_warnings(rest)
        # While no paper at all is ticked, the bar below says so already.
        ticked = bool(self.procedure.papers.papers())
        found = [finding for finding in preview.checks if ticked or finding.field != "papers"]
        self.summary.checks.show_findings(found)
        self.previewed.emit()

    def _preview_failed(self, error: Exception) -> None:
        told = self._kit.words(error)
        self.summary.show_preview(None)
        self.summary.warnings.show_words((told,))
