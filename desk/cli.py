"""Commands for IT staff and scripts; the window when there are no words.

Exit status: 0 done · 1 a known error · 2 usage · 70 our bug. With `--json` standard output
holds one JSON document and nothing else.
"""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from desk import messages
from desk.app import counter as program
from desk.domain.answers import dossier_object, time_text
from desk.domain.errors import DeskError, InputError, StorageError
from desk.domain.views import Warning_

KNOWN, USAGE, BUG = 1, 2, 70

cli = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain words: they are read in logs as well
    help="Bộ phận một cửa: tiếp nhận, trả kết quả, đồng bộ. Không có lệnh con: mở cửa sổ.",
)

Data = Annotated[Path | None, typer.Option("--data", envvar="DESK_DATA", help="Thư mục dữ liệu.")]
Json = Annotated[bool, typer.Option("--json", help="In một tài liệu JSON.")]
As = Annotated[str, typer.Option("--as", help="Người thao tác (tên đăng nhập).")]


class FileReadError(InputError):
    """A file that was named cannot be read."""


class FileWriteError(StorageError):
    """A file that was named cannot be written."""


class NotTextError(InputError):
    """What was typed after the command is no text in this system's encoding."""


class SystemRefusedError(StorageError):
    """The operating system refused a file, a folder or a device that nobody had thought of."""


def language() -> str:
    """Return the language of messages on the command line."""
    chosen = os.environ.get("DESK_LANGUAGE", "vi")
    return chosen if chosen in messages.LANGUAGES else "vi"


def say(text: str) -> None:
    """Tell a person something, away from standard output."""
    sys.stderr.write(text.rstrip("\n") + "\n")


def answer(data: object, text: str, *, as_json: bool) -> None:
    """Print the answer: the one JSON document, or its text."""
    shown = json.dumps(data, ensure_ascii=False, indent=2) if as_json else text
    sys.stdout.write(shown + "\n")
    sys.stdout.flush()  # now, while somebody can still hear that the reader has gone (`| head`)


def told(warnings: tuple[Warning_, ...]) -> list[dict[str, str]]:
    """Return warnings as the contract's objects, in the user's language."""
    return [
        {"code": w.code, "text": str(messages.words(w.code, language(), dict(w.facts)))}
        for w in warnings
    ]


def read_json(path: Path) -> object:
    """Read a JSON file that a person named.

    Raises:
        FileReadError, and what `read_bytes` raises.
    """
    from desk.domain.application import LARGEST, read_bytes

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileReadError(why=error.strerror or "?") from error
    return read_bytes(data)


def save(path: Path, data: bytes) -> None:
    """Write a file that a person named, into a folder that is there.

    Raises:
        FileWriteError.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # A folder that is missing is a slip or a stick pulled out: it is never made.
        path.parent.stat()
        program.write_file(path, data)
    except OSError as error:
        raise FileWriteError(why=error.strerror or "?") from error


# -- counter ------------------------------------------------------------------------------------


@cli.callback(invoke_without_command=True)
def window(context: typer.Context, data: Data = None) -> None:
    """Open the window when no command is named."""
    if context.invoked_subcommand is None:
        from desk.app import window as shown

        raise SystemExit(shown.run(program.data_folder(data)))
    source = context.get_parameter_source("data")
    if source is not None and source.name == "COMMANDLINE":
        # Passed over in silence it would be another folder that is written to.
        raise typer.BadParameter(f"desk {context.invoked_subcommand} … --data DIR")


@cli.command()
def init(
    unit: Annotated[str, typer.Option("--unit", help="Mã đơn vị, vd H26.033.15.")],
    commune: Annotated[str, typer.Option("--commune", help="Mã xã, phường: 5 chữ số.")],
    name: Annotated[str, typer.Option("--name", help="Tên đơn vị, vd Phường Thử Nghiệm.")],
    slot: Annotated[int, typer.Option("--slot", help="Số quầy 1–8; mỗi máy một số.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Tạo thư mục dữ liệu của một quầy."""
    folder = program.data_folder(data)
    device = program.initialise(folder, unit=unit, commune=commune, name=name, slot=slot)
    made = {"device": device, "unit": unit, "commune": commune, "slot": slot, "data": str(folder)}
    answer(made, f"Đã tạo quầy {slot} của {name} trong {folder}.", as_json=as_json)


