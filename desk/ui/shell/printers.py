"""The printers that are offered: the usual one, what the machine has, and a folder of files."""

from __future__ import annotations

from collections.abc import Sequence

from desk.ui import print_job
from desk.ui.language import translate


def offers(found: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Return keys and words, with what is chosen now even where it is not to be found."""
    into = translate("Shell", "Tệp PDF trong {folder}")
    folders = {print_job.usual_folder()}
    if chosen.startswith(print_job.FOLDER):
        folders.add(chosen)
    files = [(key, into.format(folder=key.removeprefix(print_job.FOLDER))) for key in folders]
    usual = ("", translate("Shell", "Máy in mặc định của máy này"))
    made = dict([usual, *found, *files])
    made.setdefault(chosen, chosen)
    return list(made.items())
