"""Disks, locks and files that fail: what was said to be saved is saved, and the rest is said."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desk.models.engine import FILE, WriteLock
from tests.flows.program import Program
from tests.kit import ROOT

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="needs folders that even root may not write"
)


@contextmanager
def somebody_writing(folder: Path, purpose: str = "window") -> Iterator[subprocess.Popen[str]]:
    """Hold the writing lock from a process of its own until the block ends."""
    hold = (
        "import sys; from pathlib import Path; from desk.models.engine import Database;"
        f"held = Database(Path(sys.argv[1]), purpose={purpose!r}); print('held', flush=True);"
        "sys.stdin.read()"
    )
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", hold, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout
        assert child.stdout.readline() == "held\n"
        yield child
    finally:
        child.kill()
        child.communicate()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the lock for a moment only; the real wait is tried by the real program."""
    patient = WriteLock.acquire

    def briefly(lock: WriteLock, wait_s: float) -> None:
        patient(lock, min(wait_s, 0.2))

    monkeypatch.setattr(WriteLock, "acquire", briefly)


# -- the lock -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_while_somebody_writes_others_read_and_a_write_says_who(
    desk: Program, ward: dict[int, str], tmp_path: Path
) -> None:
    code, out = ward[4], tmp_path / "label.pdf"
    with somebody_writing(desk.folder) as child:
        for words in (
            ("show", code),
            ("queue",),
            ("search", "nghiệm"),
            ("verify",),
            ("print", "label", code, "--out", out),
            ("report", "unit", "--from", "2026-11-01", "--to", "2026-11-30"),
        ):
            answer = desk(*words, "--json")
            assert (answer.status, answer.err) == (0, ""), words
        for refused in (desk.receive(), desk("act", code, "note", "--reason", "x", "--json")):
            assert refused.error == "LockedError"
            assert str(child.pid) in refused.err
            assert "cửa sổ chương trình" in refused.err
    # The lock died with its process, which was killed.
    assert desk.receive().status == 0
    assert desk.standing()[0] == len(ward) + 1


@pytest.mark.usefixtures("impatient")
def test_a_holder_that_left_no_name_is_still_a_holder(desk: Program) -> None:
    with somebody_writing(desk.folder):
        (desk.folder / "desk.holder").write_text("gone wrong")
        assert desk.receive().error == "LockedError"


# -- the database -------------------------------------------------------------------------------

WRITES = (("act", "x", "claim"),)
READS = (
    ("show", "x"),
    ("queue",),
    ("search", "x"),
    ("verify",),
    ("print", "label", "x", "--out", "x.pdf"),
    ("report", "unit", "--from", "2026-11-01", "--to", "2026-11-30"),
)


def every_command_says(desk: Program, error: str) -> None:
    for words in (*WRITES, *READS):
        assert desk(*words, "--json").error == error, words
    assert desk.receive().error == error


def test_without_a_counter_every_command_says_so(anew: Program) -> None:
    every_command_says(anew, "NoDatabaseError")
    assert not anew.folder.exists()
    anew.folder.mkdir(parents=True)
    every_command_says(anew, "NoDatabaseError")
    assert list(anew.folder.iterdir()) == []


def test_a_newer_database_is_left_alone(desk: Program) -> None:
    with sqlite3.connect(desk.folder / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
    connection.close()
    before = (desk.folder / FILE).read_bytes()
    every_command_says(desk, "NewerDatabaseError")
    assert (desk.folder / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("Ghi chú của ai đó. ".encode() * 500, "CorruptDatabaseError"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "CorruptDatabaseError"),
        (b"x" * 100, "CorruptDatabaseError"),
        (b"", "NoDatabaseError"),
    ],
)
def test_what_is_no_database_is_said_and_left(desk: Program, content: bytes, error: str) -> None:
    (desk.folder / FILE).write_bytes(content)
    every_command_says(desk, error)
    assert (desk.folder / FILE).read_bytes() == content


def test_a_folder_in_the_place_of_the_database_is_said(desk: Program) -> None:
    (desk.folder / FILE).unlink()
    (desk.folder / FILE).mkdir()
    for words in (*WRITES, *READS):
        assert desk(*words).status == 1, words


def test_a_database_of_something_else_is_no_counter(desk: Program) -> None:
    (desk.folder / FILE).unlink()
    with sqlite3.connect(desk.folder / FILE) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    every_command_says(desk, "NoDatabaseError")


