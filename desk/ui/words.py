"""Short words for statuses, actions, due dates and money: pure, in the window's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.domain.records import CLOSED, VN, WAITING, Answer, Channel, Dossier, Status
from desk.domain.views import QueueRow, Sameness
from desk.ui import dates
from desk.ui.language import mark, plural, translate
from desk.ui.theme import OVERDUE, SOON, StatusLook

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")

#: As short as a table needs.
STATUS_LABELS: Final = {
    Status.FILED: mark("Words", "Mới đăng ký"),
    Status.RECEIVED: mark("Words", "Đã tiếp nhận"),
    Status.NOT_ACCEPTED: mark("Words", "Không tiếp nhận"),
    Status.IN_HAND: mark("Words", "Đang xử lý"),
    Status.SUPPLEMENT: mark("Words", "Chờ bổ sung"),
    Status.PAYMENT: mark("Words", "Chờ nộp phí"),
    Status.WITHDRAWING: mark("Words", "Xin rút hồ sơ"),
    Status.STOPPED: mark("Words", "Dừng xử lý"),
    Status.DONE: mark("Words", "Có kết quả"),
    Status.RETURNED: mark("Words", "Đã trả kết quả"),
}

ACTION_LABELS: Final = {
    "accept": mark("Words", "Tiếp nhận hồ sơ"),
    "guide": mark("Words", "Hướng dẫn bổ sung"),
    "claim": mark("Words", "Nhận xử lý"),
    "forward": mark("Words", "Bàn giao"),
    "supplement": mark("Words", "Yêu cầu bổ sung"),
    "supplemented": mark("Words", "Đã bổ sung đủ"),
    "fee": mark("Words", "Yêu cầu nộp phí"),
    "paid": mark("Words", "Đã nộp phí"),
    "reject": mark("Words", "Từ chối"),
    "withdraw": mark("Words", "Công dân xin rút"),
    "resume": mark("Words", "Tiếp tục xử lý"),
    "stop": mark("Words", "Dừng xử lý"),
    "close": mark("Words", "Đóng vì quá hạn bổ sung"),
    "apologise": mark("Words", "Xin lỗi, hẹn lại ngày"),
    "verify": mark("Words", "Gia hạn để xác minh"),
    "finish": mark("Words", "Đã có kết quả"),
    "hand-over": mark("Words", "Trả kết quả"),
    "correct": mark("Words", "Sửa thông tin"),
    "note": mark("Words", "Ghi chú"),
    "resolve": mark("Words", "Giải quyết chênh lệch"),
    "alias": mark("Words", "Thêm mã của hệ thống khác"),
    "void": mark("Words", "Hủy hồ sơ"),
    "mend": mark("Words", "Đính chính kết quả sai, miễn phí"),
    "retype": mark("Words", "Chép sang phần mềm khác (Ctrl+K)"),
    "acknowledge": mark("Words", "Nhận thông báo"),
    "propose": mark("Words", "Trình lãnh đạo xin lỗi"),
    "decline": mark("Words", "Trả lại bản trình"),
    "approve": mark("Words", "Duyệt bản trình"),
    "recall": mark("Words", "Thu hồi bước vừa làm"),
}

ACTION_ICONS: Final = {
    "accept": "circle-check",
    "guide": "message-square",
    "claim": "hand",
    "forward": "send",
    "supplement": "file-plus",
    "supplemented": "file-check",
    "fee": "banknote",
    "paid": "banknote",
    "reject": "circle-x",
    "withdraw": "undo-2",
    "resume": "play",
    "stop": "circle-stop",
    "close": "archive",
    "apologise": "calendar-clock",
    "verify": "calendar-clock",
    "finish": "circle-check",
    "hand-over": "handshake",
    "correct": "pencil",
    "note": "message-square",
    "resolve": "git-compare",
    "alias": "hash",
    "void": "ban",
    "mend": "undo-2",
    "retype": "copy",
    "acknowledge": "hand",
    "propose": "send",
    "decline": "undo-2",
    "approve": "check",
    "recall": "undo-2",
}

FORM_LABELS: Final = {
    "ticket": mark("Words", "Số thứ tự"),
    "test": mark("Words", "Trang in thử"),
    "stub": mark("Words", "Cuống biên nhận (80 mm)"),
    "receipt": mark("Words", "Giấy tiếp nhận và hẹn trả (Mẫu 01)"),
    "supplement": mark("Words", "Phiếu yêu cầu bổ sung (Mẫu 02)"),
    "refusal": mark("Words", "Phiếu từ chối (Mẫu 03)"),
    "apology": mark("Words", "Phiếu xin lỗi, hẹn lại (Mẫu 04)"),
    "stop": mark("Words", "Thông báo dừng giải quyết (Mẫu 05)"),
    "closing": mark("Words", "Thông báo đóng hồ sơ quá hạn bổ sung"),
    "control": mark("Words", "Phiếu kiểm soát (Mẫu 06)"),
    "label": mark("Words", "Nhãn bìa hồ sơ"),
    "batch": mark("Words", "Phiếu bàn giao hồ sơ"),
    "handover": mark("Words", "Giấy biên nhận trả kết quả"),
    "survey": mark("Words", "Phiếu đánh giá hài lòng"),
    "shelf": mark("Words", "Nhãn ô kệ"),
    "remind": mark("Words", "Danh sách nhắc đến nhận"),
    "uncollected": mark("Words", "Báo cáo kết quả chưa nhận"),
    "cover": mark("Words", "Tờ bìa quét"),
    "sitting": mark("Words", "Phiếu tiếp nhận nhiều hồ sơ"),
    "book": mark("Words", "Sổ"),
    "extension": mark("Words", "Phiếu đề nghị gia hạn"),
    "extended": mark("Words", "Thông báo kéo dài thời hạn"),
    "fee": mark("Words", "Phiếu thu phí (bản nháp)"),
    "history": mark("Words", "Quá trình xử lý hồ sơ"),
    "results": mark("Words", "Phiếu bàn giao kết quả"),
    "sheets": mark("Words", "Quyết toán phôi giấy"),
    "result": mark("Words", "Giấy kết quả"),
    "secure-result": mark("Words", "Giấy kết quả trên phôi"),
    "notice": mark("Words", "Thông báo gửi công dân"),
    "letters": mark("Words", "Thông báo gửi công dân (cả đợt)"),
    "report": mark("Words", "Báo cáo"),
    "figures": mark("Words", "Biểu đồ thống kê"),
    "list": mark("Words", "Danh sách hồ sơ"),
}

JOB_LABELS: Final = {
    "waiting": mark("Words", "Chờ in"),
    "printing": mark("Words", "Đang in"),
    "done": mark("Words", "Đã in"),
    "failed": mark("Words", "Chưa in được"),
    "cancelled": mark("Words", "Đã bỏ"),
    "unsure": mark("Words", "Chưa rõ đã ra giấy"),
}

ROLE_LABELS: Final = {
    "counter": mark("Words", "Cán bộ tiếp nhận"),
    "clerk": mark("Words", "Cán bộ chuyên môn"),
    "leader": mark("Words", "Lãnh đạo"),
    "administrator": mark("Words", "Quản trị"),
    "citizen": mark("Words", "Công dân"),
    "system": mark("Words", "Hệ thống"),
}

CHANNEL_LABELS: Final = {
    Channel.COUNTER: mark("Words", "Trực tiếp tại quầy"),
    Channel.ONLINE: mark("Words", "Trực tuyến"),
    Channel.POST: mark("Words", "Bưu chính"),
}

#: What the program itself calls a counter that nobody has named.
COUNTER: Final = mark("Words", "Quầy {slot}")
_COUNTER: Final = re.compile(re.escape(COUNTER).replace(r"\{slot\}", "([0-9]+)"))

SEX_LABELS: Final = {"nam": mark("Words", "Nam"), "nữ": mark("Words", "Nữ")}

#: What the program itself calls a target that it was connected to from the window.
TARGET_LABELS: Final = {"city": mark("Words", "Thành phố")}
#: Kinds of targets that take dossiers whole; our own kind needs no name.
KIND_LABELS: Final = {
    "portal": mark("Words", "Cổng quốc gia"),
    "opencps": mark("Words", "Một cửa OpenCPS"),
}

_WEEKDAYS: Final = (
    mark("Words", "thứ Hai"),
    mark("Words", "thứ Ba"),
    mark("Words", "thứ Tư"),
    mark("Words", "thứ Năm"),
    mark("Words", "thứ Sáu"),
    mark("Words", "thứ Bảy"),
    mark("Words", "Chủ nhật"),
)


def status(value: Status) -> str:
    """Return the word for a status."""
    return translate("Words", STATUS_LABELS[value])


def list_status(row: QueueRow) -> str:
    """Return the word for how a line of a list stands; what was struck out says so."""
    return translate("Words", "Đã hủy") if row.voided else status(row.status)


def action(name: str) -> str:
    """Return the label of a step."""
    return translate("Words", ACTION_LABELS.get(name, name))


def form(name: str) -> str:
    """Return the name of a paper."""
    return translate("Words", FORM_LABELS.get(name, name))


def job_state(state: str) -> str:
    """Return the word for the state of a print job."""
    return translate("Words", JOB_LABELS.get(state, state))


def role(name: str) -> str:
    """Return the word for a member of staff's role."""
    return translate("Words", ROLE_LABELS.get(name, name))


