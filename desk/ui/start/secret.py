"""Passwords: typed unseen or seen, a new one twice, and Caps Lock told before it is a mistake."""

from __future__ import annotations

from typing import Final

from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.fields import Check, Field, Password

#: How many characters a new password has at least, as the accounts themselves want it.
LEAST_PASSWORD: Final = 8


def least_words() -> str:
    """Return how long a new password must be."""
    return translate("Start", "Ít nhất {n} ký tự").format(n=LEAST_PASSWORD)


def new_password_problems(password: str, again: str) -> tuple[str, str]:
    """Return what is wrong with a new password and with its repetition, "" for nothing."""
    short = f"{least_words()}." if len(password) < LEAST_PASSWORD else ""
    other = translate("Start", "Hai lần gõ khác nhau.") if password != again else ""
    return short, other


class PasswordField(Field):
    """A password with its label; says while it is typed that Caps Lock is on."""

    def __init__(self, kit: Kit, text: str, *, hint: str = "") -> None:
        self.line = Password(kit)
        self._caps = False
        super().__init__(kit, text, self.line, hint=hint)
        self.line.caps_seen.connect(self._caps_seen)

    def _caps_seen(self, on: bool) -> None:
        if on:
            self.warn(translate("Start", "Caps Lock đang bật."))
        elif self._caps:
            self.settle()
        self._caps = on


def show_box(kit: Kit, *fields: PasswordField) -> Check:
    """Return a box that shows the letters of these passwords while it is ticked."""
    box = Check(kit, translate("Start", "Hiện mật khẩu"))
    for field in fields:
        box.toggled.connect(field.line.show_letters)
    return box
