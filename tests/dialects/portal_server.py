"""The national portal as a server for tests: strict about every field, and as faulty as asked.

Real HTTP on this machine. What is of a wrong type, unknown or out of order is refused with a
reason, and the reason is kept in `complaints`: a test that expects none says so.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.dialects.quiet import QuietHandler, QuietServer

USER, PASSWORD, UNIT, DST = "phuong-mau-giao", "mật khẩu thử", "H26.33.15", "VN:GOV:G00"
OTHER = "mật khẩu khác"
_DATE = re.compile(r"20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d")
_STATUSES = {str(number) for number in range(1, 11)}

_ITEM = (
    "MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc SoBienNhan ChuHoSo LoaiDoiTuong MaDoiTuong "
    "ThongTinKhac Email Fax SoDienThoai TrichYeuHoSo NgayTiepNhan NgayHenTra TrangThaiHoSo "
    "NgayTra ThongTinTra NgayKetThucXuLy HinhThuc DonViXuLy GhiChu"
).split()
_ITEM_LISTS = {
    "TaiLieuNop": "TepDinhKemId TenTepDinhKem IsDeleted MaThanhPhanHoSo DuongDanTaiTepTin",
    "DanhSachGiayToKetQua": "TenGiayTo MaThanhPhanHoSo GiayToId DuongDanTepTinKetQua",
    "DanhSachLePhi": "TenPhiLePhi MaPhiLePhi HinhThucThu Gia LoaiPhiLePhi",
    "DanhSachTepDinhKemKhac": "TenGiayTo SoLuong LoaiGiayTo",
    "DanhSachHoSoBoSung": "HoSoBoSungId NguoiYeuCauBoSung NoiDungBoSung NgayBoSung "
    "NguoiTiepNhanBoSung ThongTinTiepNhan NgayTiepNhanBoSung TrangThaiBoSung "
    "DanhSachGiayToBoSung DanhSachLePhiBoSung NgayHenTraTruoc NgayHenTraMoi",
}
_NEEDED = (
    "MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc LoaiDoiTuong TrichYeuHoSo NgayTiepNhan "
    "TrangThaiHoSo HinhThuc DonViXuLy"
).split()
_DATES = "NgayTiepNhan NgayHenTra NgayTra NgayKetThucXuLy".split()
_LINE = (
    "MaHoSo NguoiXuLy ChucDanh ThoiDiemXuLy PhongBanXuLy NoiDungXuLy TrangThai NgayBatDau "
    "NgayKetThucTheoQuyDinh"
).split()
_LINE_NEEDED = "MaHoSo NguoiXuLy ThoiDiemXuLy NoiDungXuLy TrangThai".split()
_STATUS = "MaHoSo MaHoSoDonVi MaDoiTuong NoiDung NgayXuLy TrangThai".split()


class Refusal(Exception):  # noqa: N818 - an answer, not an error
    """The portal answers with a code other than 0."""

    def __init__(self, code: int | str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass
class Fault:
    """What happens to one call of `service`, once: before it has an effect, or after.

    `status` and `body` are answered in place of the portal's own; neither: the line is cut.
    """

    service: str
    after: bool = False
    status: int = 0
    body: bytes = b""
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class PortalServer:
    """What the portal holds, and how it behaves; tests change both at any time."""

    port: int = 0
    password: str = PASSWORD
    born: dict[str, dict[str, Any]] = field(default_factory=dict)
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    procedures: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    refused: dict[str, str] = field(default_factory=dict)  # MaHoSo: the message
    vague: set[str] = field(default_factory=set)  # MaHoSo for which nobody knows why
    crashes: set[str] = field(default_factory=set)  # MaHoSo at which the server falls over
    codes_as_text: bool = False
    shows_lines: bool = False
    closed: str = ""  # why every call is refused
    waits: str = ""  # the service that answers only once `go_on` is set, its effect done
    waiting: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    logins: int = 0
    _sessions: set[str] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def expire(self) -> None:
        """Forget every session."""
        self._sessions.clear()

    def count(self, service: str) -> int:
        return sum(name == service for name, _ in self.calls)

    # -- the services --------------------------------------------------------------------------

    def login(self, body: Any) -> dict[str, Any]:
        self.logins += 1
        self._only(body, {"username", "password"}, "login")
        if self.closed:
            raise Refusal(-1, self.closed)
        if (body["username"], body["password"]) != (USER, self.password):
            raise Refusal(-1, "Tài khoản hoặc mật khẩu không đúng")
        session = f"s-{self.logins}"
        self._sessions.add(session)
        return {"session": session}

    def call(self, path: str, body: Any) -> dict[str, Any]:
        if body.get("session") not in self._sessions:
            raise Refusal(-1, "Session không hợp lệ hoặc đã hết hạn")
        if self.closed:
            raise Refusal(-1, self.closed)
        if body.get("madonvi") != UNIT:
            self._complain("madonvi")
        service = body.get("service")
        wanted = "/share" if str(service).startswith("Lay") else "/exchange"
        if path != wanted:
            self._complain(f"{service} at {path}")
        rest = {k: v for k, v in body.items() if k not in ("session", "madonvi", "service")}
        answers = {
            "DongBoHoSoMC": self._whole,
            "CapNhatTienDoHoSoMC": self._progress,
            "DongBoTrangThaiHoSo": self._status,
            "TraCuuHoSo": self._look_up,
            "LayThuTuc": self._procedure,
        }
        if service not in answers:
            self._complain(f"service {service}")
        return {"result": answers[service](rest)}

    def _whole(self, body: Any) -> Any:
        self._only(body, {"isUpdating", "data"}, "DongBoHoSoMC")
        if body["isUpdating"] not in ("True", "False"):
            self._complain("isUpdating")
        if not isinstance(body["data"], list) or not body["data"]:
            self._complain("data")
        for item in body["data"]:
            self._check_item(item)
            code = item["MaHoSo"]
            if code in self.refused:
                raise Refusal(-1, self.refused[code])
            if code in self.vague:
                raise Refusal(-1, "Lỗi xử lý dữ liệu")
            if body["isUpdating"] == "False" and code in self.held:
                raise Refusal(1, f"{code}| duplicate refId")
            if body["isUpdating"] == "True" and code not in self.held:
                raise Refusal(-1, "MaHoSo chưa có trên hệ thống")
        for item in body["data"]:
            self.held[item["MaHoSo"]] = item
        return []

    def _check_item(self, item: Any) -> None:
        self._only(item, {*_ITEM, *_ITEM_LISTS}, "item")
        self._texts(item, _ITEM)
        for name in _NEEDED:
            if not item[name]:
                self._complain(f"{name}: bắt buộc")
        for name in _DATES:
            if item[name] and not _DATE.fullmatch(item[name]):
                self._complain(f"{name}: yyyyMMddHHmmss")
        if item["TrangThaiHoSo"] not in _STATUSES:
            self._complain("TrangThaiHoSo")
        if item["LoaiDoiTuong"] not in ("1", "2") or item["HinhThuc"] not in ("0", "1"):
            self._complain("LoaiDoiTuong, HinhThuc")
        if self.procedures.get(item["MaTTHC"]) != item["TenTTHC"]:
            self._complain("TenTTHC: không như LayThuTuc")
        self._check_lists(item)

    def _check_lists(self, item: Any) -> None:
        for name, keys in _ITEM_LISTS.items():
            if not isinstance(item[name], list):
                self._complain(f"{name}: danh sách")
            for part in item[name]:
                self._only(part, set(keys.split()), name)

    def _progress(self, body: Any) -> Any:
        self._only(body, {"data"}, "CapNhatTienDoHoSoMC")
        for line in body["data"]:
            self._only(line, set(_LINE), "line")
            self._texts(line, _LINE)
            for name in _LINE_NEEDED:
                if not line[name]:
                    self._complain(f"{name}: bắt buộc")
            for name in ("ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh"):
                if line[name] and not _DATE.fullmatch(line[name]):
                    self._complain(f"{name}: yyyyMMddHHmmss")
            if line["MaHoSo"] not in self.held and line["MaHoSo"] not in self.born:
                self._complain("CapNhatTienDoHoSoMC trước DongBoHoSoMC")
        for line in body["data"]:
            self.lines.setdefault(line["MaHoSo"], []).append(line)
        return []

    def _status(self, body: Any) -> Any:
        self._only(body, {"type", "data"}, "DongBoTrangThaiHoSo")
        data = body["data"]
        if body["type"] != "2":
            self._complain("type")
        self._only(data, {*_STATUS, "TaiLieuXuLy"}, "status")
        self._texts(data, _STATUS)
        if not _DATE.fullmatch(data["NgayXuLy"]) or data["TrangThai"] not in _STATUSES:
            self._complain("NgayXuLy, TrangThai")
        if data["MaHoSo"] not in self.born:
            raise Refusal(-1, "MaHoSo không phải của cổng")
        self.born[data["MaHoSo"]] = data
        return []

    def _look_up(self, body: Any) -> Any:
        self._only(body, {"mahoso"}, "TraCuuHoSo")
        code = body["mahoso"]
        found = self.held.get(code) or self.born.get(code)
        if found is None:
            return []
        if self.shows_lines:
            found = {**found, "DanhSachTienDo": self.lines.get(code, [])}
        return [found]

    def _procedure(self, body: Any) -> Any:
        self._only(body, {"maTTHC"}, "LayThuTuc")
        code = body["maTTHC"]
        if code not in self.procedures:
            return []
        area = {"MALINHVUC": "LV01", "TENLINHVUC": "Hộ tịch"}
        return [{"MATTHC": code, "TENTTHC": self.procedures[code], "LINHVUCTHUCHIEN": [area]}]

    # -- being strict --------------------------------------------------------------------------

    def _only(self, body: Any, names: set[str], where: str) -> None:
        if not isinstance(body, dict) or body.keys() != names:
            odd = sorted(set(body) ^ names) if isinstance(body, dict) else [str(type(body))]
            self._complain(f"{where}: {', '.join(odd)}")

    def _texts(self, body: dict[str, Any], names: list[str]) -> None:
        for name in names:
            if not isinstance(body[name], str):
                self._complain(f"{name}: phải là chuỗi")

    def _complain(self, reason: str) -> None:
        self.complaints.append(reason)
        raise Refusal(-1, reason)

    # -- HTTP ----------------------------------------------------------------------------------

    def answer(self, path: str, dst: str, raw: bytes) -> tuple[dict[str, Any], Fault | None]:
        """Answer one request; the fault that happens after its effect, if one was planned."""
        with self._guard:
            body = json.loads(raw)
            service = "login" if path == "/login" else str(body.get("service"))
            self.calls.append((service, body))
            fault = None
            if self.faults and self.faults[0].service == service:
                fault = self.faults.popleft()
                if not fault.after:
                    return {}, fault
            if any(each["MaHoSo"] in self.crashes for each in _items(body)):
                return {}, Fault(service, status=500, body=b"{}")
            try:
                if dst != DST:
                    self._complain("dstcode")
                found = self.login(body) if path == "/login" else self.call(path, body)
                answer = {**found, "error_code": 0}
            except Refusal as refusal:
                answer = {"error_code": refusal.code, "message": refusal.message}
            if self.codes_as_text:
                answer["error_code"] = str(answer["error_code"])
            return answer, fault


def _items(body: dict[str, Any]) -> list[dict[str, Any]]:
    data = body.get("data", [])
    return data if body.get("service") == "DongBoHoSoMC" else []


class _Handler(QuietHandler):
    kind = "application/json; charset=utf-8"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Any

    def do_POST(self) -> None:  # noqa: N802 - the library's name
        length = int(self.headers.get("Content-Length", "0"))
        raw = self.rfile.read(length)
        if len(raw) < length:  # broken off on its way: it was never asked
            self.close_connection = True
            return
        portal: PortalServer = self.server.portal
        answer, fault = portal.answer(self.path, self.headers.get("dstcode", ""), raw)
        if portal.waits and portal.waits.encode() in raw:
            portal.waiting.set()
            portal.go_on.wait(60)
        if fault is None:
            self.reply(200, json.dumps(answer, ensure_ascii=False).encode())
        elif fault.status:
            self.reply(fault.status, fault.body, fault.kind, fault.headers)
        else:
            self.close_connection = True


@contextmanager
def portal(procedures: dict[str, str]) -> Iterator[PortalServer]:
    """Serve a portal that knows these procedures, code and name."""
    made = PortalServer(procedures=procedures)
    with QuietServer(("127.0.0.1", 0), _Handler) as server:
        server.portal = made  # type: ignore[attr-defined]  # for its handlers
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
