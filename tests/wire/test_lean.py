"""Pages without what can be worked out: always the same bytes again, or an error."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import events as ev
from desk.wire import exchange, lean
from desk.wire.exchange import WireEvent, to_wire
from desk.wire.sealed import BadEventError, Sealed
from tests.city.town import Machine

WARD = ("H26.1.1", "00001")


def machine(count: int = 1, note: str = "") -> Machine:
    made = Machine(*WARD)
    for _ in range(count):
        made.receive(note=note)
    return made


def back(events: list[Sealed]) -> list[WireEvent]:
    """Return events as they come out of a lean page that went over the wire."""
    packed, digest = lean.thin(events)
    sent = msgspec.json.decode(msgspec.json.encode(packed), type=list[WireEvent])
    return lean.restore(sent, digest) if digest else sent


def strange(text: str) -> Sealed:
    """Return an event whose head nobody of ours would write."""
    head = text.encode()
    return Sealed(head, bytes(16), b"{}", sha256(head).digest())


def test_a_page_comes_back_as_it_was_and_is_a_third_smaller() -> None:
    events = machine(200).log
    whole = [to_wire(each) for each in events]
    assert back(events) == whole
    sizes = [
        len(gzip.compress(msgspec.json.encode(page), 4)) for page in (lean.thin(events)[0], whole)
    ]
    assert sizes[0] < sizes[1] * 2 / 3
    assert back([]) == []


def test_two_logs_in_one_page_each_keep_their_thread() -> None:
    one, two = machine(4), machine(3)
    one.epoch, one.seq, one.chain = 2, 0, ""
    one.receive()  # a new epoch follows nothing
    copy = one.clone()
    one.receive()
    copy.receive(number=1500)
    events = [event for pair in zip(one.log, [*two.log, *copy.log], strict=False) for event in pair]
    assert back(events) == [to_wire(each) for each in events]
    assert back(events[2:]) == [to_wire(each) for each in events[2:]]  # what it follows is away


def test_an_erased_body_keeps_the_hash_that_was() -> None:
    events = machine(3).log
    events[1] = replace(events[1], body=b"")
    assert back(events) == [to_wire(each) for each in events]


@given(
    texts=st.lists(
        st.sampled_from(
            [
                '"body_hash":"',
                '"prev":"',
                '"device":"',
                "~",
                '"',
                "\\",
                "x",
                "ế",
                sha256().hexdigest(),
            ]
        ),
        max_size=12,
    ),
    note=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_whatever_a_head_or_a_text_says_the_bytes_come_back(texts: list[str], note: str) -> None:
    said = machine(2, note=note + "".join(texts))
    said.write(ev.Noted(text="".join(texts)), said.events[0].dossier)
    odd = strange("".join(texts))
    for events in (said.log, [odd], [*said.log, odd, odd], [odd, *said.log]):
        assert back(events) == [to_wire(each) for each in events]


def test_a_page_with_a_mark_of_ours_in_it_is_sent_whole() -> None:
    events = [*machine(1).log, strange('{"body_hash":"~"}')]
    assert lean.thin(events) == ([to_wire(each) for each in events], "")


@pytest.mark.parametrize("part", ["head", "salt", "body"])
def test_a_page_that_was_changed_on_its_way_is_none(part: str) -> None:
    packed, digest = lean.thin(machine(3).log)
    old = getattr(packed[1], part)
    turned = "".join("2" if char == "1" else "1" for char in old[:1]) + old[1:]
    for new in (turned, old + "0", "zz"):
        changed = msgspec.structs.replace(packed[1], **{part: new})
        with pytest.raises(BadEventError):
            lean.restore([packed[0], changed, packed[2]], digest)
    for some in (packed[1:], packed[:2], packed[::-1], [*packed, packed[2]]):
        with pytest.raises(BadEventError):
            lean.restore(some, digest)


def test_a_reader_that_does_not_ask_gets_what_it_always_got() -> None:
    page = exchange.Pulled(feed="f", cursor="c", more=False, events=[])
    assert set(json.loads(msgspec.json.encode(page))) == {"feed", "cursor", "more", "events"}
