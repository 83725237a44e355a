"""One page that shows what the city holds: names masked, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Row, func, select

from desk import messages
from desk.city.health import Health, hubs, last_heard, midnight
from desk.city.html import STYLE, Html, moment, number, table, time
from desk.city.store import Store
from desk.city.tables import (
    COPIED,
    HELD,
    PARTED,
    UNDECIDED,
    alarm,
    device,
    dossier,
    event,
    lease,
    proof,
    unit,
)
from desk.domain.records import Dossier, Status
from desk.domain.text import initials
from desk.wire import canonical
from desk.wire.ids import from_key

REFRESH_S: Final = 10
_LATEST: Final = 20
_MOST_MACHINES: Final = 40
_HUB: Final = "máy trung gian, không cấp số"

#: Why a request is refused, by its word; others are the asker's own mistakes.
_WHY: Final = {
    "busy": "Quá nhiều việc cùng lúc",
    "too-fast": "Một máy hỏi quá nhanh",
    "CityLockedError": "Cơ sở dữ liệu bận",
    "CityDatabaseError": "Cơ sở dữ liệu không trả lời",
    "CityDiskError": "Ổ đĩa tệp không ghi hoặc đọc được",
    "internal": "Lỗi của dịch vụ",
    "token": "Mã truy cập không của máy nào",
    "portal": "Không có khóa của cổng",
    "revoked": "Máy đã bị thu hồi quyền",
    "expired": "Chứng thư của máy hết hạn",
    "signature": "Chữ ký không đúng",
    "replayed": "Yêu cầu cũ gửi lại",
    "code": "Mã kết nối không đúng",
    "code-used": "Mã kết nối đã dùng",
    "code-expired": "Mã kết nối hết hạn",
    "slot": "Số quầy đã có máy khác",
    "unit": "Sai đơn vị",
    "device": "Nói thay máy khác",
    "too-large": "Gửi quá nhiều một lần",
    "too-slow": "Gửi quá chậm",
    "unknown-file": "Tệp không phải của đơn vị",
}

_STATUS: Final = {
    Status.FILED: "Mới đăng ký",
    Status.RECEIVED: "Được tiếp nhận",
    Status.NOT_ACCEPTED: "Không được tiếp nhận",
    Status.IN_HAND: "Đang xử lý",
    Status.SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
    Status.PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Status.WITHDRAWING: "Công dân yêu cầu rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
    Status.DONE: "Đã xử lý xong",
    Status.RETURNED: "Đã trả kết quả",
}


def render(store: Store, known: Health, heard: Mapping[int, int], unit_code: str = "") -> str:
    """Return the page; `unit_code` asks for one ward's counters, `heard` is when each asked."""
    begun = midnight(known.time)
    with store.read() as tx:
        machines = _machines(tx, heard)
        units = _units(tx, machines, begun)
        shown = _shown(machines, begun, unit_code)
        parts = [
            _figures(known),
            _refusals(known.refused),
            units,
            _devices(tx, shown, unit_code, len(machines)),
            _statuses(tx),
            _latest(tx),
            _alarms(tx),
        ]
    role = "Máy chủ phường" if store.hub else "Thành phố"
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{REFRESH_S}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{role}: hồ sơ một cửa</title><style>{STYLE}</style></head><body>"
        f"<h1>{role}: hồ sơ một cửa</h1>"
        f'<p class="quiet">Lúc {time(known.time)}. Dòng sự kiện {escape(known.feed)}. '
        f"Trang tự làm mới sau mỗi {REFRESH_S} giây; tên người được rút gọn.</p>"
        f"{''.join(parts)}</body></html>"
    )


