"""Keeps the form in hand on disk while it is typed, and the parked ones within reach.

Everything shown is in memory first: a disk that does not take a form leaves it on the screen,
says so, and is tried again. All writing goes through one lane, so it stays in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from desk.domain.drafts import IN_HAND, Draft, Form, free_place, label_of
from desk.domain.errors import StorageError
from desk.domain.records import Actor, Procedure
from desk.ui.drafts.ports import DraftPorts
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Undo
from desk.ui.tasks import Call

#: A letter is on its way to the disk so long after it was typed at the latest.
SAVE_MS: Final = 200
RETRY_MS: Final = 5_000
#: How long a window that is being closed waits for its last letters to be on disk.
FLUSH_MS: Final = 2_000


class Half(Protocol):
    """A form that can be put down and taken up."""

    @property
    def is_blank(self) -> bool:
        """Whether there is not one letter on it."""

    @property
    def procedure(self) -> Procedure | None:
        """What it is about."""

    def form(self) -> Form:
        """Return it as it stands."""

    def show(self, draft: Draft) -> None:
        """Show another."""

    def clear(self) -> None:
        """Begin a new one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the form in hand stands with the disk."""

    kind: str = ""  # saving | saved | failed
    at: datetime | None = None
    error: Exception | None = None


@dataclass(slots=True)
class Waiting:
    """What outlives a change of looks, language and user: forms, and what no disk has yet."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    seen: dict[str, datetime] = field(default_factory=dict)
    unsaved: set[str] = field(default_factory=set)

    def show(self, drafts: Iterable[Draft]) -> None:
        """Know what is on disk now; what is not there yet stays."""
        kept = {uid: self.drafts[uid] for uid in self.unsaved if uid in self.drafts}
        self.drafts = {draft.uid: draft for draft in drafts} | kept
        self.seen |= {d.uid: d.saved_at for d in self.drafts.values() if d.saved_at is not None}

    @property
    def parked(self) -> tuple[Draft, ...]:
        """Everybody who waits, by place; those without one come last."""
        return tuple(sorted(self.drafts.values(), key=lambda d: (d.place == IN_HAND, d.place)))

    def at(self, place: int) -> Draft | None:
        """Return who is parked at a place."""
        return next((each for each in self.drafts.values() if each.place == place), None)


