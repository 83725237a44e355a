<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
<context>
    <name>Admin</name>
    <message>
        <source>Tiếp nhận</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>Chuyên môn</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>Lãnh đạo</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>Quản trị</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Tên đăng nhập</source>
        <extracomment>Not chosen: a practice office is made as one, and can never become a real one. Settings that the log has the last word on: what papers say of the office (`HEADING`). After these there is nothing to ask for: the target has spoken, or nobody has. After these another certificate may help: ours was too old, or a target that was put back to an older copy has forgotten our keys. Told how many editions came, or the code of why none could be asked for. So many messages of one way are looked after for news of them; older ones are what they are. login, name, role – invented, and obviously so What stands in the columns of a list, row by row; a list has the columns of its wording.</extracomment>
        <translation>Login</translation>
    </message>
    <message>
        <source>Họ và tên, in trên giấy</source>
        <translation>Full name, as printed on papers</translation>
    </message>
    <message>
        <source>Vai trò</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Khóa tài khoản</source>
        <translation>Close the account</translation>
    </message>
    <message>
        <source>Mở lại tài khoản</source>
        <translation>Open the account again</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Sửa tài khoản</source>
        <translation>Change an account</translation>
    </message>
    <message>
        <source>Thêm cán bộ</source>
        <translation>Add staff</translation>
    </message>
    <message>
        <source>Chữ thường không dấu, số; ví dụ lan</source>
        <translation>Plain small letters and digits, such as lan</translation>
    </message>
    <message>
        <source>Phải ghi mục này.</source>
        <translation>This must be filled in.</translation>
    </message>
    <message>
        <source>Cán bộ</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>đã khóa</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>chưa đặt mật khẩu</source>
        <translation>no password set yet</translation>
    </message>
    <message>
        <source>Sửa</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Sửa {name}</source>
        <translation>Change {name}</translation>
    </message>
    <message>
        <source>Cơ quan chủ quản, dòng đầu của giấy</source>
        <translation>Authority above, the first line of papers</translation>
    </message>
    <message>
        <source>Tên bộ phận một cửa</source>
        <translation>Name of the one-stop unit</translation>
    </message>
    <message>
        <source>Địa danh trước ngày tháng</source>
        <translation>Place before the date</translation>
    </message>
    <message>
        <source>Số điện thoại</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Trang tra cứu hồ sơ</source>
        <translation>Page for following a dossier</translation>
    </message>
    <message>
        <source>Để trống thì giấy in như mặc định. Có hiệu lực từ giấy in sau.</source>
        <translation>Empty means the usual words. In force from the next paper on.</translation>
    </message>
    <message>
        <source>Cơ quan trên giấy in</source>
        <translation>The office on papers</translation>
    </message>
    <message>
        <source>Mật khẩu mới</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Gõ lại mật khẩu mới</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>Đổi mật khẩu</source>
        <translation>Change the password</translation>
    </message>
    <message>
        <source>Mật khẩu của tôi</source>
        <translation>My password</translation>
    </message>
    <message>
        <source>Mật khẩu đang dùng</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>Hai lần gõ khác nhau.</source>
        <translation>The two differ.</translation>
    </message>
    <message>
        <source>Đã thêm {name}: tự đặt mật khẩu khi đăng nhập lần đầu bằng «{login}»</source>
        <translation>{name} added: sets the password at the first sign-in as «{login}»</translation>
    </message>
    <message>
        <source>Đã sửa tài khoản {login}</source>
        <translation>Account {login} changed</translation>
    </message>
    <message>
        <source>{login}: lần đăng nhập sau đặt mật khẩu mới</source>
        <translation>{login}: the next sign-in sets a new password</translation>
    </message>
    <message>
        <source>Đã khóa tài khoản {login}</source>
        <translation>Account {login} closed</translation>
    </message>
    <message>
        <source>Đã mở lại tài khoản {login}</source>
        <translation>Account {login} opened again</translation>
    </message>
    <message>
        <source>Giấy in từ nay ghi như đã chọn</source>
        <translation>Papers say so from now on</translation>
    </message>
    <message>
        <source>Đã đổi mật khẩu</source>
        <translation>Password changed</translation>
    </message>
    <message>
        <source>Số cán bộ, gõ trước mã PIN</source>
        <translation>Staff number, typed before the PIN</translation>
    </message>
    <message>
        <source>Hai chữ số; để trống thì máy cấp</source>
        <translation>Two digits; given automatically if empty</translation>
    </message>
    <message>
        <source>Đặt lại mật khẩu, PIN</source>
        <translation>Reset password and PIN</translation>
    </message>
    <message>
        <source>số {number}</source>
        <translation>number {number}</translation>
    </message>
    <message>
        <source>chưa đặt mã PIN</source>
        <translation>no PIN yet</translation>
    </message>
    <message>
        <source>Đã đặt mã PIN</source>
        <translation>PIN set</translation>
    </message>
    <message>
        <source>Đã đổi thời gian tự khóa màn hình</source>
        <translation>Time until the window locks changed</translation>
    </message>
    <message>
        <source>Cho dùng tất cả</source>
        <translation>Release all</translation>
    </message>
    <message>
        <source>Tài khoản mới của thành phố dùng được ngay, không chờ quản trị</source>
        <translation>New accounts of the city may sign in at once, without an administrator</translation>
    </message>
    <message>
        <source>1 tài khoản mới của thành phố chờ quản trị cho dùng.</source>
        <extracomment>The forms that are tables: what draws each, and how it is filled. What all papers of one look have in common: office, wording, page and the like. A scanner may pause between two sheets for that long: half a file is no broken one before. How long a window that stands is waited for. It answers from its event loop, so one that hangs does not, and whoever starts another is told by the folder&apos;s lock instead. What the spooler still holds and has not begun: it can be taken back without a sheet lost. Below this many events reading the feed is as quick. The practice office lives beside the counter&apos;s data, never among them. Pictures that `pictures` can make, in the order of a day. A command that writes is over soon; what lasts longer is another window, and is told at once. The set that what all sets share is shown in. Whoever knocks again and again makes one row of the same kind in this time, with a number. Events are JSON inside JSON: each of their bytes may need another one before it. Rows loaded by one statement; SQLite and PostgreSQL both take more parameters than this. Renewing is what a counter does about an expired certificate: it may still ask for that. Under this name whoever refuses a request leaves the word for it in the request&apos;s state. After which a worker that wrote nothing down is taken for dead. Milliseconds up to which answers are counted together: each a quarter more than the one before. Not a refusal, but how every exchange of signed requests begins. Refusals that say something is wrong, and not merely that somebody else was first. A receipt that is in somebody&apos;s hands counts once a person has looked at why it was refused. devices of which a copy has shown itself devices of which a person has said that their copy is over verdicts on events of the caller that waited, and were decided now What is counted: files of others that were asked for, and pieces or wholes that are not theirs. Why a request is refused, by its word; others are the asker&apos;s own mistakes. A proxy on this machine speaks for others; whoever set it up must give them the token. So many events behind, a stock is made anew; until then its reader goes on by pages. So many threads may work on one store at once; there is a connection for each, and some to spare. What works on this store by itself, and has to end before it is closed. where the SQLite file is whether several processes may serve it: PostgreSQL The Alembic revision that this program&apos;s tables are at; a test holds it to the newest file. What became of an event. Of a machine: two copies of it wrote on; a person has said that this is over. Events that are held or refused and that nobody has decided about; in these words, since SQLite uses the index on them only where a query says the same. SQLite counts up only a column that is called INTEGER. This city: one row, and the lock of all writers on PostgreSQL. A ward. Which counter owns a block of numbers. One-time codes by which counters join.</extracomment>
        <translation>1 new account of the city waits for an administrator.</translation>
    </message>
    <message>
        <source>{n} tài khoản mới của thành phố chờ quản trị cho dùng.</source>
        <translation>{n} new accounts of the city wait for an administrator.</translation>
    </message>
    <message>
        <source>chờ cho dùng</source>
        <translation>waits for release</translation>
    </message>
    <message>
        <source>Cho dùng</source>
        <extracomment>Every official code and barcode, and the dossier that has it for ever.</extracomment>
        <translation>Release</translation>
    </message>
    <message>
        <source>Cho dùng {name}</source>
        <translation>Release {name}</translation>
    </message>
    <message>
        <source>Đã cho dùng: đặt mật khẩu khi đăng nhập lần đầu</source>
        <translation>Released: a password is set at the first sign-in</translation>
    </message>
    <message>
        <source>Tài khoản mới của thành phố dùng được ngay</source>
        <translation>New accounts of the city may sign in at once</translation>
    </message>
    <message>
        <source>Tài khoản mới của thành phố chờ quản trị cho dùng</source>
        <translation>New accounts of the city wait for an administrator</translation>
    </message>
</context>
<context>
    <name>Books</name>
    <message>
        <source>Tiến độ sao lưu</source>
        <translation>Progress of the backup</translation>
    </message>
    <message>
        <source>Sao lưu ngay</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Sao lưu</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Chưa có bản sao lưu nào</source>
        <translation>No backup yet</translation>
    </message>
    <message>
        <source>Đã đọc lại và đối chiếu: {events} việc, {size}. {folder}</source>
        <translation>Read back and compared: {events} events, {size}. {folder}</translation>
    </message>
    <message>
        <source>Đã sao lưu và đối chiếu {size}</source>
        <translation>Backed up and compared {size}</translation>
    </message>
    <message>
        <source>Đã dừng sao lưu; không để lại bản dở dang</source>
        <translation>Backup stopped; nothing of it is left</translation>
    </message>
    <message>
        <source>Bản sao lưu mới nhất: hôm nay {time}</source>
        <translation>Latest backup: today {time}</translation>
    </message>
    <message>
        <source>Bản sao lưu mới nhất: hôm qua {time}</source>
        <translation>Latest backup: yesterday {time}</translation>
    </message>
    <message>
        <source>Bản sao lưu mới nhất: {n} ngày trước, {time}</source>
        <translation>Latest backup: {n} days ago, {time}</translation>
    </message>
    <message>
        <source>Từ ngày</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Đến ngày</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Hôm trước</source>
        <translation>Day before</translation>
    </message>
    <message>
        <source>Hôm sau</source>
        <translation>Day after</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Tổng hợp</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>Đã khóa lúc {at}, {by}</source>
        <translation>Closed {at}, {by}</translation>
    </message>
    <message>
        <source>Ngày chưa khóa sổ</source>
        <translation>The day is not closed</translation>
    </message>
    <message>
        <source>THIẾU số {lines}: báo cán bộ kỹ thuật</source>
        <translation>MISSING no. {lines}: tell the technician</translation>
    </message>
    <message>
        <source>Số bỏ, có ghi trong nhật ký: {lines}</source>
        <translation>Burnt, as the log says: {lines}</translation>
    </message>
    <message>
        <source>Sổ năm {year} đủ số, không sót</source>
        <translation>Every number of {year} is there</translation>
    </message>
    <message>
        <source>1 dòng</source>
        <translation>1 line</translation>
    </message>
    <message>
        <source>{n} dòng</source>
        <translation>{n} lines</translation>
    </message>
    <message>
        <source>{n} dòng gạch</source>
        <translation>{n} struck through</translation>
    </message>
    <message>
        <source>{n} dòng ghi sau khóa sổ</source>
        <translation>{n} written after closing</translation>
    </message>
    <message>
        <source>Không có dòng nào</source>
        <translation>No line</translation>
    </message>
    <message>
        <source>F2 để tiếp nhận, Shift+F9 để trả ngay; Alt+← xem hôm trước.</source>
        <translation>F2 receives, Shift+F9 returns at once; Alt+← shows the day before.</translation>
    </message>
    <message>
        <source>Khóa sổ ngày này</source>
        <translation>Close this day</translation>
    </message>
    <message>
        <source>In sổ</source>
        <translation>Print book</translation>
    </message>
    <message>
        <source>Sổ tiếp nhận</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>Sổ trả kết quả</source>
        <translation>Returns</translation>
    </message>
    <message>
        <source>Chứng thực bản sao</source>
        <translation>Certified copies</translation>
    </message>
    <message>
        <source>Chứng thực chữ ký</source>
        <translation>Certified signatures</translation>
    </message>
    <message>
        <source>Chữ ký người dịch</source>
        <translation>Translators&apos; signatures</translation>
    </message>
    <message>
        <source>Hợp đồng, giao dịch</source>
        <translation>Contracts</translation>
    </message>
    <message>
        <source>Sổ</source>
        <translation>Books</translation>
    </message>
    <message>
        <source>Sổ của quầy này; dòng gạch vẫn giữ số</source>
        <extracomment>Every file that a dossier of a ward names, or named: who may read and write it. Reference data that the city has published, as it was signed. The city that a hub has joined, to hand on what it publishes: at most one row, never at a city.</extracomment>
        <translation>This counter&apos;s book; a struck line keeps its number</translation>
    </message>
    <message>
        <source>đã gạch</source>
        <translation>struck through</translation>
    </message>
    <message>
        <source>ghi sau khóa sổ</source>
        <translation>written after closing</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Cá nhân, tổ chức</source>
        <translation>Person, organisation</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Số</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Giờ</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Người nhận</source>
        <translation>Collector</translation>
    </message>
    <message>
        <source>Người yêu cầu</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Các dòng của sổ</source>
        <translation>Lines of the book</translation>
    </message>
    <message>
        <source>và {n} số nữa</source>
        <translation>and {n} more</translation>
    </message>
    <message>
        <source>Tháng này</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>Tháng trước</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>Năm nay</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>Năm trước</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>Ngày khác</source>
        <translation>Other days</translation>
    </message>
    <message>
        <source>Kỳ</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>In bản hiện nay</source>
        <translation>Print as it stands now</translation>
    </message>
    <message>
        <source>Thu phí</source>
        <translation>Fees taken</translation>
    </message>
    <message>
        <source>Kiểm quỹ</source>
        <translation>Drawer counts</translation>
    </message>
    <message>
        <source>Đã khóa sổ: bản in giống hệt lúc khóa</source>
        <translation>Closed: printed exactly as it was closed</translation>
    </message>
    <message>
        <source>Đã khóa sổ {days}: nhận {received}, trả {returned}</source>
        <extracomment>How far the city&apos;s own numbers of a day are used up. What counters sign their requests with, where several processes serve: written without the log of PostgreSQL (UNLOGGED), since it may be lost but must be quick. One process needs no table. What each process that serves has counted, by minute (desk.city.gauge); UNLOGGED as well. What each counter last signed about what it holds: the other half of the proof of sameness. What each counter has sent by stick, and what it was answered; one row from its first bundle on.</extracomment>
        <translation>Closed {days}: {received} received, {returned} handed back</translation>
    </message>
    <message>
        <source>Kỳ trước chuyển sang</source>
        <translation>Carried over</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>trong đó trực tuyến</source>
        <translation>of them online</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Rút, dừng</source>
        <translation>Withdrawn, stopped</translation>
    </message>
    <message>
        <source>Quầy khác giữ</source>
        <translation>At another counter</translation>
    </message>
    <message>
        <source>Còn lại</source>
        <translation>Still open</translation>
    </message>
    <message>
        <source>Thêm sau khóa sổ</source>
        <translation>Added after closing</translation>
    </message>
    <message>
        <source>Gạch sau khóa sổ</source>
        <translation>Struck after closing</translation>
    </message>
    <message>
        <source>Rút sau khóa sổ</source>
        <translation>Gone since closing</translation>
    </message>
    <message>
        <source>Sửa sau khóa sổ</source>
        <translation>Changed after closing</translation>
    </message>
    <message>
        <source>Khóa lại</source>
        <translation>Close once more</translation>
    </message>
    <message>
        <source>Khóa sổ năm</source>
        <translation>Close the year</translation>
    </message>
    <message>
        <source>Khóa sổ tháng</source>
        <translation>Close the month</translation>
    </message>
    <message>
        <source>Mọi ngày có hồ sơ đều đã khóa sổ</source>
        <translation>Every day with dossiers is closed</translation>
    </message>
    <message>
        <source>{n} ngày chưa khóa sổ: {days}</source>
        <translation>{n} days not closed: {days}</translation>
    </message>
    <message>
        <source>Lý do khóa lại</source>
        <translation>Why it is closed once more</translation>
    </message>
    <message>
        <source>Ghi lý do khóa lại.</source>
        <translation>Write why it is closed once more.</translation>
    </message>
    <message>
        <source>Quyển {book}: số {first}–{last}</source>
        <translation>Volume {book}: numbers {first}–{last}</translation>
    </message>
    <message>
        <source>và {n} thay đổi nữa</source>
        <translation>and {n} more changes</translation>
    </message>
    <message>
        <source>chênh lệch {amount}</source>
        <translation>difference {amount}</translation>
    </message>
    <message>
        <source>Đã vẽ</source>
        <translation>Drawn</translation>
    </message>
    <message>
        <source>Ghi PDF</source>
        <translation>Write PDF</translation>
    </message>
    <message>
        <source>Đang đọc sổ…</source>
        <translation>Reading the book…</translation>
    </message>
    <message>
        <source>Đang vẽ {done} / {of} dòng</source>
        <translation>Drawing {done} / {of} lines</translation>
    </message>
    <message>
        <source>Đã ghi {file}</source>
        <translation>Written {file}</translation>
    </message>
    <message>
        <source>Đã dừng; không có tệp nào được ghi</source>
        <translation>Stopped; no file was written</translation>
    </message>
    <message>
        <source>Biên lai</source>
        <translation>Tax receipt</translation>
    </message>
    <message>
        <source>Thu, hoàn</source>
        <translation>Taken, given back</translation>
    </message>
    <message>
        <source>Người thu</source>
        <translation>Taken by</translation>
    </message>
    <message>
        <source>Người mở</source>
        <translation>Opened by</translation>
    </message>
    <message>
        <source>Đầu ca</source>
        <translation>Float</translation>
    </message>
    <message>
        <source>Phải có</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>Đếm được</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>Chênh lệch</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Người kiểm</source>
        <translation>Counted by</translation>
    </message>
    <message>
        <source>Phôi giấy có số</source>
        <translation>Numbered sheets</translation>
    </message>
    <message>
        <source>số</source>
        <translation>number</translation>
    </message>
    <message>
        <source>tên</source>
        <translation>name</translation>
    </message>
    <message>
        <source>thủ tục, giấy tờ</source>
        <translation>procedure, document</translation>
    </message>
    <message>
        <source>địa chỉ, giấy tờ tùy thân</source>
        <translation>address, identity</translation>
    </message>
    <message>
        <source>hẹn trả</source>
        <translation>due time</translation>
    </message>
    <message>
        <source>cách nhận</source>
        <translation>manner</translation>
    </message>
    <message>
        <source>số trang</source>
        <translation>pages</translation>
    </message>
    <message>
        <source>số bản</source>
        <translation>copies</translation>
    </message>
    <message>
        <source>phí</source>
        <translation>fee</translation>
    </message>
    <message>
        <source>biên lai</source>
        <translation>tax receipt</translation>
    </message>
    <message>
        <source>người nhận</source>
        <translation>collector</translation>
    </message>
    <message>
        <source>lúc trả</source>
        <translation>handed back at</translation>
    </message>
    <message>
        <source>Ngày, giờ</source>
        <translation>Day, time</translation>
    </message>
    <message>
        <source>Ký số</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>đang đối chiếu…</source>
        <translation>comparing…</translation>
    </message>
    <message>
        <source>không dựng lại được</source>
        <translation>cannot be made again</translation>
    </message>
    <message>
        <source>{n} thay đổi từ khi khóa</source>
        <translation>{n} changes since</translation>
    </message>
    <message>
        <source>đúng như lúc khóa</source>
        <translation>as it was closed</translation>
    </message>
    <message>
        <source>Đã khóa</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Lúc</source>
        <translation>At</translation>
    </message>
    <message>
        <source>Người khóa</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Hiện nay</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Chưa khóa sổ lần nào. Esc, rồi F9 khóa những ngày đang xem.</source>
        <translation>No closing yet. Esc, then F9 closes the days that are shown.</translation>
    </message>
    <message>
        <source>Các lần khóa sổ</source>
        <translation>Closings</translation>
    </message>
    <message>
        <source>Xem kỳ này</source>
        <translation>Show these days</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Các lần khóa: {book}</source>
        <translation>Closings: {book}</translation>
    </message>
    <message>
        <source>Các lần khóa</source>
        <translation>Closings</translation>
    </message>
    <message>
        <source>Trong kỳ này sổ không có dòng nào</source>
        <translation>The book has no line in this period</translation>
    </message>
    <message>
        <source>đã thu {amount}</source>
        <translation>received {amount}</translation>
    </message>
    <message>
        <source>phí phải thu {amount}</source>
        <translation>fees due {amount}</translation>
    </message>
    <message>
        <source>Tháng sau</source>
        <translation>Next month</translation>
    </message>
    <message>
        <source>Năm sau</source>
        <translation>Next year</translation>
    </message>
</context>
<context>
    <name>Citizen</name>
    <message>
        <source>Người dân: Đúng</source>
        <translation>Citizen: correct</translation>
    </message>
    <message>
        <source>Người dân: Cần sửa</source>
        <translation>Citizen: needs changes</translation>
    </message>
    <message>
        <source>Người dân đang xem</source>
        <translation>Citizen is looking</translation>
    </message>
    <message>
        <source>Màn hình người dân</source>
        <translation>Citizen&apos;s screen</translation>
    </message>
    <message>
        <source>Trả lời hộ: Đúng</source>
        <translation>Answer for them: correct</translation>
    </message>
    <message>
        <source>Trả lời hộ: Cần sửa</source>
        <translation>Answer for them: needs changes</translation>
    </message>
    <message>
        <source>Cho xem lại</source>
        <translation>Show again</translation>
    </message>
    <message>
        <source>Xóa màn hình người dân ngay</source>
        <translation>Blank the citizen&apos;s screen now</translation>
    </message>
    <message>
        <source>Rất không hài lòng</source>
        <translation>Very dissatisfied</translation>
    </message>
    <message>
        <source>Không hài lòng</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>Bình thường</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Hài lòng</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>Rất hài lòng</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>Ông/bà có hài lòng với việc phục vụ hôm nay không?</source>
        <translation>How satisfied are you with today&apos;s service?</translation>
    </message>
    <message>
        <source>{paper} (chỉ xuất trình)</source>
        <translation>{paper} (shown only)</translation>
    </message>
    <message>
        <source>{n} bản chính</source>
        <translation>{n} original</translation>
    </message>
    <message>
        <source>{n} bản sao</source>
        <translation>{n} copies</translation>
    </message>
    <message>
        <source>Đúng</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Cần sửa</source>
        <translation>Needs changes</translation>
    </message>
    <message>
        <source>Xin ông/bà xem lại. Thông tin này có đúng không?</source>
        <translation>Please check. Is this information correct?</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Giấy tờ đã nộp</source>
        <translation>Papers handed in</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Hẹn trả kết quả</source>
        <translation>Result due</translation>
    </message>
    <message>
        <source>Cảm ơn ông/bà.</source>
        <translation>Thank you.</translation>
    </message>
</context>
<context>
    <name>Courier</name>
    <message>
        <source>Gói trả lời cho quầy này</source>
        <translation>Answer for this counter</translation>
    </message>
    <message>
        <source>Gói quầy này đã ghi, chưa có trả lời</source>
        <translation>Written by this counter, not answered yet</translation>
    </message>
    <message>
        <source>Gói không đọc được</source>
        <translation>Bundle that cannot be read</translation>
    </message>
    <message>
        <source>Thư mục trên USB</source>
        <translation>Folder on the stick</translation>
    </message>
    <message>
        <source>Cắm USB rồi chọn, hoặc ghi đường dẫn.</source>
        <translation>Plug the stick in and choose it, or type the path.</translation>
    </message>
    <message>
        <source>Chọn…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Ghi lên USB</source>
        <translation>Write to the stick</translation>
    </message>
    <message>
        <source>Đọc từ USB</source>
        <translation>Read from the stick</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Tiến độ trao đổi bằng USB</source>
        <translation>Progress of the exchange by stick</translation>
    </message>
    <message>
        <source>Trao đổi bằng USB</source>
        <translation>Exchange by stick</translation>
    </message>
    <message>
        <source>và {n} gói khác</source>
        <translation>and {n} more</translation>
    </message>
    <message>
        <source>Chọn thư mục trên USB trước.</source>
        <translation>Choose a folder on the stick first.</translation>
    </message>
    <message>
        <source>Không có gì chờ gửi; đã ghi lời hỏi tin mới.</source>
        <translation>Nothing was waiting; a request for news was written.</translation>
    </message>
    <message>
        <source>Gói này đã đọc rồi; không có gì thay đổi.</source>
        <translation>This bundle was read before; nothing changed.</translation>
    </message>
    <message>
        <source>Thành phố xác nhận {confirmed} việc; nhận {new} việc mới.</source>
        <translation>The city confirms {confirmed} items; {new} new ones came.</translation>
    </message>
    <message>
        <source>{n} việc cần người xem.</source>
        <translation>{n} need a person.</translation>
    </message>
    <message>
        <source>Tin của quầy khác trong gói này đã cũ hơn những gì quầy có; lần sau sẽ nhận tiếp.</source>
        <translation>What it brings of other counters is older than what is here; the next one goes on from there.</translation>
    </message>
    <message>
        <source>Đã dừng; không để lại gì dở dang trên USB.</source>
        <translation>Stopped; nothing half done is left on the stick.</translation>
    </message>
    <message>
        <source>Hai bên còn khác nhau: khi có mạng máy sẽ tìm chỗ khác.</source>
        <translation>The two sides still differ: once there is a network, this PC will find out where.</translation>
    </message>
    <message>
        <source>Quầy đã ghi thêm việc nên chưa đối chiếu được.</source>
        <translation>This counter has gone on since, so nothing can be compared yet.</translation>
    </message>
    <message>
        <source>Còn {n} tệp chưa ghi được lên USB này, chờ chuyến sau.</source>
        <translation>{n} files could not be put on this stick and wait for another trip.</translation>
    </message>
    <message>
        <source>Nhận về {n} tệp của quầy khác.</source>
        <translation>{n} files of other counters came.</translation>
    </message>
    <message>
        <source>Gói cho nơi khác: {whom}</source>
        <translation>For somebody else: {whom}</translation>
    </message>
    <message>
        <source>Hai bên trùng khớp khi bên kia ghi gói này.</source>
        <translation>Both sides were the same when the other side wrote this bundle.</translation>
    </message>
    <message>
        <source>Khi không có mạng: ghi lên USB, mang đến nơi nhận, rồi đọc gói trả lời. Gói được niêm phong, chỉ nơi nhận mở được; chưa đọc trả lời thì chưa coi là đã gửi.</source>
        <translation>Without a network: write to a stick, take it to whoever it is for, then read the answer. The bundle is sealed and nobody else can open it; nothing counts as sent until the answer has been read.</translation>
    </message>
    <message>
        <source>Đã ghi {events} việc, {files} tệp. Rút USB an toàn rồi mang đến: {name}.</source>
        <translation>Wrote {events} items, {files} files. Remove the stick safely and take it to: {name}.</translation>
    </message>
    <message>
        <source>“{name}” đã nhận {confirmed} việc, không thay thành phố xác nhận; nhận {new} việc mới.</source>
        <translation>“{name}” has taken {confirmed} items, which is not the city&apos;s confirmation; {new} new ones came.</translation>
    </message>
    <message>
        <source>{name} đã giữ đủ {n} tệp.</source>
        <translation>{name} holds {n} files whole.</translation>
    </message>
