"""Own polling loop: an update is committed before Telegram is told, by the next offset, that it arrived.

The library's Updater confirms a batch before its handlers ran, so a kill loses answers; this one cannot.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.tg.line import CallFailed, Failure, Line

log = logging.getLogger(__name__)
LONGEST_PAUSE = 30.0


async def poll(line: Line, keep: Callable[[list[dict[str, Any]]], Awaitable[None]]) -> None:
    """Polls until cancelled. `keep` returns only when the updates are committed; if it fails they come again."""
    offset: int | None = None
    pause = 0.5
    while True:
        try:
            updates = await line.updates(offset)
        except CallFailed as failed:
            level = logging.ERROR if failed.failure in (Failure.NO_TOKEN, Failure.CONFLICT) else logging.WARNING
            log.log(level, "polling failed (%s): %s", failed.failure, failed)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            continue
        pause = 0.5
        if updates:
            await keep(updates)
            offset = after(updates, offset)


def after(updates: list[dict[str, Any]], offset: int | None) -> int | None:
    """The offset that confirms `updates`; one without a readable id confirms nothing."""
    ids = [update["update_id"] for update in updates if isinstance(update.get("update_id"), int)]
    return max(ids) + 1 if ids else offset
