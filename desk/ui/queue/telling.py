"""From a list to notices: for whom, and which kind is near at hand in each view."""

from __future__ import annotations

from typing import Final

from typing_extensions import override

from desk.domain.notices import Kind
from desk.domain.worklist import Want
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts.buttons import KeyButton

#: The view → what its dossiers are most often told.
_NEAR: Final = {
    "ready": Kind.WAITS,
    "waiting": Kind.SUPPLEMENT,
    "overdue": Kind.APOLOGY,
    "soon": Kind.APOLOGY,
    "apologise": Kind.APOLOGY,
}


class ListPage(Page):
    """A page with a list that notices can be prepared from."""

    want: Want

    def targets(self) -> tuple[str, ...]:
        """Return the dossiers that are meant, by uid."""
        raise NotImplementedError

    @override
    def named(self) -> tuple[tuple[str, ...], Kind] | None:
        return (self.targets(), _NEAR.get(self.want.view, Kind.INVITE)) if self.targets() else None


def notice_button(kit: Kit, page: Page) -> KeyButton:
    """Return the button that prepares notices for what a list names."""
    words = translate("Queue", "Thông báo")
    made = KeyButton(kit, words, key="Shift+F7", icon="send", role="plain")
    made.clicked.connect(page.noticed)
    return made
