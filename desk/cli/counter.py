"""The counter's own commands: receive, process, read, print, report, verify."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from desk import messages
from desk.app import counter as program
from desk.app import reports, results, statistics
from desk.cli.dossiers import Code, line_of
from desk.cli.progress import drawing
from desk.cli.speech import (
    KNOWN,
    As,
    Data,
    Json,
    acting,
    answer,
    elsewhere,
    language,
    opened,
    read_json,
    said,
    save,
    say,
    told,
    told_error,
)
from desk.domain.answers import dossier_object
from desk.domain.errors import DeskError
from desk.domain.records import Dossier

if TYPE_CHECKING:
    from desk.services.checking import Finding

commands = typer.Typer()


@commands.command()
def init(
    unit: Annotated[str, typer.Option("--unit", help="Mã đơn vị, vd H26.033.15.")],
    commune: Annotated[str, typer.Option("--commune", help="Mã xã, phường: 5 chữ số.")],
    name: Annotated[str, typer.Option("--name", help="Tên đơn vị, vd Phường Thử Nghiệm.")],
    slot: Annotated[int, typer.Option("--slot", help="Số quầy 1–8; mỗi máy một số.")],
    pattern: Annotated[
        str, typer.Option("--code-pattern", help="Mẫu mã hồ sơ, vd {unit}-{yymmdd}-{number:04d}.")
    ] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Tạo thư mục dữ liệu của một quầy."""
    folder = program.data_folder(data)
    device = program.initialise(
        folder, unit=unit, commune=commune, name=name, slot=slot, pattern=pattern
    )
    made = {"device": device, "unit": unit, "commune": commune, "slot": slot, "data": str(folder)}
    told = said(
        "Đã tạo quầy {slot} của {name} trong {folder}.", slot=slot, name=name, folder=folder
    )
    answer(made, told, as_json=as_json)


