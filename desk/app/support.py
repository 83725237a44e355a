"""`desk support`: one file for helpers from afar – what `desk.services.support` says, and the logs.

The logs hold no personal data by the way they are written (`desk.app.window`).
"""

from __future__ import annotations

import json
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desk.domain.errors import StorageError
from desk.domain.records import VN

if TYPE_CHECKING:
    from desk.services.workplace import Workplace

_MOST: Final = 2_000_000  # bytes of each log, its end


class SupportNotWrittenError(StorageError):
    """The file for helpers cannot be written; facts: path, why."""


def bundle(work: Workplace, out: Path) -> list[str]:
    """Write the file; return the names of what is in it.

    Raises:
        SupportNotWrittenError: there is no such folder, or it cannot be written to.
    """
    from desk.services import support

    said = json.dumps(support.facts(work, version("desk")), ensure_ascii=False, indent=1)
    part = out.with_name(f"{out.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("facts.json", said)
            for log in sorted((work.database.folder / "logs").glob("desk.log*")):
                packed.writestr(f"logs/{log.name}", log.read_bytes()[-_MOST:])
            names = packed.namelist()
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SupportNotWrittenError(path=str(out), why=error.strerror or "") from error
    return names


def save(work: Workplace, folder: Path) -> Path:
    """Write the file into a folder, named by the time; return where it is.

    Raises:
        SupportNotWrittenError.
    """
    out = folder / f"desk-{work.clock().astimezone(VN):%Y%m%d-%H%M%S}.zip"
    bundle(work, out)
    return out
