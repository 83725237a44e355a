"""Commands about this installation: copies, the told day and the self-test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.speech import (
    KNOWN,
    Data,
    Json,
    answer,
    opened,
    said,
)
from desk.domain.answers import time_text

commands = typer.Typer()


@commands.command()
def backup(
    into: Annotated[
        Path, typer.Argument(help="Nơi để bản sao; mỗi lần một thư mục mang ngày giờ.")
    ],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Sao lưu dữ liệu của quầy và đọc lại bản sao; cửa sổ vẫn mở được."""
    from desk.services import backup as service

    with opened(data, write=False) as work:
        made = service.make(work, into.absolute(), lambda _done, _whole: True)
    found = {
        "folder": made.folder,
        "at": time_text(made.at),
        "bytes": made.bytes_,
        "events": made.events,
    }
    told = said(
        "Đã sao lưu {events} sự kiện vào {folder}; đã đọc lại, khớp.",
        events=made.events,
        folder=made.folder,
    )
    answer(found, told, as_json=as_json)


@commands.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Nơi để giấy và ảnh.")] = Path("out/demo"),
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Kể một ngày ở quầy: không cần màn hình."""
    del data, as_json  # accepted after every command; the day makes folders of its own
    from desk import demo as day

    day.run(out)


@commands.command()
def selftest(as_json: Json = False, data: Data = None) -> None:
    """Kiểm tra bản cài đặt này trong một thư mục tạm."""
    del data  # accepted after every command; this one makes a folder of its own
    from desk.app import selftest as room

    checks = []
    for check in room.run():
        found = {"name": check.name, "ms": check.ms, "problem": check.problem or None}
        checks.append(found | ({"said": check.said} if check.said else {}))
        if not as_json:
            mark = "✗ " + check.problem if check.problem else f"✓ {check.said}".rstrip()
            sys.stdout.write(f"{check.name:<36} {check.ms:>6} ms  {mark}\n")
    ok = not any(check["problem"] for check in checks)
    if as_json:
        answer({"ok": ok, "checks": checks}, "", as_json=True)
    if not ok:
        raise SystemExit(KNOWN)


@commands.command()
def support(
    out: Annotated[Path, typer.Argument(help="Tệp .zip sẽ ghi.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Gói cho bộ phận hỗ trợ: số đếm, trạng thái, nhật ký lỗi; không dữ liệu cá nhân."""
    from desk.app import support as room

    with opened(data, write=False) as work:
        names = room.bundle(work, out)
    told = said("Đã ghi {file}: {n} tệp.", file=out, n=len(names))
    answer({"file": str(out), "parts": names}, told, as_json=as_json)
