"""The papers speak of what is there: links lead somewhere, targets and decisions exist."""

from __future__ import annotations

import re

import pytest
import yaml

from desk.ui.keys import SECOND
from desk.ui.shell.overlay import KEYS
from tests.repository.workbench import ROOT

PAPERS = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)


@pytest.mark.parametrize("paper", PAPERS)
def test_links_lead_somewhere(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)

    assert [
        link for link in links if "://" not in link and not ((ROOT / paper).parent / link).exists()
    ] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_targets_named_in_papers_exist(paper: str) -> None:
    targets = re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    named = re.findall(r"`make ([a-z]+)`", (ROOT / paper).read_text("utf-8"))

    assert set(named) <= set(targets)


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_readme_names_every_target(readme: str) -> None:
    targets = re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    text = (ROOT / readme).read_text("utf-8")

    assert [target for target in targets if target != "help" and f"make {target}" not in text] == []


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))

    for number, name in enumerate(names, 1):
        text = (ROOT / "docs/decisions" / name).read_text("utf-8")
        assert name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")


def test_commit_hooks_fetch_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))

    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    assert {hook["language"] for repo in config["repos"] for hook in repo["hooks"]} == {"system"}


def test_what_stands_beside_other_counters_adds_up_and_names_keys_that_there_are() -> None:
    text = (ROOT / "docs/beside-other-counters.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| .+ \| (có|một phần|chưa) \| (.+) \|$", text, re.MULTILINE)

    assert [int(number) for number, _, _ in rows] == list(range(1, 101))
    told = re.search(r"Tổng cộng 100: có (\d+), một phần (\d+), chưa (\d+)\.", text)
    assert told is not None
    counted = [sum(has == each for _, has, _ in rows) for each in ("có", "một phần", "chưa")]
    assert [int(number) for number in told.groups()] == counted
    assert [number for number, has, where in rows if has != "chưa" and where == "–"] == []
    keys = {key for _, _, where in rows for key in re.findall(r"\bF\d+\b|Ctrl\+[A-Z]\b", where)}
    known = {*(key for key, _ in KEYS), *SECOND.values()}
    assert sorted(keys - known) == []
