"""What the citizen is shown of a form: as little as is needed to say whether it is right."""

from __future__ import annotations

from dataclasses import dataclass, fields

from desk.domain.records import Paper
from desk.domain.views import NewDossier, Preview
from desk.ui import words
from desk.ui.dates import show_birth
from desk.ui.language import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Lines of the citizen's screen; an empty one is left out."""

    name: str = ""
    birth: str = ""
    address: str = ""
    procedure: str = ""
    papers: tuple[str, ...] = ()
    fee: str = ""
    due: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that anybody could confirm."""
        return not any(getattr(self, each.name) for each in fields(self))


def of(new: NewDossier, preview: Preview | None) -> Shown:
    """Return what a form says, and what the receipt to be promises."""
    subject = new.owner or new.submitter
    if not subject.name:
        return Shown()
    known = preview if preview is not None and preview.procedure.code == new.procedure else None
    papers = known.papers if known is not None else new.papers or ()
    return Shown(
        name=subject.name,
        birth=show_birth(subject.birth_date),
        address=subject.address,
        procedure=known.procedure.name if known else "",
        papers=tuple(_paper(each) for each in papers if _handed(each)),
        fee=words.money(known.fee) if known and known.fee is not None else "",
        due=words.long_moment(known.due_at) if known and known.due_at else "",
    )


def _handed(paper: Paper) -> bool:
    return bool(paper.original or paper.copy or paper.shown)


def _paper(paper: Paper) -> str:
    if paper.shown:
        return translate("Citizen", "{paper} (chỉ xuất trình)").format(paper=paper.name)
    counts = []
    if paper.original:
        counts.append(translate("Citizen", "{n} bản chính").format(n=paper.original))
    if paper.copy:
        counts.append(translate("Citizen", "{n} bản sao").format(n=paper.copy))
    return f"{paper.name} ({', '.join(counts)})"
