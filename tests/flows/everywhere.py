"""An office printer without a driver: IPP Everywhere, on the loopback, the tests' own.

`ippeveprinter` tells of itself over DNS-SD and does not start without a daemon for that, so a
private D-Bus and Avahi come first. Avahi keeps one place for all (`/run/avahi-daemon`): tests that
run beside each other take turns. Everything is ended by its own process, in reverse order.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.flows.spooler import Cups, eventually, found_program, missing

QUEUE: Final = "everywhere"
RAW_QUEUE: Final = "till"
_PROGRAMS: Final = ("dbus-daemon", "avahi-daemon", "ippeveprinter", "lpadmin")
_AVAHI: Final = Path("/run/avahi-daemon")
_PATIENCE_S: Final = 20
_BUS: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={home}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_type="method_call"/><allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/><allow receive_type="signal"/>
    <allow receive_type="method_return"/><allow receive_type="error"/>
  </policy>
</busconfig>
"""
_ALONE: Final = """\
[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
disable-user-service-publishing=no
[reflector]
[rlimits]
"""


_TAKES: Final = "application/octet-stream,application/pdf,image/pwg-raster"
_SIDES: Final = ("bottom", "left", "right", "top")
#: Sheets by PWG's names (PWG 5101.1), in hundredths of a millimetre.
A5_LIES_IN_IT: Final = ("iso_a5_148x210mm",)
_SHEETS: Final = {"iso_a4_210x297mm": (21000, 29700), "iso_a5_148x210mm": (14800, 21000)}


def _with_a5(ready: Sequence[str]) -> str:
    """Return what a printer tells of itself that takes A4 and A5, edge to edge (ipptoolfile(5)).

    `ready` are the sheets that lie in it.
    """

    def size(name: str) -> str:
        wide, high = _SHEETS[name]
        return f"{{ MEMBER integer x-dimension {wide} MEMBER integer y-dimension {high} }}"

    def sheet(name: str) -> str:
        margins = " ".join(f"MEMBER integer media-{side}-margin 423" for side in _SIDES)
        return (
            f"{{ MEMBER keyword media-key {name} MEMBER collection media-size {size(name)} "
            f"MEMBER keyword media-size-name {name} {margins} }}"
        )

    names = ",".join(_SHEETS)
    lines = [
        "ATTR boolean color-supported false",
        "ATTR integer copies-default 1",
        "ATTR rangeOfInteger copies-supported 1-99",
        "ATTR mimeMediaType document-format-default application/octet-stream",
        f"ATTR mimeMediaType document-format-supported {_TAKES}",
        *(f"ATTR integer media-{side}-margin-supported 423" for side in _SIDES),
        f"ATTR collection media-col-database {','.join(map(sheet, _SHEETS))}",
        f"ATTR collection media-col-default {sheet('iso_a4_210x297mm')}",
        f"ATTR collection media-col-ready {','.join(map(sheet, ready))}",
        "ATTR keyword media-default iso_a4_210x297mm",
        f"ATTR keyword media-ready {','.join(ready)}",
        f"ATTR keyword media-supported {names}",
        f"ATTR collection media-size-supported {','.join(map(size, _SHEETS))}",
        "ATTR keyword media-source-supported auto,tray-1,tray-2",
        "ATTR keyword print-color-mode-default monochrome",
        "ATTR keyword print-color-mode-supported monochrome",
        "ATTR enum print-quality-default 4",
        "ATTR enum print-quality-supported 3,4,5",
        "ATTR resolution printer-resolution-default 600dpi",
        "ATTR resolution printer-resolution-supported 600dpi",
        "ATTR resolution pwg-raster-document-resolution-supported 600dpi",
        "ATTR keyword pwg-raster-document-type-supported black_1,sgray_8",
        "ATTR keyword sides-default one-sided",
        "ATTR keyword sides-supported one-sided",
        'ATTR text printer-make-and-model "Nobody laser"',
    ]
    return "\n".join([*lines, ""])


def lacking() -> str:
    """Return what this machine lacks for such a printer, or nothing."""
    lacks = [name for name in _PROGRAMS if found_program(name) is None]
    if not lacks and os.geteuid() != 0:
        lacks = ["the rights to start a private avahi-daemon"]
    if not Path("/usr/lib/cups/backend/socket").exists():
        lacks.append("cups")
    return ", ".join(filter(None, [missing(), *lacks]))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@dataclass
