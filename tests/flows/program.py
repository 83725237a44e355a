"""The program as scripts use it: a command goes in; a status, an answer and words come out."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desk import cli
from tests.kit import BIRTH, ROOT, Clock

ADULT = {
    "name": "Nguyễn Thị Thử Nghiệm",
    "personal_id": "001199000001",
    "birth_date": "1999-01-31",
    "sex": "nữ",
    "address": "Số 1 phố Không Có Thật",
    "phone": "0900000000",
}


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    status: int
    out: bytes
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document: more, less or other than that fails."""
        return json.loads(self.out.decode("utf-8"))

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def error(self) -> str:
        """The code of the known error that was answered, and said in words on the other side."""
        assert self.status == 1, (self.status, self.out, self.err)
        code, text = self.data["error"]["code"], self.data["error"]["text"]
        assert text.strip() in self.err
        # Words, not the name of a class nor a trace of Python, and no placeholder left open.
        assert code not in self.err
        assert "Traceback" not in self.err
        assert "{" not in text.replace("{…}", "")
        return str(code)

    @property
    def warnings(self) -> list[str]:
        return [each["code"] for each in self.data["warnings"]]


@dataclass
class Program:
    """The program at one counter; the folders come from the environment, as on a PC."""

    place: Path
    clock: Clock = field(default_factory=Clock)
    made: int = 0

    @property
    def folder(self) -> Path:
        return Path(os.environ["DESK_DATA"])

    @property
    def witnesses(self) -> Path:
        return Path(os.environ["DESK_WITNESS"])

    def __call__(self, *words: object) -> Answer:
        """Run a command in this process, through the same door as the program's start."""
        written, told = io.BytesIO(), io.BytesIO()
        out, err = io.TextIOWrapper(written), io.TextIOWrapper(told)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            with pytest.raises(SystemExit) as left:
                cli.main([str(word) for word in words])
            out.flush()
            err.flush()
        status = left.value.code
        assert isinstance(status, int)
        return Answer(status, written.getvalue(), told.getvalue().decode("utf-8"))

    def start(self, *words: object, **environment: str) -> subprocess.Popen[bytes]:
        """Start the real program in a process of its own."""
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "desk", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def real(self, *words: object, **environment: str) -> Answer:
        """Run the real program in a process of its own."""
        return finished(self.start(*words, **environment))

    def file(self, content: object) -> Path:
        """Write a file to hand in: bytes as they are, anything else as JSON."""
        self.made += 1
        path = self.place / f"handed-in-{self.made}.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    def receive(self, *words: object, **facts: Any) -> Answer:
        """Receive a dossier that is in order but for `facts`."""
        given = {"procedure": BIRTH, "applicant": ADULT} | facts
        return self("receive", self.file(given), "--json", *words)

    def received(self, **facts: Any) -> Any:
        """Receive a dossier and return the dossier object."""
        answer = self.receive(**facts)
        assert answer.status == 0, answer
        return answer.data

    def act(self, code: str, action: str, *words: object) -> Any:
        """Do a step that is in order and return the dossier object."""
        answer = self("act", code, action, *words, "--json")
        assert answer.status == 0, answer
        return answer.data

    def standing(self) -> tuple[int, list[str]]:
        """Return how many dossiers there are and their codes, once all is proved to be whole."""
        checked = self("verify", "--json")
        assert checked.status == 0, checked
        assert (checked.data["ok"], checked.data["problems"]) == (True, [])
        return checked.data["dossiers"], [each["code"] for each in self("queue", "--json").data]


def finished(process: subprocess.Popen[bytes]) -> Answer:
    """Wait for a process and return what it left behind."""
    out, err = process.communicate(timeout=60)
    return Answer(process.returncode, out, err.decode("utf-8"))
