"""A person or organisation at the counter: scanned from the card or typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk.domain.errors import InputError
from desk.domain.handed import clean_field
from desk.domain.person import name_warnings, parse_personal_id, phone_warnings
from desk.domain.records import Party
from desk.domain.text import fold
from desk.domain.warning import Warning_
from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import Segments
from desk.ui.parts.fields import Field, Line, Lines
from desk.ui.parts.layout import column, label, picture, row
from desk.ui.receive.gaps import field_label, warning_field

SEXES = ("nam", "nữ")
#: A number counts as whole once typing rests: a slow scanner goes on with the rest of its card.
REST_MS = 120


def read(kit: Kit, texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Tidy typed texts as they are stored; return them and what is wrong, each by field."""
    known: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, text in texts.items():
        known[name] = " ".join(text.split())
        if not known[name]:
            continue
        try:
            known[name] = clean_field(
                name, text, field=field_label(name).lower(), today=kit.now().date()
            )
        except InputError as error:
            told = kit.words(error)
            wrong[name] = told.meaning or told.title
            known[name] = "" if name == "birth_date" else known[name]
    return known, wrong


def is_another(before: Party, party: Party) -> bool:
    """Tell whether `party`, whose card was read, is somebody else than a form was about before.

    Whole numbers decide; before there is one, a name that has been begun does.
    """
    if len(before.personal_id) == len(party.personal_id):
        return before.personal_id != party.personal_id
    words = fold(party.name).split()
    if words and before.name:
        return any(word not in words for word in fold(before.name).split())
    return not party.personal_id.startswith(before.personal_id)


def _is_whole(number: str) -> bool:
    return number.isdigit() and len(number) == 12  # noqa: PLR2004 - as every personal number


def _check(field: Field, said: str) -> None:
    if said:
        field.complain(said)
    else:
        field.settle()


