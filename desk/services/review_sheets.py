"""One numbered sheet that went into two papers: both shown, and which of them it really is.

One of the numbers was read wrongly. Whoever looks at both papers says whose it is; what the other
wrote down is taken back, and its paper has no sheet until the right number is written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, TextClause, text

from desk.domain import events as ev
from desk.domain import review as rule
from desk.domain.records import Actor
from desk.domain.result_events import SheetUsed
from desk.domain.review import Decided, Item, Question, Side
from desk.domain.sheets import Use
from desk.domain.views import Attention
from desk.models import log, projection
from desk.services import sheets

KEY: Final = "sheet:"
REASON: Final = "sheet_twice"
_EVER: Final = text(
    "SELECT 1 FROM event WHERE type IN ('SheetUsed', 'SheetSpoilt') AND type = 'SheetUsed' "
    "AND json_extract(CAST(body AS TEXT), '$.series') = :series "
    "AND json_extract(CAST(body AS TEXT), '$.number') = CAST(:number AS INTEGER)"
)


def items(tx: Connection) -> list[Item]:
    """Return an item for each sheet that went into more than one paper."""
    return [_item(places) for places in sheets.doubles(tx)]


def _item(places: Sequence[Use]) -> Item:
    first, last = places[0], places[-1]
    about = next((each for each in places if each.here), first)
    others = "; ".join(f"{each.code} ({each.where})" for each in places)
    return Item(
        key=f"{KEY}{first.series}:{first.number}",
        kind=rule.SHEETS,
        about=Attention(
            id=0,
            at=last.at,
            reason=REASON,
            dossier=about.dossier,
            dossier_code=about.code,
            detail=first.text,
            others=others,
        ),
    )


def ever(key: str) -> TextClause:
    """Return what finds out whether a sheet of a key was ever used."""
    series, _, number = key.removeprefix(KEY).rpartition(":")
    return _EVER.bindparams(series=series, number=number)


def question(tx: Connection, item: Item) -> Question:
    """Return all papers that a sheet is said to be in, one of which is to be chosen."""
    places = _places(tx, item)
    return Question(
        item=item,
        sides=tuple(_side(tx, each, at) for at, each in enumerate(places)),
        choices=rule.choices(REASON, values=len(places), undone=False),
    )


def _places(tx: Connection, item: Item) -> tuple[Use, ...]:
    found = (each for each in sheets.doubles(tx) if _item(each).key == item.key)
    return next(found, ())


def _side(tx: Connection, use: Use, at: int) -> Side:
    stored = projection.load(tx, use.dossier)
    made = stored.state.results if stored else ()
    title = next((each.title for each in made if each.uid == use.result), "")
    return Side(
        key=rule.value_key(at),
        here=use.here,
        device=use.where,
        actor=use.by,
        at=use.at,
        value=" · ".join(part for part in (use.code, title) if part),
    )


def settle(  # noqa: PLR0917 - within a transaction: who, when, about what, chosen what, why
    tx: Connection, by: Actor, now: datetime, item: Item, choice: str, why: str
) -> Decided:
    """Take back what all papers but the chosen one wrote down."""
    places = _places(tx, item)
    mine = rule.place_of(choice)
    for at, each in enumerate(places):
        if at == mine:
            continue
        stored = projection.load(tx, each.dossier)
        said = ". ".join(part for part in (each.text, why.strip()) if part)
        body = ev.Resolved(text=said, drop=(each.event,), recalls=SheetUsed.__name__)
        log.append(tx, body, by, now, stored=stored)
    return Decided(dossier=places[mine or 0].dossier, sends=True)
