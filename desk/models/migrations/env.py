"""How Alembic runs here: on the connection it is handed, one transaction for all."""

from __future__ import annotations

from alembic import context

from desk.models.tables import metadata


def _ours(_thing: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Leave out the shadow tables that the search index keeps for itself."""
    return not (kind == "table" and (name or "").startswith("dossier_words"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_object=_ours,
    transactional_ddl=False,
)
context.run_migrations()
