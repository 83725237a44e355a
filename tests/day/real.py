"""The program itself in a real window, typed at with real keys and read as a screen reader does.

    python -m tests.day.real [--dossiers N] [--out DIR]

Starts `desk` over a filled ward on a screen of its own (Xvfb, a session bus, a window manager
where there is one), walks a short whole path with xdotool and every page of the rail, and at each
stop asks AT-SPI for everything that is shown. Writes `names.json`, `names.md` and a picture of
each stop; exits 1 if anything that can have the focus or be pressed has no name. The system
packages it needs are under [screen] in build/system-packages.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from PIL import ImageGrab

from desk import settings
from desk.domain.records import Status
from desk.ui.shell.screens import SCREENS
from tests.day import people, ward

ROOT: Final = Path(__file__).resolve().parents[2]
#: Debian's own, with the bindings of AT-SPI.
READER: Final = ("/usr/bin/python3", str(ROOT / "tests" / "day" / "atspi_names.py"))
NEEDED: Final = ("xvfb-run", "dbus-run-session", "xdotool")
SCREEN: Final = "1440x900x24"
PATIENCE_S: Final = 60
_POLL_S: Final = 0.2
_HAND_MS, _SCANNER_MS = 60, 5

#: A card in letters that every keyboard has: X loses keys while it learns a letter it has not.
CARD: Final = "001099000777||Duong Van Thu|08031999|Nam|So 1 pho Thu|01012022"
NAME: Final = "Duong Van Thu"

#: What a page opens over itself: the key in X, a name, and what can be read there then.
PANELS: Final = {
    "queue": (("ctrl+f", "narrowing", "Xem danh sách"),),
    "search": (("ctrl+e", "exporting", "Bảng tính XLSX"),),
}
TOGGLES: Final = frozenset({"ctrl+f"})
CARD_OF_A_RESULT: Final = "Đã đối chiếu giấy tiếp nhận"
_MOST_KEYS: Final = 40
_CELLS: Final = frozenset({"table cell", "list item", "tree item"})
_SETTLE_S: Final = 0.8

T = TypeVar("T")
Node = dict[str, Any]


class NotSeenError(Exception):
    """Something did not come onto the screen in time."""


def _focused(tree: Sequence[Node]) -> Node:
    """Return the innermost thing that has the focus; one without anything where nothing has."""
    # A list's current cell says so whether or not the list has the focus.
    met = [each for each in tree if each["focused"] and each["role"] not in _CELLS]
    return met[-1] if met else {"name": "", "role": ""}


@dataclass
class Stop:
    """What was met at one place of the path."""

    name: str
    tree: list[Node]

    @property
    def able(self) -> list[Node]:
        """What can have the focus or be pressed."""
        return [each for each in self.tree if each["focusable"] or each["acts"]]

    @property
    def nameless(self) -> list[Node]:
        """Those of them that a screen reader can only call by their kind."""
        return [each for each in self.able if not each["name"]]


@dataclass
class Visit:
    """A program on a screen: eyes, ears and hands."""

    program: subprocess.Popen[bytes]
    reader: subprocess.Popen[str]
    out: Path
    stops: list[Stop] = field(default_factory=list)
    window: str = ""

    # -- reading ----------------------------------------------------------------------------

    def tree(self) -> list[Node]:
        """Return everything that is shown now."""
        assert self.reader.stdin is not None
        assert self.reader.stdout is not None
        self.reader.stdin.write("\n")
        self.reader.stdin.flush()
        line = self.reader.stdout.readline()
        if not line:
            raise NotSeenError("the accessible tree is gone: has the program ended?")
        read: list[Node] = json.loads(line)
        return read

    def until(self, seen: Callable[[list[Node]], T], what: str) -> T:
        """Read again and again until something is seen."""
        end = time.monotonic() + PATIENCE_S
        tree: list[Node] = []
        while time.monotonic() < end:
            tree = self.tree()
            if found := seen(tree):
                return found
            time.sleep(_POLL_S)
        self.picture("lost")
        at = _focused(tree)["name"]
        raise NotSeenError(f"not seen in {PATIENCE_S} s: {what}; the focus is in {at!r}")

    def says(self, words: str) -> None:
        """Wait until a name or a field says something."""
        self.until(
            lambda tree: any(words in each["name"] or words in each["text"] for each in tree),
            words,
        )

    def at(self, name: str) -> None:
        """Wait until something of a name has the focus."""
        self.until(
            lambda tree: any(each["focused"] and name in each["name"] for each in tree),
            f"focus in {name}",
        )

    def stop(self, name: str) -> None:
        """Take down what is met here, and how it looks."""
        self.stops.append(Stop(name, self.until(lambda tree: tree, "anything at all")))
        self.picture(name)

    def picture(self, name: str) -> None:
        """Photograph the screen."""
        path = self.out / f"{len(self.stops):02d}-{name}.png"
        ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).save(path)

    def focused(self) -> Node:
        """Return what has the focus."""
        return self.until(_focused, "any focus")

    def reach(self, name: str) -> None:
        """Press Tab until something of a name has the focus."""
        for _ in range(_MOST_KEYS):
            if self.focused()["name"].startswith(name):
                return
            self.press("Tab")
        raise NotSeenError(f"Tab does not come to {name}")

    # -- typing -----------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys by their names in X."""
        for key in keys:
            run("xdotool", "key", "--clearmodifiers", key)

    def write(self, text: str, delay_ms: int = _HAND_MS) -> None:
        """Type as a person does; a line's end is the Enter key."""
        line, enter, _ = text.partition("\n")
        words = ["type", "--delay", str(delay_ms), "--args", "1", line]
        run("xdotool", *words, *(["key", "Return"] if enter else []))

    def scan(self, text: str) -> None:
        """Type as a scanner does."""
        self.write(f"{text}\n", _SCANNER_MS)