@cli.command()
def receive(
    file: Annotated[Path, typer.Argument(help="Hồ sơ dạng JSON.")],
    receipt: Annotated[Path | None, typer.Option("--receipt", help="Ghi giấy tiếp nhận.")] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Tiếp nhận một hồ sơ."""
    from desk.domain.application import read_application
    from desk.services import intake, staff

    folder = program.data_folder(data)
    new = read_application(read_json(file), program.clock())
    with program.opened(folder, purpose="receive") as work:
        with work.database.read() as tx:
            by = staff.acting(tx, as_user)
        made = intake.receive(work, new, by, printed=False)
        warnings = told(made.warnings)
        written = None
        if receipt is not None:
            written = _write_receipt(work, folder, made.dossier.uid, receipt, warnings)
        found = dossier_object(made.dossier, work.now(), warnings)
    found["due_explained"] = list(made.dossier.due_why)
    found["receipt"] = written
    lines = [_line(found), *(f"  ! {each['text']}" for each in warnings)]
    answer(found, "\n".join(lines), as_json=as_json)


def _write_receipt(
    work: Any, folder: Path, uid: str, path: Path, warnings: list[dict[str, str]]
) -> str | None:
    """Write the receipt after the commit; whatever fails now must not undo the receipt."""
    told = str(messages.words("ReceiptNotWritten", language()))
    try:
        made = program.print_form(work, folder, "receipt", uid)
        save(path, made.pdf)
        warnings += [_told_error(each) for each in made.warnings]
    except DeskError as error:
        told = f"{told} {messages.words(error, language())}"
    except Exception:  # noqa: BLE001 - our bug, but the dossier is received all the same
        say(traceback.format_exc())
    else:
        return str(path)
    warnings.append({"code": "ReceiptNotWritten", "text": told})
    return None


@cli.command()
def act(
    code: str,
    action: str,
    reason: Annotated[str, typer.Option("--reason")] = "",
    due: Annotated[str, typer.Option("--due", help="Hẹn trả mới, vd 2026-11-30T17:00.")] = "",
    to: Annotated[str, typer.Option("--to", help="Người nhận bàn giao hoặc kết quả.")] = "",
    number: Annotated[str, typer.Option("--id", help="Số giấy tờ, hoặc số biên lai.")] = "",
    amount: Annotated[int | None, typer.Option("--amount", help="Số tiền, đồng.")] = None,
    at: Annotated[str, typer.Option("--at", help="Thời điểm đã xảy ra.")] = "",
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="Đính chính: trường=giá trị.")
    ] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Một bước xử lý hồ sơ."""
    from desk.domain.handed import clean_text, parse_due, parse_time
    from desk.domain.person import clean_line
    from desk.services import processing, staff

    pairs = tuple((name, value) for name, _, value in (c.partition("=") for c in changes or ()))
    details = processing.Details(
        reason=clean_text(reason, "--reason"),
        due=parse_due(due, "--due") if due else None,
        to=clean_line(to, field="--to"),
        id_number=clean_line(number, field="--id"),
        amount=amount,
        at=parse_time(at, "--at") if at else None,
        changes=pairs,
    )
    with program.opened(program.data_folder(data), purpose="act") as work:
        with work.database.read() as tx:
            by = staff.acting(tx, as_user)
        state = processing.act(work, code, action, by, details, printed=False)
        found = dossier_object(state, work.now())
    answer(found, _line(found), as_json=as_json)


def _line(found: Mapping[str, object]) -> str:
    owner = found["owner"]
    name = owner["name"] if isinstance(owner, dict) else ""
    due = str(found["due_at"] or "–")[:16].replace("T", " ")
    return f"{found['code']}  [{found['status']}]  {due}  {name}  {found['procedure_name']}"


@cli.command()
def show(code: str, data: Data = None, as_json: Json = False) -> None:
    """Một hồ sơ và nhật ký của nó."""
    from desk.services import reading

    with program.opened(program.data_folder(data), write=False) as work:
        state, events = reading.events(work, code)
        found = dossier_object(state, work.now())
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
        }
        for made in events
    ]
    lines = [_line(found)]
    lines += [f"  {made.at:%d/%m/%Y %H:%M}  {made.type}  {made.actor.name}" for made in events]
    answer(found, "\n".join(lines), as_json=as_json)


