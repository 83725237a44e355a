"""Commands for IT staff and scripts; the window when there are no words.

Exit status: 0 done · 1 a known error · 2 usage · 70 our bug. With `--json` standard output
holds one JSON document and nothing else.
"""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable, Collection, Sequence
from typing import Annotated

import typer

from desk import messages
from desk.cli import rooms
from desk.cli.help import explain, misused
from desk.cli.speech import (
    BUG,
    KNOWN,
    USAGE,
    Data,
    NotTextError,
    SystemRefusedError,
    answer,
    language,
    refuse_early,
    say,
)
from desk.domain.errors import DeskError


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        sys.stdout.write(f"desk {version('desk')}\n")
        raise typer.Exit


def window(
    context: typer.Context,
    data: Data = None,
    told: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Phiên bản của chương trình."
        ),
    ] = False,
) -> None:
    """Open the window when no command is named."""
    del told  # an eager callback has answered it
    if context.invoked_subcommand is None:
        from desk.app import counter as program
        from desk.app import window as shown

        raise SystemExit(shown.run(program.data_folder(data)))
    refuse_early(context)


def tree(words: Sequence[str] = ()) -> typer.Typer:
    """Return the commands that a command line can mean: one room's where its first word tells."""
    commands = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain words: they are read in logs as well
        help="Bộ phận một cửa: tiếp nhận, trả kết quả, đồng bộ. Không có lệnh con: mở cửa sổ.",
    )
    commands.callback(invoke_without_command=True)(window)
    rooms.enter(commands, words[0] if words else "")
    explain(commands)
    return commands


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Whatever the console's code page; a letter that is none becomes a JSON escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raise SystemExit(
        _run(lambda: tree(given)(given, prog_name="desk", standalone_mode=False), given)
    )


def _run(command: Callable[[], object], given: list[str]) -> int:
    """Return the exit status of a command, whatever happened in it."""
    status = 0
    try:
        _check_text(given)
        status = _status(command())
    except SystemExit as leave:
        status = _status(leave.code)
    except typer.TyperException as error:
        status = misused(error)
    except DeskError as error:
        status = known(error, given)
    except KeyboardInterrupt:
        status = KNOWN
    except OSError as error:
        # Libraries derive failures of their own from it; those without a number are our bug.
        refused = SystemRefusedError(why=error.strerror or "?")
        status = known(refused, given) if error.errno else _bug()
    except Exception:  # noqa: BLE001 - whatever is left is our bug, and must say so
        status = _bug()
    return status


def _status(left: object) -> int:
    """Return the exit status for what a command left behind: nothing, or a number."""
    if left is None:
        return 0
    return left if isinstance(left, int) and left in (0, KNOWN, USAGE, BUG) else KNOWN


def _check_text(given: list[str]) -> None:
    try:
        "".join(given).encode()
    except UnicodeEncodeError as error:
        raise NotTextError from error


def known(error: DeskError, given: Collection[str] = ()) -> int:
    """Tell a known failure in words, and as JSON where that is wanted; return the exit status."""
    words = messages.words(error, language())
    say(str(words))
    if "--json" in given:
        answer({"error": {"code": error.code, "text": str(words)}}, "", as_json=True)
    return KNOWN


def _bug() -> int:
    say(traceback.format_exc())
    return BUG
