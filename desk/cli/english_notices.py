"""What the commands of notices say of themselves in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOTICES: Final[Mapping[str, str]] = {
    "Thư và tin nhắn gửi công dân: soạn, gửi, theo dõi.": (
        "Letters and messages to citizens: prepared, sent, looked after."
    ),
    "Cách gửi: máy chủ thư (smtp) hoặc thư mục của phần mềm khác (folder).": (
        "Senders: a mail server (smtp) or the folder of another program (folder)."
    ),
    "ready: đã có kết quả; waits: kết quả chờ nhận; supplement: nhắc bổ sung; "
    "fee: nhắc nộp phí; invite: giấy mời; apology: xin lỗi; moved: đổi ngày hẹn.": (
        "ready: there is a result; waits: it has been waiting; supplement: papers wanted; "
        "fee: something to pay; invite: to come; apology: late, new date; moved: date moved."
    ),
    "uid của thư hoặc tin nhắn.": "uid of a message.",
    "Giấy mời: giờ, ngày đến.": "Invitation: when to come.",
    "Giấy mời: nội dung làm việc, giấy tờ cần mang theo.": (
        "Invitation: what it is about, what to bring."
    ),
    "Giấy mời: đồng ý cả giờ cơ quan không làm việc.": (
        "Invitation: agree to a time at which the office is closed."
    ),
    "Chỉ giấy mời (invite) có --come-at và --bring.": (
        "Only an invitation (invite) has --come-at and --bring."
    ),
    "Cả hồ sơ hôm nay đã báo cùng việc này.": "Also where the same was told today already.",
    "email, sms hoặc zalo.": "email, sms or zalo.",
    "email, sms, zalo hoặc letter; không ghi: cách gửi được.": (
        "email, sms, zalo or letter; without it: what can be reached."
    ),
    "Hồ sơ thiếu địa chỉ thì in thư giấy.": "A letter where an address is missing.",
    "Chỉ xem lời, không ghi gì.": "Only show the words, write nothing.",
    "Soạn thông báo cho một hay nhiều hồ sơ và xếp vào hộp gửi đi.": (
        "Prepare notices for one dossier or many and put them into the outgoing box."
    ),
    "Đã xếp {n} thư, tin nhắn vào hộp gửi đi.": "{n} messages put into the outgoing box.",
    "{n} tin": "{n} messages",
    "Chỉ trạng thái này; ghi được nhiều lần.": "Only this state; may be repeated.",
    "Chỉ loại này; ghi được nhiều lần.": "Only this kind; may be repeated.",
    "Hộp gửi đi: từng thư, tin nhắn và tình trạng.": (
        "The outgoing box: every message and how it stands."
    ),
    "Hộp gửi đi trống.": "The outgoing box is empty.",
    "Gửi ngay những gì đang chờ.": "Send now what waits.",
    "Đã gửi {sent}, không gửi được {failed}, chờ {waiting}.": (
        "{sent} sent, {failed} failed, {waiting} wait."
    ),
    "Không còn đúng nên bỏ: {n}.": "Dropped, as not true any more: {n}.",
    "Gửi lại: thư không gửi được, chưa rõ hoặc đã bỏ.": (
        "Send again what failed, is unsure or was given up."
    ),
    "Bỏ thư, tin nhắn chưa gửi đi.": "Give messages up that have not gone out.",
    "sent: đã gửi bằng tay; delivered: đã đến; failed: không đến.": (
        "sent: by hand; delivered: it arrived; failed: it did not."
    ),
    "Ghi tay kết quả: đã gửi, đã đến tay hoặc không đến.": (
        "Write down by hand what became of messages."
    ),
    "Địa chỉ thư điện tử hoặc số điện thoại mới.": "The new mailbox or telephone number.",
    "Đổi nơi nhận và gửi lại.": "Send a message to another address.",
    "Đã ghi {n} thư, tin nhắn.": "{n} messages written down.",
    "Tệp PDF: mọi thư nối nhau, in một lần.": "PDF file: all letters, one after the other.",
    "Thư chờ in. In xong thì ghi: {command}": (
        "The letters wait. Once they are printed: {command}"
    ),
    "Soạn thư giấy cho nhiều hồ sơ thành một tệp PDF; in xong thì `notices mark sent`.": (
        "Prepare letters for many dossiers as one PDF; `notices mark sent` once printed."
    ),
    "Tệp CSV: phone, text, dossier.": "CSV file: phone, text, dossier.",
    "Ghi tin nhắn đang chờ ra tệp CSV cho cổng nhắn tin của cơ quan.": (
        "Write waiting messages to a CSV file for the office's gateway."
    ),
    "Đã ghi {n} tin nhắn ra {file}.": "{n} messages written to {file}.",
    "Mỗi cách gửi đặt thế nào, đang thông hay tắc.": "How each way is set up, and how it stands.",
    "chưa đặt": "not set up",
    "smtp hoặc folder.": "smtp or folder.",
    "Máy chủ thư.": "The mail server.",
    "Cổng; không ghi: theo --security.": "Its port; without it: as --security has it.",
    "starttls (587), tls (465) hoặc none (25).": "starttls (587), tls (465) or none (25).",
    "Tên đăng nhập máy chủ thư.": "Name at the mail server.",
    "Địa chỉ thư của cơ quan.": "The office's mailbox.",
    "Tên hiện ở phần người gửi.": "The name that receivers see.",
    "Chứng thư gốc (PEM) của máy chủ thư.": "Root certificates (PEM) of the mail server.",
    "Thư mục mà phần mềm khác lấy tin.": "The folder that another program picks messages up from.",
    "Đặt cách gửi; mật khẩu cất trong kho khóa, không ghi mật khẩu thì giữ mật khẩu cũ.": (
        "Set a sender up; the password goes into the key store, without one the old one stays."
    ),
    "Đã đặt cách gửi.": "The sender is set up.",
    "Bỏ cách gửi; tin đang chờ vẫn chờ.": "Take a sender away; what waits goes on waiting.",
    "Đã bỏ cách gửi.": "The sender is taken away.",
    "Thử kết nối và đăng nhập; không gửi gì.": "Try connection and password; nothing is sent.",
    "Kết nối được, chưa gửi gì.": "It answers; nothing was sent.",
}
