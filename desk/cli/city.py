"""`desk city` and `desk hub`: the other side of the exchange, and a hub for one ward."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from desk import messages
from desk.app import counter as program
from desk.cli.speech import (
    Data,
    Json,
    answer,
    language,
    read_json,
    said,
    say,
)

if TYPE_CHECKING:
    from desk.app.hub import Told

city = typer.Typer(help="Phía thành phố (dịch vụ tham chiếu).")
hub = typer.Typer(help="Máy trung gian trong mạng nội bộ của một phường.")
_NEW_UNIT: Final = (
    "Đơn vị {unit} trước nay chưa có ở đây: đã ghi thêm. Nếu gõ nhầm, đừng dùng mã này."
)
FETCHED: Final = "Nhận {new} bản công bố mới của thành phố."
Database = Annotated[
    str,
    typer.Option("--database", envvar="DESK_CITY_DATABASE", help="sqlite:///… | postgresql://…"),
]


Port = Annotated[int, typer.Option("--port", min=0, max=65535)]
Host = Annotated[str, typer.Option("--host")]
Certificate = Annotated[
    Path | None, typer.Option("--cert", exists=True, help="Chứng thư của máy chủ (PEM).")
]
Key = Annotated[
    Path | None, typer.Option("--key", exists=True, help="Khóa riêng của chứng thư (PEM).")
]
Files = Annotated[
    Path | None,
    typer.Option("--files", envvar="DESK_CITY_FILES", help="Thư mục tệp của hồ sơ."),
]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Số tiến trình cùng phục vụ (PostgreSQL).")
]
Ward = Annotated[str, typer.Option("--unit")]
Picture = Annotated[
    Path | None, typer.Option("--qr", help="Ghi mã QR (PNG): địa chỉ, mã và dấu khóa thành phố.")
]
Address = Annotated[
    str, typer.Option("--url", help="Địa chỉ trong mã QR; để trống: nơi dịch vụ chạy lần cuối.")
]
Device = Annotated[str, typer.Option("--device", help="Mã máy (uid) của quầy.")]
Slot = Annotated[int, typer.Option("--slot", min=0, help="Số quầy đã cấp cho máy.")]
OneWard = Annotated[str, typer.Option("--unit", help="Đơn vị, khi nhiều phường có số quầy ấy.")]
Lift = Annotated[bool, typer.Option("--lift", help="Khôi phục quyền đã thu hồi.")]


def place_of(chosen: str, data: Path | None, *, is_hub: bool = False) -> str:
    """Return the address of the database that was chosen, or of the one in the folder."""
    from desk.app import city as room

    return chosen or room.database_url(program.data_folder(data), hub=is_hub)


def _serve(
    port: int,
    database: str,
    host: str,
    pair: tuple[Path | None, Path | None],
    files: Path | None,
    *,
    is_hub: bool,
    as_json: bool,
    workers: int = 1,
    told: Told = lambda *_: None,
) -> None:
    """Serve a city or a hub; one line on standard output tells that it answers."""
    from desk.app import city as room

    if (pair[0] is None) != (pair[1] is None):
        raise typer.BadParameter("--cert … --key …")

    def ready(state: Any) -> None:
        shown = {"url": state.url, "feed": state.feed}
        line = json.dumps(shown) if as_json else said("Sẵn sàng tại {url}", url=state.url)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        if state.portal and not is_hub:
            say(said("Khóa của cổng nộp hồ sơ (chỉ hiện một lần): {key}", key=state.portal))

    tls = (str(pair[0]), str(pair[1])) if pair[0] else None
    room.serve(
        *(port, database, ready),
        host=host,
        hub=is_hub,
        tls=tls,
        files=files,
        workers=workers,
        told=told,
    )


def _enroll(
    database: str,
    ward: tuple[str, str, str],
    *,
    qr: Path | None,
    url: str,
    as_json: bool,
) -> None:
    """Give a code out: for unit, commune and name of a ward; `qr` is where its picture goes."""
    from desk.app import city as room

    unit, commune, name = ward
    if qr is not None:
        room.address(database, url)  # asked first: a code that cannot be drawn is not given out
    known = room.knows(database, unit)
    code = room.enroll(database, unit=unit, commune=commune, name=name)
    if not known:  # perhaps a slip of the keyboard
        say(said(_NEW_UNIT, unit=unit.strip()))
    found = {"unit": unit, "code": code}
    if qr is not None:
        found |= {"qr": str(qr), "text": room.draw_invitation(database, code, url, qr)}
        say(f"QR: {qr}")
    lines = [said("Nội dung mã QR: {text}", text=found["text"])] if qr is not None else []
    lines.append(said("Mã kết nối: {code}", code=code))  # the last word, as scripts read it
    answer(found, "\n".join(lines), as_json=as_json)


@city.command()
def serve(
    port: Port,
    database: Database = "",
    host: Host = "127.0.0.1",
    cert: Certificate = None,
    key: Key = None,
    files: Files = None,
    workers: Workers = 1,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chạy dịch vụ của thành phố đến khi được lệnh dừng."""
    place, pair = place_of(database, data), (cert, key)
    _serve(port, place, host, pair, files, is_hub=False, as_json=as_json, workers=workers)


