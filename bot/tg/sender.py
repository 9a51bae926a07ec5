"""Carries out what the outbox holds: claim (committed) -> call -> settle, one call at a time per chat."""

import asyncio
import logging
from datetime import timedelta
from typing import Any, Protocol

from bot.clock import Clock
from bot.files.cabinet import Cabinet
from bot.tg.line import CallFailed, Failure, Line
from bot.tg.pacing import Pace
from bot.tg.waiting import wait_for
from storage.outbox import Kind, Outgoing, Settled, repeatable

log = logging.getLogger(__name__)
IN_FLIGHT = 16
IDLE_SECONDS = 0.5
GIVE_UP_AFTER = 8


class Post(Protocol):
    """The outbox as the sender sees it; every method returns when its change is committed."""

    async def claim(self, busy: frozenset[int], most: int) -> list[Outgoing]: ...
    async def settle(self, results: list[Settled]) -> None: ...


class Sender:
    """Sends until cancelled. `wake` is set by whoever wrote something into the outbox."""

    def __init__(self, line: Line, post: Post, pace: Pace, clock: Clock, cabinet: Cabinet) -> None:
        self.wake = asyncio.Event()
        self._line, self._post, self._pace, self._clock = line, post, pace, clock
        self._cabinet = cabinet
        self._busy: set[int] = set()

    async def run(self) -> None:
        """A database that cannot be written ends the whole bot: going on would send without remembering it."""
        async with asyncio.TaskGroup() as calls:
            while True:
                self.wake.clear()
                for out in await self._claimed():
                    calls.create_task(self._deliver(out))
                await wait_for(self.wake, self._pause())

    def _pause(self) -> float:
        """Until the next token is there, or a look at the clock is due."""
        now = asyncio.get_running_loop().time()
        waits = [self._pace.overall.wait(now), *(self._pace.wait(chat, now) for chat in self._pace.chats)]
        return min([IDLE_SECONDS, *(wait for wait in waits if wait > 0)])

    async def _claimed(self) -> list[Outgoing]:
        now = asyncio.get_running_loop().time()
        waiting = frozenset(chat for chat in self._pace.chats if self._pace.wait(chat, now) > 0)
        free = IN_FLIGHT - len(self._busy)
        if free <= 0 or self._pace.overall.wait(now) > 0:
            return []
        claimed = await self._post.claim(waiting | self._busy, min(free, 1 + int(self._pace.overall.level)))
        for out in claimed:
            self._busy.add(out.chat_id)
            if out.kind is not Kind.TOAST:
                self._pace.take(out.chat_id, now)
        return claimed

    async def _deliver(self, out: Outgoing) -> None:
        try:
            result = await self._call(out)
            settled = Settled(out.id, "sent", message_id=_message_id(result))
        except CallFailed as failed:
            settled = self._judge(out, failed)
        except OSError as error:
            log.error("outbox %s: its file cannot be read: %s", out.id, type(error).__name__)
            settled = Settled(out.id, "failed", error=type(error).__name__)
        await self._post.settle([settled])
        self._busy.discard(out.chat_id)
        self.wake.set()

    async def _call(self, out: Outgoing) -> Any:
        """A document names a stored file; everything else is sent as it was planned."""
        document = out.params.get("document")
        if not isinstance(document, dict):
            return await self._line.call(out.method, out.params)
        content = await asyncio.to_thread(self._cabinet.read, document["file"])
        return await self._line.upload(out.params, document["name"], content)

    def _judge(self, out: Outgoing, failed: CallFailed) -> Settled:
        """What becomes of a call that failed; see `storage.outbox` for the states."""
        text = str(failed)
        log.warning("outbox %s (%s) failed: %s %s", out.id, out.method, failed.failure, text)
        if out.kind is Kind.TOAST:
            return Settled(out.id, "expired", error=text)
        if failed.failure is Failure.UNREACHABLE:
            return Settled(out.id, "refused", error=text)
        if failed.failure is Failure.REFUSED:
            return Settled(out.id, "sent" if "message is not modified" in text.lower() else "failed", error=text)
        doubt = failed.failure is Failure.UNKNOWN
        if doubt and not repeatable(out.kind, out.doubts):
            return Settled(out.id, "unknown", error=text, doubt=True)
        if out.attempts >= GIVE_UP_AFTER:
            return Settled(out.id, "failed", error=text)
        wait = failed.wait or timedelta(seconds=min(2**out.attempts, 60))
        if failed.wait:
            self._pace.pause(out.chat_id, asyncio.get_running_loop().time() + wait.total_seconds())
        return Settled(out.id, "planned", due_at=self._clock.now() + wait, error=text, doubt=doubt)


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None
