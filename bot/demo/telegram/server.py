"""The Bot API over HTTP: reads requests the way the real server does, and breaks the line when a test ordered it."""

import asyncio
import json
from typing import Any

from aiohttp import BodyPartReader, web

from bot.demo.telegram.api import POLL, Api
from bot.demo.telegram.faults import Faults, Trouble
from bot.demo.telegram.files import UPLOAD_LIMIT
from bot.demo.telegram.params import Params, Upload
from bot.demo.telegram.refusals import NOT_FOUND, TOO_LARGE, UNAUTHORIZED, Refusal, Refused, bad
from bot.demo.telegram.world import World

SLACK = 100_000  # the form around the largest file


class BotApi:
    """Handlers for /bot<token>/METHOD and /file/bot<token>/PATH."""

    def __init__(self, world: World, api: Api, faults: Faults) -> None:
        self._world = world
        self._api = api
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.file),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._admit(request.match_info["token"])
            method = self._api.name(request.match_info["method"])
            params = await read_params(request)
            result = await self._carried_out(request, method, params)
        except Refused as problem:
            return refused(problem.refusal)
        return web.json_response({"ok": True, "result": result})

    def _admit(self, token: str) -> None:
        if token != self._world.token:
            raise Refused(UNAUTHORIZED if ":" in token else NOT_FOUND)

    async def _carried_out(self, request: web.Request, method: str, params: Params) -> Any:
        fault = self._faults.take(method, params.integer("chat_id"))
        trouble = fault.trouble if fault else None
        if fault and fault.refusal:
            raise self._api.refuse(method, params, fault.refusal)
        if fault and trouble is Trouble.DELAY:
            await asyncio.sleep(fault.seconds)
        if trouble is Trouble.DROP:
            _hang_up(request)
            return None
        result = await self._poll(request, params) if method == POLL else self._api.call(method, params)
        if trouble is Trouble.LOSE:
            _hang_up(request)
        return result

    async def _poll(self, request: web.Request, params: Params) -> list[dict[str, Any]]:
        updates = self._world.updates
        allowed = params.json("allowed_updates", "can't parse allowed updates JSON object")
        updates.remember_allowed(allowed)
        limit = params.integer("limit") or 100

        def alive() -> bool:
            return request.transport is not None and not request.transport.is_closing()

        try:
            batch = await updates.poll(params.integer("offset"), limit, params.number("timeout"), alive)
        except Refused as conflict:
            raise self._api.refuse(POLL, params, conflict.refusal) from None
        result = [entry.update for entry in batch]
        self._api.note(POLL, params, result)
        return result

    async def file(self, request: web.Request) -> web.Response:
        try:
            self._admit(request.match_info["token"])
        except Refused as problem:
            return refused(problem.refusal)
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return refused(NOT_FOUND)
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def refused(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    headers = {}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
        headers["Retry-After"] = str(refusal.retry_after)
    return web.json_response(body, status=refusal.code, headers=headers)


async def read_params(request: web.Request) -> Params:
    """Arguments from the address, a form, a multipart form or a JSON object."""
    if (request.content_length or 0) > UPLOAD_LIMIT + SLACK:
        raise Refused(TOO_LARGE)
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "multipart/form-data":
        return await _multipart(request, values)
    try:
        if request.content_type == "application/json":
            values |= _object(await request.text())
        elif request.can_read_body:
            values |= {key: str(value) for key, value in (await request.post()).items()}
    except ConnectionResetError:  # the caller died while it spoke
        raise bad("request is broken") from None
    return Params(values)


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text or "{}")
    except ValueError:
        raise bad("can't parse request: JSON object expected") from None
    if not isinstance(read, dict):
        raise bad("can't parse request: JSON object expected")
    return read


async def _multipart(request: web.Request, values: dict[str, Any]) -> Params:
    files: dict[str, Upload] = {}
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad("can't parse request: nested multipart")
        content = bytes(await part.read(decode=False))
        total += len(content)
        if total > UPLOAD_LIMIT + SLACK:
            raise Refused(TOO_LARGE)
        if part.filename is None:
            values[part.name] = content.decode()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, mime, content)
    return Params(values, files)
