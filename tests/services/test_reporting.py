"""Reports: every column counted again by hand from the events alone, over any period."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.app import reports
from desk.domain import events as ev
from desk.domain.report import Line, Report, Share
from desk.domain.report_form import BadReportFormError, UnknownGroupingError, UnknownReportError
from desk.domain.rights import NotAllowedError
from desk.services import queue, reading, recalling, reporting
from desk.services.reporting import PeriodError
from desk.services.workplace import Workplace, open_workplace
from desk.wire.ids import from_key
from tests.kit import (
    BIRTH,
    COPIES,
    RESIDENCE,
    RESOURCES,
    Clock,
    Counter,
    act,
    administrator,
    at,
    person,
    receive,
)
from tests.printing.reading import flat, pypdf_text
from tests.services.filed import City
from tests.services.test_queue import BY

FIRST, LAST = date(2026, 10, 26), date(2026, 12, 6)
LATER: Final = at("2099-01-01 00:00")
DAYS = st.dates(FIRST, LAST)
ROADS = """
.
claim
claim finish
claim finish hand-over
supplement
supplement supplemented
supplement close
supplement supplemented finish hand-over
claim fee
claim fee paid finish
withdraw
withdraw resume finish
withdraw stop
reject
reject hand-over
apologise
apologise finish
void
""".strip().split("\n")
DETAILS: dict[str, dict[str, Any]] = {
    "supplement": {"reason": "thiếu"},
    "reject": {"reason": "không thuộc"},
    "fee": {"amount": 5000},
    "hand-over": {"to": person().name},
    "void": {"reason": "thử"},
}


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Return a counter with six weeks of dossiers that took every road at any pace."""
    counter = Counter(tmp_path_factory.mktemp("ward") / "counter").make()
    chance = random.Random(7)  # noqa: S311 - the same weeks every time
    city = City()
    waiting: list[tuple[datetime, int, str, list[str]]] = []
    with counter.open() as work:
        city.connect(work)
        for number in range(90):
            counter.clock.now = at("2026-10-26 08:00") + timedelta(hours=number * 8)
            while waiting and waiting[0][0] <= counter.clock.now:
                step(work, chance, waiting)
            road = chance.choice(ROADS).replace(".", "").split()
            if number % 9 == 4:
                uid = city.file(work, f"online-{number}", COPIES)
                if number % 2:
                    act(work, uid, "accept")
                else:
                    road = []
            else:
                back = chance.choice([0, 0, 0, 3])
                received = counter.clock.now - timedelta(days=back)
                made = receive(work, chance.choice([BIRTH, RESIDENCE]), received_at=received)
                uid = made.uid
            if road:
                waiting.append((counter.clock.now, number, uid, road))
        while waiting and counter.clock.now < at("2026-12-05 08:00"):
            counter.clock.pass_(hours=6)
            step(work, chance, waiting)
    counter.clock.set("2026-12-06 09:00")
    return counter


def step(work: Workplace, chance: random.Random, waiting: list[Any]) -> None:
    """Take the next step of whichever dossier has waited longest."""
    _, number, uid, road = waiting.pop(0)
    action, rest = road[0], road[1:]
    now = work.now()
    details = dict(DETAILS.get(action, {}))
    state = reading.events(work, uid)[0]
    if action == "close" and (state.answer_until is None or now <= state.answer_until):
        rest = road
        action = "note"
        details = {"reason": "nhắc"}
    if action == "apologise":
        assert state.due_at is not None
        details = {"reason": "mạng", "due": max(now, state.due_at) + timedelta(days=4)}
        if now.date() == state.due_at.date() and now <= state.due_at:
            action, rest = "note", road
            details = {"reason": "mai"}
    if action == "finish" and chance.random() < 0.3:
        told = [state.received_at, state.suspended_at, now - timedelta(hours=30)]
        details["at"] = max(each for each in told if each is not None)
    act(work, uid, action, **details)
    if rest:
        waiting.append((now + timedelta(hours=chance.randint(1, 120)), number, uid, rest))
        waiting.sort()


# -- the same figures, by hand ---------------------------------------------------------------------


@dataclass
class Told:
    """What one dossier's events say, read one by one and nothing folded."""

    online: bool = False
    received: datetime | None = None
    ended: datetime | None = None
    stopped: bool = False
    voided: bool = False
    due_in_the_end: datetime | None = None
    due: datetime | None = None  # when the period ended
    waits: bool = False  # then
    asked: tuple[tuple[datetime, datetime], ...] = ()  # for papers: when, and what was promised

    def broken(self, after: datetime) -> list[datetime]:
        """Return the promises that had been broken when papers were asked for before `after`."""
        return [due for asked, due in self.asked if due < asked < after]


