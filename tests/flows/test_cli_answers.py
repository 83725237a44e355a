"""docs/answers.md names every field that commands of the exchange answer with, and no other."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.flows.program import Program
from tests.flows.test_cli_exchange import Ward, in_conflict

PAGE = Path(__file__).parents[2] / "docs" / "answers.md"
_ROW = re.compile(r"^\| `([^`]+)` \| [^|]+ \|$", re.MULTILINE)


def documented() -> dict[str, set[str]]:
    """Return the fields of each command, as the page names them."""
    found: dict[str, set[str]] = {}
    for section in PAGE.read_text("utf-8").split("\n## ")[1:]:
        title, _, rest = section.partition("\n")
        found[title.strip("`")] = set(_ROW.findall(rest))
    return found


def fields(value: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of an answer: `[]` any element, `*` any target's or column's name."""
    if isinstance(value, dict):
        for name, part in value.items():
            named = "*" if path.endswith("targets") or name.isdigit() else name
            yield from fields(part, f"{path}.{named}".lstrip("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict | list):
        for part in value:
            yield from fields(part, f"{path}[]")
    else:
        yield path


class Heard:
    """Commands and what they answered."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.found: dict[str, set[str]] = defaultdict(set)

    def ask(self, name: str, command: str, *words: object) -> Any:
        answer = self.ward.at(name, *command.split(), *words)
        assert answer.status == 0, answer
        self.found[command] |= set(fields(answer.data))
        return answer.data


def test_every_answer_has_the_fields_of_the_page_and_no_other(tmp_path: Path) -> None:
    ward = Ward(Program(tmp_path))
    heard = Heard(ward)
    usb = tmp_path / "usb"
    usb.mkdir()
    with ward.serving():
        one, two, _, _ = in_conflict(ward)
        heard.ask(one, "sync --once")
        heard.ask(one, "sync status")
        heard.ask(one, "sync history")
        heard.ask(one, "sync verify")
        heard.ask(one, "sync target list")
        (item,) = heard.ask(one, "sync review list")
        heard.ask(one, "sync review show", item["key"])
        heard.ask(one, "sync review decide", item["key"], "theirs")
        heard.ask(two, "courier write", usb)
        heard.ask("city", "city courier read", usb)
        heard.ask("city", "city courier write", usb)
        heard.ask(two, "courier list", usb)
        heard.ask(two, "courier read", usb)
        rules = tmp_path / "units.json"
        named = {"code": "H26.033.16", "name": "Phường Bên Cạnh"}
        rules.write_text(json.dumps({"version": "1", "units": [named]}))
        heard.ask("city", "city publish", "units", rules, "--starts", "2099-01-01")
        heard.ask("city", "city editions")
        ward.sync(one)
        heard.ask(one, "rules preview")
    # The others are held where their flows are told.
    assert dict(heard.found) == {
        name: told
        for name, told in documented().items()
        if name.startswith(("sync ", "courier ", "city ", "rules "))
    }
