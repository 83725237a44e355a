"""Notices as people ask for them: dossiers in, words out, and into the outgoing box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk import settings
from desk.app import counter, posting
from desk.app.exchange import PracticeError
from desk.domain.notices import Way
from desk.domain.papers import LetterSheet, Page
from desk.domain.text import harmless
from desk.services import mailing, notices
from desk.services.notices import About, Ready

if TYPE_CHECKING:
    from pathlib import Path

    from desk.app.seat import Seat
    from desk.domain.outgoing import Draft, Message, SenderState
    from desk.domain.records import Actor
    from desk.services.workplace import Workplace
    from desk.ui.notices.ports import NoticePorts, Told


def drafts(  # noqa: PLR0917 - what is told to whom, how, by whom
    work: Workplace,
    folder: Path,
    about: About,
    codes: Sequence[str],
    way: Way | None,
    by: Actor,
) -> tuple[Draft, ...]:
    """Return what would be told, worded.

    Raises:
        NotAllowedError.
        FormUnknownError, PlaceholderUnknownError, WordingDamagedError: the ward's own wording.
    """
    common = _common(work, folder)
    marks = settings.load(folder).sms_marks == "on"
    found = notices.drafts(work, common, about, codes, way, by)
    return tuple(worded(each, marks=marks) for each in found)


def _common(work: Workplace, folder: Path) -> dict[str, Any]:
    from desk.services import notice_papers

    style = counter.look(work, settings.load(folder))
    return {
        "office": style.office,
        "wording": style.wording(notice_papers.WORDING),
        "issued_at": work.now(),
        "page": Page(style.page),
        "practice": style.practice,
    }


def worded(draft: Draft, *, marks: bool) -> Draft:
    """Return a draft with its words; a letter shows what it would say, too."""
    from desk.domain import smstext
    from desk.printing import plain

    if not isinstance(draft.sheet, LetterSheet):
        return draft
    text = plain.worded(draft.sheet)
    if draft.way is Way.SMS:
        short = text.short if marks else smstext.without_marks(text.short)
        return replace(draft, text=short)
    if draft.way is Way.ZALO:
        return replace(draft, text=text.short)
    return replace(draft, subject=text.subject, text=text.mail)


def ready(draft: Draft) -> Ready:
    """Return a draft as it goes into the box; a letter has its words in the log."""
    words = draft.way is not Way.LETTER
    return Ready(
        code=draft.dossier,
        way=draft.way,
        name=draft.name if words else "",
        address=draft.address if words else "",
        subject=draft.subject if draft.way is Way.EMAIL else "",
        text=draft.text if words else "",
    )


def letters(work: Workplace, folder: Path, batch: str) -> bytes:
    """Return the letters of one go as one PDF.

    Raises:
        NoLettersError.
    """
    from desk.services import papers

    sheet = papers.of_letters(work, batch, counter.look(work, settings.load(folder)))
    return counter.render("letters", sheet).pdf


def message_object(message: Message) -> dict[str, object]:
    """Return a message as commands answer it."""
    return {
        "uid": message.uid,
        "code": message.code,
        "kind": message.kind.value,
        "way": message.way.value,
        "state": message.state.value,
        "name": message.name,
        "address": message.address,
        "subject": message.subject,
        "text": message.text,
        "by": message.by,
        "prepared_at": message.prepared_at.isoformat(),
        "changed_at": message.changed_at.isoformat(),
        "tries": message.tries,
        "next_at": message.next_at.isoformat() if message.next_at else None,
        "error": message.error,
        "said": message.said,
    }


def draft_object(draft: Draft) -> dict[str, object]:
    """Return a draft as commands answer it."""
    from desk.domain import smstext

    found: dict[str, object] = {
        "code": draft.code,
        "kind": draft.kind.value,
        "way": draft.way.value,
        "name": draft.name,
        "address": draft.address,
        "subject": draft.subject,
        "text": draft.text,
        "today": [each.isoformat() for each in draft.today],
    }
    if draft.way is Way.SMS:
        cost = smstext.count(draft.text)
        found |= {"parts": cost.parts, "alphabet": "ucs2" if cost.wide else "gsm"}
    return found


def sender_object(state: SenderState) -> dict[str, object]:
    """Return how a way stands as commands answer it; no password is in it."""
    return {
        "way": state.way.value,
        "kind": state.kind,
        "settings": dict(state.settings),
        "password": state.secret,
        "error": state.error,
        "since": state.since.isoformat() if state.since else None,
        "waiting": state.waiting,
    }


def csv_of(messages: Sequence[Message]) -> str:
    """Return messages as a table for an office's gateway: phone, text, dossier."""
    import csv
    from io import StringIO

    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("phone", "text", "dossier"))
    table.writerows((harmless(each.address), harmless(each.text), each.code) for each in messages)
    return out.getvalue()


