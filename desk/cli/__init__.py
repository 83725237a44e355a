"""Commands for IT staff and scripts; the window when there are no words.

Exit status: 0 done · 1 a known error · 2 usage · 70 our bug. With `--json` standard output
holds one JSON document and nothing else.
"""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable, Collection
from typing import Annotated

import typer

from desk import messages
from desk.app import counter as program
from desk.cli import (
    administration,
    books,
    city,
    counter,
    courier,
    editions,
    exchange,
    files,
    forms,
    hubs,
    importing,
    installation,
    jobs,
    periods,
    results,
    rules,
    signing,
    tickets,
)
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

cli = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain words: they are read in logs as well
    help="Bộ phận một cửa: tiếp nhận, trả kết quả, đồng bộ. Không có lệnh con: mở cửa sổ.",
)
cli.add_typer(counter.commands)
cli.add_typer(files.commands)
cli.add_typer(importing.commands)
cli.add_typer(exchange.sync, name="sync", invoke_without_command=True)
cli.add_typer(courier.courier, name="courier")
city.city.add_typer(courier.city_courier, name="courier")
city.city.add_typer(editions.commands)
city.hub.add_typer(courier.hub_courier, name="courier")
city.hub.add_typer(hubs.commands)
cli.add_typer(city.city, name="city")
cli.add_typer(city.hub, name="hub")
cli.add_typer(rules.rules, name="rules")
cli.add_typer(forms.forms, name="forms")
cli.add_typer(periods.periods, name="periods")
cli.add_typer(results.results, name="result")
cli.add_typer(administration.staff, name="staff")
cli.add_typer(administration.settings, name="settings")
cli.add_typer(tickets.tickets, name="ticket")
cli.add_typer(jobs.jobs, name="jobs")
cli.add_typer(signing.commands)
cli.add_typer(books.commands)
cli.add_typer(installation.commands)
explain(cli)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        sys.stdout.write(f"desk {version('desk')}\n")
        raise typer.Exit


@cli.callback(invoke_without_command=True)
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
    raise SystemExit(_run(lambda: cli(given, prog_name="desk", standalone_mode=False), given))


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
