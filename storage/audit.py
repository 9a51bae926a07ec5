"""Who did what, when, through which door: one appended row for every change."""

from datetime import datetime

from sqlalchemy import Connection, insert

from storage.tables import audit


def write_audit(
    connection: Connection,
    *,
    at: datetime,
    person: str,
    action: str,
    thing: str,
    old: str = "",
    new: str = "",
    reason: str = "",
    channel: str = "chat",
    inbox_id: int | None = None,
) -> None:
    """`person` is a person's code, or empty for what the bot did by itself."""
    connection.execute(
        insert(audit).values(
            at=at,
            person=person,
            action=action,
            object=thing,
            old=old,
            new=new,
            reason=reason,
            channel=channel,
            inbox_id=inbox_id,
        )
    )
