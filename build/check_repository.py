"""Guards that no linter has: text form, addresses, reasons, sizes, the purity of the domain.

Usage: check_repository.py [ROOT]. Prints one line per problem and exits 1 if there is any.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Package registries and archives: the lock names packages and hashes, never where they came from.
# Written as patterns, so that this file does not name them either.
REGISTRIES = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|(?:registry\.)?npmjs\.(?:org|com)|yarnpkg\.com|crates\.io"
    r"|proxy\.golang\.org|conda\.anaconda\.org|(?:deb|security|archive)\.(?:debian|ubuntu)\.(?:org|com)"
    r"|docker\.io|ghcr\.io|quay\.io|jfrog\.io)\b"
)
HOMES = re.compile(
    r"(?<![\w.])(?:/home/[a-z][\w-]*|/root\b/|/Users/[A-Za-z]\w*|[A-Za-z]:\\Users\\\w+)"
)
# The project speaks of itself: what a number in some tracker meant is lost with the tracker.
TRACKERS = re.compile(r"\b(?:issue|pull request)s?\s+#?\d+", re.IGNORECASE)
# Top directories that exist everywhere; a checkout's path below them gives nothing away.
STANDARD_TOPS = frozenset(
    "bin boot dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var Users".split()
)
WINDOWS_TEXT = frozenset({".bat", ".cmd", ".nsi", ".nsh", ".ps1"})

SUPPRESSION = re.compile(
    r"noqa\b(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?"
    r"|type:\s*ignore(?:\[[^\]]*\])?"
    r"|pragma:\s*no\s*(?:cover|branch)"
    r"|(?:ruff|mypy|isort|deptry|codespell):\s*(?:ignore|noqa|disable|skip)[\w\-\[\]:=, ]*"
    r"|fmt:\s*(?:off|skip)"
    r"|nosec\b[\w, ]*",
)
REASON_LETTERS = 6  # "as above" is a reason, "ok" is a shrug

# Standard modules that look at the world outside a rule: its clock, disk, network, chance, threads.
IMPURE = frozenset(
    "asyncio concurrent http io locale multiprocessing os pathlib random secrets shutil signal "
    "socket sqlite3 ssl subprocess sys tempfile threading time urllib".split()
)
CLOCK_CALLS = frozenset({"now", "today", "utcnow"})
NEED_A_REASON = frozenset({"skip", "skipif", "xfail"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of the repository; `text` is None if it is binary."""

    root: Path
    path: str
    data: bytes
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes from [tool.repository] in pyproject.toml."""

    lines: int
    kilobytes: int
    excused: dict[str, str]


def sources(root: Path) -> Iterator[Source]:
    """Read every file that git knows or would add; without git, everything but hidden folders."""
    for path in _paths(root):
        data = (root / path).read_bytes()
        binary = b"\0" in data
        text = None if binary else data.decode("utf-8", errors="surrogateescape")
        yield Source(root=root, path=path, data=data, text=text)


def _paths(root: Path) -> list[str]:
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 – the person's own git
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout.decode()
        names = [name for name in listed.split("\0") if name]
        return sorted(name for name in names if (root / name).is_file())
    made = {"__pycache__", "dist", "out", ".venv", ".cache", ".hypothesis"}
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if made.isdisjoint(path.parts))


def text_form(source: Source) -> Iterator[str]:
    """Ask for UTF-8, NFC (one way to write each Vietnamese letter) and plain line ends."""
    if not source.text:
        return
    if re.search("[\udc80-\udcff]", source.text):
        yield "not UTF-8"
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield f"line {number}: not NFC"
    if "\r" in source.text and Path(source.path).suffix not in WINDOWS_TEXT:
        yield "carriage returns"


def addresses(source: Source) -> Iterator[str]:
    """Refuse package registries, folders of one machine, and numbers in somebody's tracker."""
    patterns = [
        (REGISTRIES, "names a package registry"),
        (HOMES, "names a folder of one person's machine"),
        (TRACKERS, "names a number in a tracker"),
    ]
    top = source.root.resolve().parts[1:2]
    if top and top[0] not in STANDARD_TOPS:
        here = re.compile(rf"(?<![\w.-])/{re.escape(top[0])}/")
        patterns.append((here, "names the folder this checkout lies in"))
    for number, line in enumerate((source.text or "").split("\n"), 1):
        for pattern, problem in patterns:
            if found := pattern.search(line):
                yield f"line {number}: {problem}: {found[0]}"


