"""One person's place at a counter: the window's callables, bound to services.

Everything here runs on the window's data lane, one call at a time, except what the network
lane does (`sync_now`, `compare`, `connect`), which takes the writer only for its commits.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desk import settings
from desk.app import (
    acting,
    counter,
    counterwork,
    courier,
    drafts,
    exchange,
    files,
    filing,
    handover,
    importing,
    lookup,
    notices,
    people,
    queueing,
    reference,
    results,
    review,
    spool,
    systems,
    tickets,
    tills,
    wordings,
)
from desk.domain.cards import Reading
from desk.domain.errors import DeskError, InputError
from desk.domain.fees import Tariff, Waiver
from desk.domain.identity import ScanKind, classify_scan, parse_card_qr, parse_mrz
from desk.domain.records import Actor, Party, Procedure
from desk.domain.views import (
    DossierView,
    NewDossier,
    Preview,
    QueueCounts,
    QueuePage,
    QueueRow,
    Receipt,
)
from desk.domain.warning import Warning_
from desk.services import (
    finding,
    history,
    intake,
    measuring,
    papers,
    print_counts,
    print_queue,
    printers,
    queue,
    reading,
    reprinting,
    retract,
    staff,
    targets,
    visits,
)
from desk.services import review as review_room
from desk.services.reprinting import Again
from desk.ui import ports
from desk.ui.printers.ports import PrintPorts

if TYPE_CHECKING:
    from desk.app.background import Exchanger
    from desk.app.posting import Poster
    from desk.printing.raster import Page
    from desk.services.workplace import Workplace

_SHOWN_PROCEDURES = 20


class Seat:
    """An open counter and whoever sits at it; `user` changes with every sign-in."""

    def __init__(self, work: Workplace, folder: Path) -> None:
        """Sit down; nobody is signed in yet, so the first administrator's name stands in."""
        self.work = work
        self.folder = folder
        self.exchanger: Exchanger | None = None
        self.poster: Poster | None = None
        with work.database.read() as tx:
            self.user: Actor = staff.acting(tx)

    # -- who ----------------------------------------------------------------------------------

    # -- receive ------------------------------------------------------------------------------

    def find_procedures(self, text: str) -> tuple[Procedure, ...]:
        """Return procedures by a few letters, what is used most here first."""
        catalogue = self.work.rules.catalogue
        used = queue.most_used(self.work, _SHOWN_PROCEDURES)
        if text.strip():
            return catalogue.find(text, _SHOWN_PROCEDURES, used)
        known = [catalogue.procedures[code] for code in used if code in catalogue.procedures]
        rest = [each for each in catalogue.procedures.values() if each not in known]
        return tuple([*known, *rest][:_SHOWN_PROCEDURES])

    def preview(self, new: NewDossier) -> Preview:
        """Return what the receipt would say."""
        return intake.preview(self.work, new)

    def receive(self, new: NewDossier) -> Receipt:
        """Receive; durable when this returns."""
        made = intake.receive(self.work, new, self.user)
        self.nudge()
        return made

    def turn_away(self, kind: str, new: NewDossier, reason: str, items: tuple[str, ...]) -> int:
        """Give a slip without a dossier; return its print job."""
        return intake.turn_away(self.work, kind, new, self.user, reason=reason, items=items)

    def known_person(self, personal_id: str) -> Party | None:
        """Return a person as at the latest visit."""
        return intake.known_person(self.work, personal_id)

    def take_back(self, code: str) -> bool:
        """Void one's own receipt of a moment ago."""
        out = retract.take_back(self.work, code, self.user)
        self.nudge()
        return out

    def open_dossiers(self, personal_id: str) -> tuple[QueueRow, ...]:
        """Return what a person still has open."""
        return intake.open_dossiers(self.work, personal_id)

    def waivers(self) -> tuple[Waiver, ...]:
        """Return all waivers; the page offers those that fit its procedure and day."""
        return self.work.rules.waivers

    def tariffs(self) -> tuple[Tariff, ...]:
        """Return the tariffs of fees that are counted by the page."""
        return self.work.rules.tariffs

    def parse_scan(self, text: str) -> ports.Scanned:
        """Say what was scanned or typed, and look it up where that is quick."""
        try:
            scan = classify_scan(text)
            if scan.kind is ScanKind.CARD:
                return _person(text, parse_card_qr(scan.text, today=self.work.now().date()))
            if scan.kind is ScanKind.MRZ:
                return _person(text, parse_mrz(scan.text, today=self.work.now().date()))
        except InputError as error:
            facts = tuple((name, str(value)) for name, value in error.facts.items())
            said = (Warning_(code=error.code, facts=facts),)
            return ports.Scanned(kind="bad", text=text, warnings=said)
        if scan.kind in (ScanKind.BARCODE, ScanKind.CODE):
            return self._dossier(scan.text)
        if scan.kind in (ScanKind.PERSONAL_ID, ScanKind.OLD_ID):
            party = intake.known_person(self.work, scan.text)
            return ports.Scanned(kind="person_id", text=scan.text, party=party)
        kind = "phone" if scan.kind is ScanKind.PHONE else "text"
        return ports.Scanned(kind=kind, text=scan.text)

    def _dossier(self, code: str) -> ports.Scanned:
        try:
            uid = reading.open_dossier(self.work, code, self.user).dossier.uid
        except finding.AmbiguousCodeError:
            return ports.Scanned(kind="text", text=code)  # both are listed, a person picks
        except DeskError as error:
            said = (Warning_(code=error.code, facts=(("code", code),)),)
            return ports.Scanned(kind="bad", text=code, warnings=said)
        return ports.Scanned(kind="dossier", text=code, dossier_uid=uid)

    # -- queue, dossier, hand-over ---------------------------------------------------------------

    def page(self, view: str, after: str, limit: int) -> QueuePage:
        """Return a page of a view."""
        return queue.page(self.work, self.user, view, after, limit)

    def counts(self) -> QueueCounts:
        """Return how many stand where."""
        return queue.counts(self.work, self.user)

    def open(self, uid: str) -> DossierView:
        """Return a dossier with its story."""
        return reading.open_dossier(self.work, uid, self.user)

    def act(self, uid: str, action: str, /, **arguments: object) -> DossierView:
        """Take a step."""
        acting.act(self.work, self.user, uid, action, arguments)
        self.nudge()
        return self.open(uid)

    def print_form(self, uid: str, form: str, reason: str = "") -> int:
        """Queue a form; return its print job. One that is out already takes a reason."""
        return papers.reprint(self.work, form, uid, Again(by=self.user, reason=reason))

    def search(self, text: str, limit: int) -> tuple[QueueRow, ...]:
        """Return what the command box finds."""
        return finding.search(self.work, text, limit)

    # -- exchange --------------------------------------------------------------------------------

    def sync_now(self) -> None:
        """Exchange with every target now; how it went is in `targets`."""
        if self.exchanger is None:
            exchange.once(self.work)
        else:
            self.exchanger.now()

    def listen(self, told: Callable[[], None]) -> None:
        """Have somebody called when something came from elsewhere; he comes in place of others."""
        if self.exchanger is not None:
            self.exchanger.told = told

    def support(self) -> str:
        """Write the file for helpers from afar where people look for files; return where it is."""
        from desk.app import support

        documents = Path.home() / "Documents"
        return str(support.save(self.work, documents if documents.is_dir() else Path.home()))

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Let nothing be exchanged meanwhile: who this counter is, changes."""
        from desk.app.background import Exchanger

        before = self.exchanger
        if before is not None:
            before.stop()
        try:
            yield
        finally:
            if before is not None:
                self.exchanger = Exchanger(self.work, before.told)
                self.exchanger.start()

    def nudge(self) -> None:
        """Let the exchange know that something new waits."""
        if self.exchanger is not None:
            self.exchanger.nudge()

    def connect(self, url: str, code: str, slot: int = 0) -> None:
        """Enrol at a city, with another slot if one is given."""
        exchange.connect(self.work, url, code, self.user, slot=slot)

    def compare(self) -> tuple[str, bool, int, int, tuple[str, ...]]:
        """Compare with the first target: (its name, equal, ours, theirs, codes that differ)."""
        name = targets.reached(self.work).name
        told = exchange.same(self.work, name)
        codes = tuple(reading.code_of(self.work, uid) for uid in told.differing)
        return name, told.equal, told.ours, told.theirs, codes

    # -- printing ----------------------------------------------------------------------------------

    def pdf(self, job: int, progress: Callable[[int, int], bool] | None = None) -> bytes:
        """Return a job's paper; `progress` is told how far a long one has come, and may stop it."""
        return counter.print_job(self.work, self.folder, job, progress)[1]

    def report(self, job: int, state: str, error: str) -> None:
        """Write down what became of a job."""
        print_queue.report(self.work, job, state, error)