#: The field of a body that ends a dossier, and the one that says when it was received.
ENDS = ("finished_at", "refused_at", "stopped_at", "closed_at")
WAITS = (ev.SupplementAsked, ev.FeeAsked, ev.WithdrawalAsked)
GOES_ON = (ev.Supplemented, ev.FeePaid, ev.Resumed)


def listen(story: tuple[ev.Event, ...], after: datetime) -> Told:
    told = Told()
    for made in story:
        body: Any = made.body
        told.online |= isinstance(body, ev.Filed)
        told.voided |= isinstance(body, ev.Voided)
        told.stopped |= isinstance(body, ev.Stopped | ev.Closed)
        told.received = getattr(body, "received_at", told.received)
        if isinstance(body, ev.SupplementAsked | ev.Apologised) and told.due_in_the_end is not None:
            told.asked += ((body.asked_at, told.due_in_the_end),)
        for field in ENDS:
            told.ended = getattr(body, field, told.ended)
        told.due_in_the_end = getattr(body, "due_at", None) or told.due_in_the_end
        # A receipt typed only afterwards still promised what it promised.
        if made.at < after or isinstance(body, ev.Received):
            told.due = getattr(body, "due_at", None) or told.due
            told.waits = isinstance(body, WAITS) or (told.waits and not isinstance(body, GOES_ON))
    return told


#: The columns of Biểu II.06a that are counted; the others are sums of them.
PARTS: Final = ("4", "5", "6", "8", "9", "10", "12", "13")
SUMS: Final = {"3": "4 5 6", "7": "8 9 10", "11": "12 13"}


def by_hand(work: Workplace, start: date, end: date) -> dict[str, int]:
    first = at(f"{start} 00:00")
    after = at(f"{end + timedelta(days=1)} 00:00")
    moment = min(after, work.now())
    found = dict.fromkeys(PARTS, 0)
    with work.database.read() as tx:
        uids = tx.exec_driver_sql("SELECT uid FROM dossier").scalars().all()
    for uid in map(from_key, uids):
        told = listen(reading.events(work, uid)[1], after)
        if told.voided or told.received is None or told.received >= after:
            continue
        if told.ended is not None and told.ended < first:
            continue
        if told.received < first:
            found["6"] += 1
        else:
            found["4" if told.online else "5"] += 1
        if told.ended is not None and told.ended < after:
            assert told.due_in_the_end is not None
            promised = (*told.broken(LATER), told.due_in_the_end)[0]
            if told.stopped:
                found["9"] += 1
            elif told.ended > promised:
                found["10"] += 1
            elif told.ended.date() < promised.date():
                found["8"] += 1
            else:
                found["9"] += 1
        elif told.broken(after) or (told.due is not None and moment > told.due and not told.waits):
            found["13"] += 1
        else:
            found["12"] += 1
    return found | {name: sum(found[part] for part in of.split()) for name, of in SUMS.items()}


def columns(made: Report, line: Line) -> dict[str, Any]:
    """Return the figures of a line by the numbers of its form's columns."""
    return {leaf.number: value for leaf, value in zip(made.form.leaves, line.values, strict=True)}


@pytest.fixture(scope="module")
def work(ward: Counter) -> Iterator[Workplace]:
    with ward.open(write=False) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(
    days=st.tuples(DAYS, DAYS),
    by=st.sampled_from(["field", "procedure", "officer", "channel", "unit"]),
)
def test_any_period_is_as_counted_by_hand(ward: Counter, days: tuple[date, date], by: str) -> None:
    start, end = min(days), max(days)
    with ward.open(write=False) as work:
        made = reporting.report(work, "II.06a", start, end, by)
        assert columns(made, made.total) == by_hand(work, start, end)
    lines = [columns(made, line) for line in made.lines]
    assert all(line["3"] == line["7"] + line["11"] > 0 for line in lines)
    assert [line.name for line in made.lines] == sorted(line.name for line in made.lines)
    for number, value in columns(made, made.total).items():
        assert sum(line[number] for line in lines) == value


