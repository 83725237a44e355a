"""Each kind of paper has its printer; a job remembers where it went and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TEXTS = ("printer", "paper", "placed", "tag", "spoilt_why", "reason", "asked_by")
_NUMBERS = ("handing", "sheets", "spoilt")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(f"'{default}'"), nullable=False)


def upgrade() -> None:
    """Apply."""
    for name in _TEXTS:
        op.add_column("print_job", _text(name))
    for name in _NUMBERS:
        op.add_column("print_job", _number(name))
    op.add_column("print_job", sa.Column("spool_id", sa.Integer(), nullable=True))
    op.create_table(
        "print_route",
        sa.Column("kind", sa.Text(), nullable=False),
        _text("printer"),
        _text("tray"),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_print_route")),
    )
    op.create_table(
        "print_setup",
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _number("dx"),
        _number("dy"),
        _text("way"),
        _number("dots"),
        _number("cut", 1),
        _number("on_a4"),
        sa.PrimaryKeyConstraint("printer", "kind", name=op.f("pk_print_setup")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("print_setup")
    op.drop_table("print_route")
    for name in ("spool_id", *reversed(_NUMBERS), *reversed(_TEXTS)):
        op.drop_column("print_job", name)
