"""No test sees a screen, the network, the local zone or the folders of the person who runs it."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_socket

from desk import paths


def test_folders_are_the_tests_own(elsewhere: Path) -> None:
    assert paths.data_dir().is_relative_to(elsewhere)
    assert paths.witness_dir().is_relative_to(elsewhere)
    assert not paths.data_dir().exists()


def test_folders_are_the_tests_own_without_our_variables(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DESK_DATA")
    monkeypatch.delenv("DESK_WITNESS")

    assert paths.data_dir().is_relative_to(elsewhere)
    assert paths.witness_dir().is_relative_to(elsewhere)


def test_there_is_no_screen() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_the_local_zone_is_far_from_vietnam() -> None:
    assert datetime.now(UTC).astimezone().utcoffset() == timedelta(hours=-9, minutes=-30)


def test_the_network_ends_at_this_machine() -> None:
    with pytest.raises(pytest_socket.SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
