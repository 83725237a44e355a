"""Many rows at once: as they are, whatever order their columns are named in."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desk.models.bulk import insert_many
from desk.models.tables import alias, counter, device
from desk.services.workplace import Workplace


def test_values_arrive_as_they_are(work: Workplace) -> None:
    rows = [{"uid": b"\x00\xff", "name": "Đặng «'»"}, {"name": "", "uid": b"\x00text:x"}]
    with work.database.write() as tx:
        insert_many(tx, device, rows)
        found = tx.execute(select(device.c.uid, device.c.name).order_by(device.c.id)).all()
    assert [tuple(row) for row in found[-2:]] == [
        (b"\x00\xff", "Đặng «'»"),
        (b"\x00text:x", ""),
    ]


def test_no_rows_are_no_statement(work: Workplace) -> None:
    with work.database.write() as tx:
        insert_many(tx, counter, [])
        assert len(tx.execute(select(counter)).all()) == 1


def test_the_rules_of_the_tables_hold(work: Workplace) -> None:
    with pytest.raises(IntegrityError), work.database.write() as tx:
        insert_many(tx, alias, [{"alias": "x", "dossier_id": 77}])