def reasons(source: Source) -> Iterator[str]:
    """Ask every suppressed finding and every skipped test why, on its own line."""
    if source.text is None or not source.path.endswith(".py"):
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT or not SUPPRESSION.search(token.string):
            continue
        rest = SUPPRESSION.sub("", token.string)
        if sum(map(str.isalpha, rest)) < REASON_LETTERS:
            yield f"line {token.start[0]}: suppression without a reason: {token.string}"
    yield from _skips(ast.parse(source.text))


def _skips(tree: ast.Module) -> Iterator[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {id(call.func) for call in calls}
    reasoned = {
        id(call.func)
        for call in calls
        if any(word.arg == "reason" for word in call.keywords)
        or (call.args and ast.unparse(call.func) in {"pytest.skip", "pytest.xfail"})
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr in NEED_A_REASON):
            continue
        name = ast.unparse(node)
        is_mark = name.startswith("pytest.mark.")
        is_call = name.startswith("pytest.") and id(node) in called
        if (is_mark or is_call) and id(node) not in reasoned:
            yield f"line {node.lineno}: {name} without a reason"


def purity(source: Source) -> Iterator[str]:
    """Let the domain import the standard library and itself, and be told the time."""
    if source.text is None or not re.fullmatch(r"desk/domain/.*\.py", source.path):
        return
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in _imported(node):
                top = name.partition(".")[0]
                ours = name == "desk.domain" or name.startswith("desk.domain.")
                if not ours and top not in sys.stdlib_module_names:
                    yield f"line {node.lineno}: the domain may not import {name}"
                elif top in IMPURE:
                    yield f"line {node.lineno}: {name} looks outside the rules"
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCK_CALLS
        ):
            yield f"line {node.lineno}: {ast.unparse(node.func)}(): the domain has no clock"


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.module == "desk":  # `from desk import models` names the room behind the dot
        return [f"desk.{alias.name}" for alias in node.names]
    return [f"desk.domain.{node.module}" if node.level else node.module or ""]


def sizes(source: Source, limits: Limits) -> Iterator[str]:
    """Ask a file over the limits for its reason in pyproject.toml; drop reasons not needed."""
    lines = source.data.count(b"\n") if source.path.endswith(".py") else 0
    problems = []
    if lines > limits.lines:
        problems.append(f"{lines} lines, over {limits.lines}: is it two rooms?")
    if len(source.data) > limits.kilobytes * 1024:
        problems.append(f"{len(source.data) // 1024} KB, over {limits.kilobytes}")
    excused = source.path in limits.excused
    if excused and not problems:
        yield "is excused from the size limits but no longer needs it"
    elif not excused:
        yield from problems


def problems(root: Path) -> Iterator[str]:
    """Run every guard over every file."""
    config = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["repository"]
    limits = Limits(
        lines=config["max-lines"],
        kilobytes=config["max-kilobytes"],
        excused=config["large-files"],
    )
    guards: list[Callable[[Source], Iterator[str]]] = [text_form, addresses, reasons, purity]
    seen = set()
    for source in sources(root):
        seen.add(source.path)
        for guard in guards:
            for problem in guard(source):
                yield f"{source.path}: {problem}"
        for problem in sizes(source, limits):
            yield f"{source.path}: {problem}"
    for path in sorted(limits.excused.keys() - seen):
        yield f"pyproject.toml: large-files names {path}, which is not there"


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    root = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent.parent
    found = list(problems(root))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
