"""A dossier's timeline as sentences: one per kind of event, from the entry's facts.

Facts are texts; those that are instants (ISO 8601) are shown as clocks and dates. The first
sentence whose facts are all there is told, so a thin entry still reads well.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from desk.domain.views import TimelineEntry
from desk.ui import words
from desk.ui.language import mark, translate
from desk.ui.notices import words as notices

SENTENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "Received": (
        mark("Story", "Tiếp nhận hồ sơ, hẹn trả kết quả {due_at}"),
        mark("Story", "Tiếp nhận hồ sơ"),
    ),
    "Filed": (mark("Story", "Công dân nộp hồ sơ trực tuyến"),),
    "Imported": (
        mark("Story", "Nhập từ dữ liệu cũ, hẹn trả kết quả {due_at}"),
        mark("Story", "Nhập từ dữ liệu cũ"),
    ),
    "Accepted": (
        mark("Story", "Chấp nhận hồ sơ trực tuyến, hẹn trả kết quả {due_at}"),
        mark("Story", "Chấp nhận hồ sơ trực tuyến"),
    ),
    "Guided": (
        mark("Story", "Hướng dẫn công dân bổ sung trước khi tiếp nhận: {reason}"),
        mark("Story", "Hướng dẫn công dân bổ sung trước khi tiếp nhận"),
    ),
    "Claimed": (
        mark("Story", "{assignee} nhận xử lý"),
        mark("Story", "Nhận xử lý hồ sơ"),
    ),
    "Forwarded": (
        mark("Story", "Bàn giao cho {to}, phiếu {batch}"),
        mark("Story", "Bàn giao cho {to}: {note}"),
        mark("Story", "Bàn giao cho {to}"),
        mark("Story", "Bàn giao hồ sơ"),
    ),
    "SupplementAsked": (
        mark("Story", "Yêu cầu bổ sung lần nữa (phiếu {number}): {reason}. Căn cứ: {again}"),
        mark("Story", "Yêu cầu bổ sung (phiếu {number}): {reason}. Thời hạn tạm dừng"),
        mark("Story", "Yêu cầu bổ sung: {reason}. Thời hạn tạm dừng"),
        mark("Story", "Yêu cầu bổ sung giấy tờ. Thời hạn tạm dừng"),
    ),
    "Supplemented": (
        mark("Story", "Công dân đã bổ sung đủ, hẹn trả kết quả {due_at}"),
        mark("Story", "Công dân đã bổ sung đủ"),
    ),
    "FeeAsked": (
        mark("Story", "Yêu cầu nộp {amount}: {reason}"),
        mark("Story", "Yêu cầu nộp {amount}"),
        mark("Story", "Yêu cầu nộp phí, lệ phí"),
    ),
    "FeePaid": (
        mark("Story", "Đã nộp {amount}, biên lai {serial}"),
        mark("Story", "Đã nộp {amount}"),
        mark("Story", "Đã nộp phí, lệ phí"),
    ),
    "Refused": (
        mark("Story", "Từ chối (phiếu {number}): {reason}"),
        mark("Story", "Từ chối: {reason}"),
        mark("Story", "Từ chối giải quyết"),
    ),
    "WithdrawalAsked": (
        mark("Story", "Công dân xin rút hồ sơ: {reason}"),
        mark("Story", "Công dân xin rút hồ sơ"),
    ),
    "Resumed": (
        mark("Story", "Tiếp tục giải quyết: {reason}"),
        mark("Story", "Tiếp tục giải quyết hồ sơ"),
    ),
    "Stopped": (
        mark("Story", "Dừng giải quyết theo ý công dân: {reason}"),
        mark("Story", "Dừng giải quyết theo ý công dân"),
    ),
    "Closed": (mark("Story", "Đóng hồ sơ vì quá thời hạn bổ sung"),),
    "Apologised": (
        mark("Story", "Xin lỗi và hẹn lại {due_at}: {reason}"),
        mark("Story", "Xin lỗi và hẹn lại {due_at}"),
        mark("Story", "Xin lỗi và hẹn lại ngày trả"),
    ),
    "Extended": (
        mark("Story", "Gia hạn để xác minh đến {due_at}: {reason}. Căn cứ: {ground}"),
        mark("Story", "Gia hạn để xác minh đến {due_at}: {reason}"),
        mark("Story", "Gia hạn để xác minh đến {due_at}"),
        mark("Story", "Gia hạn để xác minh"),
    ),
    "Finished": (
        mark("Story", "Đã có kết quả: {note}"),
        mark("Story", "Đã có kết quả"),
    ),
    "Returned": (
        mark("Story", "Trả kết quả cho {to}, nhận thay theo {authority}"),
        mark("Story", "Trả kết quả cho {to}"),
        mark("Story", "Trả kết quả"),
    ),
    "Corrected": (
        mark("Story", "Sửa thông tin: {reason}"),
        mark("Story", "Sửa thông tin"),
    ),
    "Noted": (
        mark("Story", "Ghi chú: {text}"),
        mark("Story", "Ghi chú"),
    ),
    "Recalled": (
        mark("Story", "Thu hồi bước “{recalls}”: {text}"),
        mark("Story", "Thu hồi bước “{recalls}”"),
    ),
    "Resolved": (
        mark("Story", "Quyết định về chênh lệch: {text}"),
        mark("Story", "Quyết định về chênh lệch"),
    ),
    "Voided": (
        mark("Story", "Hủy hồ sơ: {reason}. Số đã cấp không dùng lại"),
        mark("Story", "Hủy hồ sơ. Số đã cấp không dùng lại"),
    ),
    "AliasAdded": (
        mark("Story", "Thêm mã của hệ thống khác: {alias}"),
        mark("Story", "Thêm mã của hệ thống khác"),
    ),
    "DeviceOpened": (
        mark("Story", "Quầy {name} bắt đầu sổ của mình"),
        mark("Story", "Quầy bắt đầu sổ của mình"),
    ),
    "EpochOpened": (mark("Story", "Quầy bắt đầu dải số dự phòng"),),
    "NumberBurnt": (
        mark("Story", "Số {number} bị bỏ, không hồ sơ nào mang số này"),
        mark("Story", "Một số bị bỏ, không hồ sơ nào mang số này"),
    ),
    "UserAdded": (
        mark("Story", "Thêm tài khoản {name}"),
        mark("Story", "Thêm tài khoản"),
    ),
    "UserChanged": (
        mark("Story", "Sửa tài khoản {name}"),
        mark("Story", "Sửa tài khoản"),
    ),
    "TurnedAway": (
        mark("Story", "Trao phiếu tại quầy, chưa tiếp nhận: {reason}"),
        mark("Story", "Trao phiếu tại quầy, chưa tiếp nhận"),
    ),
    "Attached": (
        mark("Story", "Số hóa giấy tờ: {paper}"),
        mark("Story", "Thêm tệp vào hồ sơ"),
    ),
    "Detached": (
        mark("Story", "Gỡ tệp khỏi hồ sơ: {reason}"),
        mark("Story", "Gỡ tệp khỏi hồ sơ"),
    ),
    "Proposed": (
        mark("Story", "Trình lãnh đạo xin lỗi và hẹn lại {due_at}: {reason}"),
        mark("Story", "Trình lãnh đạo: {reason}"),
        mark("Story", "Trình lãnh đạo"),
    ),
    "Declined": (
        mark("Story", "Trả lại bản trình: {reason}"),
        mark("Story", "Rút bản trình"),
    ),
    "Shelved": (
        mark("Story", "Xếp kết quả vào ô {slot}"),
        mark("Story", "Lấy kết quả khỏi kệ"),
    ),
    "Reminded": (
        mark("Story", "Nhắc công dân đến nhận kết quả ({manner}): {note}"),
        mark("Story", "Nhắc công dân đến nhận kết quả ({manner})"),
        mark("Story", "Nhắc công dân đến nhận kết quả"),
    ),
    "Notified": (
        mark("Story", "Thông báo «{kind}», {way}: {outcome}; mời đến {come_at}"),
        mark("Story", "Thông báo «{kind}», {way}: {outcome}"),
        mark("Story", "Gửi thông báo cho công dân"),
    ),
    "Rated": (
        mark("Story", "Công dân đánh giá {score}/5: {text}"),
        mark("Story", "Công dân đánh giá {score}/5"),
        mark("Story", "Công dân đã đánh giá"),
    ),
    "Entered": (
        mark("Story", "Vào sổ chứng thực {book}, số {line}"),
        mark("Story", "Vào sổ chứng thực"),
    ),
    "DrawerOpened": (
        mark("Story", "Mở két với {amount}"),
        mark("Story", "Mở két"),
    ),
    "DrawerClosed": (
        mark("Story", "Kiểm két: đếm được {counted}, sổ ghi {expected}"),
        mark("Story", "Kiểm két"),
    ),
    "DayClosed": (
        mark("Story", "Khóa lại sổ {day}: {note}"),
        mark("Story", "Khóa sổ {day}"),
        mark("Story", "Khóa sổ"),
    ),
    "Reprinted": (
        mark("Story", "In lại giấy lần {number}: {reason}"),
        mark("Story", "In lại giấy"),
    ),
    "PeriodClosed": (
        mark("Story", "Chốt số liệu biểu {form}, kỳ {start} – {end}"),
        mark("Story", "Chốt số liệu báo cáo"),
    ),
    "PaperChanged": (
        mark("Story", "Đổi mẫu giấy in: {part}"),
        mark("Story", "Đổi mẫu giấy in"),
    ),
    "ResultDrafted": (
        mark("Story", "Lập bản nháp: {title}"),
        mark("Story", "Bỏ bản nháp kết quả"),
    ),
    "ResultConfirmed": (
        mark("Story", "{by} xác nhận kết quả, số {number}, quyển {book}"),
        mark("Story", "{by} xác nhận kết quả, số {number}"),
        mark("Story", "{by} xác nhận kết quả"),
        mark("Story", "Ghi xác nhận kết quả"),
    ),
    "SheetUsed": (
        mark("Story", "In kết quả lên phôi {series} số {number}"),
        mark("Story", "In kết quả lên phôi số {number}"),
        mark("Story", "In kết quả lên phôi"),
    ),
    "SheetSpoilt": (
        mark("Story", "Hỏng phôi {series} số {number}: {reason}"),
        mark("Story", "Hỏng phôi số {number}: {reason}"),
        mark("Story", "Hỏng phôi"),
    ),
    "SheetsStocked": (
        mark("Story", "Ghi kho phôi giấy {series} {first}–{last}"),
        mark("Story", "Ghi kho phôi giấy"),
    ),
    "SetAside": (
        mark("Story", "Bỏ qua việc của quầy mà bên kia không nhận: {text}"),
        mark("Story", "Bỏ qua việc của quầy mà bên kia không nhận"),
    ),
}

#: The step that an event was, for telling that it was taken back.
_STEPS: Final = {
    "Accepted": "accept",
    "Guided": "guide",
    "Claimed": "claim",
    "Forwarded": "forward",
    "SupplementAsked": "supplement",
    "Supplemented": "supplemented",
    "FeeAsked": "fee",
    "FeePaid": "paid",
    "Refused": "reject",
    "WithdrawalAsked": "withdraw",
    "Resumed": "resume",
    "Stopped": "stop",
    "Closed": "close",
    "Apologised": "apologise",
    "Extended": "verify",
    "Finished": "finish",
    "Returned": "hand-over",
}
_AMOUNTS: Final = frozenset({"amount", "counted", "expected"})


def sentence(entry: TimelineEntry) -> str:
    """Tell what happened; an event of a newer program is named as it came."""
    facts = {name: _shown(name, value) for name, value in entry.facts if value}
    if entry.type == "Notified":
        facts = _of_notice(facts)
    for template in SENTENCES.get(_kind(entry.type, facts), ()):
        if placeholders(template) <= facts.keys():
            return translate("Story", template).format(**facts)
    unknown = translate("Story", "Việc do phiên bản mới hơn ghi: {type}")
    return unknown.format(type=entry.type)


def _of_notice(facts: Mapping[str, str]) -> dict[str, str]:
    called = {"kind": notices.kind, "way": notices.way}
    told = {name: called[name](value) if name in called else value for name, value in facts.items()}
    if "outcome" in facts:
        told["outcome"] = notices.state(facts["outcome"], facts.get("way", ""))
    return told


def _kind(type_: str, facts: Mapping[str, str]) -> str:
    """Return under which name an event's sentences stand: what it means, not how it is written."""
    if type_ == "Resolved" and "recalls" in facts:
        return "Recalled"
    if type_ == "Proposed" and "action" not in facts:
        return "Declined"
    return type_


