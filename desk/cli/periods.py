"""`desk periods`: reports that were closed, as they were reported and as they would be now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from desk.cli.speech import As, Data, Json, acting, answer, called, opened, said

periods = typer.Typer(help="Chốt số liệu kỳ báo cáo, và xem lại số đã báo cáo.")


@periods.command()
def close(
    kind: Annotated[str, typer.Argument(help="Biểu: II.06a, 07a, 766, unit …")],
    start: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Ngày đầu kỳ.")],
    end: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Ngày cuối kỳ.")],
    by: Annotated[
        str, typer.Option("--by", help="Dòng theo: field, procedure, officer, channel, unit.")
    ] = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chốt số liệu một biểu của một kỳ đã hết."""
    from desk.app import reports
    from desk.services import report_closing

    with acting(data, as_user) as (work, who):
        made = report_closing.close(work, who, kind, start.date(), end.date(), by)
    found = reports.closing(made)
    answer(found, _line(found), as_json=as_json)


@periods.command("list")
def list_periods(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các kỳ đã chốt, mới nhất trước."""
    from desk.app import reports
    from desk.services import report_closing

    with opened(data, write=False) as work:
        found = [reports.closing(each) for each in report_closing.closings(work)]
    answer(found, "\n".join(map(_line, found)) or said("Chưa chốt kỳ nào."), as_json=as_json)


@periods.command()
def show(
    uid: Annotated[str, typer.Argument(help="Số của lần chốt, như trong danh sách.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Xem số đã báo cáo, số nếu lập bây giờ, và hồ sơ làm nên chênh lệch."""
    from desk.app import reports

    with acting(data, as_user, write=False) as (work, who):
        found = reports.reopened(work, who, uid)
    lines = [_line(found)]
    for number, name in ((each["number"], each["name"]) for each in found["columns"]):
        then, now = found["total"].get(number), found["now"].get(number)
        mark = "" if then == now else "  ≠"
        lines.append(f"({number}) {name}: {_figure(then)} → {_figure(now)}{mark}")
    lines += (
        f"  {each['code']}: {' '.join(each['then']) or '–'} → {' '.join(each['now']) or '–'}"
        for each in found["moved"]
    )
    if not found["explained"]:
        lines.append(said("Một phần chênh lệch không rõ do hồ sơ nào."))
    answer(found, "\n".join(lines), as_json=as_json)


def _line(found: dict[str, Any]) -> str:
    return said(
        "{uid}  {form} ({by}), {start} – {end}: {name} chốt lúc {at}",
        uid=found["uid"],
        form=found["form"],
        by=called("grouping", found["by"]),
        start=found["from"],
        end=found["to"],
        name=found["closed_by"],
        at=found["at"][:16].replace("T", " "),
    )


def _figure(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["text"])
    return "…" if value is None else str(value)
