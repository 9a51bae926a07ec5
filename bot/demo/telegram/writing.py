"""Bot API methods that put something into a chat or change it there."""

import itertools
from dataclasses import replace
from typing import Any

from bot.demo.telegram.checks import caption_of, markup_of, text_of
from bot.demo.telegram.entities import Formatted
from bot.demo.telegram.files import PHOTO_LIMIT, SMALL, StoredFile, measured
from bot.demo.telegram.messages import Markup, Message
from bot.demo.telegram.params import Params, Upload
from bot.demo.telegram.people import EDITABLE
from bot.demo.telegram.refusals import CHAT_NOT_FOUND, NOT_MODIFIED, NotBuilt, Refused, bad
from bot.demo.telegram.world import Event, World

QUIET = ("disable_notification", "protect_content", "link_preview_options", "disable_content_type_detection")
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
REACTIONS = set(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤️‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 "
    "😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂️ 🤷 🤷‍♀️ 😡".split()
)
ALBUM_MOST = 10
_albums = itertools.count(13_000_000_000_000_001)


def chat_of(params: Params) -> int:
    """The chat a call is about; only private chats exist here, so a @name is never found."""
    if not params.text("chat_id"):
        raise bad("chat_id is empty")
    chat_id = params.integer("chat_id")
    if chat_id is None:
        raise Refused(CHAT_NOT_FOUND)
    return chat_id


def _quoted(world: World, params: Params, chat_id: int) -> int | None:
    raw = params.json("reply_parameters", "can't parse reply parameters JSON object")
    if not raw:
        return None
    if unknown := set(raw) - {"message_id", "allow_sending_without_reply"}:
        raise NotBuilt(f"reply_parameters {sorted(unknown)}")
    if world.message(chat_id, int(raw["message_id"])):
        return int(raw["message_id"])
    if raw.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def send_message(world: World, params: Params) -> dict[str, Any]:
    params.ignore(*QUIET)
    person = world.reachable(chat_of(params))
    words, markup = text_of(params), markup_of(params)
    quoted = _quoted(world, params, person.id)
    return world.as_json(world.add_message(person.id, words, from_bot=True, markup=markup, reply_to=quoted))


def send_document(world: World, params: Params) -> dict[str, Any]:
    return _send_media(world, params, "document")


def send_photo(world: World, params: Params) -> dict[str, Any]:
    return _send_media(world, params, "photo")


def _send_media(world: World, params: Params, kind: str) -> dict[str, Any]:
    params.ignore(*QUIET, "show_caption_above_media")
    person = world.reachable(chat_of(params))
    words, markup = caption_of(params), markup_of(params)
    stored = _media(world, params, kind, params.raw(kind), params.upload(kind))
    quoted = _quoted(world, params, person.id)
    message = world.add_message(
        person.id, words, from_bot=True, markup=markup, file=stored, reply_to=quoted, extra=_sizes(world, stored)
    )
    return world.as_json(message)


def _sizes(world: World, stored: StoredFile) -> dict[str, Any]:
    if stored.kind != "photo":
        return {}
    small = replace(world.files.put(stored.name, "image/jpeg", SMALL, "photo"), width=90, height=68)
    return {"photo": [small.as_size(), stored.as_size()]}


def _media(world: World, params: Params, kind: str, given: Any, upload: Upload | None) -> StoredFile:
    """A fresh upload, an `attach://` part or the id of a file already here."""
    if isinstance(given, str) and given.startswith("attach://"):
        upload = params.upload(given.removeprefix("attach://"))
    if upload is not None:
        return _uploaded(world, kind, upload)
    if not given:
        raise bad(f"there is no {kind} in the request")
    known = world.files.by_id(str(given))
    if known is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad(f"can't use file of type {known.kind.capitalize()} as {kind.capitalize()}")
    return known


