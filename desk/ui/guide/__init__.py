"""The operator's guide: chapters in files, a table of contents, a search."""
