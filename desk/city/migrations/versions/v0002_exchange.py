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


def downgrade() -> None:
    """Take back."""
    op.drop_column("device", "revoked")
    op.drop_column("device", "key")
    op.drop_column("city", "key")
