"""By folder: a file for each message, which a program of the office's gateway picks up.

`NAME.json` appears whole, under its name at once. The gateway may write `NAME.result.json` beside
it (`{"state": "delivered" | "failed", "said": "…"}`) and takes away what it has sent.
"""

from __future__ import annotations

import contextlib
import json
import os
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from desk.domain.notices import State
from desk.domain.outgoing import Message
from desk.sending.ports import Carrier, SenderFolderError
from desk.wire.durable import sync_folder

_OUTCOMES: Final = {"delivered": State.DELIVERED, "failed": State.FAILED}
_MOST_BYTES: Final = 100_000


class Folder:
    """A folder on this machine or of the office's network."""

    def __init__(self, told: Carrier) -> None:
        """Name the folder; nothing is opened."""
        self._path = Path(told.settings["path"])

    def check(self) -> None:
        """See that the folder can be written.

        Raises:
            SenderFolderError.
        """
        probe = self._path / f".{uuid.uuid4().hex}"
        try:
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise SenderFolderError from error

    def send(self, message: Message, handing: Callable[[], None]) -> str:
        """See `Sender`. The file's name is the message's own: written twice it is one file."""
        told = {
            "id": message.uid,
            "way": message.way.value,
            "phone" if message.way.value != "email" else "email": message.address,
            "text": message.text,
            "dossier": message.code,
        }
        new = self._path / f".{message.uid}.new"
        try:
            with new.open("wb") as file:
                file.write(json.dumps(told, ensure_ascii=False, indent=1).encode())
                file.flush()
                os.fsync(file.fileno())
            handing()
            new.replace(self._path / f"{message.uid}.json")
            sync_folder(self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise SenderFolderError from error
        return ""

    def news(self, waiting: Sequence[str]) -> tuple[tuple[str, State, str], ...]:
        """See `Sender`."""
        found = []
        for uid in waiting:
            path = self._path / f"{uid}.result.json"
            told = _read(path)
            outcome = _OUTCOMES.get(str(told.get("state", "")))
            if outcome is not None:
                found.append((uid, outcome, str(told.get("said", ""))[:300]))
        return tuple(found)

    def close(self) -> None:
        """See `Sender`."""

    def abort(self) -> None:
        """Nothing of it takes long."""


def _read(path: Path) -> dict[str, object]:
    """Return what a gateway wrote; nothing where it has not, or not to its end yet."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
