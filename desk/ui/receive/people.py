"""Who stands here, said where it cannot be missed, and who it may be by earlier visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy

from desk.domain.records import Party
from desk.domain.views import Visitor
from desk.ui import dates
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, on_key
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import Elided, clear, column, frame, label, picture, row
from desk.ui.parts.notices import announce

_MOST: Final = 4
_MINUTE: Final = 60
_TAIL: Final = 3  # parts of an address that tell where somebody lives


def address_tail(address: str) -> str:
    """Return the end of an address: the part that tells people of one name apart."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    return ", ".join(parts[-_TAIL:]) if len(parts) > _TAIL else ", ".join(parts)


class PersonBar(QFrame):
    """Name, year of birth, end of the address: fixed above the form, however far it is scrolled."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._name = label("", "strong")
        self._born = label("", "small")
        self._lives = Elided("", "small")
        self._ticket = label("", "small")
        self._drawn = picture(kit, "id-card", "brand_text")
        self.next = KeyButton(
            kit, translate("Receive", "Nhận, làm tiếp"), key="Ctrl+M", role="link"
        )
        line = row(kit, self._drawn, self._name, self._born, gap=12)
        line.setContentsMargins(*(kit.theme.px(n) for n in (16, 6, 16, 6)))
        line.addWidget(self._lives, 1)
        line.addWidget(self._ticket)
        line.addWidget(self.next)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def said(self) -> str:
        """What the bar says, "" while nobody is known."""
        return "" if self.isHidden() else self.accessibleName()

    def show_person(self, party: Party, owner: Party | None, ticket: str, waited_s: int) -> None:
        """Say who stands here; nobody hides the bar."""
        known = bool(party.name or party.personal_id)
        self.setVisible(known or bool(ticket))
        name = party.name or party.personal_id
        if owner is not None and owner.name:
            name = translate("Receive", "{name}, thay cho {owner}").format(
                name=name, owner=owner.name
            )
        self._name.setText(name)
        year = party.birth_date[:4]
        self._born.setText(translate("Receive", "sinh {year}").format(year=year) if year else "")
        self._lives.set_whole(address_tail(party.address))
        said = translate("Receive", "Số {ticket} · đã chờ {n} phút")
        self._ticket.setText(said.format(ticket=ticket, n=waited_s // _MINUTE) if ticket else "")
        self._drawn.setVisible(known)
        self.next.setVisible(known)
        told = (self._name.text(), self._born.text(), address_tail(party.address))
        self.setAccessibleName(", ".join(text for text in (*told, self._ticket.text()) if text))


class KnownPeople(QFrame):
    """People of earlier visits whom a name or a telephone number may mean; Alt+4 takes the first.

    `taken` carries the one that was chosen.
    """

    taken = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.people: tuple[Visitor, ...] = ()
        self._keys: list[QShortcut] = []
        self.setProperty("role", "info")
        self._rows = column(kit, gap=4, margin=12)
        self.setLayout(self._rows)
        self.hide()

    def show_people(self, people: Sequence[Visitor]) -> None:
        """Offer these; none hides the list."""
        if tuple(people) == self.people:
            return
        self.people = tuple(people[:_MOST])
        clear(self._rows)
        while self._keys:
            self._keys.pop().deleteLater()
        self.setVisible(bool(people))
        if not people:
            return
        head = translate("Receive", "Đã từng đến đây? Chọn đúng người:")
        self.setAccessibleName(head)
        self._rows.addWidget(label(head, "strong", wrap=True))
        for at, visitor in enumerate(self.people, 4):
            self._add(visitor, f"Alt+{at}")
        announce(self)

    def _add(self, visitor: Visitor, key: str) -> None:
        kit, party = self._kit, visitor.party
        button = KeyButton(kit, party.name, key=key, icon="id-card", role="link")
        self._keys.append(on_key(self, key, button))
        born = dates.show_birth(party.birth_date)
        facts = [
            translate("Receive", "sinh {year}").format(year=born) if born else "",
            address_tail(party.address),
            translate("Receive", "lần trước {day}").format(day=f"{visitor.last_visit:%d/%m/%Y}")
            if visitor.last_visit
            else "",
        ]
        said = " · ".join(fact for fact in facts if fact)
        button.setAccessibleName(f"{party.name}, {said}")
        button.clicked.connect(lambda: self.taken.emit(visitor))
        self._rows.addLayout(row(kit, button, None))
        self._rows.addWidget(label(said, "small", wrap=True))


class AnotherNumber(QFrame):
    """Asks who is meant when another's number was typed over a person who is known.

    `another` tells that it is somebody else, `same` that only the number was wrong.
    """

    another = Signal()
    same = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self._said = label("", "strong", wrap=True)
        other = KeyButton(kit, translate("Receive", "Người khác: phiếu mới"), key="Alt+8")
        same = KeyButton(kit, translate("Receive", "Cùng người: chỉ sửa số"), key="Alt+9")
        for button, key, told in ((other, "Alt+8", self.another), (same, "Alt+9", self.same)):
            on_key(self, key, button)
            button.clicked.connect(self.hide)
            button.clicked.connect(told)
        head = row(kit, picture(kit, "triangle-alert", "warn"), gap=8)
        head.addWidget(self._said, 1)
        self.setLayout(column(kit, head, frame(Flow(kit, other, same)), gap=8, margin=12))
        self.hide()

    def ask(self, name: str) -> None:
        """Ask whether it is still `name` who stands here."""
        said = translate("Receive", "Số vừa gõ không phải của {name}. Là người khác?")
        self._said.setText(said.format(name=name))
        self.setAccessibleName(self._said.text())
        self.show()
        announce(self)
