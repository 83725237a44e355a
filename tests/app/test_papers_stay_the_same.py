"""A reprint is the first print, whatever a ward or a new program has changed since."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from desk import settings
from desk.app import administration, wordings
from desk.app import counter as program
from desk.domain.records import Actor
from desk.domain.rights import NotAllowedError
from desk.domain.stationery import UnknownPartError
from desk.printing import logo
from desk.printing.wording import (
    BracesError,
    FormUnknownError,
    PlaceholderUnknownError,
    WordingDamagedError,
)
from desk.services import papers, stationery
from desk.services.workplace import Workplace, open_workplace
from desk.settings import Settings
from tests.kit import BIRTH, RESOURCES, Counter, act, administrator, receive
from tests.services.test_inbox import give, sent


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "one").make()


def words(pdf: bytes) -> str:
    return " ".join(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def receipt(work: Workplace, folder: Path, code: str) -> bytes:
    return program.print_form(work, folder, "receipt", code).pdf


def titled(work: Workplace, title: str) -> str:
    """The receipt's words as they are now, with another title."""
    entry = json.loads(wordings.text(work, "2025/receipt"))
    return json.dumps(entry | {"title": title}, ensure_ascii=False)


def reword(work: Workplace, title: str) -> None:
    by = administrator(work)
    wordings.reword(work, by, "2025/receipt", titled(work, title), "thử")


def new_logo(work: Workplace) -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 100), (200, 0, 0, 128)).save(out, "PNG")
    stationery.set_logo(work, administrator(work), logo.prepare(out.getvalue()))


