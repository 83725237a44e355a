"""A person at a counter who is asked something in the exchange, and decides."""

from __future__ import annotations

from desk.domain import review as rule
from desk.domain.review import Question
from desk.services import review
from tests.flows.stage import Desk
from tests.kit import administrator


def asked(desk: Desk, reason: str) -> Question:
    """Return the first question of a reason."""
    key = next(each.key for each in review.items(desk.work) if each.about.reason == reason)
    return review.question(desk.work, key)


def decide(desk: Desk, question: Question, choice: str, text: str = "") -> rule.Decided:
    return review.decide(desk.work, administrator(desk.work), question.item.key, choice, text)


def keys(question: Question) -> list[str]:
    return [each.key for each in question.choices]
