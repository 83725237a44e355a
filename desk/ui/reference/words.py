"""Kinds of reference data and what changes in them, in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from desk.domain.changes import Change, Comparison, Topic, counts
from desk.domain.records import Status
from desk.ui.language import mark, plural, translate
from desk.ui.words import status

_KINDS: Final = {
    "catalogue": mark("Reference", "Danh mục thủ tục"),
    "regimes": mark("Reference", "Chế độ pháp luật"),
    "waivers": mark("Reference", "Miễn, giảm phí"),
    "tariffs": mark("Reference", "Biểu phí theo trang"),
    "registers": mark("Reference", "Sổ chứng thực"),
    "handover": mark("Reference", "Quy tắc trả kết quả"),
    "retype": mark("Reference", "Phần mềm phải chép sang"),
    "prechecks": mark("Reference", "Kiểm tra trước khi nhận"),
    "steps": mark("Reference", "Bước xử lý trong cơ quan"),
    "reasons": mark("Reference", "Lý do thường dùng"),
    "grounds": mark("Reference", "Căn cứ gia hạn"),
    "units": mark("Reference", "Tên đơn vị"),
    "staff": mark("Reference", "Tài khoản cán bộ"),
}
_TOPICS: Final = {
    Topic.PROCEDURE: mark("Reference", "Thủ tục"),
    Topic.FEE: mark("Reference", "Phí, lệ phí"),
    Topic.LIMIT: mark("Reference", "Thời hạn"),
    Topic.PAPERS: mark("Reference", "Giấy tờ"),
    Topic.NAME: mark("Reference", "Tên"),
    Topic.DETAILS: mark("Reference", "Nội dung khác"),
    Topic.DAY_OFF: mark("Reference", "Ngày nghỉ"),
    Topic.WORKING_DAY: mark("Reference", "Ngày làm bù"),
    Topic.HOURS: mark("Reference", "Giờ làm việc"),
    Topic.ACCOUNT: mark("Reference", "Tài khoản"),
    Topic.ROLE: mark("Reference", "Vai trò"),
    Topic.UNIT: mark("Reference", "Đơn vị"),
    Topic.ENTRY: mark("Reference", "Mục"),
}
_TABLES: Final = {
    "status": mark("Reference", "Trạng thái hồ sơ"),
    "subject": mark("Reference", "Loại đối tượng"),
    "channel": mark("Reference", "Cách nộp"),
    "steps": mark("Reference", "Nội dung xử lý"),
    "procedure": mark("Reference", "Mã thủ tục"),
    "born": mark("Reference", "Hồ sơ nộp tại cổng"),
    "answers": mark("Reference", "Câu trả lời của cổng"),
    "papers": mark("Reference", "Loại giấy tờ"),
    "fee": mark("Reference", "Lệ phí"),
    "supplement": mark("Reference", "Yêu cầu bổ sung"),
    "actions": mark("Reference", "Hành động"),
    "service": mark("Reference", "Mã thủ tục (serviceCode)"),
    "template": mark("Reference", "Mẫu hồ sơ"),
    "parts": mark("Reference", "Thành phần hồ sơ"),
    "codes": mark("Reference", "Mã khác"),
}
_ROLES: Final = {
    "counter": mark("Reference", "cán bộ một cửa"),
    "clerk": mark("Reference", "chuyên viên"),
    "leader": mark("Reference", "lãnh đạo"),
    "administrator": mark("Reference", "quản trị"),
}
_CALENDAR: Final = "calendar-"
_CODES: Final = "codes-"
_REPORT: Final = "report-"  # and its name and first day
_SYSTEMS: Final = {
    "portal": mark("Reference", "Cổng Dịch vụ công quốc gia"),
    "opencps": mark("Reference", "OpenCPS"),
}


def kind(name: str) -> str:
    """Return what a kind of data is called."""
    if name.startswith(_CALENDAR):
        year = name.removeprefix(_CALENDAR)
        return translate("Reference", "Lịch làm việc năm {year}").format(year=year)
    if name.startswith(_CODES):
        system = name.removeprefix(_CODES)
        told = translate("Reference", _SYSTEMS[system]) if system in _SYSTEMS else system
        return translate("Reference", "Bảng mã của {system}").format(system=told)
    if name.startswith(_REPORT):
        form = name.removeprefix(_REPORT)[: -len("-2026-01-01")]
        return translate("Reference", "Biểu báo cáo {form}").format(form=form)
    return translate("Reference", _KINDS[name]) if name in _KINDS else name


def topic(change: Change) -> str:
    """Return what a change is about, and whether something comes or goes."""
    table = change.name.partition(".")[0]
    source = _TABLES.get(table, table) if change.topic is Topic.CODE else _TOPICS[change.topic]
    told = translate("Reference", source)
    if change.after and not change.before:
        return translate("Reference", "{what} · thêm").format(what=told)
    if change.before and not change.after:
        return translate("Reference", "{what} · bỏ").format(what=told)
    return told


def subject(change: Change) -> str:
    """Return what or whom a change is about."""
    if change.topic in (Topic.DAY_OFF, Topic.WORKING_DAY):
        return change.name
    if change.topic is Topic.CODE:
        return _code(change)
    return " · ".join(part for part in (change.name, change.key, change.where) if part)


def _code(change: Change) -> str:
    """Return our side of a code, and where it stands in its table."""
    called = change.key
    if change.name.endswith("status") and change.key.isdecimal():
        number = int(change.key)
        called = status(Status(number)) if number in set(Status) else called
    below = change.name.partition(".")[2].removeprefix("names.")
    below = "" if below in ("codes", "status") else below
    return " · ".join(part for part in (called, change.key * (called != change.key), below) if part)


def value(change: Change, text: str) -> str:
    """Return a value as it was or will be."""
    if change.topic in (Topic.ACCOUNT, Topic.ROLE) and text in _ROLES:
        return translate("Reference", _ROLES[text])
    return text or "–"


def starts(shown: Comparison, today: date) -> str:
    """Return from when an edition holds, or that it never will."""
    if shown.refused:
        return translate("Reference", "Không dùng được")
    day = date.fromisoformat(shown.starts)
    told = f"{day:%d/%m/%Y}"
    if shown.withdrawn:
        return translate("Reference", "đã thu hồi, không dùng từ {day}").format(day=told)
    if not shown.started:
        left = (day - today).days
        return plural(
            left,
            translate("Reference", "từ {day}, ngày mai"),
            translate("Reference", "từ {day}, còn {n} ngày"),
            day=told,
        )
    if shown.in_force:
        return translate("Reference", "đang dùng từ {day}").format(day=told)
    return translate("Reference", "đã thay, dùng từ {day}").format(day=told)


def counted(shown: Comparison) -> str:
    """Return how much changes."""
    if not shown.changes:
        return translate("Reference", "không đổi gì")
    return plural(
        len(shown.changes),
        translate("Reference", "1 thay đổi"),
        translate("Reference", "{n} thay đổi"),
    )


def tallied(shown: Comparison) -> str:
    """Return how much is added, changed and taken away; of one change, that it is one."""
    if len(shown.changes) <= 1:
        return counted(shown)
    parts = zip(
        (
            translate("Reference", "thêm {n}"),
            translate("Reference", "đổi {n}"),
            translate("Reference", "bỏ {n}"),
        ),
        counts(shown.changes),
        strict=True,
    )
    return f"{counted(shown)}: " + ", ".join(said.format(n=n) for said, n in parts if n)
