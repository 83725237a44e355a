"""Certificates for tests: an authority nobody trusts, and people whom it vouches for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

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
