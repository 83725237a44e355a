"""The locks pin everything by hash, name no address, and hold what pyproject.toml asks for."""

from __future__ import annotations

import json
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.workbench import ROOT, project

LOCKS = ["requirements.txt", "requirements-dev.txt"]


def entries(lock: str) -> list[str]:
    """Return one text per package, its continued lines joined and its comments gone."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in entries(lock):
        name, version = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+-]+)", entry).groups()  # type: ignore[union-attr]  # the test above has matched every entry
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_one_version_with_hashes(lock: str) -> None:
    pattern = re.compile(
        r"[\w.-]+(\[[\w,-]+\])?==[\w.!+-]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*"
    )

    assert [entry for entry in entries(lock) if not pattern.fullmatch(entry)] == []
    assert len(entries(lock)) > 20


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert "://" not in text
    assert " @ " not in text
    assert "index-url" not in text
    assert "find-links" not in text


def asked_for(*groups: list[str]) -> list[Requirement]:
    return [Requirement(line) for group in groups for line in group]


def test_what_the_program_asks_for_is_locked() -> None:
    locked = pins("requirements.txt")

    for wanted in asked_for(project()["project"]["dependencies"]):
        for version in locked[canonicalize_name(wanted.name)]:
            assert wanted.specifier.contains(version)


def test_what_developers_ask_for_is_locked() -> None:
    config = project()
    locked = pins("requirements-dev.txt")

    for wanted in asked_for(
        config["project"]["dependencies"],
        config["dependency-groups"]["dev"],
        config["build-system"]["requires"],
    ):
        for version in locked[canonicalize_name(wanted.name)]:
            assert wanted.specifier.contains(version)


def test_developers_run_what_is_shipped() -> None:
    shipped, developed = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {name: developed.get(name) for name in shipped} == shipped


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_dependency_says_why_it_is_there(readme: str) -> None:
    config = project()
    text = (ROOT / readme).read_text("utf-8")

    for wanted in asked_for(config["project"]["dependencies"], config["dependency-groups"]["dev"]):
        assert f"`{wanted.name}`" in text


def test_the_peer_of_the_bench_is_pinned_to_its_last_package() -> None:
    folder = ROOT / "tests" / "bench" / "peer"
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    whole, *packages = json.loads((folder / "package-lock.json").read_text("utf-8"))[
        "packages"
    ].values()
    assert whole["dependencies"] == asked
    assert len(packages) > len(asked)
    for each in packages:
        assert each["version"]
        assert each["integrity"].startswith("sha512-")
        assert "resolved" not in each  # whoever installs says from where
