"""The local Telegram says no with the real one's code and words."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.demo.telegram import LocalTelegram, Person
from tests.demo.conftest import TOKEN, Ask, words

BUTTON = {"text": "Ya", "callback_data": "ya"}


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


WRITING = [
    ({"chat_id": 5, "text": "x"}, "chat not found"),
    ({"chat_id": "@seseorang", "text": "x"}, "chat not found"),
    ({"text": "x"}, "chat_id is empty"),
    ({"text": ""}, "message text is empty"),
    ({}, "message text is empty"),
    ({"text": " \n "}, "message text is empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "🏢" * 2049}, "message is too long"),
    ({"text": "a<br>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "br" at byte offset 1'),
    ({"text": "<b>a", "parse_mode": "html"},
     'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
    ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    ({"text": "x", "reply_markup": keyboard({"text": "Ya", "callback_data": "é" * 33})}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard({"text": "Ya", "callback_data": ""})},
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ({"text": "x", "reply_markup": keyboard({"text": "Ya"})},
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ({"text": "x", "reply_markup": keyboard({"callback_data": "ya"})},
     'can\'t parse inline keyboard button: Can\'t find field "text"'),
    ({"text": "x", "reply_markup": keyboard({"text": 5, "callback_data": "ya"})},
     'can\'t parse inline keyboard button: Field "text" must be of type String'),
    ({"text": "x", "reply_markup": keyboard({"text": "Peta", "url": "ftp://contoh.go.id"})},
     "inline keyboard button URL 'ftp://contoh.go.id' is invalid: Unsupported URL protocol"),
    ({"text": "x", "reply_markup": keyboard({"text": "Peta", "url": "http://localhost/"})},
     "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [[BUTTON]] * 101}}, "reply markup is too long"),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "complaint"), WRITING)
async def test_a_message_is_refused(
    telegram: LocalTelegram, siti: Person, ask: Ask, arguments: dict[str, Any], complaint: str
) -> None:
    if "@" not in str(arguments.get("chat_id", "")) and complaint != "chat_id is empty":
        arguments = {"chat_id": siti.id, **arguments}
    assert words(await ask("sendMessage", **arguments)) == (400, f"Bad Request: {complaint}")
    assert telegram.chat(siti.id) == []
    assert telegram.failures == []


async def test_the_longest_text_is_taken(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    longest = "<b>" + "🏢" * 2048 + "</b>"
    assert (await ask("sendMessage", chat_id=siti.id, text=longest, parse_mode="HTML"))["ok"]
    assert (await ask("sendMessage", chat_id=siti.id, text="x", reply_markup=keyboard(
        {"text": "Ya", "callback_data": "é" * 32})))["ok"]  # fmt: skip


async def test_a_person_who_never_pressed_start_is_not_written_to(telegram: LocalTelegram, ask: Ask) -> None:
    budi = telegram.add_person("Budi")
    never = (403, "Forbidden: bot can't initiate conversation with a user")
    assert words(await ask("sendMessage", chat_id=budi.id, text="x")) == never
    telegram.press_start(budi.id)
    assert (await ask("sendMessage", chat_id=budi.id, text="x"))["ok"]


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "editMessageText"])
async def test_a_person_who_blocked_the_bot_is_not_reached(
    telegram: LocalTelegram, siti: Person, ask: Ask, method: str
) -> None:
    sent = (await ask("sendMessage", chat_id=siti.id, text="x"))["result"]["message_id"]
    telegram.block(siti.id)
    more = {"sendChatAction": {"action": "typing"}, "editMessageText": {"message_id": sent, "text": "y"}}
    answer = await ask(method, chat_id=siti.id, **more.get(method, {"text": "x"}))
    assert words(answer) == (403, "Forbidden: bot was blocked by the user")
    telegram.unblock(siti.id)
    assert (await ask("sendMessage", chat_id=siti.id, text="x"))["ok"]


EDITING = [
    ({"text": "x"}, "message identifier is not specified"),
    ({"message_id": 9999, "text": "x"}, "message to edit not found"),
    ({"message_id": "own", "text": "x"}, "message can't be edited"),
    ({"message_id": "file", "text": "x"}, "there is no text in the message to edit"),
    ({"message_id": "sent", "text": ""}, "message text is empty"),
    ({"message_id": "sent", "text": "lama", "reply_markup": keyboard(BUTTON)},
     "message is not modified: specified new message content and reply markup are exactly the same as a current "
     "content and reply markup of the message"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "complaint"), EDITING)
async def test_an_edit_is_refused(
    telegram: LocalTelegram, siti: Person, ask: Ask, arguments: dict[str, Any], complaint: str
) -> None:
    telegram.send_text(siti.id, "dari saya")
    telegram.send_file(siti.id, "a.pdf", "application/pdf", b"%PDF")
    uploaded = telegram.chat(siti.id)[1].document
    assert uploaded
    file = await ask("sendDocument", chat_id=siti.id, document=uploaded.file_id)
    sent = await ask("sendMessage", chat_id=siti.id, text="lama", reply_markup=keyboard(BUTTON))
    known = {"own": telegram.chat(siti.id)[0].id, "file": file["result"]["message_id"]}
    known["sent"] = sent["result"]["message_id"]
    if isinstance(arguments.get("message_id"), str):
        arguments = arguments | {"message_id": known[arguments["message_id"]]}
    answer = await ask("editMessageText", chat_id=siti.id, **arguments)
    assert words(answer) == (400, f"Bad Request: {complaint}")


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    sent = (await ask("sendMessage", chat_id=siti.id, text="x", reply_markup=keyboard(BUTTON)))["result"]
    assert (await ask("editMessageText", chat_id=siti.id, message_id=sent["message_id"], text="x"))["ok"]
    assert telegram.last(siti.id).keyboard == ()
    again = await ask("editMessageReplyMarkup", chat_id=siti.id, message_id=sent["message_id"])
    assert words(again)[1].startswith("Bad Request: message is not modified")


OTHERS = [
    ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("sendDocument", {}, "there is no document in the request"),
    ("sendDocument", {"document": "tidak-ada"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendMediaGroup", {"media": []}, "there are no messages to send"),
    ("sendMediaGroup", {"media": [{"type": "document", "media": "x"}] * 11}, "too many messages to send as an album"),
    ("sendChatAction", {"action": "melamun"}, "wrong parameter action in request"),
    ("setMessageReaction", {"message_id": 99}, "message to react not found"),
    ("getFile", {"file_id": "tidak-ada"}, "invalid file_id"),
    ("leaveChat", {}, "chat member status can't be changed in private chats"),
    ("answerCallbackQuery", {"callback_query_id": "1"},
     "query is too old and response timeout expired or query ID is invalid"),
    ("setMyCommands", {"commands": [{"command": "Isi!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "isi", "description": " "}]}, "command description must be non-empty"),
    ("setMyCommands", {"commands": [{"command": "", "description": "x"}]}, "command must be non-empty"),
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "x"}]}, "command length must not exceed 32"),
    ("setMyCommands", {"commands": [{"command": "isi", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"scope": {"type": "chat", "chat_id": 5}, "commands": []}, "chat not found"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "arguments", "complaint"), OTHERS)
async def test_other_calls_are_refused(
    telegram: LocalTelegram, siti: Person, ask: Ask, method: str, arguments: dict[str, Any], complaint: str
) -> None:
    with_chat = method.startswith(("send", "delete", "leave", "setMessage"))
    answer = await ask(method, **({"chat_id": siti.id} if with_chat else {}), **arguments)
    assert words(answer) == (400, f"Bad Request: {complaint}")
    assert telegram.failures == []


async def test_a_wrong_token_and_a_misshapen_one(ask: Ask) -> None:
    assert words(await ask("getMe", token="100:other")) == (401, "Unauthorized")
    assert words(await ask("getMe", token="nonsense")) == (404, "Not Found")


async def test_what_is_not_known_fails_loudly(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    assert words(await ask("sendRocket", chat_id=siti.id)) == (404, "Not Found")
    assert (await ask("sendMessage", chat_id=siti.id, text="x", colour="red"))["ok"]
    assert (await ask("setWebhook", url="https://contoh.go.id"))["error_code"] == 400
    custom = await ask("sendMessage", chat_id=siti.id, text="x", reply_markup={"keyboard": [["a"]]})
    assert custom["error_code"] == 400
    assert telegram.failures == [
        "unknown method sendRocket",
        "sendMessage: unknown parameter colour",
        "setWebhook: setWebhook: the local Telegram delivers by getUpdates only",
        "sendMessage: ReplyKeyboardMarkup",
    ]


async def test_a_pressed_button_is_answered_once_and_shortly(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.press_data(siti.id, 1, "apa saja")
    query = telegram.world.updates.pending[-1].update["callback_query"]["id"]
    long = await ask("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert words(long) == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert (await ask("answerCallbackQuery", callback_query_id=query, text="x" * 200))["ok"]
    again = await ask("answerCallbackQuery", callback_query_id=query)
    assert "query is too old" in words(again)[1]


async def test_a_query_grows_too_old(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.press_data(siti.id, 1, "apa saja")
    (query,) = telegram.world.queries.values()
    query.since -= 31
    assert "query is too old" in words(await ask("answerCallbackQuery", callback_query_id=query.id))[1]


async def test_a_file_over_20_mb_cannot_be_fetched(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_file(siti.id, "besar.pdf", "application/pdf", bytes(20_000_001))
    document = telegram.chat(siti.id)[-1].document
    assert document
    assert words(await ask("getFile", file_id=document.file_id)) == (400, "Bad Request: file is too big")


async def test_an_upload_over_50_mb_is_not_taken(telegram: LocalTelegram) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(telegram.base_url.split(":")[2].split("/")[0]))
    head = "POST /bot{}/sendDocument HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {}\r\n{}\r\n\r\n"
    kind = "multipart/form-data; boundary=x"
    writer.write(head.format(TOKEN, kind, "Content-Length: 50200000").encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 413 Request Entity Too Large")
    writer.close()
    await writer.wait_closed()


async def test_a_caption_is_shorter_than_a_text(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_file(siti.id, "a.pdf", "application/pdf", b"%PDF")
    document = telegram.chat(siti.id)[-1].document
    assert document
    answer = await ask("sendDocument", chat_id=siti.id, document=document.file_id, caption="x" * 1025)
    assert words(answer) == (400, "Bad Request: message caption is too long")
    assert (await ask("sendDocument", chat_id=siti.id, document=document.file_id, caption="x" * 1024))["ok"]
    as_photo = await ask("sendPhoto", chat_id=siti.id, photo=document.file_id)
    assert words(as_photo) == (400, "Bad Request: can't use file of type Document as Photo")


async def test_an_old_message_cannot_be_deleted(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_text(siti.id, "lama", date=telegram.world.clock().replace(year=2020))
    old = telegram.chat(siti.id)[0].id
    answer = await ask("deleteMessage", chat_id=siti.id, message_id=old)
    assert words(answer) == (400, "Bad Request: message can't be deleted for everyone")


@pytest.mark.parametrize("way", ["query", "form", "json"])
async def test_arguments_may_come_in_any_form(telegram: LocalTelegram, siti: Person, way: str) -> None:
    arguments = {"chat_id": str(siti.id), "text": "halo"}
    url = f"{telegram.base_url}{TOKEN}/SENDmessage"
    async with aiohttp.ClientSession() as client:
        ways = {
            "query": lambda: client.get(url, params=arguments),
            "form": lambda: client.post(url, data=arguments),
            "json": lambda: client.post(url, json=arguments),
        }
        async with ways[way]() as response:
            assert (await response.json())["ok"]
    assert telegram.last(siti.id).text == "halo"