def run(*words: str) -> str:
    """Run a command of the screen; return what it prints."""
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - the words are our own
    return done.stdout.strip()


# -- the screen ----------------------------------------------------------------------------------


def inside() -> bool:
    """Tell whether a screen and a bus of our own are around us."""
    return os.environ.get("DESK_REAL_SCREEN") == "1"


def on_a_screen(words: list[str]) -> int:
    """Run this again on a screen and a session bus of its own."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.exit(f"missing: {', '.join(missing)} – see [screen] in build/system-packages.txt")
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", f"-screen 0 {SCREEN}"]
    command += [sys.executable, "-m", "tests.day.real", *words]
    around = {**os.environ, "DESK_REAL_SCREEN": "1"}
    return subprocess.run(command, env=around, cwd=ROOT, check=False).returncode  # noqa: S603 - ourselves


@contextmanager
def visit(folder: Path, out: Path) -> Iterator[Visit]:
    """Start the program over a data folder, a window manager beside it, and read along."""
    around = {
        **os.environ,
        "DESK_DATA": str(folder),
        "DESK_WITNESS": str(folder.parent / "witness"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "TZ": "<+07>-7",
    }
    manager = shutil.which("openbox")
    beside = [subprocess.Popen([manager])] if manager else []  # noqa: S603 - found just now
    program = subprocess.Popen([sys.executable, "-m", "desk"], env=around, cwd=ROOT)
    reader = subprocess.Popen(  # noqa: S603 - the words are our own
        [*READER, str(program.pid)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Visit(program, reader, out)
    finally:
        running: list[subprocess.Popen[Any]] = [program, reader, *beside]
        for each in running:
            each.terminate()
            each.wait()


# -- the path ------------------------------------------------------------------------------------


def walk(here: Visit, folder: Path, paper: Path) -> None:
    """Sign in, receive, find, hand over, change over, and look at every page."""
    _, lan, _, number, pin = ward.PEOPLE[0]
    here.at("Số cán bộ")
    here.stop("sign-in")
    here.write(number)
    here.write(f"{pin}\n")
    here.says(lan)
    here.says("tiền trong két")
    here.stop("drawer")
    here.write("200000\n")
    here.at("Số định danh")
    receive(here, paper)
    find(here)
    hand_over(here, folder)
    help_(here)
    change_over(here)
    for at, each in enumerate(SCREENS):
        turn_to(here, at)
        here.stop(f"page-{each.name}")
        for key, panel, words in PANELS.get(each.name, ()):
            here.press(key)
            here.says(words)
            here.stop(f"page-{each.name}-{panel}")
            here.press(key if key in TOGGLES else "Escape")


def receive(here: Visit, paper: Path) -> None:
    """A card, a procedure, a telephone number, all papers; the receipt comes out."""
    here.press("F2")
    here.scan(CARD)
    here.says(NAME)
    here.write("ks\n")
    here.at("Điện thoại")
    here.write(people.PHONE)
    here.press("ctrl+d")
    here.stop("receive-filled")
    here.press("F9")
    here.says("Đã tiếp nhận")
    here.until(lambda _: list(paper.glob("*.pdf")), "the receipt in the printer's folder")
    here.stop("received")


def find(here: Visit) -> None:
    """Find whom we have just received, and look at the dossier with its panels."""
    here.press("F3")
    here.write(NAME.lower())
    here.says("Đăng ký khai sinh · ")
    here.stop("found")
    here.press("Return")
    here.says("Diễn biến")
    here.stop("dossier")
    for key, panel in (("ctrl+g", "files"), ("ctrl+k", "copying"), ("alt+2", "a-step")):
        here.press(key)
        here.stop(f"dossier-{panel}")
        here.press("Escape")


def hand_over(here: Visit, folder: Path) -> None:
    """Scan a result that waits; its card and the collector's fields come up."""
    with closing(sqlite3.connect(folder / "desk.db")) as database:
        (barcode,) = database.execute(
            "SELECT barcode FROM dossier WHERE status = ? AND is_open = 1 LIMIT 1",
            (Status.DONE.value,),
        ).fetchone()
    here.press("F7")
    here.stop("handover")
    here.scan(barcode)
    here.says(CARD_OF_A_RESULT)
    here.stop("handover-result")
    here.press("Escape")


