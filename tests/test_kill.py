"""A killed bot loses nothing; and the test that says so notices when a protection is removed."""

from collections import Counter

import pytest

from tests import kill


async def test_a_killed_bot_loses_nothing_and_stores_nothing_twice() -> None:
    assert await kill.main(["--trials", "4", "--seed", "1"]) == 0


@pytest.mark.parametrize("protection", ["ack-first", "mark-first", "no-unique"])
async def test_a_missing_protection_is_noticed(protection: str) -> None:
    assert await kill.main(["--trials", "3", "--seed", "2", "--break", protection]) == 1


def test_two_repeats_in_one_chat_after_one_kill_are_too_many() -> None:
    assert kill.too_often([Counter({13: 1, 42: 1}), Counter({13: 1})]) == []
    assert kill.too_often([Counter({13: 1}), Counter({13: 2})]) == ["kill 2: 2 messages of chat 13 repeated"]
