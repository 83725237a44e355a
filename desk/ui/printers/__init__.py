"""Printers: where they are, how a page is drawn for one, how it is handed over, their page."""
