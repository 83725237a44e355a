"""What an edition changes: told line by line, nothing told that does not change, nothing missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desk.domain import changes
from desk.domain.calendar import CalendarYear, OpeningHours
from desk.domain.catalogue import Catalogue
from desk.domain.changes import Change, Topic, fee_words, limit_words
from desk.domain.records import Channel, FeeRule, PaperRule, Procedure, TimeLimit, Unit
from desk.domain.reference import Account, UnitName

SEVEN = TimeLimit(value=7, unit=Unit.WORKING_DAYS)
EIGHT = FeeRule(amount=8_000, per="bản")
ONE = Procedure(
    code="2.000635",
    name="Cấp bản sao",
    area="Hộ tịch",
    agency="UBND cấp xã",
    limit=SEVEN,
    fees=(EIGHT,),
    papers=(PaperRule(name="Tờ khai"),),
)
TWO = replace(ONE, code="1.001193", name="Khai sinh", fees=())


def catalogue(*procedures: Procedure) -> Catalogue:
    return Catalogue(version="1", procedures={each.code: each for each in procedures})


def told(old: Procedure, new: Procedure) -> tuple[Change, ...]:
    return changes.catalogue(catalogue(old), catalogue(new))


def about(topic: Topic, before: str = "", after: str = "", where: str = "") -> Change:
    return Change(topic=topic, key=ONE.code, name=ONE.name, where=where, before=before, after=after)


def test_words_of_limits_and_fees() -> None:
    same_day = TimeLimit(value=0, unit=Unit.SAME_DAY, cutoff=True)
    assert limit_words(same_day) == "trong ngày, sau 15:00 sang ngày làm việc sau"
    longer = replace(SEVEN, extension=5)
    assert limit_words(longer) == "7 ngày làm việc, xác minh thêm 5 ngày làm việc"
    assert limit_words(TimeLimit(value=15, unit=Unit.CALENDAR_DAYS)) == "15 ngày"
    assert limit_words(TimeLimit(value=4, unit=Unit.WORKING_HOURS)) == "4 giờ làm việc"
    assert limit_words(TimeLimit(value=None, unit=Unit.WORKING_DAYS)) == "chưa có"
    assert fee_words(EIGHT) == "8.000 đ/bản"
    assert fee_words(FeeRule(amount=1_000_000)) == "1.000.000 đ"
    assert fee_words(FeeRule(amount=None)) == "chưa có"


def test_a_fee_old_and_new() -> None:
    dear = replace(EIGHT, amount=12_000)
    assert told(ONE, replace(ONE, fees=(dear,))) == (
        about(Topic.FEE, "8.000 đ/bản", "12.000 đ/bản"),
    )
    online = FeeRule(amount=0, channel=Channel.ONLINE, since="2027-01-01", until="2027-06-30")
    place = "trực tuyến từ 01/01/2027 đến 30/06/2027"
    added = (about(Topic.FEE, "", "0 đ", place),)
    assert told(ONE, replace(ONE, fees=(EIGHT, online))) == added
    gone = (about(Topic.FEE, "0 đ", "", place),)
    assert told(replace(ONE, fees=(EIGHT, online)), ONE) == gone
    noted = replace(EIGHT, note="TT 1")
    assert told(ONE, replace(ONE, fees=(noted,))) == (about(Topic.FEE, "", "TT 1"),)
    twice = replace(ONE, fees=(EIGHT, replace(EIGHT, amount=5_000)))
    assert told(ONE, twice) == (about(Topic.FEE, "", "5.000 đ/bản"),)


def test_what_else_changes_of_a_procedure() -> None:
    ten = replace(ONE, limit=replace(SEVEN, value=10))
    assert told(ONE, ten) == (about(Topic.LIMIT, "7 ngày làm việc", "10 ngày làm việc"),)
    noted = replace(ONE, limit=replace(SEVEN, note="Luật mới"))
    assert told(ONE, noted) == (about(Topic.LIMIT, "", "Luật mới"),)
    (named,) = told(ONE, replace(ONE, name="Cấp trích lục"))
    assert (named.topic, named.before, named.after) == (Topic.NAME, ONE.name, "Cấp trích lục")
    more = replace(ONE, papers=(*ONE.papers, PaperRule(name="Ảnh")))
    assert told(ONE, more) == (about(Topic.PAPERS, "", "Ảnh"),)
    assert told(more, ONE) == (about(Topic.PAPERS, "Ảnh", ""),)
    copies = replace(ONE, papers=(PaperRule(name="Tờ khai", copy=2),))
    assert told(ONE, copies) == (about(Topic.PAPERS, "Tờ khai", "Tờ khai"),)
    assert told(ONE, replace(ONE, legal_basis="Luật 1")) == (about(Topic.DETAILS),)


def test_procedures_come_and_go() -> None:
    came, went = catalogue(ONE), catalogue(ONE, TWO)
    (added,) = changes.catalogue(came, went)
    assert (added.topic, added.key, added.after) == (Topic.PROCEDURE, TWO.code, "7 ngày làm việc")
    (gone,) = changes.catalogue(went, came)
    assert (gone.key, gone.before, gone.after) == (TWO.code, "7 ngày làm việc", "")


def test_days_of_a_calendar() -> None:
    new_year, makeup = date(2027, 1, 1), date(2027, 1, 9)
    old = CalendarYear(year=2027, version="1", decreed=False, days_off={new_year: "Tết"})
    new = replace(
        old,
        days_off={new_year: "Tết Dương lịch", date(2027, 1, 4): ""},
        working_days={makeup: "làm bù"},
        hours=(OpeningHours(since=new_year, until=makeup, sessions=()),),
    )
    found = changes.calendar(old, new)
    assert [(each.topic, each.name, each.before, each.after) for each in found] == [
        (Topic.DAY_OFF, "01/01/2027", "Tết", "Tết Dương lịch"),
        (Topic.DAY_OFF, "04/01/2027", "", "–"),
        (Topic.WORKING_DAY, "09/01/2027", "", "làm bù"),
        (Topic.HOURS, "", "", ""),
    ]
    assert changes.calendar(new, new) == ()
    assert len(changes.calendar(None, new)) == 4


def test_rules_without_topics_of_their_own() -> None:
    old = {"version": "1", "note": "cũ", "waivers": [{"id": "a", "percent": 50}, {"id": "b"}, 7]}
    new = {
        "version": "2",
        "note": "mới",
        "waivers": [{"id": "a", "percent": 100}, {"id": "c" * 300}, 7],
        "more": True,
    }
    found = changes.entries(old, new)
    assert [(each.key[:12], each.before[:24], each.after[:25]) for each in found] == [
        ("note", "cũ", "mới"),
        ("waivers a", '{"id": "a", "percent": 5', '{"id": "a", "percent": 10'),
        ("waivers b", '{"id": "b"}', ""),
        ("waivers cccc", "", '{"id": "ccccccccccccccccc'),
        ("more", "", "true"),
    ]
    assert found[3].after.endswith("…")
    assert changes.entries({}, {"steps": [1]}) == (
        Change(topic=Topic.ENTRY, key="steps 1", after="1"),
    )
    tables = ({"status": {"4": "4", "9": "9"}}, {"status": {"4": "9", "9": "9"}})
    assert changes.entries(*tables) == (
        Change(topic=Topic.ENTRY, key="status 4", before="4", after="9"),
    )


logins = st.text("abc", min_size=1, max_size=2)
roles = st.sampled_from(["counter", "clerk", "leader"])
people = st.dictionaries(logins, st.tuples(st.sampled_from(["A", "B"]), roles)).map(
    lambda found: [
        Account(uid=login, login=login, name=name, role=role, unit="H26.1")
        for login, (name, role) in found.items()
    ]
)


@given(people, people)
def test_who_changes_is_told_and_nobody_else(old: list[Account], new: list[Account]) -> None:
    """Going through the lines on the old list makes the new one."""
    state = {each.login: (each.name, each.role) for each in old}
    for change in changes.accounts(old, new):
        name, role = state.get(change.key, ("", ""))
        if change.topic is Topic.ACCOUNT and change.after:
            assert change.key not in state
            state[change.key] = (change.name, change.after)
        elif change.topic is Topic.ACCOUNT:
            assert change.before == role
            del state[change.key]
        elif change.topic is Topic.ROLE:
            assert change.before == role
            state[change.key] = (name, change.after)
        else:
            assert (change.topic, change.before) == (Topic.NAME, name)
            state[change.key] = (change.after, role)
    assert state == {each.login: (each.name, each.role) for each in new}
    assert changes.accounts(new, new) == ()


names = st.dictionaries(logins, st.sampled_from(["Phường A", "Phường B"])).map(
    lambda found: [UnitName(code=code, name=name) for code, name in found.items()]
)


@given(names, names)
def test_units_likewise(old: list[UnitName], new: list[UnitName]) -> None:
    state = {each.code: each.name for each in old}
    for change in changes.units(old, new):
        assert state.get(change.key, "") == change.before
        if change.after:
            state[change.key] = change.after
        else:
            del state[change.key]
    assert state == {each.code: each.name for each in new}


fees = st.lists(
    st.builds(
        FeeRule,
        amount=st.sampled_from([None, 0, 8_000]),
        per=st.sampled_from(["", "bản"]),
        channel=st.sampled_from([None, Channel.ONLINE]),
        since=st.sampled_from(["", "2027-01-01"]),
    ),
    max_size=4,
).map(tuple)


@given(fees, fees)
def test_no_fee_changes_unseen(old: tuple[FeeRule, ...], new: tuple[FeeRule, ...]) -> None:
    found = told(replace(ONE, fees=old), replace(ONE, fees=new))
    assert all(each.topic is Topic.FEE for each in found)
    assert bool(found) == (sorted(map(repr, old)) != sorted(map(repr, new)))


def test_codes_are_told_one_by_one_whatever_they_are_kept_in() -> None:
    old = {
        "system": "opencps",
        "version": "1",
        "status": {"4": "4", "5": "5"},
        "procedure": {"codes": {}},
        "answers": {"exists": ["1"]},
        "actions": [{"code": "receive", "from": ["new"], "to": "receiving"}],
    }
    new = {
        "system": "opencps",
        "version": "2",
        "status": {"4": "9"},
        "procedure": {"codes": {"1.001193": "X"}},
        "answers": {"exists": ["1", "2"]},
        "actions": [{"code": "receive", "from": ["new", "paying"], "to": "receiving"}],
    }
    found = changes.codes(old, new)
    assert [(each.name, each.key, each.before, each.after) for each in found] == [
        ("status", "4", "4", "9"),
        ("procedure.codes", "1.001193", "", "X"),
        ("answers", "exists", "1", "1, 2"),
        ("actions", "receive", "new → receiving", "new, paying → receiving"),
        ("status", "5", "5", ""),
    ]
    assert changes.counts(found) == (1, 3, 1)
    assert changes.codes(new, new) == ()
    assert changes.codes({"list": [1, {"a": 2}]}, {"list": []}) == (
        Change(topic=Topic.CODE, key="list", after="–"),
        Change(topic=Topic.CODE, key="1", name="list", before="1"),
        Change(topic=Topic.CODE, key="2", name="list", before="2"),
    )