def _uploaded(world: World, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad("file must be non-empty")
    if kind == "photo":
        size = len(upload.content)
        if size > PHOTO_LIMIT:
            raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")
        if measured(upload.content) is None:
            raise bad("IMAGE_PROCESS_FAILED")
    return world.files.put(upload.name, upload.mime, upload.content, kind)


def send_media_group(world: World, params: Params) -> list[dict[str, Any]]:
    params.ignore(*QUIET)
    person = world.reachable(chat_of(params))
    items = params.json("media", "can't parse media JSON object")
    if not items:
        raise bad("there are no messages to send")
    if len(items) > ALBUM_MOST:
        raise bad("too many messages to send as an album")
    kinds = {str(item.get("type")) for item in items}
    if not kinds <= {"document", "photo"}:
        raise NotBuilt(f"sendMediaGroup with {sorted(kinds)}")
    if len(kinds) > 1:
        raise bad("document can't be mixed with other media types")
    quoted, album = _quoted(world, params, person.id), str(next(_albums))
    ready = [(_item_words(item), _media(world, params, str(item["type"]), item.get("media"), None)) for item in items]
    sent = [
        world.add_message(
            person.id, words, from_bot=True, file=stored, album=album, reply_to=quoted, extra=_sizes(world, stored)
        )
        for words, stored in ready
    ]
    return [world.as_json(message) for message in sent]


def _item_words(item: dict[str, Any]) -> Formatted:
    allowed = {"type", "media", "caption", "parse_mode", "caption_entities", "disable_content_type_detection"}
    if unknown := set(item) - allowed:
        raise NotBuilt(f"InputMedia {sorted(unknown)}")
    return caption_of(Params(item))


def _addressed(world: World, params: Params, verb: str) -> Message:
    """The message a call is about; only the bot's own may be edited."""
    chat_id = chat_of(params)
    if chat_id not in world.people:
        raise Refused(CHAT_NOT_FOUND)
    number = params.integer("message_id")
    if number is None:
        raise bad("message identifier is not specified")
    message = world.message(chat_id, number)
    if message is None:
        raise bad(f"message to {verb} not found")
    if verb == "edit":
        world.reachable(chat_id)
        if not message.from_bot:
            raise bad("message can't be edited")
    return message


def edit_text(world: World, params: Params) -> dict[str, Any]:
    params.ignore("link_preview_options")
    message = _addressed(world, params, "edit")
    if message.file:
        raise bad("there is no text in the message to edit")
    return _edited(world, message, text_of(params), markup_of(params))


def edit_caption(world: World, params: Params) -> dict[str, Any]:
    message = _addressed(world, params, "edit")
    if not message.file:
        raise bad("there is no caption in the message to edit")
    return _edited(world, message, caption_of(params), markup_of(params))


def edit_markup(world: World, params: Params) -> dict[str, Any]:
    message = _addressed(world, params, "edit")
    return _edited(world, message, message.words, markup_of(params))


def _edited(world: World, message: Message, words: Formatted, markup: Markup) -> dict[str, Any]:
    if markup.force_reply:
        raise bad("inline keyboard expected")
    if (words, markup.keyboard) == (message.words, message.keyboard):
        raise Refused(NOT_MODIFIED)
    edited = world.now() if words != message.words else message.edited
    return world.as_json(world.change_message(replace(message, words=words, markup=markup, edited=edited)))


def delete(world: World, params: Params) -> bool:
    message = _addressed(world, params, "delete")
    if world.age(message) > EDITABLE:
        raise bad("message can't be deleted for everyone")
    world.remove_message(message)
    return True


def react(world: World, params: Params) -> bool:
    params.ignore("is_big")
    message = _addressed(world, params, "react")
    reactions = params.json("reaction", "can't parse reaction types JSON object") or []
    emoji = [str(reaction.get("emoji")) for reaction in reactions]
    if len(emoji) > 1 or not set(emoji) <= REACTIONS:
        raise bad("REACTION_INVALID")
    world.change_message(replace(message, reaction="".join(emoji)))
    return True


def pin(world: World, params: Params) -> bool:
    params.ignore("disable_notification")
    world.change_message(replace(_addressed(world, params, "pin"), pinned=True))
    return True


def unpin(world: World, params: Params) -> bool:
    world.change_message(replace(_addressed(world, params, "unpin"), pinned=False))
    return True


def chat_action(world: World, params: Params) -> bool:
    person = world.reachable(chat_of(params))
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.tell(Event("typing", person.id, detail={"action": action}))
    return True