</context>
<context>
    <name>Dossier</name>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Personal ID number</translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation>Tax code</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Whose dossier</translation>
    </message>
    <message>
        <source>Người nộp thay</source>
        <translation>Handed in by</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation>Authority paper</translation>
    </message>
    <message>
        <source>Vì sao ngày này?</source>
        <translation>Why this date?</translation>
    </message>
    <message>
        <source>Thời hạn, lệ phí</source>
        <translation>Deadline and fee</translation>
    </message>
    <message>
        <source>{amount}, biên lai {serial}</source>
        <translation>{amount}, receipt no. {serial}</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Hẹn ban đầu</source>
        <translation>First due</translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation>Time limit</translation>
    </message>
    <message>
        <source>Lý do hẹn</source>
        <translation>Reason for the date</translation>
    </message>
    <message>
        <source>Chờ bổ sung đến</source>
        <translation>Answer wanted by</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Đã thu</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation>Handed in</translation>
    </message>
    <message>
        <source>Phụ trách</source>
        <translation>In charge</translation>
    </message>
    <message>
        <source>Nơi trả</source>
        <translation>Collected at</translation>
    </message>
    <message>
        <source>Sổ theo dõi</source>
        <translation>Tracking book</translation>
    </message>
    <message>
        <source>Mã khác</source>
        <translation>Other codes</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Quyển {book}, dòng {line}</source>
        <translation>Volume {book}, line {line}</translation>
    </message>
    <message>
        <source>đã xuất trình</source>
        <translation>shown</translation>
    </message>
    <message>
        <source>Giấy tờ đã nhận</source>
        <translation>Papers received</translation>
    </message>
    <message>
        <source>Không có giấy tờ</source>
        <translation>No papers</translation>
    </message>
    <message>
        <source>Phiếu {number}, {day}: {reason}</source>
        <translation>Slip {number}, {day}: {reason}</translation>
    </message>
    <message>
        <source>đã bổ sung</source>
        <translation>completed</translation>
    </message>
    <message>
        <source>chưa bổ sung</source>
        <translation>not completed yet</translation>
    </message>
    <message>
        <source>Lý do sửa</source>
        <translation>Why it is corrected</translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation>Correct facts</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Giấy đã in vẫn như cũ; lần sửa được ghi vào diễn biến.</source>
        <translation>Printed papers stay as they are; the correction becomes part of the story.</translation>
    </message>
    <message>
        <source>Phải ghi lý do.</source>
        <translation>A reason is needed.</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Tiếp nhận {at} · {how}</source>
        <translation>Received {at} · {how}</translation>
    </message>
    <message>
        <source>Đã hủy</source>
        <translation>Voided</translation>
    </message>
    <message>
        <source>Đang giữ: {where}</source>
        <translation>Held by: {where}</translation>
    </message>
    <message>
        <source>Việc khác</source>
        <translation>More steps</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Chưa mở hồ sơ nào</source>
        <translation>No dossier is open</translation>
    </message>
    <message>
        <source>Quét mã trên giấy tiếp nhận, hoặc F3 rồi gõ mã, họ tên.</source>
        <translation>Scan the code on a receipt, or press F3 and type a code or a name.</translation>
    </message>
    <message>
        <source>Diễn biến</source>
        <translation>Story</translation>
    </message>
    <message>
        <source>{code}: {action}</source>
        <translation>{code}: {action}</translation>
    </message>
    <message>
        <source>1 bản chính</source>
        <translation>1 original</translation>
    </message>
    <message>
        <source>{n} bản chính</source>
        <translation>{n} originals</translation>
    </message>
    <message>
        <source>1 bản sao</source>
        <translation>1 copy</translation>
    </message>
    <message>
        <source>{n} bản sao</source>
        <translation>{n} copies</translation>
    </message>
    <message>
        <source>Nội dung tờ khai</source>
        <translation>Declaration</translation>
    </message>
    <message>
        <source>{code}: đã thu hồi {action}</source>
        <translation>{code}: {action} taken back</translation>
    </message>
    <message>
        <source>Bản số hóa</source>
        <translation>Digitised</translation>
    </message>
    <message>
        <source>Bản số hóa {done}/{all}</source>
        <translation>Digitised {done}/{all}</translation>
    </message>
    <message>
        <source>{at} · {act} ({who}): hẹn {due}</source>
        <translation>{at} · {act} ({who}): due {due}</translation>
    </message>
    <message>
        <source>Đang ghi: {before}</source>
        <translation>Now: {before}</translation>
    </message>
    <message>
        <source>Kết quả ở ô {slot}</source>
        <translation>Result at {slot}</translation>
    </message>
    <message>
        <source>Mã khác: {codes}</source>
        <translation>Other codes: {codes}</translation>
    </message>
    <message>
        <source>Đính chính kết quả của</source>
        <translation>Corrects the result of</translation>
    </message>
    <message>
        <source>Được đính chính bởi</source>
        <translation>Corrected by</translation>
    </message>
    <message>
        <source>Nộp cùng lượt</source>
        <translation>Same visit</translation>
    </message>
    <message>
        <source>Chứng thực bản sao</source>
        <translation>Certified copies</translation>
    </message>
    <message>
        <source>Chứng thực chữ ký</source>
        <translation>Certified signatures</translation>
    </message>
    <message>
        <source>Chứng thực hợp đồng</source>
        <translation>Certified contracts</translation>
    </message>
    <message>
        <source>Chứng thực người dịch</source>
        <translation>Certified translators</translation>
    </message>
    <message>
        <source>Hồ sơ liên quan</source>
        <translation>Related dossiers</translation>
    </message>
    <message>
        <source>Kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Có kết quả</source>
        <translation>Ready since</translation>
    </message>
    <message>
        <source>Đang ở ô</source>
        <translation>Lies at</translation>
    </message>
    <message>
        <source>Đã nhắc</source>
        <translation>Reminded</translation>
    </message>
    <message>
        <source>Đã trả</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>Người nhận</source>
        <translation>Collector</translation>
    </message>
    <message>
        <source>Nhận thay theo</source>
        <translation>By authority of</translation>
    </message>
    <message>
        <source>Chữ ký</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Bản chính đã trả</source>
        <translation>Originals given back</translation>
    </message>
    <message>
        <source>Công dân đánh giá</source>
        <translation>Citizen&apos;s rating</translation>
    </message>
    <message>
        <source>1 lần, {at}</source>
        <translation>once, {at}</translation>
    </message>
    <message>
        <source>{n} lần, lần cuối {at}</source>
        <translation>{n} times, last {at}</translation>
    </message>
    <message>
        <source>đã ký trên màn hình</source>
        <translation>signed on the screen</translation>
    </message>
    <message>
        <source>ký trên giấy</source>
        <translation>signed on paper</translation>
    </message>
    <message>
        <source>Quyển {book}, số {line}</source>
        <translation>Book {book}, number {line}</translation>
    </message>
    <message>
        <source>{pages} trang, {copies} bản</source>
        <translation>{pages} pages, {copies} copies</translation>
    </message>
    <message>
        <source>Vì sao chưa có bước khác?</source>
        <translation>Why is there no other step?</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Mã thủ tục</source>
        <translation>Procedure code</translation>
    </message>
    <message>
        <source>Ngày nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Ngày hẹn</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Số biên lai</source>
        <translation>Tax receipt</translation>
    </message>
    <message>
        <source>Số CMND cũ</source>
        <translation>Old identity number</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Ngày cấp thẻ</source>
        <translation>Card issued</translation>
    </message>
    <message>
        <source>{field} (người nộp)</source>
        <translation>{field} (submitter)</translation>
    </message>
    <message>
        <source>Ô vừa chép</source>
        <translation>Field just copied</translation>
    </message>
    <message>
        <source>Quét hoặc gõ mã rồi Enter</source>
        <translation>Scan or type the code, then Enter</translation>
    </message>
    <message>
        <source>Mã của phần mềm kia</source>
        <translation>The other program&apos;s code</translation>
    </message>
    <message>
        <source>Chép ô tiếp</source>
        <translation>Copy the next field</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Mã bên phần mềm kia</source>
        <translation>Its code there</translation>
    </message>
    <message>
        <source>Phần mềm phải gõ lại</source>
        <translation>Program to type into</translation>
    </message>
    <message>
        <source>Không có gì để chép</source>
        <translation>There is nothing to copy</translation>
    </message>
    <message>
        <source>Ctrl+K chép lần lượt {n} ô; ô đầu: {next}</source>
        <translation>Ctrl+K copies {n} fields in turn; the first: {next}</translation>
    </message>
    <message>
        <source>Đã chép {at}/{n} · {field}: {value} · ô tiếp: {next}</source>
        <translation>Copied {at}/{n} · {field}: {value} · next: {next}</translation>
    </message>
    <message>
        <source>Thư điện tử</source>
        <translation>E-mail</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Tiền đếm được (đồng)</source>
        <translation>Cash counted (đồng)</translation>
    </message>
    <message>
        <source>Lý do chênh lệch</source>
        <translation>Reason of the difference</translation>
    </message>
    <message>
        <source>Đếm xong</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>Két tiền</source>
        <translation>Cash drawer</translation>
    </message>
    <message>
        <source>Chốt két</source>
        <translation>Close drawer</translation>
    </message>
    <message>
        <source>{name} mở lúc {time} với {amount}</source>
        <translation>Opened by {name} at {time} with {amount}</translation>
    </message>
    <message>
        <source>Két đang đóng</source>
        <translation>The drawer is closed</translation>
    </message>
    <message>
        <source>Đếm tiền trong két rồi ghi số.</source>
        <translation>Count the cash and write the amount.</translation>
    </message>
    <message>
        <source>Phải ghi lý do.</source>
        <translation>The reason is needed.</translation>
    </message>
    <message>
        <source>Trong sổ: {expected} = đầu ca {float} + 1 khoản thu {cash}</source>
        <translation>By the books: {expected} = float {float} + 1 taking {cash}</translation>
    </message>
    <message>
        <source>Trong sổ: {expected} = đầu ca {float} + {n} khoản thu {cash}</source>
        <translation>By the books: {expected} = float {float} + {n} takings {cash}</translation>
    </message>
    <message>
        <source>Đã chốt két: {amount}</source>
        <translation>Drawer closed: {amount}</translation>
    </message>
    <message>
        <source>khớp sổ</source>
        <translation>as the books say</translation>
    </message>
    <message>
        <source>Thừa {amount}</source>
        <translation>{amount} over</translation>
    </message>
    <message>
        <source>Thiếu {amount}</source>
        <translation>{amount} short</translation>
    </message>
    <message>
        <source>Đầu ca: tiền trong két (đồng)</source>
        <translation>Start of shift: cash in the drawer (đồng)</translation>
    </message>
    <message>
        <source>Enter ghi, Esc bỏ qua</source>
        <translation>Enter writes it down, Esc skips</translation>
    </message>
    <message>
        <source>Mở két</source>
        <translation>Open drawer</translation>
    </message>
    <message>
        <source>Bỏ qua</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Chỉ ghi số tiền, ví dụ 200000.</source>
        <translation>Only the amount, e.g. 200000.</translation>
    </message>
    <message>
        <source>Đã mở két với {amount}</source>
        <translation>Drawer opened with {amount}</translation>
    </message>
    <message>
        <source>Đếm theo mệnh giá</source>
        <translation>Count note by note</translation>
    </message>
    <message>
        <source>Số tờ {value}</source>
        <translation>Number of notes of {value}</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Các trang, theo thứ tự mới</source>
        <translation>The pages, in their new order</translation>
    </message>
    <message>
        <source>Lý do sửa trang</source>
        <translation>Why the pages are changed</translation>
    </message>
    <message>
        <source>Xoay</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Lên trước</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>Ra sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Bỏ trang</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Tách từ đây</source>
        <translation>Split here</translation>
    </message>
    <message>
        <source>Lưu bản mới</source>
        <translation>Save as new</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Một tệp mới. Bản cũ vẫn còn trong kho tệp.</source>
        <translation>One new file. The old one stays in the store.</translation>
    </message>
    <message>
        <source>{n} tệp mới. Bản cũ vẫn còn trong kho tệp.</source>
        <translation>{n} new files. The old one stays in the store.</translation>
    </message>
    <message>
        <source>Phải giữ ít nhất một trang.</source>
        <translation>At least one page must stay.</translation>
    </message>
    <message>
        <source>{page} · bỏ</source>
        <translation>{page} · left out</translation>
    </message>
    <message>
        <source>{page} · tệp {file}</source>
        <translation>{page} · file {file}</translation>
    </message>
    <message>
        <source>Phải ghi lý do: nó nằm trong diễn biến hồ sơ.</source>
        <translation>Say why: it stands in the dossier&apos;s story.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Chương trình gặp lỗi</source>
        <translation>The program has failed</translation>
    </message>
    <message>
        <source>Những gì đã lưu vẫn còn nguyên. Việc vừa rồi chưa xong.</source>
        <translation>Everything saved is untouched. What you just did is not done.</translation>
    </message>
    <message>
        <source>Thử lại một lần; nếu vẫn lỗi, báo cán bộ kỹ thuật.</source>
        <translation>Try once more; if it fails again, tell your IT staff.</translation>
    </message>
    <message>
        <source>Báo cáo lỗi</source>
        <translation>Error report</translation>
    </message>
    <message>
        <source>Chép báo cáo</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>Làm tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Những gì đã lưu vẫn còn nguyên. Việc vừa rồi chưa xong; hãy thử lại. Nếu vẫn lỗi, gửi báo cáo này cho cán bộ kỹ thuật; trong đó không có dữ liệu cá nhân.</source>
        <translation>Everything saved is untouched. What you just did is not done; try again. If it fails again, send this report to your IT staff; it holds no personal data.</translation>
    </message>
    <message>
        <source>Đã hiểu</source>
        <translation>Understood</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Việc cần người xem</source>
        <translation>For a person to look at</translation>
    </message>
    <message>
        <source>Không có việc nào. Mọi thứ đã gửi đều được chấp nhận.</source>
        <translation>Nothing. Everything sent has been accepted.</translation>
    </message>
    <message>
        <source>In ra máy</source>
        <translation>Print on</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Giấy tờ in gần đây</source>
        <translation>Papers printed lately</translation>
    </message>
    <message>
        <source>Chưa in giấy nào hôm nay</source>
        <translation>Nothing printed today</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Quét một mã bất kỳ khi đang ở trang này.</source>
        <translation>Scan any code while this page is shown.</translation>
    </message>
    <message>
        <source>Thử máy quét</source>
        <translation>Try the scanner</translation>
    </message>
    <message>
        <source>Thẻ căn cước: chữ tiếng Việt có dấu, tốt.</source>
        <translation>Identity card: Vietnamese letters arrived whole, good.</translation>
    </message>
    <message>
        <source>Thẻ căn cước: mất dấu tiếng Việt. Chọn chế độ USB-COM.</source>
        <translation>Identity card: Vietnamese marks were lost. Choose the USB-COM mode.</translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Mã kết nối</source>
        <translation>Enrolment code</translation>
    </message>
    <message>
        <source>Do thành phố cấp cho quầy này, dùng một lần.</source>
        <translation>Given by the city for this counter; works once.</translation>
    </message>
    <message>
        <source>Kết nối</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>Kết nối với hệ thống</source>
        <translation>Connect to a system</translation>
    </message>
    <message>
        <source>Ghi địa chỉ bắt đầu bằng https://</source>
        <translation>Write the address beginning with https://</translation>
    </message>
    <message>
        <source>Phải ghi mã kết nối.</source>
        <translation>The enrolment code is needed.</translation>
    </message>
    <message>
        <source>Đồng bộ ngay</source>
        <translation>Exchange now</translation>
    </message>
    <message>
        <source>Đã trao đổi xong.</source>
        <translation>The exchange is done.</translation>
    </message>
    <message>
        <source>Đang đối chiếu từng hồ sơ…</source>
        <translation>Comparing dossier by dossier…</translation>
    </message>
    <message>
        <source>Đang kết nối…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>Đã kết nối</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Tạm dừng</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Ngoại tuyến từ {time}</source>
        <translation>Offline since {time}</translation>
    </message>
    <message>
        <source>Lần trao đổi thành công gần nhất: {at}</source>
        <translation>Last exchange that worked: {at}</translation>
    </message>
    <message>
        <source>việc tạo ở quầy này</source>
        <translation>made at this counter</translation>
    </message>
    <message>
        <source>đang chờ gửi</source>
        <translation>waiting to be sent</translation>
    </message>
    <message>
        <source>cần người xem</source>
        <translation>for a person to see</translation>
    </message>
    <message>
        <source>Máy quét đọc được 1 ký tự.</source>
        <translation>The scanner read 1 character.</translation>
    </message>
    <message>
        <source>Máy quét đọc được {n} ký tự.</source>
        <translation>The scanner read {n} characters.</translation>
    </message>
    <message>
        <source>Chỉ có chữ số, tốt.</source>
        <translation>Digits only, good.</translation>
    </message>
    <message>
        <source>A5, một liên</source>
        <translation>A5, one copy</translation>
    </message>
    <message>
        <source>A5, hai liên trên hai tờ</source>
        <translation>A5, two copies on two sheets</translation>
    </message>
    <message>
        <source>A4, một liên</source>
        <translation>A4, one copy</translation>
    </message>
    <message>
        <source>A4 ngang, hai liên cạnh nhau</source>
        <translation>A4 landscape, two copies side by side</translation>
    </message>
    <message>
        <source>Khổ giấy của giấy tiếp nhận</source>
        <translation>Sheet of the receipt</translation>
    </message>
    <message>
        <source>Quầy chưa kết nối hệ thống nào</source>
        <translation>This counter is connected to no system yet</translation>
    </message>
    <message>
        <source>Tiếp nhận, in và trả kết quả vẫn bình thường. Nhập địa chỉ và mã kết nối do thành phố cấp để bắt đầu đồng bộ.</source>
        <translation>Receiving, printing and handing over work as ever. Enter the address and the enrolment code given by the city to begin the exchange.</translation>
    </message>
    <message>
        <source>Không có việc nào.</source>
        <translation>Nothing to look at.</translation>
    </message>
    <message>
        <source>Máy tính này chưa có máy in nào: giấy sẽ chờ. Cài máy in, hoặc chọn tệp PDF.</source>
        <translation>This computer has no printer: papers will wait. Install one, or choose PDF files.</translation>
    </message>
    <message>
        <source>Chưa trao đổi được với {names}. Dữ liệu vẫn còn ở quầy.</source>
        <translation>No exchange with {names} yet. Everything is still here.</translation>
    </message>
    <message>
        <source>Đang tạm dừng trao đổi với {names}.</source>
        <translation>The exchange with {names} is paused.</translation>
    </message>
    <message>
        <source>Đã trao đổi; còn 1 việc chờ gửi.</source>
        <translation>Exchanged; 1 item still waits to be sent.</translation>
    </message>
    <message>
        <source>Đã trao đổi; còn {n} việc chờ gửi.</source>
        <translation>Exchanged; {n} items still wait to be sent.</translation>
    </message>
    <message>
        <source>Chưa trao đổi lần nào</source>
        <translation>Never exchanged yet</translation>
    </message>
    <message>
        <source>Cơ quan thực hành không gửi đi đâu</source>
        <translation>A practice office sends nothing</translation>
    </message>
    <message>
        <source>Hồ sơ ở đây là hư cấu; mọi giấy in đều mang chữ THỰC HÀNH.</source>
        <translation>Its dossiers are invented; every paper says THỰC HÀNH (practice).</translation>
    </message>
    <message>
        <source>Phòng chờ</source>
        <translation>Waiting room</translation>
    </message>
    <message>
        <source>Người dân</source>
        <translation>Citizen</translation>
    </message>
    <message>
        <source>Đọc số khi gọi</source>
        <translation>Speak the number when calling</translation>
    </message>
    <message>
        <source>Gọi thử</source>
        <translation>Test call</translation>
    </message>
    <message>
        <source>Máy này không có giọng đọc tiếng Việt: số chỉ hiện trên màn hình. Cán bộ công nghệ thông tin có thể cài giọng đọc; việc gọi số vẫn bình thường.</source>
        <translation>This machine has no Vietnamese voice: numbers appear on the screen only. IT staff can install one; calling works all the same.</translation>
    </message>
    <message>
        <source>Màn hình phụ, loa gọi số</source>
        <translation>Second screens and spoken calls</translation>
    </message>
    <message>
        <source>Tên quầy khi gọi</source>
        <translation>Counter&apos;s name in calls</translation>
    </message>
    <message>
        <source>Để trống: gọi theo số quầy.</source>
        <translation>Empty: called by the counter&apos;s number.</translation>
    </message>
    <message>
        <source>Không mở</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Mở thành cửa sổ</source>
        <translation>Open as a window</translation>
    </message>
    <message>
        <source>Màn hình {name} ({wide} × {high})</source>
        <translation>Screen {name} ({wide} × {high})</translation>
    </message>
    <message>
        <source>Màn hình chính {name} ({wide} × {high})</source>
        <translation>Main screen {name} ({wide} × {high})</translation>
    </message>
    <message>
        <source>{name} (chưa cắm)</source>
        <translation>{name} (not plugged in)</translation>
    </message>
    <message>
        <source>Tệp quét: 1 tệp chờ gửi ({size})</source>
        <translation>Scans: 1 file waiting to be sent ({size})</translation>
    </message>
    <message>
        <source>Tệp quét: {n} tệp chờ gửi ({size})</source>
        <translation>Scans: {n} files waiting to be sent ({size})</translation>
    </message>
    <message>
        <source>Tệp quét: 1 tệp đã có ở đó</source>
        <translation>Scans: 1 file is there</translation>
    </message>
    <message>
        <source>Tệp quét: {n} tệp đã có ở đó</source>
        <translation>Scans: {n} files are there</translation>
    </message>
    <message>
        <source>đang gửi {speed}/giây</source>
        <translation>sending at {speed}/s</translation>
    </message>
    <message>
        <source>{n} tệp cần người xem</source>
        <translation>{n} files need a person</translation>
    </message>
    <message>
        <source>Trùng khớp</source>
        <translation>The same</translation>
    </message>
    <message>
        <source>Có khác nhau</source>
        <translation>They differ</translation>
    </message>
    <message>
        <source>Chưa gửi hết</source>
        <translation>Not all sent</translation>
    </message>
    <message>
        <source>hồ sơ của phường</source>
        <translation>dossiers of the ward</translation>
    </message>
    <message>
        <source>Hoặc quét, dán nội dung mã QR của thành phố vào đây.</source>
        <translation>Or scan the city&apos;s QR code, or paste its text here.</translation>
    </message>
    <message>
        <source>Khóa của quầy nằm trong kho khóa của hệ điều hành.</source>
        <translation>This counter&apos;s keys are in the system&apos;s key store.</translation>
    </message>
    <message>
        <source>Máy này không có kho khóa: khóa của quầy nằm trong một tệp riêng, ngoài dữ liệu và ngoài mọi bản sao.</source>
        <translation>This computer has no key store: the counter&apos;s keys are in a file of their own, outside the data and every copy of it.</translation>
    </message>
    <message>
        <source>Khóa của thành phố sẽ được kiểm tra: {key}</source>
        <translation>The city&apos;s key will be checked: {key}</translation>
    </message>
    <message>
        <source>Các lượt trao đổi gần đây</source>
        <translation>Recent exchanges</translation>
    </message>
    <message>
        <source>Chưa có lượt nào. Bấm F9 để trao đổi ngay.</source>
        <translation>None yet. Press F9 to exchange now.</translation>
    </message>
    <message>
        <source>gửi {pushed}, nhận {pulled}, {seconds} giây</source>
        <translation>sent {pushed}, received {pulled}, {seconds} s</translation>
    </message>
    <message>
        <source>Ghi gói hỗ trợ</source>
        <translation>Write support file</translation>
    </message>
    <message>
        <source>Số đếm, trạng thái và nhật ký lỗi; không có dữ liệu cá nhân.</source>
        <translation>Counts, states and errors; no personal data.</translation>
    </message>
    <message>
        <source>Đang ghi gói hỗ trợ…</source>
        <translation>Writing the support file…</translation>
    </message>
    <message>
        <source>Đã ghi gói hỗ trợ: {path}</source>
        <translation>Support file written: {path}</translation>
    </message>
    <message>
        <source>Xem hai bên và quyết định</source>
        <translation>See both sides and decide</translation>
    </message>
    <message>
        <source>1 việc, từ {time}</source>
        <translation>1 item, since {time}</translation>
    </message>
    <message>
        <source>{n} việc, cũ nhất từ {time}</source>
        <translation>{n} items, oldest since {time}</translation>
    </message>
    <message>
        <source>Lần kết nối đầu: đang kiểm tra và đưa {n} hồ sơ vào máy</source>
        <translation>First contact: {n} dossiers are being checked and taken in</translation>
    </message>
    <message>
        <source>Lần kết nối đầu: đã nhận {have}/{size} của {n} hồ sơ</source>
        <translation>First contact: {have} of {size} received, {n} dossiers in all</translation>
    </message>
    <message>
        <source>Tệp quét: thiếu {missing}/{all} tệp, sẽ gửi khi tệp về máy này</source>
        <translation>Scans: {missing} of {all} files missing, sent once they have come here</translation>
    </message>
    <message>
        <source>Chưa đối chiếu lại</source>
        <translation>Not compared again yet</translation>
    </message>
    <message>
        <source>ghi {pushed} việc, {seconds} giây</source>
        <translation>{pushed} items written, {seconds} s</translation>
    </message>
    <message>
        <source>đọc trả lời: xác nhận {pushed}, nhận {pulled}, {seconds} giây</source>
        <translation>answer read: {pushed} confirmed, {pulled} received, {seconds} s</translation>
    </message>
    <message>
        <source>Dải số còn trống</source>
        <translation>Free number ranges</translation>
    </message>
    <message>
        <source>Dải số khác (thành phố không nêu dải nào còn trống)</source>
        <translation>Another number range (the city names none that is free)</translation>
    </message>
    <message>
        <source>Từ lúc kết nối, quầy này mang số ấy. Giấy đã in giữ nguyên mã; mỗi giấy được tính khi lãnh đạo quyết định ở Cần người xem.</source>
        <translation>Once connected, this counter bears that number. Printed papers keep their codes; each of them counts when the leader decides under Needs a person.</translation>
    </message>
    <message>
        <source>Chọn một dải số.</source>
        <translation>Choose a number range.</translation>
    </message>
    <message>
        <source>Đã kết nối. Quầy này nay là quầy {slot}.</source>
        <translation>Connected. This is counter {slot} now.</translation>
    </message>
    <message>
        <source>Cổng quốc gia</source>
        <translation>National portal</translation>
    </message>
    <message>
        <source>Một cửa OpenCPS</source>
        <translation>OpenCPS one-stop site</translation>
    </message>
    <message>
        <source>Máy trung gian</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Tên gọi ở quầy này</source>
        <translation>Its name at this counter</translation>
    </message>
    <message>
        <source>Ngắn, tự đặt; ví dụ cổng, tỉnh, hub</source>
        <translation>Short, of your choice; portal, province, hub</translation>
    </message>
    <message>
        <source>Tên đăng nhập ở hệ thống đó</source>
        <translation>User name at that system</translation>
    </message>
    <message>
        <source>Để trống nếu nơi ấy cấp khóa Bearer; khóa ghi vào mục dưới.</source>
        <translation>Leave empty where they give a Bearer token; the token goes below.</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Mật khẩu hoặc khóa Bearer</source>
        <translation>Password or Bearer token</translation>
    </message>
    <message>
        <source>Do máy trung gian cấp cho quầy này, dùng một lần.</source>
        <translation>From the hub, for this counter, for one use.</translation>
    </message>
    <message>
        <source>Mã đơn vị ở hệ thống đó (madonvi)</source>
        <translation>Unit code at that system (madonvi)</translation>
    </message>
    <message>
        <source>Mã đơn vị ở hệ thống đó (govAgencyCode)</source>
        <translation>Unit code at that system (govAgencyCode)</translation>
    </message>
    <message>
        <source>Mã nơi nhận của cổng (dstcode)</source>
        <translation>The portal&apos;s destination code (dstcode)</translation>
    </message>
    <message>
        <source>Mã nơi nhận (groupId)</source>
        <translation>Destination code (groupId)</translation>
    </message>
    <message>
        <source>Đường dẫn đăng nhập</source>
        <translation>Path of the sign-in</translation>
    </message>
    <message>
        <source>Đường dẫn gửi hồ sơ</source>
        <translation>Path for dossiers</translation>
    </message>
    <message>
        <source>Đường dẫn tra danh mục</source>
        <translation>Path of the catalogue</translation>
    </message>
    <message>
        <source>Đường dẫn gốc</source>
        <translation>Base path</translation>
    </message>
    <message>
        <source>Loại hệ thống</source>
        <translation>Kind of system</translation>
    </message>
    <message>
        <source>Đường dẫn khác với thường dùng</source>
        <translation>Other paths than usual</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Thêm hệ thống</source>
        <translation>Add a system</translation>
    </message>
    <message>
        <source>Sửa hệ thống {name}</source>
        <translation>Change {name}</translation>
    </message>
    <message>
        <source>Để trống thì giữ mật khẩu đang có.</source>
        <translation>Left empty, the present password stays.</translation>
    </message>
    <message>
        <source>Phải ghi mục này.</source>
        <translation>This must be filled in.</translation>
    </message>
    <message>
        <source>Địa chỉ đã đổi: ghi lại mật khẩu.</source>
        <translation>The address has changed: type the password again.</translation>
    </message>
    <message>
        <source>Thôi trao đổi</source>
        <translation>Stop exchanging</translation>
    </message>
    <message>
        <source>Giữ lại</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Thôi trao đổi với {name}?</source>
        <translation>Stop exchanging with {name}?</translation>
    </message>
    <message>
        <source>Mọi hồ sơ và nhật ký vẫn ở quầy; những gì đã gửi vẫn ở hệ thống ấy.</source>
        <translation>All dossiers and the log stay at the counter; what was sent stays at that system.</translation>
    </message>
    <message>
        <source>1 việc đang chờ sẽ không gửi nữa.</source>
        <translation>1 item that waits will not be sent any more.</translation>
    </message>
    <message>
        <source>{n} việc đang chờ sẽ không gửi nữa.</source>
        <translation>{n} items that wait will not be sent any more.</translation>
    </message>
    <message>
        <source>Quầy quên địa chỉ, mật khẩu và những lượt trao đổi. Thêm lại thì quầy hỏi hệ thống đang giữ gì trước khi gửi.</source>
        <translation>The counter forgets its address, password and rounds. Added again, it is asked what it holds before anything is sent.</translation>
    </message>
    <message>
        <source>Nối lại thì cần một mã mới.</source>
        <translation>To join it again a new code is needed.</translation>
    </message>
    <message>
        <source>Thêm hệ thống…</source>
        <translation>Add a system…</translation>
    </message>
    <message>
        <source>Cổng Dịch vụ công quốc gia, một cửa OpenCPS, máy trung gian của phường. Mỗi phường chỉ một quầy nói chuyện với Cổng hoặc OpenCPS, thay cho mọi quầy.</source>
        <translation>The national portal, OpenCPS sites, a hub of the ward. One counter of a ward alone speaks with the portal or OpenCPS, for all of them.</translation>
    </message>
    <message>
        <source>Hệ thống khác</source>
        <translation>Other systems</translation>
    </message>
    <message>
        <source>Sửa…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>Thôi trao đổi…</source>
        <translation>Stop exchanging…</translation>
    </message>
    <message>
        <source>Đang hỏi hệ thống…</source>
        <translation>Asking the system…</translation>
    </message>
    <message>
        <source>Hệ thống trả lời và nhận tên đăng nhập, mật khẩu này.</source>
        <translation>The system answers and takes this user name and password.</translation>
    </message>
    <message>
        <source>Đang ghi…</source>
        <translation>Writing it down…</translation>
    </message>
    <message>
        <source>Đã ghi hệ thống {name}</source>
        <translation>{name} written down</translation>
    </message>
    <message>
        <source>Đang hỏi {name}…</source>
        <translation>Asking {name}…</translation>
    </message>
    <message>
        <source>{name} trả lời; 1 hồ sơ được hỏi lại và gửi phần còn thiếu.</source>
        <translation>{name} answers; 1 dossier is asked for again and what is missing sent.</translation>
    </message>
    <message>
        <source>{name} trả lời; {n} hồ sơ được hỏi lại và gửi phần còn thiếu.</source>
        <translation>{name} answers; {n} dossiers are asked for again and what is missing sent.</translation>
    </message>
    <message>
        <source>Đã thôi trao đổi với {name}</source>
        <translation>No longer exchanging with {name}</translation>
    </message>
    <message>
        <source>Đối chiếu từng hồ sơ</source>
        <translation>Compare every dossier</translation>
    </message>
    <message>
        <source>Đang trao đổi…</source>
        <translation>Exchanging…</translation>
    </message>
    <message>
        <source>Giống nhau: 1 hồ sơ, ở quầy và ở “{name}”.</source>
        <translation>The same: 1 dossier, here and at “{name}”.</translation>
    </message>
    <message>
        <source>Giống nhau: {n} hồ sơ, ở quầy và ở “{name}”.</source>
        <translation>The same: {n} dossiers, here and at “{name}”.</translation>
    </message>
    <message>
        <source>Khác nhau: ở quầy {ours}, ở “{name}” {theirs}. Xem: {codes}</source>
        <translation>Different: {ours} here, {theirs} at “{name}”. See: {codes}</translation>
    </message>
    <message>
        <source>Chưa kết nối thành phố: máy trung gian không chuyển hồ sơ lên thành phố.</source>
        <translation>The city is not joined: a hub hands no dossier on to the city.</translation>
    </message>
    <message>
        <source>Chương trình dừng khi đang gửi giấy này. Giấy đã ra chưa?</source>
        <translation>The program stopped while it was sending this paper. Is the paper out?</translation>
    </message>
    <message>
        <source>Đã ra giấy</source>
        <translation>It is out</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Người đến và người được phục vụ</source>
        <translation>Arrived and served</translation>
    </message>
    <message>
        <source>Vé đã lấy và vé đã mời, mỗi 15 phút trong ngày cuối của kỳ</source>
        <translation>Tickets taken and tickets called, per 15 minutes on the period&apos;s last day</translation>
    </message>
    <message>
        <source>Giờ</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>vé</source>
        <translation>tickets</translation>
    </message>
    <message>
        <source>Lấy vé</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>Được phục vụ</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>Hồ sơ đang giải quyết theo thời hạn</source>
        <translation>Dossiers in hand by due time</translation>
    </message>
    <message>
        <source>Đã tiếp nhận hoặc đang xử lý, tính đến lúc này</source>
        <translation>Received or being processed, as of now</translation>
    </message>
    <message>
        <source>hồ sơ</source>
        <translation>dossiers</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Hôm nay đến hạn</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Còn hạn</source>
        <translation>In time</translation>
    </message>
    <message>
        <source>Thời gian chờ theo giờ</source>
        <translation>Waiting time by hour</translation>
    </message>
    <message>
        <source>Từ lúc lấy vé đến lúc được mời, trong kỳ</source>
        <translation>From ticket to call, in the period</translation>
    </message>
    <message>
        <source>phút</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>Giờ mời</source>
        <translation>Hour called</translation>
    </message>
    <message>
        <source>Trung vị</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>90 % chờ không quá</source>
        <translation>90 % wait at most</translation>
    </message>
    <message>
        <source>Tỷ lệ giải quyết đúng hạn</source>
        <translation>Share of results in time</translation>
    </message>
    <message>
        <source>12 tháng đến cuối kỳ; mục tiêu 95 %</source>
        <translation>12 months up to the period&apos;s end; target 95 %</translation>
    </message>
    <message>
        <source>Tháng</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Đúng hạn</source>
        <translation>In time</translation>
    </message>
    <message>
        <source>Đã giải quyết</source>
        <translation>Solved</translation>
    </message>
    <message>
        <source>Lý do yêu cầu bổ sung</source>
        <translation>Reasons of supplement requests</translation>
    </message>
    <message>
        <source>Hồ sơ có yêu cầu bổ sung trong kỳ</source>
        <translation>Dossiers with a supplement request in the period</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Kết quả chưa có người nhận</source>
        <translation>Results not collected</translation>
    </message>
    <message>
        <source>Số ngày từ khi có kết quả, tính đến hôm nay</source>
        <translation>Days since the result, as of today</translation>
    </message>
    <message>
        <source>Đã chờ</source>
        <translation>Waited</translation>
    </message>
    <message>
        <source>Số hóa giấy tờ</source>
        <translation>Papers digitised</translation>
    </message>
    <message>
        <source>Giấy tờ đã có bản quét, theo ngày nhận và thủ tục; theo quyển sổ thì xem trang Sổ</source>
        <translation>Papers with a scan, by day received and procedure; by register book see the Registers page</translation>
    </message>
    <message>
        <source>Ngày nhận</source>
        <translation>Day received</translation>
    </message>
    <message>
        <source>trên {n} ngày</source>
        <translation>over {n} days</translation>
    </message>
    <message>
        <source>{n} ngày</source>
        <translation>{n} days</translation>
    </message>
    <message>
        <source>{n} giờ</source>
        <translation>{n}:00</translation>
    </message>
    <message>
        <source>{n} phút</source>
        <translation>{n} minutes</translation>
    </message>
    <message>
        <source>{n} giấy</source>
        <translation>{n} papers</translation>
    </message>
    <message>
        <source>Mục tiêu {n} %</source>
        <translation>Target {n} %</translation>
    </message>
    <message>
        <source>Lớn nhất</source>
        <translation>Most</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Giấy tờ và tệp</source>
        <translation>Papers and files</translation>
    </message>
    <message>
        <source>Tệp khác</source>
        <translation>Other file</translation>
    </message>
    <message>
        <source>{paper} · chưa số hóa</source>
        <translation>{paper} · not digitised</translation>
    </message>
    <message>
        <source>{paper} · có bản ngày {day}</source>
        <translation>{paper} · digitised on {day} before</translation>
    </message>
    <message>
        <source>bản số hóa ngày {day}</source>
        <translation>digitised on {day}</translation>
    </message>
    <message>
        <source>bản gốc ở {place}</source>
        <translation>the file is at {place}</translation>
    </message>
    <message>
        <source>tệp không còn trên máy này</source>
        <translation>the file is no longer on this computer</translation>
    </message>
    <message>
        <source>Dùng lại</source>
        <translation>Use again</translation>
    </message>
    <message>
        <source>Xem lớn</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>Thêm tệp</source>
        <translation>Add file</translation>
    </message>
    <message>
        <source>Sửa trang</source>
        <translation>Edit pages</translation>
    </message>
    <message>
        <source>Gỡ</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>In tờ bìa</source>
        <translation>Cover sheets</translation>
    </message>
    <message>
        <source>Danh sách</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Bản số hóa</source>
        <translation>Digitised papers</translation>
    </message>
    <message>
        <source>Có bản số hóa ngày {day} trong hồ sơ {code}. Enter để dùng lại.</source>
        <translation>Digitised on {day} for dossier {code}. Enter to use it again.</translation>
    </message>
    <message>
        <source>Chưa có tệp. Thả tệp vào đây, Ctrl+O hoặc Ctrl+V.</source>
        <translation>No file yet. Drop one here, Ctrl+O or Ctrl+V.</translation>
    </message>
    <message>
        <source>Khay nhớ không có ảnh hay tệp nào để dán.</source>
        <translation>The clipboard has no picture or file to paste.</translation>
    </message>
    <message>
        <source>Chọn tệp đã quét</source>
        <translation>Choose scanned files</translation>
    </message>
    <message>
        <source>Đã dùng lại bản số hóa ngày {day}: {paper}</source>
        <translation>Used again what was digitised on {day}: {paper}</translation>
    </message>
    <message>
        <source>gỡ khỏi hồ sơ</source>
        <translation>taken off the dossier</translation>
    </message>
    <message>
        <source>Đã gỡ: {paper}</source>
        <translation>Taken off: {paper}</translation>
    </message>
    <message>
        <source>Đã lưu bản mới; bản cũ vẫn còn trong kho tệp.</source>
        <extracomment>What should never happen, and did. No script, nothing from elsewhere, in nobody&apos;s frame. What lies uncollected, by days since there was a result. typer&apos;s own words. What stands for a value → in Vietnamese, in English. What was typed wrongly, as typer says it. First words, and how their room is opened; in the order in which help names them. Where password or PIN is read from: never from the command&apos;s own words, which others can see. Which option tells what a kind of system needs to know. The kinds of certification books, as events name them. A working day without a copy is one too many. What tells of a line&apos;s changes, in the order in which they are told. What goes on by itself after a day was closed: a dossier is handed back when it is. The books that a page can show; those of certifying go by their own kinds. What was paid and given back, and the counts of the drawer. Books whose lines have no numbers of their own, so that none can be missing. Groups of ageing, in whole days since there was a result: first and last day of each. Numbers of one, two and three digits are told apart: A3 and A03 are two labels. Statuses in which a dossier can be late: running, or at its end. The national statuses and the program&apos;s moves between them (NĐ 118/2025 Đ.17–23). Places for parked forms, each with a key of its own. Notes in use, in đồng, as they are counted. Returns how wide words are at the size of the drawing&apos;s text.</extracomment>
        <translation>Saved as new; the old file stays in the store.</translation>
    </message>
    <message>
        <source>Đã tải</source>
        <translation>Fetched</translation>
    </message>
    <message>
        <source>Dừng tải</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Tải tệp</source>
        <translation>Fetch the file</translation>
    </message>
    <message>
        <source>Tệp chưa có ở máy này.</source>
        <translation>The file is not on this computer yet.</translation>
    </message>
    <message>
        <source>Đang tải tệp: {have} / {all}</source>
        <translation>Fetching the file: {have} / {all}</translation>
    </message>
    <message>
        <source>Đã dừng tải. Phần đã tải được giữ lại.</source>
        <translation>Stopped. What has come is kept.</translation>
    </message>
    <message>
        <source>Tệp chưa lên tới thành phố; quầy đã quét sẽ tự gửi lên.</source>
        <translation>The file has not reached the city yet; the counter that scanned it will send it by itself.</translation>
    </message>
    <message>
        <source>Quầy chưa kết nối nên chưa lấy được tệp của quầy khác.</source>
        <translation>This counter is not connected, so files of other counters cannot be fetched.</translation>
    </message>
    <message>
        <source>Chưa có mạng nên chưa xem được tệp này. Mọi việc khác vẫn làm được.</source>
        <translation>No network, so this file cannot be seen yet. Everything else works.</translation>
    </message>
    <message>
        <source>chờ gửi lên thành phố</source>
        <translation>waiting to be sent to the city</translation>
    </message>
    <message>
        <source>thiếu {missing}/{all} tệp ở thành phố</source>
        <translation>{missing}/{all} files missing at the city</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Sách hướng dẫn</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Tìm trong sách</source>
        <translation>Search the guide</translation>
    </message>
    <message>
        <source>Mục lục</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Không có chương nào.</source>
        <translation>No chapter has that.</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Bỏ ra</source>
        <translation>Take away</translation>
    </message>
    <message>
        <source>Đã đối chiếu giấy tiếp nhận (Mẫu 01)</source>
        <translation>Receipt checked (Mẫu 01)</translation>
    </message>
    <message>
        <source>Chưa có kết quả để trả ({status}, {due})</source>
        <translation>No result to hand over yet ({status}, {due})</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Họ và tên người nhận</source>
        <translation>Collector&apos;s full name</translation>
    </message>
    <message>
        <source>Số định danh, giấy tờ</source>
        <translation>Personal ID or paper number</translation>
    </message>
    <message>
        <source>Quét thẻ căn cước của người đến nhận, hoặc nhập tay</source>
        <translation>Scan the collector&apos;s identity card, or type</translation>
    </message>
    <message>
        <source>Người nhận kết quả</source>
        <translation>Who collects</translation>
    </message>
    <message>
        <source>Đúng người nộp hoặc chủ hồ sơ</source>
        <translation>This is the applicant or owner</translation>
    </message>
    <message>
        <source>Họ tên người nhận</source>
        <translation>Collector&apos;s name</translation>
    </message>
    <message>
        <source>Số giấy tờ</source>
        <translation>Paper number</translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation>Authority paper</translation>
    </message>
    <message>
        <source>Quét mã trên giấy tiếp nhận, hoặc gõ mã rồi Enter</source>
        <translation>Scan the code on the receipt, or type it and Enter</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Dossier code</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận của hồ sơ có kết quả</source>
        <translation>Receipt of a dossier with a result</translation>
    </message>
    <message>
        <source>Đối chiếu Mẫu 01</source>
        <translation>Check Mẫu 01</translation>
    </message>
    <message>
        <source>Đủ điều kiện trả kết quả</source>
        <translation>Ready to hand over</translation>
    </message>
    <message>
        <source>Đã trả 1 kết quả cho {to}</source>
        <translation>1 result handed to {to}</translation>
    </message>
    <message>
        <source>Đã trả {n} kết quả cho {to}</source>
        <translation>{n} results handed to {to}</translation>
    </message>
    <message>
        <source>Phí, lệ phí còn phải thu: {amount}</source>
        <translation>Fee still to be paid: {amount}</translation>
    </message>
    <message>
        <source>Đã nộp phí, lệ phí: {amount}</source>
        <translation>Fee paid: {amount}</translation>
    </message>
    <message>
        <source>Không có phí, lệ phí phải thu</source>
        <translation>No fee to be paid</translation>
    </message>
    <message>
        <source>Chưa ghi số giấy tờ của người nhận. Không có thì nhấn F9 lần nữa để trả.</source>
        <translation>The collector&apos;s ID number is missing. If there is none, press F9 again to hand over.</translation>
    </message>
    <message>
        <source>Nhận thay thì phải ghi số giấy tờ của người nhận.</source>
        <translation>Who collects for somebody else must give an ID number.</translation>
    </message>
    <message>
        <source>Kết quả ở ô {slot}</source>
        <translation>Result at {slot}</translation>
    </message>
    <message>
        <source>Không có bản chính phải trả lại</source>
        <translation>No originals to give back</translation>
    </message>
    <message>
        <source>Bản chính trả lại công dân, đánh dấu khi đã đưa:</source>
        <translation>Originals for the citizen; tick what was given back:</translation>
    </message>
    <message>
        <source>Hồ sơ đã hủy, không có kết quả để trả</source>
        <translation>The dossier is void; there is no result to hand over</translation>
    </message>
    <message>
        <source>Đã trả {at} cho {to}</source>
        <translation>Handed over {at} to {to}</translation>
    </message>
    <message>
        <source>Giấy giới thiệu</source>
        <translation>Letter of introduction</translation>
    </message>
    <message>
        <source>Giấy tờ chứng minh quan hệ</source>
        <translation>Proof of kinship</translation>
    </message>
    <message>
        <source>Quyết định cử người giám hộ</source>
        <translation>Guardian&apos;s appointment</translation>
    </message>
    <message>
        <source>Loại giấy</source>
        <translation>Kind of paper</translation>
    </message>
    <message>
        <source>Ngày của giấy</source>
        <translation>Its date</translation>
    </message>
    <message>
        <source>Số của giấy</source>
        <translation>Its number</translation>
    </message>
    <message>
        <source>Người giao quyền nhận</source>
        <translation>Given by</translation>
    </message>
    <message>
        <source>Ghi như 20/11 hoặc 20/11/2026.</source>
        <translation>Write it like 20/11 or 20/11/2026.</translation>
    </message>
    <message>
        <source>Nhận thay, có giấy: kiểm tra giấy trước khi trả</source>
        <translation>Collects for another with a paper: check it first</translation>
    </message>
    <message>
        <source>Không phải người nộp hay chủ hồ sơ: chưa được trả, cần giấy ủy quyền</source>
        <translation>Neither submitter nor owner: not to be handed over without an authority</translation>
    </message>
    <message>
        <source>Được nhận: {names}</source>
        <translation>May collect: {names}</translation>
    </message>
    <message>
        <source>vướng: {codes}</source>
        <translation>concerns: {codes}</translation>
    </message>
    <message>
        <source>Đã ghi lần nhắc: {code}</source>
        <translation>Reminder noted: {code}</translation>
    </message>
    <message>
        <source>Đã ghi {n} lần nhắc</source>
        <translation>{n} reminders noted</translation>
    </message>
    <message>
        <source>Đã ghi đánh giá {score}/5</source>
        <translation>Rating {score}/5 noted</translation>
    </message>
    <message>
        <source>Đã xếp {code} vào ô {slot}</source>
        <translation>{code} placed at {slot}</translation>
    </message>
    <message>
        <source>Đã xếp {n} kết quả vào ô {slot}</source>
        <translation>{n} results placed at {slot}</translation>
    </message>
    <message>
        <source>Bản chính phải trả (Ctrl+D)</source>
        <translation>Originals to give back (Ctrl+D)</translation>
    </message>
    <message>
        <source>Đã bỏ 1 kết quả ra, chưa trả</source>
        <translation>1 result taken away, not handed over</translation>
    </message>
    <message>
        <source>Đã bỏ {n} kết quả ra, chưa trả</source>
        <translation>{n} results taken away, not handed over</translation>
    </message>
    <message>
        <source>Rất không hài lòng</source>
        <translation>Very dissatisfied</translation>
    </message>
    <message>
        <source>Không hài lòng</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>Bình thường</source>
        <translation>Neither</translation>
    </message>
    <message>
        <source>Hài lòng</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>Rất hài lòng</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>In phiếu đánh giá</source>
        <translation>Print the satisfaction slip</translation>
    </message>
    <message>
        <source>Bỏ qua</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>{to} hài lòng với việc giải quyết?</source>
        <translation>Is {to} satisfied?</translation>
    </message>
    <message>
        <source>Đã gọi</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>Đã gửi thư</source>
        <translation>Wrote a letter</translation>
    </message>
    <message>
        <source>Đã nhắn tin</source>
        <translation>Sent a message</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Chờ bao lâu</source>
        <translation>Waiting for how long</translation>
    </message>
    <message>
        <source>Không có kết quả nào chờ</source>
        <translation>No result waits</translation>
    </message>
    <message>
        <source>Quét mã trên giấy tiếp nhận; nhiều kết quả của một người quét lần lượt.</source>
        <translation>Scan the code on the receipt; several results of one person one after another.</translation>
    </message>
    <message>
        <source>A1-A12</source>
        <translation>A1-A12</translation>
    </message>
    <message>
        <source>Các ô kệ cần in nhãn</source>
        <translation>Shelf places to print labels for</translation>
    </message>
    <message>
        <source>In danh sách</source>
        <translation>Print the list</translation>
    </message>
    <message>
        <source>In báo cáo tồn</source>
        <translation>Print the report</translation>
    </message>
    <message>
        <source>Nhãn ô kệ</source>
        <translation>Shelf labels</translation>
    </message>
    <message>
        <source>không có số điện thoại</source>
        <translation>no phone number</translation>
    </message>
    <message>
        <source>nhận tại {place}</source>
        <translation>to be collected at {place}</translation>
    </message>
    <message>
        <source>{holder} đang giữ</source>
        <translation>held by {holder}</translation>
    </message>
    <message>
        <source>đã chọn 1</source>
        <translation>1 marked</translation>
    </message>
    <message>
        <source>đã chọn {n}</source>
        <translation>{n} marked</translation>
    </message>
    <message>
        <source>Ô ký tên của người nhận</source>
        <translation>The collector&apos;s signature</translation>
    </message>
    <message>
        <source>Ký bằng bút, ngón tay hoặc chuột; không thì ký trên giấy</source>
        <translation>Sign with a pen, a finger or the mouse; or else on paper</translation>
    </message>
    <message>
        <source>Người nhận ký tại đây</source>
        <translation>The collector signs here</translation>
    </message>
    <message>
        <source>Ký trên giấy: in giấy biên nhận</source>
        <translation>Sign on paper: print the receipt</translation>
    </message>
    <message>
        <source>Bớt một nét</source>
        <translation>Undo a stroke</translation>
    </message>
    <message>
        <source>Ký lại</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>Chữ ký</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Ô</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Cá nhân, tổ chức</source>
        <translation>Person, organisation</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Chờ nhận</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Đã nhắc</source>
        <translation>Reminded</translation>
    </message>
    <message>
        <source>hôm nay</source>
        <translation>today</translation>
    </message>
    <message>
        <source>1 ngày</source>
        <translation>1 day</translation>
    </message>
    <message>
        <source>{n} ngày</source>
        <translation>{n} days</translation>
    </message>
    <message>
        <source>Trên {n} ngày</source>
        <translation>Over {n} days</translation>
    </message>
    <message>
        <source>{first}–{last} ngày</source>
        <translation>{first}–{last} days</translation>
    </message>
    <message>
        <source>đã chọn</source>
        <translation>marked</translation>
    </message>
    <message>
        <source>chưa chọn</source>
        <translation>not marked</translation>
    </message>
    <message>
        <source>chưa nhắc</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>{n} lần, {day}</source>
        <translation>{n} times, {day}</translation>
    </message>
    <message>
        <source>Kết quả đang chờ công dân đến nhận</source>
        <translation>Results that wait for their citizens</translation>
    </message>
    <message>
        <source>Đã thu {amount} (Alt+6)</source>
        <translation>{amount} taken (Alt+6)</translation>
    </message>
    <message>
        <source>Tiền còn phải thu (Alt+6)</source>
        <translation>Money still owed (Alt+6)</translation>
    </message>
    <message>
        <source>chưa thu {amount}</source>
        <translation>{amount} not taken yet</translation>
    </message>
    <message>
        <source>Phiếu bàn giao kết quả hôm nay</source>
        <translation>Slip of today&apos;s results</translation>
    </message>
    <message>
        <source>Soạn thông báo</source>
        <translation>Prepare notices</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Các cột của tệp</source>
        <translation>The file&apos;s columns</translation>
    </message>
    <message>
        <source>Cột trong tệp</source>
        <translation>Column in the file</translation>
    </message>
    <message>
        <source>Nhập thành</source>
        <translation>Taken in as</translation>
    </message>
    <message>
        <source>Bảng mã</source>
        <translation>Code of letters</translation>
    </message>
    <message>
        <source>Trong tệp</source>
        <translation>In the file</translation>
    </message>
    <message>
        <source>Đọc thành</source>
        <translation>Read as</translation>
    </message>
    <message>
        <source>Vài dòng đầu của cột</source>
        <translation>First rows of the column</translation>
    </message>
    <message>
        <source>Cột này là</source>
        <translation>This column is</translation>
    </message>
    <message>
        <source>Ngày viết theo</source>
        <translation>Dates are written</translation>
    </message>
    <message>
        <source>Trang tính</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>Ngày hẹn cho hồ sơ đang mở</source>
        <translation>Due date of open dossiers</translation>
    </message>
    <message>
        <source>Hồ sơ đang mở không có hẹn: hẹn sau (ngày)</source>
        <translation>Open dossiers without a due date: due after (days)</translation>
    </message>
    <message>
        <source>Chưa có cột: {columns}</source>
        <translation>No column yet: {columns}</translation>
    </message>
    <message>
        <source>Chưa chắc bảng mã, xem rồi chọn: {columns}</source>
        <translation>Unsure of the code, look and choose: {columns}</translation>
    </message>
    <message>
        <source>Lỗi và lưu ý</source>
        <translation>Errors and remarks</translation>
    </message>
    <message>
        <source>Dòng</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>Cột</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>Lỗi hoặc lưu ý</source>
        <translation>Error or remark</translation>
    </message>
    <message>
        <source>Chưa ghi gì. Nhấn F9 để nhập; dòng lỗi ở lại ngoài.</source>
        <translation>Nothing is written yet. F9 imports; rows with errors stay outside.</translation>
    </message>
    <message>
        <source>Hồ sơ giữ mã cũ. Cả đợt lấy lại được khi chưa ai làm tiếp.</source>
        <translation>Dossiers keep their old codes. The batch can be taken back while nobody has gone on with it.</translation>
    </message>
    <message>
        <source>Đã dừng. Nhập lại cùng tệp này thì làm tiếp từ đây.</source>
        <translation>Stopped. Importing this file again goes on from here.</translation>
    </message>
    <message>
        <source>cả tệp</source>
        <translation>whole file</translation>
    </message>
    <message>
        <source>Các đợt đã nhập</source>
        <translation>Batches so far</translation>
    </message>
    <message>
        <source>Chưa nhập đợt nào.</source>
        <translation>Nothing has come in yet.</translation>
    </message>
    <message>
        <source>Đã nhập</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>Chưa chọn tệp</source>
        <translation>No file chosen</translation>
    </message>
    <message>
        <source>Nhấn F9 để chọn danh sách của phần mềm hoặc sổ cũ: .xlsx hoặc .csv. Chữ TCVN3, VNI tự nhận ra; thử trước, chưa ghi gì.</source>
        <translation>Press F9 to choose a list of the earlier system or book: .xlsx or .csv. TCVN3 and VNI letters are recognised; it is tried first, and nothing is written.</translation>
    </message>
    <message>
        <source>Chọn tệp khác</source>
        <translation>Another file</translation>
    </message>
    <message>
        <source>Xuất lỗi</source>
        <translation>Export errors</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Chọn tệp</source>
        <translation>Choose file</translation>
    </message>
    <message>
        <source>Trang này dành cho lãnh đạo và quản trị</source>
        <translation>This page is for leaders and administrators</translation>
    </message>
    <message>
        <source>Hồ sơ cũ đã nhập tìm được ở Tra cứu như mọi hồ sơ.</source>
        <translation>Old dossiers that came in are found on Search as all others.</translation>
    </message>
    <message>
        <source>Thử nhập</source>
        <translation>Try</translation>
    </message>
    <message>
        <source>Nhập</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Cả đợt đã lấy lại. Nhập lại cùng tệp thì hồ sơ trở lại.</source>
        <translation>All of it was taken back. Importing the same file brings the dossiers back.</translation>
    </message>
    <message>
        <source>Còn {dossiers}. Lấy lại thì hồ sơ chưa ai làm tiếp ra khỏi danh sách và báo cáo; nhật ký giữ nguyên.</source>
        <translation>{dossiers} are here. Taken back, those that nobody has gone on with leave lists and reports; the log keeps them.</translation>
    </message>
    <message>
        <source>Nhấn lần nữa để lấy lại {dossiers}</source>
        <translation>Press again to take back {dossiers}</translation>
    </message>
    <message>
        <source>Lấy lại đợt này</source>
        <translation>Take this batch back</translation>
    </message>
    <message>
        <source>Danh sách hồ sơ cũ</source>
        <translation>List of old dossiers</translation>
    </message>
    <message>
        <source>Bảng tính (*.xlsx *.xlsm *.csv *.txt);;Mọi tệp (*)</source>
        <translation>Spreadsheets (*.xlsx *.xlsm *.csv *.txt);;All files (*)</translation>
    </message>
    <message>
        <source>Đang đọc tệp…</source>
        <translation>Reading the file…</translation>
    </message>
    <message>
        <source>{rows} dòng; kiểm tra từng cột rồi nhấn F9 để thử.</source>
        <translation>{rows} rows; check each column, then press F9 to try.</translation>
    </message>
    <message>
        <source>Đang đọc và kiểm tra: {done} / {count}</source>
        <translation>Reading and checking: {done} / {count}</translation>
    </message>
    <message>
        <source>Đang nhập: {done} / {count}</source>
        <translation>Importing: {done} / {count}</translation>
    </message>
    <message>
        <source>Đang lấy lại: {done} / {count}</source>
        <translation>Taking back: {done} / {count}</translation>
    </message>
    <message>
        <source>Đã lấy lại {dossiers}.</source>
        <translation>{dossiers} were taken back.</translation>
    </message>
    <message>
        <source>Giữ lại vì đã có người làm tiếp: {codes}</source>
        <translation>These stay, somebody has gone on with them: {codes}</translation>
    </message>
    <message>
        <source>Loi nhap ho so</source>
        <translation>Import errors</translation>
    </message>
    <message>
        <source>Đã ghi lỗi vào {file}</source>
        <translation>Errors written into {file}</translation>
    </message>
    <message>
        <source>Không nhập</source>
        <translation>Not taken in</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Mã thủ tục</source>
        <translation>Procedure code</translation>
    </message>
    <message>
        <source>Tên thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Handed in by</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Personal number</translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Ngày nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Ngày hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Ngày có kết quả</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>Ngày trả</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Hình thức nộp</source>
        <translation>How it was filed</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Số biên lai</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Cán bộ</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Người nhận kết quả</source>
        <translation>Collected by</translation>
    </message>
    <message>
        <source>Unicode</source>
        <translation>Unicode</translation>
    </message>
    <message>
        <source>TCVN3</source>
        <translation>TCVN3</translation>
    </message>
    <message>
        <source>TCVN3 chữ hoa</source>
        <translation>TCVN3 capitals</translation>
    </message>
    <message>
        <source>VNI</source>
        <translation>VNI</translation>
    </message>
    <message>
        <source>Windows-1258</source>
        <translation>Windows-1258</translation>
    </message>
    <message>
        <source>UTF-8 đọc nhầm</source>
        <translation>UTF-8 read wrongly</translation>
    </message>
    <message>
        <source>ngày/tháng/năm</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>tháng/ngày/năm</source>
        <translation>month/day/year</translation>
    </message>
    <message>
        <source>năm/tháng/ngày</source>
        <translation>year/month/day</translation>
    </message>
    <message>
        <source>1 hồ sơ</source>
        <translation>1 dossier</translation>
    </message>
    <message>
        <source>{number} hồ sơ</source>
        <translation>{number} dossiers</translation>
    </message>
    <message>
        <source>{rows} dòng: sẽ nhập {new}, đã có {same}, khác trước {changed}, lỗi</source>
        <translation>{rows} rows: {new} would come in, {same} are here, {changed} differ, errors</translation>
    </message>
    <message>
        <source>{rows} dòng: nhập {new}, đã có {same}, khác trước {changed}, lỗi</source>
        <translation>{rows} rows: {new} came in, {same} were here, {changed} differ, errors</translation>
    </message>
    <message>
        <source>đã lấy lại {number}</source>
        <translation>{number} taken back</translation>
    </message>
    <message>
        <source>{number} dòng, đầu là {row}</source>
        <translation>{number} rows, the first is {row}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Đã có kết quả</source>
        <translation>Result ready</translation>
    </message>
    <message>
        <source>Nhắc nhận kết quả</source>
        <translation>Result waits</translation>
    </message>
    <message>
        <source>Nhắc bổ sung</source>
        <translation>Papers wanted</translation>
    </message>
    <message>
        <source>Nhắc nộp phí</source>
        <translation>Fee due</translation>
    </message>
    <message>
        <source>Giấy mời</source>
        <translation>Invitation</translation>
    </message>
    <message>
        <source>Xin lỗi, hẹn lại</source>
        <translation>Apology, new date</translation>
    </message>
    <message>
        <source>Đổi ngày hẹn</source>
        <translation>Date moved</translation>
    </message>
    <message>
        <source>Thư điện tử</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>Zalo</source>
        <translation>Zalo</translation>
    </message>
    <message>
        <source>Thư giấy</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>Chờ gửi</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Đang gửi</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>Đã gửi</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Đã đến</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>Không gửi được</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>Chưa rõ</source>
        <translation>Unsure</translation>
    </message>
    <message>
        <source>Đã bỏ</source>
        <translation>Given up</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Cần xem</source>
        <translation>To look at</translation>
    </message>
    <message>
        <source>Gửi lại</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Bỏ, không gửi</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Đã gửi bằng tay</source>
        <translation>Sent by hand</translation>
    </message>
    <message>
        <source>Đã đến tay</source>
        <translation>It arrived</translation>
    </message>
    <message>
        <source>Không đến</source>
        <translation>It did not</translation>
    </message>
    <message>
        <source>Tình trạng</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Loại thông báo</source>
        <translation>Kind of notice</translation>
    </message>
    <message>
        <source>Mọi loại</source>
        <translation>Every kind</translation>
    </message>
    <message>
        <source>Thông báo</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Người nhận</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Gửi bằng</source>
        <translation>Sent by</translation>
    </message>
    <message>
        <source>Soạn lúc</source>
        <translation>Prepared</translation>
    </message>
    <message>
        <source>Thư và tin nhắn</source>
        <translation>Letters and messages</translation>
    </message>
    <message>
        <source>Sao chép lời</source>
        <translation>Copy words</translation>
    </message>
    <message>
        <source>In lại thư</source>
        <translation>Print letters again</translation>
    </message>
    <message>
        <source>Gửi đến nơi này</source>
        <translation>Send to this address</translation>
    </message>
    <message>
        <source>Tin chờ gửi ra CSV</source>
        <translation>Waiting messages as CSV</translation>
    </message>
    <message>
        <source>Nơi nhận</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>{way}: {n} đang chờ, chưa đặt cách gửi.</source>
        <translation>{way}: {n} wait, no sender is set up.</translation>
    </message>
    <message>
        <source>{way}: {why} (từ {since}); {n} đang chờ và tự gửi khi thông.</source>
        <translation>{way}: {why} (since {since}); {n} wait and go by themselves.</translation>
    </message>
    <message>
        <source>Không có thư, tin nhắn nào ở mục này</source>
        <translation>Nothing here</translation>
    </message>
    <message>
        <source>Hộp gửi đi trống</source>
        <translation>The outgoing box is empty</translation>
    </message>
    <message>
        <source>Soạn ở mục Soạn thông báo; ở đây theo dõi từng thư đã soạn.</source>
        <translation>Prepare notices first; here you follow each of them.</translation>
    </message>
    <message>
        <source>Người soạn</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Thay đổi</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Thử lại lúc {at}.</source>
        <translation>Tried again at {at}.</translation>
    </message>
    <message>
        <source>{act}: xong 1 thông báo</source>
        <translation>{act}: 1 notice done</translation>
    </message>
    <message>
        <source>{act}: xong {n} thông báo</source>
        <translation>{act}: {n} notices done</translation>
    </message>
    <message>
        <source>Sẽ gửi lại đến nơi nhận mới</source>
        <translation>It goes to the new address</translation>
    </message>
    <message>
        <source>Đã sao chép lời thông báo</source>
        <translation>The words are copied</translation>
    </message>
    <message>
        <source>Đã ghi {n} tin ra {file}</source>
        <translation>{n} messages written to {file}</translation>
    </message>
    <message>
        <source>Soạn thông báo</source>
        <translation>Prepare</translation>
    </message>
    <message>
        <source>Hộp gửi đi</source>
        <translation>Outgoing box</translation>
    </message>
    <message>
        <source>Cách gửi</source>
        <translation>Senders</translation>
    </message>
    <message>
        <source>Mục</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Xếp vào hộp gửi đi</source>
        <translation>Into the outgoing box</translation>
    </message>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Cách nhận được của từng người</source>
        <translation>Whatever reaches each</translation>
    </message>
    <message>
        <source>25/11 9:00</source>
        <translation>25/11 9:00</translation>
    </message>
    <message>
        <source>Nội dung, giấy tờ mang theo</source>
        <translation>What about, what to bring</translation>
    </message>
    <message>
        <source>Hồ sơ sẽ được báo</source>
        <translation>Dossiers to be told of</translation>
    </message>
    <message>
        <source>Chưa chọn hồ sơ nào</source>
        <translation>No dossier chosen</translation>
    </message>
    <message>
        <source>Chọn loại thông báo rồi Alt+6 để tìm hồ sơ hợp, hoặc đánh dấu ở các danh sách.</source>
        <translation>Choose a kind, then Alt+6 finds who it fits; or mark rows in the lists.</translation>
    </message>
    <message>
        <source>Mời đến lúc</source>
        <translation>To come at</translation>
    </message>
    <message>
        <source>Về việc, mang theo</source>
        <translation>What about, to bring</translation>
    </message>
    <message>
        <source>Nơi nhận của dòng này</source>
        <translation>Address of this row</translation>
    </message>
    <message>
        <source>Tìm hồ sơ hợp</source>
        <translation>Find whom it fits</translation>
    </message>
    <message>
        <source>In thư giấy cho dòng vướng</source>
        <translation>Letters for what is held up</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào hợp với loại này.</source>
        <translation>No dossier fits this kind.</translation>
    </message>
    <message>
        <source>Sẵn sàng</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Đã báo lúc {at}</source>
        <translation>Told at {at}</translation>
    </message>
    <message>
        <source>Việc này đã báo lúc {at}; đánh dấu để báo lần nữa.</source>
        <translation>The same was told at {at}; tick it to tell once more.</translation>
    </message>
    <message>
        <source>1 thông báo sẽ vào hộp gửi đi</source>
        <translation>1 notice will go into the box</translation>
    </message>
    <message>
        <source>{n} thông báo sẽ vào hộp gửi đi</source>
        <translation>{n} notices will go into the box</translation>
    </message>
    <message>
        <source>Chưa đánh dấu dòng nào: phím cách để đánh dấu.</source>
        <translation>No row is ticked: Space ticks.</translation>
    </message>
    <message>
        <source>Còn dòng vướng: bỏ dấu, hoặc sửa nơi nhận.</source>
        <translation>A row is held up: untick it, or mend its address.</translation>
    </message>
    <message>
        <source>Đã xếp 1 thông báo vào hộp gửi đi</source>
        <translation>1 notice is in the outgoing box</translation>
    </message>
    <message>
        <source>Đã xếp {n} thông báo vào hộp gửi đi</source>
        <translation>{n} notices are in the outgoing box</translation>
    </message>
    <message>
        <source>{n} tin SMS · {units} ký tự, còn {left} · {alphabet}</source>
        <translation>{n} SMS · {units} characters, {left} left · {alphabet}</translation>
    </message>
    <message>
        <source>có dấu: 70 ký tự một tin</source>
        <translation>with marks: 70 characters each</translation>
    </message>
    <message>
        <source>không dấu: 160 ký tự một tin</source>
        <translation>without marks: 160 characters each</translation>
    </message>
    <message>
        <source>Máy chủ thư (SMTP)</source>
        <translation>Mail server (SMTP)</translation>
    </message>
    <message>
        <source>Cổng (để trống: theo cách bảo mật)</source>
        <translation>Port (empty: by security)</translation>
    </message>
    <message>
        <source>Tên đăng nhập</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>Địa chỉ thư của cơ quan</source>
        <translation>The office&apos;s mailbox</translation>
    </message>
    <message>
        <source>Tên hiện ở phần người gửi</source>
        <translation>Name that receivers see</translation>
    </message>
    <message>
        <source>Tệp chứng thư gốc (để trống: theo máy)</source>
        <translation>Root certificates (empty: the system&apos;s)</translation>
    </message>
    <message>
        <source>Thư mục mà phần mềm nhắn tin lấy tin</source>
        <translation>Folder that the messaging program reads</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Không mã hóa</source>
        <translation>No encryption</translation>
    </message>
    <message>
        <source>Bảo mật đường truyền</source>
        <translation>Security of the line</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Thử kết nối</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>Bỏ cách gửi này</source>
        <translation>Take it away</translation>
    </message>
    <message>
        <source>Chưa đặt</source>
        <translation>Not set up</translation>
    </message>
    <message>
        <source>Đã đặt</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>Đã giữ trong kho khóa; để trống thì giữ nguyên.</source>
        <translation>In the key store; empty keeps it.</translation>
    </message>
    <message>
        <source>Đã lưu cách gửi: {way}</source>
        <translation>Saved: {way}</translation>
    </message>
    <message>
        <source>{way}: kết nối được, chưa gửi gì</source>
        <translation>{way}: it answers, nothing was sent</translation>
    </message>
    <message>
        <source>Đã bỏ cách gửi: {way}; tin đang chờ vẫn chờ</source>
        <translation>Taken away: {way}; what waits goes on waiting</translation>
    </message>
    <message>
        <source>đã chọn</source>
        <translation>ticked</translation>
    </message>
    <message>
        <source>chưa chọn</source>
        <translation>not ticked</translation>
    </message>
    <message>
        <source>Lời đã soạn lại theo giờ mới: xem rồi xếp.</source>
        <translation>The words were prepared anew for the new time: look, then put them into the box.</translation>
    </message>
    <message>
        <source>Thư chờ máy in: xem hàng in, hoặc In lại thư. Đã in ở nơi khác thì chọn Đã gửi bằng tay.</source>
        <translation>The letter waits for the printer: look at the print queue, or print it again. If it was printed elsewhere, choose Sent by hand.</translation>
    </message>
    <message>
        <source>Chờ in</source>
        <translation>Waits for the printer</translation>
    </message>
    <message>
        <source>Đã in</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>Đánh dấu để vẫn mời lúc này.</source>
        <translation>Tick it to invite for that time all the same.</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Bản chính: {name}</source>
        <translation>Originals: {name}</translation>
    </message>
    <message>
        <source>Bản sao: {name}</source>
        <translation>Copies: {name}</translation>
    </message>
    <message>
        <source>Chỉ khi: {when}</source>
        <translation>Only if: {when}</translation>
    </message>
    <message>
        <source>Chỉ xuất trình, không nộp</source>
        <translation>Shown only, not handed in</translation>
    </message>
    <message>
        <source>Giấy tờ khác, Enter để thêm</source>
        <translation>Another paper, Enter to add</translation>
    </message>
    <message>
        <source>Giấy tờ khác</source>
        <translation>Another paper</translation>
    </message>
    <message>
        <source>Chính</source>
        <translation>Orig.</translation>
    </message>
    <message>
        <source>Sao</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>nộp thêm</source>
        <translation>handed in besides</translation>
    </message>
    <message>
        <source>Cần vì: {when}</source>
        <translation>Needed because: {when}</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Mã PIN mới</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>Gõ lại mã PIN mới</source>
        <translation>New PIN again</translation>
    </message>
    <message>
        <source>Đặt mã PIN</source>
        <translation>Set PIN</translation>
    </message>
    <message>
        <source>F12, số cán bộ, mã PIN: đổi người trong một giây, không cần mật khẩu.</source>
        <translation>F12, staff number, PIN: change over in a second, no password needed.</translation>
    </message>
    <message>
        <source>Mã PIN của tôi</source>
        <translation>My PIN</translation>
    </message>
    <message>
        <source>Mật khẩu đang dùng</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>Số cán bộ của tôi: {number} · đã có mã PIN</source>
        <translation>My staff number: {number} · PIN set</translation>
    </message>
    <message>
        <source>Số cán bộ của tôi: {number} · chưa có mã PIN</source>
        <translation>My staff number: {number} · no PIN yet</translation>
    </message>
    <message>
        <source>Hai lần gõ khác nhau.</source>
        <translation>The two do not match.</translation>
    </message>
    <message>
        <source>Tự khóa màn hình</source>
        <translation>Lock when idle</translation>
    </message>
    <message>
        <source>{n} phút</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Không khóa</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Khi không ai gõ phím hay chạm chuột. Việc đang làm dở còn nguyên sau khi mở khóa.</source>
        <translation>When nobody has touched keyboard or mouse. What is half done is still there afterwards.</translation>
    </message>
    <message>
        <source>{least} đến {most} chữ số</source>
        <translation>{least} to {most} digits</translation>
    </message>
    <message>
        <source>Sai nhiều lần. Chờ {left} rồi gõ lại.</source>
        <translation>Too many mistakes. Wait {left}, then type it again.</translation>
    </message>
    <message>
        <source>Số cán bộ</source>
        <translation>Staff number</translation>
    </message>
    <message>
        <source>Mã PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>{name} chưa có mã PIN: đăng nhập bằng mật khẩu, rồi đặt mã ở Quản trị.</source>
        <translation>{name} has no PIN yet: sign in with the password, then set one under Administration.</translation>
    </message>
    <message>
        <source>Đổi người dùng</source>
        <translation>Switch user</translation>
    </message>
    <message>
        <source>Dùng mật khẩu</source>
        <translation>Use password</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Vào</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Phiếu đang làm dở được gác lại, mang tên người đang dùng.</source>
        <translation>A half-done form is parked under the name of who sits here now.</translation>
    </message>
    <message>
        <source>Đang dùng: {name}</source>
        <translation>Here now: {name}</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message>
        <source>đã ghi tệp PDF vào {folder}</source>
        <translation>written as a PDF file into {folder}</translation>
    </message>
    <message>
        <source>đã chuyển sang máy in {printer}</source>
        <translation>handed to the printer {printer}</translation>
    </message>
    <message>
        <source>chưa có máy in nào được chọn; giấy chờ ở Đồng bộ &amp; thiết bị</source>
        <translation>no printer is chosen; the paper waits under Sync &amp; devices</translation>
    </message>
    <message>
        <source>chưa in được; xem Đồng bộ &amp; thiết bị</source>
        <translation>not printed; see Sync &amp; devices</translation>
    </message>
    <message>
        <source>máy in thường dùng</source>
        <translation>the usual printer</translation>
    </message>
    <message>
        <source>Lý do in lại</source>
        <translation>Why it is printed again</translation>
    </message>
    <message>
        <source>Ghi lý do</source>
        <translation>Write why</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>{paper} đã in. In lại vì sao?</source>
        <translation>{paper}: out already. Why again?</translation>
    </message>
    <message>
        <source>Lý do khác…</source>
        <translation>Another reason…</translation>
    </message>
    <message>
        <source>đã dừng, không in</source>
        <translation>stopped, not printed</translation>
    </message>
    <message>
        <source>Làm gì với giấy này</source>
        <translation>What to do with this paper</translation>
    </message>
    <message>
        <source>Làm</source>
        <translation>Do it</translation>
    </message>
    <message>
        <source>Để trong hàng in</source>
        <translation>Leave it in the queue</translation>
    </message>
    <message>
        <source>Đã đặt giấy {size}, in lại</source>
        <translation>{size} is in now, print again</translation>
    </message>
    <message>
        <source>Đã xem, trong máy đúng là {size}: cứ in</source>
        <translation>I looked, there is {size} in it: print</translation>
    </message>
    <message>
        <source>In ở máy {printer}</source>
        <translation>Print on {printer}</translation>
    </message>
    <message>
        <source>Đặt lên góc trái tờ A4, không thu phóng</source>
        <translation>Lay it in the top left of A4, unscaled</translation>
    </message>
    <message>
        <source>Bỏ, không in giấy này</source>
        <translation>Give up, do not print it</translation>
    </message>
