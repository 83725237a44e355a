"""Figures of an invented office."""

from __future__ import annotations

from desk.domain import figures
from desk.domain.figures import Figure, Period
from tests.ui.invented import NOW


def some_figures(period: Period) -> tuple[Figure, ...]:
    """Return figures of a busy month."""
    months = figures.months_until(NOW.date())
    names = {f"1.00{n}": f"Đăng ký việc số {n} có tên dài như tên thủ tục" for n in range(6)}
    buckets = len(period.buckets())
    return (
        figures.arrivals(NOW.date(), {30: 4, 31: 6, 33: 3, 40: 2}, {30: 3, 31: 5, 34: 4}),
        figures.due_by_procedure(
            NOW, [(c, n, (2, 1, 9 - at)) for at, (c, n) in enumerate(names.items())]
        ),
        figures.waiting(period, {h: [2.0, 5.0, 9.0 + h] for h in (8, 9, 10, 11, 14)}),
        figures.on_time(months, {m: (90 + at, 9 - at // 2) for at, m in enumerate(months)}),
        figures.reasons(period, [("Thiếu bản sao", 12), ("Tờ khai chưa ký", 7)]),
        figures.uncollected(NOW.date(), [12, 8, 5, 3, 0, 2]),
        figures.digitised(
            period, {(c, at): (6, at % 7) for c in names for at in range(0, buckets, 2)}, names
        ),
    )


def blank_figures(period: Period) -> tuple[Figure, ...]:
    """Return the figures of a time without any dossiers."""
    months = figures.months_until(period.last)
    return (
        figures.arrivals(period.last, {}, {}),
        figures.due_by_procedure(NOW, []),
        figures.waiting(period, {}),
        figures.on_time(months, {}),
        figures.reasons(period, []),
        figures.uncollected(NOW.date(), [0] * 6),
        figures.digitised(period, {}, {}),
    )
