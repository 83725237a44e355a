"""The page for returning at once as something that outlives the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain.at_once import Item
from desk.domain.drafts import Draft, Form
from desk.domain.records import Procedure
from desk.domain.views import NewDossier
from desk.ui.receive.keeping import Heard, go_back, spot

if TYPE_CHECKING:
    from desk.ui.quick.page import QuickScreen

_EMPTY = Item(what="", pages=1, copies=1)


class QuickForm(Heard):
    """The form of the page; the procedure stays from citizen to citizen and is none of its own."""

    def __init__(self, page: QuickScreen) -> None:
        super().__init__(page)
        self._page = page
        for part in (page.who, page.documents, page.bill):
            part.changed.connect(self.touched)

    @property
    def is_blank(self) -> bool:
        """Whether there is not one letter on the form."""
        page = self._page
        texts = page.bill.texts()
        typed = page.who.number.text() + page.who.name.text() + texts["amount"] + texts["serial"]
        return not typed.strip() and page.documents.items() == (_EMPTY,)

    @property
    def procedure(self) -> Procedure | None:
        """What is certified."""
        return self._page.who.procedure

    def form(self) -> Form:
        """Return the form as it stands."""
        page = self._page
        focus, cursor = spot(page)
        procedure = page.who.procedure
        texts = {"number": page.who.number.text(), "name": page.who.name.text()}
        for at, item in enumerate(page.documents.items()):
            texts |= {
                f"what:{at:02}": item.what,
                f"pages:{at:02}": str(item.pages),
                f"copies:{at:02}": str(item.copies),
            }
        return Form(
            new=NewDossier(
                procedure=procedure.code if procedure else "",
                submitter=page.who.party(),
                uid=page.uid,
            ),
            texts=tuple(sorted((texts | page.bill.texts()).items())),
            focus=focus,
            cursor=cursor,
        )

    def show(self, draft: Draft) -> None:
        """Show a form letter for letter, the cursor where it was."""
        page, texts = self._page, dict(draft.form.texts)
        page.uid = draft.uid
        if draft.procedure is not None:
            page.who.choose(draft.procedure)
        page.who.show_party(draft.form.new.submitter)
        page.who.number.set_quietly(texts["number"])
        page.who.name.set_quietly(texts["name"])
        page.documents.show_items(tuple(_items(texts)))
        page.bill.show_texts(texts)
        if page.isVisible():
            go_back(page, draft.form.focus, draft.form.cursor)
        else:
            page.begins_at = draft.form.focus, draft.form.cursor

    def clear(self) -> None:
        """Be ready for the next citizen."""
        self._page.clear()


def _items(texts: dict[str, str]) -> list[Item]:
    lines = sorted(name.partition(":")[2] for name in texts if name.startswith("what:"))
    return [
        Item(
            what=texts[f"what:{at}"],
            pages=int(texts[f"pages:{at}"]),
            copies=int(texts[f"copies:{at}"]),
        )
        for at in lines
    ]
