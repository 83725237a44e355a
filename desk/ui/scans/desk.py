"""What scans need of the whole window: the watched folder, drops on the pages, the files' place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk.domain.digitising import FolderNews
from desk.ui.dossier.files import DossierFiles
from desk.ui.dossier.page import DossierScreen
from desk.ui.exchange.page import ExchangeScreen
from desk.ui.kit import Kit
from desk.ui.page import Page
from desk.ui.scans.card import ScanFolderCard
from desk.ui.scans.incoming import DropPlace, Intake, Outcome, outcome_words
from desk.ui.scans.ports import ScanPorts
from desk.ui.scans.watch import FolderWatch


class ScanDesk(QObject):
    """`told` says what came in, `trouble` why something could not, `counted` how many wait."""

    told = Signal(str)
    trouble = Signal(str)
    counted = Signal(int)
    news = Signal(object)

    files: DossierFiles  # once the dossier's page is made

    def __init__(
        self,
        kit: Kit,
        ports: ScanPorts,
        receive: QWidget,
    ) -> None:
        super().__init__(receive)
        self._kit, self._ports = kit, ports
        self._problems: tuple[object, ...] = ()
        self.latest: FolderNews | None = None
        self.intake = Intake(kit, ports, self)
        self.intake.taken.connect(self._taken)
        self.intake.refused.connect(self._refused)
        drops = DropPlace(receive)  # the dossier is still to be: the tray keeps its papers
        drops.dropped.connect(lambda data: self.intake.take(data, "drop"))
        self._card: ScanFolderCard | None = None
        self.watch = FolderWatch(kit, ports, self)
        self.watch.news.connect(self._news)
        self.watch.failed.connect(self._refused)
        self.watch.start()
        self.count()

    def _show_folder(self) -> None:
        def show(known: tuple[str, bool]) -> None:
            if self._card is not None:
                self._card.show_folder(known[0], chosen=known[1])

        self._kit.tasks.run(self._ports.folder, show, self._refused, owner=self)

    def _choose(self, folder: str) -> None:
        self._kit.tasks.run(
            lambda: self._ports.choose(folder),
            lambda _: self._show_folder(),
            self._refused,
            owner=self,
        )

    def greet(self, page: Page) -> None:
        """Give a page that was just made what it shows of scans: files, folder, or the tray."""
        if isinstance(page, DossierScreen):
            self.files = DossierFiles(self._kit, self._ports, page)
        elif isinstance(page, ExchangeScreen):
            self._card = page.scan_folder
            self._card.chosen.connect(self._choose)
            self._show_folder()
        hear = getattr(page, "show_news", None)
        if hear is not None:
            self.news.connect(hear)
            if self.latest is not None:
                hear(self.latest)

    def count(self) -> None:
        """Count what waits in the tray."""
        self._kit.tasks.run(self._ports.count, self.counted.emit, self._refused, owner=self)

    def _taken(self, outcome: Outcome) -> None:
        self.told.emit(outcome_words(outcome))
        self.count()

    def _refused(self, error: Exception) -> None:
        words = self._kit.words(error)
        self.trouble.emit(f"{words.title}. {words.next}")

    def _news(self, news: FolderNews) -> None:
        self.latest = news
        self.news.emit(news)
        if news.taken:
            self._taken(news.taken)
        fresh = [each for each in news.problems if each not in self._problems]
        self._problems = news.problems
        if fresh:
            words = self._kit.explain(fresh[0].code, dict(fresh[0].facts))
            self.trouble.emit(f"{fresh[0].name}: {words.title}")
