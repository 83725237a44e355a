"""What commands say after a comparison with the city: waiting is told apart from differing."""

from __future__ import annotations

import pytest

from desk.app import counter
from desk.cli.speech import sameness
from desk.services import outbox, reading
from desk.wire import exchange
from tests.flows.program import Program
from tests.kit import RESIDENCE, act, receive
from tests.services.filed import City


@pytest.mark.parametrize(
    ("differing", "unsent", "told"),
    [
        ([], 0, "Thành phố xác nhận 7/7 hồ sơ trùng khớp."),
        (["A-1"], 1, "1 hồ sơ còn chờ gửi, các hồ sơ khác trùng khớp. Không có gì hỏng"),
        (["A-1", "A-2"], 1, "Khác nhau 2 hồ sơ: A-1, A-2. Trong đó 1 hồ sơ chỉ còn chờ gửi"),
        (["A-1"], 0, "Khác nhau 1 hồ sơ: A-1. "),
        ([f"A-{n}" for n in range(21)], 0, ", A-18, A-19 …. "),
    ],
)
def test_what_waits_to_be_sent_is_no_corruption(
    differing: list[str], unsent: int, told: str
) -> None:
    said = sameness(7, 7, differing, unsent)
    assert told in said
    assert "{" not in said


def test_it_is_said_in_english_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LANGUAGE", "en")
    assert sameness(3, 2, ["A-1"], 1).startswith("1 dossiers wait to be sent")
    assert "«desk sync --once»" in sameness(3, 2, ["A-1"], 1)


def test_a_dossier_is_unsent_while_anything_of_it_waits(desk: Program) -> None:
    with counter.opened(desk.folder) as work:
        City().connect(work)
        first, second = receive(work, RESIDENCE), receive(work, RESIDENCE)
        both = (first.uid, second.uid)
        assert reading.unsent(work, both) == 2
        assert reading.unsent(work, (first.uid, "nobody")) == 1
        assert reading.unsent(work, both, "hub") == 0  # of another target nothing is said
        sent = outbox.waiting(work, "city", work.now(), everything=True)
        assert sent is not None
        verdicts = [exchange.Verdict(uid=uid, verdict=exchange.ACCEPTED) for uid in sent.uids]
        pushed = exchange.Pushed(results=verdicts, acked_through=9, expected_seq=None)
        outbox.settle(work, "city", pushed, work.now())
        assert reading.unsent(work, both) == 0
        act(work, second, "claim")
        assert reading.unsent(work, both) == 1
