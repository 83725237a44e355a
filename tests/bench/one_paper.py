"""One receipt from the start of a process: python -m tests.bench.one_paper FILE."""

from __future__ import annotations

import sys
from pathlib import Path

from desk.app import samples
from desk.domain.papers import Page, ReceiptSheet
from desk.printing import forms, wording
from desk.sample import OFFICE


def sheet() -> ReceiptSheet:
    """Return the receipt that is printed in every measurement."""
    common = {"office": OFFICE, "wording": wording.load("2025"), "page": Page.A5}
    (made, *_) = samples.samples("receipt", common)
    found = made[1]
    assert isinstance(found, ReceiptSheet)
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(forms.render("receipt", sheet()))
