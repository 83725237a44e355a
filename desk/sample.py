"""Invented people and their errands, for demonstrations, practice and measurements.

Everything is plausible in shape and plainly invented in substance: streets called Thử Nghiệm,
phones 0900 000 xxx, identity numbers ending in 000xxx, a commune 00000. The same seed gives the
same people on every machine.
"""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Any, Final

from desk.domain.person import FEMALE, MALE, PROVINCES
from desk.domain.records import VN, Channel, Office, Party, Procedure

COMMUNE: Final = "00000"
OFFICE: Final = Office(
    unit="H26.999.99",
    commune=COMMUNE,
    name="PHƯỜNG THỬ NGHIỆM",
    parent="ỦY BAN NHÂN DÂN PHƯỜNG THỬ NGHIỆM",
    place="Hà Nội",
    phone="0900 000 000",
    website="thu-nghiem.example",
)
ONLINE_SHARE: Final = 0.9
PER_DAY: Final = 370  # of one ward on a working day, all channels: some 92,000 a year

_FAMILIES: Final = {
    "Nguyễn": 38,
    "Trần": 11,
    "Lê": 10,
    "Phạm": 7,
    "Hoàng": 5,
    "Phan": 5,
    "Vũ": 4,
    "Đặng": 3,
    "Bùi": 3,
    "Đỗ": 3,
    "Hồ": 2,
    "Ngô": 2,
    "Dương": 2,
    "Lý": 1,
    "Đinh": 1,
    "Trịnh": 1,
    "Lương": 1,
    "Mai": 1,
}
_MIDDLES: Final = {
    MALE: ("Văn", "Đức", "Hữu", "Quang", "Minh", "Công", "Đình", "Xuân", "Thế", "Anh"),
    FEMALE: ("Thị", "Thị Thu", "Thị Ngọc", "Thu", "Ngọc", "Khánh", "Thanh", "Thị Hồng", "Bảo"),
}
_GIVENS: Final = {
    MALE: (
        *("Anh", "Bách", "Bình", "Cường", "Dũng", "Dương", "Đạt", "Đông", "Đức", "Hải", "Hiếu"),
        *("Hòa", "Hùng", "Huy", "Khoa", "Kiên", "Lâm", "Long", "Nam", "Nghĩa", "Phong", "Phúc"),
        *("Quân", "Quý", "Sơn", "Tấn", "Thắng", "Thịnh", "Tuấn", "Tùng", "Việt", "Vượng"),
    ),
    FEMALE: (
        *("An", "Ánh", "Châu", "Chi", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hiền"),
        *("Hoa", "Huệ", "Hương", "Lan", "Liên", "Linh", "Loan", "Mai", "Nga", "Ngân", "Nhung"),
        *("Oanh", "Phượng", "Quỳnh", "Thảo", "Thủy", "Trang", "Uyên", "Vân", "Xuyến", "Yến"),
    ),
}
_STREETS: Final = (
    *("phố Thử Nghiệm", "phố Mẫu", "ngõ Ví Dụ", "đường Minh Họa", "phố Giả Định"),
    *("ngách Tập Huấn", "đường Diễn Tập", "phố Chưa Có Thật"),
)
_PLACE: Final = "Phường Thử Nghiệm, Thành phố Hà Nội"
_TRADES: Final = ("Công ty TNHH", "Hợp tác xã", "Hộ kinh doanh", "Công ty cổ phần")
_AUTHORITY: Final = "Giấy ủy quyền (mẫu thử)"
_NOTES: Final = ("", "", "", "", "", "", "", "Hẹn gọi điện trước khi trả.", "Người cao tuổi.")
_DUE_REASON: Final = "Theo lịch hẹn của cơ quan giải quyết (dữ liệu thử)"

_MEN: Final = 0.48
_REGULARS: Final = 5000  # people remembered, so that some come again
_RETURNING: Final = 0.3
_BY_POST: Final = 0.02  # of what does not come online
_FOR_ANOTHER: Final = 0.06
_ORGANISATION: Final = 0.25  # of those who hand in for another
_WITH_CARD: Final = 0.5
_NEW_CARD: Final = 0.4
_CARDS_SINCE: Final = 2021
_NEW_CARDS_SINCE: Final = 2024

# A ward's counter by the quarter of an hour: full from 8 to 10 and from 14 to 15:30.
_QUARTERS: Final = tuple(
    (hour, 15 * q) for hour in (*range(8, 12), *range(13, 17)) for q in range(4)
)
_COUNTER_HOURS: Final = (
    *(6, 8, 9, 9, 9, 8, 8, 7, 5, 5, 4, 4, 3, 2, 2, 1),
    *(3, 3, 4, 5, 8, 8, 8, 7, 7, 6, 3, 3, 2, 2, 1, 1),
)
# Online filing goes on all evening and hardly at night.
_ONLINE_HOURS: Final = (1, 0, 0, 0, 0, 1, 2, 4, 9, 11, 10, 7, 4, 5, 9, 9, 8, 5, 3, 4, 6, 6, 4, 2)
# Full after the weekend, thin before the next; quiet around Tết, busy before school begins.
_WEEKDAYS: Final = (1.3, 1.05, 0.95, 0.95, 0.9, 0.7, 0.6)
_MONTHS: Final = (0.95, 0.6, 1.1, 1.0, 1.0, 1.1, 1.15, 1.2, 1.05, 1.0, 1.0, 0.95)
_ONLINE_ON_DAYS_OFF: Final = 0.35
_DAYS_GIVEN: Final = 10  # where the catalogue has no time limit, the clerk gives a day

_ADULT: Final = 18
_OLDEST: Final = 90
_UUID7_VERSION: Final = 7 << 76
_UUID_VARIANT: Final = 2 << 62


def _running(weights: Iterable[float]) -> list[float]:
    return list(accumulate(weights))


_COUNTER_SUMS: Final = _running(_COUNTER_HOURS)
_ONLINE_SUMS: Final = _running(_ONLINE_HOURS)


def _applicant(party: Party) -> dict[str, str]:
    return {
        "name": party.name,
        "personal_id": party.personal_id,
        "birth_date": party.birth_date,
        "sex": party.sex,
        "address": party.address,
        "phone": party.phone,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A dossier coming in."""

    at: datetime
    channel: Channel


class Sampler:
    """Makes people and dossiers; `year` is the one they live in."""

    def __init__(self, seed: int, *, year: int = 2026) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented people, not secrets
        self._year = year
        self._people = 0
        self._organisations = 0
        self._regulars: list[Party] = []
        self._families = list(_FAMILIES)
        self._family_weights = _running(_FAMILIES.values())
        self._provinces = list(PROVINCES)
        self._popularity: dict[int, list[float]] = {}

    def person(self) -> Party:
        """Invent an adult; the first 63,000 have identity numbers all of their own."""
        pick = self._random
        sex = MALE if pick.random() < _MEN else FEMALE
        family = pick.choices(self._families, cum_weights=self._family_weights)[0]
        name = f"{family} {pick.choice(_MIDDLES[sex])} {pick.choice(_GIVENS[sex])}"
        years = _ADULT + int(pick.betavariate(1.6, 2.6) * (_OLDEST - _ADULT))
        born = date(self._year - years, pick.randint(1, 12), pick.randint(1, 28))
        serial, self._people = self._people, self._people + 1
        province = self._provinces[serial // 1000 % len(self._provinces)]
        century = (born.year // 100 - 19) * 2 + (sex == FEMALE)
        return Party(
            name=name,
            personal_id=f"{province}{century}{born:%y}000{serial % 1000:03d}",
            birth_date=born.isoformat(),
            sex=sex,
            address=f"Số {pick.randint(1, 199)}, {pick.choice(_STREETS)}, {_PLACE}",
            phone=f"0900000{pick.randint(0, 999):03d}",
        )

    def visitor(self) -> Party:
        """Answer who comes next: often somebody who has been here before."""
        if self._regulars and self._random.random() < _RETURNING:
            return self._random.choice(self._regulars)
        someone = self.person()
        if len(self._regulars) < _REGULARS:
            self._regulars.append(someone)
        else:
            self._regulars[self._random.randrange(_REGULARS)] = someone
        return someone

    def organisation(self) -> Party:
        """Invent an organisation with a tax code that nobody was given (0000000xxx)."""
        self._organisations += 1
        return Party(
            name=f"{self._random.choice(_TRADES)} Thử Nghiệm Số {self._organisations}",
            kind="organisation",
            tax_code=f"{self._organisations % 1000:010d}",
            address=f"Số {self._random.randint(1, 199)}, {self._random.choice(_STREETS)}, {_PLACE}",
            phone=f"0900000{self._random.randint(0, 999):03d}",
        )

    def card_qr(self, person: Party, *, tail: bool | None = None) -> str:
        """Write the QR code of a person's card: of before July 2024, or the newer with a tail."""
        pick = self._random
        new = pick.random() < _NEW_CARD if tail is None else tail
        issued = date(
            (_NEW_CARDS_SINCE + 1 if new else _CARDS_SINCE) + pick.randint(0, 1),
            pick.randint(1, 12),
            pick.randint(1, 28),
        )
        born = date.fromisoformat(person.birth_date)
        old = f"000000{pick.randint(0, 999):03d}" if pick.random() < 1 / 2 else ""
        fields = [
            person.personal_id,
            old,
            person.name,
            f"{born:%d%m%Y}",
            person.sex.capitalize(),
            person.address,
            f"{issued:%d%m%Y}",
        ]
        if new:
            family = person.name.split()[0]
            fields += [
                "",
                f"{family} Văn {pick.choice(_GIVENS[MALE])}",
                f"{pick.choice(self._families)} Thị {pick.choice(_GIVENS[FEMALE])}",
                "",
            ]
        return "|".join(fields)

    def arrivals(
        self,
        first: date,
        last: date,
        is_working: Callable[[date], bool],
        *,
        per_day: float = PER_DAY,
        online: float = ONLINE_SHARE,
    ) -> Iterator[Arrival]:
        """Give arrivals from `first` to `last` (inclusive) in the order in which they come.

        `per_day` is the mean of a working day; counter and post only then, online on any day.
        """
        day = first
        while day <= last:
            mean = per_day * _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1]
            working = is_working(day)
            came = []
            if working:
                for _ in range(self._count(mean * (1 - online))):
                    post = self._random.random() < _BY_POST
                    channel = Channel.POST if post else Channel.COUNTER
                    came.append((self._counter_time(day), channel))
            share = online if working else online * _ONLINE_ON_DAYS_OFF
            came += [
                (self._online_time(day), Channel.ONLINE) for _ in range(self._count(mean * share))
            ]
            came.sort()
            for at, channel in came:
                yield Arrival(at=at, channel=channel)
            day += timedelta(days=1)

    def _count(self, mean: float) -> int:
        """Draw a day's number of arrivals: Poisson, near enough, and never below nothing."""
        return max(0, round(self._random.gauss(mean, math.sqrt(mean)))) if mean > 0 else 0

    def _counter_time(self, day: date) -> datetime:
        hour, minute = self._random.choices(_QUARTERS, cum_weights=_COUNTER_SUMS)[0]
        seconds = self._random.randrange(15 * 60)
        return datetime.combine(day, time(hour, minute), VN) + timedelta(seconds=seconds)

    def _online_time(self, day: date) -> datetime:
        hour = self._random.choices(range(24), cum_weights=_ONLINE_SUMS)[0]
        seconds = self._random.randrange(3600)
        return datetime.combine(day, time(hour), VN) + timedelta(seconds=seconds)

    def dossier(
        self,
        procedures: Sequence[Procedure],
        at: datetime,
        *,
        channel: Channel = Channel.COUNTER,
    ) -> dict[str, Any]:
        """Write one dossier as `desk receive` takes it; earlier procedures are asked for more."""
        pick = self._random
        weights = self._popularity.get(len(procedures))
        if weights is None:
            weights = _running(1 / rank for rank in range(1, len(procedures) + 1))
            self._popularity[len(procedures)] = weights
        procedure = pick.choices(procedures, cum_weights=weights)[0]
        someone = self.visitor()
        another = pick.random() < _FOR_ANOTHER
        by_card = channel is Channel.COUNTER and pick.random() < _WITH_CARD
        applicant = _applicant(someone)
        if by_card:
            applicant = {"phone": someone.phone}
        due = None
        if procedure.limit.value is None:
            due = datetime.combine(at.date() + timedelta(days=_DAYS_GIVEN), time(17), VN)
        return {
            "uid": self._uid(at),
            "procedure": procedure.code,
            "applicant": applicant,
            "id_card_qr": self.card_qr(someone) if by_card else None,
            "owner": self._owner() if another else None,
            "authority_paper": _AUTHORITY if another else None,
            "documents": [
                {"name": rule.name, "original": rule.original, "copy": rule.copy}
                for rule in procedure.papers
                if not rule.condition and not rule.present_only
            ],
            "sets": procedure.sets,
            "channel": channel.value,
            "received_at": at.isoformat(),
            "fee": None,
            "due_at": due.isoformat() if due else None,
            "due_reason": _DUE_REASON if due else None,
            "note": pick.choice(_NOTES),
        }

    def _owner(self) -> dict[str, str]:
        if self._random.random() < _ORGANISATION:
            owner = self.organisation()
            return {key: getattr(owner, key) for key in ("name", "tax_code", "address", "phone")}
        return _applicant(self.person())

    def _uid(self, at: datetime) -> str:
        """Make an identifier of the shape of UUIDv7, so that it sorts by time of arrival."""
        bits = self._random.getrandbits(74)
        stamp = int(at.timestamp() * 1000) << 80
        high, low = bits >> 62, bits & ((1 << 62) - 1)
        return str(uuid.UUID(int=stamp | _UUID7_VERSION | high << 64 | _UUID_VARIANT | low))

    def dossiers(
        self,
        procedures: Sequence[Procedure],
        first: date,
        last: date,
        is_working: Callable[[date], bool],
        *,
        per_day: float = PER_DAY,
        online: float = ONLINE_SHARE,
    ) -> Iterator[dict[str, Any]]:
        """Give whole days or years of dossiers in the order in which they come."""
        for arrival in self.arrivals(first, last, is_working, per_day=per_day, online=online):
            yield self.dossier(procedures, arrival.at, channel=arrival.channel)
