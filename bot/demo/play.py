"""The demo: a local Telegram, the real bot connected to it over HTTP, an invented office, and a clock to move."""

import asyncio
import contextlib
import secrets
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.config import Config, Invitations, Pacing, Storage, Telegram
from bot.demo.colleagues import answer_by_themselves
from bot.demo.telegram.local import LocalTelegram
from bot.demo.telegram.memory import load, save
from bot.demo.telegram.stage import Upcoming
from bot.demo.tour import steps
from bot.office.example import demo_office
from bot.rules.period import Quarter
from bot.rules.sop import default_text
from bot.service.desk import Desk
from bot.service.house import House
from bot.service.joining import welcome
from bot.service.setup import import_office, invite_people
from bot.service.tick import tick
from bot.service.upcoming import Event, upcoming
from bot.tg.app import run, sole_process
from storage import joining, outbox
from storage.database import open_engine, transaction
from storage.facts import recall, remember
from storage.migrate import upgrade

BOT = "simulasi_kinerja_bot"
MARKER = "demo.txt"
MEMORY = "telegram.pickle"
QUARTER = Quarter(2026, 3)
BEGINS = datetime(2026, 9, 30, 15, 30, tzinfo=ZoneInfo("Asia/Makassar"))  # the last working afternoon of TW III
NEWCOMER = "P-08"  # has a link but has not joined, so that joining can be tried too
COLLEAGUES = ("P-02", "P-06", "P-09")  # answer by themselves
FIRST = ("P-04", "P-05", "P-07")  # on top of the list: Kasubbag, one supplier, Staf
SAVE_SECONDS = 2.0
MOST_STOPS = 50


class NotADemo(Exception):
    """The folder holds something else; it is not touched."""


class OfficeClock:
    """The office's clock as the page moves it. After a jump the bot looks at once what is due."""

    def __init__(self, engine: Engine, clock: MovableClock, house: House, moved: asyncio.Event) -> None:
        self._engine, self._clock, self._house, self._moved = engine, clock, house, moved

    def now(self) -> datetime:
        return self._clock.now().astimezone(self._house.zone)

    def upcoming(self) -> list[Upcoming]:
        found = self._upcoming()[:5]
        return [Upcoming(event.at.isoformat(), event.title, event.at, _names(event.who)) for event in found]

    async def jump(self, id_or_iso: str) -> None:
        """Forward to a moment, through everything that happens on the way: nothing is leapt over."""
        target = datetime.fromisoformat(id_or_iso)
        for _ in range(MOST_STOPS):
            following = [event.at for event in await asyncio.to_thread(self._upcoming) if event.at < target]
            if not following:
                break
            await self._arrive(following[0])
        await self._arrive(target)

    async def _arrive(self, moment: datetime) -> None:
        """Moves the hands, and waits until what is due by then has been said, so that it bears this date."""
        self._clock.move_to(moment + timedelta(seconds=1))
        await asyncio.to_thread(tick, self._engine, self._clock, self._house)
        self._moved.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                while await asyncio.to_thread(self._unsaid):  # noqa: ASYNC110 - what is awaited lies in a database
                    await asyncio.sleep(0.1)

    def _upcoming(self) -> list[Event]:
        with transaction(self._engine) as connection:
            return upcoming(Desk(connection, self._house, self._clock.now()))

    def _unsaid(self) -> bool:
        with transaction(self._engine) as connection:
            return outbox.count_waiting(connection) > 0


def _names(people: tuple[str, ...]) -> str:
    first = [name.split(",")[0] for name in people]
    return ", ".join(first[:2]) + (f" dan {len(first) - 2} lainnya" if len(first) > 2 else "")


