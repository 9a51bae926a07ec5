"""A raw update in the bot's own words. Strange shapes become nothing, never an error."""

from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_extension
from typing import Any

from storage.evidence import Sent

LARGEST = 20 * 1024 * 1024  # what getFile serves (Bot API)


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Edited:
    text: str


@dataclass(frozen=True)
class Press:
    """`message_id` is None when the message is too old for Telegram to name."""

    query_id: str
    data: str
    message_id: int | None


@dataclass(frozen=True)
class File:
    sent: Sent


@dataclass(frozen=True)
class Other:
    """A message of a kind the bot has no use for (a poll, a game, a story ...)."""


@dataclass(frozen=True)
class Reach:
    """The person blocked the bot, or came back."""

    reachable: bool


What = Text | Edited | Press | File | Other | Reach


@dataclass(frozen=True)
class Heard:
    """`sent_at` is Telegram's own time of the message; a tap has none and counts when it was received."""

    chat_id: int
    private: bool
    name: str
    what: What
    message_id: int | None = None
    sent_at: datetime | None = None


def understand(raw: dict[str, Any]) -> Heard | None:
    """What an update says, or None when it says nothing to this bot."""
    if isinstance(query := raw.get("callback_query"), dict):
        return _press(query)
    if isinstance(member := raw.get("my_chat_member"), dict):
        return _member(member)
    if isinstance(message := raw.get("message"), dict):
        return _message(message, _what(message))
    if isinstance(message := raw.get("edited_message"), dict):
        text = message.get("text", message.get("caption"))
        return _message(message, Edited(text)) if isinstance(text, str) else None
    return None


def _message(message: dict[str, Any], what: What) -> Heard | None:
    chat, sender, number = message.get("chat"), message.get("from"), message.get("message_id")
    if not isinstance(chat, dict) or not isinstance(chat.get("id"), int) or not isinstance(number, int):
        return None
    return Heard(chat["id"], chat.get("type") == "private", _name(sender), what, number, _moment(message.get("date")))


def _press(query: dict[str, Any]) -> Heard | None:
    sender, query_id, data = query.get("from"), query.get("id"), query.get("data", "")
    if not isinstance(sender, dict) or not isinstance(sender.get("id"), int) or not isinstance(query_id, str):
        return None
    message = query.get("message")
    message = message if isinstance(message, dict) else {}
    number, chat = message.get("message_id"), message.get("chat")
    private = not isinstance(chat, dict) or chat.get("type", "private") == "private"
    press = Press(query_id, data if isinstance(data, str) else "", number if isinstance(number, int) else None)
    return Heard(sender["id"], private, _name(sender), press)


def _member(member: dict[str, Any]) -> Heard | None:
    chat, new = member.get("chat"), member.get("new_chat_member")
    if not isinstance(chat, dict) or not isinstance(chat.get("id"), int) or not isinstance(new, dict):
        return None
    return Heard(
        chat["id"], chat.get("type") == "private", _name(member.get("from")), Reach(new.get("status") == "member")
    )


def _what(message: dict[str, Any]) -> What:
    if isinstance(text := message.get("text"), str):
        return Text(text)
    sent = _sent(message)
    return File(sent) if sent else Other()


def _sent(message: dict[str, Any]) -> Sent | None:
    album = str(message.get("media_group_id") or "")
    if isinstance(photos := message.get("photo"), list) and photos:
        sizes = [size for size in photos if isinstance(size, dict)]
        best = max(sizes, key=lambda size: _number(size.get("width")) * _number(size.get("height")), default={})
        return _file("photo", best, "foto.jpg", "image/jpeg", album)
    for key, kind, name, mime in (
        ("document", "file", "berkas", "application/octet-stream"),
        ("video", "file", "video.mp4", "video/mp4"),
        ("animation", "file", "animasi.mp4", "video/mp4"),
        ("audio", "file", "audio.mp3", "audio/mpeg"),
        ("voice", "voice", "pesan suara.ogg", "audio/ogg"),
        ("video_note", "file", "video.mp4", "video/mp4"),
    ):
        if isinstance(body := message.get(key), dict):
            return _file(kind, body, name, mime, album)
    if isinstance(sticker := message.get("sticker"), dict):
        return Sent("sticker", f"stiker {sticker.get('emoji') or ''}".strip())
    if isinstance(place := message.get("location"), dict):
        return Sent("location", f"lokasi {place.get('latitude')}, {place.get('longitude')}")
    if isinstance(contact := message.get("contact"), dict):
        return Sent("contact", f"kontak {contact.get('first_name') or ''}".strip())
    return None


def _file(kind: str, body: dict[str, Any], name: str, mime: str, album: str) -> Sent | None:
    """A document's name is optional (Bot API); without one its type tells how it ends. None without an id to fetch."""
    mime, file_id = str(body.get("mime_type") or mime), str(body.get("file_id") or "")
    if "." not in name:
        name += guess_extension(mime) or ""
    shown = str(body.get("file_name") or name)
    return Sent(kind, shown, mime, _number(body.get("file_size")), file_id, album) if file_id else None


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _name(sender: object) -> str:
    if not isinstance(sender, dict):
        return ""
    return " ".join(str(sender[part]) for part in ("first_name", "last_name") if sender.get(part))


def _moment(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
    except (OverflowError, ValueError, OSError):
        return None
