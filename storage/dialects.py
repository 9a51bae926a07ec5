"""The one statement that SQLite and PostgreSQL spell through different constructors."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_ignore(connection: Connection, table: Table) -> Any:
    """INSERT that leaves an existing row with the same unique key as it is."""
    return upsert(connection, table).on_conflict_do_nothing()


def upsert(connection: Connection, table: Table) -> Any:
    """INSERT that can be given an `on_conflict_do_update`."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
