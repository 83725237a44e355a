"""Returning at once, the drawer, the books and their copies, bound to whoever sits here."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desk import settings
from desk.app import counter, drafts, signing
from desk.domain.rights import RIGHTS
from desk.services import at_once, backup, book_closing, books, drawer, intake
from desk.ui.books.ports import BackupPorts, BookPorts, file_name
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.quick.ports import QuickPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.at_once import AtOnce
    from desk.domain.papers import Progress
    from desk.domain.views import Receipt
    from desk.ui.signing.ports import Signing


def quick(seat: Seat) -> QuickPorts:
    """Return what the page for returning at once is handed."""
    work = seat.work

    def finish(asked: AtOnce) -> Receipt:
        made = at_once.finish(work, asked, seat.user)
        seat.nudge()
        return made

    return QuickPorts(
        offers=lambda text: at_once.offers(work, text),
        known_person=lambda number: intake.known_person(work, number),
        parse_scan=seat.parse_scan,
        price=lambda asked: at_once.price(work, asked),
        next_line=lambda code: at_once.next_line(work, code),
        finish=finish,
        take_back=lambda uid: at_once.take_back(work, uid, seat.user),
        waivers=seat.waivers,
        new_uid=lambda: str(uuid.uuid4()),
        drafts=drafts.at_once(seat),
    )


def cash(seat: Seat) -> DrawerPorts:
    """Return what the cards of the cash drawer are handed."""
    work = seat.work
    return DrawerPorts(
        look=lambda: drawer.look(work),
        open=lambda amount: drawer.open_(work, seat.user, amount),
        close=lambda counted, note, pieces: drawer.close(work, seat.user, counted, note, pieces),
        allowed=lambda: "drawer" in RIGHTS.get(seat.user.role, frozenset()),
    )


def shelves(seat: Seat) -> BookPorts:
    """Return what the page of books is handed."""
    work = seat.work

    def save(  # noqa: PLR0917 - which book, where to, who is told
        kind: str, start: date, end: date, closed: bool, path: Path, progress: Progress
    ) -> None:
        found = books.book(work, kind, start, end, closed=closed)
        counter.write_file(path, counter.print_book(work, seat.folder, found, progress))

    def sign(  # noqa: PLR0917 - which book, signed with what, who is told
        kind: str, start: date, end: date, closed: bool, how: Signing, progress: Progress
    ) -> tuple[Path, str]:
        def draw() -> bytes:
            found = books.book(work, kind, start, end, closed=closed)
            return counter.print_book(work, seat.folder, found, progress, electronic=True)

        return signing.write(seat, file_name(kind, start, end), how, draw)

    return BookPorts(
        kinds=lambda: books.kinds(work),
        book=lambda kind, start, end: books.book(work, kind, start, end),
        close=lambda start, end, why: book_closing.close(work, seat.user, start, end, why),
        closings=lambda kind: book_closing.closings(work, kind),
        kept=lambda kind, closing: book_closing.kept(work, kind, closing),
        print=lambda kind, start, end, closed: books.print_(work, kind, start, end, closed=closed),
        save=save,
        sign=sign,
        copies=BackupPorts(
            latest=lambda: backup.latest(_copies(seat)),
            make=lambda progress: backup.make(work, _copies(seat), progress),
            folder=lambda: str(_copies(seat)),
        ),
    )


def _copies(seat: Seat) -> Path:
    """Return where copies are kept: where a person chose, else beside the data."""
    chosen = settings.load(seat.folder).backup_folder
    return Path(chosen) if chosen else seat.folder / "backups"
