"""The printers that are offered: the usual one, what the machine has, and a folder of files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.domain.printers import FOLDER
from desk.ui.exchange.devices import PrinterCard
from desk.ui.language import translate
from desk.ui.printers import places
from desk.ui.tasks import Lane, Runner

if TYPE_CHECKING:
    from desk.ui.shell.desk import Shell


class Printers(QObject):
    """Offers the printers on their card and keeps which one is chosen."""

    def __init__(self, runner: Runner, shell: Shell, card: PrinterCard) -> None:
        super().__init__(card)
        self._runner, self._shell, self._card = runner, shell, card
        card.chosen.connect(self._choose)
        card.page_chosen.connect(lambda page: shell.choose_for_counter(page=page))

    def offer(self) -> None:
        """Ask the machine for its printers; those of a network take a while to answer."""
        self._runner.run(places.printers, self._known, lane=Lane.LISTS, owner=self)

    def _known(self, found: list[tuple[str, str]]) -> None:
        choices = self._shell.choices
        self._card.offer(offers(found, choices.printer), choices.printer, choices.page)

    def _choose(self, key: str) -> None:
        self._shell.spool.printer = key
        self._shell.choose_for_counter(printer=key)


def offers(found: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Return keys and words, with what is chosen now even where it is not to be found."""
    into = translate("Shell", "Tệp PDF trong {folder}")
    folders = {places.usual_folder()}
    if chosen.startswith(FOLDER):
        folders.add(chosen)
    files = [(key, into.format(folder=key.removeprefix(FOLDER))) for key in folders]
    usual = ("", translate("Shell", "Máy in mặc định của máy này"))
    made = dict([usual, *found, *files])
    made.setdefault(chosen, chosen)
    return list(made.items())
