"""What an edition of reference data changes, line by line, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desk import messages
from desk.cli.speech import language, said
from desk.domain import changes
from desk.domain.changes import Change, Topic

_MOST: Final = 60  # lines of one edition; the window and --json have all
_COUNTED: Final = "{n} thay đổi: thêm {added}, đổi {changed}, bỏ {removed}"


def objects(told: Sequence[Change]) -> list[dict[str, str | None]]:
    """Return changes as scripts read them."""
    return [
        {
            "topic": change.topic.value,
            "key": change.key,
            "name": change.name,
            "where": change.where,
            "before": change.before or None,
            "after": change.after or None,
        }
        for change in told
    ]


def lines(told: Sequence[Change]) -> Iterator[str]:
    """Yield how much changes, and each change."""
    if not told:
        yield said("không đổi gì")
        return
    added, changed, removed = changes.counts(told)
    yield said(_COUNTED, n=len(told), added=added, changed=changed, removed=removed)
    for change in told[:_MOST]:
        yield f"  {_line(change)}"
    if len(told) > _MOST:
        yield "  " + said("… và {n} thay đổi nữa", n=len(told) - _MOST)


def _line(change: Change) -> str:
    named = messages.names(language())
    if change.topic is Topic.CODE:
        about = code_table(change.name, named["code_table"])
        key = called(change, named)
        what = f"{change.key} ({key})" if key else change.key
    else:
        about = named["topic"][change.topic.value]
        what = " ".join(part for part in (change.key, change.name, change.where) if part)
    if change.before and change.after:
        return f"{about} {what}: {change.before} → {change.after}"
    if change.before or change.after:
        doing = said("thêm") if change.after else said("bỏ")
        return f"{doing}: {about} {what}: {change.after or change.before}"
    return f"{about} {what}"


def code_table(path: str, tables: Mapping[str, str]) -> str:
    """Return what a table of codes is called; below those that have a name, with what follows."""
    known = max((each for each in tables if f"{path}.".startswith(f"{each}.")), key=len, default="")
    rest = path.removeprefix(known).strip(".")
    return " ".join(part for part in (tables.get(known, ""), rest) if part)


def called(change: Change, named: Mapping[str, Mapping[str, str]]) -> str:
    """Return what people call our side of a code, where it is not a code itself."""
    tables = {"status": "status", "born.status": "status", "steps": "event_type"}
    return named[tables[change.name]].get(change.key, "") if change.name in tables else ""