async def play(folder: Path, port: int, *, fresh: bool) -> None:
    """Runs until cancelled; prints the address and where the data lies. Raises NotADemo."""
    _prepare(folder, fresh)
    config = _config(folder)
    place = config.folder
    with sole_process(folder):
        upgrade(config.database_url)
        engine = open_engine(config.database_url)
        house = House(config, default_text())
        clock = _clock(engine)
        import_office(engine, clock, house, demo_office(QUARTER.year))
        telegram = LocalTelegram(token=config.telegram.token, bot_username=BOT, clock=clock.now)
        known = load(telegram.world, folder / MEMORY)
        seats = _seat(telegram, engine, clock, house, invite=not known)
        await telegram.start(port=port)
        moved = asyncio.Event()
        telegram.show(OfficeClock(engine, clock, house, moved), steps(engine, house.sop, QUARTER, seats))
        print(f"Demo: {telegram.address}\nData: {place} (mulai dari awal: --fresh)", flush=True)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_remember(telegram, folder / MEMORY))
                tasks.create_task(answer_by_themselves(telegram, [seats[code] for code in COLLEAGUES]))
                tasks.create_task(run(_connected(config, telegram), engine, clock, house, moved))
        finally:
            save(telegram.world, folder / MEMORY)
            await telegram.stop()
            engine.dispose()


def _prepare(folder: Path, fresh: bool) -> None:
    """A demo folder is marked; nothing else is ever removed."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            raise NotADemo(f"{folder}: the folder is not empty and holds no demo; choose another with --dir")
        if fresh:
            shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / MARKER).write_text("Data simulasi; boleh dihapus seluruhnya.\n", encoding="utf-8")


def _config(folder: Path) -> Config:
    """The default settings, with a token for the local Telegram and without its pacing: visitors do not wait."""
    token = folder / "token.txt"
    if not token.exists():
        token.write_text(f"1000001:{secrets.token_urlsafe(24)}", encoding="utf-8")
        token.chmod(0o600)
    return Config(
        telegram=Telegram(token=token.read_text(encoding="utf-8"), username=BOT),
        storage=Storage(folder="."),
        invitations=Invitations(valid_hours=24 * 365),  # a visitor leaps over weeks
        pacing=Pacing(chat_per_second=20.0, chat_burst=20),
        folder=folder.resolve(),
    )


def _connected(config: Config, telegram: LocalTelegram) -> Config:
    at = msgspec.structs.replace(config.telegram, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    return msgspec.structs.replace(config, telegram=at)


def _clock(engine: Engine) -> MovableClock:
    """Where the visitor left it; a first visit begins in the last afternoon of the quarter."""

    def keep(offset: timedelta) -> None:
        with transaction(engine) as connection:
            remember(connection, "demo clock", str(offset.total_seconds()))

    with transaction(engine) as connection:
        kept = recall(connection, "demo clock")
    offset = timedelta(seconds=float(kept)) if kept else BEGINS - datetime.now(BEGINS.tzinfo)
    keep(offset)
    return MovableClock(offset, keep)


def _seat(
    telegram: LocalTelegram, engine: Engine, clock: MovableClock, house: House, *, invite: bool
) -> dict[str, int]:
    """Everybody of the office gets a chat; all but one have already joined. Returns their chats by code."""
    if not invite:
        with transaction(engine) as connection:
            chats = joining.load_chats(connection)
        return {person.code: chats.get(person.code, 0) for person in demo_office(QUARTER.year).people}
    links = {name: link.rpartition("=")[2] for name, link in invite_people(engine, clock, house)}
    seats: dict[str, int] = {}
    with transaction(engine) as connection:
        desk = Desk(connection, house, clock.now())
        people = [person for person in desk.staff.values() if person.chat]
        for person in sorted(people, key=lambda each: (each.code not in FIRST, each.code)):
            joined = person.code != NEWCOMER
            role = house.sop.role(person.roles[0]).short
            seat = telegram.add_person(
                person.name,
                role=role,
                unit=desk.units[person.unit].name + (" · menjawab sendiri" if person.code in COLLEAGUES else ""),
                start_payload="" if joined else links[person.name],
                started=joined,
            )
            seats[person.code] = seat.id
            if joined:
                joining.bind(connection, seat.id, person.code, person.name, desk.now)
                desk.__dict__.pop("chats", None)
                welcome(desk, seat.id, person)
    return seats


async def _remember(telegram: LocalTelegram, file: Path) -> None:
    while True:
        await asyncio.sleep(SAVE_SECONDS)
        save(telegram.world, file)
