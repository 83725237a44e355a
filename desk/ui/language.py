"""The window's two languages: Vietnamese in the source, English in `resources/translations`.

`translate` is what `lupdate` looks for; `mark` names a text that is translated later, in a
table. Qt itself brings no Vietnamese, so `qt_vi` holds its standard buttons and menus,
`qt_dialogs_vi` the words of its file and print dialogs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

LANGUAGES: Final = {"vi": "Tiếng Việt", "en": "English"}
_FILES: Final = {"vi": ("qt_vi", "qt_dialogs_vi"), "en": ("desk_en",)}
_installed: list[QTranslator] = []


def translate(context: str, text: str, note: str = "") -> str:
    """Return `text` in the window's language."""
    return QCoreApplication.translate(context, text, note or None)


def plural(n: int, one: str, many: str, **facts: object) -> str:
    """Return `one` or `many`, filled; both are translated already.

    `lupdate` finds no plural in a Python `translate`, so each form is a text of its own.
    """
    return (one if n == 1 else many).format(n=n, **facts)


def mark(context: str, text: str) -> str:
    """Name a text for the translators; it is translated where it is shown."""
    del context
    return text


def use(language: str, folder: Path) -> None:
    """Speak `language` from now on; what is already on the screen must be built anew."""
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    for name in _FILES[language]:
        translator = QTranslator()
        if translator.load(str(folder / f"{name}.qm")):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
