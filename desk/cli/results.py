"""`desk result`: extracts, certificates and letters – drafted, confirmed, on numbered sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.app import counter as program
from desk.app import results as room
from desk.cli.speech import As, Data, Json, acting, answer, called, opened, said, save, say, told

results = typer.Typer(help="Kết quả: trích lục, giấy xác nhận, văn bản; nháp, xác nhận, phôi giấy.")
sheets = typer.Typer(help="Phôi giấy có số: nhập kho, giao quầy, dùng, hỏng, quyết toán.")
results.add_typer(sheets, name="sheet")

Code = Annotated[str, typer.Argument(help="Mã hồ sơ, mã vạch, mã liên thông hoặc uid.")]
Which = Annotated[
    str, typer.Option("--which", help="Kết quả thứ mấy hoặc uid của nó; không ghi: kết quả cuối.")
]
Sheet = Annotated[str, typer.Argument(help="Số in trên phôi, vd TL 000123.")]


def _pairs(told: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for each in told:
        name, found, value = each.partition("=")
        if not found:
            raise typer.BadParameter(said("Ghi {given} dưới dạng trường=giá trị.", given=name[:40]))
        pairs[name.strip()] = value
    return pairs


@results.command("list")
def list_templates(code: Code, data: Data = None, as_json: Json = False) -> None:
    """Các mẫu kết quả, mẫu của thủ tục này đứng trước."""
    from desk.services import results as service

    folder = program.data_folder(data)
    with opened(data, write=False) as work:
        offers = service.offers(work, code, room.forms(work, folder))
    found = [
        {
            "template": each.template,
            "title": each.title,
            "fits": each.fits,
            "security": each.rules.security,
            "checked": each.rules.checked,
            "law": each.rules.law,
        }
        for each in offers
    ]
    lines = [
        f"{'*' if each['fits'] else ' '} {each['template']}  {each['title']}" for each in found
    ]
    answer(found, "\n".join(lines), as_json=as_json)


@results.command()
def fields(
    code: Code,
    template: Annotated[str, typer.Argument(help="Tên mẫu, vd extract_birth.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Các mục của một mẫu, mục nào hồ sơ đã có."""
    from desk.services import results as service

    folder = program.data_folder(data)
    with opened(data, write=False) as work:
        blanks = service.blanks(work, code, template, room.forms(work, folder))
    lines = [
        f"{'!' if each.lacks else ' '} {each.field.key} ({each.field.label}): {each.value}"
        + (f"  ({called('source', each.source.partition('.')[0])})" if each.source else "")
        for each in blanks
    ]
    answer(room.blanks_object(blanks), "\n".join(lines), as_json=as_json)


