"""Before the counter: the first start on a new machine, and signing in."""
