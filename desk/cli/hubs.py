"""`desk hub connect`, `fetch`: a ward's hub hands on what its city publishes."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from desk.cli.city import FETCHED, Database, Ward, place_of
from desk.cli.speech import Data, Json, answer, said
from desk.cli.targets import Authorities, Code, Proxy

commands = typer.Typer()
_JOINED: Final = "Đã kết nối {url} cho {unit}; dấu khóa thành phố: {city}"


@commands.command()
def connect(
    url: Annotated[str, typer.Argument(help="Địa chỉ của thành phố, hoặc nội dung mã QR.")],
    unit: Ward,
    code: Code = "",
    ca: Authorities = None,
    proxy: Proxy = "",
    database: Database = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Nối máy trung gian với thành phố, để chuyển dữ liệu dùng chung cho các quầy."""
    from desk.app import hub as room
    from desk.domain import invitation

    if not code and invitation.read(url) is None:
        raise typer.BadParameter("--code …")
    place = place_of(database, data, is_hub=True)
    authorities = str(ca.absolute()) if ca else ""
    city = room.connect(place, url, code, unit, authorities=authorities, proxy=proxy)
    invited = invitation.read(url)
    where = invited.url if invited is not None else url
    new = room.fetch(place)
    found = {"url": where, "unit": unit, "city": city, "new": new}
    lines = [said(_JOINED, url=where, unit=unit, city=city), said(FETCHED, new=new)]
    answer(found, "\n".join(lines), as_json=as_json)


@commands.command()
def fetch(database: Database = "", data: Data = None, as_json: Json = False) -> None:
    """Hỏi thành phố ngay xem có gì mới công bố; khi đang chạy, máy trung gian tự hỏi."""
    from desk.app import hub as room

    new = room.fetch(place_of(database, data, is_hub=True))
    answer({"new": new}, said(FETCHED, new=new), as_json=as_json)
