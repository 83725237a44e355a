"""How an old list is to be read: which column is what, in which code and order of dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeVar

from desk.domain.errors import InputError
from desk.domain.importing_values import Order
from desk.domain.oldtext import Encoding
from desk.domain.records import Channel, Status
from desk.domain.text import fold, nfc

E = TypeVar("E", bound=Enum)

#: What a column may be, and the folded headings that say so.
_HEADINGS: Final = """
code: ma ho so, so ho so, ma so ho so, so bien nhan, ma bien nhan, mahoso
procedure: ma thu tuc, ma tthc, matthc
procedure_name: ten thu tuc, thu tuc, ten tthc, tthc, thu tuc hanh chinh, loai ho so, ten ho so
procedure_name: noi dung yeu cau giai quyet, noi dung
owner: chu ho so, ho ten chu ho so, ten chu ho so, ca nhan to chuc, to chuc ca nhan, chuhoso
owner: ten ca nhan to chuc, ho va ten, ho ten, nguoi yeu cau, ten cong dan
submitter: nguoi nop, nguoi nop ho so, ho ten nguoi nop, ten nguoi nop
birth_date: ngay sinh, nam sinh, ngay thang nam sinh
personal_id: so dinh danh, cccd, so cccd, cmnd, so cmnd, cccd cmnd, cmnd cccd, so giay to
personal_id: so dinh danh ca nhan, so can cuoc, can cuoc
address: dia chi, noi o, dia chi thuong tru, noi cu tru, thuong tru
phone: dien thoai, so dien thoai, sdt, di dong, sodienthoai
received: ngay nhan, ngay tiep nhan, ngay nhan ho so, tiep nhan, nhan ho so, ngay nop
received: ngay tiep nhan ho so, thoi gian nhan, ngaytiepnhan
due: ngay hen tra, hen tra, ngay hen, han tra, han giai quyet, ngayhentra, hen tra ket qua
due: ngay hen tra ket qua, han xu ly
finished: ngay co ket qua, ngay giai quyet, ngay hoan thanh, co ket qua, ngay ket thuc
finished: ngay xu ly xong, ngayketthucxuly
returned: ngay tra, ngay tra ket qua, tra ket qua, ngay tra kq, ngaytra
status: trang thai, tinh trang, tinh trang ho so, trang thai ho so, trangthaihoso
channel: kenh, hinh thuc nop, hinh thuc tiep nhan, kenh thuc hien, hinh thuc
fee: phi, le phi, phi le phi, so tien, phi dong, le phi dong
serial: so bien lai, bien lai, so phieu thu
officer: can bo, can bo xu ly, nguoi xu ly, can bo thu ly, phu trach, nguoi thu ly
officer: can bo tiep nhan, nguoi tiep nhan
note: ghi chu, luu y
collector: nguoi nhan, nguoi nhan ket qua, ho ten nguoi nhan, ky nhan
"""


def _headings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _HEADINGS.strip().splitlines():
        name, _, words = line.partition(": ")
        found[name] = (*found.get(name, ()), *words.split(", "))
    return found


HEADINGS: Final = _headings()
FIELDS: Final = tuple(HEADINGS)
DATES: Final = ("received", "due", "finished", "returned", "birth_date")
#: A list without one of these says too little to make dossiers of it.
NEEDED: Final = (("received",), ("owner", "submitter"), ("procedure", "procedure_name"))

_KEYS: Final = frozenset(
    "sheet heading_row columns encodings dates statuses channels procedures constants defaults "
    "due_days".split()
)
_MOST_DAYS: Final = 3660
_MOST_HEADING: Final = 100


class ImportMapError(InputError):
    """The file that says how to read a list says something unknown; facts: entry, expected."""


class ImportMapMissingError(InputError):
    """The list has no column, and the map no constant, for what cannot be missing; facts: field."""


class HeadingMissingError(InputError):
    """The map names a heading that the list does not have; facts: heading, known."""


class HeadingTwiceError(InputError):
    """Two columns have the heading that the map names; facts: heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to make of each column.

    `columns` names for each field its heading, or its place as «#3». `encodings` and `orders` are
    by field. `constants` stand in every row, `defaults` where a row says nothing. `due_days` are
    the calendar days after receipt by which an open dossier without a due date is due.
    """

    columns: Mapping[str, str]
    sheet: str = ""
    heading_row: int = 1
    encodings: Mapping[str, Encoding] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    procedures: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    due_days: int = 0

    def order(self, name: str) -> Order:
        """Return the order in which a field's dates are written."""
        return self.orders.get(name, self.orders.get("all", Order.DMY))


# -- from a file -----------------------------------------------------------------------------------


def read_plan(data: object) -> Plan:
    """Read a map as TOML or JSON has it.

    Raises:
        ImportMapError.
    """
    if not isinstance(data, Mapping):
        raise ImportMapError(entry="–", expected="[columns]")
    for key in data:
        if key not in _KEYS:
            raise ImportMapError(entry=str(key)[:40], expected=", ".join(sorted(_KEYS)))
    columns = _texts(data, "columns", FIELDS)
    statuses = _table(data, "statuses")
    return Plan(
        columns={name: nfc(heading) for name, heading in columns.items()},
        sheet=_one(data, "sheet", str, ""),
        heading_row=_whole(data, "heading_row", 1, _MOST_HEADING, 1),
        encodings=_choices(data, "encodings", (*FIELDS, "all"), Encoding),
        orders=_choices(data, "dates", (*DATES, "all"), Order),
        statuses={fold(word): _status(word, number) for word, number in statuses.items()},
        channels={
            fold(word): each for word, each in _choices(data, "channels", None, Channel).items()
        },
        procedures={fold(name): code for name, code in _texts(data, "procedures", None).items()},
        constants=_texts(data, "constants", FIELDS),
        defaults=_texts(data, "defaults", FIELDS),
        due_days=_whole(data, "due_days", 0, _MOST_DAYS, 0),
    )


