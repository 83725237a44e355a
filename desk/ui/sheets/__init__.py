"""Numbered sheets: what came, what counters have, what became of each."""
