"""The guided form as officers walk through it: forward, back, away and back again; no word of theirs is lost."""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.demo.telegram.messages import Message
from bot.tg import app
from storage.tables import notes, receipts
from tests.journeys import day as days
from tests.journeys.day import Day
from tests.journeys.stored import (
    answers,
    audited,
    collecting,
    lock,
    nothing_failed,
    on_sqlite,
    rows,
    said_notes,
)

RASIO, STUNTING = "Rasio tenaga kesehatan terhadap desa binaan", "Prevalensi stunting"
LAMA = "Rata-rata lama penyusunan rekomendasi kebijakan"


def numbers(day: Day, code: str, period: str = "2026Q3") -> list[Decimal]:
    return [row.number for row in answers(day, code, period)]


def written(day: Day, who: str, text: str) -> int:
    """The number of the message somebody wrote."""
    chat = day.telegram.chat(day.chats[who])
    return next(message.id for message in reversed(chat) if not message.from_bot and message.text == text)


async def edit(day: Day, who: str, old: str, new: str) -> Message:
    day.telegram.edit_text(day.chats[who], written(day, who, old), new)
    return await day.last(who)


def quoted(day: Day, who: str, since: int) -> str:
    """What stands in quotes in the messages after that one, put together again."""
    return "".join(
        message.text[span.offset : span.end]
        for message in day.telegram.chat(day.chats[who])
        if message.from_bot and message.id > since
        for span in message.entities
        if span.type == "blockquote"
    )


class Restarts:
    """The bot's process, to be ended and started anew while the office goes on."""

    def __init__(self) -> None:
        self.process: asyncio.Task[None] | None = None
        self._again, self._begun = asyncio.Event(), asyncio.Event()

    async def run(self, *arguments: Any) -> None:
        """In the place of `bot.tg.app.run`."""
        while True:
            self._again.clear()
            self.process = asyncio.create_task(app.run(*arguments))
            self._begun.set()
            try:
                await self._again.wait()
            finally:
                self.process.cancel()
                await asyncio.gather(self.process, return_exceptions=True)

    async def restart(self) -> None:
        self._begun.clear()
        self._again.set()
        await self._begun.wait()


