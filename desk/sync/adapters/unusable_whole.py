"""A target of whole dossiers whose address nobody can speak with: it fails for itself alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from typing_extensions import override

from desk.domain.errors import ExchangeError
from desk.domain.snapshots import Snapshot, Step
from desk.sync.whole_ports import Abilities, Form, Found, WholeAdapter


class UnusableWhole(WholeAdapter):
    """Answers every call with why its address is none, so that its own row can say so."""

    abilities = Abilities(feed=False, key="")

    def __init__(self, failure: ExchangeError) -> None:
        """Remember what is wrong with the address."""
        self._failure = failure

    @override
    def greet(self, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def form(self, snapshot: Snapshot) -> NoReturn:
        raise self._failure

    @override
    def same(self, form: Form, found: Found) -> NoReturn:
        raise self._failure

    @override
    def lacking(self, form: Form, found: Found | None) -> NoReturn:
        raise self._failure

    @override
    def unfinished(self, form: Form, found: Found) -> NoReturn:
        raise self._failure

    @override
    def find(self, form: Form, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def send(self, forms: Sequence[Form], found: Found | None, *, until: float) -> NoReturn:
        raise self._failure

    @override
    def line(self, form: Form, step: Step) -> NoReturn:
        raise self._failure

    @override
    def tell(self, told: Sequence[tuple[Form, Sequence[Step]]], *, until: float) -> NoReturn:
        raise self._failure

    @override
    def close(self) -> None:
        """Let go of nothing."""
