"""The words of failures and warnings: whole, plain, in both languages, filled from the facts."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import string
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import desk
from desk import messages
from desk.domain import errors
from desk.domain.dossier import MOVES
from desk.domain.errors import DeskError
from desk.domain.records import Status
from desk.domain.rights import RIGHTS
from desk.services.papers import ORIGINS
from desk.services.processing import ACTIONS
from desk.wire.sealed import BODIES
from tests.messages.sources import sources

PARTS = ("title", "meaning", "next")
HOME = Path(messages.__file__).parent
#: Raised by nobody: they name families.
FAMILIES = {
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, DeskError)
}


def kinds(parent: type[DeskError]) -> Iterator[type[DeskError]]:
    for child in parent.__subclasses__():
        yield child
        yield from kinds(child)


def known_failures() -> set[str]:
    """Import every module of the program and return its known failures."""
    for module in pkgutil.walk_packages(desk.__path__, "desk."):
        if ".migrations" not in module.name:  # Alembic's own context is needed to load them
            importlib.import_module(module.name)
    ours = (kind for kind in kinds(DeskError) if kind.__module__.startswith("desk."))
    return {kind.__name__ for kind in ours if kind not in FAMILIES}


@cache
def said_by_code() -> dict[str, set[str]]:
    """Return the codes of warnings and findings that stand in the code, with their facts."""
    found: dict[str, set[str]] = {}
    for call in sources().calls:
        code = call.words.get("code")
        if call.name in ("Warning_", "Finding") and isinstance(code, ast.Constant):
            facts = ast.literal_eval(_names_only(call.words.get("facts")))
            found.setdefault(str(code.value), set()).update(facts)
    return found


def _names_only(facts: ast.expr | None) -> ast.expr:
    pairs = facts.elts if isinstance(facts, ast.Tuple) else []
    names = [pair.elts[0] for pair in pairs if isinstance(pair, ast.Tuple)]
    return ast.Tuple(elts=names, ctx=ast.Load())


def placeholders(entry: object) -> set[str]:
    assert isinstance(entry, dict)
    texts = [entry.get(part, "") for part in PARTS]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_something_is_found_to_be_checked() -> None:
    assert len(known_failures()) > 80
    said = said_by_code()
    assert {"FeeUnknown", "PaperMissing", "AlteredEvent"} <= set(said)
    assert said["PaperMissing"] == {"paper"}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_known_failure_has_its_three_sentences(language: str) -> None:
    table = messages.table(language)
    wanting = {
        name: missing
        for name in sorted(known_failures())
        if (missing := [part for part in PARTS if not table.get(name, {}).get(part, "").strip()])
    }
    assert wanting == {}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_warning_and_finding_has_words_that_its_facts_fill(language: str) -> None:
    table = messages.table(language)
    assert [code for code in sorted(said_by_code()) if code not in table] == []
    unfilled = {
        code: missing
        for code, facts in sorted(said_by_code().items())
        if (missing := placeholders(table[code]) - facts)
    }
    assert unfilled == {}


def literals(name: str) -> set[str]:
    """Return the texts that are given anywhere in the program by the keyword `name`."""
    given = (call.words.get(name) for call in sources().calls)
    return {
        word.value
        for word in given
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_commands_say_of_their_own_accord_has_words(language: str) -> None:
    table = messages.table(language)
    assert placeholders(table["ReceiptNotWritten"]) == {"code", "data"}
    found = literals("epoch")  # what opening a counter can find, told as Numbers…
    assert found == {"moved", "crashed", "restored"}
    for epoch in found:
        assert placeholders(table[f"Numbers{epoch.capitalize()}"]) <= {"numbers"}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_whoever_waits_for_the_lock_is_told_what_its_holder_does(language: str) -> None:
    assert literals("purpose") <= set(messages.names(language)["purpose"])


def files() -> list[Path]:
    return sorted(HOME.rglob("*.toml"))


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_of_words_is_plain_composed_and_whole(path: Path) -> None:
    text = path.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text
    for code, entry in tomllib.loads(text).items():
        if path.name == messages.NAMES:
            continue
        assert set(entry) <= set(PARTS), code
        title, meaning, next_ = (entry.get(part, "") for part in PARTS)
        assert title, code
        assert not title.endswith("."), code  # one is put there when it is told in a paragraph
        for sentence in (meaning, next_):
            assert sentence == "" or sentence[-1] in ".…!?»}", (code, sentence)
        for words in (title, meaning, next_):
            assert words == " ".join(words.split()), code
            assert "Error" not in words, code


def test_both_languages_have_the_same_files_words_and_placeholders() -> None:
    vietnamese, english = (
        {
            path.name: tomllib.loads(path.read_text("utf-8"))
            for path in (HOME / language).glob("*.toml")
        }
        for language in ("vi", "en")
    )
    assert vietnamese.keys() == english.keys()
    for name, entries in vietnamese.items():
        assert list(entries) == list(english[name]), name
        for code, entry in entries.items():
            if name == messages.NAMES:
                assert list(entry) == list(english[name][code]), code
            else:
                assert placeholders(entry) == placeholders(english[name][code]), code


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_failure_has_its_words_in_one_place(language: str) -> None:
    codes = Counter(
        code
        for path in (HOME / language).glob("*.toml")
        if path.name != messages.NAMES
        for code in tomllib.loads(path.read_text("utf-8"))
    )
    assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_statuses_steps_roles_and_forms_are_called_as_people_call_them(language: str) -> None:
    names = messages.names(language)
    assert set(names["status"]) == {str(int(status)) for status in Status}
    assert set(names["action"]) >= {
        *ACTIONS,
        *MOVES,
        *(a for some in RIGHTS.values() for a in some),
    }
    assert set(names["role"]) >= set(RIGHTS)
    assert set(names["form"]) >= set(ORIGINS)
    assert set(names["event_type"]) >= set(BODIES)


class ToldError(DeskError):
    """A failure of this test's own."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"title": "T {status}", "meaning": "{action} {other} {missing}", "next": "{{…}}"}
    monkeypatch.setattr(messages, "table", lambda _: {"ToldError": entry, "Short": {"title": "S"}})


@pytest.mark.usefixtures("told")
def test_facts_fill_the_words_and_are_called_by_their_names() -> None:
    error = ToldError(status=Status.DONE, action="hand-over", other="{status}", unused=1)
    words = messages.words(error, "vi")
    assert words.title == "T Có kết quả"
    # What a fact says is never read as a placeholder; what is missing is a gap.
    assert words.meaning == "trả kết quả {status} …"
    assert words.next == "{…}"
    assert str(words) == "T Có kết quả. trả kết quả {status} … {…}"
    assert messages.words(error, "en").title == "T done"
    assert messages.words("ToldError", "en", {"status": 99}).title == "T 99"


def test_half_a_letter_that_somebody_sent_can_be_said_all_the_same() -> None:
    said = str(messages.words("UnknownUnitError", "vi", {"unit": "P\ud800x \U0001f600"}))

    assert "P\ufffdx \U0001f600" in said
    said.encode()


@pytest.mark.usefixtures("told")
def test_words_that_are_short_or_missing_are_told_all_the_same() -> None:
    assert str(messages.words("Short")) == "S."
    assert messages.words("Short", "en", {"a": object()}) == messages.Words("S")
    assert str(messages.words("NobodyWroteThis")) == "NobodyWroteThis."
    assert messages.words(errors.InputError()) == messages.Words("InputError")
