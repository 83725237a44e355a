"""`desk city` and `desk hub`: the other side of the exchange, and a hub for one ward."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.app import counter as program
from desk.cli.speech import (
    Data,
    Json,
    answer,
    read_json,
    say,
)

city = typer.Typer(help="Phía thành phố (dịch vụ tham chiếu).")
hub = typer.Typer(help="Máy trung gian trong mạng nội bộ của một phường.")
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
Ward = Annotated[str, typer.Option("--unit")]


def _database(chosen: str, data: Path | None, *, is_hub: bool = False) -> str:
    from desk.app import city as room

    return chosen or room.database_url(program.data_folder(data), hub=is_hub)


def _serve(
    port: int,
    database: str,
    host: str,
    pair: tuple[Path | None, Path | None],
    *,
    is_hub: bool,
    as_json: bool,
) -> None:
    """Serve a city or a hub; one line on standard output tells that it answers."""
    from desk.app import city as room

    if (pair[0] is None) != (pair[1] is None):
        raise typer.BadParameter("--cert … --key …")

    def ready(state: Any) -> None:
        shown = {"url": state.url, "feed": state.feed}
        line = json.dumps(shown) if as_json else f"Sẵn sàng tại {state.url}"
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        if state.portal and not is_hub:
            say(f"Khóa của cổng nộp hồ sơ (chỉ hiện một lần): {state.portal}")

    tls = (str(pair[0]), str(pair[1])) if pair[0] else None
    room.serve(port, database, ready, host=host, hub=is_hub, tls=tls)


def _enroll(database: str, unit: str, commune: str, name: str, *, as_json: bool) -> None:
    from desk.app import city as room

    code = room.enroll(database, unit=unit, commune=commune, name=name)
    answer({"unit": unit, "code": code}, f"Mã đăng ký: {code}", as_json=as_json)


@city.command()
def serve(
    port: Port,
    database: Database = "",
    host: Host = "127.0.0.1",
    cert: Certificate = None,
    key: Key = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chạy dịch vụ của thành phố đến khi được lệnh dừng."""
    _serve(port, _database(database, data), host, (cert, key), is_hub=False, as_json=as_json)


@hub.command("serve")
def serve_hub(
    port: Port,
    database: Database = "",
    host: Host = "127.0.0.1",
    cert: Certificate = None,
    key: Key = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chạy máy trung gian của phường đến khi được lệnh dừng."""
    place = _database(database, data, is_hub=True)
    _serve(port, place, host, (cert, key), is_hub=True, as_json=as_json)


@city.command()
def enroll(
    unit: Ward,
    commune: Annotated[str, typer.Option("--commune")] = "",
    name: Annotated[str, typer.Option("--name")] = "",
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cấp mã đăng ký dùng một lần cho một quầy của đơn vị."""
    _enroll(_database(database, data), unit, commune, name, as_json=as_json)


@hub.command("enroll")
def enroll_hub(
    unit: Ward,
    commune: Annotated[str, typer.Option("--commune")] = "",
    name: Annotated[str, typer.Option("--name")] = "",
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cấp mã dùng một lần để một quầy của phường nối vào máy trung gian."""
    place = _database(database, data, is_hub=True)
    _enroll(place, unit, commune, name, as_json=as_json)


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
