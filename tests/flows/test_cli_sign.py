"""`desk sign`: a receipt becomes an electronic paper, signed by whoever received it."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from tests.flows.program import Program
from tests.printing import keys
from tests.printing.reading import poppler


def test_a_receipt_is_printed_for_electronic_use_and_signed(
    desk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = desk.received()["code"]
    paper, signed, key = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "thu.p12"
    desk("print", "receipt", code, "--electronic", "--out", str(paper), "--json")
    assert "Chữ ký số của người tiếp nhận" in pypdf.PdfReader(paper).pages[0].extract_text()
    authority = keys.authority()
    key.write_bytes(
        keys.pack(keys.person(authority, datetime(2026, 1, 1, tzinfo=UTC)), authority, "thử")
    )
    unset = desk("sign", str(paper), "--out", str(signed), "--key", str(key), "--json")
    assert unset.error == "NoSigningSecretError"
    monkeypatch.setenv("DESK_SIGN_SECRET", "sai")
    wrong = desk("sign", str(paper), "--out", str(signed), "--key", str(key), "--json")
    assert wrong.error == "SigningSecretError"
    assert not signed.exists()
    monkeypatch.setenv("DESK_SIGN_SECRET", "thử")
    answer = desk("sign", str(paper), "--out", str(signed), "--key", str(key), "--json")
    assert answer.status == 0, answer.text + answer.err
    made = answer.data
    assert (made["file"], made["by"]) == (str(signed), keys.NAME)
    told = subprocess.run(  # noqa: S603 - fixed words
        [poppler("pdfsig"), str(signed)],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert "Signature is Valid." in told.stdout.decode()


def test_one_key_is_named_and_a_file_that_is_there(desk: Program, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "b.pdf"), "--json")
    assert desk("sign", "a.pdf", *out).error == "NoSigningKeyError"
    both = ("--key", "a.p12", "--token", "b.so")
    assert desk("sign", "a.pdf", *both, *out).error == "NoSigningKeyError"
    assert desk("sign", str(tmp_path / "a.pdf"), "--key", "a.p12", *out).error == "FileReadError"
