"""What screens and commands are told, and the little that can be asked of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.domain.views import Attention, TargetStatus, lacks_city
from tests.domain.test_merge import NOW


def test_what_needs_a_person_says_whom_its_words_are_about() -> None:
    about = Attention(id=1, at=NOW, reason="slot", dossier_code="H26-1", detail="x", target="hub")
    assert about.facts == {"code": "H26-1", "detail": "x", "target": "hub"}
    assert replace(about, others="H26-2 (Quầy 2)").facts["others"] == "H26-2 (Quầy 2)"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), False),
        ((("city", "native"),), False),
        ((("city", "native"), ("hub", "native")), False),
        ((("hub", "native"),), True),
        ((("hub", "native"), ("cong", "portal")), True),
        ((("cong", "portal"),), False),
    ],
)
def test_a_hub_alone_is_no_city(known: tuple[tuple[str, str], ...], *, expected: bool) -> None:
    targets = [TargetStatus(name=name, url="", kind=kind) for name, kind in known]
    assert lacks_city(targets) is expected
