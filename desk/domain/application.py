"""The dossier object that scripts and portals hand in, read strictly (contract: receive)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from desk.domain.cards import Reading, parse_card_qr
from desk.domain.errors import InputError
from desk.domain.fields import NO, YES
from desk.domain.handed import clean_field, clean_text, parse_due, parse_time
from desk.domain.person import (
    clean_line,
    name_warnings,
    parse_personal_id,
    phone_warnings,
)
from desk.domain.records import VN, Answer, Channel, Paper, Party
from desk.domain.text import fold
from desk.domain.views import NewDossier
from desk.domain.warning import Warning_

LARGEST: Final = 1_000_000  # bytes of a file; a dossier's data are a few thousand
_MOST: Final = {"count": 999, "sets": 99, "documents": 200, "answers": 100, "fee": 1_000_000_000}
_LONG_TEXT: Final = 2000
_UID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")

_KEYS: Final = frozenset(
    "uid procedure applicant id_card_qr owner authority_paper documents sets channel received_at "
    "fee fee_note fee_serial paid due_at due_reason note result_at result_manner answers".split()
)
_PARTY_KEYS: Final = frozenset(
    "name personal_id birth_date sex address phone email old_id tax_code kind".split()
)
_PAPER_KEYS: Final = frozenset({"name", "original", "copy"})


class NotJsonError(InputError):
    """The file is not JSON."""


class NotUtf8Error(InputError):
    """The file is not UTF-8 text."""


class TooBigError(InputError):
    """The file is far larger than a dossier's data can be."""


class EmptyFileError(InputError):
    """The file is empty."""


class DuplicateKeyError(InputError):
    """The object has a key twice: which of the two is meant cannot be known."""


class NotADossierError(InputError):
    """The JSON is not one object."""


class UnknownKeyError(InputError):
    """The object has a key that the contract does not know."""


class FieldMissingError(InputError):
    """The object lacks a field."""


class FieldTypeError(InputError):
    """A field is of the wrong kind."""


class FieldRangeError(InputError):
    """A number is negative or absurd."""


class ChannelError(InputError):
    """There is no such channel."""


