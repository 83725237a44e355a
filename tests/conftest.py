"""What every test stands on: no screen, no network, no folder of the person who runs it."""

from __future__ import annotations

import gc
import itertools
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Speed is measured by `make bench`, never asserted here: a busy machine must not fail a test. The
# build machine tries the same examples each time; everybody else's runs look for new ones.
settings.register_profile(
    "desk",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("desk")

# Before anything imports Qt: it reads this once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Law and paper know +07:00 alone. A machine that lives at -09:30, on another day for most of the
# Vietnamese working hours, shows whoever leans on the local zone.
os.environ["TZ"] = "<-0930>+9:30"
if hasattr(time, "tzset"):
    time.tzset()

_numbers = itertools.count()


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what thousands of tests have brought in for good."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder under which all that would be the person's own lies."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(autouse=True)
def _own_folders(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test, and the processes it starts, data and state folders nobody else has.

    They do not exist yet, as on a new PC; most tests never make them.
    """
    folder = elsewhere / str(next(_numbers))
    # Shared by all: fontconfig's list of fonts takes seconds to make.
    monkeypatch.setenv("XDG_CACHE_HOME", str(elsewhere / "cache"))
    for variable, name in {
        "DESK_DATA": "data",
        "DESK_WITNESS": "witness",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "share",
        "XDG_STATE_HOME": "state",
        "LOCALAPPDATA": "local",
        "APPDATA": "roaming",
    }.items():
        monkeypatch.setenv(variable, str(folder / name))
    monkeypatch.setenv("DESK_KEYS", "file")  # never the key store of whoever runs the tests


@pytest.fixture(autouse=True)
def _way_out_ends_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the routes for the way to this machine: to ask for another is to leave it, here."""
    monkeypatch.setattr("desk.sync.adapters.route._AWAY", ("127.0.0.1", 9))
