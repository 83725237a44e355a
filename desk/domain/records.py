"""The frozen records that cross every border of the program.

Services return them, pages show them, papers print them, events carry them. Times are
aware `datetime`s in `VN` (fixed +07:00: law and paper know no other zone); money is whole
đồng; texts are NFC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import IntEnum, StrEnum

VN = timezone(timedelta(hours=7))


class Status(IntEnum):
    """National status codes of a dossier, as all connected systems use them."""

    FILED = 1  # Mới đăng ký
    RECEIVED = 2  # Được tiếp nhận
    NOT_ACCEPTED = 3  # Không được tiếp nhận
    IN_HAND = 4  # Đang xử lý
    SUPPLEMENT = 5  # Yêu cầu bổ sung giấy tờ
    PAYMENT = 6  # Yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWING = 7  # Công dân yêu cầu rút hồ sơ
    STOPPED = 8  # Dừng xử lý
    DONE = 9  # Đã xử lý xong
    RETURNED = 10  # Đã trả kết quả


class Channel(StrEnum):
    """How the dossier came in (KenhThucHien 1, 2, 3)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class Unit(StrEnum):
    """What a time limit is counted in."""

    SAME_DAY = "same_day"  # trong ngày
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WORKING_HOURS = "working_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person, or an organisation with its tax code.

    `birth_date` is YYYY, YYYY-MM or YYYY-MM-DD and keeps its precision; `card_tail` is what a
    newer identity card's QR holds beyond the seven known fields, raw.
    """

    name: str
    kind: str = "person"  # person | organisation
    personal_id: str = ""
    old_id: str = ""
    tax_code: str = ""
    birth_date: str = ""
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    id_issued: str = ""
    card_tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of paper in a dossier and how many of it were handed in.

    `shown` marks a paper that was only shown and taken back (xuất trình), `added` one that came
    later, when the dossier was completed.
    """

    name: str
    original: int = 0
    copy: int = 0
    shown: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one field of a procedure's own form, as it was called then."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a dossier; `file` is the SHA-256 of its bytes, in hexadecimal.

    `paper` names the paper of the dossier that it shows; empty for one that belongs to none.
    """

    file: str
    media: str  # application/pdf | image/jpeg | image/png
    size: int  # bytes
    pages: int
    kind: str = "paper"  # paper | result
    paper: str = ""
    source: str = ""  # scan | drop | paste | reuse
    made_at: datetime | None = None  # when it was scanned


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A step that was drafted for a leader, who approves it or does otherwise."""

    action: str
    reason: str
    due_at: datetime | None = None
    by: str = ""  # name


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One line of a certification book (NĐ 23/2015/NĐ-CP Đ.13, 14)."""

    register: str  # copy | signature | contract | translation
    book: str  # 1/2026
    line: int
    pages: int = 0  # 0: not told
    copies: int = 0
    what: str = ""
    at: datetime | None = None  # of certifying; None: when the dossier was received


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """That whoever keeps a record confirmed what a result says of it, and the numbers it gave.

    Numbers that were not told stay empty: they are blanks on the paper. Days are YYYY-MM-DD.
    """

    event: str  # uid of the event that told it
    at: datetime
    by: str  # who confirmed it there, as told
    where: str  # registry | national | office
    number: str = ""  # in the register
    book: str = ""
    page: str = ""
    day: str = ""  # when it was registered
    paper_number: str = ""  # of the paper itself
    issued: str = ""  # the day that the paper bears; empty: that of the confirmation
    signer: str = ""
    signer_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSheet:
    """A numbered sheet that went into a result; `spoilt` says why it counts for nothing."""

    series: str
    number: int
    spoilt: str = ""
    digits: int = 0  # that the number is printed with


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A paper that the ward issues on a dossier: a draft until its record's owner confirmed it.

    `draft` is the event whose fields these are, `last` the one that last changed fields or
    confirmation: whoever changes it says that he saw it. `disputed`: two counters wrote down two
    confirmations that differ, and neither counts until one is written down again.
    """

    uid: str
    template: str
    title: str
    edition: int
    fields: tuple[Answer, ...]
    draft: str
    last: str
    drafted_at: datetime
    by: str  # name
    confirmed: Confirmation | None = None
    disputed: bool = False
    sheets: tuple[UsedSheet, ...] = ()


#: When something is asked for: every fact named must have one of its values.
When = tuple[tuple[str, tuple[str, ...]], ...]


