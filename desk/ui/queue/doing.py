"""Steps for several dossiers: each durable by itself, what failed is said, the rest goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Signal

from desk.domain.errors import DeskError
from desk.domain.views import DossierView
from desk.ui import words
from desk.ui.kit import Kit, PlainWords
from desk.ui.language import plural, translate
from desk.ui.page import Undo
from desk.ui.ports import QueuePorts
from desk.ui.queue.table_model import QueueModel

#: So many failures are told by their code; the row of marks in the list shows the others.
_TOLD: Final = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a batch so far."""

    done: list[DossierView] = field(default_factory=list)
    failed: list[tuple[str, DeskError]] = field(default_factory=list)  # uid, why

    def go(self, uids: Sequence[str], act: Callable[[str], DossierView]) -> None:
        """Act for one after another; what is refused for one keeps no other waiting."""
        for uid in uids:
            try:
                self.done.append(act(uid))
            except DeskError as error:
                self.failed.append((uid, error))


class Doing(QObject):
    """`did` carries the dossiers that a step was done for, `failed` words about what was not."""

    did = Signal(object)
    said = Signal(str)
    undoable = Signal(object)
    failed = Signal(object)

    def __init__(self, kit: Kit, ports: QueuePorts, model: QueueModel) -> None:
        super().__init__(model)
        self._kit, self._ports, self._model = kit, ports, model
        self._codes: dict[str, str] = {}

    def do(self, uids: Sequence[str], action: str, arguments: Mapping[str, object]) -> None:
        """Do a step for each of `uids`."""
        heads = {row.uid: row.heads for row in self._model.rows}

        def act(uid: str) -> DossierView:
            return self._ports.act(uid, action, seen=heads.get(uid, ()), **arguments)

        self._run(uids, act, lambda done: self._done(action, done))

    def forward(self, uids: Sequence[str], arguments: Mapping[str, object]) -> None:
        """Hand several on together, with one slip: all of them or none."""

        def work() -> tuple[str, tuple[DossierView, ...]]:
            number = self._ports.forward_many(tuple(uids), arguments)
            return number, tuple(self._ports.open(uid) for uid in uids)

        def done(told: tuple[str, tuple[DossierView, ...]]) -> None:
            self._done("forward", told[1])
            said = translate("Queue", "Phiếu bàn giao {number}: {n} hồ sơ")
            self.said.emit(said.format(number=told[0], n=len(uids)))

        self._kit.tasks.run(work, done, self._failed, owner=self)

    def claim(self, code: str) -> None:
        """Take what a slip's code names into hand."""
        self._run([code], self._claimed, lambda done: self._done("claim", done))

    def _claimed(self, code: str) -> DossierView:
        return self._ports.act(self._ports.open(code).dossier.uid, "claim")

    def _done(self, action: str, done: Sequence[DossierView]) -> None:
        said = plural(
            len(done),
            translate("Queue", "{action}: xong 1 hồ sơ"),
            translate("Queue", "{action}: xong {n} hồ sơ"),
            action=words.action(action),
        )
        self.said.emit(said)
        steps = {view.dossier.uid: view.just_taken for view in done if view.just_taken}
        if action == "propose":
            uids = [view.dossier.uid for view in done]
            self.undoable.emit(Undo(said=said, back=lambda: self._withdraw(uids, said)))
        elif steps:
            self.undoable.emit(Undo(said=said, back=lambda: self.take_back(steps, said)))
        self.did.emit([view.dossier.uid for view in done])

    def take_back(self, steps: Mapping[str, str], said: str) -> None:
        """Take back one step of each dossier, if it still is the newest."""

        def back(uid: str) -> DossierView:
            return self._ports.act(uid, "recall", event=steps[uid])

        self._run(list(steps), back, lambda _: self._taken_back(said, list(steps)))

    def _withdraw(self, uids: Sequence[str], said: str) -> None:
        self._run(
            uids,
            lambda uid: self._ports.act(uid, "decline"),
            lambda _: self._taken_back(said, uids),
        )

    def _taken_back(self, said: str, uids: Sequence[str]) -> None:
        if len(uids) > 1:  # the row as it was: without the wrong one it can be done again
            self._model.mark_again(uids)
        self.said.emit(translate("Queue", "Đã thu hồi: {said}").format(said=said))
        self.did.emit([])

    def _run(
        self,
        uids: Sequence[str],
        act: Callable[[str], DossierView],
        done: Callable[[Sequence[DossierView]], None],
    ) -> None:
        outcome = Outcome()
        self._codes |= {row.uid: row.code for row in self._model.rows}

        def over(error: Exception | None = None) -> None:
            # Whatever stopped the row: what was done before is told of, and may go back.
            if outcome.done:
                done(outcome.done)
            if error is not None:
                self._failed(error)
            elif len(uids) == 1 and outcome.failed:
                self._failed(outcome.failed[0][1])
            elif outcome.failed:
                self.failed.emit(self._words_of(outcome, len(uids)))

        self._kit.tasks.run(lambda: outcome.go(uids, act), lambda _: over(), over, owner=self)

    def _failed(self, error: Exception) -> None:
        self.failed.emit(self._kit.words(error))

    def _words_of(self, outcome: Outcome, count: int) -> PlainWords:
        """Say which failed and why; those stay marked, so that they can be tried again."""
        told = [(self._codes.get(uid, uid), self._kit.words(why)) for uid, why in outcome.failed]
        lines = [f"{code}: {said.title}" for code, said in told[:_TOLD]]
        if len(told) > _TOLD:
            more = translate("Queue", "và {n} hồ sơ nữa")
            lines.append(more.format(n=len(told) - _TOLD))
        title = translate("Queue", "{n} trong {all} hồ sơ chưa làm được")
        return PlainWords(
            title=title.format(n=len(told), all=count),
            meaning="\n".join(lines),
            next=told[0][1].next,
        )
