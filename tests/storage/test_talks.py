"""Where a conversation stands survives a restart; a button means what it meant when it was sent, and counts once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from storage import talks
from storage.database import transaction
from storage.talks import Keyboard, Talk

NOW = datetime(2026, 10, 1, tzinfo=UTC)
TOKEN = "abcdefghijklmnop"
ACTIONS = [["bound", "reading", "2026Q3", "IK-01", "85.50", "é \x00 😀 \ud83d"], ["", "pause"]]


def save(engine: Engine, chat: int, talk: Talk) -> None:
    with transaction(engine) as connection:
        talks.save_talk(connection, chat, talk)


def load(engine: Engine, chat: int) -> Talk:
    with transaction(engine) as connection:
        return talks.load_talk(connection, chat)


def test_a_chat_that_never_spoke_stands_at_the_beginning(engine: Engine) -> None:
    assert load(engine, 13) == Talk({}, 0, None)


def test_a_conversation_goes_on_where_it_was(engine: Engine) -> None:
    save(engine, 13, Talk({"at": "other"}, 1, NOW))
    states: list[dict[str, Any]] = [
        {},
        {"at": "fill", "period": "2026Q3", "args": ["a", "b"]},
        {"at": "prompt", "text": "\x00 \ud83d 😀"},
    ]
    for turn, state in enumerate(states):
        save(engine, 13, Talk(state, turn, NOW + timedelta(minutes=turn)))
        assert load(engine, 13) == Talk(state, turn, NOW + timedelta(minutes=turn))
    assert load(engine, 42) == Talk({}, 0, None)


def test_it_is_known_who_wrote_when_and_who_is_in_the_middle_of_something(engine: Engine) -> None:
    save(engine, 13, Talk({}, 3, NOW))
    save(engine, 42, Talk({"at": "fill"}, 1, NOW + timedelta(hours=1)))
    with transaction(engine) as connection:
        assert talks.heard_times(connection) == {13: (NOW, False), 42: (NOW + timedelta(hours=1), True)}


def add(engine: Engine, token: str = TOKEN, turn: int = 4) -> None:
    with transaction(engine) as connection:
        talks.add_keyboard(connection, token, 13, turn, ACTIONS, NOW)


def test_buttons_mean_what_they_meant_when_they_were_sent(engine: Engine) -> None:
    add(engine)
    with transaction(engine) as connection:
        assert talks.find_keyboard(connection, TOKEN) == Keyboard(13, 4, ACTIONS, None)
        assert talks.find_keyboard(connection, "unknown") is None
        assert talks.find_keyboard(connection, TOKEN.upper()) is None


def test_a_token_is_given_out_once(engine: Engine) -> None:
    add(engine)
    with pytest.raises(IntegrityError):
        add(engine)


def test_a_keyboard_is_pressed_once_whichever_button_comes_second(engine: Engine) -> None:
    add(engine)
    with transaction(engine) as connection:
        assert talks.press_once(connection, TOKEN, 1)
        assert not talks.press_once(connection, TOKEN, 1)
        assert not talks.press_once(connection, TOKEN, 0)
        found = talks.find_keyboard(connection, TOKEN)
    assert found is not None
    assert found.pressed == 1


def test_the_first_place_counts_as_pressed_too(engine: Engine) -> None:
    add(engine)
    with transaction(engine) as connection:
        assert talks.press_once(connection, TOKEN, 0)
        assert not talks.press_once(connection, TOKEN, 0)


def test_pressing_an_unknown_keyboard_is_no_press(engine: Engine) -> None:
    with transaction(engine) as connection:
        assert not talks.press_once(connection, TOKEN, 0)


def test_of_many_taps_at_once_one_counts(engine: Engine) -> None:
    add(engine)
    together = Barrier(4)

    def tap(place: int) -> bool:
        together.wait()
        with transaction(engine) as connection:
            return talks.press_once(connection, TOKEN, place)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(tap, range(4))) == 1
