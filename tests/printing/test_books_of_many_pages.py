"""A book is drawn page by page, and every page says how many there are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk.domain.books import RECEIVED, Book, BookSheet, Line
from desk.domain.papers import Page
from desk.printing import forms
from tests.printing import sheets
from tests.printing.reading import poppler_text, pypdf_text


def book(lines: int, *, practice: bool = False) -> BookSheet:
    one = Line(
        uid="d1",
        code=sheets.CODE,
        name="Nguyễn Thị Ví Dụ",
        what="Thủ tục đăng ký khai sinh",
        at=sheets.AT,
        book="1/2026",
        contact="Số 1 ngõ Ví Dụ",
        due_at=sheets.DUE,
    )
    told = tuple(replace(one, line=at + 1) for at in range(lines))
    found = Book(kind=RECEIVED, start=date(2026, 1, 1), end=date(2026, 12, 31), lines=told)
    return BookSheet(**sheets.base("2025"), page=Page.A4, book=found, practice=practice)


@pytest.mark.parametrize("lines", [40, 400])
def test_every_page_says_which_it_is_and_of_how_many(lines: int, tmp_path: Path) -> None:
    made = forms.render_told("book", book(lines))
    assert made.pages > 1
    for text in (pypdf_text(made.pdf), poppler_text(made.pdf, tmp_path)):
        told = re.findall(r"Trang\s+(\d+)/\s*(\d+)", text)
        assert told == [(str(at + 1), str(made.pages)) for at in range(made.pages)]
        assert text.count("261123-1001") == lines


@pytest.mark.parametrize("lines", [0, 1])
def test_a_single_page_has_no_number(lines: int) -> None:
    day = replace(book(lines).book, start=date(2026, 11, 23), end=date(2026, 11, 23))
    made = forms.render_told("book", replace(book(lines), book=day))
    assert made.pages == 1
    assert "Trang" not in pypdf_text(made.pdf)


def test_each_page_of_a_practice_book_says_that_it_is_one() -> None:
    made = forms.render_told("book", book(40, practice=True))
    assert pypdf_text(made.pdf).count("KHÔNG CÓ GIÁ TRỊ") == made.pages


def test_the_same_book_gives_the_same_bytes() -> None:
    assert forms.render("book", book(40)) == forms.render("book", book(40))


def test_a_years_book_is_bound_with_a_cover_and_says_how_many_pages_it_has(tmp_path: Path) -> None:
    made = forms.render_told("book", book(400))
    pages = poppler_text(made.pdf, tmp_path).split("\f")
    assert "Năm 2026" in pages[0]
    assert "Quyển số: 1/2026" in pages[0]
    assert re.search(r"Khóa ngày:\s*$", pages[0].strip(), re.MULTILINE)  # it is not closed yet
    assert sheets.CODE[-11:] not in pages[0]
    last = pages[made.pages - 1]
    assert f"Sổ này có {made.pages} trang" in last
    assert "NGƯỜI ĐỨNG ĐẦU BỘ PHẬN MỘT CỬA" in last


def test_a_book_in_a_signed_file_has_no_stamp_across_its_pages(tmp_path: Path) -> None:
    made = forms.render_told("book", replace(book(1), electronic=True))
    last = poppler_text(made.pdf, tmp_path).split("\f")[made.pages - 1]
    assert f"Sổ này có {made.pages} trang, kể cả trang bìa, trong một tệp có chữ ký số." in last
    assert "đóng dấu" not in last


def test_a_month_has_neither_cover_nor_count() -> None:
    month = replace(book(40).book, start=date(2026, 11, 1), end=date(2026, 11, 30))
    made = forms.render_told("book", replace(book(40), book=month))
    assert "Năm 2026" not in pypdf_text(made.pdf)
    assert "Sổ này có" not in pypdf_text(made.pdf)
