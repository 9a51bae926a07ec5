"""What Telegram delivered, stored before Telegram is told that it arrived, and handled in order per chat."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exists, select, update

from storage.dialects import insert_or_ignore
from storage.tables import inbox

REMEMBERED = timedelta(days=7)  # after a week without updates Telegram counts update_ids from a random number


@dataclass(frozen=True)
class Arrived:
    """One stored update. `attempts` counts the times handling it has failed."""

    id: int
    chat_id: int | None
    raw: dict[str, Any]
    attempts: int
    received_at: datetime


def store(connection: Connection, updates: Iterable[dict[str, Any]], now: datetime) -> None:
    """Keeps raw updates; one that is already here (Telegram repeats until told) changes nothing."""
    rows = [
        {
            "update_id": raw.get("update_id"),
            "chat_id": chat_of(raw),
            "raw": json.dumps(raw, ensure_ascii=True),
            "state": "new",
            "attempts": 0,
            "received_at": now,
            "due_at": now,
        }
        for raw in updates
    ]
    if rows:
        connection.execute(insert_or_ignore(connection, inbox), rows)


def chat_of(raw: dict[str, Any]) -> int | None:
    """The chat an update belongs to, whatever its kind; None when it belongs to none."""
    for body in raw.values():
        if isinstance(body, dict):
            message = body.get("message", body)
            chat = message.get("chat") if isinstance(message, dict) else None
            chat = chat if isinstance(chat, dict) else body.get("from")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None


def next_waiting(connection: Connection, now: datetime) -> Arrived | None:
    """The oldest update that may be handled: one chat's updates keep their order, other chats do not wait for it."""
    earlier = inbox.alias("earlier")
    blocked = exists().where(earlier.c.chat_id == inbox.c.chat_id, earlier.c.state == "new", earlier.c.id < inbox.c.id)
    row = connection.execute(
        select(inbox)
        .where(inbox.c.state == "new", inbox.c.due_at <= now, ~blocked)
        .order_by(inbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    return Arrived(row.id, row.chat_id, json.loads(row.raw), row.attempts, row.received_at)


def close(connection: Connection, inbox_id: int, now: datetime) -> None:
    connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(state="done", done_at=now))


def postpone(connection: Connection, inbox_id: int, due_at: datetime, error: str) -> None:
    """Handling failed; it is tried again, and this chat's later updates wait behind it."""
    connection.execute(
        update(inbox).where(inbox.c.id == inbox_id).values(attempts=inbox.c.attempts + 1, due_at=due_at, error=error)
    )


def bury(connection: Connection, inbox_id: int, now: datetime, error: str) -> None:
    """Handling failed too often: kept as dead, so that the operator can read it and others go on."""
    connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(state="dead", done_at=now, error=error))


def forget_ids(connection: Connection, now: datetime) -> None:
    """Frees update_ids older than a week; the updates themselves stay."""
    connection.execute(
        update(inbox)
        .where(inbox.c.update_id.is_not(None), inbox.c.received_at < now - REMEMBERED)
        .values(update_id=None)
    )
