"""The planted bugs can still be planted, and their runner tells caught from not caught."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.planted import bugs, run
from tests.planted.bugs import ROOT, Bug, Change, StaleBugError

EVERY = bugs.read()
FILE = "desk/domain/backup.py"
TEST = "tests/domain/test_backup.py::test_a_copy_grows_old_in_a_day"


def bug(old: str, new: str, test: str = TEST) -> Bug:
    return Bug(row=0, name="", pain="", changes=(Change(FILE, old, new),), tests=(test,))


def test_there_is_one_for_each_pain() -> None:
    assert [each.row for each in EVERY] == list(range(1, bugs.PAINS + 1))
    assert len({each.pain for each in EVERY}) == len({each.name for each in EVERY}) == bugs.PAINS


@pytest.mark.parametrize("each", EVERY, ids=lambda each: str(each.row))
def test_it_can_be_planted_and_its_tests_exist(each: Bug) -> None:
    for path, text in each.planted(ROOT).items():
        ast.parse(text)
        assert text != path.read_text("utf-8")
    assert each.tests
    assert each.missing(ROOT) == []


def test_what_is_not_there_or_twice_cannot_be_planted() -> None:
    for old in ("nothing of the kind", "from "):
        with pytest.raises(StaleBugError):
            bug(old, "").planted(ROOT)
    no_file, no_test = "tests/domain/test_no.py", "tests/domain/test_backup.py::test_no"
    assert bug("", "", no_file).missing(ROOT) == [no_file]
    assert bug("", "", no_test).missing(ROOT) == [no_test]


# -- the runner, in a real copy of the tree --------------------------------------------------------


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run.copy_of_tree(ROOT, tmp_path_factory.mktemp("planted") / "plain")


def test_a_bug_is_caught_in_its_copy_and_nowhere_else(plain: Path) -> None:
    before = (plain / FILE).read_bytes()
    assert run.escaped(plain, bug("hours=26", "hours=96")) == ""
    assert (plain / FILE).read_bytes() == before == (ROOT / FILE).read_bytes()
    assert run.sound(plain, [TEST]) == ""


def test_what_harms_nobody_is_not_caught(plain: Path) -> None:
    assert run.escaped(plain, bug("is one too many.", "is one too few.")) == "every test passes"


def test_what_cannot_be_imported_is_not_caught(plain: Path) -> None:
    why = run.escaped(plain, bug("from typing import Final", "from typing import Finale"))
    assert "cannot import name" in why


def test_what_fails_by_itself_is_not_caught(plain: Path) -> None:
    why = run.escaped(plain, bug("return latest is None or", "return latest is nothing or"))
    assert why.startswith("for another reason (NameError)")
