"""What each kind of system must be told."""

from __future__ import annotations

from desk.domain.systems import HUB, NEEDED, OPENCPS, PATHS, PORTAL, System, missing


def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    empty = System(name=" ", kind=PORTAL, url="", told={"user": "u", "unit": ""})
    assert missing(empty) == ("name", "url", "unit", "dst")
    site = System(name="tỉnh", kind=OPENCPS, url="https://x", told={"group": "1", "agency": "2"})
    assert missing(site) == ()  # its user may be empty: then the secret is a token
    assert missing(System(name="hub", kind=HUB, url="https://x")) == ()
    assert NEEDED.keys() == PATHS.keys()


def test_a_secret_is_not_told_by_chance() -> None:
    assert "s3" not in repr(System(name="x", kind=PORTAL, url="https://x", secret="s3"))
