"""`desk notices`: letters, mails and messages to citizens – prepared, sent, looked after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk import messages
from desk.app import counter as program
from desk.app import notices as room
from desk.cli.speech import (
    As,
    Data,
    Json,
    acting,
    answer,
    called,
    language,
    opened,
    read_secret,
    said,
    save,
    told_error,
)
from desk.domain.notices import Kind, State, Way

if TYPE_CHECKING:
    from desk.domain.outgoing import Draft, Message
    from desk.domain.records import Actor
    from desk.services.notices import About
    from desk.services.workplace import Workplace

notices = typer.Typer(help="Thư và tin nhắn gửi công dân: soạn, gửi, theo dõi.")
sender = typer.Typer(help="Cách gửi: máy chủ thư (smtp) hoặc thư mục của phần mềm khác (folder).")
notices.add_typer(sender, name="sender")

About_ = Annotated[
    Kind,
    typer.Argument(
        help="ready: đã có kết quả; waits: kết quả chờ nhận; supplement: nhắc bổ sung; "
        "fee: nhắc nộp phí; invite: giấy mời; apology: xin lỗi; moved: đổi ngày hẹn."
    ),
]
Codes = Annotated[list[str], typer.Argument(help="Mã hồ sơ, mã vạch, mã liên thông hoặc uid.")]
Which = Annotated[list[str], typer.Argument(help="uid của thư hoặc tin nhắn.")]
Come = Annotated[
    datetime | None,
    typer.Option(
        "--come-at", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], help="Giấy mời: giờ, ngày đến."
    ),
]
Bring = Annotated[
    str, typer.Option("--bring", help="Giấy mời: nội dung làm việc, giấy tờ cần mang theo.")
]
Anyhow = Annotated[
    bool, typer.Option("--yes", help="Giấy mời: đồng ý cả giờ cơ quan không làm việc.")
]
Again = Annotated[bool, typer.Option("--again", help="Cả hồ sơ hôm nay đã báo cùng việc này.")]
WayOf = Annotated[Way, typer.Argument(help="email, sms hoặc zalo.")]


def _about(kind: Kind, come_at: datetime | None, bring: str) -> About:
    from desk.domain.person import clean_line
    from desk.domain.records import VN
    from desk.services.notices import About

    if kind is not Kind.INVITE and (come_at or bring):
        raise typer.BadParameter(said("Chỉ giấy mời (invite) có --come-at và --bring."))
    come = come_at.replace(tzinfo=VN) if come_at else None
    return About(kind=kind, come_at=come, bring=clean_line(bring, field="bring"))


def _ask_hours(work: Workplace, about: About, *, yes: bool) -> None:
    if about.come_at is not None and not yes:
        work.rules.calendar.require_open(about.come_at)


@notices.command()
def prepare(
    kind: About_,
    codes: Codes,
    channel: Annotated[
        Way | None,
        typer.Option("--channel", help="email, sms, zalo hoặc letter; không ghi: cách gửi được."),
    ] = None,
    else_letter: Annotated[
        bool, typer.Option("--else-letter", help="Hồ sơ thiếu địa chỉ thì in thư giấy.")
    ] = False,
    come_at: Come = None,
    bring: Bring = "",
    yes: Anyhow = False,
    again: Again = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem lời, không ghi gì.")] = False,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Soạn thông báo cho một hay nhiều hồ sơ và xếp vào hộp gửi đi."""
    about, folder = _about(kind, come_at, bring), program.data_folder(data)
    with acting(data, as_user, purpose="act", write=not dry_run) as (work, by):
        _ask_hours(work, about, yes=yes)
        found = room.drafts(work, folder, about, codes, channel, by)
        if else_letter:
            found = tuple(_on_paper(work, folder, about, each, by) for each in found)
        made = () if dry_run else _put(work, by, about, _fit(found, again=again), again=again)
    objects = [_draft(each, again=again) for each in found]
    lines = [_line(each) for each in objects]
    lines += [said("Đã xếp {n} thư, tin nhắn vào hộp gửi đi.", n=len(made))] if made else []
    answer({"prepared": list(made), "drafts": objects}, "\n".join(lines), as_json=as_json)
    _end(found)


def _on_paper(work: Workplace, folder: Path, about: About, draft: Draft, by: Actor) -> Draft:
    from desk.domain.notices import NoticeAddressError

    if not isinstance(draft.problem, NoticeAddressError):
        return draft
    return room.drafts(work, folder, about, [draft.dossier], Way.LETTER, by)[0]


def _fit(found: Iterable[Draft], *, again: bool) -> list[Draft]:
    return [each for each in found if each.problem is None and (again or not each.today)]


def _put(
    work: Workplace, by: Actor, about: About, fit: Sequence[Draft], *, again: bool
) -> tuple[str, ...]:
    from desk.services import notices as service

    if not fit:
        return ()
    return service.put(work, by, about, [room.ready(each) for each in fit], again=again)