</context>
<context>
    <name>Printers</name>
    <message>
        <source>Ghi tệp CSV</source>
        <translation>Write a CSV file</translation>
    </message>
    <message>
        <source>Số tờ đã in, 7 ngày</source>
        <translation>Sheets printed, 7 days</translation>
    </message>
    <message>
        <source>In trang thử</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>Máy in thường dùng</source>
        <translation>The usual printer</translation>
    </message>
    <message>
        <source>Tệp PDF trong {folder}</source>
        <translation>PDF files in {folder}</translation>
    </message>
    <message>
        <source>Chưa in tờ nào.</source>
        <translation>No sheets yet.</translation>
    </message>
    <message>
        <source>{day}  {paper}, {printer}: {sheets} tờ, in lại {again}</source>
        <translation>{day}  {paper}, {printer}: {sheets} sheets, {again} reprinted</translation>
    </message>
    <message>
        <source>, hỏng {n}</source>
        <translation>, {n} spoilt</translation>
    </message>
    <message>
        <source>Đã ghi {file}</source>
        <translation>Written: {file}</translation>
    </message>
    <message>
        <source>Chưa ghi được tệp.</source>
        <translation>The file was not written.</translation>
    </message>
    <message>
        <source>Đã lưu: giấy này in ra {printer}.</source>
        <translation>Kept: this paper goes to {printer}.</translation>
    </message>
    <message>
        <source>Chuyển sang</source>
        <translation>Move to</translation>
    </message>
    <message>
        <source>Hàng in</source>
        <translation>Print queue</translation>
    </message>
    <message>
        <source>Chưa có giấy nào.</source>
        <translation>No papers yet.</translation>
    </message>
    <message>
        <source>Chuyển tất cả</source>
        <translation>Move all</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Chuyển</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Đã ra giấy</source>
        <translation>It is out</translation>
    </message>
    <message>
        <source>Chương trình dừng khi đang gửi giấy này. Giấy đã ra chưa?</source>
        <translation>The program stopped while it was sending this paper. Is the paper out?</translation>
    </message>
    <message>
        <source>Hệ thống in đang giữ, máy in chưa lấy</source>
        <translation>The print system has it, the printer has not taken it</translation>
    </message>
    <message>
        <source>1 tờ</source>
        <translation>1 sheet</translation>
    </message>
    <message>
        <source>{n} tờ</source>
        <translation>{n} sheets</translation>
    </message>
    <message>
        <source>in lại lần {n}</source>
        <translation>reprint no. {n}</translation>
    </message>
    <message>
        <source>Không thấy máy in này; giấy chờ và tự in khi có lại.</source>
        <translation>This printer is not to be found; papers wait and come out once it is back.</translation>
    </message>
    <message>
        <source>Máy in đang tạm ngưng; giấy chờ và tự in khi chạy lại.</source>
        <translation>The printer is paused; papers wait and come out once it runs again.</translation>
    </message>
    <message>
        <source>Máy in không trả lời; giấy chờ và tự in khi có lại.</source>
        <translation>The printer does not answer; papers wait and come out once it is back.</translation>
    </message>
    <message>
        <source>A5</source>
        <translation>A5</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Nhãn</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Vé, cuống 80 mm</source>
        <translation>Slips, 80 mm</translation>
    </message>
    <message>
        <source>Giấy bảo an</source>
        <translation>Security paper</translation>
    </message>
    <message>
        <source>Chương trình vẽ từng điểm (mã vạch đúng nhất)</source>
        <translation>Drawn dot for dot (truest barcodes)</translation>
    </message>
    <message>
        <source>Gửi PDF, hệ thống in tự vẽ</source>
        <translation>As PDF, drawn by the print system</translation>
    </message>
    <message>
        <source>Lệnh máy in nhiệt ESC/POS (hàng đợi thô)</source>
        <translation>ESC/POS of till printers (raw queue)</translation>
    </message>
    <message>
        <source>Loại giấy</source>
        <translation>Kind of paper</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Cách in</source>
        <translation>How it is printed</translation>
    </message>
    <message>
        <source>Máy không có A5: đặt lên góc trái tờ A4</source>
        <translation>The printer has no A5: lay it on the left corner of A4</translation>
    </message>
    <message>
        <source>Cắt giấy sau mỗi phiếu</source>
        <translation>Cut after each slip</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Địa chỉ máy in</source>
        <translation>Printer&apos;s address</translation>
    </message>
    <message>
        <source>Số điểm ngang</source>
        <translation>Dots across</translation>
    </message>
    <message>
        <source>Đo từ mép trái (mm)</source>
        <translation>Measured from the left edge (mm)</translation>
    </message>
    <message>
        <source>Đo từ mép trên (mm)</source>
        <translation>Measured from the upper edge (mm)</translation>
    </message>
    <message>
        <source>Loại giấy và máy in</source>
        <translation>Paper and printers</translation>
    </message>
    <message>
        <source>Khay (để trống: máy tự chọn)</source>
        <translation>Tray (empty: the printer chooses)</translation>
    </message>
    <message>
        <source>Căn chỉnh theo trang in thử</source>
        <translation>Adjusting by the test page</translation>
    </message>
    <message>
        <source>Máy có địa chỉ riêng…</source>
        <translation>A printer with an address of its own…</translation>
    </message>
    <message>
        <source>Đang dịch sang phải {dx} mm, xuống {dy} mm. Đo hai vạch đậm trên trang in thử (đúng ra là {mark} mm) rồi ghi vào đây.</source>
        <translation>Shifted {dx} mm right and {dy} mm down now. Measure the two bold lines of the test page (they belong at {mark} mm) and write that here.</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Của tôi</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Chờ công dân</source>
        <translation>Wait for citizen</translation>
    </message>
    <message>
        <source>Chờ trả</source>
        <translation>To hand over</translation>
    </message>
    <message>
        <source>Danh sách</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Làm mới</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>Không có hồ sơ quá hạn</source>
        <translation>Nothing is overdue</translation>
    </message>
    <message>
        <source>Không có kết quả nào chờ trả</source>
        <translation>No result waits to be handed over</translation>
    </message>
    <message>
        <source>F2 để tiếp nhận hồ sơ mới, F3 để tìm.</source>
        <translation>F2 receives a new dossier, F3 searches.</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Chưa chọn hồ sơ</source>
        <translation>No dossier chosen</translation>
    </message>
    <message>
        <source>Dùng ↑ ↓ để đi, dấu cách để đánh dấu, Enter để mở.</source>
        <translation>↑ ↓ walk, Space marks, Enter opens.</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Phụ trách</source>
        <translation>In charge</translation>
    </message>
    <message>
        <source>Đang giữ</source>
        <translation>Held by</translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation>Handed in</translation>
    </message>
    <message>
        <source>Đánh dấu</source>
        <translation>Marked</translation>
    </message>
    <message>
        <source>Danh sách hồ sơ</source>
        <translation>List of dossiers</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Dossier code</translation>
    </message>
    <message>
        <source>Cá nhân, tổ chức</source>
        <translation>Person, organisation</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Hạn</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Đã đánh dấu</source>
        <translation>Marked</translation>
    </message>
    <message>
        <source>Chưa dấu</source>
        <translation>Not marked</translation>
    </message>
    <message>
        <source>Đã đánh dấu {n}</source>
        <translation>{n} marked</translation>
    </message>
    <message>
        <source>({n} hồ sơ)</source>
        <translation>({n} dossiers)</translation>
    </message>
    <message>
        <source>{action}: xong 1 hồ sơ</source>
        <translation>{action}: 1 dossier done</translation>
    </message>
    <message>
        <source>{action}: xong {n} hồ sơ</source>
        <translation>{action}: {n} dossiers done</translation>
    </message>
    <message>
        <source>{n} hồ sơ</source>
        <translation>{n} dossiers</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào đang giải quyết</source>
        <translation>No dossier is open</translation>
    </message>
    <message>
        <source>F2 để tiếp nhận hồ sơ mới, F3 để tìm hồ sơ đã xong.</source>
        <translation>F2 receives a new dossier, F3 finds a finished one.</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào do bạn phụ trách</source>
        <translation>No dossier is in your charge</translation>
    </message>
    <message>
        <source>Ở Tất cả, chọn một hồ sơ rồi Nhận xử lý (Alt và số ghi trên nút).</source>
        <translation>Under All, choose one and take it in hand (Alt and the number on the button).</translation>
    </message>
    <message>
        <source>Không có hồ sơ trực tuyến chờ tiếp nhận</source>
        <translation>No online dossier waits to be accepted</translation>
    </message>
    <message>
        <source>Hồ sơ công dân nộp trên mạng sẽ hiện ở đây khi quầy đồng bộ.</source>
        <translation>What citizens file online appears here when this counter exchanges.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào chờ công dân</source>
        <translation>No dossier waits for a citizen</translation>
    </message>
    <message>
        <source>F7 để mở trang trả kết quả, F3 để tìm.</source>
        <translation>F7 opens the hand-over page, F3 finds.</translation>
    </message>
    <message>
        <source>Đã thu hồi: {said}</source>
        <translation>Taken back: {said}</translation>
    </message>
    <message>
        <source>Ngày tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Tên</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tên, số, mã</source>
        <translation>Name, number, code</translation>
    </message>
    <message>
        <source>Lĩnh vực</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Hạn từ ngày</source>
        <translation>Due from</translation>
    </message>
    <message>
        <source>Hạn đến ngày</source>
        <translation>Due until</translation>
    </message>
    <message>
        <source>Xếp theo</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>Tên danh sách riêng (để giữ lại)</source>
        <translation>Name of your own list (to keep it)</translation>
    </message>
    <message>
        <source>Từ cuối lên</source>
        <translation>From the end</translation>
    </message>
    <message>
        <source>Xem danh sách</source>
        <translation>Show the list</translation>
    </message>
    <message>
        <source>Bỏ danh sách này</source>
        <translation>Remove this list</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Lọc và xếp danh sách</source>
        <translation>Filter and sort the list</translation>
    </message>
    <message>
        <source>Cột hiện trong bảng</source>
        <translation>Columns shown</translation>
    </message>
    <message>
        <source>Mọi thứ</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>Ghi như 27/11 hoặc +3.</source>
        <translation>Write 27/11 or +3.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào sắp đến hạn</source>
        <translation>Nothing is due soon</translation>
    </message>
    <message>
        <source>Không có bản trình nào chờ duyệt</source>
        <translation>No draft waits for approval</translation>
    </message>
    <message>
        <source>Bản trình xin lỗi của cán bộ sẽ hiện ở đây; Ctrl+Enter để duyệt.</source>
        <translation>Apologies drafted by staff appear here; Ctrl+Enter approves.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào phải xin lỗi</source>
        <translation>No apology is owed</translation>
    </message>
    <message>
        <source>Hồ sơ sắp trễ mà chưa trình sẽ hiện ở đây; Alt+6 để trình.</source>
        <translation>What will be late and was not drafted yet appears here; Alt+6 submits.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào ở bước này</source>
        <translation>Nothing stands at this step</translation>
    </message>
    <message>
        <source>Quét mã trên phiếu bàn giao để nhận hồ sơ vào bước này.</source>
        <translation>Scan the codes on the hand-over slip to take dossiers into this step.</translation>
    </message>
    <message>
        <source>Danh sách này không có hồ sơ nào</source>
        <translation>This list is empty</translation>
    </message>
    <message>
        <source>Ctrl+F để sửa điều kiện lọc.</source>
        <translation>Ctrl+F changes the filter.</translation>
    </message>
    <message>
        <source>Lọc</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Phiếu bàn giao {number}: {n} hồ sơ</source>
        <translation>Hand-over slip {number}: {n} dossiers</translation>
    </message>
    <message>
        <source>Báo nhận</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>{by} trình xin lỗi, hẹn lại {due}: {reason}</source>
        <translation>{by} submits an apology, new date {due}: {reason}</translation>
    </message>
    <message>
        <source>Bản nháp xin lỗi, hẹn lại {due}: {reason}</source>
        <translation>Drafted apology, new date {due}: {reason}</translation>
    </message>
    <message>
        <source>Sắp đến hạn</source>
        <translation>Due soon</translation>
    </message>
    <message>
        <source>Chờ duyệt</source>
        <translation>To approve</translation>
    </message>
    <message>
        <source>Cần xin lỗi</source>
        <translation>To apologise</translation>
    </message>
    <message>
        <source>và {n} hồ sơ nữa</source>
        <translation>and {n} more</translation>
    </message>
    <message>
        <source>{n} trong {all} hồ sơ chưa làm được</source>
        <translation>{n} of {all} dossiers not done</translation>
    </message>
    <message>
        <source>Thông báo</source>
        <translation>Notify</translation>
    </message>
