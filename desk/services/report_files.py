"""A report as a spreadsheet whose sums, totals and shares are formulas, or as plain CSV.

Whoever gets the spreadsheet sees where every number comes from: only what was counted stands
there as a number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

from desk.domain.report import ALONE, UNKNOWN, Line, Report, Value, doubts, words
from desk.domain.report_form import Column
from desk.domain.text import harmless

KINDS: Final = (".pdf", ".xlsx", ".csv")
_FIRST: Final = 2  # the column of the first figure: number and name stand before it
_NAMES: Final = 44  # how wide the column of names is
_FIGURES: Final = 11
_NOTHING: Final = '"–"'  # what a share of nothing is
Sheet = Any  # of xlsxwriter, which has no types


def xlsx(made: Report, office: str) -> bytes:
    """Return a report as a workbook of one sheet, set up for A4 across."""
    import xlsxwriter  # noqa: PLC0415 - a fifth of a second that nothing else needs

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": made.form.title, "created": made.at.replace(tzinfo=None)})
    sheet = book.add_worksheet("Báo cáo")
    looks = _looks(book)
    top = _opening(sheet, looks, made, office)
    head = _heads(sheet, looks, made, top)
    total = _lines(sheet, looks, made, head)
    _below(sheet, looks, made, total)
    _print_setup(sheet, made, top, head)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> Mapping[str, Any]:
    box = {"border": 1, "valign": "vcenter", "font_name": "Times New Roman", "font_size": 11}
    plain = {"font_name": "Times New Roman", "font_size": 11}
    figure = {**box, "num_format": "#,##0", "align": "right"}
    return {
        name: book.add_format(facts)
        for name, facts in {
            "title": {**plain, "bold": True, "font_size": 13, "align": "center"},
            "plain": plain,
            "note": {**plain, "italic": True},
            "period": {**plain, "italic": True, "align": "center"},
            "head": {**box, "bold": True, "align": "center", "text_wrap": True},
            "sign": {**box, "italic": True, "align": "center", "font_size": 9},
            "text": {**box, "text_wrap": True},
            "number": {**box, "align": "center"},
            "figure": figure,
            "share": {**figure, "num_format": "0.0"},
            "bold": {**box, "bold": True},
            "total": {**figure, "bold": True},
            "total share": {**figure, "num_format": "0.0", "bold": True},
        }.items()
    }


def _opening(sheet: Sheet, looks: Mapping[str, Any], made: Report, office: str) -> int:
    """Write what stands over the table; return the row where that begins."""
    last = _FIRST + len(made.form.leaves) - 1
    sheet.write_string(0, 0, office, looks["plain"])
    sheet.write_string(1, 0, made.form.sign, looks["plain"])
    period = f"Kỳ báo cáo: từ ngày {made.start:%d/%m/%Y} đến ngày {made.end:%d/%m/%Y}"
    sheet.merge_range(2, 0, 2, last, made.form.title, looks["title"])
    sheet.merge_range(3, 0, 3, last, period, looks["period"])
    counted = f"{made.form.measure}. Tính đến {made.at:%H:%M %d/%m/%Y}."
    if made.alone:
        counted += f" {ALONE}"
    sheet.write_string(4, 0, counted, looks["note"])
    return 5


def _heads(sheet: Sheet, looks: Mapping[str, Any], made: Report, top: int) -> int:
    """Write the headings as the form has them; return the row of the first line."""
    depth = max(column.depth for column in made.form.columns)

    def cell(row: int, column: int, rows: int, span: int, text: str) -> None:
        if rows == span == 1:
            sheet.write_string(row, column, text, looks["head"])
        else:
            down, right = row + rows - 1, column + span - 1
            sheet.merge_range(row, column, down, right, text, looks["head"])

    def put(column: Column, row: int, at: int) -> int:
        if not column.columns:
            cell(row, at, top + depth - row, 1, column.name)
            return at + 1
        cell(row, at, 1, len(list(column.leaves)), column.name)
        for each in column.columns:
            at = put(each, row + 1, at)
        return at

    cell(top, 0, depth, 1, "TT")
    cell(top, 1, depth, 1, made.form.names)
    at = _FIRST
    for column in made.form.columns:
        at = put(column, top, at)
    signs = ("(1)", "(2)", *(leaf.sign for leaf in made.form.leaves))
    for place, sign in enumerate(signs):
        sheet.write_string(top + depth, place, sign, looks["sign"])
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, _NAMES)
    sheet.set_column(_FIRST, _FIRST + len(made.form.leaves) - 1, _FIGURES)
    return top + depth + 1


def _lines(sheet: Sheet, looks: Mapping[str, Any], made: Report, head: int) -> int:
    """Write the lines and their total; return the row of the total."""
    row = head
    for number, line in enumerate(made.lines, 1):
        sheet.write_number(row, 0, number, looks["number"])
        sheet.write_string(row, 1, line.name, looks["text"])
        _figures(sheet, looks, made, line, row)
        row += 1
    sheet.write_blank(row, 0, None, looks["bold"])
    sheet.write_string(row, 1, made.total.name, looks["bold"])
    _figures(sheet, looks, made, made.total, row, (head, row - 1))
    return row


def _figures(  # noqa: PLR0917 - one line and where it stands
    sheet: Sheet,
    looks: Mapping[str, Any],
    made: Report,
    line: Line,
    row: int,
    above: tuple[int, int] | None = None,
) -> None:
    places = {leaf.number: at for at, leaf in enumerate(made.form.leaves, _FIRST)}
    for at, (leaf, value) in enumerate(zip(made.form.leaves, line.values, strict=True), _FIRST):
        look = looks[("total" if above else "figure") if not leaf.share else _share_look(above)]
        formula = _formula(leaf, places, row)
        if not formula and above and above[0] <= above[1] and value is not None:
            formula = f"=SUM({_cell(above[0], at)}:{_cell(above[1], at)})"
        if formula:
            sheet.write_formula(row, at, formula, look, _cached(value))
        elif isinstance(value, int):
            sheet.write_number(row, at, value, look)
        else:
            sheet.write_string(row, at, UNKNOWN, look)


def _share_look(above: object) -> str:
    return "total share" if above else "share"


def _cached(value: Value) -> float | str:
    """Return what a formula comes to, for programs that only show what is stored."""
    if isinstance(value, int):
        return value
    percent = value.percent if value is not None else None
    return "–" if percent is None else round(percent + 1e-9, 1)


def _formula(leaf: Column, places: Mapping[str, int], row: int) -> str:
    def added(numbers: Sequence[str]) -> str:
        return "+".join(_cell(row, places[each]) for each in numbers)

    if leaf.sum:
        return f"={added(leaf.sum)}"
    if leaf.share:
        return _share(*(added(side) for side in leaf.share))
    return ""


def _share(part: str, whole: str) -> str:
    return f"=IF(({whole})=0,{_NOTHING},ROUND(100*({part})/({whole}),1))"


def _cell(row: int, column: int) -> str:
    """Return what spreadsheets call a cell."""
    name, at = "", column + 1
    while at:
        at, left = divmod(at - 1, 26)
        name = chr(ord("A") + left) + name
    return f"{name}{row + 1}"


def _below(sheet: Sheet, looks: Mapping[str, Any], made: Report, total: int) -> None:
    row = total + 2
    if made.indices:
        row = _indices(sheet, looks, made, total, row)
    for text in notes(made):
        sheet.write_string(row, 0, text, looks["note"])
        row += 1


def _indices(sheet: Sheet, looks: Mapping[str, Any], made: Report, total: int, row: int) -> int:
    """Write the form's indices as formulas over the total; return the next free row."""
    places = {leaf.number: at for at, leaf in enumerate(made.form.leaves, _FIRST)}
    for at, name in enumerate(("TT", "Chỉ số", "Tử số", "Mẫu số", "Tỷ lệ (%)", "Cách tính")):
        sheet.write_string(row, at, name, looks["head"])
    for number, each in enumerate(made.indices, 1):
        here = row + number
        sheet.write_number(here, 0, number, looks["number"])
        sheet.write_string(here, 1, f"{each.index.group}: {each.index.name}", looks["text"])
        for at, (names, value) in enumerate(
            (
                (each.index.numerator, each.share.part),
                (each.index.denominator, each.share.whole),
            ),
            _FIRST,
        ):
            formula = "=" + "+".join(_cell(total, places[name]) for name in names)
            sheet.write_formula(here, at, formula, looks["figure"], value)
        part, whole = _cell(here, _FIRST), _cell(here, _FIRST + 1)
        share = _share(part, whole)
        sheet.write_formula(here, _FIRST + 2, share, looks["share"], _cached(each.share))
        sheet.write_string(here, _FIRST + 3, each.index.rule, looks["plain"])
    return row + len(made.indices) + 2


