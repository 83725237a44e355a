"""`desk sync`: the exchange with the city and other targets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import typer

from desk import messages
from desk.cli import review as review_room
from desk.cli import targets as targets_room
from desk.cli import twins as twins_room
from desk.cli.speech import (
    KNOWN,
    As,
    Data,
    Json,
    answer,
    language,
    opened,
    refuse_early,
    said,
    sameness,
    say,
)
from desk.domain.answers import time_text
from desk.domain.records import VN
from desk.domain.views import Attention, Sameness, TargetStatus, lacks_city

_WHICH = (
    "desk sync --once (trao đổi ngay) | status (tình trạng) | history (các lượt đã qua) | "
    "review (việc cần người xem) | verify (đối chiếu) | connect (nối với thành phố) | "
    "target (các hệ thống khác) | twin (máy bị sao cả ổ đĩa)"
)
_NOWHERE = "Chưa kết nối hệ thống nào: hồ sơ chỉ ở máy này. Kết nối bằng desk sync connect."
_MOVED = "gửi {pushed}, nhận {pulled}, chờ {waiting}, cần xem {attention}"
_COUNTS = "{name}: {confirmed}/{created} đã xác nhận, {waiting} chờ gửi, {attention} cần xem"
_TAKEN = "{name}: {confirmed}/{created} đã nhận, {waiting} chờ gửi, {attention} cần xem"
_NO_CITY = "Chưa kết nối thành phố: máy trung gian không chuyển hồ sơ lên thành phố."
_ROUNDS = {
    "": "{at}  {target}  gửi {pushed}, nhận {pulled}, {seconds} giây",
    "written": "{at}  {target}  USB: ghi {pushed} việc, {seconds} giây",
    "read": "{at}  {target}  USB: đọc trả lời, xác nhận {pushed}, nhận {pulled}, {seconds} giây",
}
_FILES = "{name}: {n} tệp chờ gửi ({mb} MB)"
_QUESTIONS = "Cần người xem: {n} việc, xem bằng desk sync review list"
_MISSING = "{name}: thiếu {missing}/{all} tệp, sẽ gửi khi tệp về máy này"
sync = typer.Typer(help="Trao đổi hồ sơ với thành phố.")
sync.add_typer(targets_room.target, name="target")
sync.add_typer(review_room.review, name="review")
sync.add_typer(twins_room.twin, name="twin")


@sync.callback()
def exchange(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Trao đổi một lượt ngay bây giờ.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Trao đổi hồ sơ với mọi hệ thống đã kết nối."""
    if context.invoked_subcommand is not None:
        refuse_early(context)
        return
    if not once:
        raise typer.BadParameter(said(_WHICH))
    from desk.app import exchange as room
    from desk.services import review, targets

    with opened(data, purpose="sync") as work:
        told = room.once(work)
        states = targets.statuses(work)
        questions = len(review.items(work))
    of_each = {name: _sums(each) for name, each in told.targets.items()}
    found = {**_sums(told), "questions": questions, "targets": of_each}
    sums = {key: found[key] for key in ("pushed", "pulled", "waiting", "attention")}
    lines = [said(_MOVED, **sums), *_missing(states)] if states else [said(_NOWHERE)]
    lines += _asked(questions)
    answer(found, "\n".join(lines), as_json=as_json)
    for name, each in told.targets.items():
        if each.error:
            say(str(messages.words(each.error, language(), {"target": name})))
    if told.errors:
        raise SystemExit(KNOWN)


def _asked(questions: int) -> list[str]:
    """Say how much needs a person: more than the sums count, which are of what is sent alone."""
    return [said(_QUESTIONS, n=questions)] if questions else []


def _sums(told: Any) -> dict[str, object]:
    errors = told.errors if hasattr(told, "errors") else [told.error] if told.error else []
    return {
        "pushed": told.pushed,
        "pulled": told.pulled,
        "waiting": told.waiting,
        "attention": told.attention,
        "errors": errors,
    }


Code = Annotated[str, typer.Option("--code", help="Mã kết nối dùng một lần.")]


