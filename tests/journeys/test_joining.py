"""Joining by a personal link: once, by one chat, by whoever it was made for; everybody else is kept at the door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine

from bot.config import Invitations
from bot.demo.telegram.world import Query
from bot.service.setup import invite_people
from storage.tables import chats, evidence, invites
from tests.journeys.day import PEOPLE, Day, office_day, wita
from tests.journeys.stored import (
    answers,
    audited,
    collecting,
    new_code,
    newest_with,
    nothing_failed,
    on_sqlite,
    rows,
    toasts,
    under,
)

UNUSABLE = "Tautan ini tidak berlaku lagi. Mohon minta tautan baru kepada Kasubbag Perencanaan dan Pelaporan."
STRANGER = "Bot ini hanya untuk petugas yang terdaftar. Mohon minta tautan kepada Kasubbag."
INDAH = "Indah Peraga, S.K.M."


@asynccontextmanager
async def quiet_day(engine: Engine, folder: Path) -> AsyncIterator[Day]:
    """Only the Kasubbag is there, and no quarter is open."""
    async with office_day(engine, folder, begins=wita(2026, 9, 15), joined=("kasubbag",)) as day:
        yield day


def stranger(day: Day, name: str = "Orang Asing") -> str:
    """Somebody with a chat and no link; named by the chat from then on."""
    day.chats[name] = day.telegram.add_person(name).id
    return name


async def start(day: Day, who: str, code: str) -> str:
    return (await day.write(who, f"/start {code}")).text


async def wait(day: Day, minutes: int) -> None:
    day.clock.move_to(day.clock.now() + timedelta(minutes=minutes))
    await day.settle()


def told(day: Day, text: str) -> int:
    """How often the Kasubbag was told so."""
    return sum(text in said for said in day.texts("kasubbag"))


def bound(day: Day) -> dict[str, int]:
    return {row.person: row.chat_id for row in rows(day, chats)}


@on_sqlite
async def test_a_code_that_never_was_and_one_too_old_get_the_same_answer(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        who = stranger(day)
        replaced = new_code(day, "dinkes")
        code = new_code(day, "dinkes")
        assert await start(day, who, replaced) == UNUSABLE, "a newer link ends the older one"
        await wait(day, 72 * 60 - 1)
        assert INDAH in await start(day, who, code)
        opened = newest_with(day, who, "Ya, ini saya")
        await wait(day, 2)
        day.telegram.press(day.chats[who], opened.id, *opened.button("Ya, ini saya"))
        assert (await day.last(who)).text == UNUSABLE, "opened in time, confirmed too late"
        assert await start(day, who, code) == UNUSABLE
        for wrong in ("kode-salah", "../..", "A" * 64, "'; DROP TABLE invites; --", "😀\u202e", "%00", "-1"):
            assert await start(day, who, wrong) == UNUSABLE
        assert list(bound(day)) == ["P-04"]
        assert nothing_failed(day)


@on_sqlite
async def test_links_hold_as_long_as_the_settings_say(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        settings = msgspec.structs.replace(day.house.config, invitations=Invitations(valid_hours=1))
        house = replace(day.house, config=settings)
        codes = dict(invite_people(engine, day.clock, house, ("P-08", "P-09")))
        first, second = (link.partition("?start=")[2] for link in codes.values())
        await wait(day, 59)
        assert "Apakah ini Bapak/Ibu?" in await start(day, stranger(day), first)
        await wait(day, 2)
        assert await start(day, stranger(day, "Kedua"), second) == UNUSABLE


async def test_a_used_link_is_refused_and_the_kasubbag_is_told(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        first, second, third = (stranger(day, name) for name in ("Pertama", "Kedua", "Ketiga"))
        code = new_code(day, "dinkes")
        for who in (first, second):  # a link passed on, opened by two before either has confirmed
            assert INDAH in await start(day, who, code)
        for who in (first, second):
            day.telegram.tap(day.chats[who], "Ya, ini saya")
        await day.settle()
        assert bound(day)["P-08"] == day.chats[first]
        assert day.texts(second)[-1] == UNUSABLE
        assert told(day, f"Tautan {INDAH} yang sudah dipakai dicoba lagi") == 1
        assert await start(day, third, code) == UNUSABLE
        assert told(day, f"Tautan {INDAH} yang sudah dipakai dicoba lagi") == 2
        assert len(audited(day, "join")) == 2
        assert len(audited(day, "link_reused")) == 2
        assert [
            row.used_by for row in rows(day, invites, invites.c.person == "P-08", invites.c.used_by.is_not(None))
        ] == [day.chats[first]]
        assert nothing_failed(day)


@on_sqlite
async def test_confirming_twice_joins_once(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        who = stranger(day)
        await start(day, who, new_code(day, "dinkes"))
        for _ in range(2):
            day.telegram.tap(day.chats[who], "Ya, ini saya")
        await day.settle()
        assert sum("Selamat bergabung" in text for text in day.texts(who)) == 1
        assert toasts(day)[-2:] == ["", "Sudah diterima."]
        assert told(day, "dicoba lagi") == 0
        assert nothing_failed(day)


@on_sqlite
async def test_a_link_in_the_wrong_hands_is_told_and_stays_unused(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        wrong, right = stranger(day, "Salah <b>Alamat</b>"), stranger(day, "Indah")
        code = new_code(day, "dinkes")
        await start(day, wrong, code)
        for _ in range(2):
            day.telegram.tap(day.chats[wrong], "Bukan saya")
        assert "tautan tidak dipakai" in (await day.last(wrong)).text
        assert told(day, f"Tautan untuk {INDAH} dibuka oleh akun Telegram “Salah <b>Alamat</b>”") == 1
        assert len(audited(day, "not_me")) == 1
        assert "P-08" not in bound(day)
        await start(day, right, code)
        assert "Selamat bergabung" in (await day.tap(right, "Ya, ini saya")).text
        assert nothing_failed(day)


@on_sqlite
async def test_guessing_codes_closes_that_chat_alone_for_a_while(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        who, other = stranger(day, "Penebak"), stranger(day, "Joko")
        mine, theirs = new_code(day, "dinkes"), new_code(day, "bps")
        for number in range(10):
            day.telegram.send_text(day.chats[who], f"/start tebakan-{number}")
        assert (await day.last(who)).text == "Terlalu banyak percobaan. Mohon coba lagi 15 menit lagi."
        assert day.texts(who).count(UNUSABLE) == 9
        said = len(day.texts(who))
        await wait(day, 14)
        await start(day, who, mine)
        await day.write(who, "halo?")
        assert len(day.texts(who)) == said, "not even the right code is heard now"
        await start(day, other, theirs)
        assert "Selamat bergabung" in (await day.tap(other, "Ya, ini saya")).text
        assert told(day, "Akun Telegram “Penebak” mencoba banyak tautan yang tidak berlaku") == 1
        assert len(audited(day, "locked_out")) == 1
        await wait(day, 2)
        assert INDAH in await start(day, who, mine)
        assert nothing_failed(day)


async def test_a_new_link_moves_the_person_to_the_new_chat(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        await day.write("dinkes", "/isi")
        old, new = day.chats["dinkes"], stranger(day, "Indah Baru")
        await start(day, new, new_code(day, "dinkes"))
        await day.tap(new, "Ya, ini saya")
        assert bound(day)["P-08"] == day.chats[new]
        assert "kini terhubung ke Telegram lain" in day.texts("dinkes")[-1]
        assert told(day, f"{INDAH} kini memakai akun Telegram yang baru.") == 1
        assert (await day.write("dinkes", "1:16")).text == STRANGER
        assert answers(day, "IK-09") == []
        assert old not in day.telegram.world.menus
        assert day.chats[new] in day.telegram.world.menus
        await day.write(new, "/isi")
        await day.write(new, "1:16")
        assert [row.person for row in answers(day, "IK-09")] == ["P-08"]
        assert nothing_failed(day)


@on_sqlite
async def test_a_chat_that_changes_hands_keeps_no_question_open(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await day.write("kabid_eko", "/isi")
        away = stranger(day, "Citra Baru")
        await start(day, away, new_code(day, "kabid_eko"))
        await day.tap(away, "Ya, ini saya")
        await start(day, "kabid_eko", new_code(day, "seksi_eko"))  # a colleague takes over the telephone
        await day.tap("kabid_eko", "Ya, ini saya")
        assert "Angka ini untuk indikator mana?" in (await day.write("kabid_eko", "80")).text
        assert answers(day, "IK-01") == []


@on_sqlite
async def test_a_stranger_gets_a_few_answers_and_nothing_else(engine: Engine, tmp_path: Path) -> None:
    async with quiet_day(engine, tmp_path) as day:
        who = stranger(day)
        me = day.chats[who]
        day.telegram.send_text(me, "/start")
        day.telegram.send_contact(me, "+628123456789", "Indah", contact_user_id=me + 1)
        day.telegram.send_contact(me, "08123456789", "Indah")
        day.telegram.send_file(me, "surat.pdf", "application/pdf", b"%PDF-1.4")
        day.telegram.send_text(me, "/isi")
        day.telegram.send_sticker(me)
        day.telegram.press_data(me, 1, "A" * 16 + ":0")
        await day.settle()
        assert day.texts(who) == [STRANGER] * 3
        assert rows(day, evidence) == []
        await wait(day, 16)
        assert (await day.write(who, "halo")).text == STRANGER
        assert len(day.texts(who)) == 4
        assert nothing_failed(day)


@on_sqlite
async def test_a_group_hears_one_line_and_only_after_a_command(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "dinkes") as day:
        asked = await day.write("dinkes", "/isi")
        day.chats["grup"] = day.telegram.add_person("Grup Kantor", user_id=-1001234567890, started=True).id
        officer = day.telegram.person(day.chats["dinkes"]).as_user()

        def in_group(**body: Any) -> dict[str, Any]:
            chat = {"id": day.chats["grup"], "type": "supergroup", "title": "Grup Kantor"}
            moment = int(day.clock.now().timestamp())
            return {"message_id": 1, "date": moment, "chat": chat, "from": officer} | body

        document = {"file_id": "x", "file_unique_id": "x", "file_name": "x.pdf", "file_size": 9}
        for body in ({"text": "1:16"}, {"document": document}, {"new_chat_title": "Grup"}):
            day.telegram.push_raw({"message": in_group(**body)})
        day.telegram.push_raw({"edited_message": in_group(text="/isi")})
        await day.settle()
        assert day.texts("grup") == []
        assert answers(day, "IK-09") == []
        assert rows(day, evidence) == []
        day.telegram.push_raw({"message": in_group(text="/isi@uji_bot")})
        await day.settle()
        assert day.texts("grup") == ["Mohon hubungi saya lewat percakapan pribadi."]
        tap = Query("77", day.chats["dinkes"], 1, day.telegram.world.monotonic())
        day.telegram.world.queries[tap.id] = tap
        pushed = {"id": tap.id, "from": officer, "data": under(asked, "Lewati"), "message": in_group(text="x")}
        day.telegram.push_raw({"callback_query": pushed})
        assert (await day.last("dinkes")).id == asked.id, "a tap in a group is answered and does nothing"
        assert nothing_failed(day)


@on_sqlite
async def test_everybody_sees_the_commands_of_the_own_roles_only(engine: Engine, tmp_path: Path) -> None:
    everyone = ["start", "tugas", "isi", "status", "sop", "bantuan", "batal"]
    more = {
        "kasubbag": ["rekap", "buka", "periksa", "draf", "edarkan"],
        "staf": ["rekap", "periksa", "draf"],
        "sekretaris": ["rekap"],
        "kabid_eko": ["rekap"],
        "dinkes": [],
    }
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 15), joined=tuple(more)) as day:
        for who, own in more.items():
            menu = day.telegram.world.menus[day.chats[who]]
            assert {line["command"] for line in menu} == {*everyone, *own}
            assert all(line["description"] for line in menu)
        for command, holders in (
            ("buka", "Kasubbag Perencanaan dan Pelaporan."),
            ("periksa", "Kasubbag Perencanaan dan Pelaporan, Staf"),
            ("edarkan", "Kasubbag Perencanaan dan Pelaporan."),
        ):
            refused = await day.write("dinkes", f"/{command} TW III")
            assert refused.text.startswith(f"Perintah ini hanya dapat dipakai oleh: {holders}")
        assert [(row.person, row.object) for row in audited(day, "refused")] == [
            (PEOPLE["dinkes"], f"/{command}") for command in ("buka", "periksa", "edarkan")
        ]
        unknown = await day.write("dinkes", "/rahasia")
        assert "Perintah itu tidak dikenal. Yang tersedia: /start" in unknown.text
        assert "/buka" not in unknown.text


@on_sqlite
async def test_who_joins_late_gets_the_request_then(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path) as day:
        who = stranger(day, "Indah")
        await start(day, who, new_code(day, "dinkes"))
        await day.tap(who, "Ya, ini saya")
        assert sum("2 indikator · Triwulan III 2026" in text for text in day.texts(who)) == 1
        assert "Berapa realisasi TW III?" in (await day.tap(who, "Mulai isi")).text
