"""What the frozen program takes along, and what makes its build stop."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from pathlib import Path

import pytest

from build import bundle
from tests.repository.workbench import ROOT


@pytest.mark.parametrize(
    "name",
    [
        "PySide6\\opengl32sw.dll",
        "PySide6\\plugins\\platforms\\qminimal.dll",
        "PySide6\\translations\\qtbase_de.qm",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6Qml.dll",
        "libgtk-3.so.0",
        "libcairo.so.2",
        "PIL/_avif.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_no_page_uses_stays_out(name: str) -> None:
    assert bundle.trimmed(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland-generic.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/QtPrintSupport.abi3.so",
        "PySide6/Qt/translations/qtbase_en.qm",
        "resources/translations/qtbase_vi.qm",
        "resources/fonts/Tinos-Regular.ttf",
        "desk/models/migrations/env.py",
        "libharfbuzz-fb49c9fc.so.0.61450.0",  # Pillow's own
    ],
)
def test_what_pages_use_stays_in(name: str) -> None:
    assert not bundle.trimmed(name)


def warn(handler: logging.Handler, *words: str) -> None:
    logger = logging.getLogger("tests.PyInstaller.depend")
    logger.addHandler(handler)
    logger.warning(*words)
    logger.removeHandler(handler)


def test_a_library_not_found_is_remembered() -> None:
    missing = bundle.MissingLibraries()

    words = "Library not found: could not resolve %r, dependency of %r."
    warn(missing, words, "libxcb-icccm.so.4", "/v/PySide6/Qt/plugins/platforms/libqxcb.so")
    warn(missing, words, "libgtk-3.so.0", "/v/PySide6/Qt/plugins/platformthemes/libqgtk3.so")
    warn(missing, "Hidden import %r not found!", "pysqlite2")

    assert missing.found == [
        "libxcb-icccm.so.4, wanted by /v/PySide6/Qt/plugins/platforms/libqxcb.so"
    ]


def test_the_words_are_those_of_the_locked_pyinstaller() -> None:
    package = find_spec("PyInstaller")
    assert package
    assert package.origin
    source = Path(package.origin).with_name("depend") / "bindepend.py"

    assert '"Library not found: could not resolve' in source.read_text("utf-8")


def test_developers_tools_stay_out() -> None:
    modules = bundle.developers_modules(ROOT)

    assert {"mypy", "pytest", "hypothesis", "yaml"} <= set(modules)
    assert {"sqlalchemy", "PIL", "pydantic", "typing_extensions"}.isdisjoint(modules)


def test_files_that_are_read_come_along(tmp_path: Path) -> None:
    for name in [
        "desk/app.py",
        "desk/messages/vi/city.toml",
        "desk/models/migrations/env.py",
        "desk/models/__pycache__/a.pyc",
        "resources/fonts/a.ttf",
        "tests/a.toml",
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    found = [
        (Path(file).relative_to(tmp_path).as_posix(), folder)
        for file, folder in bundle.data_files(tmp_path)
    ]

    assert found == [
        ("desk/messages/vi/city.toml", "desk/messages/vi"),
        ("desk/models/migrations/env.py", "desk/models/migrations"),
        ("resources/fonts/a.ttf", "resources/fonts"),
    ]
