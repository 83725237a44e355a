"""The box is emptied by a process that may end between any two statements: nothing goes twice."""

from __future__ import annotations

import threading
from collections import Counter as Times
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import settings as choices
from desk.app import notices as room
from desk.app.posting import Post, Poster
from desk.domain.notice_event import Notified
from desk.domain.notices import MOST_TRIES, Kind, State, Way
from desk.domain.records import Dossier
from desk.models import log
from desk.models.engine import DiskFullError
from desk.models.numbers import SYSTEM
from desk.services import checking, outgoing, senders
from desk.services import notices as service
from desk.services.finding import find
from desk.services.notices import About
from desk.services.workplace import Workplace
from tests.crashes import Watch, deaths
from tests.kit import RESIDENCE, Counter, act, administrator, person, receive
from tests.sending.mailhost import MailHost, serving, settings


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "one").make()


@pytest.fixture
def host() -> Iterator[MailHost]:
    with serving() as made:
        yield made


def prepared(work: Workplace, folder: Path, port: MailHost, names: list[str]) -> list[Dossier]:
    """Put a reminder into the box for each of some finished dossiers."""
    by = administrator(work)
    senders.set_up(work, by, Way.EMAIL, "smtp", settings(port), None)
    made = []
    for at, name in enumerate(names):
        state = receive(work, RESIDENCE, submitter=person(name, email=f"so{at}@example.test"))
        made.append(act(work, state, "finish"))
    put(work, folder, made, Way.EMAIL)
    return made


def put(work: Workplace, folder: Path, states: list[Dossier], way: Way) -> None:
    by, about = administrator(work), About(kind=Kind.WAITS)
    drafts = room.drafts(work, folder, about, [each.uid for each in states], way, by)
    service.put(work, by, about, [room.ready(each) for each in drafts])


def states(work: Workplace) -> list[State]:
    return sorted(each.state for each in outgoing.listed(work))


