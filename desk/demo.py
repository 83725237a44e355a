"""A told counter day, without a screen: two counters, a city, a network that comes and goes.

Everything is done by the real program on invented people. It ends by naming the papers and
window pictures it made and how long each step took.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from desk.app import city, counter, exchange, practice, window
from desk.app.practice import StoryClock
from desk.domain.cards import parse_card_qr
from desk.domain.records import VN, Actor, Dossier, Party
from desk.domain.views import NewDossier
from desk.sample import Sampler
from desk.services import checking, intake, print_queue, processing, queue, reading, staff
from desk.services.processing import Details
from desk.services.workplace import Workplace

_OPENS: Final = 8
_CARDS: Final = (
    ("1.001193", "khai sinh"),
    ("2.000815", "chứng thực bản sao"),
    ("1.004873", "xác nhận tình trạng hôn nhân"),
)
_OFFLINE: Final = ("1.000894", "2.000635", "1.004194")


class DemoFailedError(Exception):
    """The day did not end as it must; this is our bug, never the user's."""


@dataclass(slots=True)
class Day:
    """The demo's stage: where papers go, the clock, the cast."""

    out: Path
    clock: StoryClock
    sampler: Sampler
    took: list[tuple[str, float]] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)

    def tell(self, text: str) -> None:
        """Say what happens, with the day's time."""
        sys.stdout.write(f"  {self.clock.at:%H:%M}  {text}\n")
        sys.stdout.flush()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Tell and time one step of the day."""
        sys.stdout.write(f"\n{title}\n")
        start = time.perf_counter()
        yield
        self.took.append((title, time.perf_counter() - start))

    def later(self, minutes: int) -> None:
        """Let the day go on."""
        self.clock.at += timedelta(minutes=minutes)

    def keep(self, name: str, pdf: bytes) -> None:
        """Keep a paper that was printed."""
        path = self.out / f"{len(self.papers) + 1:02d}-{name}.pdf"
        counter.write_file(path, pdf)
        self.papers.append(path)


def run(out: Path) -> None:
    """Live through the day; papers and pictures go to `out`.

    Raises:
        DemoFailedError: the two sides did not end equal, or a log does not verify.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("*.pdf"), *out.glob("*.png")):
        old.unlink()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-demo-")))
        stack.enter_context(counter.witness_at(folder / "witness"))
        day = Day(out, StoryClock(_morning()), Sampler(11))
        _live(day, folder)
    _summary(day)


def _morning() -> datetime:
    """Return eight o'clock of the latest working day that has not begun before its night."""
    now = counter.clock().astimezone(VN)
    calendar = city.rules().calendar
    today = calendar.working_on_or_after(now.date())
    return datetime(today.year, today.month, today.day, _OPENS, 2, tzinfo=VN)


def _live(day: Day, folder: Path) -> None:
    database = city.database_url(folder / "city")
    with (
        day.step("Sáng: hai quầy và thành phố bắt đầu làm việc"),
        city.running(database, clock=day.clock) as ready,
    ):
        port = int(ready.url.rsplit(":", 1)[1])
        first = _counter(day, folder, 1, database, ready.url)
        second = _counter(day, folder, 2, database, ready.url)
    try:
        with city.running(database, port, clock=day.clock):
            with day.step("Công dân đến, quét thẻ, nhận giấy hẹn"):
                received = [_visitor(day, first, code) for code, _ in _CARDS]
            with day.step("Trao đổi với thành phố"):
                _exchange(day, first)
        with day.step("Mất mạng: vẫn tiếp nhận, số trên giấy hẹn là số cuối cùng"):
            offline = [_visitor(day, first, code) for code in _OFFLINE]
            _try_offline(day, first)
            day.pictures += window.pictures(first, day.out, ("offline",))
        with city.running(database, port, clock=day.clock):
            with day.step("Có mạng lại; một hồ sơ nộp trực tuyến đã đến"):
                online = _online(day, database, first)
            with day.step("Cán bộ xử lý hàng đợi"):
                _work(day, first, received, offline, online)
            with day.step("Quầy 2 thấy hồ sơ của quầy 1, xử lý tiếp và trả kết quả"):
                _second(day, first, second, received)
            with day.step("Trả kết quả"):
                _hand_over(day, first, [*received[1:], *offline[:1], online])
            with day.step("Hai bên đối chiếu"):
                for work in (first, second):
                    _exchange(day, work)
                _exchange(day, first)
                _prove(day, (first, second))
        with day.step("Ảnh chụp các màn hình"):
            names = ("receive", "handover", "exchange", "dark")
            day.pictures += window.pictures(first, day.out, names)
    finally:
        first.close()
        second.close()


