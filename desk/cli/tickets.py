"""`desk ticket`: the waiting room for kiosks and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from desk import messages
from desk.app import counter as program
from desk.app import tickets as room
from desk.cli.speech import Data, Json, answer, language, opened, said
from desk.domain.answers import time_text

if TYPE_CHECKING:
    from datetime import datetime

    from desk.domain.waiting import Ticket

tickets = typer.Typer(help="Hàng chờ của quầy: lấy số, gọi số, xem ai đang chờ.")


def _object(ticket: Ticket, now: datetime) -> dict[str, object]:
    return {
        "ticket": ticket.code,
        "day": ticket.day,
        "state": ticket.state.value,
        "priority": ticket.priority,
        "reason": ticket.reason,
        "counter": ticket.counter,
        "calls": ticket.calls,
        "waited_s": ticket.waited_s(now),
        "taken_at": time_text(ticket.taken_at),
        "called_at": time_text(ticket.called_at),
        "served_at": time_text(ticket.served_at),
        "ended_at": time_text(ticket.ended_at),
        "dossier": ticket.dossier or None,
    }


def _line(ticket: Ticket, now: datetime) -> str:
    state = messages.names(language())["ticket_state"][ticket.state.value]
    waited = said("{n} phút", n=ticket.waited_s(now) // 60)
    return f"{ticket.code}  {ticket.taken_at:%H:%M}  {waited}  {state}  {ticket.counter}".rstrip()


@tickets.command()
def take(
    reason: Annotated[
        str,
        typer.Option("--priority", help="Diện ưu tiên: elderly, pregnant, disabled, child, merit."),
    ] = "",
    number: Annotated[
        str, typer.Option("--number", help="Số trên phiếu giấy đã phát, vd A017.")
    ] = "",
    paper: Annotated[bool, typer.Option("--print", help="Đưa phiếu vào hàng đợi in.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Lấy số tiếp theo, hoặc ghi một phiếu giấy vào hàng chờ."""
    from desk.services import tickets as service

    folder = program.data_folder(data)
    with room.told_of_the_window(), opened(data, purpose="ticket") as work:
        made, job = service.take(work, reason=reason, number=number, printed=paper)
        line = [each.id for each in service.board(work, room.run(folder)).line]
        now = work.now()
    before = line.index(made.id)
    told = said("Số {ticket}; trước đó {n} người chờ.", ticket=made.code, n=before)
    answer({**_object(made, now), "before": before, "job": job}, told, as_json=as_json)


@tickets.command()
def call(
    number: Annotated[str, typer.Argument(help="Số được gọi; để trống là số đến lượt.")] = "",
    counter: Annotated[str, typer.Option("--counter", help="Tên quầy, vd “Quầy 1”.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Gọi số đến lượt; số đang ở quầy coi như đã xong."""
    from desk.services import tickets as service

    folder = program.data_folder(data)
    with room.told_of_the_window(), opened(data, purpose="ticket") as work:
        key = service.number_of(work, number) if number else None
        place = counter.strip() or room.name(work, folder)
        called = service.call(work, place, key, run=room.run(folder), hold=False)
        waiting = len(service.board(work).line)
        now = work.now()
    found = {"called": called and _object(called, now), "waiting": waiting}
    told = _line(called, now) if called else said("Không có ai chờ.")
    answer(found, told, as_json=as_json)


@tickets.command("list")
def list_(data: Data = None, as_json: Json = False) -> None:
    """Hàng chờ hôm nay: mọi số, và thứ tự sẽ gọi."""
    from desk.services import tickets as service

    folder = program.data_folder(data)
    with opened(data, write=False) as work:
        board, now = service.board(work, room.run(folder)), work.now()
    found = {
        "day": board.day,
        "waiting": [each.code for each in board.line],
        "longest_s": board.longest_s(now),
        "current": board.current.code if board.current else None,
        "tickets": [_object(each, now) for each in board.tickets],
    }
    lines = [_line(each, now) for each in board.tickets]
    answer(found, "\n".join(lines) or said("Hôm nay chưa có số nào."), as_json=as_json)
