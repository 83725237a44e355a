"""The counter's printers: where each kind of paper goes, and what a printer needs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TypeAlias

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desk.domain.printers import Kind, Route, Setup, Way, checked, usual_setup
from desk.models.tables import print_route, print_setup
from desk.services.workplace import Workplace

Table: TypeAlias = dict[Kind, Route]


def table(tx: Connection) -> Table:
    """Return where every kind of paper goes; what nobody chose goes to the usual printer."""
    rows = {row.kind: row for row in tx.execute(select(print_route))}
    return {
        kind: Route(kind=kind, printer=rows[kind].printer, tray=rows[kind].tray)
        if kind in rows
        else Route(kind=kind)
        for kind in Kind
    }


def routes(work: Workplace) -> Table:
    """Return where every kind of paper goes."""
    with work.database.read() as tx:
        return table(tx)


def choose(work: Workplace, route: Route) -> None:
    """Send a kind of paper to a printer and tray; without either, to the usual printer."""
    with work.database.write() as tx:
        tx.execute(delete(print_route).where(print_route.c.kind == route.kind.value))
        if route.printer or route.tray:
            tx.execute(
                insert(print_route).values(
                    kind=route.kind.value, printer=route.printer, tray=route.tray
                )
            )


def setup(work: Workplace, printer: str, kind: Kind) -> Setup:
    """Return what a printer needs for a kind of paper."""
    with work.database.read() as tx:
        row = tx.execute(
            select(print_setup).where(
                print_setup.c.printer == printer, print_setup.c.kind == kind.value
            )
        ).first()
    if row is None:
        return usual_setup(printer, kind)
    return Setup(
        printer=printer,
        kind=kind,
        dx=row.dx,
        dy=row.dy,
        way=Way(row.way),
        dots=row.dots,
        cut=bool(row.cut),
        on_a4=bool(row.on_a4),
    )


def keep(work: Workplace, told: Setup) -> None:
    """Keep what a printer needs.

    Raises:
        BadSetupError.
    """
    values = asdict(checked(told))
    values["kind"], values["way"] = told.kind.value, told.way.value
    with work.database.write() as tx:
        made = insert(print_setup).values(**values)
        tx.execute(made.on_conflict_do_update(index_elements=["printer", "kind"], set_=values))
