"""What the page of papers' words says of forms and lines."""

from __future__ import annotations

from typing import Final

from desk.domain.stationery import FormState, PartChange
from desk.domain.wordlines import WordLine
from desk.ui.language import mark, translate

_PARTS: Final = {
    "label": mark("Wordings", "Số mẫu"),
    "title": mark("Wordings", "Tên giấy"),
    "basis": mark("Wordings", "Dòng căn cứ"),
    "suffix": mark("Wordings", "Ký hiệu sau số"),
    "copies": mark("Wordings", "Liên"),
    "body": mark("Wordings", "Dòng"),
    "signatures": mark("Wordings", "Chữ ký"),
    "sent_to": mark("Wordings", "Nơi nhận"),
    "after": mark("Wordings", "Chú thích"),
    "words": mark("Wordings", "Từ"),
}
_SETS: Final = {
    "2025": mark("Wordings", "Bộ 2025 (TT 03/2025)"),
    "2018": mark("Wordings", "Bộ 2018 (TT 01/2018)"),
    "common": mark("Wordings", "Dùng chung mọi bộ"),
    "results": mark("Wordings", "Kết quả phường cấp"),
    "notices": mark("Wordings", "Thông báo gửi công dân"),
}
#: Words that are lines of their own to whoever edits them.
_NAMED: Final = {
    "subject": mark("Wordings", "Tiêu đề thư điện tử"),
    "sms": mark("Wordings", "Lời tin nhắn"),
    "signed": mark("Wordings", "Ký tên ở cuối thư điện tử"),
    "phone_line": mark("Wordings", "Tin nhắn: phần điện thoại"),
    "bring_line": mark("Wordings", "Tin nhắn: phần mang theo"),
    "until_line": mark("Wordings", "Tin nhắn: phần hạn"),
}
#: What is said at a place to sign.
_SIGNED: Final = {
    "title": mark("Wordings", "chức danh"),
    "hint": mark("Wordings", "lời nhắc ký"),
    "digital": mark("Wordings", "lời nhắc ký số"),
    "name": mark("Wordings", "họ tên"),
    "role": mark("Wordings", "chức vụ"),
}


def part(line: WordLine) -> str:
    """Return what a line is: "Dòng 3"."""
    if line.part == "words" and line.detail in _NAMED:
        return translate("Wordings", _NAMED[line.detail])
    if line.part == "signatures":
        number, _, what = line.detail.partition(" ")
        whose = translate("Wordings", _PARTS[line.part])
        return f"{whose} {number}: {translate('Wordings', _SIGNED[what])}"
    return f"{translate('Wordings', _PARTS[line.part])} {line.detail}".rstrip()


def set_name(key: str) -> str:
    """Return what a form set is called."""
    return translate("Wordings", _SETS[key]) if key in _SETS else key


def form(state: FormState) -> str:
    """Return a form as people call it: its number, then its title in ordinary letters."""
    title = " ".join(state.title.split()).capitalize()
    return f"{state.number} · {title}" if state.number else title


def standing(state: FormState) -> str:
    """Return what is known of a form's words."""
    told = []
    if state.changed:
        told.append(translate("Wordings", "phường đã sửa"))
    if state.own:
        told.append(translate("Wordings", "bố cục tự soạn"))
    if not state.checked:
        told.append(translate("Wordings", "chưa đối chiếu phụ lục thông tư"))
    said = " · ".join(told)
    return f"{said[:1].upper()}{said[1:]}"


def about(line: WordLine) -> str:
    """Return when a line is printed, and whether it is ours."""
    told = []
    if line.when.startswith("!"):
        said = translate("Wordings", "chỉ in khi không có {name}")
        told.append(said.format(name=line.when.removeprefix("!")))
    elif line.when:
        told.append(translate("Wordings", "chỉ in khi có {name}").format(name=line.when))
    if line.own:
        told.append(translate("Wordings", "phần thêm của chương trình, không thuộc mẫu"))
    return "; ".join(told)


def change(made: PartChange) -> str:
    """Return one line of a form's history."""
    when = f"{made.at:%d/%m/%Y %H:%M}" if made.at else "–"
    what = made.note or (
        translate("Wordings", "sửa lời văn") if made.text else translate("Wordings", "về bản gốc")
    )
    return f"{when} · {made.by} · {what}"
