"""One stored update, heard in one transaction: what it changes and what is answered are committed together."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from bot.clock import Clock
from bot.service import texts
from storage import inbox, outbox
from storage.database import transaction
from storage.inbox import Arrived
from storage.outbox import Kind

log = logging.getLogger(__name__)
TRIES = 3
RETRY = timedelta(seconds=5)


def hear_next(engine: Engine, clock: Clock) -> bool:
    """Handles the oldest waiting update; False when none waits. A failure touches this chat alone."""
    arrived: Arrived | None = None
    try:
        with transaction(engine) as connection:
            now = clock.now()
            arrived = inbox.next_waiting(connection, now)
            if arrived is None:
                return False
            answer(connection, arrived, now)
            inbox.close(connection, arrived.id, now)
    except Exception as error:
        if arrived is None:
            raise
        log.exception("update %s could not be handled", arrived.id)
        _put_aside(engine, arrived, clock.now(), error)
    return True


def answer(connection: Connection, arrived: Arrived, now: datetime) -> None:
    """Tells the writer that the message is kept. Only private messages are answered."""
    heard = private_message(arrived.raw)
    if heard is None:
        return
    _say(connection, arrived, texts.kept(arrived.id), now, reply_to=heard.message_id)


@dataclass(frozen=True)
class Heard:
    chat_id: int
    message_id: int
    text: str


def private_message(raw: dict[str, Any]) -> Heard | None:
    """The message of a private chat in a raw update, or None; strange shapes are None, never an error."""
    message = raw.get("message")
    if not isinstance(message, dict) or not isinstance(message.get("chat"), dict):
        return None
    chat, message_id, text = message["chat"], message.get("message_id"), message.get("text", "")
    if chat.get("type") != "private" or not isinstance(message_id, int) or not isinstance(text, str):
        return None
    return Heard(int(chat["id"]), message_id, text)


def _put_aside(engine: Engine, arrived: Arrived, now: datetime, error: Exception) -> None:
    """Another try later; after the last one the update is kept as dead and the writer is told that it is kept."""
    kind = type(error).__name__
    with transaction(engine) as connection:
        if arrived.attempts + 1 < TRIES:
            inbox.postpone(connection, arrived.id, now + RETRY, kind)
            return
        inbox.bury(connection, arrived.id, now, kind)
        if arrived.chat_id is not None:
            _say(connection, arrived, texts.trouble(arrived.id), now)


def _say(connection: Connection, arrived: Arrived, html: str, now: datetime, reply_to: int | None = None) -> None:
    params: dict[str, Any] = {"chat_id": arrived.chat_id, "text": html, "parse_mode": "HTML"}
    params["link_preview_options"] = {"is_disabled": True}
    if reply_to is not None:
        params["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    outbox.plan(
        connection,
        chat_id=arrived.chat_id or 0,
        kind=Kind.ANSWER,
        method="sendMessage",
        params=params,
        now=now,
        inbox_id=arrived.id,
        key=f"answer:{arrived.id}",
    )