def test_the_weeks_have_something_of_everything(work: Workplace) -> None:
    found = [
        total(work, f"{FIRST + timedelta(days=n)}", f"{FIRST + timedelta(days=n + 9)}")
        for n in range(0, 30, 3)
    ]
    for number in PARTS:
        assert any(each[number] for each in found), number


def test_today_it_says_what_the_queue_says(work: Workplace, ward: Counter) -> None:
    found = total(work, "2020-01-01", f"{ward.clock.now.date()}")
    counts = queue.counts(work)
    assert found["13"] == counts.overdue
    assert found["11"] == counts.open - counts.online - counts.ready


def test_groups_are_what_was_asked_for(work: Workplace) -> None:
    def names(kind: str, by: str = "") -> set[str]:
        return {line.name for line in reporting.report(work, kind, FIRST, LAST, by).lines}

    assert names("II.06a") == {"Hộ tịch", "Cư trú"}
    procedures = names("unit", "procedure")
    assert {name.split()[0] for name in procedures} == {BIRTH, RESIDENCE, COPIES}
    assert names("ii.06A", "channel") == {"Trực tiếp", "Trực tuyến"}
    assert names("unit") == {"UBND cấp xã", "Công an cấp xã"}
    assert "Chưa phân công" in names("II.06a", "officer")


# -- single cases ----------------------------------------------------------------------------------


@pytest.fixture
def live(counter: Counter) -> Iterator[tuple[Workplace, Clock]]:
    with counter.open() as opened:
        yield opened, counter.clock


def total(work: Workplace, start: str, end: str) -> dict[str, Any]:
    days = date.fromisoformat(start), date.fromisoformat(end)
    made = reporting.report(work, "II.06a", *days)
    return columns(made, made.total)


def some(found: dict[str, Any], **numbers: int) -> bool:
    """Tell whether these figures are as given (`c13=1`) and the other parts are nothing."""
    asked = {name[1:]: number for name, number in numbers.items()}
    return {name: number for name in PARTS if (number := found[name])} == asked


