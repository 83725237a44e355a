"""One page that shows what the city holds: names masked, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from desk import messages
from desk.city.store import Store, identity
from desk.city.tables import HELD, UNDECIDED, alarm, device, dossier, event, lease, proof, unit
from desk.domain.records import VN, Dossier, Status
from desk.domain.text import initials
from desk.wire import canonical
from desk.wire.ids import from_key

REFRESH_S: Final = 10
_LATEST: Final = 20

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

_STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; color: #1c2430; background: #f6f7f9; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; background: #fff; }
th, td { text-align: left; padding: .4rem .7rem; border-bottom: 1px solid #dde2e8; }
th { background: #eceff3; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
.quiet { color: #5b6675; }
"""


def render(store: Store, now: datetime) -> str:
    """Return the page."""
    with store.read() as tx:
        feed, position = identity(tx).feed, identity(tx).position
        parts = [
            _units(tx),
            _statuses(tx),
            _latest(tx),
            _devices(tx),
            _alarms(tx),
        ]
    role = "Máy chủ phường" if store.hub else "Thành phố"
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{REFRESH_S}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{role}: hồ sơ một cửa</title><style>{_STYLE}</style></head><body>"
        f"<h1>{role}: hồ sơ một cửa</h1>"
        f'<p class="quiet">Lúc {_time(now)}. Dòng sự kiện {escape(feed)}, vị trí {position}. '
        f"Trang tự làm mới sau mỗi {REFRESH_S} giây; tên người được rút gọn.</p>"
        f"{''.join(parts)}</body></html>"
    )


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; every cell is escaped, numbers are set to the right."""
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    if not body:
        body = f'<tr><td class="quiet" colspan="{len(heads)}">Chưa có</td></tr>'
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    return (
        f"<h2>{escape(title)}</h2><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'.replace(",", ".")
    return f"<td>{escape(str(value))}</td>"


def _time(at: datetime | None) -> str:
    return at.astimezone(VN).strftime("%H:%M:%S %d/%m/%Y") if at else "–"


def _moment(micros: int | None) -> str:
    return _time(None if micros is None else datetime.fromtimestamp(micros / 1e6, UTC))


def _units(tx: Connection) -> str:
    counted = (
        select(dossier.c.unit_id, func.count().label("held")).group_by(dossier.c.unit_id).subquery()
    )
    rows = tx.execute(
        select(unit, func.coalesce(counted.c.held, 0).label("held"))
        .outerjoin(counted, counted.c.unit_id == unit.c.id)
        .order_by(unit.c.code)
    )
    heads = ("Mã đơn vị", "Tên", "Mã xã/phường", "Hồ sơ")
    return _table("Đơn vị", heads, ((r.code, r.name, r.commune, int(r.held)) for r in rows))


def _statuses(tx: Connection) -> str:
    rows = tx.execute(
        select(unit.c.code, dossier.c.status, func.count().label("held"))
        .join(unit, unit.c.id == dossier.c.unit_id)
        .group_by(unit.c.code, dossier.c.status)
        .order_by(unit.c.code, dossier.c.status)
    )
    heads = ("Đơn vị", "Trạng thái", "Hồ sơ")
    lines = ((r.code, f"{r.status} {_STATUS[Status(r.status)]}", int(r.held)) for r in rows)
    return _table("Theo trạng thái", heads, lines)


def _latest(tx: Connection) -> str:
    rows = tx.execute(select(dossier).order_by(dossier.c.id.desc()).limit(_LATEST))
    heads = ("Mã hồ sơ", "Thủ tục", "Chủ hồ sơ", "Trạng thái", "Nhận lúc", "Hẹn trả")
    return _table("Hồ sơ mới nhất", heads, (_dossier(row) for row in rows))


def _dossier(row: Row[Any]) -> tuple[object, ...]:
    state = canonical.loads(Dossier, bytes(row.state))
    struck = " (đã hủy)" if row.voided else ""
    return (
        row.code,
        state.procedure_name,
        initials(state.subject.name),
        f"{_STATUS[state.status]}{struck}",
        _moment(row.opened),
        _moment(row.due),
    )


def _devices(tx: Connection) -> str:
    waits = (
        select(event.c.device_id, event.c.state, func.count().label("many"))
        .where(UNDECIDED)
        .group_by(event.c.device_id, event.c.state)
    )
    open_events = {(row.device_id, row.state == HELD): int(row.many) for row in tx.execute(waits)}
    slots: dict[int, list[int]] = {}
    for row in tx.execute(select(lease).order_by(lease.c.slot)):
        slots.setdefault(row.device_id, []).append(row.slot)
    proofs = {
        row.device_id: f"{row.count:,} hồ sơ, {_moment(row.at)}".replace(",", ".", 1)
        for row in tx.execute(select(proof))
    }
    rows = tx.execute(
        select(device, unit.c.code)
        .join(unit, unit.c.id == device.c.unit_id)
        .order_by(unit.c.code, device.c.id)
    )
    heads = (
        "Đơn vị",
        "Máy",
        "Dải số",
        "Mã máy",
        "Gửi lần cuối",
        "Bị từ chối",
        "Đang chờ",
        "Máy xác nhận giữ đủ",
    )
    lines = (
        (
            row.code,
            row.name + (" (có bản sao)" if row.forked else ""),
            ", ".join(map(str, slots.get(row.id, ()))),
            from_key(bytes(row.uid)),
            _moment(row.seen),
            open_events.get((row.id, False), 0),
            open_events.get((row.id, True), 0),
            proofs.get(row.id, "–"),
        )
        for row in rows
    )
    return _table("Máy ở quầy", heads, lines)


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
        (_moment(r.at), r.code, r.name, messages.words(r.kind, "vi").title, r.detail, r.event)
        for r in rows
    )
    return _table("Cảnh báo", heads, lines)
