"""`desk forms`: an administrator words a form otherwise, from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
from PIL import Image

from tests.flows.program import Program


def test_a_form_is_shown_tried_changed_and_put_back(desk: Program, tmp_path: Path) -> None:
    listed = desk("forms", "list", "--json").data
    assert {"2025/receipt", "2018/receipt", "common/ticket"} <= {each["name"] for each in listed}
    text = desk("forms", "show", "2025/receipt", "--json").data["text"]
    entry = json.loads(text) | {"label": "Mẫu số 01/PHƯỜNG"}
    file = tmp_path / "receipt.json"
    file.write_text("\ufeff" + json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / "thu.pdf"
    desk("forms", "preview", "2025/receipt", "--file", str(file), "--out", str(out), "--json")
    assert "Mẫu số 01/PHƯỜNG" in pypdf.PdfReader(out).pages[0].extract_text()
    assert not any(each["changed"] for each in desk("forms", "list", "--json").data)

    desk("forms", "change", "2025/receipt", str(file), "--note", "đối chiếu", "--json")
    (told,) = [e for e in desk("forms", "list", "--json").data if e["name"] == "2025/receipt"]
    assert (told["changed"], told["label"]) == (True, "Mẫu số 01/PHƯỜNG")
    assert "phường đã sửa" in desk("forms", "list").text
    assert desk("forms", "show", "2025/receipt", "--original", "--json").data["text"] == text
    (made,) = desk("forms", "history", "2025/receipt", "--json").data
    assert (made["by"], made["note"]) == ("Quản trị viên", "đối chiếu")

    desk("forms", "restore", "2025/receipt", "--json")
    assert desk("forms", "show", "2025/receipt", "--json").data["text"] == text
    assert [e["text"] is None for e in desk("forms", "history", "2025/receipt", "--json").data] == [
        True,
        False,
    ]


def test_what_is_wrong_with_a_wording_is_told_and_nothing_changes(
    desk: Program, tmp_path: Path
) -> None:
    file = tmp_path / "receipt.json"
    for text, error in (
        ("{", "WordingDamagedError"),
        ('{"title": "A", "body": ["{salary}"]}', "PlaceholderUnknownError"),
        ('{"title": "A", "signatures": [{"title": 1}]}', "WordingDamagedError"),
    ):
        file.write_text(text, encoding="utf-8")
        assert desk("forms", "change", "2025/receipt", str(file), "--json").error == error
    file.write_bytes(b"\xff\xfe\x00")
    assert desk("forms", "change", "2025/receipt", str(file), "--json").error == "FileReadError"
    assert (
        desk("forms", "change", "2025/receipt", str(tmp_path / "no"), "--json").error
        == "FileReadError"
    )
    assert desk("forms", "show", "2030/receipt", "--json").error == "FormUnknownError"
    assert desk("forms", "history", "2025/receipt", "--json").data == []


def test_a_logo_comes_and_goes(desk: Program, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "red").save(picture)
    assert desk("forms", "logo", str(picture), "--json").data["bytes"] > 0
    assert desk("forms", "logo", "--remove", "--json").data == {"bytes": 0}
    picture.write_text("no picture", encoding="utf-8")
    assert desk("forms", "logo", str(picture), "--json").error == "BadLogoError"
    assert desk("forms", "logo").status == 2
