"""The bot with one protection removed, so that `tests.kill` can show that it notices.

`python -m tests.broken ack-first|mark-first|no-unique run --config FILE`
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import bot.tg.app
import storage.inbox
from bot.__main__ import main
from bot.tg.line import Line
from bot.tg.poller import after
from storage import outbox
from storage.outbox import Outgoing, Settled


async def ack_first(line: Line, keep: Callable[[list[dict[str, Any]]], Awaitable[None]]) -> None:
    """Tells Telegram that a batch arrived, as the library's own poller does, and stores it when handlers ran.

    Handling takes longer than `tests.kill` ever waits before it kills, so every kill finds a batch in between.
    """
    offset: int | None = None
    while True:
        updates = await line.updates(offset)
        offset = after(updates, offset)
        await line.call("getUpdates", {"offset": offset, "timeout": 0})
        await asyncio.sleep(1.5)
        await keep(updates)


def mark_first(*arguments: Any, now: Any, lease: timedelta, busy: frozenset[int], most: int) -> list[Outgoing]:
    """Writes "sent" before the call is made."""
    claimed = CLAIM(*arguments, now=now, lease=lease, busy=busy, most=most)
    outbox.settle(arguments[0], [Settled(out.id, "sent") for out in claimed], now)
    return claimed


def no_unique(connection: Any, updates: Any, now: Any) -> None:
    """Stores without the key that recognises an update delivered again."""
    STORE(connection, updates, now)
    connection.exec_driver_sql("UPDATE inbox SET update_id = NULL")


async def slow_call(line: Line, method: str, params: dict[str, Any]) -> Any:
    """A call over a slow network: every kill finds some on their way."""
    if method == "sendMessage":
        await asyncio.sleep(0.3)
    return await CALL(line, method, params)


CALL, CLAIM, STORE = Line.call, outbox.claim, storage.inbox.store


def remove(protection: str) -> None:
    """Replaces the named protection by its absence."""
    if protection == "ack-first":
        vars(bot.tg.app)["poll"] = ack_first
    elif protection == "mark-first":
        vars(outbox)["claim"] = mark_first
        setattr(Line, "call", slow_call)  # noqa: B010 - a plain assignment to a method is refused by the type checker
    elif protection == "no-unique":
        vars(storage.inbox)["store"] = no_unique
    else:
        raise SystemExit(f"unknown protection: {protection}")


if __name__ == "__main__":
    remove(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