def help_(here: Visit) -> None:
    """F1 shows the keys, F1 again the guide."""
    here.press("F1")
    here.says("Gọi số tiếp theo")
    here.stop("keys")
    here.press("F1")
    here.says("Mục lục")
    here.stop("guide")
    here.press("Escape")


def change_over(here: Visit) -> None:
    """Minh sits down by number and PIN; then whoever may see every page, by password."""
    _, minh, _, number, pin = ward.PEOPLE[1]
    here.press("F12")
    here.at("Số cán bộ")
    here.stop("switch")
    here.write(number)
    here.write(f"{pin}\n")
    here.says(f"Người dùng: {minh}")
    here.press("F12")
    here.at("Số cán bộ")
    here.reach("Dùng mật khẩu")
    here.press("Return")
    here.at("Tên đăng nhập")
    here.stop("password")
    here.write(f"{ward.ADMIN}\n")
    here.at("Mật khẩu")
    here.write(f"{ward.PASSWORD}\n")
    here.says("Người dùng: Quản trị viên Thử")


def turn_to(here: Visit, at: int) -> None:
    """Go to a page as anybody can: F6 to the rail, arrows, Enter."""
    label, rail = SCREENS[at].label, tuple(each.label for each in SCREENS)
    for _ in range(_MOST_KEYS):
        met = here.focused()
        if met["role"] == "radio button" and met["name"].startswith(label):
            break
        on_rail = met["role"] == "radio button" and met["name"].startswith(rail)
        here.press("Down" if on_rail else "F6")
        time.sleep(_SETTLE_S)  # a page may take the cursor once it has been read
    here.press("Return")
    here.until(
        lambda tree: any(each["checked"] and each["name"].startswith(label) for each in tree),
        f"the page {label}",
    )
    time.sleep(_SETTLE_S)


# -- what is written -------------------------------------------------------------------------------


def report(stops: Sequence[Stop], trouble: str, out: Path) -> int:
    """Write both reports; return how many have no name."""
    nameless = sum(len(each.nameless) for each in stops)
    told = {
        "objects": sum(len(each.tree) for each in stops),
        "able": sum(len(each.able) for each in stops),
        "nameless": nameless,
        "trouble": trouble,
        "stops": [
            {"name": each.name, "nameless": each.nameless, "tree": each.tree} for each in stops
        ],
    }
    (out / "names.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    summary = (
        f"{told['objects']} things at {len(stops)} stops. Able (can have the focus or be pressed):"
        f" {told['able']}. Without a name: {nameless}."
    )
    lines = [
        "# What a screen reader meets",
        "",
        summary,
        *([f"The path broke off: {trouble}", ""] if trouble else [""]),
        "| Stop | Things | Able | Without a name |",
        "|---|---|---|---|",
    ]
    for each in stops:
        kinds = ", ".join(node["role"] for node in each.nameless) or "–"
        lines.append(f"| {each.name} | {len(each.tree)} | {len(each.able)} | {kinds} |")
    for each in stops:
        lines += ["", f"## {each.name}", ""]
        lines += [f"- {node['role']}: {node['name'] or '(no name)'}" for node in each.able]
    (out / "names.md").write_text("\n".join(lines) + "\n", "utf-8")
    return nameless


def main() -> None:
    """Run on a screen of its own, and say what was met."""
    parser = argparse.ArgumentParser(prog="python -m tests.day.real", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=600)
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    wanted = parser.parse_args()
    out: Path = wanted.out
    if not inside():
        sys.exit(on_a_screen(sys.argv[1:]))
    pictures = out / "real"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    kept = ward.make(ROOT / ".cache" / "day", wanted.dossiers)
    trouble = ""
    with tempfile.TemporaryDirectory(prefix="desk-real-") as place:
        folder = ward.fresh(kept, Path(place) / "ward")
        paper = Path(place) / "paper"
        paper.mkdir()
        settings.save(folder, settings.Settings(printer=f"folder:{paper}"))
        with visit(folder, pictures) as here:
            try:
                walk(here, folder, paper)
            except NotSeenError as error:
                trouble = str(error)
    nameless = report(here.stops, trouble, out)
    sys.stdout.write(f"{out / 'names.md'}: {nameless} without a name. {trouble}\n")
    sys.exit(1 if nameless or trouble else 0)


if __name__ == "__main__":
    main()