@results.command()
def draft(
    code: Code,
    template: Annotated[str, typer.Argument(help="Tên mẫu, vd extract_birth.")] = "",
    values: Annotated[
        list[str] | None, typer.Option("--set", help="Mục của giấy: trường=giá trị.")
    ] = None,
    which: Annotated[
        str, typer.Option("--which", help="Sửa bản nháp đã có: thứ mấy hoặc uid.")
    ] = "",
    drop: Annotated[bool, typer.Option("--drop", help="Bỏ bản nháp này.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Chỉ xem thử: ghi PDF, không ghi vào hồ sơ.")
    ] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Lập bản nháp từ hồ sơ, hoặc sửa bản đã có; bản đã xác nhận mà sửa thì lại là nháp."""
    from desk.services import results as service

    folder, given = program.data_folder(data), _pairs(values or ())
    if not (template or which):
        raise typer.BadParameter(said("Ghi tên mẫu, hoặc --which."))
    if out is not None:
        with opened(data, write=False) as work:
            made = room.preview(work, folder, code, template, given)
            warnings = told(service.foreign(work, code, room.forms(work, folder), template))
        save(out, made.pdf)
        for each in warnings:
            say(each["text"])
        shown = {"template": template, "file": str(out), "pages": made.pages, "warnings": warnings}
        answer(shown, str(out), as_json=as_json)
        return
    with acting(data, as_user, purpose="act") as (work, by):
        forms = room.forms(work, folder)
        if drop:
            state = service.put_away(work, by, code, which)
            answer({"code": state.code, "dropped": True}, said("Đã bỏ bản nháp."), as_json=as_json)
            return
        state, result = service.draft(work, by, code, template, given, forms, result=which)
        found = room.result_object(state, result, forms)
        found["warnings"] = told(service.foreign(work, code, forms, result.template))
    for each in found["warnings"]:
        say(each["text"])
    answer(found, _line(found), as_json=as_json)


@results.command()
def confirm(
    code: Code,
    by_whom: Annotated[
        str,
        typer.Option(
            "--by", help="Ai ở cơ quan giữ sổ đã xác nhận; ghi thêm số về sau thì không cần."
        ),
    ] = "",
    which: Which = "",
    where: Annotated[
        str,
        typer.Option(
            "--where",
            help="registry: cơ quan đăng ký; national: hệ thống hộ tịch quốc gia; office: phường.",
        ),
    ] = "",
    number: Annotated[str, typer.Option("--number", help="Số đăng ký.")] = "",
    book: Annotated[str, typer.Option("--book", help="Quyển số.")] = "",
    page: Annotated[str, typer.Option("--page", help="Trang số.")] = "",
    day: Annotated[str, typer.Option("--day", help="Ngày đăng ký.")] = "",
    paper_number: Annotated[str, typer.Option("--paper-number", help="Số của giấy.")] = "",
    issued: Annotated[str, typer.Option("--issued", help="Ngày ghi trên giấy.")] = "",
    signer: Annotated[str, typer.Option("--signer", help="Người ký giấy.")] = "",
    title: Annotated[str, typer.Option("--signer-title", help="Chức vụ người ký.")] = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi nhận cơ quan giữ sổ đã xác nhận bản nháp, và các số của sổ."""
    from desk.services import results as service

    told = {
        "by": by_whom,
        "where": where,
        "number": number,
        "book": book,
        "page": page,
        "day": day,
        "paper_number": paper_number,
        "issued": issued,
        "signer": signer,
        "signer_title": title,
    }
    given = {key: value for key, value in told.items() if value}
    folder = program.data_folder(data)
    with acting(data, as_user, purpose="act") as (work, by):
        forms = room.forms(work, folder)
        state, made = service.confirm(work, by, code, which, given, forms)
        found = room.result_object(state, made, forms)
    answer(found, _line(found), as_json=as_json)


@results.command()
def withdraw(
    code: Code,
    which: Which = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Rút xác nhận: giấy lại là bản nháp, nội dung giữ nguyên."""
    from desk.domain.results import find
    from desk.services import results as service

    folder = program.data_folder(data)
    with acting(data, as_user, purpose="act") as (work, by):
        state = service.withdraw(work, by, code, which)
        found = room.result_object(state, find(state, which), room.forms(work, folder))
    answer(found, _line(found), as_json=as_json)


@results.command()
def show(code: Code, data: Data = None, as_json: Json = False) -> None:
    """Các kết quả của một hồ sơ: nháp, đã xác nhận, phôi đã dùng."""
    from desk.services import results as service

    folder = program.data_folder(data)
    with opened(data, write=False) as work:
        state, forms = service.show(work, code), room.forms(work, folder)
        found = [room.result_object(state, each, forms) for each in state.results]
    told = "\n".join(map(_line, found)) or said("Hồ sơ chưa có kết quả nào.")
    answer({"code": state.code, "results": found}, told, as_json=as_json)


def _line(found: dict[str, Any]) -> str:
    state = {"draft": said("nháp"), "confirmed": said("đã xác nhận"), "disputed": said("vênh nhau")}
    line = f"{found['number']}. {found['title']}  [{state[found['state']]}]"
    if found["missing"]:
        line += "  " + said("còn thiếu: {fields}", fields=", ".join(found["missing"]))
    for each in found["sheets"]:
        line += f"  {each['sheet']}" + (f" ({said('hỏng')})" if each["spoilt"] else "")
    return line


@sheets.command()
def use(
    code: Code,
    sheet: Sheet,
    which: Which = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi nhận kết quả đã in lên phôi này; mỗi số chỉ dùng một lần."""
    from desk.domain.results import find
    from desk.services import result_sheets as service

    folder = program.data_folder(data)
    with acting(data, as_user, purpose="act") as (work, by):
        forms = room.forms(work, folder)
        state = service.use_sheet(work, by, code, which, sheet, forms)
        found = room.result_object(state, find(state, which), forms)
    answer(found, _line(found), as_json=as_json)


@sheets.command()
def spoil(
    code: Code,
    sheet: Sheet,
    reason: Annotated[str, typer.Option("--reason", help="Vì sao hỏng.")],
    which: Which = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi nhận phôi hỏng khi in kết quả này, kèm lý do."""
    from desk.domain.results import find
    from desk.services import result_sheets as service

    folder = program.data_folder(data)
    with acting(data, as_user, purpose="act") as (work, by):
        state = service.spoil_sheet(work, by, code, which, sheet, reason)
        forms = room.forms(work, folder)
        found = room.result_object(state, find(state, which), forms)
    answer(found, _line(found), as_json=as_json)


@sheets.command()
def stock(
    way: Annotated[
        str,
        typer.Argument(help="received: nhập kho; given: giao quầy; spoilt: hỏng khi chưa dùng."),
    ],
    first: Annotated[str, typer.Argument(help="Số đầu, vd TL 000101.")],
    last: Annotated[str, typer.Argument(help="Số cuối.")],
    slot: Annotated[int, typer.Option("--slot", help="Giao cho quầy số mấy.")] = 0,
    note: Annotated[
        str, typer.Option("--note", "--reason", help="Phiếu xuất, hoặc vì sao hỏng.")
    ] = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Nhập kho phôi giấy, giao cho quầy, hoặc báo hỏng khi chưa dùng."""
    from desk.domain.sheets import WAYS
    from desk.services import sheets as service

    if way not in WAYS:
        raise typer.BadParameter(" | ".join(WAYS))
    with acting(data, as_user, purpose="act") as (work, by):
        lot = service.stock(work, by, way, first, last, slot=slot, note=note)
    found = {
        "way": lot.way,
        "series": lot.series,
        "first": lot.first,
        "last": lot.last,
        "count": lot.count,
        "slot": lot.slot or None,
    }
    answer(found, said("{count} phôi.", count=lot.count), as_json=as_json)


@sheets.command()
def account(
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Ngày đầu kỳ.")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Ngày cuối kỳ.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Ghi thêm ra tệp CSV, hoặc .pdf để in.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Quyết toán phôi giấy của một kỳ: nhập, dùng, hỏng, còn, số bỏ qua."""
    from desk.services import sheets as service

    folder = program.data_folder(data)
    with opened(data, write=False) as work:
        whole = service.whole(work)
        days = (start.date() if start else whole.start, end.date() if end else whole.end)
        made = service.account(work, *days)
        found = room.account_object(made)
        paper = out is not None and out.suffix.casefold() == ".pdf"
        pdf = room.account_pdf(work, folder, made) if paper else b""
    if out is not None:
        save(out, pdf or room.account_csv(found))
    lines = [
        said(
            "{series}: đầu kỳ {before}, nhập {received}, dùng {used}, hỏng {spoilt}, còn {left}",
            **row,
        )
        + "".join(
            f"; {said(word)} {row[key]}"
            for key, word in (
                ("missing", "bỏ qua số"),
                ("stray", "chưa ghi nhập kho số"),
                ("twice", "dùng hai lần"),
            )
            if row[key]
        )
        + ("" if row["stocked"] else "; " + said("chưa ghi nhập kho số nào"))
        for row in found["series"]
    ]
    answer(found, "\n".join(lines) or said("Chưa có phôi nào."), as_json=as_json)
