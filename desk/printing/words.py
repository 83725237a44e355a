"""What papers say in words: times, money, limits, fees, the office's name in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from desk.domain.fees import is_ground
from desk.domain.papers import FormSet, Matter, ReceiptSheet, Sheet
from desk.domain.records import VN, Dossier, Office, Party, TimeLimit, Unit
from desk.printing.fonts import GLUE
from desk.printing.wording import unknown

Words = Mapping[str, str]

_RANKS = {"phường", "xã", "đặc"}  # written small inside a sentence

_SHORT_MONTHS = 2  # NĐ 30/2020, Phụ lục I: days below 10 and months 1 and 2 are written with a 0
_COUNTED = re.compile(r"(?<=\d) (?=giờ|phút)|(?:(?<=giờ)|(?<=ngày)|(?<=tháng)|(?<=năm)) (?=\d)")


def say(words: Words, key: str, **values: object) -> str:
    """Fill one of the shared words.

    Raises:
        PlaceholderUnknownError: the word asks for something that is not given.
    """
    try:
        return words[key].format_map(values)
    except (KeyError, IndexError) as error:
        raise unknown(key, str(error.args[0]), values) from None


def parts(moment: date) -> dict[str, str]:
    """Return the pieces that every wording of a date or time is made of."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(VN)
    month = moment.month
    pieces = {
        "day": f"{moment.day:02d}",
        "month": f"{month:02d}" if month <= _SHORT_MONTHS else str(month),
        "year": str(moment.year),
    }
    if isinstance(moment, datetime):
        pieces |= {"hour": f"{moment.hour:02d}", "minute": f"{moment.minute:02d}"}
    return pieces


def clock(moment: datetime | None, words: Words, key: str = "clock") -> str:
    """Return "15 giờ 00 phút, ngày 23 tháng 11 năm 2026"; nothing for no time."""
    return _kept(say(words, key, **parts(moment))) if moment else ""


def day(moment: date | None) -> str:
    """Return "23 tháng 11 năm 2026", to follow the word ngày."""
    if moment is None:
        return ""
    return _kept("{day} tháng {month} năm {year}".format_map(parts(moment)))


def _kept(text: str) -> str:
    """Keep a number on the line of the word that it belongs to."""
    return _COUNTED.sub(GLUE, text)


def short_day(moment: date) -> str:
    """Return 23/11/2026."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(VN)
    return f"{moment:%d/%m/%Y}"


def short_clock(moment: datetime | None) -> str:
    """Return 15:00 23/11/2026, as a short message has it; nothing for no time."""
    return f"{moment.astimezone(VN):%H:%M %d/%m/%Y}" if moment else ""


def count(number: int) -> str:
    """Return a number as papers write it: two digits at least."""
    return f"{number:02d}"


def money(amount: int, words: Words) -> str:
    """Return "1.250.000 đồng", never broken between its parts."""
    digits = f"{amount:,}".replace(",", ".")
    return unbroken(say(words, "money", amount=digits))


def unbroken(text: str) -> str:
    """Return a number that a line may not end in the middle of."""
    return text.strip().replace(" ", GLUE)


def limit(rule: TimeLimit | None, words: Words) -> str:
    """Return a time limit in words; where the catalogue has none, say where it is laid down."""
    if rule is None or (rule.value is None and rule.unit is not Unit.SAME_DAY):
        return (rule.note if rule else "") or words["limit_none"]
    if rule.unit is Unit.SAME_DAY:
        text = words["limit_cutoff" if rule.cutoff else "limit_same_day"]
    else:
        text = say(words, f"limit_{rule.unit}", n=count(rule.value or 0))
    if rule.extension:
        text = say(words, "limit_extension", limit=text, n=count(rule.extension))
    return text


def fee(dossier: Dossier, words: Words) -> str:
    """Return the fee line: never blank, and nought only where nought was decided."""
    note = dossier.fee_note
    if dossier.fee is None:
        text = words["fee_none"]
        return say(words, "fee_ground", fee=text, ground=note) if note else text
    if dossier.fee == 0:
        if not note:
            return words["fee_zero"]
        return say(words, "fee_waived" if is_ground(note) else "fee_zero_note", ground=note)
    text = money(dossier.fee, words)
    if note:
        text = say(words, "fee_ground", fee=text, ground=note)
    if dossier.fee_paid >= dossier.fee:
        key = "fee_paid_serial" if dossier.fee_serial else "fee_paid"
        return say(words, key, fee=text, serial=dossier.fee_serial)
    if dossier.fee_paid:
        return say(words, "fee_part", fee=text, paid=money(dossier.fee_paid, words))
    return say(words, "fee_unpaid", fee=text)


def ident(party: Party | None, words: Words) -> str:
    """Return the number that identifies a party: tax code, personal number or old card."""
    if party is None:
        return ""
    if party.kind == "organisation":
        number = party.tax_code or party.personal_id
        return say(words, "tax_code", number=number) if number else ""
    if party.personal_id:
        return party.personal_id
    return say(words, "old_id", number=party.old_id) if party.old_id else ""


def sentence(capitals: str, proper: Mapping[str, str]) -> str:
    """Return a name written in capitals as it stands in a sentence."""
    if not capitals.isupper():
        return capitals
    left, done = capitals.strip(), []
    while left:
        known = max((key for key in proper if _opens(left, key)), key=len, default="")
        if known:
            done.append(proper[known])
            left = left[len(known) :].strip()
        else:
            word, _, left = left.partition(" ")
            done.append(word if any(c.isdigit() for c in word) else word.capitalize())
    return " ".join(done)


def _opens(text: str, key: str) -> bool:
    return text == key or text.startswith(key + " ")


def bare(procedure: str) -> str:
    """Return a procedure's name to follow the words "thủ tục hành chính"."""
    rest = procedure.strip()
    if rest.casefold().startswith("thủ tục "):
        rest = rest[len("thủ tục ") :].strip()
        return rest[:1].lower() + rest[1:]
    return rest


