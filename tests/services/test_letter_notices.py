"""Letters are notices, too: they wait until they are printed, and need somewhere to go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desk import settings
from desk.app import counter as program
from desk.app import notices as room
from desk.domain.notices import Kind, NoticeAddressError, State, Way
from desk.domain.papers import LetterSheet
from desk.domain.records import Dossier
from desk.services import checking, notices, outgoing, papers, print_queue, reading
from desk.services.notices import About
from desk.services.print_queue import JobNotWaitingError
from desk.services.workplace import Workplace
from tests.kit import RESIDENCE, Counter, act, administrator, person, receive
from tests.printing.reading import flat, poppler_text

DOOR = "Số 1 phố Không Có Thật"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "one").make()


def finished(work: Workplace, name: str, **facts: str) -> Dossier:
    state = receive(work, RESIDENCE, submitter=person(name, **({"address": DOOR} | facts)))
    return act(work, state, "finish")


def put(work: Workplace, folder: Path, about: About, *states: Dossier) -> tuple[str, ...]:
    by = administrator(work)
    found = room.drafts(work, folder, about, [each.uid for each in states], Way.LETTER, by)
    return notices.put(work, by, about, [room.ready(each) for each in found])


def letters_job(work: Workplace) -> int:
    (job,) = [each for each in print_queue.jobs(work) if each.form == "letters"]
    return job.id


def states(work: Workplace) -> list[State]:
    return [each.state for each in outgoing.listed(work)]


def told(work: Workplace, state: Dossier) -> Dossier:
    return reading.open_dossier(work, state.uid, administrator(work)).dossier


def test_a_letter_waits_until_its_print_job_is_out(counter: Counter) -> None:
    with counter.open() as work:
        state = finished(work, "Trần Thử Một")
        put(work, counter.folder, About(kind=Kind.WAITS), state)
        job = letters_job(work)
        assert states(work) == [State.WAITING]
        print_queue.begin(work, job, "gone")
        print_queue.report(work, job, "failed", "PrinterGoneError")
        assert states(work) == [State.WAITING]
        assert told(work, state).reminders == ()
        print_queue.retry(work, job)
        print_queue.begin(work, job, "there")
        print_queue.report(work, job, "done")
        assert states(work) == [State.SENT]
        shown = told(work, state)
        assert [each.outcome for each in shown.notices] == ["sent"]
        assert len(shown.reminders) == 1
        assert checking.verify(work).ok


def test_a_letter_that_the_spooler_still_holds_waits(counter: Counter) -> None:
    with counter.open() as work:
        put(work, counter.folder, About(kind=Kind.WAITS), finished(work, "Trần Thử Một"))
        job = letters_job(work)
        print_queue.begin(work, job, "there")
        print_queue.handing(work, job, "there", 1, 17)
        print_queue.settle(work, job)
        assert states(work) == [State.WAITING]
        print_queue.gave_up(work, job)
        assert states(work) == [State.WAITING]
        print_queue.answer(work, job, came=True)
        assert states(work) == [State.SENT]


def test_what_the_spooler_lets_go_is_sent(counter: Counter) -> None:
    with counter.open() as work:
        put(work, counter.folder, About(kind=Kind.WAITS), finished(work, "Trần Thử Một"))
        job = letters_job(work)
        print_queue.begin(work, job, "there")
        print_queue.handing(work, job, "there", 1, 17)
        print_queue.recover(work, lambda *_: True)  # the program ended, the spooler has it
        assert states(work) == [State.WAITING]
        print_queue.came_out(work, job)
        assert states(work) == [State.SENT]


def test_nobody_is_written_to_without_an_address(counter: Counter) -> None:
    with counter.open() as work:
        by, about = administrator(work), About(kind=Kind.WAITS)
        state = finished(work, "Trần Thử Một", address="")
        (draft,) = room.drafts(work, counter.folder, about, [state.uid], None, by)
        assert (draft.way, type(draft.problem)) == (Way.LETTER, NoticeAddressError)
        with pytest.raises(NoticeAddressError):
            notices.put(work, by, about, [room.ready(draft)])
        assert states(work) == []


def test_a_letter_that_was_given_up_is_not_printed(counter: Counter, tmp_path: Path) -> None:
    with counter.open() as work:
        by = administrator(work)
        two = [finished(work, "Trần Thử Một"), finished(work, "Lê Thử Hai")]
        first, second = put(work, counter.folder, About(kind=Kind.WAITS), *two)
        job = letters_job(work)
        outgoing.cancel(work, by, [first])
        pdf = program.print_job(work, counter.folder, job)[1]
        said = flat(poppler_text(pdf, tmp_path))
        assert "Lê Thử Hai" in said
        assert "Trần Thử Một" not in said
        outgoing.cancel(work, by, [second])
        with pytest.raises(JobNotWaitingError):
            print_queue.begin(work, job, "there")


def test_a_letter_is_asked_once_more_when_its_printing_begins(
    counter: Counter, tmp_path: Path
) -> None:
    with counter.open() as work:
        three = [finished(work, f"Trần Thử Số {n}") for n in "123"]
        put(work, counter.folder, About(kind=Kind.WAITS), *three)
        job = letters_job(work)
        act(work, three[0], "hand-over", to="Trần Thử Số 1", id_number="001199000001")
        moved = (("submitter.address", "Số 2 phố Không Có Thật"),)
        act(work, three[1], "correct", reason="gõ nhầm", changes=moved)
        print_queue.begin(work, job, "there")
        pdf = program.print_job(work, counter.folder, job)[1]
        said = flat(poppler_text(pdf, tmp_path))
        assert [n for n in "123" if f"Trần Thử Số {n}" in said] == ["3"]
        print_queue.settle(work, job)
        found = {each.code: (each.state, each.error) for each in outgoing.listed(work)}
        assert [found[each.code] for each in three] == [
            (State.CANCELLED, "NoticeOutdatedError"),
            (State.FAILED, "NoticeChangedError"),
            (State.SENT, ""),
        ]


def test_a_job_of_letters_none_of_which_is_true_is_not_printed(counter: Counter) -> None:
    with counter.open() as work:
        state = finished(work, "Trần Thử Một")
        put(work, counter.folder, About(kind=Kind.WAITS), state)
        act(work, state, "hand-over", to="Trần Thử Một", id_number="001199000001")
        with pytest.raises(JobNotWaitingError):
            print_queue.begin(work, letters_job(work), "there")
        assert [each.state for each in print_queue.jobs(work) if each.form == "letters"] == [
            "cancelled"
        ]
        assert states(work) == [State.CANCELLED]


@pytest.mark.parametrize("kind", [Kind.READY, Kind.WAITS])
def test_a_refusal_is_told_as_one(counter: Counter, tmp_path: Path, kind: Kind) -> None:
    with counter.open() as work:
        by, about = administrator(work), About(kind=kind)
        state = receive(work, RESIDENCE, submitter=person("Trần Thử Một", address=DOOR))
        state = act(work, state, "reject", reason="Nơi ở không thuộc địa bàn phường.")
        (mail,) = room.drafts(work, counter.folder, about, [state.uid], Way.EMAIL, by)
        assert mail.subject == f"Hồ sơ {state.code} không được giải quyết"
        assert "Nơi ở không thuộc địa bàn phường" in mail.text
        assert "đã có kết quả" not in mail.text
        (sms,) = room.drafts(work, counter.folder, about, [state.uid], Way.SMS, by)
        assert "khong duoc giai quyet" in sms.text
        assert "dia ban" not in sms.text  # why is nobody's business who sees the telephone
        put(work, counter.folder, about, state)
        pdf = program.print_job(work, counter.folder, letters_job(work))[1]
        said = flat(poppler_text(pdf, tmp_path))
        assert "THÔNG BÁO TỪ CHỐI GIẢI QUYẾT HỒ SƠ" in said
        assert "Lý do: Nơi ở không thuộc địa bàn phường." in said


def test_a_letter_that_was_printed_is_printed_again_as_it_was_made(counter: Counter) -> None:
    with counter.open() as work:
        state = finished(work, "Trần Thử Một")
        come = work.now() + timedelta(days=3)
        put(work, counter.folder, About(kind=Kind.INVITE, come_at=come, bring="bản chính"), state)
        print_queue.settle(work, letters_job(work))
        look = program.look(work, settings.load(counter.folder))
        sheet = papers.of_dossier(work, "notice", state.code, look)
        assert isinstance(sheet, LetterSheet)
        assert sheet.times["come"] == come
        assert sheet.texts["bring"] == "bản chính"
