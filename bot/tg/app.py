"""The running bot: one poller, one hearer, one sender on one event loop; the database is called in threads."""

import asyncio
import fcntl
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine

from bot.clock import Clock
from bot.config import Config
from bot.service.hear import hear_next
from bot.tg.line import Line
from bot.tg.pacing import Pace
from bot.tg.poller import poll
from bot.tg.sender import Sender
from bot.tg.waiting import wait_for
from storage import inbox, outbox
from storage.database import transaction
from storage.outbox import Outgoing, Settled

T = TypeVar("T")
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
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"{folder}: another bot is running with this data folder") from None
        yield


class Threads:
    """Database work beside the event loop; `close` waits for what has begun, so that nothing is cut in the middle."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="database")

    async def do(self, work: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    def close(self) -> None:
        self._pool.shutdown(wait=True)


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


async def run(config: Config, engine: Engine, clock: Clock) -> None:
    """Runs until cancelled. The caller has brought the schema up to date and holds the data folder."""
    with transaction(engine) as connection:
        inbox.forget_ids(connection, clock.now())
        orphans = outbox.recover(connection, clock.now())
    log.info("started; %s calls of an earlier process had an unknown outcome", orphans)
    line, threads = Line(config.telegram), Threads()
    sender = Sender(line, Post(engine, clock, threads), _pace(config), clock)
    arrived = asyncio.Event()

    async def keep(updates: list[dict[str, Any]]) -> None:
        await threads.do(_store, engine, updates, clock)
        arrived.set()

    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(poll(line, keep))
            tasks.create_task(_hear(threads, engine, clock, arrived, sender.wake))
            tasks.create_task(sender.run())
    finally:
        threads.close()
        await line.hang_up()


def _pace(config: Config) -> Pace:
    return Pace(config.pacing, asyncio.get_running_loop().time())


def _store(engine: Engine, updates: list[dict[str, Any]], clock: Clock) -> None:
    with transaction(engine) as connection:
        inbox.store(connection, updates, clock.now())


async def _hear(
    threads: Threads, engine: Engine, clock: Clock, arrived: asyncio.Event, answered: asyncio.Event
) -> None:
    while True:
        arrived.clear()
        while await threads.do(hear_next, engine, clock):
            answered.set()
        await wait_for(arrived, IDLE_SECONDS)