</context>
<context>
    <name>Quick</name>
    <message>
        <source>Số chứng thực sẽ cấp</source>
        <translation>Certification number to be</translation>
    </message>
    <message>
        <source>Số tiền thu (đồng)</source>
        <translation>Amount taken (đồng)</translation>
    </message>
    <message>
        <source>Miễn, giảm phí</source>
        <translation>Waiver</translation>
    </message>
    <message>
        <source>Số biên lai (nếu có)</source>
        <translation>Receipt number (if any)</translation>
    </message>
    <message>
        <source>In giấy tiếp nhận (Mẫu 01)  Ctrl+M</source>
        <translation>Print the receipt (Mẫu 01)  Ctrl+M</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Thủ tục này không vào sổ chứng thực</source>
        <translation>This procedure has no certification book</translation>
    </message>
    <message>
        <source>Không miễn, giảm</source>
        <translation>No waiver</translation>
    </message>
    <message>
        <source>Chỉ ghi số, ví dụ 15000.</source>
        <translation>Digits only, e.g. 15000.</translation>
    </message>
    <message>
        <source>Danh mục chưa có mức phí: ghi số tiền thu.</source>
        <translation>The catalogue has no fee: write the amount taken.</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Đã trả · số chứng thực</source>
        <translation>Returned · certification number</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Đã trả trước đó</source>
        <translation>Returned before</translation>
    </message>
    <message>
        <source>Đã lấy lại: gạch số này trong sổ</source>
        <translation>Taken back: strike this number in the book</translation>
    </message>
    <message>
        <source>Trả ngay</source>
        <translation>Return at once</translation>
    </message>
    <message>
        <source>Tiếp nhận, vào sổ và trả kết quả trong một bước</source>
        <translation>Received, entered and handed back in one step</translation>
    </message>
    <message>
        <source>Đang lưu…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Đã trả ngay {code} · {name}</source>
        <translation>Returned {code} · {name}</translation>
    </message>
    <message>
        <source>Đã lấy lại {code}; số trong sổ gạch bỏ</source>
        <translation>Took back {code}; its number in the book is struck through</translation>
    </message>
    <message>
        <source>Đã đọc từ thẻ lúc {time}</source>
        <translation>Read from the card at {time}</translation>
    </message>
    <message>
        <source>Tên giấy tờ</source>
        <translation>Name of the document</translation>
    </message>
    <message>
        <source>Số trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Số bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Bỏ dòng</source>
        <translation>Remove line</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Thêm giấy tờ</source>
        <translation>Add a document</translation>
    </message>
    <message>
        <source>Giấy tờ chứng thực</source>
        <translation>Documents to certify</translation>
    </message>
    <message>
        <source>Người yêu cầu</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Quét thẻ, hoặc gõ số định danh hay họ tên</source>
        <translation>Scan a card, or type the number or the name</translation>
    </message>
    <message>
        <source>Số định danh (nếu có)</source>
        <translation>Identity number (if any)</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Gõ vài chữ để đổi, ví dụ: ct</source>
        <translation>Type a few letters for another, e.g. ct</translation>
    </message>
    <message>
        <source>Không có thủ tục trả ngay nào khớp.</source>
        <translation>Nothing that is returned at once fits.</translation>
    </message>
    <message>
        <source>Điền từ lần trước; đối chiếu lại với thẻ</source>
        <translation>Filled in from an earlier visit; compare with the card</translation>
    </message>
    <message>
        <source>Sổ chứng thực ghi tên người yêu cầu.</source>
        <translation>The certification book names the applicant.</translation>
    </message>
    <message>
        <source>Quyển {book} · {sign}</source>
        <translation>Volume {book} · {sign}</translation>
    </message>
