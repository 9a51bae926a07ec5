"""The queue of updates: kept until a later offset confirms them, one poller at a time, and a ledger of it all."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.telegram.refusals import CONFLICT, Refused

LONGEST_POLL = 50
LARGEST_BATCH = 100
KINDS = {
    "message", "edited_message", "callback_query", "my_chat_member", "channel_post", "edited_channel_post",
    "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "poll", "poll_answer",
    "chat_member", "chat_join_request", "message_reaction", "message_reaction_count",
}  # fmt: skip
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class Entry:
    """What became of one update. `confirmed` is set when a getUpdates offset passed its id."""

    update_id: int
    update: dict[str, Any]
    chat_id: int | None
    created: datetime
    delivered: datetime | None = None
    deliveries: int = 0
    confirmed: datetime | None = None

    @property
    def in_flight(self) -> bool:
        return self.deliveries > 0 and self.confirmed is None


class Updates:
    """All updates ever made for the bot; `ledger` holds them by id, also after they are confirmed."""

    def __init__(self, clock: Callable[[], datetime], confirmed: Callable[[Entry], None]) -> None:
        self._clock = clock
        self._on_confirmed = confirmed
        self._pending: dict[int, Entry] = {}
        self._poller: asyncio.Future[bool] | None = None
        self.ledger: dict[int, Entry] = {}
        self.allowed: frozenset[str] | None = None
        self.next_id = int(clock().timestamp())  # never an id of an earlier run

    def push(self, update: dict[str, Any], chat_id: int | None = None) -> int:
        """Adds an update (an `update_id` of its own is kept) and wakes the poller; kinds not asked for are dropped."""
        update_id = int(update.get("update_id", self.next_id))
        self.next_id = max(self.next_id, update_id + 1)
        update = {"update_id": update_id, **{key: value for key, value in update.items() if key != "update_id"}}
        entry = Entry(update_id, update, chat_id, self._clock())
        if self._wanted(update):
            self.ledger[update_id] = self._pending[update_id] = entry
            self._wake(True)
        return update_id

    def _wanted(self, update: dict[str, Any]) -> bool:
        kinds = set(update) & KINDS
        unwanted = NOT_BY_DEFAULT if self.allowed is None else KINDS - self.allowed
        return not kinds or not kinds <= unwanted

    @property
    def pending(self) -> list[Entry]:
        return [self._pending[update_id] for update_id in sorted(self._pending)]

    def remember_allowed(self, kinds: list[str] | None) -> None:
        """None keeps the setting of an earlier call; an empty list is the default setting."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & KINDS or None

    async def poll(self, offset: int | None, limit: int, seconds: float, alive: Callable[[], bool]) -> list[Entry]:
        """One getUpdates. A later one ends it with 409; `alive` tells whether its caller still listens."""
        self._wake(False)
        self._confirm(offset)
        if not self._pending and seconds > 0 and not await self._woken(min(seconds, LONGEST_POLL)):
            raise Refused(CONFLICT)
        if not alive():
            return []
        batch = self.pending[: limit if 1 <= limit <= LARGEST_BATCH else LARGEST_BATCH]
        for entry in batch:
            entry.delivered = entry.delivered or self._clock()
            entry.deliveries += 1
        return batch

    def _confirm(self, offset: int | None) -> None:
        if offset is None:
            return
        if offset < 0:
            kept = self.pending[offset:]
            offset = kept[0].update_id if kept else self.next_id
        for entry in [known for known in self.pending if known.update_id < offset]:
            del self._pending[entry.update_id]
            entry.confirmed = self._clock()
            self._on_confirmed(entry)

    async def _woken(self, seconds: float) -> bool:
        """True when an update came or the time is over, False when another poller took the place."""
        waiting = self._poller = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(asyncio.shield(waiting), seconds)
        except TimeoutError:
            return True
        finally:
            if self._poller is waiting:
                self._poller = None

    def _wake(self, undisturbed: bool) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(undisturbed)
        self._poller = None

    def restore(self, pending: list[Entry], next_id: int) -> None:
        """Takes over what an earlier run had not yet been told was received."""
        for entry in pending:
            self.ledger[entry.update_id] = self._pending[entry.update_id] = entry
        self.next_id = max(self.next_id, next_id)

    def forget_pending(self) -> None:
        """drop_pending_updates: they count as never delivered and never confirmed."""
        self._pending.clear()

    def close(self) -> None:
        """Ends a waiting poll, so that the server can stop."""
        self._wake(True)