def _counter(day: Day, folder: Path, slot: int, database: str, url: str) -> Workplace:
    data = folder / f"quay-{slot}"
    counter.initialise(
        data, unit=practice.UNIT, commune=practice.COMMUNE, name=practice.NAME, slot=slot
    )
    work = counter.open_work(data, purpose="demo")
    work.clock = day.clock
    with work.database.read() as tx:
        admin = staff.acting(tx)
    for login, name, role in practice.STAFF:
        staff.open_account(work, admin, login=login, name=name, role=role)
    ward = {"unit": practice.UNIT, "commune": practice.COMMUNE, "name": practice.NAME}
    code = city.enroll(database, **ward, clock=day.clock)
    exchange.connect(work, url, code)
    day.tell(f"Quầy {slot} đã đăng ký với thành phố bằng mã dùng một lần")
    return work


def _who(work: Workplace, login: str) -> Actor:
    with work.database.read() as tx:
        return staff.acting(tx, login)


def _visitor(day: Day, work: Workplace, procedure: str) -> Dossier:
    """Let a citizen show a card; the receipt is on disk before it is on paper."""
    day.later(7)
    person = day.sampler.person()
    scanned = parse_card_qr(day.sampler.card_qr(person)).party
    new = NewDossier(procedure=procedure, submitter=_with_phone(scanned, person))
    start = time.perf_counter()
    made = intake.receive(work, new, _who(work, "lan"))
    ms = (time.perf_counter() - start) * 1000
    state = made.dossier
    day.tell(f"{state.code}  {state.procedure_name}  hẹn {state.due_at:%H:%M %d/%m}  ({ms:.0f} ms)")
    _print_waiting(day, work)
    return state


def _with_phone(scanned: Party, person: Party) -> Party:
    return replace(scanned, phone=person.phone)


def _print_waiting(day: Day, work: Workplace) -> None:
    """Print what the queue holds: to files here, to a printer at a counter."""
    while (job := print_queue.take(work)) is not None:
        form, pdf = counter.print_job(work, work.database.folder, job)
        day.keep(form, pdf)
        print_queue.settle(work, job)


def _exchange(day: Day, work: Workplace) -> None:
    told = exchange.once(work)
    if told.errors:
        raise DemoFailedError(told.errors)
    day.tell(f"gửi {told.pushed} sự kiện, nhận {told.pulled}, còn chờ {told.waiting}")


def _try_offline(day: Day, work: Workplace) -> None:
    told = exchange.once(work)
    if not told.errors:
        raise DemoFailedError("the city answered although it was away")
    day.tell(f"Ngoại tuyến: {told.waiting} mục chờ gửi, máy sẽ tự gửi lại")


def _online(day: Day, database: str, work: Workplace) -> Dossier:
    day.later(3)
    person = day.sampler.person()
    filed = city.file_online(
        database,
        {
            "unit": practice.UNIT,
            "procedure": "1.004222",
            "applicant": {"name": person.name, "personal_id": person.personal_id},
            "channel": "online",
        },
        clock=day.clock,
    )
    day.tell(f"Công dân nộp trực tuyến: {filed['code']} (thành phố cấp số)")
    _exchange(day, work)
    day.later(20)
    state = processing.act(work, str(filed["code"]), "accept", _who(work, "lan"))
    day.tell(f"Tiếp nhận {state.code}, hẹn {state.due_at:%H:%M %d/%m}")
    _print_waiting(day, work)
    return state


