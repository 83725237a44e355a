"""Statuses, actions, dates and stories in words: nothing may be without one, in either language."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from types import UnionType
from typing import get_args

import pytest

from desk.domain import events as ev
from desk.domain.dossier import MOVES
from desk.domain.records import Channel, Status
from desk.domain.views import TimelineEntry
from desk.ui import language, story, words
from desk.ui.parts.status import SHAPES
from desk.ui.parts.steps import STEPS
from desk.ui.theme import OVERDUE, STATUS_LOOKS, THEMES, load
from tests.ui.conftest import RESOURCES
from tests.ui.invented import LAN, NOW, dossier, row_of

EVENTS = {body.__name__: body for body in get_args(ev.Body)}
EVENT_TYPES = sorted(EVENTS)
assert isinstance(ev.Body, UnionType)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_word_shape_and_colour(status: Status) -> None:
    look = STATUS_LOOKS[status]
    assert words.status(status)
    assert look.shape in SHAPES
    for theme in THEMES:
        assert look.token in load(RESOURCES, theme).tokens


def test_every_action_has_a_label_an_icon_and_a_form() -> None:
    for action in MOVES:
        assert words.ACTION_LABELS[action]
        assert (RESOURCES / "icons" / f"{words.ACTION_ICONS[action]}.svg").is_file()
        assert action in STEPS


def test_every_channel_has_a_word() -> None:
    assert all(words.channel(channel) for channel in Channel)


@pytest.mark.parametrize("tongue", ["vi", "en"])
@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_every_event_has_a_sentence(kind: str, tongue: str) -> None:
    language.use(tongue, RESOURCES / "translations")
    body = EVENTS[kind]
    full = tuple((f.name, NOW.isoformat() if f.name.endswith("_at") else "1") for f in fields(body))
    for facts in ((), full):
        entry = TimelineEntry(
            at=NOW, type=kind, actor=LAN, device="", here=True, confirmed=False, facts=facts
        )
        told = story.sentence(entry)
        assert told
        assert "{" not in told
        assert not told.endswith(f": {kind}")  # as an unknown event would be told


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_a_sentence_asks_only_for_facts_of_its_event(kind: str) -> None:
    known = {f.name for f in fields(EVENTS[kind])}
    for template in story.SENTENCES[kind]:
        assert story.placeholders(template) <= known


def test_a_story_tells_who_when_and_where() -> None:
    entry = TimelineEntry(
        at=NOW, type="Noted", actor=LAN, device="Quầy 1", here=True, confirmed=True
    )
    assert story.byline(entry, NOW) == "09:41 · Trần Thị Ngọc Lan · tại quầy này"
    assert story.trust(entry) == ""


def test_where_there_is_nobody_to_exchange_with_nothing_waits() -> None:
    entry = TimelineEntry(
        at=NOW, type="Noted", actor=LAN, device="", here=True, confirmed=False, awaited=False
    )
    assert story.trust(entry) == ""
    assert story.trust(replace(entry, awaited=True)) == "chờ đồng bộ"
    assert story.trust(replace(entry, refused=True)) == "bên kia không nhận"


def test_names_that_the_program_made_follow_the_language() -> None:
    assert (words.counter("Quầy 3"), words.counter("Quầy Hộ tịch")) == ("Quầy 3", "Quầy Hộ tịch")
    assert (words.sex("nữ"), words.sex("")) == ("Nữ", "")
    assert (words.target("city"), words.target("Sở Y tế")) == ("Thành phố", "Sở Y tế")


def test_an_event_of_a_newer_program_is_named() -> None:
    entry = TimelineEntry(
        at=NOW, type="Notarised", actor=LAN, device="", here=False, confirmed=True
    )
    assert "Notarised" in story.sentence(entry)


@pytest.mark.parametrize(
    ("after", "said", "shape"),
    [
        (timedelta(days=-3), "quá hạn 3 ngày", "square"),
        (timedelta(hours=-1), "quá hạn từ 08:41", "square"),
        (timedelta(hours=7), "hôm nay 16:41", "triangle"),
        (timedelta(days=1), "ngày mai 09:41", "triangle"),
        (timedelta(days=2), "còn 2 ngày", None),
    ],
)
def test_due_words(after: timedelta, said: str, shape: str | None) -> None:
    due = words.due(NOW + after, NOW)
    assert due.text == said
    assert (due.look.shape if due.look else None) == shape


def test_english_counts_one_day_as_one() -> None:
    language.use("en", RESOURCES / "translations")
    assert words.due(NOW - timedelta(days=1), NOW).text == "1 day overdue"
    assert words.due(NOW + timedelta(days=3), NOW).text == "3 days left"


def test_who_waits_for_the_citizen_is_not_overdue() -> None:
    row = row_of(dossier(9, Status.SUPPLEMENT, -5))
    assert words.row_due(row, NOW).text == "chờ đến 02/12"


def test_what_was_late_before_the_citizen_was_asked_is_said_to_be() -> None:
    waits = replace(row_of(dossier(9, Status.SUPPLEMENT, -5)), overdue=True)
    assert words.row_due(waits, NOW) == words.Due("đã quá hạn, chờ đến 02/12", OVERDUE)
    again = replace(dossier(9, Status.IN_HAND, 3), missed_due=NOW - timedelta(days=5))
    assert words.dossier_due(again, NOW) == words.Due("đã quá hạn, còn 3 ngày", OVERDUE)
    ready = replace(again, status=Status.RETURNED)
    assert words.dossier_due(ready, NOW).text == "–"
    struck = replace(again, voided=True)
    assert words.dossier_due(struck, NOW).text == "còn 3 ngày"


def test_money_is_grouped_and_never_blank() -> None:
    assert words.money(1_250_000) == "1.250.000 đ"
    assert words.money(0) == "Không thu phí"
    assert words.money(None) == "chưa xác định"


def test_our_own_unit_is_left_out_of_codes_in_lists() -> None:
    assert words.short_code("H26.033.15-261119-1001", "H26.033.15") == "261119-1001"
    assert words.short_code("H26.044.01-261119-1001", "H26.033.15") == "H26.044.01-261119-1001"
