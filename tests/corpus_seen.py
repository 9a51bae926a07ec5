"""What the database holds, read through a connection of its own: plain SQLite, none of the product's code."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Stored:
    """Everything kept for one indicator, oldest first."""

    values: Rows = ()  # (number, label, expected_on, raw)
    notes: Rows = ()  # (field, text)
    files: Rows = ()  # (name, sha256); refused ones are not kept

    def since(self, before: "Stored") -> "Stored":
        """What came after; rows are only ever added, and one that changed would show up here."""
        return Stored(
            tuple(row for row in self.values if row not in before.values),
            tuple(row for row in self.notes if row not in before.notes),
            tuple(row for row in self.files if row not in before.files),
        )

    def __bool__(self) -> bool:
        return bool(self.values or self.notes or self.files)


@dataclass(frozen=True)
class Database:
    """One look at the whole database."""

    stored: Mapping[str, Stored]  # by indicator
    questions: Mapping[int, Mapping[str, Any]]  # chat -> what it waits for
    buttons: Mapping[str, list[list[str]]]  # token of a keyboard -> what its places do
    inbox: Mapping[int, tuple[str, str]]  # update id -> (raw, state)
    refusals: Mapping[int, str]  # chat -> why Telegram took no message
    waiting: int  # messages, files and papers still under way

    def of(self, code: str) -> Stored:
        return self.stored.get(code, Stored())


def look(file: Path) -> Database:
    with closing(sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)) as database:
        ask = database.execute
        return Database(
            stored=_stored(database),
            questions={chat: _question(state) for chat, state in ask("SELECT chat_id, state FROM talks")},
            buttons={token: json.loads(actions) for token, actions in ask("SELECT token, actions FROM keyboards")},
            inbox={update: (raw, state) for update, raw, state in ask("SELECT update_id, raw, state FROM inbox")},
            refusals=dict(ask("SELECT chat_id, error FROM outbox WHERE state NOT IN ('planned', 'claimed', 'sent')")),
            waiting=sum(ask(query).fetchone()[0] for query in _WAITING),
        )


def draft(file: Path) -> bytes:
    """The snapshot of the newest draft."""
    with closing(sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)) as database:
        row = database.execute("SELECT snapshot FROM reports WHERE kind = 'quarter' ORDER BY id DESC").fetchone()
    return str(row[0]).encode()


_WAITING = (
    "SELECT count(*) FROM outbox WHERE state IN ('planned', 'claimed')",
    "SELECT count(*) FROM evidence WHERE state = 'pending'",
    "SELECT count(*) FROM reports WHERE state = 'pending'",
)
_KEPT = {
    "values": "SELECT indicator, number, label, expected_on, raw FROM \"values\" WHERE channel = 'chat' ORDER BY id",
    "notes": "SELECT indicator, field, text FROM notes ORDER BY id",
    "files": "SELECT indicator, name, sha256 FROM evidence WHERE state <> 'refused' ORDER BY id",
}


def _stored(database: sqlite3.Connection) -> dict[str, Stored]:
    found: dict[str, dict[str, Rows]] = {}
    for kind, code, row in _kept(database):
        kept = found.setdefault(code, {})
        kept[kind] = (*kept.get(kind, ()), row)
    return {code: Stored(**kept) for code, kept in found.items()}


def _kept(database: sqlite3.Connection) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    for kind, query in _KEPT.items():
        for code, *row in database.execute(query):
            yield kind, code, tuple(row)


def _question(state: str) -> Mapping[str, Any]:
    """Which answer the chat waits for, without what only counts along."""
    return {key: value for key, value in json.loads(state).items() if key != "version"}
