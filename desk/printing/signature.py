"""Electronic papers signed by whoever answers for them: PAdES, with a key file or a token.

The law wants a clerk's own digital signature on electronic copies (NĐ 118/2025 Đ.17.1.c), and a
signature on electronic forms instead of ink. Signing adds to a file and changes nothing in it, so
a signed paper is still the paper, and still a PDF/A.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from io import BytesIO
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from desk.domain.errors import InputError
from desk.domain.records import VN
from desk.printing import signing_keys
from desk.printing.signing_keys import Key

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

_FIELD: Final = "ChuKySo"
_DIGEST: Final = "sha256"
_CORNER: Final = (0, 0, 1, 1)  # of the page, in points


class NotSignableError(InputError):
    """The file is no PDF that can be signed."""


def _zone() -> timezone:
    return VN


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed file, and who signed it until when his certificate holds."""

    pdf: bytes
    by: str
    until: datetime


def sign(pdf: bytes, key: Key, *, reason: str, place: str, now: datetime) -> Signed:
    """Return a PDF with one signature more.

    Raises:
        KeyUnreadableError, SigningSecretError, TokenAwayError, NoCertificateError,
        CertificateDatesError, SigningChoiceError, NotSignableError.
    """
    with signing_keys.opened(key, now) as signer:
        name, until = _whose(signer, now)
        return Signed(_signed(pdf, signer, name, reason, place), name, until)


def check(key: Key, now: datetime) -> None:
    """See whether a key could sign now, before a long paper is drawn for it.

    Raises:
        KeyUnreadableError, SigningSecretError, TokenAwayError, NoCertificateError,
        CertificateDatesError, SigningChoiceError.
    """
    with signing_keys.opened(key, now) as signer:
        _whose(signer, now)


def _whose(signer: Signer, now: datetime) -> tuple[str, datetime]:
    certificate = signer.signing_cert
    if certificate is None:
        raise signing_keys.NoCertificateError
    return signing_keys.name_of(certificate), signing_keys.holds(certificate, now)


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
