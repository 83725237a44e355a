"""`desk city`: the other side of the exchange, for trials and small places."""

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
