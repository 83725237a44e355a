"""`desk courier`, `desk city courier`: the exchange by stick, at both ends."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from desk import messages
from desk.cli.speech import KNOWN, Data, Json, answer, language, opened, said, say
from desk.domain.answers import time_text
from desk.domain.records import VN

if TYPE_CHECKING:
    from desk.city.courier import Taken
    from desk.domain.views import StickBundle
    from desk.wire.stick import Progress

courier = typer.Typer(help="Trao đổi bằng USB khi không có mạng.")
city_courier = typer.Typer(help="Đầu thành phố của trao đổi bằng USB.")
hub_courier = typer.Typer(help="Đầu máy trung gian của trao đổi bằng USB.")

_KINDS: Final = {
    "answer": "gói trả lời cho quầy này",
    "ours": "gói do quầy này ghi, chưa có trả lời",
    "other": "gói cho nơi khác ({whom})",
    "broken": "gói không đọc được",
}
_WRITTEN: Final = (
    "Đã ghi {events} việc và {files} tệp lên USB. Mang đến thành phố, rồi đọc gói trả lời."
)
_WRITTEN_FOR: Final = (
    "Đã ghi {events} việc và {files} tệp lên USB. Mang đến “{target}”, rồi đọc gói trả lời."
)
_TAKEN: Final = "{unit} · {counter}: nhận {events} việc ({new} việc mới), giữ đủ {files} tệp"
_ALREADY: Final = "{unit} · {counter}: gói này đã đọc rồi"
_ANSWERED: Final = (
    "{unit} · {counter}: đã ghi gói trả lời, có {events} việc của nơi khác, {files} tệp"
)
_CONFIRMED: Final = (
    "Thành phố xác nhận {confirmed} việc, giữ đủ {files} tệp, {attention} cần xem; "
    "nhận {new} việc mới, {brought} tệp mới."
)
_HEARD: Final = (
    "“{target}” đã nhận {confirmed} việc (không thay thành phố xác nhận), giữ đủ {files} tệp, "
    "{attention} cần xem; nhận {new} việc mới, {brought} tệp mới."
)
_NO_ROOM: Final = "; {left} tệp chưa đủ chỗ, chờ chuyến sau"
_MEGABYTE: Final = 1 << 20
_STEPS: Final = 10

Folder = Annotated[
    Path, typer.Argument(exists=True, file_okay=False, help="Thư mục trên USB.", metavar="DIR")
]
Target = Annotated[str, typer.Option("--target", help="Hệ thống, khi có nhiều.")]
PartSize = Annotated[
    int, typer.Option("--part-size", min=1, max=4095, help="Cỡ mỗi tệp, MB; FAT32 dưới 4 GB.")
]
Database = Annotated[
    str,
    typer.Option("--database", envvar="DESK_CITY_DATABASE", help="sqlite:///… | postgresql://…"),
]
Files = Annotated[
    Path | None,
    typer.Option("--files", envvar="DESK_CITY_FILES", help="Thư mục tệp của hồ sơ."),
]
OneDevice = Annotated[str, typer.Option("--device", help="Mã máy (uid) của quầy.")]


def _progress() -> Progress:
    """Return what tells on standard error how far it has come, in tenths."""
    last = [0]

    def tell(done: int, total: int) -> bool:
        step = done * _STEPS // total if total else done // (16 * _MEGABYTE)
        if step > last[0]:
            last[0] = step
            text = f"{step * 100 // _STEPS} %" if total else f"{done / _MEGABYTE:.0f} MB"
            sys.stderr.write(text + "\n")
        return True

    return tell


@courier.command()
def write(
    folder: Folder,
    target: Target = "",
    part_size: PartSize = 4095,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi những gì chờ gửi lên USB, niêm phong cho thành phố; chưa coi là đã gửi."""
    from desk.app import courier as room

    with opened(data, purpose="courier") as work:
        made = room.write(work, folder, _progress(), target=target, limit=part_size * _MEGABYTE)
    found = {
        "bundle": made.bundle,
        "target": made.target,
        "events": made.events,
        "files": made.files,
        "left": made.left,
        "parts": made.parts,
        "bytes": made.size,
    }
    told = said(
        _WRITTEN if made.target in ("", messages.CITY) else _WRITTEN_FOR,
        target=made.target,
        events=made.events,
        files=made.files,
    )
    if made.left:
        told += "\n" + said("Còn {left} tệp chờ chuyến sau.", left=made.left)
    answer(found, told, as_json=as_json)