def test_a_period_that_is_not_over_calls_nothing_late_yet(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    receive(work, BIRTH)  # due today at 17:00
    clock.set("2026-11-23 10:00")
    for end in ("2026-11-23", "2026-12-31"):
        assert some(total(work, "2026-11-01", end), c5=1, c12=1)
    clock.set("2026-11-23 17:00:01")
    assert some(total(work, "2026-11-01", "2026-11-30"), c5=1, c13=1)


def test_a_report_of_a_past_period_does_not_change_afterwards(
    live: tuple[Workplace, Clock],
) -> None:
    work, clock = live
    late, asked, told = (receive(work, BIRTH) for _ in range(3))
    act(work, asked, "supplement", reason="thiếu")
    clock.set("2026-12-01 09:00")
    before = total(work, "2026-11-01", "2026-11-30")
    assert some(before, c5=3, c13=2, c12=1)
    act(work, late, "apologise", reason="x", due=at("2026-12-20 17:00"))
    act(work, asked, "supplemented")
    clock.set("2026-12-24 09:00")
    assert total(work, "2026-11-01", "2026-11-30") == before
    # But what is told late to have been finished in time is put right.
    act(work, told, "finish", at=at("2026-11-23 11:00"))
    after = total(work, "2026-11-01", "2026-11-30")
    assert some(after, c5=3, c13=1, c9=1, c12=1)


def test_the_first_and_the_last_moment_belong_to_the_period(live: tuple[Workplace, Clock]) -> None:
    work, clock = live
    clock.set("2026-11-27 09:00")
    receive(work, received_at=at("2026-11-25 00:00"))
    receive(work, received_at=at("2026-11-25 23:59:59.999999"))
    receive(work, received_at=at("2026-11-26 00:00"))
    assert total(work, "2026-11-25", "2026-11-25")["3"] == 2
    assert some(total(work, "2026-11-26", "2026-11-26"), c5=1, c6=2, c13=3)
    assert total(work, "2026-11-24", "2026-11-24")["3"] == 0


def test_a_result_that_is_taken_back_goes_on_in_the_period_after(
    live: tuple[Workplace, Clock],
) -> None:
    work, clock = live
    made = receive(work, BIRTH)
    clock.pass_(hours=1)
    act(work, made, "finish")
    clock.set("2026-12-01 09:00")
    november = total(work, "2026-11-01", "2026-11-30")
    assert some(november, c5=1, c9=1)
    recalling.recall(work, made.uid, "", administrator(work), "Ký nhầm")
    assert total(work, "2026-11-01", "2026-11-30") == november
    assert some(total(work, "2026-12-01", "2026-12-31"), c6=1, c13=1)
    again = reporting.report(work, "II.06a", date(2026, 12, 1), date(2026, 12, 31)).reopened
    assert [(each.code, each.at) for each in again] == [(made.code, clock.now)]
    assert not reporting.report(work, "II.06a", date(2026, 11, 1), date(2026, 11, 30)).reopened
    clock.set("2026-12-02 09:00")
    act(work, made, "finish")
    assert some(total(work, "2026-12-01", "2026-12-31"), c6=1, c10=1)
    assert total(work, "2026-11-01", "2026-11-30") == november


def test_what_is_struck_out_is_in_no_report(live: tuple[Workplace, Clock]) -> None:
    work, _ = live
    made = receive(work, BIRTH)
    act(work, made, "finish")
    act(work, made, "void", reason="thử")
    assert some(total(work, "2026-11-01", "2026-11-30"))


def test_what_is_no_report(live: tuple[Workplace, Clock]) -> None:
    work, _ = live
    with pytest.raises(UnknownReportError):
        reporting.report(work, "II.99", FIRST, LAST)
    with pytest.raises(UnknownReportError):  # not in force yet
        reporting.report(work, "07a", date(2025, 1, 1), date(2025, 12, 31))
    with pytest.raises(PeriodError):
        reporting.report(work, "unit", LAST, FIRST)
    with pytest.raises(UnknownGroupingError):
        reporting.report(work, "unit", FIRST, LAST, "sao")
    assert reporting.report(work, "unit", FIRST, date.max).lines == ()
    assert queue.page(work, BY).rows == ()


def test_whoever_may_not_take_lists_out_sees_no_dossiers_behind_a_figure(
    live: tuple[Workplace, Clock],
) -> None:
    work, _ = live
    made = receive(work, BIRTH)
    found = reporting.report(work, "II.06a", FIRST, LAST)
    with pytest.raises(NotAllowedError):
        reporting.drill(work, replace(BY, role="clerk"), found, "", "3")
    boss = administrator(work)
    assert reporting.drill(work, boss, found, "Hộ tịch", "13") == ()
    assert reporting.drill(work, boss, found, "Hộ tịch", "3") == (made.code,)
    share = reporting.report(work, "unit", FIRST, LAST, "field")
    act(work, made.uid, "finish")
    assert reporting.drill(work, boss, share, "", "14") == (made.code,)


def test_a_new_form_is_a_new_file_and_nothing_else(counter: Counter, tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    form = {
        "report": "thu-9z",
        "since": "2026-01-01",
        "title": "BIỂU THỬ",
        "law": "Công văn thử",
        "head": "statistical",
        "sign": "Biểu thử 9z",
        "measure": "hồ sơ",
        "names": "Cách nộp",
        "groupings": ["channel"],
        "waiting": "on_time",
        "columns": [
            {"number": "a", "name": "Vào", "measures": ["received"]},
            {"number": "b", "name": "Ra", "measures": ["solved"]},
            {"number": "c", "name": "Còn", "measures": ["open"]},
            {"number": "d", "name": "Tỷ lệ ra", "share": {"of": ["b"], "in": ["a"]}},
        ],
        "invariants": [{"left": ["a"], "right": ["b", "c"], "words": "lệch: {rows}"}],
    }
    (resources / "reports" / "moi.json").write_text(json.dumps(form), "utf-8")
    work = open_workplace(counter.folder, counter.witnesses, resources, counter.clock)
    asked, _ = receive(work, BIRTH), receive(work, BIRTH)
    act(work, asked, "supplement", reason="thiếu")
    made = reporting.report(work, "THU-9Z", FIRST, LAST)
    assert [(line.name, line.values) for line in made.lines] == [
        ("Trực tiếp", (2, 1, 1, Share(1, 2)))
    ]
    assert "thu-9z" in [each.id for each in reporting.forms(work, LAST)]
    pdf = reports.paper(work, counter.folder, made)
    assert "BIỂU THỬ" in flat(pypdf_text(pdf))
    work.close()
    form["columns"][0]["measures"] = ["sideways"]  # type: ignore[index]  # a list of columns
    (resources / "reports" / "moi.json").write_text(json.dumps(form), "utf-8")
    with pytest.raises(BadReportFormError):
        open_workplace(counter.folder, counter.witnesses, resources, counter.clock)
