"""Telling a scanner that types from a person who types.

A scanner in keyboard mode sends its characters within a few milliseconds of each other and ends
with Enter or Tab; nobody types like that. So every character is held back for as long as the
next one might still show a scanner at work, and only then let through to the field: a person
sees each letter some 30 ms later, and a scan leaves no trace where the cursor happened to be.

Input methods and text expanders also send bursts, but begin them with Backspace: whatever
follows an `interrupt` at machine speed is let through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Swallow the key: it is kept here (or is the rest of a scan that has been reported)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Let these characters through to where the cursor is, in this order."""

    chars: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A scan, with the number of its characters that had been let through before it was clear.

    The screen takes that many back from the field that had the cursor.
    """

    text: str
    leaked: int = 0


Action: TypeAlias = Hold | Release | Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstSettings:
    """How fast a scanner types and how it begins and ends; times in milliseconds.

    `stall` is how long a machine may pause once within a scan: a busy computer hands its keys on
    in two parts. `sure` is how many characters at machine speed it takes to believe in one.
    A `prefix` cuts off what a person typed just before; a `suffix` ends a scan without Enter.
    """

    gap: int = 30
    stall: int = 100
    sure: int = 5
    shortest: int = 6
    longest: int = 4096
    prefix: str = ""
    suffix: str = ""
    terminators: str = "\r\n\t"


DEFAULTS: Final = BurstSettings()

# Readers of the machine-readable zone send a card's three lines each with an Enter of its own.
_MRZ_LINE: Final = re.compile(r"I[A-Z<][A-Z]{3}[A-Z0-9<]{25}$", re.MULTILINE)
_MRZ_LINES: Final = 3


@dataclass(slots=True)
class BurstDetector:
    """Takes key presses one by one and says what is to be done with them.

    Times are those of the key events themselves, not of their handling: a window that was busy
    gets a slow scanner's keys all at once and a fast one's late. Modifier keys alone are no
    news; a key repeat and any other key without a character call `interrupt`.
    """

    settings: BurstSettings = DEFAULTS
    _burst: list[str] = field(default_factory=list)
    _leaked: int = 0  # leading characters of the burst that were let through already
    _last: int | None = None
    _stalled: bool = False
    _foreign: bool = False  # the burst is an input method's
    _lines: int = 1  # of a machine-readable zone, the one being read included
    _finished: bool = False  # a scan has just been reported; what ends it again is swallowed

    @property
    def deadline(self) -> int | None:
        """When `poll` should be called if no key comes before; None while nothing is held."""
        if self._last is None or len(self._burst) <= self._leaked:
            return None
        return self._last + self._patience() + 1

    def feed(self, char: str, time: int) -> tuple[Action, ...]:
        """Take one character; the key press itself is always to be swallowed.

        What comes back is to be done in order: characters let through include this one if it is
        a person's.
        """
        is_end = char in self.settings.terminators
        # Enter ends a short burst only at machine speed, else a person's own Enter would.
        is_long = len(self._burst) >= 2 * self.settings.sure
        patience = self._patience() if is_long or not is_end else self.settings.gap
        since = None if self._last is None else time - self._last
        follows = since is not None and 0 <= since <= patience
        done: list[Action] = []
        if follows and self._finished and is_end:
            self._last = time
            return (Hold(),)
        if follows:
            self._stalled = self._stalled or (since or 0) > self.settings.gap
        else:
            done += self._let_go()
            self._forget()
        self._finished = False
        self._last = time
        done += self._end(char) if is_end else self._add(char)
        return tuple(done) or (Hold(),)

    def poll(self, time: int) -> tuple[Action, ...]:
        """Let go of what has waited long enough for a next character.

        The burst is remembered: if the next key turns out to have been pressed in time after
        all, the scan will say how much of it has leaked.
        """
        if self._last is None or time - self._last <= self._patience():
            return ()
        return tuple(self._let_go())

    def interrupt(self, time: int) -> tuple[Action, ...]:
        """Take note of a key without a character (Backspace, arrows, a shortcut) or of new focus.

        What is held comes back first, so that the order of keys is kept.
        """
        done = self._let_go()
        self._forget()
        self._foreign = True
        self._last = time
        return tuple(done)

    def _patience(self) -> int:
        """How long the next character may take and still belong to this burst."""
        is_machine = (
            len(self._burst) >= self.settings.sure
            and not self._stalled
            and not self._foreign
            and len(set(self._burst)) > 1
        )
        return self.settings.stall if is_machine else self.settings.gap

    def _let_go(self) -> list[Action]:
        """Give up waiting: to a person's field, but for a card of which lines were read whole."""
        if self._lines > 1:
            return self._report()
        held = tuple(self._burst[self._leaked :])
        self._leaked = len(self._burst)
        return [Release(chars=held)] if held else []

    def _forget(self) -> None:
        self._burst.clear()
        self._leaked = 0
        self._stalled = False
        self._foreign = False
        self._lines = 1
        self._finished = False

    def _add(self, char: str) -> list[Action]:
        self._burst.append(char)
        suffix = self.settings.suffix
        if suffix and "".join(self._burst).endswith(suffix) and self._is_scan():
            return self._report()
        # A key held down also comes fast; so does a cat. Neither may fill the memory.
        is_repeat = len(self._burst) > self.settings.sure and len(set(self._burst)) == 1
        if self._foreign or is_repeat:
            return self._let_go()
        if len(self._burst) > self.settings.longest:
            done = self._let_go()
            self._forget()
            self._foreign = True
            return done
        return []

    def _end(self, char: str) -> list[Action]:
        if self._lines > 1 and self._burst[-1] == "\n":
            return []  # a line of the zone that ends with both CR and LF
        if self._is_scan():
            if self._lines < _MRZ_LINES and _MRZ_LINE.match(self._text()):
                self._burst.append("\n")
                self._lines += 1
                self._stalled = False
                return []
            return self._report()
        done = self._let_go()
        self._forget()
        return [*done, Release(chars=(char,))]

    def _text(self) -> str:
        """Give the burst without its prefix and suffix and what came before the prefix."""
        text = "".join(self._burst)
        prefix, suffix = self.settings.prefix, self.settings.suffix
        if prefix and prefix in text:
            text = text.split(prefix, 1)[1]
        return text.removesuffix(suffix) if suffix else text

    def _is_scan(self) -> bool:
        text = self._text()
        return not self._foreign and len(text) >= self.settings.shortest and len(set(text)) > 1

    def _report(self) -> list[Action]:
        """Report the scan; what a person typed just before the prefix is let through first."""
        text = self._text().removesuffix("\n")
        whole, prefix = "".join(self._burst), self.settings.prefix
        before = whole.split(prefix, 1)[0] if prefix and prefix in whole else ""
        own = before[self._leaked :]
        leaked = max(0, self._leaked - len(before))
        self._forget()
        self._finished = True
        done: list[Action] = [Release(chars=tuple(own))] if own else []
        return [*done, Scan(text=text, leaked=leaked)]
