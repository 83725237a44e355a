"""Mail through a real server: what arrives, and what is known of it whatever the server does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from desk.domain.notices import Kind, NoticeAddressError, State, Way
from desk.domain.outgoing import Message
from desk.domain.records import VN
from desk.sending.ports import (
    AnswerLostError,
    Carrier,
    RefusedForGoodError,
    RefusedForNowError,
    SenderAwayError,
    SenderBusyError,
    SenderSignInError,
    SenderTrustError,
)
from desk.sending.smtp import Smtp
from tests.sending.mailhost import PASSWORD, USER, MailHost, serving, settings
from tests.sync.faults import certified

AT = datetime(2026, 11, 23, 15, 0, tzinfo=VN)
MESSAGE = Message(
    id=1,
    uid="0199b0d0-0000-7000-8000-000000000001",
    dossier="d",
    code="H26.033.15-261123-1001",
    kind=Kind.READY,
    way=Way.EMAIL,
    state=State.SENDING,
    name="Nguyễn Thị Ví Dụ",
    address="vidu@example.test",
    subject="Hồ sơ H26.033.15-261123-1001 đã có kết quả",
    text="Kính gửi: Nguyễn Thị Ví Dụ\n\n.Dòng bắt đầu bằng dấu chấm\nMời đến nhận.",
    by="Trần Thử An",
    prepared_at=AT,
    changed_at=AT,
)


@pytest.fixture(scope="module")
def host() -> Iterator[MailHost]:
    with serving() as made:
        yield made


@pytest.fixture
def mail(host: MailHost) -> Iterator[MailHost]:
    yield host
    host.taken.clear()
    host.answers.clear()
    host.to_receivers.clear()
    host.drop, host.hang = "", False
    host.reached.clear()


class Hand:
    """Counts how often the last of a message was about to be said."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def sender(host: MailHost, *, secret: str = "", timeout_s: float = 5.0, **more: str) -> Smtp:
    told = Carrier(
        settings=settings(host, **more), now=lambda: AT, secret=secret, timeout_s=timeout_s
    )
    return Smtp(told)


def test_what_arrives_is_what_was_written(mail: MailHost) -> None:
    hand, used = Hand(), sender(mail, name="Phường Mẫu Giáo")
    assert used.send(MESSAGE, hand).startswith("250")
    used.close()
    (got,) = mail.mails
    assert (hand.times, got["To"], got["Subject"]) == (
        1,
        "Nguyễn Thị Ví Dụ <vidu@example.test>",
        MESSAGE.subject,
    )
    assert got["From"] == "Phường Mẫu Giáo <motcua@phuong-mau.test>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == AT
    assert got.get_content().replace("\r\n", "\n").rstrip("\n") == MESSAGE.text
    raw = mail.taken[0]
    assert raw.isascii()  # a server without 8BITMIME and SMTPUTF8 takes it as it is
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_a_message_has_one_id_however_often_it_is_sent(mail: MailHost) -> None:
    for _ in range(2):
        used = sender(mail)
        used.send(MESSAGE, Hand())
        used.close()
    other = sender(mail)
    other.send(replace(MESSAGE, uid="0199b0d0-0000-7000-8000-000000000002"), Hand())
    first, again, third = (each["Message-ID"] for each in mail.mails)
    assert first == again != third
    other.close()


def test_several_go_over_one_connection(mail: MailHost) -> None:
    before, used = mail.sessions, sender(mail)
    mail.answers = ["550 5.7.1 no", "250 ok"]
    with pytest.raises(RefusedForGoodError):
        used.send(MESSAGE, Hand())
    used.send(MESSAGE, Hand())
    used.close()
    assert (mail.sessions - before, len(mail.taken)) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "error"),
    [("451 4.3.0 later", RefusedForNowError), ("554 5.7.1 spam", RefusedForGoodError)],
)
def test_a_refused_text_says_for_how_long(
    mail: MailHost, answer: str, error: type[RefusedForNowError]
) -> None:
    mail.answers = [answer]
    used = sender(mail)
    with pytest.raises(error) as refused:
        used.send(MESSAGE, Hand())
    used.close()
    assert refused.value.said == answer


