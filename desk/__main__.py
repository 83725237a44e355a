"""`python -m desk`, and what the frozen program starts: no words opens the window."""

from __future__ import annotations

from desk.cli import main

if __name__ == "__main__":
    main()