#: What moved a due date, in two words.
ACTS: Final[Mapping[str, str]] = {
    "Received": mark("Story", "Tiếp nhận"),
    "Imported": mark("Story", "Dữ liệu cũ"),
    "Accepted": mark("Story", "Chấp nhận"),
    "Supplemented": mark("Story", "Đã bổ sung"),
    "FeePaid": mark("Story", "Đã nộp phí"),
    "Resumed": mark("Story", "Tiếp tục"),
    "Apologised": mark("Story", "Xin lỗi, hẹn lại"),
    "Extended": mark("Story", "Gia hạn"),
}
MANNERS: Final[Mapping[str, str]] = {
    "phone": mark("Story", "gọi điện"),
    "letter": mark("Story", "gửi thư"),
    "message": mark("Story", "nhắn tin"),
}


def act(kind: str) -> str:
    """Return what moved a due date, in two words."""
    return translate("Story", ACTS.get(kind, kind))


def byline(entry: TimelineEntry, now: datetime) -> str:
    """Tell who did it, when and where from."""
    parts = [words.clock(entry.at, now), entry.actor.name or words.role(entry.actor.role)]
    if entry.here:
        parts.append(translate("Story", "tại quầy này"))
    elif entry.device:
        parts.append(words.counter(entry.device))
    return " · ".join(parts)


def trust(entry: TimelineEntry) -> str:
    """Tell whether the city has it; nothing to tell is the ordinary case.

    Where there is nobody to exchange with, nothing waits.
    """
    if entry.refused:
        return translate("Story", "bên kia không nhận")
    if entry.dropped:
        return translate("Story", "đã thu hồi, không tính")
    waits = entry.awaited and not entry.confirmed
    return translate("Story", "chờ đồng bộ") if waits else ""


def placeholders(template: str) -> frozenset[str]:
    """Return the names of the facts that a sentence needs."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def _shown(name: str, value: str) -> str:
    if name == "recalls" and value == "SheetUsed":
        return translate("Story", "ghi số phôi")
    if name == "recalls":
        return words.action(_STEPS[value]) if value in _STEPS else value
    if name in _AMOUNTS and value.isdigit():
        return words.money(int(value))
    if name == "manner":
        return translate("Story", MANNERS.get(value, value))
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return words.moment(at) if at.tzinfo else value
