"""What a sender may be set up with."""

from __future__ import annotations

import pytest

from desk.domain.outgoing import BadSenderError, checked

MAIL = {"host": "mail.phuong.test", "from": "motcua@phuong.test"}


def test_what_was_not_told_is_as_the_security_has_it() -> None:
    found = checked("smtp", {**MAIL, "user": "motcua", "name": " Một  cửa "}, secret=True)
    assert (found["port"], found["security"], found["name"]) == ("587", "starttls", "Một cửa")
    assert checked("smtp", {**MAIL, "security": "tls"}, secret=False)["port"] == "465"
    near = {**MAIL, "host": "localhost", "security": "none", "user": "a"}
    assert checked("smtp", near, secret=True)["port"] == "25"
    assert checked("folder", {"path": "/srv/tin"}, secret=False) == {"path": "/srv/tin"}


@pytest.mark.parametrize(
    ("kind", "told", "secret", "field"),
    [
        ("pigeon", {}, False, "kind"),
        ("smtp", {**MAIL, "path": "/x"}, False, "path"),
        ("smtp", {**MAIL, "host": ""}, False, "host"),
        ("smtp", {**MAIL, "host": "a b"}, False, "host"),
        ("smtp", {**MAIL, "host": "http://a"}, False, "host"),
        ("smtp", {**MAIL, "name": "a\nb"}, False, "name"),
        ("smtp", {**MAIL, "security": "ssl"}, False, "security"),
        ("smtp", {**MAIL, "port": "0"}, False, "port"),
        ("smtp", {**MAIL, "port": "65536"}, False, "port"),
        ("smtp", {**MAIL, "port": "x"}, False, "port"),
        ("smtp", {**MAIL, "from": "motcua"}, False, "from"),
        ("smtp", {**MAIL, "from": "Một cửa <a@b.vn>"}, False, "from"),
        ("smtp", MAIL, True, "user"),
        ("smtp", {**MAIL, "security": "none", "user": "a"}, True, "security"),
        ("folder", {}, False, "path"),
    ],
)
def test_what_cannot_work_is_named(
    kind: str, told: dict[str, str], secret: bool, field: str
) -> None:
    with pytest.raises(BadSenderError) as refused:
        checked(kind, told, secret=secret)
    assert refused.value.facts == {"field": field}