@sync.command()
def connect(
    url: Annotated[str, typer.Argument(help="Địa chỉ, hoặc nội dung mã QR của thành phố.")],
    code: Code = "",
    ca: targets_room.Authorities = None,
    proxy: targets_room.Proxy = "",
    slot: targets_room.Slot = 0,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Kết nối quầy này với thành phố."""
    from desk.services.outbox import CITY

    told = targets_room.join(url, code, CITY, data, as_user, ca=ca, proxy=proxy, slot=slot)
    answer(told, said(targets_room.JOINED, **told), as_json=as_json)


@sync.command()
def status(data: Data = None, as_json: Json = False) -> None:
    """Tình trạng trao đổi: tạo = xác nhận + chờ gửi + cần người xem."""
    from desk.services import review, targets

    with opened(data, write=False) as work:
        states = targets.statuses(work)
        held = targets.attentions(work)
        questions = len(review.items(work))
        kept = work.keys.kind
    found = {
        "keys": kept,
        "targets": {
            each.name: {
                "kind": each.kind,
                "url": each.url,
                "online": each.online,
                "since": time_text(each.since),
                "last_ok": time_text(each.last_ok),
                "paused": each.paused or None,
                "error": each.error or None,
                "created": each.created,
                "confirmed": each.confirmed,
                "waiting": each.waiting,
                "attention": each.attention,
                "files": _files(each),
                "proof": _proof(each.proof),
            }
            for each in states
        },
        "questions": questions,
        "attention": [
            {
                "reason": each.reason,
                "text": _why(each),
                "target": each.target or None,
                "code": each.dossier_code or None,
                "at": time_text(each.at),
            }
            for each in held
        ],
    }
    lines = [line for each in states for line in _standing(each)]
    lines += [said(_NO_CITY)] if lacks_city(states) else []
    lines += [
        said(_FILES, name=each.name, n=each.files.waiting, mb=_mb(each))
        for each in states
        if each.files.waiting
    ]
    lines += _missing(states)
    lines += [_same(each.name, each.proof) for each in states if each.proof is not None]
    lines += [_why(each) for each in held]
    lines = (lines or [said(_NOWHERE)]) + _asked(questions)
    answer(found, "\n".join(lines), as_json=as_json)


def _standing(each: TargetStatus) -> list[str]:
    """Tell the numbers of a target; and where it does not answer, since when and why."""
    counts = said(
        _COUNTS if each.name == messages.CITY else _TAKEN,  # only the city's word confirms
        name=each.name,
        confirmed=each.confirmed,
        created=each.created,
        waiting=each.waiting,
        attention=each.attention,
    )
    if each.online and not each.paused:
        return [counts]
    if each.online is None and not each.paused:
        return [counts, said("{name}: chưa trao đổi lần nào", name=each.name)]
    source = "{name}: tạm dừng từ {at}" if each.paused else "{name}: ngoại tuyến từ {at}"
    state = said(source, name=each.name, at=_moment(each.since))
    why = each.paused or each.error
    return [counts, f"{state}: {_failure(why, each.name)}" if why else state]


def _same(name: str, proof: Sameness) -> str:
    """Tell what is proved, and of how many dossiers it says nothing any more."""
    source = "{name}: {same}/{ours} hồ sơ trùng khớp, {at}"
    told = [said(source, name=name, same=proof.same, ours=proof.ours, at=_moment(proof.at))]
    if proof.unsent:
        told.append(said("{n} hồ sơ có việc chờ gửi hoặc cần người xem", n=proof.unsent))
    if proof.differing > proof.unsent:
        told.append(said("{n} hồ sơ còn khác nhau", n=proof.differing))
    if proof.changed:
        told.append(
            said("{n} hồ sơ đã đổi hoặc mới đến từ lúc đó, chưa đối chiếu", n=proof.changed)
        )
    return "; ".join(told)


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(VN):%H:%M %d/%m/%Y}" if at else "–"


def _failure(key: str, name: str) -> str:
    return messages.words(key, language(), {"target": name}).title


def _missing(states: Iterable[TargetStatus]) -> list[str]:
    """Say which targets have dossiers of whose files some are neither there nor here."""
    return [
        said(_MISSING, name=each.name, missing=each.files.missing, all=each.files.named)
        for each in states
        if each.files.missing
    ]


def _proof(proof: Sameness | None) -> dict[str, object] | None:
    """Return what is proved of a target as scripts read it."""
    if proof is None:
        return None
    return {
        "at": time_text(proof.at),
        "same": proof.same,
        "ours": proof.ours,
        "theirs": proof.theirs,
        "unsent": proof.unsent,
        "differing": proof.differing,
        "changed": proof.changed,
    }


@sync.command("history")
def show_history(
    limit: Annotated[int, typer.Option("--limit", min=1, max=2000)] = 50,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Những lượt trao đổi gần đây: lúc nào, gửi và nhận bao nhiêu, mất bao lâu, lỗi gì."""
    from desk.services import history

    with opened(data, write=False) as work:
        found = history.latest(work, limit)
    lines = [
        said(
            _ROUNDS[each.way],
            at=f"{each.at.astimezone(VN):%d/%m/%Y %H:%M:%S}",
            target=each.target,
            pushed=each.pushed,
            pulled=each.pulled,
            seconds=f"{each.ms / 1000:.1f}".replace(".", ","),
        )
        + (f"  {_failure(each.error, each.target)}" if each.error else "")
        for each in found
    ]
    rows = [
        {
            "target": each.target,
            "at": time_text(each.at),
            "pushed": each.pushed,
            "pulled": each.pulled,
            "ms": each.ms,
            "error": each.error or None,
            "way": each.way or "wire",
        }
        for each in found
    ]
    answer(rows, "\n".join(lines) or said("Chưa có lượt trao đổi nào."), as_json=as_json)


@sync.command("verify")
def verify_sync(data: Data = None, as_json: Json = False) -> None:
    """Đối chiếu: hai bên có giữ đúng những hồ sơ như nhau không."""
    from desk.app import exchange as room
    from desk.services import reading, review, targets

    with opened(data, purpose="verify", write=False) as work:
        name = targets.reached(work).name
        told = room.same(work, name)
        differing = [reading.code_of(work, uid) for uid in told.differing]
        unsent = reading.unsent(work, told.differing, name)
        open_ = {each.about.dossier for each in review.items(work)}
    asked = len(open_.intersection(told.differing))
    found = {
        "equal": told.equal,
        "ours": told.ours,
        "theirs": told.theirs,
        "differing": differing,
    }
    text = sameness(told.ours, told.theirs, differing, unsent, name, asked=asked)
    answer(found, text, as_json=as_json)
    if not told.equal:
        raise SystemExit(KNOWN)


def _mb(target: TargetStatus) -> str:
    return f"{target.files.bytes / 1_000_000:.1f}".replace(".", ",")


def _files(target: TargetStatus) -> dict[str, object]:
    """Say how the files of dossiers stand with a target: after their events, never before."""
    files = target.files
    return {
        "waiting": files.waiting,
        "bytes": files.bytes,
        "attention": files.attention,
        "held": files.held,
        "missing": files.missing,
        "named": files.named,
        "error": files.error or None,
    }


def _why(each: Attention) -> str:
    return str(messages.words(each.reason, language(), each.facts))
