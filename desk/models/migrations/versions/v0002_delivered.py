"""What each target has confirmed is written down, and what one must be reminded of.

Until now an event counted as confirmed because it no longer waited: that is how it is carried
over, once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _pairs(name: str) -> None:
    """Make a table of (target, event)."""
    op.create_table(
        name,
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f(f"fk_{name}_event_id")),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f(f"fk_{name}_target")),
        sa.PrimaryKeyConstraint("target", "event_id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    """Apply."""
    _pairs("delivered")
    _pairs("reminder")
    op.execute(
        "INSERT INTO delivered (target, event_id) "
        "SELECT target.name, event.id FROM target, event "
        "JOIN device ON device.id = event.device_id "
        "WHERE device.uid = (SELECT device FROM counter) AND NOT EXISTS "
        "(SELECT 1 FROM outbox WHERE outbox.target = target.name AND outbox.event_id = event.id)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("reminder")
    op.drop_table("delivered")
