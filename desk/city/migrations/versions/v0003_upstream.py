"""A hub knows its city: whose reference data it hands on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = ("url", "token", "public", "certificate", "authorities", "proxy", "error")


def upgrade() -> None:
    """Apply."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    texts = [sa.Column(n, sa.Text(), server_default=sa.text("''"), nullable=False) for n in _TEXTS]
    op.create_table(
        "upstream",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", key, nullable=False),
        *texts,
        sa.Column("heard", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_upstream_single")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_upstream_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upstream")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("upstream")
