"""What the commands of papers say of themselves in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAPERS: Final[Mapping[str, str]] = {
    # -- forms
    "Mẫu giấy in: lời văn, số mẫu, logo; sửa thành bản của phường.": (
        "Forms: their words, numbers and the logo; made the ward's own."
    ),
    "Tên mẫu, vd 2025/receipt.": "Name of the form, such as 2025/receipt.",
    "Vì sao sửa; ghi vào nhật ký.": "Why; it goes into the log.",
    "Liệt kê các mẫu: mẫu nào tự soạn, chưa đối chiếu, phường đã sửa.": (
        "List the forms: which are our own, not yet compared, or reworded by the ward."
    ),
    "phường đã sửa": "reworded by the ward",
    "tự soạn": "our own layout",
    "chưa đối chiếu": "not yet compared with the circular",
    "Bản gốc của chương trình, không phải bản phường.": "The program's own words, not the ward's.",
    "Xem lời văn của một mẫu, để sửa rồi đưa lại bằng change.": (
        "Show a form's words, to be edited and brought back by change."
    ),
    "Tệp PDF.": "A PDF file.",
    "Lời văn định dùng; không ghi: lời văn đang dùng.": (
        "The words meant to be used; without it: those in use."
    ),
    "In thử một mẫu với người bịa ra, chưa thay đổi gì.": (
        "Draw a form with invented people on it; nothing is changed."
    ),
    "Lời văn mới dạng JSON, như show in ra.": "The new words as JSON, as show prints them.",
    "Dùng lời văn mới cho giấy in từ nay; giấy đã in vẫn in lại như cũ.": (
        "Use new words for papers from now on; what was printed is reprinted as it was."
    ),
    "Đã đổi mẫu {name}.": "Form {name} is reworded.",
    "Dùng lại lời văn gốc của chương trình cho giấy in từ nay.": (
        "Use the program's own words again for papers from now on."
    ),
    "Mẫu {name} lại theo bản gốc.": "Form {name} is as the program has it again.",
    "Ai đã sửa mẫu này, khi nào, vì sao.": "Who reworded this form, when and why.",
    "Chưa ai sửa mẫu này.": "Nobody has reworded this form.",
    "Hình PNG hoặc JPEG.": "A PNG or JPEG picture.",
    "Bỏ logo.": "Take the logo off.",
    "Chỉ cho quầy này.": "For this counter alone.",
    "Đặt logo phía trên tên cơ quan trên giấy in từ nay.": (
        "Put a logo above the office's name on papers from now on."
    ),
    # -- book
    "Sổ: received, returned, fees, drawer, copy, signature, translation, contract.": (
        "The book: received, returned, fees, drawer, copy, signature, translation, contract."
    ),
    "Khóa mọi sổ của ngày, tháng hay năm ấy.": "Close all books of that day, month or year.",
    "Lý do khóa lại sổ đã khóa.": "Why books that are closed are closed once more.",
    "Sổ như lúc khóa, không phải như hiện nay.": (
        "The book as it was closed, not as it stands now."
    ),
    "Quyển {book}: số {first} – {last}.": "Volume {book}: numbers {first} – {last}.",
    "Chuyển sang {carried}, nhận {received} (trực tuyến {online}), trả {returned}, "
    "từ chối {refused}, rút hoặc dừng {withdrawn}, quầy khác giữ {moved}, còn {open}.": (
        "Carried over {carried}, received {received} (online {online}), handed back {returned}, "
        "refused {refused}, withdrawn or stopped {withdrawn}, with other counters {moved}, "
        "open {open}."
    ),
    "Đối chiếu với nhật ký: đủ số, không sót.": "Compared with the log: no number is missing.",
    "Khóa sổ {days} lần {time}: {by} lúc {at}": "{days} closed, time {time}: {by} at {at}",
    "{n} dòng": "{n} lines",
    "Khóa sổ {days}: {by} lúc {at}": "Closed {days}: {by} at {at}",
    "Các lần khóa sổ, sổ còn đúng như lúc khóa không.": (
        "All closings, and whether the book still is as it was closed."
    ),
    "Chưa khóa sổ lần nào.": "No book was ever closed.",
    "không dựng lại được": "cannot be made again",
    "{n} thay đổi từ khi khóa": "{n} changes since",
    "đúng như lúc khóa": "as it was closed",
    "Thêm sau khóa sổ": "Added after the closing",
    "Gạch sau khóa sổ": "Struck after the closing",
    "Rút sau khóa sổ": "Gone since the closing",
    "Sửa sau khóa sổ": "Changed after the closing",
    "Không dựng lại được đúng từng dòng như lúc khóa sổ.": (
        "The lines cannot be made again exactly as they were closed."
    ),
    "Đã làm {done} / {of} (Ctrl+C để dừng)": "Done {done} / {of} (Ctrl+C stops)",
    "Ngày đầu.": "First day.",
    "Ngày cuối.": "Last day.",
    "Cả tháng, vd 2026-11.": "A whole month, such as 2026-11.",
    "Cả năm, có bìa và khóa sổ.": "A whole year, with cover and closing.",
    "Xem, in hoặc khóa một sổ của quầy; nói rõ số nào bị bỏ, số nào bị sót.": (
        "Read, print or close a book of this counter; burnt and missing numbers are told."
    ),
    "Ghi một trong: --from và --to, --month, --year.": (
        "Give one of: --from and --to, --month, --year."
    ),
    "{n} dòng.": "{n} lines.",
    "Số bỏ: {lines}": "Burnt: {lines}",
    "THIẾU số: {lines}": "MISSING: {lines}",
    # -- sign, print
    "Tệp PDF cần ký.": "The PDF to sign.",
    "Tệp PDF đã ký.": "The signed PDF.",
    "Tệp chứng thư .p12 hoặc .pfx.": "A certificate with its key, .p12 or .pfx.",
    "Thư viện PKCS#11 của USB token.": "The PKCS#11 library of a token.",
    "Tên token, khi có nhiều.": "Label of the token, where there are several.",
    "Tên chứng thư trong token, khi có nhiều.": (
        "Label of the certificate in it, where there are several."
    ),
    "Lý do ký.": "Reason for signing.",
    "Nơi ký.": "Place of signing.",
    "Ký số một tệp PDF; mật khẩu hoặc PIN đọc từ biến môi trường DESK_SIGN_SECRET.": (
        "Sign a PDF; password or PIN come from the environment variable DESK_SIGN_SECRET."
    ),
    "{name} đã ký {file}.": "{name} signed {file}.",
    "Bản điện tử: chỗ ký ghi chữ ký số.": (
        "For electronic use: digital signatures instead of ink."
    ),
    "Ghi tệp hình, hoặc --remove.": "Name a picture, or --remove.",
    "Đã bỏ logo.": "The logo is gone.",
    "Logo nặng {size} byte.": "The logo takes {size} bytes.",
}
