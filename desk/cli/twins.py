"""`desk sync twin`: ending that two copies of one machine work, on each of both."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.cli.speech import As, Data, Json, acting, answer, said

twin = typer.Typer(help="Kết thúc việc một máy và bản sao của nó cùng làm.")
Reason = Annotated[str, typer.Option("--reason", help="Lý do, bằng lời.")]


@twin.command("keep")
def keep(reason: Reason, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Máy này là bản gốc: sang kỳ mới, dùng dải dự phòng, đánh dấu số đã in hai lần."""
    from desk.services import twins

    with acting(data, as_user, purpose="target", unsaid=twins.TWIN) as (work, by):
        codes = twins.keep(work, by, reason)
    text = said("Đây là bản gốc. Số đã in hai lần: {codes}", codes=", ".join(codes) or "–")
    answer({"kept": True, "doubled": list(codes)}, text, as_json=as_json)


@twin.command("leave")
def leave(
    reason: Reason,
    slot: Annotated[int, typer.Option("--slot", help="Dải số mới; không ghi thì tự chọn.")] = 0,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Máy này là bản sao: thành quầy khác với dải số khác, rồi kết nối lại bằng mã mới."""
    from desk.services import twins

    with acting(data, as_user, purpose="target", unsaid=twins.TWIN) as (work, by):
        number = twins.leave(work, by, reason, slot)
    text = said(
        "Đây nay là quầy {slot}. Kết nối lại bằng mã mới, mỗi hệ thống một mã.", slot=number
    )
    answer({"kept": False, "slot": number}, text, as_json=as_json)
