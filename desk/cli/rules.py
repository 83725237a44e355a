"""`desk rules`: dated data that the counter works by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.cli.speech import (
    As,
    Data,
    Json,
    answer,
    opened,
    read_json,
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
            for kind, version, active in room.versions(work.database)
        ]
    lines = [f"{'●' if r['in_force'] else ' '} {r['kind']}  {r['version']}" for r in found]
    answer(found, "\n".join(lines), as_json=as_json)


@rules.command("import")
def import_rules(
    file: Annotated[Path, typer.Argument(help="Bộ dữ liệu dạng JSON.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đưa một bộ dữ liệu mới vào dùng; hồ sơ đã hẹn không bị đổi ngày, chỉ được liệt kê."""
    from desk.services import rules as room
    from desk.services import staff

    given = read_json(file)
    with opened(data, purpose="rules") as work:
        with work.database.read() as tx:
            by = staff.acting(tx, as_user)
        kind, version, touched = room.bring(work.database, by, given, work.now())
    codes = [state.code for state in touched]
    lines = [said("Đã dùng {kind} bản {version}.", kind=kind, version=version)]
    touched_by_it = "  Hạn đã tính trên ngày nay đã đổi, cần xem: {code}"
    lines += [said(touched_by_it, code=code) for code in codes]
    answer({"kind": kind, "version": version, "touched": codes}, "\n".join(lines), as_json=as_json)
