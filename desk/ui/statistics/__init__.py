"""Statistics: seven figures, each a picture with a table twin and a way down to its dossiers."""