class _Way:
    """What the page's acts have in common: whatever was done, what waits is looked at anew."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def __call__(self, act: Callable[[], object]) -> None:
        act()
        if self._seat.poster is not None:
            self._seat.poster.nudge()
        self._seat.nudge()

    def send_now(self) -> None:
        if self._seat.poster is None:
            raise PracticeError
        self._seat.poster.nudge(everything=True)

    def listen(self, told: Callable[[], None]) -> None:
        if self._seat.poster is not None:
            self._seat.poster.told = told


def ports(seat: Seat) -> NoticePorts:
    """Return what the page is handed."""
    from desk.services import outgoing, senders
    from desk.ui.notices.ports import NoticePorts

    work, folder, then = seat.work, seat.folder, _Way(seat)

    def put(told: Told, chosen: Sequence[Draft]) -> None:
        again = any(each.today for each in chosen)
        items = [ready(each) for each in chosen]
        then(lambda: notices.put(work, seat.user, _about(told), items, again=again))

    return NoticePorts(
        candidates=lambda kind: notices.candidates(work, kind),
        drafts=lambda told, uids, way: drafts(work, folder, _about(told), uids, way, seat.user),
        put=put,
        listed=lambda: outgoing.listed(work),
        senders=lambda: senders.states(work),
        needing=lambda: outgoing.needing(work),
        send_now=then.send_now,
        retry=lambda uids: then(lambda: outgoing.retry(work, seat.user, uids)),
        cancel=lambda uids: then(lambda: outgoing.cancel(work, seat.user, uids)),
        mark=lambda uids, to: then(lambda: outgoing.mark(work, seat.user, uids, to)),
        readdress=lambda uid, to: then(lambda: outgoing.readdress(work, seat.user, uid, to)),
        print_again=lambda batch: mailing.print_again(work, batch),
        export=lambda way, path: export(work, seat.user, way, path),
        set_up=lambda *told: then(lambda: senders.set_up(work, seat.user, *told)),
        take_away=lambda way: senders.take_away(work, seat.user, way),
        try_out=lambda way: posting.try_out(work, way),
        listen=then.listen,
    )


def _about(told: Told) -> About:
    return About(kind=told.kind, come_at=told.come_at, bring=told.bring)


def exported(work: Workplace, by: Actor, way: Way) -> tuple[list[Message], bytes]:
    """Return what waits for a way, and the same as a table that an office's gateway reads.

    Raises:
        NotAllowedError: lists of personal data, out of the program, are for leaders.
    """
    from desk.domain import rights
    from desk.domain.notices import State
    from desk.services import outgoing

    rights.require(by, "export")
    found = [each for each in outgoing.listed(work, (State.WAITING,)) if each.way is way]
    return found, ("\ufeff" + csv_of(found)).encode()


def export(work: Workplace, by: Actor, way: Way, path: Path) -> int:
    """Write that table; return how many messages it has.

    Raises:
        NotAllowedError: as `exported`.
        OSError: the file cannot be written.
    """
    found, table = exported(work, by, way)
    counter.write_file(path, table)
    return len(found)
