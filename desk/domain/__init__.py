"""Pure rules and frozen records: the standard library alone, no clock, nothing to load."""
