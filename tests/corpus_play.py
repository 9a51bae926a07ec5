"""Plays a corpus: raw updates into the inbox, the product's own hearing, sending, fetching and rendering."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.demo.telegram.local import LocalTelegram
from bot.demo.telegram.messages import Message
from bot.files.cabinet import Cabinet
from bot.report.worker import Renderer
from bot.rules.sop import default_text
from bot.service.errands import Errands
from bot.service.hear import RETRY, TRIES, hear_next
from bot.service.house import House
from bot.tg.app import Post
from bot.tg.errands import Runner
from bot.tg.line import Line
from bot.tg.pacing import Pace
from bot.tg.sender import Sender
from bot.tg.threads import Threads
from storage import inbox
from storage.database import open_engine, transaction
from storage.migrate import upgrade
from tests.corpus_office import STAFF_CHAT, TOKEN, Place, furnish, settings
from tests.corpus_seen import Database, draft, look

_BEGINS = datetime(2026, 10, 2, 9, tzinfo=ZoneInfo("Asia/Makassar"))  # a day the request is open and nothing is late
_PATIENCE = 90.0  # seconds for everything under way to arrive
# how a file with such an ending begins; any other is given the beginning of a PDF
_BEGINNINGS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "webp": b"RIFF",
    "rar": b"Rar!\x1a\x07",
    "7z": b"7z\xbc\xaf\x27\x1c",
    **dict.fromkeys(("jpg", "jpeg"), b"\xff\xd8\xff"),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), b"PK\x03\x04"),
    **dict.fromkeys(("doc", "xls", "ppt"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
}


@dataclass(frozen=True)
class Outcome:
    """What was there before and after the entries, what each chat was told, and the papers made in the end."""

    before: Database
    after: Database
    said: dict[int, list[Message]]  # chat -> what the bot wrote in answer to the entry
    updates: dict[int, tuple[int, dict[str, Any]]]  # chat -> the entry's update id, and the update
    pdf: bytes = b""
    xlsx: bytes = b""


@dataclass
class Bot:
    """The bot's parts, put together as `bot.tg.app` does, but hearing only what the inbox is given here."""

    engine: Engine
    clock: MovableClock
    house: House
    telegram: LocalTelegram
    sender: Sender
    database: Path
    number: int = field(default=0)

    def hear(self, messages: Iterable[tuple[int, dict[str, Any]]]) -> dict[int, tuple[int, dict[str, Any]]]:
        """(chat, content) of each message, stored raw and heard; one that fails is tried as often as it would be."""
        updates = {chat: self._update(chat, content) for chat, content in messages}
        with transaction(self.engine) as connection:
            inbox.store(connection, [update for _, update in updates.values()], self.clock.now())
        for _ in range(TRIES):
            while hear_next(self.engine, self.clock, self.house):
                pass
            self.clock.move_to(self.clock.now() + RETRY + timedelta(seconds=1))
        self.sender.wake.set()
        return updates

    def _update(self, chat: int, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.number += 1
        person = {"id": chat, "is_bot": False, "first_name": f"Petugas {chat}"}
        message = {
            "message_id": 1_000_000 + self.number,
            "date": int(self.clock.now().timestamp()),
            "chat": {"id": chat, "first_name": person["first_name"], "type": "private"},
            "from": person,
        }
        return self.number, {"update_id": self.number, "message": message | content}

    async def settle(self) -> Database:
        """Until everything planned has gone out, every file is fetched and every paper made."""
        async with asyncio.timeout(_PATIENCE):
            while (seen := look(self.database)).waiting:  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(0.1)
        return seen

    def count(self, chat: int) -> int:
        return len(self.telegram.chat(chat))


async def play(places: list[Place], folder: Path) -> Outcome:
    async with _open(places, folder) as bot:
        for step in range(max(len(place.opening) for place in places)):
            bot.hear((place.chat, {"text": place.opening[step]}) for place in places if step < len(place.opening))
        before = await bot.settle()
        known = {place.chat: bot.count(place.chat) for place in places}
        updates = bot.hear((place.chat, _content(bot, place)) for place in places)
        after = await bot.settle()
        said = {chat: bot.telegram.chat(chat)[count:] for chat, count in known.items()}
        pdf, xlsx = await _papers(bot) if _any_text(places) else (b"", b"")
    return Outcome(before, after, said, updates, pdf, xlsx)


@asynccontextmanager
async def _open(places: list[Place], folder: Path) -> AsyncIterator[Bot]:
    clock = MovableClock(_BEGINS - datetime.now(_BEGINS.tzinfo))
    telegram = LocalTelegram(token=TOKEN, bot_username="uji_bot", clock=clock.now)
    await telegram.start()
    config = settings(folder, telegram)
    upgrade(config.database_url)
    engine, house = open_engine(config.database_url), House(config, default_text())
    furnish(engine, clock, house, telegram, places)
    line, threads, cabinet = Line(config.telegram), Threads(), Cabinet(config.data)
    pace = Pace(config.pacing, asyncio.get_running_loop().time())
    sender = Sender(line, Post(engine, clock, threads), pace, clock, cabinet)
    runner = Runner(Errands(engine, clock, house), line, cabinet, threads, sender.wake)
    try:
        async with asyncio.TaskGroup() as group:  # a part that breaks ends the play at once
            tasks = [group.create_task(sender.run()), group.create_task(runner.run())]
            yield Bot(engine, clock, house, telegram, sender, config.data / "bot.db")
            for task in tasks:
                task.cancel()
    finally:
        threads.close()
        await line.hang_up()
        await telegram.stop()
        engine.dispose()


def _content(bot: Bot, place: Place) -> dict[str, Any]:
    """The entry as Telegram would write it into a message; no text at all is a sticker."""
    text = place.entry.text
    if not text:
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return {"sticker": {"file_id": "sticker", "file_unique_id": "sticker", "file_size": 12, **look}}
    if place.entry.context != "berkas":
        return {"text": text}
    ending = text.rpartition(".")[2].lower()
    mime = mimetypes.types_map.get(f".{ending}", "application/octet-stream")
    content = _BEGINNINGS.get(ending, b"%PDF-1.7\n") + f"isi {place.number}".encode()
    stored = bot.telegram.world.files.put("berkas", mime, content, "document")
    known = {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": len(content)}
    return {"document": {"file_name": text, "mime_type": mime, **known}}


def _any_text(places: list[Place]) -> bool:
    return any(place.entry.expected == "text-kept-verbatim" for place in places)


async def _papers(bot: Bot) -> tuple[bytes, bytes]:
    """The draft as the Staf gets it in the chat, and the same snapshot as a workbook."""
    bot.hear([(STAFF_CHAT, {"text": "/draf"})])
    await bot.settle()
    sent = [message.document for message in bot.telegram.chat(STAFF_CHAT) if message.document]
    assert sent, "no draft was delivered"
    async with Renderer() as renderer:
        return sent[-1].content, await renderer.render("xlsx", draft(bot.database))
