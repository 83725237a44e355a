"""Keys: what the city signs with, and whose word each counter's is."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from desk.wire.files import is_name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("city", sa.Column("key", sa.LargeBinary(), nullable=True))
    op.add_column("device", sa.Column("key", sa.LargeBinary(), nullable=True))
    op.add_column("device", sa.Column("revoked", sa.BigInteger(), nullable=True))
    _certificates()
    _courier()
    _named()
    _proofs()
    _editions()
    _challenges()


def _challenges() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "challenge",
        sa.Column("id", key, nullable=False),
        sa.Column("device_id", key, nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_challenge_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        prefixes=["UNLOGGED"] if postgres else [],
    )
    op.create_table(
        "pulse",
        sa.Column("minute", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("minute", "worker", name=op.f("pk_pulse")),
        prefixes=["UNLOGGED"] if postgres else [],
    )
    op.create_index("uq_challenge_device", "challenge", ["device_id", "text"], unique=True)


def _proofs() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    empty = sa.text("''")
    op.create_table(
        "proof",
        sa.Column("device_id", key, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("feed", sa.Text(), server_default=empty, nullable=False),
        sa.Column("cursor", sa.Text(), server_default=empty, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.Text(), server_default=empty, nullable=False),
        sa.Column("signature", sa.Text(), server_default=empty, nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_proof_device_id")),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_proof")),
    )


def _courier() -> None:
    none, empty = sa.text("0"), sa.text("''")
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "courier",
        sa.Column("device_id", key, nullable=False),
        sa.Column("heard", sa.BigInteger(), server_default=none, nullable=False),
        sa.Column("told", sa.Text(), server_default=empty, nullable=False),
        sa.Column("expected", sa.BigInteger(), server_default=none, nullable=False),
        sa.Column("written", sa.BigInteger(), server_default=none, nullable=False),
        sa.Column("parent", sa.Text(), server_default=empty, nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_courier_device_id")),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_courier")),
    )


def _certificates() -> None:
    none = sa.text("0")
    roster = sa.Column("roster", sa.BigInteger(), server_default=none, nullable=False)
    op.add_column("city", roster)
    url = sa.Column("url", sa.Text(), server_default=sa.text("''"), nullable=False)
    op.add_column("city", url)
    op.add_column("device", sa.Column("seal", sa.LargeBinary(), nullable=True))
    serial = sa.Column("serial", sa.BigInteger(), server_default=none, nullable=False)
    op.add_column("device", serial)
    op.add_column("device", sa.Column("expires", sa.BigInteger(), nullable=True))


def _named() -> None:
    """Know every file that dossiers name, also those that were named before this."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "named",
        sa.Column("unit_id", key, nullable=False),
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_named_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "sha", name=op.f("pk_named")),
    )
    rows = op.get_bind().execute(
        sa.text("SELECT unit_id, head, body FROM event WHERE state = 0 AND dossier IS NOT NULL")
    )
    found: dict[tuple[int, bytes], int] = {}
    for row in rows:
        if json.loads(bytes(row.head)).get("type") == "Attached":
            told = json.loads(bytes(row.body))
            if is_name(told["file"]):
                sha = bytes.fromhex(told["file"])
                found.setdefault((row.unit_id, sha), int(told["size"]))
    table = sa.table("named", sa.column("unit_id"), sa.column("sha"), sa.column("size"))
    if found:
        values = [
            {"unit_id": unit, "sha": sha, "size": size} for (unit, sha), size in found.items()
        ]
        op.bulk_insert(table, values)


def _editions() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    empty = sa.text("''")
    op.create_table(
        "edition",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), server_default=empty, nullable=False),
        sa.Column("unit_id", key, nullable=True),
        sa.Column("starts", sa.Text(), server_default=empty, nullable=False),
        sa.Column("text", sa.Text(), server_default=empty, nullable=False),
        sa.Column("signature", sa.Text(), server_default=empty, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_edition_unit_id")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_edition")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("pulse")
    op.drop_table("challenge")
    op.drop_table("courier")
    for name in ("expires", "serial", "seal"):
        op.drop_column("device", name)
    for name in ("url", "roster"):
        op.drop_column("city", name)
    op.drop_table("proof")
    op.drop_table("edition")
    op.drop_table("named")
    op.drop_column("device", "revoked")
    op.drop_column("device", "key")
    op.drop_column("city", "key")
