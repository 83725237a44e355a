"""What the commands of the print queue say of themselves in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

JOBS: Final[Mapping[str, str]] = {
    "Hàng in: giấy chờ ở máy nào, chuyển, in lại, bỏ, đếm tờ.": (
        "The print queue: what waits where; move, print again, give up, count sheets."
    ),
    "Số của giấy trong hàng in, xem jobs list.": "The paper's number, as jobs list has it.",
    "Số của từng giấy, xem jobs list.": "The papers' numbers, as jobs list has them.",
    "Nhiều nhất bao nhiêu giấy.": "How many papers at most.",
    "Giấy chờ in trước, rồi giấy đã in, mới nhất trước.": (
        "Papers that wait, then those that are out, newest first."
    ),
    "Hàng in trống.": "Nothing is in the print queue.",
    "Tên mẫu, như của lệnh print.": "The form's name, as with print.",
    "Máy in; để trống: máy của loại giấy.": "The printer; empty: where that kind of paper goes.",
    "Vì sao in lại, nếu giấy đã ra.": "Why it is printed again, if it is out already.",
    "Đưa một giấy vào hàng in; cửa sổ của quầy sẽ in.": (
        "Put a paper into the print queue; the counter's window prints it."
    ),
    "Giấy số {n} chờ in.": "Paper {n} waits for its printer.",
    "Đưa giấy chưa in được vào hàng in lần nữa.": "Offer papers that did not come out once more.",
    "Chờ in lại: {n} giấy.": "{n} papers wait again.",
    "Bỏ giấy chưa in; giấy vẫn còn trong danh sách.": (
        "Give papers up that are not out; they stay listed."
    ),
    "Đã bỏ: {n} giấy.": "{n} papers given up.",
    "Tên máy in, folder:THƯ MỤC hoặc socket://máy:cổng.": (
        "A printer's name, folder:PATH or socket://host:port."
    ),
    "Mọi giấy đang chờ ở máy in này.": "Everything that waits for this printer.",
    "Chuyển giấy đang chờ sang máy in khác; không ghi --to: về máy của loại giấy.": (
        "Move waiting papers to another printer; without --to, back to their paper's own."
    ),
    "Đã chuyển {n} giấy.": "{n} papers moved.",
    "Giấy đã ra, hay in lại.": "The paper is out, or is printed again.",
    "Nói giấy chưa rõ đã ra hay chưa.": "Say whether a paper is out that nobody else can tell of.",
    "Đã ghi: giấy đã ra.": "Noted: it is out.",
    "Đã ghi: in lại.": "Noted: it is printed again.",
    "Bao nhiêu tờ hỏng.": "How many sheets were spoilt.",
    "Vì sao hỏng.": "Why they were spoilt.",
    "Ghi số tờ hỏng của một giấy đã in.": "Note how many sheets of a printed paper were spoilt.",
    "Đã ghi {n} tờ hỏng.": "{n} spoilt sheets noted.",
    "Tệp CSV.": "A CSV file.",
    "{papers} giấy, {sheets} tờ": "{papers} papers, {sheets} sheets",
    "in lại {n}": "{n} printed again",
    "hỏng {n} tờ": "{n} sheets spoilt",
    "Số tờ đã in theo ngày, mẫu và máy in.": "Sheets printed by day, form and printer.",
    "Tất cả {n} tờ.": "{n} sheets in all.",
}
