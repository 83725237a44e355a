"""What a paper is signed with: a certificate with its key, in a file or on a token.

A token often holds more than its owner's certificate (those of the authorities that vouch for it,
one that has run out), and two may be in at once: a leader's and the office's. Whatever cannot sign
is passed over; between what is left a person chooses, never the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desk.domain.errors import InputError
from desk.domain.records import VN

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

#: What there is to choose between.
TOKEN: Final = "token"  # noqa: S105 - a kind of thing
CERTIFICATE: Final = "certificate"


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


class SigningChoiceError(InputError):
    """Several could sign; facts: `count`.

    `names` are no facts, since they are people's: they reach the screen and no log. `of` tells
    whether they are tokens or certificates.
    """

    def __init__(self, *, count: int, of: str, names: Sequence[str]) -> None:
        """Keep the names beside the facts."""
        super().__init__(count=count)
        self.of = of
        self.names = tuple(names)


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
    certificate: str = ""  # its label, or name as told; empty: the only one


Key = KeyFile | Token


@contextmanager
def opened(key: Key, now: datetime) -> Iterator[Signer]:
    """Open a key; it is shut again afterwards.

    Raises:
        KeyUnreadableError, SigningSecretError, TokenAwayError, NoCertificateError,
        SigningChoiceError.
    """
    if isinstance(key, Token):
        with _of_token(key, now) as signer:
            yield signer
    else:
        yield _of_file(key)


def name_of(certificate: Any) -> str:
    """Return whose certificate it is."""
    told: Any = certificate.subject.native
    name = told.get("common_name", "")
    return str(name[0] if isinstance(name, list) else name)


def holds(certificate: Any, now: datetime) -> datetime:
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


def _of_file(key: KeyFile) -> Signer:
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415 - a second of loading that only signing needs
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
def _of_token(key: Token, now: datetime) -> Iterator[Signer]:
    from pkcs11 import exceptions  # noqa: PLC0415 - as above
    from pyhanko.sign import pkcs11 as tokens  # noqa: PLC0415 - as above

    if not key.library.is_file():
        raise TokenAwayError
    try:
        place = _place(key)
        session = tokens.open_pkcs11_session(str(key.library), slot_no=place, user_pin=key.pin)
    except (exceptions.PinIncorrect, exceptions.PinLocked, exceptions.PinLenRange) as error:
        raise SigningSecretError from error
    except RuntimeError as error:
        raise TokenAwayError from error
    with session:
        try:
            certificate, key_id = _certificate(session, key.certificate, now)
            signer = tokens.PKCS11Signer(session, signing_cert=certificate, key_id=key_id)
            _ = signer.signing_cert
        except exceptions.PKCS11Error as error:
            raise NoCertificateError from error
        yield signer


def _place(key: Token) -> int:
    """Return where the token is: makers' libraries tell of empty slots too.

    Raises:
        TokenAwayError: none is in, or none of that name.
        SigningChoiceError: several are in.
    """
    import pkcs11  # noqa: PLC0415 - as above
    from pkcs11.exceptions import PKCS11Error  # noqa: PLC0415 - as above

    found: list[tuple[int, str]] = []
    for place, slot in enumerate(pkcs11.lib(str(key.library)).get_slots()):
        try:
            token = slot.get_token()
        except PKCS11Error:
            continue  # nothing is in that one
        if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags:
            found.append((place, token.label.strip()))
    if key.label:
        found = [each for each in found if each[1] == key.label]
    if not found:
        raise TokenAwayError
    if len(found) > 1:
        raise SigningChoiceError(count=len(found), of=TOKEN, names=[label for _, label in found])
    return found[0][0]


def _certificate(session: Any, wanted: str, now: datetime) -> tuple[Any, bytes]:
    """Return the certificate that signs, and the name of its key.

    Raises:
        NoCertificateError: none has its key on the token, or none of that name.
        SigningChoiceError: several.
    """
    from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - as above
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415 - as above

    def every(kind: ObjectClass) -> list[Any]:
        return list(session.get_objects({Attribute.CLASS: kind}))

    keys = {each[Attribute.ID] for each in every(ObjectClass.PRIVATE_KEY)}
    able = [
        (each[Attribute.LABEL], each[Attribute.ID], found)
        for each in every(ObjectClass.CERTIFICATE)
        if each[Attribute.ID] in keys
        for found in load_certs_from_pemder_data(each[Attribute.VALUE])
    ]
    if wanted:
        able = [each for each in able if wanted in (each[0], _told(each[2]))]
    able = [each for each in able if _holds_now(each[2], now)] or able
    if not able:
        raise NoCertificateError
    if len(able) > 1:
        names = [_told(each[2]) for each in able]
        raise SigningChoiceError(count=len(able), of=CERTIFICATE, names=names)
    return able[0][2], able[0][1]


def _told(certificate: Any) -> str:
    """Return whose it is and its number: one person may have two."""
    return f"{name_of(certificate)} · {certificate.serial_number:X}"


def _holds_now(certificate: Any, now: datetime) -> bool:
    try:
        holds(certificate, now)
    except CertificateDatesError:
        return False
    return True
