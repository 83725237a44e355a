"""Reference data as the city publishes it: once, in words, and taken back before its day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from desk.app import city as city_room
from desk.city.reference import EditionStartedError, UnknownEditionError
from desk.models.tables import edition
from desk.services import reference, rules, targets
from tests.flows.program import Answer, Program
from tests.flows.stage import UNIT, Stage
from tests.flows.test_reference_comes import TODAY, TOMORROW, catalogue, fee, publish
from tests.kit import COPIES, administrator, receive


@pytest.fixture
def city(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_a_counter_that_leaves_and_joins_again_lists_each_edition_once(stage: Stage) -> None:
    one = stage.one
    publish(stage.city, "catalogue", catalogue(12_000), TODAY)
    publish(stage.city, "units", {"version": "1", "units": []}, TOMORROW)
    one.exchange()
    before = reference.editions(one.work)
    targets.remove(one.work, administrator(one.work), "city")
    one.connect()
    one.exchange()
    assert reference.editions(one.work) == before
    (twice,) = one.counter.rows("SELECT count(*) FROM edition")
    assert twice == (2,)
    with one.work.database.write() as tx:  # as a version before left it behind
        again = select(edition).where(edition.c.id == 1)
        row = dict(tx.execute(again).mappings().one())
        tx.execute(insert(edition).values(**row | {"id": 9}))
    assert [each.serial for each in reference.editions(one.work)] == [
        each.serial for each in before
    ]
    kept = rules.versions(one.work.database, one.work.now().date())
    assert [each for each in kept if each[1] == "2026.12"] == [("catalogue", "2026.12", True)]
    assert len(reference.preview(one.work, administrator(one.work))) == 2
    assert fee(receive(one.work, COPIES)) == 12_000


def test_the_same_is_not_published_twice(stage: Stage) -> None:
    address, units = stage.city.address, {"version": "1", "units": []}
    for unit in ("", UNIT):
        stage.clock.pass_(seconds=1)
        first = city_room.publish(address, "catalogue", catalogue(1), TODAY, clock=stage.clock)
        again = city_room.publish(
            address, "catalogue", catalogue(1), TOMORROW, unit, clock=stage.clock
        )
        assert (again.fresh, again.serial) == (False, first.serial)
    own = publish(stage.city, "units", units, TODAY, UNIT)
    # One ward has it, but not every ward; and what it replaced may come back on a later day.
    assert publish(stage.city, "units", units, TODAY) != own
    publish(stage.city, "catalogue", catalogue(2), TOMORROW)
    back = city_room.publish(address, "catalogue", catalogue(1), "2026-11-25", clock=stage.clock)
    assert back.fresh
    forced = city_room.publish(
        address, "catalogue", catalogue(1), "2026-11-25", force=True, clock=stage.clock
    )
    assert forced.fresh
    assert len(city_room.editions(address, clock=stage.clock)) == 6


def test_an_edition_taken_back_before_its_day_never_comes_in_force(stage: Stage) -> None:
    """Not even where its day had come before the counter heard of either."""
    one, two = stage.one, stage.two
    old = publish(stage.city, "catalogue", catalogue(9_000, "1"), TODAY)
    one.exchange()
    gone = publish(stage.city, "catalogue", catalogue(12_000, "2"), TOMORROW)
    one.exchange()
    assert city_room.withdraw(stage.city.address, gone, clock=stage.clock).fresh
    assert not city_room.withdraw(stage.city.address, gone, clock=stage.clock).fresh
    one.exchange()
    stage.clock.set("2026-11-25 08:00")
    two.exchange()
    for desk in (one, two):
        assert fee(receive(desk.work, COPIES)) == 9_000
        told = reference.preview(desk.work, administrator(desk.work))
        assert [(each.serial, each.in_force, each.withdrawn) for each in told] == [
            (old, True, False),
            (gone, False, True),
        ]
        kept = rules.versions(desk.work.database, desk.work.now().date())
        assert ("catalogue", "2", False) not in kept
    assert stage.city.file(COPIES)["fee"] == 9_000
    # What was taken back is no reason not to publish it again, and what has started is kept.
    assert publish(stage.city, "catalogue", catalogue(12_000, "2"), "2026-11-26") > gone
    with pytest.raises(EditionStartedError):
        city_room.withdraw(stage.city.address, old, clock=stage.clock)
    for unknown in (5, gone + 1):
        with pytest.raises(UnknownEditionError):
            city_room.withdraw(stage.city.address, unknown, clock=stage.clock)
    targets.remove(one.work, administrator(one.work), "city")
    one.connect()
    one.exchange()
    assert fee(receive(one.work, COPIES)) == 9_000
    assert sum(each.withdrawn for each in reference.editions(one.work)) == 1


def test_the_commands_of_whoever_publishes(tmp_path: Path, city: Program) -> None:
    """The program goes by the machine's own clock."""
    past, coming_day = "2026-11-01", "2126-01-01"
    file = tmp_path / "units.json"
    file.write_text(json.dumps({"version": "1", "units": []}))

    def published(*words: object) -> Answer:
        return city("city", "publish", "units", file, *words, "--data", tmp_path)

    assert published("--starts", past, "--json").error == "StartsNowError"
    assert "--yes" in published("--starts", past).err
    now = published("--starts", past, "--yes")
    assert "ngay khi trao đổi lần tới" in now.text
    serial = city("city", "editions", "--data", tmp_path, "--json").data[0]["serial"]
    again = published("--starts", coming_day, "--json").data
    assert (again["published"], again["serial"]) == (False, serial)
    assert str(serial) in published("--starts", coming_day).text
    assert published("--starts", past).status == 0  # nothing would be in force anew
    coming = published("--starts", coming_day, "--force", "--json").data["serial"]
    taken = city("city", "withdraw", coming, "--data", tmp_path)
    assert taken.text == (
        f"Đã thu hồi units, bản {coming}: sẽ không quầy nào dùng từ {coming_day}.\n"
    )
    assert city("city", "withdraw", serial, "--data", tmp_path, "--json").error == (
        "EditionStartedError"
    )
    listed = city("city", "editions", "--data", tmp_path).text.splitlines()
    assert listed == [
        f"  {coming_day}  {coming}  units  1  thu hồi",
        f"● {past}  {serial}  units  1  đang dùng",
    ]


