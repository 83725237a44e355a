"""What the exchange is held against: the least that could be done with the same pages.

Parsing alone; and plain SQLite with integer keys and a search index, one row per dossier and one
per paper, that checks nothing, keeps no log, proves nothing and could not say what changed.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson
import requests

from desk.domain.text import fold
from desk.sync.adapters.identity import Identity

Page = dict[str, Any]

_TABLES: Final = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE dossier (
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE,
  barcode TEXT NOT NULL, status INTEGER NOT NULL, procedure TEXT NOT NULL,
  procedure_name TEXT NOT NULL, received_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
  name TEXT NOT NULL, personal_id TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT NOT NULL,
  address TEXT NOT NULL, phone TEXT NOT NULL, submitter TEXT NOT NULL
);
CREATE INDEX by_barcode ON dossier (barcode);
CREATE INDEX by_due ON dossier (status, due_at);
CREATE INDEX by_person ON dossier (personal_id);
CREATE TABLE paper (
  dossier INTEGER NOT NULL, line INTEGER NOT NULL, name TEXT NOT NULL, original INTEGER NOT NULL,
  copy INTEGER NOT NULL, PRIMARY KEY (dossier, line)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(words, content='', tokenize='unicode61');
CREATE TABLE cursor (cursor TEXT NOT NULL);
INSERT INTO cursor VALUES ('');
"""
_DOSSIER: Final = "INSERT INTO dossier VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PAPER: Final = "INSERT INTO paper VALUES (?, ?, ?, ?, ?)"
_NAMES: Final = "INSERT INTO names (rowid, words) VALUES (?, ?)"
_PLAIN: Final = ("personal_id", "birth_date", "sex", "address", "phone")
_RECEIVED: Final = 2


def download(url: str, identity: Identity) -> Iterator[tuple[bytes, Page]]:
    """Yield the pages of a feed, 1,000 events each: as they came over the wire, and parsed."""
    cursor, more = "", True
    with requests.Session() as session:
        session.auth = identity
        session.trust_env = False
        while more:
            asked: dict[str, str | int] = {"after": cursor, "limit": 1000, "epoch": 1}
            reply = session.get(f"{url}/v1/pull", params=asked, stream=True, timeout=60)
            packed = reply.raw.read(decode_content=False)
            told = {name.lower(): value for name, value in reply.headers.items()}
            if identity.challenged(reply.status_code, told):
                continue
            page = parse(packed)
            yield packed, page
            cursor, more = page["cursor"], page["more"]


def parse(packed: bytes) -> Page:
    """Unpack a page and parse it, down to every field of every event."""
    page: Page = orjson.loads(gzip.decompress(packed))
    page["events"] = [(orjson.loads(head), orjson.loads(body)) for head, _, body in page["events"]]
    return page


def create(path: Path) -> sqlite3.Connection:
    """Return a new database with the tables of the floor."""
    link = sqlite3.connect(path, isolation_level=None)
    link.executescript(_TABLES)
    return link


def insert(link: sqlite3.Connection, page: Page) -> int:
    """Write the dossiers of a page and the cursor after it, in one commit; return how many."""
    first = link.execute("SELECT coalesce(max(id), 0) FROM dossier").fetchone()[0] + 1
    dossiers, papers, names = [], [], []
    begun = ((head, body) for head, body in page["events"] if head["type"] == "Received")
    for key, (head, body) in enumerate(begun, first):
        submitter = body["submitter"]
        person = body.get("owner") or submitter
        dossiers.append(
            (
                key,
                bytes.fromhex(head["dossier"].replace("-", "")),
                body["code"],
                body["barcode"],
                _RECEIVED,
                body["procedure"],
                body["procedure_name"],
                _micros(body["received_at"]),
                _micros(body["due_at"]),
                person["name"],
                *(person.get(name, "") for name in _PLAIN),
                submitter["name"],
            )
        )
        papers += [
            (key, line, paper["name"], paper.get("original", 0), paper.get("copy", 0))
            for line, paper in enumerate(body.get("papers", ()))
        ]
        names.append((key, fold(person["name"])))
    link.execute("BEGIN IMMEDIATE")
    link.executemany(_DOSSIER, dossiers)
    link.executemany(_PAPER, papers)
    link.executemany(_NAMES, names)
    link.execute("UPDATE cursor SET cursor = ?", (page["cursor"],))
    link.execute("COMMIT")
    return len(dossiers)


def _micros(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000_000)