@cli.command()
def queue(
    limit: Annotated[int | None, typer.Option("--limit", min=1)] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Mọi hồ sơ đang mở của phường, gấp nhất trước."""
    from desk.services import queue as room

    with program.opened(program.data_folder(data), write=False) as work:
        states = room.open_states(work, limit)
        found = [dossier_object(state, work.now()) for state in states]
    answer(found, "\n".join(map(_line, found)) or "Không có hồ sơ đang mở.", as_json=as_json)


@cli.command()
def search(
    text: str,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 50,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Tìm theo mã, số định danh, điện thoại hoặc tên (có dấu hay không)."""
    from desk.services import finding

    with program.opened(program.data_folder(data), write=False) as work:
        states = finding.search_states(work, text, limit)
        found = [dossier_object(state, work.now()) for state in states]
    answer(found, "\n".join(map(_line, found)) or "Không tìm thấy.", as_json=as_json)


@cli.command("print")
def print_(
    form: str,
    code: str,
    out: Annotated[Path, typer.Option("--out", help="Tệp PDF.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """In một biểu mẫu của hồ sơ ra tệp PDF."""
    folder = program.data_folder(data)
    with program.opened(folder, write=False) as work:
        made = program.print_form(work, folder, form, code)
    save(out, made.pdf)
    warnings = [_told_error(each) for each in made.warnings]
    found = {"form": form, "file": str(out), "pages": made.pages, "warnings": warnings}
    answer(found, str(out), as_json=as_json)


def _told_error(error: DeskError) -> dict[str, str]:
    return {"code": error.code, "text": str(messages.words(error, language()))}


@cli.command()
def report(
    kind: str,
    start: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"])],
    end: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"])],
    out: Annotated[Path | None, typer.Option("--out", help="Tệp PDF.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Báo cáo II.06a hoặc theo thủ tục (unit) trong một kỳ."""
    folder = program.data_folder(data)
    with program.opened(folder, write=False) as work:
        found, pdf = program.report(
            work, folder, kind, start.date(), end.date(), paper=out is not None
        )
    if out is not None and pdf is not None:
        save(out, pdf)
        found["file"] = str(out)
    answer(found, _report_text(found), as_json=as_json)


def _report_text(found: dict[str, Any]) -> str:
    head = "TN  trong kỳ  trước  |  GQ  trước đúng quá  |  Đang  trong quá   Tên"
    rows = [*found["rows"], found["total"]]
    order = ("3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13")
    return "\n".join(
        [head, *(" ".join(f"{row[c]:>4}" for c in order) + f"  {row['name']}" for row in rows)]
    )


@cli.command()
def verify(data: Data = None, as_json: Json = False) -> None:
    """Gấp lại toàn bộ nhật ký và đối chiếu mọi thứ suy ra từ nó."""
    from desk.services import checking

    with program.opened(program.data_folder(data), write=False) as work:
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
    }
    text = f"{verdict.events} sự kiện, {verdict.dossiers} hồ sơ: " + (
        "khớp." if verdict.ok else f"{len(problems)} chỗ sai."
    )
    lines = [text, *(f"  {p['text']}: {p['where']}" for p in problems)]
    answer(found, "\n".join(lines), as_json=as_json)
    if not verdict.ok:
        raise SystemExit(KNOWN)


# -- exchange -------------------------------------------------------------------------------------

sync = typer.Typer(help="Trao đổi hồ sơ với thành phố.")
cli.add_typer(sync, name="sync", invoke_without_command=True)
target = typer.Typer(help="Các hệ thống nhận hồ sơ.")
sync.add_typer(target, name="target")


@sync.callback()
def exchange(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Trao đổi một lượt ngay bây giờ.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Trao đổi hồ sơ với mọi hệ thống đã kết nối."""
    if context.invoked_subcommand is not None:
        return
    if not once:
        raise typer.BadParameter("--once | connect | status | verify | target")
    from desk.app import exchange as room

    with program.opened(program.data_folder(data), purpose="sync") as work:
        told = room.once(work)
    found = {**_sums(told), "targets": {name: _sums(each) for name, each in told.targets.items()}}
    lines = [f"gửi {told.pushed}, nhận {told.pulled}, chờ {told.waiting}, cần xem {told.attention}"]
    answer(found, lines[0], as_json=as_json)
    for error in told.errors:
        say(str(messages.words(error, language())))
    if told.errors:
        raise SystemExit(KNOWN)


def _sums(told: Any) -> dict[str, object]:
    errors = told.errors if hasattr(told, "errors") else [told.error] if told.error else []
    return {
        "pushed": told.pushed,
        "pulled": told.pulled,
        "waiting": told.waiting,
        "attention": told.attention,
        "errors": errors,
    }


@sync.command()
def connect(
    url: str,
    code: Annotated[str, typer.Option("--code", help="Mã đăng ký dùng một lần.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đăng ký quầy này với thành phố."""
    from desk.app import exchange as room
    from desk.services import staff, targets

    with program.opened(program.data_folder(data), purpose="connect") as work:
        with work.database.read() as tx:
            by = staff.acting(tx, as_user)
        room.connect(work, url, code, by)
        state = targets.statuses(work)[0]
    answer(
        {"target": state.name, "url": state.url, "waiting": state.waiting},
        f"Đã kết nối {state.url}; {state.waiting} mục chờ gửi.",
        as_json=as_json,
    )


@sync.command()
def status(data: Data = None, as_json: Json = False) -> None:
    """Tình trạng trao đổi: tạo = xác nhận + chờ gửi + cần người xem."""
    from desk.services import targets

    with program.opened(program.data_folder(data), write=False) as work:
        states = targets.statuses(work)
        held = targets.attentions(work)
    found = {
        "targets": {
            each.name: {
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
            }
            for each in states
        },
        "attention": [
            {
                "reason": each.reason,
                "text": str(messages.words(each.reason, language())),
                "code": each.dossier_code or None,
                "at": time_text(each.at),
            }
            for each in held
        ],
    }
    lines = [
        f"{each.name}: {each.confirmed}/{each.created} đã xác nhận, {each.waiting} chờ gửi, "
        f"{each.attention} cần xem"
        for each in states
    ]
    lines += [str(messages.words(each.reason, language())) for each in held]
    answer(found, "\n".join(lines) or "Chưa kết nối.", as_json=as_json)


@sync.command("verify")
def verify_sync(data: Data = None, as_json: Json = False) -> None:
    """Đối chiếu: hai bên có giữ đúng những hồ sơ như nhau không."""
    from desk.app import exchange as room
    from desk.services import reading

    with program.opened(program.data_folder(data), purpose="verify", write=False) as work:
        told = room.same(work)
        differing = [reading.code_of(work, uid) for uid in told.differing]
    found = {
        "equal": told.equal,
        "ours": told.ours,
        "theirs": told.theirs,
        "differing": differing,
    }
    text = (
        f"Thành phố xác nhận {told.theirs}/{told.ours} hồ sơ trùng khớp."
        if told.equal
        else f"Khác nhau {len(differing)} hồ sơ: {', '.join(differing[:20])}"
    )
    answer(found, text, as_json=as_json)
    if not told.equal:
        raise SystemExit(KNOWN)


@target.command("list")
def list_targets(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các hệ thống đã kết nối."""
    from desk.services import targets

    with program.opened(program.data_folder(data), write=False) as work:
        states = targets.statuses(work)
    found = [{"name": each.name, "url": each.url, "kind": "native"} for each in states]
    lines = "\n".join(f"{each.name}  {each.url}" for each in states)
    answer(found, lines or "Chưa kết nối.", as_json=as_json)


@target.command("remove")
def remove_target(name: str, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Thôi trao đổi với một hệ thống; nhật ký giữ nguyên."""
    from desk.services import staff, targets

    with program.opened(program.data_folder(data), purpose="target") as work:
        with work.database.read() as tx:
            by = staff.acting(tx, as_user)
        targets.remove(work, by, name)
    answer({"removed": name}, f"Đã bỏ {name}.", as_json=as_json)


# -- the reference city ---------------------------------------------------------------------------

city = typer.Typer(help="Phía thành phố (dịch vụ tham chiếu).")
cli.add_typer(city, name="city")
Database = Annotated[
    str,
    typer.Option("--database", envvar="DESK_CITY_DATABASE", help="sqlite:///… | postgresql://…"),
]


def _database(chosen: str, data: Path | None) -> str:
    from desk.app import city as room

    return chosen or room.database_url(program.data_folder(data))


@city.command()
def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535)],
    database: Database = "",
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chạy dịch vụ của thành phố đến khi được lệnh dừng."""
    from desk.app import city as room

    def ready(state: Any) -> None:
        shown = {"url": state.url, "feed": state.feed}
        line = json.dumps(shown) if as_json else f"Sẵn sàng tại {state.url}"
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        if state.portal:
            say(f"Khóa của cổng nộp hồ sơ (chỉ hiện một lần): {state.portal}")

    room.serve(port, _database(database, data), ready, host=host)


@city.command()
def enroll(
    unit: Annotated[str, typer.Option("--unit")],
    commune: Annotated[str, typer.Option("--commune")] = "",
    name: Annotated[str, typer.Option("--name")] = "",
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cấp mã đăng ký dùng một lần cho một quầy của đơn vị."""
    from desk.app import city as room

    code = room.enroll(_database(database, data), unit=unit, commune=commune, name=name)
    answer({"unit": unit, "code": code}, f"Mã đăng ký: {code}", as_json=as_json)


@city.command("file")
def file_(file: Path, database: Database = "", data: Data = None, as_json: Json = False) -> None:
    """Nộp một hồ sơ trực tuyến thay cổng dịch vụ công; thành phố cấp mã."""
    from desk.app import city as room
    from desk.domain.application import NotADossierError

    given = read_json(file)
    if not isinstance(given, dict):
        raise NotADossierError(found=type(given).__name__)
    found = room.file_online(_database(database, data), given)
    answer(found, str(found["code"]), as_json=as_json)


# -- rules ----------------------------------------------------------------------------------------

rules = typer.Typer(help="Danh mục thủ tục, lịch làm việc, chế độ pháp luật: dữ liệu có phiên bản.")
cli.add_typer(rules, name="rules")


@rules.command("list")
def list_rules(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các bộ dữ liệu và bản đang dùng."""
    from desk.services import rules as room

    with program.opened(program.data_folder(data), write=False) as work:
        found = [
            {"kind": kind, "version": version, "in_force": active}
            for kind, version, active in room.versions(work.database)
        ]
    lines = [f"{'●' if r['in_force'] else ' '} {r['kind']}  {r['version']}" for r in found]
    answer(found, "\n".join(lines), as_json=as_json)


@rules.command("import")
def import_rules(file: Path, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Đưa một bộ dữ liệu mới vào dùng; hồ sơ đã hẹn không bị đổi ngày, chỉ được liệt kê."""
    from desk.services import rules as room
    from desk.services import staff

    given = read_json(file)
    with program.opened(program.data_folder(data), purpose="rules") as work:
        with work.database.read() as tx:
            by = staff.acting(tx, as_user)
        kind, version, touched = room.bring(work.database, by, given, work.now())
    codes = [state.code for state in touched]
    lines = [f"Đã dùng {kind} bản {version}."]
    lines += [f"  Hạn đã tính trên ngày nay đã đổi, cần xem: {code}" for code in codes]
    answer({"kind": kind, "version": version, "touched": codes}, "\n".join(lines), as_json=as_json)


# -- this installation ----------------------------------------------------------------------------


@cli.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Nơi để giấy và ảnh.")] = Path("out/demo"),
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Kể một ngày ở quầy: không cần màn hình."""
    del data, as_json  # accepted after every command; the day makes folders of its own
    from desk import demo as day

    day.run(out)


@cli.command()
def selftest(as_json: Json = False, data: Data = None) -> None:
    """Kiểm tra bản cài đặt này trong một thư mục tạm."""
    del data  # accepted after every command; this one makes a folder of its own
    from desk.app import selftest as room

    checks = []
    for check in room.run():
        checks.append({"name": check.name, "ms": check.ms, "problem": check.problem or None})
        if not as_json:
            mark = "✗ " + check.problem if check.problem else "✓"
            sys.stdout.write(f"{check.name:<36} {check.ms:>6} ms  {mark}\n")
    ok = not any(check["problem"] for check in checks)
    if as_json:
        answer({"ok": ok, "checks": checks}, "", as_json=True)
    if not ok:
        raise SystemExit(KNOWN)


# -- running --------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Whatever the console's code page; a letter that is none becomes a JSON escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raise SystemExit(_run(lambda: cli(given, prog_name="desk"), given))


def _run(command: Callable[[], object], given: list[str]) -> int:
    """Return the exit status of a command, whatever happened in it."""
    status = 0
    try:
        _check_text(given)
        command()
    except SystemExit as leave:  # typer's way out, of a wrong usage as well (2)
        code = leave.code or 0
        status = code if code in (0, KNOWN, USAGE, BUG) else KNOWN
    except DeskError as error:
        status = _known(error, given)
    except KeyboardInterrupt:
        status = KNOWN
    except OSError as error:
        # Libraries derive failures of their own from it; those without a number are our bug.
        refused = SystemRefusedError(why=error.strerror or "?")
        status = _known(refused, given) if error.errno else _bug()
    except Exception:  # noqa: BLE001 - whatever is left is our bug, and must say so
        status = _bug()
    return status


def _check_text(given: list[str]) -> None:
    try:
        "".join(given).encode()
    except UnicodeEncodeError as error:
        raise NotTextError from error


def _known(error: DeskError, given: list[str]) -> int:
    words = messages.words(error, language())
    say(str(words))
    if "--json" in given:
        answer({"error": {"code": error.code, "text": str(words)}}, "", as_json=True)
    return KNOWN


def _bug() -> int:
    say(traceback.format_exc())
    return BUG
