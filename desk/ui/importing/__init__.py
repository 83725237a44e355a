"""Old data coming in: a file, its columns, a trial, what came of it; and what came before."""
