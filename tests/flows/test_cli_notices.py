"""`desk notices`: prepared, sent over a real mail server, looked after; and what is answered."""

from __future__ import annotations

import csv
import json
import os
import signal
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.flows.program import ADULT, Program
from tests.flows.test_cli_answers import documented, fields
from tests.printing.reading import flat, poppler_text
from tests.sending.mailhost import MailHost, serving

WITH_MAIL = {**ADULT, "email": "vidu@example.test"}


@pytest.fixture(scope="module")
def server() -> Iterator[MailHost]:
    with serving() as made:
        yield made


@pytest.fixture
def mail(server: MailHost) -> Iterator[MailHost]:
    yield server
    server.taken.clear()
    server.answers.clear()
    server.drop = ""
    server.hang = False
    server.reached.clear()


def told(desk: Program, *words: object, status: int = 0) -> Any:
    """Run `desk notices` and return its answer, whose fields the page of answers names."""
    answer = desk("notices", *words, "--json")
    assert answer.status == status, answer
    name = " ".join(str(each) for each in words[: 2 if words[0] == "sender" else 1])
    assert set(fields(answer.data)) <= documented()[f"notices {name}"], name
    return answer.data


def set_up(desk: Program, mail: MailHost) -> None:
    server = ("--host", "127.0.0.1", "--port", mail.port, "--security", "none")
    told(desk, "sender", "set", "email", "smtp", *server, "--from", "motcua@phuong-mau.test")


def finished(desk: Program, **applicant: str) -> str:
    code = str(desk.received(applicant={**WITH_MAIL, **applicant})["code"])
    desk.act(code, "finish")
    return code


def states(desk: Program) -> list[tuple[str, str]]:
    return [(each["code"], each["state"]) for each in told(desk, "list")]


def told_of(desk: Program, code: str) -> int:
    """Return how often the dossier's log tells of notices."""
    shown = desk("show", code, "--json").data
    return [each["type"] for each in shown["events"]].count("Notified")


def test_from_result_to_mailbox(desk: Program, mail: MailHost) -> None:
    code = finished(desk)
    made = told(desk, "prepare", "ready", code)
    assert [each["way"] for each in made["drafts"]] == ["letter"]  # nothing else is set up
    desk.clock.pass_(days=1)
    set_up(desk, mail)
    assert told(desk, "sender", "test", "email")["ok"]

    tried = told(desk, "prepare", "waits", code, "--dry-run")
    assert (tried["prepared"], tried["drafts"][0]["way"]) == ([], "email")
    told(desk, "prepare", "waits", code)
    assert tuple(state for _, state in states(desk)) == ("waiting", "waiting")
    sent = told(desk, "send")
    assert (sent["sent"], sent["waiting"]) == (1, 0)
    (got,) = mail.mails
    assert code in got["Subject"]
    text = got.get_content()
    assert "Nguyễn Thị Thử Nghiệm" in text
    assert ADULT["personal_id"] not in text
    assert told(desk, "send")["sent"] == 0
    assert len(mail.taken) == 1
    assert told_of(desk, code) == 3  # the letter; the mail, when it was prepared and when it went
    assert desk("verify", "--json").data["ok"]


def test_the_same_twice_a_day_is_said_to_be_so(desk: Program, mail: MailHost) -> None:
    set_up(desk, mail)
    code = finished(desk)
    told(desk, "prepare", "waits", code)
    again = told(desk, "prepare", "waits", code)
    assert again["prepared"] == []
    assert again["drafts"][0]["problem"]["code"] == "ToldTodayError"
    assert len(told(desk, "prepare", "waits", code, "--again")["prepared"]) == 1


