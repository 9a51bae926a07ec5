"""Updates wait in line per chat, and an id is recognised as long as Telegram may repeat it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from storage import inbox, tables
from storage.database import transaction

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def an_update(update_id: int, chat_id: int) -> dict[str, object]:
    chat = {"id": chat_id, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": chat, "text": "85"}}


def keep(engine: Engine, *updates: dict[str, object], at: datetime = NOW) -> None:
    with transaction(engine) as connection:
        inbox.store(connection, updates, at)


def waiting_chat(engine: Engine, at: datetime = NOW) -> int | None:
    with transaction(engine) as connection:
        arrived = inbox.next_waiting(connection, at)
    return arrived.chat_id if arrived else None


def test_a_postponed_update_holds_back_its_own_chat_only(engine: Engine) -> None:
    keep(engine, an_update(1, 13), an_update(2, 13), an_update(3, 42))
    with transaction(engine) as connection:
        first = inbox.next_waiting(connection, NOW)
        assert first is not None
        inbox.postpone(connection, first.id, NOW + timedelta(seconds=5), "ValueError")
    assert waiting_chat(engine) == 42
    with transaction(engine) as connection:
        other = inbox.next_waiting(connection, NOW)
        assert other is not None
        inbox.close(connection, other.id, NOW)
    assert waiting_chat(engine) is None
    with transaction(engine) as connection:
        again = inbox.next_waiting(connection, NOW + timedelta(seconds=5))
    assert again is not None
    assert (again.id, again.attempts) == (first.id, 1)


@pytest.mark.parametrize(("passed", "kept"), [(timedelta(days=6), 1), (timedelta(days=8), 2)])
def test_an_id_is_recognised_for_a_week(engine: Engine, passed: timedelta, kept: int) -> None:
    keep(engine, an_update(1, 13))
    with transaction(engine) as connection:
        inbox.forget_ids(connection, NOW + passed)
    keep(engine, an_update(1, 13), at=NOW + passed)
    with transaction(engine) as connection:
        assert connection.execute(select(func.count()).select_from(tables.inbox)).scalar_one() == kept


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 1, "edited_message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 5}}}}, 5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 5}, "from": {"id": 7}}}, 5),
        ({"update_id": 1, "message": "strange"}, None),
        ({"update_id": 1, "message": {"chat": {"id": "x"}}}, None),
        ({}, None),
    ],
)
def test_the_chat_of_an_update_is_found_whatever_its_kind(raw: dict[str, object], chat: int | None) -> None:
    assert inbox.chat_of(raw) == chat
