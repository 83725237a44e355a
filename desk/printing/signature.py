"""Electronic papers signed by whoever answers for them: PAdES, with a key file or a token.

The law wants a clerk's own digital signature on electronic copies (NĐ 118/2025 Đ.17.1.c), and a
signature on electronic forms instead of ink. Signing adds to a file and changes nothing in it, so
a signed paper is still the paper, and still a PDF/A.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from desk.domain.errors import InputError
from desk.domain.records import VN

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

_FIELD: Final = "ChuKySo"
_DIGEST: Final = "sha256"
_CORNER: Final = (0, 0, 1, 1)  # of the page, in points


class KeyUnreadableError(InputError):
    """The file holds no key and certificate, or cannot be read."""


class SigningSecretError(InputError):
    """The password of a key file, or the PIN of a token, is another."""


class TokenAwayError(InputError):
    """There is no such token in this machine, or its library does not answer."""


class NoCertificateError(InputError):
    """The file or token has no certificate with its key, or none of that name."""


class CertificateDatesError(InputError):
    """The certificate does not hold today; facts: start, end (dd/mm/yyyy)."""


class NotSignableError(InputError):
    """The file is no PDF that can be signed."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A certificate with its key in a file (PKCS#12: .p12, .pfx)."""

    path: Path
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A token or card, reached through its maker's library (PKCS#11)."""

    library: Path
    label: str  # the token's; empty: the only one that is in
    pin: str = field(repr=False)
    certificate: str = ""  # label of one of several; empty: the only one


def _zone() -> timezone:
    return VN


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed file, and who signed it until when his certificate holds."""

    pdf: bytes
    by: str
    until: datetime


def sign(pdf: bytes, key: KeyFile | Token, *, reason: str, place: str, now: datetime) -> Signed:
    """Return a PDF with one signature more.

    Raises:
        KeyUnreadableError, SigningSecretError, TokenAwayError, NoCertificateError,
        CertificateDatesError, NotSignableError.
    """
    with _signer(key) as signer:
        name, until = _whose(signer, now)
        return Signed(_signed(pdf, signer, name, reason, place), name, until)


def check(key: KeyFile | Token, now: datetime) -> None:
    """See whether a key could sign now, before a long paper is drawn for it.

    Raises:
        KeyUnreadableError, SigningSecretError, TokenAwayError, NoCertificateError,
        CertificateDatesError.
    """
    with _signer(key) as signer:
        _whose(signer, now)


def _whose(signer: Signer, now: datetime) -> tuple[str, datetime]:
    certificate = signer.signing_cert
    if certificate is None:
        raise NoCertificateError
    return _name(certificate), _holds(certificate, now)


def _signed(pdf: bytes, signer: Signer, name: str, reason: str, place: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - a second of loading that only signing needs
        IncrementalPdfFileWriter,
    )
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - as above
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - as above
    from pyhanko.sign.signers import pdf_signer  # noqa: PLC0415 - as above
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415 - as above

    class Writer(IncrementalPdfFileWriter):
        @override
        def _update_meta(self) -> None:
            """Leave the file's descriptions alone: both would say other things afterwards."""

    # It asks the machine for its zone by name, which fails on machines that have none by a name;
    # papers know one zone alone.
    vars(pdf_signer)["tzlocal"].get_localzone = _zone
    try:
        writer = Writer(BytesIO(pdf), strict=False)
        field_name = _free({taken for taken, *_ in fields.enumerate_sig_fields(writer)})
        meta = signers.PdfSignatureMetadata(
            field_name=field_name,
            md_algorithm=_DIGEST,
            subfilter=fields.SigSeedSubFilter.PADES,
            reason=reason or None,
            location=place or None,
            name=name,
        )
        made = signers.PdfSigner(
            meta,
            signer,
            # Nothing to be seen, but there: an archive wants every mark to have a look of its own.
            stamp_style=StaticStampStyle(border_width=0),
            new_field_spec=fields.SigFieldSpec(field_name, on_page=0, box=_CORNER),
        )
        signed: bytes = made.sign_pdf(writer).getvalue()
    except PdfError as error:
        raise NotSignableError(why=type(error).__name__) from error
    return signed


def _free(taken: set[str]) -> str:
    number = 1
    while f"{_FIELD}{number}" in taken:
        number += 1
    return f"{_FIELD}{number}"


def _name(certificate: Any) -> str:
    told: Any = certificate.subject.native
    name = told.get("common_name", "")
    return str(name[0] if isinstance(name, list) else name)


def _holds(certificate: Any, now: datetime) -> datetime:
    """Return until when a certificate holds.

    Raises:
        CertificateDatesError: not today.
    """
    told: Any = certificate["tbs_certificate"]["validity"].native
    if not told["not_before"] <= now <= told["not_after"]:
        start, end = (told[key].astimezone(VN) for key in ("not_before", "not_after"))
        raise CertificateDatesError(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    until: datetime = told["not_after"]
    return until.astimezone(UTC)


@contextmanager
def _signer(key: KeyFile | Token) -> Iterator[Signer]:
    if isinstance(key, Token):
        with _of_token(key) as signer:
            yield signer
    else:
        yield _of_file(key)


def _of_file(key: KeyFile) -> Signer:
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415 - as above
    from pyhanko.sign import signers  # noqa: PLC0415 - as above

    try:
        data = key.path.read_bytes()
    except OSError as error:
        raise KeyUnreadableError from error
    password = key.password.encode() or None
    try:
        # Asked first, because it says what is wrong: a password, or no such file at all.
        found = pkcs12.load_pkcs12(data, password)
    except ValueError as error:
        if "password" in str(error).lower():
            raise SigningSecretError from error
        raise KeyUnreadableError from error
    if found.key is None or found.cert is None:
        raise NoCertificateError
    made = signers.SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password)
    if not isinstance(made, signers.SimpleSigner):
        raise KeyUnreadableError
    return made


@contextmanager
def _of_token(key: Token) -> Iterator[Signer]:
    from pkcs11 import exceptions  # noqa: PLC0415 - as above
    from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415 - as above
    from pyhanko.sign import pkcs11 as tokens  # noqa: PLC0415 - as above

    if not key.library.is_file():
        raise TokenAwayError
    try:
        session = tokens.open_pkcs11_session(
            str(key.library),
            slot_no=None if key.label else _slot_of_the_only_one(key.library),
            token_criteria=TokenCriteria(label=key.label) if key.label else None,
            user_pin=key.pin,
        )
    except (exceptions.PinIncorrect, exceptions.PinLocked, exceptions.PinLenRange) as error:
        raise SigningSecretError from error
    except RuntimeError as error:
        raise TokenAwayError from error
    with session:
        try:
            signer = tokens.PKCS11Signer(session, cert_label=key.certificate or None)
            _ = signer.signing_cert
        except exceptions.PKCS11Error as error:
            raise NoCertificateError from error
        yield signer


def _slot_of_the_only_one(library: Path) -> int:
    """Return the place of the only token that is in: makers' libraries tell of empty slots too.

    Raises:
        TokenAwayError: none is in, or several.
    """
    import pkcs11  # noqa: PLC0415 - as above
    from pkcs11.exceptions import PKCS11Error  # noqa: PLC0415 - as above

    def is_in(slot: Any) -> bool:
        try:
            token = slot.get_token()
        except PKCS11Error:
            return False
        return pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags

    slots = pkcs11.lib(str(library)).get_slots()
    found = [place for place, slot in enumerate(slots) if is_in(slot)]
    if len(found) != 1:
        raise TokenAwayError
    return found[0]
