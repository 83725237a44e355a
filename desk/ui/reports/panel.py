"""Reports in the window: form, period, lines; a table down to dossiers; files; closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk.domain.lookup import Filter, Span, parse_span
from desk.domain.report import Report, words
from desk.domain.report_closing import Closing, Reopening
from desk.domain.report_form import Grouping, ReportForm
from desk.domain.report_periods import ReportPeriod, usual
from desk.ui import words as shown
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts import files
from desk.ui.parts.action_bar import ActionBar
from desk.ui.parts.buttons import KeyButton
from desk.ui.parts.fields import Choice, Line
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import GUTTER, Scroll, column, frame, label, restyle
from desk.ui.parts.notices import ErrorPanel
from desk.ui.reports.closing import ClosedNotice, CloseQuestion
from desk.ui.reports.ports import ReportPorts
from desk.ui.reports.table import ReportTable, path
from desk.ui.signing.panel import SignPanel, signed_words
from desk.ui.signing.ports import Signing
from desk.ui.tasks import Call, Lane

BUSY_MS: Final = 700
_TYPED: Final = "…"
_WIDE, _MIDDLE, _LINE = 340, 240, 190
ALONE: Final = mark(
    "Reports",
    "Chỉ tính hồ sơ của máy này: máy chưa đồng bộ với các quầy khác của phường, xã.",
)
_KINDS: Final = {
    "month": mark("Reports", "tháng {number}/{year}"),
    "quarter": mark("Reports", "quý {number}/{year}"),
    "year": mark("Reports", "năm {year}"),
}
_GROUPINGS: Final = {
    Grouping.FIELD: mark("Reports", "lĩnh vực"),
    Grouping.PROCEDURE: mark("Reports", "thủ tục"),
    Grouping.OFFICER: mark("Reports", "cán bộ"),
    Grouping.CHANNEL: mark("Reports", "cách nộp"),
    Grouping.UNIT: mark("Reports", "đơn vị giải quyết"),
}


def period_words(period: ReportPeriod) -> str:
    """Return a period with its days: quý 4/2026: 15/09–14/12/2026."""
    name = translate("Reports", _KINDS[period.kind])
    named = name.format(number=period.number, year=period.year)
    return f"{named}: {period.start:%d/%m/%Y}–{period.end:%d/%m/%Y}"


class ReportPanel(QWidget):
    """A report is counted anew whenever anything of it is chosen otherwise."""

    lookup = Signal(object, str)  # a filter, and what it is about
    changed = Signal(str)
    printed = Signal(int)  # a print job

    def __init__(self, kit: Kit, ports: ReportPorts) -> None:
        super().__init__()
        self._kit, self._ports = kit, ports
        self._call: Call | None = None
        self._folder = Path()
        self._forms: tuple[ReportForm, ...] = ()
        self._closings: tuple[Closing, ...] = ()
        self.made: Report | None = None
        self.error, self.signing = ErrorPanel(kit), SignPanel(kit)
        self.closing = CloseQuestion(kit)
        self._signs = False
        self._make_choices()
        self.table = ReportTable(kit)
        self.empty = label("", "strong", wrap=True)
        self.empty.hide()
        self.told = label("", "small", wrap=True)
        self.notice = ClosedNotice(kit)
        self.notice.asked.connect(self._show_moved)
        self.alone = label(translate("Reports", ALONE), "strong", wrap=True)
        restyle(self.alone, tone="warn")
        self.alone.hide()
        self._lay_out()
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_MS)
        self._busy.timeout.connect(lambda: self.told.setText(translate("Reports", "Đang đếm…")))
        self.table.asked.connect(self.drill)
        self.table.at.connect(self.told.setText)

    def _make_choices(self) -> None:
        kit, px = self._kit, self._kit.theme.px
        self.form = Choice(kit, translate("Reports", "Biểu báo cáo"))
        self.period = Choice(kit, translate("Reports", "Kỳ báo cáo"))
        self.by = Choice(kit, translate("Reports", "Dòng theo"))
        self.days = Line(kit, latin=True, hint=translate("Reports", "01/11/2026–30/11/2026"))
        self.days.setAccessibleName(translate("Reports", "Từ ngày – đến ngày"))
        self.closed = Choice(kit, translate("Reports", "Kỳ đã chốt"))
        for box, wide in (
            (self.form, _MIDDLE),
            (self.period, _WIDE),
            (self.days, _LINE),
            (self.by, _MIDDLE),
            (self.closed, _MIDDLE),
        ):
            box.setFixedWidth(px(wide))
        self.days.hide()
        self.form.activated.connect(lambda _: self._form_chosen())
        self.period.activated.connect(lambda _: self._period_chosen())
        self.by.activated.connect(lambda _: self.count())
        self.closed.activated.connect(lambda _: self._reopen())
        self.days.returnPressed.connect(self.count)
        self.days.textEdited.connect(lambda _: self._forget())

    def _lay_out(self) -> None:
        kit, px = self._kit, self._kit.theme.px
        head = Flow(kit, self.form, self.period, self.days, self.by, self.closed)
        band = column(kit, frame(head))
        band.setContentsMargins(px(GUTTER), px(8), px(GUTTER), px(8))
        told = (self.error, self.signing, self.closing, self.alone, self.notice, self.empty)
        body = column(kit, *told, gap=8, margin=GUTTER)
        body.addWidget(self.table, 1)
        body.addStretch(0)  # while there is no table, words stand at the head
        # What is chosen scrolls with the rest: at large text it alone would fill the page.
        whole = column(kit, frame(band, "band"), gap=0)
        whole.addLayout(body, 1)
        self.area = Scroll(frame(whole))
        self.folder = KeyButton(kit, translate("Reports", "Mở thư mục"), icon="folder-open")
        self.folder.clicked.connect(lambda: files.show(self._folder))
        self.folder.hide()
        self.close_button = KeyButton(kit, translate("Reports", "Chốt kỳ"), icon="check")
        self.close_button.clicked.connect(self.close_period)
        csv = KeyButton(kit, "CSV", icon="download")
        csv.clicked.connect(lambda: self.write(".csv"))
        xlsx = KeyButton(kit, "XLSX", key="Ctrl+E", icon="table")
        xlsx.clicked.connect(lambda: self.write(".xlsx"))
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(lambda: self.write(".xlsx"))
        self.print = KeyButton(kit, translate("Reports", "In"), key="Ctrl+P", icon="printer")
        self.print.clicked.connect(self.print_report)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_report)
        self.pdf = KeyButton(
            kit, translate("Reports", "Ghi PDF"), key="F9", icon="file-text", role="main"
        )
        self.pdf.clicked.connect(self.main_action)
        self.sign = KeyButton(kit, translate("Reports", "Ký số"), key="Alt+5", icon="pencil")
        self.sign.clicked.connect(self.ask_signature)
        QShortcut(QKeySequence("Alt+5"), self).activated.connect(self.ask_signature)
        self.signing.ready.connect(self._sign)
        self.signing.left.connect(self._asked)
        self.closing.ready.connect(self._close)
        self.closing.left.connect(self._asked)
        layout = column(kit, gap=0)
        layout.addWidget(self.area, 1)
        self._ways = (self.close_button, csv, xlsx, self.sign, self.print, self.pdf)
        layout.addWidget(ActionBar(kit, self.told, self.folder, *self._ways))
        self.setLayout(layout)

    # -- choosing ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read which forms and closings there are, then count."""
        today = self._kit.now().date()
        self._run(
            lambda: (self._ports.forms(today), self._ports.closings()),
            lambda found: self._fill(*found),
        )

    def _fill(self, forms: tuple[ReportForm, ...], closings: tuple[Closing, ...]) -> None:
        self._forms, self._closings = forms, closings
        wanted = self.form.currentData() or self._kit.own.get("reports.form", "II.06a")
        self.form.clear()
        for form in forms:
            self.form.addItem(form.sign or form.title.capitalize(), form.id)
        self.form.setCurrentIndex(max(self.form.findData(wanted), 0))
        self._fill_closings()
        if forms:
            self._form_chosen()

    def _fill_closings(self) -> None:
        self.closed.clear()
        self.closed.addItem(
            translate("Reports", "Kỳ đã chốt: {n}").format(n=len(self._closings)), ""
        )
        for each in self._closings:
            self.closed.addItem(f"{each.form}: {each.start:%d/%m/%Y}–{each.end:%d/%m/%Y}", each.uid)
        self.closed.setEnabled(bool(self._closings))

    @property
    def chosen(self) -> ReportForm:
        """The form that is chosen."""
        return self._forms[max(self.form.currentIndex(), 0)]

    def _form_chosen(self) -> None:
        form, at = self.chosen, max(self.period.currentIndex(), 0)
        self._kit.own.set("reports.form", form.id)
        self.period.clear()
        for period in usual(self._kit.now().date(), form.closes):
            self.period.addItem(period_words(period), period)
        self.period.addItem(translate("Reports", "từ ngày – đến ngày…"), _TYPED)
        self.period.setCurrentIndex(at)
        self.by.clear()
        for each in form.groupings:
            text = translate("Reports", "Dòng theo {what}")
            self.by.addItem(text.format(what=translate("Reports", _GROUPINGS[each])), str(each))
        self.count()

    def _period_chosen(self) -> None:
        typed = self.period.currentData() == _TYPED
        self.days.setVisible(typed)
        if typed:
            self._forget()
            self.days.setFocus()
        else:
            self.count()

    def _forget(self) -> None:
        """Show no figures of a period that is not the one that is asked for any more."""
        if self._call:
            self._call.cancel()
            self._busy.stop()
        self.made = None
        self.told.setText("")
        self.empty.setText(translate("Reports", "Gõ kỳ cần lập rồi Enter, ví dụ 01/11–30/11/2026."))
        self._show_parts()

    def _show_parts(self) -> None:
        made = self.made
        if not self.closing.isHidden():  # it asked about another
            self.closing.hide()
            self._make_way()
        self.table.setVisible(made is not None)
        self.empty.setVisible(made is None or not made.lines)
        self.alone.setVisible(made is not None and made.alone)
        if made is None:
            self.notice.hide()
        over = made is not None and made.end < self._kit.now().date()
        self.close_button.setEnabled(over)

    @property
    def span(self) -> tuple[date, date] | None:
        """The days that are asked for; None where none can be read out of what was typed."""
        period = self.period.currentData()
        if isinstance(period, ReportPeriod):
            return period.start, period.end
        span: Span | None = parse_span(self.days.text(), self._kit.now().date())
        first, last = (span.first, span.last) if span else (None, None)
        restyle(self.days, wrong=first is None)
        return None if first is None or last is None else (first, last)

    # -- counting ---------------------------------------------------------------------------------

    def count(self) -> None:
        """Count the report that is chosen."""
        if not self._forms:
            return
        span = self.span
        if span is None:
            self._not_a_period()
            return
        name, by = self.chosen.id, str(self.by.currentData() or "")
        self.notice.hide()
        self._run(lambda: self._ports.made(name, *span, by), self._show)

    def _not_a_period(self) -> None:
        """Say that what was typed is no period, and how one is typed."""
        self._forget()
        said = translate(
            "Reports",
            "“{typed}” không phải một kỳ. Gõ hai ngày, ngày đầu không sau ngày cuối, "
            "ví dụ 01/11/2026–30/11/2026.",
        )
        if self.days.text().strip():
            self.empty.setText(said.format(typed=self.days.text().strip()))
        self.told.setText(self.empty.text())  # in sight at large text, too
        self._kit.sound.bad()
        self.days.setFocus()

    def _report(self) -> Report | None:
        """Return the report that is shown; where none is, ask for its period."""
        if self.made is None and self.period.currentData() == _TYPED:
            self.count()
        return self.made

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        if self._call:
            self._call.cancel()
        self._busy.start()
        self._call = self._kit.tasks.run(
            work, lambda found: self._then(then, found), self._failed, owner=self
        )

    def _then(self, then: Callable[[Any], None], found: Any) -> None:
        self._busy.stop()
        self._call = None
        then(found)

    def _failed(self, error: Exception) -> None:
        self._busy.stop()
        self._call = None
        self.told.setText("")
        self.error.show_error(error)

    def _show(self, made: Report) -> None:
        self.error.dismiss()
        self.made = made
        self.signing.show_title(_named(made))
        self.table.show_report(made)
        self.empty.setText(translate("Reports", "Kỳ này không có hồ sơ."))
        self._show_parts()
        said = [
            translate("Reports", "Đếm lúc {time}. Enter ở một ô: hồ sơ của ô đó.").format(
                time=shown.clock(made.at, self._kit.now())
            )
        ]
        said += [
            f"{each.index.name}: {words(each.share.part)}/{words(each.share.whole)}"
            for each in made.indices
        ]
        if made.reopened:
            again = translate("Reports", "Mở lại trong kỳ: {codes}.")
            said.append(again.format(codes=", ".join(each.code for each in made.reopened)))
        self.told.setText("  ".join(said))
        self.told.setToolTip("\n".join(f"{e.index.name}: {e.index.rule}" for e in made.indices))

    # -- going down, out, and closing -------------------------------------------------------------

    def drill(self, line: str, number: str) -> None:
        """Show the dossiers behind a figure in the look-up."""
        made = self.made
        if made is None:
            return
        place = [leaf.number for leaf in made.form.leaves].index(number) + 1
        about = translate("Reports", "{cell}, kỳ {start}–{end}; trạng thái là của hôm nay").format(
            cell=f"{made.line(line).name} · {path(made, place)}",
            start=f"{made.start:%d/%m/%Y}",
            end=f"{made.end:%d/%m/%Y}",
        )
        self._run(
            lambda: self._ports.drill(made, line, number),
            lambda keys: self.lookup.emit(Filter(among=keys), about),
        )

    def write(self, ending: str) -> None:
        """Write the report into a file."""
        made = self._report()
        if made is not None:
            self._run(lambda: self._ports.write(made, files.folder(), ending), self._written)

    def main_action(self) -> None:
        """Do what F9 does here: sign or close where that is asked, else write the paper."""
        if not self.signing.isHidden():
            self.signing.confirm()
        elif not self.closing.isHidden():
            self.closing.confirm()
        else:
            self.write(".pdf")

    def escape(self) -> bool:
        """Go one step back; tell whether there was one."""
        if self.error.dismiss():
            return True
        for asked in (self.signing, self.closing):
            if not asked.isHidden():
                asked.leave()
                return True
        return False

    def ask_signature(self) -> None:
        """Ask with which certificate the report that is shown is signed."""
        made = self._report()
        if made is not None:
            self.signing.open(_named(made))
            self._make_way()

    def _sign(self, how: Signing) -> None:
        made = self.made
        if made is None or self._signs:
            return
        self._signs = True
        # A token may take its time; nobody waits behind it.
        self._kit.tasks.run(
            lambda: self._ports.sign(made, how),
            self._signed,
            self._not_signed,
            lane=Lane.FILES,
            owner=self,
        )

    def _make_way(self) -> None:
        """While something is asked, no other F9 is seen beside it."""
        asked = not (self.signing.isHidden() and self.closing.isHidden())
        for button in self._ways:
            button.setVisible(not asked)

    def _asked(self) -> None:
        self._make_way()
        self.form.setFocus()

    def _signed(self, found: tuple[Path, str]) -> None:
        self._signs = False
        if not self.signing.isHidden():
            self.signing.leave()
        path_, by = found
        self._tell_file(path_, signed_words(by, path_.name))

    def _not_signed(self, error: Exception) -> None:
        self._signs = False
        if self.signing.refuse(error):
            self._make_way()
        else:
            self._failed(error)

    def print_report(self) -> None:
        """Send the report to the printer."""
        made = self._report()
        if made is not None:
            self._run(lambda: self._ports.print(made), self.printed.emit)

    def _written(self, path_: Path) -> None:
        said = translate("Reports", "Đã ghi {file}").format(file=path_.name)
        self._tell_file(path_, said)

    def _tell_file(self, path_: Path, said: str) -> None:
        self._folder = path_.parent
        self.folder.show()
        self.told.setText(said)
        self.changed.emit(said)

    def close_period(self) -> None:
        """Ask whether the report that is shown is closed; of one that is, show what was kept."""
        made = self.made
        if made is None:
            return
        same = (made.form.id, str(made.by), made.start, made.end)
        closed = (each for each in self._closings if _of(each) == same)
        before = next(closed, None)
        if before is None:
            self.closing.open(made, _named(made))
            self._make_way()
        else:
            self._run(lambda: self._ports.reopen(before.uid), self._show_closing)

    def _close(self, made: Report) -> None:
        self._asked()
        self._run(lambda: (self._ports.close(made), self._ports.closings()), self._closed)

    def _closed(self, found: tuple[Closing, tuple[Closing, ...]]) -> None:
        closing, self._closings = found
        self._fill_closings()
        said = translate("Reports", "Đã chốt biểu {form}, {start} – {end}")
        ends = {"start": f"{closing.start:%d/%m/%Y}", "end": f"{closing.end:%d/%m/%Y}"}
        self.told.setText(said.format(form=closing.form, **ends))
        self.changed.emit(self.told.text())

    def _reopen(self) -> None:
        uid = str(self.closed.currentData() or "")
        if uid:
            self._run(lambda: self._ports.reopen(uid), self._show_closing)

    def _show_closing(self, found: Reopening) -> None:
        """Show the report as of now, and say what was reported and what has been corrected."""
        self._show(found.now)
        self.notice.show_closing(found)

    def _show_moved(self, codes: tuple[str, ...]) -> None:
        about = translate("Reports", "hồ sơ điều chỉnh sau khi chốt")
        self._run(
            lambda: self._ports.keys(codes),
            lambda keys: self.lookup.emit(Filter(among=keys), about),
        )


def _of(closing: Closing) -> tuple[str, str, date, date]:
    return closing.form, closing.by, closing.start, closing.end


def _named(made: Report) -> str:
    name = made.form.sign or made.form.title.capitalize()
    return f"{name}: {made.start:%d/%m/%Y}–{made.end:%d/%m/%Y}"
