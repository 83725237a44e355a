"""Results in the invented office: the real rules over its dossiers, drawn as a blank sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk.domain import results as rule
from desk.domain.drafts import Draft, about_result
from desk.domain.records import Confirmation, Dossier, Result, UsedSheet
from desk.domain.results import Blank, Offer
from desk.domain.sheets import Lot, Use, account, check_lot, read, read_range
from desk.printing import wording
from desk.printing.raster import Page
from desk.ui.drafts.ports import DraftPorts
from desk.ui.results.ports import ResultPorts
from desk.ui.sheets.ports import SheetPorts
from tests.ui.half_done import HalfDone
from tests.ui.invented import NOW

if TYPE_CHECKING:
    from tests.ui.world import World

BLANK = Page(width=21, height=30, stride=21, data=b"\xff" * 630, bits=8)
FORMS = wording.load("results")
TEMPLATES = {key: form for key, form in FORMS.forms.items() if form.result is not None}


@dataclass
class Issued:
    """What is issued on the dossiers of a world; who sits there has every right."""

    world: World
    halves: HalfDone = field(default_factory=HalfDone)
    told: int = 0
    lots: list[Lot] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)

    def _template(self, key: str) -> rule.Template:
        template = TEMPLATES[key].result
        assert template is not None
        return template

    def show(self, uid: str) -> tuple[Dossier, tuple[Offer, ...]]:
        dossier = self.world.dossiers[uid]
        found = (
            Offer(
                template=key,
                title=form.title or form.words["name"],
                fits=self._template(key).fits(dossier.procedure, ""),
                rules=self._template(key),
            )
            for key, form in TEMPLATES.items()
        )
        return dossier, tuple(sorted(found, key=lambda each: not each.fits))

    def blanks(self, uid: str, template: str, result: str) -> tuple[Blank, ...]:
        dossier = self.world.dossiers[uid]
        rules = self._template(template)
        found = rule.prefilled(rules, dossier, today=NOW.date())
        if result:
            held = {each.key: each.value for each in rule.find(dossier, result).fields}
            return tuple(Blank(field=f, value=held.get(f.key, "")) for f in rules.fields)
        empty = rule.Found(value="")
        return tuple(
            Blank(
                field=each,
                value=found.get(each.key, empty).value,
                source=found.get(each.key, empty).source,
            )
            for each in rules.fields
        )

    def draft(
        self, uid: str, template: str, given: Mapping[str, str], /, **of: str
    ) -> tuple[Dossier, Result]:
        dossier = self.world.dossiers[uid]
        self.told += 1
        made = Result(
            uid=of.get("result") or f"r{self.told}",
            template=template,
            title=TEMPLATES[template].title,
            edition=1,
            fields=rule.settle(self._template(template), dossier, given, today=NOW.date()),
            draft=f"e{self.told}",
            last=f"e{self.told}",
            drafted_at=NOW,
            by="An",
        )
        self.halves.forms.pop(of.get("typed", ""), None)
        return self._put(dossier, made), made

    def fill(self, uid: str) -> None:
        """Write a whole draft down, as r1."""
        form = self.show(uid)[1][0]
        day = {rule.Kind.DATE: "2026-11-20", rule.Kind.PARTIAL: "2026-11-20"}
        given = {
            each.key: each.options[0] if each.options else day.get(each.kind, "1")
            for each in form.rules.fields
        }
        self.draft(uid, form.template, given, result="r1")

    def _put(self, dossier: Dossier, made: Result) -> Dossier:
        others = tuple(each for each in dossier.results if each.uid != made.uid)
        after = replace(dossier, results=(*others, made))
        self.world.dossiers[dossier.uid] = after
        return after

    def _changed(self, uid: str, result: str, **values: object) -> Dossier:
        self.world.dossiers[uid] = rule.changed(self.world.dossiers[uid], result, **values)
        return self.world.dossiers[uid]

    def confirm(self, uid: str, result: str, told: Mapping[str, str], seen: str) -> Dossier:
        del seen
        facts = rule.clean_confirmation(told, today=NOW.date())
        return self._changed(
            uid, result, confirmed=Confirmation(event=f"c{result}", at=NOW, **facts)
        )

    def put_away(self, uid: str, result: str) -> Dossier:
        dossier = self.world.dossiers[uid]
        kept = tuple(each for each in dossier.results if each.uid != result)
        self.world.dossiers[uid] = replace(dossier, results=kept)
        return self.world.dossiers[uid]

    def _sheet(self, uid: str, result: str, sheet: str, spoilt: str) -> Dossier:
        number = read(sheet)
        made = rule.find(self.world.dossiers[uid], result)
        others = tuple(each for each in made.sheets if each.number != number.number)
        used = UsedSheet(
            series=number.series, number=number.number, digits=number.digits, spoilt=spoilt
        )
        return self._changed(uid, result, sheets=(*others, used))

    def print(self, uid: str, result: str, sheet: str, copies: int) -> tuple[int, ...]:
        if sheet:
            self._sheet(uid, result, sheet, "")
        return tuple(range(1, copies + 1))

    def _drafts(self, uid: str, result: str) -> DraftPorts:
        about = about_result(uid, result).items()
        ports = self.halves.ports()

        def begin() -> tuple[Draft, ...]:
            return tuple(e for e in ports.begin() if about <= dict(e.form.texts).items())

        return replace(ports, begin=begin)

    def _tell(self, way: str, first: str, last: str, /, *, slot: int, note: str) -> Lot:
        one, other = read_range(first, last)
        lot = Lot(
            way=way,
            series=one.series,
            first=one.number,
            last=other.number,
            at=NOW,
            digits=one.digits,
            slot=slot,
            note=note,
            by="An",
        )
        check_lot(lot, self.lots, self.uses)
        self.lots.append(lot)
        return lot

    def stock(self) -> SheetPorts:
        return SheetPorts(
            account=lambda start, end: account(self.lots, self.uses, start, end),
            tell=self._tell,
            print=lambda *_: 1,
            reasons=lambda: ("Kẹt giấy trong máy in.",),
            may=lambda: frozenset({"stock-sheets"}),
        )

    def ports(self) -> ResultPorts:
        return ResultPorts(
            show=self.show,
            blanks=self.blanks,
            preview=lambda *_: [BLANK],
            paper=lambda *_: [BLANK],
            draft=self.draft,
            put_away=self.put_away,
            confirm=self.confirm,
            withdraw=lambda uid, result, _: self._changed(uid, result, confirmed=None),
            print=self.print,
            use=lambda uid, result, sheet: self._sheet(uid, result, sheet, ""),
            spoil=self._sheet,
            sign=lambda *_: (Path("da-ky.pdf"), "Lê Thị Ký"),
            coming=lambda: "TL 000001",
            reasons=lambda: ("Kẹt giấy trong máy in.", "In lệch, mất nét, lem mực."),
            drafts=self._drafts,
            new_uid=self.world.new_uid,
            may=lambda: frozenset({"draft-result", "confirm-result"}),
        )
