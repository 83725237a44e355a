"""Telephone and mailbox of whoever stands at the counter: doubted, kept, never in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desk.domain.views import NewDossier
from desk.ui.kit import Kit
from desk.ui.receive.page import ReceivePage
from tests.ui.hands import stand, write
from tests.ui.invented import CARD_SCAN, PROCEDURES
from tests.ui.world import World


@pytest.fixture
def page(kit: Kit, world: World, qtbot: QtBot) -> ReceivePage:
    made = ReceivePage(kit, world.receive_ports())
    qtbot.addWidget(made)
    made.resize(1134, 680)
    stand(made, qtbot)
    return made


def fill(page: ReceivePage) -> None:
    page.scan(CARD_SCAN)
    page.procedure.choose(PROCEDURES[0])
    page.procedure.mark_all()
    page.refresh_preview()


def sent(world: World) -> list[NewDossier]:
    found = [fact[1] for fact in world.done if fact[0] == "receive"]
    return [new for new in found if isinstance(new, NewDossier)]


def test_a_telephone_that_cannot_be_called_is_doubted_and_blocks_nothing(
    page: ReceivePage, world: World
) -> None:
    fill(page)
    person = page.person.person
    person.fill(replace(person.party(), phone="0912"))
    assert "PhoneOdd" in [each.code for each in person.doubts()]
    page.main_action()
    assert sent(world)[0].submitter.phone == "0912"
    fill(page)
    person.fill(replace(person.party(), phone="0912 345 678"))
    assert "PhoneOdd" not in [each.code for each in person.doubts()]


def test_a_mailbox_is_kept_whatever_is_scanned_after_it(page: ReceivePage, world: World) -> None:
    page.scan(CARD_SCAN)
    mailbox = page.person.person.fields["email"].widget
    mailbox.setFocus()
    write(mailbox, "duong.thu@example.test")
    page.scan(CARD_SCAN)
    fill(page)
    page.main_action()
    assert sent(world)[0].submitter.email == "duong.thu@example.test"
