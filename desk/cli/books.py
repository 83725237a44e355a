"""`desk book`: the books of this counter, by days, month or year, and whether they are whole."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from desk.app import counter as program
from desk.cli.progress import drawing
from desk.cli.speech import As, Data, Json, acting, answer, said, save
from desk.domain.answers import time_text
from desk.domain.books import spans

if TYPE_CHECKING:
    from desk.domain.book_closing import Closing
    from desk.domain.books import Book, Line

commands = typer.Typer()
_DECEMBER: Final = 12


@commands.command("book")
def book_(
    kind: Annotated[
        str,
        typer.Argument(
            help="Sổ: received, returned, fees, drawer, copy, signature, translation, contract."
        ),
    ],
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Ngày đầu.")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Ngày cuối.")
    ] = None,
    month: Annotated[
        datetime | None, typer.Option("--month", formats=["%Y-%m"], help="Cả tháng, vd 2026-11.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=2000, max=2999, help="Cả năm, có bìa và khóa sổ.")
    ] = None,
    close: Annotated[
        bool, typer.Option("--close", help="Khóa mọi sổ của ngày, tháng hay năm ấy.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Lý do khóa lại sổ đã khóa.")] = "",
    closed: Annotated[
        bool, typer.Option("--closed", help="Sổ như lúc khóa, không phải như hiện nay.")
    ] = False,
    closings: Annotated[
        bool, typer.Option("--closings", help="Các lần khóa sổ, sổ còn đúng như lúc khóa không.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Tệp PDF.")] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Xem, in hoặc khóa một sổ của quầy; nói rõ số nào bị bỏ, số nào bị sót."""
    if closings:
        _list_closings(kind, data, as_user, as_json=as_json)
        return
    days = _days(start, end, month, year)
    with acting(data, as_user, write=close) as (work, who):
        from desk.services import book_closing
        from desk.services import books as room

        if close:
            book_closing.close(work, who, *days, reason)
        found = room.book(work, kind, *days, closed=closed or close)
        pdf = None
        if out is not None:
            with drawing() as progress:
                pdf = program.print_book(work, program.data_folder(data), found, progress)
    if out is not None and pdf is not None:
        save(out, pdf)
    told = _object(found)
    if out is not None:
        told["file"] = str(out)
    answer(told, _text(told), as_json=as_json)


def _list_closings(kind: str, data: Data, as_user: As, *, as_json: bool) -> None:
    with acting(data, as_user, write=False) as (work, _):
        from desk.services import book_closing

        found = [book_closing.kept(work, kind, each) for each in book_closing.closings(work, kind)]
    told = [
        {
            **_closing(each.closing, kind, [other.closing for other in found[::-1]]),
            "same": each.same,
            "changes": each.changes,
            "proved": each.proved,
        }
        for each in found
    ]
    lines = [_closing_text(each) for each in told] or [said("Chưa khóa sổ lần nào.")]
    answer(told, "\n".join(lines), as_json=as_json)


def _closing(made: Closing, kind: str, every: Sequence[Closing]) -> dict[str, Any]:
    """Return a closing of a book; `every`: those that there are, the first one first."""
    same_days = [each.uid for each in every if each.is_of(made.start, made.end)]
    part = made.part(kind)
    return {
        "uid": made.uid,
        "time": same_days.index(made.uid) + 1,
        "lines": part.lines if part is not None else None,
        "from": str(made.start),
        "to": str(made.end),
        "at": time_text(made.at),
        "by": made.by,
        "reason": made.reason,
    }


def _closing_text(told: dict[str, Any]) -> str:
    days = told["from"] if told["from"] == told["to"] else f"{told['from']} – {told['to']}"
    at = str(told["at"])[:16].replace("T", " ")
    facts = {"days": days, "by": told["by"], "at": at, "time": told["time"]}
    if told["time"] > 1:
        text = said("Khóa sổ {days} lần {time}: {by} lúc {at}", **facts)
    else:
        text = said("Khóa sổ {days}: {by} lúc {at}", **facts)
    if told["lines"] is not None:
        text += f", {said('{n} dòng', n=told['lines'])}"
    if told["reason"]:
        text += f" ({told['reason']})"
    if "same" not in told:
        return text
    if not told["proved"]:
        return f"{text}: {said('không dựng lại được')}"
    if told["changes"]:
        return f"{text}: {said('{n} thay đổi từ khi khóa', n=told['changes'])}"
    return f"{text}: {said('đúng như lúc khóa')}"


