"""What cannot be used is refused with a clear word, and changes nothing: no number, no dossier."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.program import ADULT, Program
from tests.kit import BIRTH

GOOD: dict[str, Any] = {"procedure": BIRTH, "applicant": ADULT}


@pytest.fixture
def unmoved(desk: Program) -> Iterator[Program]:
    """Let the test do its worst; then nothing may be lost and the next number be the next."""
    first = desk.received()["code"]
    events = desk("verify", "--json").data["events"]
    yield desk
    assert desk.standing() == (1, [first])
    assert desk("verify", "--json").data["events"] == events
    assert desk.received()["code"].endswith("-1002")


def with_(**facts: Any) -> dict[str, Any]:
    return GOOD | facts


def applicant(**facts: Any) -> dict[str, Any]:
    return with_(applicant=ADULT | facts)


def paper(**facts: Any) -> dict[str, Any]:
    return with_(documents=[{"name": "Tờ khai"} | facts])


def in_other_digits(digits: str) -> str:
    """Write a number in Arabic digits, which are digits to a careless program."""
    return digits.translate({ord(digit): 0x660 + int(digit) for digit in set(digits)})


CARD = "001199000001||Nguyễn Thị Thử|31011999|Nữ|Nơi Bịa Đặt|01052021"
BAD: dict[str, tuple[str, Any]] = {
    # the whole
    "array": ("NotADossierError", [GOOD]),
    "text": ("NotADossierError", "1.001193"),
    "number": ("NotADossierError", 12),
    "null": ("NotADossierError", None),
    "nothing in it": ("FieldMissingError", {}),
    # keys
    "unknown key": ("UnknownKeyError", with_(colour="đỏ")),
    "capital": ("UnknownKeyError", with_(Procedure=BIRTH)),
    "unknown in applicant": ("UnknownKeyError", applicant(nationality="Việt Nam")),
    "unknown in owner": ("UnknownKeyError", with_(owner={"name": "A B", "age": 3})),
    "unknown in a paper": ("UnknownKeyError", paper(pages=3)),
    "unknown and odd": ("UnknownKeyError", with_(**{"\ud800\n" * 99: 1})),
    # procedure
    "no procedure": ("FieldMissingError", {"applicant": ADULT}),
    "empty procedure": ("FieldMissingError", with_(procedure=" ")),
    "unknown procedure": ("UnknownProcedureError", with_(procedure="1.999999")),
    "malformed procedure": ("UnknownProcedureError", with_(procedure="khai sinh {0} %s")),
    "long procedure": ("UnknownProcedureError", with_(procedure="1" * 500)),
    "procedure as number": ("FieldTypeError", with_(procedure=1.001193)),
    "procedure as list": ("FieldTypeError", with_(procedure=[BIRTH])),
    # who
    "nobody": ("FieldMissingError", {"procedure": BIRTH}),
    "nameless": ("FieldMissingError", with_(applicant={"personal_id": "001199000001"})),
    "blank name": ("FieldMissingError", applicant(name=" \t ")),
    "applicant as text": ("FieldTypeError", with_(applicant="Nguyễn Thị Thử")),
    "applicant as list": ("FieldTypeError", with_(applicant=[])),
    "owner as text": ("FieldTypeError", with_(owner="Trần Văn Không")),
    "empty owner": ("FieldMissingError", with_(owner={})),
    "name of 251": ("TextTooLongError", applicant(name="N" * 251)),
    "name as number": ("FieldTypeError", applicant(name=7)),
    "control character": ("ControlCharacterError", applicant(name="Nguyễn\u0000Thử")),
    "escape": ("ControlCharacterError", applicant(address="\u001b[31mđỏ")),
    "line feed in a line": ("ControlCharacterError", applicant(address="Số 1\nphố Bịa")),
    "lone surrogate": ("ControlCharacterError", applicant(name="Thử \ud83d")),
    "letter already lost": ("ControlCharacterError", applicant(name="Nguy\ufffdn")),
    "id of 11": ("PersonalIdError", applicant(personal_id="00119900001")),
    "id of 13": ("PersonalIdError", applicant(personal_id="0011990000011")),
    "id with a letter": ("PersonalIdError", applicant(personal_id="00119900000O")),
    "id in other digits": (
        "PersonalIdError",
        applicant(personal_id=in_other_digits("001199000001")),
    ),
    "id as number": ("FieldTypeError", applicant(personal_id=1199000001)),
    "30 February": ("ImpossibleDateError", applicant(birth_date="1999-02-30")),
    "29 February": ("ImpossibleDateError", applicant(birth_date="1999-02-29")),
    "month 13": ("ImpossibleDateError", applicant(birth_date="1999-13")),
    "year 0": ("ImpossibleDateError", applicant(birth_date="0000")),
    "born tomorrow": ("FutureDateError", applicant(birth_date="2026-11-24")),
    "year of two digits": ("BirthDateError", applicant(birth_date="31/01/99")),
    "two digits alone": ("BirthDateError", applicant(birth_date="99")),
    "born in words": ("BirthDateError", applicant(birth_date="năm Tý")),
    "tax code": ("TaxCodeError", with_(owner={"name": "Công ty A", "tax_code": "010000000"})),
    "tax code in other digits": ("TaxCodeError", applicant(tax_code=in_other_digits("0100000000"))),
    "kind": ("FieldTypeError", applicant(kind="robot")),
    # the card
    "card cut short": ("CardFieldsMissingError", with_(id_card_qr="001199000001||Nguyễn")),
    "card without a name": (
        "CardFieldsMissingError",
        with_(id_card_qr=CARD.replace("Nguyễn Thị Thử", "")),
    ),
    "card in another charset": (
        "CardGarbledError",
        with_(id_card_qr=CARD.encode().decode("cp1252", "replace")),
    ),
    "card with letters lost": ("CardGarbledError", with_(id_card_qr=CARD.replace("ễ", "?"))),
    "card with an impossible day": (
        "CardFieldError",
        with_(id_card_qr=CARD.replace("3101", "3002")),
    ),
    "card of another country": ("CardFieldsMissingError", with_(id_card_qr="hello")),
    "card of a megabyte": ("ScanTooLongError", with_(id_card_qr="|" * 500_000)),
    "card as number": ("FieldTypeError", with_(id_card_qr=7)),
    "empty card": ("CardFieldsMissingError", with_(id_card_qr="")),
    # papers
    "papers as object": ("FieldTypeError", with_(documents={})),
    "paper as text": ("FieldTypeError", with_(documents=["Tờ khai"])),
    "paper without a name": ("FieldMissingError", with_(documents=[{"original": 1}])),
    "negative count": ("FieldRangeError", paper(original=-1)),
    "absurd count": ("FieldRangeError", paper(copy=1000)),
    "endless count": ("FieldRangeError", paper(copy=10**30)),
    "count as boolean": ("FieldTypeError", paper(original=True)),
    "count as fraction": ("FieldTypeError", paper(original=1.0)),
    "count as text": ("FieldTypeError", paper(original="1")),
    "201 papers": ("FieldRangeError", with_(documents=[{"name": "Tờ khai"}] * 201)),
    # sets, fee, channel
    "no set": ("FieldRangeError", with_(sets=0)),
    "100 sets": ("FieldRangeError", with_(sets=100)),
    "sets as boolean": ("FieldTypeError", with_(sets=True)),
    "negative fee": ("FieldRangeError", with_(fee=-1)),
    "fee beyond sense": ("FieldRangeError", with_(fee=10**9 + 1)),
    "fee as text": ("FieldTypeError", with_(fee="8.000")),
    "fee as fraction": ("FieldTypeError", with_(fee=8000.5)),
    "channel": ("ChannelError", with_(channel="pigeon")),
    "channel as list": ("ChannelError", with_(channel=["counter"])),
    "channel as number": ("ChannelError", with_(channel=1)),
    # times
    "time in words": ("TimeFormatError", with_(received_at="sáng nay")),
    "time that is none": ("TimeFormatError", with_(received_at="2026-11-20T25:00:00")),
    "day that is none": ("TimeFormatError", with_(received_at="2026-02-30T08:00:00")),
    "time as number": ("FieldTypeError", with_(received_at=1_764_000_000)),
    "before all time": ("TimeFormatError", with_(received_at="0001-01-01T00:00+23:00")),
    "after all time": ("TimeFormatError", with_(due_at="9999-12-31T23:59-23:00", due_reason="x")),
    "before every law": ("NoRegimeError", with_(received_at="1945-09-02T14:00")),
    "next year": ("FutureReceiptError", with_(received_at="2027-11-23T08:00")),
    "due before receipt": ("DueBeforeReceiptError", with_(due_at="2026-11-20", due_reason="x")),
    # texts
    "long note": ("TextTooLongError", with_(note="x" * 2001)),
    "long note of short lines": ("TextTooLongError", with_(note="dòng\n" * 1000)),
    "note as object": ("FieldTypeError", with_(note={"text": "x"})),
    "bell in a note": ("ControlCharacterError", with_(note="a\u0007b")),
    "long authority": ("TextTooLongError", with_(authority_paper="x" * 501)),
    "authority as truth": ("FieldTypeError", with_(authority_paper=True)),
    # uid
    "empty uid": ("FieldTypeError", with_(uid="")),
    "uid with a slash": ("FieldTypeError", with_(uid="../../etc/passwd")),
    "uid of 65": ("FieldTypeError", with_(uid="x" * 65)),
    "uid as number": ("FieldTypeError", with_(uid=5)),
    "uid in Vietnamese": ("FieldTypeError", with_(uid="hồ-sơ")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_dossier_is_refused(desk: Program, name: str) -> None:
    error, content = BAD[name]
    answer = desk("receive", desk.file(content), "--json")
    assert answer.error == error, answer
    assert desk("queue", "--json").data == []


RAW: dict[str, tuple[str, bytes]] = {
    "empty": ("EmptyFileError", b""),
    "blank": ("EmptyFileError", b" \r\n\t "),
    "only a mark": ("EmptyFileError", b"\xef\xbb\xbf"),
    "no JSON": ("NotJsonError", "Tờ khai đăng ký khai sinh".encode()),
    "cut short": ("NotJsonError", json.dumps(GOOD).encode()[:-7]),
    "two documents": ("NotJsonError", b"{}{}"),
    "NaN": ("NotJsonError", b'{"fee": NaN}'),
    "Infinity": ("NotJsonError", b'{"fee": -Infinity}'),
    "number of 5000 digits": ("NotJsonError", b'{"fee": ' + b"1" * 5000 + b"}"),
    "10,000 brackets": ("NotJsonError", b"[" * 10_000),
    "10,000 braces": ("NotJsonError", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    "900 brackets": ("NotADossierError", b"[" * 900 + b"]" * 900),
    "10 MB": ("TooBigError", b'{"note": "' + b"x" * 10_000_000 + b'"}'),
    "Windows-1258": ("NotUtf8Error", '{"note": "đúng"}'.encode("cp1258")),
    "UTF-16": ("NotUtf8Error", json.dumps(GOOD).encode("utf-16")),
    "picture": ("NotUtf8Error", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "zeros": ("NotJsonError", b"\x00" * 4096),
    "key twice": ("DuplicateKeyError", b'{"procedure": "1.001193", "procedure": "1.000894"}'),
    "infinite fraction": ("FieldMissingError", b'{"fee": 1e999, "procedure": "1.001193"}'),
}


@pytest.mark.parametrize("name", RAW)
def test_a_file_that_is_no_dossier_is_refused(desk: Program, name: str) -> None:
    error, content = RAW[name]
    assert desk("receive", desk.file(content), "--json").error == error


def test_all_of_them_together_leave_the_counter_as_it_was(unmoved: Program) -> None:
    for name, (_, content) in (BAD | RAW).items():
        assert unmoved("receive", unmoved.file(content)).status == 1, name


def test_a_byte_order_mark_and_blank_space_around_are_nothing(desk: Program) -> None:
    content = b"\xef\xbb\xbf\r\n " + json.dumps(GOOD).encode() + b"\r\n\r\n"
    assert desk("receive", desk.file(content)).status == 0


def test_names_of_250_letters_are_taken_as_they_are(desk: Program) -> None:
    name = "Nguyễn " + "Ư" * 243
    assert desk.received(applicant=ADULT | {"name": name})["owner"]["name"] == name


def test_null_means_left_out(desk: Program) -> None:
    names = "uid id_card_qr owner authority_paper documents sets channel received_at fee fee_note"
    names += " due_at due_reason note result_at"
    found = desk.received(**dict.fromkeys(names.split()))
    assert (found["sets"], found["channel"], len(found["documents"])) == (1, "counter", 3)
    empty = ADULT | {"email": None, "tax_code": "", "old_id": "  "}
    assert desk.received(applicant=empty)["owner"]["kind"] == "person"


@pytest.mark.parametrize(
    "place", ["nowhere.json", "nowhere/file.json", ".", "a-file/within.json", "x" * 300]
)
def test_a_file_that_cannot_be_read_is_said(unmoved: Program, place: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("{}")
    answer = unmoved("receive", tmp_path / place, "--json")
    assert answer.error == "FileReadError"
    assert tmp_path.name not in answer.err  # a path may name a person


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_is_closed_to_the_clerk_is_said(unmoved: Program) -> None:
    closed = unmoved.file(GOOD)
    closed.chmod(0)
    assert unmoved("receive", closed, "--json").error == "FileReadError"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that fails when it is read")
def test_a_disk_that_fails_while_a_file_is_read_is_said(unmoved: Program) -> None:
    answer = unmoved("receive", "/proc/self/mem", "--json")
    assert answer.error == "FileReadError"
    assert "ổ đĩa đọc ghi bị lỗi" in answer.err


def test_a_letter_that_is_none_is_refused_before_anything_is_done(unmoved: Program) -> None:
    lost = os.fsdecode(b"\xff")
    for words in (("show", lost), ("search", f"a{lost}"), ("act", "x", "note", "--reason", lost)):
        assert unmoved(*words, "--json").error == "NotTextError", words
