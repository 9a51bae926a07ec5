"""What people do on their side: write, press, edit, send files, block. Each becomes an update for the bot."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.demo.telegram.clean import CAPTION_LIMIT, cleaned, split
from bot.demo.telegram.entities import Formatted, units, with_found
from bot.demo.telegram.files import SMALL, StoredFile
from bot.demo.telegram.messages import Message, Person
from bot.demo.telegram.world import Event, Query, World

EDITABLE = timedelta(hours=48)


class CannotSend(ValueError):
    """The Telegram app itself would not let the person do this."""


class People:
    """The hands of all people. Methods that make an update return its id."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _person(self, user_id: int) -> Person:
        if user_id not in self._world.people:
            raise CannotSend(f"nobody has the id {user_id}")
        return self._world.people[user_id]

    def _arrive(self, kind: str, message: Message) -> int:
        """The message leaves the app: it is shown with one tick, and waits for the bot."""
        update_id = self._world.updates.next_id
        self._world.change_message(replace(message, update_id=update_id))
        return self._world.updates.push({kind: self._world.as_json(message)}, message.chat_id)

    def _begin(self, user_id: int) -> None:
        person = self._person(user_id)
        if person.blocked:
            self.unblock(user_id)
        if not person.started:
            self._world.change_person(replace(self._person(user_id), started=True))

    def send_text(
        self, user_id: int, text: str, *, reply_to: int | None = None, date: datetime | None = None, raw: bool = False
    ) -> int:
        """Writes a message; a text that is too long goes out as several, and the last one's update id returns."""
        parts = [text] if raw else split(cleaned(text))
        if not parts:
            raise CannotSend("there is nothing to send")
        self._begin(user_id)
        for part in parts:
            words = with_found(Formatted(part))
            message = self._world.add_message(user_id, words, from_bot=False, date=date, reply_to=reply_to)
            update_id = self._arrive("message", message)
        return update_id

    def press_start(self, user_id: int, payload: str = "") -> int:
        """Presses Start, or opens a t.me link: with that link's code, else the code the person was given, if any."""
        payload = payload or self._person(user_id).start_payload
        return self.send_text(user_id, f"/start {payload}".strip())

    def edit_text(self, user_id: int, message_id: int, text: str) -> int:
        message = self._world.message(user_id, message_id)
        words = cleaned(text)
        if message is None or message.from_bot or message.file or not words:
            raise CannotSend(f"message {message_id} cannot be edited by {user_id}")
        if self._world.age(message) > EDITABLE:
            raise CannotSend("a message can be edited for 48 hours")
        edited = replace(message, words=with_found(Formatted(words)), edited=self._world.now())
        return self._arrive("edited_message", edited)

    # buttons

    def press(self, user_id: int, message_id: int, row: int, column: int) -> int:
        """Taps a button under a message of the bot. Link and copy buttons stay in the app: CannotSend."""
        message = self._world.message(user_id, message_id)
        try:
            button = message.keyboard[row][column] if message else None
        except IndexError:
            button = None
        if button is None or button.data is None:
            raise CannotSend(f"there is no such button under message {message_id}")
        return self.press_data(user_id, message_id, button.data)

    def press_data(self, user_id: int, message_id: int, data: str) -> int:
        """A callback query with any data, as a manipulated app could send it."""
        person = self._person(user_id)
        message = self._world.message(user_id, message_id)
        shown = self._world.as_json(message) if message else self._inaccessible(person, message_id)
        query = Query(str(9_000_000_000 + len(self._world.queries)), user_id, message_id, self._world.monotonic())
        self._world.queries[query.id] = query
        press = {"id": query.id, "from": person.as_user(), "chat_instance": f"-{user_id}", "data": data}
        return self._world.updates.push({"callback_query": press | {"message": shown}}, user_id)

    @staticmethod
    def _inaccessible(person: Person, message_id: int) -> dict[str, Any]:
        return {"chat": person.as_chat(), "message_id": message_id, "date": 0}

    # files and the rest

    def send_file(
        self,
        user_id: int,
        name: str,
        mime: str,
        content: bytes,
        *,
        as_photo: bool = False,
        caption: str | None = None,
        album: str | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Uploads a document, or a photo (two sizes, the larger last). `album` groups several into one media group."""
        words = cleaned(caption or "")
        if units(words) > CAPTION_LIMIT:
            raise CannotSend("the caption is too long")
        self._begin(user_id)
        stored = self._world.files.put(name, mime, content, "photo" if as_photo else "document")
        extra = {"photo": list(self._sizes(stored))} if as_photo else {}
        message = self._world.add_message(
            user_id, with_found(Formatted(words)), from_bot=False, file=stored, album=album, extra=extra,
            reply_to=reply_to,
        )  # fmt: skip
        return self._arrive("message", message)

    def _sizes(self, stored: StoredFile) -> Iterator[dict[str, Any]]:
        small = self._world.files.put(stored.name, "image/jpeg", SMALL, "photo")
        yield replace(small, width=90, height=68).as_size()
        yield stored.as_size()

    def _send_extra(self, user_id: int, extra: dict[str, Any]) -> int:
        self._begin(user_id)
        message = self._world.add_message(user_id, Formatted(""), from_bot=False, extra=extra)
        return self._arrive("message", message)

    def send_contact(self, user_id: int, phone: str, first_name: str, *, contact_user_id: int | None = None) -> int:
        contact: dict[str, Any] = {"phone_number": phone, "first_name": first_name}
        if contact_user_id is not None:
            contact["user_id"] = contact_user_id
        return self._send_extra(user_id, {"contact": contact})

    def send_location(self, user_id: int, latitude: float, longitude: float) -> int:
        return self._send_extra(user_id, {"location": {"latitude": latitude, "longitude": longitude}})

    def send_sticker(self, user_id: int, emoji: str = "👍") -> int:
        stored = self._world.files.put("sticker.webp", "image/webp", b"RIFF0000WEBP", "sticker")
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send_extra(user_id, {"sticker": stored.as_file() | looks | {"emoji": emoji}})

    def send_voice(self, user_id: int, seconds: int = 3, content: bytes = b"OggS") -> int:
        stored = self._world.files.put("voice.ogg", "audio/ogg", content, "voice")
        return self._send_extra(user_id, {"voice": stored.as_file() | {"duration": seconds, "mime_type": stored.mime}})

    def block(self, user_id: int) -> int:
        return self._membership(user_id, blocked=True)

    def unblock(self, user_id: int) -> int:
        return self._membership(user_id, blocked=False)

    def _membership(self, user_id: int, *, blocked: bool) -> int:
        person = self._world.change_person(replace(self._person(user_id), blocked=blocked))
        member = {"user": self._world.bot, "status": "member"}
        kicked = {"user": self._world.bot, "status": "kicked", "until_date": 0}
        change = {
            "chat": person.as_chat(),
            "from": person.as_user(),
            "date": int(self._world.now().timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        return self._world.updates.push({"my_chat_member": change}, user_id)

    def read_typing(self, user_id: int, action: str) -> None:
        self._world.tell(Event("typing", user_id, detail={"action": action}))
