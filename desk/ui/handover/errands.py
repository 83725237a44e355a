"""What is done for results that lie here, off the window's thread: reminders, ratings, papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desk.ui.handover.ports import HandoverPorts
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.printers.again import is_asked


class Errands(QObject):
    """`told` says what was done, `looked` wants the list anew, `failed` carries an error."""

    told = Signal(str)
    looked = Signal()
    printed = Signal(int)
    failed = Signal(object)
    again = Signal(str)  # a dossier whose slip is out already

    def __init__(self, kit: Kit, ports: HandoverPorts, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._ports = kit, ports

    def remind(self, uids: list[str], manner: str) -> None:
        """Write a reminder down."""
        self._kit.tasks.run(
            lambda: self._ports.remind(uids, manner), self._reminded, self.failed.emit, owner=self
        )

    def _reminded(self, codes: Sequence[str]) -> None:
        said = plural(
            len(codes),
            translate("Handover", "Đã ghi lần nhắc: {code}"),
            translate("Handover", "Đã ghi {n} lần nhắc"),
            code=codes[0],
        )
        self.told.emit(said)
        self.looked.emit()

    def rate(self, uids: list[str], score: int) -> None:
        """Write down how satisfied the citizen was."""
        said = translate("Handover", "Đã ghi đánh giá {score}/5").format(score=score)
        self._kit.tasks.run(
            lambda: self._ports.rate(uids, score),
            lambda _: self.told.emit(said),
            self.failed.emit,
            owner=self,
        )

    def print_list(self, kind: str, group: int | None) -> None:
        """Print a list of what waits."""
        self._print(lambda: self._ports.print_list(kind, group))

    def print_labels(self, text: str) -> None:
        """Print labels of the shelf."""
        self._print(lambda: self._ports.print_shelf(text))

    def print_survey(self, uid: str) -> None:
        """Print the slip on which the citizen says how satisfied they were."""
        self._print(lambda: self._ports.print_survey(uid))

    def print_slip(self, uid: str) -> None:
        """Print the receipt for results again; `again` if why is still to be said."""
        self._kit.tasks.run(
            lambda: self._ports.print_slip(uid),
            self.printed.emit,
            lambda error: self.again.emit(uid) if is_asked(error) else self.failed.emit(error),
            owner=self,
        )

    def _print(self, work: Callable[[], int]) -> None:
        self._kit.tasks.run(work, self.printed.emit, self.failed.emit, owner=self)
