"""A print spooler and its printer, the tests' own: two private CUPS, gone afterwards.

The spooler is what an office PC runs; the program finds it through CUPS_SERVER alone. The printer
takes what is sent to it over IPP on the loopback and keeps it, so that a test can look at what
came out, pull the plug and put it in again. Neither needs root, D-Bus or Avahi, and neither
touches the machine's own spooler.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

#: An office laser that takes PDF, and a cheap one that is sent dots; both know A4 and A5 only.
LASER: Final = "laser"
DOTS: Final = "dots"
_TAKES: Final = {
    LASER: ("application/vnd.cups-pdf", "application/pdf", (600, 1200)),
    DOTS: ("image/pwg-raster", "image/pwg-raster", (300,)),
}
_PROGRAMS: Final = ("cupsd", "lpstat", "cupsdisable", "cupsenable", "cupsreject", "cupsaccept")
_PATIENCE_S: Final = 60  # a machine may be busy


def found_program(name: str) -> str | None:
    """Return where a program is, those for the administrator too."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def missing() -> str:
    """Return what this machine lacks for a private spooler, or nothing."""
    lacks = [name for name in _PROGRAMS if found_program(name) is None]
    filters = Path("/usr/lib/cups/filter")
    if not lacks and not any((filters / name).exists() for name in ("pdftopdf", "universal")):
        lacks = ["cups-filters"]
    return ", ".join(lacks)


