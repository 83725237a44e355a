"""Dossiers of an earlier system are found by what came in together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "dossier", sa.Column("batch", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.create_index(
        "ix_dossier_batch", "dossier", ["batch", "voided"], sqlite_where=sa.text("batch <> ''")
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_dossier_batch", table_name="dossier")
    op.drop_column("dossier", "batch")