class FieldKind(StrEnum):
    """What is typed into a field of a procedure's own form."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YESNO = "yesno"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """One field of a procedure's own form, as its declaration asks.

    `most` is the longest text or the highest number; without `required` it may stay empty.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    most: int = 0
    help: str = ""
    when: When = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRule:
    """One kind of paper that a procedure asks for.

    `condition` says in words when; `when` says it in facts, where facts can say it.
    """

    name: str
    original: int = 1
    copy: int = 0
    present_only: bool = False
    condition: str = ""
    when: When = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A procedure's time limit; `value` is None where the catalogue has none.

    `cutoff` is True where what is received after 15:00 is done by the next working day.
    `extension` is the number of working days that a verification may add by law.
    """

    value: int | None
    unit: Unit
    cutoff: bool = False
    extension: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule:
    """One row of the fee table: what a procedure costs by channel and from a date on."""

    amount: int | None
    per: str = ""
    channel: Channel | None = None
    since: str = ""  # YYYY-MM-DD
    until: str = ""  # YYYY-MM-DD, inclusive; empty = still in force
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One administrative procedure (TTHC) as the catalogue has it."""

    code: str
    name: str
    area: str  # lĩnh vực
    agency: str  # cơ quan thực hiện
    limit: TimeLimit
    fees: tuple[FeeRule, ...] = ()
    papers: tuple[PaperRule, ...] = ()
    sets: int = 1
    result: str = ""
    online_level: str = ""
    legal_basis: str = ""
    confidence: str = ""
    replaces: tuple[str, ...] = ()
    fields: tuple[FieldRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it, frozen as of then."""

    uid: str
    login: str
    name: str
    role: str  # counter | clerk | leader | administrator | citizen | system


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The receiving office as its papers and numbers name it."""

    unit: str  # H26.033.15
    commune: str  # five digits
    name: str  # PHƯỜNG …
    parent: str = ""  # line above, e.g. ỦY BAN NHÂN DÂN PHƯỜNG …
    desk_name: str = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    place: str = ""  # Hà Nội
    phone: str = ""
    website: str = ""
    logo: str = ""  # base64 of a PNG or JPEG


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest:
    """One request to complete a dossier (Mẫu 02) and its answer."""

    number: str  # 01/PBS…
    asked_at: datetime
    reason: str
    items: tuple[str, ...] = ()
    answered_at: datetime | None = None
    again: str = ""  # why a request was made once more


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A field that counters changed without knowing of each other: every value is kept.

    The first of `values` stands for the time being, until a person has decided.
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a dossier came from that an earlier system had: one row of one file.

    `status` is what it was then; `source` the SHA-256 of the file, in hexadecimal.
    """

    batch: str
    source: str
    row: int
    status: Status
    fingerprint: str = ""  # of what the row said


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice to the citizen and what became of it; see `notices` for what its texts may be."""

    uid: str
    kind: str
    way: str
    outcome: str
    prepared_at: datetime
    at: datetime  # of the outcome
    by: str = ""  # name of whoever prepared it
    come_at: datetime | None = None  # of an invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A dossier as its events have made it: the fold of its log."""

    uid: str
    unit: str
    code: str
    barcode: str
    status: Status
    procedure: str
    procedure_name: str
    submitter: Party
    owner: Party | None = None
    authority: str = ""  # the paper by which the submitter acts for the owner
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    channel: Channel = Channel.COUNTER
    filed_at: datetime | None = None  # online: when the city took it
    received_at: datetime | None = None
    recorded_at: datetime | None = None  # when it was typed; differs if back-dated
    limit: TimeLimit | None = None
    due_at: datetime | None = None
    due_first: datetime | None = None  # as printed on the receipt
    due_why: tuple[str, ...] = ()
    due_note: str = ""  # given by hand, with this reason
    missed_due: datetime | None = None  # the first that had passed when another took its place
    acknowledge_by: datetime | None = None  # online clocks
    answer_by: datetime | None = None
    fee: int | None = None
    fee_note: str = ""
    fee_asked: int | None = None
    fee_paid: int = 0
    fee_serial: str = ""
    result_at: str = ""  # where the result is to be collected
    result_manner: str = ""  # how: trực tiếp | qua bưu chính | bản điện tử
    note: str = ""
    catalogue: str = ""
    calendar: str = ""
    regime: str = ""
    book: str = ""  # 1/2026
    line: int = 0
    step: str = ""
    aliases: tuple[str, ...] = ()
    holder: str = ""  # device uid; empty: the city
    holder_name: str = ""
    custody: int = 0
    assignee: str = ""  # login of the person in charge, or the name it was forwarded to
    assignee_name: str = ""
    came_from: Status | None = None  # where a dossier waiting for the citizen came from
    withdrawn_from: Status | None = None
    suspended_at: datetime | None = None
    supplements: tuple[SupplementRequest, ...] = ()
    answer_until: datetime | None = None  # 15 days for the supplement
    apologised: bool = False
    extended: bool = False
    refusal: str = ""  # reason of Mẫu 03
    refusal_number: str = ""
    stop_reason: str = ""
    closing_reason: str = ""
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    collector: str = ""
    collector_id: str = ""
    voided: bool = False
    version: int = 1  # of Mẫu 01; rises with every completed supplement
    changed_at: datetime | None = None
    changes: int = 0  # events folded in
    heads: tuple[str, ...] = ()
    contested: tuple[Contested, ...] = ()
    answers: tuple[Answer, ...] = ()
    sitting: str = ""  # uid that the dossiers of one citizen's one visit share
    ticket: str = ""  # of the waiting room: A001
    waited_s: int = 0  # from the ticket to the call
    corrects: str = ""  # uid of the dossier whose wrong result this one mends
    attachments: tuple[Attachment, ...] = ()
    proposal: Proposal | None = None
    shelf: str = ""  # where the result lies until it is collected
    reminders: tuple[datetime, ...] = ()
    rating: int = 0  # 1–5, as the citizen was satisfied; 0: not asked
    register: tuple[RegisterLine, ...] = ()
    collector_authority: str = ""  # the paper by which another collects
    collector_signature: str = ""  # SHA-256 of its picture
    originals_returned: tuple[str, ...] = ()  # papers that went back to the citizen
    origin: Origin | None = None  # of one that an earlier system had
    results: tuple[Result, ...] = ()  # papers that are issued on it, drafts among them
    notices: tuple[Notice, ...] = ()  # prepared for the citizen, the first one first

    @property
    def subject(self) -> Party:
        """Whose dossier it is: the owner, else whoever handed it in."""
        return self.owner or self.submitter

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done for the citizen."""
        return not self.voided and self.status not in CLOSED


CLOSED = frozenset({Status.NOT_ACCEPTED, Status.STOPPED, Status.RETURNED})
WAITING = frozenset({Status.SUPPLEMENT, Status.PAYMENT, Status.WITHDRAWING})
