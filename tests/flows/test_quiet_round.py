"""A round with nothing to say: counters have one every few seconds, all day long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.event import listen, remove

from desk.app import exchange
from tests.flows.stage import Stage, settle
from tests.kit import receive

_MOST = 36  # statements, of both sides together


@contextmanager
def heard() -> Iterator[list[Any]]:
    """Collect the statements of everybody, as they are before they are compiled."""
    statements: list[Any] = []

    def note(_: Connection, statement: Any, *_others: Any) -> None:
        statements.append(statement)

    listen(Engine, "before_execute", note)
    try:
        yield statements
    finally:
        remove(Engine, "before_execute", note)


def test_a_quiet_round_asks_little_and_makes_no_statement_anew(stage: Stage) -> None:
    receive(stage.one.work)
    settle(stage.one)
    with heard() as first:
        exchange.once(stage.one.work)
    with heard() as second:
        exchange.once(stage.one.work)
    anew = {id(each) for each in second} - {id(each) for each in first}
    assert [str(each) for each in second if id(each) in anew] == []
    assert len(second) <= _MOST