def _figures(known: Health) -> str:
    """Return the service in a few figures."""
    asked, counters = known.requests, known.counters
    first = min((each.since for each in known.workers), default=known.time)
    times = "–" if asked.p50_ms is None else f"{_ms(asked.p50_ms)} / {_ms(asked.p95_ms)}"
    revoked = f"{counters.revoked} quầy đã thu hồi quyền" if counters.revoked else ""
    between = f"cùng {number(counters.hubs)} máy trung gian" if counters.hubs else ""
    figures = (
        ("Tiến trình phục vụ", number(len(known.workers)), f"từ {time(first)}"),
        ("Yêu cầu một phút", number(asked.per_minute), f"{number(asked.hour)} trong một giờ"),
        ("Thời gian trả lời", times, "nửa số / 95 % không lâu hơn, 15 phút qua"),
        (
            "Quầy có liên lạc hôm nay",
            f"{number(counters.today)} / {number(counters.all)}",
            " · ".join(
                each
                for each in (f"{number(counters.silent)} quầy chưa liên lạc", revoked, between)
                if each
            ),
        ),
        (
            "Sự kiện chờ / bị từ chối",
            f"{number(known.undecided.held)} / {number(known.undecided.refused)}",
            "chưa có người quyết định",
        ),
        (
            "Cơ sở dữ liệu",
            f"{number(known.bytes // 1_000_000)} MB",
            f"{known.database}, vị trí {number(known.position)}",
        ),
    )
    cells = "".join(
        f"<div><dt>{name}</dt><dd>{value}<small>{detail}</small></dd></div>"
        for name, value, detail in figures
    )
    return f"<dl>{cells}</dl>"


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} ms"


def _refusals(refused: Mapping[str, int]) -> str:
    ordered = sorted(refused.items(), key=lambda each: (-each[1], each[0]))
    rows = ((_WHY.get(code, "Khác"), code, many) for code, many in ordered)
    return table("Yêu cầu bị từ chối trong 24 giờ", ("Vì sao", "Mã", "Số lần"), rows)


@dataclass(frozen=True, slots=True)
class _Machine:
    """A device's row, what of it nobody has decided about, and when it was last heard of."""

    row: Row[Any]
    refused: int
    held: int
    heard: int
    hub: bool  # it hands on what is published, and is no counter


def _machines(tx: Connection, heard: Mapping[int, int]) -> list[_Machine]:
    waits = (
        select(event.c.device_id, event.c.state, func.count().label("many"))
        .where(UNDECIDED)
        .group_by(event.c.device_id, event.c.state)
    )
    many = {(row.device_id, row.state == HELD): int(row.many) for row in tx.execute(waits)}
    rows = tx.execute(
        select(device, unit.c.code)
        .join(unit, unit.c.id == device.c.unit_id)
        .order_by(unit.c.code, device.c.id)
    )
    handing_on = hubs(tx)
    return [
        _Machine(
            row,
            many.get((row.id, False), 0),
            many.get((row.id, True), 0),
            last_heard(row, heard),
            row.id in handing_on,
        )
        for row in rows
    ]


def _units(tx: Connection, machines: Sequence[_Machine], begun: int) -> str:
    counted = (
        select(dossier.c.unit_id, func.count().label("held")).group_by(dossier.c.unit_id).subquery()
    )
    rows = tx.execute(
        select(unit, func.coalesce(counted.c.held, 0).label("held"))
        .outerjoin(counted, counted.c.unit_id == unit.c.id)
        .order_by(unit.c.code)
    )
    wards: dict[str, list[int]] = {}
    for each in machines:
        if each.row.token is not None and each.row.revoked is None and not each.hub:
            wards.setdefault(each.row.code, []).append(each.heard)
    lines = (
        (
            Html(f'<a href="/?unit={quote(r.code)}">{escape(r.code)}</a>'),
            r.name,
            r.commune,
            int(r.held),
            sum(at >= begun for at in wards.get(r.code, ())),
            sum(at < begun for at in wards.get(r.code, ())),
            moment(max(wards.get(r.code, [0])) or None),
        )
        for r in rows
    )
    heads = (
        "Mã đơn vị",
        "Tên",
        "Mã xã/phường",
        "Hồ sơ",
        "Quầy hôm nay",
        "Quầy im lặng",
        "Liên lạc cuối",
    )
    return table("Đơn vị", heads, lines)


