"""Calls are claimed before they are made, and what a dead process left in doubt is decided by its kind."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from storage import outbox, tables
from storage.database import transaction
from storage.outbox import Kind, Outgoing

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def plan(engine: Engine, chat_id: int, kind: Kind = Kind.ANSWER, key: str | None = None) -> int | None:
    with transaction(engine) as connection:
        return outbox.plan(connection, chat_id=chat_id, kind=kind, method="sendMessage", params={}, now=NOW, key=key)


def claim(engine: Engine, most: int = 10, busy: frozenset[int] = frozenset()) -> list[Outgoing]:
    with transaction(engine) as connection:
        return outbox.claim(connection, now=NOW, lease=timedelta(minutes=1), busy=busy, most=most)


def test_one_call_per_chat_is_claimed_and_answers_go_before_reminders(engine: Engine) -> None:
    plan(engine, 13, Kind.REMINDER)
    answer, second, other = plan(engine, 13), plan(engine, 13), plan(engine, 42)
    assert [out.id for out in claim(engine)] == [answer, other]
    assert [out.id for out in claim(engine)] == [second]


def test_a_claimed_call_is_not_claimed_again(engine: Engine) -> None:
    plan(engine, 13)
    assert len(claim(engine)) == 1
    assert claim(engine) == []


def test_a_busy_chat_waits(engine: Engine) -> None:
    plan(engine, 13)
    assert claim(engine, busy=frozenset({13})) == []


def test_what_has_a_key_is_planned_once(engine: Engine) -> None:
    assert plan(engine, 13, key="answer:1") is not None
    assert plan(engine, 13, key="answer:1") is None


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (Kind.ANSWER, "planned", "planned"),
        (Kind.REMINDER, "planned", "unknown"),
        (Kind.DOCUMENT, "unknown", "unknown"),
        (Kind.TOAST, "expired", "expired"),
    ],
)
def test_what_a_dead_process_was_sending_is_decided_by_its_kind(
    engine: Engine, kind: Kind, first: str, second: str
) -> None:
    plan(engine, 13, kind)
    for state in (first, second):
        claim(engine)
        with transaction(engine) as connection:
            outbox.recover(connection, NOW)
            assert connection.execute(select(tables.outbox.c.state)).scalar_one() == state
