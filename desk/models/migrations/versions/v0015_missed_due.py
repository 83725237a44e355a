"""Dossiers that were late before another due date took its place stay late (decision 41).

No table changes; such dossiers are folded anew when the folder is opened to be written.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_EVENT = sa.table("event", *(sa.column(name) for name in ("id", "type", "dossier_id")))
_UNREAD = sa.table("unread", sa.column("event_id"))
_MOVED = (_EVENT.c.type.in_(("SupplementAsked", "Apologised")), _EVENT.c.dossier_id.is_not(None))


def upgrade() -> None:
    """Apply."""
    found = sa.select(_EVENT.c.id).where(*_MOVED)
    op.execute(sa.insert(_UNREAD).from_select(["event_id"], found))


def downgrade() -> None:
    """Take back: an older program folds nothing anew, what it reads then stays as it is."""
    found = sa.select(_EVENT.c.id).where(*_MOVED)
    op.execute(sa.delete(_UNREAD).where(_UNREAD.c.event_id.in_(found)))
