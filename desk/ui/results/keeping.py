"""A half-typed result as something that outlives the program, the page and the person at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.domain.drafts import Draft, Form
from desk.domain.records import Party, Procedure
from desk.domain.views import NewDossier
from desk.ui.receive.keeping import Heard, spot

if TYPE_CHECKING:
    from desk.ui.results.page import ResultScreen

_FIELD: Final = "field:"
TOLD: Final = "told:"
TEMPLATE: Final = "template"


class ResultForm(Heard):
    """What was typed otherwise than the dossier says; nothing else need be kept."""

    def __init__(self, page: ResultScreen) -> None:
        super().__init__(page)
        self._page = page
        page.fields.changed.connect(self.touched)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not self._page.fields.typed() and not self._page.confirming.texts()

    @property
    def procedure(self) -> Procedure | None:
        """None: a result is about a dossier."""
        return None

    def form(self) -> Form:
        """Return the form as it stands."""
        page = self._page
        focus, cursor = spot(page)
        typed = {f"{_FIELD}{key}": text for key, text in page.fields.typed().items()}
        told = {f"{TOLD}{key}": text for key, text in page.confirming.texts().items()}
        texts = typed | told | {TEMPLATE: page.template} | page.about
        return Form(
            new=NewDossier(procedure="", submitter=Party(name=""), uid=page.typed_uid),
            texts=tuple(sorted(texts.items())),
            focus=focus,
            cursor=cursor,
        )

    def show(self, draft: Draft) -> None:
        """Show a form letter for letter, the cursor where it was."""
        texts = dict(draft.form.texts)
        typed = {
            key.removeprefix(_FIELD): text for key, text in texts.items() if key.startswith(_FIELD)
        }
        told = {key.removeprefix(TOLD): text for key, text in texts.items() if key.startswith(TOLD)}
        form = draft.form
        self._page.typed_uid = draft.uid
        self._page.begins_at = form.focus, form.cursor
        self._page.take_up(texts.get(TEMPLATE, ""), typed, told)

    def clear(self) -> None:
        """Forget what was typed: somebody else sits here."""
        self._page.leave_dossier()
