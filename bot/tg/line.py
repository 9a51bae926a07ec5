"""The one seam to Telegram: raw Bot API calls through python-telegram-bot's HTTP stack, and what their ends mean.

Only this file knows the library's exceptions. Three things must be told apart after a failed call: it was
certainly not carried out (may be repeated), it may have been carried out (must not be repeated blindly), or it
was refused for good.
"""

import asyncio
import logging
import os
from datetime import timedelta
from enum import StrEnum
from typing import Any

import httpx
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.config import Telegram

POLL_SECONDS = 30
# httpx errors that happen before a request leaves this machine
BEFORE_SENDING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own switch: retry_after as a timedelta
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class Failure(StrEnum):
    UNSENT = "unsent"  # it never reached Telegram, or Telegram said "not now"
    UNKNOWN = "unknown"  # the answer was lost: it may have been carried out
    UNREACHABLE = "unreachable"  # this person blocked the bot or left Telegram
    REFUSED = "refused"  # this call will never be accepted
    NO_TOKEN = "no_token"  # the token is wrong or revoked
    CONFLICT = "conflict"  # somebody else polls with the same token


class CallFailed(Exception):
    """One Bot API call did not succeed. `wait` is set when Telegram named a time."""

    def __init__(self, failure: Failure, text: str, wait: timedelta | None = None) -> None:
        super().__init__(text)
        self.failure = failure
        self.wait = wait


class Line(Bot):
    """A bot that makes raw calls: what is stored as JSON is sent as JSON, nothing is interpreted in between."""

    def __init__(self, settings: Telegram) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)  # its INFO line holds the token
        calls = HTTPXRequest(connection_pool_size=32, pool_timeout=10)
        polls = HTTPXRequest(connection_pool_size=1, read_timeout=POLL_SECONDS + 10)
        super().__init__(
            settings.token,
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            request=calls,
            get_updates_request=polls,
        )
        self._connections = (calls, polls)

    async def hang_up(self) -> None:
        """Closes the connections. Nothing is called at the start, so that the bot starts without a network too."""
        for connection in self._connections:
            await connection.shutdown()
        await asyncio.sleep(0.01)  # the event loop closes their sockets in its next rounds

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """The raw `result` of a Bot API call; raises CallFailed and nothing else."""
        try:
            return await self._post(method, params)
        except TelegramError as error:
            raise _meaning(error) from None

    async def upload(self, params: dict[str, Any], name: str, content: bytes) -> Any:
        """sendDocument with the file's bytes as an upload; raises CallFailed."""
        return await self.call("sendDocument", params | {"document": InputFile(content, filename=name)})

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file an officer sent, at most 20 MB (getFile); raises CallFailed."""
        found = await self.call("getFile", {"file_id": file_id})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise CallFailed(Failure.UNSENT, "getFile named no path")
        url = path if path.startswith("http") else f"{self.base_file_url}/{path}"
        try:
            return bytes(await self.request.retrieve(url))
        except TelegramError as error:
            raise _meaning(error) from None

    async def updates(self, offset: int | None) -> list[dict[str, Any]]:
        """Waits for updates. Asking with `offset` tells Telegram that everything before it is safely here."""
        params: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": list(ALLOWED_UPDATES)}
        if offset is not None:
            params["offset"] = offset
        result = await self.call("getUpdates", params)
        return [update for update in result if isinstance(update, dict)]


def _meaning(error: TelegramError) -> CallFailed:
    text = f"{type(error).__name__}: {error}"
    match error:
        case RetryAfter():
            return CallFailed(Failure.UNSENT, text, _duration(error.retry_after))
        case Forbidden():
            return CallFailed(Failure.UNREACHABLE, text)
        case Conflict():
            return CallFailed(Failure.CONFLICT, text)
        case InvalidToken():
            return CallFailed(Failure.NO_TOKEN, text)
        case BadRequest() | ChatMigrated():
            return CallFailed(Failure.REFUSED, text)
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError) and not isinstance(cause, BEFORE_SENDING):
        return CallFailed(Failure.UNKNOWN, text)
    if type(error) is TelegramError or isinstance(cause, TelegramError):  # an answer that could not be read
        return CallFailed(Failure.UNKNOWN, text)
    return CallFailed(Failure.UNSENT, text)


def _duration(seconds: int | timedelta) -> timedelta:
    return seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