@commands.command()
def receive(
    file: Annotated[Path, typer.Argument(help="Hồ sơ dạng JSON.")],
    receipt: Annotated[Path | None, typer.Option("--receipt", help="Ghi giấy tiếp nhận.")] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Tiếp nhận một hồ sơ."""
    from desk.domain.application import read_application
    from desk.services import intake

    folder = program.data_folder(data)
    new = read_application(read_json(file), program.clock())
    with acting(data, as_user, purpose="receive") as (work, by):
        made = intake.receive(work, new, by, printed=False)
        warnings = told(made.warnings)
        written = None
        if receipt is not None:
            written = _write_receipt(work, folder, made.dossier, receipt, warnings)
        found = dossier_object(made.dossier, work.now(), warnings)
    found["due_explained"] = list(made.dossier.due_why)
    found["receipt"] = written
    lines = [line_of(found), *(f"  ! {each['text']}" for each in warnings)]
    answer(found, "\n".join(lines), as_json=as_json)


def _write_receipt(
    work: Any, folder: Path, state: Dossier, path: Path, warnings: list[dict[str, str]]
) -> str | None:
    """Write the receipt after the commit; whatever fails now must not undo the receipt."""
    facts = {"code": state.code, "data": elsewhere(folder)}
    told = str(messages.words("ReceiptNotWritten", language(), facts))
    try:
        made = program.print_form(work, folder, "receipt", state.uid)
        save(path, made.pdf)
        warnings += [told_error(each) for each in made.warnings]
    except DeskError as error:
        told = f"{told} {messages.words(error, language())}"
    except Exception:  # noqa: BLE001 - our bug, but the dossier is received all the same
        say(traceback.format_exc())
    else:
        return str(path)
    warnings.append({"code": "ReceiptNotWritten", "text": told})
    return None


@commands.command()
def queue(
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu hồ sơ.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Mọi hồ sơ đang mở của phường, gấp nhất trước."""
    from desk.services import queue as room

    with opened(data, write=False) as work:
        states = room.open_states(work, limit)
        found = [dossier_object(state, work.now()) for state in states]
    answer(
        found, "\n".join(map(line_of, found)) or said("Không có hồ sơ đang mở."), as_json=as_json
    )


@commands.command()
def search(
    text: Annotated[str, typer.Argument(help="Mã, số hoặc tên cần tìm.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu hồ sơ.")] = 50,
    out: Annotated[
        Path | None, typer.Option("--out", help="Tệp .xlsx hoặc .csv, mọi hồ sơ tìm thấy.")
    ] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Tìm theo mã, số định danh, điện thoại hoặc tên (có dấu hay không)."""
    from desk.services import finding

    if out is not None:
        _search_into(out, text, as_user, data, as_json=as_json)
        return
    with opened(data, write=False) as work:
        states = finding.search_states(work, text, limit)
        found = [dossier_object(state, work.now()) for state in states]
    answer(found, "\n".join(map(line_of, found)) or said("Không tìm thấy."), as_json=as_json)


def _search_into(out: Path, query: str, as_user: str, data: Path | None, *, as_json: bool) -> None:
    from desk.domain.lookup import Filter, Sort
    from desk.services import exporting

    with acting(data, as_user, write=False) as (work, by):
        asked = Filter(text=query, voided=True)
        with drawing() as told:
            tell = told or (lambda *_: True)
            number = exporting.export(work, by, asked, Sort("received"), out, tell)
    told_ = said("Đã ghi {number} hồ sơ vào {file}.", number=number, file=out)
    answer({"file": str(out), "dossiers": number}, told_, as_json=as_json)


@commands.command("print")
def print_(
    form: Annotated[
        str,
        typer.Argument(
            help="Tên mẫu: receipt, supplement, refusal, apology, extension, extended, stop, "
            "closing, control, history, fee, handover, label, batch, cover, result."
        ),
    ],
    code: Code,
    out: Annotated[Path, typer.Option("--out", help="Tệp PDF.")],
    which: Annotated[
        str,
        typer.Option("--which", help="Kết quả thứ mấy hoặc uid của nó; không ghi: kết quả cuối."),
    ] = "",
    electronic: Annotated[
        bool, typer.Option("--electronic", help="Bản điện tử: chỗ ký ghi chữ ký số.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """In một biểu mẫu của hồ sơ ra tệp PDF, khổ theo mục page của quầy: A5, A5x2, A4, A4x2."""
    folder = program.data_folder(data)
    with opened(data, write=False) as work:
        made = program.print_form(work, folder, form, code, which, electronic=electronic)
        warnings = [told_error(each) for each in made.warnings]
        warnings += told(results.foreign(work, folder, form, code, which))
    save(out, made.pdf)
    for each in warnings:
        say(each["text"])
    found = {"form": form, "file": str(out), "pages": made.pages, "warnings": warnings}
    answer(found, str(out), as_json=as_json)


@commands.command()
def report(
    kind: Annotated[
        str, typer.Argument(help="Báo cáo: II.06a, 07a, 766, unit, uncollected hoặc figures.")
    ],
    start: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Ngày đầu kỳ.")],
    end: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Ngày cuối kỳ.")],
    by: Annotated[
        str, typer.Option("--by", help="Dòng theo: field, procedure, officer, channel, unit.")
    ] = "",
    drill: Annotated[
        str | None, typer.Option("--drill", help="Ô cần xem, DÒNG:CỘT; dòng trống là tổng số.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Tệp PDF, XLSX hoặc CSV.")] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Báo cáo theo biểu, kết quả chưa nhận, hoặc các biểu thống kê."""
    folder = program.data_folder(data)
    days = start.date(), end.date()
    if drill is not None:
        with acting(data, as_user, write=False) as (work, who):
            codes = reports.drill(work, who, kind, days, by, drill)
        answer(list(codes), "\n".join(codes), as_json=as_json)
        return
    if out is not None and kind in {"figures", "uncollected"} and out.suffix.lower() != ".pdf":
        from desk.services.exporting import UnknownFileKindError

        raise UnknownFileKindError(kind=out.suffix or "–", known=".pdf")
    with opened(data, write=False) as work:
        if kind == "figures":
            found, pdf = statistics.answer(work, folder, *days, printed=out is not None)
        elif kind == "uncollected":
            found, pdf = program.uncollected(work, folder, *days, paper=out is not None)
        else:
            ending = out.suffix if out is not None else None
            found, pdf = reports.answer(work, folder, kind, days, by, ending)
    if out is not None and pdf is not None:
        save(out, pdf)
        found["file"] = str(out)
    texts = {"figures": _figures_text, "uncollected": _uncollected_text}
    answer(found, texts.get(kind, _report_text)(found), as_json=as_json)


def _figures_text(found: dict[str, Any]) -> str:
    lines = []
    for figure in found["figures"]:
        lines += ["", f"{figure['title']} ({figure['unit']})"]
        for row in figure["rows"]:
            numbers = ("–" if each is None else f"{each:.0f}" for each in row["values"])
            lines.append("  ".join([f"  {row['name']}:", *numbers]))
    return "\n".join(lines[1:])


#: What lies uncollected, by days since there was a result.
_AGES: Final = ("0-3", "4-10", "11-30", "31+", "total", "reminded")


def _uncollected_text(found: dict[str, Any]) -> str:
    named = {"total": said("tổng"), "reminded": said("đã nhắc")}
    lines = [" ".join(named.get(each, each).rjust(8) for each in _AGES)]
    lines += (
        " ".join(f"{row[each]:>8}" for each in _AGES) + f"  {row['name']}"
        for row in (*found["rows"], found["total"])
    )
    return "\n".join(lines)


def _report_text(found: dict[str, Any]) -> str:
    order = [each["number"] for each in found["columns"]]
    rows = (*found["rows"], found["total"])
    lines = [" ".join(f"({each})".rjust(5) for each in order)]
    lines += (
        " ".join(f"{_figure_text(row[each]):>5}" for each in order) + f"  {row['name']}"
        for row in rows
    )
    if language() != "vi":  # what a form calls its columns is the form's own Vietnamese
        return "\n".join(lines)
    lines += (f"{each['sign']} {each['name']}" for each in found["columns"])
    for each in found["indices"]:
        lines.append(f"{each['name']}: {each['text']} = {_figure_text(each)} %")
    lines += (f"{each['name']} – {each['rule']}" for each in found["indices"])
    lines += (f"({number}) {why}" for number, why in found["unknown"].items())
    lines += found["doubts"]
    return "\n".join(lines)


def _figure_text(value: Any) -> str:
    if isinstance(value, dict):
        value = value["percent"]
        return "–" if value is None else f"{value:.1f}".replace(".", ",")
    return "…" if value is None else str(value)


def _called(found: Finding) -> str:
    return messages.words(found.code, language()).title


@commands.command()
def verify(data: Data = None, as_json: Json = False) -> None:
    """Gấp lại toàn bộ nhật ký và đối chiếu mọi thứ suy ra từ nó."""
    from desk.services import checking

    with opened(data, write=False) as work:
        verdict = checking.verify(work)
    problems = [
        {"code": p.code, "where": p.where, "text": messages.words(p.code, language()).title}
        for p in verdict.problems
    ]
    found = {
        "ok": verdict.ok,
        "events": verdict.events,
        "dossiers": verdict.dossiers,
        "problems": problems,
        "known": [{"code": p.code, "where": p.where} for p in verdict.known],
    }
    words = "{events} sự kiện, {dossiers} hồ sơ: " + (
        "khớp." if verdict.ok else "{problems} chỗ sai."
    )
    counted = {"events": verdict.events, "dossiers": verdict.dossiers, "problems": len(problems)}
    lines = [said(words, **counted), *(f"  {p['text']}: {p['where']}" for p in problems)]
    lines += [
        said("  Đã quyết định: {text}: {where}", text=_called(p), where=p.where)
        for p in verdict.known
    ]
    answer(found, "\n".join(lines), as_json=as_json)
    if not verdict.ok:
        raise SystemExit(KNOWN)