def _work(
    day: Day, work: Workplace, received: list[Dossier], offline: list[Dossier], online: Dossier
) -> None:
    minh = _who(work, "minh")
    page = queue.page(work, minh)
    day.tell(f"{len(page.rows)} hồ sơ đang mở; gấp nhất: {page.rows[0].code}")
    for state in (*received, *offline, online):
        day.later(6)
        processing.act(work, state.code, "claim", minh)
    day.pictures += window.pictures(work, day.out, ("queue", "dossier"))
    asked = offline[1]
    details = Details(reason="Thiếu bản sao giấy tờ chứng minh", items=("Bản sao hộ tịch cũ",))
    processing.act(work, asked.code, "supplement", minh, details)
    day.tell(f"{asked.code}: yêu cầu bổ sung (Mẫu 02), đồng hồ dừng")
    refused = offline[2]
    processing.act(
        work, refused.code, "reject", minh, Details(reason="Không thuộc thẩm quyền của phường")
    )
    day.tell(f"{refused.code}: từ chối sau thẩm định (Mẫu 03), trả như một kết quả")
    for state in (*received[1:], offline[0], online):
        day.later(9)
        processing.act(work, state.code, "finish", minh)
    day.later(30)
    brought = Details(items=("Bản sao hộ tịch cũ:0:1",))
    processing.act(work, asked.code, "supplemented", _who(work, "lan"), brought)
    day.tell(f"{asked.code}: công dân đã bổ sung, Mẫu 01 bản mới cùng mã, ghi cả giấy vừa nộp")
    _print_waiting(day, work)
    _exchange(day, work)


def _second(day: Day, first: Workplace, second: Workplace, received: list[Dossier]) -> None:
    day.later(5)
    _exchange(day, second)
    state = received[0]
    minh = _who(second, "minh")
    processing.act(second, state.code, "claim", minh)
    processing.act(second, state.code, "finish", minh)
    day.later(12)
    _return(day, second, state)
    _exchange(day, second)
    _exchange(day, first)
    seen = reading.open_dossier(first, state.code, _who(first, "lan")).dossier
    day.tell(f"Quầy 1 thấy {seen.code} đã trả tại {seen.holder_name}")


def _return(day: Day, work: Workplace, state: Dossier) -> None:
    details = Details(to=state.submitter.name, id_number=state.submitter.personal_id)
    processing.act(work, state.barcode, "hand-over", _who(work, "lan"), details)
    day.tell(f"{state.code}: quét mã vạch, đã trả kết quả")


def _hand_over(day: Day, work: Workplace, states: list[Dossier]) -> None:
    for state in states:
        day.later(4)
        _return(day, work, state)
    made = counter.print_form(work, work.database.folder, "control", states[0].code)
    day.keep("control", made.pdf)


def _prove(day: Day, works: tuple[Workplace, ...]) -> None:
    for work in works:
        told = exchange.same(work)
        verdict = checking.verify(work)
        if not told.equal or not verdict.ok:
            raise DemoFailedError(told, verdict.problems)
        day.tell(
            f"Thành phố xác nhận {told.theirs}/{told.ours} hồ sơ trùng khớp; "
            f"nhật ký {verdict.events} sự kiện đúng từng byte"
        )


def _summary(day: Day) -> None:
    write = sys.stdout.write
    write("\nGiấy đã in:\n")
    for path in day.papers:
        write(f"  {path}\n")
    write("Ảnh cửa sổ:\n")
    for path in day.pictures:
        write(f"  {path}\n")
    write("Thời gian từng bước:\n")
    for title, seconds in day.took:
        write(f"  {seconds:6.2f} s  {title}\n")
    write("Hai bên khớp nhau.\n")
