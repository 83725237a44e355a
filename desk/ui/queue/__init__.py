"""The work queue: a dense table, views with counts, and a preview of the current row."""