def _person(text: str, read: Reading) -> ports.Scanned:
    return ports.Scanned(kind="card", text=text, party=read.party, warnings=read.warnings)


def pictures(pdf: bytes, dpi: int) -> Iterable[Page]:
    """Return a paper's pages as dots of a printer."""
    from desk.printing import raster

    return [raster.page(pdf, number, dpi=dpi, upright=True) for number in range(raster.count(pdf))]


def window_ports(seat: Seat) -> ports.WindowPorts:
    """Return everything that the window is handed."""
    work = seat.work
    return ports.WindowPorts(
        receive=ports.ReceivePorts(
            find_procedures=seat.find_procedures,
            preview=seat.preview,
            receive=seat.receive,
            parse_scan=seat.parse_scan,
            known_person=seat.known_person,
            known_people=lambda wanted: visits.known_people(work, wanted),
            dossiers_of=lambda number: visits.dossiers_of(work, number),
            take_back=seat.take_back,
            print_form=seat.print_form,
            open_dossiers=seat.open_dossiers,
            turn_away=seat.turn_away,
            waivers=seat.waivers,
            tariffs=seat.tariffs,
            new_uid=lambda: str(uuid.uuid4()),
        ),
        queue=queueing.ports(seat),
        dossier=ports.DossierPorts(
            open=seat.open,
            act=seat.act,
            foresee=lambda uid, action: queueing.foresee(seat, uid, action),
            print_form=seat.print_form,
            retype=lambda uid: handover.retype(seat, uid),
            mend=lambda uid: handover.mend(seat, uid),
        ),
        handover=handover.ports(seat),
        scans=filing.ports(seat),
        search=ports.SearchPorts(search=seat.search),
        lookup=lookup.ports(seat),
        statistics=lookup.statistics(seat),
        exchange=ports.ExchangePorts(
            targets=lambda: files.live(targets.statuses(work), seat.exchanger),
            review=lambda: review_room.items(work),
            sync_now=seat.sync_now,
            connect=seat.connect,
            compare=seat.compare,
            support=seat.support,
            history=lambda limit: history.latest(work, limit),
            courier=courier.ports(seat),
            systems=systems.ports(seat),
            keys_kept=lambda: work.keys.kind,
            listen=seat.listen,
        ),
        printing=PrintPorts(
            jobs=lambda: print_queue.jobs(work),
            retry=lambda job: print_queue.retry(work, job),
            cancel=lambda job: print_queue.cancel(work, job),
            pdf=seat.pdf,
            draw=seat.pdf,
            pictures=pictures,
            escpos=tills.escpos,
            begin=lambda job, printer: print_queue.begin(work, job, printer),
            handing=lambda *told: print_queue.handing(work, *told),
            report=seat.report,
            move=lambda which, printer: spool.move(work, which, printer),
            follow=lambda: spool.follow(work),
            answer=lambda job, came: print_queue.answer(work, job, came=came),
            again=seat.print_form,
            why_again=lambda: reprinting.usual(work),
            routes=lambda: printers.routes(work),
            route=lambda route: printers.choose(work, route),
            setup=lambda printer, kind: printers.setup(work, printer, kind),
            keep_setup=lambda told: printers.keep(work, told),
            test_page=lambda kind, printer: measuring.print_test(work, kind, printer),
            counts=lambda start, end: print_counts.counts(work, start, end),
            counts_table=print_counts.table,
        ),
        sign_in=people.signing_in(seat),
        admin=people.administration(seat),
        reference=reference.ports(seat),
        wordings=wordings.ports(seat),
        notices=notices.ports(seat),
        importing=importing.ports(seat),
        review=review.ports(seat),
        preferences=people.preferences(seat),
        tickets=tickets.ports(seat),
        drafts=drafts.ports(seat),
        quick=counterwork.quick(seat),
        cash=counterwork.cash(seat),
        books=counterwork.shelves(seat),
        results=results.ports(seat),
        sheets=results.stock(seat),
    )


def place(work: Workplace, folder: Path) -> ports.Place:
    """Return where the window stands."""
    from desk.models import log

    with work.database.read() as tx:
        slot = log.this_counter(tx).slot
    chosen = settings.load(folder)
    office = counter.look(work, chosen).office
    assert office is not None  # noqa: S101 - `look` always makes one
    return ports.Place(office=office, slot=slot, practice=chosen.practice)
