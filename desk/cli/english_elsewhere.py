"""What the commands of sticks, of a city and of a hub say of themselves in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ELSEWHERE: Final[Mapping[str, str]] = {
    # -- courier
    "Trao đổi bằng USB khi không có mạng.": "Exchange by stick where there is no network.",
    "Đầu thành phố của trao đổi bằng USB.": "The city's end of the exchange by stick.",
    "Đầu máy trung gian của trao đổi bằng USB.": "The hub's end of the exchange by stick.",
    "Thư mục trên USB.": "A folder on the stick.",
    "Hệ thống, khi có nhiều.": "The target, where there are several.",
    "Cỡ mỗi tệp, MB; FAT32 dưới 4 GB.": "Size of each file in MB; FAT32 wants less than 4 GB.",
    "Ghi những gì chờ gửi lên USB, niêm phong cho thành phố; chưa coi là đã gửi.": (
        "Write what waits onto a stick, sealed to the city; it does not count as sent yet."
    ),
    "Đọc gói trả lời của thành phố từ USB.": "Read the city's answer from a stick.",
    "Liệt kê các gói có trên USB.": "List the bundles on a stick.",
    "Đọc gói của các quầy từ USB; dùng được khi dịch vụ đang chạy.": (
        "Read counters' bundles from a stick; works while the service runs."
    ),
    "Ghi gói trả lời cho các quầy lên USB.": "Write answers for counters onto a stick.",
    "Đọc gói của các quầy từ USB vào máy trung gian.": "Read counters' bundles into the hub.",
    "Ghi gói trả lời của máy trung gian lên USB.": "Write the hub's answers onto a stick.",
    "Đã ghi {events} việc và {files} tệp lên USB. Mang đến “{target}”, rồi đọc gói trả lời.": (
        "Wrote {events} items and {files} files onto the stick. Take it to “{target}”, then read "
        "the answer."
    ),
    "“{target}” đã nhận {confirmed} việc (không thay thành phố xác nhận), giữ đủ {files} tệp, "
    "{attention} cần xem; nhận {new} việc mới, {brought} tệp mới.": (
        "“{target}” has taken {confirmed} items (which is not the city's confirmation), has "
        "{files} files whole, {attention} need a person; {new} new items came, {brought} new files."
    ),
    "Đã ghi {events} việc và {files} tệp lên USB. Mang đến thành phố, rồi đọc gói trả lời.": (
        "Wrote {events} items and {files} files onto the stick. Take it to the city, then read the "
        "answer."
    ),
    "Còn {left} tệp chờ chuyến sau.": "{left} files wait for another trip.",
    "Gói này đã đọc rồi; không có gì thay đổi.": "This bundle was read before; nothing changed.",
    "Thành phố xác nhận {confirmed} việc, giữ đủ {files} tệp, {attention} cần xem; "
    "nhận {new} việc mới, {brought} tệp mới.": (
        "The city confirms {confirmed} items and holds {files} files, {attention} need a person; "
        "{new} new ones and {brought} files came."
    ),
    "{at}  {target}  gửi {pushed}, nhận {pulled}, {seconds} giây": (
        "{at}  {target}  sent {pushed}, received {pulled}, {seconds} s"
    ),
    "{at}  {target}  USB: ghi {pushed} việc, {seconds} giây": (
        "{at}  {target}  stick: {pushed} items written, {seconds} s"
    ),
    "{at}  {target}  USB: đọc trả lời, xác nhận {pushed}, nhận {pulled}, {seconds} giây": (
        "{at}  {target}  stick: answer read, {pushed} confirmed, {pulled} received, {seconds} s"
    ),
    "Chưa có lượt trao đổi nào.": "There was no exchange yet.",
    "USB không có gói nào.": "There is no bundle on the stick.",
    "USB không có gói nào gửi cho nơi này.": "No bundle on the stick is for here.",
    "Chưa đọc gói nào của quầy, nên chưa có gì để trả lời.": (
        "No bundle of a counter was read yet, so there is nothing to answer."
    ),
    "gói trả lời cho quầy này": "an answer for this counter",
    "gói do quầy này ghi, chưa có trả lời": "written by this counter, not answered yet",
    "gói cho nơi khác ({whom})": "for somebody else ({whom})",
    "gói không đọc được": "cannot be read",
    "{unit} · {counter}: nhận {events} việc ({new} việc mới), giữ đủ {files} tệp": (
        "{unit} · {counter}: {events} items came ({new} new), {files} files are whole"
    ),
    "{unit} · {counter}: gói này đã đọc rồi": "{unit} · {counter}: this bundle was read before",
    "{unit} · {counter}: đã ghi gói trả lời, có {events} việc của nơi khác, {files} tệp": (
        "{unit} · {counter}: answer written, with {events} items of others and {files} files"
    ),
    "; {left} tệp chưa đủ chỗ, chờ chuyến sau": "; {left} files had no room and wait",
    # -- city and hub
    "Thư mục tệp của hồ sơ.": "The folder of dossiers' files.",
    "Công bố dữ liệu dùng chung có chữ ký của thành phố, dùng từ một ngày.": (
        "Publish reference data signed by the city, in force from a day on."
    ),
    "catalogue, calendar, tariffs, codes, units…": "catalogue, calendar, tariffs, codes, units…",
    "Ngày bắt đầu, YYYY-MM-DD.": "The day it starts, YYYY-MM-DD.",
    "Chỉ cho một đơn vị.": "For one unit alone.",
    "Đã công bố {kind}, bản {serial}, dùng từ {day}.": (
        "{kind} published as edition {serial}, in force from {day}."
    ),
    "Ngày ấy đã đến: mỗi quầy dùng bản này ngay khi trao đổi lần tới.": (
        "That day has come: each counter uses it as soon as it exchanges next."
    ),
    "Không công bố gì: đến ngày {day}, {kind} đã giống hệt như vậy (bản {serial}). "
    "Vẫn muốn công bố thì thêm --force.": (
        "Nothing published: {kind} is the same on {day} already (edition {serial}). "
        "To publish all the same, add --force."
    ),
    "Đồng ý cho dùng ngay khi ngày bắt đầu đã đến.": (
        "Agree that it is in force at once where its day has come."
    ),
    "Công bố cả khi bản này không đổi gì.": "Publish even if it changes nothing.",
    "Số của bản, như desk city editions ghi.": "The edition's number, as desk city editions says.",
    "Thu hồi một bản chưa đến ngày dùng; các quầy biết ở lượt trao đổi tới.": (
        "Take back an edition whose day has not come; counters hear of it at the next exchange."
    ),
    "Đã thu hồi {kind}, bản {serial}: sẽ không quầy nào dùng từ {day}.": (
        "{kind}, edition {serial} taken back: no counter will use it from {day}."
    ),
    "{kind}, bản {serial} đã thu hồi từ trước.": (
        "{kind}, edition {serial} was taken back before."
    ),
    "Liệt kê dữ liệu dùng chung đã công bố: bản nào, từ ngày nào, đang dùng hay thu hồi.": (
        "List the reference data that was published: which edition, from when, in force or not."
    ),
    "Tệp chỉ có vài mã: gộp vào bảng mã đang có.": (
        "The file has some codes alone: put them into the table that there is."
    ),
    "{n} thay đổi: thêm {added}, đổi {changed}, bỏ {removed}": (
        "Changes: {n} ({added} added, {changed} changed, {removed} removed)"
    ),
    "… và {n} thay đổi nữa": "… and {n} more",
    "không đổi gì": "nothing changes",
    "thêm": "added",
    "bỏ": "removed",
    "thu hồi": "withdrawn",
    "đang dùng": "in force",
    "đã thay": "replaced",
    "sắp dùng": "coming",
    "Phía thành phố (dịch vụ tham chiếu).": "The city's side (reference service).",
    "Ghi mã QR (PNG): địa chỉ, mã và dấu khóa thành phố.": (
        "Write a QR code (PNG): address, code and fingerprint of the city's keys."
    ),
    "Địa chỉ trong mã QR; để trống: nơi dịch vụ chạy lần cuối.": (
        "The address in the QR code; by default where the service ran last."
    ),
    "Mã máy (uid) của quầy.": "The counter's device (uid).",
    "Số quầy đã cấp cho máy.": "The slot that the device has leased.",
    "Đơn vị, khi nhiều phường có số quầy ấy.": "The unit, where several wards have that slot.",
    "Khôi phục quyền đã thu hồi.": "Give back what was revoked.",
    "Thu hồi quyền trao đổi của một quầy; dùng được khi dịch vụ đang chạy.": (
        "Take a counter's right to exchange away; works while the service runs."
    ),
    "Thu hồi quyền trao đổi của một quầy với máy trung gian.": (
        "Take a counter's right to exchange with the hub away."
    ),
    "Chứng thư gốc (PEM) của riêng hệ thống này.": "Root certificates (PEM) for this system alone.",
    "Máy chủ proxy của riêng hệ thống này, hoặc direct.": (
        "The proxy to this system alone, or direct."
    ),
    "Địa chỉ, hoặc nội dung mã QR của thành phố.": "An address, or the text of the city's QR code.",
    "Chạy dịch vụ của thành phố đến khi được lệnh dừng.": "Serve as the city until told to stop.",
    "Số tiến trình cùng phục vụ (PostgreSQL).": "Processes that serve together (PostgreSQL).",
    "Chứng thư của máy chủ (PEM).": "The server's certificate (PEM).",
    "Khóa riêng của chứng thư (PEM).": "The certificate's private key (PEM).",
    "Cấp mã kết nối dùng một lần cho một quầy của đơn vị.": (
        "Give out an enrolment code for one counter of a unit, good for once."
    ),
    "Nộp một hồ sơ trực tuyến thay cổng dịch vụ công; thành phố cấp mã.": (
        "File a dossier online in the portal's stead; the city numbers it."
    ),
    "Máy trung gian trong mạng nội bộ của một phường.": "The hub of one ward's local network.",
    "Chạy máy trung gian của phường đến khi được lệnh dừng.": (
        "Serve as the ward's hub until told to stop."
    ),
    "Địa chỉ của thành phố, hoặc nội dung mã QR.": "The city's address, or the text of a QR code.",
    "Nối máy trung gian với thành phố, để chuyển dữ liệu dùng chung cho các quầy.": (
        "Let the hub join its city, to hand reference data on to the counters."
    ),
    "Hỏi thành phố ngay xem có gì mới công bố; khi đang chạy, máy trung gian tự hỏi.": (
        "Ask the city now for what it has published; a hub that serves asks by itself."
    ),
    "Đơn vị {unit} trước nay chưa có ở đây: đã ghi thêm. Nếu gõ nhầm, đừng dùng mã này.": (
        "Unit {unit} was not known here and is written down now. If mistyped, do not use this code."
    ),
    "Nhận {new} bản công bố mới của thành phố.": "{new} new editions of the city came.",
    "Đã kết nối {url} cho {unit}; dấu khóa thành phố: {city}": (
        "{url} joined for {unit}; fingerprint of the city's keys: {city}"
    ),
    "trao đổi từng việc": "event by event",
    "Cổng Dịch vụ công quốc gia": "National Public Service Portal",
    "{name}  {kind}  {url}  dữ liệu của thành phố có dấu khóa {city}": (
        "{name}  {kind}  {url}  data of the city whose keys' fingerprint is {city}"
    ),
    "Cấp mã dùng một lần để một quầy của phường nối vào máy trung gian.": (
        "Give out a code by which one counter of the ward joins the hub, good for once."
    ),
}
