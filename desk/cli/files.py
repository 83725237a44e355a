"""Files of a dossier from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.app import counter as program
from desk.cli.dossiers import Code
from desk.cli.speech import As, Data, Json, acting, answer, said
from desk.domain.answers import dossier_object
from desk.domain.digitising import digitised
from desk.domain.text import nfc

commands = typer.Typer()


@commands.command()
def attach(
    code: Code,
    file: Annotated[Path, typer.Argument(help="Tệp PDF, JPEG hoặc PNG.")],
    paper: Annotated[
        str, typer.Option("--paper", help="Tên giấy tờ trong hồ sơ mà tệp này thể hiện.")
    ] = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Gắn một tệp PDF, JPEG hoặc PNG vào hồ sơ."""
    from desk.app import scans
    from desk.services import reading

    folder = program.data_folder(data)
    with acting(data, as_user, purpose="attach") as (work, by):
        way = scans.Way(uid=code, paper=nfc(paper).strip(), limit=scans.limit(folder))
        (made,) = scans.take_in(work, file, by, way)
        state, _ = reading.events(work, made.uid)
        found = dossier_object(state, work.now())
    done, papers = digitised(state)
    words = said(
        "{code}: đã gắn tệp {pages} trang. {done}/{all} giấy tờ đã số hóa.",
        code=state.code,
        pages=made.pages,
        done=done,
        all=papers,
    )
    answer(found, words, as_json=as_json)
