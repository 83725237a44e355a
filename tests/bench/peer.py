"""The peer of the same run: PouchDB on leveldb against express-pouchdb, installed by the bench.

Its documents are the bodies of the same receipts. It has no other way to a first copy than the
pull; it keeps revisions, and nothing that proves them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from desk.services.workplace import Workplace
from desk.wire import canonical
from tests.bench import ward
from tests.bench.apart import Cost
from tests.bench.measure import Served

PUSHED: Final = 5_000
PULLED: Final = 20_000
_OURS: Final = Path(__file__).parent / "peer"
_PLACE: Final = Path(".cache") / "bench-peer"
#: Every package below, by its digest; `npm install --package-lock-only` there writes it anew.
_LOCK: Final = "package-lock.json"


class NoPeerError(Exception):
    """The peer cannot be had on this machine; says why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What the peer's steps cost, and its server's seconds of CPU for each."""

    push: Cost
    push_server: float
    pull: Cost
    pull_server: float
    server_mb: float


def measure(folder: Path, work: Workplace, *, pushed: int = PUSHED, pulled: int = PULLED) -> Peer:
    """Push some receipts of a ward, then pull them and others into an empty database.

    Raises:
        NoPeerError: node or npm is not here, or the packages cannot be installed.
    """
    program = _installed()
    folder.mkdir()
    documents = folder / "documents.jsonl"
    with documents.open("w", encoding="utf-8") as file:
        for uid, body in islice(ward.bodies(work, pulled), pulled):
            plain = msgspec.json.decode(canonical.dumps(body))
            file.write(msgspec.json.encode({"_id": uid, **plain}).decode() + "\n")
    with _served(program, folder / "server") as server:
        one, two = folder / "one", folder / "two"
        _node(program, "put", one, documents, 0, pushed)
        before = server.cpu()
        push = _node(program, "push", one, server.url)
        push_server = server.cpu() - before
        _node(program, "put", one, documents, pushed, pulled - pushed)
        _node(program, "push", one, server.url)
        before = server.cpu()
        pull = _node(program, "pull", two, server.url)
        return Peer(push, push_server, pull, server.cpu() - before, server.peak())


def _installed() -> Path:
    """Return the peer's program beside its packages, installing them if need be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NoPeerError("no node or npm")
    _PLACE.mkdir(parents=True, exist_ok=True)
    wanted, have = _OURS / _LOCK, _PLACE / _LOCK
    if not have.exists() or have.read_bytes() != wanted.read_bytes():
        for name in (_LOCK, "package.json"):
            shutil.copy(_OURS / name, _PLACE)
        command = [npm, "ci", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=error"]
        done = subprocess.run(  # noqa: S603 - found above
            command, cwd=_PLACE, check=False, capture_output=True, text=True
        )
        if done.returncode:
            have.unlink()
            raise NoPeerError(f"npm: {done.stderr.strip().splitlines()[-1:]}")
    return Path(shutil.copy(_OURS / "peer.cjs", _PLACE)).absolute()


def _node(program: Path, role: str, *arguments: object) -> Cost:
    command = ["node", str(program), role, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - as installed
    return Cost(**json.loads(done.stdout))


@contextmanager
def _served(program: Path, folder: Path) -> Iterator[Served]:
    command = ["node", str(program), "serve", str(folder)]
    with subprocess.Popen(  # noqa: S603 - as installed
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Served(json.loads(process.stdout.readline())["url"], process.pid)
        finally:
            process.terminate()
