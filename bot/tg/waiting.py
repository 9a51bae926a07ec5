"""Waiting for an event, at most so long."""

import asyncio
import contextlib


async def wait_for(event: asyncio.Event, seconds: float) -> None:
    """Returns when `event` is set or `seconds` (monotonic) have passed.

    Not `asyncio.wait_for`: on Python 3.11 it swallows a cancellation that arrives together with the event.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
