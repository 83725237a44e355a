"""docs/answers.md names every field that forms and signatures answer with, and no other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from tests.flows.program import Program
from tests.flows.test_cli_answers import documented
from tests.flows.test_cli_answers_of_books import told
from tests.printing import keys


def test_forms_have_the_fields_of_the_page_and_no_other(desk: Program, tmp_path: Path) -> None:
    page = documented()
    listed = desk("forms", "list", "--json").data
    assert told(listed) == page["forms list"]
    shown = desk("forms", "show", "2025/receipt", "--json").data
    assert told(shown) == page["forms show"]
    pdf = ("--out", str(tmp_path / "mau.pdf"))
    seen = desk("forms", "preview", "2025/receipt", *pdf, "--json").data
    assert told(seen) == page["forms preview"]
    words = tmp_path / "words.json"
    words.write_text(shown["text"].replace("HỒ SƠ VÀ HẸN", "HỒ SƠ, HẸN"), encoding="utf-8")
    changed = desk("forms", "change", "2025/receipt", words, "--note", "thử", "--json").data
    assert told(changed) == page["forms change"]
    assert changed["changed"] is True
    restored = desk("forms", "restore", "2025/receipt", "--json").data
    assert told(restored) == page["forms restore"]
    history = desk("forms", "history", "2025/receipt", "--json").data
    assert told(history) == page["forms history"]
    assert [each["text"] is None for each in history] == [True, False]
    picture = tmp_path / "logo.png"
    Image.new("RGB", (40, 40), "white").save(picture)
    logo = desk("forms", "logo", picture, "--json").data
    assert told(logo) == page["forms logo"]
    assert logo["bytes"] > 0


def test_a_signature_has_the_fields_of_the_page_and_no_other(
    desk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = desk.received()["code"]
    paper, key = tmp_path / "a.pdf", tmp_path / "thu.p12"
    desk("print", "receipt", code, "--electronic", "--out", str(paper))
    authority = keys.authority()
    somebody = keys.person(authority, datetime(2026, 1, 1, tzinfo=UTC))
    key.write_bytes(keys.pack(somebody, authority, "thử"))
    monkeypatch.setenv("DESK_SIGN_SECRET", "thử")
    out = ("--out", str(tmp_path / "b.pdf"))
    signed = desk("sign", str(paper), *out, "--key", str(key), "--json").data
    assert told(signed) == documented()["sign"]
