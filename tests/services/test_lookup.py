"""Looking up: what SQL picks is what a person would pick out of the records by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from desk.domain import deadline
from desk.domain.lookup import SORTS, Filter, Found, Sort, Span
from desk.domain.records import Channel, Dossier, Status
from desk.domain.text import fold, key_rank, sort_key
from desk.models.projection import micros
from desk.models.tables import target
from desk.services import lookup, targets
from desk.services.queue import BadPlaceError
from desk.services.workplace import Workplace
from tests.kit import Clock, Counter, administrator, person, receive
from tests.services import busy
from tests.services.busy import LAST, REASONS, Ward


@pytest.fixture(scope="module")
def counter_of_a_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter, Ward]:
    counter = Counter(tmp_path_factory.mktemp("year") / "counter", clock=Clock(LAST)).make()
    with counter.open() as work:
        return counter, busy.fill(work, per_day=3)


@pytest.fixture
def ward(counter_of_a_year: tuple[Counter, Ward]) -> Ward:
    return counter_of_a_year[1]


@pytest.fixture
def year(counter_of_a_year: tuple[Counter, Ward]) -> Iterator[Workplace]:
    with counter_of_a_year[0].open(write=False) as work:
        yield work


def everything(work: Workplace, asked: Filter, sort: Sort = Sort("received")) -> list[str]:  # noqa: B008 - frozen
    """Return the uids on all pages."""
    uids: list[str] = []
    after = ""
    while True:
        found = lookup.find(work, asked, sort, after, 37)
        uids += [row.uid for row in found.rows]
        after = found.after
        if not after:
            return uids


MARCH = Span.days(date(2026, 3, 1), date(2026, 3, 31))
Picks = Callable[[Dossier], bool]


def inside(at: datetime | None, span: Span) -> bool:
    assert span.start is not None
    assert span.end is not None
    return at is not None and span.start <= at < span.end


FILTERS: dict[str, tuple[Filter, Picks]] = {
    "status": (
        Filter(statuses=(Status.DONE, Status.STOPPED)),
        lambda d: d.status in (Status.DONE, Status.STOPPED),
    ),
    "received": (Filter(received=MARCH), lambda d: inside(d.received_at, MARCH)),
    "due": (Filter(due=MARCH), lambda d: inside(d.due_at, MARCH)),
    "finished": (Filter(finished=MARCH), lambda d: inside(d.finished_at, MARCH)),
    "returned": (Filter(returned=MARCH), lambda d: inside(d.returned_at, MARCH)),
    "channel": (Filter(channel=Channel.POST), lambda d: d.channel is Channel.POST),
    "officer": (Filter(officer="minh"), lambda d: d.assignee == "minh"),
    "overdue": (Filter(overdue=True), lambda d: deadline.is_overdue(d, LAST)),
    "in time": (Filter(overdue=False), lambda d: not deadline.is_overdue(d, LAST)),
    "late": (
        Filter(late=True, finished=Span(None, LAST)),
        lambda d: (
            d.finished_at is not None
            and d.finished_at < LAST
            and d.status is not Status.STOPPED
            and d.due_at is not None
            and d.finished_at > (d.missed_due or d.due_at)
        ),
    ),
    "shelf": (Filter(shelf="A"), lambda d: d.shelf.startswith("A")),
    "scanned": (Filter(scanned=True), lambda d: bool(d.attachments)),
    "not scanned": (Filter(scanned=False), lambda d: not d.attachments),
    "asked": (Filter(asked=MARCH), lambda d: any(inside(s.asked_at, MARCH) for s in d.supplements)),
    "reason": (
        Filter(asked=MARCH, reason=REASONS[0]),
        lambda d: any(inside(s.asked_at, MARCH) and s.reason == REASONS[0] for s in d.supplements),
    ),
    "two at once": (
        Filter(received=MARCH, officer="lan"),
        lambda d: d.assignee == "lan" and inside(d.received_at, MARCH),
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_picks_what_a_person_would(year: Workplace, ward: Ward, name: str) -> None:
    asked, picks = FILTERS[name]
    wanted = {d.uid for d in ward.dossiers if picks(d) and not d.voided}
    assert wanted, "a filter that finds nothing proves nothing"
    got = everything(year, asked)
    assert len(got) == len(set(got))
    assert set(got) == wanted
    assert lookup.find(year, asked).total == len(wanted)


def test_voided_ones_are_there_for_those_who_ask(year: Workplace, ward: Ward) -> None:
    both = set(everything(year, Filter(voided=True)))
    assert both == {d.uid for d in ward.dossiers}
    assert both - set(everything(year, Filter())) == {d.uid for d in ward.dossiers if d.voided}


def test_a_procedure_and_the_ticket_of_a_dossier(year: Workplace, ward: Ward) -> None:
    code = ward.dossiers[0].procedure
    got = set(everything(year, Filter(procedures=(code,), voided=True)))
    assert got == {d.uid for d in ward.dossiers if d.procedure == code}
    called = [each for each in ward.tickets if each["called_at"] and each["dossier_id"]]
    span = Span(LAST - timedelta(days=20), LAST - timedelta(days=3))
    for moment in ("taken", "called", "served"):
        wanted = {
            each["dossier_id"]
            for each in called
            if (micros(span.start) or 0) <= each[f"{moment}_at"] < (micros(span.end) or 0)
        }
        got = set(everything(year, Filter(ticket=span, moment=moment, voided=True)))
        assert len(got) == len(wanted) > 0


@pytest.mark.parametrize("by", SORTS)
@pytest.mark.parametrize("down", [True, False])
def test_every_order_pages_through_all_of_them_once(
    year: Workplace, ward: Ward, by: str, *, down: bool
) -> None:
    got = everything(year, Filter(voided=True), Sort(by, down=down))
    assert len(got) == len(set(got)) == len(ward.dossiers)
    states = {d.uid: d for d in ward.dossiers}
    keys: dict[str, Callable[[Dossier], str | int | datetime]] = {
        "name": lambda d: sort_key(d.subject.name),
        "code": lambda d: d.code,
        "status": lambda d: d.status,
        "procedure": lambda d: d.procedure,
        "returned": lambda d: d.returned_at or datetime.min.replace(tzinfo=LAST.tzinfo),
        "due": lambda d: d.due_at or LAST,
        "received": lambda d: d.received_at or LAST,
    }
    key = keys.get(by, keys["received"])
    order = [key(states[uid]) for uid in got]
    assert order == sorted(order, reverse=down or by == "match")


@pytest.mark.parametrize("after", ["x", "[]", "[1]", '["a", "b"]', "[1.5, 2]", f"[1, {1 << 63}]"])
def test_a_place_that_no_page_answered_is_refused(year: Workplace, after: str) -> None:
    with pytest.raises(BadPlaceError):
        lookup.find(year, Filter(), Sort("received"), after)
    with pytest.raises(BadPlaceError):
        lookup.find(year, Filter(text="nguyen"), Sort(), "x")


def test_names_come_by_their_tones_over_all_pages(year: Workplace, ward: Ward) -> None:
    wanted = "nguyễn"
    got = everything(year, Filter(text=wanted, voided=True), Sort())
    names = {d.uid: d for d in ward.dossiers}
    ranks = [key_rank(wanted, sort_key(names[uid].subject.name)) for uid in got]
    assert ranks == sorted(ranks, reverse=True)
    has = [
        d for d in ward.dossiers if "nguyen" in fold(f"{d.subject.name} {d.submitter.name}").split()
    ]
    assert len(got) == len(has)


def test_a_text_and_a_filter_hold_together(year: Workplace, ward: Ward) -> None:
    asked = Filter(text="nguyen", received=MARCH, voided=True)
    names = {row.row.name for row in lookup.find(year, asked).rows}
    assert names
    assert all(
        inside(d.received_at, MARCH) for d in ward.dossiers if d.uid in everything(year, asked)
    )


# -- what a text means ---------------------------------------------------------------------------


def found(work: Workplace, text: str) -> Found:
    return lookup.find(work, Filter(text=text, voided=True))


def test_a_day_a_procedure_and_last_digits_are_searched_for(year: Workplace, ward: Ward) -> None:
    day = date(2026, 3, 4)
    of_day = [d for d in ward.dossiers if d.received_at and d.received_at.date() == day]
    assert found(year, "4/3/2026").total == len(of_day) > 0
    known = year.rules.catalogue.procedures[ward.dossiers[0].procedure]
    codes = {each.code for each in year.rules.catalogue.find(known.name, 40)}
    assert found(year, known.name).total == sum(d.procedure in codes for d in ward.dossiers)
    exact = sum(d.procedure == known.code for d in ward.dossiers)
    assert found(year, known.code).total == exact
    one = ward.dossiers[7]
    tail = one.submitter.personal_id[-5:]
    assert one.uid in {row.uid for row in found(year, tail).rows}
    number = found(year, "1001").rows
    assert number[0].row.code.endswith("-1001")  # codes before numbers that only end so


def test_many_matches_are_read_another_way_and_are_the_same(
    year: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = everything(year, Filter(text="nguyen van"), Sort())
    monkeypatch.setattr("desk.services.matching._MANY", 1)
    assert everything(year, Filter(text="nguyen van"), Sort()) == few


# -- where nothing is found ------------------------------------------------------------------------


def test_nothing_found_within_filters_says_how_many_without(year: Workplace) -> None:
    asked = Filter(text="nguyen", received=Span.days(date(2020, 1, 1), date(2020, 1, 2)))
    (hint,) = lookup.find(year, asked).hints
    assert (hint.kind, hint.count) == ("wider", lookup.find(year, hint.filter).total)
    assert lookup.find(year, Filter(received=asked.received, text="xyzzy")).hints == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [("nguyen xyzzy", "nguyen"), ("xyzzy nguyen", "nguyen"), ("qqq xyzzy tran", "tran")],
)
def test_fewer_words_are_offered_that_find_something(
    year: Workplace, text: str, words: str
) -> None:
    (hint,) = lookup.find(year, Filter(text=text)).hints
    assert (hint.kind, hint.words) == ("fewer", words)
    assert hint.count == lookup.find(year, hint.filter).total > 0
    assert lookup.find(year, Filter(text="xyzzy")).hints == ()


# -- what is offered, and how fresh it is ----------------------------------------------------------


def test_the_filters_offer_what_the_ward_has(year: Workplace, ward: Ward) -> None:
    offered = lookup.choices(year)
    codes = {code for area in offered.areas for code, _ in area.procedures}
    assert codes == {d.procedure for d in ward.dossiers}
    assert set(offered.officers) == set(busy.OFFICERS)
    assert set(offered.shelves) == {d.shelf for d in ward.dossiers if d.shelf}


def test_the_oldest_answer_of_a_target_is_how_fresh_it_is(work: Workplace, clock: Clock) -> None:
    receive(work, submitter=person("Đường Thử"))
    assert lookup.find(work, Filter()).fresh_at is None
    for name, minutes in (("city", 5), ("hub", 90)):
        by = administrator(work)
        targets.connect(work, by, name=name, url="u", token="t", feed="f")
        at = micros(clock.now - timedelta(minutes=minutes))
        with work.database.write() as tx:
            tx.execute(update(target).where(target.c.name == name).values(last_ok=at))
    assert lookup.find(work, Filter()).fresh_at == clock.now - timedelta(minutes=90)


def test_a_procedure_that_the_catalogue_no_longer_has_is_still_offered(work: Workplace) -> None:
    state = receive(work)
    with work.database.write() as tx:
        tx.exec_driver_sql("UPDATE dossier SET procedure = '9.999999'")
    (area,) = lookup.choices(work).areas
    assert area.procedures == (("9.999999", "9.999999"),)
    assert state.procedure != "9.999999"


def test_all_records_come_in_batches_and_are_counted_first(year: Workplace, ward: Ward) -> None:
    with year.database.read() as tx:
        number, batches = lookup.everything(tx, year, Filter(voided=True), Sort("name"), 50)
        assert number == len(ward.dossiers)
        sizes = [len(batch) for batch in batches]
    assert sum(sizes) == number
    assert max(sizes) == 50
