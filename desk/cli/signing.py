"""`desk sign`: a paper as a file, signed with somebody's certificate."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from desk.app import counter as program
from desk.cli.speech import FileReadError, Json, answer, said, save
from desk.domain.errors import InputError

commands = typer.Typer()
#: Where password or PIN is read from: never from the command's own words, which others can see.
SECRET: Final = "DESK_SIGN_SECRET"  # noqa: S105 - the name of a variable


class NoSigningSecretError(InputError):
    """Nothing was given to open the key with; facts: `variable` that it is read from."""


class NoSigningKeyError(InputError):
    """Neither a key file nor a token was named, or both."""


@commands.command()
def sign(
    file: Annotated[Path, typer.Argument(help="Tệp PDF cần ký.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp PDF đã ký.")],
    key: Annotated[Path | None, typer.Option("--key", help="Tệp chứng thư .p12 hoặc .pfx.")] = None,
    token: Annotated[
        Path | None, typer.Option("--token", help="Thư viện PKCS#11 của USB token.")
    ] = None,
    label: Annotated[str, typer.Option("--token-label", help="Tên token, khi có nhiều.")] = "",
    certificate: Annotated[
        str, typer.Option("--certificate", help="Tên chứng thư trong token, khi có nhiều.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Lý do ký.")] = "",
    place: Annotated[str, typer.Option("--place", help="Nơi ký.")] = "",
    as_json: Json = False,
) -> None:
    """Ký số một tệp PDF; mật khẩu hoặc PIN đọc từ biến môi trường DESK_SIGN_SECRET."""
    from desk.printing import signature
    from desk.printing.signing_keys import Key, KeyFile, SigningChoiceError, Token

    if (key is None) is (token is None):
        raise NoSigningKeyError
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileReadError(why=error.strerror or "?") from error
    secret = os.environ.get(SECRET)
    if secret is None:  # an empty one opens a key that has no password
        raise NoSigningSecretError(variable=SECRET)
    chosen: Key
    if key is not None:
        chosen = KeyFile(key, secret)
    else:
        assert token is not None  # noqa: S101 - one of the two is there
        chosen = Token(token, label, secret, certificate)
    try:
        made = signature.sign(data, chosen, reason=reason, place=place, now=program.clock())
    except SigningChoiceError as error:
        for name in error.names:
            typer.echo(f"  {name}", err=True)
        raise
    save(out, made.pdf)
    found = {"file": str(out), "by": made.by, "until": made.until.isoformat()}
    answer(found, said("{name} đã ký {file}.", name=made.by, file=out), as_json=as_json)
