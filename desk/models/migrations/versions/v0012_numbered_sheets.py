"""Numbered sheets are found among all events without reading these."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_event_sheet",
        "event",
        ["hlc"],
        sqlite_where=sa.text("type IN ('SheetUsed', 'SheetSpoilt')"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_event_sheet", table_name="event")
