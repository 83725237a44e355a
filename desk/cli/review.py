"""`desk sync review`: what needs a person, both sides of it, and the decision."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from desk import messages
from desk.cli.speech import As, Data, Json, acting, answer, elsewhere, language, opened, said
from desk.domain.answers import time_text
from desk.domain.records import VN
from desk.domain.review import FIELDS, KINDS, SHEETS, Choice, Item, Question, Side

review = typer.Typer(help="Việc cần người xem và quyết định.")


@review.command("list")
def list_items(
    kind: Annotated[str, typer.Option("--kind", help="Chỉ một loại: " + ", ".join(KINDS))] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Mọi việc cần người xem, cũ trước; không ghi giá trị nào của hồ sơ."""
    from desk.services import review as room

    if kind and kind not in KINDS:
        raise typer.BadParameter(", ".join(KINDS), param_hint="--kind")
    with opened(data, write=False) as work:
        found = [each for each in room.items(work) if kind in ("", each.kind)]
    lines = [
        f"{each.key}  {_moment(each.about.at)}  {_title(each)}  {each.about.dossier_code}".rstrip()
        for each in found
    ]
    none = said("Không có việc nào cần người xem.")
    answer([_item(each) for each in found], "\n".join(lines) or none, as_json=as_json)


@review.command("show")
def show(
    key: Annotated[str, typer.Argument(help="Khóa của việc, như lệnh list ghi.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cả hai bên của một việc, và những cách quyết định."""
    from desk.services import review as room

    with opened(data, write=False) as work:
        found = room.question(work, key)
    about = found.item.about
    words = messages.words(about.reason, language(), about.facts)
    lines = [f"{about.dossier_code}  {words.title}".lstrip()]
    lines += [_told(side) for side in found.sides]
    lines += [f"→ {each.key}: {_meaning(found, each)}" for each in found.choices]
    if not found.choices:  # what ends it is done elsewhere
        lines.append(f"{words.meaning} {words.next}")
    shown = _item(found.item) | {
        "before": int(found.before) if found.before else None,
        "status": int(found.status) if found.status else None,
        "holder": found.holder or None,
        "sides": [_side(each) for each in found.sides],
        "choices": [each.key for each in found.choices],
    }
    answer(shown, "\n".join(lines), as_json=as_json)


@review.command("decide")
def decide(
    key: Annotated[str, typer.Argument(help="Khóa của việc, như lệnh list ghi.")],
    choice: Annotated[str, typer.Argument(help="Cách quyết định, như lệnh show ghi.")],
    reason: Annotated[str, typer.Option("--reason", help="Lý do, nếu cần ghi lại.")] = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Quyết định một việc; quyết định là một việc trong nhật ký hồ sơ."""
    from desk.services import reading
    from desk.services import review as room

    with acting(data, as_user, purpose="act") as (work, by):
        done = room.decide(work, by, key, choice, reason)
        left = len(room.items(work))
        code = reading.name_of(work, done.dossier) if done.undo else ""
    told = {"decided": key, "choice": choice, "undo": done.undo or None, "left": left}
    lines = [said("Đã quyết định; còn {n} việc.", n=left)]
    if done.undo:
        command = f"desk sync review undo {code} {done.undo}{_again(as_user, data)}"
        lines.append(said("Rút lại được bằng: {command}", command=command))
    answer(told, "\n".join(lines), as_json=as_json)


def _again(as_user: str, data: Path | None) -> str:
    """Return the options that a further command needs to reach the same counter as the same one."""
    return elsewhere(data) + (f" --as {shlex.quote(as_user)}" if as_user else "")


@review.command("undo")
def undo(
    code: Annotated[str, typer.Argument(help="Mã hồ sơ.")],
    decision: Annotated[str, typer.Argument(help="Quyết định, như lệnh decide trả lời (undo).")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Rút lại lựa chọn một giá trị hay một phôi; câu hỏi mở lại."""
    from desk.services import reading
    from desk.services import review as room

    with acting(data, as_user, purpose="act") as (work, by):
        uid = reading.open_dossier(work, code, by).dossier.uid
        room.take_back(work, by, uid, decision)
    answer({"undone": decision}, said("Đã rút lại."), as_json=as_json)


def _title(item: Item) -> str:
    about = item.about
    return messages.words(about.reason, language(), about.facts).title


def _meaning(question: Question, choice: Choice) -> str:
    """Return a choice in words; how the window takes one back is nothing to a command."""
    sides = {side.key: side.value for side in question.sides}
    is_value = choice.key in sides and question.item.kind in (FIELDS, SHEETS)
    facts = question.item.about.facts | {"shown": sides.get(choice.key) or "–"}
    value = "sheet" if question.item.kind == SHEETS else "value"
    key = value if is_value else choice.key
    words = messages.words(f"choice-{key}", language(), facts)
    return str(replace(words, next="") if choice.undone else words)


def _told(side: Side) -> str:
    """Return a side's line: which counter, who, when, what; whose it is, whether it stands."""
    actor, at = side.actor, side.at
    if side.entries:
        actor, at = side.entries[-1].actor.name, None  # each step tells its own time
        known = messages.names(language())["event_type"]
        told = "; ".join(f"{known.get(e.type, e.type)} {_moment(e.at)}" for e in side.entries)
    else:
        told = f"{side.value or '–'} ← {side.before or '–'}"
    marks = [said("máy này")] if side.here else []
    marks += [said("đang dùng")] if side.stands else []
    marked = f"  ({', '.join(marks)})" if marks else ""
    return f"{side.device} · {actor}{f' · {_moment(at)}' if at else ''}: {told}{marked}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VN):%d/%m/%Y %H:%M}"


def _item(item: Item) -> dict[str, object]:
    about = item.about
    return {
        "key": item.key,
        "kind": item.kind,
        "reason": about.reason,
        "text": _title(item),
        "code": about.dossier_code or None,
        "target": about.target or None,
        "at": time_text(about.at),
    }


def _side(side: Side) -> dict[str, object]:
    return {
        "choice": side.key,
        "here": side.here,
        "counter": side.device or None,
        "stands": side.stands,
        "value": side.value,
        "before": side.before,
        "by": side.actor or None,
        "at": time_text(side.at) if side.at else None,
        "steps": [
            {"type": each.type, "by": each.actor.name, "at": time_text(each.at)}
            for each in side.entries
        ],
    }
