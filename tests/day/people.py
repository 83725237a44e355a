"""Who comes to the counter on the day: invented, and obviously so."""

from __future__ import annotations

from typing import Final

#: Seven fields of a card of before July 2024.
NEW_CITIZEN: Final = (
    "001199000777||Đường Thị Thử Nghiệm|08031999|Nữ|Số 1 phố Thử, Phường Thử Nghiệm|01012022"
)
NAME, NUMBER, PHONE = "Đường Thị Thử Nghiệm", "001199000777", "0900000777"
ANOTHER: Final = "001085000778||Dương Văn Mẫu|02111985|Nam|Tổ 7 phố Thử, Phường Thử Nghiệm|01012022"
ANOTHER_NAME = "Dương Văn Mẫu"
THIRD: Final = (
    "001090000779||Trần Thị Giả Định|05051990|Nữ|Số 9 phố Mẫu, Phường Thử Nghiệm|01012022"
)
THIRD_NAME = "Trần Thị Giả Định"
FOREIGN: Final = "8934567890123"  # a bottle's barcode
