"""The chat page: its files, its stream, and what its visitor does. Only the own page on loopback is listened to."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import web

from bot.demo.telegram.live import Live
from bot.demo.telegram.params import Params
from bot.demo.telegram.people import CannotSend, People
from bot.demo.telegram.refusals import Refused
from bot.demo.telegram.server import read_params
from bot.demo.telegram.stage import Stage
from bot.demo.telegram.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FOLDER = Path(__file__).parent.parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SHOWN = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"}
GUARDS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Page:
    """Handlers for / and /demo. `acts` are what a person can do, by the last word of the address."""

    def __init__(self, world: World, people: People, live: Live, stage: Stage) -> None:
        self._world = world
        self._people = people
        self._live = live
        self._stage = stage
        self._acts: dict[str, Callable[[int, Params], Any]] = {
            "start": lambda user, said: people.press_start(user, said.text("payload")),
            "text": lambda user, said: people.send_text(user, said.text("text"), reply_to=said.integer("reply")),
            "edit": lambda user, said: people.edit_text(user, said.integer("message") or 0, said.text("text")),
            "press": self._press,
            "file": self._file_sent,
            "other": self._other,
            "block": lambda user, said: people.block(user) if said.flag("blocked") else people.unblock(user),
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", _guarded(self._index)),
            web.get("/page/{name}", _guarded(self._static)),
            web.get("/demo/events", _guarded(self._events)),
            web.get("/demo/file/{file_id}", _guarded(self._download)),
            web.post("/demo/clock", _guarded(self._clock)),
            web.post("/demo/{act}", _guarded(self._act)),
        ]

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return _from_folder("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return _from_folder(request.match_info["name"])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=GUARDS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            async for line in self._live.stream():
                await response.write(line.encode())
        except ConnectionResetError:  # the browser closed the page
            pass
        return response

    async def _act(self, request: web.Request) -> web.StreamResponse:
        act = self._acts.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        try:
            said = await read_params(request)
            user = said.integer("user")
            if user not in self._world.people:
                raise CannotSend("nobody has this id")
            act(user, said)
        except CannotSend as problem:
            return web.json_response({"ok": False, "why": str(problem)}, status=409)
        except Refused as refused:
            return web.json_response({"ok": False, "why": str(refused)}, status=refused.refusal.code)
        return web.json_response({"ok": True})

    def _press(self, user: int, said: Params) -> int:
        place = [said.integer(name) for name in ("message", "row", "column")]
        if None in place:
            raise CannotSend("which button?")
        message, row, column = (number or 0 for number in place)
        return self._people.press(user, message, row, column)

    def _file_sent(self, user: int, said: Params) -> None:
        uploads = list(said.files.values())
        if not uploads:
            raise CannotSend("there is no file")
        album = str(self._world.updates.next_id) if len(uploads) > 1 else None
        for number, upload in enumerate(uploads):
            caption = said.text("caption") if number == 0 else ""
            photo = said.flag("photo") and upload.mime.startswith("image/")
            self._people.send_file(
                user, upload.name, upload.mime, upload.content, as_photo=photo, caption=caption, album=album
            )

    def _other(self, user: int, said: Params) -> int:
        match said.text("kind"):
            case "contact":
                name = self._world.people[user].name
                return self._people.send_contact(user, "+62 811 0000 000", name, contact_user_id=user)
            case "location":
                return self._people.send_location(user, -2.331, 115.628)
            case "voice":
                return self._people.send_voice(user)
            case "sticker":
                return self._people.send_sticker(user)
        raise CannotSend("this cannot be sent")

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        said = await read_params(request)
        try:
            await self._stage.jump(said.text("to"))
        except (LookupError, ValueError) as problem:  # backwards, or to a thing that is no longer to come
            return web.json_response({"ok": False, "why": str(problem)}, status=409)
        now = self._stage.office_now()
        if now is not None:  # the hands moved even where nothing else on the clock changed
            self._live.tell("clock", {**(self._live.clock() or {}), "now": int(now.timestamp() * 1000)})
        await self._live.look()
        return web.json_response({"ok": True})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        stored = self._world.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        place = "inline" if stored.mime in SHOWN else "attachment"
        headers = {"Content-Disposition": f"{place}; filename*=UTF-8''{quote(stored.name)}"}
        charset = "utf-8" if stored.mime == "text/plain" else None
        return web.Response(body=stored.content, content_type=stored.mime, charset=charset, headers=headers)


def _from_folder(name: str) -> web.Response:
    file = FOLDER / name
    if file.parent != FOLDER or file.suffix not in KINDS or not file.is_file():
        raise web.HTTPNotFound
    return web.Response(text=file.read_text(encoding="utf-8"), content_type=KINDS[file.suffix])


def _guarded(handler: Handler) -> Handler:
    """Refuses what another site's page could send: a foreign Host (rebinding) or a foreign Origin."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if not _from_own_page(request):
            raise web.HTTPForbidden
        response = await handler(request)
        if not response.prepared:
            guards = GUARDS
            if response.content_type == "application/pdf":  # the browser's viewer is a page with styles of its own
                guards = {key: value for key, value in GUARDS.items() if key != "Content-Security-Policy"}
            response.headers.update(guards)
        return response

    return guard


def _from_own_page(request: web.Request) -> bool:
    if (urlsplit(f"//{request.host}").hostname or "") not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.method == "GET" or request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
