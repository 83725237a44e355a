"""`desk import`: lists of earlier systems come in, and go out again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk import messages
from desk.cli.speech import As, Data, Json, acting, answer, language, opened, said, save, say
from desk.domain.answers import time_text
from desk.domain.errors import InputError

if TYPE_CHECKING:
    from desk.domain.importing import Fault
    from desk.domain.importing_views import Outcome

commands = typer.Typer()
_SHOWN = 20  # errors and warnings told in words; all of them are in the JSON and the file


class ImportUsageError(InputError):
    """Neither a list with its map, nor any of the other things was asked for."""


@commands.command("import")
def import_(
    file: Annotated[
        Path | None, typer.Argument(help="Danh sách hồ sơ cũ: .xlsx hoặc .csv.")
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", help="Tệp ánh xạ cột, TOML hoặc JSON.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ thử, không ghi gì.")] = False,
    errors: Annotated[
        Path | None, typer.Option("--errors", help="Ghi lỗi của từng dòng ra tệp .csv.")
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Gợi ý tệp ánh xạ theo tiêu đề và chữ của tệp.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Ghi tệp ánh xạ gợi ý (TOML).")] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="Trang tính, khi gợi ý.")] = "",
    undo: Annotated[str, typer.Option("--undo", help="Lấy lại một đợt nhập.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="Liệt kê các đợt đã nhập.")] = False,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Nhập hồ sơ của phần mềm hoặc sổ cũ từ bảng tính; làm lại không nhập trùng."""
    if list_:
        _list(data, as_json=as_json)
    elif undo:
        _undo(undo, as_user, data, as_json=as_json)
    elif file is not None and suggest:
        _suggest(file, sheet, out, as_json=as_json)
    elif file is not None and map_ is not None:
        _bring(file, map_, as_user, data, errors, dry=dry_run, as_json=as_json)
    else:
        raise ImportUsageError


def _suggest(file: Path, sheet: str, out: Path | None, *, as_json: bool) -> None:
    from desk.app import importing as room
    from desk.domain.importing_plan import write_plan

    plan, opened_ = room.suggest(file, sheet)
    text = room.as_toml(plan)
    if out is not None:
        save(out, text.encode())
    columns = room.column_objects(opened_, plan)
    unsure = [each["heading"] for each in columns if not each["sure"]]
    if unsure:
        say(said("Chưa chắc bảng mã của cột: {columns}", columns=", ".join(unsure)))
    found = {"map": write_plan(plan), "columns": columns, "rows": opened_.old.count}
    answer(found, text.rstrip("\n"), as_json=as_json)


def _bring(
    file: Path,
    map_: Path,
    as_user: str,
    data: Path | None,
    errors: Path | None,
    *,
    dry: bool,
    as_json: bool,
) -> None:
    from desk.app import importing as room
    from desk.services import importing

    plan = room.read_map(map_)

    def told(done: int, count: int) -> bool:
        say(said("{done}/{count} dòng", done=done, count=count))
        return True

    with acting(data, as_user, purpose="import", write=not dry) as (work, by):
        outcome = importing.bring(work, by, file, plan, told, dry=dry)
    faults = [fault_object(each) for each in outcome.errors]
    warnings = [
        {**fault_object(each), "rows": number} for each, number in outcome.warnings.values()
    ]
    found = {
        "batch": outcome.batch,
        "dry_run": dry,
        "rows": outcome.rows,
        "new": outcome.new,
        "same": outcome.same,
        "changed": outcome.changed,
        "refused": outcome.refused,
        "errors": faults,
        "warnings": warnings,
    }
    if errors is not None:
        save(errors, errors_file(faults))
    answer(found, "\n".join(_told(outcome, faults, warnings, dry=dry)), as_json=as_json)


def fault_object(fault: Fault) -> dict[str, Any]:
    """Return what is wrong or odd about a row as the answer has it."""
    words = messages.words(fault.code, language(), fault.facts)
    return {"row": fault.row, "column": fault.column, "code": fault.code, "text": str(words)}


def errors_file(faults: list[dict[str, Any]]) -> bytes:
    """Return a list of errors as a file that spreadsheets open."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([said("Dòng"), said("Cột"), said("Lỗi")])
    writer.writerows([each["row"], each["column"], each["text"]] for each in faults)
    return out.getvalue().encode("utf-8-sig")


def _told(
    outcome: Outcome, faults: list[dict[str, Any]], warnings: list[dict[str, Any]], *, dry: bool
) -> list[str]:
    words = (
        "Thử xong: {rows} dòng, sẽ nhập {new}, đã có {same}, khác trước {changed}, lỗi {refused}."
        if dry
        else "Đợt {batch}: {rows} dòng, đã nhập {new}, đã có {same}, khác trước {changed}, "
        "lỗi {refused}."
    )
    facts = {
        name: getattr(outcome, name)
        for name in ("batch", "rows", "new", "same", "changed", "refused")
    }
    lines = [said(words, **facts)]
    lines += (said("  Dòng {row}, {column}: {text}", **each) for each in faults[:_SHOWN])
    if len(faults) > _SHOWN:
        lines.append(said("  … và {number} lỗi khác", number=len(faults) - _SHOWN))
    lines += (said("  ! {rows} dòng, {column}: {text}", **each) for each in warnings[:_SHOWN])
    return lines


def _undo(batch: str, as_user: str, data: Path | None, *, as_json: bool) -> None:
    from desk.services import importing

    with acting(data, as_user, purpose="import") as (work, by):
        done = importing.undo(work, by, batch)
    left = [{"code": each.code, "uid": each.uid, "why": each.why} for each in done.left]
    found = {"batch": batch, "taken_back": done.taken_back, "left": left}
    words = said("Đã lấy lại {number} hồ sơ của đợt {batch}.", number=done.taken_back, batch=batch)
    lines = [words, *(said("  Giữ lại {code}: đã có người làm tiếp", **each) for each in left)]
    answer(found, "\n".join(lines), as_json=as_json)


def _list(data: Path | None, *, as_json: bool) -> None:
    from desk.services import importing

    with opened(data, write=False) as work:
        found = [
            {
                "batch": each.batch,
                "at": time_text(each.at),
                "by": each.by,
                "dossiers": each.dossiers,
                "taken_back": each.taken_back,
            }
            for each in importing.batches(work)
        ]
    told = "{batch}  {at}  {by}  {dossiers} hồ sơ, đã lấy lại {taken_back}"
    lines = [said(told, **each) for each in found]
    answer(found, "\n".join(lines) or said("Chưa nhập đợt nào."), as_json=as_json)
