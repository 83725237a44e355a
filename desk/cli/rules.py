"""`desk rules`: dated data that the counter works by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk import messages
from desk.cli import changes
from desk.cli.speech import (
    As,
    Data,
    Json,
    acting,
    answer,
    language,
    opened,
    read_data,
    said,
)

rules = typer.Typer(help="Danh mục thủ tục, lịch làm việc, chế độ pháp luật: dữ liệu có phiên bản.")


@rules.command("list")
def list_rules(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các bộ dữ liệu và bản đang dùng."""
    from desk.services import rules as room

    with opened(data, write=False) as work:
        found = [
            {"kind": kind, "version": version, "in_force": active}
            for kind, version, active in room.versions(work.database, work.now().date())
        ]
    lines = [f"{'●' if r['in_force'] else ' '} {r['kind']}  {r['version']}" for r in found]
    answer(found, "\n".join(lines), as_json=as_json)


@rules.command()
def preview(as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Xem trước dữ liệu do thành phố công bố: thay đổi gì, từ ngày nào."""
    from desk.services import reference as room

    with acting(data, as_user, write=False) as (work, by):
        told = room.preview(work, by)
    found = [
        {
            "kind": each.kind,
            "version": each.version,
            "serial": each.serial,
            "starts": each.starts,
            "in_force": each.in_force,
            "refused": each.refused or None,
            "withdrawn": each.withdrawn,
            "changes": changes.objects(each.changes),
        }
        for each in told
    ]
    lines = []
    for each in told:
        lines.append(f"{'●' if each.in_force else ' '} {each.starts}  {each.kind}  {each.version}")
        if each.withdrawn:
            lines[-1] += f"  {said('thu hồi')}"
        if each.refused:
            facts = {"entry": each.detail, "unit": each.detail}
            lines.append(f"    {messages.words(each.refused, language(), facts).title}")
        if not (each.refused or each.withdrawn):
            lines += (f"    {line}" for line in changes.lines(each.changes))
    answer(found, "\n".join(lines) or said("Thành phố chưa công bố gì."), as_json=as_json)


@rules.command("import")
def import_rules(
    file: Annotated[Path, typer.Argument(help="Bộ dữ liệu dạng JSON hoặc TOML.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đưa một bộ dữ liệu mới vào dùng; hồ sơ đã hẹn không bị đổi ngày, chỉ được liệt kê."""
    from desk.services import rules as room

    given = read_data(file)
    with acting(data, as_user, purpose="rules") as (work, by):
        kind, version, touched = room.bring(work.database, by, given, work.now())
    codes = [state.code for state in touched]
    lines = [said("Đã dùng {kind} bản {version}.", kind=kind, version=version)]
    touched_by_it = "  Hạn đã tính trên ngày nay đã đổi, cần xem: {code}"
    lines += [said(touched_by_it, code=code) for code in codes]
    answer({"kind": kind, "version": version, "touched": codes}, "\n".join(lines), as_json=as_json)
