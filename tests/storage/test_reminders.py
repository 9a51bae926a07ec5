"""A reminder exists once by its key, and ends once: sent, cancelled, or replaced."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from bot.rules.reminders import Reminder
from storage import outbox, reminders, tables
from storage.database import transaction
from storage.outbox import Kind

NOW = datetime(2026, 10, 6, 1, tzinfo=UTC)
FIRST = Reminder("budi|2026Q3|collect|x|-1", "budi", "2026Q3", "collect", "-1", NOW)
SECOND = replace(FIRST, key="budi|2026Q3|collect|x|0", stage="0", due_at=NOW + timedelta(days=1))


def plan(engine: Engine, *wanted: Reminder) -> None:
    with transaction(engine) as connection:
        reminders.plan_reminders(connection, wanted)


def planned(engine: Engine) -> list[Reminder]:
    with transaction(engine) as connection:
        return reminders.planned_reminders(connection)


def end(engine: Engine, keys: Iterable[str], state: str, outbox_id: int | None = None) -> None:
    with transaction(engine) as connection:
        reminders.end_reminders(connection, list(keys), state, NOW, outbox_id)


def states(engine: Engine) -> dict[str, str]:
    with transaction(engine) as connection:
        rows = connection.execute(select(tables.reminders.c.stage, tables.reminders.c.state))
        return {row.stage: row.state for row in rows}


def test_what_is_planned_comes_back_in_the_order_it_is_due(engine: Engine) -> None:
    plan(engine, SECOND, FIRST)
    assert planned(engine) == [FIRST, SECOND]


def test_planning_nothing_is_allowed(engine: Engine) -> None:
    plan(engine)
    assert planned(engine) == []


def test_however_often_it_is_planned_it_exists_once_and_as_it_was_first(engine: Engine) -> None:
    plan(engine, FIRST)
    plan(engine, replace(FIRST, due_at=NOW + timedelta(days=9)), SECOND)
    plan(engine, FIRST, FIRST)
    assert planned(engine) == [FIRST, SECOND]


def test_what_has_ended_is_not_planned_again(engine: Engine) -> None:
    ended = {state: replace(FIRST, key=state, stage=state) for state in ("sent", "cancelled", "replaced")}
    plan(engine, *ended.values(), SECOND)
    for state, reminder in ended.items():
        end(engine, [reminder.key], state)
    plan(engine, *ended.values(), SECOND)
    assert planned(engine) == [SECOND]
    assert states(engine) == {"sent": "sent", "cancelled": "cancelled", "replaced": "replaced", "0": "planned"}


def test_an_end_is_final(engine: Engine) -> None:
    plan(engine, FIRST)
    end(engine, [FIRST.key], "sent")
    end(engine, [FIRST.key], "cancelled")
    assert states(engine) == {"-1": "sent"}


def test_ending_none_or_unknown_ones_changes_nothing(engine: Engine) -> None:
    plan(engine, FIRST)
    end(engine, [], "sent")
    end(engine, ["unknown"], "sent")
    assert planned(engine) == [FIRST]


def test_a_sent_one_may_name_the_message_it_went_out_in(engine: Engine) -> None:
    plan(engine, FIRST, SECOND)
    with transaction(engine) as connection:
        number = outbox.plan(connection, chat_id=13, kind=Kind.REMINDER, method="sendMessage", params={}, now=NOW)
    end(engine, [FIRST.key, SECOND.key], "sent", number)
    with transaction(engine) as connection:
        rows = connection.execute(select(tables.reminders.c.outbox_id, tables.reminders.c.decided_at)).all()
    assert [tuple(row) for row in rows] == [(number, NOW)] * 2


def test_a_whole_office_is_planned_at_once(engine: Engine) -> None:
    many = [replace(FIRST, key=str(number), due_at=NOW + timedelta(minutes=number)) for number in range(1500)]
    plan(engine, *many)
    assert planned(engine) == many
    end(engine, [each.key for each in many[:1200]], "cancelled")
    assert planned(engine) == many[1200:]
