"""Events that a program did not know are remembered, so that a newer one reads them again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

#: What programs before this one may have kept unread.
_YOUNG = ("ResultDrafted", "ResultConfirmed", "SheetUsed", "SheetSpoilt", "Notified")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unread",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_unread_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_unread")),
    )
    event = sa.table("event", sa.column("id"), sa.column("type"), sa.column("dossier_id"))
    found = sa.select(event.c.id).where(event.c.type.in_(_YOUNG), event.c.dossier_id.is_not(None))
    op.execute(
        sa.insert(sa.table("unread", sa.column("event_id"))).from_select(["event_id"], found)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("unread")
