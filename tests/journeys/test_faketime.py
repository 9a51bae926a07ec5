"""One quarter against `python -m bot run` as the README sets it up; the clock moves by restarts at another time."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.demo.telegram.local import LocalTelegram
from bot.demo.telegram.messages import Message
from bot.office.example import demo_office
from bot.office.template import write_workbook
from tests.journeys.day import PEOPLE, StillClock, wita

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


class Outside:
    """The bot as a process, the office as people with phones, and a date the process believes in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = StillClock(wita(2026, 9, 30, 10))
        self.telegram = LocalTelegram(token="1000001:canary", bot_username="uji_bot", clock=self.clock.now)
        self.chats: dict[str, int] = {}
        self._read: dict[int, int] = {}  # chat -> the last message that was waited for

    def environment(self) -> dict[str, str]:
        """Wall time is invented, the monotonic clock stays real: waits last as long as they do."""
        assert LIBRARY, "libfaketime is missing: sh tests/needs.sh"
        moment = self.clock.now().astimezone(UTC)
        own = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        return own | {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME": f"@{moment:%Y-%m-%d %H:%M:%S}",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
            "BOT_TELEGRAM_TOKEN": "1000001:canary",
        }

    async def command(self, *arguments: str) -> str:
        """One command of the command line, to its end."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, cwd=self.folder, env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, _ = await process.communicate()
        assert process.returncode == 0, arguments
        return said.decode()

    @asynccontextmanager
    async def running(self, *date: int) -> AsyncIterator[None]:
        """The bot runs from this moment (month, day, hour, minute) of 2026 on, and is told to stop at the end."""
        month, day, hour, minute = date
        self.clock.move_to(datetime(2026, month, day, hour, minute, 5, tzinfo=wita(2026, 1, 1).tzinfo))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=self.folder, env=self.environment(),
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield
            assert process.returncode is None, "the bot ended by itself"
        finally:
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0

    async def write(self, who: str, text: str) -> None:
        self.telegram.send_text(self.chats[who], text)

    async def tap(self, who: str, label: str) -> None:
        """Waits for the button, as a person would, and for what the tap did."""
        chat = self.chats[who]
        await self.sees(who, f"[{label}")
        update = self.telegram.tap(chat, label)
        await _until(lambda: bool(self.telegram.ledger[update].confirmed))

    async def sees(self, who: str, text: str) -> None:
        """Waits until the bot has said so in this chat; what it said before counts no more the next time."""
        chat = self.chats[who]
        start = self._read.get(chat, 0)
        found = await _until(lambda: next((m for m in self._after(chat, start) if text in _shown(m)), None))
        self._read[chat] = max(start, found.id - 1)

    def _after(self, chat: int, start: int) -> list[Message]:
        return [each for each in self.telegram.chat(chat) if each.from_bot and each.id > start]


T = TypeVar("T")


async def _until(look: Callable[[], T | None]) -> T:
    async with asyncio.timeout(30):
        while not (found := look()):  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.05)
    return found


def _shown(message: Message) -> str:
    """Text and buttons, as [label]."""
    return message.text + "".join(f" [{button.text}]" for row in message.keyboard for button in row)


async def test_a_quarter_is_played_through_restarts_on_other_days(tmp_path: Path) -> None:
    outside = Outside(tmp_path)
    await outside.telegram.start()
    await _set_up(outside)
    async with outside.running(10, 1, 8, 0):
        await outside.sees("kasubbag", "Triwulan III 2026 telah dibuka")
        await outside.tap("kasubbag", "Kirim permintaan")
        await outside.tap("bps", "Mulai isi")
        await outside.sees("bps", "Berapa realisasi")
        await outside.write("bps", "5,31")
        await outside.sees("bps", "Tersimpan: 5,31 %")
    async with outside.running(10, 2, 9, 0):
        await outside.sees("dinkes", "tenggat 3 hari kerja lagi")
        await outside.sees("bps", "[Lanjutkan (1 dari 2)]")
        await outside.write("bps", "5,64")
        await outside.sees("bps", "Tersimpan: 5,64 %")
    async with outside.running(10, 7, 17, 0):
        await outside.sees("kasubbag", "Tenggat TW III telah lewat")
        await outside.tap("kasubbag", "Lanjut dengan")
        await outside.sees("staf", "[Rekap data]")
    async with outside.running(10, 8, 9, 0):
        await outside.sees("dinkes", "sudah lewat 1 hari kerja")
        for label in ("Rekap data", "Mulai periksa", "Terima 2", "Selesai memeriksa", "Susun draf"):
            await outside.tap("staf", label)
        await _paper(outside, "kasubbag")
        for label in ("Edarkan draf", "Edarkan sekarang"):
            await outside.tap("kasubbag", label)
        assert (await _paper(outside, "kabid_eko")).startswith(b"%PDF-")
    async with outside.running(10, 12, 9, 0):
        await outside.sees("kabid_sos", "belum dijawab")
        await outside.tap("kabid_eko", "Sudah dibaca")
        for label in ("Lihat tanggapan", "Tetapkan laporan", "Ya, tetapkan"):
            await outside.tap("kasubbag", label)
        await outside.sees("dinkes", "✅ Laporan TW III ditetapkan")
    assert outside.telegram.failures == []
    await outside.telegram.stop()


async def _set_up(outside: Outside) -> None:
    """The README's steps: settings, workbook, invitations; then everybody opens the link."""
    (outside.folder / "config.toml").write_text(
        f'[telegram]\nusername = "uji_bot"\nbase_url = "{outside.telegram.base_url}"\n'
        f'base_file_url = "{outside.telegram.base_file_url}"\n[pacing]\nchat_per_second = 50.0\nchat_burst = 50\n'
    )
    office = demo_office(2026)
    (outside.folder / "office.xlsx").write_bytes(write_workbook(office))
    await outside.command("import", "office.xlsx")
    assert "Tidak ada yang berubah" in await outside.command("import", "office.xlsx")
    links = dict(line.split("\t") for line in (await outside.command("invite")).splitlines())
    async with outside.running(9, 30, 15, 0):
        for who, code in PEOPLE.items():
            person = office.person(code)
            outside.chats[who] = outside.telegram.add_person(person.name).id
            outside.telegram.press_start(outside.chats[who], links[person.name].partition("=")[2])
        for who in PEOPLE:
            await outside.tap(who, "Ya, ini saya")
            await outside.sees(who, "Selamat bergabung")


async def _paper(outside: Outside, who: str) -> bytes:
    """The last document somebody got, once it has been rendered and sent."""
    found = await _until(lambda: outside.telegram.last(outside.chats[who]).document)
    return found.content
