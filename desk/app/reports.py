"""Reports: for scripts, for the window, as files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import settings
from desk.app import counter, signing
from desk.domain.records import VN, Actor, Office
from desk.domain.report import Line, Report, Share, Value, doubts, words
from desk.ui.reports.ports import ReportPorts

if TYPE_CHECKING:
    from desk.app.seat import Seat
    from desk.domain.report_closing import Closing
    from desk.domain.report_form import ReportForm
    from desk.services.workplace import Workplace
    from desk.ui.signing.ports import Signing


def ports(seat: Seat) -> ReportPorts:
    """Return what the reports' part of the window is handed."""
    from desk.services import finding, report_closing, report_papers, reporting

    work = seat.work

    def name_of(made: Report) -> str:
        return f"bao-cao-{made.form.id}-{made.start:%Y%m%d}-{made.end:%Y%m%d}".lower()

    def written(made: Report, into: Path, ending: str) -> Path:
        path = into / f"{name_of(made)}{ending}"
        maker = seat.user.name
        counter.write_file(path, as_file(work, seat.folder, made, ending, maker=maker))
        return path

    def signed(made: Report, how: Signing) -> tuple[Path, str]:
        def draw() -> bytes:
            return paper(work, seat.folder, made, maker=seat.user.name, electronic=True)

        return signing.write(seat, name_of(made), how, draw)

    def behind(made: Report, line: str, number: str) -> tuple[int, ...]:
        with work.database.read() as tx:
            return reporting.behind(tx, work, made, line, number)

    def keys(codes: tuple[str, ...]) -> tuple[int, ...]:
        with work.database.read() as tx:
            return tuple(finding.find(tx, code).id for code in codes)

    return ReportPorts(
        forms=lambda day: reporting.forms(work, day),
        made=lambda name, start, end, by: reporting.report(work, name, start, end, by),
        drill=behind,
        write=written,
        sign=signed,
        close=lambda made: report_closing.close(
            work, seat.user, made.form.id, made.start, made.end, str(made.by)
        ),
        closings=lambda: report_closing.closings(work),
        reopen=lambda uid: report_closing.reopen(work, uid),
        keys=keys,
        print=lambda made: report_papers.print_(work, made, seat.user.name),
    )


def plain(made: Report) -> dict[str, Any]:
    """Return a report as plain data, its figures by the numbers of the form's columns."""
    form = made.form
    return {
        "kind": form.id,
        "from": str(made.start),
        "to": str(made.end),
        "by": str(made.by),
        "title": form.title,
        "law": form.law,
        "this_counter_only": made.alone,
        "columns": [
            {"number": leaf.number, "sign": leaf.sign, "name": leaf.name} for leaf in form.leaves
        ],
        "rows": [_line(form, line) for line in made.lines],
        "total": _line(form, made.total),
        "indices": [
            {
                "key": each.index.key,
                "group": each.index.group,
                "name": each.index.name,
                **_share(each.share),
                "rule": each.index.rule,
            }
            for each in made.indices
        ],
        "reopened": [{"code": each.code, "at": each.at.isoformat()} for each in made.reopened],
        "doubts": list(doubts(form, (*made.lines, made.total))),
        "unknown": {leaf.number: leaf.unknown for leaf in form.leaves if leaf.unknown},
    }


def _line(form: ReportForm, line: Line) -> dict[str, Any]:
    figures = {
        leaf.number: _figure(value) for leaf, value in zip(form.leaves, line.values, strict=True)
    }
    return {"name": line.name, "field": line.name, "key": line.key, **figures}


def _figure(value: Value) -> Any:
    return _share(value) if isinstance(value, Share) else value


def _share(share: Share) -> dict[str, Any]:
    """Return a share with how it is read: 82.580/91.798."""
    percent = None if share.percent is None else round(share.percent, 2)
    text = f"{words(share.part)}/{words(share.whole)}"
    return {
        "numerator": share.part,
        "denominator": share.whole,
        "percent": percent,
        "text": text,
    }


