"""The running bot: one poller, one hearer, one sender on one event loop; the database is called in threads."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.clock import Clock
from bot.config import Config
from bot.files.cabinet import Cabinet
from bot.service.errands import Errands
from bot.service.hear import hear_next
from bot.service.house import House
from bot.service.tick import tick
from bot.tg.errands import Runner
from bot.tg.line import Line
from bot.tg.pacing import Pace
from bot.tg.poller import poll
from bot.tg.sender import Sender
from bot.tg.threads import Threads
from bot.tg.ticker import keep_ticking
from bot.tg.waiting import wait_for
from storage import inbox, outbox
from storage.database import transaction
from storage.outbox import Outgoing, Settled

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
IDLE_SECONDS = 0.5


class AlreadyRunning(Exception):
    """Another process works in this data folder; two would answer everything twice."""


@contextmanager
def sole_process(folder: Path) -> Iterator[None]:
    """Holds the data folder for this process; the system lets go when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "bot.lock").open("w") as lock:
        try:
            _lock(lock.fileno())
        except OSError:
            raise AlreadyRunning(f"{folder}: another bot is running with this data folder") from None
        yield


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Post:
    """The outbox, called from the event loop."""

    def __init__(self, engine: Engine, clock: Clock, threads: Threads) -> None:
        self._engine, self._clock, self._threads = engine, clock, threads

    async def claim(self, busy: frozenset[int], most: int) -> list[Outgoing]:
        return await self._threads.do(self._claim, busy, most)

    async def settle(self, results: list[Settled]) -> None:
        await self._threads.do(self._settle, results)

    def _claim(self, busy: frozenset[int], most: int) -> list[Outgoing]:
        with transaction(self._engine) as connection:
            return outbox.claim(connection, now=self._clock.now(), lease=LEASE, busy=busy, most=most)

    def _settle(self, results: list[Settled]) -> None:
        with transaction(self._engine) as connection:
            outbox.settle(connection, results, self._clock.now())


async def run(config: Config, engine: Engine, clock: Clock, house: House, moved: asyncio.Event | None = None) -> None:
    """Runs until cancelled. The caller has brought the schema up to date and holds the data folder.

    `moved` is set by whoever can move the clock: the office then looks at once what is due.
    """
    with transaction(engine) as connection:
        inbox.forget_ids(connection, clock.now())
        orphans = outbox.recover(connection, clock.now())
    log.info("started; %s calls of an earlier process had an unknown outcome", orphans)
    line, threads, cabinet = Line(config.telegram), Threads(), Cabinet(config.data)
    sender = Sender(line, Post(engine, clock, threads), _pace(config), clock, cabinet)
    errands = Runner(Errands(engine, clock, house), line, cabinet, threads, sender.wake)
    arrived = asyncio.Event()

    async def keep(updates: list[dict[str, Any]]) -> None:
        await threads.do(_store, engine, updates, clock)
        arrived.set()

    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(poll(line, keep))
            tasks.create_task(_hear(threads, partial(hear_next, engine, clock, house), arrived, sender.wake))
            tasks.create_task(keep_ticking(threads, partial(tick, engine, clock, house), sender.wake, moved))
            tasks.create_task(errands.run())
            tasks.create_task(sender.run())
    finally:
        threads.close()
        await line.hang_up()


def _pace(config: Config) -> Pace:
    return Pace(config.pacing, asyncio.get_running_loop().time())


def _store(engine: Engine, updates: list[dict[str, Any]], clock: Clock) -> None:
    with transaction(engine) as connection:
        inbox.store(connection, updates, clock.now())


async def _hear(threads: Threads, hear: Callable[[], bool], arrived: asyncio.Event, answered: asyncio.Event) -> None:
    while True:
        arrived.clear()
        while await threads.do(hear):
            answered.set()
        await wait_for(arrived, IDLE_SECONDS)
