"""A draft whose sending was cut off: nobody gets it twice by itself, and the Kasubbag is asked."""

from pathlib import Path

from sqlalchemy import Engine

from tests.journeys.day import Day, office_day, wita


async def test_a_draft_in_doubt_is_sent_again_only_on_the_kasubbags_word(engine: Engine, tmp_path: Path) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15)) as day:
        await _ready_to_circulate(day)
        day.telegram.faults.lose_answer("sendDocument")
        await day.tap("kasubbag", "Edarkan sekarang")
        reached = [who for who in RECIPIENTS if _drafts(day, who)]
        assert reached == RECIPIENTS  # it was carried out, only the answer was lost
        await day.until(2026, 10, 8, 9)
        assert any("Kami tidak yakin" in text for text in day.texts("kasubbag"))
        await day.tap("kasubbag", "Kirim ulang")
        again = sum(_drafts(day, who) for who in RECIPIENTS)
        assert again == len(RECIPIENTS) + 1
        await day.tap("kasubbag", "Lihat tanggapan")


RECIPIENTS = ["sekretaris", "kabid_eko", "kabid_sos", "seksi_eko", "seksi_sos"]


def _drafts(day: Day, who: str) -> int:
    return sum(1 for message in day.telegram.chat(day.chats[who]) if message.document)


async def _ready_to_circulate(day: Day) -> None:
    await day.until(2026, 10, 1, 8)
    await day.tap("kasubbag", "Kirim permintaan")
    await day.tap("bps", "Mulai isi")
    await day.write("bps", "5,31")
    await day.write("kasubbag", "/tugas")
    await day.until(2026, 10, 7, 17)
    await day.tap("kasubbag", "Lanjut dengan")
    for label in ("Rekap data", "Mulai periksa", "Terima 1", "Selesai memeriksa", "Susun draf"):
        await day.tap("staf", label)
    await day.tap("kasubbag", "Edarkan draf")
