"""Keys: what the city signs with, and whose word each counter's is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

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


def _certificates() -> None:
    none = sa.text("0")
    roster = sa.Column("roster", sa.BigInteger(), server_default=none, nullable=False)
    op.add_column("city", roster)
    op.add_column("device", sa.Column("seal", sa.LargeBinary(), nullable=True))
    serial = sa.Column("serial", sa.BigInteger(), server_default=none, nullable=False)
    op.add_column("device", serial)
    op.add_column("device", sa.Column("expires", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take back."""
    for name in ("expires", "serial", "seal"):
        op.drop_column("device", name)
    op.drop_column("city", "roster")
    op.drop_column("device", "revoked")
    op.drop_column("device", "key")
    op.drop_column("city", "key")
