"""The statistics page: seven figures of a period, each down to its dossiers, all on one paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QWidget
from typing_extensions import override

from desk.domain.figures import Period
from desk.domain.lookup import Filter, Span
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.page import Page
from desk.ui.parts import files
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.layout import GUTTER, Scroll, column, frame, label, row
from desk.ui.parts.notices import ErrorPanel
from desk.ui.reports.panel import ReportPanel
from desk.ui.search.days import DaysBox
from desk.ui.statistics.card import FigureCard
from desk.ui.statistics.ports import FiguresReport, StatisticsPorts
from desk.ui.tasks import Call

FIGURES: Final = 7
WIDE: Final = 900
BUSY_MS: Final = 1000
USUAL: Final = "thang nay"


class StatisticsScreen(Page):
    """Figures are counted anew whenever the page is shown or the period changes."""

    def __init__(self, kit: Kit, ports: StatisticsPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._call: Call | None = None
        self.report: FiguresReport | None = None
        self._folder = Path()
        self.error = ErrorPanel(kit)
        self.days = DaysBox(kit, translate("Statistics", "Kỳ"), kit.now)
        self.days.choose(kit.own.get("statistics.period", USUAL))
        self.cards = tuple(FigureCard(kit) for _ in range(FIGURES))
        self._make_notice()
        self._lay_out()
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_MS)
        self._busy.timeout.connect(self._say_busy)
        self.days.changed.connect(self._period_changed)
        for card in self.cards:
            card.drilled.connect(self.lookup)

    def _make_notice(self) -> None:
        self._notice_text = label("", "strong", wrap=True)
        self._other = KeyButton(self._kit, "", icon="calendar-clock", role="gap")
        self._other.clicked.connect(self._show_other)
        inner = row(self._kit, gap=8, margin=8)
        inner.addWidget(self._notice_text, 1)
        inner.addWidget(self._other)
        self.notice = frame(inner, "info")
        self.notice.hide()

    def _lay_out(self) -> None:
        kit, px = self._kit, self._kit.theme.px
        self._said = label("", "small", wrap=True)
        head = row(kit, self.days, gap=12)
        head.addWidget(self._said, 1)
        band = column(kit, head)
        band.setContentsMargins(px(GUTTER), px(10), px(GUTTER), px(10))
        self._grid = QGridLayout()
        self._grid.setSpacing(px(12))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        cards = frame(self._grid)
        content = frame(column(kit, self.error, self.notice, cards, gap=12, margin=GUTTER))
        self.area = Scroll(content)
        self.told = label("", "quiet", wrap=True)
        self.folder = KeyButton(kit, translate("Statistics", "Mở thư mục"), icon="folder-open")
        self.folder.clicked.connect(self._open_folder)
        self.folder.hide()
        self.paper_button = KeyButton(
            kit, translate("Statistics", "Ghi báo cáo PDF"), key="F9", icon="file-text", role="main"
        )
        self.paper_button.clicked.connect(self.main_action)
        out = KeyButton(
            kit, translate("Statistics", "Xuất hồ sơ của kỳ"), key="Ctrl+E", icon="download"
        )
        out.clicked.connect(self.write_list)
        self._list_key = QShortcut(QKeySequence("Ctrl+E"), out)
        self._list_key.activated.connect(self.write_list)
        layout = column(kit, frame(band, "band"), gap=0)
        layout.addWidget(self.area, 1)
        layout.addWidget(ActionBar(kit, self.told, self.folder, out, self.paper_button))
        self._figures = frame(layout)
        self.reports = ReportPanel(kit, self._ports.reports)
        self.reports.lookup.connect(self.lookup)
        self.reports.changed.connect(self.changed)
        self.reports.printed.connect(self.printed)
        self.parts = QStackedWidget()
        self.parts.addWidget(self._figures)
        self.parts.addWidget(self.reports)
        self.setLayout(column(kit, self._tabs(), self.parts, gap=0))
        self.arrange(2)

    def _tabs(self) -> QFrame:
        """Make the two buttons that choose between the figures and the reports."""
        kit = self._kit
        self.to_figures = KeyButton(
            kit, translate("Statistics", "Biểu đồ"), icon="chart-column", role="segment"
        )
        self.to_reports = KeyButton(
            kit,
            translate("Statistics", "Báo cáo theo biểu"),
            key="Ctrl+B",
            icon="table",
            role="segment",
        )
        for button in (self.to_figures, self.to_reports):
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self.to_figures.setChecked(True)
        self.to_figures.clicked.connect(lambda: self.show_part(self._figures))
        self.to_reports.clicked.connect(lambda: self.show_part(self.reports))
        QShortcut(QKeySequence("Ctrl+B"), self).activated.connect(self._other_part)
        inner = row(kit, self.to_figures, self.to_reports, gap=8)
        px = kit.theme.px
        inner.setContentsMargins(px(GUTTER), px(8), px(GUTTER), 0)
        inner.addStretch(1)
        return frame(inner, "band")

    def _other_part(self) -> None:
        here = self.parts.currentWidget()
        self.show_part(self.reports if here is self._figures else self._figures)

    def show_part(self, part: QWidget) -> None:
        """Show the figures, or the reports."""
        self.parts.setCurrentWidget(part)
        (self.to_reports if part is self.reports else self.to_figures).setChecked(True)
        self.refresh()
        self.start()

    def arrange(self, columns: int) -> None:
        """Put the cards side by side, or one under another."""
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.removeWidget(card)
            last_alone = at == len(self.cards) - 1
            span = columns if last_alone else 1
            self._grid.addWidget(card, at // columns, at % columns, 1, span)
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(2 if event.size().width() >= self._kit.theme.px(WIDE) else 1)

    # -- counting ---------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The period that is asked for: an open side ends today."""
        today = self._kit.now().date()
        span = self.days.span or Span.days(today, today)
        return Period(span.first or today, span.last or today)

    def _period_changed(self) -> None:
        self._kit.own.set("statistics.period", self.days.value)
        self.refresh()

    @property
    def is_reporting(self) -> bool:
        """Whether the reports are shown."""
        return self.parts.currentWidget() is self.reports

    @override
    def refresh(self) -> None:
        if self.is_reporting:
            self.reports.refresh()
            return
        period = self.period
        if self._call:
            self._call.cancel()
        self._busy.start()
        self._call = self._kit.tasks.run(
            lambda: self._ports.report(period), self._show, self._failed, owner=self
        )

    def _say_busy(self) -> None:
        self._said.setText(translate("Statistics", "Đang đếm…"))

    def _failed(self, error: Exception) -> None:
        self._busy.stop()
        self._said.setText("")
        self.error.show_error(error)

    def _show(self, report: FiguresReport) -> None:
        self._busy.stop()
        self._call = None
        self.report = report
        for card, figure in zip(self.cards, report.figures, strict=True):
            card.show_figure(figure)
        period = report.period
        said = translate("Statistics", "{first} – {last} · đếm lúc {time}")
        self._said.setText(
            said.format(
                first=f"{period.first:%d/%m/%Y}",
                last=f"{period.last:%d/%m/%Y}",
                time=words.clock(report.at, self._kit.now()),
            )
        )
        self._say_where(report)

    def _say_where(self, report: FiguresReport) -> None:
        """Say which period has some, where this one has none."""
        has, period = report.has, report.period
        outside = has is not None and (has.last < period.first or has.first > period.last)
        self.notice.setVisible(has is None or outside)
        self._other.setVisible(outside)
        if has is None:
            self._notice_text.setText(
                translate("Statistics", "Chưa có hồ sơ nào. F2 để tiếp nhận hồ sơ đầu tiên.")
            )
        elif outside:
            said = translate("Statistics", "Kỳ này không có hồ sơ. Có hồ sơ từ {first} đến {last}.")
            ends = {"first": f"{has.first:%d/%m/%Y}", "last": f"{has.last:%d/%m/%Y}"}
            self._notice_text.setText(said.format(**ends))
            month = translate("Statistics", "Xem tháng {month}")
            self._other.set_words(month.format(month=f"{has.last:%m/%Y}"))

    def _show_other(self) -> None:
        if self.report is not None and self.report.has is not None:
            last = self.report.has.last
            self.days.show_span(Span.days(last.replace(day=1), last))
            self.refresh()

    def write_list(self) -> None:
        """Write the dossiers that were received in the period into a file, from the look-up."""
        period = self.period
        said = translate("Statistics", "hồ sơ nhận từ {first} đến {last}")
        ends = {"first": f"{period.first:%d/%m/%Y}", "last": f"{period.last:%d/%m/%Y}"}
        self.exported.emit(Filter(received=period.span), said.format(**ends))

    # -- the paper --------------------------------------------------------------------------------

    @override
    def main_action(self) -> None:
        if self.is_reporting:
            self.reports.main_action()
            return
        report = self.report
        if report is None:
            return
        self.paper_button.setEnabled(False)
        self._kit.tasks.run(
            lambda: self._ports.paper(report, files.folder()),
            self._written,
            self._not_written,
            owner=self,
        )

    @override
    def print_again(self) -> bool:
        """Print the report that is shown; the figures go on paper as a file."""
        if self.is_reporting:
            self.reports.print_report()
        return self.is_reporting

    def _written(self, path: Path) -> None:
        self.paper_button.setEnabled(True)
        self.told.setText(translate("Statistics", "Đã ghi {file}").format(file=path.name))
        self.folder.show()
        self._folder = path.parent
        self.changed.emit(self.told.text())

    def _open_folder(self) -> None:
        files.show(self._folder)

    def _not_written(self, error: Exception) -> None:
        self.paper_button.setEnabled(True)
        self.error.show_error(error)

    @override
    def start(self) -> None:
        (self.reports.form if self.is_reporting else self.days.choice).setFocus()

    @override
    def escape(self) -> bool:
        return self.reports.escape() if self.is_reporting else self.error.dismiss()
