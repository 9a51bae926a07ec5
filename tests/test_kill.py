"""A killed bot loses nothing; and the test that says so notices when a protection is removed."""

import pytest

from tests import kill


async def test_a_killed_bot_loses_nothing_and_stores_nothing_twice() -> None:
    assert await kill.main(["--trials", "4", "--seed", "1"]) == 0


@pytest.mark.parametrize("protection", ["ack-first", "mark-first", "no-unique"])
async def test_a_missing_protection_is_noticed(protection: str) -> None:
    assert await kill.main(["--trials", "6", "--seed", "2", "--break", protection]) == 1
