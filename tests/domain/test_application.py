"""The dossier object of scripts and portals: what is read, what wins, and what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.domain import handed
from desk.domain.application import LARGEST, read_application, read_bytes
from desk.domain.errors import DeskError
from desk.domain.fields import NO, YES
from desk.domain.records import Channel, Paper
from desk.domain.views import NewDossier
from tests.domain.rule_files import at
from tests.kit import ROOT

NOW = at("2026-11-23 09:00")
PERSON = {"name": "Nguyễn Thị Ví Dụ", "personal_id": "001199000001"}
CARD = "001199000001|012345678|Nguyễn Thị Ví Dụ|31011999|Nữ|Số 1 phố Bịa|01052021|tail"


def read(**facts: Any) -> NewDossier:
    return read_application({"procedure": "1.001193", "applicant": PERSON} | facts, NOW)


def refused(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(DeskError) as caught:
        call()
    return caught.value.code, caught.value.facts


def codes(new: NewDossier) -> list[str]:
    return [warning.code for warning in new.doubts]


# -- what is read -------------------------------------------------------------------------------


def test_the_least_is_a_procedure_and_somebody() -> None:
    new = read()
    assert (new.procedure, new.submitter.name) == ("1.001193", "Nguyễn Thị Ví Dụ")
    assert (new.owner, new.papers, new.sets, new.channel) == (None, None, 1, Channel.COUNTER)
    assert (new.received_at, new.due_at, new.fee, new.uid, new.doubts) == (None, None, None, "", ())


def test_everything_is_read() -> None:
    new = read(
        uid="a.b:c-1_2",
        owner={"name": "Công ty Không Có", "tax_code": "0100000000", "email": "a@example.invalid"},
        authority_paper="Giấy ủy quyền 01",
        documents=[{"name": "Tờ khai", "original": 1}, {"name": "Ảnh", "copy": 2}],
        sets=2,
        channel="post",
        received_at="2026-11-23T08:00",
        fee=8000,
        fee_note="dòng một\ndòng hai",
        due_at="2026-11-30",
        due_reason="QĐ 01",
        note="ghi chú",
        result_at="Quầy 2",
    )
    assert new.owner is not None
    assert (new.owner.kind, new.owner.tax_code) == ("organisation", "0100000000")
    assert new.papers == (Paper(name="Tờ khai", original=1), Paper(name="Ảnh", copy=2))
    assert (new.uid, new.sets, new.channel, new.fee) == ("a.b:c-1_2", 2, Channel.POST, 8000)
    assert new.received_at == at("2026-11-23 08:00")
    assert new.due_at == at("2026-11-30 17:00")  # a day means its close of business
    assert (new.due_reason, new.note, new.fee_note) == ("QĐ 01", "ghi chú", "dòng một\ndòng hai")
    assert (new.authority, new.result_at) == ("Giấy ủy quyền 01", "Quầy 2")


def test_the_card_fills_what_was_not_typed() -> None:
    new = read(id_card_qr=CARD, applicant={"address": "Số 2 ngõ Khác", "phone": None})
    assert (new.submitter.name, new.submitter.address) == ("Nguyễn Thị Ví Dụ", "Số 2 ngõ Khác")
    assert (new.submitter.sex, new.submitter.card_tail) == ("nữ", "tail")
    assert read(id_card_qr=CARD, applicant=None).submitter.old_id == "012345678"


def test_doubts_about_the_card_go_with_what_was_typed_instead() -> None:
    odd = CARD.replace("|Nữ|", "|?|".replace("?", "x")).replace("31011999", "00001999")
    assert codes(read(id_card_qr=odd, applicant=None)) == ["CardDatePartial", "CardSexUnknown"]
    assert codes(read(id_card_qr=odd, applicant={"sex": "nữ"})) == ["CardDatePartial"]
    typed = {"sex": "Nam", "birth_date": "2001"}
    assert codes(read(id_card_qr=odd, applicant=typed)) == ["IdSexDiffers", "IdYearDiffers"]


def test_a_typed_number_is_compared_with_the_card() -> None:
    new = read(id_card_qr=CARD, applicant={"personal_id": "001 099 000 001"})
    assert new.submitter.personal_id == "001099000001"
    assert codes(new) == ["IdSexDiffers", "CardDiffers"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": "Lê Văn Thử"}, True),
        ({"name": "nguyen thi  vi du"}, False),  # the same name without its marks
        ({"phone": "0900000009"}, False),
    ],
)
def test_another_name_than_the_cards_is_told(typed: dict[str, str], told: bool) -> None:
    assert ("CardDiffers" in codes(read(id_card_qr=CARD, applicant=typed))) is told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"name": "Bình"}, ["NameSingle"]),
        ({"name": "Bình", "kind": "organisation"}, []),
        ({"name": "Hợp tác xã 19", "tax_code": "0100000000"}, []),
        ({"name": "A B", "personal_id": "012345678"}, ["OldIdNumber"]),
        ({"name": "A B", "sex": "khác"}, []),
    ],
)
def test_the_unlikely_is_told(facts: dict[str, str], told: list[str]) -> None:
    assert codes(read(applicant=facts)) == told
    assert codes(read(owner=facts)) == told


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0900 000.001", "0900000001"),
        ("(024) 3-000-000", "0243000000"),
        ("+84 900 000 001", "+84900000001"),
        ("0900000001 gọi sau 17h", "0900000001 gọi sau 17h"),
    ],
)
def test_a_phone_number_is_kept_as_it_is_searched_for(typed: str, kept: str) -> None:
    assert read(applicant=PERSON | {"phone": typed}).submitter.phone == kept


def test_a_sex_is_kept_in_our_words_or_as_it_was_written() -> None:
    assert read(applicant={"name": "A B", "sex": "FEMALE"}).submitter.sex == "nữ"
    assert read(applicant={"name": "A B", "sex": "chưa xác định"}).submitter.sex == "chưa xác định"


def test_texts_keep_their_lines_and_nothing_around_them() -> None:
    assert read(note="\r\n a  b \r\n\rc\n").note == "a b\n\nc"
    assert read(note="x" * handed.TEXT_LONGEST).note == "x" * 2000
    assert read(note=None, fee_note="").note == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-23T15:00:01", "2026-11-23 15:00:01"),
        (" 2026-11-23T08:00:01Z ", "2026-11-23 15:00:01"),
        ("20261123T150001", "2026-11-23 15:00:01"),
        ("2026-11-23", "2026-11-23 00:00"),
    ],
)
def test_a_time_is_vietnamese_unless_it_says_otherwise(text: str, meant: str) -> None:
    assert read(received_at=text).received_at == at(meant)
    assert handed.parse_time(text, "x") == at(meant)


@pytest.mark.parametrize("text", ["2026-11-30", "20261130", " 2026-11-30 ", "2026-W49-1"])
def test_a_due_day_means_its_close_of_business(text: str) -> None:
    assert handed.parse_due(text, "x") == at("2026-11-30 17:00")
    assert handed.parse_due("2026-11-30T08", "x") == at("2026-11-30 08:00")


# -- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"applicant": []}, "FieldTypeError", "applicant"),
        ({"applicant": None}, "FieldMissingError", "applicant"),
        ({"applicant": {}}, "FieldMissingError", "applicant.name"),
        ({"owner": {"name": " "}}, "FieldMissingError", "owner.name"),
        ({"owner": {"name": "A", "kind": "x"}}, "FieldTypeError", "owner.kind"),
        ({"owner": {"name": "A", "tax_code": "1"}}, "TaxCodeError", "owner.tax_code"),
        ({"owner": {"name": "A", "phone": 9}}, "FieldTypeError", "owner.phone"),
        ({"id_card_qr": 1}, "FieldTypeError", "id_card_qr"),
        ({"documents": "x"}, "FieldTypeError", "documents"),
        ({"documents": [1]}, "FieldTypeError", "documents[0]"),
        ({"documents": [{"name": "A"}, {}]}, "FieldMissingError", "documents[1].name"),
        ({"documents": [{"name": "A", "copy": -1}]}, "FieldRangeError", "documents[0].copy"),
        ({"documents": [{"name": "A"}] * 201}, "FieldRangeError", "documents"),
        ({"procedure": ""}, "FieldMissingError", "procedure"),
        ({"procedure": None}, "FieldMissingError", "procedure"),
        ({"sets": 0}, "FieldRangeError", "sets"),
        ({"fee": False}, "FieldTypeError", "fee"),
        ({"uid": "đ"}, "FieldTypeError", "uid"),
        ({"received_at": 1}, "FieldTypeError", "received_at"),
        ({"received_at": "nay"}, "TimeFormatError", "received_at"),
        ({"note": 1}, "FieldTypeError", "note"),
        ({"note": "a\x0bb"}, "ControlCharacterError", "note"),
        ({"note": "x\n" * 1001}, "TextTooLongError", "note"),
    ],
)
def test_what_is_malformed_is_named(facts: dict[str, Any], code: str, field: str) -> None:
    kind, told = refused(lambda: read(**facts))
    assert (kind, told["field"]) == (code, field)


def test_answers_are_words_however_they_were_written() -> None:
    told = {"name": "Bé  Ví Dụ", "twins": True, "dead": False, "weight": 3200, "left out": None}
    answers = read(answers=told).answers
    assert {each.key: each.value for each in answers} == {
        "name": "Bé Ví Dụ",
        "twins": YES,
        "dead": NO,
        "weight": "3200",
    }
    assert read(answers=None).answers == ()


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        (["name"], "FieldTypeError", "answers"),
        ({str(at): "x" for at in range(1000)}, "FieldRangeError", "answers"),
        ({"name": 1.5}, "FieldTypeError", "answers.name"),
        ({"n" * 60: []}, "FieldTypeError", "answers." + "n" * 40),
    ],
)
def test_answers_that_nobody_can_have_given_are_refused(
    answers: object, code: str, field: str
) -> None:
    told, facts = refused(lambda: read(answers=answers))
    assert (told, facts["field"]) == (code, field)


def test_unknown_keys_are_named_with_those_that_are_known() -> None:
    kind, told = refused(lambda: read(documents=[{"name": "A", "page\n": 1}]))
    assert kind == "UnknownKeyError"
    assert told == {"key": "documents[0].'page\\n'", "known": "copy, name, original"}
    assert refused(lambda: read(**{"x" * 999: 1}))[1]["key"] == repr("x" * 40)


def test_a_channel_is_one_of_three() -> None:
    assert refused(lambda: read(channel="fax")) == (
        "ChannelError",
        {"known": "counter | online | post"},
    )
    assert read(channel=None).channel is Channel.COUNTER


def test_the_whole_is_one_object() -> None:
    assert refused(lambda: read_application([], NOW)) == ("NotADossierError", {"found": "list"})


# -- the file -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (b" " * (LARGEST + 1), "TooBigError", {"size": LARGEST + 1, "largest": LARGEST}),
        (b"\xef\xbb\xbf \n", "EmptyFileError", {}),
        (b'{"a": "\xff"}', "NotUtf8Error", {"place": 7}),
        (b'{\n"a": \n}', "NotJsonError", {"line": 3}),
        (b"[" * 100_000, "NotJsonError", {"line": 1}),
        (b"[NaN]", "NotJsonError", {"line": 1}),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', "DuplicateKeyError", {"key": "'b'"}),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    data: bytes, code: str, facts: dict[str, object]
) -> None:
    assert refused(lambda: read_bytes(data)) == (code, facts)


def test_json_is_read_with_or_without_a_mark() -> None:
    assert read_bytes(b'\xef\xbb\xbf{"a": [1, null, true, "\\u1ebf"]}') == {
        "a": [1, None, True, "ế"]
    }


# -- one field ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("name", " Nguyê\u0303n  Văn A ", "Nguyễn Văn A"),
        ("note", "a\r\nb", "a\nb"),
        ("birth_date", "31/01/1999", "1999-01-31"),
        ("personal_id", "001 199 000 001", "001199000001"),
        ("personal_id", "", ""),
        ("sex", "Nữ", "nữ"),
        ("tax_code", "0100000000-001", "0100000000-001"),
        ("phone", "0900.000.001", "0900000001"),
        ("address", " Số 1 ", "Số 1"),
    ],
)
def test_a_field_is_tidied_as_it_is_stored(name: str, text: str, kept: str) -> None:
    found = handed.clean_field(name, text, field="x", today=NOW.date())
    assert found == kept
    assert handed.clean_field(name, found, field="x", today=NOW.date()) == kept


# -- anything at all ----------------------------------------------------------------------------

PARTY_KEYS = "name personal_id birth_date sex address phone email old_id tax_code kind".split()
KEYS = """
uid id_card_qr owner authority_paper documents sets channel received_at fee fee_note due_at
due_reason note result_at
""".split()
TEXTS = st.one_of(
    st.text(st.characters(), max_size=30),
    st.sampled_from(
        [
            "2026-11-20T08:00",
            "2026-02-30",
            "counter",
            "001199000001",
            "1.001193",
            CARD,
            "\ud800",
            "٣",
        ]
    ),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.booleans(), st.none())
ANYTHING = st.recursive(
    st.one_of(TEXTS, NUMBERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
PARTY = st.dictionaries(st.sampled_from(PARTY_KEYS), st.one_of(TEXTS, NUMBERS), max_size=6)
PAPERS = st.lists(
    st.dictionaries(
        st.sampled_from(["name", "original", "copy"]), st.one_of(TEXTS, NUMBERS), max_size=3
    ),
    max_size=3,
)
DOSSIER = st.fixed_dictionaries(
    {"procedure": st.one_of(TEXTS, NUMBERS), "applicant": st.one_of(PARTY, ANYTHING)},
    optional={
        **dict.fromkeys(KEYS, ANYTHING),
        "owner": PARTY,
        "documents": PAPERS,
        **dict.fromkeys(("uid", "channel", "received_at", "due_at", "id_card_qr", "note"), TEXTS),
        **dict.fromkeys(("sets", "fee"), NUMBERS),
    },
)
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(st.one_of(DOSSIER, ANYTHING))
@example({"procedure": "1", "applicant": {"name": "A", "birth_date": "0001"}})
@example({"procedure": "1", "applicant": {"name": "A"}, "due_at": "9999-12-31T23:59-23:59"})
def test_any_value_is_a_dossier_or_a_known_error(data: object) -> None:
    try:
        new = read_application(data, NOW)
    except DeskError:
        return  # known, with words of its own
    assert isinstance(new, NewDossier)
    assert new.submitter.name
    assert new.procedure
    new.note.encode()


@MANY
@given(
    st.one_of(
        st.binary(), st.text().map(str.encode), ANYTHING.map(lambda v: json.dumps(v).encode())
    )
)
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe{\x00}\x00")
@example(b"1" * 5000)
def test_any_bytes_are_json_or_a_known_error(data: bytes) -> None:
    try:
        found = read_bytes(data)
    except DeskError:
        return  # known, with words of its own
    json.dumps(found)


# -- one paper ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Giấy chứng sinh", Paper(name="Giấy chứng sinh", original=1)),
        (" Giấy  chứng sinh : 2 ", Paper(name="Giấy chứng sinh : 2", original=1)),
        ("Giấy chứng sinh:2", Paper(name="Giấy chứng sinh", original=2)),
        ("Giấy chứng sinh:0:3", Paper(name="Giấy chứng sinh", copy=3)),
        ("Giấy chứng sinh :1:1", Paper(name="Giấy chứng sinh", original=1, copy=1)),
        ("Đơn: bản viết tay", Paper(name="Đơn: bản viết tay", original=1)),
        ("Mẫu 1:2:3:4", Paper(name="Mẫu 1:2", original=3, copy=4)),
        ("Ảnh:999", Paper(name="Ảnh", original=999)),
    ],
)
def test_a_paper_is_its_name_and_its_counts(text: str, paper: Paper) -> None:
    assert handed.parse_paper(text, "--item") == paper


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "TextMissingError"),
        (":1", "TextMissingError"),
        ("Ảnh:0", "PaperCountError"),
        ("Ảnh:0:0", "PaperCountError"),
        ("Ảnh:1000", "PaperCountError"),
        ("Ảnh:1:1000", "PaperCountError"),
        ("x" * 501, "TextTooLongError"),
        ("hai\ndòng", "ControlCharacterError"),
    ],
)
def test_a_paper_that_nobody_can_have_brought_is_refused(text: str, code: str) -> None:
    name, facts = refused(lambda: handed.parse_paper(text, "--item"))
    assert (name, facts["field"]) == (code, "--item")


def test_what_was_paid_is_said_by_yes_or_no() -> None:
    assert [read().paid, read(paid=None).paid, read(paid=True).paid] == [False, False, True]
    assert refused(lambda: read(paid=8000))[0] == "FieldTypeError"


def accepted(**facts: Any) -> set[str]:
    """Return the names that the reader says it knows, where a stranger is among them."""
    _, told = refused(lambda: read(**facts))
    return set(str(told["known"]).split(", "))


def test_the_page_of_the_file_names_every_field_that_is_read_and_no_other() -> None:
    page = (ROOT / "docs/receiving.md").read_text("utf-8")
    whole, _, person = page.partition("A person or an organisation")
    rows = re.findall(r"^\| `([^`]+)` \|", whole, re.MULTILINE)
    papers = accepted(documents=[{"name": "Tờ khai", "xyz": 1}])
    assert set(rows) == accepted(xyz=1) | {f"documents[].{name}" for name in papers}
    known = accepted(applicant=PERSON | {"xyz": "1"})
    assert set(re.findall(r"^\| `([^`]+)` \|", person, re.MULTILINE)) == known
