"""A disk that remembers: what was written, what was forced down, and what may be left of it.

The model is the strict one of POSIX, stricter than most file systems: until a file is synced, each
sector of 512 bytes of each write may or may not be there; until a folder is synced, a name in it
may be missing, be the former one, or still be there though it was removed. Syncing a file does not
save its name. Names are kept or lost one by one in the order they were made.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.power.files import told
from tests.power.vfs import between

SECTOR: Final = 512
KEPT, LOST, TORN = "kept", "lost", "torn"
PATTERNS: Final = (KEPT, LOST, TORN)
_NOT_ON_DISK: Final = ("-shm", ".lock")  # memory that processes share, and a lock's own file


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that reached the disk; paths are relative to its root."""

    kind: str
    path: str
    at: int = 0
    data: bytes = b""
    to: str = ""
    folder: bool = False


@dataclass
class Recorder:
    """The layer that writes down everything under `root`, and passes all of it on."""

    root: Path
    ops: list[Op] = field(default_factory=list)
    acks: list[tuple[int, Any]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def covers(self, path: str) -> bool:
        inside = path == str(self.root) or path.startswith(f"{self.root}/")
        return inside and not path.endswith(_NOT_ON_DISK)

    def _name(self, path: str) -> str:
        return str(Path(path).relative_to(self.root))

    def opened(self, path: str) -> None:
        if (name := self._name(path)) not in self.known:
            self.known.add(name)
            self.ops.append(Op("create", name))

    def write(self, path: str, at: int, data: bytes) -> None:
        self.ops.append(Op("write", self._name(path), at, data))

    def truncate(self, path: str, size: int) -> None:
        self.opened(path)
        self.ops.append(Op("truncate", self._name(path), size))

    def sync(self, path: str, *, folder: bool = False) -> None:
        if Path(path).is_dir():
            self.ops.append(Op("names", self._name(path)))
            return
        self.ops.append(Op("sync", self._name(path)))
        if folder:
            self.ops.append(Op("names", self._name(str(Path(path).parent))))

    def unlink(self, path: str) -> None:
        name = self._name(path)
        if name in self.known:
            self.known.discard(name)
            self.ops.append(Op("unlink", name))

    def mkdir(self, path: str) -> None:
        self.known.add(self._name(path))
        self.ops.append(Op("mkdir", self._name(path)))

    def rename(self, old: str, new: str) -> None:
        one, two = self._name(old), self._name(new)
        moved = {name for name in self.known if name == one or name.startswith(f"{one}/")}
        self.known = (self.known - moved) | {two + name[len(one) :] for name in moved}
        self.ops.append(Op("rename", one, to=two))

    def ack(self, fact: Any) -> None:
        """Remember that something was promised: it must be there whatever happens from now on."""
        self.acks.append((len(self.ops), fact))

    @contextmanager
    def recording(self) -> Iterator[Recorder]:
        """Write down whatever this process does under `root`."""
        self.known = {self._name(str(path)) for path in self.root.rglob("*")}
        with between(self), told(self):
            yield self


@dataclass
class _Node:
    """A file (or a folder, which has no bytes): what is safe, and what is not yet."""

    folder: bool = False
    safe: bytearray = field(default_factory=bytearray)
    loose: list[Op] = field(default_factory=list)


@dataclass
class Disk:
    """The disk as it is after some operations, with what is still on its way."""

    now: dict[str, _Node] = field(default_factory=dict)
    safe: dict[str, _Node] = field(default_factory=dict)
    names: list[tuple[str, dict[str, _Node | None]]] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path) -> Disk:
        """Take what is there now as safe."""
        made = cls()
        for path in sorted(root.rglob("*")):
            if not path.name.endswith(_NOT_ON_DISK):
                node = _Node(path.is_dir())
                if path.is_file():
                    node.safe += path.read_bytes()
                made.now[str(path.relative_to(root))] = node
        made.safe = dict(made.now)
        return made

    def do(self, op: Op) -> None:
        """Take one operation in."""
        if op.kind in ("write", "truncate"):
            self.now[op.path].loose.append(op)
        elif op.kind == "sync":
            node = self.now[op.path]
            for each in node.loose:
                _apply(node.safe, each)
            node.loose = []
        elif op.kind == "names":
            for folder, change in self.names:
                if folder == op.path:
                    self._settle(self.safe, change)
            self.names = [pair for pair in self.names if pair[0] != op.path]
        else:
            change = self._change(op)
            self._settle(self.now, change)
            self.names.append((str(Path(op.to or op.path).parent), change))

    def _change(self, op: Op) -> dict[str, _Node | None]:
        if op.kind in ("create", "mkdir"):
            return {op.path: _Node(op.kind == "mkdir")}
        gone = {
            name: node
            for name, node in self.now.items()
            if name == op.path or name.startswith(f"{op.path}/")
        }
        change: dict[str, _Node | None] = dict.fromkeys(gone)
        if op.kind == "rename":
            change |= {op.to + name[len(op.path) :]: node for name, node in gone.items()}
        return change

    @staticmethod
    def _settle(names: dict[str, _Node], change: dict[str, _Node | None]) -> None:
        for name, node in change.items():
            if node is None:
                names.pop(name, None)
            else:
                names[name] = node

    def after(self, pattern: str, chance: random.Random) -> dict[str, bytes | None]:
        """Return the files as they are when power comes back; None: a folder."""
        names = dict(self.safe)
        many = {KEPT: len(self.names), LOST: 0}.get(pattern)
        for _, change in self.names[: chance.randint(0, len(self.names)) if many is None else many]:
            self._settle(names, change)
        found: dict[str, bytes | None] = {}
        for name in sorted(names):  # a folder before what is in it
            node, parent = names[name], str(Path(name).parent)
            if parent == "." or found.get(parent, b"") is None:
                found[name] = None if node.folder else _left(node, pattern, chance)
        return found