def test_a_refused_receiver_has_sent_nothing_and_is_not_named_in_what_is_kept(
    mail: MailHost,
) -> None:
    mail.to_receivers[MESSAGE.address] = "550 5.1.1 <vidu@example.test> unknown"
    hand, used = Hand(), sender(mail)
    with pytest.raises(RefusedForGoodError) as refused:
        used.send(MESSAGE, hand)
    used.close()
    assert (hand.times, mail.taken) == (0, [])
    assert "vidu" not in refused.value.said


@pytest.mark.parametrize("place", ["rcpt"])
def test_a_line_that_breaks_before_the_text_has_sent_nothing(mail: MailHost, place: str) -> None:
    mail.drop = place
    hand = Hand()
    with pytest.raises(SenderAwayError):
        sender(mail).send(MESSAGE, hand)
    assert (hand.times, mail.taken) == (0, [])


def test_a_line_that_breaks_after_the_last_dot_leaves_it_unsure(mail: MailHost) -> None:
    mail.drop = "dot"
    hand = Hand()
    with pytest.raises(AnswerLostError):
        sender(mail).send(MESSAGE, hand)
    assert (hand.times, len(mail.taken)) == (1, 1)  # it was taken: a second time were one too many


def test_a_line_that_breaks_within_the_text_is_never_taken_for_sent(mail: MailHost) -> None:
    mail.drop = "data"
    with pytest.raises((AnswerLostError, SenderAwayError)):
        sender(mail).send(MESSAGE, Hand())
    assert mail.taken == []


def test_a_server_that_does_not_answer_the_text_leaves_it_unsure(mail: MailHost) -> None:
    mail.hang = True
    with pytest.raises(AnswerLostError):
        sender(mail, timeout_s=0.3).send(MESSAGE, Hand())


def test_an_answer_without_a_code_leaves_it_unsure(mail: MailHost) -> None:
    mail.answers = ["OK queued as 1"]
    with pytest.raises(AnswerLostError):
        sender(mail).send(MESSAGE, Hand())


def test_a_server_that_closes_takes_nothing_at_all(mail: MailHost) -> None:
    mail.to_receivers[MESSAGE.address] = "421 4.3.2 shutting down"
    with pytest.raises(SenderBusyError):
        sender(mail).send(MESSAGE, Hand())


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = MailHost(port=taken.getsockname()[1])
        with pytest.raises(SenderAwayError):
            sender(nobody).check()


def test_a_text_that_is_too_large_is_refused_before_it_is_sent() -> None:
    with serving(limit=2000) as small:
        hand, used = Hand(), sender(small)
        with pytest.raises(RefusedForGoodError):
            used.send(replace(MESSAGE, text="dài " * 1000), hand)
        used.close()
    assert hand.times == 0


def test_a_server_of_seven_bits() -> None:
    with serving(plain=True) as old:
        used = sender(old)
        used.send(MESSAGE, Hand())
        used.close()
        assert old.mails[0]["Subject"] == MESSAGE.subject


# -- whom it trusts, who it is ------------------------------------------------------------------


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return certified(tmp_path_factory.mktemp("mail"))


@pytest.fixture(scope="module")
def safe(papers: tuple[str, str]) -> Iterator[MailHost]:
    with serving(papers, signs_in=True) as made:
        yield made


def test_over_tls_with_name_and_password(safe: MailHost, papers: tuple[str, str]) -> None:
    used = sender(safe, secret=PASSWORD, security="starttls", user=USER, authorities=papers[0])
    used.check()
    used.send(MESSAGE, Hand())
    used.close()
    assert safe.mails[-1]["To"].addresses[0].addr_spec == MESSAGE.address


def test_a_wrong_password(safe: MailHost, papers: tuple[str, str]) -> None:
    used = sender(safe, secret="sai", security="starttls", user=USER, authorities=papers[0])
    with pytest.raises(SenderSignInError):
        used.check()


def test_a_certificate_that_does_not_count_is_shown_no_password(safe: MailHost) -> None:
    with pytest.raises(SenderTrustError):
        sender(safe, secret=PASSWORD, security="starttls", user=USER).check()


def test_a_server_without_tls_is_not_spoken_to_in_the_open(mail: MailHost) -> None:
    with pytest.raises(SenderTrustError):
        sender(mail, secret=PASSWORD, security="starttls", user=USER).check()


def test_a_receiver_that_is_no_mailbox_is_not_even_dialled() -> None:
    nobody = MailHost(port=1)
    with pytest.raises(NoticeAddressError):
        sender(nobody).send(replace(MESSAGE, address="a@b.test\r\nBcc: x@y.test"), Hand())
