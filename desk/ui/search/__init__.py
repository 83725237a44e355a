"""Look-up: everything findable, narrowed by filters, sorted, exported."""