def _draft(draft: Draft, *, again: bool) -> dict[str, Any]:
    from desk.services.notices import ToldTodayError

    problem = draft.problem
    if problem is None and draft.today and not again:
        problem = ToldTodayError(code=draft.code, at=f"{draft.today[-1]:%H:%M}")
    told = told_error(problem) if problem else None
    return {**room.draft_object(draft), "problem": told}


def _end(found: Iterable[Draft]) -> None:
    """End with 1 where somebody is not told; who was told today already is no mishap."""
    if any(each.problem for each in found):
        raise typer.Exit(1)


def _line(found: dict[str, Any]) -> str:
    head = f"{found['code']}  {called('notice_way', found['way'])}  {found['address']}".rstrip()
    if found["problem"]:
        return f"{head}\n  ! {found['problem']['text']}"
    parts = f"\n  ({said('{n} tin', n=found['parts'])})" if "parts" in found else ""
    text = str(found["text"]).replace("\n", "\n  ")
    return f"{head}\n  {text}{parts}"


@notices.command("list")
def list_(
    state: Annotated[
        list[State] | None, typer.Option("--state", help="Chỉ trạng thái này; ghi được nhiều lần.")
    ] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", help="Chỉ loại này; ghi được nhiều lần.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Hộp gửi đi: từng thư, tin nhắn và tình trạng."""
    from desk.services import outgoing

    with opened(data, write=False) as work:
        found = outgoing.listed(work, state or (), kind or ())
    lines = [
        f"{each.uid}  {each.code}  {called('notice_kind', each.kind)}  "
        f"{called('notice_way', each.way)}  {_state(each)}{_why(each)}"
        for each in found
    ]
    told = "\n".join(lines) or said("Hộp gửi đi trống.")
    answer([room.message_object(each) for each in found], told, as_json=as_json)


def _state(message: Message) -> str:
    own = messages.names(language())["letter_state"] if message.way is Way.LETTER else {}
    return own.get(message.state) or called("notice_state", message.state)


def _why(message: Message) -> str:
    return f"  ({messages.words(message.error, language(), {}).title})" if message.error else ""


@notices.command()
def send(data: Data = None, as_json: Json = False) -> None:
    """Gửi ngay những gì đang chờ."""
    from desk.app import posting
    from desk.services import senders

    with opened(data, purpose="send") as work:
        told = posting.Post(work).once(everything=True)
        states = senders.states(work)
    found = {
        "sent": told.sent,
        "failed": told.failed,
        "unsure": told.unsure,
        "later": told.later,
        "confirmed": told.confirmed,
        "dropped": told.dropped,
        "waiting": sum(each.waiting for each in states),
        "senders": [room.sender_object(each) for each in states],
    }
    text = said("Đã gửi {sent}, không gửi được {failed}, chờ {waiting}.", **found)
    if told.dropped:
        text += "\n" + said("Không còn đúng nên bỏ: {n}.", n=told.dropped)
    for way, error in told.closed.items():
        text += f"\n{called('notice_way', way)}: {messages.words(error, language(), {})}"
    answer(found, text, as_json=as_json)
    if told.closed:
        raise typer.Exit(1)


@notices.command()
def retry(which: Which, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Gửi lại: thư không gửi được, chưa rõ hoặc đã bỏ."""
    from desk.services import outgoing

    with acting(data, as_user, purpose="act") as (work, by):
        outgoing.retry(work, by, which)
    _done(which, as_json=as_json)


@notices.command()
def cancel(which: Which, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Bỏ thư, tin nhắn chưa gửi đi."""
    from desk.services import outgoing

    with acting(data, as_user, purpose="act") as (work, by):
        outgoing.cancel(work, by, which)
    _done(which, as_json=as_json)


@notices.command()
def mark(
    outcome: Annotated[
        State, typer.Argument(help="sent: đã gửi bằng tay; delivered: đã đến; failed: không đến.")
    ],
    which: Which,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi tay kết quả: đã gửi, đã đến tay hoặc không đến."""
    from desk.services import outgoing

    with acting(data, as_user, purpose="act") as (work, by):
        outgoing.mark(work, by, which, outcome)
    _done(which, as_json=as_json)


@notices.command()
def address(
    which: Annotated[str, typer.Argument(help="uid của thư hoặc tin nhắn.")],
    to: Annotated[str, typer.Argument(help="Địa chỉ thư điện tử hoặc số điện thoại mới.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đổi nơi nhận và gửi lại."""
    from desk.services import outgoing

    with acting(data, as_user, purpose="act") as (work, by):
        outgoing.readdress(work, by, which, to)
    _done([which], as_json=as_json)


def _done(which: Sequence[str], *, as_json: bool) -> None:
    answer({"done": list(which)}, said("Đã ghi {n} thư, tin nhắn.", n=len(which)), as_json=as_json)


@notices.command()
def letters(
    kind: About_,
    codes: Codes,
    out: Annotated[Path, typer.Option("--out", help="Tệp PDF: mọi thư nối nhau, in một lần.")],
    come_at: Come = None,
    bring: Bring = "",
    yes: Anyhow = False,
    again: Again = False,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Soạn thư giấy cho nhiều hồ sơ thành một tệp PDF; in xong thì `notices mark sent`."""
    from desk.services import notices as service
    from desk.services import outgoing

    about, folder = _about(kind, come_at, bring), program.data_folder(data)
    with acting(data, as_user, purpose="act") as (work, by):
        _ask_hours(work, about, yes=yes)
        found = room.drafts(work, folder, about, codes, Way.LETTER, by)
        objects = [_draft(each, again=again) for each in found]
        fit = [room.ready(each) for each in _fit(found, again=again)]
        made: tuple[str, ...] = ()
        if fit:
            made = service.put(work, by, about, fit, again=again, printed=False)
            batch = next(each.batch for each in outgoing.listed(work) if each.uid == made[0])
            save(out, room.letters(work, folder, batch))
    lines = [_line(each) for each in objects if each["problem"]]
    if made:
        done = f"desk notices mark sent {' '.join(made)}"
        lines += [str(out), said("Thư chờ in. In xong thì ghi: {command}", command=done)]
    told = {"prepared": list(made), "file": str(out) if made else None, "drafts": objects}
    answer(told, "\n".join(lines), as_json=as_json)
    _end(found)


@notices.command()
def export(
    way: WayOf,
    out: Annotated[Path, typer.Option("--out", help="Tệp CSV: phone, text, dossier.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi tin nhắn đang chờ ra tệp CSV cho cổng nhắn tin của cơ quan."""
    from desk.services import senders

    wanted = senders.way_of(way)
    with acting(data, as_user, write=False) as (work, by):
        found, table = room.exported(work, by, wanted)
    save(out, table)
    told = {"file": str(out), "count": len(found), "uids": [each.uid for each in found]}
    answer(told, said("Đã ghi {n} tin nhắn ra {file}.", n=len(found), file=out), as_json=as_json)


@sender.command("list")
def list_senders(data: Data = None, as_json: Json = False) -> None:
    """Mỗi cách gửi đặt thế nào, đang thông hay tắc."""
    from desk.services import senders

    with opened(data, write=False) as work:
        found = [room.sender_object(each) for each in senders.states(work)]
    lines = [
        f"{called('notice_way', str(each['way']))}: {each['kind'] or said('chưa đặt')}"
        + (
            f"  ({messages.words(str(each['error']), language(), {}).title})"
            if each["error"]
            else ""
        )
        for each in found
    ]
    answer(found, "\n".join(lines), as_json=as_json)


@sender.command("set")
def set_sender(
    way: WayOf,
    kind: Annotated[str, typer.Argument(help="smtp hoặc folder.")],
    host: Annotated[str, typer.Option("--host", help="Máy chủ thư.")] = "",
    port: Annotated[str, typer.Option("--port", help="Cổng; không ghi: theo --security.")] = "",
    security: Annotated[
        str, typer.Option("--security", help="starttls (587), tls (465) hoặc none (25).")
    ] = "starttls",
    user: Annotated[str, typer.Option("--user", help="Tên đăng nhập máy chủ thư.")] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="Tệp chứa mật khẩu, một dòng.")
    ] = None,
    from_: Annotated[str, typer.Option("--from", help="Địa chỉ thư của cơ quan.")] = "",
    name: Annotated[str, typer.Option("--name", help="Tên hiện ở phần người gửi.")] = "",
    ca: Annotated[
        Path | None, typer.Option("--ca", exists=True, help="Chứng thư gốc (PEM) của máy chủ thư.")
    ] = None,
    path: Annotated[
        Path | None, typer.Option("--path", help="Thư mục mà phần mềm khác lấy tin.")
    ] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đặt cách gửi; mật khẩu cất trong kho khóa, không ghi mật khẩu thì giữ mật khẩu cũ."""
    from desk.services import senders

    told = {
        "host": host,
        "port": port,
        "security": security if kind == "smtp" else "",
        "user": user,
        "from": from_,
        "name": name,
        "authorities": str(ca.absolute()) if ca else "",
        "path": str(path.absolute()) if path else "",
    }
    secret = read_secret(password_file) if password_file else None
    with acting(data, as_user, purpose="act") as (work, by):
        wanted = senders.way_of(way)
        given = {key: value for key, value in told.items() if value}
        senders.set_up(work, by, wanted, kind, given, secret)
        found = next(each for each in senders.states(work) if each.way is wanted)
    answer(room.sender_object(found), said("Đã đặt cách gửi."), as_json=as_json)


@sender.command("remove")
def remove_sender(way: WayOf, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Bỏ cách gửi; tin đang chờ vẫn chờ."""
    from desk.services import senders

    with acting(data, as_user, purpose="act") as (work, by):
        senders.take_away(work, by, senders.way_of(way))
    answer({"way": way.value, "removed": True}, said("Đã bỏ cách gửi."), as_json=as_json)


@sender.command("test")
def try_sender(way: WayOf, data: Data = None, as_json: Json = False) -> None:
    """Thử kết nối và đăng nhập; không gửi gì."""
    from desk.app import posting
    from desk.services import senders

    with opened(data, purpose="send") as work:
        posting.try_out(work, senders.way_of(way))
    answer({"way": way.value, "ok": True}, said("Kết nối được, chưa gửi gì."), as_json=as_json)
