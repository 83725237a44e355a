"""How commands speak and listen: options they share, answers, files, words of errors."""

from __future__ import annotations

import errno
import json
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from desk import messages
from desk.app import counter as program
from desk.cli.english import ENGLISH
from desk.domain.errors import DeskError, InputError, StorageError
from desk.domain.warning import Warning_

if TYPE_CHECKING:
    from desk.domain.records import Actor
    from desk.services.workplace import Workplace

KNOWN, USAGE, BUG = 1, 2, 70
_SECRET: Final = 64 * 1024  # bytes of a file with a password
_SHOWN: Final = 20  # codes of dossiers in one sentence

Data = Annotated[Path | None, typer.Option("--data", envvar="DESK_DATA", help="Thư mục dữ liệu.")]
Json = Annotated[bool, typer.Option("--json", help="In một tài liệu JSON.")]
As = Annotated[str, typer.Option("--as", help="Người thao tác (tên đăng nhập).")]


class FileReadError(InputError):
    """A file that was named cannot be read."""


class FileWriteError(StorageError):
    """A file that was named cannot be written."""


class NotTextError(InputError):
    """What was typed after the command is no text in this system's encoding."""


class SystemRefusedError(StorageError):
    """The operating system refused a file, a folder or a device that nobody had thought of."""


def language() -> str:
    """Return the language of messages on the command line."""
    chosen = os.environ.get("DESK_LANGUAGE", "vi")
    return chosen if chosen in messages.LANGUAGES else "vi"


def said(source: str, **facts: object) -> str:
    """Return what commands say of themselves in the language of this run, filled with facts."""
    words = ENGLISH.get(source, source) if language() == "en" else source
    return words.format(**facts) if facts else words


def called(table: str, key: str) -> str:
    """Return what people call a value, by a table of `names.toml`; one without a name as it is."""
    return messages.names(language()).get(table, {}).get(key, key)


def say(text: str) -> None:
    """Tell a person something, away from standard output."""
    sys.stderr.write(text.rstrip("\n") + "\n")


def answer(data: object, text: str, *, as_json: bool) -> None:
    """Print the answer: the one JSON document, or its text."""
    shown = json.dumps(data, ensure_ascii=False, indent=2) if as_json else text
    sys.stdout.write(shown + "\n")
    sys.stdout.flush()  # now, while somebody can still hear that the reader has gone (`| head`)


def told(warnings: tuple[Warning_, ...]) -> list[dict[str, str]]:
    """Return warnings as the contract's objects, in the user's language."""
    return [
        {"code": w.code, "text": str(messages.words(w.code, language(), dict(w.facts)))}
        for w in warnings
    ]


def sameness(
    ours: int,
    theirs: int,
    differing: Sequence[str],
    unsent: int,
    target: str = messages.CITY,
    *,
    asked: int = 0,
) -> str:
    """Tell what a comparison with a target has found; what merely waits is no corruption.

    `differing` names the dossiers by code; `unsent` of them have something waiting to be sent,
    and about `asked` of them a question is open, which an exchange alone does not settle.
    """
    apart = "DossiersAsked" if asked else "DossiersDiffer"
    code = apart if len(differing) > unsent else "DossiersUnsent"
    shown = ", ".join(differing[:_SHOWN]) + (" …" if len(differing) > _SHOWN else "")
    facts = {
        "ours": ours,
        "theirs": theirs,
        "differing": len(differing),
        "unsent": unsent,
        "asked": asked,
        "codes": shown,
        "target": target,
    }
    return str(messages.words(code if differing else "DossiersSame", language(), facts))


def refuse_early(context: typer.Context) -> None:
    """Refuse options that stand before a command instead of after it.

    Passed over in silence, `--data` before the command would have it work in another folder.
    """
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"{context.command_path} {context.invoked_subcommand} --…")


def read_json(path: Path) -> object:
    """Read a JSON file that a person named.

    Raises:
        FileReadError, and what `read_bytes` raises.
    """
    from desk.domain.application import LARGEST, read_bytes

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileReadError(why=error.strerror or "?") from error
    return read_bytes(data)


def read_data(path: Path) -> object:
    """Read a file of rules or codes that a person named, TOML by its name or else JSON.

    Raises:
        FileReadError, CodesError, and what `read_bytes` raises.
    """
    if path.suffix != ".toml":
        return read_json(path)
    from desk.app import dialects

    return dialects.read_codes(path)


def read_text(path: Path) -> str:
    """Read a text that a person named, a byte order mark before it or not.

    Raises:
        FileReadError.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileReadError(why=error.strerror or "?") from error
    except UnicodeDecodeError as error:
        raise FileReadError(why=error.reason) from error


def read_secret(path: Path) -> str:
    """Read a password or key from the first line of a file that a person named.

    Raises:
        FileReadError.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_SECRET).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise FileReadError(why=getattr(error, "strerror", None) or "UTF-8") from error
    return text.partition("\n")[0].rstrip("\r")


def save(path: Path, data: bytes) -> None:
    """Write a file that a person named, into a folder that is there.

    Raises:
        FileWriteError.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # A folder that is missing is a slip or a stick pulled out: it is never made.
        path.parent.stat()
        program.write_file(path, data)
    except OSError as error:
        raise FileWriteError(why=error.strerror or "?") from error


def elsewhere(data: Path | None) -> str:
    """Return the option by which a further command finds this folder, "" where none is needed."""
    folder = program.data_folder(data)
    return f" --data {shlex.quote(str(folder))}" if folder != program.data_folder(None) else ""


@contextmanager
def opened(
    data: Path | None, *, purpose: str = "", write: bool = True, unsaid: str = ""
) -> Iterator[Workplace]:
    """Open the counter for one command, and tell what a crash or a restore had left.

    `unsaid` is the code of what need not be told, since the command ends it.
    """
    from desk.services import twins

    with program.opened(program.data_folder(data), purpose=purpose, write=write) as work:
        for told in (each for each in twins.tidings(work) if each.code != unsaid):
            say(str(messages.words(told.code, language(), dict(told.facts))))
        yield work


@contextmanager
def acting(
    data: Path | None, login: str, *, purpose: str = "", write: bool = True, unsaid: str = ""
) -> Iterator[tuple[Workplace, Actor]]:
    """Open the counter for one command of a person, and say who acts."""
    from desk.services import staff

    with opened(data, purpose=purpose, write=write, unsaid=unsaid) as work:
        with work.database.read() as tx:
            by = staff.acting(tx, login)
        yield work, by


def told_error(error: DeskError) -> dict[str, str]:
    """Return a failure that did not stop the command, as a warning."""
    return {"code": error.code, "text": str(messages.words(error, language()))}
