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
    sides = tuple(_side(tx, each) for each in _places(tx, item))
    return Question(item=item, sides=sides, choices=rule.choices(REASON, values=sides))


def _places(tx: Connection, item: Item) -> tuple[Use, ...]:
    found = (each for each in sheets.doubles(tx) if _item(each).key == item.key)
    return next(found, ())


def _side(tx: Connection, use: Use) -> Side:
    stored = projection.load(tx, use.dossier)
    made = stored.state.results if stored else ()
    title = next((each.title for each in made if each.uid == use.result), "")
    return Side(
        key=rule.value_key(use.event),
        here=use.here,
        device=use.where,
        actor=use.by,
        at=use.at,
        value=" · ".join(part for part in (use.code, title) if part),
    )


def settle(  # noqa: PLR0917 - within a transaction: who, when, about what, chosen what, why
    tx: Connection, by: Actor, now: datetime, item: Item, choice: str, why: str
) -> Decided:
    """Take back what all papers but the chosen one wrote down.

    What can be taken back is named by the first of these; the others, written at the same moment,
    are one decision with it.
    """
    places = _places(tx, item)
    (mine,) = [each for each in places if rule.value_key(each.event) == choice]
    written = []
    for each in places:
        if each is mine:
            continue
        said = ". ".join(part for part in (each.text, why.strip()) if part)
        body = ev.Resolved(text=said, drop=(each.event,), recalls=sheets.MISTAKE)
        stored = projection.load(tx, each.dossier)
        written.append(log.append(tx, body, by, now, stored=stored).event)
    return Decided(dossier=written[0].dossier, undo=written[0].uid, sends=True)


def take_back(tx: Connection, by: Actor, now: datetime, decision: ev.Event) -> None:
    """Take back all that one decision about a sheet said: it is asked again whose the sheet is."""
    key_of = {each.event: each.key for each in sheets.written(tx)}
    standing = [
        (made, key_of.get(uid))
        for made, body in sheets.corrections(tx)
        if (made.device, made.at) == (decision.device, decision.at)
        for uid in body.drop
    ]
    about = {key for made, key in standing if made.uid == decision.uid}
    for made, key in standing:
        if key in about:
            body = ev.Resolved(text="", drop=(made.uid,))
            log.append(tx, body, by, now, stored=projection.load(tx, made.dossier))