def paper(
    work: Workplace, folder: Path, made: Report, *, maker: str = "", electronic: bool = False
) -> bytes:
    """Return a report as a PDF, with what is drawn of it."""
    from desk.services import report_papers

    style = counter.look(work, settings.load(folder))
    common = {
        "office": style.office or Office(unit="", commune="", name=""),
        "wording": style.wording(work.rules.regime(made.end).forms.value),
        "issued_at": made.at,
        "practice": style.practice,
        "electronic": electronic,
    }
    return counter.render(report_papers.FORM, report_papers.sheet(made, maker, common)).pdf


def answer(  # noqa: PLR0917 - which report, and as which file
    work: Workplace, folder: Path, kind: str, days: tuple[date, date], by: str, ending: str | None
) -> tuple[dict[str, Any], bytes | None]:
    """Return a report as plain data, and as a file of the kind that its name ends in.

    Raises:
        UnknownFileKindError.
    """
    from desk.services import reporting

    made = reporting.report(work, kind, *days, by)
    return plain(made), None if ending is None else as_file(work, folder, made, ending)


def drill(  # noqa: PLR0917 - of which report, which cell
    work: Workplace, by: Actor, kind: str, days: tuple[date, date], grouping: str, cell: str
) -> tuple[str, ...]:
    """Return the codes of the dossiers behind a cell, LINE:COLUMN; see `reporting.drill`."""
    from desk.services import reporting

    line, _, number = cell.rpartition(":")
    made = reporting.report(work, kind, *days, grouping)
    return reporting.drill(work, by, made, line, number)


def as_file(work: Workplace, folder: Path, made: Report, ending: str, *, maker: str = "") -> bytes:
    """Return a report as a file of a kind: .pdf, .xlsx or .csv.

    Raises:
        UnknownFileKindError.
    """
    from desk.services import report_files
    from desk.services.exporting import UnknownFileKindError

    match ending.lower():
        case ".pdf":
            return paper(work, folder, made, maker=maker)
        case ".xlsx":
            return report_files.xlsx(made, _office(work, folder))
        case ".csv":
            return report_files.plain_csv(made)
        case other:
            known = ", ".join(report_files.KINDS)
            raise UnknownFileKindError(kind=other or "–", known=known)


def _office(work: Workplace, folder: Path) -> str:
    office = counter.look(work, settings.load(folder)).office
    return office.name if office else ""


def closing(made: Closing) -> dict[str, Any]:
    """Return a closed period as plain data: its figures as they were reported."""
    numbers = [number for number, _ in made.frozen.columns]
    return {
        "uid": made.uid,
        "form": made.form,
        "by": made.by,
        "from": str(made.start),
        "to": str(made.end),
        "at": made.at.astimezone(VN).isoformat(),
        "closed_by": made.name,
        "columns": [{"number": number, "name": name} for number, name in made.frozen.columns],
        "rows": [_kept(numbers, line) for line in made.frozen.lines],
        "total": _kept(numbers, made.frozen.total),
    }


def _kept(numbers: list[str], line: Line) -> dict[str, Any]:
    figures = dict(zip(numbers, map(_figure, line.values), strict=True))
    return {"name": line.name, "field": line.name, "key": line.key, **figures}


def reopened(work: Workplace, by: Actor, uid: str) -> dict[str, Any]:
    """Return a closed period beside what it would be now, with the dossiers that were corrected.

    Raises:
        NotAllowedError, UnknownClosingError.
    """
    from desk.domain import rights
    from desk.services import report_closing
    from desk.services.exporting import RIGHT

    rights.require(by, RIGHT)
    found = report_closing.reopen(work, uid)
    return {
        **closing(found.closing),
        "now": _line(found.now.form, found.now.total),
        "now_rows": [_line(found.now.form, line) for line in found.now.lines],
        "moved": [
            {
                "code": each.code,
                "then": list(each.then),
                "now": list(each.now),
                "line_then": each.line_then,
                "line_now": each.line_now,
            }
            for each in found.moved
        ],
        "explained": found.explained,
    }
