"""The outgoing box is emptied: by a thread behind the window, or once by a command."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desk import settings
from desk.app.exchange import PracticeError
from desk.domain.errors import InputError, StorageError
from desk.domain.notices import State
from desk.services import outgoing, senders

if TYPE_CHECKING:
    from desk.domain.notices import Way
    from desk.domain.outgoing import Message
    from desk.sending.registry import Checked
    from desk.services.senders import Access
    from desk.services.workplace import Workplace

_log = logging.getLogger(__name__)
_EVERY_S: Final = 60.0
_PATIENCE_S: Final = 8.0
#: So many messages of one way are looked after for news of them; older ones are what they are.
_FOLLOWED: Final = 500


@dataclass(slots=True)
class Told:
    """What one go came to; `closed` tells of each way why nothing of it goes."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    later: int = 0
    confirmed: int = 0
    dropped: int = 0  # not true any more
    closed: dict[str, str] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether a message stands otherwise than before."""
        came = (self.sent, self.failed, self.unsure, self.later, self.confirmed, self.dropped)
        return any(came)

    def kept(self, state: State) -> None:
        """Count a message that did not go because the dossier stands otherwise by now."""
        if state is State.FAILED:
            self.failed += 1
        else:
            self.dropped += 1


class Post:
    """Sends what waits, way by way; `stop` ends it between two messages."""

    def __init__(self, work: Workplace) -> None:
        """Prepare; nothing is opened yet."""
        self._work = work
        self._over = threading.Event()
        self._open: Checked | None = None
        self._practice = settings.load(work.database.folder).practice

    def once(self, *, everything: bool) -> Told:
        """Send what may go now, or with `everything` also what waits after a refusal.

        First what an earlier go did not bring to its end is sorted out: the program ended, or the
        disk was full.

        Raises:
            StorageError: and whatever else is a fault of ours; its way then waits a while.
        """
        told = Told()
        if self._practice:
            return told
        told.unsure += outgoing.recover(self._work)
        for way in senders.due(self._work, everything=everything):
            if not self._over.is_set():
                self._way(way, told, everything=everything)
        return told

    def stop(self) -> None:
        """End after the message that is under way."""
        self._over.set()

    def abort(self) -> None:
        """Break off the message that is under way."""
        if self._open is not None:
            self._open.abort()

    def _way(self, way: Way, told: Told, *, everything: bool) -> None:
        from desk.sending.ports import SenderClosedError, SenderFaultError

        try:
            access = senders.access(self._work, way)
        except StorageError as error:  # the key store does not open: the password is in it
            told.closed[way.value] = error.code
            senders.closed(self._work, way, error.code)
            return
        if access is None:
            return
        try:
            with closing(carrier(self._work, access)) as used:
                self._open = used
                self._all(used, way, told, everything=everything)
                self._follow(used, way, told)
        except SenderClosedError as error:
            told.closed[way.value] = error.code
            senders.closed(self._work, way, error.code)
        except StorageError:
            raise
        except Exception:  # a fault of ours: whoever looks at the box sees that nothing goes
            senders.closed(self._work, way, SenderFaultError().code)
            raise
        finally:
            self._open = None

    def _all(self, used: Checked, way: Way, told: Told, *, everything: bool) -> None:
        done: set[int] = set()
        while not self._over.is_set():
            message = outgoing.take(
                self._work, way, everything=everything, but=done, kept=told.kept
            )
            if message is None:
                return
            done.add(message.id)
            self._one(used, message, told)

    def _one(self, used: Checked, message: Message, told: Told) -> None:
        from desk.sending import ports

        work = self._work
        try:
            said = used.send(message, lambda: outgoing.handing(work, message.id))
        except ports.SenderClosedError:
            outgoing.back(work, message.id)
            raise
        except InputError as error:  # whatever was checked before: one bad row stops no other
            outgoing.failed(work, message.id, error.code)
            told.failed += 1
        except ports.RefusedForNowError as error:
            outgoing.later(work, message.id, error.code, error.said)
            told.later += 1
        except ports.RefusedForGoodError as error:
            outgoing.failed(work, message.id, error.code, error.said)
            told.failed += 1
        except ports.AnswerLostError:
            outgoing.unsure(work, message.id)
            told.unsure += 1
        else:
            outgoing.sent(work, message.id, said)
            senders.went(work, message.way)
            told.sent += 1

    def _follow(self, used: Checked, way: Way, told: Told) -> None:
        asked = [
            each.uid
            for each in outgoing.listed(self._work, (State.SENT,), limit=_FOLLOWED)
            if each.way is way
        ]
        news = used.news(asked) if asked else ()
        told.confirmed += outgoing.confirmed(self._work, news) if news else 0


def carrier(work: Workplace, access: Access) -> Checked:
    """Return whoever carries the messages of a way.

    Raises:
        SenderClosedError.
    """
    from desk.app import counter
    from desk.sending import registry
    from desk.sending.ports import Carrier

    office = counter.look(work, settings.load(work.database.folder)).office
    unit = office.name.title() if office is not None else ""
    told = Carrier(settings=access.settings, now=work.now, secret=access.secret, unit=unit)
    return registry.opened(access.kind, told)


def try_out(work: Workplace, way: Way) -> None:
    """See whether messages of a way would go; nothing is sent.

    Raises:
        UnknownWayError: nothing is set up for it.
        SenderClosedError: why they would not.
        PracticeError: this is a practice office.
    """
    if settings.load(work.database.folder).practice:
        raise PracticeError
    access = senders.access(work, way)
    if access is None:
        raise senders.UnknownWayError(given=way.value, known="–")
    with closing(carrier(work, access)) as used:
        used.check()
    senders.went(work, way)


class Poster:
    """Sends behind an open window until stopped; `told` is called on its thread."""

    def __init__(self, work: Workplace, told: Callable[[], None] = lambda: None) -> None:
        """Prepare."""
        self._work, self.told = work, told
        self._post = Post(work)
        self._woken = threading.Event()
        self._everything = False
        self._over = False
        self._thread = threading.Thread(target=self._run, name="desk-post", daemon=True)

    def start(self) -> None:
        """Begin, with what the last time left."""
        outgoing.forget(self._work)
        self._thread.start()

    def nudge(self, *, everything: bool = False) -> None:
        """Tell that something new waits; `everything`: a person wants it tried now."""
        self._everything = self._everything or everything
        self._woken.set()

    def stop(self) -> None:
        """End; what has not been taken to its end in a moment is broken off."""
        self._over = True
        self._post.stop()
        self._woken.set()
        self._thread.join(_PATIENCE_S)
        if self._thread.is_alive():
            self._post.abort()
            self._thread.join(_PATIENCE_S)

    def _run(self) -> None:
        while not self._over:
            self._woken.clear()  # before looking: a nudge meanwhile is seen either way
            if self._safely(self._round):
                self._safely(self.told)
            self._woken.wait(_EVERY_S)

    def _round(self) -> bool:
        everything, self._everything = self._everything, False
        told = self._post.once(everything=everything)
        return told.anything or bool(told.closed) or everything

    @staticmethod
    def _safely(act: Callable[[], bool | None]) -> bool:
        """Do something and tell whether there are news: a fault is one, and ends no thread."""
        try:
            return bool(act())
        except StorageError as error:  # a full disk, say: what waits waits for the next time
            _log.warning("%s", error.code)
            return False
        except Exception:  # noqa: BLE001 - the log has it whole, and the next go may do
            _log.critical("fault", exc_info=True)
            return True
