"""Returning at once: certified copies and their like, while the citizen waits."""