def target(name: str) -> str:
    """Return how people call a target of the exchange."""
    return translate("Words", TARGET_LABELS[name]) if name in TARGET_LABELS else name


def kind(value: str) -> str:
    """Return what kind of system a target is; nothing for our own kind."""
    return translate("Words", KIND_LABELS[value]) if value in KIND_LABELS else ""


def confirmed_by(name: str, kind_: str = "native") -> str:
    """Return what a target's receipts mean: only the city's word is a confirmation."""
    if kind(kind_):
        return translate("Words", "đã có ở hệ thống này")
    if name == "city":
        return translate("Words", "thành phố đã xác nhận")
    return translate("Words", "đã nhận, không thay thành phố xác nhận")


def sameness(name: str, proof: Sameness, now: datetime) -> str:
    """Return how many dossiers are proved to be the same at a target, and what keeps the rest."""
    numbers = f"{proof.same:,}/{proof.ours:,}".replace(",", ".")
    if name == "city":
        said = translate("Words", "Thành phố xác nhận {n} hồ sơ trùng khớp, {at}.")
    else:
        said = translate("Words", "{n} hồ sơ trùng khớp với {name}, {at}.")
    parts = [said.format(n=numbers, name=target(name), at=clock(proof.at, now))]
    if proof.unsent:
        more = translate("Words", "{n} hồ sơ có việc chờ gửi hoặc cần người xem.")
        parts.append(more.format(n=proof.unsent))
    if proof.differing > proof.unsent:
        more = translate("Words", "{n} hồ sơ còn khác nhau.")
        parts.append(more.format(n=proof.differing))
    if proof.changed:
        more = translate("Words", "{n} hồ sơ đã đổi hoặc mới đến từ lúc đó, chưa đối chiếu.")
        parts.append(more.format(n=proof.changed))
    return " ".join(parts)


