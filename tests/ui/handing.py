"""The invented office's shelf: fakes of the hand-over that remember what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.domain.collection import Collecting, ReadyRow, days_waiting
from desk.domain.records import Procedure, Status
from desk.domain.retype import Piece, Target, pieces
from desk.domain.views import NewDossier
from desk.ui.handover.ports import HandoverPorts
from tests.ui.invented import NOW, PROCEDURES

if TYPE_CHECKING:
    from tests.ui.world import World


class Handing:
    """What is handed over, laid on the shelf, reminded and rated in a `World`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.note = world._note  # noqa: SLF001 - the world's own hand
        self.queue = world._queue_job  # noqa: SLF001 - the world's own printer

    def collect(
        self,
        uids: Sequence[str],
        who: Collecting,
        *,
        returned: Mapping[str, tuple[str, ...]],
        paid: Sequence[str],
        slip: bool,
    ) -> None:
        self.note("collect", tuple(uids), who, dict(returned), slip)
        self.note("paid", tuple(paid))
        for uid in uids:
            one = self.world.dossiers[uid]
            self.world.dossiers[uid] = replace(
                one, status=Status.RETURNED, collector=who.to, returned_at=NOW
            )

    def take_back(self, uids: Sequence[str]) -> None:
        self.note("take_back", tuple(uids))
        for uid in uids:
            self.world.dossiers[uid] = replace(self.world.dossiers[uid], status=Status.DONE)

    def ready(self) -> tuple[ReadyRow, ...]:
        return tuple(
            ReadyRow(
                uid=one.uid,
                code=one.code,
                name=one.subject.name,
                procedure_name=one.procedure_name,
                finished_at=one.finished_at or NOW,
                days=days_waiting(one.finished_at or NOW, NOW),
                shelf=one.shelf,
                phone=one.subject.phone,
                reminders=one.reminders,
            )
            for one in self.world.dossiers.values()
            if one.status is Status.DONE and not one.voided
        )

    def shelve(self, uids: Sequence[str], slot: str) -> tuple[str, ...]:
        self.note("shelve", tuple(uids), slot)
        for uid in uids:
            self.world.dossiers[uid] = replace(self.world.dossiers[uid], shelf=slot)
        return tuple(self.world.dossiers[uid].code for uid in uids)

    def remind(self, uids: Sequence[str], manner: str) -> tuple[str, ...]:
        self.note("remind", tuple(uids), manner)
        for uid in uids:
            one = self.world.dossiers[uid]
            self.world.dossiers[uid] = replace(one, reminders=(*one.reminders, NOW))
        return tuple(self.world.dossiers[uid].code for uid in uids)

    def rate(self, uids: Sequence[str], score: int) -> tuple[str, ...]:
        self.note("rate", tuple(uids), score)
        return tuple(self.world.dossiers[uid].code for uid in uids)

    def keep_file(self, data: bytes, media: str) -> str:
        self.note("keep_file", data, media)
        return "ab" * 32

    def _print_other(self, form: str, about: object) -> int:
        self.note("print_other", form, about)
        return self.queue(form, None)

    def retype(self, uid: str) -> tuple[tuple[Target, tuple[Piece, ...]], ...]:
        fields = ("code", "subject.name", "subject.birth_date", "submitter.phone")
        targets = (
            Target(id="ht", name="Phần mềm đăng ký hộ tịch", fields=fields),
            Target(id="khac", name="Phần mềm khác", fields=("code", "procedure_name")),
        )
        one = self.world.dossiers[uid]
        return tuple((target, pieces(one, target)) for target in targets)

    def mend(self, uid: str) -> tuple[NewDossier, Procedure]:
        self.note("mend", uid)
        one = self.world.dossiers[uid]
        procedure = next(each for each in PROCEDURES if each.code == one.procedure)
        new = NewDossier(
            uid="mended",
            procedure=one.procedure,
            submitter=one.submitter,
            fee=0,
            fee_note="Nghị định 118/2025/NĐ-CP Điều 23",
            corrects=uid,
        )
        return new, procedure

    def ports(self) -> HandoverPorts:
        return HandoverPorts(
            lookup=self.world.lookup,
            parse_scan=self.world.parse_scan,
            collect=self.collect,
            take_back=self.take_back,
            ready=self.ready,
            shelve=self.shelve,
            remind=self.remind,
            rate=self.rate,
            print_slip=lambda uid: self.world.print_form(uid, "handover"),
            print_survey=lambda uid: self.world.print_form(uid, "survey"),
            print_list=self._print_other,
            print_shelf=lambda places: self._print_other("shelf", places),
            keep_file=self.keep_file,
        )
