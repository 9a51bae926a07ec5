"""Buttons pushed by the wrong hand, too late, twice, or that were never ours: answered, and nothing changes."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from storage.database import transaction
from storage.tables import cycles, keyboards, receipts, requests, values
from tests.journeys.day import Day, office_day, wita
from tests.journeys.stored import (
    answers,
    audited,
    collecting,
    lock,
    newest_with,
    nothing_failed,
    on_sqlite,
    rows,
    said_notes,
    toasts,
    under,
)

FOREIGN = "Tombol ini bukan untuk Bapak/Ibu."
OLD = "Tombol ini sudah tidak berlaku."
TWICE = "Sudah diterima."


def work(day: Day) -> list[list[Any]]:
    """Everything a button could change."""
    return [[tuple(row) for row in rows(day, table)] for table in (cycles, requests, values, receipts)]


async def press(day: Day, who: str, data: str, message_id: int = 1) -> str:
    """Pushes any data from somebody's chat; what the button was answered with."""
    day.telegram.press_data(day.chats[who], message_id, data)
    await day.settle()
    return toasts(day)[-1]


@on_sqlite
async def test_another_officers_button_is_refused_and_written_down(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "seksi_eko", "dinkes") as day:
        await day.write("dinkes", "/isi")
        asked = await day.write("dinkes", "8:136")
        before, said = work(day), len(day.texts("seksi_eko"))
        for label in ("1:17", "Ketik ulang", "Jeda"):
            assert await press(day, "seksi_eko", under(asked, label), asked.id) == FOREIGN
        assert work(day) == before
        assert len(day.texts("seksi_eko")) == said, "the toast is all"
        assert [(row.person, row.reason) for row in audited(day, "refused")] == [("P-05", FOREIGN)] * 3
        await day.tap("dinkes", "1:17")
        assert [row.person for row in answers(day, "IK-09")] == ["P-08"], "its owner can still take it"
        assert nothing_failed(day)


@on_sqlite
async def test_what_only_the_kasubbag_may_is_refused_to_everybody_else(engine: Engine, tmp_path: Path) -> None:
    joined = ("kasubbag", "seksi_eko")
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), joined=joined) as day:
        await day.until(2026, 10, 1, 8)
        data = under(newest_with(day, "kasubbag", "Kirim permintaan"), "Kirim permintaan")
        before = work(day)
        assert await press(day, "seksi_eko", data) == FOREIGN
        with transaction(engine) as connection:  # even a button that stood in the officer's own chat
            mine = update(keyboards).where(keyboards.c.token == data.partition(":")[0])
            connection.execute(mine.values(chat_id=day.chats["seksi_eko"]))
        assert await press(day, "seksi_eko", data, day.telegram.last(day.chats["seksi_eko"]).id) == ""
        assert (
            day.texts("seksi_eko")[-1] == "Perintah ini hanya dapat dipakai oleh: Kasubbag Perencanaan dan Pelaporan."
        )
        assert work(day) == before
        assert [row.reason for row in audited(day, "refused")] == [FOREIGN, "role"]
        assert nothing_failed(day)


