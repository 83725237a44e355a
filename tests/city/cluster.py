"""A PostgreSQL of the tests' own: a temporary cluster on the loopback, gone afterwards."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_OWNER = "postgres"  # the server refuses to run as root
_QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
)
_PRIVATE = (
    "unix_socket_directories=",
    "listen_addresses=127.0.0.1",
)


def programs() -> Path | None:
    """Return the folder of the server's programs, or None if it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    somewhere = shutil.which("initdb")
    return Path(somewhere).resolve().parent if somewhere else None


def _run(*words: str | Path, cwd: Path) -> None:
    as_owner = ("runuser", "-u", _OWNER, "--") if os.geteuid() == 0 else ()
    subprocess.run(  # noqa: S603 - the words are the tests' own
        [*as_owner, *map(str, words)], cwd=cwd, check=True, capture_output=True, timeout=60
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def new_database(maintenance: str, name: str) -> str:
    """Make an empty database in a cluster; return its address."""
    name = re.sub(r"\W", "_", name).lower()[:60]
    with psycopg.connect(maintenance, autocommit=True) as link:
        link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"{maintenance.rpartition('/')[0]}/{name}"


@contextmanager
def cluster(binaries: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server in a folder of its own; yield the address of its maintenance database.

    A `durable` one flushes each commit to disk, as one that is measured must.
    """
    home = Path(tempfile.mkdtemp(prefix="desk-pg-"))  # pytest's own folders are closed to others
    port = _free_port()
    data = home / "data"
    if os.geteuid() == 0:
        shutil.chown(home, _OWNER)
    chosen = _PRIVATE if durable else (*_PRIVATE, *_QUICK)
    options = " ".join(f"-c {each}" for each in (*chosen, f"port={port}"))
    try:
        _run(
            *(binaries / "initdb", "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8"),
            *("--locale=C.UTF-8", "--no-sync"),
            cwd=home,
        )
        log = home / "log"
        _run(binaries / "pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start", cwd=home)
        try:
            yield f"postgresql://app@127.0.0.1:{port}/postgres"
        finally:
            _run(binaries / "pg_ctl", "-w", "-D", data, "-m", "immediate", "stop", cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