</context>
<context>
    <name>Receive</name>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Đã tiếp nhận trước đó</source>
        <translation>Received before</translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>{name} · hẹn trả {due}</source>
        <translation>{name} · due {due}</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận đang chờ in</source>
        <translation>The receipt waits for the printer</translation>
    </message>
    <message>
        <source>Chưa có lệnh in; nhấn F8 để in giấy tiếp nhận</source>
        <translation>Nothing sent to the printer; F8 prints the receipt</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận: {state}</source>
        <translation>Receipt: {state}</translation>
    </message>
    <message>
        <source>Lý do, ghi rõ để công dân hiểu</source>
        <translation>Reason, so that the citizen understands it</translation>
    </message>
    <message>
        <source>In phiếu</source>
        <translation>Print the slip</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung (Mẫu 02)</source>
        <translation>Supplement request (Mẫu 02)</translation>
    </message>
    <message>
        <source>Phiếu từ chối tiếp nhận (Mẫu 03)</source>
        <translation>Refusal slip (Mẫu 03)</translation>
    </message>
    <message>
        <source>Chưa tiếp nhận nên không dùng số hồ sơ. Phiếu ghi tên người nộp.</source>
        <translation>Nothing is received, so no number is used. The slip names the applicant.</translation>
    </message>
    <message>
        <source>Phiếu phải ghi lý do.</source>
        <translation>The slip must give a reason.</translation>
    </message>
    <message>
        <source>Thiếu giấy tờ</source>
        <translation>Papers are missing</translation>
    </message>
    <message>
        <source>Còn thiếu:</source>
        <translation>Missing:</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Personal ID number</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation>Tax code</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation>Authority paper</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Số tiền phí</source>
        <translation>Fee amount</translation>
    </message>
    <message>
        <source>Tên tổ chức</source>
        <translation>Organisation&apos;s name</translation>
    </message>
    <message>
        <source>Họ tên chủ hồ sơ</source>
        <translation>Owner&apos;s name</translation>
    </message>
    <message>
        <source>Giấy tờ (Ctrl+D: đủ)</source>
        <translation>Papers (Ctrl+D: all)</translation>
    </message>
    <message>
        <source>Ngày hẹn trả</source>
        <translation>Due date</translation>
    </message>
    <message>
        <source>Lý do hẹn ngày</source>
        <translation>Reason for the date</translation>
    </message>
    <message>
        <source>Giờ tiếp nhận</source>
        <translation>Time of receipt</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Receive</translation>
    </message>
    <message>
        <source>Phiếu bổ sung</source>
        <translation>Supplement slip</translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Đủ thông tin để tiếp nhận</source>
        <translation>Ready to receive</translation>
    </message>
    <message>
        <source>Đã đọc từ thẻ lúc {time}</source>
        <translation>Read from the card at {time}</translation>
    </message>
    <message>
        <source>Điền từ lần nộp trước; đối chiếu lại với thẻ</source>
        <translation>From an earlier visit; compare with the card</translation>
    </message>
    <message>
        <source>Đang lưu…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Nam</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Trụ sở</source>
        <translation>Seat</translation>
    </message>
    <message>
        <source>thời hạn: hẹn theo hồ sơ</source>
        <translation>no fixed time limit</translation>
    </message>
    <message>
        <source>trong ngày</source>
        <translation>same day</translation>
    </message>
    <message>
        <source>Gõ vài chữ, ví dụ: ks, chung thuc</source>
        <translation>A few letters, e.g. ks, chung thuc</translation>
    </message>
    <message>
        <source>Không có thủ tục nào khớp. Thử gõ ít chữ hơn, không dấu.</source>
        <translation>No procedure fits. Try fewer letters, without marks.</translation>
    </message>
    <message>
        <source>Đủ giấy tờ</source>
        <translation>All papers</translation>
    </message>
    <message>
        <source>Giấy tờ nộp kèm</source>
        <translation>Papers handed in</translation>
    </message>
    <message>
        <source>Hay dùng</source>
        <translation>Used often</translation>
    </message>
    <message>
        <source>Thủ tục hay dùng</source>
        <translation>Procedures used often</translation>
    </message>
    <message>
        <source>Đổi thủ tục khác</source>
        <translation>Change the procedure</translation>
    </message>
    <message>
        <source>Người nộp hồ sơ</source>
        <translation>Who stands here</translation>
    </message>
    <message>
        <source>Quét thẻ căn cước, hoặc nhập theo giấy tờ</source>
        <translation>Scan the identity card, or type</translation>
    </message>
    <message>
        <source>Nộp thay người khác hoặc tổ chức</source>
        <translation>For another person or organisation</translation>
    </message>
    <message>
        <source>Cá nhân</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Tổ chức</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Whose dossier</translation>
    </message>
    <message>
        <source>Giấy ủy quyền (số, ngày)</source>
        <translation>Authority paper (number, date)</translation>
    </message>
    <message>
        <source>Sẽ in trên giấy tiếp nhận</source>
        <translation>What the receipt will say</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Dossier code</translation>
    </message>
    <message>
        <source>Vì sao ngày này?</source>
        <translation>Why this date?</translation>
    </message>
    <message>
        <source>27/11 hoặc +3</source>
        <translation>27/11 or +3</translation>
    </message>
    <message>
        <source>Hẹn trả kết quả ngày</source>
        <translation>Result due on</translation>
    </message>
    <message>
        <source>Lý do hẹn ngày này</source>
        <translation>Reason for this date</translation>
    </message>
    <message>
        <source>Hẹn trả kết quả</source>
        <translation>Result due</translation>
    </message>
    <message>
        <source>Ghi như 27/11, 27/11 10:30 hoặc +3.</source>
        <translation>Write 27/11, 27/11 10:30 or +3.</translation>
    </message>
    <message>
        <source>Số tiền thu (đồng)</source>
        <translation>Amount (đồng)</translation>
    </message>
    <message>
        <source>Miễn, giảm phí</source>
        <translation>Waiver</translation>
    </message>
    <message>
        <source>Không miễn, giảm</source>
        <translation>No waiver</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Chỉ ghi số, ví dụ 15000.</source>
        <translation>Digits only, e.g. 15000.</translation>
    </message>
    <message>
        <source>Chi tiết khác</source>
        <translation>More details</translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation>Handed in</translation>
    </message>
    <message>
        <source>Số bộ hồ sơ</source>
        <translation>Sets of papers</translation>
    </message>
    <message>
        <source>Tại quầy này</source>
        <translation>At this counter</translation>
    </message>
    <message>
        <source>bây giờ</source>
        <translation>now</translation>
    </message>
    <message>
        <source>Ghi lùi giờ tiếp nhận</source>
        <translation>Received earlier, at</translation>
    </message>
    <message>
        <source>Nơi nhận kết quả</source>
        <translation>Collect the result at</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Ghi như 23/11/2026 09:15, không sau bây giờ.</source>
        <translation>Write 23/11/2026 09:15, not later than now.</translation>
    </message>
    <message>
        <source>Lịch tạm tính: lịch nghỉ của năm này chưa được ban hành</source>
        <translation>Provisional: this year&apos;s days off are not decreed yet</translation>
    </message>
    <message>
        <source>1 ngày làm việc</source>
        <translation>1 working day</translation>
    </message>
    <message>
        <source>{n} ngày làm việc</source>
        <translation>{n} working days</translation>
    </message>
    <message>
        <source>1 ngày</source>
        <translation>1 day</translation>
    </message>
    <message>
        <source>{n} ngày</source>
        <translation>{n} days</translation>
    </message>
    <message>
        <source>1 giờ làm việc</source>
        <translation>1 working hour</translation>
    </message>
    <message>
        <source>{n} giờ làm việc</source>
        <translation>{n} working hours</translation>
    </message>
    <message>
        <source>Người này đang có 1 hồ sơ chưa xong</source>
        <translation>This person has 1 open dossier</translation>
    </message>
    <message>
        <source>Người này đang có {n} hồ sơ chưa xong</source>
        <translation>This person has {n} open dossiers</translation>
    </message>
    <message>
        <source>Số trang mỗi bản</source>
        <translation>Pages of a copy</translation>
    </message>
    <message>
        <source>Số bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Miễn: {who}</source>
        <translation>Waived: {who}</translation>
    </message>
    <message>
        <source>Giảm {percent} %: {who}</source>
        <translation>Reduced by {percent} %: {who}</translation>
    </message>
    <message>
        <source>Số lượng ({unit})</source>
        <translation>Count ({unit})</translation>
    </message>
    <message>
        <source>Đủ là {full}. {ground}</source>
        <translation>In full {full}. {ground}</translation>
    </message>
    <message>
        <source>Số trang, số bản</source>
        <translation>Pages and copies</translation>
    </message>
    <message>
        <source>Xóa phiếu</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Đã xóa phiếu của {name}</source>
        <translation>The form of {name} was cleared</translation>
    </message>
    <message>
        <source>Đã xóa phiếu</source>
        <translation>Form cleared</translation>
    </message>
    <message>
        <source>Đã đổi lại phiếu trước</source>
        <translation>The forms were exchanged</translation>
    </message>
    <message>
        <source>Thẻ của người khác: phiếu của {name} đã cất</source>
        <translation>Another person&apos;s card: the form of {name} was put away</translation>
    </message>
    <message>
        <source>Thẻ của người khác: phiếu trước đã cất</source>
        <translation>Another person&apos;s card: the form before was put away</translation>
    </message>
    <message>
        <source>Lấy lại</source>
        <translation>Bring back</translation>
    </message>
    <message>
        <source>{label} (cần)</source>
        <translation>{label} (required)</translation>
    </message>
    <message>
        <source>Chưa chọn</source>
        <translation>Not chosen</translation>
    </message>
    <message>
        <source>Có</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Không</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Dễ bị trả lại vì 1 điều</source>
        <translation>1 thing may bring this back</translation>
    </message>
    <message>
        <source>Dễ bị trả lại vì {n} điều</source>
        <translation>{n} things may bring this back</translation>
    </message>
    <message>
        <source>và {n} điều nữa</source>
        <translation>and {n} more</translation>
    </message>
    <message>
        <source>Căn cứ: {ground}</source>
        <translation>Ground: {ground}</translation>
    </message>
    <message>
        <source>Đến chỗ sửa</source>
        <translation>Go there</translation>
    </message>
    <message>
        <source>Đến chỗ sửa: {what}</source>
        <translation>Go there: {what}</translation>
    </message>
    <message>
        <source>Nội dung tờ khai</source>
        <translation>Declaration</translation>
    </message>
    <message>
        <source>Người dân</source>
        <translation>Citizen</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>chưa tiếp nhận</source>
        <translation>not received yet</translation>
    </message>
    <message>
        <source>Mở hồ sơ cũ</source>
        <translation>Open the old one</translation>
    </message>
    <message>
        <source>Chép từ hồ sơ cũ</source>
        <translation>Copy from the old one</translation>
    </message>
    <message>
        <source>Hồ sơ kế tiếp</source>
        <translation>Next dossier</translation>
    </message>
    <message>
        <source>Làm hồ sơ mới</source>
        <translation>Go on with the new one</translation>
    </message>
    <message>
        <source>{name} đang có hồ sơ {code}</source>
        <translation>{name} has dossier {code} under way</translation>
    </message>
    <message>
        <source>{name} đã có hồ sơ {code}</source>
        <translation>{name} had dossier {code}</translation>
    </message>
    <message>
        <source>Hồ sơ mới</source>
        <translation>New dossier</translation>
    </message>
    <message>
        <source>khác</source>
        <translation>differs</translation>
    </message>
    <message>
        <source>giống</source>
        <translation>same</translation>
    </message>
    <message>
        <source>Đã tiếp nhận {code}</source>
        <translation>Received {code}</translation>
    </message>
    <message>
        <source>Đã lấy lại, số {code} bỏ; thu hồi giấy đã in</source>
        <translation>Taken back, number {code} void; collect the printed paper</translation>
    </message>
    <message>
        <source>Đã lấy lại, số {code} bỏ</source>
        <translation>Taken back, number {code} void</translation>
    </message>
    <message>
        <source>Nhận, làm tiếp</source>
        <translation>Receive, next one</translation>
    </message>
    <message>
        <source>{name}, thay cho {owner}</source>
        <translation>{name}, for {owner}</translation>
    </message>
    <message>
        <source>sinh {year}</source>
        <translation>born {year}</translation>
    </message>
    <message>
        <source>Số {ticket} · đã chờ {n} phút</source>
        <translation>No. {ticket} · waited {n} min</translation>
    </message>
    <message>
        <source>Đã từng đến đây? Chọn đúng người:</source>
        <translation>Been here before? Choose the right person:</translation>
    </message>
    <message>
        <source>lần trước {day}</source>
        <translation>last visit {day}</translation>
    </message>
    <message>
        <source>Người khác: phiếu mới</source>
        <translation>Somebody else: new form</translation>
    </message>
    <message>
        <source>Cùng người: chỉ sửa số</source>
        <translation>Same person: number only</translation>
    </message>
    <message>
        <source>Số vừa gõ không phải của {name}. Là người khác?</source>
        <translation>The number typed is not {name}&apos;s. Somebody else?</translation>
    </message>
    <message>
        <source>In phiếu chung</source>
        <translation>Print one slip</translation>
    </message>
    <message>
        <source>Lần này {name} đã nộp 1 hồ sơ</source>
        <translation>{name} has handed in 1 dossier this time</translation>
    </message>
    <message>
        <source>Lần này {name} đã nộp {n} hồ sơ</source>
        <translation>{name} has handed in {n} dossiers this time</translation>
    </message>
    <message>
        <source>{procedure} · hẹn trả {due}</source>
        <translation>{procedure} · due {due}</translation>
    </message>
    <message>
        <source>So sánh, chép từ hồ sơ cũ</source>
        <translation>Compare, copy from an old one</translation>
    </message>
    <message>
        <source>1 hồ sơ đã xong ở đây</source>
        <translation>1 finished dossier here</translation>
    </message>
    <message>
        <source>{n} hồ sơ đã xong ở đây</source>
        <translation>{n} finished dossiers here</translation>
    </message>
    <message>
        <source>Tại quầy</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>Bưu chính</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>Bản điện tử</source>
        <translation>Electronic</translation>
    </message>
    <message>
        <source>Cách nhận kết quả</source>
        <translation>How the result is collected</translation>
    </message>
    <message>
        <source>Địa chỉ nhận qua bưu chính</source>
        <translation>Postal address</translation>
    </message>
    <message>
        <source>Kho dữ liệu điện tử, thư điện tử</source>
        <translation>Electronic store, e-mail</translation>
    </message>
    <message>
        <source>Đã thu tiền (Alt+6)</source>
        <translation>Paid now (Alt+6)</translation>
    </message>
    <message>
        <source>Thủ tục đang gõ</source>
        <translation>The procedure being typed</translation>
    </message>
    <message>
        <source>Thư điện tử</source>
        <translation>E-mail</translation>
    </message>
