"""Sealed events: no byte can change unseen, and the chain holds them in their order."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import events as ev
from desk.wire import canonical, exchange
from desk.wire.sealed import (
    BODIES,
    GENESIS,
    BadEventError,
    Sealed,
    check,
    open_event,
    read_head,
    seal,
)
from tests.domain.stories import BODIES as ALL
from tests.domain.stories import stories
from tests.domain.test_fold import RECEIVED, event


def read(sealed: Sealed) -> ev.Event:
    """Read an event that arrived, as strictly as an exchange does."""
    head = read_head(sealed.head)
    check(head, sealed)
    return open_event(sealed, head)


@given(stories())
def test_what_was_sealed_is_what_is_opened(story: list[ev.Event]) -> None:
    prev = GENESIS
    for made in story:
        sealed, digest = seal(made, prev)
        assert read_head(sealed.head).prev == prev
        assert (digest, sealed.hash) == (sealed.hash.hex(), sha256(sealed.head).digest())
        assert read(sealed) == replace(made, hash=digest)
        assert exchange.from_wire(exchange.to_wire(sealed)) == sealed
        prev = digest


def test_the_same_event_twice_is_hidden_by_its_salt() -> None:
    one, two = (seal(event(RECEIVED), GENESIS)[0] for _ in range(2))
    assert one.body == two.body
    assert one.salt != two.salt
    assert one.hash != two.hash


@given(st.data())
def test_one_altered_byte_anywhere_is_seen(data: st.DataObject) -> None:
    sealed, _ = seal(event(RECEIVED), GENESIS)
    part = data.draw(st.sampled_from(["head", "salt", "body", "hash"]))
    whole = bytearray(getattr(sealed, part))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadEventError):
        read(replace(sealed, **{part: bytes(whole)}))


@given(st.data())
def test_a_byte_too_few_or_too_many_is_seen(data: st.DataObject) -> None:
    sealed, _ = seal(event(RECEIVED), GENESIS)
    part = data.draw(st.sampled_from(["head", "salt", "body"]))
    whole: bytes = getattr(sealed, part)
    place = data.draw(st.integers(1, len(whole) - 1))
    other = whole[:place] if data.draw(st.booleans()) else whole[:place] + b" " + whole[place:]
    with pytest.raises(BadEventError):
        read(replace(sealed, **{part: other}))


def test_a_forger_who_mends_the_bodys_hash_breaks_the_heads() -> None:
    sealed, _ = seal(event(RECEIVED), GENESIS)
    body = canonical.dumps(replace(RECEIVED, fee=9))
    head = read_head(sealed.head)
    forged = replace(head, body_hash=sha256(sealed.salt + body).hexdigest())
    data = canonical.dumps(forged)
    with pytest.raises(BadEventError) as caught:
        read(Sealed(data, sealed.salt, body, sealed.hash))
    assert caught.value.facts == {"what": "hash", "event": head.uid}
    # Whoever mends that too has another hash, and the next event's `prev` names the true one.
    assert sha256(data).digest() != sealed.hash


def test_a_body_may_be_erased_and_its_event_still_stands() -> None:
    sealed, _ = seal(event(RECEIVED), GENESIS)
    erased = replace(sealed, body=b"", salt=b"")
    made = read(erased)
    assert (made.type, made.body, made.hash) == ("Received", None, sealed.hash.hex())


def test_a_type_from_the_future_is_kept_raw() -> None:
    sealed, _ = seal(replace(event(RECEIVED), type="Teleported"), GENESIS)
    made = read(sealed)
    assert (made.type, made.body) == ("Teleported", None)
    assert sealed.body == canonical.dumps(RECEIVED)


@pytest.mark.parametrize("head", [b"", b"[]", b"{}", b"\xff", b'{"uid":1}'])
def test_what_is_no_head_is_refused(head: bytes) -> None:
    with pytest.raises(BadEventError) as caught:
        read_head(head)
    assert caught.value.facts == {"what": "head"}


def test_a_known_type_with_an_unreadable_body_is_refused() -> None:
    sealed, _ = seal(replace(event(RECEIVED), type="Noted"), GENESIS)
    with pytest.raises(BadEventError) as caught:
        read(sealed)
    assert caught.value.facts["what"] == "body"


def test_a_salt_that_is_no_hex_is_refused() -> None:
    with pytest.raises(BadEventError) as caught:
        exchange.from_wire(exchange.WireEvent("{}", "xyz", "{}"))
    assert caught.value.facts == {"what": "salt"}


def test_every_kind_of_event_can_be_sealed() -> None:
    assert set(BODIES.values()) == set(ALL)
    assert set(BODIES) == {cls.__name__ for cls in ALL}
