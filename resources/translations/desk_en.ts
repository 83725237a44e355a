<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
<context>
    <name>Dossier</name>
    <message>
        <source>Họ và tên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giới tính</source>
        <extracomment>login, name, role – invented, and obviously so</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <extracomment>The practice office lives beside the counter&apos;s data, never among them. Pictures that `pictures` can make, in the order of a day. Events are JSON inside JSON: each of their bytes may need another one before it. Rows loaded by one statement; SQLite and PostgreSQL both take more parameters than this.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người nộp thay</source>
        <extracomment>Refusals that say something is wrong, and not merely that somebody else was first. A receipt that is in somebody&apos;s hands counts once a person has looked at why it was refused.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vì sao ngày này?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thời hạn, lệ phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount}, biên lai {serial}</source>
        <extracomment>whether a copy of the caller&apos;s machine has shown itself verdicts on events of the caller that waited, and were decided now A proxy on this machine speaks for others; whoever set it up must give them the token. The Alembic revision that this program&apos;s tables are at; a test holds it to the newest file. What became of an event. Events that are held or refused and that nobody has decided about; in these words, since SQLite uses the index on them only where a query says the same. SQLite counts up only a column that is called INTEGER. This city: one row, and the lock of all writers on PostgreSQL. A ward.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <extracomment>Which counter owns a block of numbers.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hẹn ban đầu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lý do hẹn</source>
        <extracomment>One-time codes by which counters join.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chờ bổ sung đến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã thu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phụ trách</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nơi trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sổ theo dõi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quyển {book}, dòng {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>đã xuất trình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ đã nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu {number}, {day}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>đã bổ sung</source>
        <extracomment>Every official code and barcode, and the dossier that has it for ever.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chưa bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lý do sửa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy đã in vẫn như cũ; lần sửa được ghi vào diễn biến.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phải ghi lý do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận {at} · {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã hủy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang giữ: {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa mở hồ sơ nào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quét mã trên giấy tiếp nhận, hoặc F3 rồi gõ mã, họ tên.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diễn biến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{code}: {action}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Chương trình gặp lỗi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Những gì đã lưu vẫn còn nguyên. Việc vừa rồi chưa xong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thử lại một lần; nếu vẫn lỗi, báo cán bộ kỹ thuật.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Báo cáo lỗi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chép báo cáo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm tiếp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Những gì đã lưu vẫn còn nguyên. Việc vừa rồi chưa xong; hãy thử lại. Nếu vẫn lỗi, gửi báo cáo này cho cán bộ kỹ thuật; trong đó không có dữ liệu cá nhân.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã hiểu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Việc cần người xem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có việc nào. Mọi thứ đã gửi đều được chấp nhận.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In ra máy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ in gần đây</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa in giấy nào hôm nay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quét một mã bất kỳ khi đang ở trang này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thử máy quét</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thẻ căn cước: chữ tiếng Việt có dấu, tốt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thẻ căn cước: mất dấu tiếng Việt. Chọn chế độ USB-COM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã kết nối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do thành phố cấp cho quầy này, dùng một lần.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kết nối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kết nối với hệ thống</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi địa chỉ bắt đầu bằng https://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phải ghi mã kết nối.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đối chiếu với thành phố</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đồng bộ ngay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quầy chưa kết nối hệ thống nào; vẫn tiếp nhận bình thường.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang trao đổi với thành phố…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã trao đổi xong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang đối chiếu từng hồ sơ…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giống nhau: %n hồ sơ ở quầy và ở thành phố.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Khác nhau: ở quầy {ours}, ở thành phố {theirs}. Xem: {codes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang kết nối…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã kết nối</source>
        <extracomment>How far the city&apos;s own numbers of a day are used up. What should never happen, and did. No script, nothing from elsewhere, in nobody&apos;s frame. The national statuses and the program&apos;s moves between them (NĐ 118/2025 Đ.17–23).</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạm dừng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa kết nối lần nào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngoại tuyến từ {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lần trao đổi thành công gần nhất: {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>việc tạo ở quầy này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thành phố đã xác nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>đang chờ gửi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cần người xem</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Bỏ ra</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã đối chiếu giấy tiếp nhận (Mẫu 01)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bản chính đang giữ, trả lại nếu phải trả: {papers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không giữ bản chính nào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa có kết quả để trả ({status}, {due})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Họ và tên người nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số định danh, giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy ủy quyền (số, ngày)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quét thẻ căn cước của người đến nhận, hoặc nhập tay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người nhận kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đúng người nộp hoặc chủ hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không phải người nộp hay chủ hồ sơ: cần giấy ủy quyền</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Họ tên người nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quét mã trên giấy tiếp nhận, hoặc gõ mã rồi Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa quét giấy tiếp nhận nào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhiều kết quả của một người có thể quét lần lượt rồi trả một lần.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tiếp nhận của hồ sơ có kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đối chiếu Mẫu 01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đủ điều kiện trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Bản chính: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bản sao: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ khi: {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ xuất trình, không nộp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ khác, Enter để thêm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chính</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sao</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nộp thêm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Tất cả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Của tôi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chờ công dân</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chờ trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Danh sách</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có hồ sơ quá hạn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có kết quả nào chờ trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có hồ sơ nào ở đây</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2 để tiếp nhận hồ sơ mới, F3 để tìm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã đánh dấu %n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(%n hồ sơ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa chọn hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dùng ↑ ↓ để đi, dấu cách để đánh dấu, Enter để mở.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phụ trách</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang giữ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đánh dấu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Danh sách hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cá nhân, tổ chức</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hạn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã đánh dấu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa dấu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Receive</name>
    <message>
        <source>Mở hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã tiếp nhận trước đó</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · hẹn trả {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tiếp nhận đang chờ in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa có lệnh in; nhấn F8 để in giấy tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tiếp nhận: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lý do, ghi rõ để công dân hiểu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In phiếu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung (Mẫu 02)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu từ chối tiếp nhận (Mẫu 03)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa tiếp nhận nên không dùng số hồ sơ. Phiếu ghi tên người nộp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu phải ghi lý do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thiếu giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Còn thiếu:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy ủy quyền</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số tiền phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tên tổ chức</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Họ tên chủ hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ (Ctrl+D: đủ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngày hẹn trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lý do hẹn ngày</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giờ tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đủ thông tin để tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã đọc từ thẻ lúc {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Điền từ lần nộp trước; đối chiếu lại với thẻ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang lưu…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trụ sở</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thời hạn: hẹn theo hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trong ngày</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gõ vài chữ, ví dụ: ks, chung thuc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có thủ tục nào khớp. Thử gõ ít chữ hơn, không dấu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đủ giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ nộp kèm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hay dùng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thủ tục hay dùng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đổi thủ tục khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người nộp hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quét thẻ căn cước, hoặc nhập theo giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nộp thay người khác hoặc tổ chức</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cá nhân</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tổ chức</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy ủy quyền (số, ngày)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sẽ in trên giấy tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vì sao ngày này?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>27/11 hoặc +3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hẹn trả kết quả ngày</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lý do hẹn ngày này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hẹn trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi như 27/11, 27/11 10:30 hoặc +3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số tiền thu (đồng)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Miễn, giảm phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không miễn, giảm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ ghi số, ví dụ 15000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chi tiết khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cách nộp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số bộ hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tại quầy này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bây giờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi lùi giờ tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nơi nhận kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi như 23/11/2026 09:15, không sau bây giờ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lịch tạm tính: lịch nghỉ của năm này chưa được ban hành</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Quầy một cửa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang mở quầy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Còn một lỗi chưa xem: nhấn Esc rồi quét lại.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã tiếp nhận {code} · {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã gửi lệnh in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in mặc định của máy này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã gác đủ chín người; làm tiếp một người trước.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngoại tuyến từ {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận, in và trả kết quả vẫn bình thường.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n việc sẽ tự gửi khi có mạng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bảng phím này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In lại giấy vừa in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc chính của trang</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đổi người dùng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lùi một bước</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đủ giấy tờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vì sao ngày này?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gác người đang làm lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm tiếp người đã gác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm bước đang hỏi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ trước, sau trong danh sách</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Các bước xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ký hiệu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sắp đến hạn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc của tôi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đồng bộ &amp; thiết bị</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Màn hình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quầy {slot}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc vừa làm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa có tên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Làm tiếp: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sáng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tương phản cao</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tìm mã, họ tên, số định danh, điện thoại (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không tìm thấy. Thử gõ không dấu, hoặc số điện thoại, số định danh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>THỰC HÀNH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đồng bộ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người dùng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n giấy chưa in được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang in %n giấy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in sẵn sàng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n chờ gửi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa kết nối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngoại tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n việc cần xem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giao diện</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cỡ chữ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Mã định danh của đơn vị</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã phường, xã (5 chữ số)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tên phường, xã</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tên đăng nhập</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gõ lại mật khẩu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đứng đầu mọi mã hồ sơ, ví dụ H26.033.15</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đứng đầu mã vạch, ví dụ 00199</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In trên mọi giấy tờ, ví dụ Phường Đống Đa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ít nhất 8 ký tự</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số quầy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở cơ quan thực hành</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạo quầy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy này chưa có quầy nào. Dữ liệu nằm trên ổ đĩa của máy, không cần mạng để làm việc.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chào mừng đến quầy một cửa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Một phường giả với hồ sơ của một tháng; giấy tờ in chữ THỰC HÀNH, không gửi đi đâu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muốn thử trước?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mỗi quầy của phường giữ một số riêng: quầy 1 cấp mã …-1001 đến …-1999, quầy 2 từ …-2001. Hai máy không bao giờ được cùng một số quầy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đơn vị và quầy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người quản trị</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phải ghi mục này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã phường, xã có đúng 5 chữ số.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ít nhất 8 ký tự.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hai lần gõ khác nhau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang tạo quầy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang dựng một tháng làm việc của cơ quan thực hành…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quầy {slot}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lần đầu đăng nhập: mật khẩu gõ vào đây sẽ là mật khẩu của bạn.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Lý do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tờ cần bổ sung, mỗi dòng một loại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lý do (nếu có)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngày hẹn mới</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ trực tuyến giữ mã của thành phố; in giấy tiếp nhận.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân được hướng dẫn trước khi tiếp nhận (Mẫu 02).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn giao cho</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kèm theo (nếu có)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi một dòng vào phiếu kiểm soát.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In phiếu yêu cầu bổ sung (Mẫu 02); thời hạn tạm dừng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thời hạn chạy tiếp; in lại giấy tiếp nhận, cùng mã hồ sơ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số tiền (đồng)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ chờ đến khi công dân nộp phí; thời hạn tạm dừng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số tiền đã thu (đồng)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số biên lai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In phiếu từ chối (Mẫu 03); sau tiếp nhận, phiếu là kết quả.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi nhận công dân muốn rút; thời hạn tạm dừng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hồ sơ tiếp tục, thời hạn chạy tiếp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theo ý công dân; in thông báo dừng giải quyết (Mẫu 05).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quá thời hạn bổ sung mà công dân không trả lời.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In phiếu xin lỗi (Mẫu 04). Chỉ hẹn lại được một lần.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gia hạn vì xác minh theo luật; không phải xin lỗi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kết quả đã về quầy, chờ công dân đến nhận.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Người nhận kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số giấy tờ của người nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy đã in giữ nguyên trong nhật ký.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nội dung ghi chú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quyết định và lý do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã của hệ thống khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số bị bỏ, không dùng lại; dòng trong sổ bị gạch. Không hoàn tác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phải ghi mục này.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi như 27/11, 27/11 10:30 hoặc +3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ ghi số, ví dụ 15000.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>Tiếp nhận hồ sơ, hẹn trả kết quả {due_at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân nộp hồ sơ trực tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chấp nhận hồ sơ trực tuyến, hẹn trả kết quả {due_at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chấp nhận hồ sơ trực tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hướng dẫn công dân bổ sung trước khi tiếp nhận: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hướng dẫn công dân bổ sung trước khi tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{assignee} nhận xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhận xử lý hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn giao cho {to}: {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn giao cho {to}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn giao hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung (phiếu {number}): {reason}. Thời hạn tạm dừng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung: {reason}. Thời hạn tạm dừng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung giấy tờ. Thời hạn tạm dừng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân đã bổ sung đủ, hẹn trả kết quả {due_at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân đã bổ sung đủ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu nộp {amount}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu nộp {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu nộp phí, lệ phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã nộp {amount}, biên lai {serial}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã nộp {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã nộp phí, lệ phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Từ chối (phiếu {number}): {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Từ chối: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Từ chối giải quyết</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân xin rút hồ sơ: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân xin rút hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp tục giải quyết: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp tục giải quyết hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dừng giải quyết theo ý công dân: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dừng giải quyết theo ý công dân</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đóng hồ sơ vì quá thời hạn bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại {due_at}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại {due_at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại ngày trả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gia hạn để xác minh đến {due_at}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gia hạn để xác minh đến {due_at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gia hạn để xác minh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã có kết quả: {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã có kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trả kết quả cho {to}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sửa thông tin: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quyết định về chênh lệch: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quyết định về chênh lệch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hủy hồ sơ: {reason}. Số đã cấp không dùng lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hủy hồ sơ. Số đã cấp không dùng lại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm mã của hệ thống khác: {alias}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm mã của hệ thống khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quầy {name} bắt đầu sổ của mình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quầy bắt đầu sổ của mình</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quầy bắt đầu dải số dự phòng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Số {number} bị bỏ, không hồ sơ nào mang số này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Một số bị bỏ, không hồ sơ nào mang số này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm tài khoản {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm tài khoản</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trao phiếu tại quầy, chưa tiếp nhận: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trao phiếu tại quầy, chưa tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Việc do phiên bản mới hơn ghi: {type}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tại quầy này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thành phố không nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chờ đồng bộ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Mới đăng ký</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chờ bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chờ nộp phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin rút hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dừng xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Có kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hướng dẫn bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhận xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn giao</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã bổ sung đủ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yêu cầu nộp phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã nộp phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân xin rút</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiếp tục xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đóng vì quá hạn bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin lỗi, hẹn lại ngày</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gia hạn để xác minh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã có kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giải quyết chênh lệch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thêm mã của hệ thống khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giấy tiếp nhận và hẹn trả (Mẫu 01)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung (Mẫu 02)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu từ chối (Mẫu 03)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu xin lỗi, hẹn lại (Mẫu 04)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thông báo dừng giải quyết (Mẫu 05)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu kiểm soát (Mẫu 06)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhãn bìa hồ sơ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chờ in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa in được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã bỏ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cán bộ tiếp nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cán bộ chuyên môn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lãnh đạo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quản trị</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Công dân</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hệ thống</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trực tiếp tại quầy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bưu chính</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thứ Hai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thứ Ba</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thứ Tư</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thứ Năm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thứ Sáu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thứ Bảy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chủ nhật</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chưa xác định</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không thu phí</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quá hạn từ {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quá hạn %n ngày</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hôm nay {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ngày mai {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>còn %n ngày</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chờ đến nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chờ công dân</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hết hạn bổ sung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chờ đến {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
