"""Running text: templates filled with values, and lines broken to a measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import NamedTuple

from desk.printing import fonts
from desk.printing.wording import unknown

_BREAKS = re.compile(r"([ \n])")
_SEAMS = frozenset("-/.@_,;:&?=")
_FULL = 0.4  # of a line, from which it may end behind such a mark


class Run(NamedTuple):
    """Some text in one face."""

    text: str
    face: str = "r"


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its values; `open` where its last value is missing (dots follow)."""

    runs: tuple[Run, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its width in em, and whether it ends its paragraph."""

    runs: tuple[Run, ...]
    width: float
    end: bool

    @property
    def gaps(self) -> int:
        """How many spaces could be stretched to fill the measure."""
        return sum(run.text.count(" ") + run.text.count(fonts.GLUE) for run in self.runs)


class _Word(NamedTuple):
    runs: tuple[Run, ...]
    width: float
    forced: bool = False  # a line break that was in the text


def fill(
    template: str, values: Mapping[str, str], missing: set[int], *, face: str = "r", form: str = ""
) -> Filled:
    """Fill a template's placeholders and set literals and values in their faces.

    A placeholder's format names the face of its value (`b`, `i`) and, with `?`, that nothing is
    printed where there is none; otherwise a missing value leaves dots to be filled by hand.

    Raises:
        PlaceholderUnknownError: the template asks for a value that the paper does not have.
    """
    runs: list[Run] = []
    bold = False
    gap = -1  # where a missing value stands that nothing has followed yet
    for literal, field, spec, _ in Formatter().parse(template):
        for number, part in enumerate(literal.split("**")):
            bold ^= number > 0
            if part.strip():
                gap = _dotted(runs, gap, values["blank"], face)
            if part:
                runs.append(Run(part, fonts.BOLDER[face] if bold else face))
        if field is None:
            continue
        if field not in values:
            raise unknown(form, field, values)
        value = fonts.clean(values[field], missing)
        if value.strip():
            gap = _dotted(runs, gap, values["blank"], face)
            runs.append(Run(value, _face(face, spec or "")))
        elif "?" not in (spec or ""):
            _dotted(runs, gap, values["blank"], face)
            gap = len(runs)
    return Filled(tuple(runs), gap >= 0)


def _dotted(runs: list[Run], gap: int, blank: str, face: str) -> int:
    """Put dots where a value was missing, now that something follows it."""
    if gap >= 0:
        runs.insert(gap, Run(blank, face))
    return -1


def _face(base: str, spec: str) -> str:
    if "b" in spec:
        return fonts.BOLDER[base]
    return "i" if "i" in spec and base == "r" else base


def wrap(runs: tuple[Run, ...], first: float, rest: float | None = None) -> list[Line]:
    """Break text into lines of `first`, then `rest` em; a word too long is cut where it must."""
    return list(_wrapped(runs, first, first if rest is None else rest))


@lru_cache(maxsize=4_000)
def _wrapped(runs: tuple[Run, ...], first: float, rest: float) -> tuple[Line, ...]:
    # A book says the same of many lines: procedures, agencies, hours, people who come often.
    lines: list[Line] = []
    current: list[_Word] = []
    used = 0.0
    for word in _words(runs):
        if word.forced:
            lines.append(_line(current, end=True))
            current, used = [], 0.0
            continue
        room = rest if lines else first
        gap = fonts.SPACE if current else 0.0
        if current and used + gap + word.width > room:
            lines.append(_line(current, end=False))
            current, used, gap, room = [], 0.0, 0.0, rest
        *full, tail = _cut(word, room, rest) if word.width > room else [word]
        lines += [_line([part], end=False) for part in full]
        current.append(tail)
        used += gap + tail.width
    if current or not lines:
        lines.append(_line(current, end=True))
    return tuple(lines)


def balanced(runs: tuple[Run, ...], measure: float) -> list[Line]:
    """Break centred text so that its lines come out alike, no word left alone on the last."""
    lines = wrap(runs, measure)
    if len(lines) == 1:
        return lines
    low, high = measure / max(1, len(lines)), measure
    for _ in range(6):
        middle = (low + high) / 2
        if len(wrap(runs, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return wrap(runs, high)


@lru_cache(maxsize=2_000)
def _words(runs: tuple[Run, ...]) -> tuple[_Word, ...]:
    """Return the words of a text, whatever they are broken to: widths are in em."""
    return tuple(_split(runs))


def _split(runs: tuple[Run, ...]) -> Iterator[_Word]:
    pieces: list[Run] = []
    broke = True  # swallow breaks before the first word and doubled ones

    def done() -> _Word:
        word = _Word(tuple(pieces), sum(fonts.width(*piece) for piece in pieces))
        pieces.clear()
        return word

    for run in runs:
        for part in _BREAKS.split(run.text):
            if part in {" ", "\n"}:
                if pieces:
                    broke = False
                    yield done()
                if part == "\n" and not broke:
                    broke = True
                    yield _Word((), 0.0, forced=True)
            elif part:
                pieces.append(Run(part, run.face))
    if pieces:
        yield done()


def _cut(word: _Word, room: float, rest: float) -> list[_Word]:
    """Cut a word that no line can hold: after a mark within it (a code, an address), else anywhere.

    Such a mark must leave a line fairly full, or a hash would go down the page in crumbs.
    """
    parts: list[_Word] = []
    current: list[Run] = []
    used = 0.0
    for run in word.runs:
        for char in run.text:
            wide = fonts.width(char, run.face)
            most = rest if parts else room
            if current and used + wide > most:
                whole = current[: _seam(current, most)]
                parts.append(_Word(tuple(_merged(whole)), _wide(whole)))
                current = current[len(whole) :]
                used = _wide(current)
            current.append(Run(char, run.face))
            used += wide
    return [*parts, _Word(tuple(_merged(current)), used)]


def _seam(letters: list[Run], most: float) -> int:
    """Return after how many letters a line may end: behind the last mark, or behind them all."""
    for at in range(len(letters) - 1, 0, -1):
        if letters[at - 1].text in _SEAMS:
            return at if _wide(letters[:at]) > most * _FULL else len(letters)
    return len(letters)


def _wide(runs: list[Run]) -> float:
    return sum(fonts.width(*run) for run in runs)


def _line(words: list[_Word], *, end: bool) -> Line:
    width = sum([word.width for word in words]) + fonts.SPACE * max(0, len(words) - 1)
    faces = {run.face for word in words for run in word.runs}
    if len(faces) == 1:
        text = " ".join(["".join([run.text for run in word.runs]) for word in words])
        return Line((Run(text, *faces),), width, end)
    runs: list[Run] = []
    for word in words:
        if runs:
            runs.append(Run(" ", runs[-1].face))
        runs += word.runs
    return Line(tuple(_merged(runs)), width, end)


def _merged(runs: list[Run]) -> Iterator[Run]:
    """Join neighbours in one face: fewer pieces to draw, and text that is found as a whole."""
    text, face = "", "r"
    for run in runs:
        if run.face != face and text:
            yield Run(text, face)
            text = ""
        text, face = text + run.text, run.face
    if text:
        yield Run(text, face)
