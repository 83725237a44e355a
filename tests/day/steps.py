"""The 28 steps of a day at the counter, with their limits.

Keys are a person's (a scanner's are nobody's, a modifier is a key); times are the machine's, from
the last key to what is seen, p95 over the runs, with 50,000 dossiers. A step without `act` belongs
to later work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.day import evening, morning, noon
from tests.day.driver import Day


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `before` sets the stage unmeasured, `act` returns milliseconds."""

    number: int
    name: str
    keys: int
    ms: float
    act: Callable[[Day], float] | None = None
    before: Callable[[Day], None] | None = None


STEPS: Final = (
    Step(1, "Cold start to login; unsent count shown", 0, 5000, morning.cold_start),
    Step(2, "Lan signs in by PIN; opens drawer", 14, 1000, morning.sign_in, morning.network_comes),
    Step(3, "F4 calls ticket A001", 1, 500, morning.call_ticket, morning.tickets_taken),
    Step(4, "Scan card of a new citizen", 0, 300, morning.scan_card),
    Step(5, "ks Enter, phone, all papers", 15, 300, morning.birth),
    Step(6, "Citizen's Đúng; F9: saved and spooled", 1, 1000, morning.receive),
    Step(7, "Why this date, line by line", 2, 200, morning.why_date),
    Step(8, "Returning citizen: certified copies", 7, 1000, morning.certified, morning.fresh_form),
    Step(9, "The same citizen again: open dossier", 1, 300, morning.again, morning.fresh_form),
    Step(10, "Scan while typing in a note", 0, 300, morning.scan_in_note, morning.note_typed),
    Step(11, "Unknown code: focus held", 1, 200, morning.unknown_code),
    Step(12, "Park, serve another, resume", 5, 300, morning.park, morning.fresh_form),
    Step(13, "Killed mid-form; same field, same text", 9, 6000, noon.killed, noon.half_a_form),
    Step(14, "Minh switches in; draft shows Lan", 9, 500, noon.switch, noon.breath),
    Step(15, "Network gone: received all the same", 8, 1000, noon.offline, noon.cut_network),
    # The second key gives the reason why a paper that is out comes out again.
    Step(16, "Printer unplugged: exactly one print", 2, 3000, noon.printer, noon.unplug),
    Step(17, "Counter 2 sees it over the LAN", 0, 2000),
    Step(18, "Search by tones", 20, 150, noon.search),
    Step(19, "Three approved in batch, one undone", 10, 500, noon.batch, noon.to_approve),
    Step(20, "Supplement from the library", 9, 1000, noon.supplement),
    Step(21, "Apology drafted, approved", 3, 500, noon.apology, noon.leader_comes),
    Step(22, "Bundle of three branches", 2, 1000),
    Step(23, "Network back: queue drains", 4, 30_000),
    Step(24, "Three results, one collector, signed", 2, 1000, noon.hand_over, noon.ready),
    Step(25, "Wrong collector blocked; authority", 12, 500, noon.wrong_collector),
    Step(26, "Old book page keyed twice", 90, 300),
    Step(27, "Statistics equal to SQL; export", 4, 10_000, evening.statistics, evening.leader_asks),
    Step(28, "Drawer, logs, backup", 16, 60_000, evening.evening, evening.lan_again),
)
