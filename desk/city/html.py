"""How the city's page is written: one style, tables in which every cell is harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from desk.domain.records import VN

STYLE: Final = """
:root { color-scheme: light dark; --text: #1c2430; --quiet: #566170; --page: #f6f7f9;
  --card: #fff; --line: #dde2e8; --head: #eceff3; --link: #1d4f91; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --quiet: #a3adba; --page: #14181e;
  --card: #1d232b; --line: #353d48; --head: #262d37; --link: #8fbaf0; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; color: var(--text); background: var(--page); }
h1 { font-size: 1.5rem; margin-bottom: .25rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
a { color: var(--link); }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
dl div { flex: 1 1 18rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; padding: .6rem .9rem; }
dt { color: var(--quiet); font-size: .9rem; }
dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
dd small { display: block; color: var(--quiet); font-size: .85rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card);
  border: 1px solid var(--line); }
th, td { text-align: left; padding: .4rem .7rem; border-bottom: 1px solid var(--line); }
th { background: var(--head); } .n { text-align: right; font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); }
"""


def number(value: int) -> str:
    """Write a whole number as Vietnamese does."""
    return f"{value:,}".replace(",", ".")


def table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], note: str = ""
) -> str:
    """Return a table; every cell is escaped, numbers are set to the right."""
    lines = list(rows)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in lines)
    if not body:
        body = f'<tr><td class="quiet" colspan="{len(heads)}">Chưa có</td></tr>'
    right = [bool(lines) and isinstance(cell, int) for cell in (lines or [heads])[0]]
    top = "".join(
        f"<th{' class=n' if is_number else ''}>{escape(head)}</th>"
        for head, is_number in zip(heads, right, strict=True)
    )
    told = f'<p class="quiet">{note}</p>' if note else ""
    return (
        f'<h2>{escape(title)}</h2>{told}<div class="wide"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


class Html(str):
    """What is HTML already."""

    __slots__ = ()


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="n">{number(value)}</td>'
    return f"<td>{value if isinstance(value, Html) else escape(str(value))}</td>"


def time(at: datetime | None) -> str:
    """Write an instant in Vietnamese time."""
    return at.astimezone(VN).strftime("%H:%M:%S %d/%m/%Y") if at else "–"


def moment(micros: int | None) -> str:
    """Write an instant that is kept as UTC microseconds."""
    return time(None if micros is None else datetime.fromtimestamp(micros / 1e6, UTC))