def test_torn_pages_are_found_and_end_no_command_in_a_trace(
    desk: Program, ward: dict[int, str]
) -> None:
    path = desk.folder / FILE
    data = bytearray(path.read_bytes())
    for place in range(4096 * 3, len(data), 4096):
        data[place : place + 2048] = bytes(2048)
    path.write_bytes(data)
    for words in (("verify",), ("queue",), ("show", ward[2]), ("act", ward[2], "claim")):
        answer = desk(*words)
        assert answer.status == 1, (words, answer)
        assert "Traceback" not in answer.err


def test_an_altered_log_is_found(desk: Program, ward: dict[int, str]) -> None:
    with sqlite3.connect(desk.folder / FILE) as connection:
        connection.execute("UPDATE dossier SET status = 9 WHERE code = ?", (ward[2],))
        connection.execute("UPDATE event SET body = x'7b7d' WHERE seq = 4")
    connection.close()
    checked = desk("verify", "--json")
    assert checked.status == 1
    assert not checked.data["ok"]
    found = {each["code"] for each in checked.data["problems"]}
    assert {"WrongProjection", "AlteredEvent"} <= found
    for each in checked.data["problems"]:
        assert each["text"]
        assert each["text"] != each["code"]
    assert "chỗ sai" in desk("verify").text


