"""What is said of items, sides and choices, in the window's language."""

from __future__ import annotations

from typing import Final

from desk.domain import review as rule
from desk.domain.review import Item, Question, Side
from desk.domain.views import TimelineEntry
from desk.ui import dates, story, words
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.timeline import FIELDS
from desk.ui.ports import Words

KIND_LABELS: Final = {
    rule.FIELDS: mark("Review", "Hai giá trị khác nhau"),
    rule.STEPS: mark("Review", "Bước không được tính"),
    rule.NUMBERS: mark("Review", "Số hồ sơ"),
    rule.SHEETS: mark("Review", "Phôi giấy"),
    rule.WAITS: mark("Review", "Đang chờ việc khác"),
    rule.TECHNICAL: mark("Review", "Kỹ thuật"),
}
KIND_ICONS: Final = {
    rule.FIELDS: "git-compare",
    rule.STEPS: "hand",
    rule.NUMBERS: "hash",
    rule.SHEETS: "file-text",
    rule.WAITS: "history",
    rule.TECHNICAL: "circle-alert",
}


def told(kit: Kit, item: Item) -> Words:
    """Return what an item's reason means and what to do."""
    return kit.explain(item.about.reason, item.about.facts)


def row(kit: Kit, item: Item) -> str:
    """Return an item as the list has it: no value of anybody's life."""
    about = item.about
    where = about.dossier_code or (words.target(about.target) if about.target else "")
    when = words.clock(about.at, kit.now())
    return f"{told(kit, item).title}\n{where} · {when}" if where else when


def head(side: Side, place: int, count: int) -> str:
    """Return whose side it is; the same counter may have written more than one value."""
    own = translate("Review", "Quầy này")
    counter = words.counter(side.device)
    named = f"{own} ({counter})" if side.here and counter else counter
    whose = named or (own if side.here else translate("Review", "Bên kia"))
    return f"{place + 1}. {whose}" if count > 2 else whose  # noqa: PLR2004 - two need no number


def facts(kit: Kit, side: Side, question: Question) -> tuple[tuple[str, str], ...]:
    """Return a side's label and value pairs; what is empty is left out where it is shown."""
    if side.entries:
        return tuple((words.clock(each.at, kit.now()), _step(each)) for each in side.entries)
    if question.item.kind == rule.SHEETS:
        return (
            (translate("Review", "Giấy"), side.value),
            (translate("Review", "Người ghi"), side.actor),
            (translate("Review", "Lúc"), words.clock(side.at, kit.now()) if side.at else ""),
        )
    field = question.item.about.detail
    return (
        (translate("Review", "Giá trị"), _value(field, side.value)),
        (translate("Review", "Trước đó"), _value(field, side.before)),
        (translate("Review", "Người ghi"), side.actor),
        (translate("Review", "Lúc"), words.clock(side.at, kit.now()) if side.at else ""),
    )


def _step(entry: TimelineEntry) -> str:
    said = story.sentence(entry)
    return f"{said} – {entry.actor.name}" if entry.actor.name else said


def _value(field: str, value: str) -> str:
    name = field.rpartition(".")[2]
    return (dates.show_birth(value) if name == "birth_date" else value) or "–"


def field_name(field: str) -> str:
    """Return what people call a field."""
    name = field.rpartition(".")[2]
    return translate("Story", FIELDS.get(name, name))


def choice(kit: Kit, question: Question, key: str) -> Words:
    """Return what a choice is called, what it means and what follows."""
    place = rule.place_of(question.sides, key)
    if place is None:
        return kit.explain(f"choice-{key}", question.item.about.facts)
    side = question.sides[place]
    if question.item.kind == rule.SHEETS:
        return kit.explain("choice-sheet", question.item.about.facts | {"shown": side.value})
    return kit.explain("choice-value", {"shown": _value(question.item.about.detail, side.value)})


def button(kit: Kit, question: Question, key: str) -> str:
    """Return the short word of a choice; a value may be long, so its side stands for it."""
    place = rule.place_of(question.sides, key)
    if place is None:
        return choice(kit, question, key).title
    side = question.sides[place]
    if question.item.kind == rule.SHEETS:
        return translate("Review", "Phôi của {who}").format(
            who=side.value.partition(" · ")[0] or head(side, place, len(question.sides))
        )
    return translate("Review", "Giá trị của {who}").format(
        who=head(side, place, len(question.sides))
    )


def standing(question: Question) -> str:
    """Say how the dossier stood when both sides went apart, and how it stands now."""
    parts = []
    if question.before is not None:
        parts.append(
            translate("Review", "Trước đó: {status}").format(status=words.status(question.before))
        )
    if question.status is not None:
        parts.append(
            translate("Review", "Hiện nay: {status}").format(status=words.status(question.status))
        )
    if question.holder:
        parts.append(
            translate("Review", "Đang giữ: {who}").format(who=words.counter(question.holder))
        )
    return " · ".join(parts)
