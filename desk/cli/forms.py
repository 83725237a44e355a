"""`desk forms`: the words of the office's papers, and its logo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desk.app import counter as program
from desk.cli.speech import (
    As,
    Data,
    Json,
    acting,
    answer,
    opened,
    read_text,
    said,
    save,
)

forms = typer.Typer(help="Mẫu giấy in: lời văn, số mẫu, logo; sửa thành bản của phường.")

Name = Annotated[str, typer.Argument(help="Tên mẫu, vd 2025/receipt.")]
Note = Annotated[str, typer.Option("--reason", "--note", help="Vì sao sửa; ghi vào nhật ký.")]


@forms.command("list")
def list_forms(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các mẫu: mẫu nào tự soạn, chưa đối chiếu, phường đã sửa."""
    from desk.app import wordings

    with opened(data, write=False) as work:
        found = [
            {
                "name": each.name,
                "label": each.label,
                "title": each.title,
                "own": each.own,
                "checked": each.checked,
                "changed": each.changed,
                "since": each.since,
                "note": each.note,
            }
            for each in wordings.forms(work)
        ]
    answer(found, "\n".join(_line(each) for each in found), as_json=as_json)


def _line(form: dict[str, Any]) -> str:
    marks = [
        said("phường đã sửa") if form["changed"] else "",
        said("tự soạn") if form["own"] else "",
        "" if form["checked"] else said("chưa đối chiếu"),
    ]
    told = ", ".join(filter(None, marks))
    title = " ".join(f"{form['label']} {form['title']}".split())
    return f"{form['name']}  {title}" + (f"  ({told})" if told else "")


@forms.command()
def show(
    name: Name,
    original: Annotated[
        bool, typer.Option("--original", help="Bản gốc của chương trình, không phải bản phường.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Xem lời văn của một mẫu, để sửa rồi đưa lại bằng change."""
    from desk.app import wordings

    with opened(data, write=False) as work:
        text = wordings.original(work, name) if original else wordings.text(work, name)
    answer({"name": name, "text": text}, text.rstrip("\n"), as_json=as_json)


@forms.command()
def preview(
    name: Name,
    out: Annotated[Path, typer.Option("--out", help="Tệp PDF.")],
    file: Annotated[
        Path | None, typer.Option("--file", help="Lời văn định dùng; không ghi: lời văn đang dùng.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """In thử một mẫu với người bịa ra, chưa thay đổi gì."""
    from desk.app import wordings

    with opened(data, write=False) as work:
        text = wordings.text(work, name) if file is None else read_text(file)
        save(out, wordings.preview(work, program.data_folder(data), name, text))
    answer({"name": name, "out": str(out)}, str(out), as_json=as_json)


@forms.command()
def change(
    name: Name,
    file: Annotated[Path, typer.Argument(help="Lời văn mới dạng JSON, như show in ra.")],
    note: Note = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Dùng lời văn mới cho giấy in từ nay; giấy đã in vẫn in lại như cũ."""
    from desk.app import wordings

    text = read_text(file)
    with acting(data, as_user, purpose="forms") as (work, by):
        wordings.reword(work, by, name, text, note)
    answer({"name": name, "changed": True}, said("Đã đổi mẫu {name}.", name=name), as_json=as_json)


@forms.command()
def restore(
    name: Name, note: Note = "", as_user: As = "", data: Data = None, as_json: Json = False
) -> None:
    """Dùng lại lời văn gốc của chương trình cho giấy in từ nay."""
    from desk.app import wordings

    with acting(data, as_user, purpose="forms") as (work, by):
        wordings.reword(work, by, name, "", note)
    told = said("Mẫu {name} lại theo bản gốc.", name=name)
    answer({"name": name, "changed": False}, told, as_json=as_json)


@forms.command()
def history(name: Name, data: Data = None, as_json: Json = False) -> None:
    """Ai đã sửa mẫu này, khi nào, vì sao."""
    from desk.app import wordings

    with opened(data, write=False) as work:
        found = [
            {
                "at": None if each.at is None else each.at.isoformat(),
                "by": each.by,
                "note": each.note,
                "text": each.text or None,
            }
            for each in wordings.history(work, name)
        ]
    lines = [
        f"{str(each['at'])[:16].replace('T', ' ')}  {each['by']}  {each['note']}" for each in found
    ]
    answer(found, "\n".join(lines) or said("Chưa ai sửa mẫu này."), as_json=as_json)


@forms.command()
def logo(
    file: Annotated[Path | None, typer.Argument(help="Hình PNG hoặc JPEG.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Bỏ logo.")] = False,
    here: Annotated[bool, typer.Option("--here", help="Chỉ cho quầy này.")] = False,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đặt logo phía trên tên cơ quan trên giấy in từ nay."""
    from desk.app import wordings

    if (file is None) is not remove:
        raise typer.BadParameter(said("Ghi tệp hình, hoặc --remove."))
    with acting(data, as_user, purpose="forms") as (work, by):
        size = wordings.set_logo(work, by, file, here_only=here)
    told = said("Đã bỏ logo.") if remove else said("Logo nặng {size} byte.", size=size)
    answer({"bytes": size}, told, as_json=as_json)
