"""The cash drawer: its float in the morning, its blind count in the evening."""
