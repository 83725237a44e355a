"""An invented drawer and invented books: no cash, no lines, nothing to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from desk.domain.at_once import AtOnce, Register
from desk.domain.backup import Copied
from desk.domain.book_closing import Closing, Kept, Part
from desk.domain.books import DRAWER, FEES, RECEIVED, RETURNED, Book
from desk.domain.counter_events import DrawerClosed
from desk.domain.drawer import Drawer
from desk.domain.fees import Fee
from desk.domain.papers import PressStoppedError
from desk.domain.records import Dossier, Procedure, RegisterLine, Status
from desk.domain.views import Receipt
from desk.ui.books.ports import BackupPorts, BookPorts
from desk.ui.drawer.ports import DrawerPorts
from desk.ui.ports import ReceivePorts
from desk.ui.quick.ports import QuickPorts
from desk.ui.signing.ports import Signing
from tests.ui.half_done import HalfDone
from tests.ui.invented import LAN, NOW, PROCEDURES, dossier

REGISTER = Register(
    kind="copy", name="Sổ chứng thực bản sao", sign="SCT/BS", procedures=("2.000815",), basis="NĐ"
)
COPIES = next(each for each in PROCEDURES if each.code == "2.000815")


@dataclass
class DeskWork:
    """What the drawer, the books and the quick page would find at the counter."""

    drawer: Drawer = field(
        default_factory=lambda: Drawer(opened_at=NOW, opened_by=LAN.name, float_=200_000)
    )
    allowed: bool = True
    counted: list[DrawerClosed] = field(default_factory=list)
    lines: dict[str, Book] = field(default_factory=dict)
    latest: Copied | None = None
    done: list[AtOnce] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    printed: list[tuple[str, date, date, bool]] = field(default_factory=list)
    half_done: HalfDone = field(default_factory=HalfDone)

    # -- drawer ---------------------------------------------------------------------------------

    def open(self, amount: int) -> Drawer:
        self.drawer = Drawer(opened_at=NOW, opened_by=LAN.name, float_=amount)
        return self.drawer

    def close(self, counted: int, note: str, pieces: Sequence[tuple[int, int]]) -> DrawerClosed:
        made = DrawerClosed(
            counted=counted,
            expected=self.drawer.expected,
            at=NOW,
            note=note,
            pieces=tuple(pieces),
        )
        self.counted.append(made)
        self.drawer = Drawer()
        return made

    def cash(self) -> DrawerPorts:
        return DrawerPorts(
            look=lambda: self.drawer, open=self.open, close=self.close, allowed=lambda: self.allowed
        )

    # -- books ----------------------------------------------------------------------------------

    def book(self, kind: str, start: date, end: date) -> Book:
        empty = Book(kind=kind, start=start, end=end, lines=(), gaps=())
        return replace(self.lines.get(kind, empty), start=start, end=end)

    def close_books(self, start: date, end: date, reason: str) -> Closing:
        closing = Closing(
            uid=f"c{start}{end}",
            start=start,
            end=end,
            at=NOW,
            by=LAN.name,
            reason=reason,
            parts=(Part(kind=RECEIVED, lines=1), Part(kind=RETURNED, lines=0)),
        )
        for kind in (RECEIVED, RETURNED):
            book = self.book(kind, start, end)
            self.lines[kind] = replace(book, closings=(*book.closings, closing), changes=())
        return closing

    def print(self, kind: str, start: date, end: date, closed: bool) -> int:
        self.printed.append((kind, start, end, closed))
        return 1

    def save(
        self,
        kind: str,
        start: date,
        end: date,
        closed: bool,
        path: Path,
        progress: Callable[[int, int], bool],
    ) -> None:
        del start, end, closed
        if not progress(1, 2):
            raise PressStoppedError
        path.write_text(kind)

    def sign(
        self,
        kind: str,
        start: date,
        end: date,
        closed: bool,
        how: Signing,
        progress: Callable[[int, int], bool],
    ) -> tuple[Path, str]:
        path = Path(how.path).with_name("da-ky.pdf")
        self.save(kind, start, end, closed, path, progress)
        return path, LAN.name

    def copy(self, progress: Callable[[int, int], bool]) -> Copied:
        progress(1, 2)
        self.latest = Copied(folder="backups/desk-1", at=NOW, bytes_=2_400_000, events=12)
        return self.latest

    def shelves(self) -> BookPorts:
        return BookPorts(
            kinds=lambda: (
                *((RECEIVED, ""), (RETURNED, ""), ("copy", REGISTER.name)),
                *((FEES, ""), (DRAWER, "")),
            ),
            book=self.book,
            close=self.close_books,
            closings=lambda kind: self.book(kind, NOW.date(), NOW.date()).closings,
            kept=lambda _, closing: Kept(closing=closing),
            print=self.print,
            save=self.save,
            sign=self.sign,
            copies=BackupPorts(
                latest=lambda: self.latest, make=self.copy, folder=lambda: "backups"
            ),
        )

    # -- returning at once ------------------------------------------------------------------------

    def offers(self, text: str) -> tuple[Procedure, ...]:
        del text
        return (COPIES,)

    def finish(self, asked: AtOnce) -> Receipt:
        self.done.append(asked)
        lines = tuple(
            RegisterLine(register="copy", book="1/2026", line=128 + at)
            for at, _ in enumerate(asked.items)
        )
        made = dossier(90, Status.RETURNED, 0, uid=asked.uid, submitter=asked.person, fee=10_000)
        return Receipt(dossier=replace(made, register=lines), receiver=LAN)

    def take_back(self, uid: str) -> Dossier:
        self.struck.append(uid)
        return dossier(90, Status.RETURNED, 0, uid=uid)

    def quick(self, receive: ReceivePorts) -> QuickPorts:
        return QuickPorts(
            offers=self.offers,
            known_person=receive.known_person,
            parse_scan=receive.parse_scan,
            price=lambda asked: Fee(
                amount=sum(2000 * item.pages * item.copies for item in asked.items),
                note="theo trang",
            ),
            next_line=lambda _: (REGISTER, "1/2026", 128),
            finish=self.finish,
            take_back=self.take_back,
            waivers=lambda: (),
            new_uid=receive.new_uid,
            drafts=self.half_done.ports(),
        )
