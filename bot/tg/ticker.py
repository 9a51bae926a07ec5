"""The one scheduled job: a tick that plans and delivers. All else about time lies in rows of the database."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.tg.threads import Threads
from bot.tg.waiting import wait_for

log = logging.getLogger(__name__)
SECONDS = 20
JUMP_SECONDS = 10


async def keep_ticking(
    threads: Threads, tick: Callable[[], None], sent: asyncio.Event, moved: asyncio.Event | None = None
) -> None:
    """Ticks until cancelled, never two at once. A failing tick is logged and tried again at the next.

    A tick asks what should be by now, so a missed one costs nothing but time. `sent` is set after each.
    """
    ticking = asyncio.Lock()

    async def once() -> None:
        async with ticking:
            try:
                await threads.do(tick)
            except Exception:
                log.exception("the tick failed")
            sent.set()

    scheduler = AsyncIOScheduler(timezone="UTC")
    # coalesced and without a misfire limit: by default a job that is one second late is dropped
    job = scheduler.add_job(once, "interval", seconds=SECONDS, coalesce=True, misfire_grace_time=None, max_instances=1)
    scheduler.start()
    try:
        while True:
            await once()
            await _until_the_clock_moves(moved or asyncio.Event())
            job.reschedule("interval", seconds=SECONDS)
    finally:
        scheduler.shutdown(wait=False)


async def _until_the_clock_moves(moved: asyncio.Event) -> None:
    """Waits until somebody moved the office's clock, or wall time has left the monotonic clock.

    The scheduler plans its next run in wall time: set back by an hour, it would be silent for that hour.
    """
    moved.clear()
    loop = asyncio.get_running_loop()
    offset = datetime.now(UTC).timestamp() - loop.time()
    while not moved.is_set() and abs(datetime.now(UTC).timestamp() - loop.time() - offset) < JUMP_SECONDS:
        await wait_for(moved, SECONDS)
