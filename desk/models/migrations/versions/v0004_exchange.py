"""What the exchange with more than one kind of system needs: dialects, proofs, its history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desk.models.ruletext import digest

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TARGET = ("kind", "settings", "proof")
#: A dossier's bucket is the last byte of its uid: two digits of hex.
_BUCKETS = (
    "UPDATE dossier SET bucket = "
    "(instr('0123456789ABCDEF', substr(hex(uid), -2, 1)) - 1) * 16 + "
    "(instr('0123456789ABCDEF', substr(hex(uid), -1, 1)) - 1)"
)
_STALE_BUCKETS = (
    "INSERT INTO branch (month, bucket, count) SELECT DISTINCT month, bucket, 0 FROM dossier"
)
_STALE_MONTHS = (
    "INSERT INTO branch (month, bucket, count) SELECT DISTINCT month, -1, 0 FROM dossier"
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _int(name: str, default: int | None = None) -> sa.Column[int]:
    server = None if default is None else sa.text(str(default))
    return sa.Column(name, sa.Integer(), server_default=server, nullable=False)


def upgrade() -> None:
    """Apply."""
    for name in _TARGET:
        op.add_column("target", _text(name))
    op.add_column("target", sa.Column("proved", sa.Integer(), nullable=True))
    _history()
    _keys()
    _courier()
    _files()
    _tree()
    _snapshots()
    _editions()


def _history() -> None:
    op.create_table(
        "exchanged",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        _int("at"),
        _int("pushed", 0),
        _int("pulled", 0),
        _int("ms", 0),
        _text("error"),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f("fk_exchanged_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchanged")),
    )
    op.create_index("ix_exchanged_target", "exchanged", ["target", "at"])


def _courier() -> None:
    op.create_table(
        "courier",
        sa.Column("target", sa.Text(), nullable=False),
        _int("written", 0),
        _text("parent"),
        _int("heard", 0),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f("fk_courier_target")),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_courier")),
        sqlite_with_rowid=False,
    )


def _keys() -> None:
    op.add_column("target", _text("public"))
    op.add_column("target", _text("certificate"))
    op.add_column("target", _int("roster", 0))
    op.add_column("target", _text("listed"))
    op.create_table(
        "peer",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("uid", sa.LargeBinary(), nullable=False),
        _text("sign"),
        _text("seal"),
        _int("serial", 0),
        _int("revoked", 0),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f("fk_peer_target")),
        sa.PrimaryKeyConstraint("target", "uid", name=op.f("pk_peer")),
        sqlite_with_rowid=False,
    )


def _files() -> None:
    """Let every file that this counter ever put to a dossier wait for every target."""
    op.create_table(
        "file_out",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        _int("size"),
        _text("state"),
        sa.Column("next_at", sa.Integer(), nullable=True),
        _text("error"),
        _text("reason"),
        _int("at"),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f("fk_file_out_target")),
        sa.PrimaryKeyConstraint("target", "sha", name=op.f("pk_file_out")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_file_out_due", "file_out", ["target", "state", "size"])
    op.execute(
        "INSERT OR IGNORE INTO file_out (target, sha, size, state, at) "
        "SELECT target.name, blob.sha, blob.size, 'new', blob.stored_at FROM blob, target "
        "WHERE lower(hex(blob.sha)) IN (SELECT json_extract(CAST(body AS TEXT), '$.file') "
        "FROM event WHERE type = 'Attached')"
    )


def _tree() -> None:
    """Keep the digests of every branch; all are worked out when they are first asked for."""
    op.add_column("dossier", _int("bucket", 0))
    op.execute(_BUCKETS)
    op.drop_index("ix_dossier_month", "dossier")
    op.create_index("ix_dossier_tree", "dossier", ["month", "bucket"])
    op.create_table(
        "branch",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        _int("count", 0),
        sa.PrimaryKeyConstraint("month", "bucket", name=op.f("pk_branch")),
        sqlite_with_rowid=False,
    )
    op.execute(_STALE_BUCKETS)
    op.execute(_STALE_MONTHS)


def _snapshots() -> None:
    texts = [_text(name) for name in ("theirs", "confirmed", "sending")]
    op.create_table(
        "snapshot",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        _text("state"),
        _int("mark", 0),
        *texts,
        *(_int(name, 0) for name in ("told", "telling", "forced", "attempts")),
        sa.Column("next_at", sa.Integer(), nullable=True),
        _text("error"),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["target"], ["target.name"], name=op.f("fk_snapshot_target")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_snapshot_dossier_id")
        ),
        sa.PrimaryKeyConstraint("target", "dossier_id", name=op.f("pk_snapshot")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snapshot_state", "snapshot", ["target", "state"])
    op.create_index("ix_snapshot_dossier", "snapshot", ["dossier_id"])


def _editions() -> None:
    op.add_column("ruleset", _text("digest"))
    link = op.get_bind()
    for kind, version, data in link.execute(
        sa.text("SELECT kind, version, data FROM ruleset")
    ).all():
        link.execute(
            sa.text("UPDATE ruleset SET digest = :d WHERE kind = :k AND version = :v"),
            {"d": digest(kind, version, "", data), "k": kind, "v": version},
        )
    for name in ("published", "fetched"):
        op.add_column("target", _int(name, 0))
    op.add_column("staff", _text("source"))
    op.add_column("staff", _int("held", 0))
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        _int("serial"),
        *(
            _text(name)
            for name in ("kind", "version", "starts", "text", "digest", "signature", "state")
        ),
        *(_text(name) for name in ("reason", "detail")),
        _int("applied", 0),
        _int("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_index("ix_edition_kind", "edition", ["kind", "starts", "serial"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("snapshot")
    op.drop_table("edition")
    op.drop_column("ruleset", "digest")
    op.drop_column("staff", "held")
    op.drop_column("staff", "source")
    for name in ("fetched", "published"):
        op.drop_column("target", name)
    op.drop_table("courier")
    op.drop_table("peer")
    for name in ("listed", "roster", "certificate", "public"):
        op.drop_column("target", name)
    op.drop_table("file_out")
    op.drop_table("branch")
    op.drop_index("ix_dossier_tree", "dossier")
    op.create_index("ix_dossier_month", "dossier", ["month"])
    op.drop_column("dossier", "bucket")
    op.drop_table("exchanged")
    op.drop_column("target", "proved")
    for name in reversed(_TARGET):
        op.drop_column("target", name)
