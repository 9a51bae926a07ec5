"""The real python-telegram-bot against the local Telegram: what it sends is understood, what it gets it can read."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    MaybeInaccessibleMessage,
    Message,
)
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter

from bot.demo.telegram import LocalTelegram, Person
from tests.demo.conftest import TOKEN

MARKUP = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Mulai", callback_data="mulai"), InlineKeyboardButton("Situs", url="https://contoh.go.id")]]
)


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as opened:
        yield opened
    assert telegram.failures == []
    await asyncio.sleep(0.01)  # its sockets close in the loop's next rounds


async def test_a_conversation_with_a_button(telegram: LocalTelegram, siti: Person, bot: Bot) -> None:
    sent = await bot.send_message(siti.id, "<b>Halo</b> &amp; selamat", parse_mode="HTML", reply_markup=MARKUP)
    assert (sent.text, sent.entities[0].type) == ("Halo & selamat", "bold")
    telegram.tap(siti.id, "Mulai")
    (update,) = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
    query = update.callback_query
    assert query
    assert query.data == "mulai"
    assert isinstance(query.message, MaybeInaccessibleMessage)
    assert await query.answer("Siap", show_alert=True)
    edited = await query.edit_message_text("Selesai")
    assert isinstance(edited, Message)
    assert telegram.last(siti.id).text == "Selesai"
    with pytest.raises(BadRequest, match="not modified"):
        await query.edit_message_text("Selesai")


async def test_a_document_goes_there_and_back(telegram: LocalTelegram, siti: Person, bot: Bot) -> None:
    sent = await bot.send_document(siti.id, b"%PDF-1.7 draf", filename="Draf TW III.pdf", caption="<i>Draf</i>",
                                   parse_mode="HTML", reply_markup=MARKUP)  # fmt: skip
    assert sent.document
    assert (sent.document.file_name, sent.document.mime_type) == ("Draf TW III.pdf", "application/pdf")
    again = await bot.send_document(siti.id, sent.document.file_id)
    assert again.document
    file = await bot.get_file(again.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 draf"


async def test_documents_in_one_group(telegram: LocalTelegram, siti: Person, bot: Bot) -> None:
    media = [InputMediaDocument(b"1", filename="a.txt"), InputMediaDocument(b"2", filename="b.txt", caption="dua")]
    first, second = await bot.send_media_group(siti.id, media)
    assert first.media_group_id == second.media_group_id
    assert second.caption == "dua"
    assert [message.file.content for message in telegram.chat(siti.id) if message.file] == [b"1", b"2"]


async def test_an_officers_photo_can_be_fetched(telegram: LocalTelegram, siti: Person, bot: Bot) -> None:
    telegram.send_file(siti.id, "bukti.jpg", "image/jpeg", b"gambar" * 999, as_photo=True)
    (update,) = await bot.get_updates()
    assert update.message
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == b"gambar" * 999


async def test_menus_profile_and_small_signs(telegram: LocalTelegram, siti: Person, bot: Bot) -> None:
    commands = [BotCommand("isi", "Isi realisasi")]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(siti.id))
    assert await bot.get_my_commands(scope=BotCommandScopeChat(siti.id)) == tuple(commands)
    await bot.delete_my_commands(scope=BotCommandScopeChat(siti.id))
    assert await bot.get_my_commands(scope=BotCommandScopeChat(siti.id)) == ()
    sent = await bot.send_message(siti.id, "x")
    await bot.send_chat_action(siti.id, "typing")
    await bot.set_message_reaction(siti.id, sent.message_id, "👍")
    await bot.pin_chat_message(siti.id, sent.message_id)
    await bot.set_my_description("Membantu pelaporan kinerja")
    await bot.set_my_short_description("Pelaporan kinerja")
    await bot.set_chat_menu_button()
    assert (telegram.last(siti.id).reaction, telegram.last(siti.id).pinned) == ("👍", True)
    assert await bot.delete_message(siti.id, sent.message_id)
    assert telegram.chat(siti.id) == []


async def test_refusals_become_the_librarys_errors(
    telegram: LocalTelegram, siti: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns about the type of retry_after
    telegram.faults.too_many("sendMessage", retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(siti.id, "x")
    telegram.block(siti.id)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(siti.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "x")


async def test_two_pollers_are_a_conflict(telegram: LocalTelegram, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    async with Bot(TOKEN, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as other:
        await other.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await older
