"""What people do in their app, and what the bot gets to see of it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.telegram import CannotSend, LocalTelegram, Person
from tests.demo.conftest import Ask


async def seen(ask: Ask) -> list[dict[str, Any]]:
    return [
        next(value for key, value in update.items() if key != "update_id")
        for update in (await ask("getUpdates"))["result"]
    ]


async def test_a_message_has_the_fields_of_a_real_one(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_text(siti.id, "/isi 87,5")
    (message,) = await seen(ask)
    name = {"id": siti.id, "first_name": "Siti", "last_name": "Rahmah"}
    assert message == {
        "message_id": 1,
        "from": name | {"is_bot": False, "language_code": "id"},
        "chat": name | {"type": "private"},
        "date": message["date"],
        "text": "/isi 87,5",
        "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
    }
    assert isinstance(message["date"], int)


async def test_the_app_trims_a_text_and_drops_control_characters(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    telegram.send_text(siti.id, " \n87\u202e,\x075\r\n ")
    telegram.send_text(siti.id, " \x00 ", raw=True)
    assert [message["text"] for message in await seen(ask)] == ["87, 5", " \x00 "]


def test_the_app_sends_nothing_that_is_empty(telegram: LocalTelegram, siti: Person) -> None:
    with pytest.raises(CannotSend):
        telegram.send_text(siti.id, " \x00\n")


async def test_a_long_text_leaves_the_app_as_several(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    text = " ".join(["kendala"] * 1200)
    telegram.send_text(siti.id, text)
    parts = [message["text"] for message in await seen(ask)]
    assert len(parts) == 3
    assert max(map(len, parts)) <= 4096
    assert " ".join(parts) == text


async def test_a_reply_quotes_the_message(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    asked = (await ask("sendMessage", chat_id=siti.id, text="Berapa?"))["result"]
    telegram.send_text(siti.id, "5", reply_to=asked["message_id"])
    (message,) = await seen(ask)
    assert message["reply_to_message"]["text"] == "Berapa?"


async def test_an_edit_arrives_as_an_edited_message(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_text(siti.id, "87")
    (first,) = telegram.chat(siti.id)
    update_id = telegram.edit_text(siti.id, first.id, "88")
    edited = telegram.ledger[update_id].update["edited_message"]
    assert (edited["message_id"], edited["text"], edited["edit_date"] >= edited["date"]) == (first.id, "88", True)
    assert telegram.chat(siti.id)[0].edited


async def test_only_own_and_recent_texts_can_be_edited(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    await ask("sendMessage", chat_id=siti.id, text="dari bot")
    telegram.send_text(siti.id, "lama", date=telegram.world.clock() - timedelta(hours=49))
    for message in telegram.chat(siti.id):
        with pytest.raises(CannotSend):
            telegram.edit_text(siti.id, message.id, "baru")


async def test_photos_of_an_album_come_one_by_one_with_two_sizes(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    for name in ("a.jpg", "b.jpg"):
        telegram.send_file(siti.id, name, "image/jpeg", b"x" * 5000, as_photo=True, caption="bukti", album="77")
    first, second = await seen(ask)
    assert first["media_group_id"] == second["media_group_id"] == "77"
    small, large = first["photo"]
    assert small["file_size"] < large["file_size"] == 5000
    assert small["file_id"] != large["file_id"]
    assert first["caption"] == "bukti"


async def test_files_contacts_and_the_rest_arrive(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_file(siti.id, "bukti.pdf", "application/pdf", b"%PDF-1.7")
    telegram.send_contact(siti.id, "+62811", "Budi")
    telegram.send_sticker(siti.id)
    telegram.send_location(siti.id, -2.3, 115.6)
    telegram.send_voice(siti.id, seconds=4)
    document, contact, sticker, location, voice = await seen(ask)
    assert document["document"]["file_name"] == "bukti.pdf"
    assert {"file_id", "file_unique_id", "mime_type", "file_size"} <= set(document["document"])
    assert contact["contact"]["phone_number"] == "+62811"
    assert sticker["sticker"]["emoji"] == "👍"
    assert location["location"]["latitude"] == -2.3
    assert voice["voice"]["duration"] == 4


async def test_blocking_and_coming_back_is_told_to_the_bot(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.block(siti.id)
    telegram.send_text(siti.id, "saya kembali")  # writing again lifts the block
    blocked, back, message = await seen(ask)
    assert blocked["new_chat_member"]["status"] == "kicked"
    assert back["new_chat_member"]["status"] == "member"
    assert message["text"] == "saya kembali"


async def test_a_press_carries_the_message_and_a_deleted_one_is_inaccessible(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya, benar", "callback_data": "ya"}]]}
    sent = (await ask("sendMessage", chat_id=siti.id, text="Benar?", reply_markup=markup))["result"]
    telegram.tap(siti.id, "Ya")
    await ask("deleteMessage", chat_id=siti.id, message_id=sent["message_id"])
    telegram.press_data(siti.id, sent["message_id"], "ya")
    first, second = await seen(ask)
    assert (first["data"], first["message"]["text"], second["message"]["date"]) == ("ya", "Benar?", 0)
    with pytest.raises(LookupError):
        telegram.tap(siti.id, "Tidak")
