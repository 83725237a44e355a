"""Bytes that were written once are read for ever, and would be written the same today."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any

import pytest

from desk.wire import canonical, exchange
from desk.wire.sealed import BODIES, Head, check, open_event, read_head
from tests.wire.make_golden import GOLDEN

FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))}
CASES = [(name, kind) for name in FILES for kind in ("full", "lean")]


def told_by(record: Any) -> Any:
    """Return a record as plain data by hand, knowing nothing of how it is encoded."""
    if isinstance(record, Enum):
        return record.value
    if isinstance(record, datetime):
        return record.isoformat()
    if isinstance(record, tuple):
        return [told_by(each) for each in record]
    if is_dataclass(record):
        return {field.name: told_by(getattr(record, field.name)) for field in fields(record)}
    return record


def covers(record: Any, written: Any) -> bool:
    """Tell whether everything that was written is in the record."""
    if isinstance(written, dict):
        return all(key in record and covers(record[key], value) for key, value in written.items())
    if isinstance(written, list):
        return len(record) == len(written) and all(map(covers, record, written))
    return bool(record == written)


def test_every_type_of_event_has_its_golden_bytes() -> None:
    # Bytes of a type that has gone must stay, and stay readable: old databases hold them.
    assert set(FILES) == set(BODIES)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_old_bytes_are_read_and_nothing_of_them_is_lost(name: str, kind: str) -> None:
    text = FILES[name][kind]["body"]
    body = canonical.loads(BODIES[name], text)
    assert covers(told_by(body), json.loads(text))
    assert canonical.dumps(body).decode() == text


@pytest.mark.parametrize("name", FILES)
def test_a_full_body_had_every_field_of_its_day(name: str) -> None:
    # A field that came later is not in the old bytes and so must have a default.
    written = json.loads(FILES[name]["full"]["body"])
    since = {field.name for field in fields(BODIES[name])} - set(written)
    lean = canonical.loads(BODIES[name], FILES[name]["lean"]["body"])
    defaults = {field.name: field.default for field in fields(BODIES[name])}
    assert all(getattr(lean, each) == defaults[each] for each in since)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_canonical_means_sorted_keys_no_blanks_and_letters_as_they_are(
    name: str, kind: str
) -> None:
    for part in ("head", "body"):
        text = FILES[name][kind][part]
        plain = json.dumps(
            json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        assert plain == text


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_whole_old_event_still_agrees_with_its_hashes(name: str, kind: str) -> None:
    golden = FILES[name][kind]
    wire = exchange.WireEvent(golden["head"], golden["salt"], golden["body"])
    sealed = exchange.from_wire(wire)
    assert sealed.hash.hex() == golden["hash"]
    assert exchange.to_wire(sealed) == wire
    head = read_head(sealed.head)
    check(head, sealed)
    made = open_event(sealed)
    assert (made.type, made.hash, type(made.body)) == (name, golden["hash"], BODIES[name])
    assert made.at.isoformat() == "2026-11-23T15:00:01.000250+07:00"
    assert canonical.dumps(head).decode() == golden["head"]
    assert head.body_hash == sha256(sealed.salt + sealed.body).hexdigest()
    more = (made.dossier, made.custody, made.base, made.offset_ms)
    assert more == (("d-1", 2, ("aa", "bb"), -5) if kind == "full" else ("", 0, (), 0))


def test_every_field_of_a_head_reaches_the_event() -> None:
    beside = {"prev", "body_hash"}  # they speak of the chain and the bytes
    made = open_event(
        exchange.from_wire(
            exchange.WireEvent(*(FILES["Noted"]["full"][part] for part in ("head", "salt", "body")))
        )
    )
    head = read_head(FILES["Noted"]["full"]["head"].encode())
    for field in fields(Head):
        if field.name not in beside:
            assert getattr(made, field.name) == getattr(head, field.name)
