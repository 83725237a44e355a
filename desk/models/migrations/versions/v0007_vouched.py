"""A counter that knows only a hub remembers whose reference data it hands on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "target", sa.Column("vouched", sa.Text(), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("target", "vouched")
