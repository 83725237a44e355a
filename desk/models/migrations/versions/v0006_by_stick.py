"""An exchange by stick stands in the history too, and as one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "exchanged", sa.Column("way", sa.Text(), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("exchanged", "way")
