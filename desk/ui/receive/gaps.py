"""What is still missing before a dossier can be received, each with the field it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desk.domain.records import Party, Procedure
from desk.domain.views import NewDossier, Preview
from desk.ui.language import mark, translate


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing thing: the field to go to and the words for it."""

    field: str
    text: str


#: Warnings whose words belong beside a field, by the beginning of their code.
WARNING_FIELDS: Final[Mapping[str, str]] = {
    "OldId": "personal_id",
    "Id": "personal_id",
    "MrzNumber": "personal_id",
    "Name": "name",
    "MrzName": "name",
    "MrzUnaccented": "name",
    "Birth": "birth_date",
    "CardDate": "birth_date",
    "CardAddress": "address",
    "CardSex": "sex",
    "Phone": "phone",
    "TaxCode": "tax_code",
}

_LABELS: Final[Mapping[str, str]] = {
    "personal_id": mark("Receive", "Số định danh"),
    "name": mark("Receive", "Họ và tên"),
    "birth_date": mark("Receive", "Ngày sinh"),
    "tax_code": mark("Receive", "Mã số thuế"),
    "phone": mark("Receive", "Điện thoại"),
    "email": mark("Receive", "Thư điện tử"),
    "sex": mark("Receive", "Giới tính"),
    "address": mark("Receive", "Nơi cư trú"),
}


def field_label(name: str) -> str:
    """Return the label of a person's field."""
    return translate("Receive", _LABELS[name])


def warning_field(code: str) -> str:
    """Return the person's field that a warning belongs beside, "" if it is about no field."""
    fits = [start for start in WARNING_FIELDS if code.startswith(start)]
    return WARNING_FIELDS[max(fits, key=len)] if fits else ""


def gaps(
    new: NewDossier,
    procedure: Procedure | None,
    preview: Preview | None,
    wrong: Mapping[str, str],
) -> tuple[Gap, ...]:
    """Return what must still be filled in or put right; `wrong` has the unreadable fields."""
    found = [*_party_gaps("submitter", new.submitter, wrong)]
    if new.owner is not None:
        found += _party_gaps("owner", new.owner, wrong)
        if not new.authority:
            found.append(Gap("authority", translate("Receive", "Giấy ủy quyền")))
    if procedure is None:
        found.append(Gap("procedure", translate("Receive", "Thủ tục")))
    else:
        found += _procedure_gaps(new, procedure, wrong)
    if "fee_count" in wrong:
        found.append(Gap("fee_count", translate("Receive", "Số trang, số bản")))
    if preview is not None and preview.fee is None and "fee" in wrong:
        found.append(Gap("fee", translate("Receive", "Số tiền phí")))
    return tuple(found)


def _party_gaps(prefix: str, party: Party, wrong: Mapping[str, str]) -> list[Gap]:
    found = []
    if not party.name:
        text = (
            translate("Receive", "Tên tổ chức")
            if party.kind == "organisation"
            else field_label("name")
        )
        if prefix == "owner" and party.kind != "organisation":
            text = translate("Receive", "Họ tên chủ hồ sơ")
        found.append(Gap(f"{prefix}.name", text))
    if party.kind == "organisation" and not party.tax_code:
        found.append(Gap(f"{prefix}.tax_code", field_label("tax_code")))
    missing = {gap.field for gap in found}
    for name in _LABELS:
        field = f"{prefix}.{name}"
        if field in wrong and field not in missing:
            found.append(Gap(field, field_label(name)))
    return found


def _procedure_gaps(new: NewDossier, procedure: Procedure, wrong: Mapping[str, str]) -> list[Gap]:
    found = []
    if procedure.papers and not new.papers:
        found.append(Gap("papers", translate("Receive", "Giấy tờ (Ctrl+D: đủ)")))
    if procedure.limit.value is None:
        if new.due_at is None:
            found.append(Gap("due", translate("Receive", "Ngày hẹn trả")))
        if not new.due_reason:
            found.append(Gap("due_reason", translate("Receive", "Lý do hẹn ngày")))
    elif "due" in wrong:
        found.append(Gap("due", translate("Receive", "Ngày hẹn trả")))
    if "received_at" in wrong:
        found.append(Gap("received_at", translate("Receive", "Giờ tiếp nhận")))
    return found