</context>
<context>
    <name>Reference</name>
    <message>
        <source>Các bản đã công bố</source>
        <translation>Published editions</translation>
    </message>
    <message>
        <source>Thành phố chưa công bố bản nào</source>
        <translation>The city has published nothing yet</translation>
    </message>
    <message>
        <source>Danh mục, phí, lịch nghỉ và tài khoản mới sẽ hiện ở đây trước ngày dùng. Nhấn F9 để hỏi thành phố ngay.</source>
        <translation>New procedures, fees, days off and accounts appear here before their day. Press F9 to ask the city now.</translation>
    </message>
    <message>
        <source>Bản đã công bố</source>
        <translation>Published editions</translation>
    </message>
    <message>
        <source>Hỏi thành phố ngay</source>
        <translation>Ask the city now</translation>
    </message>
    <message>
        <source>Trang này dành cho lãnh đạo và quản trị</source>
        <translation>This page is for leaders and administrators</translation>
    </message>
    <message>
        <source>Bản mới tự dùng từ ngày của nó; không ai phải làm gì.</source>
        <translation>A new edition is used from its day by itself; nobody has to do anything.</translation>
    </message>
    <message>
        <source>bản {version}</source>
        <translation>edition {version}</translation>
    </message>
    <message>
        <source>Đang hỏi thành phố…</source>
        <translation>Asking the city…</translation>
    </message>
    <message>
        <source>Đã hỏi thành phố.</source>
        <translation>The city was asked.</translation>
    </message>
    <message>
        <source>Thay đổi</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Nội dung</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Trước</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Sau</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Các thay đổi</source>
        <translation>Changes</translation>
    </message>
    <message>
        <source>Danh mục thủ tục</source>
        <translation>Catalogue of procedures</translation>
    </message>
    <message>
        <source>Chế độ pháp luật</source>
        <translation>Legal regimes</translation>
    </message>
    <message>
        <source>Miễn, giảm phí</source>
        <translation>Fee waivers</translation>
    </message>
    <message>
        <source>Biểu phí theo trang</source>
        <translation>Fees by the page</translation>
    </message>
    <message>
        <source>Sổ chứng thực</source>
        <translation>Registers of certification</translation>
    </message>
    <message>
        <source>Quy tắc trả kết quả</source>
        <translation>Rules of handing over</translation>
    </message>
    <message>
        <source>Phần mềm phải chép sang</source>
        <translation>Systems to retype into</translation>
    </message>
    <message>
        <source>Kiểm tra trước khi nhận</source>
        <translation>Checks before receiving</translation>
    </message>
    <message>
        <source>Bước xử lý trong cơ quan</source>
        <translation>Inner steps of processing</translation>
    </message>
    <message>
        <source>Lý do thường dùng</source>
        <translation>Usual reasons</translation>
    </message>
    <message>
        <source>Căn cứ gia hạn</source>
        <translation>Grounds for extending</translation>
    </message>
    <message>
        <source>Tên đơn vị</source>
        <translation>Names of units</translation>
    </message>
    <message>
        <source>Tài khoản cán bộ</source>
        <translation>Staff accounts</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation>Time limit</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Tên</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Nội dung khác</source>
        <translation>Other details</translation>
    </message>
    <message>
        <source>Ngày nghỉ</source>
        <translation>Day off</translation>
    </message>
    <message>
        <source>Ngày làm bù</source>
        <translation>Make-up day</translation>
    </message>
    <message>
        <source>Giờ làm việc</source>
        <translation>Opening hours</translation>
    </message>
    <message>
        <source>Tài khoản</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Vai trò</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Mục</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>cán bộ một cửa</source>
        <translation>counter</translation>
    </message>
    <message>
        <source>chuyên viên</source>
        <translation>clerk</translation>
    </message>
    <message>
        <source>lãnh đạo</source>
        <translation>leader</translation>
    </message>
    <message>
        <source>quản trị</source>
        <translation>administrator</translation>
    </message>
    <message>
        <source>Lịch làm việc năm {year}</source>
        <translation>Working calendar {year}</translation>
    </message>
    <message>
        <source>{what} · thêm</source>
        <translation>{what} · new</translation>
    </message>
    <message>
        <source>{what} · bỏ</source>
        <translation>{what} · gone</translation>
    </message>
    <message>
        <source>Không dùng được</source>
        <translation>Cannot be used</translation>
    </message>
    <message>
        <source>từ {day}, ngày mai</source>
        <translation>from {day}, tomorrow</translation>
    </message>
    <message>
        <source>từ {day}, còn {n} ngày</source>
        <translation>from {day}, {n} days left</translation>
    </message>
    <message>
        <source>đang dùng từ {day}</source>
        <translation>in force since {day}</translation>
    </message>
    <message>
        <source>đã thay, dùng từ {day}</source>
        <translation>replaced, in force from {day}</translation>
    </message>
    <message>
        <source>không đổi gì</source>
        <translation>changes nothing</translation>
    </message>
    <message>
        <source>1 thay đổi</source>
        <translation>1 change</translation>
    </message>
    <message>
        <source>{n} thay đổi</source>
        <translation>{n} changes</translation>
    </message>
    <message>
        <source>Cổng Dịch vụ công quốc gia</source>
        <translation>the national public-service portal</translation>
    </message>
    <message>
        <source>OpenCPS</source>
        <translation>OpenCPS</translation>
    </message>
    <message>
        <source>Bảng mã của {system}</source>
        <translation>Codes of {system}</translation>
    </message>
    <message>
        <source>thành phố thu hồi trước ngày dùng</source>
        <translation>the city took it back before its day</translation>
    </message>
    <message>
        <source>đã thu hồi, không dùng từ {day}</source>
        <translation>withdrawn, not used from {day}</translation>
    </message>
    <message>
        <source>Trạng thái hồ sơ</source>
        <translation>Status of a dossier</translation>
    </message>
    <message>
        <source>Loại đối tượng</source>
        <translation>Kind of person</translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation>How it was filed</translation>
    </message>
    <message>
        <source>Nội dung xử lý</source>
        <translation>Words of a step</translation>
    </message>
    <message>
        <source>Mã thủ tục</source>
        <translation>Code of a procedure</translation>
    </message>
    <message>
        <source>Hồ sơ nộp tại cổng</source>
        <translation>Filed at the portal</translation>
    </message>
    <message>
        <source>Câu trả lời của cổng</source>
        <translation>Answers of the portal</translation>
    </message>
    <message>
        <source>Loại giấy tờ</source>
        <translation>Kind of paper</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Request to complete</translation>
    </message>
    <message>
        <source>Hành động</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Mã thủ tục (serviceCode)</source>
        <translation>Code of a procedure (serviceCode)</translation>
    </message>
    <message>
        <source>Mẫu hồ sơ</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Thành phần hồ sơ</source>
        <translation>Papers of a dossier</translation>
    </message>
    <message>
        <source>Mã khác</source>
        <translation>Other codes</translation>
    </message>
    <message>
        <source>thêm {n}</source>
        <translation>{n} added</translation>
    </message>
    <message>
        <source>đổi {n}</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>bỏ {n}</source>
        <translation>{n} removed</translation>
    </message>
    <message>
        <source>Biểu báo cáo {form}</source>
        <translation>Report form {form}</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>tháng {number}/{year}</source>
        <translation>month {number}/{year}</translation>
    </message>
    <message>
        <source>quý {number}/{year}</source>
        <translation>quarter {number}/{year}</translation>
    </message>
    <message>
        <source>năm {year}</source>
        <translation>year {year}</translation>
    </message>
    <message>
        <source>lĩnh vực</source>
        <translation>field</translation>
    </message>
    <message>
        <source>thủ tục</source>
        <translation>procedure</translation>
    </message>
    <message>
        <source>cán bộ</source>
        <translation>officer</translation>
    </message>
    <message>
        <source>cách nộp</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>đơn vị giải quyết</source>
        <translation>solving unit</translation>
    </message>
    <message>
        <source>Kỳ này không có hồ sơ.</source>
        <translation>There are no dossiers in this period.</translation>
    </message>
    <message>
        <source>Đang đếm…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>Biểu báo cáo</source>
        <translation>Report form</translation>
    </message>
    <message>
        <source>Kỳ báo cáo</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Dòng theo</source>
        <translation>Lines by</translation>
    </message>
    <message>
        <source>01/11/2026–30/11/2026</source>
        <translation>01/11/2026–30/11/2026</translation>
    </message>
    <message>
        <source>Từ ngày – đến ngày</source>
        <translation>From – to</translation>
    </message>
    <message>
        <source>Kỳ đã chốt</source>
        <translation>Closed periods</translation>
    </message>
    <message>
        <source>Xem hồ sơ điều chỉnh</source>
        <translation>Show corrected dossiers</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Chốt kỳ</source>
        <translation>Close period</translation>
    </message>
    <message>
        <source>Ghi PDF</source>
        <translation>Write PDF</translation>
    </message>
    <message>
        <source>Kỳ đã chốt: {n}</source>
        <translation>Closed periods: {n}</translation>
    </message>
    <message>
        <source>từ ngày – đến ngày…</source>
        <translation>from – to…</translation>
    </message>
    <message>
        <source>Dòng theo {what}</source>
        <translation>Lines by {what}</translation>
    </message>
    <message>
        <source>Đếm lúc {time}. Enter ở một ô: hồ sơ của ô đó.</source>
        <translation>Counted at {time}. Enter on a cell: its dossiers.</translation>
    </message>
    <message>
        <source>Mở lại trong kỳ: {codes}.</source>
        <translation>Reopened in the period: {codes}.</translation>
    </message>
    <message>
        <source>Đã ghi {file}</source>
        <translation>Wrote {file}</translation>
    </message>
    <message>
        <source>Đã chốt biểu {form}, {start} – {end}</source>
        <extracomment>What begins a dossier. A number that citizens know hangs on it, so it is never taken back. What anybody may add to a dossier at any time; none of it moves the status or the custody. A legal document is named by its number (TT 75/2022/TT-BTC), a law by its name as well. A fact that is no answer: whether the one who stands here acts for somebody else. What a ward promises: so many of a hundred results in time. Days since the result was there, as the bars of the uncollected ones stand. Up to so many days a figure has a column for each, beyond that for each month. Fields that a correction may change, with the record that holds each. A due date without a time of day means the close of business. Where bodies say it. What they promise (`due_at`, `until`) is not when they happened. What leads the code of a procedure that the catalogue does not know, and of a dossier that had none: no official code looks like it. What a row says of a dossier, in the order in which a change of it is told. The field of a list that a fact stands in, where it is called otherwise. What a column may be, and the folded headings that say so. A list without one of these says too little to make dossiers of it. Hours that a list does not tell: of opening for what came in, of closing for all else. Folded words that lists use, the telling ones first: what holds one of them is that. A code, then the fingerprint of the city&apos;s keys; scanners and keyboards may change the case. What anybody may add to a dossier at any time; none of it moves the status. The first answer to a citizen&apos;s online filing: it takes custody from the city. What happens to a device and not to a dossier. Nothing more is done about these by itself. Not out of the house for certain: these can be given up. What became of a notice that reached nobody: it keeps no other from being prepared. Of a result that waits: they count as reminders. Pauses after a refusal for the time being; the last one again and again. The 67 lower-case letters that ASCII lacks; with their capitals 134. From 0xB5 on: the five tones of each vowel, a few places left for what VN2 alone has. What Windows-1252 makes of 0x80–0x9F; five of them mean nothing there and stay what they are. Letters that stand small in TCVN3 whatever was meant: a tone, and no capital for it. The Icelandic letter that many keyboards give for Đ. In the order in which they are believed where several read a word equally well. What can carry a message, and what of it there is to set. A password over a line that anybody can read is one that anybody can read. How a result is collected, as papers say it; the first is meant where nothing is said.</extracomment>
        <translation>Closed form {form}, {start} – {end}</translation>
    </message>
    <message>
        <source>{name} đã chốt lúc {at}.</source>
        <translation>Closed by {name} at {at}.</translation>
    </message>
    <message>
        <source>Số đã báo cáo → nếu lập bây giờ: {columns}.</source>
        <translation>As reported → as of now: {columns}.</translation>
    </message>
    <message>
        <source>Tổng số không khác số đã báo cáo.</source>
        <translation>The totals are as they were reported.</translation>
    </message>
    <message>
        <source>Hồ sơ điều chỉnh sau chốt: {codes}.</source>
        <translation>Corrected since: {codes}.</translation>
    </message>
    <message>
        <source>Một phần chênh lệch không rõ do hồ sơ nào.</source>
        <translation>Of a part of the difference it is not known which dossiers make it.</translation>
    </message>
    <message>
        <source>hồ sơ điều chỉnh sau khi chốt</source>
        <translation>dossiers corrected after closing</translation>
    </message>
    <message>
        <source>Bảng báo cáo</source>
        <translation>Report table</translation>
    </message>
    <message>
        <source>Tên các dòng</source>
        <translation>Names of the lines</translation>
    </message>
    <message>
        <source>Chỉ tính hồ sơ của máy này: máy chưa đồng bộ với các quầy khác của phường, xã.</source>
        <translation>This counter&apos;s dossiers alone: it has not exchanged with the ward&apos;s other counters yet.</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Ký số</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Chốt</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>Chốt {report}?</source>
        <translation>Close {report}?</translation>
    </message>
    <message>
        <source>Các số đang hiện, {n} dòng, được giữ như đã báo cáo.</source>
        <translation>The figures shown, {n} lines, are kept as they were reported.</translation>
    </message>
    <message>
        <source>Kỳ này không có hồ sơ nào: giữ một báo cáo trống.</source>
        <translation>There is no dossier in this period: an empty report is kept.</translation>
    </message>
    <message>
        <source>Không bỏ chốt được. Sửa hồ sơ về sau không đổi số đã chốt, mà hiện thành điều chỉnh.</source>
        <translation>This cannot be taken back. Dossiers corrected later do not change what was closed, but show as adjustments.</translation>
    </message>
    <message>
        <source>Gõ kỳ cần lập rồi Enter, ví dụ 01/11–30/11/2026.</source>
        <translation>Type the period and press Enter, e.g. 01/11–30/11/2026.</translation>
    </message>
    <message>
        <source>“{typed}” không phải một kỳ. Gõ hai ngày, ngày đầu không sau ngày cuối, ví dụ 01/11/2026–30/11/2026.</source>
        <translation>“{typed}” is no period. Type two days, the first not after the last, e.g. 01/11/2026–30/11/2026.</translation>
    </message>
    <message>
        <source>{cell}, kỳ {start}–{end}; trạng thái là của hôm nay</source>
        <translation>{cell}, period {start}–{end}; the state is that of today</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>hai quầy ghi xác nhận khác nhau</source>
        <translation>two counters recorded different confirmations</translation>
    </message>
    <message>
        <source>bản nháp, chưa xác nhận</source>
        <translation>draft, not confirmed</translation>
    </message>
    <message>
        <source>đã xác nhận</source>
        <translation>confirmed</translation>
    </message>
    <message>
        <source>Người xác nhận</source>
        <translation>Confirmed by</translation>
    </message>
    <message>
        <source>Số, quyển, trang</source>
        <translation>Number, book, page</translation>
    </message>
    <message>
        <source>Ngày đăng ký</source>
        <translation>Registered on</translation>
    </message>
    <message>
        <source>Số của giấy</source>
        <translation>Number of the paper</translation>
    </message>
    <message>
        <source>Người ký</source>
        <translation>Signed by</translation>
    </message>
    <message>
        <source>Phôi đã dùng</source>
        <translation>Sheets used</translation>
    </message>
    <message>
        <source>Phôi hỏng</source>
        <translation>Sheets spoilt</translation>
    </message>
    <message>
        <source>Lập giấy</source>
        <translation>New paper</translation>
    </message>
    <message>
        <source>Chưa lập trích lục, giấy xác nhận, công văn nào.</source>
        <translation>No extract, certificate or letter has been made yet.</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Mở {title}</source>
        <translation>Open {title}</translation>
    </message>
    <message>
        <source>Đã lưu bản nháp: {title}</source>
        <translation>Draft saved: {title}</translation>
    </message>
    <message>
        <source>Đã ghi nhận xác nhận: {title}</source>
        <translation>Confirmation recorded: {title}</translation>
    </message>
    <message>
        <source>Đã rút xác nhận, giấy lại là bản nháp: {title}</source>
        <translation>Confirmation taken back, a draft again: {title}</translation>
    </message>
    <message>
        <source>Đã bỏ bản nháp: {title}</source>
        <translation>Draft put away: {title}</translation>
    </message>
    <message>
        <source>Đã ghi phôi hỏng {sheet}</source>
        <translation>Spoilt sheet recorded: {sheet}</translation>
    </message>
    <message>
        <source>Ai đã xác nhận (cần)</source>
        <translation>Who confirmed (needed)</translation>
    </message>
    <message>
        <source>Số đăng ký</source>
        <translation>Registration number</translation>
    </message>
    <message>
        <source>Quyển số</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>Trang số</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Ngày ghi trên giấy</source>
        <translation>Date on the paper</translation>
    </message>
    <message>
        <source>Chức vụ người ký</source>
        <translation>Signer&apos;s post</translation>
    </message>
    <message>
        <source>Cơ quan đăng ký hộ tịch</source>
        <translation>Civil registry office</translation>
    </message>
    <message>
        <source>Hệ thống hộ tịch quốc gia</source>
        <translation>National civil-status system</translation>
    </message>
    <message>
        <source>Ủy ban nhân dân phường</source>
        <translation>Ward people&apos;s committee</translation>
    </message>
    <message>
        <source>Xác nhận ở đâu</source>
        <translation>Where it was confirmed</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Ghi nhận xác nhận: {title}</source>
        <translation>Record the confirmation: {title}</translation>
    </message>
    <message>
        <source>Ghi rằng cơ quan giữ sổ đã xác nhận đúng nội dung trên giấy bên cạnh. Số nào chưa có thì để trống, ghi thêm sau.</source>
        <translation>Record that whoever keeps the register has confirmed exactly what the paper beside this says. Leave numbers empty that are not known yet and add them later.</translation>
    </message>
    <message>
        <source>Ghi nhận xác nhận</source>
        <translation>Record confirmation</translation>
    </message>
    <message>
        <source>Ghi thêm số: {title}</source>
        <translation>Add numbers: {title}</translation>
    </message>
    <message>
        <source>Chỉ ghi số cơ quan giữ sổ mới cho; điều đã ghi thì giữ nguyên.</source>
        <translation>Add only numbers that the registry has given since; what was recorded stays.</translation>
    </message>
    <message>
        <source>Ghi thêm số</source>
        <translation>Add numbers</translation>
    </message>
    <message>
        <source>Phải ghi ai đã xác nhận.</source>
        <translation>Say who has confirmed it.</translation>
    </message>
    <message>
        <source>Ghi đủ ngày, tháng, năm, không sau hôm nay.</source>
        <translation>Give day, month and year, not after today.</translation>
    </message>
    <message>
        <source>Không ghi được như vậy: quá dài hoặc có ký tự lạ.</source>
        <translation>This cannot be recorded: it is too long or has strange characters.</translation>
    </message>
    <message>
        <source>Xác nhận ở</source>
        <translation>Confirmed at</translation>
    </message>
    <message>
        <source>Nội dung giấy</source>
        <translation>What the paper says</translation>
    </message>
    <message>
        <source>Mục này phải ghi.</source>
        <translation>This must be filled in.</translation>
    </message>
    <message>
        <source>Còn thiếu: {fields}</source>
        <translation>Still missing: {fields}</translation>
    </message>
    <message>
        <source>Lưu bản nháp</source>
        <translation>Save draft</translation>
    </message>
    <message>
        <source>Xác nhận…</source>
        <translation>Confirm…</translation>
    </message>
    <message>
        <source>Giấy sẽ in</source>
        <translation>The paper as it will be</translation>
    </message>
    <message>
        <source>Chưa mở giấy nào</source>
        <translation>No paper is open</translation>
    </message>
    <message>
        <source>Mở hồ sơ rồi nhấn Ctrl+B để lập trích lục, giấy xác nhận.</source>
        <translation>Open a dossier and press Ctrl+B to make an extract or a certificate.</translation>
    </message>
    <message>
        <source>Mẫu giấy</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Nội dung đã xác nhận</source>
        <translation>What was confirmed</translation>
    </message>
    <message>
        <source>Xác nhận</source>
        <translation>Confirmation</translation>
    </message>
    <message>
        <source>Về hồ sơ</source>
        <translation>Back to dossier</translation>
    </message>
    <message>
        <source>Bỏ bản nháp</source>
        <translation>Put draft away</translation>
    </message>
    <message>
        <source>Rút xác nhận</source>
        <translation>Take confirmation back</translation>
    </message>
    <message>
        <source>In nháp</source>
        <translation>Print draft</translation>
    </message>
    <message>
        <source>Lập giấy mới</source>
        <translation>New paper</translation>
    </message>
    <message>
        <source>Mẫu khác…</source>
        <translation>Other templates…</translation>
    </message>
    <message>
        <source>Bản nháp có chữ BẢN NHÁP trên mọi trang, in trên giấy thường.</source>
        <translation>A draft says BẢN NHÁP on every page and is printed on plain paper.</translation>
    </message>
    <message>
        <source>Bản chính, đúng như sẽ in.</source>
        <translation>The final, exactly as it will be printed.</translation>
    </message>
    <message>
        <source>Số phôi</source>
        <translation>Sheet number</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Số bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>In {title}</source>
        <translation>Print {title}</translation>
    </message>
    <message>
        <source>Đặt phôi vào khay, quét hoặc gõ số in trên tờ trên cùng.</source>
        <translation>Put the sheets into the tray; scan or type the number printed on the top one.</translation>
    </message>
    <message>
        <source>In trên giấy thường.</source>
        <translation>Printed on plain paper.</translation>
    </message>
    <message>
        <source>Dùng các tờ liền nhau đến {last}</source>
        <translation>Takes the sheets that follow, up to {last}</translation>
    </message>
    <message>
        <source>Quét hoặc gõ số in trên phôi.</source>
        <translation>Scan or type the number printed on the sheet.</translation>
    </message>
    <message>
        <source>Báo phôi hỏng</source>
        <translation>Record spoilt sheet</translation>
    </message>
    <message>
        <source>Vì sao hỏng</source>
        <translation>Why it is spoilt</translation>
    </message>
    <message>
        <source>Giữ tờ hỏng lại để quyết toán; sau đó đặt tờ khác và in lại.</source>
        <translation>Keep the spoilt sheet for the account; then put in another one and print again.</translation>
    </message>
    <message>
        <source>Phôi hỏng: {title}</source>
        <translation>Spoilt sheet: {title}</translation>
    </message>
    <message>
        <source>Mỗi phôi hỏng phải có lý do.</source>
        <translation>Every spoilt sheet needs a reason.</translation>
    </message>
    <message>
        <source>Phôi giấy có số</source>
        <translation>Numbered sheets</translation>
    </message>
    <message>
        <source>{sheet}: hỏng, {why}</source>
        <translation>{sheet}: spoilt, {why}</translation>
    </message>
    <message>
        <source>{sheet}: đã dùng</source>
        <translation>{sheet}: used</translation>
    </message>
    <message>
        <source>Hỏng…</source>
        <translation>Spoilt…</translation>
    </message>
    <message>
        <source>Báo hỏng {sheet}</source>
        <translation>Record {sheet} as spoilt</translation>
    </message>
    <message>
        <source>lấy từ chủ hồ sơ</source>
        <translation>from the dossier&apos;s owner</translation>
    </message>
    <message>
        <source>lấy từ người nộp</source>
        <translation>from whoever handed it in</translation>
    </message>
    <message>
        <source>lấy từ sổ chứng thực</source>
        <translation>from the certification book</translation>
    </message>
    <message>
        <source>lấy từ danh mục thủ tục</source>
        <translation>from the list of procedures</translation>
    </message>
    <message>
        <source>lấy từ giấy ủy quyền</source>
        <translation>from the letter of authority</translation>
    </message>
    <message>
        <source>lấy từ phí của hồ sơ</source>
        <translation>from the dossier&apos;s fee</translation>
    </message>
    <message>
        <source>đã gõ</source>
        <translation>typed</translation>
    </message>
    <message>
        <source>mẫu ghi sẵn</source>
        <translation>the template&apos;s own</translation>
    </message>
    <message>
        <source>lấy từ tờ khai</source>
        <translation>from the declaration</translation>
    </message>
    <message>
        <source>lấy từ hồ sơ</source>
        <translation>from the dossier</translation>
    </message>
    <message>
        <source>TL 000123</source>
        <translation>TL 000123</translation>
    </message>
    <message>
        <source>Đã ghi phôi {sheet}</source>
        <translation>Sheet recorded: {sheet}</translation>
    </message>
    <message>
        <source>Giấy đã in rồi, chỉ ghi số phôi</source>
        <translation>Printed already, only record the sheet number</translation>
    </message>
    <message>
        <source>Ghi số phôi</source>
        <translation>Record sheet number</translation>
    </message>
    <message>
        <source>Ký số</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>In giấy kết quả…</source>
        <translation>Print the result…</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Loại việc</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Việc cần người xem</source>
        <translation>What needs a person</translation>
    </message>
    <message>
        <source>Việc cần người xem ({n})</source>
        <translation>What needs a person ({n})</translation>
    </message>
    <message>
        <source>Mọi loại</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>Lý do (không bắt buộc)</source>
        <translation>Reason (optional)</translation>
    </message>
    <message>
        <source>Quyết định</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>Chọn bằng phím ← →, rồi nhấn F9.</source>
        <translation>Choose with ← →, then press F9.</translation>
    </message>
    <message>
        <source>Việc này do lãnh đạo quyết định.</source>
        <translation>A leader decides this.</translation>
    </message>
    <message>
        <source>Không có gì phải chọn ở đây.</source>
        <translation>There is nothing to choose here.</translation>
    </message>
    <message>
        <source>Không có việc nào cần người xem</source>
        <translation>Nothing needs a person</translation>
    </message>
    <message>
        <source>Khi hai nơi ghi khác nhau hoặc một việc không gửi được, việc đó sẽ hiện ở đây với cả hai bên cạnh nhau. Nhấn F11 để về việc của mình.</source>
        <translation>When two places write different things, or something cannot be sent, it shows here with both sides beside each other. Press F11 for your own work.</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Được chọn</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>Đang dùng</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>Hai giá trị khác nhau</source>
        <translation>Two different values</translation>
    </message>
    <message>
        <source>Bước không được tính</source>
        <translation>A step that does not count</translation>
    </message>
    <message>
        <source>Số hồ sơ</source>
        <translation>Dossier number</translation>
    </message>
    <message>
        <source>Đang chờ việc khác</source>
        <translation>Waits for something else</translation>
    </message>
    <message>
        <source>Kỹ thuật</source>
        <translation>Technical</translation>
    </message>
    <message>
        <source>Quầy này</source>
        <translation>This counter</translation>
    </message>
    <message>
        <source>Bên kia</source>
        <translation>The other side</translation>
    </message>
    <message>
        <source>Giá trị</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Trước đó</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Người ghi</source>
        <translation>Written by</translation>
    </message>
    <message>
        <source>Lúc</source>
        <translation>At</translation>
    </message>
    <message>
        <source>Giá trị của {who}</source>
        <translation>Value of {who}</translation>
    </message>
    <message>
        <source>Trước đó: {status}</source>
        <translation>Before: {status}</translation>
    </message>
    <message>
        <source>Hiện nay: {status}</source>
        <translation>Now: {status}</translation>
    </message>
    <message>
        <source>Đang giữ: {who}</source>
        <translation>Held by: {who}</translation>
    </message>
    <message>
        <source>Sang Đồng bộ</source>
        <translation>Go to Sync</translation>
    </message>
    <message>
        <source>Việc này phải ghi lý do.</source>
        <translation>This needs a reason.</translation>
    </message>
    <message>
        <source>Không rút lại được. Chắc chắn thì nhấn F9 lần nữa.</source>
        <translation>It cannot be taken back. If you are sure, press F9 once more.</translation>
    </message>
    <message>
        <source>Máy này nay là quầy {slot}: sang Đồng bộ, nhập mã mới.</source>
        <translation>This is counter {slot} now: go to Exchange and enter a new code.</translation>
    </message>
    <message>
        <source>Phôi giấy</source>
        <translation>Numbered sheets</translation>
    </message>
    <message>
        <source>Giấy</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Phôi của {who}</source>
        <translation>Sheet of {who}</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>Phòng chờ</source>
        <translation>Waiting room</translation>
    </message>
    <message>
        <source>Mời số {ticket} đến {counter}</source>
        <translation>Number {ticket} to {counter}</translation>
    </message>
    <message>
        <source>Xin mời ngồi chờ gọi số</source>
        <translation>Please take a seat until your number is called</translation>
    </message>
    <message>
        <source>MỜI SỐ</source>
        <translation>NOW CALLING</translation>
    </message>
    <message>
        <source>Đã gọi</source>
        <translation>Called before</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>Đặt nút quét của máy quét lưu PDF vào thư mục này. Tệp đã nhận được chuyển vào «done» theo ngày.</source>
        <translation>Set the scanner&apos;s button to save PDF into this folder. Files that were taken in move to “done” and their day.</translation>
    </message>
    <message>
        <source>Chọn thư mục khác</source>
        <translation>Choose another folder</translation>
    </message>
    <message>
        <source>Dùng thư mục mặc định</source>
        <translation>Use the usual folder</translation>
    </message>
    <message>
        <source>Thư mục quét</source>
        <translation>Scan folder</translation>
    </message>
    <message>
        <source>Hồ sơ tìm thấy</source>
        <translation>Dossiers found</translation>
    </message>
    <message>
        <source>Mã, số định danh hoặc họ tên</source>
        <translation>Code, identity number or name</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Chưa rõ giấy tờ nào</source>
        <translation>Not known which paper</translation>
    </message>
    <message>
        <source>{paper} (đã có tệp)</source>
        <translation>{paper} (has a file)</translation>
    </message>
    <message>
        <source>Không có giấy tờ cần số hóa</source>
        <translation>No papers to digitise</translation>
    </message>
    <message>
        <source>{done}/{all} giấy tờ đã số hóa</source>
        <translation>{done}/{all} papers digitised</translation>
    </message>
    <message>
        <source>Đã xếp 1 bản quét vào {code}</source>
        <translation>Filed 1 scan with {code}</translation>
    </message>
    <message>
        <source>Đã xếp {n} bản quét vào {code}</source>
        <translation>Filed {n} scans with {code}</translation>
    </message>
    <message>
        <source>Đã xếp {n} bản quét vào {dossiers} hồ sơ</source>
        <translation>Filed {n} scans with {dossiers} dossiers</translation>
    </message>
    <message>
        <source>1 bản quét chờ xếp</source>
        <translation>1 scan to be filed</translation>
    </message>
    <message>
        <source>{n} bản quét chờ xếp</source>
        <translation>{n} scans to be filed</translation>
    </message>
    <message>
        <source>Bỏ bản quét</source>
        <translation>Drop scan</translation>
    </message>
    <message>
        <source>Xếp vào hồ sơ</source>
        <translation>File with dossier</translation>
    </message>
    <message>
        <source>Giấy tờ quét</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Không có bản quét nào chờ xếp.</source>
        <translation>No scan waits to be filed.</translation>
    </message>
    <message>
        <source>Quét bằng nút trên máy quét, thả tệp vào đây hoặc Ctrl+V. Có tờ bìa mã vạch, bản quét tự vào đúng hồ sơ.</source>
        <translation>Scan with the scanner&apos;s own button, drop files here, or Ctrl+V. With barcoded cover sheets scans file themselves.</translation>
    </message>
    <message>
        <source>Quét mã hoặc gõ hồ sơ của bản quét này, rồi Enter.</source>
        <translation>Scan the code or type the dossier of this scan, then Enter.</translation>
    </message>
    <message>
        <source>chưa rõ giấy tờ</source>
        <translation>paper not known</translation>
    </message>
    <message>
        <source>Đã xếp vào {code}: {paper}</source>
        <translation>Filed with {code}: {paper}</translation>
    </message>
    <message>
        <source>Đã bỏ một bản quét khỏi khay</source>
        <translation>Dropped a scan from the tray</translation>
    </message>
    <message>
        <source>Khay nhớ không có ảnh hay tệp nào để dán.</source>
        <translation>The clipboard has no picture or file to paste.</translation>
    </message>
    <message>
        <source>Máy quét</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Thả tệp</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>Dán</source>
        <translation>Pasted</translation>
    </message>
    <message>
        <source>Dùng lại</source>
        <translation>Used again</translation>
    </message>
    <message>
        <source>Bản quét chờ xếp</source>
        <translation>Scans to be filed</translation>
    </message>
    <message>
        <source>Đã xếp hôm nay</source>
        <translation>Filed today</translation>
    </message>
    <message>
        <source>Đang nhận từ {folder}</source>
        <translation>Taking scans from {folder}</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>hôm nay</source>
        <translation>today</translation>
    </message>
    <message>
        <source>7 ngày qua</source>
        <translation>last 7 days</translation>
    </message>
    <message>
        <source>tuần này</source>
        <translation>this week</translation>
    </message>
    <message>
        <source>tháng này</source>
        <translation>this month</translation>
    </message>
    <message>
        <source>tháng trước</source>
        <translation>last month</translation>
    </message>
    <message>
        <source>năm nay</source>
        <translation>this year</translation>
    </message>
    <message>
        <source>năm trước</source>
        <translation>last year</translation>
    </message>
    <message>
        <source>khoảng ngày…</source>
        <translation>range of days…</translation>
    </message>
    <message>
        <source>01/11–15/11</source>
        <translation>01/11–15/11</translation>
    </message>
    <message>
        <source>Ghi như 23/11, 01/11–15/11, 11/2026 hoặc 2026.</source>
        <translation>Write it like 23/11, 01/11–15/11, 11/2026 or 2026.</translation>
    </message>
    <message>
        <source>Đúng nhất trước</source>
        <translation>Best match first</translation>
    </message>
    <message>
        <source>Ngày nhận</source>
        <translation>Day received</translation>
    </message>
    <message>
        <source>Hạn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Ngày trả</source>
        <translation>Day returned</translation>
    </message>
    <message>
        <source>Tên</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Bộ lọc</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>Xóa lọc</source>
        <translation>Clear filters</translation>
    </message>
    <message>
        <source>Mọi trạng thái</source>
        <translation>Any status</translation>
    </message>
    <message>
        <source>Đang giải quyết</source>
        <translation>Still open</translation>
    </message>
    <message>
        <source>Thủ tục, lĩnh vực</source>
        <translation>Procedure, field</translation>
    </message>
    <message>
        <source>Nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Nhận ngày nào</source>
        <translation>Received any day</translation>
    </message>
    <message>
        <source>Hạn</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Hạn ngày nào</source>
        <translation>Due any day</translation>
    </message>
    <message>
        <source>Trả</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Trả ngày nào</source>
        <translation>Returned any day</translation>
    </message>
    <message>
        <source>Kênh nộp</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>Mọi kênh</source>
        <translation>Any channel</translation>
    </message>
    <message>
        <source>Người phụ trách</source>
        <translation>In charge</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Mọi thời hạn</source>
        <translation>Any due time</translation>
    </message>
    <message>
        <source>Trong hạn</source>
        <translation>In time</translation>
    </message>
    <message>
        <source>Ô kệ</source>
        <translation>Shelf</translation>
    </message>
    <message>
        <source>Bản quét</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Mọi bản quét</source>
        <translation>Any scans</translation>
    </message>
    <message>
        <source>Có bản quét</source>
        <translation>With scans</translation>
    </message>
    <message>
        <source>Chưa có bản quét</source>
        <translation>Without scans</translation>
    </message>
    <message>
        <source>Hồ sơ đã hủy</source>
        <translation>Voided dossiers</translation>
    </message>
    <message>
        <source>Bỏ hồ sơ đã hủy</source>
        <translation>Without voided</translation>
    </message>
    <message>
        <source>Kể cả đã hủy</source>
        <translation>With voided</translation>
    </message>
    <message>
        <source>Sắp theo</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>Mọi thủ tục</source>
        <translation>Any procedure</translation>
    </message>
    <message>
        <source>Mọi cán bộ</source>
        <translation>Any officer</translation>
    </message>
    <message>
        <source>Mọi ô kệ</source>
        <translation>Any shelf</translation>
    </message>
    <message>
        <source>Bỏ bộ lọc: {n} hồ sơ</source>
        <translation>Without filters: {n} dossiers</translation>
    </message>
    <message>
        <source>Tìm “{words}”: {n} hồ sơ</source>
        <translation>Search “{words}”: {n} dossiers</translation>
    </message>
    <message>
        <source>Tìm trong mọi hồ sơ</source>
        <translation>Search all dossiers</translation>
    </message>
    <message>
        <source>Mã, số cuối, họ tên, số định danh, điện thoại, ngày nhận, thủ tục</source>
        <translation>Code, last digits, name, ID number, phone, day received, procedure</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Từ Thống kê: {title}</source>
        <translation>From Statistics: {title}</translation>
    </message>
    <message>
        <source>Đang tìm…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>1 hồ sơ</source>
        <translation>1 dossier</translation>
    </message>
    <message>
        <source>{number} hồ sơ</source>
        <translation>{number} dossiers</translation>
    </message>
    <message>
        <source>dữ liệu đến {time}</source>
        <translation>data as of {time}</translation>
    </message>
    <message>
        <source>Không tìm thấy hồ sơ nào</source>
        <translation>No dossier found</translation>
    </message>
    <message>
        <source>Thử gõ không dấu, ít chữ hơn, số điện thoại, vài số cuối của mã, hoặc một khoảng ngày khác. Esc để xóa chữ đã gõ.</source>
        <translation>Try without marks, fewer words, a phone number, the last digits of the code, or another range of days. Esc clears what was typed.</translation>
    </message>
    <message>
        <source>Cá nhân, tổ chức</source>
        <translation>Person, organisation</translation>
    </message>
    <message>
        <source>Quét</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Hồ sơ tìm thấy</source>
        <translation>Dossiers found</translation>
    </message>
    <message>
        <source>Đã xuất</source>
        <translation>Exported</translation>
    </message>
    <message>
        <source>Bảng tính XLSX</source>
        <translation>XLSX spreadsheet</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Loại tệp</source>
        <translation>Kind of file</translation>
    </message>
    <message>
        <source>Xuất</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Xuất 1 hồ sơ đang liệt kê</source>
        <translation>Export the 1 dossier listed</translation>
    </message>
    <message>
        <source>Xuất {number} hồ sơ đang liệt kê</source>
        <translation>Export the {number} dossiers listed</translation>
    </message>
    <message>
        <source>Ho so</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Đang xuất {written} / {number} hồ sơ · còn {left}</source>
        <translation>Exporting {written} / {number} dossiers · {left} left</translation>
    </message>
    <message>
        <source>Đã dừng. Không có tệp nào được ghi.</source>
        <translation>Stopped. No file was written.</translation>
    </message>
    <message>
        <source>Đã xuất {number} hồ sơ vào {file}</source>
        <translation>Exported {number} dossiers into {file}</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Nhập kho</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Giao quầy</source>
        <translation>Given out</translation>
    </message>
    <message>
        <source>Hỏng</source>
        <translation>Spoilt</translation>
    </message>
    <message>
        <source>Việc</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>TL 000101</source>
        <translation>TL 000101</translation>
    </message>
    <message>
        <source>000600</source>
        <translation>000600</translation>
    </message>
    <message>
        <source>Giao quầy số</source>
        <translation>To counter number</translation>
    </message>
    <message>
        <source>Số phiếu xuất</source>
        <translation>Number of the delivery note</translation>
    </message>
    <message>
        <source>Vì sao hỏng</source>
        <translation>Why it is spoilt</translation>
    </message>
    <message>
        <source>Từ số</source>
        <translation>From number</translation>
    </message>
    <message>
        <source>Đến số</source>
        <translation>To number</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Ghi</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Ghi phôi</source>
        <translation>Record sheets</translation>
    </message>
    <message>
        <source>1 tờ</source>
        <translation>1 sheet</translation>
    </message>
    <message>
        <source>{n} tờ</source>
        <translation>{n} sheets</translation>
    </message>
    <message>
        <source>Quét hoặc gõ số đầu.</source>
        <translation>Scan or type the first number.</translation>
    </message>
    <message>
        <source>Chỉ phôi hỏng</source>
        <translation>Spoilt sheets only</translation>
    </message>
    <message>
        <source>Chưa có phôi nào trong kỳ</source>
        <translation>No sheet in this period</translation>
    </message>
    <message>
        <source>Ghi nhập kho dải số đã nhận, rồi giao cho từng quầy.</source>
        <translation>Record the numbers that came, then give each counter its part.</translation>
    </message>
    <message>
        <source>In quyết toán</source>
        <translation>Print account</translation>
    </message>
    <message>
        <source>Về sổ</source>
        <translation>Back to books</translation>
    </message>
    <message>
        <source>Phôi của cả phường, mọi quầy đã gửi về</source>
        <translation>Sheets of the whole ward, as far as counters have sent them</translation>
    </message>
    <message>
        <source>Trong kỳ</source>
        <translation>In this period</translation>
    </message>
    <message>
        <source>Đã ghi {n} tờ từ {first}</source>
        <translation>{n} recorded from {first}</translation>
    </message>
    <message>
        <source>Ký hiệu</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>Đầu kỳ</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>Nhập</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Dùng</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>Còn</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>Cần xem</source>
        <translation>To be looked at</translation>
    </message>
    <message>
        <source>Ngày</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Phôi</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>Nơi, hồ sơ</source>
        <translation>Where, dossier</translation>
    </message>
    <message>
        <source>Quyết toán theo ký hiệu</source>
        <translation>Account by series</translation>
    </message>
    <message>
        <source>(không ký hiệu)</source>
        <translation>(no series)</translation>
    </message>
    <message>
        <source>ghi ở hai giấy {numbers}</source>
        <translation>in two papers {numbers}</translation>
    </message>
    <message>
        <source>Từng phôi trong kỳ</source>
        <translation>Each sheet of the period</translation>
    </message>
    <message>
        <source>hỏng: {why}</source>
        <translation>spoilt: {why}</translation>
    </message>
    <message>
        <source>dùng</source>
        <translation>used</translation>
    </message>
    <message>
        <source>giao quầy {slot}: {n} tờ</source>
        <translation>given to counter {slot}: {n}</translation>
    </message>
    <message>
        <source>nhập kho: {n} tờ</source>
        <translation>received: {n}</translation>
    </message>
    <message>
        <source>Đủ số: không bỏ qua, không lạ, không trùng số nào.</source>
        <translation>In order: none passed over, none strange, none used twice.</translation>
    </message>
    <message>
        <source>chưa ghi nhập kho số nào, nên không đối chiếu được</source>
        <translation>none was told of as received, so nothing can be compared</translation>
    </message>
    <message>
        <source>bỏ qua số {numbers}, vẫn tính là còn</source>
        <translation>passed over: {numbers}, still counted as left</translation>
    </message>
    <message>
        <source>chưa ghi nhập kho số {numbers}</source>
        <translation>never told of as received: {numbers}</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Quầy một cửa</source>
        <translation>One-stop counter</translation>
    </message>
    <message>
        <source>Đang mở quầy…</source>
        <translation>Opening the counter…</translation>
    </message>
    <message>
        <source>Còn một lỗi chưa xem: nhấn Esc rồi quét lại.</source>
        <translation>An error waits to be read: press Esc, then scan again.</translation>
    </message>
    <message>
        <source>Đã tiếp nhận {code} · {name}</source>
        <translation>Received {code} · {name}</translation>
    </message>
    <message>
        <source>Máy in mặc định của máy này</source>
        <translation>This computer&apos;s usual printer</translation>
    </message>
    <message>
        <source>Đã gác đủ chín người; làm tiếp một người trước.</source>
        <translation>Nine people are parked already; go on with one first.</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>See</translation>
    </message>
    <message>
        <source>Ngoại tuyến từ {time}.</source>
        <translation>Offline since {time}.</translation>
    </message>
    <message>
        <source>Tiếp nhận, in và trả kết quả vẫn bình thường.</source>
        <translation>Receiving, printing and handing over work as ever.</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ mới</source>
        <translation>Receive a new dossier</translation>
    </message>
    <message>
        <source>Tìm hồ sơ</source>
        <translation>Find a dossier</translation>
    </message>
    <message>
        <source>Làm mới</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>In lại giấy vừa in</source>
        <translation>Print the last paper again</translation>
    </message>
    <message>
        <source>Việc chính của trang</source>
        <translation>The page&apos;s main action</translation>
    </message>
    <message>
        <source>Đổi người dùng</source>
        <translation>Switch user</translation>
    </message>
    <message>
        <source>Lùi một bước</source>
        <translation>One step back</translation>
    </message>
    <message>
        <source>Đủ giấy tờ</source>
        <translation>All papers</translation>
    </message>
    <message>
        <source>Vì sao ngày này?</source>
        <translation>Why this date?</translation>
    </message>
    <message>
        <source>Gác người đang làm lại</source>
        <translation>Park this citizen</translation>
    </message>
    <message>
        <source>Làm tiếp người đã gác</source>
        <translation>Go on with a parked citizen</translation>
    </message>
    <message>
        <source>Làm bước đang hỏi</source>
        <translation>Do the step being asked about</translation>
    </message>
    <message>
        <source>Hồ sơ trước, sau trong danh sách</source>
        <translation>Previous, next dossier of the list</translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Ký hiệu</source>
        <translation>Signs</translation>
    </message>
    <message>
        <source>Sắp đến hạn</source>
        <translation>Due soon</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Receive</translation>
    </message>
    <message>
        <source>Việc của tôi</source>
        <translation>My work</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Đồng bộ &amp; thiết bị</source>
        <translation>Sync &amp; devices</translation>
    </message>
    <message>
        <source>Màn hình</source>
        <translation>Screens</translation>
    </message>
    <message>
        <source>Quầy {slot}</source>
        <translation>Counter {slot}</translation>
    </message>
    <message>
        <source>Việc vừa làm</source>
        <translation>Last act</translation>
    </message>
    <message>
        <source>Chưa có tên</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>Làm tiếp: {name}</source>
        <translation>Go on: {name}</translation>
    </message>
    <message>
        <source>Sáng</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Tối</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Tương phản cao</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Tìm mã, họ tên, số định danh, điện thoại (F3)</source>
        <translation>Find by code, name, ID number, phone (F3)</translation>
    </message>
    <message>
        <source>Không tìm thấy. Thử gõ không dấu, hoặc số điện thoại, số định danh.</source>
        <translation>Nothing found. Try without marks, or a phone or ID number.</translation>
    </message>
    <message>
        <source>THỰC HÀNH</source>
        <translation>PRACTICE</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Đồng bộ</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Người dùng</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Máy in sẵn sàng</source>
        <translation>Printer ready</translation>
    </message>
    <message>
        <source>Chưa kết nối</source>
        <translation>Not connected</translation>
    </message>
    <message>
        <source>Ngoại tuyến</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Giao diện</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>Cỡ chữ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>1 việc sẽ tự gửi khi có mạng.</source>
        <translation>1 item will be sent when the network is back.</translation>
    </message>
    <message>
        <source>{n} việc sẽ tự gửi khi có mạng.</source>
        <translation>{n} items will be sent when the network is back.</translation>
    </message>
    <message>
        <source>1 giấy chưa in được</source>
        <translation>1 paper not printed</translation>
    </message>
    <message>
        <source>{n} giấy chưa in được</source>
        <translation>{n} papers not printed</translation>
    </message>
    <message>
        <source>Đang in 1 giấy</source>
        <translation>Printing 1 paper</translation>
    </message>
    <message>
        <source>Đang in {n} giấy</source>
        <translation>Printing {n} papers</translation>
    </message>
    <message>
        <source>1 chờ gửi</source>
        <translation>1 waiting</translation>
    </message>
    <message>
        <source>{n} chờ gửi</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>1 việc cần xem</source>
        <translation>1 to look at</translation>
    </message>
    <message>
        <source>{n} việc cần xem</source>
        <translation>{n} to look at</translation>
    </message>
    <message>
        <source>Tệp PDF trong {folder}</source>
        <translation>PDF files in {folder}</translation>
    </message>
    <message>
        <source>Xóa phiếu tiếp nhận</source>
        <translation>Clear the receive form</translation>
    </message>
    <message>
        <source>Lấy lại phiếu vừa xóa</source>
        <translation>Bring the cleared form back</translation>
    </message>
    <message>
        <source>Bước xử lý ghi trên nút; mỗi bước luôn một phím</source>
        <translation>The step on the button; a step&apos;s key is always the same</translation>
    </message>
    <message>
        <source>Quản trị</source>
        <translation>Administration</translation>
    </message>
    <message>
        <source>Đã đọc</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Chưa có máy in</source>
        <translation>No printer</translation>
    </message>
    <message>
        <source>In ra tệp PDF</source>
        <translation>Printing to PDF files</translation>
    </message>
    <message>
        <source>Lấy lại</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>{n} ph</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} giờ</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>do {name} gác</source>
        <translation>parked by {name}</translation>
    </message>
    <message>
        <source>chưa lưu được, còn trong máy</source>
        <translation>not saved yet, still in memory</translation>
    </message>
    <message>
        <source>Enter làm tiếp, Delete bỏ phiếu</source>
        <translation>Enter goes on, Delete throws it away</translation>
    </message>
    <message>
        <source>Làm tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Bỏ phiếu này</source>
        <translation>Throw it away</translation>
    </message>
    <message>
        <source>Đã bỏ phiếu gác của {name}</source>
        <translation>Threw away the parked form of {name}</translation>
    </message>
    <message>
        <source>Đang lưu nháp</source>
        <translation>Saving draft</translation>
    </message>
    <message>
        <source>Đã lưu nháp {time}</source>
        <translation>Draft saved {time}</translation>
    </message>
    <message>
        <source>Chưa lưu nháp được: {why}</source>
        <translation>Draft not saved: {why}</translation>
    </message>
    <message>
        <source>Phiếu vẫn còn trên màn hình; máy thử lại.</source>
        <translation>The form is still on the screen; the program tries again.</translation>
    </message>
    <message>
        <source>Bộ lọc của trang Tra cứu</source>
        <translation>Filters of the Look-up page</translation>
    </message>
    <message>
        <source>Tra cứu</source>
        <translation>Look up</translation>
    </message>
    <message>
        <source>Bản số hóa của hồ sơ</source>
        <translation>A dossier&apos;s digitised papers</translation>
    </message>
    <message>
        <source>Dán ảnh hoặc tệp làm giấy tờ</source>
        <translation>Paste a picture or file as a paper</translation>
    </message>
    <message>
        <source>Cỡ trang, xoay trang đang xem</source>
        <translation>Size, turn the page in sight</translation>
    </message>
    <message>
        <source>Giấy tờ quét</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Màn hình người dân chưa mở: mở ở Đồng bộ &amp; thiết bị.</source>
        <translation>The citizen&apos;s screen is closed: open it in Sync &amp; devices.</translation>
    </message>
    <message>
        <source>Gọi số tiếp theo</source>
        <translation>Call the next ticket</translation>
    </message>
    <message>
        <source>Gọi lại số vừa gọi</source>
        <translation>Call the same ticket again</translation>
    </message>
    <message>
        <source>Người dân đã xem: đúng</source>
        <translation>The citizen has looked: correct</translation>
    </message>
    <message>
        <source>Hàng chờ</source>
        <translation>Waiting room</translation>
    </message>
    <message>
        <source>Trang Hồ sơ: chép ô tiếp theo</source>
        <translation>Dossier page: copy the next field</translation>
    </message>
    <message>
        <source>In tờ bìa để quét giấy tờ</source>
        <translation>Print cover sheets for scanning</translation>
    </message>
    <message>
        <source>Thêm tệp, sửa trang của tệp</source>
        <translation>Add a file, edit a file&apos;s pages</translation>
    </message>
    <message>
        <source>Xuất danh sách đang liệt kê</source>
        <translation>Export what is listed</translation>
    </message>
    <message>
        <source>Thống kê</source>
        <translation>Statistics</translation>
    </message>
    <message>
        <source>Lọc, xếp, đặt tên danh sách</source>
        <translation>Filter, sort, name a list</translation>
    </message>
    <message>
        <source>Bảng phím này; lần nữa: sách hướng dẫn</source>
        <translation>These keys; again: the guide</translation>
    </message>
    <message>
        <source>Sang phần kế của màn hình</source>
        <translation>Next part of the window</translation>
    </message>
    <message>
        <source>Sách hướng dẫn</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Đặt mã PIN để đổi người bằng F12 trong một giây.</source>
        <translation>Set a PIN to change over with F12 in a second.</translation>
    </message>
    <message>
        <source>Đặt mã PIN</source>
        <translation>Set PIN</translation>
    </message>
    <message>
        <source>Âm thanh</source>
        <translation>Sounds</translation>
    </message>
    <message>
        <source>Ngày đầu tiên</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>Khóa màn hình</source>
        <translation>Lock the window</translation>
    </message>
    <message>
        <source>Tiếp nhận, làm tiếp hồ sơ khác của cùng người</source>
        <translation>Receive, then another dossier of the same person</translation>
    </message>
    <message>
        <source>So sánh, chép từ hồ sơ cũ</source>
        <translation>Compare, copy from an old dossier</translation>
    </message>
    <message>
        <source>In phiếu chung của lần này</source>
        <translation>Print one slip for this visit</translation>
    </message>
    <message>
        <source>Trả ngay: chứng thực, sao y</source>
        <translation>Return at once: certifying, copies</translation>
    </message>
    <message>
        <source>Sổ, két tiền, sao lưu</source>
        <translation>Books, drawer, backup</translation>
    </message>
    <message>
        <source>Trả ngay</source>
        <translation>Return at once</translation>
    </message>
    <message>
        <source>Sổ</source>
        <translation>Books</translation>
    </message>
    <message>
        <source>Tiếp nhận, trả kết quả: đã thu tiền</source>
        <translation>Receive, hand over: paid now</translation>
    </message>
    <message>
        <source>vừa gác</source>
        <translation>just parked</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Tra cứu nhiều hồ sơ, có bộ lọc</source>
        <translation>Look up many dossiers, with filters</translation>
    </message>
    <message>
        <source>Dữ liệu chung</source>
        <translation>Shared data</translation>
    </message>
    <message>
        <source>Cần người xem</source>
        <translation>Needs a person</translation>
    </message>
    <message>
        <source>Chưa liên lạc được với {who} từ {time}.</source>
        <translation>{who} has not answered since {time}.</translation>
    </message>
    <message>
        <source>Mất liên lạc: {who}</source>
        <translation>No contact: {who}</translation>
    </message>
    <message>
        <source>Mẫu giấy</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Nhập hồ sơ cũ</source>
        <translation>Import old data</translation>
    </message>
    <message>
        <source>Soạn thông báo cho hồ sơ đang chọn</source>
        <translation>Notices for the chosen dossiers</translation>
    </message>
    <message>
        <source>Thư và tin nhắn</source>
        <translation>Letters &amp; messages</translation>
    </message>
    <message>
        <source>Hồ sơ: lập trích lục, giấy xác nhận; Sổ: phôi giấy</source>
        <translation>Dossier: extracts, certificates; books: numbered sheets</translation>
    </message>
