"""The words of forms: seen, tried, changed; and the program's own, kept with an edition."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from desk.app import samples, wordings
from desk.domain.papers import Page
from desk.printing import forms as press
from desk.printing import wording
from desk.printing.wording import PlaceholderUnknownError
from desk.sample import OFFICE
from desk.services.workplace import Workplace
from tests.kit import RESOURCES, Counter, administrator

EDITIONS = Path(__file__).parent / "editions.json"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "one").make()


def names(work: Workplace) -> list[str]:
    return [each.name for each in wordings.forms(work)]


def test_every_form_can_be_seen_on_every_page_with_nobody_real_on_it(counter: Counter) -> None:
    with counter.open(write=False) as work:
        found = names(work)
        assert len(found) == len(set(found))
        assert {"2025/receipt", "2018/control", "common/label"} <= set(found)
        for name in found:
            for page in Page:
                pdf = wordings.preview(work, counter.folder, name, wordings.text(work, name), page)
                assert pypdf.PdfReader(BytesIO(pdf)).pages


def test_a_form_as_it_is_shown_is_the_form(counter: Counter) -> None:
    with counter.open(write=False) as work:
        for name in names(work):
            text = wordings.text(work, name)
            key, _, form = name.partition("/")
            assert json.loads(text) == json.loads(wording.text_of(key))["forms"][form]
            assert text == wordings.original(work, name)
            assert all(len(line) < 700 for line in text.splitlines())


def test_an_untouched_form_brought_back_changes_nothing_on_paper(counter: Counter) -> None:
    with counter.open() as work:
        before = wordings.preview(
            work, counter.folder, "2025/receipt", wordings.text(work, "2025/receipt")
        )
        wordings.reword(
            work, administrator(work), "2025/receipt", wordings.text(work, "2025/receipt"), ""
        )
        (state,) = [each for each in wordings.forms(work) if each.name == "2025/receipt"]
        assert state.changed
        after = wordings.text(work, "2025/receipt")
        assert wordings.preview(work, counter.folder, "2025/receipt", after) == before


@pytest.mark.parametrize(
    ("name", "when", "line"),
    [
        ("2025/receipt", "owner_group", "{salary}"),  # printed for organisations alone
        ("2025/apology", "late", "{salary}"),  # printed once the due time has passed
        ("2025/apology", "!late", "{salary}"),
        ("2025/supplement", "submitter", "{salary}"),
        ("2025/stop", "manner", "{salary}"),
    ],
)
def test_a_slip_in_a_line_that_is_seldom_printed_is_found_before_it_counts(
    counter: Counter, name: str, when: str, line: str
) -> None:
    with counter.open() as work:
        entry = json.loads(wordings.text(work, name))
        entry["body"].append({"when": when, "text": line})
        with pytest.raises(PlaceholderUnknownError) as caught:
            wordings.reword(work, administrator(work), name, json.dumps(entry), "")
        assert caught.value.facts["placeholder"] == "salary"


def test_what_is_known_of_each_form_is_told(counter: Counter) -> None:
    with counter.open(write=False) as work:
        found = {each.name: each for each in wordings.forms(work)}
    assert not found["2025/receipt"].checked
    assert "chưa đối chiếu" in found["2025/receipt"].note
    assert found["2025/stop"].own
    assert found["2025/stop"].label == ""  # no number is claimed for a layout of ours
    assert found["2025/receipt"].since == "2025-09-15"
    assert found["common/label"].since == ""


def test_the_programs_own_words_never_change_without_a_new_edition() -> None:
    """Papers of yesterday are printed again with yesterday's words, which an edition names."""
    known = json.loads(EDITIONS.read_text(encoding="utf-8"))
    for path in sorted((RESOURCES / "forms").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        edition = str(json.loads(text)["edition"])
        digest = sha256(text.encode()).hexdigest()
        assert known[path.stem].get(edition) == digest, (
            f"{path.name}: raise its edition and add the digest to {EDITIONS.name}: {digest}"
        )
        assert int(edition) == max(map(int, known[path.stem]))


def test_what_has_no_sample_has_none_and_what_has_is_drawn_by_its_own_hands() -> None:
    common = {"office": OFFICE, "wording": wording.load("2025"), "page": Page.A5}
    assert samples.samples("no such form", common) == []
    for form in ("receipt", "ticket", "extension"):
        drawn = samples.samples(form, common)
        assert {key for key, _ in drawn} == {form}
        assert form in press.FORMS
