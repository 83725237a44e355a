"""Lists, reports and figures with invented lines on them: what `samples` shows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from desk.domain.figures import Figure
from desk.domain.papers import FiguresSheet, ListSheet, Page, ReportTable, Sheet
from desk.domain.records import VN, Status
from desk.domain.report import TOTAL, Line, Report, counted, figures, indices
from desk.domain.report_form import Head, ReportForm
from desk.domain.report_measures import Kind, Outcome, Source
from desk.domain.report_plots import plots

Table = Callable[[Mapping[str, Any], Sequence[ReportForm]], Sheet | None]

_CODE: Final = "H26.999.99-261123-1001"
_MATTER: Final = "Thủ tục đăng ký khai sinh"
_NAME: Final = "NGUYỄN THỊ VÍ DỤ"
_MAKER: Final = "Trần Văn Mẫu"
_AT: Final = datetime(2026, 11, 30, 16, 30, tzinfo=VN)

#: What stands in the columns of a list, row by row; a list has the columns of its wording.
_ROWS: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    "history": (
        {
            "day": "23/11/2026 09:30",
            "who": _MAKER,
            "what": "Tiếp nhận hồ sơ",
            "taker": "Phạm Văn Thí Nghiệm",
            "until": "26/11/2026",
        },
        {
            "day": "24/11/2026 15:10",
            "who": "Phạm Văn Thí Nghiệm",
            "what": "Chuyển trả bộ phận một cửa",
            "taker": _MAKER,
            "until": "26/11/2026",
        },
    ),
    "results": (
        {
            "code": _CODE,
            "matter": _MATTER,
            "result": "Giấy khai sinh (bản chính)",
            "name": _NAME,
            "address": "Số 1 ngõ Ví Dụ, phường Thử Nghiệm",
            "fee": "8.000",
            "post": "X",
        },
    ),
    "remind": (
        {
            "slot": "B-07",
            "code": _CODE,
            "name": _NAME,
            "phone": "0900 000 000",
            "matter": _MATTER,
            "since": "11/11/2026",
            "days": "12",
            "reminded": "20/11/2026",
            "told": "hẹn đến sáng thứ hai",
        },
    ),
    "uncollected": (
        {
            "matter": _MATTER,
            "age_0": "3",
            "age_1": "2",
            "age_2": "1",
            "age_3": "0",
            "total": "6",
            "reminded": "2",
        },
    ),
    "sheets": (
        {
            "series": "A 000101–000200",
            "before": "40",
            "received": "100",
            "given": "60",
            "used": "52",
            "spoilt": "3",
            "left": "85",
            "remark": "Phôi hỏng: A 000117, A 000130, A 000131",
        },
    ),
}
_LINES: Final = (
    ("Hộ tịch", 24),
    ("Chứng thực", 61),
    ("Bảo trợ xã hội", 9),
    ("Đất đai", 13),
)


def a_list(kind: str, common: Mapping[str, Any]) -> Sheet:
    """Return a list in the columns that its wording has words and a row for."""
    rows = _ROWS[kind]
    words = common["wording"].forms[f"list_{kind}"].words
    columns = tuple(key for key in rows[0] if key in words)
    return ListSheet(
        **{**common, "page": Page.A4},
        kind=kind,
        columns=columns,
        rows=tuple(tuple(row[key] for key in columns) for row in rows),
        maker=_MAKER,
    )


def a_report(head: Head, common: Mapping[str, Any], forms: Sequence[ReportForm]) -> Sheet | None:
    """Return a report whose paper opens like this, None where no form in force does."""
    fit = [_filled(each) for each in forms if each.head is head]
    if not fit:
        return None
    made = max(fit, key=lambda each: len(plots(each)))  # all that such a paper can have on it
    return ReportTable(
        **{**common, "page": Page.A4}, report=made, figures=plots(made), maker=_MAKER
    )


def the_figures(common: Mapping[str, Any], forms: Sequence[ReportForm]) -> Sheet:
    """Return the figures of a month."""
    drawn: tuple[Figure, ...] = max((plots(_filled(each)) for each in forms), key=len, default=())
    return FiguresSheet(
        **{**common, "page": Page.A4},
        start=date(2026, 11, 1),
        end=date(2026, 11, 30),
        figures=drawn,
        maker=_MAKER,
    )


def _filled(form: ReportForm) -> Report:
    names = {part for leaf in form.leaves for part in leaf.measures}
    found = [(name, counted(_kinds(many).items(), names)) for name, many in _LINES]
    lines = tuple(Line(key=name, name=name, values=figures(form, counts)) for name, counts in found)
    every: Counter[str] = Counter()
    for _, counts in found:
        every.update(counts)
    total = Line(key=TOTAL, name="Tổng số", values=figures(form, every))
    return Report(
        form=form,
        by=form.grouping(),
        start=date(2026, 11, 1),
        end=date(2026, 11, 30),
        at=_AT,
        lines=lines,
        total=total,
        indices=indices(form, total),
    )


def _kinds(many: int) -> dict[Kind, int]:
    """Return that many dossiers of a month, and a few of every other kind, as they come."""

    def kind(outcome: Outcome, channel: str, source: Source = Source.NEW) -> Kind:
        ended = outcome in (Outcome.BEFORE, Outcome.ON_TIME, Outcome.LATE)
        status = Status.RETURNED if ended else Status.IN_HAND
        return Kind(
            source=source,
            outcome=outcome,
            status=int(status),
            marks=0,
            channel=channel,
            level="full",
        )

    return {
        kind(Outcome.BEFORE, "online"): many,
        kind(Outcome.ON_TIME, "counter"): many // 4,
        kind(Outcome.LATE, "counter", Source.CARRIED): many // 12,
        kind(Outcome.OPEN, "online"): many // 6,
        kind(Outcome.OPEN_LATE, "counter", Source.CARRIED): many // 9,
    }


def _list(kind: str) -> Table:
    return lambda common, _: a_list(kind, common)


#: The forms that are tables: what draws each, and how it is filled.
TABLES: Final[Mapping[str, tuple[str, Table]]] = {
    **{f"list_{kind}": ("list", _list(kind)) for kind in _ROWS},
    "report_06a": ("report", lambda common, forms: a_report(Head.STATISTICAL, common, forms)),
    "report_unit": ("report", lambda common, forms: a_report(Head.LETTER, common, forms)),
    "figures": ("figures", the_figures),
}