</context>
<context>
    <name>Signing</name>
    <message>
        <source>Ghi tệp PDF/A có chữ ký số của người ký. Mật khẩu, mã PIN chỉ dùng cho lần ký này, không lưu ở đâu.</source>
        <translation>Writes a PDF/A with the signer&apos;s digital signature. Password and PIN serve this once and are kept nowhere.</translation>
    </message>
    <message>
        <source>Tệp .p12</source>
        <translation>.p12 file</translation>
    </message>
    <message>
        <source>USB token</source>
        <translation>USB token</translation>
    </message>
    <message>
        <source>Chứng thư ở đâu</source>
        <translation>Where the certificate is</translation>
    </message>
    <message>
        <source>Chọn tệp…</source>
        <translation>Choose file…</translation>
    </message>
    <message>
        <source>có thể để trống</source>
        <translation>may be left empty</translation>
    </message>
    <message>
        <source>Ký số</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Lý do ký</source>
        <translation>Reason for signing</translation>
    </message>
    <message>
        <source>Ký số {title}</source>
        <translation>Sign {title}</translation>
    </message>
    <message>
        <source>Thư viện PKCS#11 của token</source>
        <translation>The token&apos;s PKCS#11 library</translation>
    </message>
    <message>
        <source>Tệp chứng thư .p12, .pfx</source>
        <translation>Certificate file .p12, .pfx</translation>
    </message>
    <message>
        <source>Mã PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Mật khẩu của tệp</source>
        <translation>Password of the file</translation>
    </message>
    <message>
        <source>Chọn chứng thư để ký.</source>
        <translation>Choose a certificate to sign with.</translation>
    </message>
    <message>
        <source>{name} đã ký: {file}</source>
        <translation>{name} has signed: {file}</translation>
    </message>
    <message>
        <source>Token nào</source>
        <translation>Which token</translation>
    </message>
    <message>
        <source>Chứng thư nào</source>
        <translation>Which certificate</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Mã định danh của đơn vị</source>
        <translation>Unit code</translation>
    </message>
    <message>
        <source>Mã phường, xã (5 chữ số)</source>
        <translation>Commune code (5 digits)</translation>
    </message>
    <message>
        <source>Tên phường, xã</source>
        <translation>Name of the ward or commune</translation>
    </message>
    <message>
        <source>Tên đăng nhập</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Gõ lại mật khẩu</source>
        <translation>Password once more</translation>
    </message>
    <message>
        <source>Đứng đầu mọi mã hồ sơ, ví dụ H26.033.15</source>
        <translation>Begins every dossier code, e.g. H26.033.15</translation>
    </message>
    <message>
        <source>Đứng đầu mã vạch, ví dụ 00199</source>
        <translation>Begins every barcode, e.g. 00199</translation>
    </message>
    <message>
        <source>In trên mọi giấy tờ, ví dụ Phường Đống Đa</source>
        <translation>Printed on every paper, e.g. Phường Đống Đa</translation>
    </message>
    <message>
        <source>Số quầy</source>
        <translation>Counter number</translation>
    </message>
    <message>
        <source>Mở cơ quan thực hành</source>
        <translation>Open the practice office</translation>
    </message>
    <message>
        <source>Tạo quầy</source>
        <translation>Make the counter</translation>
    </message>
    <message>
        <source>Máy này chưa có quầy nào. Dữ liệu nằm trên ổ đĩa của máy, không cần mạng để làm việc.</source>
        <translation>There is no counter on this machine yet. Its data stays on this disk; no network is needed to work.</translation>
    </message>
    <message>
        <source>Chào mừng đến quầy một cửa</source>
        <translation>Welcome to the one-stop counter</translation>
    </message>
    <message>
        <source>Một phường giả với hồ sơ của một tháng; giấy tờ in chữ THỰC HÀNH, không gửi đi đâu.</source>
        <translation>An invented ward with a month of dossiers; its papers say THỰC HÀNH and go nowhere.</translation>
    </message>
    <message>
        <source>Muốn thử trước?</source>
        <translation>Try it first?</translation>
    </message>
    <message>
        <source>Mỗi quầy của phường giữ một số riêng: quầy 1 cấp mã …-1001 đến …-1999, quầy 2 từ …-2001. Hai máy không bao giờ được cùng một số quầy.</source>
        <translation>Each counter of the ward has a number of its own: counter 1 gives codes …-1001 to …-1999, counter 2 from …-2001. Two machines must never share one.</translation>
    </message>
    <message>
        <source>Đơn vị và quầy</source>
        <translation>Office and counter</translation>
    </message>
    <message>
        <source>Người quản trị</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Phải ghi mục này.</source>
        <translation>This is needed.</translation>
    </message>
    <message>
        <source>Mã phường, xã có đúng 5 chữ số.</source>
        <translation>A commune code has exactly 5 digits.</translation>
    </message>
    <message>
        <source>Hai lần gõ khác nhau.</source>
        <translation>The two differ.</translation>
    </message>
    <message>
        <source>Đang tạo quầy…</source>
        <translation>Making the counter…</translation>
    </message>
    <message>
        <source>Đang dựng một tháng làm việc của cơ quan thực hành…</source>
        <translation>Building a month of the practice office&apos;s work…</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Quầy {slot}</source>
        <translation>Counter {slot}</translation>
    </message>
    <message>
        <source>Đăng nhập bằng tên này và mật khẩu vừa đặt.</source>
        <translation>Sign in with this login and the password that was just set.</translation>
    </message>
    <message>
        <source>Quầy {slot} của {name} đã sẵn sàng</source>
        <translation>Counter {slot} of {name} is ready</translation>
    </message>
    <message>
        <source>Ít nhất {n} ký tự</source>
        <translation>At least {n} characters</translation>
    </message>
    <message>
        <source>Caps Lock đang bật.</source>
        <translation>Caps Lock is on.</translation>
    </message>
    <message>
        <source>Hiện mật khẩu</source>
        <translation>Show the password</translation>
    </message>
    <message>
        <source>Lần đầu đăng nhập: hãy đặt mật khẩu của bạn.</source>
        <translation>First sign-in: set your password.</translation>
    </message>
    <message>
        <source>Mật khẩu mới</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Đã khóa. Việc đang làm dở của {name} vẫn còn nguyên.</source>
        <translation>Locked. What {name} was doing is still there.</translation>
    </message>
    <message>
        <source>Dùng mật khẩu</source>
        <translation>Use password</translation>
    </message>
    <message>
        <source>Dùng mã PIN</source>
        <translation>Use PIN</translation>
    </message>
    <message>
        <source>1 việc còn chờ gửi; máy tự gửi khi có mạng.</source>
        <translation>1 item is still to be sent; it goes by itself once there is a network.</translation>
    </message>
    <message>
        <source>{n} việc còn chờ gửi; máy tự gửi khi có mạng.</source>
        <translation>{n} items are still to be sent; they go by themselves once there is a network.</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>Chưa có số liệu</source>
        <translation>No figures yet</translation>
    </message>
    <message>
        <source>Bảng</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Kỳ</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Ghi báo cáo PDF</source>
        <translation>Write PDF report</translation>
    </message>
    <message>
        <source>Đang đếm…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>{first} – {last} · đếm lúc {time}</source>
        <translation>{first} – {last} · counted at {time}</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào. F2 để tiếp nhận hồ sơ đầu tiên.</source>
        <translation>No dossiers yet. F2 receives the first one.</translation>
    </message>
    <message>
        <source>Kỳ này không có hồ sơ. Có hồ sơ từ {first} đến {last}.</source>
        <translation>No dossiers in this period. There are some from {first} to {last}.</translation>
    </message>
    <message>
        <source>Xem tháng {month}</source>
        <translation>Show {month}</translation>
    </message>
    <message>
        <source>Đã ghi {file}</source>
        <translation>Wrote {file}</translation>
    </message>
    <message>
        <source>Xuất hồ sơ của kỳ</source>
        <translation>Export the period&apos;s dossiers</translation>
    </message>
    <message>
        <source>hồ sơ nhận từ {first} đến {last}</source>
        <translation>dossiers received {first} to {last}</translation>
    </message>
    <message>
        <source>Biểu đồ</source>
        <translation>Charts</translation>
    </message>
    <message>
        <source>Báo cáo theo biểu</source>
        <translation>Reports by form</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Giấy tờ cần bổ sung, mỗi dòng một loại</source>
        <translation>Papers still wanted, one kind per line</translation>
    </message>
    <message>
        <source>Lý do (nếu có)</source>
        <translation>Reason (if any)</translation>
    </message>
    <message>
        <source>Ngày hẹn mới</source>
        <translation>New due date</translation>
    </message>
    <message>
        <source>Hồ sơ trực tuyến giữ mã của thành phố; in giấy tiếp nhận.</source>
        <translation>An online dossier keeps the city&apos;s code; its receipt is printed.</translation>
    </message>
    <message>
        <source>Công dân được hướng dẫn trước khi tiếp nhận (Mẫu 02).</source>
        <translation>The citizen is guided before acceptance (Mẫu 02).</translation>
    </message>
    <message>
        <source>Bàn giao cho</source>
        <translation>Hand on to</translation>
    </message>
    <message>
        <source>Kèm theo (nếu có)</source>
        <translation>Enclosed (if any)</translation>
    </message>
    <message>
        <source>Ghi một dòng vào phiếu kiểm soát.</source>
        <translation>Adds a line to the control slip.</translation>
    </message>
    <message>
        <source>Số tiền (đồng)</source>
        <translation>Amount (đồng)</translation>
    </message>
    <message>
        <source>Hồ sơ chờ đến khi công dân nộp phí; thời hạn tạm dừng.</source>
        <translation>The dossier waits until the fee is paid; the clock stops.</translation>
    </message>
    <message>
        <source>Số tiền đã thu (đồng)</source>
        <translation>Amount taken (đồng)</translation>
    </message>
    <message>
        <source>Số biên lai</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>In phiếu từ chối (Mẫu 03); sau tiếp nhận, phiếu là kết quả.</source>
        <translation>Prints the refusal (Mẫu 03); after receipt it is the result.</translation>
    </message>
    <message>
        <source>Ghi nhận công dân muốn rút; thời hạn tạm dừng.</source>
        <translation>Notes that the citizen wishes to withdraw; the clock stops.</translation>
    </message>
    <message>
        <source>Hồ sơ tiếp tục, thời hạn chạy tiếp.</source>
        <translation>The dossier goes on, the clock runs again.</translation>
    </message>
    <message>
        <source>Theo ý công dân; in thông báo dừng giải quyết (Mẫu 05).</source>
        <translation>At the citizen&apos;s wish; prints the notice of stopping (Mẫu 05).</translation>
    </message>
    <message>
        <source>Quá thời hạn bổ sung mà công dân không trả lời.</source>
        <translation>The time for completing has passed without an answer.</translation>
    </message>
    <message>
        <source>In phiếu xin lỗi (Mẫu 04). Chỉ hẹn lại được một lần.</source>
        <translation>Prints the apology (Mẫu 04). A new date may be named only once.</translation>
    </message>
    <message>
        <source>Gia hạn vì xác minh theo luật; không phải xin lỗi.</source>
        <translation>Extension for a verification by law; no apology.</translation>
    </message>
    <message>
        <source>Kết quả đã về quầy, chờ công dân đến nhận.</source>
        <translation>The result is at the counter and waits to be collected.</translation>
    </message>
    <message>
        <source>Người nhận kết quả</source>
        <translation>Who collects</translation>
    </message>
    <message>
        <source>Số giấy tờ của người nhận</source>
        <translation>Collector&apos;s paper number</translation>
    </message>
    <message>
        <source>Giấy đã in giữ nguyên trong nhật ký.</source>
        <translation>What was printed stays in the log.</translation>
    </message>
    <message>
        <source>Nội dung ghi chú</source>
        <translation>Text of the note</translation>
    </message>
    <message>
        <source>Quyết định và lý do</source>
        <translation>Decision and reason</translation>
    </message>
    <message>
        <source>Mã của hệ thống khác</source>
        <translation>Another system&apos;s code</translation>
    </message>
    <message>
        <source>Số bị bỏ, không dùng lại; dòng trong sổ bị gạch. Không hoàn tác.</source>
        <translation>The number is burnt, its line in the book struck through. This cannot be undone.</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Phải ghi mục này.</source>
        <translation>This is needed.</translation>
    </message>
    <message>
        <source>Ghi như 27/11, 27/11 10:30 hoặc +3.</source>
        <translation>Write 27/11, 27/11 10:30 or +3.</translation>
    </message>
    <message>
        <source>Chỉ ghi số, ví dụ 15000.</source>
        <translation>Digits only, e.g. 15000.</translation>
    </message>
    <message>
        <source>Giấy tờ công dân mang đến, mỗi dòng một loại</source>
        <translation>Papers the citizen brought, one a line</translation>
    </message>
    <message>
        <source>In phiếu yêu cầu bổ sung (Mẫu 02); thời hạn dừng đến khi công dân bổ sung.</source>
        <translation>Prints the request (Mẫu 02); the time limit stops until the citizen answers.</translation>
    </message>
    <message>
        <source>Thời hạn tính lại theo quy định của hồ sơ; in lại giấy tiếp nhận, cùng mã.</source>
        <translation>The limit is counted again as the dossier&apos;s rules say; the receipt is printed anew, same code.</translation>
    </message>
    <message>
        <source>Báo cho thành phố là phường đã biết hồ sơ này.</source>
        <translation>Tells the city that the ward has noticed this filing.</translation>
    </message>
    <message>
        <source>Lãnh đạo duyệt thì in phiếu xin lỗi. Chỉ hẹn lại được một lần.</source>
        <translation>Once the leader approves, the apology is printed. A new date can be named only once.</translation>
    </message>
    <message>
        <source>Bản trình không còn chờ duyệt.</source>
        <translation>The draft no longer waits for approval.</translation>
    </message>
    <message>
        <source>In phiếu xin lỗi (Mẫu 04) với ngày hẹn mới.</source>
        <translation>Prints the apology (form 04) with the new date.</translation>
    </message>
    <message>
        <source>Bước mới nhất không còn tính; giấy của bước ấy chưa in thì bỏ.</source>
        <translation>The newest step no longer counts; its papers that wait are cancelled.</translation>
    </message>
    <message>
        <source>Lý do mẫu</source>
        <translation>Library of reasons</translation>
    </message>
    <message>
        <source>Enter: {reason}</source>
        <translation>Enter: {reason}</translation>
    </message>
    <message>
        <source>Giấy tờ của thủ tục, dấu cách để chọn</source>
        <translation>The procedure&apos;s papers, space ticks</translation>
    </message>
    <message>
        <source>Giấy tờ khác, mỗi dòng một loại</source>
        <translation>Other papers, a line each</translation>
    </message>
    <message>
        <source>Ngày hẹn mới (để trống: theo luật)</source>
        <translation>New date (empty: as the law has it)</translation>
    </message>
    <message>
        <source>Bước tiếp theo</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>Bốn số cuối của mã hồ sơ, để xác nhận</source>
        <translation>The code&apos;s last four digits, to confirm</translation>
    </message>
    <message>
        <source>Nơi khác, ghi tên bên dưới</source>
        <translation>Elsewhere, written below</translation>
    </message>
    <message>
        <source>Vì sao phải yêu cầu lần nữa</source>
        <translation>Why it must be asked once more</translation>
    </message>
    <message>
        <source>Hẹn mới: {at}</source>
        <translation>New date: {at}</translation>
    </message>
    <message>
        <source>Không khớp mã của hồ sơ này.</source>
        <translation>Not this dossier&apos;s code.</translation>
    </message>
    <message>
        <source>F9 lần nữa: vẫn hẹn lúc này.</source>
        <translation>F9 once more: keep that time.</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>Tiếp nhận hồ sơ, hẹn trả kết quả {due_at}</source>
        <translation>Dossier received, result due {due_at}</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Dossier received</translation>
    </message>
    <message>
        <source>Công dân nộp hồ sơ trực tuyến</source>
        <translation>The citizen filed the dossier online</translation>
    </message>
    <message>
        <source>Chấp nhận hồ sơ trực tuyến, hẹn trả kết quả {due_at}</source>
        <translation>Online dossier accepted, result due {due_at}</translation>
    </message>
    <message>
        <source>Chấp nhận hồ sơ trực tuyến</source>
        <translation>Online dossier accepted</translation>
    </message>
    <message>
        <source>Hướng dẫn công dân bổ sung trước khi tiếp nhận: {reason}</source>
        <translation>Citizen asked to complete it before acceptance: {reason}</translation>
    </message>
    <message>
        <source>Hướng dẫn công dân bổ sung trước khi tiếp nhận</source>
        <translation>Citizen asked to complete it before acceptance</translation>
    </message>
    <message>
        <source>{assignee} nhận xử lý</source>
        <translation>Taken in hand by {assignee}</translation>
    </message>
    <message>
        <source>Nhận xử lý hồ sơ</source>
        <translation>Taken in hand</translation>
    </message>
    <message>
        <source>Bàn giao cho {to}: {note}</source>
        <translation>Handed on to {to}: {note}</translation>
    </message>
    <message>
        <source>Bàn giao cho {to}</source>
        <translation>Handed on to {to}</translation>
    </message>
    <message>
        <source>Bàn giao hồ sơ</source>
        <translation>Handed on</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung (phiếu {number}): {reason}. Thời hạn tạm dừng</source>
        <translation>Supplement asked for (slip {number}): {reason}. The clock stops</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung: {reason}. Thời hạn tạm dừng</source>
        <translation>Supplement asked for: {reason}. The clock stops</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung giấy tờ. Thời hạn tạm dừng</source>
        <translation>Supplement asked for. The clock stops</translation>
    </message>
    <message>
        <source>Công dân đã bổ sung đủ, hẹn trả kết quả {due_at}</source>
        <translation>Completed by the citizen, result due {due_at}</translation>
    </message>
    <message>
        <source>Công dân đã bổ sung đủ</source>
        <translation>Completed by the citizen</translation>
    </message>
    <message>
        <source>Yêu cầu nộp {amount}: {reason}</source>
        <translation>Fee of {amount} asked for: {reason}</translation>
    </message>
    <message>
        <source>Yêu cầu nộp {amount}</source>
        <translation>Fee of {amount} asked for</translation>
    </message>
    <message>
        <source>Yêu cầu nộp phí, lệ phí</source>
        <translation>Fee asked for</translation>
    </message>
    <message>
        <source>Đã nộp {amount}, biên lai {serial}</source>
        <translation>{amount} paid, receipt {serial}</translation>
    </message>
    <message>
        <source>Đã nộp {amount}</source>
        <translation>{amount} paid</translation>
    </message>
    <message>
        <source>Đã nộp phí, lệ phí</source>
        <translation>Fee paid</translation>
    </message>
    <message>
        <source>Từ chối (phiếu {number}): {reason}</source>
        <translation>Refused (slip {number}): {reason}</translation>
    </message>
    <message>
        <source>Từ chối: {reason}</source>
        <translation>Refused: {reason}</translation>
    </message>
    <message>
        <source>Từ chối giải quyết</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Công dân xin rút hồ sơ: {reason}</source>
        <translation>The citizen wishes to withdraw: {reason}</translation>
    </message>
    <message>
        <source>Công dân xin rút hồ sơ</source>
        <translation>The citizen wishes to withdraw</translation>
    </message>
    <message>
        <source>Tiếp tục giải quyết: {reason}</source>
        <translation>Goes on: {reason}</translation>
    </message>
    <message>
        <source>Tiếp tục giải quyết hồ sơ</source>
        <translation>The dossier goes on</translation>
    </message>
    <message>
        <source>Dừng giải quyết theo ý công dân: {reason}</source>
        <translation>Stopped at the citizen&apos;s wish: {reason}</translation>
    </message>
    <message>
        <source>Dừng giải quyết theo ý công dân</source>
        <translation>Stopped at the citizen&apos;s wish</translation>
    </message>
    <message>
        <source>Đóng hồ sơ vì quá thời hạn bổ sung</source>
        <translation>Closed: nobody completed it in time</translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại {due_at}: {reason}</source>
        <translation>Apology, new date {due_at}: {reason}</translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại {due_at}</source>
        <translation>Apology, new date {due_at}</translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại ngày trả</source>
        <translation>Apology and a new date</translation>
    </message>
    <message>
        <source>Gia hạn để xác minh đến {due_at}: {reason}</source>
        <translation>Extended to {due_at} for a verification: {reason}</translation>
    </message>
    <message>
        <source>Gia hạn để xác minh đến {due_at}</source>
        <translation>Extended to {due_at} for a verification</translation>
    </message>
    <message>
        <source>Gia hạn để xác minh</source>
        <translation>Extended for a verification</translation>
    </message>
    <message>
        <source>Đã có kết quả: {note}</source>
        <translation>The result is ready: {note}</translation>
    </message>
    <message>
        <source>Đã có kết quả</source>
        <translation>The result is ready</translation>
    </message>
    <message>
        <source>Trả kết quả cho {to}</source>
        <translation>Handed over to {to}</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>Sửa thông tin: {reason}</source>
        <translation>Facts corrected: {reason}</translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation>Facts corrected</translation>
    </message>
    <message>
        <source>Ghi chú: {text}</source>
        <translation>Note: {text}</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Quyết định về chênh lệch: {text}</source>
        <translation>Clash decided: {text}</translation>
    </message>
    <message>
        <source>Quyết định về chênh lệch</source>
        <translation>Clash decided</translation>
    </message>
    <message>
        <source>Hủy hồ sơ: {reason}. Số đã cấp không dùng lại</source>
        <translation>Voided: {reason}. The number is not used again</translation>
    </message>
    <message>
        <source>Hủy hồ sơ. Số đã cấp không dùng lại</source>
        <translation>Voided. The number is not used again</translation>
    </message>
    <message>
        <source>Thêm mã của hệ thống khác: {alias}</source>
        <translation>Another system&apos;s code added: {alias}</translation>
    </message>
    <message>
        <source>Thêm mã của hệ thống khác</source>
        <translation>Another system&apos;s code added</translation>
    </message>
    <message>
        <source>Quầy {name} bắt đầu sổ của mình</source>
        <translation>Counter {name} began its log</translation>
    </message>
    <message>
        <source>Quầy bắt đầu sổ của mình</source>
        <translation>The counter began its log</translation>
    </message>
    <message>
        <source>Quầy bắt đầu dải số dự phòng</source>
        <translation>The counter began its reserve of numbers</translation>
    </message>
    <message>
        <source>Số {number} bị bỏ, không hồ sơ nào mang số này</source>
        <translation>Number {number} burnt; no dossier has it</translation>
    </message>
    <message>
        <source>Một số bị bỏ, không hồ sơ nào mang số này</source>
        <translation>A number burnt; no dossier has it</translation>
    </message>
    <message>
        <source>Thêm tài khoản {name}</source>
        <translation>Account {name} opened</translation>
    </message>
    <message>
        <source>Thêm tài khoản</source>
        <translation>Account opened</translation>
    </message>
    <message>
        <source>Trao phiếu tại quầy, chưa tiếp nhận: {reason}</source>
        <translation>Slip given at the counter, nothing received: {reason}</translation>
    </message>
    <message>
        <source>Trao phiếu tại quầy, chưa tiếp nhận</source>
        <translation>Slip given at the counter, nothing received</translation>
    </message>
    <message>
        <source>Việc do phiên bản mới hơn ghi: {type}</source>
        <translation>Written by a newer version: {type}</translation>
    </message>
    <message>
        <source>tại quầy này</source>
        <translation>at this counter</translation>
    </message>
    <message>
        <source>chờ đồng bộ</source>
        <translation>not confirmed yet</translation>
    </message>
    <message>
        <source>Sửa tài khoản {name}</source>
        <translation>Account of {name} changed</translation>
    </message>
    <message>
        <source>Sửa tài khoản</source>
        <translation>Account changed</translation>
    </message>
    <message>
        <source>Số hóa giấy tờ: {paper}</source>
        <translation>Paper digitised: {paper}</translation>
    </message>
    <message>
        <source>Thêm tệp vào hồ sơ</source>
        <translation>File added to the dossier</translation>
    </message>
    <message>
        <source>Gỡ tệp khỏi hồ sơ: {reason}</source>
        <translation>File taken off the dossier: {reason}</translation>
    </message>
    <message>
        <source>Gỡ tệp khỏi hồ sơ</source>
        <translation>File taken off the dossier</translation>
    </message>
    <message>
        <source>Trình lãnh đạo xin lỗi và hẹn lại {due_at}: {reason}</source>
        <translation>Put to the leader: apologise, new date {due_at}: {reason}</translation>
    </message>
    <message>
        <source>Trình lãnh đạo: {reason}</source>
        <translation>Put to the leader: {reason}</translation>
    </message>
    <message>
        <source>Trình lãnh đạo</source>
        <translation>Put to the leader</translation>
    </message>
    <message>
        <source>Xếp kết quả vào ô {slot}</source>
        <translation>Result put into slot {slot}</translation>
    </message>
    <message>
        <source>Lấy kết quả khỏi kệ</source>
        <translation>Result taken off the shelf</translation>
    </message>
    <message>
        <source>Nhắc công dân đến nhận kết quả</source>
        <translation>Citizen reminded to collect the result</translation>
    </message>
    <message>
        <source>Công dân đánh giá {score}/5: {text}</source>
        <translation>The citizen&apos;s rating: {score}/5: {text}</translation>
    </message>
    <message>
        <source>Công dân đánh giá {score}/5</source>
        <translation>The citizen&apos;s rating: {score}/5</translation>
    </message>
    <message>
        <source>Công dân đã đánh giá</source>
        <translation>The citizen gave a rating</translation>
    </message>
    <message>
        <source>Vào sổ chứng thực {book}, số {line}</source>
        <translation>Entered in the certification book {book}, no. {line}</translation>
    </message>
    <message>
        <source>Vào sổ chứng thực</source>
        <translation>Entered in the certification book</translation>
    </message>
    <message>
        <source>Mở két với {amount}</source>
        <translation>Drawer opened with {amount}</translation>
    </message>
    <message>
        <source>Mở két</source>
        <translation>Drawer opened</translation>
    </message>
    <message>
        <source>Kiểm két: đếm được {counted}, sổ ghi {expected}</source>
        <translation>Drawer counted: {counted}, the books say {expected}</translation>
    </message>
    <message>
        <source>Kiểm két</source>
        <translation>Drawer counted</translation>
    </message>
    <message>
        <source>Bàn giao cho {to}, phiếu {batch}</source>
        <translation>Forwarded to {to}, slip {batch}</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung lần nữa (phiếu {number}): {reason}. Căn cứ: {again}</source>
        <translation>Asked to complete once more (slip {number}): {reason}. Ground: {again}</translation>
    </message>
    <message>
        <source>Gia hạn để xác minh đến {due_at}: {reason}. Căn cứ: {ground}</source>
        <translation>Extended for verification until {due_at}: {reason}. Ground: {ground}</translation>
    </message>
    <message>
        <source>Thu hồi bước “{recalls}”: {text}</source>
        <translation>Took back “{recalls}”: {text}</translation>
    </message>
    <message>
        <source>Thu hồi bước “{recalls}”</source>
        <translation>Took back “{recalls}”</translation>
    </message>
    <message>
        <source>Trả lại bản trình: {reason}</source>
        <translation>Draft sent back: {reason}</translation>
    </message>
    <message>
        <source>Rút bản trình</source>
        <translation>Draft withdrawn</translation>
    </message>
    <message>
        <source>đã thu hồi, không tính</source>
        <translation>taken back, does not count</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Birth date</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Nơi trả</source>
        <translation>Collected at</translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation>Authority</translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation>{field}: {before} → {after}</translation>
    </message>
    <message>
        <source>Trả kết quả cho {to}, nhận thay theo {authority}</source>
        <translation>Result handed to {to}, by authority of {authority}</translation>
    </message>
    <message>
        <source>Nhắc công dân đến nhận kết quả ({manner}): {note}</source>
        <translation>Citizen reminded of the result ({manner}): {note}</translation>
    </message>
    <message>
        <source>Nhắc công dân đến nhận kết quả ({manner})</source>
        <translation>Citizen reminded of the result ({manner})</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Chấp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Đã bổ sung</source>
        <translation>Supplemented</translation>
    </message>
    <message>
        <source>Đã nộp phí</source>
        <translation>Fee paid</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Resumed</translation>
    </message>
    <message>
        <source>Xin lỗi, hẹn lại</source>
        <translation>Apologised</translation>
    </message>
    <message>
        <source>Gia hạn</source>
        <translation>Extended</translation>
    </message>
    <message>
        <source>gọi điện</source>
        <translation>phone</translation>
    </message>
    <message>
        <source>gửi thư</source>
        <translation>letter</translation>
    </message>
    <message>
        <source>nhắn tin</source>
        <translation>message</translation>
    </message>
    <message>
        <source>Bỏ qua việc của quầy mà bên kia không nhận: {text}</source>
        <translation>Left out what the other side did not take of the counter&apos;s own: {text}</translation>
    </message>
    <message>
        <source>Bỏ qua việc của quầy mà bên kia không nhận</source>
        <translation>Left out what the other side did not take of the counter&apos;s own</translation>
    </message>
    <message>
        <source>bên kia không nhận</source>
        <translation>refused at the other end</translation>
    </message>
    <message>
        <source>Đổi mẫu giấy in: {part}</source>
        <translation>Papers reworded: {part}</translation>
    </message>
    <message>
        <source>Đổi mẫu giấy in</source>
        <translation>Papers reworded</translation>
    </message>
    <message>
        <source>In lại giấy lần {number}: {reason}</source>
        <translation>Paper printed again, no. {number}: {reason}</translation>
    </message>
    <message>
        <source>In lại giấy</source>
        <translation>Paper printed again</translation>
    </message>
    <message>
        <source>Nhập từ dữ liệu cũ, hẹn trả kết quả {due_at}</source>
        <translation>From an earlier system, result promised for {due_at}</translation>
    </message>
    <message>
        <source>Nhập từ dữ liệu cũ</source>
        <translation>From an earlier system</translation>
    </message>
    <message>
        <source>Dữ liệu cũ</source>
        <translation>Old data</translation>
    </message>
    <message>
        <source>Chốt số liệu biểu {form}, kỳ {start} – {end}</source>
        <translation>Closed the figures of form {form}, {start} – {end}</translation>
    </message>
    <message>
        <source>Chốt số liệu báo cáo</source>
        <translation>Closed the figures of a report</translation>
    </message>
    <message>
        <source>Lập bản nháp: {title}</source>
        <translation>Drafted: {title}</translation>
    </message>
    <message>
        <source>Bỏ bản nháp kết quả</source>
        <translation>Put a draft away</translation>
    </message>
    <message>
        <source>{by} xác nhận kết quả, số {number}, quyển {book}</source>
        <translation>{by} confirmed the result, number {number}, book {book}</translation>
    </message>
    <message>
        <source>{by} xác nhận kết quả, số {number}</source>
        <translation>{by} confirmed the result, number {number}</translation>
    </message>
    <message>
        <source>{by} xác nhận kết quả</source>
        <translation>{by} confirmed the result</translation>
    </message>
    <message>
        <source>In kết quả lên phôi {series} số {number}</source>
        <translation>Printed the result on sheet {series} {number}</translation>
    </message>
    <message>
        <source>In kết quả lên phôi số {number}</source>
        <translation>Printed the result on sheet {number}</translation>
    </message>
    <message>
        <source>Hỏng phôi {series} số {number}: {reason}</source>
        <translation>Spoilt sheet {series} {number}: {reason}</translation>
    </message>
    <message>
        <source>Hỏng phôi số {number}: {reason}</source>
        <translation>Spoilt sheet {number}: {reason}</translation>
    </message>
    <message>
        <source>Ghi kho phôi giấy {series} {first}–{last}</source>
        <translation>Told of sheets {series} {first}–{last}</translation>
    </message>
    <message>
        <source>Ghi xác nhận kết quả</source>
        <translation>Confirmation of a result written down</translation>
    </message>
    <message>
        <source>In kết quả lên phôi</source>
        <translation>Result printed on a numbered sheet</translation>
    </message>
    <message>
        <source>Hỏng phôi</source>
        <translation>A numbered sheet spoilt</translation>
    </message>
    <message>
        <source>Ghi kho phôi giấy</source>
        <translation>Numbered sheets stocked</translation>
    </message>
    <message>
        <source>Khóa lại sổ {day}: {note}</source>
        <translation>Closed the books of {day} once more: {note}</translation>
    </message>
    <message>
        <source>Khóa sổ {day}</source>
        <translation>Closed the books of {day}</translation>
    </message>
    <message>
        <source>Khóa sổ</source>
        <translation>Closed the books</translation>
    </message>
    <message>
        <source>Thông báo «{kind}», {way}: {outcome}; mời đến {come_at}</source>
        <translation>Notice “{kind}”, {way}: {outcome}; to come {come_at}</translation>
    </message>
    <message>
        <source>Thông báo «{kind}», {way}: {outcome}</source>
        <translation>Notice “{kind}”, {way}: {outcome}</translation>
    </message>
    <message>
        <source>Gửi thông báo cho công dân</source>
        <translation>Notice to the citizen</translation>
    </message>
    <message>
        <source>ghi số phôi</source>
        <translation>recording a sheet number</translation>
    </message>