class Keeping(QObject):
    """`moved` tells that others wait now, `stood` carries a `Standing`.

    `said` carries words for a passing note, `undoable` an `Undo`, `resumed` that a form is shown.
    """

    moved = Signal()
    stood = Signal(object)
    said = Signal(str)
    undoable = Signal(object)
    resumed = Signal()

    def __init__(
        self,
        kit: Kit,
        ports: DraftPorts,
        half: Half,
        *,
        waiting: Waiting,
        user: Actor | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._kit, self._ports, self._half, self._user = kit, ports, half, user
        self.waiting = waiting
        self._uid = ""
        self._written: Form | None = None  # what was last handed to the disk of the form in hand
        self._call: Call | None = None
        self._again = False
        self._quiet = False
        self._received: set[str] = set()
        self.standing = Standing()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)

    # -- the form in hand -----------------------------------------------------------------------

    def touch(self) -> None:
        """Something was typed or the cursor went elsewhere."""
        if not self._quiet and not self._timer.isActive():
            self._timer.start(SAVE_MS)

    def received(self, uid: str) -> None:
        """Know that the form of this uid is a dossier now; its draft went with that commit."""
        self._received.add(uid)
        self.waiting.seen.pop(uid, None)
        self.waiting.unsaved.discard(uid)
        self._stand(Standing())

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way to the disk."""
        idle = self._call is None or self._call.over
        return idle and not self._timer.isActive() and not self._again

    def _save(self) -> None:
        self._timer.stop()
        if self._call is not None and not self._call.over:
            self._again = True
            return
        blank = self._half.is_blank
        form = self._half.form()
        if form.new.uid != self._uid:
            self._leave(self._uid)
            self._uid, self._written = form.new.uid, None
        if blank:
            self._leave(self._uid)
            self._written = None
            self._stand(Standing())
        elif form != self._written:
            self._written = form
            self._stand(Standing("saving"))
            draft = self._draft(form, IN_HAND)
            self._call = self._run(draft, self._saved, self._not_saved)

    def _leave(self, uid: str) -> None:
        """Throw away what was cleared from the page; what became a dossier is gone by itself."""
        if (
            uid in self.waiting.seen
            and uid not in self._received
            and uid not in self.waiting.drafts
        ):
            self.waiting.seen.pop(uid)
            self._kit.tasks.run(lambda: self._ports.throw(uid), lambda _: None, owner=self)

    def _draft(self, form: Form, place: int) -> Draft:
        user = self._user
        return Draft(
            form=form,
            place=place,
            author=user.uid if user else "",
            author_name=user.name if user else "",
            label=label_of(form.new),
            procedure=self._half.procedure,
        )

    def _run(
        self,
        draft: Draft,
        done: Callable[[Draft], None],
        failed: Callable[[Exception], None],
    ) -> Call:
        seen = self.waiting.seen

        def work() -> Draft:
            # Read and written on the lane: the save before this one may still be on its way.
            saved = self._ports.save(draft, seen.get(draft.uid))
            if saved.saved_at is not None:
                seen[draft.uid] = saved.saved_at
            self.waiting.unsaved.discard(draft.uid)
            return saved

        return self._kit.tasks.run(work, done, failed, owner=self)

    def _saved(self, draft: Draft) -> None:
        if draft.uid in self._received:
            self.waiting.seen.pop(draft.uid, None)
            return
        if draft.uid == self._uid:
            self._stand(Standing("saved", draft.saved_at))
        if self._again:
            self._again = False
            self._save()

    def _not_saved(self, error: Exception) -> None:
        self._again = False
        if self._uid in self._received:
            return
        self._written = None
        self._stand(Standing("failed", error=error))
        if isinstance(error, StorageError):
            self._timer.start(RETRY_MS)

    def _stand(self, standing: Standing) -> None:
        self.standing = standing
        self.stood.emit(standing)

    def flush(self) -> None:
        """Have the last letters on disk before the window goes."""
        if self._timer.isActive() or self._again:
            self._again = False
            self._save()
        if self.is_settled:
            return
        loop = QEventLoop()
        self.stood.connect(lambda _: loop.quit())
        QTimer.singleShot(FLUSH_MS, loop.quit)
        loop.exec()

    # -- parked forms -----------------------------------------------------------------------------

    def recall(self, draft: Draft) -> None:
        """Show what was on the screen before the looks changed."""
        self._show(draft)
        if draft.saved_at is None:
            self._written = None
            self.touch()

    def begin(self) -> None:
        """Know what waits, and show what its author had in hand when the program ended."""
        self._kit.tasks.run(self._ports.begin, self._begun, self._not_begun, owner=self)

    def _begun(self, drafts: tuple[Draft, ...]) -> None:
        mine = next((d for d in drafts if d.place == IN_HAND and d.author == self._me), None)
        self.waiting.show(d for d in drafts if d is not mine and d.uid != self._uid)
        if mine is not None and mine.uid != self._uid:
            if mine.saved_at is not None:
                self.waiting.seen[mine.uid] = mine.saved_at
            if self._half.is_blank:
                self._show(mine)
            else:  # somebody was quicker than the disk
                self._put(replace(mine, place=self._free()))
        for uid in self.waiting.unsaved & self.waiting.drafts.keys():
            self._try_again(uid)
        self.moved.emit()

    def _not_begun(self, error: Exception) -> None:
        self._stand(Standing("failed", error=error))
        self.moved.emit()

    def seat(self, user: Actor) -> None:
        """Know who types from now on."""
        self._user = user

    @property
    def _me(self) -> str:
        return self._user.uid if self._user else ""

    def _free(self) -> int:
        return free_place(each.place for each in self.waiting.drafts.values())

    def _show(self, draft: Draft) -> None:
        self._uid, self._written = draft.uid, draft.form
        self._quiet = True
        self._half.show(draft)
        self._quiet = False
        self._written = self._half.form()
        self._stand(Standing("saved", draft.saved_at) if draft.saved_at else Standing())
        self.resumed.emit()

    def recallable(self) -> Draft | None:
        """Return the form in hand, to be shown again in other looks."""
        if self._half.is_blank:
            return None
        return replace(self._draft(self._half.form(), IN_HAND), saved_at=self.standing.at)

    def park(self) -> None:
        """Put the form in hand aside under the lowest free number."""
        if self._half.is_blank:
            return
        place = self._free()
        if place == IN_HAND:
            self.said.emit(translate("Shell", "Đã gác đủ chín người; làm tiếp một người trước."))
        else:
            self._put_down(place)

    def leave(self) -> None:
        """Put the form in hand aside, for somebody else comes; all places taken, it still waits."""
        if not self._half.is_blank:
            self._put_down(self._free())

    def _put_down(self, place: int) -> None:
        self._timer.stop()
        self._again = False
        form = self._half.form()
        self._uid, self._written = "", None
        self._put(self._draft(form, place))
        self._quiet = True
        self._half.clear()
        self._quiet = False
        self._stand(Standing())
        self.moved.emit()

    def _put(self, draft: Draft) -> None:
        """Have a form wait, in memory at once and on disk as soon as that can be."""
        shown = replace(draft, saved_at=draft.saved_at or self._kit.now())
        self.waiting.drafts[draft.uid] = shown
        self.waiting.unsaved.add(draft.uid)
        self._run(draft, self._waits, lambda error: self._does_not_wait(draft.uid, error))

    def _waits(self, saved: Draft) -> None:
        known = self.waiting.drafts.get(saved.uid)
        if known is not None:
            kept = replace(known, place=saved.place, saved_at=saved.saved_at)
            self.waiting.drafts[saved.uid] = kept
        self.moved.emit()

    def _does_not_wait(self, uid: str, error: Exception) -> None:
        self._stand(Standing("failed", error=error))
        self.moved.emit()
        if isinstance(error, StorageError):
            QTimer.singleShot(RETRY_MS, self, lambda: self._try_again(uid))

    def _try_again(self, uid: str) -> None:
        draft = self.waiting.drafts.get(uid)
        if draft is not None and uid in self.waiting.unsaved:
            self._put(draft)

    def resume(self, draft: Draft) -> None:
        """Take a parked form up again; the one in hand is parked in its turn."""
        uid = draft.uid
        if uid in self.waiting.unsaved:
            self._take(draft)
            return
        self._kit.tasks.run(
            lambda: self._ports.take(uid),
            self._take,
            lambda error: self._not_taken(draft, error),
            owner=self,
        )

    def _take(self, draft: Draft) -> None:
        self.waiting.drafts.pop(draft.uid, None)
        self.waiting.unsaved.discard(draft.uid)
        self.leave()
        if draft.saved_at is not None:
            self.waiting.seen[draft.uid] = draft.saved_at
        self._show(draft)
        self.moved.emit()

    def _not_taken(self, draft: Draft, error: Exception) -> None:
        if isinstance(error, StorageError):
            self._take(draft)  # the disk does not answer, but the form is here
            self._stand(Standing("failed", error=error))
            return
        self.waiting.drafts.pop(draft.uid, None)
        self.said.emit(self._kit.words(error).title)
        self.begin()

    def throw(self, draft: Draft) -> None:
        """Throw a parked form away; for a while it can be brought back."""
        uid = draft.uid
        self.waiting.drafts.pop(uid, None)
        self.waiting.unsaved.discard(uid)
        self.waiting.seen.pop(uid, None)
        self._kit.tasks.run(
            lambda: self._ports.throw(uid),
            lambda _: None,
            lambda error: self._not_thrown(draft, error),
            owner=self,
        )
        name = draft.label or translate("Shell", "Chưa có tên")
        said = translate("Shell", "Đã bỏ phiếu gác của {name}").format(name=name)
        self.undoable.emit(Undo(said=said, back=lambda: self._bring_back(draft)))
        self.moved.emit()

    def _not_thrown(self, draft: Draft, error: Exception) -> None:
        self.waiting.drafts[draft.uid] = draft
        self.said.emit(self._kit.words(error).title)
        self.moved.emit()

    def _bring_back(self, draft: Draft) -> None:
        place = draft.place if self.waiting.at(draft.place) is None else self._free()
        self._put(replace(draft, place=place))
        self.moved.emit()
