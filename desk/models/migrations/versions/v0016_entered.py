"""What was entered in certification books is found by the log's own time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_event_entered", "event", ["hlc"], sqlite_where=sa.text("type = 'Entered'"))


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_event_entered", table_name="event")
