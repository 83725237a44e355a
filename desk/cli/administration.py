"""`desk staff` and `desk settings`: who works here, and what was chosen for this counter."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.app import counter as program
from desk.cli.speech import As, Data, Json, acting, answer, called, opened, said

staff = typer.Typer(help="Tài khoản của cán bộ: thêm, sửa, khóa, đặt lại mật khẩu.")
settings = typer.Typer(help="Những gì đã chọn cho quầy này: cơ quan, máy in, giao diện.")

Login = Annotated[str, typer.Argument(help="Tên đăng nhập: chữ thường không dấu, số.")]
Number = Annotated[
    str, typer.Option("--number", help="Số cán bộ, hai chữ số, gõ trước mã PIN; để trống: tự cấp.")
]
Role = Annotated[str, typer.Option("--role", help="counter, clerk, leader hoặc administrator.")]


@staff.command("list")
def list_staff(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê tài khoản."""
    from desk.services import staff as room

    with opened(data, write=False) as work:
        found = [
            {
                "login": each.login,
                "name": each.name,
                "role": each.role,
                "active": each.active,
                "has_password": each.has_password,
                "number": each.number,
                "has_pin": each.has_pin,
                "held": each.held,
            }
            for each in room.members(work)
        ]
    lines = [
        f"{'●' if m['active'] else ' '} {m['number']:2}  {m['login']}  {m['name']}  "
        f"{called('role', str(m['role']))}"
        for m in found
    ]
    answer(found, "\n".join(lines), as_json=as_json)


@staff.command("add")
def add_staff(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="Họ và tên, sẽ in trên giấy.")],
    role: Role,
    number: Number = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Thêm tài khoản; mật khẩu do chính người đó đặt khi đăng nhập lần đầu."""
    from desk.services import staff as room

    with acting(data, as_user, purpose="staff") as (work, by):
        made = room.open_account(work, by, login=login, name=name, role=role, number=number)
    told = {
        "uid": made.uid,
        "login": made.login,
        "name": made.name,
        "role": made.role,
        "number": made.number,
    }
    done = "Đã thêm {login}. Người này tự đặt mật khẩu khi đăng nhập lần đầu."
    answer(told, said(done, login=made.login), as_json=as_json)


@staff.command("change")
def change_staff(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="Họ và tên mới.")] = "",
    role: Role = "",
    closed: Annotated[
        bool | None, typer.Option("--close/--open", help="Khóa hoặc mở lại tài khoản.")
    ] = None,
    reset: Annotated[
        bool, typer.Option("--reset", help="Bỏ mật khẩu và mã PIN: lần đăng nhập sau đặt mới.")
    ] = False,
    number: Number = "",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Sửa tài khoản; mọi việc người đó đã làm vẫn mang tên cũ."""
    from desk.services import staff as room

    active = None if closed is None else not closed
    with acting(data, as_user, purpose="staff") as (work, by):
        room.change(
            work, by, login, name=name, role=role, active=active, reset=reset, number=number
        )
    answer({"login": login}, said("Đã sửa {login}.", login=login), as_json=as_json)


@staff.command("release")
def release_staff(
    logins: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LOGIN]...", help="Không ghi ai: mọi người đang chờ."),
    ] = None,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Cho dùng tài khoản mới từ danh sách của thành phố."""
    from desk.services import staff as room

    with acting(data, as_user, purpose="staff") as (work, by):
        found = room.release(work, by, tuple(logins or ()))
    answer({"released": list(found)}, ", ".join(found) or "–", as_json=as_json)


@settings.command("list")
def list_settings(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê những gì đã chọn."""
    from desk.app import administration as room

    with opened(data, write=False) as work:
        found = room.chosen(work, program.data_folder(data))
    answer(found, "\n".join(f"{key} = {found[key]}" for key in found), as_json=as_json)


@settings.command("set")
def set_setting(
    key: Annotated[str, typer.Argument(help="Tên mục, như office_phone.")],
    value: Annotated[str, typer.Argument(help="Giá trị; để trống là như ban đầu.")],
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Chọn một mục; cửa sổ đang mở dùng giá trị mới từ giấy in sau đó."""
    from desk.app import administration as room

    folder = program.data_folder(data)
    # What papers say of the office goes into the log; all else is a choice of this machine.
    with acting(data, as_user, purpose="settings", write=key.startswith("office_")) as (work, by):
        room.choose(work, folder, by, key, value)
        found = room.chosen(work, folder)[key]
    answer({"key": key, "value": found}, f"{key} = {value}", as_json=as_json)
