"""The books of the counter: what was received, handed back and certified; closing the day."""
