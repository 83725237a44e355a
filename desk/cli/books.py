"""`desk book`: the books of this counter, by days, month or year, and whether they are whole."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from desk.app import counter as program
from desk.cli.speech import Data, Json, answer, opened, said, save
from desk.domain.answers import time_text

if TYPE_CHECKING:
    from desk.domain.books import Book

commands = typer.Typer()
_DECEMBER: Final = 12


@commands.command("book")
def book_(
    kind: Annotated[
        str,
        typer.Argument(help="Sổ: received, returned, copy, signature, translation, contract."),
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
    out: Annotated[Path | None, typer.Option("--out", help="Tệp PDF.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Xem hoặc in một sổ của quầy; nói rõ số nào bị bỏ, số nào bị sót."""
    days = _days(start, end, month, year)
    with opened(data, write=False) as work:
        from desk.services import books as room

        found = room.book(work, kind, *days)
        pdf = None
        if out is not None:
            pdf = program.print_book(work, program.data_folder(data), kind, *days)
    if out is not None and pdf is not None:
        save(out, pdf)
    told = _object(found)
    if out is not None:
        told["file"] = str(out)
    answer(told, _text(told), as_json=as_json)


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
        "lines": [
            {
                "book": line.book,
                "line": line.line or None,
                "code": line.code,
                "name": line.name,
                "what": line.what,
                "at": time_text(line.at),
                "fee": line.fee,
                "struck": line.voided,
                "late": line.late,
            }
            for line in book.lines
        ],
        "counted": len(book.counted),
        "fees": book.fees,
        "burnt": [gap.line for gap in gaps if gap.burnt],
        "missing": [gap.line for gap in gaps if not gap.burnt],
        "whole": None if book.gaps is None else not any(not gap.burnt for gap in gaps),
    }


def _text(found: dict[str, Any]) -> str:
    lines = [
        f"{each['line'] or ''!s:>5}  {each['code']}  {str(each['at'])[:16].replace('T', ' ')}  "
        f"{each['name']}  {each['what']}"
        for each in found["lines"]
    ]
    lines.append(said("{n} dòng.", n=found["counted"]))
    if found["burnt"]:
        lines.append(said("Số bỏ: {lines}", lines=", ".join(map(str, found["burnt"]))))
    if found["missing"]:
        lines.append(said("THIẾU số: {lines}", lines=", ".join(map(str, found["missing"]))))
    return "\n".join(lines)