@hub.command("serve")
def serve_hub(
    port: Port,
    database: Database = "",
    host: Host = "127.0.0.1",
    cert: Certificate = None,
    key: Key = None,
    files: Files = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chạy máy trung gian của phường đến khi được lệnh dừng."""
    place = place_of(database, data, is_hub=True)
    pair = cert, key
    _serve(port, place, host, pair, files, is_hub=True, as_json=as_json, told=_tell)


def _tell(new: int, error: str) -> None:
    """Say of a hub that serves what its city has published, or why it could not be asked."""
    say(str(messages.words(error, language())) if error else said(FETCHED, new=new))


@city.command()
def enroll(
    unit: Ward,
    commune: Annotated[str, typer.Option("--commune")] = "",
    name: Annotated[str, typer.Option("--name")] = "",
    qr: Picture = None,
    url: Address = "",
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cấp mã kết nối dùng một lần cho một quầy của đơn vị."""
    place = place_of(database, data)
    _enroll(place, (unit, commune, name), qr=qr, url=url, as_json=as_json)


@hub.command("enroll")
def enroll_hub(
    unit: Ward,
    commune: Annotated[str, typer.Option("--commune")] = "",
    name: Annotated[str, typer.Option("--name")] = "",
    qr: Picture = None,
    url: Address = "",
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cấp mã dùng một lần để một quầy của phường nối vào máy trung gian."""
    place = place_of(database, data, is_hub=True)
    _enroll(place, (unit, commune, name), qr=qr, url=url, as_json=as_json)


def _revoke(database: str, device: str, slot: int, unit: str, *, lift: bool, as_json: bool) -> None:
    from desk.app import city as room

    if bool(device) == bool(slot):
        raise typer.BadParameter("--device … | --slot …")
    told = room.revoke(database, device=device, slot=slot, unit=unit, lift=lift)
    found = {
        "device": told.device,
        "name": told.name,
        "unit": told.unit,
        "revoked": not lift,
        "changed": told.changed,
    }
    source = "Đã khôi phục {who} ({device})" if lift else "Đã thu hồi {who} ({device})"
    who = f"{told.name}, {told.unit}"
    answer(found, said(source, who=who, device=told.device), as_json=as_json)


@city.command()
def revoke(
    device: Device = "",
    slot: Slot = 0,
    unit: OneWard = "",
    lift: Lift = False,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Thu hồi quyền trao đổi của một quầy; dùng được khi dịch vụ đang chạy."""
    place = place_of(database, data)
    _revoke(place, device, slot, unit, lift=lift, as_json=as_json)


@hub.command("revoke")
def revoke_hub(
    device: Device = "",
    slot: Slot = 0,
    unit: OneWard = "",
    lift: Lift = False,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Thu hồi quyền trao đổi của một quầy với máy trung gian."""
    place = place_of(database, data, is_hub=True)
    _revoke(place, device, slot, unit, lift=lift, as_json=as_json)


@city.command("file")
def file_(
    file: Path,
    files: Files = None,
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Nộp một hồ sơ trực tuyến thay cổng dịch vụ công; thành phố cấp mã."""
    from desk.app import city as room
    from desk.domain.application import NotADossierError

    given = read_json(file)
    if not isinstance(given, dict):
        raise NotADossierError(found=type(given).__name__)
    found = room.file_online(place_of(database, data), given, beside=file.parent, files=files)
    answer(found, str(found["code"]), as_json=as_json)
