"""How Alembic runs here: on the connection it is handed, one transaction for all."""

from __future__ import annotations

from alembic import context

from desk.city.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
