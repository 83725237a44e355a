"""Uids and their keys, and the digests by which two sides compare."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from desk.domain.records import Dossier
from desk.wire import digest
from desk.wire.ids import from_key, new_uid, to_key
from tests.domain.rule_files import at
from tests.domain.test_fold import FILED, told

MONDAY = at("2026-11-23 08:30")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
UIDS = st.one_of(TEXTS, st.uuids().map(str), st.uuids().map(lambda u: str(u).upper()))
HEADS = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), unique=True, min_size=1)
# A uid whose sixteen bytes begin like the key of a text.
LOOKALIKE = str(uuid.UUID(bytes=b"\x00text:" + b"0123456789"))


@given(UIDS)
@example(LOOKALIKE)
@example("00000000-0000-0000-0000-000000000000")
@example("{01932f5e-7c00-7000-8000-000000000001}")
def test_a_key_gives_its_uid_back(uid: str) -> None:
    assert from_key(to_key(uid)) == uid


@given(UIDS, UIDS)
@example(LOOKALIKE, "0123456789")
def test_two_uids_have_two_keys(one: str, other: str) -> None:
    assert (to_key(one) == to_key(other)) == (one == other)


def test_a_uuid_takes_sixteen_bytes() -> None:
    uid = new_uid(MONDAY)
    assert to_key(uid) == uuid.UUID(uid).bytes


@given(st.datetimes(at("2020-01-01").replace(tzinfo=None)).map(str))
def test_a_new_uid_is_a_uuid_of_version_7_and_holds_its_millisecond(text: str) -> None:
    moment = at(text)
    made = uuid.UUID(new_uid(moment))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(moment.timestamp() * 1000)


def test_uids_never_repeat_and_follow_the_clock() -> None:
    made = [new_uid(MONDAY + timedelta(milliseconds=n // 100)) for n in range(10_000)]
    assert len(set(made)) == len(made)
    assert [uid[:13] for uid in made] == sorted(uid[:13] for uid in made)


@given(UIDS, HEADS, st.data())
def test_a_leaf_knows_every_head_and_no_order(
    uid: str, heads: list[str], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(heads))
    assert digest.leaf(uid, shuffled) == digest.leaf(uid, heads)
    fewer = heads[:-1]
    other = data.draw(st.integers(0, 63))
    nibble = format(int(heads[0][other], 16) ^ 1, "x")
    altered = [heads[0][:other] + nibble + heads[0][other + 1 :], *fewer[1:]]
    assert digest.leaf(uid, fewer) != digest.leaf(uid, heads)
    assert digest.leaf(uid, [*altered, "ff" * 32]) != digest.leaf(uid, [*heads, "ff" * 32])
    assert digest.leaf(uid + "x", heads) != digest.leaf(uid, heads)


PARTS = st.dictionaries(st.sampled_from("abcdefgh"), st.binary(min_size=32, max_size=32))


@given(PARTS, PARTS)
def test_two_sides_agree_exactly_when_all_their_parts_do(
    ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    one, other = digest.join(reversed(ours.items())), digest.join(theirs.items())
    assert (one == other) == (ours == theirs)


def test_nothing_has_an_empty_digest() -> None:
    assert digest.join([]) == digest.EMPTY


@given(st.uuids().map(str))
def test_a_bucket_is_one_of_256(uid: str) -> None:
    assert digest.bucket(uid) == int(uid[-2:], 16)


def test_a_dossier_is_compared_in_the_month_that_it_came_in() -> None:
    state = told()
    assert digest.month(state) == 202611
    online = replace(told(begin=FILED), received_at=at("2026-12-01 08:00"))
    assert digest.month(online) == 202611
    nowhere: Dossier = replace(state, received_at=None)
    assert digest.month(nowhere) == 0
