"""Small things a restart must find again, by name."""

from sqlalchemy import Connection, select

from storage.dialects import upsert
from storage.tables import facts


def remember(connection: Connection, name: str, value: str) -> None:
    connection.execute(
        upsert(connection, facts)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def recall(connection: Connection, name: str) -> str | None:
    return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()
