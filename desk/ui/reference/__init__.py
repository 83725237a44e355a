"""Reference data before it starts: what the city has published, what changes, and from when."""
