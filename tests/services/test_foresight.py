"""What a step would mean is what it then does; and nothing is written to find out."""

from __future__ import annotations

import pytest

from desk.domain.deadline import ApologyTooLateError, NoExtensionError
from desk.domain.records import Actor
from desk.services import foresight, processing
from desk.services.processing import Details
from desk.services.workplace import Workplace
from tests.kit import BIRTH, MARRIAGE, RESIDENCE, Clock, Counter, receive

CLERK = Actor(uid="u-1", login="lan", name="Trần Thử Lan", role="clerk")
LEADER = Actor(uid="u-3", login="chi", name="Vũ Ví Chi", role="leader")


def test_an_extension_is_as_it_was_foreseen(work: Workplace) -> None:
    made = receive(work, MARRIAGE)
    seen = foresight.foresee(work, CLERK, made.uid, "verify")
    assert "Điều 18" in seen.ground
    after = processing.act(work, made.uid, "verify", CLERK, Details(reason="x"))
    assert after.due_at == seen.due_at


def test_a_draft_is_as_it_was_foreseen(work: Workplace) -> None:
    made = receive(work, RESIDENCE)
    seen = foresight.foresee(work, CLERK, made.uid, "propose")
    assert seen.reasons
    given = Details(reason=seen.reasons[0])
    after = processing.act(work, made.uid, "propose", CLERK, given)
    assert after.proposal is not None
    assert after.proposal.due_at == seen.due_at


@pytest.mark.parametrize(
    ("procedure", "action", "error"),
    [(BIRTH, "apologise", ApologyTooLateError), (RESIDENCE, "verify", NoExtensionError)],
)
def test_what_cannot_be_done_is_said_beforehand(
    work: Workplace, procedure: str, action: str, error: type[Exception]
) -> None:
    seen = foresight.foresee(work, LEADER, receive(work, procedure).uid, action)
    assert isinstance(seen.refused, error)
    assert seen.due_at is None


def test_a_second_request_is_warned_of_with_its_law(work: Workplace) -> None:
    made = receive(work, BIRTH)
    first = foresight.foresee(work, CLERK, made.uid, "supplement")
    assert (first.law, first.again) == ("", False)
    assert "Giấy chứng sinh" in first.papers
    for action, reason in (("supplement", "thiếu"), ("supplemented", "")):
        processing.act(work, made.uid, action, CLERK, Details(reason=reason))
    again = foresight.foresee(work, CLERK, made.uid, "supplement")
    assert "một lần" in again.law
    assert again.again
    assert not foresight.foresee(work, LEADER, made.uid, "supplement").again


def test_where_it_goes_next_and_how_it_is_struck_out(counter: Counter, work: Workplace) -> None:
    made = receive(work, RESIDENCE)
    before = counter.rows("SELECT count(*) FROM event")
    steps = foresight.foresee(work, CLERK, made.uid, "forward").steps
    assert steps[0] == ("tham-dinh", "Thẩm định")
    assert foresight.foresee(work, LEADER, made.uid, "void").digits == made.code[-4:]
    assert counter.rows("SELECT count(*) FROM event") == before
    processing.act(work, made.uid, "forward", CLERK, Details(step="tham-dinh"))
    after = foresight.foresee(work, CLERK, made.uid, "forward").steps
    assert after[0] == ("trinh-ky", "Trình ký")
    assert "tham-dinh" not in dict(after)


def test_a_request_after_the_due_time_is_warned_of(work: Workplace, clock: Clock) -> None:
    made = receive(work, RESIDENCE)
    assert foresight.foresee(work, CLERK, made.uid, "supplement").warnings == ()
    clock.pass_(days=30)
    (told,) = foresight.foresee(work, CLERK, made.uid, "supplement").warnings
    assert (told.code, dict(told.facts)["due"]) == ("supplement_late", f"{made.due_at:%d/%m/%Y}")
    assert foresight.foresee(work, CLERK, made.uid, "finish").warnings == ()
