"""Scans that came in, and files of a dossier."""
