"""Papers that the spooler has been handed: where one is after a crash, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk.domain.printers import DEVICE, FOLDER, SOCKET
from desk.printing import spooler as system
from desk.printing.spooler import Fate, SpoolerError
from desk.services import print_queue

if TYPE_CHECKING:
    from desk.printing.spooler import Cups, Spooled
    from desk.services.print_queue import Handed
    from desk.services.workplace import Workplace

#: What the spooler still holds and has not begun: it can be taken back without a sheet lost.
_HELD = frozenset({Fate.WAITING, Fate.STOPPED})
_LOST = frozenset({Fate.CANCELLED, Fate.ABORTED})


def whereabouts(printer: str, tag: str, number: int | None) -> bool | None:
    """Tell whether a paper left the program that was being handed over when it ended.

    True: whoever prints has it, False: nobody has it, None: that cannot be said.
    """
    if printer.startswith(FOLDER):
        return _is_filed(Path(printer.removeprefix(FOLDER)), tag)
    cups = system.spooler()
    if cups is None or number is None or printer.startswith((SOCKET, DEVICE)):
        return None
    try:
        found = _known(cups, printer, tag, number)
    except SpoolerError:
        return None
    if found is None:
        return None  # its number was given, and it was forgotten since: printed, or deleted
    if not found.kilobytes:
        cups.cancel(printer, number)  # announced, and nothing of it came: else it waits for more
        return False
    return None if found.fate in _LOST else True


def _is_filed(folder: Path, tag: str) -> bool:
    job = int(tag.split("-")[2])
    return any(folder.glob(f"{job:06d}-*.pdf"))


def _known(cups: Cups, printer: str, tag: str, number: int) -> Spooled | None:
    # The number alone is not enough: a spooler that was set up anew counts from one again.
    mine = (each for each in cups.known(printer) if each.id == number and each.title == tag)
    return next(mine, None)


def follow(work: Workplace) -> int:
    """Look what became of the papers that the spooler had; return of how many that is known now.

    Raises:
        SpoolerError: the spooler does not answer.
    """
    cups = system.spooler()
    handed = print_queue.handed(work)
    if cups is None or not handed:
        return 0
    known = {(each.printer, each.id, each.title): each for each in cups.known()}
    told = 0
    for each in handed:
        found = known.get((each.printer, each.number, each.tag))
        if found is not None and found.fate in _LOST:
            print_queue.gave_up(work, each.job)
        elif found is None or found.fate is Fate.OUT:
            print_queue.came_out(work, each.job)
        else:
            continue
        told += 1
    return told


def move(work: Workplace, which: Sequence[int], printer: str) -> int:
    """Send papers to another printer, those too that the spooler holds for one that is away.

    A paper that its printer had begun may be on paper in part: a person says so first.
    """
    cups = system.spooler()
    handed = [each for each in print_queue.handed(work) if each.job in which]
    moved = sum(_brought_back(work, cups, each, printer) for each in handed) if cups else 0
    return moved + print_queue.move(work, which, printer)


def _brought_back(work: Workplace, cups: Cups, each: Handed, printer: str) -> bool:
    found = _known(cups, each.printer, each.tag, each.number)
    if found is None or found.fate is Fate.OUT:
        return False
    held = found.fate in _HELD
    if found.fate not in _LOST and not cups.cancel(each.printer, each.number):
        return False  # it came out meanwhile
    print_queue.bring_back(work, each.job, printer, sure=held)
    return True