def read_bytes(data: bytes) -> object:
    """Read the JSON of a file.

    Raises:
        TooBigError, EmptyFileError, NotUtf8Error, NotJsonError, DuplicateKeyError.
    """
    if len(data) > LARGEST:
        raise TooBigError(size=len(data), largest=LARGEST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(place=error.start) from error
    if not text.strip():
        raise EmptyFileError
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise NotJsonError(line=line) from error


def _no_constant(name: str) -> float:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise DuplicateKeyError(key=repr(twice[:40]))
    return found


def read_application(data: object, now: datetime) -> NewDossier:
    """Read the dossier object of the contract.

    Raises:
        InputError: the subclass says what is malformed; nothing is guessed.
    """
    if not isinstance(data, Mapping):
        raise NotADossierError(found=type(data).__name__)
    _only(data, _KEYS, "")
    submitter, doubts = _submitter(data, now)
    owner = None
    if data.get("owner") is not None:
        owner, more = _party(data["owner"], "owner", now)
        doubts += more
    return NewDossier(
        uid=_uid(data),
        procedure=_line(data, "procedure", required=True),
        submitter=submitter,
        owner=owner,
        authority=_line(data, "authority_paper"),
        papers=_papers(data),
        sets=_whole(data, "sets", "sets", least=1, default=1) or 1,
        channel=_channel(data),
        received_at=_time(data, "received_at"),
        fee=_whole(data, "fee", "fee"),
        fee_note=_text(data, "fee_note"),
        fee_serial=_line(data, "fee_serial"),
        paid=_said(data, "paid"),
        due_at=_time(data, "due_at", parse_due),
        due_reason=_text(data, "due_reason"),
        note=_text(data, "note"),
        result_at=_line(data, "result_at"),
        result_manner=_line(data, "result_manner"),
        answers=_answers(data),
        doubts=doubts,
    )


def _only(data: Mapping[object, object], known: frozenset[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise UnknownKeyError(key=f"{where}{str(key)[:40]!r}", known=", ".join(sorted(known)))


def _submitter(data: Mapping[str, object], now: datetime) -> tuple[Party, tuple[Warning_, ...]]:
    """Read who stands at the counter: typed fields win over the card's."""
    card: Reading | None = None
    qr = data.get("id_card_qr")
    if qr is not None:
        if not isinstance(qr, str):
            raise FieldTypeError(field="id_card_qr", expected="text")
        card = parse_card_qr(qr, today=now.astimezone(VN).date())
    typed = data.get("applicant")
    if typed is not None:
        party, doubts = _party(typed, "applicant", now, card)
        return party, doubts + _differing(party, card)
    if card is None:
        raise FieldMissingError(field="applicant")
    return card.party, card.warnings


def _differing(party: Party, card: Reading | None) -> tuple[Warning_, ...]:
    """Say that what was typed names another person than the card that was read."""
    if card is None:
        return ()
    read = card.party
    if fold(party.name) == fold(read.name) and party.personal_id == read.personal_id:
        return ()
    return (Warning_(code="CardDiffers"),)


def _party(
    data: object, where: str, now: datetime, card: Reading | None = None
) -> tuple[Party, tuple[Warning_, ...]]:
    """Read a person or organisation, with what a card says where nothing was typed."""
    today = now.astimezone(VN).date()
    given = _fields(data, where, today)
    party = replace(card.party if card else Party(name=""), **given)
    if not party.name:
        raise FieldMissingError(field=f"{where}.name")
    doubts: tuple[Warning_, ...] = ()
    if "name" in given and party.kind == "person":
        doubts += name_warnings(party.name)
    doubts += phone_warnings(given.get("phone", ""))
    checked = set(given)
    if party.personal_id and not checked.isdisjoint({"personal_id", "birth_date", "sex"}):
        checked.add("personal_id")
        number = parse_personal_id(
            party.personal_id, sex=party.sex, birth_date=party.birth_date, today=today
        )
        doubts += number.warnings
    read = card.warnings if card else ()
    return party, tuple(w for w in read if dict(w.facts).get("field") not in checked) + doubts


def _fields(data: object, where: str, today: date) -> dict[str, str]:
    """Return the fields of a person or organisation that say something, each checked."""
    if not isinstance(data, Mapping):
        raise FieldTypeError(field=where, expected="{…}")
    _only(data, _PARTY_KEYS, f"{where}.")
    lines = {key: _line(data, key, where=where) for key in data}
    given = {
        key: clean_field(key, value, field=f"{where}.{key}", today=today)
        for key, value in lines.items()
        if value
    }
    given["kind"] = _kind(given, where)
    return given


def _kind(given: Mapping[str, str], where: str) -> str:
    kind = given.get("kind", "organisation" if "tax_code" in given else "person")
    if kind not in ("person", "organisation"):
        raise FieldTypeError(field=f"{where}.kind", expected="person | organisation")
    return kind


def _line(data: Mapping[str, object], key: str, *, where: str = "", required: bool = False) -> str:
    name = f"{where}.{key}" if where else key
    value = data.get(key)
    if value is None:
        if required:
            raise FieldMissingError(field=name)
        return ""
    if not isinstance(value, str):
        raise FieldTypeError(field=name, expected="text")
    line = clean_line(value, field=name)
    if required and not line:
        raise FieldMissingError(field=name)
    return line


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldTypeError(field=key, expected="text")
    return clean_text(value, key)


def _whole(
    data: Mapping[str, object],
    key: str,
    kind: str,
    *,
    where: str = "",
    least: int = 0,
    default: int | None = None,
) -> int | None:
    value = data.get(key)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        raise FieldTypeError(field=f"{where}{key}", expected="0, 1, 2 …")
    if not least <= value <= _MOST[kind]:
        raise FieldRangeError(field=f"{where}{key}", least=least, most=_MOST[kind])
    return value


def _said(data: Mapping[str, object], key: str) -> bool:
    value = data.get(key)
    if value is not None and not isinstance(value, bool):
        raise FieldTypeError(field=key, expected="true, false")
    return bool(value)


def _uid(data: Mapping[str, object]) -> str:
    value = data.get("uid")
    if value is None:
        return ""
    if not isinstance(value, str) or not _UID.fullmatch(value):
        raise FieldTypeError(field="uid", expected="[A-Za-z0-9._:-]{1,64}")
    return value


def _channel(data: Mapping[str, object]) -> Channel:
    value = data.get("channel")
    if value is None:
        return Channel.COUNTER
    if value not in tuple(Channel):
        raise ChannelError(known=" | ".join(Channel))
    return Channel(str(value))


def _time(
    data: Mapping[str, object], key: str, read: Callable[[str, str], datetime] = parse_time
) -> datetime | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise FieldTypeError(field=key, expected="2026-11-23T15:00:00")
    return read(value, key)


def _answers(data: Mapping[str, object]) -> tuple[Answer, ...]:
    """Read the answers to the procedure's own form; which it has, the catalogue knows."""
    value = data.get("answers")
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise FieldTypeError(field="answers", expected="{…}")
    if len(value) > _MOST["answers"]:
        raise FieldRangeError(field="answers", least=0, most=_MOST["answers"])
    return tuple(
        Answer(key=str(key), label="", value=_answer(each, f"answers.{str(key)[:40]}"))
        for key, each in value.items()
        if each is not None
    )


def _answer(value: object, where: str) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise FieldTypeError(field=where, expected="text | 1 | true | false")
    return clean_line(value, field=where)


def _papers(data: Mapping[str, object]) -> tuple[Paper, ...] | None:
    value = data.get("documents")
    if value is None:
        return None
    if not isinstance(value, list):
        raise FieldTypeError(field="documents", expected="[…]")
    if len(value) > _MOST["documents"]:
        raise FieldRangeError(field="documents", least=0, most=_MOST["documents"])
    return tuple(_paper(each, f"documents[{place}].") for place, each in enumerate(value))


def _paper(data: object, where: str) -> Paper:
    if not isinstance(data, Mapping):
        raise FieldTypeError(field=where.rstrip("."), expected="{…}")
    _only(data, _PAPER_KEYS, where)
    return Paper(
        name=_line(data, "name", where=where.rstrip("."), required=True),
        original=_whole(data, "original", "count", where=where, default=0) or 0,
        copy=_whole(data, "copy", "count", where=where, default=0) or 0,
    )
