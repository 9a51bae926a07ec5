"""Reminders as rows with a unique key: planned once, sent once, or ended with a reason."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.rules.reminders import Reminder
from storage.dialects import insert_or_ignore
from storage.tables import reminders


def plan_reminders(connection: Connection, wanted: Iterable[Reminder]) -> None:
    """Writes down what should exist; what exists stays as it is, sent or not."""
    rows = [
        {
            "key": reminder.key,
            "person": reminder.person,
            "period": reminder.period,
            "subject": reminder.subject,
            "stage": reminder.stage,
            "due_at": reminder.due_at,
            "state": "planned",
        }
        for reminder in wanted
    ]
    if rows:
        connection.execute(insert_or_ignore(connection, reminders), rows)


def planned_reminders(connection: Connection) -> list[Reminder]:
    rows = connection.execute(select(reminders).where(reminders.c.state == "planned").order_by(reminders.c.due_at))
    return [Reminder(row.key, row.person, row.period, row.subject, row.stage, row.due_at) for row in rows]


def end_reminders(
    connection: Connection, keys: Collection[str], state: str, now: datetime, outbox_id: int | None = None
) -> None:
    """Ends planned rows: sent, cancelled (the work is done), or replaced by a later stage."""
    if keys:
        connection.execute(
            update(reminders)
            .where(reminders.c.key.in_(list(keys)), reminders.c.state == "planned")
            .values(state=state, decided_at=now, outbox_id=outbox_id)
        )