def _statuses(tx: Connection) -> str:
    rows = tx.execute(
        select(dossier.c.status, func.count().label("held"))
        .group_by(dossier.c.status)
        .order_by(dossier.c.status)
    )
    lines = ((f"{r.status} {_STATUS[Status(r.status)]}", int(r.held)) for r in rows)
    return table("Hồ sơ theo trạng thái", ("Trạng thái", "Hồ sơ"), lines)


def _latest(tx: Connection) -> str:
    rows = tx.execute(select(dossier).order_by(dossier.c.id.desc()).limit(_LATEST))
    heads = ("Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Trạng thái", "Nhận lúc", "Hẹn trả")
    return table("Hồ sơ mới nhất", heads, (_dossier(row) for row in rows))


def _dossier(row: Row[Any]) -> tuple[object, ...]:
    state = canonical.loads(Dossier, bytes(row.state))
    struck = " (đã hủy)" if row.voided else ""
    return (
        row.code,
        state.procedure_name,
        initials(state.subject.name),
        f"{_STATUS[state.status]}{struck}",
        moment(row.opened),
        moment(row.due),
    )


def _shown(machines: Sequence[_Machine], begun: int, unit_code: str) -> list[_Machine]:
    """Return the counters to list: a ward's, all of a small city, else those to look at first."""
    if unit_code:
        return [each for each in machines if each.row.code == unit_code]
    if len(machines) <= _MOST_MACHINES:
        return list(machines)
    wrong = [each for each in machines if each.refused or each.held or each.row.forked == COPIED]
    silent = [
        each
        for each in machines
        if each.heard < begun and each.row.revoked is None and each not in wrong
    ]
    silent.sort(key=lambda each: each.heard)
    return [*wrong, *silent][:_MOST_MACHINES]


def _devices(tx: Connection, shown: Sequence[_Machine], unit_code: str, all_: int) -> str:
    slots: dict[int, list[int]] = {}
    for row in tx.execute(select(lease).order_by(lease.c.slot)):
        slots.setdefault(row.device_id, []).append(row.slot)
    said = select(proof.c.device_id, proof.c.at, proof.c.count.label("many"))
    proofs = {
        row.device_id: f"{number(row.many)} hồ sơ, {moment(row.at)}" for row in tx.execute(said)
    }
    heads = (
        "Đơn vị",
        "Máy",
        "Dải số",
        "Mã máy",
        "Liên lạc cuối",
        "Bị từ chối",
        "Đang chờ",
        "Máy xác nhận giữ đủ",
    )
    lines = (
        (
            each.row.code,
            each.row.name + _marks(each.row),
            _HUB if each.hub else ", ".join(map(str, slots.get(each.row.id, ()))),
            from_key(bytes(each.row.uid)),
            moment(each.heard or None),
            each.refused,
            each.held,
            proofs.get(each.row.id, "–"),
        )
        for each in shown
    )
    note = ""
    if unit_code:
        note = f'Chỉ của {escape(unit_code)}. <a href="/">Xem cả thành phố</a>'
    elif len(shown) < all_:
        note = (
            f"{number(len(shown))} trong {number(all_)} máy: cần xem trước, rồi im lặng lâu. "
            "Chọn mã đơn vị để xem mọi máy của đơn vị ấy."
        )
    return table("Máy ở quầy", heads, lines, note)


def _marks(row: Row[Any]) -> str:
    copied = {COPIED: " (có bản sao)", PARTED: " (bản sao đã kết thúc)"}.get(row.forked, "")
    return copied + (" (đã thu hồi quyền)" if row.revoked is not None else "")


def _alarms(tx: Connection) -> str:
    rows = tx.execute(
        select(alarm, unit.c.code, device.c.name)
        .join(unit, unit.c.id == alarm.c.unit_id)
        .join(device, device.c.id == alarm.c.device_id)
        .order_by(alarm.c.id.desc())
        .limit(_LATEST)
    )
    heads = ("Lúc", "Đơn vị", "Máy", "Việc gì", "Chi tiết", "Sự kiện")
    lines = (
        (moment(r.at), r.code, r.name, messages.words(r.kind, "vi").title, r.detail, r.event)
        for r in rows
    )
    return table("Cảnh báo", heads, lines)
