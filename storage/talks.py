"""Where each conversation stands, and what the buttons sent so far mean."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.dialects import upsert
from storage.tables import keyboards, talks


@dataclass(frozen=True)
class Talk:
    """`turn` counts the questions asked; a button bound to an earlier turn is old. `heard_at`: the last message."""

    state: dict[str, Any]
    turn: int
    heard_at: datetime | None


def load_talk(connection: Connection, chat_id: int) -> Talk:
    row = connection.execute(select(talks).where(talks.c.chat_id == chat_id)).first()
    return Talk(json.loads(row.state), row.turn, row.heard_at) if row else Talk({}, 0, None)


def save_talk(connection: Connection, chat_id: int, talk: Talk) -> None:
    row = {"state": json.dumps(talk.state), "turn": talk.turn, "heard_at": talk.heard_at}
    connection.execute(
        upsert(connection, talks)
        .values(chat_id=chat_id, **row)
        .on_conflict_do_update(index_elements=["chat_id"], set_=row)
    )


def forget(connection: Connection, chat_id: int) -> None:
    """The chat has changed hands: no question of before is open in it, and its bound buttons are old."""
    connection.execute(update(talks).where(talks.c.chat_id == chat_id).values(state="{}", turn=talks.c.turn + 1))


def heard_times(connection: Connection) -> dict[int, tuple[datetime, bool]]:
    """When each chat last wrote, and whether a conversation is open in it."""
    rows = connection.execute(select(talks.c.chat_id, talks.c.heard_at, talks.c.state))
    return {row.chat_id: (row.heard_at, row.state != "{}") for row in rows}


@dataclass(frozen=True)
class Keyboard:
    """The actions under one message, by their place. `turn` 0: not bound to a question."""

    chat_id: int
    turn: int
    actions: list[list[str]]
    pressed: int | None


def add_keyboard(
    connection: Connection, token: str, chat_id: int, turn: int, actions: list[list[str]], now: datetime
) -> None:
    connection.execute(
        insert(keyboards).values(
            token=token, chat_id=chat_id, turn=turn, actions=json.dumps(actions, ensure_ascii=True), created_at=now
        )
    )


def find_keyboard(connection: Connection, token: str) -> Keyboard | None:
    row = connection.execute(select(keyboards).where(keyboards.c.token == token)).first()
    return Keyboard(row.chat_id, row.turn, json.loads(row.actions), row.pressed) if row else None


def press_once(connection: Connection, token: str, place: int) -> bool:
    """Marks a keyboard as used; False when it was used before."""
    taken = connection.execute(
        update(keyboards).where(keyboards.c.token == token, keyboards.c.pressed.is_(None)).values(pressed=place)
    )
    return taken.rowcount == 1
