"""What every list of rows has in common: one row at a time, nothing sideways, Tab goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desk.ui.kit import Kit

HEAD_PIXELS = 36


def dress(table: QTableView, kit: Kit, row_pixels: int) -> None:
    """Let a table look and move as all lists do; its columns are its own to set."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setProperty("role", "boxed")
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(kit.theme.px(row_pixels))
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setFixedHeight(kit.theme.px(HEAD_PIXELS))
