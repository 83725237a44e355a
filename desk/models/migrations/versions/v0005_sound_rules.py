"""A rule's row says nothing that its digest does not cover: when it came is told by no one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_column("ruleset", "loaded_at")


def downgrade() -> None:
    """Take back."""
    op.add_column(
        "ruleset", sa.Column("loaded_at", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