async def test_forward_back_the_list_the_summary_and_a_receipt(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes", "bps") as day:
        first = await day.tap("dinkes", "Mulai isi")
        assert first.text.startswith(f"1 dari 2 · TW III 2026\n{RASIO}\nSatuan: rasio\nTarget TW III: 1:17")
        assert "TW II 2026: 8:144" in first.text
        assert RASIO in (await day.tap("dinkes", "‹ Kembali")).text, "there is nothing before the first"
        assert (await day.tap("dinkes", "Lewati")).text.startswith(f"2 dari 2 · TW III 2026\n{STUNTING}")
        assert RASIO in (await day.tap("dinkes", "‹ Kembali")).text
        await day.tap("dinkes", "Lewati")
        assert "Ringkasan TW III 2026" in (await day.tap("dinkes", "Lewati")).text, "nothing is asked in circles"
        assert "Masih ada 2 indikator yang belum dijawab" in (await day.tap("dinkes", "Kirim")).text
        assert RASIO in (await day.tap("dinkes", "Mulai isi")).text
        await day.write("dinkes", "8:136")
        assert numbers(day, "IK-09") == []
        stored = await day.tap("dinkes", "1:17")
        assert f"✅ Tersimpan: 1:17\n{RASIO}\nCapaian TW III: 100,00 %" in stored.text
        assert [(row.number, row.raw) for row in answers(day, "IK-09")] == [(Decimal(17), "8:136")]
        await day.tap("dinkes", "Daftar")
        listed = newest_bot(day, "dinkes", "Daftar indikator")
        assert "Terisi 1 dari 2." in listed.text
        assert f"✅ 1. {RASIO}: 1:17\n⬜ 2. {STUNTING}" in listed.text
        opened = await day.tap("dinkes", "1")
        assert "Jawaban saat ini: 1:17\nIndah Peraga, S.K.M., 1 Oktober 2026" in opened.text
        assert "Biarkan" in day.buttons(opened)
        await day.tap("dinkes", "Biarkan")
        await day.write("dinkes", "15,5")
        summary = await day.tap("dinkes", "Lewati")
        assert f"✅ 2. {STUNTING}: 15,5 % (belum ada: bukti)" in summary.text
        await day.tap("dinkes", "1")
        await day.write("dinkes", "1:16")
        await day.tap("dinkes", "Lewati")
        receipt = await day.tap("dinkes", "Kirim")
        assert receipt.text.startswith(
            "🧾 Tanda terima TT-001/TW-III/2026\n\nIndah Peraga, S.K.M.\nKamis, 1 Oktober 2026"
        )
        assert "2 nilai diterima" in receipt.text
        assert numbers(day, "IK-09") == [17, 16]
        await day.tap("bps", "Mulai isi")
        await day.write("bps", "5,4")
        await day.write("bps", "5,5")
        assert "TT-002/TW-III/2026" in (await day.tap("bps", "Kirim")).text
        assert [row.number for row in rows(day, receipts)] == [1, 2]
        assert nothing_failed(day)


def newest_bot(day: Day, who: str, text: str) -> Message:
    """The newest message of the bot with that text; the list takes the place of the message it was asked under."""
    chat = day.telegram.chat(day.chats[who])
    return next(message for message in reversed(chat) if message.from_bot and text in message.text)


@on_sqlite
async def test_a_pause_and_a_restart_keep_everything(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restarts = Restarts()
    monkeypatch.setattr(days, "run", restarts.run)
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.tap("dinkes", "Mulai isi")
        await day.write("dinkes", "1:16")
        paused = await day.tap("dinkes", "Jeda")
        assert "Baik, dijeda. 1 dari 2 indikator sudah terjawab dan tersimpan." in paused.text
        assert "tidak ada isian yang sedang berjalan" in (await day.write("dinkes", "/batal")).text.lower()
        earlier = restarts.process
        await restarts.restart()
        assert restarts.process is not earlier
        assert STUNTING in (await day.tap("dinkes", "Lanjutkan (1 dari 2)")).text
        await restarts.restart()
        assert "✅ Tersimpan: 15,5 %" in (await day.write("dinkes", "15,5")).text, "the open question is remembered"
        await restarts.restart()
        assert "📎 Diterima" in (await day.write("dinkes", "https://contoh.go.id/x")).text
        assert numbers(day, "IK-09") + numbers(day, "IK-11") == [16, Decimal("15.5")]
        assert nothing_failed(day)


@on_sqlite
async def test_no_data_yet_is_an_answer_with_a_date_and_comes_back_on_it(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "bps") as day:
        await day.tap("bps", "Mulai isi")
        assert "Kapan datanya diperkirakan ada?" in (await day.tap("bps", "Belum ada data")).text
        assert "Kami belum dapat membaca tanggalnya." in (await day.write("bps", "nanti saja")).text
        assert "Tanggal itu sudah lewat." in (await day.write("bps", "1 September 2026")).text
        kept = await day.write("bps", "12 Oktober")
        assert "🕒 Tercatat: belum ada data, diperkirakan ada 12 Oktober 2026." in kept.text
        assert "Laju pertumbuhan ekonomi" in kept.text, "the next question follows"
        (row,) = answers(day, "IK-05")
        assert (row.number, row.expected_on.isoformat(), row.raw) == (None, "2026-10-12", "12 Oktober")
        await day.write("bps", "5,4")
        assert "1 indikator belum ada data" in (await day.tap("bps", "Kirim")).text
        said = len(day.texts("bps"))
        await day.until(2026, 10, 9, 16)
        assert len(day.texts("bps")) == said, "what has a date is not asked about before it"
        await day.until(2026, 10, 12, 9)
        assert "diperkirakan ada hari ini. Apakah sudah ada?" in day.texts("bps")[-1]
        again = await day.tap("bps", "Isi sekarang")
        assert "belum ada data, diperkirakan ada 12 Oktober 2026" in again.text
        await day.write("bps", "5,45")
        assert numbers(day, "IK-05") == [None, Decimal("5.45")]
        assert nothing_failed(day)


@on_sqlite
async def test_below_the_threshold_kendala_and_tindak_lanjut_are_asked_and_kept_whole(
    engine: Engine, tmp_path: Path
) -> None:
    long = ('Data <terlambat> & belum "final"; target < realisasi > 0.\n' * 90)[:4000]
    async with collecting(engine, tmp_path, "seksi_sos") as day:
        await day.tap("seksi_sos", "Mulai isi")
        low = await day.write("seksi_sos", "12")
        assert "Capaian TW III: 66,67 %\nCapaian terhadap target 2026: 70,27 %" in low.text
        assert "di bawah ambang kantor" in low.text
        since = low.id
        asked = await day.write("seksi_sos", long)
        assert quoted(day, "seksi_sos", since) == long
        assert "Apa rencana tindak lanjutnya?" in asked.text
        assert "Jumlah hasil penelitian" in (await day.tap("seksi_sos", "Lewati")).text
        summary = await day.write("seksi_sos", "1")
        assert "Apa rencana tindak lanjutnya?" in summary.text, "once round, what was skipped is asked again"
        await day.write("seksi_sos", "Menambah <b>dua</b> analis & satu verifikator")
        assert said_notes(day, "IK-03") == [
            ("kendala", long),
            ("tindak_lanjut", "Menambah <b>dua</b> analis & satu verifikator"),
        ]
        assert "belum ada:" not in day.texts("seksi_sos")[-1]
        assert [row.new for row in audited(day, "kendala")] == [long]
        assert said_notes(day, "IK-12") == []
        assert nothing_failed(day)


@on_sqlite
async def test_an_edited_message_changes_a_value_only_after_a_yes(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.tap("dinkes", "Mulai isi")
        await day.write("dinkes", "8:136")
        await day.tap("dinkes", "1:17")
        await day.write("dinkes", "15,5")
        asked = await edit(day, "dinkes", "15,5", "14,5")
        assert "Nilai tersimpan: 15,5 %.\n\nGanti nilai menjadi 14,5 %?" in asked.text
        assert "tidak berubah" in (await day.tap("dinkes", "Tidak")).text
        assert numbers(day, "IK-11") == [Decimal("15.5")]
        await edit(day, "dinkes", "14,5", "14,6")
        for _ in range(2):
            day.telegram.tap(day.chats["dinkes"], "Ya, ganti")
        await day.settle()
        assert numbers(day, "IK-11") == [Decimal("15.5"), Decimal("14.6")]
        assert [(row.old, row.new) for row in audited(day, "value")][-1] == ("15.5", "14.6")
        offered = await edit(day, "dinkes", "8:136", "8:128")
        assert "Ganti nilai menjadi …?" in offered.text
        assert numbers(day, "IK-09") == [17]
        await day.tap("dinkes", "1:16")
        assert [(row.number, row.raw) for row in answers(day, "IK-09")] == [(17, "8:136"), (16, "8:128")]
        unread = await edit(day, "dinkes", "8:128", "entahlah")
        assert "belum terbaca sebagai nilai" in unread.text
        assert "Nilai tersimpan tetap 1:16." in unread.text
        await day.write("dinkes", "/status")
        assert "tidak mengubah data apa pun" in (await edit(day, "dinkes", "/status", "1:14")).text
        await edit(day, "dinkes", "entahlah", "1:15")
        lock(day)
        assert "datanya terkunci" in (await day.tap("dinkes", "Ya, ganti")).text
        assert "datanya terkunci" in (await edit(day, "dinkes", "14,6", "13")).text
        assert numbers(day, "IK-09") == [17, 16]
        assert numbers(day, "IK-11") == [Decimal("15.5"), Decimal("14.6")]
        assert nothing_failed(day)


@on_sqlite
async def test_an_edited_note_is_replaced_only_after_a_yes(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "seksi_sos") as day:
        await day.tap("seksi_sos", "Mulai isi")
        await day.write("seksi_sos", "12")
        await day.write("seksi_sos", "Analis kurang")
        asked = await edit(day, "seksi_sos", "Analis kurang", "Analis kurang <3 & cuti")
        assert f"Pesan kendala untuk {LAMA} diubah. Ganti menjadi:\nAnalis kurang <3 & cuti" in asked.text
        assert said_notes(day, "IK-03") == [("kendala", "Analis kurang")]
        await day.tap("seksi_sos", "Ya, ganti")
        assert said_notes(day, "IK-03")[-1] == ("kendala", "Analis kurang <3 & cuti")
        assert [row.version for row in rows(day, notes)] == [1, 2]
        await edit(day, "seksi_sos", "Analis kurang <3 & cuti", "lain lagi")
        await day.tap("seksi_sos", "Tidak")
        await day.write("seksi_sos", "Menambah analis")
        assert said_notes(day, "IK-03")[-1] == ("tindak_lanjut", "Menambah analis"), "the question stayed open"
        assert nothing_failed(day)


async def test_a_second_person_sees_the_answer_of_the_first(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_eko", "seksi_eko") as day:
        await day.tap("kabid_eko", "Mulai isi")
        await day.tap("seksi_eko", "Mulai isi")
        await day.tap("seksi_eko", "Daftar")
        assert "Berapa realisasi TW III?" in (await day.tap("seksi_eko", "1")).text
        await day.write("kabid_eko", "80")
        second = await day.write("seksi_eko", "81")
        assert "sudah diisi.\n\nJawaban saat ini: 80 %\nCitra Misal, S.T., 1 Oktober 2026" in second.text
        assert "Ganti dengan jawaban Bapak/Ibu?" in second.text
        assert day.buttons(second) == ["Ganti menjadi 81 %", "Biarkan"]
        assert numbers(day, "IK-01") == [80]
        await day.tap("seksi_eko", "Biarkan")
        await day.tap("seksi_eko", "Daftar")
        opened = await day.tap("seksi_eko", "1")
        assert "Jawaban saat ini: 80 %\nCitra Misal, S.T." in opened.text
        await day.tap("kabid_eko", "‹ Kembali")
        await day.write("kabid_eko", "79")
        again = await day.write("seksi_eko", "82")
        assert "Jawaban saat ini: 79 %\nCitra Misal, S.T." in again.text
        await day.tap("seksi_eko", "Ganti menjadi 82 %")
        known = [(row.number, row.person, row.raw) for row in answers(day, "IK-01")]
        assert known == [(80, "P-02", "80"), (79, "P-02", "79"), (82, "P-05", "82")]
        assert [(row.old, row.new) for row in audited(day, "value")] == [("", "80"), ("80", "79"), ("79", "82")]
        assert nothing_failed(day)


@on_sqlite
async def test_money_is_read_as_it_is_written(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "seksi_eko") as day:
        await day.tap("seksi_eko", "Mulai isi")
        await day.tap("seksi_eko", "Lewati")
        assert "Tersimpan: Rp5.100.000.000" in (await day.write("seksi_eko", "Rp 5.100.000.000,00")).text
        assert numbers(day, "IK-08") == [5_100_000_000]
        await day.tap("seksi_eko", "Daftar")
        await day.tap("seksi_eko", "3")
        await day.write("seksi_eko", "5,2 miliar")
        assert numbers(day, "IK-08") == [5_100_000_000, 5_200_000_000]


@on_sqlite
async def test_a_letter_is_tapped_or_typed(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_sos", opens=(2027, 1, 4)) as day:
        await day.tap("kabid_sos", "Mulai isi")
        asked = await day.write("kabid_sos", "0")
        assert "Apa hasil TW IV?" in asked.text
        assert day.buttons(asked)[:7] == ["AA", "A", "BB", "B", "CC", "C", "D"]
        assert "Mohon pilih salah satu hasil" in (await day.write("kabid_sos", "sangat baik")).text
        stored = await day.tap("kabid_sos", "CC")
        assert "✅ Tersimpan: CC" in stored.text
        assert "Apa kendalanya?" in stored.text
        await day.tap("kabid_sos", "‹ Kembali")
        assert "✅ Tersimpan: BB" in (await day.write("kabid_sos", "bb")).text
        assert [row.label for row in answers(day, "IK-07", "2026Q4")] == ["CC", "BB"]
        assert "pilih salah satu hasil" in (await edit(day, "kabid_sos", "bb", "a")).text
        await day.tap("kabid_sos", "AA")
        assert [row.label for row in answers(day, "IK-07", "2026Q4")] == ["CC", "BB", "AA"]


@on_sqlite
async def test_a_late_value_is_taken_and_marked(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.tap("dinkes", "Mulai isi")
        assert "setelah tenggat" not in (await day.write("dinkes", "1:16")).text
        await day.until(2026, 10, 9, 10)
        assert "Diterima 2 hari kerja setelah tenggat." in (await day.write("dinkes", "15,5")).text
        recap = await day.write("kasubbag", "/rekap")
        assert "tepat waktu 1 · terlambat 1 (paling lama 2 hari kerja)" in recap.text


@on_sqlite
async def test_a_number_without_a_question_is_asked_about_and_never_stored(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        for text in ("16", "15,5"):
            asked = await day.write("dinkes", text)
            assert "Angka ini untuk indikator mana?" in asked.text
            assert day.buttons(asked) == [RASIO, STUNTING]
        assert numbers(day, "IK-09") == numbers(day, "IK-11") == []
        assert STUNTING in (await day.tap("dinkes", STUNTING)).text
        await day.write("dinkes", "15,5")
        await day.tap("dinkes", "Jeda")
        assert "Angka ini untuk indikator mana?" in (await day.write("dinkes", "16")).text
        assert numbers(day, "IK-11") == [Decimal("15.5")]
        assert numbers(day, "IK-09") == []


@on_sqlite
async def test_a_substitute_answers_in_the_holders_place(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "seksi_eko") as day:
        await day.tap("seksi_eko", "Mulai isi")
        await day.tap("seksi_eko", "Daftar")
        await day.tap("seksi_eko", "1")
        stored = await day.write("seksi_eko", "80")
        assert "✅ Tersimpan: 80 %\nPersentase usulan Musrenbang" in stored.text
        assert [(row.number, row.person) for row in answers(day, "IK-01")] == [(80, "P-05")]
        assert nothing_failed(day)