@on_sqlite
async def test_buttons_of_a_locked_period_change_nothing(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.write("kasubbag", "/rekap")
        await day.write("dinkes", "/isi")
        await day.write("dinkes", "8:136")
        lock(day)
        before = work(day)
        for label in ("Ketik ulang", "1:17"):
            said = await day.tap("dinkes", label)
            assert "sudah ditetapkan, jadi datanya terkunci" in said.text
        assert "terkunci" in (await day.tap("kasubbag", "Ingatkan yang belum")).text
        assert "terkunci" in (await day.write("dinkes", "16")).text
        assert work(day) == before
        assert {row.reason for row in audited(day, "refused")} == {"locked"}
        assert nothing_failed(day)


async def test_a_button_pressed_twice_at_once_counts_once(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.write("dinkes", "/isi")
        await day.write("dinkes", "8:136")
        for _ in range(2):
            day.telegram.tap(day.chats["dinkes"], "1:17")
        await day.settle()
        assert toasts(day)[-2:] == ["", TWICE]
        assert len(answers(day, "IK-09")) == 1
        assert len(audited(day, "value")) == 1
        await day.write("dinkes", "17")
        await day.write("dinkes", "https://contoh.go.id/stunting")
        await day.tap("dinkes", "Selesai")
        for _ in range(2):
            day.telegram.tap(day.chats["dinkes"], "Kirim")
        await day.settle()
        assert toasts(day)[-2:] == ["", TWICE]
        assert len(rows(day, receipts)) == 1
        assert sum("Tanda terima" in text for text in day.texts("dinkes")) == 1
        assert nothing_failed(day)


@on_sqlite
async def test_a_request_confirmed_twice_goes_out_once(engine: Engine, tmp_path: Path) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), joined=("kasubbag", "dinkes")) as day:
        await day.until(2026, 10, 1, 8)
        await day.write("kasubbag", "/buka")  # a second message with the same button
        first, second = [
            message
            for message in day.telegram.chat(day.chats["kasubbag"])
            if "Kirim permintaan" in day.buttons(message)
        ]
        for message in (first, second):
            day.telegram.press(day.chats["kasubbag"], message.id, *message.button("Kirim permintaan"))
        await day.settle()
        assert "sudah dibuka sebelumnya" in day.texts("kasubbag")[-1]
        assert sum("Paling lambat" in text for text in day.texts("dinkes")) == 1
        assert nothing_failed(day)


@on_sqlite
async def test_an_old_button_leads_back_to_the_question_that_is_open_now(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "seksi_sos") as day:
        first = await day.write("seksi_sos", "/isi")
        assert "Apa kendalanya?" in (await day.write("seksi_sos", "12")).text
        before = work(day)
        for label in ("Belum ada data", "Lewati", "Lewati"):
            assert await press(day, "seksi_sos", under(first, label), first.id) == OLD
            assert "Apa kendalanya?" in (await day.last("seksi_sos")).text
        assert work(day) == before
        await day.write("seksi_sos", "Tenaga analis kurang.")
        assert said_notes(day, "IK-03") == [("kendala", "Tenaga analis kurang.")]
        assert nothing_failed(day)


@on_sqlite
async def test_a_reading_of_an_older_answer_is_not_taken(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.write("dinkes", "/isi")
        offered = await day.write("dinkes", "8:136")
        await day.write("dinkes", "1:16")
        stored = len(answers(day, "IK-09"))
        assert await press(day, "dinkes", under(offered, "1:17"), offered.id) == OLD
        assert len(answers(day, "IK-09")) == stored
        assert nothing_failed(day)


async def test_rubbish_is_answered_politely_and_changes_nothing(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        asked = await day.write("dinkes", "/isi")
        token = under(asked, "Lewati").partition(":")[0]
        before = work(day)
        places = ("", "-1", "1e3", "99", "9999999999999999999", "1;DROP TABLE values", "1\x00", "³", "२", " 1", "1:1")
        rubbish = [
            *("v9:x", "", "A" * 64, "v1:ok:-1:0:0", "v1:ok:1e3:3:2026Q2", "v1:ok:9999999999999999999:3:2026Q2"),
            *("v1:ok:1;DROP:3:2026Q2", "v1:ok:1:3:2026Q2\x00", "😀" * 16, "\x00" * 16 + ":0", "'" * 16 + ":0"),
            *(f"{token}:{place}" for place in places),
            *(token, f"{token[:-1]}:0", f"{token.swapcase()}:0"),
        ]
        said = len(day.texts("dinkes"))
        for data in rubbish:
            day.telegram.press_data(day.chats["dinkes"], asked.id, data)
        await day.settle()
        assert toasts(day)[-len(rubbish) :] == [OLD] * len(rubbish)
        assert work(day) == before
        assert len(day.texts("dinkes")) == said
        assert nothing_failed(day)
        assert not [record for record in caplog.records if record.levelname == "ERROR"]
        await day.write("dinkes", "1:16")
        assert len(answers(day, "IK-09")) == 1, "the open question is still open"