def counter(name: str) -> str:
    """Return how a counter is called: by its number in the window's language, else by its name."""
    found = _COUNTER.fullmatch(name)
    return translate("Words", COUNTER).format(slot=found[1]) if found else name


def sex(value: str) -> str:
    """Return the word for a person's sex as records have it."""
    return translate("Words", SEX_LABELS[value]) if value in SEX_LABELS else value


def channel(value: Channel) -> str:
    """Return the word for how a dossier came in."""
    return translate("Words", CHANNEL_LABELS[value])


def money(amount: int | None) -> str:
    """Return whole đồng, grouped as paper groups them; nothing known is said as such."""
    if amount is None:
        return translate("Words", "chưa xác định")
    if amount == 0:
        return translate("Words", "Không thu phí")
    return f"{amount:,}".replace(",", ".") + " đ"


def moment(value: datetime | None) -> str:
    """Return 17:00 27/11/2026 as Vietnam reads it, "–" for none."""
    return f"{value.astimezone(VN):%H:%M %d/%m/%Y}" if value else "–"


def long_moment(value: datetime) -> str:
    """Return 17:00 thứ Sáu 27/11/2026."""
    here = value.astimezone(VN)
    weekday = translate("Words", _WEEKDAYS[here.weekday()])
    return f"{here:%H:%M} {weekday} {here:%d/%m/%Y}"


def clock(value: datetime, now: datetime) -> str:
    """Return 09:12 for today, 09:12 23/11 for another day."""
    here, today = value.astimezone(VN), now.astimezone(VN).date()
    return f"{here:%H:%M}" if here.date() == today else f"{here:%H:%M %d/%m}"


@dataclass(frozen=True, slots=True)
class Due:
    """How near the due time is: a word, and a shape when it presses."""

    text: str
    look: StatusLook | None = None


