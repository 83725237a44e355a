"""The card of what is issued on a dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desk.app import samples
from desk.domain.records import VN, Confirmation, Result, UsedSheet
from desk.ui.results.words import standing, told

AT = datetime(2026, 11, 23, 9, tzinfo=VN)
DRAFT = Result(
    uid="r",
    template="extract_birth",
    title="TRÍCH LỤC KHAI SINH",
    edition=1,
    fields=(),
    draft="e",
    last="e",
    drafted_at=AT,
    by="An",
)
DONE = replace(
    DRAFT,
    confirmed=Confirmation(
        event="c", at=AT, by="Lê Thị Sổ", where="registry", number="12", book="01/2026", day="2026"
    ),
    sheets=(
        UsedSheet(series="TL", number=1, digits=6, spoilt="kẹt giấy"),
        UsedSheet(series="TL", number=2, digits=6),
    ),
)


@pytest.mark.parametrize(
    ("made", "tone"), [(DRAFT, "warn"), (DONE, ""), (replace(DRAFT, disputed=True), "warn")]
)
def test_how_a_result_stands_is_told(made: Result, tone: str) -> None:
    assert standing(made)[1] == tone
    assert samples.dossier(results=(made,)).results


def test_its_numbers_and_sheets_are_told() -> None:
    found = dict(told(DONE))
    assert found["Số, quyển, trang"] == "12 · 01/2026"
    assert found["Phôi đã dùng"] == "TL 000002"
    assert found["Phôi hỏng"] == "TL 000001 (kẹt giấy)"
