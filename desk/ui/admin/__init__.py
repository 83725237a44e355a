"""Quản trị: accounts, what papers say of the office, one's own password."""