def eventually(done: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + _PATIENCE_S
    while not done():
        assert time.monotonic() < end, f"still waiting until {what}"
        time.sleep(0.05)


_FOLDERS: Final = ("etc/ppd", "spool/tmp", "cache", "run/certs", "log")
_FILES: Final = """\
ServerRoot {home}/etc
RequestRoot {home}/spool
TempDir {home}/spool/tmp
CacheDir {home}/cache
StateDir {home}/run
ErrorLog {home}/log/error
AccessLog {home}/log/access
PageLog {home}/log/page
FileDevice Yes
Printcap
"""
_CONFIG: Final = """\
Listen {listen}
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobFiles Yes
ServerAlias *
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_QUEUE: Final = """\
<{kind} {name}>
DeviceURI {device}
State Idle
Accepting Yes
Shared Yes
ErrorPolicy retry-current-job
</{kind}>
"""
_SHEETS: Final = {"A4": (595, 842), "A5": (420, 595)}  # points
_MARGIN: Final = 12  # points around the sheet that the printer cannot reach


def driver_of(name: str) -> str:
    """Return a printer's description as a driver would bring it (PPD 4.3)."""
    wanted, sent, resolutions = _TAKES[name]
    lines = [
        '*PPD-Adobe: "4.3"',
        '*FormatVersion: "4.3"',
        '*FileVersion: "1.0"',
        "*LanguageVersion: English",
        "*LanguageEncoding: ISOLatin1",
        '*PCFileName: "NOBODYS.PPD"',
        '*Manufacturer: "Nobody"',
        '*Product: "(Nobody)"',
        f'*ModelName: "Nobody {name}"',
        f'*ShortNickName: "Nobody {name}"',
        f'*NickName: "Nobody {name}"',
        '*PSVersion: "(3010.000) 0"',
        '*LanguageLevel: "3"',
        "*ColorDevice: False",
        "*DefaultColorSpace: Gray",
        f'*cupsFilter2: "{wanted} {sent} 0 -"',
    ]
    for option in ("PageSize", "PageRegion"):
        lines += [f"*OpenUI *{option}: PickOne", f"*Default{option}: A4"]
        for sheet, (wide, high) in _SHEETS.items():
            lines.append(f'*{option} {sheet}: "<</PageSize[{wide} {high}]>>setpagedevice"')
        lines.append(f"*CloseUI: *{option}")
    lines += ["*DefaultImageableArea: A4", "*DefaultPaperDimension: A4"]
    for sheet, (wide, high) in _SHEETS.items():
        area = f"{_MARGIN} {_MARGIN} {wide - _MARGIN} {high - _MARGIN}"
        lines += [f'*ImageableArea {sheet}: "{area}"', f'*PaperDimension {sheet}: "{wide} {high}"']
    lines += ["*OpenUI *Resolution: PickOne", f"*DefaultResolution: {resolutions[0]}dpi"]
    for dpi in resolutions:
        lines.append(f'*Resolution {dpi}dpi: "<</HWResolution[{dpi} {dpi}]>>setpagedevice"')
    lines.append("*CloseUI: *Resolution")
    return "\n".join([*lines, ""])


@dataclass
class Cups:
    """One CUPS with a folder of its own."""

    home: Path
    listen: str
    devices: dict[str, str]  # queue → where it sends; the first is the usual one
    process: subprocess.Popen[bytes] | None = None
    config: str = ""  # further settings

    def prepare(self) -> None:
        for folder in _FOLDERS:
            (self.home / folder).mkdir(parents=True)
        etc = self.home / "etc"
        facts = {"home": self.home, "listen": self.listen}
        (etc / "cups-files.conf").write_text(_FILES.format(**facts))
        (etc / "cupsd.conf").write_text(_CONFIG.format(**facts) + self.config)
        queues: list[str] = []
        for name, device in self.devices.items():
            kind = "Printer" if queues else "DefaultPrinter"
            queues.append(_QUEUE.format(kind=kind, name=name, device=device))
            if name in _TAKES:
                (etc / "ppd" / f"{name}.ppd").write_text(driver_of(name))
        (etc / "printers.conf").write_text("".join(queues))

    def start(self) -> None:
        program = found_program("cupsd")
        assert program is not None
        etc = self.home / "etc"
        self.process = subprocess.Popen(  # noqa: S603 - found by name above
            [program, "-f", "-c", etc / "cupsd.conf", "-s", etc / "cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(lambda: "is running" in self.ask("lpstat", "-r"), "CUPS runs")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(_PATIENCE_S)
            self.process = None

    def ask(self, name: str, *words: str) -> str:
        """Run one of the spooler's own commands."""
        program = found_program(name)
        assert program is not None
        environment = {**os.environ, "CUPS_SERVER": self.listen, "LC_ALL": "C"}
        told = subprocess.run(  # noqa: S603 - found by name above
            [program, *words],
            env=environment,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        return told.stdout.decode()


@dataclass
class PrintRoom:
    """A spooler with two queues to one printer."""

    spooler: Cups
    printer: Cups
    seen: int = field(default=0)

    def plug(self) -> None:
        self.printer.start()

    def unplug(self) -> None:
        self.printer.stop()

    def waiting(self) -> int:
        """Return how many jobs the spooler has not got rid of."""
        return len(self.spooler.ask("lpstat", "-o").splitlines())

    def arrived(self) -> list[bytes]:
        """Return what came out since the last look, once nothing waits any more."""
        eventually(lambda: self.waiting() == 0, "the spooler is empty")
        found = sorted((self.printer.home / "spool").glob("d*"))
        new, self.seen = found[self.seen :], len(found)
        return [path.read_bytes() for path in new]


@contextmanager
def print_room() -> Iterator[PrintRoom]:
    """Set up the spooler and a printer that is plugged in."""
    # Not pytest's folder: the spooler's filters are somebody else, and a socket's name is short.
    home = Path(tempfile.mkdtemp(prefix="desk-cups-"))
    home.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
    # No question over SNMP first: it waits seconds for an answer that nobody gives.
    device = f"ipp://{listen}/printers/paper?compression=none&snmp=false&waitjob=false"
    room = PrintRoom(
        spooler=Cups(home / "pc", str(home / "pc/run/cups.sock"), {LASER: device, DOTS: device}),
        printer=Cups(home / "printer", listen, {"paper": "file:///dev/null"}),
    )
    try:
        for each in (room.printer, room.spooler):
            each.prepare()
            each.start()
        yield room
    finally:
        room.spooler.stop()
        room.printer.stop()
        shutil.rmtree(home, ignore_errors=True)
