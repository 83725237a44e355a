"""One row of an old list, made into the event by which its dossier begins here.

Nothing is dropped in silence: what cannot be used is an error with row and column, and its row
stays outside; what is merely odd is a warning, and is kept.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, TypeVar

from desk.domain import importing_values as values
from desk.domain.codes import tidy_code
from desk.domain.errors import InputError
from desk.domain.handed import clean_field, clean_text
from desk.domain.importing_event import Imported
from desk.domain.importing_plan import Plan
from desk.domain.importing_values import CLOSES, OPENS, Value
from desk.domain.oldtext import Encoding
from desk.domain.oldtext_guess import convert, looks_odd
from desk.domain.person import check_name, clean_line, parse_personal_id
from desk.domain.records import CLOSED, VN, Channel, Party, Status
from desk.domain.text import fold

T = TypeVar("T")

CODE_LONGEST: Final = 64
#: What leads the code of a procedure that the catalogue does not know, and of a dossier that had
#: none: no official code looks like it.
OLD: Final = "CU"

_DIGEST: Final = 16  # hexadecimal digits: of so many rows no two are alike by chance
_TTHC: Final = re.compile(r"(\d\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|\.[A-Z]\d{2})?")
_BREAKS: Final = re.compile(r"[\r\n\t\v\f]+")
_ENDED: Final = (Status.DONE, Status.RETURNED, Status.STOPPED, Status.NOT_ACCEPTED)


class ImportMissingError(InputError):
    """A row says nothing where something is needed; facts: field."""


class ImportFutureError(InputError):
    """Something is said to have happened after today; facts: field."""


class ImportOrderError(InputError):
    """A dossier ended before it came in; facts: field."""


class ImportDueError(InputError):
    """An open dossier without a due date: nobody could go on with it."""


class ImportFormulaError(InputError):
    """A cell holds a formula whose value was never stored; facts: field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value as the file has it; `hint` is the code that its font was made for."""

    value: Value = None
    hint: Encoding | None = None
    uncounted: bool = False  # a formula without its value


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing about a row: `messages` has its words under `code`."""

    row: int
    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a row: the event's body, or why there is none."""

    row: int
    body: Imported | None
    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where rows come from, and who takes them in.

    `headings` names each field's column as the file does. `procedures` are the catalogue's, by
    code; `regime` says by which rules a day's dossiers went.
    """

    unit: str
    batch: str
    digest: str
    plan: Plan
    headings: Mapping[str, str]
    encodings: Mapping[str, Encoding]
    mixed: frozenset[str]
    procedures: Mapping[str, str]
    regime: Callable[[date], str]
    now: datetime
    holder_name: str = ""

    @property
    def today(self) -> date:
        """The day on which this happens."""
        return self.now.astimezone(VN).date()


def batch_of(unit: str, digest: str, plan: Mapping[str, Any]) -> str:
    """Return the name of what one file gives when read by one map: it goes on by that."""
    said = json.dumps([unit, digest, plan], sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:12]


def uid_of(unit: str, code: str) -> str:
    """Return the uid of the dossier that an earlier system of a unit called so."""
    return str(uuid.UUID(bytes=sha256(f"desk import\n{unit}\n{code}".encode()).digest()[:16]))


def known_procedures(procedures: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of procedures by what lists call them: their names, folded."""
    return {_plain(name): code for code, name in procedures.items()}


def _plain(name: str) -> str:
    key = fold(name)
    return key.removeprefix("thu tuc ").strip()


class Reader:
    """Reads the rows of one list, which may say the same thing twice."""

    def __init__(self, source: Source) -> None:
        """Begin before the first row."""
        self._source = source
        self._names = known_procedures(source.procedures)
        self._codeless: dict[str, int] = {}

    def read(self, number: int, cells: Mapping[str, Cell]) -> Taken | None:
        """Make an event of a row; None where the row is empty."""
        said = {name: cell for name, cell in cells.items() if _says(cell)}
        if not said:
            return None
        row = _Row(self._source, self._names, number, said)
        body = row.body()
        if body is not None and not body.code:
            told = body.fingerprint
            again = self._codeless[told] = self._codeless.get(told, 0) + 1
            code = f"{OLD}-{_digest([told, again])[:10].upper()}"
            body = replace(body, code=code)
            row.warnings.append(Fault(row=number, column="", code="ImportNoCode", facts={}))
        return Taken(
            row=number,
            body=None if row.errors else body,
            errors=tuple(row.errors),
            warnings=tuple(row.warnings),
        )


def _says(cell: Cell) -> bool:
    return cell.uncounted or bool(values.text_of(cell.value))


def _digest(said: object) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:_DIGEST]


