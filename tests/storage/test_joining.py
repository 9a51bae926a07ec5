"""Links are used once, also by two who race for one; only their hashes are kept; strangers are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from storage import joining, tables
from storage.database import transaction
from storage.joining import Invite, Stranger, code_hash
from tests.storage.offices import NOW, write_demo

VALID = timedelta(hours=72)
WINDOW = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def office(engine: Engine) -> None:
    write_demo(engine)


def invite(engine: Engine, code: str, person: str = "P-01") -> None:
    with transaction(engine) as connection:
        joining.add_invite(connection, person, code, NOW, VALID)


def take(engine: Engine, code: str, chat: int = 13, after: timedelta = SECOND) -> bool:
    with transaction(engine) as connection:
        return joining.take_invite(connection, code_hash(code), chat, NOW + after)


def find(engine: Engine, code: str) -> Invite | None:
    with transaction(engine) as connection:
        return joining.find_invite(connection, code_hash(code))


def test_a_link_is_known_by_its_hash_alone(engine: Engine) -> None:
    invite(engine, "kode-rahasia")
    assert find(engine, "kode-rahasia") == Invite("P-01", NOW + VALID, used=False)
    assert find(engine, "kode-lain") is None
    with transaction(engine) as connection:
        row = connection.execute(select(tables.invites)).one()
    assert "kode-rahasia" not in map(str, row)
    assert row.code_hash == code_hash("kode-rahasia")


def test_any_text_has_a_hash() -> None:
    assert [len(code_hash(code)) for code in ("", "\ud800", "é" * 5000, "\x00")] == [64] * 4


def test_a_link_is_used_once(engine: Engine) -> None:
    invite(engine, "kode")
    assert take(engine, "kode", 13)
    assert not take(engine, "kode", 42)
    assert not take(engine, "kode", 13)
    found = find(engine, "kode")
    assert found is not None
    assert found.used
    assert not found.holds(NOW + SECOND)


def test_a_link_holds_until_its_hour(engine: Engine) -> None:
    for person, after, holds in (("P-01", VALID - SECOND, True), ("P-02", VALID, False), ("P-03", 2 * VALID, False)):
        invite(engine, person, person)
        found = find(engine, person)
        assert found is not None
        assert found.holds(NOW + after) is holds
        assert take(engine, person, after=after) is holds


def test_a_new_link_ends_the_older_of_the_same_person_only(engine: Engine) -> None:
    invite(engine, "lama")
    invite(engine, "orang lain", "P-02")
    invite(engine, "baru")
    assert not take(engine, "lama")
    assert take(engine, "baru")
    assert take(engine, "orang lain", 42)


def test_a_new_link_does_not_touch_a_used_one(engine: Engine) -> None:
    invite(engine, "lama")
    assert take(engine, "lama")
    invite(engine, "baru")
    assert find(engine, "lama") == Invite("P-01", NOW + VALID, used=True)


def test_an_unknown_link_is_not_taken(engine: Engine) -> None:
    assert not take(engine, "kode")


def test_a_link_taken_in_a_transaction_that_failed_is_still_good(engine: Engine) -> None:
    invite(engine, "kode")

    def fail() -> None:
        with transaction(engine) as connection:
            assert joining.take_invite(connection, code_hash("kode"), 13, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert take(engine, "kode")


def test_of_several_chats_racing_for_one_link_exactly_one_gets_it(engine: Engine) -> None:
    invite(engine, "kode")
    together = Barrier(4)

    def race(chat: int) -> bool:
        together.wait()
        return take(engine, "kode", chat)

    with ThreadPoolExecutor(4) as pool:
        won = dict(zip(range(1, 5), pool.map(race, range(1, 5)), strict=True))
    assert sum(won.values()) == 1
    with transaction(engine) as connection:
        assert won[connection.execute(select(tables.invites.c.used_by)).scalar_one()]


def test_who_waits_for_another_to_commit_gets_nothing(engine: Engine) -> None:
    invite(engine, "kode")
    with ThreadPoolExecutor(1) as pool:
        with transaction(engine) as first:
            assert joining.take_invite(first, code_hash("kode"), 13, NOW)
            second = pool.submit(take, engine, "kode", 42)
        assert second.result() is False


# --- chats ----------------------------------------------------------------------------------------------------
def bind(engine: Engine, chat: int, person: str) -> int | None:
    with transaction(engine) as connection:
        return joining.bind(connection, chat, person, "Nama 😀", NOW)


def chats(engine: Engine) -> dict[str, int]:
    with transaction(engine) as connection:
        return joining.load_chats(connection)


def test_a_person_has_one_chat_and_the_one_before_is_told_of(engine: Engine) -> None:
    assert bind(engine, 13, "P-01") is None
    assert bind(engine, 13, "P-01") is None
    assert bind(engine, 42, "P-01") == 13
    assert chats(engine) == {"P-01": 42}


def test_a_chat_belongs_to_one_person(engine: Engine) -> None:
    bind(engine, 13, "P-01")
    assert bind(engine, 13, "P-02") is None
    assert chats(engine) == {"P-02": 13}
    with transaction(engine) as connection:
        assert joining.person_of(connection, 13) == "P-02"
        assert joining.person_of(connection, 42) is None


def test_a_chat_of_the_largest_number_is_kept(engine: Engine) -> None:
    bind(engine, 2**52 - 1, "P-01")
    assert chats(engine) == {"P-01": 2**52 - 1}


def test_who_blocked_the_bot_has_no_chat_until_they_come_back(engine: Engine) -> None:
    bind(engine, 13, "P-01")
    for reachable, found in ((False, {}), (True, {"P-01": 13})):
        with transaction(engine) as connection:
            joining.mark_reachable(connection, 13, reachable)
            assert joining.person_of(connection, 13) == "P-01"
        assert chats(engine) == found


# --- strangers ------------------------------------------------------------------------------------------------
def count(engine: Engine, after: timedelta = timedelta(), *, wrong: bool = False, chat: int = 7) -> Stranger:
    with transaction(engine) as connection:
        return joining.count_stranger(connection, chat, NOW + after, wrong_code=wrong, window=WINDOW)


def test_a_strangers_messages_and_wrong_codes_are_counted_per_chat(engine: Engine) -> None:
    assert count(engine) == Stranger(1, 0, None)
    assert count(engine, SECOND, wrong=True) == Stranger(2, 1, None)
    assert count(engine, SECOND, chat=8) == Stranger(1, 0, None)


def test_counting_begins_anew_when_the_window_has_passed(engine: Engine) -> None:
    count(engine, wrong=True)
    assert count(engine, WINDOW - SECOND, wrong=True) == Stranger(2, 2, None)
    assert count(engine, WINDOW) == Stranger(1, 0, None)
    assert count(engine, WINDOW + SECOND) == Stranger(2, 0, None)


def test_a_lock_outlives_the_window(engine: Engine) -> None:
    count(engine)
    with transaction(engine) as connection:
        joining.lock_stranger(connection, 7, NOW + 2 * WINDOW)
    assert count(engine, WINDOW).locked_until == NOW + 2 * WINDOW


def test_who_joins_is_no_stranger_any_more(engine: Engine) -> None:
    count(engine, wrong=True)
    bind(engine, 7, "P-01")
    assert count(engine) == Stranger(1, 0, None)
