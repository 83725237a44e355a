"""Who sits at the counter: signing in by PIN, changing over, locking, one's own choices."""