@courier.command()
def read(folder: Folder, target: Target = "", data: Data = None, as_json: Json = False) -> None:
    """Đọc gói trả lời của thành phố từ USB."""
    from desk.app import courier as room

    with opened(data, purpose="courier") as work:
        heard = room.read(work, folder, _progress(), target=target)
    found = {
        "bundle": heard.bundle,
        "target": heard.target,
        "confirmed": heard.confirmed,
        "attention": heard.attention,
        "new": heard.new,
        "files": heard.files,
        "brought": heard.brought,
        "already": heard.already,
        "stale": heard.stale,
        "agreed": heard.agreed or None,
    }
    if heard.already:
        told = said("Gói này đã đọc rồi; không có gì thay đổi.")
    else:
        told = said(
            _CONFIRMED if heard.target in ("", messages.CITY) else _HEARD,
            target=heard.target,
            brought=heard.brought,
            confirmed=heard.confirmed,
            files=heard.files,
            attention=heard.attention,
            new=heard.new,
        )
    answer(found, told, as_json=as_json)


@courier.command("list")
def list_bundles(folder: Folder, data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các gói có trên USB."""
    from desk.app import courier as room

    with opened(data, write=False) as work:
        bundles = room.look(work, folder)
    found = [
        {
            "bundle": b.bundle,
            "kind": b.kind,
            "whom": b.whom or None,
            "made": time_text(b.made),
            "bytes": b.size,
        }
        for b in bundles
    ]
    lines = [_line(each) for each in bundles]
    answer(found, "\n".join(lines) or said("USB không có gói nào."), as_json=as_json)


def _line(each: StickBundle) -> str:
    """Return a bundle's line: when, what it is, and how large."""
    told = said(_KINDS[each.kind], whom=each.whom)
    if each.made is None:
        return f"{each.bundle}  {told}"
    size = f"{max(each.size / 1000, 0.1):.1f}".replace(".", ",")
    return f"{each.bundle[:8]}  {each.made.astimezone(VN):%H:%M %d/%m/%Y}  {told}  {size} KB"


def _city_read(
    database: str, folder: Path, files: Path | None, *, hub: bool, as_json: bool
) -> None:
    from desk.app import courier as room

    told = room.city_read(database, folder, _progress(), hub=hub, files=files)
    _tell(told, _TAKEN, "USB không có gói nào gửi cho nơi này.", as_json=as_json)


def _city_write(
    database: str,
    folder: Path,
    asked: tuple[str, int, Path | None],
    *,
    hub: bool,
    as_json: bool,
) -> None:
    from desk.app import courier as room

    device, part_size, files = asked
    told = room.city_write(
        database,
        folder,
        _progress(),
        hub=hub,
        uid=device,
        limit=part_size * _MEGABYTE,
        files=files,
    )
    _tell(told, _ANSWERED, "Chưa đọc gói nào của quầy, nên chưa có gì để trả lời.", as_json=as_json)


def _tell(told: list[Taken], line: str, nothing: str, *, as_json: bool) -> None:
    """Tell what became of each bundle; one that was refused makes the status 1."""
    found: list[dict[str, Any]] = [
        {
            "bundle": each.bundle,
            "counter": each.counter,
            "unit": each.unit,
            "events": each.events,
            "new": each.new,
            "files": each.files,
            "left": each.left,
            "already": each.already,
            "error": each.error or None,
            "reason": each.reason or None,
        }
        for each in told
    ]
    for each in told:
        if each.error:
            facts = {"reason": each.reason, "bundle": each.bundle[:8]}
            say(str(messages.words(each.error, language(), facts)))
    lines = [
        said(_ALREADY if each.already else line, **asdict(each))
        + (said(_NO_ROOM, left=each.left) if each.left else "")
        for each in told
        if not each.error
    ]
    text = "\n".join(lines) or ("" if told else said(nothing))
    answer({"bundles": found}, text, as_json=as_json)
    if any(each.error for each in told):
        raise SystemExit(KNOWN)


def _place(chosen: str, data: Path | None, *, hub: bool) -> str:
    from desk.app import city as room
    from desk.app import counter as program

    return chosen or room.database_url(program.data_folder(data), hub=hub)


@city_courier.command("read")
def city_read(
    folder: Folder,
    files: Files = None,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đọc gói của các quầy từ USB; dùng được khi dịch vụ đang chạy."""
    _city_read(_place(database, data, hub=False), folder, files, hub=False, as_json=as_json)


@city_courier.command("write")
def city_write(
    folder: Folder,
    device: OneDevice = "",
    part_size: PartSize = 4095,
    files: Files = None,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi gói trả lời cho các quầy lên USB."""
    place = _place(database, data, hub=False)
    _city_write(place, folder, (device, part_size, files), hub=False, as_json=as_json)


@hub_courier.command("read")
def hub_read(
    folder: Folder,
    files: Files = None,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Đọc gói của các quầy từ USB vào máy trung gian."""
    _city_read(_place(database, data, hub=True), folder, files, hub=True, as_json=as_json)


@hub_courier.command("write")
def hub_write(
    folder: Folder,
    device: OneDevice = "",
    part_size: PartSize = 4095,
    files: Files = None,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Ghi gói trả lời của máy trung gian lên USB."""
    place = _place(database, data, hub=True)
    _city_write(place, folder, (device, part_size, files), hub=True, as_json=as_json)
