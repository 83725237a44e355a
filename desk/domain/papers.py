"""The sheets that papers are printed from: everything a paper says, and no layout.

A sheet holds what was true when the paper was first issued. Printing it again with `copy_no`
raised gives the same paper with one line more; so callers keep the sheet (or the dossier as it
was then), never rebuild it from a dossier that has moved on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from desk.domain.errors import RuleError
from desk.domain.records import Confirmation, Dossier, Office, Party, Result
from desk.domain.results import Template

if TYPE_CHECKING:  # a receipt is drawn without reading how reports are counted
    from desk.domain.figures import Figure
    from desk.domain.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One line, paragraph or block of a form's body.

    `text` holds placeholders `{name}`, `{name:b}` (bold), `{name:i}` (italic), `**bold**` and tab
    stops; `block` names something drawn by the program (a table); `when` is the placeholder that
    must have a value for the line to be printed (`!name`: must have none). `own` marks wording
    that is ours and not the official form's.
    """

    text: str = ""
    block: str = ""
    when: str = ""
    style: str = "field"  # field | prose | centre | small
    face: str = "r"  # r | b | i | z (bold italic)
    glue: bool = False  # stays on the page of what follows
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One place to sign; `name` and `role` are templates for what is typed under it."""

    title: str
    hint: str = ""
    digital: str = ""  # instead of the hint, on an electronic form
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWording:
    """The words of one form: data that a ward may correct without a new program."""

    key: str
    title: str
    label: str = ""  # "Mẫu số 01"; empty where the layout is ours
    basis: str = ""  # the line under the title that names the circular
    suffix: str = ""  # follows the number: "/PXL"
    codes: str = "none"  # where barcode and QR stand: strip | head | none
    copies: tuple[str, ...] = ()  # what each of the two copies is marked with
    body: tuple[FormLine, ...] = ()
    signatures: tuple[Signature, ...] = ()
    sent_to: tuple[str, ...] = ()  # "Nơi nhận" of a letter, left of the signature
    after: tuple[FormLine, ...] = ()  # notes under the signatures
    words: Mapping[str, str] = field(default_factory=dict)  # table heads and the like
    steps: int = 0  # blank hand-overs that a control slip leaves room for
    own: bool = False  # a layout of ours: no official one was to be had
    note: str = ""  # for the page where forms are managed, never on paper
    about: str = ""  # under the number of a letter: "V/v …"
    bare: bool = False  # without heading and title: it is put on somebody's own paper
    result: Template | None = None  # what it is filled in with, of what is issued as a result


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSet:
    """All forms of one legal regime, and the words that they share."""

    key: str  # 2025
    name: str
    national: tuple[str, str]
    since: str = ""  # YYYY-MM-DD
    checked: bool = False  # compared with the official annex
    note: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    proper: Mapping[str, str] = field(default_factory=dict)  # capitals → ordinary spelling
    edition: int = 0
    forms: Mapping[str, FormWording] = field(default_factory=dict)


#: How a result is collected, as papers say it; the first is meant where nothing is said.
AT_DESK: Final = "trực tiếp"
BY_POST: Final = "qua bưu chính"
ELECTRONIC: Final = "bản điện tử"


class Page(StrEnum):
    """The sheets that a form can be laid out for."""

    A5 = "A5"  # one copy, portrait: what the law names
    A5_TWICE = "A5x2"  # both copies, one after the other
    A4 = "A4"  # one copy, portrait, larger type
    A4_TWICE = "A4x2"  # both copies side by side on one landscape sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Whose matter a paper is about; without a code where none was given yet."""

    subject: Party
    procedure_name: str
    submitter: Party | None = None  # if another than the subject stands at the counter
    authority: str = ""
    code: str = ""
    barcode: str = ""

    @classmethod
    def of(cls, dossier: Dossier) -> Matter:
        """Take what papers say about a dossier already received."""
        return cls(
            subject=dossier.subject,
            procedure_name=dossier.procedure_name,
            submitter=dossier.submitter if dossier.owner else None,
            authority=dossier.authority,
            code=dossier.code,
            barcode=dossier.barcode,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every paper of the office has in common.

    `issued_at` dates the paper and stays the same on every reprint; `printed_at` is read only
    for the line that marks a reprint (`copy_no` > 0).
    """

    office: Office
    wording: FormSet
    issued_at: datetime
    printed_at: datetime | None = None
    number: str = ""  # "12": the form's suffix follows; with a slash: printed as given
    page: Page = Page.A5
    copy_no: int = 0
    practice: bool = False
    electronic: bool = False
    draft: bool = False  # nobody who could has confirmed what it says: every page tells so


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSheet(Sheet):
    """Mẫu 01. What is left empty is taken from the dossier."""

    dossier: Dossier
    receiver: str
    receiver_title: str = ""
    limit_text: str = ""  # instead of the time limit in words
    received_at: datetime | None = None
    due_at: datetime | None = None
    due_note: str = ""  # "theo lịch tạm tính"
    result_at: str = ""
    result_manner: str = ""  # trực tiếp | qua bưu chính | bản điện tử
    fee_text: str = ""  # instead of the fee line made from the dossier
    book: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingSheet(Sheet):
    """One slip for all dossiers of one person's one visit, in the order of their receipt."""

    dossiers: tuple[Dossier, ...]
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSheet(Sheet):
    """Mẫu 02: with a dossier, or as guidance before anything was received."""

    matter: Matter
    items: tuple[str, ...]
    reason: str
    guide: str  # who signs
    contact: str = ""  # who answers questions; empty: the guide
    contact_phone: str = ""  # empty: the office's
    answer_until: date | datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalSheet(Sheet):
    """Mẫu 03: at the counter without a code, or as the result of an appraisal with one."""

    matter: Matter
    reason: str
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologySheet(Sheet):
    """Mẫu 04; the words depend on whether the due time has passed when it is issued."""

    matter: Matter
    received_at: datetime
    due_at: datetime
    new_due_at: datetime
    reason: str
    signer: str = ""
    signer_title: str = ""  # empty: as the form says
    agency: str = ""  # who is late; empty: the office
    area: str = ""  # lĩnh vực
    result_at: str = ""

    @property
    def late(self) -> bool:
        """Whether the promised time has already passed."""
        return self.issued_at > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSheet(Sheet):
    """Mẫu 05: stopped at the citizen's wish."""

    matter: Matter
    received_at: datetime
    asked_at: datetime
    stopped_at: datetime
    manner: str = ""  # how the wish reached the office
    stage: str = ""  # where the dossier was
    reason: str = ""
    returned: tuple[str, ...] = ()  # papers given back
    fee_text: str = ""
    signer: str = ""
    signer_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSheet(Sheet):
    """The notice that a dossier was closed because the supplement never came."""

    matter: Matter
    received_at: datetime
    asked_at: datetime  # when the supplement was asked for
    answer_until: date | datetime
    closed_at: datetime
    supplement_number: str = ""
    signer: str = ""
    signer_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet(Sheet):
    """A paper of plain lines about one dossier; `kind` names its wording.

    A wording may ask for `texts` by their keys, for `times` as {key} and {key_date}, for `amounts`
    (đồng) as {key} and {key_words}. What is empty leaves dots, or its line out.
    """

    kind: str  # extension | extended | fee
    matter: Matter
    texts: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, datetime | None] = field(default_factory=dict)
    amounts: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersSheet(Sheet):
    """Letters of one go, each with its form (notice | apology), printed one after the other."""

    letters: tuple[tuple[str, Sheet], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One row of the control slip: from whom, to whom, when, and how it stood."""

    giver: str  # unit
    taker: str
    at: datetime | None = None
    giver_name: str = ""  # person
    taker_name: str = ""
    result: str = ""  # Trước hạn | Đúng hạn | Quá hạn
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSheet(Sheet):
    """Phiếu kiểm soát (2025: Mẫu 06, 2018: Mẫu 05)."""

    matter: Matter
    received_at: datetime
    due_at: datetime | None
    rows: tuple[HandOver, ...] = ()
    agency: str = ""
    partners: str = ""
    book: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One dossier on the slip of a batch."""

    code: str
    barcode: str
    name: str
    procedure_name: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSheet(Sheet):
    """Phiếu bàn giao hồ sơ: what went from one pair of hands to another at once."""

    giver: str
    giver_place: str
    taker: str
    note: str = ""
    lines: tuple[BatchLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet(Sheet):
    """The sticker on a dossier's sleeve; sizes in millimetres."""

    dossier: Dossier
    shelf: str = ""
    width: float = 80
    height: float = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSheet(Sheet):
    """A number of the waiting room, on the roll of a till printer; sizes in millimetres."""

    code: str
    reason: str = ""  # of its priority; one of `waiting.REASONS`
    before: int = 0  # who waited already when it was given
    width: float = 80
    height: float = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class StubSheet(Sheet):
    """The counterfoil of a receipt on the roll of a till printer; no official paper."""

    dossier: Dossier
    where: str  # where the result is collected
    width: float = 80  # millimetres


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSheet(Sheet):
    """A page to measure a printer by; millimetres."""

    __test__ = False  # no test of ours, whatever its name begins with

    about: str  # which paper of which printer
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet(Sheet):
    """Sheets for the scanner, one before each paper (number from 1, name); none: one for all."""

    dossier: Dossier
    papers: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresSheet(Sheet):
    """The office's figures of a period, as the screen shows them."""

    start: date
    end: date
    figures: tuple[Figure, ...]
    maker: str = ""
    signer: str = ""
    page: Page = Page.A4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable(Sheet):
    """A report filled in, and the figures that are drawn of it."""

    report: Report
    figures: tuple[Figure, ...] = ()
    recipient: str = ""  # đơn vị nhận báo cáo
    maker: str = ""
    signer: str = ""
    signer_title: str = ""
    page: Page = Page.A4

    @property
    def kind(self) -> str:
        """Which wording it opens and is signed with."""
        return self.report.form.head.wording


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedRow:
    """One result on the receipt for results: what it is and what went back with it."""

    code: str
    procedure_name: str
    owner: str
    originals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSheet(Sheet):
    """Giấy biên nhận trả kết quả: all that one collector took in one act."""

    rows: tuple[HandedRow, ...]
    collector: str
    collector_id: str = ""
    capacity: str = "owner"  # owner | submitter | another, of some of them at least
    authority: str = ""
    returned_at: datetime
    giver: str  # who handed it over
    signed: bool = False  # on the screen
    barcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySheet(Sheet):
    """Phiếu đánh giá mức độ hài lòng, to be filled in by hand."""

    matter: Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet(Sheet):
    """A paper that the ward issues; without a confirmation it is a draft, whoever asks for it."""

    matter: Matter
    result: Result
    confirmed: Confirmation | None = None

    def __post_init__(self) -> None:
        """Make a draft of what nobody has confirmed."""
        if self.confirmed is None:
            object.__setattr__(self, "draft", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfSheet(Sheet):
    """Labels of a shelf, one a page: the place and the digits that name it; millimetres."""

    slots: tuple[tuple[str, str], ...]  # place, barcode
    width: float = 60
    height: float = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet(Sheet):
    """A list on A4 across; `kind` names its wording, `columns` the words of its heads.

    A row with a single text is a heading of those below it; `total` closes the list.
    """

    kind: str  # remind | uncollected | results | history | sheets
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    period: str = ""
    total: tuple[str, ...] = ()
    maker: str = ""
    page: Page = Page.A4


#: Told how much of a long paper is drawn of how much; answers whether to go on.
Progress = Callable[[int, int], bool]


class PressStoppedError(RuleError):
    """A person stopped a paper while it was drawn: nothing of it is left."""


def told(progress: Progress | None, done: int, of: int) -> None:
    """Tell how far a long paper has come.

    Raises:
        PressStoppedError: whoever is told wants no more of it.
    """
    if progress is not None and not progress(done, of):
        raise PressStoppedError
