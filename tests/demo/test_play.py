"""`python -m bot demo`: ready in seconds, goes on where it was, starts clean when asked, touches nothing foreign."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[str]:
    """The demo as a process; yields the address it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--dir", str(folder), "--port", "0", *options,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout, "opened as a pipe"
    assert process.stderr, "opened as a pipe"
    async with asyncio.timeout(30):
        printed = (await process.stdout.readline()).decode() + (await process.stdout.readline()).decode()
    assert str(folder) in printed
    try:
        yield printed.split()[1]
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
        assert (process.returncode, errors.decode()) == (0, "")


async def shown(address: str, wanted: str) -> str:
    """What the page is told until `wanted` is among it."""
    text = ""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/demo/events") as stream:
        async with asyncio.timeout(20):
            async for line in stream.content:
                text += line.decode()
                if wanted in text:
                    return text
    raise AssertionError(f"{wanted!r} was not shown")


async def jump(address: str, to: str) -> None:
    async with aiohttp.ClientSession() as session, session.post(f"{address}/demo/clock", data={"to": to}) as answer:
        assert answer.status == 200


async def test_the_demo_goes_on_where_it_was_and_starts_clean_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with demo(folder) as address:
        await shown(address, "Selamat bergabung")
        await jump(address, "2026-10-01T08:00:00+08:00")
        await shown(address, "Triwulan III 2026 telah dibuka")
    async with demo(folder) as address:
        assert "Kirim permintaan" in await shown(address, "Triwulan III 2026 telah dibuka")
    async with demo(folder, "--fresh") as address:
        assert "telah dibuka" not in await shown(address, "Triwulan III 2026 dibuka")  # it is still to come


async def test_a_leap_of_the_clock_goes_through_all_that_happens_on_the_way(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as address:
        await jump(address, "2026-10-05T09:30:00+08:00")
        text = await shown(address, "🔔")
    assert text.index("telah dibuka") < text.index("🔔 Langkah 1 TW III menunggu")


async def test_a_folder_with_other_things_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("jangan dihapus")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--dir", str(tmp_path), "--fresh", stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    assert process.returncode == 2
    assert "holds no demo" in errors.decode()
    assert (tmp_path / "penting.txt").read_text() == "jangan dihapus"
