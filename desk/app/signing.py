"""Papers written as signed PDF/A where people look for files."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from desk.app import counter

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.app.seat import Seat
    from desk.ui.signing.ports import Signing


def write(seat: Seat, name: str, how: Signing, draw: Callable[[], bytes]) -> tuple[Path, str]:
    """Draw a paper, sign it and write it; return the file and who signed it.

    The certificate is asked first: nobody draws a book for minutes to learn of a wrong PIN.

    Raises:
        As `signature.sign`, and what drawing raises: no file was written.
    """
    from desk.printing import signature
    from desk.printing.signing_keys import Key, KeyFile, Token
    from desk.ui.parts import files
    from desk.ui.signing.ports import ON_CARD

    key: Key
    if how.way == ON_CARD:
        key = Token(Path(how.path), how.token, how.secret, how.certificate)
    else:
        key = KeyFile(Path(how.path), how.secret)
    signature.check(key, seat.work.now())
    reason = how.reason.strip()
    done = signature.sign(draw(), key, reason=reason, place="", now=seat.work.now())
    path = _free(files.folder(), f"{name}-da-ky")
    counter.write_file(path, done.pdf)
    return path, done.by


def _free(folder: Path, name: str) -> Path:
    """Return a file's path that nothing lies at: what was signed once is never written over."""
    tried = (folder / f"{name}{'' if at == 1 else f'-{at}'}.pdf" for at in itertools.count(1))
    return next(each for each in tried if not each.exists())