def test_some_codes_are_published_and_told_in_words(tmp_path: Path, city: Program) -> None:
    file = tmp_path / "some.toml"
    file.write_text(
        'system = "portal"\n[status]\n4 = "9"\n[procedure.codes]\n"1.001193" = "1.001193.H26"\n'
    )
    where = ("--starts", "2126-01-01", "--data", tmp_path)
    told = city("city", "publish", "codes", file, "--merge", *where).text.splitlines()
    assert told[1:] == [
        "2 thay đổi: thêm 1, đổi 1, bỏ 0",
        "  Trạng thái hồ sơ 4 (Đang xử lý): 4 → 9",
        "  thêm: Mã thủ tục 1.001193: 1.001193.H26",
    ]

    def refused(kind: str, text: str, *words: str) -> tuple[str, str]:
        file.write_text(text)
        answer = city("city", "publish", kind, file, *words, *where, "--json")
        return answer.error, answer.err

    some = 'system = "portal"\n[status]\n4 = "9"\n'
    error, words = refused("codes", some)
    assert error == "CodesPartsError"
    assert "Phần còn thiếu: subject, channel, steps." in words
    assert "--merge" in words
    error, words = refused("codes", some + "[telegraph]\n", "--merge")
    assert error == "CodesPartsError"
    assert "Phần không rõ: telegraph." in words
    error, words = refused("codes", some + "5 = 5\n", "--merge")
    assert error == "RuleDataError"
    assert 'cần "…", đang là một con số' in words
    error, words = refused("codes", '[status]\n4 = "9"\n', "--merge")
    assert error == "RuleDataError"
    assert "Mục system: cần portal | opencps, đang là –." in words
    error, words = refused("fees", some)
    assert error == "EditionKindError"
    assert "tariffs" in words
    error, words = refused("catalogue", some)
    assert error == "EditionFileError"
    assert "Báo thành phố" not in words
