"""`desk city publish`, `withdraw`, `editions`: reference data for the counters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from desk.cli import changes
from desk.cli.city import Database, place_of
from desk.cli.speech import Data, Json, answer, read_data, said

if TYPE_CHECKING:
    from desk.city.reference import Published

commands = typer.Typer()
_PUBLISHED: Final = "Đã công bố {kind}, bản {serial}, dùng từ {day}."
_AT_ONCE: Final = "Ngày ấy đã đến: mỗi quầy dùng bản này ngay khi trao đổi lần tới."
_SAME: Final = (
    "Không công bố gì: đến ngày {day}, {kind} đã giống hệt như vậy (bản {serial}). "
    "Vẫn muốn công bố thì thêm --force."
)
_STATES: Final = {
    "withdrawn": "thu hồi",
    "in force": "đang dùng",
    "replaced": "đã thay",
    "coming": "sắp dùng",
}


@commands.command()
def publish(
    kind: Annotated[str, typer.Argument(help="catalogue, calendar, tariffs, codes, units…")],
    file: Annotated[Path, typer.Argument(help="Bộ dữ liệu dạng JSON hoặc TOML.")],
    starts: Annotated[str, typer.Option("--starts", help="Ngày bắt đầu, YYYY-MM-DD.")],
    unit: Annotated[str, typer.Option("--unit", help="Chỉ cho một đơn vị.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Đồng ý cho dùng ngay khi ngày bắt đầu đã đến.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Công bố cả khi bản này không đổi gì.")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="Tệp chỉ có vài mã: gộp vào bảng mã đang có.")
    ] = False,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Công bố dữ liệu dùng chung có chữ ký của thành phố, dùng từ một ngày."""
    from desk.app import city as room
    from desk.domain.application import NotADossierError

    given = read_data(file)
    if not isinstance(given, dict):
        raise NotADossierError(found=type(given).__name__)
    place = place_of(database, data)
    told = room.publish(place, kind, given, starts, unit, at_once=yes, force=force, merge=merge)
    found = {
        "kind": told.kind,
        "serial": told.serial,
        "starts": starts,
        "unit": unit or None,
        "published": told.fresh,
        "changes": changes.objects(told.changes),
    }
    facts = {"kind": told.kind, "serial": told.serial, "day": starts}
    lines = [said(_PUBLISHED if told.fresh else _SAME, **facts)]
    if told.fresh and told.started:
        lines.append(said(_AT_ONCE))
    if told.fresh:
        lines += changes.lines(told.changes)
    answer(found, "\n".join(lines), as_json=as_json)


@commands.command()
def withdraw(
    edition: Annotated[int, typer.Argument(help="Số của bản, như desk city editions ghi.")],
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Thu hồi một bản chưa đến ngày dùng; các quầy biết ở lượt trao đổi tới."""
    from desk.app import city as room

    told = room.withdraw(place_of(database, data), edition)
    found = {
        "kind": told.kind,
        "serial": told.serial,
        "starts": told.starts,
        "unit": told.unit or None,
        "changed": told.fresh,
    }
    done = "Đã thu hồi {kind}, bản {serial}: sẽ không quầy nào dùng từ {day}."
    before = "{kind}, bản {serial} đã thu hồi từ trước."
    facts = {"kind": told.kind, "serial": told.serial, "day": told.starts}
    answer(found, said(done if told.fresh else before, **facts), as_json=as_json)


@commands.command()
def editions(database: Database = "", data: Data = None, as_json: Json = False) -> None:
    """Liệt kê dữ liệu dùng chung đã công bố: bản nào, từ ngày nào, đang dùng hay thu hồi."""
    from desk.app import city as room

    every = room.editions(place_of(database, data))
    found = [
        {
            "kind": each.kind,
            "serial": each.serial,
            "version": each.version or None,
            "starts": each.starts,
            "unit": each.unit or None,
            "state": _state(each),
        }
        for each in every
    ]
    lines = [
        "  ".join(
            part
            for part in (
                f"{'●' if each.in_force else ' '} {each.starts}",
                str(each.serial),
                each.kind,
                each.version,
                each.unit,
                said(_STATES[_state(each)]),
            )
            if part
        )
        for each in every
    ]
    answer(found, "\n".join(lines) or said("Thành phố chưa công bố gì."), as_json=as_json)


def _state(each: Published) -> str:
    if each.withdrawn:
        return "withdrawn"
    if each.in_force:
        return "in force"
    return "replaced" if each.started else "coming"
