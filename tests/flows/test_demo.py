"""The told day runs to its end, and every paper of it reads back as what was told."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desk.app import practice
from desk.domain import codes
from tests.flows.program import Program
from tests.printing.reading import codes as codes_on
from tests.printing.reading import drawn, pypdf_text, solid

CODE = re.compile(re.escape(practice.UNIT) + r"-\d{6}-\d{4}")
FORMS = {"receipt", "supplement", "refusal", "control"}


@dataclass(frozen=True)
class Told:
    """What the demo said and left behind."""

    text: str
    out: Path

    @property
    def papers(self) -> list[Path]:
        return sorted(self.out.glob("*.pdf"))

    @property
    def pictures(self) -> list[Path]:
        return sorted(self.out.glob("*.png"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    place = tmp_path_factory.mktemp("demo")
    out = place / "out"
    out.mkdir()
    (out / "99-left-over.pdf").write_bytes(b"of another day")
    own = {"DESK_DATA": str(place / "data"), "DESK_WITNESS": str(place / "witness")}
    answer = Program(place).real("demo", "--out", out, **own)
    assert answer.status == 0, answer
    # A stage of its own: nothing of it is left among the user's data.
    assert [each for each in own.values() if Path(each).exists()] == []
    return Told(answer.text, out)


def barcode_of(code: str) -> str:
    """Return the barcode that belongs to a code of the practice ward."""
    day, number = code.split("-")[1:]
    on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    return codes.barcode(practice.COMMUNE, on, int(number))


def test_it_ends_with_both_sides_equal(told: Told) -> None:
    assert told.text.rstrip().endswith("Hai bên khớp nhau.")
    assert unicodedata.is_normalized("NFC", told.text)
    (first, second) = re.findall(r"Thành phố xác nhận (\d+)/(\d+) hồ sơ trùng khớp", told.text)
    assert first == second
    assert first[0] == first[1]
    assert "Ngoại tuyến: 3 mục chờ gửi, máy sẽ tự gửi lại" in told.text


def test_every_file_that_it_names_is_there_and_no_other(told: Told) -> None:
    named = {Path(line.strip()) for line in told.text.splitlines() if str(told.out) in line}
    assert named == {*told.papers, *told.pictures}
    assert len(named) == len(list(told.out.iterdir()))  # what lay there before is gone
    assert {path.stem.split("-", 1)[1] for path in told.papers} == FORMS


def test_each_receipt_bears_the_number_that_was_told(told: Told) -> None:
    received = re.findall(rf"(?m)^  \d\d:\d\d  ({CODE.pattern})  ", told.text)
    accepted = re.findall(rf"Tiếp nhận ({CODE.pattern})", told.text)
    again = re.findall(rf"({CODE.pattern}): công dân đã bổ sung", told.text)
    assert (len(received), len(accepted), len(again)) == (6, 1, 1)
    found = []
    for path in told.papers:
        if path.stem.endswith("receipt"):
            read = codes_on(drawn(path.read_bytes(), 200))
            (official,), (barcode,) = read["qr"], read["code128"]
            assert barcode == barcode_of(official)
            found.append(official)
    assert found == [*received, *accepted, *again]
    assert len(set(found)) == 7  # offline or not, no number came twice


def test_the_last_receipt_lists_what_the_citizen_brought(told: Told) -> None:
    *earlier, last = (path for path in told.papers if path.stem.endswith("receipt"))
    assert "Bản sao hộ tịch cũ (bổ sung)" in " ".join(pypdf_text(last.read_bytes()).split())
    assert [path for path in earlier if "bổ sung" in pypdf_text(path.read_bytes())] == []


def test_each_paper_can_be_scanned_and_read(told: Told) -> None:
    for path in told.papers:
        pdf = path.read_bytes()
        text = pypdf_text(pdf)
        assert unicodedata.is_normalized("NFC", text), path.name
        assert "\ufffd" not in text
        read = codes_on(drawn(pdf, 200))
        (barcode,) = read.pop("code128")
        printed = set(CODE.findall(solid(text)))
        assert barcode in {barcode_of(code) for code in printed}, path.name
        for official in read.get("qr", []):
            assert official in printed


def test_each_picture_shows_a_window(told: Told) -> None:
    assert "offline" in {path.stem for path in told.pictures}
    for path in told.pictures:
        with Image.open(path) as picture:
            assert min(picture.size) >= 600, path.name
            colours = picture.convert("RGB").resize((64, 64)).getcolors(64 * 64)
        assert colours is not None
        assert len(colours) > 20, path.name  # not an empty sheet


def test_a_folder_that_cannot_be_written_is_a_known_failure(tmp_path: Path) -> None:
    taken = tmp_path / "out"
    taken.write_text("đây là một tệp")
    answer = Program(tmp_path).real("demo", "--out", taken)
    assert answer.status == 1, answer
    assert "Traceback" not in answer.err
    assert taken.read_text() == "đây là một tệp"
