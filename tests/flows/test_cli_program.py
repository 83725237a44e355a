"""The real program in processes of its own, as a script starts it: one story, told once."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from desk.cli import tree
from tests.flows.conftest import INIT
from tests.flows.program import ADULT, Answer, Program, finished
from tests.flows.test_cli_storage import somebody_writing
from tests.kit import BIRTH, RESOURCES, ROOT

LEAVES = {
    "init": INIT[1:],
    "receive": ("x.json",),
    "act": ("x", "claim"),
    "show": ("x",),
    "queue": (),
    "search": ("x",),
    "attach": ("x", "x.pdf"),
    "print": ("label", "x", "--out", "x.pdf"),
    "report": ("unit", "--from", "2026-11-01", "--to", "2026-11-30"),
    "verify": (),
}


# -- usage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", LEAVES)
def test_every_command_takes_its_folder_and_json_after_it(
    anew: Program, tmp_path: Path, command: str
) -> None:
    answer = anew(command, *LEAVES[command], "--data", tmp_path / "elsewhere", "--json")
    assert not anew.folder.exists()
    if command == "init":
        assert answer.data["data"] == str(tmp_path / "elsewhere")
    else:
        assert answer.error in ("NoDatabaseError", "FileReadError")
        assert not (tmp_path / "elsewhere").exists()


def test_a_folder_named_before_the_command_is_refused_and_not_passed_over(
    desk: Program, tmp_path: Path
) -> None:
    before = ("--data", tmp_path / "elsewhere")
    calls = [(*before, command, *words) for command, words in LEAVES.items()]
    calls += [("sync", *before, "status"), ("sync", "--json", "verify"), ("rules", *before, "list")]
    for words in calls:
        answer = desk(*words)
        assert (answer.status, answer.out) == (2, b""), words
    assert not (tmp_path / "elsewhere").exists()
    assert desk.standing() == (0, [])


@pytest.mark.parametrize(
    "words",
    [
        ("burn",),
        ("queues",),
        ("sync", "statuses"),
        ("rules",),
        ("queue", "--limi", "3"),
        ("queue", "--limit"),
        ("queue", "--limit", "x"),
        ("report", "unit", "--from", "1", "--to", "2"),
        ("receive",),
        ("receive", "a.json", "b.json"),
        ("act", "x"),
        ("show",),
        ("show", "x", "y"),
        ("show", "x", "--verbose"),
        ("search",),
        ("print", "label", "x"),
        ("report", "unit"),
        ("queue", "x"),
        ("verify", "--jason"),
        ("receive", "--receipt"),
    ],
)
def test_wrong_usage_is_two_and_leaves_standard_output_alone(
    anew: Program, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    answer = anew(*words)
    assert (answer.status, answer.out) == (2, b"")
    assert "Lỗi: " in answer.err
    assert "Traceback" not in answer.err
    assert _ENGLISH.findall(answer.err) == []
    monkeypatch.setenv("DESK_LANGUAGE", "en")
    answer = anew(*words)
    assert (answer.status, answer.out) == (2, b"")
    assert "Error: " in answer.err
    assert _VIETNAMESE.findall(answer.err) == []


def names(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """Return every command and group of commands by its words."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from names(below, *path, name)


COMMANDS = sorted(names(typer.main.get_command(tree())))
#: Words that typer would say by itself; letters that no English word has, but names do.
_ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Commands?|Arguments?|Error|such|mean|Missing|Invalid|required|default)\b"
)
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_NAMES = ("Phường Thử Nghiệm", "đồng", "Tổng số", "Quầy 1")


@pytest.mark.parametrize("word", sorted({words[0] for words in COMMANDS if words}))
def test_a_first_word_opens_the_room_that_holds_it_whole(word: str) -> None:
    alone = set(names(typer.main.get_command(tree([word, "--help"]))))
    assert {each for each in COMMANDS if each[:1] == (word,)} == {
        each for each in alone if each[:1] == (word,)
    }
    assert len(alone) < len(COMMANDS) / 2


