"""The few Bot API methods the bot calls so far, over real HTTP on loopback, with a ledger and faults.

It refuses what it does not know, keeps updates until a later offset confirms them, and lets one poller in.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.tg.waiting import wait_for

TOKEN = "100:canary"


@dataclass
class Wire:
    """`confirmed` holds update ids a later getUpdates offset passed; `sent` every accepted sendMessage."""

    updates: dict[int, dict[str, Any]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    delivered: Counter[int] = field(default_factory=Counter)
    sent: list[dict[str, Any]] = field(default_factory=list)
    faults: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # answers to the next sendMessage calls
    broken_pages: int = 0  # so many sendMessage calls are answered by a proxy's page instead
    under_way: Counter[int] = field(default_factory=Counter)  # sendMessage calls of a chat at this moment
    most_at_once: int = 0
    lost_answers: int = 0  # so many sendMessage calls are carried out, then the connection breaks
    delay: float = 0.0  # seconds a sendMessage is on its way
    unknown: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None
    port: int = 0

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    def write(self, update_id: int, chat_id: int, text: str) -> None:
        """An officer writes to the bot."""
        person = {"id": chat_id, "is_bot": False, "first_name": "Budi"}
        message = {
            "message_id": update_id,
            "date": 1_790_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Budi"},
            "from": person,
            "text": text,
        }
        self.push({"update_id": update_id, "message": message})

    def push(self, update: dict[str, Any]) -> None:
        self.updates[update["update_id"]] = update
        self.arrived.set()

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return _refused(401, "Unauthorized")
        try:
            raw = {**request.query, **await request.post()}
        except ConnectionResetError:  # the caller was killed while it spoke
            return _refused(400, "Bad Request")
        params = {key: _decoded(str(value)) for key, value in raw.items()}
        method = getattr(self, "_" + request.match_info["method"], None)
        if method is None:
            self.unknown.append(request.match_info["method"])
            return _refused(404, "Not Found")
        if request.match_info["method"] == "sendMessage" and self.delay:
            await self._travel(params["chat_id"])
            if request.transport is None or request.transport.is_closing():
                return _refused(400, "Bad Request")  # the caller died before its request was through
        answer = await method(params)
        assert isinstance(answer, web.Response)
        if self.lost_answers and request.match_info["method"] == "sendMessage" and request.transport:
            self.lost_answers -= 1
            request.transport.abort()
        return answer

    async def _travel(self, chat_id: int) -> None:
        self.under_way[chat_id] += 1
        self.most_at_once = max(self.most_at_once, self.under_way[chat_id])
        await asyncio.sleep(self.delay)
        self.under_way[chat_id] -= 1

    async def _getMe(self, params: dict[str, Any]) -> web.Response:
        return _ok({"id": 100, "is_bot": True, "first_name": "Bot", "username": "uji_bot"})

    async def _getUpdates(self, params: dict[str, Any]) -> web.Response:
        offset = params.get("offset", 0)
        for update_id in [known for known in self.updates if known < offset]:
            del self.updates[update_id]
            self.confirmed.add(update_id)
        if not self.updates:
            self.arrived.clear()
            await wait_for(self.arrived, min(float(params.get("timeout", 0)), 5))
        batch = [self.updates[update_id] for update_id in sorted(self.updates)][:100]
        self.delivered.update(update["update_id"] for update in batch)
        return _ok(batch)

    async def _sendMessage(self, params: dict[str, Any]) -> web.Response:
        if self.faults:
            status, body = self.faults.pop(0)
            return web.json_response({"ok": False, "error_code": status, **body}, status=status)
        if self.broken_pages:
            self.broken_pages -= 1
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        assert {"chat_id", "text"} <= set(params)
        self.sent.append(params)
        return _ok({"message_id": 1_000_000 + len(self.sent), "date": 0, "chat": {"id": params["chat_id"]}})


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refused(code: int, text: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": text}, status=code)
