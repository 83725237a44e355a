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


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "delivered",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_delivered_event_id")),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f("fk_delivered_target")),
        sa.PrimaryKeyConstraint("target", "event_id", name=op.f("pk_delivered")),
        sqlite_with_rowid=False,
    )
    for name in ("remind_after", "remind_until"):
        column = sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        op.add_column("target", column)
    op.execute(
        "INSERT INTO delivered (target, event_id) "
        "SELECT target.name, event.id FROM target, event "
        "JOIN device ON device.id = event.device_id "
        "WHERE device.uid = (SELECT device FROM counter) AND NOT EXISTS "
        "(SELECT 1 FROM outbox WHERE outbox.target = target.name AND outbox.event_id = event.id)"
    )


def downgrade() -> None:
    """Take back."""
    for name in ("remind_until", "remind_after"):
        op.drop_column("target", name)
    op.drop_table("delivered")
