"""A dossier in the national portal's language: every scalar is text, every list is there.

What each field means there was read in public code of systems that speak with the portal; which
codes stand for what is data (`resources/dialects/portal.toml`), and may differ by endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from desk.domain.records import VN, Dossier
from desk.domain.snapshots import Step

#: What the portal itself says of a procedure: never compared, for it may be reworded there.
DICTATED: Final = ("TenTTHC", "MaLinhVuc", "TenLinhVuc")
#: What tells an older picture of a dossier from a newer one.
TRACE: Final = ("TrangThaiHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy")
#: A whole dossier, or only the status of one that was born at the portal.
WHOLE: Final = "DongBoHoSoMC"
STATUS: Final = "DongBoTrangThaiHoSo"


class NoWordError(Exception):
    """The dialect has no code for something of ours: which field, and our word."""

    def __init__(self, field: str, ours: str) -> None:
        """Keep what could not be said."""
        super().__init__(field, ours)
        self.field, self.ours = field, ours


class Born(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Dossiers that citizens filed at the portal itself, known by the form of their code."""

    pattern: str = ""
    status: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse what is no regular expression."""
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(error.msg) from error


class Named(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What something of ours is called there: by a pattern, or one by one."""

    pattern: str = "{code}"
    codes: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse a pattern that asks for what there is not."""
        try:
            self.of("")
        except (LookupError, ValueError) as error:
            raise ValueError(self.pattern) from error

    def of(self, code: str) -> str:
        """Return what a code of ours is there."""
        return self.codes[code] if code in self.codes else self.pattern.format(code=code)


class Answers(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What an answer other than 0 means, by its code or by words in its message."""

    exists: tuple[str, ...] = ()
    exists_words: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    session_words: tuple[str, ...] = ()
    password: tuple[str, ...] = ()
    password_words: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_words: tuple[str, ...] = ()


