"""`desk`, `python -m desk`, and what the frozen program starts: no words opens the window."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the window straight away where no command is named; else run the command."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # noqa: PLC0415 - a worker of the city is this very program

        multiprocessing.freeze_support()
    if sys.argv[1:]:
        from desk import cli  # noqa: PLC0415 - the window must not wait for the commands

        cli.main()
    else:
        from desk.app import counter, window  # noqa: PLC0415 - nor the commands for Qt
        from desk.domain.errors import DeskError  # noqa: PLC0415 - here already by then

        try:
            status = window.run(counter.data_folder(None))
        except DeskError as error:
            from desk import cli  # noqa: PLC0415 - it has the words of failures

            status = cli.known(error)
        raise SystemExit(status)


if __name__ == "__main__":
    main()