def test_whoever_cannot_be_reached_is_named_and_gets_a_letter(
    desk: Program, tmp_path: Path
) -> None:
    codes = [finished(desk, name=f"Trần Thử Số {n}", phone=p) for n, p in enumerate(("024 3", ""))]
    homeless = finished(desk, name="Phạm Thử Không Nhà", address="")
    found = told(desk, "prepare", "ready", *codes, "--channel", "sms", status=1)
    assert (found["prepared"], len(found["drafts"])) == ([], 2)
    assert {each["problem"]["code"] for each in found["drafts"]} == {"NoticeAddressError"}
    out = tmp_path / "thu.pdf"
    made = told(desk, "letters", "ready", *codes, homeless, "--out", out, status=1)
    assert len(made["prepared"]) == 2
    assert made["drafts"][2]["problem"]["code"] == "NoticeAddressError"
    assert {state for _, state in states(desk)} == {"waiting"}  # a file is no paper yet
    text = flat(poppler_text(out.read_bytes(), tmp_path))
    for n, code in enumerate(codes):
        assert f"Trần Thử Số {n}" in text
        assert code in text
        # The log alone gives the letter again, long after and wherever the dossier is.
        assert desk("print", "notice", code, "--out", out, "--json").status == 0
        alone = flat(poppler_text(out.read_bytes(), tmp_path))
        assert f"Trần Thử Số {n}" in alone
        assert codes[1 - n] not in alone
    told(desk, "mark", "sent", *made["prepared"])
    assert {state for _, state in states(desk)} == {"sent"}


def test_one_code_that_nobody_knows_stops_no_other(desk: Program, tmp_path: Path) -> None:
    first, second = finished(desk), finished(desk)
    made = told(desk, "prepare", "waits", first, "H26-khong-co", second, first, status=1)
    assert len(made["prepared"]) == 2  # who is named twice is told once
    problems = [each["problem"] and each["problem"]["code"] for each in made["drafts"]]
    assert problems == [None, "UnknownCodeError", None]
    assert {code for code, _ in states(desk)} == {first, second}
    out = tmp_path / "thu.pdf"
    made = told(desk, "letters", "ready", "H26-khong-co", first, "--out", out, status=1)
    assert len(made["prepared"]) == 1
    assert out.read_bytes().startswith(b"%PDF")


def test_an_invitation_to_a_closed_office_is_asked_about(desk: Program) -> None:
    code = desk.received()["code"]
    for when, error in (
        ("2026-11-28T09:00", "DayOffError"),  # a Saturday
        ("2026-11-27T20:00", "OutsideHoursError"),
    ):
        asked = ("notices", "prepare", "invite", code, "--come-at", when)
        assert desk(*asked, "--json").error == error
        assert len(told(desk, *asked[1:], "--yes", "--again")["prepared"]) == 1
    for kind in ("ready", "waits"):
        wrong = desk("notices", "prepare", kind, code, "--come-at", "2026-11-27T09:00")
        assert wrong.status == 2
    assert len(told(desk, "list")) == 2


def test_a_date_at_which_the_office_is_closed_is_asked_about(desk: Program) -> None:
    code = desk.received()["code"]
    asked = ("act", code, "verify", "--reason", "chờ xác minh", "--due", "2027-01-02T09:00")
    assert desk(*asked, "--json").error == "DayOffError"
    assert desk(*asked, "--yes", "--json").data["due_at"].startswith("2027-01-02T09:00")


def test_what_a_server_refuses(desk: Program, mail: MailHost) -> None:
    set_up(desk, mail)
    codes = [finished(desk), finished(desk)]
    told(desk, "prepare", "ready", *codes)
    mail.answers = ["451 4.7.1 greylisted", "554 5.7.1 no"]
    sent = told(desk, "send")
    assert (sent["later"], sent["failed"]) == (1, 1)
    waits, failed = (next(each for each in told(desk, "list") if each["code"] == c) for c in codes)
    assert (waits["state"], waits["said"]) == ("waiting", "451 4.7.1 greylisted")
    assert (failed["state"], failed["error"]) == ("failed", "RefusedForGoodError")
    told(desk, "address", failed["uid"], "khac@example.test")
    assert told(desk, "send")["sent"] == 2
    assert {each["To"].addresses[0].username for each in mail.mails} == {"vidu", "khac"}


