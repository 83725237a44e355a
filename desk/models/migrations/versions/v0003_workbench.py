"""What the counter's day needs: tickets, drafts, scans, preferences, PINs; columns to list by.

What the new columns of `dossier` say is read from the record that each row holds already.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_PART = 1000
_NEW = "came_at apologised scanned papers asked_at returned_at voided proposal channel shelf step"
_FACTS = (
    "received_at status procedure due_at finished_at returned_at channel voided assignee shelf "
    "papers scanned sort_key code"
).split()
#: What the open dossiers may be listed by, besides their urgency.
_SORTED = ("came_at", "sort_key", "code", "procedure", "status")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _int(name: str, default: int | None = None) -> sa.Column[int]:
    server = None if default is None else sa.text(str(default))
    return sa.Column(name, sa.Integer(), server_default=server, nullable=False)


def _maybe(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def upgrade() -> None:
    """Apply."""
    _columns()
    _fill()
    _person()
    _waiting_room()
    _papers()


def _columns() -> None:
    for column in (_text("step"), _text("shelf"), _text("channel"), _text("proposal")):
        op.add_column("dossier", column)
    for name in ("voided", "apologised", "came_at"):
        op.add_column("dossier", _int(name, 0))
    for name in ("returned_at", "asked_at"):
        op.add_column("dossier", _maybe(name))
    for name in ("papers", "scanned"):
        op.add_column("dossier", _int(name, 0))
    op.create_index("ix_dossier_facts", "dossier", _FACTS)
    op.create_index(
        "ix_dossier_asked", "dossier", ["asked_at"], sqlite_where=sa.text("asked_at IS NOT NULL")
    )
    _queue_index("urgency id status due_at assignee step proposal apologised".split())
    op.create_index("ix_dossier_shelf", "dossier", ["shelf"], sqlite_where=sa.text("shelf <> ''"))
    is_open = sa.text("is_open = 1")
    for name in _SORTED:
        op.create_index(f"ix_dossier_open_{name}", "dossier", [name, "id"], sqlite_where=is_open)
    for column in (_text("number"), _text("pin")):
        op.add_column("staff", column)
    op.add_column("staff", _int("failures", 0))
    op.add_column("print_job", _text("about"))
    op.add_column("staff", _maybe("wait_until"))
    op.execute("UPDATE staff SET number = printf('%02d', rank + 1) WHERE rank < 99")


def _queue_index(columns: list[str]) -> None:
    open_only = sa.text("is_open = 1")
    op.drop_index("ix_dossier_queue", table_name="dossier", sqlite_where=open_only)
    op.create_index("ix_dossier_queue", "dossier", columns, sqlite_where=open_only)


def _fill() -> None:
    link, last = op.get_bind(), 0
    page = sa.text("SELECT id, state FROM dossier WHERE id > :last ORDER BY id LIMIT :part")
    write = sa.text(
        "UPDATE dossier SET step = :step, channel = :channel, voided = :voided, "
        "apologised = :apologised, came_at = :came_at, returned_at = :returned_at, "
        "asked_at = :asked_at, papers = :papers WHERE id = :id"
    )
    while rows := link.execute(page, {"last": last, "part": _PART}).all():
        link.execute(write, [_of(row.id, json.loads(row.state)) for row in rows])
        last = rows[-1].id


def _of(key: int, state: dict[str, Any]) -> dict[str, Any]:
    asked = [_micros(each["asked_at"]) for each in state.get("supplements", ())]
    came = state.get("received_at") or state.get("filed_at")
    return {
        "id": key,
        "step": state.get("step", ""),
        "channel": state.get("channel", "counter"),
        "voided": int(state.get("voided", False)),
        "apologised": int(state.get("apologised", False)),
        "came_at": _micros(came) or 0,
        "returned_at": _micros(state.get("returned_at")),
        "asked_at": max(asked, default=None),
        "papers": len(state.get("papers", ())),
    }


def _micros(at: str | None) -> Any:
    return at and round(datetime.fromisoformat(at).timestamp() * 1_000_000)


def _person() -> None:
    op.create_table(
        "preference",
        sa.Column("user", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        _text("value"),
        sa.PrimaryKeyConstraint("user", "key", name=op.f("pk_preference")),
    )
    op.create_table(
        "draft",
        sa.Column("uid", sa.LargeBinary(), nullable=False),
        _int("place", 0),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        _text("author_name"),
        _text("label"),
        _maybe("ticket_id"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _int("saved_at"),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_place", "draft", ["place"])
    op.create_table(
        "reason",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _int("uses", 0),
        _maybe("used_at"),
        sa.PrimaryKeyConstraint("kind", "text", name=op.f("pk_reason")),
    )


def _waiting_room() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("day"),
        _text("series"),
        _int("number"),
        _int("priority", 0),
        _text("reason"),
        _text("state"),
        _text("counter"),
        _int("calls", 0),
        _maybe("dossier_id"),
        _int("taken_at"),
        _maybe("called_at"),
        _maybe("recalled_at"),
        _maybe("served_at"),
        _maybe("ended_at"),
        _maybe("job_id"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_ticket_dossier_id")),
        sa.ForeignKeyConstraint(["job_id"], ["print_job.id"], name=op.f("fk_ticket_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
    )
    op.create_index("ix_ticket_day", "ticket", ["day", "series", "number"], unique=True)
    op.create_index("ix_ticket_state", "ticket", ["day", "state"])


def _papers() -> None:
    op.create_table(
        "blob",
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        _int("size"),
        _text("media"),
        _int("pages", 0),
        _int("stored_at"),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_blob")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.LargeBinary(), nullable=False),
        _text("source"),
        _text("state"),
        _maybe("dossier_id"),
        _text("paper"),
        _int("at"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_scan_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_index("ix_scan_state", "scan", ["state", "at"])
    op.create_index("ix_scan_origin", "scan", ["origin"])


def downgrade() -> None:
    """Take back."""
    for name in ("scan", "blob", "ticket", "reason", "draft", "preference"):
        op.drop_table(name)
    with op.batch_alter_table("staff") as table:
        for name in ("wait_until", "failures", "pin", "number"):
            table.drop_column(name)
    with op.batch_alter_table("print_job") as table:
        table.drop_column("about")
    for name in _SORTED:
        op.drop_index(f"ix_dossier_open_{name}", table_name="dossier")
    op.drop_index("ix_dossier_shelf", table_name="dossier")
    op.drop_index("ix_dossier_asked", table_name="dossier")
    op.drop_index("ix_dossier_facts", table_name="dossier")
    _queue_index(["urgency", "id"])
    with op.batch_alter_table("dossier") as table:
        for name in _NEW.split():
            table.drop_column(name)
