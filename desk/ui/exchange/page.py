"""The page of trust: does the exchange run, what needs a person, do printer and scanner work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desk.domain import invitation
from desk.domain.records import Actor
from desk.domain.review import Item
from desk.domain.views import PrintJob, TargetStatus
from desk.ui import words
from desk.ui.exchange.attention import AttentionCard
from desk.ui.exchange.devices import PrinterCard, ScannerCard
from desk.ui.exchange.history import SHOWN, HistoryCard
from desk.ui.exchange.joining import ConnectCard
from desk.ui.exchange.screens import ScreensCard
from desk.ui.exchange.stick import StickCard
from desk.ui.exchange.systems import SystemsCard
from desk.ui.exchange.target import Targets
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.page import Page
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.columns import Columns
from desk.ui.parts.layout import column, label, restyle
from desk.ui.parts.notices import Empty, ErrorPanel, Strip
from desk.ui.ports import ExchangePorts
from desk.ui.printers.places import Standing
from desk.ui.printers.ports import PrintPorts
from desk.ui.scans.card import ScanFolderCard
from desk.ui.tasks import Lane


class ExchangeScreen(Page):
    """`opened` carries a dossier's uid, `changed` words, `targets_known` the targets."""

    targets_known = Signal(object)
    jobs_changed = Signal()

    def __init__(
        self,
        kit: Kit,
        ports: ExchangePorts,
        printing: PrintPorts,
        *,
        user: Actor | None = None,
        practice: bool = False,
    ) -> None:
        super().__init__()
        self._kit, self._ports, self._printing = kit, ports, printing
        self._busy, self._practice = False, practice
        self._connected_to: int | None = None  # nobody has told yet
        self._to_start = False
        self._exchanged = self._comparable = False
        self._begins = False  # a first contact was seen to be under way
        self.targets = Targets(kit)
        self.attention = AttentionCard(kit)
        self.history = HistoryCard(kit)
        self.printer = PrinterCard(kit)
        self.scanner = ScannerCard(kit)
        self.scan_folder = ScanFolderCard(kit)
        self.screens = ScreensCard(kit)
        self.stick = StickCard(kit, ports.courier)
        self.connect_card = ConnectCard(kit)
        self.systems = SystemsCard(kit, ports.systems, user)
        self.error = ErrorPanel(kit)
        self._sameness = label("", wrap=True)
        self._lay_out()
        if practice:
            self._stay_alone()
        self.attention.asked.connect(lambda: self.asked.emit("review"))
        self.history.asked.connect(self._write_support)
        self.connect_card.ready.connect(self._connect)
        self.stick.carried.connect(self.refresh)
        self.systems.changed.connect(self._systems_changed)
        self.systems.exchanged.connect(self.sync_now)
        self.systems.opened.connect(self._give_way)
        self.printer.retry.connect(lambda job: self._with_job(self._printing.retry, job))
        self.printer.cancel.connect(lambda job: self._with_job(self._printing.cancel, job))
        self.printer.answered.connect(
            lambda job, came: self._with_job(lambda one: self._printing.answer(one, came), job)
        )

    def _lay_out(self) -> None:
        kit = self._kit
        left = QWidget()
        self._alone = Empty(
            kit,
            "cloud-off",
            translate("Exchange", "Quầy chưa kết nối hệ thống nào"),
            translate(
                "Exchange",
                "Tiếp nhận, in và trả kết quả vẫn bình thường. Nhập địa chỉ và mã kết nối do thành "
                "phố cấp để bắt đầu đồng bộ.",
            ),
        )
        left.setLayout(
            column(
                kit,
                self._alone,
                self.targets,
                self._sameness,
                self.attention,
                self.history,
                self.stick,
                self.connect_card,
                self.systems,
                gap=12,
            )
        )
        self._alone.hide()
        right = QWidget()
        cards = (self.printer, self.scan_folder, self.scanner, self.screens)
        right.setLayout(column(kit, *cards, gap=12))
        self.columns = Columns(kit, [left, right], least=900, stretches=(3, 2))
        self._sameness.hide()
        self._progress = label("", "quiet", wrap=True)
        self._verify = KeyButton(
            kit, translate("Exchange", "Đối chiếu từng hồ sơ"), icon="git-compare"
        )
        self._go = KeyButton(
            kit, translate("Exchange", "Đồng bộ ngay"), key="F9", icon="refresh-cw", role="main"
        )
        self._verify.clicked.connect(self.verify)
        self._go.clicked.connect(self.sync_now)
        layout = column(kit, Strip(kit, self.error), gap=0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(ActionBar(kit, self._progress, self._verify, self._go))
        self.setLayout(layout)

    def _stay_alone(self) -> None:
        """Offer no connection where none is allowed: nothing of a practice office is ever sent."""
        self.connect_card.hide()
        self.systems.seat(None)
        self._alone.say(
            translate("Exchange", "Cơ quan thực hành không gửi đi đâu"),
            translate("Exchange", "Hồ sơ ở đây là hư cấu; mọi giấy in đều mang chữ THỰC HÀNH."),
        )

    # -- filling --------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read how everything stands."""
        run = self._kit.tasks.run
        run(self._ports.targets, self.show_targets, self.error.show_error, owner=self)
        run(self._ports.keys_kept, self.connect_card.show_keys, self.error.show_error, owner=self)
        run(self._ports.review, self.show_attention, self.error.show_error, owner=self)
        latest = self._ports.history
        run(lambda: latest(SHOWN), self.history.show_rounds, self.error.show_error, owner=self)
        self.stick.refresh()
        run(self._printing.jobs, self.show_jobs, self.error.show_error, owner=self)

    def follow(self, targets: tuple[TargetStatus, ...]) -> None:
        """Show how a first contact goes on; all else is read when somebody asks for it."""
        goes_on = any(target.first for target in targets)
        if goes_on or self._begins:
            self.show_targets(targets)
        self._begins = goes_on

    def show_targets(self, targets: tuple[TargetStatus, ...]) -> None:
        """Show how each target stands; without one, only connecting makes sense."""
        self._connected_to = len(targets)
        self._exchanged = any(target.last_ok for target in targets)
        self.targets.show_targets(targets)
        self.systems.show_targets(targets)
        self.targets.setVisible(bool(targets))
        # Others than ours take dossiers whole: they have no digests to compare.
        self._comparable = any(target.kind == "native" for target in targets)
        self._enable()
        self._alone.setVisible(not targets)
        self.attention.setVisible(bool(targets))
        self.history.setVisible(bool(targets))
        self.stick.setVisible(bool(targets))
        self.targets_known.emit(targets)
        if self._to_start:
            self.start()

    def show_attention(self, items: Sequence[Item]) -> None:
        """Show what a person must look at."""
        self.attention.show_items(items, exchanged=self._exchanged)

    def show_jobs(
        self,
        jobs: Sequence[PrintJob],
        standing: Standing | None = None,
        placed: Mapping[int, Standing] = MappingProxyType({}),
    ) -> None:
        """Show the papers on their way, and where they go."""
        self.printer.show_jobs(jobs, placed)
        if standing is not None:
            self.printer.show_standing(standing)

    @override
    def scan(self, text: str) -> bool:
        """Tell what the scanner sent; a city's QR code fills in where to join."""
        found = invitation.read(text)
        if found is not None and not self.connect_card.isHidden():
            self.connect_card.invite(found)
            self.connect_card.go.setFocus()
            return True
        self.scanner.show_scan(text)
        return True

    # -- doing ----------------------------------------------------------------------------------

    def _set_busy(self, *, on: bool, said: str = "") -> None:
        self._busy = on
        self._say(said)
        if on:
            # What was found out before is not the answer to what is asked now.
            self._sameness.hide()
            for error in (self.error, self.connect_card.error):
                error.acknowledge()
        self.connect_card.go.setEnabled(not on)
        self._enable()

    def _enable(self) -> None:
        """Offer what makes sense with the targets that there are, and nothing twice."""
        self._go.setEnabled(bool(self._connected_to) and not self._busy)
        self._verify.setEnabled(self._comparable and not self._busy)

    def _say(self, said: str, *, well: bool = True) -> None:
        restyle(self._progress, tone="" if well else "warn")
        self._progress.setText(said)

    def sync_now(self) -> None:
        """Exchange with every target now."""
        if self._busy or not self._connected_to:
            return
        self._set_busy(on=True, said=translate("Exchange", "Đang trao đổi…"))
        self._kit.tasks.run(
            self._ports.sync_now, self._synced, self._failed, lane=Lane.NETWORK, owner=self
        )

    def _synced(self, _: None) -> None:
        # A round ends whether or not anybody answered: how it went is written at the targets.
        self._kit.tasks.run(self._ports.targets, self._tell_round, self._failed, owner=self)

    def _tell_round(self, targets: tuple[TargetStatus, ...]) -> None:
        self._set_busy(on=False)
        silent = [target for target in targets if not target.online]
        paused = [target for target in targets if target.paused and target not in silent]
        waiting = sum(target.waiting for target in targets)
        names = ", ".join(words.target(target.name) for target in silent or paused)
        if not targets:
            said = ""
        elif silent:
            said = translate("Exchange", "Chưa trao đổi được với {names}. Dữ liệu vẫn còn ở quầy.")
        elif paused:
            said = translate("Exchange", "Đang tạm dừng trao đổi với {names}.")
        elif waiting:
            said = plural(
                waiting,
                translate("Exchange", "Đã trao đổi; còn 1 việc chờ gửi."),
                translate("Exchange", "Đã trao đổi; còn {n} việc chờ gửi."),
            )
        else:
            said = translate("Exchange", "Đã trao đổi xong.")
        self._say(said.format(names=names), well=not (silent or paused))
        self.refresh()

    def _write_support(self) -> None:
        """Write the file for helpers from afar, and say where it is."""
        self._say(translate("Exchange", "Đang ghi gói hỗ trợ…"))
        self._kit.tasks.run(
            self._ports.support,
            lambda path: self._say(
                translate("Exchange", "Đã ghi gói hỗ trợ: {path}").format(path=path)
            ),
            self._failed,
            owner=self,
        )

    def verify(self) -> None:
        """Compare with the first target, dossier by dossier."""
        if self._busy or not self._comparable:
            return
        self._set_busy(on=True, said=translate("Exchange", "Đang đối chiếu từng hồ sơ…"))
        self._kit.tasks.run(
            self._ports.compare, self._verified, self._failed, lane=Lane.NETWORK, owner=self
        )

    def _verified(self, outcome: tuple[str, bool, int, int, tuple[str, ...]]) -> None:
        name, equal, ours, theirs, codes = outcome
        name = words.target(name)
        self._set_busy(on=False)
        if equal:
            said = plural(
                ours,
                translate("Exchange", "Giống nhau: 1 hồ sơ, ở quầy và ở “{name}”."),
                translate("Exchange", "Giống nhau: {n} hồ sơ, ở quầy và ở “{name}”."),
                name=name,
            )
        else:
            said = translate(
                "Exchange", "Khác nhau: ở quầy {ours}, ở “{name}” {theirs}. Xem: {codes}"
            ).format(name=name, ours=ours, theirs=theirs, codes=", ".join(codes[:10]) or "–")
        self._sameness.setText(said)
        self._sameness.show()

    def _systems_changed(self, said: str) -> None:
        self.changed.emit(said)
        self._connected_to = max(self._connected_to or 0, 1)
        self.refresh()

    def _give_way(self, asks: object) -> None:
        """Let F9 be what is asked below, while something is."""
        for button in (self._go, self._verify):
            button.setHidden(bool(asks))

    def _connect(self, url: str, code: str, slot: int) -> None:
        self._set_busy(on=True, said=translate("Exchange", "Đang kết nối…"))
        self._kit.tasks.run(
            lambda: self._ports.connect(url, code, slot),
            lambda _: self._connected(slot),
            self._not_connected,
            lane=Lane.NETWORK,
            owner=self,
        )

    def _connected(self, slot: int) -> None:
        self._set_busy(on=False)
        self.connect_card.forget()
        said = translate("Exchange", "Đã kết nối")
        if slot:
            self.renumbered.emit(slot)
            said = translate("Exchange", "Đã kết nối. Quầy này nay là quầy {slot}.")
        self.changed.emit(said.format(slot=slot))
        self._connected_to = max(self._connected_to or 0, 1)
        self.sync_now()  # else the new target would look as if nobody had ever answered

    def _not_connected(self, error: Exception) -> None:
        self._set_busy(on=False)
        if not self._connected_to:  # who has joined already keeps its own
            self.connect_card.offer_slots(error)
        self.connect_card.error.show_error(error)

    def _failed(self, error: Exception) -> None:
        self._set_busy(on=False)
        self.error.show_error(error)
        self.refresh()

    def _with_job(self, work: Callable[[int], None], job: int) -> None:
        self._kit.tasks.run(
            lambda: work(job),
            lambda _: self.jobs_changed.emit(),
            self.error.show_error,
            owner=self,
        )

    # -- keys -----------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        """Do what F9 does here."""
        if not self.systems.main_action():
            self.sync_now()

    @override
    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        for error in (self.error, self.connect_card.error, self.stick.error):
            if not error.isHidden():
                error.acknowledge()
                return True
        return self.systems.escape()

    @override
    def seat(self, user: Actor) -> None:
        if not self._practice:
            self.systems.seat(user)

    @override
    def start(self) -> None:
        """Put the cursor on the main button, or where a connection begins.

        Which of the two is right is known once the targets are; the page is read from its top.
        """
        self._to_start = self._connected_to is None
        if not self._to_start:
            (self._go if self._connected_to else self.connect_card.url).setFocus()