def test_without_a_network_everything_waits(desk: Program) -> None:
    told(
        *(desk, "sender", "set", "email", "smtp", "--host", "127.0.0.1", "--port", "1"),
        *("--security", "none", "--from", "motcua@phuong-mau.test"),
    )
    told(desk, "prepare", "ready", finished(desk))
    sent = told(desk, "send", status=1)
    assert [each["error"] for each in sent["senders"]] == ["SenderAwayError", "", ""]
    assert [(each["state"], each["tries"]) for each in told(desk, "list")] == [("waiting", 0)]


def test_a_result_that_was_collected_meanwhile_is_not_reminded_of(
    desk: Program, mail: MailHost
) -> None:
    set_up(desk, mail)
    code = finished(desk)
    told(desk, "prepare", "waits", code)
    desk.act(code, "hand-over", "--to", ADULT["name"], "--id", ADULT["personal_id"])
    told(desk, "send")
    assert mail.taken == []
    assert [each["error"] for each in told(desk, "list")] == ["NoticeOutdatedError"]


def test_what_people_do_with_messages(desk: Program, tmp_path: Path) -> None:
    codes = [finished(desk), finished(desk)]
    (tmp_path / "out").mkdir()
    made = told(desk, "prepare", "ready", *codes, "--channel", "sms")["prepared"]
    out = tmp_path / "tin.csv"
    assert told(desk, "export", "sms", "--out", out)["count"] == 2
    rows = list(csv.DictReader(StringIO(out.read_text("utf-8-sig"))))
    assert {row["dossier"] for row in rows} == set(codes)
    assert all(row["phone"] == "0900000000" and row["text"].isascii() for row in rows)
    early = desk("notices", "mark", "delivered", made[0], "--json")
    assert early.error == "MessageNotHereError"  # what waits has reached nobody
    told(desk, "mark", "sent", made[0])
    told(desk, "cancel", made[1])
    assert desk("notices", "cancel", made[0], "--json").error == "MessageNotHereError"
    told(desk, "retry", made[1])
    assert sorted(state for _, state in states(desk)) == ["sent", "waiting"]

    wrong = desk("notices", "sender", "set", "sms", "smtp", "--host", "mail.test", "--json")
    assert wrong.error == "BadSenderError"
    told(desk, "sender", "set", "sms", "folder", "--path", tmp_path / "out")
    told(desk, "send")
    (file,) = (tmp_path / "out").glob("*.json")
    assert json.loads(file.read_text("utf-8"))["phone"] == "0900000000"
    file.with_suffix(".result.json").write_text('{"state": "delivered"}')
    assert told(desk, "send")["confirmed"] == 1
    assert sorted(state for _, state in states(desk)) == ["delivered", "sent"]
    assert [each["kind"] for each in told(desk, "sender", "list")] == ["", "folder", ""]
    told(desk, "sender", "remove", "sms")


def test_an_export_holds_nothing_that_a_spreadsheet_runs(desk: Program, tmp_path: Path) -> None:
    code = finished(desk, email="=1+1@example.test")
    told(desk, "prepare", "ready", code, "--channel", "email")
    out = tmp_path / "thu.csv"
    assert told(desk, "export", "email", "--out", out)["count"] == 1
    (row,) = csv.DictReader(StringIO(out.read_text("utf-8-sig")))
    assert row["phone"] == "'=1+1@example.test"


def test_a_program_that_is_killed_while_the_answer_is_awaited_sends_nothing_twice(
    desk: Program, mail: MailHost
) -> None:
    set_up(desk, mail)
    code = finished(desk)
    told(desk, "prepare", "ready", code)
    mail.hang = True
    running = desk.start("notices", "send", "--json")
    assert mail.reached.wait(30)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    mail.hang = False
    assert told(desk, "send")["sent"] == 0
    assert mail.taken == []
    assert states(desk) == [(code, "unsure")]
    assert desk("verify", "--json").data["ok"]
    told(desk, "retry", told(desk, "list")[0]["uid"])
    assert told(desk, "send")["sent"] == 1