def upper_first(text: str) -> str:
    """Return a text with its first letter raised, to open a sentence."""
    return text[:1].upper() + text[1:]


def desk(office: Office, form_set: FormSet) -> str:
    """Return "Trung tâm Phục vụ hành chính công phường Hoàn Kiếm"."""
    whole = sentence(office.desk_name, form_set.proper)
    name = sentence(office.name, form_set.proper)
    if name.split(" ")[0].lower() in _RANKS:
        name = name[:1].lower() + name[1:]
    return whole if name.lower() in whole.lower() else f"{whole} {name}"


def unit(office: Office, form_set: FormSet) -> str:
    """Return "Phường Hoàn Kiếm"."""
    return upper_first(sentence(office.name, form_set.proper))


def agency(office: Office, form_set: FormSet) -> str:
    """Return the authority behind the counter: the line above it on paper, else the counter."""
    return sentence(office.parent, form_set.proper) if office.parent else desk(office, form_set)


def common(sheet: Sheet) -> dict[str, str]:
    """Return the values that every form may ask for."""
    office, form_set = sheet.office, sheet.wording
    return {
        "blank": form_set.words["blank"],
        "desk": upper_first(desk(office, form_set)),
        "unit": unit(office, form_set),
        "agency": agency(office, form_set),
        "agency_cap": upper_first(agency(office, form_set)),
        "phone": unbroken(office.phone),
        "website": office.website,
        "place": office.place,
        "issued_date": day(sheet.issued_at),
        "number": sheet.number,
    }


def matter(subject: Matter, words: Words) -> dict[str, str]:
    """Return the values that tell whose matter a paper is about."""
    owner, submitter = subject.subject, subject.submitter
    return {
        "subject": owner.name,
        "subject_id": ident(owner, words),
        "subject_address": owner.address,
        "subject_phone": unbroken(owner.phone),
        "subject_email": owner.email,
        "submitter": submitter.name if submitter else "",
        "presenter": (submitter or owner).name,
        "authority": subject.authority,
        "procedure": subject.procedure_name,
        "procedure_bare": bare(subject.procedure_name),
        "code": subject.code,
    }


def receipt(sheet: ReceiptSheet) -> dict[str, str]:
    """Return the values of Mẫu 01: who stands here, whose dossier, on what authority, when."""
    dossier, words = sheet.dossier, sheet.wording.words
    submitter, owner = dossier.submitter, dossier.owner
    due = sheet.due_at or dossier.due_at
    line = sheet.line or dossier.line
    place = sheet.result_at or dossier.result_at or desk(sheet.office, sheet.wording)
    manner = sheet.result_manner
    return {
        "submitter": submitter.name,
        "acting": words["acting"] if owner else "",
        "submitter_id": ident(submitter, words),
        "submitter_address": submitter.address,
        "submitter_phone": unbroken(submitter.phone),
        "submitter_email": submitter.email,
        "owner": owner.name if owner else "",
        "owner_person": owner.name if owner and owner.kind != "organisation" else "",
        "owner_group": owner.name if owner and owner.kind == "organisation" else "",
        "owner_id": ident(owner, words),
        "owner_address": owner.address if owner else "",
        "owner_phone": unbroken(owner.phone) if owner else "",
        "owner_email": owner.email if owner else "",
        "owner_contact": (owner.phone or owner.email) if owner else "",
        "authority": dossier.authority,
        "procedure": dossier.procedure_name,
        "code": dossier.code,
        "sets": count(dossier.sets),
        "limit": sheet.limit_text or limit(dossier.limit, words),
        "received": clock(sheet.received_at or dossier.received_at, words),
        "due": clock(due, words) or words["due_none"],
        "due_note": say(words, "note_due", note=sheet.due_note) if sheet.due_note else "",
        "result_at": say(words, "manner", place=place, manner=manner) if manner else place,
        "fee": sheet.fee_text or fee(dossier, words),
        "book": sheet.book or dossier.book,
        "line": str(line) if line else "",
        "receiver": sheet.receiver,
        "receiver_title": sheet.receiver_title,
    }


def stamp(moment: datetime) -> str:
    """Return a moment as PDF writes it."""
    return moment.astimezone(VN).strftime("D:%Y%m%d%H%M%S+07'00'")
