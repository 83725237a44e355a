"""What is done to the result that is shown: saved, confirmed, put away, printed, a sheet spoilt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from typing_extensions import override

from desk.domain.records import Dossier, Result
from desk.domain.results import Offer
from desk.domain.sheets import shown
from desk.ui.drafts.keeping import Keeping
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Undo
from desk.ui.results.layout import ResultParts
from desk.ui.results.ports import ResultPorts
from desk.ui.signing.panel import signed_words
from desk.ui.signing.ports import Signing
from desk.ui.tasks import Lane


class ResultActs(ResultParts):
    """The steps of F9 and of the other buttons; which result is shown is the page's."""

    def __init__(self, kit: Kit, ports: ResultPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self.dossier: Dossier | None = None
        self.made: Result | None = None
        self.template = ""
        self.typed_uid = ports.new_uid()
        self.keeping: Keeping | None = None
        self._busy = False

    @property
    def rules(self) -> Offer | None:
        """The template that is filled in."""
        raise NotImplementedError

    @property
    def step(self) -> str:
        """What F9 does: save | confirm | print, "" where nothing can be done."""
        raise NotImplementedError

    def know(self) -> None:
        """Offer what can be done now, and nothing else."""
        raise NotImplementedError

    def show_result(self, dossier: Dossier, result: str) -> None:
        """Show a result as it stands now."""
        raise NotImplementedError

    def open_again(self, dossier: Dossier, result: str) -> None:
        """Show a result after it has changed, with what is typed about it from now on."""
        raise NotImplementedError

    @property
    def is_final(self) -> bool:
        """Whether what is shown is confirmed, so that its fields stand."""
        return self.made is not None and self.made.confirmed is not None

    @property
    def is_secure(self) -> bool:
        """Whether the final goes onto numbered sheets."""
        return self.rules is not None and self.rules.rules.security

    # -- doing -----------------------------------------------------------------------------------

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._kit.tasks.run(work, done, self._failed, owner=self)

    def _do(
        self, work: Callable[[], Any], done: Callable[[Any], None], lane: Lane = Lane.DATA
    ) -> None:
        """Do one thing at a time: what is pressed twice is done once."""
        if self._busy:
            return
        self._busy = True
        self.know()

        def over(found: Any) -> None:
            self._busy = False
            self.error.acknowledge()
            done(found)

        self._kit.tasks.run(work, over, self._failed, lane=lane, owner=self)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.know()
        if not self.confirming.isHidden() and self.confirming.refuse(error):
            return
        if not self.signing.isHidden() and self.signing.refuse(error):
            return
        if not self.printing.isHidden() and self.is_secure:
            self.printing.refuse(error)
        elif not self.spoiling.isHidden():
            self.spoiling.refuse(error)
        else:
            self.error.show_error(error)

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        asking = self.asking
        if asking is not None:
            asking.confirm()
        elif self.step == "save":
            self.save()
        elif self.step == "confirm":
            self.ask_confirmation()
        elif self.step == "print":
            self.ask_print()

    def save(self) -> None:
        """Write the draft down; what cannot be read is said at its field, and nothing is lost."""
        if self.dossier is None or self._complains(missing=False):
            return
        uid, template, given = self.dossier.uid, self.template, self.fields.given()
        of = {"typed": self.typed_uid}
        if self.made is not None:
            of |= {"result": self.made.uid, "seen": self.made.last}
        self._do(lambda: self._ports.draft(uid, template, given, **of), self._saved)

    def _complains(self, *, missing: bool) -> bool:
        first = self.fields.complain(missing=missing)
        if first:
            self.fields.part.go_to(first)
            self._kit.sound.bad()
        return bool(first)

    def _saved(self, found: tuple[Dossier, Result]) -> None:
        dossier, made = found
        if self.keeping is not None:
            self.keeping.received(self.typed_uid)
        self.open_again(dossier, made.uid)
        said = translate("Results", "Đã lưu bản nháp: {title}")
        self.changed.emit(said.format(title=made.title))

    def ask_confirmation(self) -> None:
        """Ask who has confirmed the draft; what it lacks is said at its fields first."""
        if self._complains(missing=True):
            return
        if self.made is not None and self.rules is not None:
            self.confirming.open(self.made, self.rules.rules.owner)
            self.know()

    def ask_numbers(self) -> None:
        """Ask for numbers that the register has given since."""
        if self.made is not None and self.rules is not None:
            self.confirming.open(self.made, self.rules.rules.owner)
            self.know()

    def _confirm(self, told: dict[str, str]) -> None:
        dossier, made = self.dossier, self.made
        if dossier is None or made is None:
            return
        said = translate("Results", "Đã ghi nhận xác nhận: {title}")
        self._do(
            lambda: self._ports.confirm(dossier.uid, made.uid, told, made.last),
            lambda after: self._settled(after, said),
        )

    def _settled(self, after: Dossier, said: str) -> None:
        made = self.made
        assert made is not None  # noqa: S101 - something was done to it
        self.confirming.show_texts({})
        self.leave_panels()
        if self.keeping is not None:
            self.keeping.touch()  # nothing is half typed any more
        self.open_again(after, made.uid)
        self.changed.emit(said.format(title=made.title))

    def withdraw(self) -> None:
        """Take the confirmation back; its fields may be changed from then on."""
        dossier, made = self.dossier, self.made
        if dossier is None or made is None or made.confirmed is None:
            return
        said = translate("Results", "Đã rút xác nhận, giấy lại là bản nháp: {title}")
        self._do(
            lambda: self._ports.withdraw(dossier.uid, made.uid, made.last),
            lambda after: self._settled(after, said),
        )

    def put_away(self) -> None:
        """Put the draft away; for a while it can be brought back."""
        dossier, made = self.dossier, self.made
        if dossier is None or made is None:
            return
        given = {each.key: each.value for each in made.fields}

        def done(after: Dossier) -> None:
            said = translate("Results", "Đã bỏ bản nháp: {title}").format(title=made.title)
            self.undoable.emit(Undo(said=said, back=lambda: self._bring_back(after, made, given)))
            self.open_again(after, "")
            self.opened.emit(after.uid)

        self._do(lambda: self._ports.put_away(dossier.uid, made.uid), done)

    def _bring_back(self, dossier: Dossier, made: Result, given: Mapping[str, str]) -> None:
        """Draft it again where it was; another dossier that is shown by now stays on the page."""

        def done(found: tuple[Dossier, Result]) -> None:
            if self.dossier is not None and self.dossier.uid == dossier.uid:
                self._saved(found)
            else:
                said = translate("Results", "Đã lưu bản nháp: {title}")
                self.changed.emit(said.format(title=made.title))

        self._run(lambda: self._ports.draft(dossier.uid, made.template, given), done)

    # -- paper and sheets ------------------------------------------------------------------------

    def print_draft(self) -> None:
        """Print the draft as it was saved, its mark across it."""
        dossier, made = self.dossier, self.made
        if dossier is not None and made is not None:
            self._do(lambda: self._ports.print(dossier.uid, made.uid, "", 1), self._printed)

    def ask_print(self) -> None:
        """Ask for the numbered sheet, the next of this counter's pile suggested."""
        made = self.made
        if made is not None:
            self._run(self._ports.coming, lambda coming: self._ask_print(made, coming))

    def _ask_print(self, made: Result, coming: str) -> None:
        self.printing.open(made, secure=self.is_secure, coming=coming)
        self.know()

    def _print(self, sheet: str, copies: int) -> None:
        dossier, made = self.dossier, self.made
        if dossier is not None and made is not None:
            self._do(lambda: self._ports.print(dossier.uid, made.uid, sheet, copies), self._printed)

    def _use(self, sheet: str) -> None:
        dossier, made = self.dossier, self.made
        if dossier is None or made is None:
            return

        def done(after: Dossier) -> None:
            self.leave_panels()
            self.show_result(after, made.uid)
            self.changed.emit(translate("Results", "Đã ghi phôi {sheet}").format(sheet=sheet))

        self._do(lambda: self._ports.use(dossier.uid, made.uid, sheet), done)

    def ask_signature(self) -> None:
        """Ask with which certificate the final is signed."""
        if self.made is not None and self.is_final:
            self.signing.open(self.made.title)
            self.know()

    def _sign(self, how: Signing) -> None:
        dossier, made = self.dossier, self.made
        if dossier is None or made is None:
            return

        def done(found: tuple[Path, str]) -> None:
            self.leave_panels()
            path, name = found
            self.changed.emit(signed_words(name, path.name))

        # A token may take its time; nobody waits behind it.
        self._do(lambda: self._ports.sign(dossier.uid, made.uid, how), done, Lane.FILES)

    def _printed(self, jobs: Sequence[int]) -> None:
        self.leave_panels()
        for job in jobs:
            self.printed.emit(job)
        self._read_again()

    def _read_again(self) -> None:
        dossier, result = self.dossier, self.made.uid if self.made else ""
        if dossier is not None:
            self._run(
                lambda: self._ports.show(dossier.uid),
                lambda found: self.show_result(found[0], result),
            )

    @override
    def ask_spoilt(self, sheet: str) -> None:
        """Ask why a sheet is spoilt; none named, the one that was used last."""
        made = self.made
        if made is None:
            return
        used = [each for each in made.sheets if not each.spoilt]
        if not sheet and used:
            sheet = shown(used[-1].series, used[-1].number, used[-1].digits)
        self._run(self._ports.reasons, lambda reasons: self._ask_spoilt(made, sheet, reasons))

    def _ask_spoilt(self, made: Result, sheet: str, reasons: Sequence[str]) -> None:
        self.spoiling.open(made, sheet, reasons)
        self.know()

    def _spoil(self, sheet: str, why: str) -> None:
        dossier, made = self.dossier, self.made
        if dossier is None or made is None:
            return

        def done(after: Dossier) -> None:
            self.leave_panels()
            self.show_result(after, made.uid)
            said = translate("Results", "Đã ghi phôi hỏng {sheet}")
            self.changed.emit(said.format(sheet=sheet))
            if self.is_final:
                self.ask_print()  # the paper is still to come out, on the next sheet

        self._do(lambda: self._ports.spoil(dossier.uid, made.uid, sheet, why), done)
