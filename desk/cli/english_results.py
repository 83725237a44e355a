"""What the commands of results and numbered sheets say of themselves in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RESULTS: Final[Mapping[str, str]] = {
    "Ghi thêm ra tệp CSV, hoặc .pdf để in.": "Write a file, too: CSV, or .pdf to print.",
    "Kết quả: trích lục, giấy xác nhận, văn bản; nháp, xác nhận, phôi giấy.": (
        "Results: extracts, certificates, letters; drafts, confirmations, numbered sheets."
    ),
    "Phôi giấy có số: nhập kho, giao quầy, dùng, hỏng, quyết toán.": (
        "Numbered sheets: received, given to counters, used, spoilt, accounted for."
    ),
    "Kết quả thứ mấy hoặc uid của nó; không ghi: kết quả cuối.": (
        "Which result, by number or uid; without it: the last."
    ),
    "Số in trên phôi, vd TL 000123.": ("The number printed on the sheet, such as TL 000123."),
    "Ghi {given} dưới dạng trường=giá trị.": ("Write {given} as field=value."),
    "Các mẫu kết quả, mẫu của thủ tục này đứng trước.": (
        "The templates of results, those of this procedure first."
    ),
    "Tên mẫu, vd extract_birth.": ("Name of the template, such as extract_birth."),
    "Các mục của một mẫu, mục nào hồ sơ đã có.": (
        "The fields of a template, and which the dossier has already."
    ),
    "Mục của giấy: trường=giá trị.": ("A field of the paper: field=value."),
    "Sửa bản nháp đã có: thứ mấy hoặc uid.": ("Change a draft that is there, by number or uid."),
    "Bỏ bản nháp này.": ("Put this draft away."),
    "Chỉ xem thử: ghi PDF, không ghi vào hồ sơ.": (
        "Look at it only: write a PDF, nothing into the dossier."
    ),
    "Lập bản nháp từ hồ sơ, hoặc sửa bản đã có; bản đã xác nhận mà sửa thì lại là nháp.": (
        "Draft from the dossier, or change a draft; changed, what is confirmed is a draft again."
    ),
    "Ghi tên mẫu, hoặc --which.": ("Name a template, or --which."),
    "Đã bỏ bản nháp.": ("The draft is put away."),
    "Ai ở cơ quan giữ sổ đã xác nhận; ghi thêm số về sau thì không cần.": (
        "Who, at the office that keeps the register, confirmed it; not needed to add numbers later."
    ),
    "Rút xác nhận: giấy lại là bản nháp, nội dung giữ nguyên.": (
        "Take a confirmation back: the paper is a draft again, what it says stays."
    ),
    "registry: cơ quan đăng ký; national: hệ thống hộ tịch quốc gia; office: phường.": (
        "registry: the registry office; national: the national system; office: the ward itself."
    ),
    "Số đăng ký.": ("Number of the registration."),
    "Quyển số.": ("Its book."),
    "Trang số.": ("Its page."),
    "Ngày đăng ký.": ("Day of the registration."),
    "Số của giấy.": ("Number of the paper."),
    "Ngày ghi trên giấy.": ("The day that the paper bears."),
    "Người ký giấy.": ("Who signs the paper."),
    "Chức vụ người ký.": ("Office of whoever signs."),
    "Ghi nhận cơ quan giữ sổ đã xác nhận bản nháp, và các số của sổ.": (
        "Record that whoever keeps the record confirmed the draft, and the numbers of the register."
    ),
    "Các kết quả của một hồ sơ: nháp, đã xác nhận, phôi đã dùng.": (
        "A dossier's results: drafts, confirmed ones, sheets used."
    ),
    "Hồ sơ chưa có kết quả nào.": ("The dossier has no result yet."),
    "nháp": ("draft"),
    "đã xác nhận": ("confirmed"),
    "vênh nhau": ("two differ"),
    "hỏng": ("spoilt"),
    "còn thiếu: {fields}": ("missing: {fields}"),
    "Ghi nhận kết quả đã in lên phôi này; mỗi số chỉ dùng một lần.": (
        "Record that the result went onto this sheet; each number is used once."
    ),
    "Vì sao hỏng.": ("Why it is spoilt."),
    "Ghi nhận phôi hỏng khi in kết quả này, kèm lý do.": (
        "Record that a sheet was spoilt over this result, with the reason."
    ),
    "received: nhập kho; given: giao quầy; spoilt: hỏng khi chưa dùng.": (
        "received: came to the ward; given: to a counter; spoilt: while blank."
    ),
    "Số đầu, vd TL 000101.": ("First number, such as TL 000101."),
    "Số cuối.": ("Last number."),
    "Giao cho quầy số mấy.": ("The counter that they go to."),
    "Phiếu xuất, hoặc vì sao hỏng.": ("The delivery note, or why they are spoilt."),
    "Nhập kho phôi giấy, giao cho quầy, hoặc báo hỏng khi chưa dùng.": (
        "Tell of sheets that came, went to a counter, or were spoilt while blank."
    ),
    "{count} phôi.": ("{count} sheets."),
    "Quyết toán phôi giấy của một kỳ: nhập, dùng, hỏng, còn, số bỏ qua.": (
        "Account for the sheets of a period: received, used, spoilt, left, passed over."
    ),
    "{series}: đầu kỳ {before}, nhập {received}, dùng {used}, hỏng {spoilt}, còn {left}": (
        "{series}: {before} before, {received} received, {used} used, {spoilt} spoilt, {left} left"
    ),
    "bỏ qua số": ("passed over"),
    "chưa ghi nhập kho số": ("never received"),
    "chưa ghi nhập kho số nào": ("none was ever told of as received"),
    "dùng hai lần": ("used twice"),
    "Chưa có phôi nào.": ("There are no sheets yet."),
}
