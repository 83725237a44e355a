"""One step of processing as the window asks for it: by name, with what its panel was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk.domain.dossier import NotHolderError
from desk.services import processing

if TYPE_CHECKING:
    from desk.domain.records import Actor
    from desk.services.workplace import Workplace


def act(work: Workplace, by: Actor, uid: str, action: str, arguments: Mapping[str, object]) -> None:
    """Take a step; a result that lies at this counter is claimed by handing it over."""
    if action == "recall":
        reason, event = (str(arguments.get(name, "")) for name in ("reason", "event"))
        processing.recall(work, uid, event, by, reason)
        return
    details = processing.Details(**arguments)  # type: ignore[arg-type] # the page names Details' own fields
    try:
        processing.act(work, uid, action, by, details)
    except NotHolderError:
        if action != "hand-over":
            raise
        processing.act(work, uid, "claim", by)
        processing.act(work, uid, action, by, details)
