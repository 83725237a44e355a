"""What a person chose: read strictly, kept whole, and never guessed at."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from desk import settings
from desk.domain.papers import Page
from desk.settings import BadSettingsError, Settings, SettingsNotSavedError


def written(folder: Path, text: str | bytes) -> Path:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / settings.FILE).write_bytes(data)
    return folder


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings()
    assert settings.load(tmp_path / "not made yet") == Settings()


def test_what_was_chosen_is_read_and_the_rest_holds(tmp_path: Path) -> None:
    found = settings.load(written(tmp_path, 'page = "A4x2"\nscale = 125\npractice = true\n'))
    assert found == replace(Settings(), page="A4x2", scale=125, practice=True)


def test_every_page_that_papers_know_may_be_chosen(tmp_path: Path) -> None:
    for page in Page:
        assert settings.load(written(tmp_path, f'page = "{page}"')).page == page


def test_the_mark_and_line_ends_of_windows_are_nothing(tmp_path: Path) -> None:
    text = '\ufefflanguage = "en"\r\ntheme = "dark"\r\n'
    assert settings.load(written(tmp_path, text)).theme == "dark"


def test_what_stands_on_papers_is_composed_and_one_line(tmp_path: Path) -> None:
    place = unicodedata.normalize("NFD", "Hà  Nội ")
    assert settings.load(written(tmp_path, f'office_place = "{place}"')).office_place == "Hà Nội"


def test_a_printer_is_named_to_the_letter(tmp_path: Path) -> None:
    name = "folder:C:/Giấy  in/"
    assert settings.load(written(tmp_path, f'printer = "{name}"')).printer == name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("page = ", ""),
        ('page = "A5"\npage = "A4"', ""),
        (b"\xff\xfe", ""),
        (b'theme = "\x81"', ""),
        ('page = "A3"', "page"),
        ("page = 5", "page"),
        ('language = "fr"', "language"),
        ('theme = "pink"', "theme"),
        ("scale = 49", "scale"),
        ("scale = 401", "scale"),
        ("scale = 100.0", "scale"),
        ("scale = true", "scale"),
        ('scale = "100"', "scale"),
        ("practice = 1", "practice"),
        ('colour = "red"', "colour"),
        ('Page = "A5"', "Page"),
        (f'{"x" * 99} = ""', "x" * 40),
        ("[office]\nname = 1", "office"),
        ('office_place = "a\\u0007"', "office_place"),
        ('office_place = """a\nb"""', "office_place"),
        (f'office_place = "{"x" * 501}"', "office_place"),
        ("office_place = []", "office_place"),
    ],
)
def test_what_means_nothing_is_refused_by_its_name_and_left(
    tmp_path: Path, text: str | bytes, key: str
) -> None:
    before = (written(tmp_path, text) / settings.FILE).read_bytes()
    with pytest.raises(BadSettingsError) as refused:
        settings.load(tmp_path)
    assert refused.value.facts == {"file": "settings.toml", "key": key}
    assert (tmp_path / settings.FILE).read_bytes() == before


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).mkdir()
    with pytest.raises(BadSettingsError):
        settings.load(tmp_path)


CHOSEN = st.builds(
    Settings,
    language=st.sampled_from(["vi", "en"]),
    theme=st.sampled_from(["light", "dark", "contrast"]),
    scale=st.integers(50, 400),
    page=st.sampled_from([str(page) for page in Page]),
    printer=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    office_place=st.text("aăâđế \"'\\#[]=0", max_size=20).map(lambda text: " ".join(text.split())),
    practice=st.booleans(),
)


@given(chosen=CHOSEN)
@how(max_examples=60, deadline=None)
def test_what_is_saved_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, chosen: Settings
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    settings.save(folder, chosen)
    assert settings.load(folder) == chosen
    assert [each.name for each in folder.iterdir()] == [settings.FILE]


def test_every_default_can_be_saved_and_every_field_is_plain() -> None:
    assert {type(value) for value in asdict(Settings()).values()} <= {str, int, bool}
    assert all(field.name == field.name.lower() for field in fields(Settings))


def test_a_save_that_fails_keeps_the_old_choice(tmp_path: Path) -> None:
    settings.save(tmp_path, replace(Settings(), scale=125))
    (tmp_path / "settings.new").mkdir()
    with pytest.raises(SettingsNotSavedError):
        settings.save(tmp_path, Settings())
    assert settings.load(tmp_path).scale == 125
    with pytest.raises(SettingsNotSavedError):
        settings.save(tmp_path / "gone", Settings())
