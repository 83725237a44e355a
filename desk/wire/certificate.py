"""What a city says in writing: this device, with these keys, is that counter of that ward.

    certificate   canonical JSON of `Certificate`, signed for the purpose "certificate"

The bytes that were signed are kept and passed on as they are. A certificate names days, yet no
clock decides alone: the newest serial of a device is the one that counts, and who renews in time
never meets the last day (docs/decisions, devices).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from desk.domain.errors import ExchangeError
from desk.wire import canonical
from desk.wire.numbers import Whole
from desk.wire.signing import PublicKeys, Signed, Signer, verify

PURPOSE: Final = "certificate"
VALID_S: Final = 400 * 86_400
#: Clocks of counters and cities go wrong by hours, and by days where a battery is empty.
SKEW_S: Final = 2 * 86_400


class BadCertificateError(ExchangeError):
    """Nobody who may has signed this certificate, or not for this; facts: reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Whose word a device's is; instants are UTC seconds, keys are hex."""

    device: str
    unit: str
    commune: str
    slots: tuple[Whole, ...]
    sign: str
    seal: str
    not_before: Whole
    expires: Whole
    serial: Whole

    @property
    def keys(self) -> PublicKeys:
        """The keys that it speaks of."""
        return PublicKeys(sign=self.sign, seal=self.seal)

    def due(self, now: datetime) -> bool:
        """Tell whether half of its time is over, so that it is time for another one.

        A clock that stands before its first day asks for another one too: that does no harm,
        where waiting might.
        """
        at = now.timestamp()
        return at < self.not_before - SKEW_S or at > (self.not_before + self.expires) / 2


def issue(city: Signer, certificate: Certificate) -> Signed:
    """Return a certificate with the city's signature."""
    return city.signed(canonical.dumps(certificate), PURPOSE)


def read(issued: Signed, city: str) -> Certificate:
    """Return what a certificate says, if the city with the public key `city` has signed it.

    Raises:
        BadCertificateError: it has not ("forged"), or it is no certificate ("malformed").
    """
    data = issued.text.encode(errors="replace")
    if not verify(city, data, issued.signature, PURPOSE):
        raise BadCertificateError(reason="forged")
    try:
        return canonical.loads(Certificate, data)
    except msgspec.MsgspecError as error:
        raise BadCertificateError(reason="malformed") from error


def check_time(certificate: Certificate, now: datetime) -> None:
    """Refuse a certificate whose time is over, or has not come.

    Raises:
        BadCertificateError: "expired" or "early", by more than clocks go wrong.
    """
    at = now.timestamp()
    if at > certificate.expires + SKEW_S:
        raise BadCertificateError(reason="expired")
    if at < certificate.not_before - SKEW_S:
        raise BadCertificateError(reason="early")
