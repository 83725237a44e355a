"""Results: templates as data, filled in from the dossier; what counts as confirmed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from desk.domain import events as ev
from desk.domain import result_events as rev
from desk.domain import results
from desk.domain.errors import InputError
from desk.domain.fields import AnswerDateError, UnknownAnswerError
from desk.domain.fold import fold_all
from desk.domain.records import (
    VN,
    Actor,
    Answer,
    Confirmation,
    Dossier,
    Party,
    RegisterLine,
    Status,
)
from desk.domain.results import (
    BadConfirmationError,
    BadTemplateError,
    Found,
    UnknownResultError,
)
from tests.kit import RESOURCES

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, tzinfo=VN)
PLAIN: dict[str, Any] = {
    "procedures": ["1.001193"],
    "areas": ["Hộ tịch"],
    "fields": [
        {"key": "name", "label": "Họ tên", "required": True, "from": ["answers.child_name"]},
        {"key": "born", "label": "Ngày sinh", "kind": "date", "from": ["subject.birth_date"]},
        {"key": "died", "label": "Ngày chết", "kind": "partial", "required": True},
        {
            "key": "sex",
            "label": "Giới tính",
            "kind": "choice",
            "options": ["Nam", "Nữ"],
            "from": ["answers.sex", "subject.sex"],
        },
        {"key": "line", "label": "Số", "kind": "number", "from": ["register.line"]},
        {"key": "to", "label": "Nơi nhận", "default": "Công an phường", "max": 20},
        {"key": "day", "label": "Ngày nhận", "kind": "date", "from": ["received_day"]},
        {"key": "end", "label": "Ngày xong", "kind": "date", "from": ["finished_day"]},
        {"key": "fee", "label": "Phí", "kind": "number", "from": ["fee"]},
        {"key": "who", "label": "Người nộp", "from": ["submitter.name"]},
    ],
}


def dossier(**facts: Any) -> Dossier:
    made = Dossier(
        uid="d",
        unit="H26.999.99",
        code="H26-1",
        barcode="1",
        status=Status.IN_HAND,
        procedure="1.001193",
        procedure_name="Khai sinh",
        submitter=Party(name="Nguyễn Thị Ví Dụ", birth_date="1999", sex="nữ"),
        received_at=AT,
        answers=(Answer(key="child_name", label="Họ tên trẻ", value="Trần Văn Thử"),),
    )
    return replace(made, **facts)


def template(**changes: Any) -> results.Template:
    return results.parse_template({**PLAIN, **changes})


def test_the_programs_own_templates_can_be_read() -> None:
    data = json.loads((RESOURCES / "forms" / "results.json").read_text("utf-8"))
    read = {key: results.parse_template(form["result"]) for key, form in data["forms"].items()}
    assert {key for key, each in read.items() if each.security} == {
        "extract_birth",
        "extract_death",
        "extract_marriage",
        "extract_copy",
        "marital_status",
    }
    assert not any(each.checked for each in read.values())
    assert all(form["note"] for form in data["forms"].values())
    assert all(each.law for each in read.values())
    catalogue = json.loads(next((RESOURCES / "catalogue").glob("*.json")).read_text("utf-8"))
    known = {each["code"] for each in catalogue["procedures"]}
    assert {code for each in read.values() for code in each.procedures} <= known
    asked = {
        field["key"]
        for form in (
            catalogue["forms"].values()
            if isinstance(catalogue["forms"], dict)
            else catalogue["forms"]
        )
        for field in (form["fields"] if isinstance(form, dict) else form)
    }
    named = {
        source.removeprefix(results.ANSWERS)
        for each in read.values()
        for field in each.fields
        for source in field.sources
        if source.startswith(results.ANSWERS)
    }
    assert named <= asked  # else a field would be typed twice for ever


@pytest.mark.parametrize(
    "changes",
    [
        {"owner": "nobody"},
        {"page": "A3"},
        {"issuer": "me"},
        {"unknown": 1},
        {"fields": [{"key": "A", "label": "a"}]},
        {"fields": [{"key": "a", "label": "a"}, {"key": "a", "label": "b"}]},
        {"fields": [{"key": "a", "label": "a", "kind": "yesno"}]},
        {"fields": [{"key": "a", "label": "a", "kind": "choice"}]},
        {"fields": [{"key": "a", "label": "a", "options": ["x", "y"]}]},
        {"fields": [{"key": "a", "label": "a", "from": ["subject.salary"]}]},
        {"fields": [{"key": "a", "label": "a", "from": ["answers.A b"]}]},
    ],
)
def test_a_template_with_a_slip_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadTemplateError):
        template(**changes)


def test_templates_that_a_procedure_ends_with_stand_first() -> None:
    birth, other = template(), template(procedures=[], areas=[])
    known = {"letter": other, "birth": birth}
    assert results.suggested(known, "1.001193", "") == ("birth", "letter")
    assert results.suggested(known, "9.000000", "Hộ tịch") == ("birth", "letter")
    assert results.suggested(known, "9.000000", "Đất đai") == ("letter", "birth")


def test_what_was_typed_once_is_not_asked_for_again() -> None:
    line = RegisterLine(register="copy", book="1/2026", line=7)
    found = results.prefilled(
        template(), dossier(register=(line,), fee=8000, finished_at=AT), today=TODAY
    )
    assert found == {
        # the birth date is a year only, and a whole day is wanted: nothing is guessed
        "name": Found(value="Trần Văn Thử", source="answers.child_name"),
        "sex": Found(value="Nữ", source="subject.sex"),
        "line": Found(value="7", source="register.line"),
        "to": Found(value="Công an phường"),
        "day": Found(value="2026-11-23", source="received_day"),
        "end": Found(value="2026-11-23", source="finished_day"),
        "fee": Found(value="8000", source="fee"),
        "who": Found(value="Nguyễn Thị Ví Dụ", source="submitter.name"),
    }
    bare = results.prefilled(template(), dossier(answers=(), received_at=None), today=TODAY)
    assert set(bare) == {"sex", "to", "who"}


def test_what_is_given_goes_before_what_was_found_and_empty_stays_empty() -> None:
    given = {"name": "  Trần  Văn B ", "died": "2026-11", "to": "", "sex": "nam"}
    made = results.settle(template(), dossier(), given, today=TODAY)
    assert {each.key: each.value for each in made} == {
        "name": "Trần Văn B",
        "died": "2026-11",
        "sex": "Nam",
        "day": "2026-11-23",
        "who": "Nguyễn Thị Ví Dụ",
    }
    assert [each.key for each in made] == ["name", "died", "sex", "day", "who"]
    assert results.missing(template(), made) == ()
    assert results.missing(template(), ()) == ("Họ tên", "Ngày chết")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"salary": "1"}, UnknownAnswerError),
        ({"born": "1999"}, AnswerDateError),
        ({"born": "31/02/1999"}, InputError),
        ({"born": "24/11/2026"}, results.ResultToComeError),
        ({"sex": "x"}, InputError),
        ({"line": "seven"}, InputError),
        ({"to": "x" * 21}, InputError),
        ({"name": "a\x00b"}, InputError),
    ],
)
def test_what_does_not_fit_its_field_is_refused(
    given: dict[str, str], error: type[InputError]
) -> None:
    with pytest.raises(error):
        results.settle(template(), dossier(), given, today=TODAY)


def test_a_confirmation_says_who_and_where_and_nothing_to_come() -> None:
    told = {"by": " Lê  Thị Sổ ", "where": "registry", "number": "12", "day": "23/11/2026"}
    assert results.clean_confirmation(told, today=TODAY) == {
        "by": "Lê Thị Sổ",
        "where": "registry",
        "number": "12",
        "day": "2026-11-23",
    }
    for wrong in (
        {"by": ""},
        {"where": "elsewhere"},
        {"day": "2026-11"},
        {"day": "2026-11-24"},
        {"issued": "soon"},
        {"salary": "1"},
    ):
        with pytest.raises(BadConfirmationError):
            results.clean_confirmation({**told, **wrong}, today=TODAY)
    assert results.clean_confirmation({**told, "day": ""}, today=TODAY)["day"] == ""


# -- the fold ---------------------------------------------------------------------------------

_STEP = timedelta(minutes=1)


class Told:
    """A dossier's events as two counters write them."""

    def __init__(self) -> None:
        self.events: list[ev.Event] = []
        self.add(
            ev.Received(
                code="H26-1",
                barcode="1",
                procedure="1.001193",
                procedure_name="Khai sinh",
                submitter=Party(name="Ví Dụ"),
                received_at=AT,
                recorded_at=AT,
                due_at=AT,
            )
        )

    def add(self, body: ev.Body) -> str:
        place = len(self.events)
        uid = f"e{place:02d}"
        made = ev.Event(
            uid=uid,
            unit="u",
            device="one",
            epoch=1,
            seq=place,
            dossier="d",
            type=type(body).__name__,
            body=body,
            actor=Actor(uid="a", login="an", name="An", role="clerk"),
            at=AT + place * _STEP,
            hlc=place,
            hash=f"h{place}",
        )
        self.events.append(made)
        return uid

    def draft(self, replaces: str = "", value: str = "A", result: str = "r", **more: Any) -> str:
        facts: dict[str, Any] = {"template": "birth", "title": "Trích lục", "edition": 1} | more
        fields = (Answer(key="name", label="Họ tên", value=value),)
        return self.add(rev.ResultDrafted(result=result, fields=fields, replaces=replaces, **facts))

    def confirm(self, draft: str, replaces: str, number: str = "12") -> str:
        return self.add(
            rev.ResultConfirmed(
                result="r",
                draft=draft,
                by="Sổ",
                where="registry",
                at=AT,
                number=number,
                replaces=replaces,
            )
        )

    def state(self, refused: frozenset[str] = frozenset()) -> Dossier:
        found = fold_all(self.events, refused)
        assert found is not None
        return found

    @property
    def only(self) -> Any:
        (made,) = self.state().results
        return made


