"""Signatures and certificates: their bytes are kept, and nothing else passes for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.wire import canonical, certificate
from desk.wire.certificate import SKEW_S, BadCertificateError, Certificate
from desk.wire.signing import Signed, Signer, new_seed, verify

SEED = bytes(range(32))
# Keys, signatures and certificates lie in databases and on other machines: these never change.
SIGN = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
SEAL = "5d3896750a6951e948493dada4f3e79fbc78dad62c1fa129356a4aa471d4c655"
CERTIFICATE = (
    '{"commune":"00999","device":"01932f5e-7c00-7000-8000-00000000000d","expires":183'
    '0384000,"not_before":1795824000,"seal":"5d3896750a6951e948493dada4f3e79fbc78dad6'
    '2c1fa129356a4aa471d4c655","serial":3,"sign":"03a107bff3ce10be1d70dd18e74bc09967e'
    '4d6309ba50d5f1ddc8664125531b8","slots":[1,9],"unit":"H26.033.15"}'
)
SIGNATURE = (
    "bc2215a2e7fafc86abb759d91d94e4c3174e3ec3c97216b7c2f3b177b411882e"
    "23616d4786cb03f3ab1d3e7e3e7362045ab74a94be526d42e3dcc8db26afda0b"
)
PROOF = (
    "d84b109c92c52d310793cf36ef43ec8e89632bf5246f1317525299263bfb2d26"
    "614b33a89994e822a7050854be53621df2c190990e0d8c91702f15cd49b8c101"
)
BEGUN = int(datetime(2026, 11, 28, tzinfo=UTC).timestamp())
CITY = Signer(bytes(32))


def example(**facts: object) -> Certificate:
    known = {
        "device": "01932f5e-7c00-7000-8000-00000000000d",
        "unit": "H26.033.15",
        "commune": "00999",
        "slots": (1, 9),
        "sign": SIGN,
        "seal": SEAL,
        "not_before": BEGUN,
        "expires": BEGUN + certificate.VALID_S,
        "serial": 3,
    }
    return Certificate(**{**known, **facts})  # type: ignore[arg-type]  # the fields' types differ


def test_the_bytes_of_keys_and_certificates_never_change() -> None:
    own = Signer(SEED)
    assert (own.public.sign, own.public.seal) == (SIGN, SEAL)
    assert CITY.public.fingerprint == "66e5-9259-dc6f-b2ea-1f27-946e-8ffc-d46b"
    issued = certificate.issue(CITY, example())
    assert issued == Signed(CERTIFICATE, SIGNATURE)
    assert certificate.read(Signed(CERTIFICATE, SIGNATURE), CITY.public.sign) == example()
    assert own.sign(b"root", "proof") == PROOF


@given(st.binary(), st.text(st.characters(codec="ascii")), st.text(st.characters(codec="ascii")))
def test_a_signature_is_for_its_bytes_its_key_and_its_purpose(
    data: bytes, purpose: str, other: str
) -> None:
    own = Signer(SEED)
    made = own.sign(data, purpose)
    assert own.public.verify(data, made, purpose)
    assert not own.public.verify(data + b" ", made, purpose)
    assert not CITY.public.verify(data, made, purpose)
    assert own.public.verify(data, made, other) == (other == purpose)


@pytest.mark.parametrize("nonsense", ["", "zz", "00", "0" * 128, "é", "🙂"])
def test_what_is_no_signature_or_no_key_verifies_nothing(nonsense: str) -> None:
    assert not verify(SIGN, b"x", nonsense, "p")
    assert not verify(nonsense, b"x", Signer(SEED).sign(b"x", "p"), "p")


def test_seeds_are_never_the_same() -> None:
    assert len({new_seed() for _ in range(100)}) == 100
    with pytest.raises(ValueError, match="31"):
        Signer(bytes(31))


def test_a_certificate_is_what_the_city_signed_and_nothing_else() -> None:
    issued = certificate.issue(CITY, example())
    altered = Signed(issued.text.replace('"serial":3', '"serial":4'), issued.signature)
    for forged in (
        altered,
        Signed(issued.text, ""),
        certificate.issue(Signer(SEED), example()),
        CITY.signed(canonical.dumps(example()), "proof"),
        Signed("\ud800", issued.signature),
    ):
        with pytest.raises(BadCertificateError) as refused:
            certificate.read(forged, CITY.public.sign)
        assert refused.value.facts["reason"] == "forged"
    with pytest.raises(BadCertificateError) as refused:
        certificate.read(CITY.signed(b"{}", certificate.PURPOSE), CITY.public.sign)
    assert refused.value.facts["reason"] == "malformed"


def test_clocks_that_go_a_day_wrong_refuse_nobody() -> None:
    made = example()
    first = datetime.fromtimestamp(made.not_before, UTC)
    last = datetime.fromtimestamp(made.expires, UTC)
    day = timedelta(seconds=SKEW_S / 2)
    for now in (first - day, first, last, last + day):
        certificate.check_time(made, now)
    for now, reason in ((first - 3 * day, "early"), (last + 3 * day, "expired")):
        with pytest.raises(BadCertificateError) as refused:
            certificate.check_time(made, now)
        assert refused.value.facts["reason"] == reason


def test_another_one_is_due_after_half_of_its_time() -> None:
    made = example()
    first = datetime.fromtimestamp(made.not_before, UTC)
    assert not made.due(first)
    assert not made.due(first + timedelta(days=199))
    assert made.due(first + timedelta(days=201))
    assert made.due(first - timedelta(days=300))  # a clock that had stopped: asking does no harm