def _one(data: Mapping[str, Any], key: str, kind: type[Any], default: Any) -> Any:
    value = data.get(key, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ImportMapError(entry=key, expected="text" if kind is str else "1, 2, 3 …")
    return value


def _whole(data: Mapping[str, Any], key: str, least: int, most: int, default: int) -> int:
    value = int(_one(data, key, int, default))
    if not least <= value <= most:
        raise ImportMapError(entry=key, expected=f"{least} – {most}")
    return value


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise ImportMapError(entry=key, expected=f"[{key}]")
    return value


def _texts(data: Mapping[str, Any], key: str, known: Sequence[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _table(data, key).items():
        if known is not None and name not in known:
            raise ImportMapError(entry=f"{key}.{str(name)[:40]}", expected=", ".join(known))
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ImportMapError(entry=f"{key}.{str(name)[:40]}", expected="text")
        found[str(name)] = str(value)
    return found


def _choices(
    data: Mapping[str, Any], key: str, known: Sequence[str] | None, kind: type[E]
) -> dict[str, E]:
    found: dict[str, E] = {}
    for name, value in _texts(data, key, known).items():
        try:
            found[name] = kind(value)
        except ValueError as error:
            words = ", ".join(str(each.value) for each in kind)
            raise ImportMapError(entry=f"{key}.{name[:40]}", expected=words) from error
    return found


def _status(word: str, number: Any) -> Status:
    try:
        return Status(number)
    except ValueError as error:
        raise ImportMapError(entry=f"statuses.{word[:40]}", expected="1 – 10") from error


def write_plan(plan: Plan) -> dict[str, Any]:
    """Return a map as it is written into a file: what is empty is left out."""
    made: dict[str, Any] = {
        "sheet": plan.sheet,
        "heading_row": plan.heading_row,
        "due_days": plan.due_days,
        "columns": dict(plan.columns),
        "encodings": {name: each.value for name, each in plan.encodings.items()},
        "dates": {name: each.value for name, each in plan.orders.items()},
        "statuses": {word: int(each) for word, each in plan.statuses.items()},
        "channels": {word: each.value for word, each in plan.channels.items()},
        "procedures": dict(plan.procedures),
        "constants": dict(plan.constants),
        "defaults": dict(plan.defaults),
    }
    return {key: value for key, value in made.items() if value}


# -- which heading is what -------------------------------------------------------------------------


def recognise(headings: Sequence[str]) -> dict[str, int]:
    """Say which column each field stands in, by headings in Vietnamese with or without marks.

    A heading that is exactly a known one goes before one that merely begins with it.
    """
    keys = [fold(heading) for heading in headings]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for fits in (_is, _begins):
        for name, known in HEADINGS.items():
            place = next(
                (
                    at
                    for word in known
                    for at, key in enumerate(keys)
                    if at not in taken and fits(key, word)
                ),
                None,
            )
            if name not in found and place is not None:
                found[name] = place
                taken.add(place)
    return found


def _is(key: str, word: str) -> bool:
    return key == word


def _begins(key: str, word: str) -> bool:
    return key.startswith(f"{word} ")


def heading_row(rows: Iterable[Sequence[str]]) -> int:
    """Return the number of the row, from 1, that names most fields: titles often stand above it."""
    best, most = 1, 0
    for number, cells in enumerate(rows, 1):
        named = len(recognise(cells))
        if named > most:
            best, most = number, named
    return best


def heading_of(headings: Sequence[str], at: int) -> str:
    """Return what names a column in a map: its heading, or its place where that says too little."""
    key = fold(headings[at])
    alone = key and sum(fold(each) == key for each in headings) == 1
    return headings[at] if alone else f"#{at + 1}"


def places(plan: Plan, headings: Sequence[str]) -> dict[str, int]:
    """Return the place of each field's column, from 0.

    Raises:
        HeadingMissingError, HeadingTwiceError, ImportMapMissingError.
    """
    keys = [fold(heading) for heading in headings]
    found: dict[str, int] = {}
    for name, heading in plan.columns.items():
        if heading.startswith("#") and heading[1:].isdigit():
            found[name] = int(heading[1:]) - 1
            continue
        at = [place for place, key in enumerate(keys) if key == fold(heading) and key]
        if not at:
            known = ", ".join(each for each in headings if each)
            raise HeadingMissingError(heading=heading[:60], known=known[:300])
        if len(at) > 1:
            raise HeadingTwiceError(heading=heading[:60], places=", ".join(f"#{p + 1}" for p in at))
        found[name] = at[0]
    for names in NEEDED:
        if not any(name in found or name in plan.constants for name in names):
            raise ImportMapMissingError(field=names[0])
    return found
