"""One dossier from the command line: the steps of processing, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk import messages
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
    say,
    told,
)
from desk.domain import twins
from desk.domain.answers import dossier_object, time_text
from desk.domain.digitising import files_of
from desk.domain.events import Corrected, Event
from desk.domain.records import Dossier

if TYPE_CHECKING:
    from desk.domain.warning import Warning_
    from desk.services.workplace import Workplace

commands = typer.Typer()
Code = Annotated[str, typer.Argument(help="Mã hồ sơ, mã vạch, mã liên thông hoặc uid.")]


@commands.command()
def act(
    code: Code,
    action: Annotated[str, typer.Argument(help="Tên bước, vd claim, supplement, finish, recall.")],
    reason: Annotated[str, typer.Option("--reason", help="Lý do hoặc nội dung.")] = "",
    due: Annotated[str, typer.Option("--due", help="Hẹn trả mới, vd 2026-11-30T17:00.")] = "",
    to: Annotated[str, typer.Option("--to", help="Người nhận bàn giao hoặc kết quả.")] = "",
    number: Annotated[str, typer.Option("--id", help="Số giấy tờ, hoặc số biên lai.")] = "",
    authority: Annotated[
        str,
        typer.Option(
            "--authority", help="Giấy ủy quyền của người nhận thay: loại, số, ngày, người giao."
        ),
    ] = "",
    amount: Annotated[int | None, typer.Option("--amount", help="Số tiền, đồng.")] = None,
    at: Annotated[str, typer.Option("--at", help="Thời điểm đã xảy ra.")] = "",
    items: Annotated[
        list[str] | None,
        typer.Option(
            "--item",
            help="Giấy tờ cần bổ sung, ghi được nhiều lần; khi đã bổ sung thì là giấy đã nộp: "
            "TÊN[:số bản chính[:số bản sao]]; khi xong việc chứng thực thì là giấy đã chứng thực: "
            "TÊN[:số trang[:số bản]].",
        ),
    ] = None,
    step: Annotated[
        str, typer.Option("--step", help="Bước trong cơ quan khi bàn giao, vd tham-dinh.")
    ] = "",
    again: Annotated[
        str, typer.Option("--again", help="Vì sao phải yêu cầu bổ sung lần nữa.")
    ] = "",
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="Đính chính: trường=giá trị.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Đồng ý hẹn cả lúc cơ quan không làm việc.")
    ] = False,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Một bước xử lý hồ sơ."""
    from desk.domain.collection import parse_authority
    from desk.domain.handed import clean_text, parse_due, parse_time
    from desk.domain.person import clean_line
    from desk.services import processing

    pairs = tuple((name, value) for name, _, value in (c.partition("=") for c in changes or ()))
    details = processing.Details(
        reason=clean_text(reason, "--reason"),
        due=parse_due(due, "--due") if due else None,
        to=clean_line(to, field="--to"),
        id_number=clean_line(number, field="--id"),
        authority=parse_authority(authority, "--authority"),
        amount=amount,
        at=parse_time(at, "--at") if at else None,
        items=tuple(filter(None, (clean_line(item, field="--item") for item in items or ()))),
        changes=pairs,
        step=clean_line(step, field="--step"),
        again=clean_text(again, "--again"),
    )
    with acting(data, as_user, purpose="act") as (work, by):
        if details.due is not None and not yes:
            work.rules.calendar.require_open(details.due)
        if action == "recall":
            state = processing.recall(work, code, "", by, details.reason)
        else:
            state = processing.act(work, code, action, by, details, printed=False)
        warnings = told(_unusual(state, action))
        found = dossier_object(state, work.now(), warnings)
    for each in warnings:
        say(each["text"])
    entered = [
        said(
            "  Vào sổ chứng thực {book}, số {line}: {what}",
            book=each.book,
            line=each.line,
            what=each.what,
        )
        for each in state.register
    ]
    lines = [line_of(found), *(entered if action == "finish" else ())]
    answer(found, "\n".join(lines), as_json=as_json)


def _unusual(state: Dossier, action: str) -> tuple[Warning_, ...]:
    """Return what is worth telling about a step that has just been taken."""
    from desk.services import foresight, reading

    if action == "hand-over":
        return reading.handed_over(state)
    if action == "supplement" and state.suspended_at is not None:
        return foresight.asked_late(state, state.suspended_at)
    return ()


def line_of(found: Mapping[str, Any]) -> str:
    """Return the one line that a list has for a dossier; what is void shows no status."""
    owner = found["owner"]
    name = owner["name"] if isinstance(owner, dict) else ""
    due = str(found["due_at"] or "–")[:16].replace("T", " ")
    code = twins.further(str(found["code"]), found["aliases"]) or found["code"]
    status = said("đã hủy") if found["voided"] else found["status"]
    return f"{code}  [{status}]  {due}  {name}  {found['procedure_name']}"


@commands.command()
def show(code: Code, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Một hồ sơ, nhật ký của nó và các bước người này làm được."""
    from desk.services import reading

    with opened(data, write=False) as work:
        state, story = reading.story(work, code)
        found = dossier_object(state, work.now())
        steps = _steps(work, state, as_user)
    found["steps"] = [{"action": each, "name": called("action", each)} for each in steps]
    found["events"] = [
        {
            "uid": made.uid,
            "type": made.type,
            "at": time_text(made.at),
            "actor": made.actor.login,
            "actor_name": made.actor.name,
            "device": made.device,
            "epoch": made.epoch,
            "seq": made.seq,
            "counts": not gone,
            "fields": _corrected(made),
        }
        for made, gone in story
    ]
    lines = [line_of(found), *_papers(state), *(_told(made, gone=gone) for made, gone in story)]
    lines.append(said("Bước làm được bằng desk act:") if steps else said("Không còn bước nào."))
    lines += [f"  {each:<13}{called('action', each)}" for each in steps]
    answer(found, "\n".join(lines), as_json=as_json)


def _steps(work: Workplace, state: Dossier, login: str) -> tuple[str, ...]:
    """Return the steps that this person could take now, by the names that `act` takes."""
    from desk.services import reading, staff

    try:
        with work.database.read() as tx:
            by = staff.acting(tx, login)
    except staff.NoAdministratorError:
        return ()  # nobody is there who could take one
    view = reading.open_dossier(work, state.uid, by)
    return tuple(each for each in view.actions if each != "resolve" or view.warnings)


def _corrected(made: Event) -> list[str]:
    """Return the fields that a correction changed; their values stay in the log."""
    return [each.field for each in made.body.changes] if isinstance(made.body, Corrected) else []


def _told(made: Event, *, gone: bool) -> str:
    """Return a step's line: when, what, who; which fields it changed, and whether it counts."""
    known = messages.names(language())
    step = known["event_type"].get(made.type, made.type)
    fields = ", ".join(known["detail"].get(each, each) for each in _corrected(made))
    line = f"  {made.at:%d/%m/%Y %H:%M}  {step}{fields and f': {fields}'}  {made.actor.name}"
    return line + (f"  ({said('không tính')})" if gone else "")


def _papers(state: Dossier) -> list[str]:
    """Return a line for each paper, by the name that `attach --paper` takes."""
    have, lack = said("đã số hóa"), said("chưa số hóa")
    return [
        f"  {paper.name}: {have if files_of(state, paper.name) else lack}"
        for paper in state.papers
        if not paper.shown
    ]
