"""The state of the local Telegram: people, chats, files, command menus. Everybody else changes it through here."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.demo.telegram.entities import Formatted
from bot.demo.telegram.files import Cabinet
from bot.demo.telegram.messages import Markup, Message, Person
from bot.demo.telegram.refusals import CHAT_NOT_FOUND, Refused, forbidden
from bot.demo.telegram.updates import Entry, Updates

COLORS = ("#e17076", "#eda86c", "#a695e7", "#7bc862", "#6ec9cb", "#65aadd", "#ee7aae")
FIRST_PERSON = 700_000_001


@dataclass
class Query:
    """A pressed button that waits for answerCallbackQuery; `since` is monotonic seconds."""

    id: str
    user_id: int
    message_id: int
    since: float
    answered: bool = False


@dataclass(frozen=True)
class Event:
    """Something the page wants to know at once: `kind` is message, gone, person, typing, toast or menu."""

    kind: str
    chat_id: int
    message: Message | None = None
    detail: dict[str, Any] = field(default_factory=dict)


class World:
    """`clock` gives the moment written on messages (aware); `monotonic` measures waits."""

    def __init__(
        self, token: str, bot_username: str, clock: Callable[[], datetime], monotonic: Callable[[], float]
    ) -> None:
        self.token = token
        self.bot = {
            "id": int(token.split(":")[0]), "is_bot": True, "first_name": "Asisten Kinerja", "username": bot_username,
        }  # fmt: skip
        self.clock = clock
        self.monotonic = monotonic
        self.people: dict[int, Person] = {}
        self.chats: dict[int, dict[int, Message]] = {}
        self.files = Cabinet()
        self.queries: dict[str, Query] = {}
        self.menus: dict[int | None, list[dict[str, str]]] = {}
        self.profile: dict[str, Any] = {"description": "", "short_description": "", "menu_button": {"type": "commands"}}
        self.updates = Updates(clock, self._confirmed)
        self.message_ids = itertools.count(1)
        self.listeners: list[Callable[[Event], None]] = []

    def tell(self, event: Event) -> None:
        for listener in list(self.listeners):
            listener(event)

    def now(self) -> datetime:
        return self.clock().replace(microsecond=0)

    # people

    def add_person(self, person: Person) -> Person:
        number = person.id or max(self.people, default=FIRST_PERSON - 1) + 1
        color = person.color or COLORS[len(self.people) % len(COLORS)]
        return self.change_person(replace(person, id=number, color=color))

    def change_person(self, person: Person) -> Person:
        self.people[person.id] = person
        self.chats.setdefault(person.id, {})
        self.tell(Event("person", person.id))
        return person

    def reachable(self, chat_id: int) -> Person:
        """The person the bot may write to; refuses as Telegram does."""
        person = self.people.get(chat_id)
        if person is None:
            raise Refused(CHAT_NOT_FOUND)
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        return person

    # messages

    def add_message(
        self, chat_id: int, words: Formatted, *, from_bot: bool, date: datetime | None = None, **more: Any
    ) -> Message:
        when = (date or self.clock()).replace(microsecond=0)
        message = Message(next(self.message_ids), chat_id, from_bot, when, words, **more)
        self.tell(Event("typing", chat_id, detail={"action": ""})) if from_bot else None
        return self.change_message(message)

    def change_message(self, message: Message) -> Message:
        self.chats[message.chat_id][message.id] = message
        self.tell(Event("message", message.chat_id, message))
        return message

    def remove_message(self, message: Message) -> None:
        del self.chats[message.chat_id][message.id]
        self.tell(Event("gone", message.chat_id, message))

    def message(self, chat_id: int, message_id: int) -> Message | None:
        return self.chats.get(chat_id, {}).get(message_id)

    def age(self, message: Message) -> timedelta:
        return self.clock() - message.date

    def without_keyboard(self, message: Message) -> Message:
        return replace(message, markup=Markup())

    # what the bot sees

    def as_json(self, message: Message, *, nested: bool = False) -> dict[str, Any]:
        """A message as the Bot API writes it; a quoted one does not quote again."""
        person = self.people[message.chat_id]
        shown: dict[str, Any] = {
            "message_id": message.id,
            "from": self.bot if message.from_bot else person.as_user(),
            "chat": person.as_chat(),
            "date": int(message.date.timestamp()),
        }
        if message.edited:
            shown["edit_date"] = int(message.edited.timestamp())
        quoted = message.reply_to and self.message(message.chat_id, message.reply_to)
        if quoted and not nested:
            shown["reply_to_message"] = self.as_json(quoted, nested=True)
        if message.album:
            shown["media_group_id"] = message.album
        if message.keyboard:
            rows = [[button.as_json() for button in row] for row in message.keyboard]
            shown["reply_markup"] = {"inline_keyboard": rows}
        return shown | message.extra | _media(message) | _words(message)

    def _confirmed(self, entry: Entry) -> None:
        for message in list(self.chats.get(entry.chat_id or 0, {}).values()):
            if message.update_id == entry.update_id:
                self.tell(Event("message", message.chat_id, message))


def _words(message: Message) -> dict[str, Any]:
    if not message.text:
        return {}
    text, entities = ("caption", "caption_entities") if message.file else ("text", "entities")
    spans = [entity.as_json() for entity in message.entities]
    return {text: message.text} | ({entities: spans} if spans else {})


def _media(message: Message) -> dict[str, Any]:
    stored = message.file
    if stored is None:
        return {}
    if stored.kind == "photo":
        return {"photo": message.extra["photo"]} if "photo" in message.extra else {"photo": [stored.as_size()]}
    if stored.kind == "document":
        return {"document": stored.as_document()}
    return {}
