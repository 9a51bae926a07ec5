"""What is to be said, written in the transaction that decided it, and carried out later.

planned -> claimed (committed before the network call) -> sent | planned again | unknown | refused | failed | expired;
unknown -> asked (the Kasubbag) -> planned again | left.
A claim that outlives its process is in doubt: the message may have arrived. An answer is repeated then, a reminder
once, a document never without its sender's word: it becomes `unknown`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.dialects import insert_or_ignore
from storage.tables import outbox


class Kind(StrEnum):
    ANSWER = "answer"  # a reply in a conversation, or news somebody's act caused
    TOAST = "toast"  # answerCallbackQuery
    REMINDER = "reminder"
    DOCUMENT = "document"
    MENU = "menu"  # command menu of a chat


PRIORITY = {Kind.TOAST: 0, Kind.ANSWER: 1, Kind.DOCUMENT: 2, Kind.MENU: 3, Kind.REMINDER: 4}


@dataclass(frozen=True)
class Outgoing:
    """One API call to make. `params` is its JSON body; for a document it names a stored file under `document`."""

    id: int
    chat_id: int
    kind: Kind
    method: str
    params: dict[str, Any]
    attempts: int
    doubts: int
    created_at: datetime


def plan(
    connection: Connection,
    *,
    chat_id: int,
    kind: Kind,
    method: str,
    params: dict[str, Any],
    now: datetime,
    inbox_id: int | None = None,
    key: str | None = None,
) -> int | None:
    """Writes one call down and returns its id; None when `key` was planned before."""
    row = {
        "key": key,
        "inbox_id": inbox_id,
        "chat_id": chat_id,
        "kind": kind.value,
        "priority": PRIORITY[kind],
        "method": method,
        "params": json.dumps(params, ensure_ascii=True),
        "state": "planned",
        "attempts": 0,
        "doubts": 0,
        "created_at": now,
        "due_at": now,
    }
    statement = insert_or_ignore(connection, outbox) if key else insert(outbox)
    found = connection.execute(statement.values(**row).returning(outbox.c.id)).scalar_one_or_none()
    return None if found is None else int(found)


def claim(
    connection: Connection, *, now: datetime, lease: timedelta, busy: frozenset[int], most: int
) -> list[Outgoing]:
    """Takes up to `most` calls that are due, one per chat, none of a `busy` chat; committed before any is sent."""
    rows = connection.execute(
        select(outbox)
        .where(outbox.c.state == "planned", outbox.c.due_at <= now)
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(20 * most)
        .with_for_update(skip_locked=True)
    ).all()
    taken: dict[int, Outgoing] = {}
    for row in rows:
        if len(taken) < most and row.chat_id not in taken and row.chat_id not in busy:
            taken[row.chat_id] = _outgoing(row)
    if taken:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([out.id for out in taken.values()]))
            .values(state="claimed", attempts=outbox.c.attempts + 1, lease_until=now + lease)
        )
    return list(taken.values())


@dataclass(frozen=True)
class Settled:
    """How a call ended. `state` is the outbox state; `due_at` is set when it goes back to `planned`."""

    id: int
    state: str
    message_id: int | None = None
    due_at: datetime | None = None
    error: str | None = None
    doubt: bool = False  # it may have arrived


def settle(connection: Connection, results: Sequence[Settled], now: datetime) -> None:
    for result in results:
        values: dict[str, Any] = {"state": result.state, "error": result.error, "lease_until": None}
        if result.state == "sent":
            values |= {"sent_at": now, "message_id": result.message_id}
        if result.doubt:
            values["doubts"] = outbox.c.doubts + 1
        if result.due_at is not None:
            values["due_at"] = result.due_at
        connection.execute(update(outbox).where(outbox.c.id == result.id).values(**values))


def count_waiting(connection: Connection) -> int:
    """How many calls are planned or under way."""
    query = select(func.count()).select_from(outbox).where(outbox.c.state.in_(("planned", "claimed")))
    return connection.execute(query).scalar_one()


def recover(connection: Connection, now: datetime) -> int:
    """After a restart: calls claimed by the dead process have an unknown outcome.

    What may be repeated is planned once more; a document becomes `unknown` and is shown to its sender.
    Returns how many claims were found. Only the one process that holds the data folder may call this.
    """
    orphans = connection.execute(select(outbox).where(outbox.c.state == "claimed")).all()
    for row in orphans:
        state = "expired" if row.kind == Kind.TOAST else "planned" if repeatable(row.kind, row.doubts) else "unknown"
        found = Settled(row.id, state, due_at=now, error="the process ended while sending", doubt=True)
        settle(connection, [found], now)
    return len(orphans)


def in_doubt(connection: Connection) -> list[Outgoing]:
    """Documents that may or may not have arrived, and of which nobody has been asked yet."""
    rows = connection.execute(
        select(outbox).where(outbox.c.state == "unknown", outbox.c.kind == Kind.DOCUMENT.value).order_by(outbox.c.id)
    )
    return [_outgoing(row) for row in rows]


def decide(connection: Connection, outbox_id: int, state: str, now: datetime) -> bool:
    """What becomes of a document in doubt: asked about, planned again, or left; False when it was decided before."""
    done = connection.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state.in_(("unknown", "asked")))
        .values(state=state, due_at=now)
    )
    return done.rowcount == 1


def repeatable(kind: str, doubts: int) -> bool:
    """Whether a call that may have arrived is made again; `doubts` counts the earlier such times.

    An answer is repeated, because silence is worse than an echo; a reminder once; an official document never.
    """
    return kind in (Kind.ANSWER, Kind.MENU) or (kind == Kind.REMINDER and doubts == 0)


def _outgoing(row: Any) -> Outgoing:
    return Outgoing(
        row.id,
        row.chat_id,
        Kind(row.kind),
        row.method,
        json.loads(row.params),
        row.attempts,
        row.doubts,
        row.created_at,
    )