def without_names(text: str) -> str:
    """Return a text on one line without what is Vietnamese in any language."""
    told = " ".join(text.split())
    for name in _NAMES:
        told = told.replace(name, "")
    return told


def test_every_command_is_known_here() -> None:
    assert {path[0] for path in COMMANDS if path} >= set(LEAVES)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_an_answer_in_one_language(
    anew: Program, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...]
) -> None:
    answer = anew(*path, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.text.startswith(f"Cách dùng: {' '.join(('desk', *path))} ")
    assert _ENGLISH.findall(answer.text) == []
    monkeypatch.setenv("DESK_LANGUAGE", "en")
    answer = anew(*path, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.text.startswith(f"Usage: {' '.join(('desk', *path))} ")
    assert _VIETNAMESE.findall(without_names(answer.text)) == []


def test_the_program_tells_its_version(anew: Program) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    answer = anew("--version")
    assert (answer.status, answer.err) == (0, "")
    assert answer.text == f"desk {project['version']}\n"


@pytest.mark.parametrize(
    ("language", "word"), [("vi", "Chưa có"), ("en", "No counter here yet"), ("fr", "Chưa có")]
)
def test_words_are_in_the_language_that_was_chosen(
    anew: Program, monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    monkeypatch.setenv("DESK_LANGUAGE", language)
    answer = anew("queue")
    assert (answer.status, answer.out) == (1, b"")
    assert answer.err.startswith(word)


def test_answers_are_in_the_language_that_was_chosen(
    desk: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (shipped,) = (RESOURCES / "catalogue").glob("*.json")
    rules = desk.file(json.loads(shipped.read_text("utf-8")) | {"version": "2099.1"})
    asked: dict[str, tuple[object, ...]] = {
        "No dossier is open.": ("queue",),
        "Nothing found.": ("search", "không ai"),
        "2 events, 0 dossiers: all agree.": ("verify",),
        "catalogue 2099.1 is in force.": ("rules", "import", rules),
        "  (3)   (4)   (5)": ("report", "unit", "--from", "2026-11-01", "--to", "2026-11-30"),
        "Counter 2 of Phường Thử Nghiệm is in": (
            *("init", "--unit", "H26.033.15", "--commune", "00999", "--slot", "2"),
            *("--name", "Phường Thử Nghiệm", "--data", tmp_path / "second"),
        ),
    }
    monkeypatch.setenv("DESK_LANGUAGE", "en")
    for told, words in asked.items():
        answer = desk(*words)
        assert (answer.status, answer.err) == (0, ""), words
        assert answer.text.startswith(told), (answer.text, words)
        assert _VIETNAMESE.findall(without_names(answer.text)) == []
    monkeypatch.delenv("DESK_LANGUAGE")
    assert desk("queue").text == "Không có hồ sơ đang mở.\n"


def test_a_step_stopped_by_hand_is_no_bug(desk: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desk.services.checking.verify", stopped)
    answer = desk("verify")
    assert (answer.status, answer.out) == (1, b"")


def test_a_failure_of_a_library_is_our_bug(desk: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("some library's own failure")

    monkeypatch.setattr("desk.services.checking.verify", broken)
    answer = desk("verify", "--json")
    assert (answer.status, answer.out) == (70, b"")
    assert "some library's own failure" in answer.err


# -- real processes -----------------------------------------------------------------------------


def ok(answer: Answer) -> Answer:
    assert (answer.status, answer.err) == (0, ""), answer
    return answer


def test_a_dossier_from_first_to_last_by_the_real_program(anew: Program, tmp_path: Path) -> None:
    """Steps that nobody's clock is set for: hence received and done on days long past."""
    desk, out = anew, tmp_path / "giấy.pdf"
    made = ok(desk.real(*INIT, "--json"))
    assert made.data["slot"] == 1
    given = {"uid": "script-1", "procedure": BIRTH, "applicant": ADULT}
    file = desk.file(given | {"received_at": "2026-03-02T15:00:01"})
    first, second = (desk.start("receive", file, "--receipt", out, "--json") for _ in range(2))
    answers = [finished(first), finished(second)]  # the same call twice, at the same time
    assert [each.status for each in answers] == [0, 0], answers
    assert answers[0].data["code"] == answers[1].data["code"] == "H26.033.15-260302-1001"
    found = answers[0].data
    assert found["due_at"] == "2026-03-03T17:00:00+07:00"
    assert out.read_bytes().startswith(b"%PDF-")

    code = found["code"]
    done = desk.real("act", code, "finish", "--at", "2026-03-03T17:00:01", "--json")
    assert ok(done).data["overdue"]
    words = ("hand-over", "--to", ADULT["name"], "--id", ADULT["personal_id"])
    assert desk.act(found["barcode"], *words)["status"] == 10
    shown = ok(desk.real("show", "script-1", "--json", LC_ALL="C", PYTHONIOENCODING="ascii"))
    assert shown.data["owner"]["name"] == ADULT["name"]
    assert [each["type"] for each in shown.data["events"]] == ["Received", "Finished", "Returned"]
    assert ok(desk.real("queue", "--json")).data == []
    assert ok(desk.real("search", "thu nghiem", "--json")).data[0]["code"] == code
    period = ("--from", "2026-03-01", "--to", "2026-03-31")
    assert ok(desk.real("report", "II.06a", *period, "--json")).data["total"]["10"] == 1
    assert ok(desk.real("print", "control", code, "--out", out, "--json")).data["file"] == str(out)
    checked = ok(desk.real("verify", "--json")).data
    whole = {"ok": True, "events": 5, "dossiers": 1, "problems": [], "known": []}
    assert checked == whole
    refused = desk.real("act", code, "claim", "--json")
    assert refused.error == "IllegalMoveError"
    assert desk.real("burn").status == 2


def test_a_write_waits_for_the_lock_and_then_says_who_holds_it(desk: Program) -> None:
    file = desk.file({"procedure": BIRTH, "applicant": ADULT, "received_at": "2026-03-02T08:00"})
    with somebody_writing(desk.folder) as child:
        waits = desk.start("receive", file, "--json")
        assert ok(desk.real("queue", "--json")).data == []  # reading needs no lock
        with pytest.raises(subprocess.TimeoutExpired):
            waits.wait(timeout=5)
        refused = finished(waits)
        assert refused.error == "LockedError"
        assert str(child.pid) in refused.err
        waits = desk.start("receive", file, "--json")
        with pytest.raises(subprocess.TimeoutExpired):
            waits.wait(timeout=2)
    # The holder was killed; whoever waited goes on at once.
    assert finished(waits).data["code"] == "H26.033.15-260302-1001"
    assert desk.standing()[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_a_command_killed_while_it_waits_leaves_no_trace(desk: Program) -> None:
    with somebody_writing(desk.folder):
        waits = desk.start("act", "x", "claim")
        with pytest.raises(subprocess.TimeoutExpired):
            waits.wait(timeout=1.5)
        waits.send_signal(signal.SIGKILL)
        waits.communicate()
    assert desk.standing() == (0, [])
    assert desk.receive().status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of another kind")
def test_whoever_stops_reading_hears_no_complaint(desk: Program) -> None:
    for _ in range(3):
        desk.received()
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "desk", "queue", "--json"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (1, b"")


def test_several_at_once_each_get_a_number_of_their_own(desk: Program) -> None:
    file = desk.file({"procedure": BIRTH, "applicant": ADULT, "received_at": "2026-03-02T08:00"})
    running = [desk.start("receive", file, "--json") for _ in range(3)]
    codes = sorted(json.loads(finished(each).out)["code"][-4:] for each in running)
    assert codes == ["1001", "1002", "1003"]
    assert desk.standing()[0] == 3
