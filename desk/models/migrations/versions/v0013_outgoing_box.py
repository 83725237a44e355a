"""Notices to citizens wait in an outgoing box, each with what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _number(name: str, default: int | None = None) -> sa.Column[int]:
    server = None if default is None else sa.text(f"'{default}'")
    return sa.Column(name, sa.Integer(), server_default=server, nullable=False)


def _maybe(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(), nullable=False),
        _number("dossier_id"),
        _number("event_id"),
        *(_text(name) for name in ("kind", "way", "state", "name", "address", "subject")),
        *(_text(name) for name in ("text", "batch", "by_name")),
        _number("prepared_at"),
        _number("changed_at"),
        _number("tries", 0),
        _number("handing", 0),
        _maybe("next_at"),
        _text("error"),
        _text("said"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_notice_dossier_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_notice_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("uid", name=op.f("uq_notice_uid")),
    )
    op.create_index("ix_notice_state", "notice", ["state", "id"])
    op.create_index("ix_notice_batch", "notice", ["batch"])
    op.create_table(
        "sender",
        sa.Column("way", sa.Text(), nullable=False),
        _text("kind"),
        _text("settings"),
        _text("error"),
        _maybe("since"),
        _maybe("next_at"),
        _number("tries", 0),
        sa.PrimaryKeyConstraint("way", name=op.f("pk_sender")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("sender")
    op.drop_table("notice")