def test_changed_fields_are_a_draft_again() -> None:
    told = Told()
    first = told.draft()
    assert not told.only.confirmed
    seen = told.confirm(first, first)
    assert (told.only.confirmed.number, told.only.last) == ("12", seen)
    changed = told.draft(replaces=seen, value="B")
    assert told.only.confirmed is None
    assert told.only.draft == changed
    told.confirm(first, changed)  # of fields that are no more
    assert told.only.confirmed is None


def test_a_refused_confirmation_does_not_count() -> None:
    told = Told()
    seen = told.confirm(told.draft(), "e01")
    assert told.only.confirmed
    (made,) = told.state(frozenset({seen})).results
    assert made.confirmed is None


def test_two_drafts_at_once_are_both_kept() -> None:
    told = Told()
    first = told.draft()
    told.draft(replaces=first, value="của quầy 1")
    other = told.draft(replaces=first, value="của quầy 2")
    one, two = told.state().results
    assert [each.fields[0].value for each in (one, two)] == ["của quầy 1", "của quầy 2"]
    assert (one.uid, two.uid) == ("r", other)
    told.confirm(other, other)
    assert [bool(each.confirmed) for each in told.state().results] == [False, True]


def test_of_two_confirmations_that_differ_neither_counts_until_told_again() -> None:
    told = Told()
    first = told.draft()
    told.confirm(first, first)
    told.confirm(first, first)  # at another counter, word for word
    assert (told.only.confirmed.number, told.only.disputed) == ("12", False)
    last = told.confirm(first, first, number="13")
    assert (told.only.confirmed, told.only.disputed) == (None, True)
    told.confirm(first, last, number="13")
    assert (told.only.confirmed.number, told.only.disputed) == ("13", False)


