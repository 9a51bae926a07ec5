"""People and messages as the local Telegram holds them, and as the Bot API writes them in JSON."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.demo.telegram.entities import Entity, Formatted
from bot.demo.telegram.files import StoredFile


@dataclass(frozen=True)
class Person:
    """Somebody with a private chat with the bot; the chat's id is the person's id.

    `start_payload` is the code behind the t.me link the person was given. `role` and `unit` are for the page only.
    """

    id: int
    name: str
    username: str | None = None
    role: str = ""
    unit: str = ""
    color: str = ""
    start_payload: str = ""
    started: bool = False
    blocked: bool = False

    @property
    def names(self) -> dict[str, str]:
        first, _, last = self.name.partition(" ")
        found = {"first_name": first, "last_name": last, "username": self.username or ""}
        return {key: value for key, value in found.items() if value}

    def as_user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, **self.names, "language_code": "id"}

    def as_chat(self) -> dict[str, Any]:
        return {"id": self.id, **self.names, "type": "private"}


@dataclass(frozen=True)
class Button:
    """One inline button. Exactly one of `data`, `url` and `copy` is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"text": self.text}
        if self.data is not None:
            found["callback_data"] = self.data
        if self.url is not None:
            found["url"] = self.url
        if self.copy is not None:
            found["copy_text"] = {"text": self.copy}
        if self.style is not None:
            found["style"] = self.style
        return found


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Markup:
    """What hangs under a message (`keyboard`) or asks the app for an answer (`force_reply` with its placeholder)."""

    keyboard: Keyboard = ()
    force_reply: bool = False
    placeholder: str = ""


@dataclass(frozen=True)
class Message:
    """One message in one private chat, by the person or by the bot.

    `words` is the text, or the caption when there is a `file`. `extra` holds a contact, location, sticker or voice
    in the Bot API's own form. `keyboard` is what the person sees under it now.
    """

    id: int
    chat_id: int
    from_bot: bool
    date: datetime
    words: Formatted
    markup: Markup = Markup()
    file: StoredFile | None = None
    album: str | None = None
    reply_to: int | None = None
    edited: datetime | None = None
    reaction: str = ""
    pinned: bool = False
    update_id: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.words.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.words.entities

    @property
    def keyboard(self) -> Keyboard:
        return self.markup.keyboard

    @property
    def document(self) -> StoredFile | None:
        return self.file if self.file and self.file.kind == "document" else None

    @property
    def photo(self) -> StoredFile | None:
        return self.file if self.file and self.file.kind == "photo" else None

    def button(self, text: str) -> tuple[int, int]:
        """Row and column of the first button that reads `text`, or contains it."""
        places = [(r, c, b.text) for r, row in enumerate(self.keyboard) for c, b in enumerate(row)]
        for matches in (lambda shown: shown == text, lambda shown: text in shown):
            for row, column, shown in places:
                if matches(shown):
                    return row, column
        raise LookupError(f"no button {text!r} among {[shown for *_, shown in places]}")
