"""One transaction's tools: what is known of the office, and one way to say, to do and to write down."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from bot.rules.indicators import Indicator
from bot.rules.office import Person, Unit
from bot.rules.period import Quarter
from bot.rules.policy import Action, Denial, Thing, may
from bot.rules.record import Record
from bot.rules.workdays import Calendar
from bot.service.house import House
from bot.talk.say import Button, Say
from storage import audit, cycles, joining, office, outbox, records, talks
from storage.cycles import Opened
from storage.outbox import Kind

UNBOUND = 0


class Desk:
    """Made anew for each transaction; what it has read stays true until its end."""

    def __init__(self, connection: Connection, house: House, now: datetime, inbox_id: int | None = None) -> None:
        self.connection = connection
        self.house = house
        self.now = now
        self.inbox_id = inbox_id
        self._whole: dict[str, list[Record]] = {}

    # --- what is known ----------------------------------------------------------------------------------------
    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody ever named, also those who left: their names stand under what they sent."""
        return office.load_people(self.connection, gone=True)

    @cached_property
    def staff(self) -> dict[str, Person]:
        return office.load_people(self.connection)

    @cached_property
    def units(self) -> dict[str, Unit]:
        return office.load_units(self.connection)

    @cached_property
    def chats(self) -> dict[str, int]:
        return joining.load_chats(self.connection)

    @cached_property
    def calendar(self) -> Calendar:
        days = office.load_days(self.connection)
        return self.house.calendar(days, self.now.astimezone(self.house.zone).year)

    @cached_property
    def opened(self) -> list[Opened]:
        """Quarters at work, the latest first."""
        return cycles.load_cycles(self.connection)

    def cycle(self, period: str) -> Opened | None:
        return cycles.load_cycle(self.connection, period)

    def indicators(self, quarter: Quarter) -> list[Indicator]:
        """Those measured in this quarter."""
        found = office.load_indicators(self.connection, quarter.year)
        return [indicator for indicator in found if quarter.number in indicator.measured_in]

    def records(
        self, period: str, *, person: str | None = None, unit: str | None = None, code: str | None = None
    ) -> list[Record]:
        return records.load_records(
            self.connection, period, self.calendar.late_workdays, person=person, unit=unit, code=code
        )

    def whole(self, period: str) -> list[Record]:
        """All records of a period as they were when first asked for: for whoever only reads, and often."""
        if period not in self._whole:
            self._whole[period] = self.records(period)
        return self._whole[period]

    def record(self, period: str, code: str) -> Record | None:
        found = self.records(period, code=code)
        return found[0] if found else None

    def name(self, person: str) -> str:
        """Who sent it, as shown; a value from before the bot is marked as imported."""
        return self.people[person].name if person in self.people else "impor"

    def having(self, role: str) -> list[Person]:
        """The people who hold a role now."""
        return [person for person in self.staff.values() if role in person.roles]

    @property
    def leaders(self) -> list[Person]:
        return self.having(self.house.sop.leader.id)

    # --- what may be done -------------------------------------------------------------------------------------
    def may(self, person: Person, action: Action, thing: Thing) -> Denial | None:
        return may(self.house.sop, person, action, thing, self.now)

    # --- what is said -----------------------------------------------------------------------------------------
    def say(
        self, chat_id: int, said: Say, *, kind: Kind = Kind.ANSWER, turn: int = UNBOUND, key: str | None = None
    ) -> None:
        """Plans the messages; the buttons stand under the last one."""
        texts = said.messages()
        for number, text in enumerate(texts):
            last = number == len(texts) - 1
            params = _text(chat_id, text) | (
                {"reply_markup": self._keyboard(chat_id, said, turn)} if last and said.rows else {}
            )
            self._plan(chat_id, kind, "sendMessage", params, f"{key}:{number}" if key else None)

    def edit(self, chat_id: int, message_id: int, said: Say, *, turn: int = UNBOUND) -> None:
        """Puts a message in the place of one that is there; what does not fit into one is said anew."""
        texts = said.messages()
        if len(texts) > 1:
            self.say(chat_id, said, turn=turn)
            return
        params = _text(chat_id, texts[0]) | {"message_id": message_id}
        params["reply_markup"] = self._keyboard(chat_id, said, turn) if said.rows else {"inline_keyboard": []}
        self._plan(chat_id, Kind.ANSWER, "editMessageText", params, None)

    def clear(self, chat_id: int, message_id: int) -> None:
        """Takes the buttons from a message whose question is answered."""
        params = {"chat_id": chat_id, "message_id": message_id, "reply_markup": {"inline_keyboard": []}}
        self._plan(chat_id, Kind.ANSWER, "editMessageReplyMarkup", params, None)

    def toast(self, chat_id: int, query_id: str, text: str = "", *, alert: bool = False) -> None:
        params: dict[str, Any] = {"callback_query_id": query_id}
        if text:
            params |= {"text": text[:200], "show_alert": alert}
        self._plan(chat_id, Kind.TOAST, "answerCallbackQuery", params, None)

    def send_file(
        self,
        chat_id: int,
        file: str,
        name: str,
        caption: str,
        rows: Iterable[Iterable[Button]] = (),
        key: str | None = None,
    ) -> None:
        """Sends a file of the data folder under a name people can read."""
        params: dict[str, Any] = {"chat_id": chat_id, "document": {"file": file, "name": name}}
        params |= {"caption": caption, "parse_mode": "HTML"}
        said = Say((), tuple(tuple(row) for row in rows))
        if said.rows:
            params["reply_markup"] = self._keyboard(chat_id, said, UNBOUND)
        self._plan(chat_id, Kind.DOCUMENT, "sendDocument", params, key)

    def tell(self, person: str, said: Say, *, key: str | None = None) -> bool:
        """Says it to a person; False when the person has no chat yet."""
        chat = self.chats.get(person)
        if chat is not None:
            self.say(chat, said, key=key)
        return chat is not None

    def busy(self, chat_id: int) -> None:
        """The line under the name that says a document is on its way."""
        self._plan(chat_id, Kind.TOAST, "sendChatAction", {"chat_id": chat_id, "action": "upload_document"}, None)

    def call(self, chat_id: int, method: str, params: dict[str, Any]) -> None:
        self._plan(chat_id, Kind.MENU, method, params, None)

    def _keyboard(self, chat_id: int, said: Say, turn: int) -> dict[str, Any]:
        """Buttons as Telegram gets them: a random token and a place; what they do stays here."""
        token = secrets.token_urlsafe(12)
        actions: list[list[str]] = []
        markup: list[list[dict[str, str]]] = []
        for row in said.rows:
            markup.append([])
            for button in row:
                markup[-1].append({"text": button.label, "callback_data": f"{token}:{len(actions)}"})
                actions.append(["bound" if button.bound else "", button.action, *button.args])
        talks.add_keyboard(self.connection, token, chat_id, turn, actions, self.now)
        return {"inline_keyboard": markup}

    def _plan(self, chat_id: int, kind: Kind, method: str, params: dict[str, Any], key: str | None) -> None:
        outbox.plan(
            self.connection,
            chat_id=chat_id,
            kind=kind,
            method=method,
            params=params,
            now=self.now,
            inbox_id=self.inbox_id,
            key=key,
        )

    # --- what is written down ---------------------------------------------------------------------------------
    def audit(self, person: str, action: str, thing: str, *, old: str = "", new: str = "", reason: str = "") -> None:
        audit.write_audit(
            self.connection,
            at=self.now,
            person=person,
            action=action,
            thing=thing,
            old=old,
            new=new,
            reason=reason,
            inbox_id=self.inbox_id,
        )