class _Row:
    """One row while it is read; every field is tried, so that all its faults are told at once."""

    def __init__(
        self, source: Source, names: Mapping[str, str], number: int, cells: Mapping[str, Cell]
    ) -> None:
        self._source = source
        self._plan = source.plan
        self._names = names
        self._number = number
        self._cells = cells
        self.errors: list[Fault] = []
        self.warnings: list[Fault] = []

    # -- what stands in the row --------------------------------------------------------------------

    def _fault(self, name: str, code: str, **facts: object) -> Fault:
        column = self._source.headings.get(name, "")
        return Fault(row=self._number, column=column, code=code, facts=facts)

    def _refuse(self, name: str, error: InputError) -> None:
        self.errors.append(self._fault(name, error.code, **error.facts))

    def _warn(self, name: str, code: str, **facts: object) -> None:
        self.warnings.append(self._fault(name, code, **facts))

    def _value(self, name: str) -> Value:
        """Return what a field says: its constant, its cell read in its code, or its default."""
        if name in self._plan.constants:
            return self._plan.constants[name]
        cell = self._cells.get(name)
        if cell is None:
            return self._plan.defaults.get(name)
        if cell.uncounted:
            self._refuse(name, ImportFormulaError(field=self._called(name)))
            return None
        if not isinstance(cell.value, str):
            return cell.value
        encoding = self._source.encodings.get(name, Encoding.UNICODE)
        mixed = name in self._source.mixed
        text = convert(cell.value.replace("_x000D_", "\n"), encoding, cell.hint, mixed=mixed)
        if encoding is Encoding.UNICODE and looks_odd(text):
            self._warn(name, "ImportLetters")
        return text

    def _called(self, name: str) -> str:
        return self._source.headings.get(name) or name

    def _try(self, name: str, make: Callable[[], T], otherwise: T) -> T:
        try:
            return make()
        except InputError as error:
            self._refuse(name, error)
            return otherwise

    def _line(self, name: str, limit: int = 500) -> str:
        text = _BREAKS.sub(" ", values.text_of(self._value(name)))
        return self._try(name, lambda: clean_line(text, field=self._called(name), limit=limit), "")

    def _moment(self, name: str) -> datetime | None:
        value = self._value(name)
        if not values.text_of(value):
            return None
        unsaid = OPENS if name == "received" else CLOSES
        called, order = self._called(name), self._plan.order(name)
        found = self._try(
            name,
            lambda: values.moment(value, order, called, self._source.today, unsaid=unsaid),
            None,
        )
        if found and name != "due" and found.date() > self._source.today:
            self._refuse(name, ImportFutureError(field=called))
        return found

    # -- what it makes of it -----------------------------------------------------------------------

    def body(self) -> Imported | None:
        """Return the event; what is wrong stands in `errors`."""
        received = self._moment("received")
        if received is None and not self.errors:
            self._refuse("received", ImportMissingError(field=self._called("received")))
        party, owner = self._people()
        procedure, procedure_name = self._procedure()
        given, code = self._code()
        stated = self._try(
            "status", lambda: values.status(self._value("status"), self._plan.statuses), None
        )
        channel = self._try(
            "channel", lambda: values.channel(self._value("channel"), self._plan.channels), None
        )
        fee = self._try("fee", lambda: values.amount(self._value("fee"), self._called("fee")), None)
        dates = {name: self._moment(name) for name in ("due", "finished", "returned")}
        if received is None:
            return None
        status = stated or _status_by(dates)
        dates = self._settled(received, status, dates)
        serial = self._line("serial")
        paid = fee if fee and (serial or status is Status.RETURNED) else 0
        made = Imported(
            code=code,
            given=given if given != code else "",
            procedure=procedure,
            procedure_name=procedure_name,
            submitter=party,
            owner=owner,
            received_at=received,
            status=status,
            channel=channel or Channel.COUNTER,
            due_at=dates["due"],
            finished_at=dates["finished"],
            returned_at=dates["returned"],
            collector=self._line("collector", 250),
            fee=fee,
            fee_paid=paid,
            fee_serial=serial,
            officer=self._line("officer", 250),
            note=self._note(),
            batch="",
            source="",
            row=0,
        )
        told = {name: getattr(made, name) for name in COMPARED}
        return replace(
            made,
            fingerprint=_digest(told),
            batch=self._source.batch,
            source=self._source.digest,
            row=self._number,
            regime=self._source.regime(received.date()),
            holder_name=self._source.holder_name,
        )

    def _code(self) -> tuple[str, str]:
        given = self._line("code", CODE_LONGEST)
        return given, tidy_code(given)

    def _note(self) -> str:
        text = values.text_of(self._value("note"))
        return self._try("note", lambda: clean_text(text, self._called("note")), "")

    def _people(self) -> tuple[Party, Party | None]:
        """Return who handed it in and, where that is another one, whose it is."""
        owner, submitter = self._name("owner"), self._name("submitter")
        if not (owner or submitter):
            if not self.errors:
                self._refuse("owner", ImportMissingError(field=self._called("owner")))
            return Party(name=""), None
        known = self._facts()
        if owner and submitter and fold(owner) != fold(submitter):
            return Party(name=submitter), Party(name=owner, **known)
        return Party(name=owner or submitter, **known), None

    def _name(self, name: str) -> str:
        text = _BREAKS.sub(" ", values.text_of(self._value(name)))
        if not text:
            return ""
        return self._try(name, lambda: check_name(text, field=self._called(name)), "")

    def _facts(self) -> dict[str, str]:
        """Return what is said of whose dossier it is."""
        known = {"address": self._line("address")}
        told = values.phone(self._value("phone"))
        today, called = self._source.today, self._called("phone")
        known["phone"] = self._try(
            "phone", lambda: clean_field("phone", told, field=called, today=today), ""
        )
        born, order = self._value("birth_date"), self._plan.order("birth_date")
        if values.text_of(born):
            called_so = self._called("birth_date")
            known["birth_date"] = self._try(
                "birth_date", lambda: values.birth(born, order, called_so, today), ""
            )
        return known | self._identity()

    def _identity(self) -> dict[str, str]:
        number, padded = values.identity(self._value("personal_id"))
        if not number:
            return {}
        if padded:
            self._warn("personal_id", "ImportIdPadded")
        try:
            parse_personal_id(number)
        except InputError:
            # A passport, or a slip of years ago: kept where numbers of other papers are.
            self._warn("personal_id", "ImportIdOdd")
            return {"old_id": self._try("personal_id", lambda: self._paper(number), "")}
        return {"personal_id": number}

    def _paper(self, number: str) -> str:
        return clean_line(number, field=self._called("personal_id"), limit=40)

    def _procedure(self) -> tuple[str, str]:
        """Return the procedure's code and name; what the catalogue lacks is kept as an old one."""
        code, name = self._line("procedure"), self._line("procedure_name")
        if not (code or name):
            if not self.errors:
                self._refuse("procedure_name", ImportMissingError(field=self._called("procedure")))
            return "", ""
        known = self._source.procedures
        for said in filter(None, (code, name)):
            found = self._plan.procedures.get(fold(said)) or self._known(said)
            if found in known:
                return found, known[found]
        self._warn("procedure_name" if name else "procedure", "ImportProcedureOld")
        name = name or code
        return f"{OLD}.{_digest(fold(name))[:8].upper()}", name

    def _known(self, said: str) -> str:
        numbered = _TTHC.match(said)
        return numbered[1] if numbered else self._names.get(_plain(said), "")

    def _settled(
        self, received: datetime, status: Status, dates: Mapping[str, datetime | None]
    ) -> dict[str, datetime | None]:
        """Return the dates as they go together, and say where they do not."""
        due, finished, returned = dates["due"], dates["finished"], dates["returned"]
        for name in ("due", "finished", "returned"):
            at = dates[name]
            if at is not None and at.date() < received.date():
                self._refuse(name, ImportOrderError(field=self._called(name)))
        if due is None and status not in _ENDED:
            if self._plan.due_days:
                day = received.date() + timedelta(days=self._plan.due_days)
                due = datetime.combine(day, CLOSES, VN)
            else:
                self._refuse("due", ImportDueError())
        if status not in CLOSED | {Status.DONE}:
            return {"due": due, "finished": None, "returned": None}
        if finished is None:
            past = due is not None and due <= self._source.now
            finished = returned or (due if past else None) or received
            if returned is None:
                self._warn("finished", "ImportFinishAssumed", day=f"{finished:%d/%m/%Y}")
        if due is not None and due.date() == finished.date():
            finished = min(finished, due)  # the list tells days: on that day is in time
        if status is Status.RETURNED:
            returned = returned or finished
        return {
            "due": due,
            "finished": finished,
            "returned": returned if status is Status.RETURNED else None,
        }


def _status_by(dates: Mapping[str, datetime | None]) -> Status:
    """Say how far a dossier has come where the list does not."""
    if dates["returned"]:
        return Status.RETURNED
    return Status.DONE if dates["finished"] else Status.IN_HAND


#: What a row says of a dossier, in the order in which a change of it is told.
COMPARED: Final = (
    "code",
    "procedure",
    "procedure_name",
    "submitter",
    "owner",
    "received_at",
    "status",
    "channel",
    "due_at",
    "finished_at",
    "returned_at",
    "collector",
    "fee",
    "fee_serial",
    "officer",
    "note",
)


#: The field of a list that a fact stands in, where it is called otherwise.
COLUMN_OF: Final = {
    "received_at": "received",
    "due_at": "due",
    "finished_at": "finished",
    "returned_at": "returned",
    "submitter": "owner",
    "fee_serial": "serial",
}


def changed(before: Imported, now: Imported) -> tuple[str, ...]:
    """Return the names of what a row says otherwise than when its dossier came in."""
    return tuple(name for name in COMPARED if getattr(before, name) != getattr(now, name))
