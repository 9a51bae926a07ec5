"""A local Telegram with one officer in it, and a way to call its Bot API by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.demo.telegram import LocalTelegram, Person

TOKEN = "100:canary"
Ask = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    opened = LocalTelegram(token=TOKEN, bot_username="uji_bot")
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
def siti(telegram: LocalTelegram) -> Person:
    """An officer who pressed Start."""
    return telegram.add_person("Siti Rahmah", role="Staf", unit="Bidang PPM", started=True)


@pytest.fixture
async def ask(telegram: LocalTelegram) -> AsyncIterator[Ask]:
    """Calls a Bot API method with JSON arguments and returns the whole answer."""
    async with aiohttp.ClientSession() as client:

        async def call(method: str, token: str = TOKEN, **arguments: Any) -> dict[str, Any]:
            url = f"{telegram.base_url}{token}/{method}"
            async with client.post(url, json=arguments) as response:
                answer: dict[str, Any] = await response.json()
                assert response.status == answer.get("error_code", 200)
                return answer

        yield call
    await asyncio.sleep(0)


def words(answer: dict[str, Any]) -> tuple[int, str]:
    """Code and description of a refusal."""
    return answer["error_code"], answer["description"]
