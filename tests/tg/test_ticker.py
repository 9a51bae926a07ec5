"""The tick goes on when the wall clock does not: set forward or back, it looks at once what is due."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.tg import ticker
from bot.tg.threads import Threads


class Wall(datetime):
    """datetime whose `now` a test can set."""

    shift = timedelta()

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return datetime.now(UTC) + cls.shift


async def until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - counts change in another thread
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)], ids=["forward", "back"])
async def test_a_wall_clock_that_jumps_is_noticed(monkeypatch: pytest.MonkeyPatch, jump: timedelta) -> None:
    ticks: list[int] = []
    monkeypatch.setattr(ticker, "datetime", Wall)
    monkeypatch.setattr(ticker, "SECONDS", 0.2)
    monkeypatch.setattr(Wall, "shift", timedelta())
    threads, moved = Threads(), asyncio.Event()
    task = asyncio.create_task(ticker.keep_ticking(threads, lambda: ticks.append(1), asyncio.Event(), moved))
    await until(lambda: len(ticks) >= 2)
    monkeypatch.setattr(Wall, "shift", jump)
    seen = len(ticks)
    await until(lambda: len(ticks) >= seen + 3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    threads.close()


async def test_a_tick_that_fails_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ticks: list[int] = []

    def stumble() -> None:
        ticks.append(1)
        raise RuntimeError("no disk")

    monkeypatch.setattr(ticker, "SECONDS", 0.1)
    threads = Threads()
    task = asyncio.create_task(ticker.keep_ticking(threads, stumble, asyncio.Event()))
    await until(lambda: len(ticks) >= 3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    threads.close()
    assert "the tick failed" in caplog.text