def test_dying_anywhere_while_sending(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một", "Lê Thử Hai"])

    def do(watch: Watch) -> None:
        with counter.open() as work:
            watch()
            Post(work).once(everything=True)

    seen: Times[tuple[State, ...]] = Times()
    for _ in deaths(counter.home, do, every=9):
        with counter.open() as work:
            outgoing.recover(work)
            Post(work).once(everything=True)
            found = {each.uid: each.state for each in outgoing.listed(work)}
            assert checking.verify(work).ok
        copies = Times(each["Message-ID"] for each in host.mails)
        assert max(copies.values(), default=0) <= 1
        assert set(found.values()) <= {State.SENT, State.UNSURE}
        # What counts as sent was taken; what is unsure may have been.
        sent = sum(state is State.SENT for state in found.values())
        assert sent <= len(copies) <= 2
        seen[tuple(sorted(found.values()))] += 1
        host.taken.clear()
    assert {states_ for states_, _ in seen.items()} >= {(State.SENT, State.SENT)}
    assert any(State.UNSURE in states_ for states_ in seen)


def test_a_copy_that_was_put_back_sends_nothing_by_itself(
    counter: Counter, host: MailHost, tmp_path: Path
) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một"])
    copy = counter.copy_to(tmp_path / "copy")
    with counter.open() as work:
        Post(work).once(everything=True)
        receive(work)
        receive(work)
    counter.put_back(copy)
    with counter.open() as work:
        assert work.outcome.epoch == "restored"
        assert states(work) == [State.UNSURE]
        Post(work).once(everything=True)
        assert len(host.taken) == 1
        assert outgoing.listed(work)[0].error == "NoticeCopiedError"


def test_a_copy_learns_from_the_log_what_the_lost_one_had_sent(
    counter: Counter, host: MailHost, tmp_path: Path
) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một", "Lê Thử Hai"])
    copy = counter.copy_to(tmp_path / "copy")
    with counter.open() as work:
        receive(work)
        receive(work)
    counter.put_back(copy)
    with counter.open() as work:
        kept = outgoing.listed(work)[0]
        with work.database.write() as tx:  # as an exchange brings it back
            stored = find(tx, kept.code)
            told = Notified(
                message=kept.uid, kind=kept.kind, way=kept.way, outcome="sent", at=work.now()
            )
            log.append(tx, told, SYSTEM, work.now(), stored=stored)
        Post(work).once(everything=True)
        assert host.taken == []
        found = {each.uid: (each.state, each.error) for each in outgoing.listed(work)}
        assert found.pop(kept.uid) == (State.SENT, "")
        assert set(found.values()) == {(State.UNSURE, "NoticeCopiedError")}
        assert checking.verify(work).ok


def test_a_message_that_is_refused_again_and_again_is_given_up(
    counter: Counter, host: MailHost
) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một"])
        post, waits = Post(work), []
        host.answers = ["451 4.7.1 later"] * MOST_TRIES
        while states(work) == [State.WAITING]:
            before = outgoing.listed(work)[0]
            post.once(everything=False)
            (now,) = outgoing.listed(work)
            assert now.tries == before.tries + 1
            if now.next_at is not None:
                waits.append(now.next_at - work.now())
                post.once(everything=False)  # too early: nothing is tried
                assert outgoing.listed(work)[0].tries == now.tries
                counter.clock.pass_(seconds=waits[-1].total_seconds())
        assert states(work) == [State.FAILED]
        assert waits == sorted(waits)
        assert timedelta(days=2) < sum(waits, timedelta())


def test_another_counter_knows_that_it_was_told(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        (state,) = prepared(work, counter.folder, host, ["Trần Thử Một"])
        Post(work).once(everything=True)
        # What another counter has of it is the log alone: its own box is empty.
        with work.database.write() as tx:
            tx.exec_driver_sql("DELETE FROM notice")
        by, about = administrator(work), About(kind=Kind.READY)
        again = room.drafts(work, counter.folder, about, [state.uid], None, by)[0]
        assert again.today
        with pytest.raises(service.ToldTodayError):
            service.put(work, by, about, [room.ready(again)])


def test_words_and_addresses_are_not_kept_for_ever(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một"])
        counter.clock.pass_(days=91)
        assert outgoing.forget(work) == 0  # it still waits
        Post(work).once(everything=True)
        counter.clock.pass_(days=91)
        assert outgoing.forget(work) == 1
        (kept,) = outgoing.listed(work)
        assert (kept.state, kept.address, kept.text) == (State.SENT, "", "")


def test_what_has_no_words_any_more_is_not_sent_again(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        by = administrator(work)
        prepared(work, counter.folder, host, ["Trần Thử Một"])
        host.answers = ["550 no such user"]
        Post(work).once(everything=True)
        counter.clock.pass_(days=91)
        outgoing.forget(work)
        (kept,) = outgoing.listed(work)
        with pytest.raises(outgoing.MessageForgottenError):
            outgoing.readdress(work, by, kept.uid, "khac@example.test")
        with pytest.raises(outgoing.MessageForgottenError):
            outgoing.retry(work, by, [kept.uid])
        assert outgoing.listed(work) == (kept,)


def test_one_message_that_no_server_bears_holds_up_no_other(
    counter: Counter, host: MailHost
) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một", "Lê Thử Hai"])
        host.to_receivers["so0@example.test"] = "421 4.3.2 closing"
        for _ in range(2):
            counter.clock.pass_(seconds=600)
            assert Post(work).once(everything=False).closed == {"email": "SenderBusyError"}
        assert [each["To"].addresses[0].username for each in host.mails] == ["so1"]
        assert states(work) == [State.SENT, State.WAITING]


def test_a_full_disk_while_sending_leaves_nothing_behind(
    counter: Counter, host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError

    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một", "Lê Thử Hai"])
        with monkeypatch.context() as disk:
            disk.setattr(outgoing, "handing", full)
            with pytest.raises(DiskFullError):
                Post(work).once(everything=True)
        assert host.taken == []
        with monkeypatch.context() as disk:
            disk.setattr(outgoing, "sent", full)
            with pytest.raises(DiskFullError):
                Post(work).once(everything=True)
        told = Post(work).once(everything=True)
        assert (told.sent, told.unsure) == (1, 1)
        assert len(host.taken) == 2


def test_whoever_has_the_mailbox_is_who_is_written_to(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        senders.set_up(work, administrator(work), Way.EMAIL, "smtp", settings(host), None)
        theirs = {"personal_id": "001199000002", "address": "Số 1 đường Thử"}
        for mine, its in ({}, {"email": "chu@example.test"}), ({"email": "nop@example.test"}, {}):
            owner = person("Lê Chủ Hồ Sơ", **its, **theirs)
            state = receive(work, RESIDENCE, submitter=person("Trần Thử Nộp", **mine), owner=owner)
            put(work, counter.folder, [act(work, state, "finish")], Way.EMAIL)
        found = {each.address: each for each in outgoing.listed(work)}
        for address, name in ("chu", "Lê Chủ Hồ Sơ"), ("nop", "Trần Thử Nộp"):
            message = found[f"{address}@example.test"]
            assert message.name == name
            assert message.text.startswith(f"Kính gửi: {name}\n")


def test_a_damaged_key_store_is_told_and_hides_nothing(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một"])
        work.keys.put("other", "of something else")
        (file,) = counter.home.rglob("*.keys")
    file.write_bytes(b"[]")
    with counter.open() as work:
        told = Post(work).once(everything=True)
        assert told.closed == {"email": "KeysUnreadableError"}
        email = next(each for each in senders.states(work) if each.way is Way.EMAIL)
        assert (email.error, email.waiting) == ("KeysUnreadableError", 1)


def test_a_practice_office_sends_nothing(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một"])
        choices.save(counter.folder, choices.Settings(practice=True))
        assert not Post(work).once(everything=True).anything
    assert host.taken == []


def test_a_fault_of_the_program_is_logged_and_ends_no_thread(
    counter: Counter,
    host: MailHost,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    told = threading.Semaphore(0)
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một", "Lê Thử Hai"])
        poster = Poster(work, told.release)
        with monkeypatch.context() as faulty:
            faulty.setattr(outgoing, "handing", broken)
            poster.start()
            assert told.acquire(timeout=10)
        assert "ZeroDivisionError" in caplog.text
        email = next(each for each in senders.states(work) if each.way is Way.EMAIL)
        assert (email.error, email.waiting) == ("SenderFaultError", 1)
        poster.nudge(everything=True)
        assert told.acquire(timeout=10)
        poster.stop()
        assert states(work) == [State.SENT, State.SENT]
        assert len(host.mails) == 2


def test_closing_the_window_breaks_off_a_server_that_says_nothing(
    counter: Counter, host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.app.posting._PATIENCE_S", 0.3)
    host.hang = True
    with counter.open() as work:
        prepared(work, counter.folder, host, ["Trần Thử Một"])
        poster = Poster(work)
        poster.start()
        assert host.reached.wait(10)
        poster.stop()
        assert states(work) == [State.UNSURE]


def test_words_of_another_day_are_held_for_a_person(counter: Counter, host: MailHost) -> None:
    with counter.open() as work:
        by = administrator(work)
        two = prepared(work, counter.folder, host, ["Trần Thử Một", "Lê Thử Hai"])
        mend = {"reason": "gõ nhầm", "changes": (("submitter.email", "dung@example.test"),)}
        act(work, two[0], "correct", **mend)
        told = Post(work).once(everything=True)
        assert (told.sent, told.failed) == (1, 1)
        (held,) = outgoing.listed(work, [State.FAILED])
        assert (held.code, held.error) == (two[0].code, "NoticeChangedError")
        outgoing.retry(work, by, [held.uid])  # as it is: still not so
        assert Post(work).once(everything=True).failed == 1
        assert len(host.mails) == 1
        put(work, counter.folder, [two[0]], Way.EMAIL)  # nobody was told: it may be told today
        assert Post(work).once(everything=True).sent == 1
        assert host.mails[1]["To"].addresses[0].addr_spec == "dung@example.test"
        assert checking.verify(work).ok


def test_an_address_that_was_mended_in_both_places_is_used(
    counter: Counter, host: MailHost
) -> None:
    with counter.open() as work:
        (one,) = prepared(work, counter.folder, host, ["Trần Thử Một"])
        host.to_receivers["so0@example.test"] = "550 5.1.1 no such user"
        assert Post(work).once(everything=True).failed == 1
        mend = {"reason": "gõ nhầm", "changes": (("submitter.email", "dung@example.test"),)}
        act(work, one, "correct", **mend)
        (kept,) = outgoing.listed(work)
        outgoing.readdress(work, administrator(work), kept.uid, "dung@example.test")
        assert Post(work).once(everything=True).sent == 1


def test_a_second_date_is_not_told_in_the_words_of_the_first(
    counter: Counter, host: MailHost
) -> None:
    with counter.open() as work:
        by, about = administrator(work), About(kind=Kind.MOVED)
        senders.set_up(work, by, Way.EMAIL, "smtp", settings(host), None)
        state = receive(work, RESIDENCE, submitter=person("Trần Thử Một", email="m@example.test"))
        due = state.due_at
        assert due is not None
        counter.clock.pass_(days=14)
        act(work, state, "apologise", reason="hỏng mạng", due=due + timedelta(days=30))
        (draft,) = room.drafts(work, counter.folder, about, [state.uid], Way.EMAIL, by)
        service.put(work, by, about, [room.ready(draft)])
        act(work, state, "verify", reason="chờ xác minh", due=due + timedelta(days=44))
        assert Post(work).once(everything=True).failed == 1
        assert host.mails == []
