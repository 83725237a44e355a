"""The wording as data: what is shipped is whole, and what is damaged is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.printing import (
    apology,
    control,
    fonts,
    forms,
    paper,
    receipt,
    refusal,
    resources,
    stop,
    supplement,
    wording,
)
from desk.printing.job import Job
from tests.printing import sheets


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the resources that a test may spoil."""
    real = resources.folder("forms").parent
    for name in ("forms", "fonts"):
        (tmp_path / name).mkdir()
        for file in (real / name).iterdir():
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    resources.use(tmp_path)
    yield tmp_path
    resources.use(real)


def change(folder: Path, name: str, **changes: Any) -> None:
    file = folder / "forms" / name
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(data | changes), encoding="utf-8")


def spoil_receipt(folder: Path, **changes: Any) -> None:
    file = folder / "forms" / "2025.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["forms"]["receipt"] |= changes
    file.write_text(json.dumps(data), encoding="utf-8")


def test_both_sets_are_there_newest_first() -> None:
    assert wording.available() == ("2025", "2018")
    assert wording.load("2025") is wording.load("2025")


def test_official_words_are_those_of_the_forms() -> None:
    new, old = wording.load("2025").forms, wording.load("2018").forms
    titles = {key: form.title.replace(fonts.GLUE, " ") for key, form in new.items()}
    assert titles["receipt"] == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    assert titles["supplement"] == "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"
    assert titles["refusal"] == "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"
    assert titles["apology"] == "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"
    assert titles["stop"] == "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"
    assert titles["control"] == "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"
    assert old["apology"].title == "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"
    assert [new[key].suffix for key in ("supplement", "refusal", "apology", "control")] == [
        "/PBS-TTPVHCC",
        "/PTC-TTPVHCC",
        "/PXL",
        "/PKS-TTPVHCC",
    ]
    assert old["receipt"].copies == ("(Liên 1: Lưu)", "(Liên 2: Giao khách hàng)")


@pytest.mark.parametrize("key", ["2025", "2018"])
def test_own_wording_is_marked_and_unchecked_sets_say_so(key: str) -> None:
    whole = wording.load(key)
    assert not whole.checked
    assert whole.note
    for form in whole.forms.values():
        assert form.note or not form.own
    # A line that the official form does not have carries its mark, so that it can be left out.
    assert any(line.own for line in whole.forms["receipt"].body)


def test_a_ward_may_change_words_without_a_new_program(folder: Path) -> None:
    spoil_receipt(folder, title="GIẤY HẸN", label="Mẫu số 99")
    again = sheets.receipt()
    assert again.wording.forms["receipt"].title == "GIẤY HẸN"
    assert forms.render("receipt", again)


def test_a_set_that_is_not_there(folder: Path) -> None:
    assert folder.exists()
    with pytest.raises(wording.WordingMissingError) as caught:
        wording.load("1999")
    assert caught.value.facts == {"file": "1999.json"}


@pytest.mark.parametrize("text", ["{", "[]", '{"key": "2025"}', "\x00"])
def test_a_file_that_is_no_wording(folder: Path, text: str) -> None:
    (folder / "forms" / "2025.json").write_text(text, encoding="utf-8")
    (folder / "forms" / "common.json").write_text("{}", encoding="utf-8")
    with pytest.raises(wording.WordingDamagedError):
        wording.load("2025")


@pytest.mark.parametrize(
    "changes",
    [
        {"heading": "x"},
        {"title": 5},
        {"own": "yes"},
        {"body": [{"text": "x", "face": "q"}]},
        {"body": [{"text": "x", "style": "bold"}]},
        {"body": [{"txt": "x"}]},
        {"words": {"no": 1}},
        {"words": []},
        {"signatures": ["x"]},
    ],
)
def test_slips_of_the_pen_are_found_when_read(folder: Path, changes: dict[str, Any]) -> None:
    spoil_receipt(folder, **changes)
    with pytest.raises(wording.WordingDamagedError) as caught:
        wording.load("2025")
    assert caught.value.facts["file"] == "2025.json"


def test_a_stray_brace_is_found_when_read(folder: Path) -> None:
    spoil_receipt(folder, body=["{unclosed"])
    with pytest.raises(wording.BracesError) as caught:
        wording.load("2025")
    assert caught.value.facts == {"form": "receipt", "text": "{unclosed"}


@pytest.mark.parametrize(
    "body",
    [["{nobody}"], [{"text": "x", "when": "nobody"}], [{"block": "nobody"}], ["{due}\t{nobody}"]],
)
def test_a_placeholder_that_no_paper_fills(folder: Path, body: list[Any]) -> None:
    spoil_receipt(folder, body=body)
    with pytest.raises(wording.PlaceholderUnknownError) as caught:
        forms.render("receipt", sheets.receipt())
    known = caught.value.facts.pop("known")
    assert caught.value.facts == {"form": "receipt", "placeholder": "nobody"}
    assert "nobody" not in str(known)


def test_a_shared_word_that_asks_for_too_much(folder: Path) -> None:
    file = folder / "forms" / "common.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    change(folder, "common.json", words=data["words"] | {"money": "{amount} {currency}"})
    with pytest.raises(wording.PlaceholderUnknownError) as caught:
        forms.render("receipt", sheets.receipt())
    assert caught.value.facts == {"form": "money", "placeholder": "currency", "known": "amount"}


def test_a_shared_word_that_was_lost(folder: Path) -> None:
    file = folder / "forms" / "common.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    del data["words"]["money"]
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(wording.WordingDamagedError) as caught:
        forms.render("receipt", sheets.receipt())
    assert caught.value.facts["why"] == "money"


def test_a_font_that_is_gone_or_damaged(folder: Path) -> None:
    (folder / "fonts" / "Tinos-Bold.ttf").unlink()
    with pytest.raises(fonts.FontMissingError) as caught:
        fonts.name("b")
    assert caught.value.facts == {"file": "Tinos-Bold.ttf"}
    (folder / "fonts" / "Tinos-Regular.ttf").write_bytes(b"no font")
    with pytest.raises(fonts.FontMissingError):
        fonts.name("r")


def test_every_placeholder_is_told_to_those_who_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    told = set(re.findall(r"`(\w+)`", (resources.folder("forms") / "README.md").read_text("utf-8")))
    seen: set[str] = set()
    plain = paper.compose

    def noting(job: Job) -> list[paper.Copy]:
        seen.update(job.values, job.blocks)
        return plain(job)

    for module in (apology, control, receipt, refusal, stop, supplement):
        monkeypatch.setattr(module, "compose", noting)
    for key in ("2025", "2018"):
        for form, sheet in sheets.every(key).items():
            forms.render(form, sheet)
    assert "submitter" in seen
    assert seen - told == set()
