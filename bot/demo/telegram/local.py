"""The local Telegram in one object: people act through it, a bot talks to it over HTTP, a browser looks at it."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.demo.telegram.api import Api, Call
from bot.demo.telegram.faults import Faults
from bot.demo.telegram.files import UPLOAD_LIMIT
from bot.demo.telegram.limits import Limits, Meter
from bot.demo.telegram.live import Live
from bot.demo.telegram.messages import Message, Person
from bot.demo.telegram.page import Page
from bot.demo.telegram.people import People
from bot.demo.telegram.server import SLACK, BotApi
from bot.demo.telegram.stage import DemoClock, Stage, Step
from bot.demo.telegram.updates import Entry
from bot.demo.telegram.world import World


def _utc_now() -> datetime:
    return datetime.now(UTC)


class LocalTelegram(People):
    """A strict Bot API server on loopback.

    `token` has the usual form NUMBER:SECRET. `clock` gives the (aware) time messages are dated with; waits use
    the monotonic clock. `limits` turns on 429 for a bot that writes too fast. `extras` are more aiohttp routes.
    """

    def __init__(
        self,
        *,
        token: str,
        bot_username: str,
        clock: Callable[[], datetime] = _utc_now,
        limits: Limits | None = None,
        extras: Iterable[web.AbstractRouteDef] = (),
    ) -> None:
        self.world = World(token, bot_username, clock, time.monotonic)
        super().__init__(self.world)
        self.faults = Faults(time.monotonic)
        self.api = Api(self.world, self.faults, Meter(limits, time.monotonic))
        self.stage = Stage()
        self.live = Live(self.world, self.stage)
        self._extras = list(extras)
        self._watch: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None
        self._address = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listens and returns the base address; port 0 takes a free one."""
        app = web.Application(client_max_size=UPLOAD_LIMIT + 2 * SLACK)
        app.router.add_routes(BotApi(self.world, self.api, self.faults).routes())
        app.router.add_routes(Page(self.world, self, self.live, self.stage).routes())
        app.router.add_routes(self._extras)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self._address = f"http://{host}:{self._runner.addresses[0][1]}"
        self._watch = asyncio.create_task(self.live.watch())
        return self._address

    async def stop(self) -> None:
        self.world.updates.close()
        self.live.close()
        if self._watch:
            self._watch.cancel()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def show(self, clock: DemoClock | None = None, tour: Sequence[Step] = ()) -> None:
        """Puts a movable clock and a tour on the page; may be called while it is open."""
        self.stage.clock, self.stage.tour = clock, list(tour)

    @property
    def address(self) -> str:
        """Where the page is, without a slash at the end."""
        return self._address

    @property
    def base_url(self) -> str:
        """In the form python-telegram-bot wants: the token follows at once."""
        return f"{self._address}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self._address}/file/bot"

    @property
    def ledger(self) -> dict[int, Entry]:
        """Every update by id: when it was delivered, how often, when it was confirmed."""
        return self.world.updates.ledger

    @property
    def calls(self) -> list[Call]:
        return self.api.calls

    @property
    def failures(self) -> list[str]:
        """What the bot asked for that the local Telegram does not know. A test asserts it is empty."""
        return self.api.failures

    def add_person(
        self,
        name: str,
        *,
        username: str | None = None,
        role: str = "",
        unit: str = "",
        user_id: int | None = None,
        color: str = "",
        start_payload: str = "",
        started: bool = False,
    ) -> Person:
        """Somebody gets a private chat with the bot. The bot may write first only after Start (`started`)."""
        return self.world.add_person(Person(user_id or 0, name, username, role, unit, color, start_payload, started))

    def person(self, user_id: int) -> Person:
        return self.world.people[user_id]

    def chat(self, user_id: int) -> list[Message]:
        """What the person sees, both sides, oldest first."""
        return list(self.world.chats[user_id].values())

    def last(self, user_id: int) -> Message:
        """The newest message of the bot in this chat."""
        return next(message for message in reversed(self.chat(user_id)) if message.from_bot)

    def tap(self, user_id: int, text: str, *, message_id: int | None = None) -> int:
        """Taps the button that reads `text` under that message, or under the newest message that has it."""
        for message in reversed(self.chat(user_id)):
            if message_id in (None, message.id) and any(text in b.text for row in message.keyboard for b in row):
                return self.press(user_id, message.id, *message.button(text))
        raise LookupError(f"no button {text!r} in the chat of {user_id}")

    def push_raw(self, update: dict[str, Any]) -> int:
        """Any update at all, as it is; an `update_id` in it is kept."""
        return self.world.updates.push(update)
