"""Alembic's scripts for a counter's database."""
