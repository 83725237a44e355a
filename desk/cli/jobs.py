"""`desk jobs`: the print queue for scripts and for help from afar; nothing is printed here."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk import messages
from desk.app import spool
from desk.cli.speech import (
    As,
    Data,
    Json,
    acting,
    answer,
    called,
    language,
    opened,
    said,
    save,
)
from desk.domain.answers import time_text

if TYPE_CHECKING:
    from desk.domain.views import Count, PrintJob

jobs = typer.Typer(help="Hàng in: giấy chờ ở máy nào, chuyển, in lại, bỏ, đếm tờ.")
Number = Annotated[int, typer.Argument(help="Số của giấy trong hàng in, xem jobs list.")]
Numbers = Annotated[list[int], typer.Argument(help="Số của từng giấy, xem jobs list.")]


def _object(job: PrintJob) -> dict[str, object]:
    return {
        "job": job.id,
        "form": job.form,
        "sheet": job.sheet,
        "code": job.dossier_code,
        "state": job.state,
        "held": job.held,
        "error": job.error,
        "paper": job.paper,
        "printer": job.printer,
        "tray": job.tray,
        "moved": job.moved,
        "attempts": job.attempts,
        "sheets": job.sheets,
        "spoilt": job.spoilt,
        "reprint": job.reprint,
        "reason": job.reason,
        "queued_at": time_text(job.queued_at),
    }


def _line(job: PrintJob) -> str:
    why = f": {messages.words(job.error, language()).title}" if job.error else ""
    state, form = called("job_state", job.state), called("form", job.form)
    paper = " ".join(filter(None, (form, job.sheet)))
    return f"{job.id:>6}  {state}{why}  {job.printer or '–'}  {paper}  {job.dossier_code}".rstrip()


@jobs.command("list")
def list_(
    limit: Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu giấy.")] = 50,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Giấy chờ in trước, rồi giấy đã in, mới nhất trước."""
    from desk.services import print_queue

    with opened(data, write=False) as work:
        found = print_queue.jobs(work, limit)
    text = "\n".join(map(_line, found)) or said("Hàng in trống.")
    answer([_object(job) for job in found], text, as_json=as_json)


@jobs.command()
def add(
    form: Annotated[str, typer.Argument(help="Tên mẫu, như của lệnh print.")],
    code: Annotated[str, typer.Argument(help="Mã hồ sơ, mã vạch, mã liên thông hoặc uid.")],
    printer: Annotated[
        str, typer.Option("--printer", help="Máy in; để trống: máy của loại giấy.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Vì sao in lại, nếu giấy đã ra.")] = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đưa một giấy vào hàng in; cửa sổ của quầy sẽ in."""
    from desk.services import papers, print_queue
    from desk.services.reprinting import Again

    with acting(data, as_user, purpose="jobs") as (work, by):
        number = papers.reprint(work, form, code, Again(by=by, reason=reason))
        if printer:
            print_queue.move(work, [number], printer)
    answer({"job": number}, said("Giấy số {n} chờ in.", n=number), as_json=as_json)


@jobs.command()
def retry(numbers: Numbers, data: Data = None, as_json: Json = False) -> None:
    """Đưa giấy chưa in được vào hàng in lần nữa."""
    from desk.services import print_queue

    with opened(data, purpose="jobs") as work:
        for number in numbers:
            print_queue.retry(work, number)
    answer({"jobs": numbers}, said("Chờ in lại: {n} giấy.", n=len(numbers)), as_json=as_json)


@jobs.command()
def cancel(numbers: Numbers, data: Data = None, as_json: Json = False) -> None:
    """Bỏ giấy chưa in; giấy vẫn còn trong danh sách."""
    from desk.services import print_queue

    with opened(data, purpose="jobs") as work:
        for number in numbers:
            print_queue.cancel(work, number)
    answer({"jobs": numbers}, said("Đã bỏ: {n} giấy.", n=len(numbers)), as_json=as_json)


@jobs.command()
def move(
    numbers: Annotated[
        list[int] | None, typer.Argument(help="Số của từng giấy, xem jobs list.")
    ] = None,
    to: Annotated[
        str, typer.Option("--to", help="Tên máy in, folder:THƯ MỤC hoặc socket://máy:cổng.")
    ] = "",
    away: Annotated[str, typer.Option("--from", help="Mọi giấy đang chờ ở máy in này.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chuyển giấy đang chờ sang máy in khác; không ghi --to: về máy của loại giấy."""
    from desk.services import print_queue

    with opened(data, purpose="jobs") as work:
        which = list(numbers or ())
        if away:
            which += [job.id for job in print_queue.jobs(work, 10_000) if job.printer == away]
        moved = spool.move(work, which, to)
    answer({"moved": moved, "to": to}, said("Đã chuyển {n} giấy.", n=moved), as_json=as_json)


@jobs.command("answer")
def answer_(
    number: Number,
    came: Annotated[bool, typer.Option("--out/--again", help="Giấy đã ra, hay in lại.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Nói giấy chưa rõ đã ra hay chưa."""
    from desk.services import print_queue

    with opened(data, purpose="jobs") as work:
        print_queue.answer(work, number, came=came)
    told = said("Đã ghi: giấy đã ra.") if came else said("Đã ghi: in lại.")
    answer({"job": number, "out": came}, told, as_json=as_json)


@jobs.command()
def spoil(
    number: Number,
    sheets: Annotated[int, typer.Option("--sheets", min=0, help="Bao nhiêu tờ hỏng.")],
    reason: Annotated[str, typer.Option("--reason", help="Vì sao hỏng.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi số tờ hỏng của một giấy đã in."""
    from desk.services import print_counts

    with opened(data, purpose="jobs") as work:
        print_counts.spoil(work, number, sheets, reason)
    told = said("Đã ghi {n} tờ hỏng.", n=sheets)
    answer({"job": number, "spoilt": sheets}, told, as_json=as_json)


@jobs.command()
def counts(
    start: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Ngày đầu kỳ.")],
    end: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Ngày cuối kỳ.")],
    out: Annotated[Path | None, typer.Option("--out", help="Tệp CSV.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Số tờ đã in theo ngày, mẫu và máy in."""
    from desk.services import print_counts

    with opened(data, write=False) as work:
        found = print_counts.counts(work, start.date(), end.date())
    rows = [_count(each) for each in found]
    if out is not None:
        save(out, print_counts.table(found))
    sheets = sum(each.sheets for each in found)
    lines = [_count_line(each) for each in found]
    told = "\n".join([*lines, said("Tất cả {n} tờ.", n=sheets)])
    answer({"rows": rows, "sheets": sheets}, told, as_json=as_json)


def _count_line(each: Count) -> str:
    line = f"{each.day:%d/%m/%Y}  {called('form', each.form)}  {each.printer or '–'}  "
    line += said("{papers} giấy, {sheets} tờ", papers=each.papers, sheets=each.sheets)
    if each.again:
        line += f", {said('in lại {n}', n=each.again)}"
    if each.spoilt:
        line += f", {said('hỏng {n} tờ', n=each.spoilt)}"
    return line


def _count(each: Count) -> dict[str, object]:
    return asdict(each) | {"day": str(each.day)}
