"""What the commands say of themselves in English, by what it is in the commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desk.cli.english_elsewhere import ELSEWHERE
from desk.cli.english_importing import IMPORTING
from desk.cli.english_jobs import JOBS
from desk.cli.english_notices import NOTICES
from desk.cli.english_papers import PAPERS
from desk.cli.english_results import RESULTS

ENGLISH: Final[Mapping[str, str]] = {
    # -- options of many commands
    "Thư mục dữ liệu.": "The data folder.",
    "In một tài liệu JSON.": "Print one JSON document.",
    "Người thao tác (tên đăng nhập).": "Who acts (a login).",
    "Mã hồ sơ, mã vạch, mã liên thông hoặc uid.": "Code, barcode, alias or uid of a dossier.",
    "Tệp PDF.": "The PDF file.",
    "tổng": "total",
    "đã nhắc": "reminded",
    "Một hồ sơ, nhật ký của nó và các bước người này làm được.": (
        "A dossier, its log, and the steps that this person could take."
    ),
    "Bước làm được bằng desk act:": "Steps that desk act could take:",
    "Không còn bước nào.": "There is no step to take.",
    "đã hủy": "void",
    "Giấy ủy quyền của người nhận thay: loại, số, ngày, người giao.": (
        "By what another collects: kind, number, day and giver of the authority."
    ),
    "Nhiều nhất bao nhiêu hồ sơ.": "At most so many dossiers.",
    "Phiên bản của chương trình.": "The program's version.",
    # -- sync history
    "Những lượt trao đổi gần đây: lúc nào, gửi và nhận bao nhiêu, mất bao lâu, lỗi gì.": (
        "The last exchanges: when, how much was sent and received, how long it took, what failed."
    ),
    # -- sync
    "desk sync --once (trao đổi ngay) | status (tình trạng) | history (các lượt đã qua) | "
    "review (việc cần người xem) | verify (đối chiếu) | connect (nối với thành phố) | "
    "target (các hệ thống khác) | twin (máy bị sao cả ổ đĩa)": (
        "desk sync --once (exchange now) | status (how it stands) | history (the last rounds) | "
        "review (what needs a person) | verify (compare) | connect (join the city) | "
        "target (other systems) | twin (a machine copied whole)"
    ),
    "Chưa kết nối.": "Connected to nothing.",
    "Đã bỏ {name}.": "{name} removed.",
    "Đã sửa {login}.": "{login} changed.",
    "Đã thêm {login}. Người này tự đặt mật khẩu khi đăng nhập lần đầu.": (
        "{login} added; what is typed at the first sign-in becomes the password."
    ),
    "Sẵn sàng tại {url}": "Ready at {url}",
    "Khóa của cổng nộp hồ sơ (chỉ hiện một lần): {key}": (
        "Key of the portal that files dossiers (shown this once): {key}"
    ),
    "Đã khôi phục {who} ({device})": "Given back to {who} ({device})",
    "Đã thu hồi {who} ({device})": "Taken away from {who} ({device})",
    "Chưa kết nối hệ thống nào: hồ sơ chỉ ở máy này. Kết nối bằng desk sync connect.": (
        "No system is connected: dossiers are on this computer alone. Join: desk sync connect."
    ),
    "gửi {pushed}, nhận {pulled}, chờ {waiting}, cần xem {attention}": (
        "sent {pushed}, received {pulled}, waiting {waiting}, to be looked at {attention}"
    ),
    "{name}: {confirmed}/{created} đã xác nhận, {waiting} chờ gửi, {attention} cần xem": (
        "{name}: {confirmed}/{created} confirmed, {waiting} waiting, {attention} to be looked at"
    ),
    "{name}: {confirmed}/{created} đã nhận, {waiting} chờ gửi, {attention} cần xem": (
        "{name}: {confirmed}/{created} taken, {waiting} waiting, {attention} to be looked at"
    ),
    "Chưa kết nối thành phố: máy trung gian không chuyển hồ sơ lên thành phố.": (
        "The city is not joined: a hub hands no dossier on to the city."
    ),
    "{name}: chưa trao đổi lần nào": "{name}: never exchanged yet",
    "{name}: tạm dừng từ {at}": "{name}: paused since {at}",
    "{name}: ngoại tuyến từ {at}": "{name}: offline since {at}",
    "{name}: {same}/{ours} hồ sơ trùng khớp, {at}": "{name}: {same}/{ours} dossiers the same, {at}",
    "{n} hồ sơ có việc chờ gửi hoặc cần người xem": (
        "{n} have something that waits to be sent or needs a person"
    ),
    "{n} hồ sơ còn khác nhau": "{n} still differ",
    "{n} hồ sơ đã đổi hoặc mới đến từ lúc đó, chưa đối chiếu": (
        "{n} changed or came since and are not compared yet"
    ),
    "Đã kết nối {url}; {waiting} mục chờ gửi.": "Connected to {url}; {waiting} events wait.",
    "Đã ghi {target} ({url}); {waiting} hồ sơ sẽ được trao đổi ở lượt tới.": (
        "Wrote down {target} ({url}); {waiting} dossiers go there at the next exchange."
    ),
    "{target}: {dossiers} hồ sơ sẽ được hỏi lại ở lượt trao đổi tới.": (
        "{target}: {dossiers} dossiers are asked for again at the next exchange."
    ),
    "Nội dung mã QR: {text}": "Text of the QR code: {text}",
    "Mã kết nối: {code}": "Enrolment code: {code}",
    # -- support
    "Tệp .zip sẽ ghi.": "The .zip file to write.",
    "Gói cho bộ phận hỗ trợ: số đếm, trạng thái, nhật ký lỗi; không dữ liệu cá nhân.": (
        "A file for support: counts, states and the log of errors, without personal data."
    ),
    # -- desk
    "Bộ phận một cửa: tiếp nhận, trả kết quả, đồng bộ. Không có lệnh con: mở cửa sổ.": (
        "The one-stop counter: receiving, handing over, exchange. Without a command: the window."
    ),
    # -- init
    "Tạo thư mục dữ liệu của một quầy.": "Make the data folder of a counter.",
    "Mã đơn vị, vd H26.033.15.": "The unit's code, such as H26.033.15.",
    "Mã xã, phường: 5 chữ số.": "The commune's code: 5 digits.",
    "Tên đơn vị, vd Phường Thử Nghiệm.": "The office's name, such as Phường Thử Nghiệm.",
    "Số quầy 1–8; mỗi máy một số.": "The counter's slot 1–8; each computer has its own.",
    "Mẫu mã hồ sơ, vd {unit}-{yymmdd}-{number:04d}.": (
        "The pattern of codes, such as {unit}-{yymmdd}-{number:04d}."
    ),
    # -- receive
    "Tiếp nhận một hồ sơ.": "Receive one dossier.",
    "Hồ sơ dạng JSON.": "The dossier as JSON.",
    "Ghi giấy tiếp nhận.": "Write the receipt.",
    # -- act
    "Một bước xử lý hồ sơ.": "One step of processing.",
    "Tên bước, vd claim, supplement, finish, recall.": (
        "The step, such as claim, supplement, finish, recall."
    ),
    "Lý do hoặc nội dung.": "The reason, or what is to be said.",
    "Hẹn trả mới, vd 2026-11-30T17:00.": "The new due time, such as 2026-11-30T17:00.",
    "Người nhận bàn giao hoặc kết quả.": "Who takes over, or collects the result.",
    "Số giấy tờ, hoặc số biên lai.": "The number of an identity paper, or of the fee's receipt.",
    "Số tiền, đồng.": "The amount in đồng.",
    "Bước trong cơ quan khi bàn giao, vd tham-dinh.": (
        "The inner step that it is forwarded to, such as tham-dinh."
    ),
    "Vì sao phải yêu cầu bổ sung lần nữa.": "Why it must be completed once more.",
    "Thời điểm đã xảy ra.": "When it happened.",
    "Giấy tờ cần bổ sung, ghi được nhiều lần; khi đã bổ sung thì là giấy đã nộp: "
    "TÊN[:số bản chính[:số bản sao]]; khi xong việc chứng thực thì là giấy đã chứng thực: "
    "TÊN[:số trang[:số bản]].": (
        "A paper that is asked for, as often as needed; of supplemented, one that was brought: "
        "NAME[:originals[:copies]]; of finish, one that was certified: NAME[:pages[:copies]]."
    ),
    "  Vào sổ chứng thực {book}, số {line}: {what}": (
        "  Entered in certification book {book}, number {line}: {what}"
    ),
    "Đính chính: trường=giá trị.": "Correct: field=value.",
    "Đồng ý hẹn cả lúc cơ quan không làm việc.": "Agree to a date at which the office is closed.",
    # -- files of a dossier
    "Gắn một tệp PDF, JPEG hoặc PNG vào hồ sơ.": "Attach a PDF, JPEG or PNG file to a dossier.",
    "Tệp PDF, JPEG hoặc PNG.": "The PDF, JPEG or PNG file.",
    "Tên giấy tờ trong hồ sơ mà tệp này thể hiện.": "The dossier's paper that the file shows.",
    "{code}: đã gắn tệp {pages} trang. {done}/{all} giấy tờ đã số hóa.": (
        "{code}: attached a file of {pages} pages. {done} of {all} papers are digitised."
    ),
    "đã số hóa": "digitised",
    "chưa số hóa": "not digitised",
    # -- reading, printing, reporting
    "Mọi hồ sơ đang mở của phường, gấp nhất trước.": (
        "Every open dossier of the ward, the most urgent first."
    ),
    "Tìm theo mã, số định danh, điện thoại hoặc tên (có dấu hay không).": (
        "Find by code, identity number, phone or name (with or without marks)."
    ),
    "Mã, số hoặc tên cần tìm.": "The code, number or name.",
    "In một biểu mẫu của hồ sơ ra tệp PDF, khổ theo mục page của quầy: A5, A5x2, A4, A4x2.": (
        "Print a form of a dossier to a PDF file, on the sheet that the counter's setting page "
        "names: A5, A5x2, A4, A4x2."
    ),
    "Tên mẫu: receipt, supplement, refusal, apology, extension, extended, stop, "
    "closing, control, history, fee, handover, label, batch, cover, result.": (
        "The form: receipt, supplement, refusal, apology, extension, extended, stop, "
        "closing, control, history, fee, handover, label, batch, cover, result."
    ),
    "Báo cáo theo biểu, kết quả chưa nhận, hoặc các biểu thống kê.": (
        "A report by its form, what lies uncollected, or the figures."
    ),
    "Báo cáo: II.06a, 07a, 766, unit, uncollected hoặc figures.": (
        "The report: II.06a, 07a, 766, unit, uncollected or figures."
    ),
    "Dòng theo: field, procedure, officer, channel, unit.": (
        "Lines by: field, procedure, officer, channel, unit."
    ),
    "Tệp PDF, XLSX hoặc CSV.": "A PDF, XLSX or CSV file.",
    "Chốt số liệu kỳ báo cáo, và xem lại số đã báo cáo.": (
        "Closing the figures of a period, and looking at what was reported."
    ),
    "Biểu: II.06a, 07a, 766, unit …": "The form: II.06a, 07a, 766, unit …",
    "Chốt số liệu một biểu của một kỳ đã hết.": "Close a form for a period that is over.",
    "Liệt kê các kỳ đã chốt, mới nhất trước.": "List the closed periods, the newest first.",
    "Số của lần chốt, như trong danh sách.": "The closing's uid, as listed.",
    "Xem số đã báo cáo, số nếu lập bây giờ, và hồ sơ làm nên chênh lệch.": (
        "Show what was reported, what it would be now, and the dossiers that make the difference."
    ),
    "Chưa chốt kỳ nào.": "No period is closed yet.",
    "Một phần chênh lệch không rõ do hồ sơ nào.": (
        "Of a part of the difference it is not known which dossiers make it."
    ),
    "{uid}  {form} ({by}), {start} – {end}: {name} chốt lúc {at}": (
        "{uid}  {form} ({by}), {start} – {end}: closed by {name} at {at}"
    ),
    "Ô cần xem, DÒNG:CỘT; dòng trống là tổng số.": (
        "The cell to look behind, LINE:COLUMN; an empty line is the total."
    ),
    "Tệp .xlsx hoặc .csv, mọi hồ sơ tìm thấy.": "An .xlsx or .csv file of all that is found.",
    "Ngày đầu kỳ.": "The first day.",
    "Ngày cuối kỳ.": "The last day.",
    "Gấp lại toàn bộ nhật ký và đối chiếu mọi thứ suy ra từ nó.": (
        "Fold the whole log anew and compare all that was derived from it."
    ),
    "Không ghi ai: mọi người đang chờ.": "Nobody named: everybody who waits.",
    "Cho dùng tài khoản mới từ danh sách của thành phố.": (
        "Let new accounts of the city's list sign in."
    ),
    # -- sync
    "Việc cần người xem và quyết định.": "What needs a person, and the decision.",
    "Chỉ một loại: fields, steps, numbers, sheets, waits, technical": (
        "One kind only: fields, steps, numbers, sheets, waits, technical"
    ),
    "Mọi việc cần người xem, cũ trước; không ghi giá trị nào của hồ sơ.": (
        "Everything that needs a person, oldest first; no value of a dossier is shown."
    ),
    "Không có việc nào cần người xem.": "Nothing needs a person.",
    "Khóa của việc, như lệnh list ghi.": "The item's key, as `list` has it.",
    "Cả hai bên của một việc, và những cách quyết định.": (
        "Both sides of one item, and the ways to decide it."
    ),
    "Cách quyết định, như lệnh show ghi.": "The decision, as `show` has it.",
    "Lý do, nếu cần ghi lại.": "The reason, where it shall be kept.",
    "Quyết định một việc; quyết định là một việc trong nhật ký hồ sơ.": (
        "Decide one item; the decision is an event in the dossier's log."
    ),
    "Đã quyết định; còn {n} việc.": "Decided; {n} left.",
    "Rút lại được bằng: {command}": "It can be taken back with: {command}",
    "máy này": "this counter",
    "không tính": "does not count",
    "Cần người xem: {n} việc, xem bằng desk sync review list": (
        "For a person to decide: {n}, see desk sync review list"
    ),
    "Mã hồ sơ.": "The dossier's code.",
    "Quyết định, như lệnh decide trả lời (undo).": "The decision, as `decide` answers it (undo).",
    "Rút lại lựa chọn một giá trị hay một phôi; câu hỏi mở lại.": (
        "Take the choice of a value or a sheet back; the question is open again."
    ),
    "Đã rút lại.": "Taken back.",
    "Kết thúc việc một máy và bản sao của nó cùng làm.": (
        "End that a machine and a copy of it both work."
    ),
    "Lý do, bằng lời.": "The reason, in words.",
    "Máy này là bản gốc: sang kỳ mới, dùng dải dự phòng, đánh dấu số đã in hai lần.": (
        "This is the original: a new epoch, the reserve of numbers, marks on what was given twice."
    ),
    "Đây là bản gốc. Số đã in hai lần: {codes}": "This is the original. Given twice: {codes}",
    "Dải số khác, nếu dải của quầy đã có quầy khác dùng.": (
        "Another slot, where another counter has taken this one's."
    ),
    "Dải số mới; không ghi thì tự chọn.": "The new slot; chosen by itself if not given.",
    "Máy này là bản sao: thành quầy khác với dải số khác, rồi kết nối lại bằng mã mới.": (
        "This is the copy: it becomes another counter with another slot, and joins with a new code."
    ),
    "Đây nay là quầy {slot}. Kết nối lại bằng mã mới, mỗi hệ thống một mã.": (
        "This is counter {slot} now. Join again with new codes, one of each system."
    ),
    "  Đã quyết định: {text}: {where}": "  Decided: {text}: {where}",
    "{name}: {n} tệp chờ gửi ({mb} MB)": "{name}: {n} files waiting to be sent ({mb} MB)",
    "{name}: thiếu {missing}/{all} tệp, sẽ gửi khi tệp về máy này": (
        "{name}: {missing}/{all} files missing, sent once they have come here"
    ),
    "Trao đổi hồ sơ với thành phố.": "Exchange dossiers with the city.",
    "Trao đổi một lượt ngay bây giờ.": "Exchange once, now.",
    "Kết nối quầy này với thành phố.": "Enrol this counter at the city.",
    "Mã kết nối dùng một lần.": "The enrolment code, good for once.",
    "Tình trạng trao đổi: tạo = xác nhận + chờ gửi + cần người xem.": (
        "How the exchange stands: made = confirmed + waiting + for a person to look at."
    ),
    "Đối chiếu: hai bên có giữ đúng những hồ sơ như nhau không.": (
        "Compare: whether both sides hold the very same dossiers."
    ),
    "Các hệ thống nhận hồ sơ.": "The systems that dossiers go to.",
    "Liệt kê các hệ thống đã kết nối.": "List the connected systems.",
    "Trao đổi thêm với một hệ thống: máy trung gian, Cổng quốc gia, một cửa OpenCPS.": (
        "Exchange with one system more: a ward's hub, the national portal, an OpenCPS site."
    ),
    "Loại hệ thống: native, portal, opencps.": "The kind of system: native, portal, opencps.",
    "Tệp chứa khóa Bearer, một dòng.": "A file that holds a Bearer token, one line.",
    "groupId của nơi nhận (OpenCPS).": "The recipient's groupId (OpenCPS).",
    "Đường dẫn gốc của OpenCPS.": "The base path of OpenCPS.",
    "Địa chỉ của hệ thống.": "The system's address.",
    "Tên đăng nhập ở hệ thống đó.": "The user name at that system.",
    "Tệp chứa mật khẩu, một dòng.": "A file that holds the password, one line.",
    "Mã đơn vị ở hệ thống đó.": "The unit's code at that system.",
    "Mã nơi nhận của cổng (dstcode).": "The portal's code as a recipient (dstcode).",
    "Tệp bảng mã (TOML hoặc JSON) thay cho mã mặc định.": (
        "A file of codes (TOML or JSON) in place of the usual ones."
    ),
    "Đường dẫn đăng nhập của cổng.": "The portal's path to sign in.",
    "Đường dẫn gửi hồ sơ.": "The path that dossiers go to.",
    "Đường dẫn tra danh mục.": "The path of look-ups in lists.",
    "Ghi đè cả khi nơi khác đã ghi ở hệ thống đó.": (
        "Write over what is there even if another place wrote it."
    ),
    "Hỏi lại hệ thống đang giữ gì và gửi lại phần thiếu, phần khác, ở lượt trao đổi tới.": (
        "Ask the system what it holds and put right what is missing or differs, next time."
    ),
    "Thôi trao đổi với một hệ thống; nhật ký giữ nguyên.": (
        "Stop exchanging with a system; the log stays as it is."
    ),
    **ELSEWHERE,
    **JOBS,
    **IMPORTING,
    **PAPERS,
    **RESULTS,
    **NOTICES,
    # -- backup
    "Sao lưu dữ liệu của quầy và đọc lại bản sao; cửa sổ vẫn mở được.": (
        "Copy the counter's data and read the copy through; the window may stay open."
    ),
    "Nơi để bản sao; mỗi lần một thư mục mang ngày giờ.": (
        "Where copies go; each is a folder named by its day and time."
    ),
    "Đã ghi {file}: {n} tệp.": "Written: {file}, {n} files.",
    "Đã sao lưu {events} sự kiện vào {folder}; đã đọc lại, khớp.": (
        "Copied {events} events into {folder}; read through, the same."
    ),
    # -- rules, demo, selftest
    "Xem trước dữ liệu do thành phố công bố: thay đổi gì, từ ngày nào.": (
        "Look ahead at what the city has published: what changes, and from when."
    ),
    "Thành phố chưa công bố gì.": "The city has published nothing yet.",
    "Bộ dữ liệu dạng JSON hoặc TOML.": "The data as JSON or TOML.",
    "Danh mục thủ tục, lịch làm việc, chế độ pháp luật: dữ liệu có phiên bản.": (
        "Procedures, calendars, legal regimes: data with versions."
    ),
    "Liệt kê các bộ dữ liệu và bản đang dùng.": "List the data and the versions in force.",
    "Đưa một bộ dữ liệu mới vào dùng; hồ sơ đã hẹn không bị đổi ngày, chỉ được liệt kê.": (
        "Put new data into force; no promised date is moved, dossiers are only listed."
    ),
    "Kể một ngày ở quầy: không cần màn hình.": "Tell a day at the counter: no screen is needed.",
    "Nơi để giấy và ảnh.": "Where papers and pictures go.",
    "Kiểm tra bản cài đặt này trong một thư mục tạm.": (
        "Check this installation in a temporary folder."
    ),
    # -- answers
    "Đã tạo quầy {slot} của {name} trong {folder}.": "Counter {slot} of {name} is in {folder}.",
    "Không có hồ sơ đang mở.": "No dossier is open.",
    "Không tìm thấy.": "Nothing found.",
    "Đã ghi {number} hồ sơ vào {file}.": "Wrote {number} dossiers into {file}.",
    "(3) tiếp nhận = (4) trực tuyến + (5) trực tiếp, bưu chính + (6) từ kỳ trước": (
        "(3) received = (4) online + (5) at the counter, by post + (6) from before"
    ),
    "(7) đã giải quyết = (8) trước hạn + (9) đúng hạn + (10) quá hạn": (
        "(7) solved = (8) early + (9) on time + (10) late"
    ),
    "(11) đang giải quyết = (12) trong hạn + (13) quá hạn": (
        "(11) open = (12) in time + (13) late"
    ),
    "{events} sự kiện, {dossiers} hồ sơ: khớp.": "{events} events, {dossiers} dossiers: all agree.",
    "{events} sự kiện, {dossiers} hồ sơ: {problems} chỗ sai.": (
        "{events} events, {dossiers} dossiers: {problems} things wrong."
    ),
    "Đã dùng {kind} bản {version}.": "{kind} {version} is in force.",
    "  Hạn đã tính trên ngày nay đã đổi, cần xem: {code}": (
        "  Its due date was counted over days that have changed, look at it: {code}"
    ),
    # -- staff, settings
    "Tài khoản của cán bộ: thêm, sửa, khóa, đặt lại mật khẩu.": (
        "Accounts of staff: add, change, close, reset a password."
    ),
    "Những gì đã chọn cho quầy này: cơ quan, máy in, giao diện.": (
        "What was chosen for this counter: office, printer, looks."
    ),
    "Tên đăng nhập: chữ thường không dấu, số.": "A login: plain small letters and digits.",
    "counter, clerk, leader hoặc administrator.": "counter, clerk, leader or administrator.",
    "Liệt kê tài khoản.": "List accounts.",
    "Họ và tên, sẽ in trên giấy.": "Full name, as printed on papers.",
    "Thêm tài khoản; mật khẩu do chính người đó đặt khi đăng nhập lần đầu.": (
        "Add an account; its owner sets the password at the first sign-in."
    ),
    "Họ và tên mới.": "The new full name.",
    "Khóa hoặc mở lại tài khoản.": "Close the account, or open it again.",
    "Bỏ mật khẩu và mã PIN: lần đăng nhập sau đặt mới.": (
        "Forget password and PIN: the next sign-in sets new ones."
    ),
    "Số cán bộ, hai chữ số, gõ trước mã PIN; để trống: tự cấp.": (
        "Staff number, two digits, typed before the PIN; empty: given automatically."
    ),
    "Sửa tài khoản; mọi việc người đó đã làm vẫn mang tên cũ.": (
        "Change an account; what was done before keeps the former name."
    ),
    "Liệt kê những gì đã chọn.": "List what was chosen.",
    "Tên mục, như office_phone.": "Name of the setting, such as office_phone.",
    "Giá trị; để trống là như ban đầu.": "Its value; empty for what it was at first.",
    "Chọn một mục; cửa sổ đang mở dùng giá trị mới từ giấy in sau đó.": (
        "Set one; an open window uses it from the next paper on."
    ),
    # -- ticket
    "Hàng chờ của quầy: lấy số, gọi số, xem ai đang chờ.": (
        "The counter's waiting room: take a ticket, call one, see who waits."
    ),
    "Diện ưu tiên: elderly, pregnant, disabled, child, merit.": (
        "Priority: elderly, pregnant, disabled, child, merit."
    ),
    "Số trên phiếu giấy đã phát, vd A017.": "Number of a paper slip, such as A017.",
    "Đưa phiếu vào hàng đợi in.": "Put the slip into the print queue.",
    "Lấy số tiếp theo, hoặc ghi một phiếu giấy vào hàng chờ.": (
        "Take the next ticket, or write a paper slip into the queue."
    ),
    "Số được gọi; để trống là số đến lượt.": "The ticket to call; empty for whose turn it is.",
    "Tên quầy, vd “Quầy 1”.": "Name of the counter, such as “Quầy 1”.",
    "Gọi số đến lượt; số đang ở quầy coi như đã xong.": (
        "Call whose turn it is; whoever is at the counter is done with."
    ),
    "Hàng chờ hôm nay: mọi số, và thứ tự sẽ gọi.": (
        "Today's waiting room: every ticket, and the order of calling."
    ),
    "{n} phút": "{n} min",
    "Số {ticket}; trước đó {n} người chờ.": "Ticket {ticket}; {n} wait before it.",
    "Không có ai chờ.": "Nobody waits.",
    "Hôm nay chưa có số nào.": "No tickets today.",
}
