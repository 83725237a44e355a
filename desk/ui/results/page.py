"""The page of one result: filled in from its dossier, seen as it will be, confirmed, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from typing_extensions import override

from desk.domain.drafts import about_result
from desk.domain.records import Actor, Dossier
from desk.domain.results import Blank, Offer
from desk.ui.drafts.keeping import Keeping, Waiting
from desk.ui.kit import Kit
from desk.ui.receive.keeping import go_back
from desk.ui.results.acting import ResultActs
from desk.ui.results.keeping import ResultForm
from desk.ui.results.ports import ResultPorts
from desk.ui.tasks import Call, Lane

if TYPE_CHECKING:
    from desk.ui.printers.ports import Picture

PAUSE_MS: Final = 350  # from the last letter to the paper drawn anew


class ResultScreen(ResultActs):
    """`opened` leads back to the dossier; F9 saves, then confirms, then prints."""

    def __init__(self, kit: Kit, ports: ResultPorts, user: Actor | None = None) -> None:
        super().__init__(kit, ports)
        self._user = user
        self._offers: tuple[Offer, ...] = ()
        self._all = False
        self._typed: dict[str, str] = {}
        self.begins_at = ("", 0)
        self._drawing: Call | None = None
        self.make_parts(kit)
        self._form = ResultForm(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        self._connect()
        self.know()

    def _connect(self) -> None:
        self.fields.changed.connect(self._changed)
        self.choice.activated.connect(self._chosen)
        self.confirming.ready.connect(self._confirm)
        self.printing.ready.connect(self._print)
        self.printing.used.connect(self._use)
        self.spoiling.ready.connect(self._spoil)
        self.signing.ready.connect(self._sign)
        for panel in self.panels:
            panel.left.connect(self.know)
        self.go.clicked.connect(self.main_action)
        for button, do in (
            (self.plain, self.print_draft),
            (self.numbers, self.ask_numbers),
            (self.sign, self.ask_signature),
            (self.spoilt, lambda: self.ask_spoilt("")),
            (self.back, self.withdraw),
            (self.drop, self.put_away),
            (self.away, self.go_back_to_dossier),
        ):
            button.clicked.connect(do)

    # -- which one ------------------------------------------------------------------------------

    def open(self, uid: str, result: str = "") -> None:
        """Show a result of a dossier; without one, begin a new one."""
        self.leave_dossier()
        self._run(lambda: self._ports.show(uid), lambda found: self._opened(result, *found))

    def _opened(self, result: str, dossier: Dossier, offers: tuple[Offer, ...]) -> None:
        self._offers = offers
        self._all = not any(each.fits for each in offers)
        self.show_result(dossier, result)
        drafts = self._ports.drafts(dossier.uid, result)
        self.keeping = Keeping(
            self._kit, drafts, self._form, waiting=Waiting(), user=self._user, parent=self
        )
        self._form.touched.connect(self.keeping.touch)
        self.confirming.typed.connect(self.keeping.touch)
        self.keeping.stood.connect(self.stood)
        self.keeping.begin()

    @override
    def show_result(self, dossier: Dossier, result: str) -> None:
        self.dossier = dossier
        self.made = next((each for each in dossier.results if each.uid == result), None)
        made = self.made
        self.template = made.template if made else self._first()
        self.show_head(dossier, made)
        self.offer_templates(self._offers, self.template, every=self._all or made is not None)
        if made is not None and made.confirmed is not None:
            self.show_final(made)
            self.draw()
        else:
            self._ask_fields()
        self.know()

    def _first(self) -> str:
        return self._offers[0].template if self._offers else ""

    @property
    def about(self) -> dict[str, str]:
        """What tells whose a half-typed form is."""
        dossier = self.dossier.uid if self.dossier else ""
        return about_result(dossier, self.made.uid if self.made else "")

    def _chosen(self, at: int) -> None:
        template = str(self.choice.itemData(at) or "")
        if template:
            self.template = template
            self._ask_fields(self.fields.typed())
        else:
            self._all = True
            self.offer_templates(self._offers, self.template, every=True)
            self.choice.setFocus()

    def _ask_fields(self, typed: Mapping[str, str] | None = None) -> None:
        if self.dossier is None or not self.template:
            return
        uid, template = self.dossier.uid, self.template
        result = self.made.uid if self.made else ""
        self._typed |= typed or {}
        self._run(lambda: self._ports.blanks(uid, template, result), self._filled)

    def _filled(self, blanks: tuple[Blank, ...]) -> None:
        typed, self._typed = self._typed, {}
        self.show_fields(blanks, typed)
        place, self.begins_at = self.begins_at, ("", 0)
        if place[0]:
            go_back(self, *place)
        elif self.isVisible() and not self.choice.hasFocus():
            self.fields.part.go_to("")
        self.know()
        self.draw()

    def take_up(self, template: str, typed: dict[str, str], told: dict[str, str]) -> None:
        """Show what somebody had half typed of this result when the page was left."""
        self.confirming.show_texts(told)
        if self.is_final:
            return
        if template and self.made is None:
            self.template = template
            fits = any(each.fits for each in self._offers if each.template == template)
            self._all = self._all or not fits
            self.offer_templates(self._offers, template, every=self._all)
        self._ask_fields(typed)

    @override
    def open_again(self, dossier: Dossier, result: str) -> None:
        offers = self._offers
        self.leave_dossier()
        self._opened(result, dossier, offers)
        if self.isVisible():
            self.start()

    def leave_dossier(self) -> None:
        """Have what is typed on disk, and show nothing."""
        if self.keeping is not None:
            keeping, self.keeping = self.keeping, None
            keeping.flush()
            self._form.touched.disconnect(keeping.touch)
            self.confirming.typed.disconnect(keeping.touch)
            keeping.deleteLater()
        self._pause.stop()
        self.typed_uid = self._ports.new_uid()
        self.dossier = self.made = None
        self._typed, self._offers = {}, ()
        self.forget()
        self.know()

    # -- how it stands ---------------------------------------------------------------------------

    def _may(self, action: str) -> bool:
        return action in self._ports.may()

    @property
    @override
    def rules(self) -> Offer | None:
        """The template that is filled in."""
        return next((each for each in self._offers if each.template == self.template), None)

    @property
    @override
    def step(self) -> str:
        """What F9 does: save | confirm | print, "" where nothing can be done."""
        if self.dossier is None or self.rules is None or self._busy:
            return ""
        if self.is_final:
            return "print"
        if not self.fields.is_ready:
            return ""
        if self.made is None or self.fields.is_changed:
            return "save"
        return "confirm" if self._may("confirm-result") else ""

    @override
    def know(self) -> None:
        asking = self.asking is not None
        open_ = self.dossier is not None and not asking
        made = self.made if open_ else None
        may, final = self._may("confirm-result"), self.is_final
        self.show_step("" if asking else self.step)
        self.away.setVisible(not asking)  # Esc leaves what is asked first
        self.plain.setVisible(made is not None and not final)
        self.numbers.setVisible(made is not None and final and may)
        self.sign.setVisible(made is not None and final)
        self.back.setVisible(made is not None and final and may)
        self.spoilt.setVisible(made is not None and final and self.is_secure)
        self.drop.setVisible(made is not None and not final and not made.sheets)
        self.make_way()
        self.show_emptiness(empty=self.dossier is None)

    def _changed(self) -> None:
        self.paper.age()
        self._pause.start()
        self.know()

    # -- the paper -------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the paper as it would come out now; an older drawing is no longer waited for."""
        self._pause.stop()
        if self._drawing is not None:
            self._drawing.cancel()
        if self.dossier is None or not self.template:
            return
        uid, template, given = self.dossier.uid, self.template, self.fields.given()
        result = self.made.uid if self.made and self.is_final else ""

        def work() -> Sequence[Picture]:
            if result:
                return self._ports.paper(uid, result)
            return self._ports.preview(uid, template, given)

        self._drawing = self._kit.tasks.run(
            work, self.paper.show_pages, self.error.show_error, lane=Lane.VIEW, owner=self
        )

    # -- the page --------------------------------------------------------------------------------

    def go_back_to_dossier(self) -> None:
        """Show the dossier again; what is half typed waits on disk."""
        if self.dossier is not None:
            self.opened.emit(self.dossier.uid)
        else:
            self.asked.emit("dossier")

    @override
    def start(self) -> None:
        """Put the cursor where something is to be filled in."""
        if self.asking is not None:
            self.asking.go.setFocus()
        elif self.dossier is None:
            self.away.setFocus()
        elif not self.is_final:
            self.fields.part.go_to("")
        else:
            self.go.setFocus()

    @override
    def seat(self, user: Actor) -> None:
        """Put aside what the former person typed; it waits for them."""
        self.leave_dossier()
        self._user = user

    @override
    def close_down(self) -> None:
        if self.keeping is not None:
            self.keeping.flush()

    @override
    def refresh(self) -> None:
        """Read the result again, unless somebody types or is asked something."""
        if self.dossier is None or self._busy or self.asking is not None:
            return
        if not self.fields.is_changed and self.made is not None:
            self._read_again()

    @override
    def scan(self, text: str) -> bool:
        """Take a sheet's number while one is asked for."""
        for panel in (self.printing, self.spoiling):
            if not panel.isHidden():
                return panel.scan(text)
        return False

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if not self.error.isHidden():
            self.error.acknowledge()
        elif self.asking is not None:
            self.leave_panels()
            self.start()
        elif self.dossier is not None:
            self.go_back_to_dossier()
        else:
            return False
        return True
