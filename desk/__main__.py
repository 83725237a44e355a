"""`desk`, `python -m desk`, and what the frozen program starts: no words opens the window."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the window straight away where no command is named; else run the command."""
    if sys.argv[1:]:
        from desk import cli  # noqa: PLC0415 - the window must not wait for the commands

        cli.main()
    else:
        from desk.app import counter, window  # noqa: PLC0415 - nor the commands for Qt

        raise SystemExit(window.run(counter.data_folder(None)))


if __name__ == "__main__":
    main()
