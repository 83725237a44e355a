"""Lines, pages and cells, apart from any form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.printing import fonts
from desk.printing.flow import Setting, Slab, TextMark, ended, paginate, paragraph
from desk.printing.table import Cell, Grid, table
from desk.printing.text import Run, balanced, fill, wrap
from desk.printing.wording import PlaceholderUnknownError

TEXTS = st.text(alphabet="aăâ eêoôơuư\nyđ ĐẶNG ỄỘỰ 019,;-", max_size=300)


def shown(runs: tuple[Run, ...], width: float) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in wrap(runs, width)]


@settings(max_examples=80, deadline=None)
@given(text=TEXTS, width=st.floats(0.3, 40))
def test_no_line_is_wider_than_its_measure_and_no_letter_is_lost(text: str, width: float) -> None:
    clean = fonts.clean(text, set())
    lines = wrap((Run(clean, "b"),), width)
    for line in lines:
        inked = "".join(run.text for run in line.runs)
        assert line.width <= width + 1e-6 or len(inked) == 1
        assert line.width == pytest.approx(sum(fonts.width(*run) for run in line.runs), abs=1e-6)
    joined = "".join(run.text for line in lines for run in line.runs)
    assert "".join(joined.split()) == "".join(clean.split())


def test_words_stay_whole_across_faces_and_lines_break_at_spaces() -> None:
    runs = (Run("một hai"), Run("ba", "b"), Run(", bốn"))
    assert shown(runs, 100) == ["một haiba, bốn"]
    assert shown(runs, fonts.width("một", "r") + 0.1) == ["một", "hai", "ba,", "bốn"]
    assert shown((Run(""),), 10) == [""]
    assert shown((Run("\n\nmột \n\n hai\n"),), 10) == ["một", "hai"]


def test_glued_words_are_not_parted() -> None:
    text = f"ngày{fonts.GLUE}23 tháng{fonts.GLUE}11"
    width = fonts.width(f"ngày{fonts.GLUE}23 t", "r")
    assert shown((Run(text),), width) == [f"ngày{fonts.GLUE}23", f"tháng{fonts.GLUE}11"]


def test_balanced_lines_leave_no_word_alone() -> None:
    runs = (Run("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "b"),)
    room = fonts.width("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH", "b")
    assert len(wrap(runs, room)[-1].runs[0].text) == len("CÔNG")
    lines = balanced(runs, room)
    assert len(lines) == 2
    assert min(line.width for line in lines) > room / 3


def test_templates_set_faces_leave_dots_and_skip_what_is_optional() -> None:
    values = {"blank": "…", "a": "A", "b": "", "c": "C"}
    missing: set[int] = set()
    assert fill("x {a:b} **y** {c:i}", values, missing).runs == (
        Run("x "),
        Run("A", "b"),
        Run(" "),
        Run("y", "b"),
        Run(" "),
        Run("C", "i"),
    )
    assert fill("x {b}", values, missing).open
    assert not fill("x {b:?}", values, missing).open
    assert "".join(run.text for run in fill("x {b} y", values, missing).runs) == "x … y"
    assert "".join(run.text for run in fill("{b}{a}", values, missing).runs) == "…A"
    assert "".join(run.text for run in fill("{b} {b}", values, missing).runs) == "… "
    assert fill("{a:b}", values, missing, face="z").runs == (Run("A", "z"),)
    with pytest.raises(PlaceholderUnknownError):
        fill("{nobody}", values, missing)


def test_paragraphs_are_not_left_with_one_line_on_a_page() -> None:
    slabs = paragraph((Run("chữ " * 60),), 10, 100)
    assert len(slabs) > 4
    assert [slab.glue for slab in slabs] == [
        True,
        *[False] * (len(slabs) - 3),
        True,
        False,
    ]
    alone = paragraph((Run("chữ"),), 10, 100, Setting(glue=True))
    assert alone[0].glue


def test_dots_are_left_only_where_a_hand_could_write() -> None:
    text = (Run("Địa chỉ:"),)
    wide = fonts.width("Địa chỉ:", "r") * 10
    assert len(paragraph(text, 10, 200, Setting(dots=True))[0].marks) == 2
    assert len(paragraph(text, 10, wide + 5, Setting(dots=True))[0].marks) == 1


def test_justified_lines_reach_the_edge_but_are_never_torn_apart() -> None:
    slabs = paragraph((Run("chữ viết " * 30),), 10, 200, Setting(align="justify"))
    first, last = slabs[0].marks[0], slabs[-1].marks[0]
    assert isinstance(first, TextMark)
    assert isinstance(last, TextMark)
    assert first.stretch > 0
    assert last.stretch == 0
    torn = paragraph((Run("a " + "b" * 60),), 10, 200, Setting(align="justify"))[0].marks[0]
    assert isinstance(torn, TextMark)
    assert torn.stretch == 0


def test_glued_slabs_move_together_and_headers_come_again() -> None:
    header = Slab(10)
    slabs = [Slab(50), Slab(30, glue=True), Slab(30), Slab(30, header=header)]
    pages = paginate(slabs, 100)
    assert [len(page) for page in pages] == [1, 3]
    pages = paginate([Slab(95), Slab(30, header=header)], 100)
    assert pages[1][0] == (0.0, header)
    assert pages[1][1][0] == 10


def test_what_is_glued_but_longer_than_a_page_is_parted_all_the_same() -> None:
    pages = paginate([Slab(40, glue=True) for _ in range(6)], 100)
    assert [len(page) for page in pages] == [2, 2, 2]


def test_an_ending_takes_the_last_lines_and_rows_with_it_but_no_more_than_fits() -> None:
    header = Slab(10)

    def laid(*heights: float, rows: int = 0, end: float = 20) -> list[int]:
        slabs = [
            Slab(high, header=header if at < rows else None) for at, high in enumerate(heights)
        ]
        return [len(page) for page in paginate(ended(slabs, [Slab(end)], 100), 100)]

    assert laid(*[10] * 9) == [6, 4]  # three lines go over, though one would do
    assert laid(*[5] * 14, *[5] * 4, rows=14, end=20) == [12, 8]  # two rows, under their header
    assert laid(*[5] * 5, *[5] * 14, rows=5, end=10) == [16, 4]  # that table is far above
    assert laid(50, 30, 25) == [2, 2]  # more would fill most of a page
    assert laid(70, 30) == [1, 2]
    assert laid() == [1]


def test_cells_span_and_tall_rows_go_on() -> None:
    grid = Grid(widths=(50.0, 50.0, 50.0), size=10, body=200)
    head = [[Cell(runs=(Run("a"),), rows=2), Cell(runs=(Run("b"),), span=2)], [Cell(), Cell()]]
    tall = [[Cell(runs=(Run("chữ " * 90),)), Cell(), Cell(runs=(Run("x"),))]]
    slabs = table(grid, head, [tall])
    assert slabs[0].glue
    assert all(slab.height <= 200 for slab in slabs)
    assert len(slabs) > 3
    assert not table(grid, head, [])[0].glue


def test_a_code_too_long_for_its_line_is_cut_behind_a_mark() -> None:
    code = "H26.033.15-261123-1001"
    found = ["".join(run.text for run in line.runs) for line in wrap((Run(code),), 8.0)]
    assert found == ["H26.033.15-", "261123-1001"]
    hash_ = "0123456789abcdef" * 3
    cut = ["".join(run.text for run in line.runs) for line in wrap((Run(hash_),), 8.0)]
    assert "".join(cut) == hash_
    crumbs = ["".join(run.text for run in line.runs) for line in wrap((Run("a-" + hash_),), 8.0)]
    assert len(crumbs[0]) > 10  # one letter and a mark are no line
