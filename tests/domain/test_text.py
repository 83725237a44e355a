from __future__ import annotations

import itertools
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.text import (
    fold,
    harmless,
    initials,
    mask_id,
    match_rank,
    nfc,
    sort_key,
    unify_tones,
)

VOWELS = "aăâeêioôơuưy"
TONE_MARKS = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = [nfc(vowel + mark) for vowel in VOWELS for mark in TONE_MARKS] + [*"bcdđghklmnpqrstvx"]

syllables = st.text(alphabet=st.sampled_from(LETTERS), min_size=1, max_size=7)
names = st.lists(syllables, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đặng Đức Đông", "dang duc dong"),
        ("ĐỖ THỊ ƯỚC", "do thi uoc"),
        ("  Nguyễn \t Văn\u00a0A\n", "nguyen van a"),
        ("H'Hen Niê", "h hen nie"),
        ("Y Blŏk Êban", "y blok eban"),
        ("H26.033.15-261123-1001", "h26 033 15 261123 1001"),
        ("Ðặng", "dang"),  # Icelandic eth of old fonts
        ("Nguy\u200bễn", "nguyen"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("\uff11\uff12\uff13", "123"),
        ("中文", "中文"),
        ("…!?", ""),
        ("", ""),
    ],
)
def test_fold_gives_the_search_key(text: str, key: str) -> None:
    assert fold(text) == key


def test_every_vietnamese_letter_folds_to_plain_ascii() -> None:
    folded = {fold(letter) for letter in LETTERS} | {fold(letter.upper()) for letter in LETTERS}
    assert folded == set("abcdeghiklmnopqrstuvxy")


@given(st.text())
def test_fold_is_settled_and_does_not_mind_the_spelling(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))
    assert key == key.strip()
    assert "  " not in key


def test_every_character_there_is_folds_and_sorts_without_filling_the_memory() -> None:
    step = 7  # every seventh is enough to meet every block
    text = "".join(chr(code) for code in range(0, 0x110000, step) if not 0xD800 <= code < 0xE000)
    assert fold(text)
    assert sort_key(text)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "Thủy"),
        ("KHOẺ", "KHỎE"),
        ("hoạ sĩ", "họa sĩ"),
        ("Hoà, Thuý.", "Hòa, Thúy."),
        ("quý quỳ Quỷ", "quý quỳ Quỷ"),
        ("ngoài hoàng khuyến", "ngoài hoàng khuyến"),
        ("hòa", "hòa"),
        ("", ""),
    ],
)
def test_both_tone_placements_become_one(newer: str, older: str) -> None:
    assert unify_tones(newer) == older
    assert unify_tones(unicodedata.normalize("NFD", newer)) == older


@given(names)
def test_unified_tones_stay_and_never_change_the_search_key(name: str) -> None:
    unified = unify_tones(name)
    assert unify_tones(unified) == unified
    assert fold(unified) == fold(name)


# Written down by hand in the order of a Vietnamese class register.
REGISTER = """
Trần An
Lê Bảo An
Lê Văn An
Nguyễn Văn An
Nguyễn Văn Bình An
Lê Anh
Lê Ánh
Vũ Ân
Vũ Ẩn
Mai Bách
Mai Bảo
Mai Bắc
Mai Bằng
Mai Bích
Lý Cam
Lý Cảnh
Lý Căn
Lý Cẩm
Lý Châu
Lý Chi
Hồ Dung
Hồ Dũng
Hồ Dương
Hồ Đan
Hồ Đạt
Hồ Đông
Hồ Đức
Bùi Em
Bùi Én
Bùi Giang
Bùi Hà
Bùi Hoa
Bùi Hỏa
Bùi Hòe
Bùi Hương
Bùi Khánh
Ngô Lan
Ngô Lâm
Ngô Ma
Ngô Mà
Ngô Mả
Ngô Mã
Ngô Má
Ngô Mạ
Ngô Nga
Ngô Ngọc
Ngô Nhung
Đỗ Oanh
Đỗ Ơn
Đỗ Phong
Đỗ Quân
Đỗ Sơn
Đỗ Tâm
Đỗ Thảo
Đỗ Thủy
Đỗ Trang
Đỗ Tú
Đỗ Tư
Đỗ Uyên
Đỗ Ước
Đỗ Vân
Đỗ Việt
Đỗ Xuân
Đỗ Y
Đỗ Ý
Đỗ Yến
""".strip().splitlines()


def test_the_register_is_in_order() -> None:
    assert sorted(REGISTER, key=sort_key) == REGISTER
    assert len({sort_key(name) for name in REGISTER}) == len(REGISTER)


def test_sqlite_sorts_the_key_as_it_stands() -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE people (name TEXT, key TEXT)")
        rows = [(name, sort_key(name)) for name in reversed(REGISTER)]
        database.executemany("INSERT INTO people VALUES (?, ?)", rows)
        found = [row[0] for row in database.execute("SELECT name FROM people ORDER BY key")]
    database.close()
    assert found == REGISTER


