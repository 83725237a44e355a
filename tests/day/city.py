"""The day's city in a process of its own: python -m tests.day.city FOLDER PORT SECONDS-AHEAD."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.app import city as room
from desk.city.serve import Ready, serve


def main() -> None:
    """Serve until killed; the day's clock is so many seconds ahead of this machine's."""
    folder, port, ahead = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])

    def ready(_: Ready) -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    serve(
        port,
        room.database_url(folder),
        ready,
        rules=room.rules(),
        clock=lambda: datetime.now(UTC) + timedelta(seconds=ahead),
    )


if __name__ == "__main__":
    main()
