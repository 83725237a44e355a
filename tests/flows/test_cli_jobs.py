"""The print queue from the command line: what waits, moving, giving up, counting."""

from __future__ import annotations

from pathlib import Path

from desk.app import counter
from desk.services import print_queue
from tests.flows.program import Program
from tests.flows.test_cli_answers import documented, fields
from tests.kit import receive

WHY = "Người nộp hồ sơ làm mất giấy."


def came_out(folder: Path, job: int, state: str = "done") -> None:
    """Do what the window does with a paper."""
    with counter.opened(folder) as work:
        print_queue.begin(work, job, "laser")
        print_queue.handing(work, job, "laser", 2)
        if state == "done":
            print_queue.report(work, job, "done")
        elif state == "unsure":
            print_queue.recover(work)
        else:
            print_queue.report(work, job, state, "PrinterAwayError")


def test_the_queue_is_read_and_moved_by_commands(desk: Program, tmp_path: Path) -> None:
    heard: dict[str, set[str]] = {}

    def ask(command: str, *words: object) -> object:
        told = desk("jobs", command, *words, "--json")
        assert told.status == 0, told
        heard.setdefault(f"jobs {command}", set()).update(fields(told.data))
        return told.data

    assert ask("list") == []
    heard.clear()
    with counter.opened(desk.folder) as work:
        code = receive(work).code
        receive(work)
        day = str(work.now().date())
    assert [(each["job"], each["state"]) for each in ask("list")] == [  # type: ignore[attr-defined]  # a list of rows
        (2, "waiting"),
        (1, "waiting"),
    ]
    assert ask("move", 1, "--to", "laser") == {"moved": 1, "to": "laser"}
    assert ask("move", "--from", "laser", "--to", "other") == {"moved": 1, "to": "other"}
    assert desk("jobs", "list", "--limit", "1").text.split()[:2] == ["2", "chờ"]
    came_out(desk.folder, 1)
    came_out(desk.folder, 2, "failed")
    assert ask("retry", 2) == {"jobs": [2]}
    assert ask("cancel", 2) == {"jobs": [2]}

    assert desk("jobs", "add", "receipt", code, "--json").error == "ReprintReasonError"
    assert ask("add", "receipt", code, "--reason", WHY, "--printer", "laser") == {"job": 3}
    came_out(desk.folder, 3, "unsure")
    assert desk("jobs", "answer", 1, "--out", "--json").error == "JobNotWaitingError"
    assert ask("answer", 3, "--out") == {"job": 3, "out": True}
    (newest, *_) = (each for each in ask("list") if each["job"] == 3)  # type: ignore[attr-defined]  # a list of rows
    assert (newest["state"], newest["reprint"], newest["reason"]) == ("done", 1, WHY)

    assert desk("jobs", "spoil", 1, "--sheets", 9, "--json").error == "SpoiltSheetsError"
    assert ask("spoil", 1, "--sheets", 1, "--reason", "nhòe") == {"job": 1, "spoilt": 1}
    csv = tmp_path / "to.csv"
    told = ask("counts", "--from", day, "--to", day, "--out", csv)
    assert told == {
        "rows": [
            {
                "day": day,
                "form": "receipt",
                "printer": "laser",
                "papers": 2,
                "sheets": 4,
                "again": 1,
                "spoilt": 1,
            }
        ],
        "sheets": 4,
    }
    assert csv.read_text("utf-8-sig").splitlines()[1] == f"{day},receipt,laser,2,4,1,1"
    listed = desk("jobs", "list").text
    assert "đã in  laser  giấy tiếp nhận và hẹn trả" in listed
    assert "receipt" not in listed
    counted = desk("jobs", "counts", "--from", day, "--to", day).text
    assert "giấy tiếp nhận và hẹn trả  laser  2 giấy, 4 tờ, in lại 1, hỏng 1 tờ" in counted
    page = {name: told for name, told in documented().items() if name.startswith("jobs ")}
    assert heard == page
