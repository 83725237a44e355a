"""Known failures: what went wrong, never the words for it.

A class says what happened and carries its facts; `desk.messages` turns it into a title, a
meaning and a next step in Vietnamese and English, looked up by the class's name. Anything
raised that is not a `DeskError` is our own fault and ends in a crash report.

DeskError
├── InputError        what was typed, scanned or handed in cannot be used
├── RuleError         the law or the state of the dossier forbids it
├── StorageError      the disk, the database or its lock
└── ExchangeError     the city, the network or a device between
"""

from __future__ import annotations


class DeskError(Exception):
    """A failure we know; `facts` fill the placeholders of its message.

    Facts must never hold personal data: they reach logs and error reports.
    """

    def __init__(self, **facts: object) -> None:
        """Keep the facts under the names that the message's placeholders use."""
        super().__init__(type(self).__name__, facts)
        self.facts = facts

    @property
    def code(self) -> str:
        """The key of this failure's words in `desk.messages`."""
        return type(self).__name__


class InputError(DeskError):
    """What was typed, scanned or handed in cannot be used."""


class RuleError(DeskError):
    """The law or the state of the dossier forbids the step."""


class StorageError(DeskError):
    """The disk, the database or its lock."""


class ExchangeError(DeskError):
    """The city, the network, or a device between."""
