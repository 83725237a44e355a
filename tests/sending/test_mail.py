"""Whatever people are called and whatever is written to them: no header but ours."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.notices import NoticeAddressError
from desk.domain.text import nfc
from desk.sending import mail
from tests.sending.test_smtp import AT, MESSAGE

OURS = [
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("Content-Language", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]
ANYTHING = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('\r\n\0\x0b\u2028,;<>@"\\:=?\u0300'),
    max_size=80,
)


@given(name=ANYTHING, subject=ANYTHING, text=ANYTHING, office=ANYTHING)
def test_nothing_that_is_written_becomes_a_header(
    name: str, subject: str, text: str, office: str
) -> None:
    told = replace(MESSAGE, name=name, subject=subject, text=text)
    data = mail.built(told, "motcua@phuong-mau.test", office, AT)
    head, _, _ = data.partition(b"\r\n\r\n")
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert b"\r" not in head.replace(b"\r\n", b"")
    read = message_from_bytes(data, policy=policy.default)
    assert sorted(read.keys()) == sorted(OURS)
    (to,) = read["To"].addresses
    assert to.addr_spec == MESSAGE.address
    body = read.get_content()
    assert body.replace("\r\n", "\n").rstrip("\n") == _lines(nfc(text)).rstrip("\n")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


WORDS = st.lists(
    st.sampled_from("Ủy ban nhân dân phường Mẫu – về việc đến ông, bà 12/UBND (lần hai)".split()),
    min_size=1,
    max_size=20,
).map(" ".join)


@given(name=WORDS, subject=WORDS)
def test_words_of_several_lines_keep_their_blanks(name: str, subject: str) -> None:
    told = replace(MESSAGE, name=name, subject=subject)
    read = message_from_bytes(mail.built(told, "motcua@phuong-mau.test", "", AT))
    assert _read(read["Subject"]) == subject[:200].rstrip()
    assert _read(read["To"]) == f"{name} <{MESSAGE.address}>"
    assert max(map(len, str(read).partition("\n\n")[0].splitlines())) <= 78


def _read(header: str) -> str:
    return str(make_header(decode_header(header)))


@given(address=ANYTHING | st.builds("{}@b.vn{}".format, ANYTHING, ANYTHING))
def test_an_address_is_a_mailbox_or_refused(address: str) -> None:
    try:
        data = mail.built(replace(MESSAGE, address=address), "motcua@phuong-mau.test", "", AT)
    except NoticeAddressError:
        return
    (to,) = message_from_bytes(data, policy=policy.default)["To"].addresses
    assert to.addr_spec.isascii()
    assert "," not in to.addr_spec
