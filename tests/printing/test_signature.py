"""Signed papers: an independent program (poppler, on NSS) finds the signature whole and true."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from desk.printing import forms, signature
from desk.printing.signature import NotSignableError
from desk.printing.signing_keys import (
    CERTIFICATE,
    TOKEN,
    CertificateDatesError,
    KeyFile,
    KeyUnreadableError,
    NoCertificateError,
    SigningChoiceError,
    SigningSecretError,
    Token,
    TokenAwayError,
)
from tests.printing import keys, sheets
from tests.printing.test_archive import verdicts

PASSWORD = "mật khẩu thử"  # noqa: S105 – of a key that nobody has
PIN = "123456"


@pytest.fixture(scope="module")
def authority() -> keys.Made:
    return keys.authority()


@pytest.fixture(scope="module")
def somebody(authority: keys.Made) -> keys.Made:
    return keys.person(authority)


@pytest.fixture
def key(tmp_path: Path, authority: keys.Made, somebody: keys.Made) -> KeyFile:
    path = tmp_path / "thu.p12"
    path.write_bytes(keys.pack(somebody, authority, PASSWORD))
    return KeyFile(path, PASSWORD)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return forms.render("receipt", sheets.receipt(electronic=True))


def signed(pdf: bytes, key: KeyFile | Token) -> signature.Signed:
    return signature.sign(pdf, key, reason="Giấy tiếp nhận", place="Hà Nội", now=datetime.now(UTC))


def test_a_signature_is_found_whole_by_another_program(
    tmp_path: Path, paper: bytes, key: KeyFile
) -> None:
    made = signed(paper, key)
    assert made.by == keys.NAME
    found = keys.told(made.pdf, tmp_path)
    assert f"Signer Certificate Common Name: {keys.NAME}" in found
    assert "Signature Validation: Signature is Valid." in found
    assert "Total document signed" in found
    assert "ETSI.CAdES.detached" in found
    assert made.pdf.startswith(paper)  # signing adds, and changes nothing


def test_what_is_changed_after_signing_is_found(tmp_path: Path, paper: bytes, key: KeyFile) -> None:
    made = signed(paper, key).pdf
    at = made.index(b"/Title") + 20
    broken = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
    assert "Signature Validation: Digest Mismatch." in keys.told(broken, tmp_path)


def test_two_people_can_sign_one_paper(tmp_path: Path, paper: bytes, key: KeyFile) -> None:
    twice = signed(signed(paper, key).pdf, key).pdf
    found = keys.told(twice, tmp_path)
    assert found.count("Signature is Valid.") == 2


def test_a_signed_paper_is_still_one_for_archives(
    tmp_path: Path, paper: bytes, key: KeyFile
) -> None:
    assert verdicts(tmp_path, {"signed": signed(paper, key).pdf}) == {"signed": ""}


def test_the_paper_says_that_it_is_signed_digitally(paper: bytes) -> None:
    assert paper != forms.render("receipt", sheets.receipt())


@pytest.mark.parametrize(
    ("why", "error"),
    [
        ("password", SigningSecretError),
        ("file", KeyUnreadableError),
        ("missing", KeyUnreadableError),
        ("expired", CertificateDatesError),
        ("early", CertificateDatesError),
    ],
)
def test_a_key_that_cannot_sign_says_why(
    tmp_path: Path,
    paper: bytes,
    key: KeyFile,
    authority: keys.Made,
    why: str,
    error: type[Exception],
) -> None:
    bad = key
    now = datetime.now(UTC)
    if why == "password":
        bad = KeyFile(key.path, "khác")
    elif why == "missing":
        bad = KeyFile(tmp_path / "none.p12", PASSWORD)
    elif why == "file":
        key.path.write_bytes(b"no key at all")
    else:
        start, end = (-3, -1) if why == "expired" else (1, 3)
        dates = (now + timedelta(days=start), now + timedelta(days=end))
        key.path.write_bytes(keys.pack(keys.person(authority, *dates), authority, PASSWORD))
    with pytest.raises(error):
        signed(paper, bad)
    assert PASSWORD not in repr(bad)


@pytest.mark.parametrize("pdf", [b"", b"no paper", b"%PDF-1.4\nbroken"])
def test_what_is_no_paper_is_not_signed(pdf: bytes, key: KeyFile) -> None:
    with pytest.raises(NotSignableError):
        signed(pdf, key)


# -- a token ------------------------------------------------------------------------------------


@pytest.fixture
def token(tmp_path: Path, somebody: keys.Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Token]:
    with keys.token(somebody, tmp_path, monkeypatch, PIN) as library:
        yield Token(library, keys.TOKEN, PIN, keys.TOKEN_KEY)


def test_a_token_signs_without_giving_its_key_away(
    tmp_path: Path, paper: bytes, token: Token
) -> None:
    found = keys.told(signed(paper, token).pdf, tmp_path)
    assert "Signature Validation: Signature is Valid." in found
    assert re.search(rf"Common Name: {re.escape(keys.NAME)}", found)
    # SoftHSM tells of an empty slot beside the token, as makers' libraries do.
    only = Token(token.library, "", PIN)
    assert "Signature is Valid." in keys.told(signed(paper, only).pdf, tmp_path)


def test_what_cannot_sign_on_a_token_is_passed_over(
    tmp_path: Path, paper: bytes, token: Token, authority: keys.Made
) -> None:
    keys.put_certificate(keys.TOKEN, PIN, authority, "nơi cấp", 0xB1)
    now = datetime.now(UTC)
    old = keys.person(authority, now - timedelta(days=9), now - timedelta(days=2))
    keys.put(keys.TOKEN, PIN, old, tmp_path, "hết hạn", 0xB2)
    found = keys.told(signed(paper, Token(token.library, "", PIN)).pdf, tmp_path)
    assert "Signature Validation: Signature is Valid." in found
    named = Token(token.library, "", PIN, "hết hạn")
    with pytest.raises(CertificateDatesError):
        signed(paper, named)


def test_between_several_a_person_chooses(
    tmp_path: Path, paper: bytes, token: Token, authority: keys.Made
) -> None:
    other = keys.person(authority)
    keys.put(keys.TOKEN, PIN, other, tmp_path, "khóa hai", 0xC1)
    with pytest.raises(SigningChoiceError) as two:
        signed(paper, Token(token.library, "", PIN))
    assert two.value.of == CERTIFICATE
    assert [each.partition(" · ")[0] for each in two.value.names] == [keys.NAME] * 2
    assert keys.NAME not in str(two.value)  # what reaches logs
    wanted = f"{other[1].serial_number:X}"
    (name,) = (each for each in two.value.names if each.endswith(wanted))
    made = signed(paper, Token(token.library, "", PIN, name)).pdf
    assert signer_of(made) == other[1].serial_number

    keys.plug_in("cơ quan", PIN)
    with pytest.raises(SigningChoiceError) as tokens:
        signed(paper, Token(token.library, "", PIN))
    assert (tokens.value.of, sorted(tokens.value.names)) == (TOKEN, ["cơ quan", keys.TOKEN])
    with pytest.raises(NoCertificateError):
        signed(paper, Token(token.library, "cơ quan", PIN))


def signer_of(pdf: bytes) -> int:
    """The number of the certificate that a file was signed with, read without our own code."""
    (field,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return int(field.signer_cert.serial_number)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"pin": "999999"}, SigningSecretError),
        ({"label": "khác"}, TokenAwayError),
        ({"certificate": "khác"}, NoCertificateError),
        ({"library": Path("/nowhere/lib.so")}, TokenAwayError),
        ({"library": Path(os.devnull)}, TokenAwayError),
    ],
)
def test_a_token_that_cannot_sign_says_why(
    paper: bytes, token: Token, change: dict[str, Any], error: type[Exception]
) -> None:
    facts = {name: getattr(token, name) for name in ("library", "label", "pin", "certificate")}
    with pytest.raises(error):
        signed(paper, Token(**{**facts, **change}))
