"""`desk sync target`: the systems that dossiers are exchanged with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from desk import messages
from desk.cli.speech import (
    KNOWN,
    As,
    Data,
    Json,
    acting,
    answer,
    language,
    opened,
    read_secret,
    said,
    say,
)
from desk.domain.errors import InputError
from desk.domain.systems import HUB, NEEDED, OPENCPS, PATHS, System, missing

target = typer.Typer(help="Các hệ thống nhận hồ sơ.")

JOINED: Final = "Đã kết nối {url}; {waiting} mục chờ gửi."
_WRITTEN: Final = "Đã ghi {target} ({url}); {waiting} hồ sơ sẽ được trao đổi ở lượt tới."
_CHECKED: Final = "{target}: {dossiers} hồ sơ sẽ được hỏi lại ở lượt trao đổi tới."
#: Which option tells what a kind of system needs to know.
_OPTIONS: Final = {
    "user": "--user",
    "unit": "--unit-code",
    "agency": "--unit-code",
    "dst": "--dst-code",
    "group": "--group-id",
}


class TargetOptionError(InputError):
    """An option that a kind of system needs is missing, or is of no use to it."""


class UnknownKindError(InputError):
    """A kind of system that nobody here speaks with; facts: kind, known."""


_PLAIN = "{name}  {kind}  {url}"
_VOUCHED = "{name}  {kind}  {url}  dữ liệu của thành phố có dấu khóa {city}"
_KINDS = {"native": "trao đổi từng việc", "portal": "Cổng Dịch vụ công quốc gia"}
Authorities = Annotated[
    Path | None,
    typer.Option("--ca", exists=True, help="Chứng thư gốc (PEM) của riêng hệ thống này."),
]
Slot = Annotated[
    int,
    typer.Option("--slot", help="Dải số khác, nếu dải của quầy đã có quầy khác dùng."),
]
Proxy = Annotated[
    str, typer.Option("--proxy", help="Máy chủ proxy của riêng hệ thống này, hoặc direct.")
]


def join(
    url: str,
    code: str,
    name: str,
    data: Path | None,
    as_user: str,
    *,
    ca: Path | None = None,
    proxy: str = "",
    slot: int = 0,
) -> dict[str, object]:
    """Enrol this counter at a system of our own contract; `url` may be a QR code's text."""
    from desk.app import exchange as room
    from desk.domain import invitation
    from desk.services import targets

    if not code and invitation.read(url) is None:
        raise typer.BadParameter("--code …")
    authorities = str(ca.absolute()) if ca else ""
    with acting(data, as_user, purpose="connect") as (work, by):
        room.connect(
            work, url, code, by, name=name, authorities=authorities, proxy=proxy, slot=slot
        )
        (state,) = [each for each in targets.statuses(work) if each.name == name]
    told: dict[str, object] = {"target": state.name, "url": state.url, "waiting": state.waiting}
    return told | ({"slot": slot} if slot else {})


@target.command("list")
def list_targets(data: Data = None, as_json: Json = False) -> None:
    """Liệt kê các hệ thống đã kết nối."""
    from desk.services import publisher, targets

    with opened(data, write=False) as work:
        states = targets.statuses(work)
        cities = {each.name: publisher.known_by(work, each.name) for each in states}
    found = [
        {"name": each.name, "url": each.url, "kind": each.kind}
        | ({"city": cities[each.name]} if cities[each.name] else {})
        for each in states
    ]
    lines = [
        said(
            _VOUCHED if cities[each.name] else _PLAIN,
            name=each.name,
            kind=said(_KINDS[each.kind]) if each.kind in _KINDS else each.kind,
            url=each.url,
            city=cities[each.name],
        )
        for each in states
    ]
    answer(found, "\n".join(lines) or said("Chưa kết nối."), as_json=as_json)


Kind = Annotated[str, typer.Option("--kind", help="Loại hệ thống: native, portal, opencps.")]
Url = Annotated[str, typer.Option("--url", help="Địa chỉ của hệ thống.")]
Code = Annotated[str, typer.Option("--code", help="Mã kết nối dùng một lần.")]
User = Annotated[str, typer.Option("--user", help="Tên đăng nhập ở hệ thống đó.")]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", help="Tệp chứa mật khẩu, một dòng.")
]
TokenFile = Annotated[
    Path | None, typer.Option("--token-file", help="Tệp chứa khóa Bearer, một dòng.")
]
GroupId = Annotated[str, typer.Option("--group-id", help="groupId của nơi nhận (OpenCPS).")]
BasePath = Annotated[str, typer.Option("--base-path", help="Đường dẫn gốc của OpenCPS.")]
UnitCode = Annotated[str, typer.Option("--unit-code", help="Mã đơn vị ở hệ thống đó.")]
DstCode = Annotated[str, typer.Option("--dst-code", help="Mã nơi nhận của cổng (dstcode).")]
StatusMap = Annotated[
    Path | None,
    typer.Option("--status-map", help="Tệp bảng mã (TOML hoặc JSON) thay cho mã mặc định."),
]
LoginPath = Annotated[str, typer.Option("--login-path", help="Đường dẫn đăng nhập của cổng.")]
ExchangePath = Annotated[str, typer.Option("--exchange-path", help="Đường dẫn gửi hồ sơ.")]
LookupPath = Annotated[str, typer.Option("--lookup-path", help="Đường dẫn tra danh mục.")]


