"""The world as the page shows it, and the stream of its changes to every open browser."""

import asyncio
import inspect
import json
from collections.abc import AsyncIterator
from typing import Any

from bot.demo.telegram.entities import cut
from bot.demo.telegram.messages import Button, Message, Person
from bot.demo.telegram.profile import menu_for
from bot.demo.telegram.stage import Stage, Step
from bot.demo.telegram.world import Event, World

HEARTBEAT_SECONDS = 15.0
WATCH_SECONDS = 1.0
SLOWEST = 2000  # changes a browser may lie behind before it must load everything anew
EXTRAS = ("contact", "location", "sticker", "voice")


class Live:
    """Open browsers and what they are told. `watch` runs while the server runs."""

    def __init__(self, world: World, stage: Stage) -> None:
        self._world = world
        self._stage = stage
        self._browsers: set[asyncio.Queue[str | None]] = set()
        self._told: dict[str, Any] = {}
        self.boot = str(world.updates.next_id)
        world.listeners.append(self._heard)

    async def stream(self) -> AsyncIterator[str]:
        """Everything there is, then every change, as lines of a server-sent event stream."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(SLOWEST)
        self._browsers.add(queue)
        try:
            yield _line("snapshot", await self.snapshot())
            while True:
                try:
                    line = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    line = ": masih di sini\n\n"
                if line is None:
                    return
                yield line
        finally:
            self._browsers.discard(queue)

    def close(self) -> None:
        for queue in list(self._browsers):
            self._drop(queue)

    def _drop(self, queue: asyncio.Queue[str | None]) -> None:
        self._browsers.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)

    def tell(self, kind: str, detail: Any) -> None:
        line = _line(kind, detail)
        for queue in list(self._browsers):
            if queue.full():
                self._drop(queue)
            else:
                queue.put_nowait(line)

    async def watch(self) -> None:
        """Tells about the clock and the tour when they changed; asks them only while somebody looks."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self._browsers:
                await self.look()

    async def look(self) -> None:
        for kind, detail in (("clock", self.clock()), ("tour", await self.tour())):
            if detail is not None and detail != self._told.get(kind):
                self._told[kind] = detail
                self.tell(kind, detail | self._moment() if kind == "clock" else detail)

    def _heard(self, event: Event) -> None:
        if not self._browsers:
            return
        match event.kind:
            case "message" if event.message:
                self.tell("message", self.message(event.message))
            case "gone" if event.message:
                self.tell("gone", {"chat": event.chat_id, "id": event.message.id})
            case "person":
                self.tell("person", self.person(self._world.people[event.chat_id]))
            case "menu":
                for person in list(self._world.people.values()):
                    self.tell("person", self.person(person))
            case kind:
                self.tell(kind, {"chat": event.chat_id, **event.detail})

    async def snapshot(self) -> dict[str, Any]:
        clock = self.clock()
        self._told |= {"clock": clock, "tour": await self.tour()}
        return {
            "boot": self.boot,
            "bot": {"name": self._world.bot["first_name"], "username": self._world.bot["username"]},
            "description": self._world.profile["description"],
            "zone": self._stage.zone,
            "zoneName": self._stage.zone_name,
            "people": [self.person(person) for person in self._world.people.values()],
            "messages": [self.message(m) for chat in self._world.chats.values() for m in chat.values()],
            "clock": clock and clock | self._moment(),
            "tour": self._told["tour"],
        }

    # parts

    def person(self, person: Person) -> dict[str, Any]:
        shown = {key: getattr(person, key) for key in ("id", "name", "role", "unit", "color", "started", "blocked")}
        return shown | {"menu": menu_for(self._world, person.id)}

    def message(self, message: Message) -> dict[str, Any]:
        return {
            "id": message.id,
            "chat": message.chat_id,
            "bot": message.from_bot,
            "at": int(message.date.timestamp() * 1000),
            "text": message.text,
            "spans": [entity.as_json() for entity in message.entities],
            "rows": [[_button(button) for button in row] for row in message.keyboard],
            "placeholder": message.markup.placeholder if message.markup.force_reply else None,
            "file": self._file(message),
            "extra": next(({"kind": kind, **message.extra[kind]} for kind in EXTRAS if kind in message.extra), None),
            "reply": self._quote(message),
            "album": message.album,
            "edited": message.edited is not None,
            "reaction": message.reaction,
            "pinned": message.pinned,
            "ticks": 0 if message.from_bot else self._ticks(message),
        }

    def _ticks(self, message: Message) -> int:
        entry = self._world.updates.ledger.get(message.update_id or 0)
        return 2 if entry and entry.confirmed else 1

    def _file(self, message: Message) -> dict[str, Any] | None:
        stored = message.file
        if stored is None:
            return None
        shown = {key: getattr(stored, key) for key in ("name", "mime", "size", "kind", "width", "height")}
        return shown | {"url": f"/demo/file/{stored.file_id}"}

    def _quote(self, message: Message) -> dict[str, Any] | None:
        quoted = message.reply_to and self._world.message(message.chat_id, message.reply_to)
        if not quoted:
            return None
        who = self._world.bot["first_name"] if quoted.from_bot else self._world.people[quoted.chat_id].name
        words = cut(quoted.text, 0, 90) or (quoted.file.name if quoted.file else "")
        return {"id": quoted.id, "who": who, "text": words}

    def clock(self) -> dict[str, Any] | None:
        if self._stage.clock is None:
            return None
        return {
            "upcoming": [
                {"id": coming.id, "title": coming.title, "who": coming.who, "at": int(coming.at.timestamp() * 1000)}
                for coming in self._stage.clock.upcoming()
            ]
        }

    def _moment(self) -> dict[str, int]:
        now = self._stage.office_now()
        return {"now": int(now.timestamp() * 1000)} if now else {}

    async def tour(self) -> dict[str, Any] | None:
        if not self._stage.tour:
            return None
        return {"steps": [await _step(step) for step in self._stage.tour]}


async def _step(step: Step) -> dict[str, Any]:
    done = step.done()
    finished = await done if inspect.isawaitable(done) else done
    return {"title": step.title, "text": step.text, "chat": step.person_id, "target": step.target, "done": finished}


def _button(button: Button) -> dict[str, Any]:
    kind = "press" if button.data is not None else "link" if button.url is not None else "copy"
    return {"text": button.text, "kind": kind, "value": button.url or button.copy or "", "style": button.style}


def _line(kind: str, detail: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(detail, ensure_ascii=False)}\n\n"