ORDER = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def slow_order(name: str) -> list[list[tuple[list[int], int]]]:
    """The rules once more, as plainly as they can be said."""
    words = []
    for word in name.split():
        marks = [m for m in unicodedata.normalize("NFD", word) if m in TONE_MARKS[1:]]
        bare = "".join(c for c in unicodedata.normalize("NFD", word) if c not in TONE_MARKS[1:])
        tone = TONE_MARKS.index(marks[-1]) if marks else 0
        words.append(([ORDER[letter] for letter in nfc(bare).lower()], tone))
    return [[words[-1]], words[1:-1], words[:1] if len(words) > 1 else []]


@given(names, names)
def test_the_key_agrees_with_the_rules(one: str, other: str) -> None:
    first, second = slow_order(one), slow_order(other)
    keys = sort_key(one).encode(), sort_key(other).encode()
    assert (keys[0] < keys[1]) == (first < second)
    assert (keys[0] == keys[1]) == (first == second)


def test_case_punctuation_and_tone_placement_do_not_change_the_order() -> None:
    assert sort_key("LÊ  VĂN HOÀ") == sort_key("Lê Văn Hòa") == sort_key("lê-văn-hòa.")
    assert sort_key(unicodedata.normalize("NFD", "Lê Văn Hòa")) == sort_key("Lê Văn Hòa")
    assert sort_key("Ðặng An") == sort_key("Đặng An")


def test_foreign_letters_sort_as_their_base_and_foreign_scripts_last() -> None:
    assert sort_key("Müller") == sort_key("Muller")
    assert sort_key("Y Blŏk") == sort_key("Y Blok")
    assert sorted(["Łukasz", "Zoe", "李", "An", "2 Ba"], key=sort_key) == [
        "An",
        "2 Ba",
        "Zoe",
        "Łukasz",
        "李",
    ]


@pytest.mark.parametrize("nothing", ["", "  ", "...", "\u0301"])
def test_no_letters_no_key(nothing: str) -> None:
    assert sort_key(nothing) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nguyễn Văn An", "NVA"),
        ("nguyễn thị ánh ấm", "NAÂ"),
        ("Đỗ Ý", "ĐY"),
        ("Tùng", "T"),
        ("H'Hen (Niê)", "HN"),
        ("... !", ""),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_initials_can_be_two_or_one() -> None:
    assert initials("Nguyễn Thị Minh Khai", most=2) == "NK"
    assert initials("Nguyễn Thị Minh Khai", most=1) == "N"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("001199000123", "•••••••••123"),
        ("000000123", "••••••123"),
        ("1234", "•234"),
        ("123", "•••"),
        ("", ""),
    ],
)
def test_masked_numbers_show_three_digits_at_most(number: str, masked: str) -> None:
    assert mask_id(number) == masked


def test_a_mask_can_hide_everything() -> None:
    assert mask_id("001199000123", shown=0) == "•" * 12


def test_typed_tones_outrank_the_same_letters_without() -> None:
    assert match_rank("đường", "Lê Đường") > match_rank("đường", "Lê Dương") > 0
    assert match_rank("dương", "Lê Dương") > match_rank("dương", "Lê Đường") > 0
    assert match_rank("đương", "Lê Đường") > match_rank("đương", "Lê Dương")
    assert match_rank("duong", "Lê Duong") > match_rank("duong", "Lê Dương")
    assert match_rank("duong", "Lê Dương") == match_rank("duong", "Lê Đường") > 0
    assert match_rank("thuỷ", "Lê Thủy") == match_rank("thủy", "Lê Thủy")


def test_whole_words_then_given_names_then_order() -> None:
    assert match_rank("an", "Lê Văn An") > match_rank("an", "Lê Văn Ang")
    assert match_rank("an", "Lê Văn An") > match_rank("an", "An Văn Lê")
    assert match_rank("van an", "Lê Van An") > match_rank("an van", "Lê Van An") > 0


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "Lê An"),
        ("...", "Lê An"),
        ("an", ""),
        ("binh", "Lê An"),
        ("an an", "Lê An"),
        ("le van an", "Lê An"),
        ("n", "Lê An"),
    ],
)
def test_no_match(query: str, name: str) -> None:
    assert match_rank(query, name) == 0


def test_words_match_in_any_order_and_each_its_own() -> None:
    assert match_rank("an nguy", "Nguyễn Văn An")
    assert match_rank("a an", "An Anh")
    assert match_rank("an anh", "Anh An")
    assert match_rank("a ab", "Ab Ac")


def brute_match(query: str, name: str) -> bool:
    sought, words = fold(query).split(), fold(name).split()
    return bool(sought) and any(
        all(word.startswith(part) for part, word in zip(sought, order, strict=True))
        for order in itertools.permutations(words, len(sought))
    )


few = st.lists(st.sampled_from(["a", "an", "anh", "án", "b", "ba"]), min_size=1, max_size=4)


@given(few.map(" ".join), few.map(" ".join))
def test_the_quick_matching_finds_what_trying_everything_finds(query: str, name: str) -> None:
    assert (match_rank(query, name) > 0) == brute_match(query, name)


def test_a_hostile_query_costs_little() -> None:
    assert match_rank("a " * 300, "a " * 300) > 0


def test_what_begins_like_a_formula_is_made_a_text() -> None:
    for begin in "=+-@\t\r":
        assert harmless(f"{begin}1") == f"'{begin}1"
    assert harmless("Lê-Nguyễn") == "Lê-Nguyễn"
