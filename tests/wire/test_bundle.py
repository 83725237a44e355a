"""Bundles: what was packed comes out, and nothing else does – however the bytes are bent."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from desk.wire import bundle, canonical, sealing
from desk.wire.bundle import FRAME, BundleDamagedError, BundleRefusedError, Listing, Packer, Part
from desk.wire.sealing import TAG
from desk.wire.signing import Signed, Signer

READER = Signer(bytes(range(32)))
SENDER = Signer(bytes(range(1, 33)))
NAME = "00112233445566778899aabbccddeeff"
GOLDEN = Path(__file__).parent / "golden_bundle.json"
Records = list[tuple[bytes, bytes]]


def packed(
    records: Records, *, limit: int = bundle.PART, to: str = ""
) -> tuple[Listing, list[bytes]]:
    sealer, ephemeral = sealing.to(to or READER.public.seal, NAME)
    files: list[io.BytesIO] = []

    def new_part() -> BinaryIO:
        files.append(io.BytesIO())
        return files[-1]

    packer = Packer(sealer, new_part, limit)
    for kind, data in records:
        packer.add(kind, data)
    packer.close()
    return listing(packer, ephemeral), [each.getvalue() for each in files]


def listing(packer: Packer, ephemeral: str) -> Listing:
    return Listing(
        version=1,
        bundle=NAME,
        number=1,
        sender="d",
        unit="H26.1.1",
        to=READER.public.fingerprint,
        made=1,
        ephemeral=ephemeral,
        parts=tuple(packer.parts),
        plain=packer.plain,
        records=packer.records,
    )


def unpacked(of: Listing, files: list[bytes], reader: Signer = READER) -> Records:
    def opener(data: bytes) -> Callable[[], BinaryIO]:
        return lambda: io.BytesIO(data)

    opens = [opener(each) for each in files]
    return list(bundle.records(of, opens, reader.unseal, lambda _: None))


def reason(of: Listing, files: list[bytes], reader: Signer = READER) -> str:
    with pytest.raises(BundleDamagedError) as told:
        unpacked(of, files, reader)
    return str(told.value.facts["reason"])


@given(
    st.lists(st.tuples(st.binary(min_size=1, max_size=1), st.binary(max_size=3000)), min_size=1),
    st.sampled_from([1, 200_000, bundle.PART]),
)
def test_what_was_packed_comes_out(records: Records, limit: int) -> None:
    of, files = packed(records, limit=limit)
    assert unpacked(of, files) == records
    assert [part.size for part in of.parts] == [len(each) for each in files]


def noise(size: int) -> bytes:
    """Return bytes that do not pack, always the same ones."""
    sealer, _ = sealing.to(READER.public.seal, NAME)
    return sealer.seal(bytes(size), last=True)[:size]


@pytest.fixture(scope="module")
def long() -> tuple[Listing, list[bytes]]:
    made = packed([(b"e", noise(3 * FRAME)), (b"e", b"the end")], limit=1)
    assert len(made[1]) > 3
    return made


def test_another_reader_reads_nothing(long: tuple[Listing, list[bytes]]) -> None:
    assert reason(*long, reader=SENDER) == "sealed"
    assert reason(replace(long[0], bundle="f" * 32), long[1]) == "sealed"
    assert reason(replace(long[0], ephemeral="00" * 32), long[1]) == "sealed"
    assert reason(replace(long[0], ephemeral="zz"), long[1]) == "sealed"


def test_frames_cannot_be_swapped_left_out_or_said_twice(long: tuple[Listing, list[bytes]]) -> None:
    of, files = long

    def told(order: list[int]) -> str:
        some = [files[at] for at in order]
        parts = tuple(of.parts[at] for at in order)
        return reason(replace(of, parts=parts), some)

    whole = list(range(len(files)))
    assert told([1, 0, *whole[2:]]) == "sealed"
    assert told(whole[1:]) == "sealed"
    assert told(whole[:-1]) == "sealed"  # the last frame says that it is the last
    assert told([0, *whole]) == "sealed"
    assert told([*whole, whole[-1]]) == "sealed"


def test_lengths_that_lie_are_found(long: tuple[Listing, list[bytes]]) -> None:
    of, files = long
    for length in (0, TAG, FRAME + TAG + 1, 0xFFFFFFFF):
        lying = length.to_bytes(4, "big") + files[0][4:]
        assert reason(of, [lying, *files[1:]]) == "sealed"


def test_a_list_that_tells_of_less_or_more_is_found(long: tuple[Listing, list[bytes]]) -> None:
    of, files = long
    for lie in ({"plain": of.plain - 1}, {"plain": of.plain + 5}, {"plain": 3}, {"records": 1},
                {"records": 3}):  # fmt: skip  # one line reads better
        assert reason(replace(of, **lie), files) == "records"  # type: ignore[arg-type]  # every field named here is a number


def crafted(stream: bytes) -> tuple[Listing, list[bytes]]:
    """Seal a stream that no packer of ours would make."""
    sealer, ephemeral = sealing.to(READER.public.seal, NAME)
    pieces = [stream[at : at + FRAME] for at in range(0, len(stream), FRAME)]
    framed = b""
    for number, piece in enumerate(pieces, start=1):
        sealed = sealer.seal(piece, last=number == len(pieces))
        framed += len(sealed).to_bytes(4, "big") + sealed
    of = Listing(
        version=1, bundle=NAME, number=1, sender="d", unit="u", to="t", made=1,
        ephemeral=ephemeral, parts=(Part(size=len(framed), sha=""),), plain=100, records=1,
    )  # fmt: skip  # most of it is of no matter here
    return of, [framed]


def test_a_bomb_is_never_unpacked_further_than_its_list_says() -> None:
    stream = b"e" + (95).to_bytes(4, "big") + bytes(1 << 26)
    of, files = crafted(zstandard.ZstdCompressor(level=1).compress(stream))
    assert len(files[0]) < 50_000  # sixty megabytes in it
    assert reason(of, files) == "records"


def test_a_record_of_any_size_it_likes_is_refused() -> None:
    huge = b"e" + (1 << 31).to_bytes(4, "big") + b"x"
    of, files = crafted(zstandard.ZstdCompressor().compress(huge))
    assert reason(replace(of, plain=1 << 33), files) == "records"


def test_a_window_of_any_size_it_likes_is_refused() -> None:
    wide = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    of, files = crafted(zstandard.ZstdCompressor(compression_params=wide).compress(bytes(1 << 25)))
    assert reason(of, files) == "packed"


@pytest.mark.parametrize("junk", [b"", b"not packed at all", zstandard.compress(b"e")[:-2]])
def test_what_is_no_stream_is_refused(junk: bytes) -> None:
    of, files = crafted(junk or b"\x00")
    assert reason(of, files) in ("packed", "records")


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_flipped_byte_passes(place: int, mask: int) -> None:
    of, (file,) = packed([(b"e", b"some record of a ward"), (b"v", b"another one")])
    bent = bytearray(file)
    bent[place % len(bent)] ^= mask
    assert reason(of, [bytes(bent)]) == "sealed"


def test_lists_are_read_strictly(long: tuple[Listing, list[bytes]]) -> None:
    of, _ = long
    signed = SENDER.signed(canonical.dumps(of), bundle.PURPOSE)
    assert bundle.read_list(signed) == of
    bundle.check_sender(signed, SENDER.public.sign, NAME)
    for forged in (Signed(signed.text, "00"), Signed(signed.text + " ", signed.signature)):
        with pytest.raises(BundleRefusedError):
            bundle.check_sender(forged, SENDER.public.sign, NAME)
    lies: list[dict[str, Any]] = [
        {"version": 2},
        {"plain": 0},
        {"plain": bundle.LARGEST + 1},
        {"parts": ()},
        {"parts": (Part(size=0, sha=""),)},
        {"parts": (Part(size=1 << 32, sha=""),)},
    ]
    for lie in lies:
        bad = SENDER.signed(canonical.dumps(replace(of, **lie)), bundle.PURPOSE)
        with pytest.raises(BundleDamagedError):
            bundle.read_list(bad)
    for text in ("", "[]", "{}", '{"version":1}'):
        with pytest.raises(BundleDamagedError):
            bundle.read_list(Signed(text, ""))


def test_a_bundle_of_before_is_read_for_ever() -> None:
    """Sticks lie in drawers: what was once written must open with every later version."""
    kept = json.loads(GOLDEN.read_text("utf-8"))
    signed = Signed(*kept["list"])
    bundle.check_sender(signed, SENDER.public.sign, NAME)
    assert unpacked(bundle.read_list(signed), [bytes.fromhex(kept["part"])]) == [
        (b"e", "hồ sơ".encode()),
        (b"v", b"{}"),
    ]
