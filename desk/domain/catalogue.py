"""The catalogue of procedures (TTHC): read strictly, looked up by code, found by a few letters.

A catalogue is data with a version; a new one never changes a dossier already received.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desk.domain.errors import RuleError
from desk.domain.fees import parse_fee_rules
from desk.domain.fields import FOR_OTHER, parse_fields, parse_when
from desk.domain.records import FieldRule, PaperRule, Procedure, TimeLimit, Unit
from desk.domain.ruledata import Entry, RuleDataError
from desk.domain.text import fold

_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_CODE_TYPED = re.compile(r"([0-9]\.[0-9]{6})(\.[0-9A-Z.]{1,20})?")  # .000.00.00.H26, .H38
_CODE_ALIKE = re.compile(r"[0-9]\.[0-9]{1,8}(\.[0-9A-Z.]{1,20})?")
_CARD_LIKE = re.compile(r"[0-9]{9}|[|{}]")
_SHOWN = 60  # characters
_CONFIDENCE = ("high", "medium", "low")
_LONGEST_LIMIT = 1000  # days or hours
_LONGEST_EXTENSION = 250
_MOST_PAPERS = 99
_NEAR = 3

_LEADING = frozenset({"cap", "dang", "ky", "lai"})  # words so many names begin with

# How a procedure was found, best first.
_BY_CODE, _BY_INITIALS, _BY_WORDS, _BY_BOTH, _BY_AREA = range(5)


class UnknownProcedureError(RuleError):
    """The catalogue has no procedure `code`; `near` are codes that look like it."""


class BadCatalogueError(RuleDataError):
    """The data of the catalogue cannot be used."""


@dataclass(frozen=True, slots=True)
class _Key:
    """One procedure folded for searching."""

    procedure: Procedure
    place: int  # in the catalogue: what is asked for most stands first
    codes: tuple[str, ...]
    words: tuple[str, ...]
    initials: str
    core: int  # where in the initials the name gets past "đăng ký" and the like
    area: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All procedures of one version, by code, and the codes they replace.

    `sources` says of each code where its facts were read.
    """

    version: str
    procedures: Mapping[str, Procedure]
    replaced: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    _keys: tuple[_Key, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold every name once: a search runs at each key stroke."""
        keys = tuple(
            _key(procedure, place) for place, procedure in enumerate(self.procedures.values())
        )
        object.__setattr__(self, "_keys", keys)

    def get(self, code: str) -> Procedure:
        """Return a procedure by its code, by a code it replaces or by a city's copy of it.

        Raises `UnknownProcedureError` with near suggestions.
        """
        given = code.strip()
        typed = _CODE_TYPED.fullmatch(given.upper())
        base = typed[1] if typed else given.upper()
        found = self.procedures.get(self.replaced.get(base, base))
        if found is None:
            shown = _shown(given)
            raise UnknownProcedureError(code=shown, near=self._near(base[:_SHOWN], shown))
        return found

    def find(self, text: str, limit: int = 20, used: Sequence[str] = ()) -> tuple[Procedure, ...]:
        """Return the procedures that a few letters may mean, best first.

        Letters match the beginning of a code (also of a replaced one), the initials of the
        name ("ks" is Đăng ký khai sinh), or the beginnings of its words in any order; marks
        and case do not matter. Nothing typed finds everything, in the catalogue's order. Of what
        fits equally well the codes in `used`, most used first, come before the others.
        """
        tokens = fold(text).split()
        if not tokens:
            return tuple(self.procedures.values())[:limit]
        typed = _CODE_TYPED.fullmatch(text.strip().upper())
        digits = typed[1] if typed else text if re.fullmatch(r"[0-9. ]+", text) else ""
        digits = re.sub(r"[. ]", "", digits)
        by_use = {code: place for place, code in enumerate(used)}
        ranked = [
            ((*rank, by_use.get(key.procedure.code, len(used))), key.place, key.procedure)
            for key in self._keys
            if (rank := _rank(key, tokens, digits)) is not None
        ]
        ranked.sort(key=lambda each: each[:2])
        return tuple(procedure for _, _, procedure in ranked[:limit])

    def _near(self, code: str, shown: str) -> str:
        """Return codes that look like one, each with its name; of words, those that they find."""
        codes = difflib.get_close_matches(code, [*self.procedures, *self.replaced], _NEAR, 0.75)
        if not codes and shown != "…" and not shown[0].isdigit():
            codes = [each.code for each in self.find(shown, _NEAR)]
        named = ((each, self.procedures[self.replaced.get(each, each)].name) for each in codes)
        return "; ".join(f"{each} {name}" for each, name in named) or "–"


def parse_catalogue(data: object) -> Catalogue:
    """Read a catalogue from its JSON; raises `BadCatalogueError` naming the entry."""
    top = Entry(data, at="catalogue", error=BadCatalogueError)
    version, note = top.text("version"), top.text("note", default="")
    forms = _forms(top.entry("forms"))
    procedures: dict[str, Procedure] = {}
    sources: dict[str, str] = {}
    for entry in top.entries("procedures"):
        code = entry.text("code")
        if not _CODE.fullmatch(code):
            entry.fail("code", "D.DDDDDD", code)
        # From here on errors name the procedure, not its place in the list.
        entry.at = f"catalogue.{code}"
        if code in procedures:
            entry.fail("code", f"≠ {code}", code)
        sources[code] = entry.text("source", default="")
        procedures[code] = _with_fields(_procedure(entry, code), entry, forms)
        entry.close()
    if not procedures:
        top.fail("procedures", "[{…}]")
    top.close()
    return Catalogue(
        version=version,
        note=note,
        procedures=procedures,
        replaced=_replaced(top, procedures),
        sources=sources,
    )


def _procedure(entry: Entry, code: str) -> Procedure:
    limit = _limit(entry.entry("limit"))
    confidence = entry.text("confidence", default="")
    if confidence and confidence not in _CONFIDENCE:
        entry.fail("confidence", " | ".join(_CONFIDENCE), confidence)
    return Procedure(
        code=code,
        name=entry.text("name"),
        area=entry.text("area"),
        agency=entry.text("agency"),
        limit=limit,
        fees=parse_fee_rules(entry),
        papers=tuple(_paper(row) for row in entry.entries("papers")),
        sets=entry.whole("sets", 1, _MOST_PAPERS, default=1),
        result=entry.text("result", default=""),
        online_level=entry.text("online_level", default=""),
        legal_basis=entry.text("legal_basis", default=""),
        confidence=confidence,
        replaces=entry.texts("replaces"),
    )


def _forms(entry: Entry) -> dict[str, tuple[FieldRule, ...]]:
    """Read the declarations that several procedures share, by their names."""
    return {name: parse_fields(entry.entries(name)) for name in entry.left()}


def _with_fields(
    procedure: Procedure, entry: Entry, forms: Mapping[str, tuple[FieldRule, ...]]
) -> Procedure:
    """Return a procedure with the fields of its declaration, its own or one that is shared."""
    name = entry.text("form", default="")
    if name and name not in forms:
        entry.fail("form", " | ".join(forms), name)
    fields = (*forms.get(name, ()), *parse_fields(entry.entries("fields")))
    keys = [each.key for each in fields]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        entry.fail("fields", f"≠ {twice}", twice)
    known = {*keys, FOR_OTHER}
    for paper in procedure.papers:
        unknown = next((key for key, _ in paper.when if key not in known), None)
        if unknown is not None:
            entry.fail("papers.when", " | ".join(sorted(known)), unknown)
    return replace(procedure, fields=fields)


def _limit(entry: Entry) -> TimeLimit:
    value = entry.whole_or_none("value", 0, _LONGEST_LIMIT)
    unit = entry.choice("unit", Unit)
    if unit is Unit.SAME_DAY and value not in {0, None}:
        entry.fail("value", "0 | null", value)
    if unit is Unit.WORKING_HOURS and value == 0:
        entry.fail("value", f"1…{_LONGEST_LIMIT}", value)
    limit = TimeLimit(
        value=value,
        unit=unit,
        cutoff=entry.flag("cutoff"),
        extension=entry.whole("extension", 0, _LONGEST_EXTENSION, default=0),
        note=entry.text("note", default=""),
    )
    entry.close()
    return limit


def _paper(entry: Entry) -> PaperRule:
    paper = PaperRule(
        name=entry.text("name"),
        original=entry.whole("original", 0, _MOST_PAPERS, default=0),
        copy=entry.whole("copy", 0, _MOST_PAPERS, default=0),
        present_only=entry.flag("present_only"),
        condition=entry.text("condition", default=""),
        when=parse_when(entry),
    )
    if paper.when and not paper.condition:
        entry.fail("condition", "“…”")
    if paper.original + paper.copy == 0:
        entry.fail("original", f"1…{_MOST_PAPERS}", 0)
    entry.close()
    return paper


def _replaced(top: Entry, procedures: Mapping[str, Procedure]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, procedure in procedures.items():
        for old in procedure.replaces:
            if not _CODE.fullmatch(old):
                top.fail(f"{code}.replaces", "D.DDDDDD", old)
            if old in procedures or old in found:
                top.fail(f"{code}.replaces", f"≠ {old}", old)
            found[old] = code
    return found


def _key(procedure: Procedure, place: int) -> _Key:
    words = tuple(fold(procedure.name).split())
    return _Key(
        procedure=procedure,
        place=place,
        codes=tuple(code.replace(".", "") for code in (procedure.code, *procedure.replaces)),
        words=words,
        initials="".join(word[0] for word in words),
        core=next((n for n, word in enumerate(words) if word not in _LEADING), 0),
        area=tuple(fold(procedure.area).split()),
    )


def _rank(key: _Key, tokens: list[str], digits: str) -> tuple[int, ...] | None:
    """Return how well a procedure fits what was typed, smaller is better; None if not."""
    if digits:
        # Both 1.001193 and the six digits after its point are what people remember.
        fits = any(code.startswith(digits) or code[1:].startswith(digits) for code in key.codes)
        return (_BY_CODE,) if fits else None
    if len(tokens) == 1 and tokens[0] in key.initials:
        starts = _initial_starts(key, tokens[0])
        return (_BY_INITIALS, key.initials != tokens[0], not starts, *(starts or [0])[:1])
    places = _word_places(key.words, tokens)
    if places is not None:
        return (_BY_WORDS, places != sorted(places), min(places) not in {0, key.core})
    if all(_fits_word(key.words, token) or _initial_starts(key, token) for token in tokens):
        return (_BY_BOTH,)
    if all(_fits_word((*key.words, *key.area), token) for token in tokens):
        return (_BY_AREA,)
    return None


def _initial_starts(key: _Key, token: str) -> list[int]:
    """Return where initials begin: with the name, or where it says what is registered."""
    return [start for start in (0, key.core) if key.initials.startswith(token, start)]


def _word_places(words: tuple[str, ...], tokens: list[str]) -> list[int] | None:
    """Return which words the tokens begin, each word taken once; None if one finds none."""
    places: dict[int, int] = {}
    # Longest first: whatever fits a longer token also fits the shorter ones it begins with.
    for turn in sorted(range(len(tokens)), key=lambda turn: -len(tokens[turn])):
        fitting = (
            place
            for place, word in enumerate(words)
            if word.startswith(tokens[turn]) and place not in places.values()
        )
        place = next(fitting, None)
        if place is None:
            return None
        places[turn] = place
    return [places[turn] for turn in range(len(tokens))]


def _fits_word(words: Iterable[str], token: str) -> bool:
    return any(word.startswith(token) for word in words)


def _shown(code: str) -> str:
    """Return what may be repeated of a code: what was scanned into its place may be a card.

    A card's text has its long number and bars, that of another file braces.
    """
    if not code or (_CARD_LIKE.search(code) and not _CODE_ALIKE.fullmatch(code)):
        return "…"
    return code if len(code) <= _SHOWN else f"{code[:_SHOWN]}…"