def _days(
    start: datetime | None, end: datetime | None, month: datetime | None, year: int | None
) -> tuple[date, date]:
    ranged = start is not None and end is not None
    if [ranged, month is not None, year is not None].count(True) != 1 or (start is None) != (
        end is None
    ):
        raise typer.BadParameter(said("Ghi một trong: --from và --to, --month, --year."))
    if month is not None:
        last = monthrange(month.year, month.month)[1]
        return month.date(), date(month.year, month.month, last)
    if year is not None:
        return date(year, 1, 1), date(year, _DECEMBER, 31)
    assert start is not None  # noqa: S101 - one of the three was given
    assert end is not None  # noqa: S101 - as above
    return start.date(), end.date()


def _object(book: Book) -> dict[str, Any]:
    gaps = book.gaps or ()
    return {
        "kind": book.kind,
        "from": str(book.start),
        "to": str(book.end),
        "lines": [_line(line) for line in book.lines],
        "counted": len(book.counted),
        "fees": book.fees,
        "volumes": [
            {"book": span.book, "first": span.first, "last": span.last, "lines": span.lines}
            for span in spans(book.lines)
        ],
        "totals": None if book.totals is None else asdict(book.totals),
        "burnt": [gap.line for gap in gaps if gap.burnt],
        "missing": [gap.line for gap in gaps if not gap.burnt],
        "whole": None if book.gaps is None else not any(not gap.burnt for gap in gaps),
        "closings": [_closing(each, book.kind, book.closings) for each in book.closings],
        "as_closed": book.closing is not None,
        "same": book.proved if book.closing is not None else None,
        "changes": [
            {
                "what": each.what,
                "code": each.code,
                "book": each.book,
                "line": each.line or None,
                "fields": list(each.fields),
            }
            for each in book.changes
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "book": line.book,
        "line": line.line or None,
        "code": line.code,
        "name": line.name,
        "what": line.what,
        "at": time_text(line.at),
        "fee": line.fee,
        "by": line.by,
        "struck": line.voided,
        "late": line.late,
        "count": None,
    }
    if line.count is not None:
        told["count"] = {
            "opened_at": time_text(line.count.opened_at),
            "opened_by": line.count.opened_by,
            "float": line.count.float_,
            "expected": line.count.expected,
            "counted": line.count.counted,
            "difference": line.count.off,
            "reason": line.count.reason,
            "pieces": [{"value": value, "number": n} for value, n in line.count.pieces],
        }
    return told


def _text(found: dict[str, Any]) -> str:
    lines = [
        f"{each['line'] or ''!s:>5}  {each['code']}  {str(each['at'])[:16].replace('T', ' ')}  "
        f"{each['name']}  {each['what']}"
        for each in found["lines"]
    ]
    lines.append(said("{n} dòng.", n=found["counted"]))
    lines += [said("Quyển {book}: số {first} – {last}.", **each) for each in found["volumes"]]
    if found["totals"]:
        lines.append(
            said(
                "Chuyển sang {carried}, nhận {received} (trực tuyến {online}), trả {returned}, "
                "từ chối {refused}, rút hoặc dừng {withdrawn}, quầy khác giữ {moved}, còn {open}.",
                **found["totals"],
            )
        )
    if found["burnt"]:
        lines.append(said("Số bỏ: {lines}", lines=", ".join(map(str, found["burnt"]))))
    if found["missing"]:
        lines.append(said("THIẾU số: {lines}", lines=", ".join(map(str, found["missing"]))))
    elif found["whole"]:
        lines.append(said("Đối chiếu với nhật ký: đủ số, không sót."))
    lines += [_closing_text(each) for each in found["closings"]]
    for each in found["changes"]:
        what = said(_CHANGES[each["what"]])
        lines.append(f"  {what}: {each['line'] or ''} {each['code']} {' '.join(each['fields'])}")
    if found["same"] is False:
        lines.append(said("Không dựng lại được đúng từng dòng như lúc khóa sổ."))
    return "\n".join(lines)


_CHANGES: Final = {
    "added": "Thêm sau khóa sổ",
    "struck": "Gạch sau khóa sổ",
    "gone": "Rút sau khóa sổ",
    "changed": "Sửa sau khóa sổ",
}
