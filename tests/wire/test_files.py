"""Runs of grains and digests of pieces: small sums on which whole files hang."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.wire import files

spans = st.tuples(st.integers(0, 30), st.integers(1, 10))


@given(st.lists(spans), st.integers(0, 40))
def test_missing_is_what_nobody_has(have: list[tuple[int, int]], total: int) -> None:
    held = {grain for first, count in have for grain in range(first, first + count)}
    missing = files.runs(have, total)
    told = [grain for first, count in missing for grain in range(first, first + count)]
    assert told == sorted(set(range(total)) - held)
    assert all(a + n < b for (a, n), (b, _) in pairwise(missing))


def test_sizes_in_grains() -> None:
    sizes = [0, 1, files.GRAIN, files.GRAIN + 1]
    assert [files.grains(size) for size in sizes] == [0, 1, 1, 2]


def test_digests() -> None:
    field = files.digest_field(b"abc")
    assert field == "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"
    assert files.read_digest(f" {field} ") == sha256(b"abc").digest()


@pytest.mark.parametrize("field", ["", "sha-256=:", "sha-256=:$:", "md5=:AA==:", "sha-256=AA=="])
def test_what_is_no_digest(field: str) -> None:
    assert files.read_digest(field) == b""


def test_names() -> None:
    assert files.is_name("0" * 64)
    for bad in ("", "0" * 63, "0" * 65, "A" * 64, "../" + "0" * 61, "0" * 64 + "\n"):
        assert not files.is_name(bad)
