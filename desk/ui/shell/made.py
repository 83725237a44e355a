"""The pages of the shell: each is made when it is first asked for and lives on with the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from desk.ui.page import Page
from desk.ui.stage import Stage

if TYPE_CHECKING:
    from desk.ui.books.page import BooksScreen
    from desk.ui.dossier.page import DossierScreen
    from desk.ui.exchange.page import ExchangeScreen
    from desk.ui.handover.page import HandoverScreen
    from desk.ui.notices.page import NoticesScreen
    from desk.ui.printers.page import PrintersScreen
    from desk.ui.queue.page import QueueScreen
    from desk.ui.results.page import ResultScreen


class MadePages(Stage):
    """Keeps the pages by the names of `SCREENS`."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, Page] = {}

    def make(self, name: str) -> Page:
        """Return a new page of a screen."""
        raise NotImplementedError

    def meet(self, name: str) -> None:
        """Connect a page that was just made with all that it has to do with."""
        raise NotImplementedError

    def page_of(self, name: str) -> Page:
        """Return the page of a screen, made now if nobody has asked for it yet."""
        if name not in self.pages:
            self.pages[name] = self.make(name)
            self.meet(name)
        return self.pages[name]

    @property
    def queue(self) -> QueueScreen:
        """The work queues."""
        return cast("QueueScreen", self.page_of("queue"))

    @property
    def dossier(self) -> DossierScreen:
        """One dossier."""
        return cast("DossierScreen", self.page_of("dossier"))

    @property
    def results(self) -> ResultScreen:
        """One result of a dossier."""
        return cast("ResultScreen", self.page_of("results"))

    @property
    def books(self) -> BooksScreen:
        """The page of books."""
        return cast("BooksScreen", self.page_of("books"))

    @property
    def handover(self) -> HandoverScreen:
        """Results handed back."""
        return cast("HandoverScreen", self.page_of("handover"))

    @property
    def exchange(self) -> ExchangeScreen:
        """The exchange and the devices."""
        return cast("ExchangeScreen", self.page_of("exchange"))

    @property
    def notices(self) -> NoticesScreen:
        """Letters and messages to citizens."""
        return cast("NoticesScreen", self.page_of("notices"))

    @property
    def printing(self) -> PrintersScreen:
        """The printers and what waits for them."""
        return cast("PrintersScreen", self.page_of("printers"))
