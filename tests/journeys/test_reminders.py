"""How often the bot speaks on its own account in the demo's quarter, by what kind of officer one is."""

from pathlib import Path

from sqlalchemy import Engine, func, select

from storage.database import transaction
from storage.outbox import Kind
from storage.tables import outbox
from tests.journeys.day import Day, office_day, wita


async def test_who_answers_at_once_hears_little_and_who_never_does_is_not_pestered(
    engine: Engine, tmp_path: Path
) -> None:
    """Automatic is the request and every reminder. What comes unasked, also by a colleague, is shown."""
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), still=True) as day:
        await day.until(2026, 10, 1, 8)
        await day.tap("kasubbag", "Kirim permintaan")
        await _answer_at_once(day)
        await _rest_of_the_quarter(day)
        automatic = {who: 1 + _reminders(day, who) for who in ("bps", "kabid_eko", "dinkes", "kabid_sos")}
        unasked = {who: sum(1 for text in day.texts(who) if _unasked(text)) for who in automatic}
    print(f"automatic: {automatic}; unasked: {unasked}")
    assert max(automatic["bps"], automatic["kabid_eko"]) <= 3
    assert max(automatic["dinkes"], automatic["kabid_sos"]) <= 8
    assert max(unasked["bps"], unasked["kabid_eko"]) <= 4
    assert automatic["dinkes"] > 4  # the test does see reminders


def _reminders(day: Day, who: str) -> int:
    with transaction(day.engine) as connection:
        sent = outbox.c.kind == Kind.REMINDER, outbox.c.chat_id == day.chats[who], outbox.c.state == "sent"
        return connection.execute(select(func.count()).select_from(outbox).where(*sent)).scalar_one()


def _unasked(text: str) -> bool:
    return text.startswith(("Yth.", "🔔", "⏰", "Draf Laporan", "✅ Laporan"))


async def _answer_at_once(day: Day) -> None:
    """Two answer on opening day, a supplier and an official who also receives the draft."""
    await day.tap("bps", "Mulai isi")
    await day.write("bps", "5,31")
    await day.write("bps", "5,64")
    await day.tap("bps", "Kirim")
    await day.tap("kabid_eko", "Mulai isi")
    await day.write("kabid_eko", "78")
    await day.write("kabid_eko", "https://contoh.invalid/berita-acara")
    await day.tap("kabid_eko", "Selesai")
    await day.tap("kabid_eko", "Kirim")


async def _rest_of_the_quarter(day: Day) -> None:
    """Deadline, two days of waiting, checking, a draft circulated and, days later, approved."""
    for date in (2, 5, 6, 7):
        await day.until(2026, 10, date, 9)
    await day.until(2026, 10, 7, 17)
    for date in (8, 9, 12):
        await day.until(2026, 10, date, 9)
    await day.tap("kasubbag", "Lanjut dengan")
    await day.tap("staf", "Rekap data")
    await day.tap("staf", "Mulai periksa")
    await day.tap("staf", "Terima 3")
    await day.tap("staf", "Selesai memeriksa")
    await day.tap("staf", "Susun draf")
    await day.tap("kasubbag", "Edarkan draf")
    await day.tap("kasubbag", "Edarkan sekarang")
    await day.tap("kabid_eko", "Sudah dibaca")
    for date in (13, 14, 15, 16):
        await day.until(2026, 10, date, 9)
    await day.tap("kasubbag", "Lihat tanggapan")
    await day.tap("kasubbag", "Tetapkan")
    await day.tap("kasubbag", "Ya, tetapkan")


async def test_after_days_of_silence_one_message_stands_for_all_that_were_missed(
    engine: Engine, tmp_path: Path
) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), still=True) as day:
        await day.until(2026, 10, 1, 8)
        await day.tap("kasubbag", "Kirim permintaan")
        before = len(day.texts("dinkes"))
        await day.until(2026, 10, 8, 10)  # H-3, H-1, H0 and H+1 are due by now, and none was sent
        said = day.texts("dinkes")[before:]
        assert len(said) == 1
        assert "sudah lewat 1 hari kerja" in said[0]
        assert "menggantikan 3 pengingat" in said[0]
        await day.until(2026, 10, 8, 11)
        assert len(day.texts("dinkes")) == before + 1


async def test_nobody_is_interrupted_and_nothing_comes_outside_office_hours(engine: Engine, tmp_path: Path) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), still=True) as day:
        await day.until(2026, 10, 1, 8)
        await day.tap("kasubbag", "Kirim permintaan")
        await day.until(2026, 10, 2, 8, 50)
        await day.tap("dinkes", "Mulai isi")
        before = len(day.texts("dinkes"))
        await day.until(2026, 10, 2, 9)
        assert len(day.texts("dinkes")) == before, "the reminder waits for the conversation"
        await day.until(2026, 10, 2, 12, 30)
        assert len(day.texts("dinkes")) == before, "and for the end of Friday's break"
        await day.until(2026, 10, 2, 13, 5)
        assert day.texts("dinkes")[before:] != []
