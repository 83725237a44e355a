"""Commands for IT staff and scripts; the window when there are no words.

Exit status: 0 done · 1 a known error · 2 usage · 70 our bug. With `--json` standard output
holds one JSON document and nothing else.
"""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable

import typer

from desk import messages
from desk.app import counter as program
from desk.cli import city, counter, exchange, installation, rules
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

cli = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain words: they are read in logs as well
    help="Bộ phận một cửa: tiếp nhận, trả kết quả, đồng bộ. Không có lệnh con: mở cửa sổ.",
)
cli.add_typer(counter.commands)
cli.add_typer(exchange.sync, name="sync", invoke_without_command=True)
cli.add_typer(city.city, name="city")
cli.add_typer(rules.rules, name="rules")
cli.add_typer(installation.commands)


@cli.callback(invoke_without_command=True)
def window(context: typer.Context, data: Data = None) -> None:
    """Open the window when no command is named."""
    if context.invoked_subcommand is None:
        from desk.app import window as shown

        raise SystemExit(shown.run(program.data_folder(data)))
    refuse_early(context)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Whatever the console's code page; a letter that is none becomes a JSON escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raise SystemExit(_run(lambda: cli(given, prog_name="desk"), given))


def _run(command: Callable[[], object], given: list[str]) -> int:
    """Return the exit status of a command, whatever happened in it."""
    status = 0
    try:
        _check_text(given)
        command()
    except SystemExit as leave:  # typer's way out, of a wrong usage as well (2)
        code = leave.code or 0
        status = code if code in (0, KNOWN, USAGE, BUG) else KNOWN
    except DeskError as error:
        status = _known(error, given)
    except KeyboardInterrupt:
        status = KNOWN
    except OSError as error:
        # Libraries derive failures of their own from it; those without a number are our bug.
        refused = SystemRefusedError(why=error.strerror or "?")
        status = _known(refused, given) if error.errno else _bug()
    except Exception:  # noqa: BLE001 - whatever is left is our bug, and must say so
        status = _bug()
    return status


def _check_text(given: list[str]) -> None:
    try:
        "".join(given).encode()
    except UnicodeEncodeError as error:
        raise NotTextError from error


def _known(error: DeskError, given: list[str]) -> int:
    words = messages.words(error, language())
    say(str(words))
    if "--json" in given:
        answer({"error": {"code": error.code, "text": str(words)}}, "", as_json=True)
    return KNOWN


def _bug() -> int:
    say(traceback.format_exc())
    return BUG
