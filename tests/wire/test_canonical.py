"""One record, one spelling: what may differ and what must not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given

from desk.domain import events as ev
from desk.domain.records import Channel, Dossier, Party, Status
from desk.wire import canonical
from desk.wire.sealed import BODIES
from tests.domain.rule_files import at
from tests.domain.stories import bodies, records


@given(bodies())
def test_any_body_comes_back_as_it_was_and_in_the_same_bytes(body: ev.Body) -> None:
    data = canonical.dumps(body)
    read = canonical.loads(BODIES[type(body).__name__], data)
    assert read == body
    assert canonical.dumps(read) == data


@given(records(Dossier))
def test_any_state_comes_back_as_it_was(state: Dossier) -> None:
    assert canonical.loads(Dossier, canonical.dumps(state)) == state


def test_what_has_its_default_is_not_written() -> None:
    assert canonical.dumps(Party(name="An")) == b'{"name":"An"}'
    assert canonical.dumps(Party(name="")) == b'{"name":""}'  # needed, so always there
    lines = canonical.dumps(ev.Corrected(reason="x", changes=()))
    assert lines == b'{"reason":"x"}'


def test_keys_are_sorted_whatever_order_they_came_in() -> None:
    assert canonical.dumps({"b": 1, "a": [2, "ế"]}) == '{"a":[2,"ế"],"b":1}'.encode()


def test_enumerations_are_written_by_value() -> None:
    assert canonical.dumps([Channel.POST, Status.DONE]) == b'["post",9]'


def test_the_same_instant_in_another_zone_is_the_same_instant() -> None:
    noon = at("2026-11-23 12:00")
    read = canonical.loads(ev.Closed, canonical.dumps(ev.Closed(closed_at=noon.astimezone(UTC))))
    assert read.closed_at == noon
    assert read.closed_at.utcoffset() == timedelta(0)  # the bytes say what was said


def test_a_field_that_a_newer_program_knows_is_passed_over() -> None:
    assert canonical.loads(ev.Noted, b'{"text":"x","mood":{"deep":[1,2]}}') == ev.Noted(text="x")


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'{"text":1}', b'{"text":null}', b"{}", b'{"text":"\xff"}'],
)
def test_what_is_no_such_record_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        canonical.loads(ev.Noted, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yesterday:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    text: str
    colour: str = ""
    places: tuple[str, ...] = ()


def test_a_record_that_gains_a_field_keeps_its_old_bytes() -> None:
    old: Any = canonical.dumps(Yesterday(text="x"))
    assert canonical.dumps(canonical.loads(Today, old)) == old
    new = canonical.dumps(Today(text="x", colour="đỏ"))
    assert canonical.loads(Yesterday, new) == Yesterday(text="x")
    assert json.loads(new) == {"colour": "đỏ", "text": "x"}
