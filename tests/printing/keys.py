"""Certificates for tests: an authority nobody trusts, and people whom it vouches for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pkcs11 import Attribute, CertificateType, ObjectClass

from tests.printing.reading import poppler

TOKEN, TOKEN_KEY = "thu", "khoa"
_SOFT = Path("/usr/lib/softhsm/libsofthsm2.so")
NAME = "Trần Văn Mẫu (chứng thư thử)"
Made = tuple[rsa.RSAPrivateKey, x509.Certificate]
_DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")
    return x509.Name([country, x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    name: str, key: rsa.RSAPrivateKey, by: Made | None, start: datetime, end: datetime
) -> x509.Certificate:
    signer, issuer = (by[0], by[1].subject) if by else (key, _name(name))
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    others = "key_encipherment data_encipherment key_agreement encipher_only decipher_only"
    usage = dict.fromkeys(others.split(), False)
    kinds = x509.KeyUsage(
        digital_signature=by is not None,
        content_commitment=by is not None,
        key_cert_sign=by is None,
        crl_sign=by is None,
        **usage,
    )
    return made.add_extension(kinds, critical=True).sign(signer, hashes.SHA256())


def authority() -> Made:
    key = rsa.generate_private_key(65537, 2048)
    now = datetime.now(UTC)
    return key, _certificate("Tổ chức chứng thực thử", key, None, now - _DAY, now + 365 * _DAY)


def person(by: Made, start: datetime | None = None, end: datetime | None = None) -> Made:
    key = rsa.generate_private_key(65537, 2048)
    now = datetime.now(UTC)
    return key, _certificate(NAME, key, by, start or now - _DAY, end or now + 30 * _DAY)


def pack(made: Made, by: Made, password: str) -> bytes:
    """A certificate with its key as .p12."""
    how: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        how = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"thu", made[0], made[1], [by[1]], how)


@contextmanager
def token(made: Made, folder: Path, patch: pytest.MonkeyPatch, pin: str) -> Iterator[Path]:
    """A token of SoftHSM that holds a certificate with its key; gives the library's path."""
    if shutil.which("softhsm2-util") is None or not _SOFT.exists():
        pytest.skip("softhsm2 is not installed")
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    patch.setenv("SOFTHSM2_CONF", str(conf))
    plug_in(TOKEN, pin)
    library = pkcs11.lib(str(_SOFT))
    library.reinitialize()
    put(TOKEN, pin, made, folder, TOKEN_KEY)
    yield _SOFT
    library.finalize()


def plug_in(label: str, pin: str) -> None:
    """One token more, with nothing on it."""
    init = ["--init-token", "--free", "--label", label, "--so-pin", pin, "--pin", pin]
    _soft(*init)
    pkcs11.lib(str(_SOFT)).reinitialize()


def put(label: str, pin: str, made: Made, folder: Path, name: str, at: int = 0xA1) -> None:
    """Put a certificate with its key on a token."""
    secret = folder / "key.pem"
    secret.write_bytes(
        made[0].private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    bring = ["--import", str(secret), "--token", label, "--label", name, "--id", f"{at:02X}"]
    _soft(*bring, "--pin", pin)
    pkcs11.lib(str(_SOFT)).reinitialize()
    put_certificate(label, pin, made, name, at)


def put_certificate(label: str, pin: str, made: Made, name: str, at: int) -> None:
    """Put a certificate alone on a token: an authority's, say."""
    with pkcs11.lib(str(_SOFT)).get_token(token_label=label).open(user_pin=pin, rw=True) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: name,
                Attribute.ID: bytes([at]),
                Attribute.SUBJECT: made[1].subject.public_bytes(),
                Attribute.VALUE: made[1].public_bytes(serialization.Encoding.DER),
            }
        )


def _soft(*words: str) -> None:
    util = shutil.which("softhsm2-util")
    assert util is not None
    subprocess.run([util, *words], check=True, capture_output=True)  # noqa: S603 - fixed words


def told(pdf: bytes, folder: Path) -> str:
    """What poppler says of a file's signatures; that it trusts nobody here is another matter."""
    (folder / "signed.pdf").write_bytes(pdf)
    done = subprocess.run(  # noqa: S603 - fixed words
        [poppler("pdfsig"), str(folder / "signed.pdf")],
        check=False,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    return done.stdout.decode()