@target.command("add")
def add_target(
    name: str,
    address: Annotated[str, typer.Argument(metavar="[URL]")] = "",
    url: Url = "",
    kind: Kind = HUB,
    code: Code = "",
    ca: Authorities = None,
    proxy: Proxy = "",
    slot: Slot = 0,
    user: User = "",
    password_file: PasswordFile = None,
    unit_code: UnitCode = "",
    dst_code: DstCode = "",
    group_id: GroupId = "",
    token_file: TokenFile = None,
    base_path: BasePath = "/o/rest/v2",
    status_map: StatusMap = None,
    login_path: LoginPath = "/login",
    exchange_path: ExchangePath = "/exchange",
    lookup_path: LookupPath = "/share",
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Trao đổi thêm với một hệ thống: máy trung gian, Cổng quốc gia, một cửa OpenCPS."""
    if not name.strip():
        raise typer.BadParameter("NAME")
    if kind not in NEEDED:
        raise UnknownKindError(kind=kind[:40], known=", ".join(NEEDED))
    where = _needed("URL", url or address, kind)
    if kind == HUB:
        from desk.domain import invitation

        if invitation.read(where) is None:
            _needed("--code", code, kind)
        told = join(where, code, name, data, as_user, ca=ca, proxy=proxy, slot=slot)
    else:
        known = {
            "user": "" if kind == OPENCPS and token_file else _needed("--user", user, kind),
            "unit": unit_code,
            "agency": unit_code,
            "dst": dst_code,
            "group": group_id,
            "base": base_path,
            "login": login_path,
            "exchange": exchange_path,
            "lookup": lookup_path,
        }
        wanted = {"user", *NEEDED[kind], *PATHS[kind]}
        system = System(
            name=name,
            kind=kind,
            url=where,
            secret=_secret((token_file if kind == OPENCPS else None) or password_file, kind),
            told={key: value for key, value in known.items() if key in wanted},
        )
        way = {"authorities": str(ca.absolute()) if ca else "", "proxy": proxy}
        told = _add_whole(system, way, status_map, data=data, as_user=as_user)
    # With a system of whole dossiers nobody has spoken yet: only its address was written down.
    text = JOINED if kind == HUB else _WRITTEN
    answer(told, said(text, **told), as_json=as_json)


def _needed(option: str, value: str, kind: str) -> str:
    if not value.strip():
        raise TargetOptionError(option=option, kind=kind)
    return value.strip()


def _add_whole(
    system: System,
    way: dict[str, str],
    codes: Path | None,
    *,
    data: Path | None,
    as_user: str,
) -> dict[str, object]:
    from desk.app import dialects, systems
    from desk.services import targets

    for lacking in missing(system):
        raise TargetOptionError(option=_OPTIONS[lacking], kind=system.kind)
    more: dict[str, Any] = dict(way)
    if codes is not None:
        more["dialect"] = dialects.read_codes(codes)
    with acting(data, as_user, purpose="connect") as (work, by):
        systems.save(work, by, system, more)
        (state,) = [each for each in targets.statuses(work) if each.name == system.name]
    return {
        "target": system.name,
        "kind": system.kind,
        "url": system.url,
        "waiting": state.waiting,
    }


def _secret(path: Path | None, kind: str) -> str:
    """Return the first line of a file; a password never stands in a command."""
    if path is None:
        raise TargetOptionError(option="--password-file", kind=kind)
    return read_secret(path)


@target.command("check")
def check_target(
    name: str,
    code: Annotated[str, typer.Argument(metavar="[CODE]")] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Ghi đè cả khi nơi khác đã ghi ở hệ thống đó.")
    ] = False,
    as_user: As = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Hỏi lại hệ thống đang giữ gì và gửi lại phần thiếu, phần khác, ở lượt trao đổi tới."""
    from desk.app import systems

    with acting(data, as_user, purpose="target") as (work, by):
        count, failure = systems.check(work, by, name, code, force=force)
    told: dict[str, object] = {"target": name, "dossiers": count}
    answer(told, said(_CHECKED, **told), as_json=as_json)
    if failure is not None:
        facts = failure.facts | {"target": name}
        say(str(messages.words(failure.code, language(), facts)))
        raise SystemExit(KNOWN)


@target.command("remove")
def remove_target(name: str, as_user: As = "", data: Data = None, as_json: Json = False) -> None:
    """Thôi trao đổi với một hệ thống; nhật ký giữ nguyên."""
    from desk.services import targets

    with acting(data, as_user, purpose="target") as (work, by):
        targets.remove(work, by, name)
    answer({"removed": name}, said("Đã bỏ {name}.", name=name), as_json=as_json)