def test_a_draft_is_put_away_by_whoever_saw_it() -> None:
    told = Told()
    first = told.draft()
    second = told.draft(replaces=first, value="B")
    told.draft(replaces=first, template="")
    assert told.only.draft == second
    told.draft(replaces=second, template="")
    assert told.state().results == ()


def test_sheets_go_with_the_paper_that_they_bear() -> None:
    told = Told()
    first = told.draft()
    facts: dict[str, Any] = {"result": "r", "draft": first, "series": "TL", "at": AT}
    told.add(rev.SheetUsed(number=1, **facts))
    told.add(rev.SheetUsed(number=2, **facts))
    told.add(rev.SheetSpoilt(number=1, reason="kẹt giấy", **facts))
    kept = [(each.number, each.spoilt) for each in told.only.sheets]
    assert kept == [(2, ""), (1, "kẹt giấy")]
    told.draft(replaces=first, value="B")
    told.add(rev.SheetUsed(number=3, **facts))  # its writer did not know
    assert [each.number for each in told.only.sheets] == [2, 1, 3]
    told.add(rev.SheetUsed(number=4, **{**facts, "result": "gone", "draft": "gone"}))
    assert len(told.only.sheets) == 3


def test_a_result_is_found_by_uid_number_or_as_the_last() -> None:
    told = Told()
    told.draft()
    told.draft(result="s")
    state = told.state()
    assert results.find(state, "").uid == "s"
    assert results.find(state, "1").uid == "r"
    assert results.find(state, "s").uid == "s"
    for wrong in ("0", "3", "x"):
        with pytest.raises(UnknownResultError):
            results.find(state, wrong)
    with pytest.raises(UnknownResultError):
        results.find(dossier(), "")


# -- numbers that come later ----------------------------------------------------------------------

HELD = Confirmation(
    event="c", at=datetime(2026, 11, 23, tzinfo=VN), by="Lê Thị Sổ", where="registry", number="12"
)


def test_what_became_known_is_added_and_what_was_told_is_never_told_otherwise() -> None:
    more = results.with_more(HELD, {"book": "01/2026", "number": "12"})
    assert more == {"by": "Lê Thị Sổ", "where": "registry", "number": "12", "book": "01/2026"}
    assert results.with_more(HELD, {"number": "13"}) is None
    assert results.with_more(HELD, {"number": "12", "book": ""}) is None


def test_a_confirmation_goes_on_that_says_all_that_the_earlier_one_said() -> None:
    later = replace(HELD, event="d", book="01/2026")
    assert results.goes_on(later, HELD)
    assert results.goes_on(HELD, HELD)
    assert not results.goes_on(HELD, later)
    assert not results.goes_on(replace(HELD, by="Người khác"), HELD)


def test_a_field_lacks_what_must_be_there_and_is_empty() -> None:
    field = results.Field(key="a", label="A", required=True)
    assert results.Blank(field=field, value="").lacks
    assert not results.Blank(field=field, value="x").lacks
    assert not results.Blank(field=replace(field, required=False), value="").lacks


def test_a_template_is_foreign_to_what_other_procedures_end_with() -> None:
    made = results.parse_template(PLAIN)
    assert not made.is_foreign("1.001193", "")
    assert not made.is_foreign("9.999999", "Hộ tịch")
    assert made.is_foreign("9.999999", "Đất đai")
    letter = results.parse_template(PLAIN | {"procedures": [], "areas": []})
    assert not letter.is_foreign("9.999999", "Đất đai")  # a letter is nobody's own
