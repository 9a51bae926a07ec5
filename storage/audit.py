"""Append-only: who changed what, from what to what, why, and through which door."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.tables import audit


@dataclass(frozen=True)
class Entry:
    at: datetime
    person: str
    action: str
    object: str
    old: str
    new: str
    reason: str
    channel: str


def write(
    connection: Connection,
    *,
    at: datetime,
    person: str,
    action: str,
    object: str,
    old: str = "",
    new: str = "",
    reason: str = "",
    channel: str = "chat",
    inbox_id: int | None = None,
) -> None:
    connection.execute(
        insert(audit).values(
            at=at,
            person=person,
            action=action,
            object=object,
            old=old,
            new=new,
            reason=reason,
            channel=channel,
            inbox_id=inbox_id,
        )
    )


def of_object(connection: Connection, object: str) -> list[Entry]:
    rows = connection.execute(select(audit).where(audit.c.object == object).order_by(audit.c.id)).all()
    return [Entry(r.at, r.person, r.action, r.object, r.old, r.new, r.reason, r.channel) for r in rows]
