"""Where secrets are: the system's store where there is a real one, else a file of the owner's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError
from typing_extensions import override

from desk.models.keystore import KeysLockedError, KeyStore, KeysUnreadableError


class Ring(KeyringBackend):
    """A system's key store that behaves: it keeps, deletes, and can be locked."""

    priority: ClassVar[float] = 5
    name = "Ring for tests"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # their base class has no types
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._look()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


def store(folder: Path, *, system: bool = True) -> KeyStore:
    return KeyStore(folder, "device", "machine", system=system)


def test_a_real_store_of_the_system_keeps_secrets_and_no_file_does(
    tmp_path: Path, ring: Ring
) -> None:
    kept = store(tmp_path)
    kept.put("seed", "bí mật")
    assert (kept.kind, kept.name) == ("system", "Ring for tests")
    assert ring.kept == {("desk", "device:seed"): "bí mật"}
    assert list(tmp_path.iterdir()) == []
    assert store(tmp_path).get("seed") == "bí mật"
    kept.drop("seed")
    kept.drop("seed")
    assert (kept.get("seed"), ring.kept) == ("", {})


def test_without_one_the_file_is_the_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", NoKeyring)
    kept = store(tmp_path / "state")
    kept.put("seed", "bí mật")
    (file,) = (tmp_path / "state").iterdir()
    assert (kept.kind, kept.name) == ("file", file.name)
    assert file.name == "device-machine.keys"
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert store(tmp_path / "state").get("seed") == "bí mật"
    assert KeyStore(tmp_path / "state", "device", "other").get("seed") == ""
    kept.put("token", "t")
    kept.drop("seed")
    assert (store(tmp_path / "state").get("seed"), kept.get("token")) == ("", "t")


def test_what_lay_in_the_file_moves_when_it_is_kept_again(tmp_path: Path, ring: Ring) -> None:
    store(tmp_path, system=False).put("seed", "s")
    kept = store(tmp_path)
    assert kept.get("seed") == "s"  # found, wherever it is
    kept.put("seed", "s")
    assert ring.kept == {("desk", "device:seed"): "s"}
    assert "seed" not in next(tmp_path.iterdir()).read_text()


def test_a_store_that_does_not_take_it_leaves_it_to_the_file(tmp_path: Path, ring: Ring) -> None:
    ring.locked = True
    kept = store(tmp_path)
    kept.put("seed", "s")
    assert (kept.kind, store(tmp_path).get("seed")) == ("file", "s")


def test_a_locked_store_is_said_so_and_never_taken_for_empty(tmp_path: Path, ring: Ring) -> None:
    store(tmp_path).put("seed", "s")
    ring.locked = True
    for ask in (store(tmp_path).get, store(tmp_path).drop):
        with pytest.raises(KeysLockedError) as told:
            ask("seed")
        assert told.value.facts == {"store": "Ring for tests"}
    ring.locked = False
    assert store(tmp_path).get("seed") == "s"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"seed": 1}'])
def test_a_damaged_file_is_said_so_and_left_alone(tmp_path: Path, content: bytes) -> None:
    kept = store(tmp_path, system=False)
    kept.put("seed", "s")
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    for ask in (lambda: store(tmp_path, system=False).get("seed"), lambda: kept.put("a", "b")):
        with pytest.raises(KeysUnreadableError):
            ask()
    assert file.read_bytes() == content


def test_a_store_of_plain_text_is_none(tmp_path: Path, ring: Ring) -> None:
    class Plain(Ring):
        priority: ClassVar[float] = 0.5

    del ring
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "get_keyring", Plain)
        assert store(tmp_path).kind == "file"
