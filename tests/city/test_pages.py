"""The city's one page: what is held, with names masked and every text harmless."""

from __future__ import annotations

import re

import pytest

from desk.city import pages
from desk.domain import events as ev
from desk.domain.records import Party
from tests.city.town import NOW, Town, words_of


def test_the_page_shows_what_is_held(city: Town) -> None:
    counter = city.machine()
    made = counter.receive(submitter=Party(name="Nguyễn Thị Ví Dụ"))
    gone = counter.receive()
    counter.write(ev.Voided(reason="Nhầm"), gone.dossier)
    counter.write(ev.Finished(finished_at=NOW), made.dossier, custody=7)
    counter.write(ev.Noted(text="…"), made.dossier)
    assert words_of(city.push(counter))[-2:] == ["rejected custody", "held held"]
    # Of the whole city only so many counters are shown: other tests have made some before.
    page = city.get("/", unit=counter.unit).text
    assert made.body is not None
    for text in (
        counter.unit,
        counter.commune,
        counter.device,
        "Quầy 1",
        "2 Được tiếp nhận",
        "Đăng ký khai sinh".lower(),
        "(đã hủy)",
        '<td class="n">1</td>',
        'http-equiv="refresh"',
    ):
        assert text.lower() in page.lower()
    assert "Nguyễn Thị" not in page
    assert "001199000001" not in page


def test_nothing_in_it_is_code_or_comes_from_elsewhere(city: Town) -> None:
    counter = city.machine()
    evil = "<script>alert(1)</script>"
    counter.receive(procedure_name=evil, submitter=Party(name=evil))
    city.code(counter.unit, counter.commune, evil)
    city.enrol(counter, name=evil)
    city.push(counter)
    reply = city.get("/")
    assert "<script" not in reply.text
    assert "&lt;script&gt;" in reply.text
    assert not re.search(r"https?://", reply.text)
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_a_city_that_holds_nothing_says_so(address: str) -> None:
    from tests.city.town import town  # noqa: PLC0415 - only this test starts one of its own

    with town(address) as empty:
        page = empty.get("/").text
    assert page.count("Chưa có") == 6


def test_a_ward_can_be_looked_at_alone(city: Town) -> None:
    one, two = city.machine(), city.machine()
    page = city.get("/", unit=one.unit).text
    assert one.device in page
    assert two.device not in page
    assert f'href="/?unit={two.unit}"' in page
    assert 'href="/"' in page
    strange = city.get("/", unit='"><script>').text
    assert "<script" not in strange


def test_of_a_large_city_those_come_first_that_need_somebody(
    city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_MOST_MACHINES", 1)
    well = city.machine()
    wrong = city.machine(well.unit, well.commune, slot=2)
    made = wrong.receive()
    wrong.write(ev.Finished(finished_at=NOW), made.dossier, custody=7)
    city.push(wrong)
    page = city.get("/").text
    assert well.device not in page
    assert re.search("1 trong [0-9]+ máy", page)
    assert well.device in city.get("/", unit=well.unit).text
