"""Texts of before Unicode: every letter both ways, and nothing converted that needs it not."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import sample
from desk.domain.oldtext import LOWER, Encoding, decode, encode, mend_case
from desk.domain.oldtext_guess import convert, guess, guess_columns, looks_odd, read_headings
from desk.domain.oldtext_syllable import is_syllable

LETTERS = LOWER + LOWER.upper()
BASES = "ĂÂÊÔƠƯĐăâêôơưđ"
NAMES = (
    "Nguyễn Văn Ví Dụ",
    "Trần Thị Thử Nghiệm",
    "Đỗ Quỳnh Ánh",
    "Lê Hoàng Mẫu",
    "Võ Tân Hòa",
    "Bùi Thị Tú",
)
FOREIGN = (
    "José García",
    "Jürgen Müller",
    "François Côté",
    "André Noël",
    "Zoë",
    "Björk Guðmundsdóttir",
    "Håkan Åström",
    "Łukasz Żak",
    "São Paulo",
    "Núñez Peña",
    "Ngô René",
    "Æthelred Þór",
)
OLD = (Encoding.TCVN3, Encoding.VNI, Encoding.CP1258, Encoding.UTF8)


def test_the_134_letters_are_all_there() -> None:
    assert len(set(LETTERS)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in LETTERS)
    assert {unicodedata.normalize("NFD", letter)[0].lower() for letter in LETTERS} == set("aeiouyđ")


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_goes_into_each_code_and_comes_back(letter: str) -> None:
    for encoding in (Encoding.UNICODE, Encoding.VNI, Encoding.CP1258, Encoding.UTF8):
        assert decode(encode(letter, encoding), encoding) == letter
    # VN3 has seven capitals; the others are small letters in a font of capitals.
    small = letter if letter in BASES else letter.lower()
    assert decode(encode(letter, Encoding.TCVN3), Encoding.TCVN3) == small
    capitals = Encoding.TCVN3_CAPITALS
    assert decode(encode(letter, capitals), capitals) == letter.upper()


def test_letters_of_a_code_differ_from_each_other() -> None:
    for encoding in (Encoding.VNI, Encoding.CP1258, Encoding.UTF8):
        assert len({encode(letter, encoding) for letter in LETTERS}) == 134
    written = {encode(letter, Encoding.TCVN3) for letter in LETTERS}
    assert len(written) == 67 + 7
    assert all(len(each) == 1 and "\xa1" <= each <= "\xfe" for each in written)


def test_windows_1258_is_what_the_codec_of_python_says() -> None:
    for code in range(0x80, 0x100):
        byte = bytes([code])
        try:
            meant = byte.decode("cp1258")
        except UnicodeDecodeError:
            continue
        shown = byte.decode("cp1252", "replace")
        shown = chr(code) if shown == "\ufffd" else shown
        assert decode(shown, Encoding.CP1258) == meant
    for letter in LETTERS:
        data = encode(letter, Encoding.CP1258).encode("cp1252")
        assert unicodedata.normalize("NFC", data.decode("cp1258")) == letter


def test_known_texts_of_old_files_are_read() -> None:
    assert decode("NguyÔn V¨n VÝ Dô", Encoding.TCVN3) == "Nguyễn Văn Ví Dụ"
    assert decode("tæ 5, ph\xadêng §ång", Encoding.TCVN3) == "tổ 5, phường Đồng"
    assert decode("Nguyeãn Vaên Ví Duï", Encoding.VNI) == "Nguyễn Văn Ví Dụ"
    assert decode("NGUYEÃN THÒ ÑÖÙC", Encoding.VNI) == "NGUYỄN THỊ ĐỨC"
    assert decode("NGUYEãN", Encoding.VNI) == "NGUYỄN"
    assert decode("NguyêÞn Thiò Ðýìc", Encoding.CP1258) == "Nguyễn Thị Đức"
    assert decode("Nguyá»…n", Encoding.UTF8) == "Nguyễn"
    assert decode("Nguyễn", Encoding.UTF8) == "Nguyễn"  # no bytes at all
    assert decode("Hà", Encoding.UTF8) == "Hà"  # bytes, but no UTF-8


@pytest.mark.parametrize(
    ("stands", "meant"),
    [
        ("NGUYễN THị Hà", "NGUYỄN THỊ HÀ"),
        ("Số CCCD", "Số CCCD"),
        ("Đỗ Quỳnh ánh", "Đỗ Quỳnh Ánh"),
        ("ông Hà", "ông Hà"),  # ô is small where it could have been large
        ("Hà Mỹ", "Hà Mỹ"),
        ("xã ánh", "xã ánh"),
        ("Ông", "Ông"),
        ("ánh", "ánh"),  # nothing beside it tells
        ("Tổ 5  ấp", "Tổ 5  Ấp"),
        ("5 ấp", "5 ấp"),
    ],
)
def test_capitals_are_given_back_where_the_rest_tells(stands: str, meant: str) -> None:
    assert mend_case(stands) == meant


@pytest.mark.parametrize(
    "word", "Nguyễn Quỳnh gìn giếng Thuỷ thủy Huỳnh khuê ĐẶNG Ý yến Oanh quốc Ngoằn gì".split()
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["José", "Müller", "Vaên", "Duï", "các̣", "cat", "càt", "Ngôn§", ""]
)
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("encoding", OLD)
def test_a_column_is_recognised_and_read(encoding: Encoding) -> None:
    found = guess([encode(name, encoding) for name in NAMES])
    assert (found.encoding, found.sure, found.mixed) == (encoding, True, False)
    assert [convert(encode(name, encoding), encoding) for name in NAMES] == list(NAMES)


def test_composed_and_decomposed_unicode_stay_what_they_say() -> None:
    apart = [unicodedata.normalize("NFD", name) for name in NAMES]
    assert guess(apart).encoding is Encoding.UNICODE
    assert [convert(each, Encoding.UNICODE) for each in apart] == list(NAMES)


@pytest.mark.parametrize(
    "names", [FOREIGN, ("Hà", "Võ", "Tú", "Tân", "Lân"), ("A–B", "20º", "“x”")]
)
def test_what_is_unicode_is_never_converted(names: tuple[str, ...]) -> None:
    found = guess(names)
    assert (found.encoding, found.sure) == (Encoding.UNICODE, True)
    assert [convert(name, found.encoding) for name in names] == list(names)


def test_names_of_the_sample_and_codes_are_left_alone() -> None:
    sampler = sample.Sampler(7)
    people = [sampler.person() for _ in range(300)]
    texts_of = [each.name for each in people], [each.address for each in people]
    codes = [f"H26.033.15-2611{day:02}-1001" for day in range(1, 29)]
    for texts in (*texts_of, codes):
        found = guess(texts)
        assert (found.encoding, found.sure) == (Encoding.UNICODE, True)
        assert [convert(each, found.encoding) for each in texts] == texts
        assert not any(map(looks_odd, texts))


def test_the_icelandic_letter_that_looks_like_a_vietnamese_one_becomes_it() -> None:
    assert guess(["Ðặng Văn Ðô"]).encoding is Encoding.UNICODE
    assert convert("Ðặng Văn Ðô", Encoding.UNICODE) == "Đặng Văn Đô"
    assert convert("Guðmundsdóttir", Encoding.UNICODE) == "Guðmundsdóttir"


def test_few_words_are_unsure_until_something_else_tells() -> None:
    two = [encode("Nguyễn Văn A", Encoding.TCVN3)]
    alone = guess(two)
    assert (alone.encoding, alone.sure, alone.read) == (Encoding.TCVN3, False, 2)
    assert guess(two, Encoding.TCVN3).sure
    many = [encode(name, Encoding.TCVN3) for name in NAMES]
    found = guess_columns({"few": two, "many": many, "new": list(NAMES)})
    assert found["few"].sure
    assert found["new"].encoding is Encoding.UNICODE
    together = guess_columns({"few": two, "other": [encode("Trần Thị Bé", Encoding.TCVN3)]})
    assert all(each.sure and each.encoding is Encoding.TCVN3 for each in together.values())
    # "ký" is spelled alike in both codes: half of it stands as it is, all of it with the hint.
    same = guess_columns({"what": [encode("Đăng ký khai sinh", Encoding.TCVN3)], "many": many})
    assert (same["what"].encoding, same["what"].sure) == (Encoding.TCVN3, True)
    vni = [encode(name, Encoding.VNI) for name in NAMES]
    apart = guess_columns({"few": two, "many": many, "vni": vni})
    assert not apart["few"].sure  # the file has two codes: it may be either
    assert not guess_columns({"few": two})["few"].sure
    strange = guess_columns({"few": [encode("Nguyễn Văn A", Encoding.VNI)], "many": many})
    assert (strange["few"].encoding, strange["few"].sure) == (Encoding.VNI, False)


def test_half_a_column_in_another_code_is_asked_about() -> None:
    some = [encode("Nguyễn Thị Đỗ Quỳnh", Encoding.TCVN3), "Jürgen Müller", "Zoë", "Noël"]
    found = guess(some)
    assert (found.encoding, found.sure) == (Encoding.TCVN3, False)


def test_a_mixed_column_is_read_text_by_text() -> None:
    mixed = [*NAMES, *(encode(name, Encoding.TCVN3) for name in NAMES)]
    found = guess(mixed)
    assert (found.encoding, found.sure, found.mixed) == (Encoding.TCVN3, True, True)
    assert [convert(each, found.encoding, mixed=True) for each in mixed] == [*NAMES, *NAMES]
    assert convert("Hà", Encoding.TCVN3) == "Hà"  # that letter is not in VN3
    assert convert("Ha", Encoding.TCVN3) == "Ha"


def test_a_font_of_capitals_makes_capitals() -> None:
    capitals = Encoding.TCVN3_CAPITALS
    written = encode("Trần Văn Ánh", capitals)
    assert convert(written, Encoding.TCVN3, capitals) == "TRẦN VĂN ÁNH"
    assert convert("tran", Encoding.TCVN3, capitals) == "TRAN"
    assert convert("tran", capitals) == "TRAN"


def test_a_text_of_another_code_among_unicode_looks_odd() -> None:
    assert looks_odd(encode("Nguyễn Thị Đỗ", Encoding.TCVN3))
    assert not looks_odd("Jürgen Müller")
    assert not looks_odd("Nguyễn Văn Tú")


def test_a_column_of_very_many_words_is_read_as_far_as_needed() -> None:
    ends = [encode("".join(pair), Encoding.TCVN3) for pair in product("bcdghklmnpqrstvx", LETTERS)]
    words = (f"{head}{end}" for head, end in product("abcdefghijklmnopqrstuvwxyz", ends))
    assert guess(words).marked > 20_000


_ONSETS = ("", *"b c ch d đ g gh h kh l m n ng nh ph qu r s t th tr v x".split())
_RHYMES = "a ai an ang ăn ăng âm ân âu ây e en ê êm ên i im iên o oa oan ô ông ơ ơi u uân uy uyên ư ưng ươi ương ưu yên".split()  # noqa: E501 - one list of rhymes
_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


@st.composite
def _syllables(draw: st.DrawFn) -> str:
    onset, rhyme = draw(st.sampled_from(_ONSETS)), draw(st.sampled_from(_RHYMES))
    vowels = [place for place, char in enumerate(rhyme) if char in "aăâeêioôơuưy"]
    place = next((at for at in vowels if rhyme[at] in "ăâêôơư"), vowels[0])
    marked = rhyme[: place + 1] + draw(st.sampled_from(_MARKS)) + rhyme[place + 1 :]
    return unicodedata.normalize("NFC", onset + marked)


@given(st.lists(_syllables(), min_size=40, max_size=80), st.sampled_from(OLD))
@settings(deadline=None)
def test_any_vietnamese_text_is_recognised_and_comes_back(
    words: list[str], encoding: Encoding
) -> None:
    texts = [" ".join(words[at : at + 4]) for at in range(0, len(words), 4)]
    written = [encode(text, encoding) for text in texts]
    found = guess(written)
    marked = {w for w in words if not w.isascii() and encode(w, encoding) != w}
    if len(marked) >= 20:
        assert (found.encoding, found.sure) == (encoding, True)
    assert [decode(each, encoding) for each in written] == texts


@given(st.lists(_syllables(), min_size=1, max_size=30))
@settings(deadline=None)
def test_unicode_is_never_converted(words: list[str]) -> None:
    found = guess(words)
    assert (found.encoding, found.sure) == (Encoding.UNICODE, True)
    assert [convert(word, found.encoding) for word in words] == words


@given(st.text(max_size=40), st.sampled_from(list(Encoding)))
def test_nothing_ever_breaks_it(text: str, encoding: Encoding) -> None:
    assert isinstance(convert(text, encoding), str)
    assert isinstance(guess([text]).sure, bool)
    looks_odd(text)


def test_headings_share_one_code() -> None:
    heads = ["Mã hồ sơ", "Số CCCD", "Ngày nhận", "STT", "Chủ\nhồ sơ"]
    old = [encode(each, Encoding.TCVN3) for each in heads]
    assert read_headings(old) == ["Mã hồ sơ", "Số CCCD", "Ngày nhận", "STT", "Chủ hồ sơ"]
    assert read_headings(heads)[0] == "Mã hồ sơ"