def _apply(data: bytearray, op: Op) -> None:
    if op.kind == "truncate":
        del data[op.at :]
        data.extend(bytes(max(0, op.at - len(data))))
        return
    data.extend(bytes(max(0, op.at - len(data))))
    data[op.at : op.at + len(op.data)] = op.data


def _left(node: _Node, pattern: str, chance: random.Random) -> bytes:
    data = bytearray(node.safe)
    for op in node.loose if pattern != LOST else ():
        if pattern == KEPT:
            _apply(data, op)
        elif op.kind == "truncate":
            if chance.random() < 0.5:
                _apply(data, op)
        else:
            for piece in _sectors(op):
                if chance.random() < 0.5:
                    _apply(data, piece)
    return bytes(data)


def _sectors(op: Op) -> Iterator[Op]:
    at, end = op.at, op.at + len(op.data)
    while at < end:
        next_ = min((at // SECTOR + 1) * SECTOR, end)
        yield Op("write", op.path, at, op.data[at - op.at : next_ - op.at])
        at = next_


def write_out(files: dict[str, bytes | None], root: Path) -> None:
    """Make a folder of what was left."""
    root.mkdir()
    for name, data in files.items():
        if data is None:
            (root / name).mkdir(parents=True, exist_ok=True)
        else:
            (root / name).write_bytes(data)


def digest(files: dict[str, bytes | None]) -> bytes:
    """Return what is the same for the same files."""
    total = sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name}\0{data is None}\0{len(data or b'')}\0".encode() + (data or b""))
    return total.digest()


@dataclass
class Counted:
    """What a campaign has seen."""

    points: int = 0
    images: int = 0
    alike: int = 0  # the same files as an image that was looked at already


Look = Callable[[Path, list[Any], bool], None]


def cut(
    before: Disk,
    recorder: Recorder,
    place: Path,
    look: Look,
    *,
    every: int = 1,
    first: int = 0,
    seed: int = 0,
    torn: int = 1,
) -> Counted:
    """Cut the power after every n-th operation, and look at each disk that may be left."""
    counted = Counted()
    seen: set[bytes] = set()
    disk = before
    for point in range(len(recorder.ops) + 1):
        if point:
            disk.do(recorder.ops[point - 1])
        if (point + first) % every and point != len(recorder.ops):
            continue
        counted.points += 1
        acked = [fact for at, fact in recorder.acks if at <= point]
        for pattern in (KEPT, LOST, *[TORN] * torn):
            chance = random.Random(f"{seed}.{point}.{counted.images + counted.alike}")  # noqa: S311 - told by its seed
            files = disk.after(pattern, chance)
            key = digest(files) + len(acked).to_bytes(4, "big")
            if key in seen:
                counted.alike += 1
                continue
            seen.add(key)
            counted.images += 1
            root = place / f"{point}-{pattern}-{counted.images}"
            write_out(files, root)
            try:
                look(root, acked, point == len(recorder.ops))
            except BaseException as error:
                op = recorder.ops[point - 1] if point else None
                where = f"{op.kind} {op.path}→{op.to}" if op else "nothing"
                error.add_note(f"power lost after operation {point} ({where}), {pattern}: {root}")
                raise
            _remove(root)
    return counted


def _remove(root: Path) -> None:
    import shutil  # noqa: PLC0415 - only here

    shutil.rmtree(root)
