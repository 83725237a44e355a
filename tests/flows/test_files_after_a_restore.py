"""Files of a counter whose database was put back: what lies beside it, and what the city has."""

from __future__ import annotations

import shutil

from desk.services import checking, targets
from tests.flows.papers import attach, is_whole, noise
from tests.flows.stage import Stage, prove
from tests.kit import receive


def test_a_file_that_a_lost_database_knew_of_still_goes_to_the_city(stage: Stage) -> None:
    """The evening's database is put back; the files beside it are those of the next day."""
    one = stage.one
    one.close()
    backup = shutil.copy(one.counter.database, stage.home / "evening")
    one.open()
    sha = attach(one, receive(one.work), noise(100_000))
    stage.city.down()
    (stage.city.home / "city-files").write_text("in the way of the folder")
    stage.city.up()
    one.exchange()  # the events arrive, the file does not
    one.close()
    shutil.copy(backup, one.counter.database)
    assert one.open().outcome.epoch == "restored"
    stage.city.down()
    (stage.city.home / "city-files").unlink()
    stage.city.up()
    one.exchange()
    assert is_whole(stage.city, sha)
    assert prove(one) == 1


def test_a_file_that_the_city_alone_has_is_no_damage_after_a_restore(stage: Stage) -> None:
    one = stage.one
    one.close()
    backup = stage.home / "evening"
    one.counter.copy_to(backup)
    one.open()
    sha = attach(one, receive(one.work), noise(3_000))
    one.exchange()
    assert is_whole(stage.city, sha)
    one.close()
    one.counter.put_back(backup)  # the files of the day are gone with the database
    assert one.open().outcome.epoch == "restored"
    one.exchange()
    (status,) = targets.statuses(one.work)
    assert status.files.held == 1
    assert checking.verify(one.work).problems == ()
