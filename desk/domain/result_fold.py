"""The fold of results: what a dossier's papers are after one more event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from desk.domain import events as ev
from desk.domain import merge, results
from desk.domain import result_events as rev
from desk.domain.records import Confirmation, Dossier, Result, UsedSheet


def _known(state: Dossier, uid: str) -> Result | None:
    return next((each for each in state.results if each.uid == uid), None)


def _drafted(state: Dossier, event: ev.Event, body: rev.ResultDrafted) -> Dossier:
    known = _known(state, body.result)
    if known is not None and not merge.succeeds(known, body.replaces):
        if not body.template:  # put away by somebody who had not seen what it has become
            return state
        known = None
        uid = event.uid  # both are kept
    else:
        uid = body.result
    others = tuple(each for each in state.results if each.uid != uid)
    if not body.template:
        return replace(state, results=others)
    made = Result(
        uid=uid,
        template=body.template,
        title=body.title,
        edition=body.edition,
        fields=body.fields,
        draft=event.uid,
        last=event.uid,
        drafted_at=event.at,
        by=event.actor.name,
        sheets=known.sheets if known else (),
    )
    place = state.results.index(known) if known else len(others)
    return replace(state, results=(*others[:place], made, *others[place:]))


_FACTS: Final = tuple(each.name for each in fields(Confirmation) if each.name != "event")


def _confirmed(state: Dossier, event: ev.Event, body: rev.ResultConfirmed) -> Dossier:
    known = next((each for each in state.results if each.draft == body.draft), None)
    if known is None:  # the fields have changed since: nobody has confirmed these
        return state
    told = Confirmation(event=event.uid, **{name: getattr(body, name) for name in _FACTS})
    if merge.succeeds(known, body.replaces):
        return results.changed(state, known.uid, confirmed=told, disputed=False, last=event.uid)
    if known.confirmed is not None and results.same(known.confirmed, told):
        return state
    return results.changed(state, known.uid, confirmed=None, disputed=True, last=event.uid)


def _sheet(state: Dossier, _: ev.Event, body: rev.SheetUsed | rev.SheetSpoilt) -> Dossier:
    drawn = next((each for each in state.results if each.draft == body.draft), None)
    known = drawn or _known(state, body.result)
    if known is None:
        return state
    reason = body.reason if isinstance(body, rev.SheetSpoilt) else ""
    here = UsedSheet(series=body.series, number=body.number, spoilt=reason, digits=body.digits)
    kept = tuple(
        each for each in known.sheets if (each.series, each.number) != (here.series, here.number)
    )
    return results.changed(state, known.uid, sheets=(*kept, here))


STEPS: Final[Mapping[type[object], Callable[[Dossier, ev.Event, Any], Dossier]]] = {
    rev.ResultDrafted: _drafted,
    rev.ResultConfirmed: _confirmed,
    rev.SheetUsed: _sheet,
    rev.SheetSpoilt: _sheet,
}