def _text(chat_id: int, text: str) -> dict[str, Any]:
    preview = {"is_disabled": True}
    return {"chat_id": chat_id, "text": text, "parse_mode": "HTML", "link_preview_options": preview}


@dataclass
class Visit:
    """One officer at the desk: who, in which chat, and where the conversation stands.

    `pressed` is the message whose button was tapped; the answer may take its place.
    """

    desk: Desk
    person: Person
    chat_id: int
    source: records.Source
    talk: talks.Talk
    pressed: int | None = None

    @property
    def at(self) -> str:
        """What the conversation waits for: "fill", "prompt", or nothing."""
        return str(self.talk.state.get("at", ""))

    def go(self, **state: Any) -> None:
        """Another question is open from now on; buttons bound to the one before are old."""
        self.talk = talks.Talk(state, self.talk.turn + 1, self.talk.heard_at)

    def say(self, said: Say) -> None:
        self.desk.say(self.chat_id, said, turn=self.talk.turn)

    def replace(self, said: Say) -> None:
        """In the place of the tapped message, or as a new one when nothing was tapped."""
        if self.pressed is None:
            self.say(said)
        else:
            self.desk.edit(self.chat_id, self.pressed, said, turn=self.talk.turn)

    def denied(self, action: Action, thing: Thing) -> Denial | None:
        return self.desk.may(self.person, action, thing)

    def audit(self, action: str, thing: str, **more: str) -> None:
        self.desk.audit(self.person.code, action, thing, **more)
