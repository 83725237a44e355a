"""Files from the command line: attached, named in the dossier, proved by verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.program import Program
from tests.scanning.files import JUNK, image, pdf


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Nguyen Thi Vi Du.pdf"
    path.write_bytes(pdf("mot", "hai"))
    return path


def test_a_file_is_attached_to_a_paper_and_shown(desk: Program, scan: Path) -> None:
    code = desk.received()["code"]
    paper = desk("show", code, "--json").data["documents"][0]["name"]
    found = desk("attach", code, scan, "--paper", paper, "--json").data
    (file,) = found["attachments"]
    assert (file["paper"], file["pages"], file["media"]) == (paper, 2, "application/pdf")
    assert file["size"] == scan.stat().st_size
    assert file["made_at"].endswith("+07:00")
    assert found["digitised"]["papers"] == 1
    assert f"{paper}: đã số hóa" in desk("show", code).text
    shown = desk("show", code, "--json").data
    assert shown["attachments"] == found["attachments"]
    assert [made["type"] for made in shown["events"]] == ["Received", "Attached"]
    assert desk("verify", "--json").data["ok"]
    assert scan.exists()  # whoever named a file keeps it


def test_the_store_names_nobody(desk: Program, scan: Path) -> None:
    desk("attach", desk.received()["code"], scan)
    names = [path.name for path in (desk.folder / "blobs").rglob("*")]
    assert not [name for name in names if "Nguyen" in name]


def test_a_picture_of_no_paper(desk: Program, tmp_path: Path) -> None:
    path = tmp_path / "anh.png"
    path.write_bytes(image())
    code = desk.received()["code"]
    answer = desk("attach", code, path)
    assert answer.status == 0
    assert code in answer.out.decode()
    (file,) = desk("show", code, "--json").data["attachments"]
    assert (file["paper"], file["media"]) == ("", "image/png")


@pytest.mark.parametrize("name", JUNK)
def test_what_is_no_paper_is_refused_with_words(desk: Program, tmp_path: Path, name: str) -> None:
    content, error = JUNK[name]
    path = tmp_path / name
    path.write_bytes(content)
    code = desk.received()["code"]
    assert desk("attach", code, path, "--json").error == error
    assert desk("show", code, "--json").data["attachments"] == []
    assert path.read_bytes() == content


def test_no_such_file_dossier_or_paper(desk: Program, scan: Path, tmp_path: Path) -> None:
    code = desk.received()["code"]
    gone = desk("attach", code, tmp_path / "gone.pdf", "--json")
    assert (gone.error, gone.err.startswith("Không có tệp ấy.")) == ("ScanAbsentError", True)
    assert desk("attach", "H26.033.15-261123-7777", scan, "--json").error == "UnknownCodeError"
    paper, *_ = desk("show", code, "--json").data["documents"]
    refused = desk("attach", code, scan, "--paper", "Giấy lạ", "--json")
    assert (refused.error, paper["name"] in refused.err) == ("NoSuchPaperError", True)
    assert not [path for path in (desk.folder / "blobs").rglob("*") if path.is_file()]
    assert desk("verify", "--json").data["ok"]


def test_a_lost_file_is_found_by_verify(desk: Program, scan: Path) -> None:
    code = desk.received()["code"]
    desk("attach", code, scan)
    for path in (desk.folder / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
    verdict = desk("verify", "--json")
    assert verdict.status == 1
    assert [each["code"] for each in verdict.data["problems"]] == ["BlobMissingError"]