CHANGES: dict[str, Callable[[Workplace, Path], object]] = {
    "heading": lambda work, folder: administration.set_office(
        work, folder, administrator(work), {"phone": "024 9999 9999", "place": "Hà Đông"}
    ),
    "wording": lambda work, _: reword(work, "GIẤY TIẾP NHẬN ĐÃ SỬA"),
    "logo": lambda work, _: new_logo(work),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_papers_leaves_those_alone_that_were_issued_before(
    counter: Counter, change: str
) -> None:
    with counter.open() as work:
        settings.save(counter.folder, Settings(office_phone="024 1111 1111"))
        old = receive(work, BIRTH)
        before = receipt(work, counter.folder, old.code)
        assert "024 1111 1111" in words(before)
        CHANGES[change](work, counter.folder)
        counter.clock.pass_(minutes=1)
        new = receive(work, BIRTH)
        assert receipt(work, counter.folder, old.code) == before
        after = receipt(work, counter.folder, new.code)
        assert words(after).replace(new.code, old.code) != words(before) or change == "logo"
        images = len(pypdf.PdfReader(BytesIO(after)).pages[0].images)
        assert images == (1 if change == "logo" else 0)
    with counter.open() as work:  # and after a night
        assert receipt(work, counter.folder, old.code) == before
        assert receipt(work, counter.folder, new.code) == after


def test_a_new_program_words_new_papers_and_no_old_ones(counter: Counter, tmp_path: Path) -> None:
    with counter.open() as work:
        old = receive(work, BIRTH)
        before = receipt(work, counter.folder, old.code)
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    path = resources / "forms" / "2025.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["edition"] += 1
    data["forms"]["receipt"]["title"] = "GIẤY CỦA BẢN MỚI"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    later = open_workplace(counter.folder, counter.witnesses, resources, counter.clock)
    try:
        counter.clock.pass_(minutes=1)
        new = receive(later, BIRTH)
        assert receipt(later, counter.folder, old.code) == before
        after = receipt(later, counter.folder, new.code)
        assert "GIẤY CỦA BẢN MỚI" in words(after)
    finally:
        later.close()
    with counter.open() as work:  # an older program finds the newer words in the database
        assert receipt(work, counter.folder, new.code) == after


def test_all_counters_of_a_ward_follow_what_one_has_changed(
    counter: Counter, tmp_path: Path
) -> None:
    other = Counter(tmp_path / "two", slot=2).make()
    with counter.open() as one, other.open() as two:
        reword(one, "GIẤY CHUNG CỦA PHƯỜNG")
        heading = {"phone": "024 2222 2222"}
        by = administrator(one)
        stationery.set_heading(one, by, heading, before={}, here_only=True)
        give(two, sent(one))
        state = receive(two, BIRTH)
        told = words(receipt(two, other.folder, state.code))
        assert "GIẤY CHUNG CỦA PHƯỜNG" in told
        assert "024 2222 2222" not in told
        here = receive(one, BIRTH)
        paper = receipt(one, counter.folder, here.code)
        assert "024 2222 2222" in words(paper)
        give(two, sent(one), cursor="2")
        # The paper of another counter keeps that counter's heading.
        assert "024 2222 2222" in words(receipt(two, other.folder, here.code))


def test_a_form_can_be_as_the_program_has_it_again(counter: Counter) -> None:
    with counter.open() as work:
        reword(work, "TẠM")
        by = administrator(work)
        wordings.reword(work, by, "2025/receipt", "", "về bản gốc")
        state = receive(work, BIRTH)
        assert "TẠM" not in words(receipt(work, counter.folder, state.code))
        told = [each.note for each in stationery.history(work, "form:2025/receipt")]
        assert told == ["về bản gốc", "thử"]
        wordings.reword(work, by, "2025/receipt", "", "lần nữa")
        assert len(stationery.history(work, "form:2025/receipt")) == 2  # nothing changed


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("2025/receipt", '{"title": "A", "colour": "red"}', WordingDamagedError),
        ("2025/receipt", '{"title": "A", "body": ["{name"]}', BracesError),
        ("2025/receipt", '{"title": "{salary}"}', BracesError),
        ("2025/receipt", '{"title": "A", "label": "Mẫu số }1"}', BracesError),
        ("2025/receipt", '{"title": "A", "basis": "{1"}', BracesError),
        ("2025/receipt", '{"title": "A", "suffix": "/{x}"}', BracesError),
        ("2025/receipt", '{"title": "A", "copies": ["Liên {n}"]}', BracesError),
        ("2025/receipt", '{"title": "A", "sent_to": ["{a}"]}', BracesError),
        ("2025/receipt", '{"title": "A", "signatures": [{"title": "{a}"}]}', BracesError),
        (
            "2025/receipt",
            '{"title": "A", "signatures": [{"title": "A", "hint": "{"}]}',
            BracesError,
        ),
        (
            "2025/receipt",
            '{"title": "A", "signatures": [{"title": "A", "name": "{a"}]}',
            BracesError,
        ),
        ("2025/receipt", "{", WordingDamagedError),
        ("2025/receipt", "[]", WordingDamagedError),
        ("2025/receipt", '{"title": "A", "body": ["{salary}"]}', PlaceholderUnknownError),
        ("2025/other", '{"title": "A"}', FormUnknownError),
        ("2030/receipt", '{"title": "A"}', UnknownPartError),
        ("2025", '{"title": "A"}', UnknownPartError),
    ],
)
def test_words_with_a_slip_are_refused_and_change_nothing(
    counter: Counter, name: str, text: str, error: type[Exception]
) -> None:
    with counter.open() as work:
        with pytest.raises(error):
            wordings.reword(work, administrator(work), name, text, "")
        assert stationery.listed(work)[1] == ()


def test_only_who_may_set_things_changes_papers(counter: Counter) -> None:
    clerk = Actor(uid="u", login="an", name="Trần Thử Ân", role="leader")
    with counter.open() as work:
        changes: tuple[Callable[[], None], ...] = (
            lambda: wordings.reword(work, clerk, "2025/receipt", "", ""),
            lambda: stationery.set_heading(work, clerk, {}, before={}),
            lambda: stationery.set_logo(work, clerk, ""),
        )
        for change in changes:
            with pytest.raises(NotAllowedError):
                change()


def test_every_paper_of_a_dossier_follows_the_time_of_its_step(counter: Counter) -> None:
    with counter.open() as work:
        state = receive(work, BIRTH)
        act(work, state, "supplement", reason="thiếu giấy")
        first = {form: paper(work, counter, form, state.code) for form in ("receipt", "supplement")}
        CHANGES["heading"](work, counter.folder)
        counter.clock.pass_(days=1)
        act(work, state, "supplemented")
        assert paper(work, counter, "supplement", state.code) == first["supplement"]
        again = paper(work, counter, "receipt", state.code)  # its second version came afterwards
        assert "024 9999 9999" in words(again)
        assert "024 9999 9999" not in words(first["receipt"])


def paper(work: Workplace, counter: Counter, form: str, code: str) -> bytes:
    assert form in papers.ORIGINS
    return program.print_form(work, counter.folder, form, code).pdf