</context>
<context>
    <name>Tickets</name>
    <message>
        <source>Không có ai chờ trong hàng.</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>Đã gọi {ticket} đến {counter} · chờ {waited}</source>
        <translation>Called {ticket} to {counter} · waited {waited}</translation>
    </message>
    <message>
        <source>Chưa gọi số nào. F4 gọi số đến lượt.</source>
        <translation>Nobody has been called. F4 calls the next ticket.</translation>
    </message>
    <message>
        <source>Đã gọi lại {ticket} (lần {n})</source>
        <translation>Called {ticket} again (call {n})</translation>
    </message>
    <message>
        <source>Số</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Ưu tiên</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Đã chờ</source>
        <translation>Waited</translation>
    </message>
    <message>
        <source>Lấy lúc</source>
        <translation>Taken at</translation>
    </message>
    <message>
        <source>Số của hôm nay</source>
        <translation>Today&apos;s tickets</translation>
    </message>
    <message>
        <source>Gọi lại</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>Tạm giữ</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Vắng mặt</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Đang ở quầy</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>Chưa gọi số nào</source>
        <translation>Nobody called yet</translation>
    </message>
    <message>
        <source>chờ {waited}</source>
        <translation>waited {waited}</translation>
    </message>
    <message>
        <source>gọi lần {n}</source>
        <translation>call {n}</translation>
    </message>
    <message>
        <source>Số thường</source>
        <translation>Ordinary</translation>
    </message>
    <message>
        <source>vd A017</source>
        <translation>e.g. A017</translation>
    </message>
    <message>
        <source>Số trên phiếu giấy</source>
        <translation>Number on the paper slip</translation>
    </message>
    <message>
        <source>Người dân đã có phiếu: gõ số rồi Enter, số vào hàng chờ.</source>
        <translation>For a citizen who has a slip: type its number and press Enter to queue it.</translation>
    </message>
    <message>
        <source>Lấy số</source>
        <translation>Take a ticket</translation>
    </message>
    <message>
        <source>Số ưu tiên</source>
        <translation>Priority tickets</translation>
    </message>
    <message>
        <source>Về hàng chờ</source>
        <translation>Back in line</translation>
    </message>
    <message>
        <source>Gọi số này</source>
        <translation>Call this one</translation>
    </message>
    <message>
        <source>Gọi số tiếp</source>
        <translation>Call next</translation>
    </message>
    <message>
        <source>Hàng chờ này của riêng máy này. Phòng có nhiều quầy: phát phiếu giấy chung, quầy nào nhận người nào thì gõ số trên phiếu của người đó.</source>
        <translation>This queue belongs to this PC. In a room with several counters, hand out paper slips for all; each counter types the number of the person it serves.</translation>
    </message>
    <message>
        <source>Hôm nay chưa có ai lấy số</source>
        <translation>No tickets today yet</translation>
    </message>
    <message>
        <source>Alt+1 in một số thường. F4 gọi số đến lượt, ở trang nào cũng được.</source>
        <translation>Alt+1 prints an ordinary ticket. F4 calls the next one, from any page.</translation>
    </message>
    <message>
        <source>{who} · lâu nhất {longest}</source>
        <translation>{who} · longest {longest}</translation>
    </message>
    <message>
        <source>Số {ticket} vào hàng chờ</source>
        <translation>Ticket {ticket} is in line</translation>
    </message>
    <message>
        <source>Đã cấp số {ticket}</source>
        <translation>Gave ticket {ticket}</translation>
    </message>
    <message>
        <source>Tạm giữ {ticket}</source>
        <translation>{ticket} on hold</translation>
    </message>
    <message>
        <source>{ticket} vắng mặt</source>
        <translation>{ticket} absent</translation>
    </message>
    <message>
        <source>{ticket} đã xong</source>
        <translation>{ticket} done</translation>
    </message>
    <message>
        <source>{ticket} trở lại hàng chờ</source>
        <translation>{ticket} back in line</translation>
    </message>
    <message>
        <source>Đang chờ</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Đã gọi</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>Đang phục vụ</source>
        <translation>Being served</translation>
    </message>
    <message>
        <source>Đã xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Người cao tuổi</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>Phụ nữ mang thai</source>
        <translation>Pregnant</translation>
    </message>
    <message>
        <source>Người khuyết tật</source>
        <translation>Disabled</translation>
    </message>
    <message>
        <source>Có con nhỏ đi cùng</source>
        <translation>With a small child</translation>
    </message>
    <message>
        <source>Người có công</source>
        <translation>Person of merit</translation>
    </message>
    <message>
        <source>dưới 1 phút</source>
        <translation>under 1 min</translation>
    </message>
    <message>
        <source>{n} phút</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Không ai chờ</source>
        <translation>Nobody waits</translation>
    </message>
    <message>
        <source>1 người chờ</source>
        <translation>1 waiting</translation>
    </message>
    <message>
        <source>{n} người chờ</source>
        <translation>{n} waiting</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Ngày đầu tiên</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>Chép thẻ mẫu</source>
        <translation>Copy a sample card</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Làm thật thì tự đánh dấu. Dữ liệu bịa, không hỏng gì.</source>
        <translation>Ticked by real work. Invented data, nothing can break.</translation>
    </message>
    <message>
        <source>Xong cả mười việc. Bạn đã sẵn sàng.</source>
        <translation>All ten are done. You are ready.</translation>
    </message>
    <message>
        <source>Đã làm {n} trên {all} việc.</source>
        <translation>{n} of {all} done.</translation>
    </message>
    <message>
        <source>xong</source>
        <translation>done</translation>
    </message>
    <message>
        <source>chưa làm</source>
        <translation>to do</translation>
    </message>
    <message>
        <source>Đã chép. Nhấn F2 rồi Ctrl+V trong một ô.</source>
        <translation>Copied. Press F2, then Ctrl+V in a field.</translation>
    </message>
    <message>
        <source>Quét một thẻ căn cước</source>
        <translation>Scan an identity card</translation>
    </message>
    <message>
        <source>F2 rồi quét thẻ. Chưa có máy quét: chép thẻ mẫu, nhấn Ctrl+V trong phiếu.</source>
        <translation>F2, then scan. No scanner: copy the sample card, press Ctrl+V in the form.</translation>
    </message>
    <message>
        <source>Gác người đang làm lại</source>
        <translation>Park the person in hand</translation>
    </message>
    <message>
        <source>Ctrl+S khi phiếu đã có tên: người ấy về lấy giấy, quầy rảnh.</source>
        <translation>Ctrl+S once the form has a name: that person fetches a paper, the counter is free.</translation>
    </message>
    <message>
        <source>Làm tiếp người đã gác</source>
        <translation>Take the parked person up again</translation>
    </message>
    <message>
        <source>Ctrl+1: phiếu trở lại đúng như lúc gác.</source>
        <translation>Ctrl+1: the form is as it was.</translation>
    </message>
    <message>
        <source>Tiếp nhận một hồ sơ</source>
        <translation>Receive a dossier</translation>
    </message>
    <message>
        <source>Gõ «ks» Enter chọn thủ tục, Ctrl+D đủ giấy tờ, F9.</source>
        <translation>Type “ks” Enter for the procedure, Ctrl+D for all papers, F9.</translation>
    </message>
    <message>
        <source>In lại giấy vừa in</source>
        <translation>Print the last paper again</translation>
    </message>
    <message>
        <source>F8. Bản in lại có ghi rõ là bản in lại.</source>
        <translation>F8. It says that it is a reprint.</translation>
    </message>
    <message>
        <source>Tìm một hồ sơ</source>
        <translation>Find a dossier</translation>
    </message>
    <message>
        <source>F3, gõ họ tên không dấu hay vài số cuối của mã, Enter.</source>
        <translation>F3, type a name without accents or the last digits of a code, Enter.</translation>
    </message>
    <message>
        <source>Xem việc của tôi</source>
        <translation>Look at my work</translation>
    </message>
    <message>
        <source>F6 về cột trái, chọn «Việc của tôi»: việc gấp nhất ở trên.</source>
        <translation>F6 to the left column, choose “My work”: the most urgent is on top.</translation>
    </message>
    <message>
        <source>Làm một bước xử lý</source>
        <translation>Take one step of processing</translation>
    </message>
    <message>
        <source>Mở một hồ sơ bằng Enter, rồi Alt và số ghi trên nút của bước.</source>
        <translation>Open a dossier with Enter, then Alt and the digit on the step&apos;s button.</translation>
    </message>
    <message>
        <source>Trả một kết quả</source>
        <translation>Hand over a result</translation>
    </message>
    <message>
        <source>F7, quét hay gõ mã hồ sơ đã có kết quả, xem người nhận, F9.</source>
        <translation>F7, scan or type a code that has its result, look at the collector, F9.</translation>
    </message>
    <message>
        <source>Mở sách hướng dẫn</source>
        <translation>Open the guide</translation>
    </message>
    <message>
        <source>F1 xem bảng phím, F1 lần nữa mở sách.</source>
        <translation>F1 for the keys, F1 again for the guide.</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Các trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Trang {page}</source>
        <translation>Page {page}</translation>
    </message>
    <message>
        <source>Trang giấy</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Trước</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>Sau</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Xoay</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Trang {page}/{pages}</source>
        <translation>Page {page}/{pages}</translation>
    </message>
    <message>
        <source>Vừa trang</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>Vừa ngang</source>
        <translation>Page width</translation>
    </message>
    <message>
        <source>1 trang</source>
        <translation>1 page</translation>
    </message>
    <message>
        <source>{n} trang</source>
        <translation>{n} pages</translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>Phần</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Lời văn</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>Các dòng của giấy</source>
        <translation>Lines of the paper</translation>
    </message>
    <message>
        <source>Các mẫu giấy</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Ví dụ: theo Công văn số …</source>
        <translation>For instance: following letter no. …</translation>
    </message>
    <message>
        <source>Khổ giấy in thử</source>
        <translation>Paper to try on</translation>
    </message>
    <message>
        <source>Mẫu giấy</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Lời văn của dòng</source>
        <translation>Words of the line</translation>
    </message>
    <message>
        <source>Vì sao sửa</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Trang này dành cho quản trị</source>
        <translation>This page is for administrators</translation>
    </message>
    <message>
        <source>Lời văn của giấy in do quản trị sửa; ai in cũng theo một bản.</source>
        <translation>Administrators word the papers; everybody prints from the same words.</translation>
    </message>
    <message>
        <source>Về bản gốc</source>
        <translation>The program&apos;s own</translation>
    </message>
    <message>
        <source>Bỏ sửa</source>
        <translation>Drop changes</translation>
    </message>
    <message>
        <source>Dùng từ nay</source>
        <translation>Use from now on</translation>
    </message>
    <message>
        <source>Thêm dòng</source>
        <translation>Add a line</translation>
    </message>
    <message>
        <source>Xóa dòng</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Lên</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Xuống</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>Logo…</source>
        <translation>Logo…</translation>
    </message>
    <message>
        <source>Bỏ logo</source>
        <translation>No logo</translation>
    </message>
    <message>
        <source>Dùng hoặc bỏ phần đang sửa trước đã.</source>
        <translation>Use or drop what is being changed first.</translation>
    </message>
    <message>
        <source>Đang sửa; giấy in chưa đổi gì.</source>
        <translation>Being changed; papers are still as they were.</translation>
    </message>
    <message>
        <source>In thử với người bịa ra</source>
        <translation>Tried with invented people</translation>
    </message>
    <message>
        <source>Giấy in từ nay theo lời văn mới.</source>
        <translation>Papers from now on have the new words.</translation>
    </message>
    <message>
        <source>Giấy in từ nay lại theo bản gốc.</source>
        <translation>Papers from now on are as the program has them.</translation>
    </message>
    <message>
        <source>lấy lại lời văn trước</source>
        <translation>earlier words taken back</translation>
    </message>
    <message>
        <source>Đã lấy lại.</source>
        <translation>Taken back.</translation>
    </message>
    <message>
        <source>Chọn logo</source>
        <translation>Choose a logo</translation>
    </message>
    <message>
        <source>Giấy in từ nay có logo.</source>
        <translation>Papers from now on have the logo.</translation>
    </message>
    <message>
        <source>Giấy in từ nay không có logo.</source>
        <translation>Papers from now on have no logo.</translation>
    </message>
    <message>
        <source>Giấy in thử</source>
        <translation>The paper, tried</translation>
    </message>
    <message>
        <source>Số mẫu</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Tên giấy</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Dòng căn cứ</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Ký hiệu sau số</source>
        <translation>After the number</translation>
    </message>
    <message>
        <source>Liên</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Dòng</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Chữ ký</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Nơi nhận</source>
        <translation>Sent to</translation>
    </message>
    <message>
        <source>Chú thích</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Từ</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Bộ 2025 (TT 03/2025)</source>
        <translation>Set of 2025 (TT 03/2025)</translation>
    </message>
    <message>
        <source>Bộ 2018 (TT 01/2018)</source>
        <translation>Set of 2018 (TT 01/2018)</translation>
    </message>
    <message>
        <source>Dùng chung mọi bộ</source>
        <translation>Shared by all sets</translation>
    </message>
    <message>
        <source>phường đã sửa</source>
        <translation>reworded by the ward</translation>
    </message>
    <message>
        <source>bố cục tự soạn</source>
        <translation>a layout of our own</translation>
    </message>
    <message>
        <source>chưa đối chiếu phụ lục thông tư</source>
        <translation>not yet compared with the circular&apos;s annex</translation>
    </message>
    <message>
        <source>chỉ in khi không có {name}</source>
        <translation>printed only without {name}</translation>
    </message>
    <message>
        <source>chỉ in khi có {name}</source>
        <translation>printed only with {name}</translation>
    </message>
    <message>
        <source>phần thêm của chương trình, không thuộc mẫu</source>
        <translation>added by the program, not part of the form</translation>
    </message>
    <message>
        <source>sửa lời văn</source>
        <translation>reworded</translation>
    </message>
    <message>
        <source>về bản gốc</source>
        <translation>as the program has it again</translation>
    </message>
    <message>
        <source>Kết quả phường cấp</source>
        <translation>Results that the ward issues</translation>
    </message>
    <message>
        <source>Thông báo gửi công dân</source>
        <translation>Notices to citizens</translation>
    </message>
    <message>
        <source>Tiêu đề thư điện tử</source>
        <translation>Subject of the e-mail</translation>
    </message>
    <message>
        <source>Lời tin nhắn</source>
        <translation>Short message</translation>
    </message>
    <message>
        <source>Ký tên ở cuối thư điện tử</source>
        <translation>Signed, at the e-mail&apos;s end</translation>
    </message>
    <message>
        <source>Tin nhắn: phần điện thoại</source>
        <translation>Message: telephone part</translation>
    </message>
    <message>
        <source>Tin nhắn: phần mang theo</source>
        <translation>Message: to bring</translation>
    </message>
    <message>
        <source>Tin nhắn: phần hạn</source>
        <translation>Message: until when</translation>
    </message>
    <message>
        <source>Đã bỏ một dòng khỏi phần đang sửa.</source>
        <translation>A line was taken out of what is being worded.</translation>
    </message>
    <message>
        <source>chức danh</source>
        <translation>title</translation>
    </message>
    <message>
        <source>lời nhắc ký</source>
        <translation>signing hint</translation>
    </message>
    <message>
        <source>lời nhắc ký số</source>
        <translation>digital signing hint</translation>
    </message>
    <message>
        <source>họ tên</source>
        <translation>name</translation>
    </message>
    <message>
        <source>chức vụ</source>
        <translation>position</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Mới đăng ký</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Không tiếp nhận</source>
        <translation>Not accepted</translation>
    </message>
    <message>
        <source>Đang xử lý</source>
        <translation>In hand</translation>
    </message>
    <message>
        <source>Chờ bổ sung</source>
        <translation>To complete</translation>
    </message>
    <message>
        <source>Chờ nộp phí</source>
        <translation>Fee to be paid</translation>
    </message>
    <message>
        <source>Xin rút hồ sơ</source>
        <translation>Withdrawing</translation>
    </message>
    <message>
        <source>Dừng xử lý</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Có kết quả</source>
        <translation>Result ready</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Accept the dossier</translation>
    </message>
    <message>
        <source>Hướng dẫn bổ sung</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Nhận xử lý</source>
        <translation>Take in hand</translation>
    </message>
    <message>
        <source>Bàn giao</source>
        <translation>Hand on</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Ask for supplement</translation>
    </message>
    <message>
        <source>Đã bổ sung đủ</source>
        <translation>Completed</translation>
    </message>
    <message>
        <source>Yêu cầu nộp phí</source>
        <translation>Ask for fee</translation>
    </message>
    <message>
        <source>Đã nộp phí</source>
        <translation>Fee paid</translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Công dân xin rút</source>
        <translation>Citizen withdraws</translation>
    </message>
    <message>
        <source>Tiếp tục xử lý</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Đóng vì quá hạn bổ sung</source>
        <translation>Close, not completed in time</translation>
    </message>
    <message>
        <source>Xin lỗi, hẹn lại ngày</source>
        <translation>Apologise, new date</translation>
    </message>
    <message>
        <source>Gia hạn để xác minh</source>
        <translation>Extend for verification</translation>
    </message>
    <message>
        <source>Đã có kết quả</source>
        <translation>Result is ready</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation>Correct facts</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Giải quyết chênh lệch</source>
        <translation>Decide a clash</translation>
    </message>
    <message>
        <source>Thêm mã của hệ thống khác</source>
        <translation>Add another system&apos;s code</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Void the dossier</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận và hẹn trả (Mẫu 01)</source>
        <translation>Receipt (Mẫu 01)</translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung (Mẫu 02)</source>
        <translation>Supplement request (Mẫu 02)</translation>
    </message>
    <message>
        <source>Phiếu từ chối (Mẫu 03)</source>
        <translation>Refusal (Mẫu 03)</translation>
    </message>
    <message>
        <source>Phiếu xin lỗi, hẹn lại (Mẫu 04)</source>
        <translation>Apology (Mẫu 04)</translation>
    </message>
    <message>
        <source>Thông báo dừng giải quyết (Mẫu 05)</source>
        <translation>Notice of stopping (Mẫu 05)</translation>
    </message>
    <message>
        <source>Phiếu kiểm soát (Mẫu 06)</source>
        <translation>Control slip (Mẫu 06)</translation>
    </message>
    <message>
        <source>Nhãn bìa hồ sơ</source>
        <translation>Cover label</translation>
    </message>
    <message>
        <source>Chờ in</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Đang in</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Đã in</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>Chưa in được</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>Đã bỏ</source>
        <translation>Given up</translation>
    </message>
    <message>
        <source>Cán bộ tiếp nhận</source>
        <translation>Counter staff</translation>
    </message>
    <message>
        <source>Cán bộ chuyên môn</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>Lãnh đạo</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>Quản trị</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Công dân</source>
        <translation>Citizen</translation>
    </message>
    <message>
        <source>Hệ thống</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Trực tiếp tại quầy</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Bưu chính</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>thứ Hai</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>thứ Ba</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>thứ Tư</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>thứ Năm</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>thứ Sáu</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>thứ Bảy</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Chủ nhật</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>chưa xác định</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>Không thu phí</source>
        <translation>No fee</translation>
    </message>
    <message>
        <source>quá hạn từ {time}</source>
        <translation>overdue since {time}</translation>
    </message>
    <message>
        <source>hôm nay {time}</source>
        <translation>today {time}</translation>
    </message>
    <message>
        <source>ngày mai {time}</source>
        <translation>tomorrow {time}</translation>
    </message>
    <message>
        <source>chờ đến nhận</source>
        <translation>to be collected</translation>
    </message>
    <message>
        <source>chờ công dân</source>
        <translation>wait for citizen</translation>
    </message>
    <message>
        <source>hết hạn bổ sung</source>
        <translation>time to answer is over</translation>
    </message>
    <message>
        <source>chờ đến {day}</source>
        <translation>wait until {day}</translation>
    </message>
    <message>
        <source>quá hạn 1 ngày</source>
        <translation>1 day overdue</translation>
    </message>
    <message>
        <source>quá hạn {n} ngày</source>
        <translation>{n} days overdue</translation>
    </message>
    <message>
        <source>còn 1 ngày</source>
        <translation>1 day left</translation>
    </message>
    <message>
        <source>còn {n} ngày</source>
        <translation>{n} days left</translation>
    </message>
    <message>
        <source>Thông báo đóng hồ sơ quá hạn bổ sung</source>
        <translation>Notice of closing, no answer to the request</translation>
    </message>
    <message>
        <source>Quầy {slot}</source>
        <translation>Counter {slot}</translation>
    </message>
    <message>
        <source>Nam</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Thành phố</source>
        <translation>City</translation>
    </message>
    <message>
        <source>thành phố đã xác nhận</source>
        <translation>confirmed by the city</translation>
    </message>
    <message>
        <source>đã nhận, không thay thành phố xác nhận</source>
        <translation>taken, which is no confirmation by the city</translation>
    </message>
    <message>
        <source>Nhận thông báo</source>
        <translation>Notice the filing</translation>
    </message>
    <message>
        <source>Trình lãnh đạo xin lỗi</source>
        <translation>Submit an apology</translation>
    </message>
    <message>
        <source>Trả lại bản trình</source>
        <translation>Send the draft back</translation>
    </message>
    <message>
        <source>Duyệt bản trình</source>
        <translation>Approve the draft</translation>
    </message>
    <message>
        <source>Thu hồi bước vừa làm</source>
        <translation>Take back the last step</translation>
    </message>
    <message>
        <source>Phiếu bàn giao hồ sơ</source>
        <translation>Hand-over slip</translation>
    </message>
    <message>
        <source>Giấy biên nhận trả kết quả</source>
        <translation>Receipt for results</translation>
    </message>
    <message>
        <source>Phiếu đánh giá hài lòng</source>
        <translation>Satisfaction slip</translation>
    </message>
    <message>
        <source>Nhãn ô kệ</source>
        <translation>Shelf labels</translation>
    </message>
    <message>
        <source>Danh sách nhắc đến nhận</source>
        <translation>Reminder list</translation>
    </message>
    <message>
        <source>Báo cáo kết quả chưa nhận</source>
        <translation>Report of uncollected results</translation>
    </message>
    <message>
        <source>Tờ bìa quét</source>
        <translation>Scan cover sheets</translation>
    </message>
    <message>
        <source>Số thứ tự</source>
        <translation>Queue ticket</translation>
    </message>
    <message>
        <source>Đính chính kết quả sai, miễn phí</source>
        <translation>Correct a wrong result, free</translation>
    </message>
    <message>
        <source>Chép sang phần mềm khác (Ctrl+K)</source>
        <translation>Copy into another program (Ctrl+K)</translation>
    </message>
    <message>
        <source>{hours} giờ {minutes} phút</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{hours} giờ</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{minutes} phút</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>đã quá {length}</source>
        <translation>{length} late</translation>
    </message>
    <message>
        <source>trước {until}</source>
        <translation>by {until}</translation>
    </message>
    <message>
        <source>còn {length}, trước {until}</source>
        <translation>{length} left, by {until}</translation>
    </message>
    <message>
        <source>Phiếu tiếp nhận nhiều hồ sơ</source>
        <translation>Slip for several dossiers</translation>
    </message>
    <message>
        <source>Sổ</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>Đã hủy</source>
        <translation>Voided</translation>
    </message>
    <message>
        <source>Thành phố xác nhận {n} hồ sơ trùng khớp, {at}.</source>
        <translation>The city confirms {n} dossiers are the same, {at}.</translation>
    </message>
    <message>
        <source>{n} hồ sơ trùng khớp với {name}, {at}.</source>
        <translation>{n} dossiers are the same at {name}, {at}.</translation>
    </message>
    <message>
        <source>{n} hồ sơ có việc chờ gửi hoặc cần người xem.</source>
        <translation>{n} dossiers have something that waits to be sent or needs a person.</translation>
    </message>
    <message>
        <source>{n} hồ sơ còn khác nhau.</source>
        <translation>{n} dossiers still differ.</translation>
    </message>
    <message>
        <source>Cổng quốc gia</source>
        <translation>National portal</translation>
    </message>
    <message>
        <source>Một cửa OpenCPS</source>
        <translation>OpenCPS one-stop</translation>
    </message>
    <message>
        <source>đã có ở hệ thống này</source>
        <translation>held by this system</translation>
    </message>
    <message>
        <source>{n} hồ sơ đã đổi hoặc mới đến từ lúc đó, chưa đối chiếu.</source>
        <translation>{n} dossiers changed or came since and are not compared yet.</translation>
    </message>
    <message>
        <source>Chưa rõ đã ra giấy</source>
        <translation>Out or not: unknown</translation>
    </message>
    <message>
        <source>Phiếu đề nghị gia hạn</source>
        <translation>Request for an extension</translation>
    </message>
    <message>
        <source>Thông báo kéo dài thời hạn</source>
        <translation>Notice of a longer time limit</translation>
    </message>
    <message>
        <source>Phiếu thu phí (bản nháp)</source>
        <translation>Fee slip (draft)</translation>
    </message>
    <message>
        <source>Quá trình xử lý hồ sơ</source>
        <translation>Steps of the dossier</translation>
    </message>
    <message>
        <source>Phiếu bàn giao kết quả</source>
        <translation>Slip of results handed over</translation>
    </message>
    <message>
        <source>Cuống biên nhận (80 mm)</source>
        <translation>Counterfoil (80 mm)</translation>
    </message>
    <message>
        <source>Trang in thử</source>
        <translation>Test page</translation>
    </message>
    <message>
        <source>Giấy kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Giấy kết quả trên phôi</source>
        <translation>Result on a numbered sheet</translation>
    </message>
    <message>
        <source>Quyết toán phôi giấy</source>
        <translation>Account of numbered sheets</translation>
    </message>
    <message>
        <source>đã quá hạn, {due}</source>
        <translation>late already, {due}</translation>
    </message>
    <message>
        <source>Thông báo gửi công dân</source>
        <translation>Notice to a citizen</translation>
    </message>
    <message>
        <source>Thông báo gửi công dân (cả đợt)</source>
        <translation>Notices to citizens (a whole go)</translation>
    </message>
    <message>
        <source>Báo cáo</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>Biểu đồ thống kê</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Danh sách hồ sơ</source>
        <translation>List of dossiers</translation>
    </message>
</context>
</TS>
