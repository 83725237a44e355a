"""The first tables.

House rules: one transaction; SQLite and PostgreSQL; never lose a column's data; a test in
tests/city/test_city_migrations.py carries real rows through every revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("state > 0 AND settled = 0")


def _key() -> sa.Column[int]:
    return sa.Column("id", _KEY, nullable=False)


def _int(name: str, *, null: bool = False, default: int | None = None) -> sa.Column[int]:
    server = None if default is None else sa.text(str(default))
    return sa.Column(name, sa.BigInteger(), nullable=null, server_default=server)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''"))


def _blob(name: str, *, null: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def _link(table: str, to: str, *, null: bool = False) -> tuple[sa.Column[int], sa.Constraint]:
    """Return a column that points at another table, and its constraint."""
    name = f"{to}_id"
    constraint = sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, _KEY, nullable=null), constraint


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "city",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("feed"),
        _text("device"),
        _int("seq"),
        _text("chain"),
        _int("hlc"),
        _int("position"),
        _blob("trail"),
        _blob("portal", null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
        sa.CheckConstraint("id = 1", name=op.f("ck_city_single")),
    )
    op.create_table(
        "unit",
        _key(),
        sa.Column("code", sa.Text(), nullable=False),
        _text("commune"),
        _text("name"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "device",
        _key(),
        _blob("uid"),
        *_link("device", "unit", null=True),
        _text("name"),
        _blob("token", null=True),
        _int("since"),
        _int("seen", null=True),
        _int("forked", default=0),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("uid", name=op.f("uq_device_uid")),
        sa.UniqueConstraint("token", name=op.f("uq_device_token")),
    )
    op.create_table(
        "lease",
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        *_link("lease", "device"),
        _int("since"),
        sa.PrimaryKeyConstraint("commune", "slot", name=op.f("pk_lease")),
    )
    op.create_table(
        "enrolment",
        _blob("digest"),
        *_link("enrolment", "unit"),
        _int("expires"),
        _int("used", null=True),
        *_link("enrolment", "device", null=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_enrolment")),
    )
    _events()
    _dossiers()
    op.create_table(
        "alarm",
        _key(),
        _int("at"),
        _text("kind"),
        *_link("alarm", "unit"),
        *_link("alarm", "device"),
        _text("event"),
        _text("detail"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )


def _events() -> None:
    op.create_table(
        "event",
        _key(),
        _int("position", null=True),
        _blob("trail", null=True),
        _blob("uid"),
        *_link("event", "unit"),
        *_link("event", "device"),
        _int("epoch"),
        _int("seq"),
        _int("fork", default=0),
        _blob("dossier", null=True),
        _int("state"),
        _text("code"),
        _text("field"),
        _int("settled", default=0),
        _int("late", default=0),
        _blob("hash"),
        _blob("head"),
        _blob("salt"),
        _blob("body"),
        _int("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("uq_event_uid", "event", ["uid", "hash"], unique=True)
    chain = ["device_id", "epoch", "seq", "fork"]
    op.create_index("uq_event_sequence", "event", chain, unique=True)
    op.create_index("uq_event_position", "event", ["position"], unique=True)
    op.create_index("ix_event_feed", "event", ["unit_id", "position"])
    op.create_index("ix_event_dossier", "event", ["dossier"])
    op.create_index(
        "ix_event_open", "event", ["dossier"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )


def _dossiers() -> None:
    op.create_table(
        "dossier",
        _key(),
        _blob("uid"),
        *_link("dossier", "unit"),
        _text("code"),
        _text("barcode"),
        _int("status"),
        _int("voided", default=0),
        _text("procedure"),
        _text("holder"),
        _int("opened", null=True),
        _int("due", null=True),
        _text("heads"),
        _int("month"),
        _int("bucket"),
        _blob("leaf"),
        _int("stamp"),
        _int("last_hlc"),
        _text("last_uid"),
        _int("resolved", default=0),
        _blob("state"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("uid", name=op.f("uq_dossier_uid")),
    )
    op.create_index("ix_dossier_stamp", "dossier", ["unit_id", "stamp"])
    op.create_index("ix_dossier_tree", "dossier", ["unit_id", "month", "bucket"])
    op.create_index("ix_dossier_status", "dossier", ["unit_id", "status"])
    op.create_table(
        "number",
        sa.Column("number", sa.Text(), nullable=False),
        _blob("dossier"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_number")),
    )
    op.create_table(
        "ordinal",
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        _int("last"),
        sa.PrimaryKeyConstraint("commune", "day", name=op.f("pk_ordinal")),
    )


def downgrade() -> None:
    """Take back."""
    tables = "alarm ordinal number dossier event enrolment lease device unit city"
    for table in tables.split():
        op.drop_table(table)