class PersonForm(QWidget):
    """The fields of one person; `identified` tells a whole identity number.

    `named` carries a name or telephone number of somebody without one, `differs` the name of
    whoever is known when a number was typed that is another's.
    """

    changed = Signal()
    identified = Signal(str)
    named = Signal(str)
    differs = Signal(str)

    def __init__(self, kit: Kit, *, short: bool = False) -> None:
        super().__init__()
        self._kit = kit
        self._scanned = Party(name="")
        self._read_from_card: tuple[Warning_, ...] = ()
        self._asked = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)
        self._lines = {
            "personal_id": Line(kit, latin=True, role="mono"),
            "name": Line(kit),
            "birth_date": Line(kit, latin=True, hint="31/01/1999"),
            "phone": Line(kit, latin=True),
            "email": Line(kit, latin=True),
        }
        self._address = Lines(kit, rows=2, flat=True)
        self._lines["personal_id"].setMaxLength(20)
        sexes = [(SEXES[0], translate("Receive", "Nam")), (SEXES[1], translate("Receive", "Nữ"))]
        self._sex = Segments(kit, sexes, name=field_label("sex"))
        self.fields = {n: Field(kit, field_label(n), w) for n, w in self._lines.items()}
        self.fields["address"] = Field(kit, field_label("address"), self._address)
        self.fields["sex"] = Field(kit, field_label("sex"), self._sex)
        self._lay_out(short=short)
        for name, line in self._lines.items():
            line.textEdited.connect(self._typed)
            line.left.connect(lambda n=name: self.check(n))
        self._lines["personal_id"].left.connect(self._rested)
        for name in ("name", "phone"):
            self._lines[name].left.connect(lambda n=name: self._left(n))
        self._address.textChanged.connect(self.changed)
        self._sex.chosen.connect(lambda _: self.changed.emit())

    def _lay_out(self, *, short: bool) -> None:
        px = self._kit.theme.px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.fields["personal_id"], 0, 0, top)
        grid.addWidget(self.fields["birth_date" if short else "sex"], 0, 1, top)
        grid.addWidget(self.fields["name"], 1, 0, 1, 2)
        if short:
            for name in ("sex", "phone", "email"):
                self.fields[name].setParent(self)
                self.fields[name].hide()
        else:
            grid.addWidget(self.fields["birth_date"], 2, 0, top)
            grid.addWidget(self.fields["phone"], 2, 1, top)
            grid.addWidget(self.fields["email"], 3, 0, 1, 2)
        grid.addWidget(self.fields["address"], 4, 0, 1, 2)

    def _typed_texts(self) -> dict[str, str]:
        texts = {name: line.text() for name, line in self._lines.items()}
        texts["birth_date"] = dates.separate_birth(texts["birth_date"])
        texts["address"] = self._address.words
        return texts

    def party(self) -> Party:
        """Return what the fields say, tidied, with what the card said beyond them."""
        known, _ = read(self._kit, self._typed_texts())
        same = known["personal_id"] == self._scanned.personal_id
        beyond = self._scanned if same else Party(name="")
        return replace(beyond, kind="person", sex=self._sex.value, **known)

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say."""
        texts = {name: line.text() for name, line in self._lines.items()}
        return {**texts, "address": self._address.toPlainText(), "sex": self._sex.value}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        for name, line in self._lines.items():
            line.set_quietly(texts.get(name, ""))  # a draft of before may lack one
            if line.text():
                self.check(name)
        self._address.set_quietly(texts["address"])
        self._sex.choose(texts["sex"])

    @property
    def from_card(self) -> tuple[Warning_, ...]:
        """What was odd about the card."""
        return self._read_from_card

    def doubts(self) -> tuple[Warning_, ...]:
        """Return what is odd: from the card, and by comparing the fields with each other."""
        party = self.party()
        same = bool(party.personal_id) and party.personal_id == self._scanned.personal_id
        found = list(self._read_from_card) if same else []
        if party.name:
            found += name_warnings(party.name)
        found += phone_warnings(party.phone)
        if party.personal_id and "personal_id" not in self.wrong():
            found += parse_personal_id(
                party.personal_id,
                sex=party.sex,
                birth_date=party.birth_date,
                today=self._kit.now().date(),
            ).warnings
        return tuple(dict.fromkeys(found))

    def note_card(self, warnings: Sequence[Warning_]) -> None:
        """Remember what was odd about the card itself, as long as its number stays."""
        checked = ("personal_id", "name")
        self._read_from_card = tuple(
            w for w in warnings if dict(w.facts).get("field") not in checked
        )

    def fill(self, party: Party, *, only_empty: bool = False) -> None:
        """Show `party`; with `only_empty`, what is typed already stays."""
        self._scanned = party
        self._read_from_card = ()
        values = {
            "personal_id": party.personal_id,
            "name": party.name,
            "birth_date": dates.show_birth(party.birth_date),
            "phone": party.phone,
            "email": party.email,
        }
        if not (only_empty and self._address.words) and (party.address or not only_empty):
            self._address.set_quietly(party.address)
        self.fields["address"].settle()
        for name, value in values.items():
            line = self._lines[name]
            if not (only_empty and line.text()) and (value or not only_empty):
                line.set_quietly(value)
            self.fields[name].settle()
        if party.sex or not only_empty:
            self._sex.choose(party.sex if party.sex in SEXES else "")
        self._asked = party.personal_id
        self.changed.emit()

    def wrong(self) -> dict[str, str]:
        """Return what is wrong with the fields that cannot be read."""
        return read(self._kit, self._typed_texts())[1]

    def check(self, name: str) -> None:
        """Say beside the field what is wrong with it; nothing while it is being typed."""
        birth = self._lines["birth_date"]
        if name == "birth_date" and not birth.hasFocus():
            birth.set_quietly(dates.separate_birth(birth.text()))
        _check(self.fields[name], self.wrong().get(name, ""))

    def warn(self, warnings: Sequence[Warning_]) -> tuple[Warning_, ...]:
        """Show each warning beside its field; return those that belong to no field here."""
        rest = []
        for name in self.fields:
            self.check(name)
        for warning in warnings:
            name = warning_field(warning.code)
            if name in self.fields and name not in self.wrong():
                words = self._kit.explain(warning.code, dict(warning.facts))
                self.fields[name].warn(words.title)
            else:
                rest.append(warning)
        return tuple(rest)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        self.fields[name].widget.setFocus()

    def _text(self, name: str) -> str:
        return "".join(self._lines[name].text().split())

    def _typed(self) -> None:
        number = self._text("personal_id")
        if _is_whole(number) and number != self._asked:
            self._rest.start()
        else:
            self._rest.stop()
        self.changed.emit()

    def _rested(self) -> None:
        self._rest.stop()
        number = self._text("personal_id")
        if _is_whole(number) and number != self._asked:
            self._asked = number
            known = self._scanned
            if known.personal_id and known.name and self._text("name"):
                self.differs.emit(known.name)
            else:
                self.take_number()
            self.changed.emit()

    def take_number(self) -> None:
        """Take the number that was typed as that of the person shown."""
        number = self._text("personal_id")
        self._scanned = replace(self._scanned, personal_id=number)
        self._derive(number)
        self.identified.emit(number)

    def give_number_back(self) -> str:
        """Show the number of the person shown again; return the one that was typed over it."""
        number = self._text("personal_id")
        self._lines["personal_id"].set_quietly(self._scanned.personal_id)
        self._asked = self._scanned.personal_id
        return number

    def _left(self, name: str) -> None:
        text = self._lines[name].text().strip()
        if text and not self._text("personal_id"):
            self.named.emit(text)

    def _derive(self, number: str) -> None:
        """Take the sex from the number, as long as nobody has said another."""
        try:
            told = parse_personal_id(number)
        except InputError:
            return
        if told.sex and not self._sex.value:
            self._sex.choose(told.sex)


class OrganisationForm(QWidget):
    """An organisation whose dossier somebody hands in."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._lines = {
            "tax_code": Line(kit, latin=True, role="mono"),
            "name": Line(kit),
            "address": Line(kit),
        }
        labels = {
            "tax_code": field_label("tax_code"),
            "name": translate("Receive", "Tên tổ chức"),
            "address": translate("Receive", "Trụ sở"),
        }
        self.fields = {n: Field(kit, labels[n], w) for n, w in self._lines.items()}
        self.setLayout(column(kit, *self.fields.values(), gap=8))
        for name, line in self._lines.items():
            line.textEdited.connect(lambda _: self.changed.emit())
            line.left.connect(lambda n=name: self.check(n))

    def party(self) -> Party:
        """Return what the fields say."""
        return Party(kind="organisation", **read(self._kit, self._texts())[0])

    def _texts(self) -> dict[str, str]:
        return {name: line.text() for name, line in self._lines.items()}

    def wrong(self) -> dict[str, str]:
        """Return what is wrong with the fields that cannot be read."""
        return read(self._kit, self._texts())[1]

    def check(self, name: str) -> None:
        """Say beside the field what is wrong with it."""
        _check(self.fields[name], self.wrong().get(name, ""))

    def fill(self, party: Party) -> None:
        """Show `party`."""
        for name, line in self._lines.items():
            line.set_quietly(str(getattr(party, name)))
            self.fields[name].settle()
        self.changed.emit()

    def texts(self) -> dict[str, str]:
        """Return letter for letter what the fields say."""
        return self._texts()

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Let the fields say this, right or wrong."""
        for name, line in self._lines.items():
            line.set_quietly(texts[name])

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        self._lines[name].setFocus()


class CardHead(QFrame):
    """The head of an identity card: who this is about, and where the facts come from."""

    def __init__(self, kit: Kit, title: str, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.said = ""
        self.setProperty("role", "head")
        self._source = label(hint, "small", wrap=True)
        words = column(kit, label(title, "heading"), self._source, gap=2)
        layout = row(kit, gap=12)
        layout.setContentsMargins(*(kit.theme.px(n) for n in (16, 12, 16, 12)))
        layout.addWidget(picture(kit, "id-card", "brand_text", 28), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setLayout(layout)

    def say(self, text: str = "") -> None:
        """Tell where the facts come from; nothing tells how to bring them in."""
        self.said = text
        self._source.setText(text or self._hint)