def notes(made: Report) -> Iterator[str]:
    """Yield what stands under a report: doubts, what went on again, the form's notes, its law."""
    yield from doubts(made.form, (*made.lines, made.total))
    if made.reopened:
        codes = ", ".join(each.code for each in made.reopened)
        yield f"Hồ sơ đã giải quyết xong rồi mở lại trong kỳ: {codes}."
    yield from made.form.notes
    for leaf in made.form.leaves:
        if leaf.unknown:
            yield f"({leaf.number}) {leaf.unknown}"
    yield f"Căn cứ: {made.form.law}."


def _print_setup(sheet: Sheet, made: Report, top: int, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top, head - 1)
    sheet.set_footer(f"&L{made.form.sign.replace('&', '&&')}&RTrang &P/&N")
    sheet.freeze_panes(head, _FIRST)


# -- CSV -------------------------------------------------------------------------------------------


def plain_csv(made: Report) -> bytes:
    """Return a report as CSV: a line of names, one of the form's numbers, the lines, the total."""
    out = StringIO()
    # Where the comma is the decimal sign, as in Vietnam, spreadsheets expect semicolons.
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    leaves = made.form.leaves
    writer.writerow([harmless(made.form.names), *(harmless(leaf.name) for leaf in leaves)])
    writer.writerow(["(2)", *(f"({leaf.number})" for leaf in leaves)])
    for line in (*made.lines, made.total):
        writer.writerow([harmless(line.name), *map(_plain, line.values)])
    for each in made.indices:
        share = each.share
        writer.writerow([harmless(each.index.name), share.part, share.whole, share.words])
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> int | str:
    return value if isinstance(value, int) else words(value)
