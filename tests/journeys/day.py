"""A whole office in one test: the real bot over real HTTP at a local Telegram, with a clock the test moves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select

from bot.clock import MovableClock
from bot.config import Config, Pacing, Storage, Telegram
from bot.demo.telegram.local import LocalTelegram
from bot.demo.telegram.messages import Message
from bot.office.example import demo_office
from bot.rules.office import Office
from bot.rules.sop import default_text
from bot.service.house import House
from bot.service.setup import import_office, invite_people
from bot.tg.app import run
from storage.database import transaction
from storage.tables import evidence, inbox, outbox, reports

WITA = ZoneInfo("Asia/Makassar")
PEOPLE = {
    "sekretaris": "P-01", "kabid_eko": "P-02", "kabid_sos": "P-03", "kasubbag": "P-04", "seksi_eko": "P-05",
    "seksi_sos": "P-06", "staf": "P-07", "dinkes": "P-08", "bps": "P-09",
}  # fmt: skip


class StillClock(MovableClock):
    """Stands still until it is moved, so that two runs of a test tell the same times."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move_to(self, moment: datetime) -> None:
        self._at = max(self._at, moment)


class Day:
    """People are named by their place in the office ("kasubbag"), buttons by their text."""

    def __init__(
        self, engine: Engine, telegram: LocalTelegram, clock: MovableClock, house: House, moved: asyncio.Event
    ) -> None:
        self.engine, self.telegram, self.clock, self.house = engine, telegram, clock, house
        self.chats: dict[str, int] = {}
        self._moved = moved

    # --- what people do ---------------------------------------------------------------------------------------
    async def write(self, who: str, text: str) -> Message:
        """Types a message; returns the bot's last message after everything has settled."""
        self.telegram.send_text(self.chats[who], text)
        return await self.last(who)

    async def tap(self, who: str, label: str) -> Message:
        self.telegram.tap(self.chats[who], label)
        return await self.last(who)

    async def send_file(self, who: str, name: str, mime: str, content: bytes, *, photo: bool = False) -> Message:
        self.telegram.send_file(self.chats[who], name, mime, content, as_photo=photo)
        return await self.last(who)

    async def until(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """Moves the office's clock; what is due by then happens."""
        self.clock.move_to(datetime(year, month, day, hour, minute, 1, tzinfo=WITA))
        self._moved.set()
        await asyncio.sleep(0.1)
        await self.settle()

    # --- what people see --------------------------------------------------------------------------------------
    async def last(self, who: str) -> Message:
        await self.settle()
        return self.telegram.last(self.chats[who])

    def texts(self, who: str) -> list[str]:
        """What the bot wrote to somebody, in order."""
        return [message.text for message in self.telegram.chat(self.chats[who]) if message.from_bot]

    def buttons(self, message: Message) -> list[str]:
        return [button.text for row in message.keyboard for button in row]

    async def settle(self) -> None:
        """Until nothing is under way: every update heard, every errand done, every message delivered."""
        quiet = 0
        async with asyncio.timeout(30):
            while quiet < 2:
                await asyncio.sleep(0.03)
                quiet = quiet + 1 if not self.telegram.world.updates.pending and not self._waiting() else 0
        assert self.telegram.failures == []

    def _waiting(self) -> int:
        now = self.clock.now()
        with transaction(self.engine) as connection:
            return sum(
                connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
                for table, where in (
                    (inbox, (inbox.c.state == "new",)),
                    (outbox, (outbox.c.state.in_(("planned", "claimed")),)),
                    (reports, (reports.c.state == "pending",)),
                    (evidence, (evidence.c.state == "pending", evidence.c.due_at <= now)),
                )
            )


@asynccontextmanager
async def office_day(
    engine: Engine,
    folder: Path,
    *,
    begins: datetime,
    office: Office | None = None,
    joined: tuple[str, ...] = tuple(PEOPLE),
    config: Config | None = None,
    still: bool = False,
) -> AsyncIterator[Day]:
    """The demo's office with the named people joined through their links, at a moment of the test's choice."""
    clock = StillClock(begins) if still else MovableClock(begins - datetime.now(begins.tzinfo))
    telegram = LocalTelegram(token="1000001:canary-token-of-the-tests", bot_username="uji_bot", clock=clock.now)
    await telegram.start()
    at = Telegram("1000001:canary-token-of-the-tests", "uji_bot", telegram.base_url, telegram.base_file_url)
    pacing = Pacing(overall_per_second=500.0, chat_per_second=200.0, chat_burst=50)
    config = config or Config(telegram=at, storage=Storage("data"), pacing=pacing, folder=folder)
    house = House(config, default_text())
    import_office(engine, clock, house, office or demo_office(begins.year))
    links = dict(invite_people(engine, clock, house))
    moved = asyncio.Event()
    day = Day(engine, telegram, clock, house, moved)
    task = asyncio.create_task(run(config, engine, clock, house, moved))
    people = {person.code: person for person in (office or demo_office(begins.year)).people}
    try:
        for who in joined:
            person = people[PEOPLE[who]]
            day.chats[who] = telegram.add_person(person.name).id
            telegram.press_start(day.chats[who], links[person.name].partition("=")[2])
            await day.settle()
            await day.tap(who, "Ya, ini saya")
        yield day
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.stop()


def wita(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=WITA)
