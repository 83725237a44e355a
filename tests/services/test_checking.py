"""Verify: silent while all is well, and it names each fault that somebody has planted."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from desk import messages
from desk.domain import counter_events as cev
from desk.domain import events as ev
from desk.domain.errors import StorageError
from desk.models import log, tree
from desk.services import checking, intake
from desk.wire.ids import from_key
from tests.kit import MONDAY, RESIDENCE, Counter, act, administrator, application, receive
from tests.services.filed import City


@pytest.fixture
def ward(counter: Counter) -> Counter:
    """Return a counter that has lived: processing, corrections, slips, events of others."""
    with counter.open() as work:
        city = City()
        city.connect(work)
        first = receive(work, RESIDENCE)
        act(work, first, "supplement", reason="thiếu")
        act(work, first, "supplemented")
        act(work, first, "correct", reason="nhầm", changes=(("submitter.name", "Lê Sửa"),))
        act(work, first, "alias", id_number="G09-1")
        act(work, receive(work), "void", reason="thử")
        intake.turn_away(work, "refusal", application(), administrator(work), reason="x", items=())
        act(work, city.file(work, "online-1"), "accept")
        city.seal(ev.Noted(text="từ thành phố"), "online-1", MONDAY)
        city.seal(None, "online-1", MONDAY)
        city.send(work)
    return counter


def found(counter: Counter) -> list[str]:
    with counter.open(write=False) as work:
        return [problem.code for problem in checking.verify(work).problems]


def test_a_whole_counter_has_no_fault(ward: Counter) -> None:
    with ward.open(write=False) as work:
        verdict = checking.verify(work)
    assert (verdict.ok, verdict.problems) == (True, ())
    assert verdict.dossiers == 3
    assert [(verdict.events,)] == ward.rows("SELECT count(*) FROM event")


RECEIVED = "(SELECT min(id) FROM event WHERE type = 'Received')"
ANY = "(SELECT min(id) FROM dossier)"
FAULTS: dict[str, tuple[str, set[str]]] = {
    "a body altered": (
        (
            "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), '20000', '1') AS BLOB) "
            "WHERE id = :received"
        ),
        {"AlteredEvent"},
    ),
    "a salt altered": ("UPDATE event SET salt = x'00' WHERE id = :received", {"AlteredEvent"}),
    "a head altered": (
        (
            "UPDATE event SET head = CAST(replace(CAST(head AS TEXT), '2026', '2025') AS BLOB) "
            "WHERE id = :received"
        ),
        {"AlteredEvent"},
    ),
    "a hash altered": (
        "UPDATE event SET hash = zeroblob(32) WHERE id = :received",
        {"AlteredEvent"},
    ),
    "no head at all": (
        "UPDATE event SET head = x'7b7d' WHERE id = :received",
        {"AlteredEvent"},
    ),
    "an event deleted": (
        "DELETE FROM event WHERE type = 'Supplemented'",
        {"MissingEvent", "WrongProjection"},
    ),
    "the first event deleted": (
        "DELETE FROM event WHERE type = 'DeviceOpened'",
        {"MissingEvent"},
    ),
    "the last event deleted": (
        "DELETE FROM event WHERE id = (SELECT max(id) FROM event WHERE type = 'Accepted')",
        {"MissingEvent", "WrongProjection"},
    ),
    "an event of the city deleted": (
        "DELETE FROM event WHERE type = 'Noted'",
        {"WrongProjection", "MissingEvent"},
    ),
    "the first event of all deleted": (
        "DELETE FROM event WHERE id = 1",
        {"MissingEvent"},
    ),
    "an event renamed": ("UPDATE event SET type = 'Voided' WHERE type = 'Noted'", {"AlteredEvent"}),
    "an event with another uid": (
        "UPDATE event SET uid = zeroblob(16) WHERE id = :received",
        {"AlteredEvent"},
    ),
    "an event at another place": (
        "UPDATE event SET seq = 999 WHERE type = 'Noted'",
        {"AlteredEvent"},
    ),
    "an event at another time": (
        "UPDATE event SET hlc = hlc + 1 WHERE id = :received",
        {"AlteredEvent"},
    ),
    "an event given to another dossier": (
        "UPDATE event SET dossier_id = :any WHERE type = 'Voided'",
        {"WrongProjection"},
    ),
    "an event given to nobody": (
        "UPDATE event SET dossier_id = NULL WHERE type = 'Voided'",
        {"WrongProjection"},
    ),
    "a refusal that nobody spoke": (
        "UPDATE event SET refused = 1 WHERE type = 'Corrected'",
        {"WrongProjection"},
    ),
    "a dossier without its events": (
        "UPDATE event SET dossier_id = NULL WHERE dossier_id = :any",
        {"NoBeginning"},
    ),
    "the chain's own end altered": ("UPDATE counter SET head = 'ff'", {"BrokenChain"}),
    "a word of the search index lost": (
        (
            "INSERT INTO dossier_words (dossier_words, rowid, words) "
            "SELECT 'delete', id, words FROM dossier LIMIT 1"
        ),
        {"NotFindable"},
    ),
    "the same code twice": (
        "UPDATE dossier SET code = (SELECT code FROM dossier WHERE id = :any)",
        {"NumberTwice", "WrongProjection"},
    ),
    "the same barcode twice": (
        "UPDATE dossier SET barcode = (SELECT barcode FROM dossier WHERE id = :any)",
        {"NumberTwice", "WrongProjection"},
    ),
    "a number lost from the ledger": (
        "DELETE FROM number WHERE dossier_id = :any",
        {"NumberUnwritten"},
    ),
    "a number of another in the ledger": (
        "UPDATE number SET number = 1999 WHERE dossier_id = :any",
        {"NumberTwice"},
    ),
    "a reference to nothing": (
        "UPDATE print_job SET dossier_id = 9999",
        {"BrokenReference"},
    ),
    "an event that nobody sends": (
        "DELETE FROM outbox WHERE event_id = :received",
        {"Unaccounted"},
    ),
    "an event that is neither sent nor to be sent": (
        "UPDATE outbox SET state = 'forgotten' WHERE event_id = :received",
        {"Unaccounted"},
    ),
    "an event that is sent and is not": (
        "INSERT INTO delivered SELECT 'city', :received",
        {"AccountedTwice"},
    ),
    "an event of another that counts as ours": (
        "INSERT INTO delivered SELECT 'city', max(id) FROM event WHERE type = 'Noted'",
        {"AccountedTwice"},
    ),
    "a question about nothing contested": (
        (
            "INSERT INTO attention (reason, dossier_id, detail, at) "
            "VALUES ('contested', :any, 'note', 1)"
        ),
        {"WrongProjection"},
    ),
    "an alias lost": ("DELETE FROM alias", {"WrongProjection"}),
    "an alias too many": (
        "INSERT INTO alias SELECT 'X-1', max(id) FROM dossier",
        {"WrongProjection"},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(ward: Counter, fault: str) -> None:
    sql, expected = FAULTS[fault]
    ward.plant(sql.replace(":received", RECEIVED).replace(":any", ANY))
    assert expected <= set(found(ward)), fault


@pytest.mark.parametrize("lost", [[0], [1], [2], [0, 1], [1, 2], [0, 1, 2]])
def test_events_of_another_device_that_are_about_no_dossier_are_missed(
    ward: Counter, lost: list[int]
) -> None:
    with ward.open() as work:
        city = City(device="0192f000-0000-7000-8000-00000000c178", name="quầy 2")
        city.connect(work)
        for number in range(3):
            added = cev.UserAdded(
                user=f"u-{number}", login=f"u{number}", name="Ai Đó", role="clerk"
            )
            city.seal(added, "", MONDAY + timedelta(hours=1 + number))
        # What the city refused never comes: a gap in a sequence is by itself no fault.
        city.sent.pop(1)
        last = cev.UserAdded(user="u-4", login="u4", name="Ai Nữa", role="clerk")
        city.seal(last, "", MONDAY + timedelta(hours=4))
        city.send(work)
    assert found(ward) == []
    keys = [key for (key,) in ward.rows("SELECT id FROM event WHERE type = 'UserAdded'")][-3:]
    for place in lost:
        ward.plant("DELETE FROM event WHERE id = ?", keys[place])
    assert set(found(ward)) == {"MissingEvent"}


def test_a_hole_in_the_log_stays_one_whatever_is_written_later(ward: Counter) -> None:
    ward.plant("DELETE FROM event WHERE type = 'Noted'")
    with ward.open() as work:
        receive(work)
    assert "MissingEvent" in found(ward)


@pytest.mark.parametrize("kind", ["Received", "Supplemented", "Accepted"])
def test_a_forger_who_mends_an_events_own_hashes_breaks_the_chain(ward: Counter, kind: str) -> None:
    """Accepted is the device's last event: only the counter's own row knows its hash."""
    ((key, head),) = ward.rows("SELECT max(id), head FROM event WHERE type = ?", kind)
    forged = head.replace(b"2026-11-23", b"2026-11-22")
    ward.plant(
        "UPDATE event SET head = ?, hash = ? WHERE id = ?", forged, sha256(forged).digest(), key
    )
    assert {"BrokenChain", "WrongProjection"} <= set(found(ward))


COLUMNS = """
code barcode status is_open urgency procedure sort_key personal_id phone holder assignee
received_at due_at finished_at words step shelf channel proposal voided apologised came_at
returned_at asked_at papers scanned month bucket leaf state batch
""".split()


NUMBERS = """
status is_open urgency received_at due_at finished_at voided apologised came_at returned_at
asked_at papers scanned month bucket
""".split()


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_a_projection_is_compared(ward: Counter, column: str) -> None:
    planted: dict[str, Any] = {"state": b'{"uid":"x"}', "leaf": b"\0" * 32}
    value = planted.get(column, 7 if column in NUMBERS else "sai")
    ward.plant(f"UPDATE dossier SET {column} = ? WHERE id = {ANY}", value)
    with ward.open(write=False) as work:
        wrong = [p.where for p in checking.verify(work).problems if p.code == "WrongProjection"]
    assert [where for where in wrong if where.endswith(f": {column}")] == wrong[:1]
    assert set(wrong[1:]) <= {"branch"}  # where a dossier is in the tree, and what it says there


def test_a_digest_that_was_kept_and_is_not_true_is_named(ward: Counter) -> None:
    with ward.open() as work:
        with work.database.write() as tx:
            tree.keep(tx)
        assert checking.verify(work).ok
    ward.plant("UPDATE branch SET digest = zeroblob(32) WHERE bucket = -1")
    assert found(ward) == ["WrongProjection"]


def test_the_columns_are_all_the_columns(ward: Counter) -> None:
    named = {row[1] for row in ward.rows("PRAGMA table_info(dossier)")}
    assert named == {*COLUMNS, "id", "uid"}


def test_a_damaged_index_of_the_file_is_named(ward: Counter) -> None:
    connection = sqlite3.connect(ward.database)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'urgency', 'month') "
        "WHERE name = 'ix_dossier_queue'"
    )
    connection.commit()
    connection.close()
    assert "DamagedFile" in found(ward)


def test_a_page_of_the_file_overwritten_is_never_called_well(ward: Counter) -> None:
    whole = ward.database.read_bytes()
    pages = range(1, len(whole) // 4096)
    well = 0
    for page in list(pages)[::5]:
        ward.database.write_bytes(
            whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :]
        )
        well += judged(ward) == []
    # A page that holds nothing anybody asks for (a free one) may go unseen.
    assert well <= 1


def judged(ward: Counter) -> list[str]:
    try:
        return found(ward)
    except StorageError as error:
        return [error.code]
    except ValueError:
        return ["unreadable rules"]


def test_what_was_refused_by_the_city_is_no_fault(ward: Counter) -> None:
    with ward.open() as work:
        state = act(work, "online-1", "note", reason="x")
        with work.database.write() as tx:
            ((uid,),) = ward.rows("SELECT uid FROM event ORDER BY id DESC LIMIT 1")
            log.refuse(tx, [from_key(uid)])
        assert checking.verify(work).problems == ()
        assert state.changes == 5


def test_every_finding_has_its_words() -> None:
    source = Path(checking.__file__).read_text("utf-8")
    codes = {
        part.split('"')[1] for part in source.split("Finding(")[1:] if part.startswith('code="')
    }
    assert len(codes) > 8
    for language in messages.LANGUAGES:
        assert codes <= set(messages.table(language))
