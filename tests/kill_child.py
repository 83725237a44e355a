"""A counter at work until it is killed: python -m tests.kill_child HOME.

Each line on standard input begins one life: a process of its own that receives and processes
dossiers until somebody ends it. Its number is printed, that it is open, and how it ended.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from desk.domain.errors import DeskError
from desk.domain.records import Actor, Dossier
from desk.printing import forms, wording
from desk.services import intake, papers, print_queue, processing
from desk.services.papers import Look
from desk.services.processing import Details
from desk.services.workplace import Workplace
from tests.kit import BIRTH, COPIES, RESIDENCE, Counter, administrator, application, person

JOURNAL, TRIED, PAPERS, OPEN = "journal", "tried", "papers", "open"
STEPS: tuple[tuple[tuple[str, dict[str, Any]], ...], ...] = (
    (),
    (("claim", {}),),
    (("supplement", {"reason": "thiếu giấy"}), ("supplemented", {})),
    (("finish", {}), ("hand-over", {"to": "Lê Mẫu", "authority": "Giấy ủy quyền số 1"})),
    (("reject", {"reason": "không thuộc thẩm quyền"}),),
    (("void", {"reason": "nhập thử"}),),
)
#: Mostly today; spread, so that a fast machine does not use up a slot's 999 numbers of a day.
DAYS_BACK = (*[0] * 10, *range(1, 31))
LOOK = Look(wording=wording.load)


def journal(home: Path, name: str, line: str) -> None:
    """Write a line that is on disk before anything else happens."""
    with (home / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def print_(work: Workplace, home: Path, job: int, state: Dossier) -> str:
    """Print a paper as the window does: after the commit, and whole or not at all."""
    form, sheet = papers.of_job(work, job, LOOK)
    path = home / PAPERS / f"{state.code}.pdf"
    new = path.with_suffix(".new")
    new.write_bytes(forms.render(form, sheet))
    new.replace(path)
    print_queue.settle(work, job)
    return path.name


def live(home: Path, seed: str) -> None:
    """Receive and process dossiers for ever."""
    chance = random.Random(seed)  # noqa: S311 - told by its seed
    with Counter(home).open(purpose="life") as work:
        print(OPEN, flush=True)  # noqa: T201 - for whoever waits until it is at work
        by = administrator(work)
        for uid in _uids(home, seed):
            (home / TRIED).write_text(uid)
            back = timedelta(days=chance.choice(DAYS_BACK))
            new = application(
                chance.choice([BIRTH, COPIES, RESIDENCE]),
                uid=uid,
                submitter=person(f"Nguyễn Thử {uid}"),
                received_at=work.now() - back,
            )
            made = intake.receive(work, new, by)
            file = "-"
            if made.job is not None and chance.random() < 0.1:
                file = print_(work, home, made.job, made.dossier)
            state = made.dossier
            line = f"{state.book}:{state.line}"
            journal(home, JOURNAL, f"{uid} {state.code} {state.barcode} {line} {file}")
            if not made.repeated:
                process(work, made.dossier, by, chance)


def _uids(home: Path, seed: str) -> Iterator[str]:
    """Begin with whatever the life before was at: it may be on disk or not."""
    tried = home / TRIED
    if tried.exists() and (uid := tried.read_text()):
        yield uid
    for number in count():
        yield f"{seed}-{number}"


def process(work: Workplace, state: Dossier, by: Actor, chance: random.Random) -> None:
    """Take some steps; what the law forbids today is no failure."""
    for action, details in chance.choice(STEPS):
        try:
            processing.act(work, state.uid, action, by, Details(**details))
        except DeskError:
            return


def main(home: Path) -> None:
    """Begin a life for each line that is read."""
    (home / PAPERS).mkdir(exist_ok=True)
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            sys.stdin.close()
            print(os.getpid(), flush=True)  # noqa: T201 - for whoever will kill it
            live(home, line.strip())
            os._exit(0)  # never: only an exception or a kill ends it
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - how it ended


if __name__ == "__main__":
    main(Path(sys.argv[1]))
