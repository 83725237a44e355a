"""What is said of results: how they stand, where a field's words come from, their sheets."""

from __future__ import annotations

from typing import Final

from desk.domain.day_words import figures
from desk.domain.records import Result
from desk.domain.results import ANSWERS, Blank
from desk.domain.sheets import shown
from desk.ui.language import mark, translate

_SOURCES: Final = {
    "subject": mark("Results", "lấy từ chủ hồ sơ"),
    "submitter": mark("Results", "lấy từ người nộp"),
    "register": mark("Results", "lấy từ sổ chứng thực"),
    "procedure_name": mark("Results", "lấy từ danh mục thủ tục"),
    "authority": mark("Results", "lấy từ giấy ủy quyền"),
    "fee": mark("Results", "lấy từ phí của hồ sơ"),
}


def standing(made: Result) -> tuple[str, str]:
    """Return how a result stands, and the tone that it is said in."""
    if made.disputed:
        return translate("Results", "hai quầy ghi xác nhận khác nhau"), "warn"
    if made.confirmed is None:
        return translate("Results", "bản nháp, chưa xác nhận"), "warn"
    return translate("Results", "đã xác nhận"), ""


def source(blank: Blank, typed: str | None) -> str:
    """Return where the words of a field come from; `typed` is what stands there, None untouched."""
    if typed is not None and typed != blank.value:
        return translate("Results", "đã gõ") if typed else ""
    if not blank.value:
        return ""
    if not blank.source:
        default = blank.field.default
        return translate("Results", "mẫu ghi sẵn") if blank.value == default else ""
    if blank.source.startswith(ANSWERS):
        return translate("Results", "lấy từ tờ khai")
    words = _SOURCES.get(blank.source.partition(".")[0], mark("Results", "lấy từ hồ sơ"))
    return translate("Results", words)


def told(made: Result) -> list[tuple[str, str]]:
    """Return what is known of a result's registration and sheets."""
    known = made.confirmed
    facts = []
    if known is not None:
        facts = [
            (translate("Results", "Người xác nhận"), known.by),
            (
                translate("Results", "Số, quyển, trang"),
                _joined(known.number, known.book, known.page),
            ),
            (translate("Results", "Ngày đăng ký"), figures(known.day)),
            (translate("Results", "Số của giấy"), known.paper_number),
            (translate("Results", "Người ký"), _joined(known.signer, known.signer_title)),
        ]
    used = [shown(each.series, each.number, each.digits) for each in made.sheets if not each.spoilt]
    spoilt = [
        f"{shown(each.series, each.number, each.digits)} ({each.spoilt})"
        for each in made.sheets
        if each.spoilt
    ]
    facts.append((translate("Results", "Phôi đã dùng"), ", ".join(used)))
    facts.append((translate("Results", "Phôi hỏng"), ", ".join(spoilt)))
    return facts


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
