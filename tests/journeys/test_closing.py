"""What stands between a Kasubbag and a wrong request, a wrong circulation, or a wrong approval."""

from pathlib import Path

from sqlalchemy import Engine

from tests.journeys.day import Day, office_day, wita
from tests.journeys.stored import on_sqlite


@on_sqlite
async def test_an_outdated_card_sends_nothing(engine: Engine, tmp_path: Path) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), still=True) as day:
        await day.until(2026, 10, 1, 8)
        card = await day.last("kasubbag")
        await day.tap("kasubbag", "Ubah tenggat")
        await day.write("kasubbag", "9 Oktober")
        day.telegram.tap(day.chats["kasubbag"], "Kirim permintaan", message_id=card.id)
        await day.settle()
        assert not any("Paling lambat" in text for text in day.texts("bps"))
        assert "9 Oktober" in (await day.last("kasubbag")).text
        await day.tap("kasubbag", "Kirim permintaan")
        assert "9 Oktober" in (await day.last("bps")).text


@on_sqlite
async def test_a_quarter_is_closed_only_with_all_checked_answered_and_in_the_draft(
    engine: Engine, tmp_path: Path
) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), still=True) as day:
        await _collected(day)
        assert "setelah langkah 2 selesai" in (await day.write("kasubbag", "/edarkan")).text
        for label in ("Rekap data", "Mulai periksa", "Terima 1", "Selesai memeriksa", "Susun draf"):
            await day.tap("staf", label)
        for label in ("Edarkan draf", "Edarkan sekarang"):
            await day.tap("kasubbag", label)
        await _corrected(day)
        await day.write("bps", "/isi")
        await day.write("bps", "5,64")
        assert "belum diperiksa" in await _try_to_close(day)
        await day.tap("staf", "Periksa")
        await day.tap("staf", "Terima")
        assert "berubah setelah draf" in await _try_to_close(day)
        day.clock.move_to(wita(2026, 10, 8, 10))
        await day.write("staf", "/draf")
        assert "Versi 2 sudah disusun" in (await day.tap("kasubbag", "Lihat tanggapan")).text


async def _collected(day: Day) -> None:
    await day.until(2026, 10, 1, 8)
    await day.tap("kasubbag", "Kirim permintaan")
    await day.tap("bps", "Mulai isi")
    await day.write("bps", "5,31")
    await day.tap("bps", "Jeda")
    await day.until(2026, 10, 8, 9)
    await day.tap("kasubbag", "Lanjut dengan")


async def _corrected(day: Day) -> None:
    """A correction stands in the way until it is replied to, also when the same reader taps "Sudah dibaca"."""
    await day.tap("kabid_eko", "Ada koreksi")
    await day.write("kabid_eko", "Nama indikator keliru.")
    assert "tetap tercatat" in (await day.tap("kabid_eko", "Sudah dibaca")).text
    assert "Koreksi yang belum ditanggapi" in await _try_to_close(day)
    await day.tap("kasubbag", "Tanggapi")
    await day.write("kasubbag", "Sudah diperbaiki.")
    day.clock.move_to(wita(2026, 10, 8, 9).replace(minute=30))


async def _try_to_close(day: Day) -> str:
    await day.tap("kasubbag", "Lihat tanggapan")
    return (await day.tap("kasubbag", "Tetapkan laporan")).text