def due(at: datetime | None, now: datetime) -> Due:
    """Return the days left, or the days past, in the words of the queue."""
    if at is None:
        return Due("–")
    at, now = at.astimezone(VN), now.astimezone(VN)
    days = (at.date() - now.date()).days
    if at < now:
        if days == 0:
            return Due(translate("Words", "quá hạn từ {time}").format(time=f"{at:%H:%M}"), OVERDUE)
        return Due(
            plural(
                -days, translate("Words", "quá hạn 1 ngày"), translate("Words", "quá hạn {n} ngày")
            ),
            OVERDUE,
        )
    if days == 0:
        return Due(translate("Words", "hôm nay {time}").format(time=f"{at:%H:%M}"), SOON)
    if days == 1:
        return Due(translate("Words", "ngày mai {time}").format(time=f"{at:%H:%M}"), SOON)
    return Due(plural(days, translate("Words", "còn 1 ngày"), translate("Words", "còn {n} ngày")))


def clock_left(at: datetime | None, now: datetime) -> str:
    """Return how long a clock still runs, in hours and minutes: an online filing's are short."""
    if at is None:
        return ""
    minutes = round((at - now).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    length = translate("Words", "{hours} giờ {minutes} phút").format(hours=hours, minutes=rest)
    if not rest and hours:
        length = translate("Words", "{hours} giờ").format(hours=hours)
    elif not hours:
        length = translate("Words", "{minutes} phút").format(minutes=rest)
    if minutes < 0:
        return translate("Words", "đã quá {length}").format(length=length)
    until = f"{at.astimezone(VN):%H:%M}"
    if at.astimezone(VN).date() != now.astimezone(VN).date():
        until = f"{at.astimezone(VN):%H:%M %d/%m}"
        return translate("Words", "trước {until}").format(until=until)
    return translate("Words", "còn {length}, trước {until}").format(length=length, until=until)


def _due_of(at: datetime | None, now: datetime, value: Status, until: datetime | None) -> Due:
    if value in CLOSED:
        return Due("–")
    if value is Status.DONE:
        return Due(translate("Words", "chờ đến nhận"))
    if value in WAITING:
        if until is None:
            return Due(translate("Words", "chờ công dân"))
        if until < now:
            return Due(translate("Words", "hết hạn bổ sung"), OVERDUE)
        return Due(translate("Words", "chờ đến {day}").format(day=f"{until.astimezone(VN):%d/%m}"))
    return due(at, now)


def row_due(row: QueueRow, now: datetime) -> Due:
    """Return the due word of a queue row: what must be done next decides it."""
    return _missed(
        _due_of(row.urgent_at or row.due_at, now, row.status, row.urgent_at), late=row.overdue
    )


def dossier_due(dossier: Dossier, now: datetime) -> Due:
    """Return the due word of one dossier."""
    at = dossier.due_at or dossier.acknowledge_by
    told = _due_of(at, now, dossier.status, dossier.answer_until)
    return _missed(told, late=dossier.missed_due is not None and not dossier.voided)


def _missed(told: Due, *, late: bool) -> Due:
    """Say of what still runs, or waits, that it is late already (decision 41)."""
    if not late or told.look is OVERDUE or told.text == "–":
        return told
    return Due(translate("Words", "đã quá hạn, {due}").format(due=told.text), OVERDUE)


def short_code(code: str, unit: str) -> str:
    """Drop our own unit from a code where every row would repeat it."""
    return code.removeprefix(f"{unit}-") if unit else code


def person_line(name: str, personal_id: str, birth: str) -> str:
    """Return one line that tells two people of one name apart."""
    return " · ".join(part for part in (name, birth, personal_id) if part)


def answer(given: Answer) -> str:
    """Return an answer of a procedure's own form; days are written as papers write them."""
    return dates.show_birth(given.value) if _DAY.fullmatch(given.value) else given.value


_STEP: Final = 1024
_WHOLE: Final = 10  # from here on a fraction says nothing


def size(number: float) -> str:
    """Return how many bytes, as people say it: 640 KB, 1,2 MB."""
    value, unit = number / _STEP, "KB"
    for larger in ("MB", "GB"):
        if value < _STEP:
            break
        value, unit = value / _STEP, larger
    if unit == "KB" or value >= _WHOLE:
        return f"{max(round(value), 1 if number else 0)} {unit}"
    return f"{value:.1f} {unit}".replace(".", ",")