class Dialect(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The codes of one portal."""

    system: Literal["portal"]
    version: str = ""
    status: dict[str, str]
    subject: dict[str, str]
    channel: dict[str, str]
    steps: dict[str, str]
    born: Born = Born()
    procedure: Named = Named()
    answers: Answers = Answers()
    #: Without codes for them, these lists go empty: papers handed in, fee, requests to complete.
    papers: dict[str, str] = {}
    fee: dict[str, str] = {}
    supplement: dict[str, str] = {}


def when(at: datetime | None) -> str:
    """Return an instant as the portal writes it; none is empty."""
    return "" if at is None else f"{at.astimezone(VN):%Y%m%d%H%M%S}"


def born_code(dossier: Dossier, dialect: Dialect) -> str:
    """Return the code under which the portal took a dossier; empty if it was not born there."""
    if not dialect.born.pattern:
        return ""
    codes = (dossier.code, *dossier.aliases)
    return next((code for code in codes if re.fullmatch(dialect.born.pattern, code)), "")


def _status(dossier: Dossier, words: Mapping[str, str], field: str) -> str:
    ours = "void" if dossier.voided else str(int(dossier.status))
    return _word(words, ours, field)


def _word(words: Mapping[str, str], ours: str, field: str) -> str:
    if ours not in words:
        raise NoWordError(field, ours)
    return words[ours]


def content(dossier: Dossier, office: str, dialect: Dialect) -> dict[str, Any]:
    """Return a whole dossier as `DongBoHoSoMC` takes it.

    Raises:
        NoWordError: the dialect has no code for a status, a channel or a kind of person.
    """
    person = dossier.subject
    collect = ", ".join(each for each in (dossier.result_manner, dossier.result_at) if each)
    return {
        "MaHoSo": dossier.code,
        "MaTTHC": dialect.procedure.of(dossier.procedure),
        "TenTTHC": dossier.procedure_name,
        "MaLinhVuc": "",
        "TenLinhVuc": "",
        "SoBienNhan": dossier.barcode,
        "ChuHoSo": person.name,
        "LoaiDoiTuong": _word(dialect.subject, person.kind, "LoaiDoiTuong"),
        "MaDoiTuong": "",
        "ThongTinKhac": "",
        "Email": person.email,
        "Fax": "",
        "SoDienThoai": person.phone or dossier.submitter.phone,
        "TrichYeuHoSo": f"{dossier.procedure_name} – {person.name}",
        "NgayTiepNhan": when(dossier.received_at),
        "NgayHenTra": when(dossier.due_at),
        "TrangThaiHoSo": _status(dossier, dialect.status, "TrangThaiHoSo"),
        "NgayTra": when(dossier.returned_at),
        "ThongTinTra": collect,
        "NgayKetThucXuLy": when(dossier.finished_at),
        "HinhThuc": _word(dialect.channel, str(dossier.channel), "HinhThuc"),
        "DonViXuLy": office,
        "GhiChu": dossier.note,
        "TaiLieuNop": [],
        "DanhSachGiayToKetQua": [],
        "DanhSachLePhi": _fee(dossier, dialect.fee),
        "DanhSachTepDinhKemKhac": _papers(dossier, dialect.papers),
        "DanhSachHoSoBoSung": _supplements(dossier, dialect.supplement),
    }


def _papers(dossier: Dossier, codes: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what was handed in: originals and copies of a paper are two lines."""
    return [
        {"TenGiayTo": paper.name, "SoLuong": str(count), "LoaiGiayTo": code}
        for paper in dossier.papers
        for kind, count in (("original", paper.original), ("copy", paper.copy))
        if count and (code := codes.get(kind)) is not None
    ]


def _fee(dossier: Dossier, codes: Mapping[str, str]) -> list[dict[str, str]]:
    if not codes or dossier.fee is None:
        return []
    return [
        {
            "TenPhiLePhi": codes.get("name", ""),
            "MaPhiLePhi": codes.get("code", ""),
            "HinhThucThu": codes.get("when", ""),
            "Gia": str(dossier.fee),
            "LoaiPhiLePhi": codes.get("kind", ""),
        }
    ]


def _supplements(dossier: Dossier, codes: Mapping[str, str]) -> list[dict[str, object]]:
    if not codes:
        return []
    return [
        {
            "HoSoBoSungId": each.number,
            "NguoiYeuCauBoSung": "",
            "NoiDungBoSung": "; ".join((each.reason, *each.items)),
            "NgayBoSung": when(each.asked_at),
            "NguoiTiepNhanBoSung": "",
            "ThongTinTiepNhan": "",
            "NgayTiepNhanBoSung": when(each.answered_at),
            "TrangThaiBoSung": _word(
                codes, "answered" if each.answered_at else "asked", "TrangThaiBoSung"
            ),
            "DanhSachGiayToBoSung": [],
            "DanhSachLePhiBoSung": [],
            "NgayHenTraTruoc": "",
            "NgayHenTraMoi": "",
        }
        for each in dossier.supplements
    ]


def status_content(dossier: Dossier, code: str, dialect: Dialect) -> dict[str, Any]:
    """Return the status of a dossier born at the portal as `DongBoTrangThaiHoSo` takes it.

    Raises:
        NoWordError: the dialect has no code for the status.
    """
    reason = dossier.refusal or dossier.stop_reason or dossier.closing_reason
    return {
        "MaHoSo": code,
        "MaHoSoDonVi": dossier.code,
        "MaDoiTuong": "",
        "NoiDung": reason,
        "NgayXuLy": when(dossier.changed_at),
        "TrangThai": _status(dossier, dialect.born.status, "TrangThai"),
        "TaiLieuXuLy": [],
    }


def line(code: str, step: Step, dialect: Dialect) -> dict[str, str]:
    """Return a step as `CapNhatTienDoHoSoMC` takes it.

    Raises:
        NoWordError: the dialect has no code for the status, or no words for the step.
    """
    words = _word(dialect.steps, step.type, "NoiDungXuLy")
    return {
        "MaHoSo": code,
        "NguoiXuLy": step.who,
        "ChucDanh": "",
        "ThoiDiemXuLy": when(step.at),
        "PhongBanXuLy": step.place,
        "NoiDungXuLy": f"{words}: {step.words}" if step.words else words,
        "TrangThai": _word(
            dialect.status,
            "void" if step.type == "Voided" else str(int(step.status)),
            "TrangThai",
        ),
        "NgayBatDau": when(step.at),
        "NgayKetThucTheoQuyDinh": when(step.due_at),
    }
