"""Which room of commands a first word belongs to.

Opening a room costs what it imports, and typer's reading of each of its commands: most of what a
short command took. So only the room that was asked for is opened, and all of them where the word
is none that is known here – for help, and to say what was probably meant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import typer


def enter(commands: typer.Typer, word: str) -> None:
    """Hang below `commands` the room of a first word, or all rooms where none has it."""
    for opened in [each for words, each in ROOMS if word in words] or [each for _, each in ROOMS]:
        opened(commands)


def _counter(commands: typer.Typer) -> None:
    from desk.cli import counter

    commands.add_typer(counter.commands)


def _dossiers(commands: typer.Typer) -> None:
    from desk.cli import dossiers

    commands.add_typer(dossiers.commands)


def _files(commands: typer.Typer) -> None:
    from desk.cli import files

    commands.add_typer(files.commands)


def _importing(commands: typer.Typer) -> None:
    from desk.cli import importing

    commands.add_typer(importing.commands)


def _sync(commands: typer.Typer) -> None:
    from desk.cli import exchange

    commands.add_typer(exchange.sync, name="sync", invoke_without_command=True)


def _courier(commands: typer.Typer) -> None:
    from desk.cli import courier

    commands.add_typer(courier.courier, name="courier")


@cache
def _places() -> tuple[typer.Typer, typer.Typer]:
    """Return the commands of the city and of a hub, each with all that hangs below: once."""
    from desk.cli import city, courier, editions, hubs

    city.city.add_typer(courier.city_courier, name="courier")
    city.city.add_typer(editions.commands)
    city.hub.add_typer(courier.hub_courier, name="courier")
    city.hub.add_typer(hubs.commands)
    return city.city, city.hub


def _city(commands: typer.Typer) -> None:
    commands.add_typer(_places()[0], name="city")


def _hub(commands: typer.Typer) -> None:
    commands.add_typer(_places()[1], name="hub")


def _rules(commands: typer.Typer) -> None:
    from desk.cli import rules

    commands.add_typer(rules.rules, name="rules")


def _forms(commands: typer.Typer) -> None:
    from desk.cli import forms

    commands.add_typer(forms.forms, name="forms")


def _periods(commands: typer.Typer) -> None:
    from desk.cli import periods

    commands.add_typer(periods.periods, name="periods")


def _result(commands: typer.Typer) -> None:
    from desk.cli import results

    commands.add_typer(results.results, name="result")


def _notices(commands: typer.Typer) -> None:
    from desk.cli import notices

    commands.add_typer(notices.notices, name="notices")


def _staff(commands: typer.Typer) -> None:
    from desk.cli import administration

    commands.add_typer(administration.staff, name="staff")


def _settings(commands: typer.Typer) -> None:
    from desk.cli import administration

    commands.add_typer(administration.settings, name="settings")


def _ticket(commands: typer.Typer) -> None:
    from desk.cli import tickets

    commands.add_typer(tickets.tickets, name="ticket")


def _jobs(commands: typer.Typer) -> None:
    from desk.cli import jobs

    commands.add_typer(jobs.jobs, name="jobs")


def _signing(commands: typer.Typer) -> None:
    from desk.cli import signing

    commands.add_typer(signing.commands)


def _books(commands: typer.Typer) -> None:
    from desk.cli import books

    commands.add_typer(books.commands)


def _installation(commands: typer.Typer) -> None:
    from desk.cli import installation

    commands.add_typer(installation.commands)


#: First words, and how their room is opened; in the order in which help names them.
ROOMS: Final[tuple[tuple[tuple[str, ...], Callable[[typer.Typer], None]], ...]] = (
    (("act", "show"), _dossiers),
    (("init", "receive", "queue", "search", "print", "report", "verify"), _counter),
    (("attach",), _files),
    (("import",), _importing),
    (("sync",), _sync),
    (("courier",), _courier),
    (("city",), _city),
    (("hub",), _hub),
    (("rules",), _rules),
    (("forms",), _forms),
    (("periods",), _periods),
    (("result",), _result),
    (("notices",), _notices),
    (("staff",), _staff),
    (("settings",), _settings),
    (("ticket",), _ticket),
    (("jobs",), _jobs),
    (("sign",), _signing),
    (("book",), _books),
    (("backup", "demo", "selftest", "support"), _installation),
)