@linux
def test_a_folder_that_cannot_be_written_is_said(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_DATA", "/proc/nowhere")
    assert desk("queue", "--json").error == "NoDatabaseError"
    monkeypatch.setenv("DESK_DATA", "/sys")
    assert desk("queue", "--json").error == "NoDatabaseError"


def test_a_witness_that_cannot_be_kept_stops_the_receipt_before_its_number(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = desk.received()["code"]
    mine = os.environ["DESK_WITNESS"]
    (desk.place / "a-file").write_text("")
    monkeypatch.setenv("DESK_WITNESS", str(desk.place / "a-file" / "within"))
    assert desk.receive().error in ("SystemRefusedError", "ReadOnlyError")
    monkeypatch.setenv("DESK_WITNESS", mine)
    assert desk.standing() == (1, [code])
    assert desk.received()["code"].endswith("-1002")


# -- settings -----------------------------------------------------------------------------------


BROKEN = [
    b"page = ",
    b'page = "A3"',
    b'colour = "red"',
    b"scale = true",
    b"[office]",
    b"\xff\xfe",
    b'office_phone = "\\u0007"',
]


@pytest.mark.parametrize("content", BROKEN)
def test_broken_settings_stop_papers_and_nothing_else(
    desk: Program, content: bytes, tmp_path: Path
) -> None:
    settings, out = desk.folder / "settings.toml", tmp_path / "receipt.pdf"
    settings.write_bytes(content)
    answer = desk.receive("--receipt", out)
    assert (answer.status, answer.data["receipt"]) == (0, None)
    assert answer.warnings == ["ReceiptNotWritten"]
    told = answer.data["warnings"][0]["text"]
    assert "settings.toml" in told
    assert "Đừng nhập lại hồ sơ" in told
    code = answer.data["code"]
    assert desk("print", "receipt", code, "--out", out, "--json").error == "BadSettingsError"
    assert not out.exists()
    assert desk.act(code, "finish")["status"] == 9
    assert desk.standing() == (1, [code])
    assert settings.read_bytes() == content
    settings.write_bytes('\ufeffpage = "A4x2"\r\noffice_phone = "024 0000"\r\n'.encode())
    assert desk("print", "receipt", code, "--out", out).status == 0


def test_a_folder_in_the_place_of_settings_is_said(desk: Program, tmp_path: Path) -> None:
    (desk.folder / "settings.toml").mkdir()
    assert desk.receive("--receipt", tmp_path / "r.pdf").warnings == ["ReceiptNotWritten"]


# -- where papers go ----------------------------------------------------------------------------


def unwritable(tmp_path: Path) -> list[Path]:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a-file").write_text("somebody's")
    found = [
        tmp_path / "missing" / "receipt.pdf",
        tmp_path / "folder",
        tmp_path / "a-file" / "receipt.pdf",
        tmp_path / ("x" * 300),
        Path("/"),
        Path(),
    ]
    if sys.platform == "linux":
        found += [
            Path("/proc/receipt.pdf"),
            Path("/sys/receipt.pdf"),
            Path("/dev/full/receipt.pdf"),
        ]
    return found


def test_a_receipt_that_cannot_be_written_is_received_all_the_same(
    desk: Program, tmp_path: Path
) -> None:
    codes = []
    for place in unwritable(tmp_path):
        answer = desk.receive("--receipt", place)
        assert (answer.status, answer.err) == (0, ""), (place, answer)
        assert answer.data["receipt"] is None, place
        assert answer.warnings == ["ReceiptNotWritten"]
        told = answer.data["warnings"][0]["text"]
        assert "Không ghi được tệp" in told
        assert f"«desk print receipt {answer.data['code']} --out TỆP.pdf»" in told
        codes.append(answer.data["code"])
    assert desk.standing() == (len(codes), codes)
    assert sorted(each.name for each in tmp_path.iterdir() if "handed-in" not in each.name) == [
        "a-file",
        "folder",
    ]
    assert (tmp_path / "a-file").read_text() == "somebody's"


def test_the_command_that_prints_it_again_names_the_same_folder(
    desk: Program, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "dữ liệu"
    shutil.copytree(desk.folder, elsewhere)
    answer = desk.receive("--receipt", tmp_path / "missing" / "r.pdf", "--data", elsewhere)
    told = answer.data["warnings"][0]["text"]
    assert f" --out TỆP.pdf --data '{elsewhere}'»" in told
    command = told.partition("«desk ")[2].partition("»")[0].replace("TỆP.pdf", str(tmp_path / "r"))
    assert desk(*shlex.split(command)).status == 0
    assert (tmp_path / "r").read_bytes().startswith(b"%PDF-")


def test_a_paper_that_cannot_be_written_is_an_error(desk: Program, tmp_path: Path) -> None:
    code = desk.received()["code"]
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    for place in unwritable(tmp_path):
        assert desk("print", "receipt", code, "--out", place, "--json").error == "FileWriteError"
        # A report's file says by its ending what it is: one without is told so first.
        kind = "FileWriteError" if place.suffix == ".pdf" else "UnknownFileKindError"
        assert desk("report", "unit", *period, "--out", place, "--json").error == kind


def test_our_own_bug_in_a_paper_does_not_undo_the_receipt(
    desk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("desk.app.counter.print_form", broken)
        answer = desk.receive("--receipt", tmp_path / "r.pdf")
        code = answer.data["code"]
        shown = desk("print", "receipt", code, "--out", tmp_path / "r.pdf", "--json")
    assert (answer.status, answer.data["receipt"]) == (0, None)
    assert answer.warnings == ["ReceiptNotWritten"]
    assert "ZeroDivisionError" in answer.err
    # Asked for by itself, the same is our bug and says so: 70.
    assert (shown.status, shown.out) == (70, b"")
    assert "ZeroDivisionError" in shown.err
    assert desk.standing() == (1, [code])


def test_a_full_disk_loses_nothing_and_says_so(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = desk.received()["code"]
    real = sqlite3.connect
    room = (desk.folder / FILE).stat().st_size // 4096 + 16

    def small(*words: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*words, **options)
        connection.execute(f"PRAGMA max_page_count = {room}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr("desk.models.engine.sqlite3.connect", small)
        refused = [desk.receive(note="x" * 2000) for _ in range(40)]
    assert {each.status for each in refused} == {0, 1}
    full = [each for each in refused if each.status == 1]
    assert {each.error for each in full} == {"DiskFullError"}
    count, codes = desk.standing()
    assert count == 1 + sum(each.status == 0 for each in refused)
    assert codes[0] == code
    assert len(set(codes)) == count


def test_an_older_copy_put_back_never_prints_a_number_twice(desk: Program, tmp_path: Path) -> None:
    given = [desk.received()["code"]]
    shutil.copytree(desk.folder, tmp_path / "older")
    given += [desk.received()["code"] for _ in range(2)]
    shutil.rmtree(desk.folder)
    shutil.copytree(tmp_path / "older", desk.folder)
    given += [desk.received()["code"] for _ in range(2)]
    assert len(set(given)) == 5
    assert [code[-4:] for code in given[3:]] == ["9101", "9102"]
    assert desk("verify", "--json").data["ok"]


def test_answers_are_whole_documents_whatever_is_in_them(desk: Program) -> None:
    answer = desk.receive(note='"\\ \u2028 😀 </script> ')
    assert json.loads(answer.out)["status"] == 2
