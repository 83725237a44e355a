"""Papers can be kept for good: an independent program finds each of them a true PDF/A-1b."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdf
import pytest
from PIL import Image, ImageCms

from desk.app import samples
from desk.domain.papers import Page, Sheet
from desk.printing import archive, forms, wording
from tests.printing import sheets

#: Apache's checker, as Debian packs it, and what it is built on.
JAVA = Path("/usr/share/java")
JARS = "preflight pdfbox2 xmpbox fontbox2 commons-logging jaxb-api javax.activation".split()


def verdicts(folder: Path, papers: dict[str, bytes]) -> dict[str, str]:
    """What the checker says of each paper: empty where nothing is wrong."""
    java = shutil.which("java")
    if java is None or not (JAVA / "preflight.jar").exists():
        pytest.skip("java or libpdfbox2-java is not installed")
    for name, pdf in papers.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    listed = folder / "papers.txt"
    listed.write_text("".join(f"{folder / name}.pdf\n" for name in papers), encoding="utf-8")
    jars = ":".join(str(JAVA / f"{jar}.jar") for jar in JARS)
    command = [java, "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b"]
    command += ["xml", "group", str(listed)]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed words
    told = ET.parse(f"{listed}.preflight.xml").getroot()  # noqa: S314 - the checker's own
    found = {}
    for each in told.iter("preflight"):
        right = each.findtext("isValid") == "true"
        details = " | ".join(text.text or "" for text in each.iter("details"))
        found[Path(str(each.get("name"))).stem] = "" if right else details or "not valid"
    return found


def papers() -> dict[str, Sheet]:
    made = {
        f"{key}-{form}": sheet
        for key in ("2025", "2018")
        for form, sheet in sheets.every(key).items()
    }
    made["2025-report"] = sheets.report()
    made["2025-ticket"] = sheets.ticket()
    made["both-receipt"] = sheets.receipt(page=Page.A4_TWICE)
    made["practice-receipt"] = sheets.receipt(practice=True)
    made["again-receipt"] = sheets.receipt(copy_no=2, printed_at=sheets.AT)
    odd = replace(sheets.ORDINARY, name="Nguyễn 😀 \u202eVí Dụ & <Con>")
    results = wording.load("results")
    for key, each in results.forms.items():
        if each.result is not None:
            look = {"office": sheets.OFFICE, "wording": results}
            final, draft = (sheet for _, sheet in samples.samples(key, look))
            made |= {f"{key}-result": final, f"{key}_draft-result": draft}
    made["odd-receipt"] = sheets.receipt(dossier=sheets.dossier(submitter=odd))
    return made


def test_every_paper_is_a_pdf_that_archives_take(tmp_path: Path) -> None:
    drawn = {name: forms.render(name.split("-")[1], sheet) for name, sheet in papers().items()}
    found = verdicts(tmp_path, drawn)
    assert sorted(found) == sorted(drawn)
    assert {name: why for name, why in found.items() if why} == {}


def test_the_checker_does_find_what_is_wrong(tmp_path: Path) -> None:
    pdf = forms.render("receipt", sheets.receipt())
    broken = pdf.replace(b"GTS_PDFA1", b"GTS_PDFX ")
    assert broken != pdf
    assert "Color Profile" in verdicts(tmp_path, {"broken": broken})["broken"]


def test_both_descriptions_of_a_file_say_the_same() -> None:
    reader = pypdf.PdfReader(BytesIO(forms.render("receipt", sheets.receipt())))
    info, xmp = reader.metadata, reader.xmp_metadata
    assert info is not None
    assert xmp is not None
    assert xmp.dc_title == {"x-default": info.title}
    assert xmp.dc_creator == [info.author]
    assert xmp.dc_description == {"x-default": info.subject}
    assert xmp.dc_language == [archive.LANGUAGE]
    assert xmp.xmp_creator_tool == info.creator
    assert xmp.pdf_producer == info.producer
    assert xmp.xmp_create_date is not None
    assert info.creation_date is not None
    assert xmp.xmp_create_date.replace(tzinfo=UTC) == info.creation_date


def test_the_profile_is_one_that_others_read_and_means_srgb() -> None:
    profile = ImageCms.getOpenProfile(BytesIO(archive.srgb()))
    assert profile.profile.version < 2.2
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    usual = ImageCms.createProfile("sRGB")
    swatch = Image.new("RGB", (16, 16))
    swatch.putdata(
        [(r * 36, g * 64, (r * g) % 256) for r in range(8) for g in range(4) for _ in range(8)]
    )
    seen = ImageCms.profileToProfile(swatch, profile, usual)
    assert seen is not None
    pairs = zip(swatch.tobytes(), seen.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 2