class Started:
    """Programs that run, each ended by its own process."""

    home: Path
    stack: ExitStack
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        program = found_program(words[0])
        assert program is not None
        log = self.stack.enter_context((self.home / f"{words[0]}.log").open("ab"))
        process = subprocess.Popen(  # noqa: S603 - found by name above
            [program, *words[1:]],
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        self.stack.callback(_end, process)
        return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_PATIENCE_S)


@dataclass
class Office:
    """A spooler with a printer that it has no driver of, and a till printer that takes bytes."""

    spooler: Cups
    home: Path
    port: int
    till: int  # the till printer's port
    started: Started
    small: bool = True  # whether it has A5
    ready: tuple[str, ...] = tuple(_SHEETS)  # what lies in it
    printer: subprocess.Popen[bytes] | None = None
    seen: set[Path] = field(default_factory=set)

    def plug(self) -> None:
        jobs = self.home / "jobs"
        jobs.mkdir(exist_ok=True)
        sizes = self.home / "sizes.conf"
        sizes.write_text(_with_a5(self.ready))
        self.printer = self.started.run(
            "ippeveprinter",
            "-p",
            str(self.port),
            "-n",
            "localhost",
            "-r",
            "off",
            "-k",
            "-c",
            "/bin/true",
            "-d",
            str(jobs),
            *(() if self.small else ("-f", "application/pdf,image/pwg-raster")),
            *(("-a", str(sizes)) if self.small else ()),
            "Nobody's laser",
        )
        eventually(self.answers, "the printer answers")

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def unplug(self) -> None:
        assert self.printer is not None
        _end(self.printer)
        self.printer = None

    def die(self) -> None:
        """Pull the plug: whatever it was doing ends there and then."""
        assert self.printer is not None
        self.printer.send_signal(signal.SIGKILL)
        self.printer.wait(_PATIENCE_S)
        self.printer = None

    def jobs(self) -> list[str]:
        """What the spooler has not got rid of."""
        return self.spooler.ask("lpstat", "-o").splitlines()

    def arrived(self) -> list[bytes]:
        """What came out since the last look, once nothing waits any more."""
        eventually(lambda: not self.jobs(), "the spooler is empty")
        found = {path for path in (self.home / "jobs").glob("*.pdf") if path.stat().st_size}
        new, self.seen = sorted(found - self.seen, key=lambda p: p.stat().st_mtime_ns), found
        return [path.read_bytes() for path in new]


@contextmanager
def _bus_and_avahi(started: Started) -> Iterator[None]:
    home = started.home
    (home / "bus.conf").write_text(_BUS.format(home=home))
    (home / "avahi.conf").write_text(_ALONE)
    started.environment["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={home}/bus"
    started.run("dbus-daemon", f"--config-file={home}/bus.conf", "--nofork", "--nopidfile")
    eventually((home / "bus").exists, "the private bus is there")
    _AVAHI.mkdir(exist_ok=True)
    started.run(
        "avahi-daemon",
        "-f",
        str(home / "avahi.conf"),
        "--no-drop-root",
        "--no-chroot",
        "--no-rlimits",
    )
    eventually((_AVAHI / "socket").exists, "Avahi runs")
    yield


@contextmanager
def office(
    config: str = "", *, small: bool = True, ready: tuple[str, ...] = tuple(_SHEETS)
) -> Iterator[Office]:
    """Set up everything; `config` is added to the spooler's own settings.

    The printer takes A4 and, if `small`, A5; `ready` lie in it.
    """
    home = Path(tempfile.mkdtemp(prefix="desk-ipp-"))
    home.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        turn = stack.enter_context((Path(tempfile.gettempdir()) / "desk-avahi.lock").open("w"))
        fcntl.flock(turn, fcntl.LOCK_EX)
        started = Started(home, stack)
        stack.enter_context(_bus_and_avahi(started))
        till = free_port()
        spooler = Cups(
            home / "pc",
            str(home / "pc/run/cups.sock"),
            {RAW_QUEUE: f"socket://127.0.0.1:{till}/?snmp=false&waiteof=false"},
            config=config,
        )
        made = Office(spooler, home, free_port(), till, started, small=small, ready=ready)
        made.plug()
        spooler.prepare()
        stack.callback(spooler.stop)
        spooler.start()
        uri = f"ipp://localhost:{made.port}/ipp/print"
        spooler.ask("lpadmin", "-p", QUEUE, "-E", "-v", uri, "-m", "everywhere")
        spooler.ask("lpadmin", "-d", QUEUE)
        eventually(lambda: QUEUE in spooler.ask("lpstat", "-p"), "the printer is set up")
        yield made
