"""The peer of papers: JasperReports, whose jars come with a Python package, on the same receipt."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desk.domain.papers import ReceiptSheet
from desk.printing import words
from tests.bench.peer import NoPeerError

_OURS: Final = Path(__file__).parent / "jasper"
_PLACE: Final = Path(".cache") / "bench-jasper"
_PACKAGE: Final = "pyreportjasper==2.1.4"
_FONTS: Final = Path("resources/fonts").resolve()
#: How the peer is told of a typeface: a family for its names, and where that file is.
_FAMILY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<fontFamilies><fontFamily name="Tinos">
<normal>{fonts}/Tinos-Regular.ttf</normal><bold>{fonts}/Tinos-Bold.ttf</bold>
<italic>{fonts}/Tinos-Italic.ttf</italic>
<pdfEncoding>Identity-H</pdfEncoding><pdfEmbedded>true</pdfEmbedded>
</fontFamily></fontFamilies>
"""
_EXTENSION: Final = (
    "net.sf.jasperreports.extension.registry.factory.fonts="
    "net.sf.jasperreports.engine.fonts.SimpleFontExtensionsRegistryFactory\n"
    "net.sf.jasperreports.extension.simple.font.families.tinos=fonts.xml\n"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """What one receipt costs the peer, in milliseconds, and the last PDF that it made."""

    warm: float
    warm_cpu: float
    cold: float
    cold_cpu: float
    pdf: bytes


def measure(folder: Path, sheet: ReceiptSheet, *, times: int = 100, starts: int = 3) -> Peer:
    """Print a receipt in a process of its own, many times in a warm one.

    Raises:
        NoPeerError: there is no JDK, or the package cannot be had.
    """
    command = _ready()
    facts, pdf = folder / "facts.txt", folder / "jasper.pdf"
    facts.write_text("\n".join(_facts(sheet)), encoding="utf-8")
    report = str(_PLACE / "receipt.jasper")
    given = ["print", report, str(facts), str(pdf)]
    done = subprocess.run([*command, *given, str(times)], check=True, capture_output=True)  # noqa: S603 - fixed words
    warm, warm_cpu = map(float, done.stdout.split())
    cold, cold_cpu = started([*command, *given], starts)
    return Peer(warm, warm_cpu, cold, cold_cpu, pdf.read_bytes())


def started(command: list[str], times: int) -> tuple[float, float]:
    """Return the median wall and CPU milliseconds of a process from its start to its end."""
    import resource  # noqa: PLC0415 - not on Windows, where nothing is measured

    found = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed words
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append((wall * 1000, cpu * 1000))
    return sorted(found)[times // 2]


def _facts(sheet: ReceiptSheet) -> list[str]:
    """Return what the receipt says, as the peer reads it: a line each, its parts by tabs."""
    said = words.common(sheet) | words.receipt(sheet)
    dossier, national = sheet.dossier, sheet.wording.national
    head = (
        *(sheet.office.parent, sheet.office.desk_name, *national),
        sheet.wording.forms["receipt"].title,
        *(each.title for each in sheet.wording.forms["receipt"].signatures),
    )
    asked = (
        *("desk", "submitter", "submitter_id", "submitter_address", "submitter_phone"),
        *("procedure", "sets", "limit", "received", "due", "result_at", "fee", "book", "line"),
    )
    return [
        f"code\t{dossier.code}",
        f"digits\t{dossier.barcode}",
        *(f"head\t{text}" for text in head),
        *(f"line\t{key}: {said[key]}" for key in asked),
        *(f"paper\t{each.name}\t{each.original}\t{each.copy}" for each in dossier.papers),
    ]


def _ready() -> list[str]:
    """Return the command of the peer, its package fetched and its program compiled once."""
    java, javac = shutil.which("java"), shutil.which("javac")
    if java is None or javac is None:
        raise NoPeerError("no JDK")
    jars = _PLACE / "jars"
    if not jars.is_dir():
        _fetch(jars)
    path = ":".join([str(_PLACE), *sorted(str(each) for each in jars.glob("*.jar"))])
    (_PLACE / "fonts.xml").write_text(_FAMILY.format(fonts=_FONTS), encoding="utf-8")
    (_PLACE / "jasperreports_extension.properties").write_text(_EXTENSION, encoding="utf-8")
    command = [java, "-cp", path, "Receipt"]
    source = str(_OURS / "Receipt.java")
    compiling = [javac, "-cp", path, "-d", str(_PLACE), source]
    subprocess.run(compiling, check=True, capture_output=True)  # noqa: S603 - fixed words
    made = ["compile", str(_OURS / "receipt.jrxml"), str(_PLACE / "receipt.jasper")]
    subprocess.run([*command, *made], check=True, capture_output=True)  # noqa: S603 - fixed words
    return command


def _fetch(jars: Path) -> None:
    _PLACE.mkdir(parents=True, exist_ok=True)
    fetch = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "-d",
        str(_PLACE),
        _PACKAGE,
    ]
    try:
        subprocess.run(fetch, check=True, capture_output=True)  # noqa: S603 - fixed words
    except subprocess.CalledProcessError as error:
        raise NoPeerError("pyreportjasper cannot be had") from error
    (wheel,) = _PLACE.glob("pyreportjasper-*.whl")
    new = jars.with_name("new")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(".jar") and "/jdbc/" not in name:
                target = new / Path(name).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))
    new.rename(jars)
    wheel.unlink()
