"""The city's end of a stick, on its own: taken in as a push is, and answered."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from desk.city import answers, courier
from desk.city.store import Store
from desk.wire import bundle, exchange, stick
from desk.wire import courier as records
from desk.wire.bundle import Range, Told
from desk.wire.devices import Certify, Hello
from desk.wire.signing import PublicKeys, Signer, new_seed
from desk.wire.stick import Way, Writing
from tests.city.town import NOW, Machine, Town


def on(_done: int, _whole: int) -> bool:
    return True


def city_keys(city: Town) -> PublicKeys:
    reply = city.get("/v1/keys", nonce="n" * 20)
    return msgspec.json.decode(reply.content, type=Hello).keys


def certified(city: Town, counter: Machine) -> Signer:
    own = Signer(new_seed())
    proof = own.sign(exchange.possession(counter.device, own.public), exchange.JOIN)
    asked = Certify(keys=own.public, proof=proof)
    assert city.post("/v1/certificate", asked, counter.token).status_code == 200
    return own


def carry(city: Town, counter: Machine, own: Signer, usb: Path, number: int) -> None:
    """Write a counter's whole log onto a stick."""
    theirs = city_keys(city)
    writing = Writing(usb, theirs, Way(on))
    writing.add(records.PUSH, records.encode(counter.batch()))
    told = Told(
        number=number,
        sender=counter.device,
        unit=counter.unit,
        to=theirs.fingerprint,
        made=int(NOW.timestamp()),
        ranges=(Range(epoch=1, first=1, last=counter.seq),),
        epoch=1,
    )
    writing.finish(told, own)


def test_a_stick_is_taken_in_once_and_answered(city: Town, counter: Machine) -> None:
    own = certified(city, counter)
    counter.receive()
    counter.receive(number=1001)  # used before: the city must refuse it
    store = Store(city.address, NOW)
    with tempfile.TemporaryDirectory() as name:
        usb = Path(name)
        carry(city, counter, own, usb, 1)
        (told,) = courier.read(store, usb, NOW, on)
        assert (told.events, told.new, told.error, told.already) == (2, 2, "", False)
        assert courier.read(store, usb, NOW, on)[0].already
        for _ in range(2):  # an answer takes the place of the one before
            answers.write(store, usb, NOW, on, uid=counter.device)
        (answer,) = stick.look(usb)[0]
        assert answer.listing.to == own.public.fingerprint
        assert answer.listing.heard == 1
        files = stick.check_parts(usb, answer.listing, Way(on))
        found = list(bundle.records(answer.listing, files, own.unseal, lambda _: None))
        (pushed,) = [
            msgspec.json.decode(data, type=exchange.Pushed)
            for kind, data in found
            if kind == records.PUSHED
        ]
        assert [each.verdict for each in pushed.results] == ["accepted", "rejected"]
        kinds = {kind for kind, _ in found}
        assert kinds == {records.CERTIFICATE, records.ROSTER, records.PUSHED, records.PULLED}
    store.close()
