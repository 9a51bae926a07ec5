"""Trouble ordered by a test happens as ordered, and then is over."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.demo.telegram import Limits, LocalTelegram, Person
from bot.demo.telegram.limits import Meter
from tests.demo.conftest import Ask, words


async def send(ask: Ask, person: Person) -> dict[str, Any]:
    return await ask("sendMessage", chat_id=person.id, text="halo")


async def test_an_error_is_answered_so_many_times(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.faults.answer("sendMessage", 502, times=2)
    assert words(await send(ask, siti)) == (502, "Bad Gateway")
    assert (await ask("getMe"))["ok"]
    assert words(await send(ask, siti)) == (502, "Bad Gateway")
    assert (await send(ask, siti))["ok"]
    assert len(telegram.chat(siti.id)) == 1


async def test_too_many_names_the_wait_for_one_chat(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    budi = telegram.add_person("Budi", started=True)
    telegram.faults.too_many("sendMessage", retry_after=7, chat_id=budi.id)
    assert (await send(ask, siti))["ok"]
    answer = await send(ask, budi)
    assert words(answer) == (429, "Too Many Requests: retry after 7")
    assert answer["parameters"] == {"retry_after": 7}


async def test_a_flood_wait_lasts_its_time_and_spares_answers_to_buttons(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    telegram.faults.flood(0.2)
    telegram.press_data(siti.id, 1, "x")
    (query,) = telegram.world.queries
    assert words(await send(ask, siti))[0] == 429
    assert (await ask("answerCallbackQuery", callback_query_id=query))["ok"]
    await asyncio.sleep(0.25)
    assert (await send(ask, siti))["ok"]


@pytest.mark.parametrize(("order", "arrived"), [("drop", 0), ("lose_answer", 1)])
async def test_a_lost_connection_leaves_or_takes_the_message(
    telegram: LocalTelegram, siti: Person, ask: Ask, order: str, arrived: int
) -> None:
    getattr(telegram.faults, order)("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await send(ask, siti)
    assert len(telegram.chat(siti.id)) == arrived
    assert (await send(ask, siti))["ok"]


async def test_a_delay_only_delays(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.faults.delay("sendMessage", 0.1)
    slow = asyncio.create_task(send(ask, siti))
    await asyncio.sleep(0.05)
    assert telegram.chat(siti.id) == []
    assert (await slow)["ok"]


async def test_a_chat_can_be_forbidden(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.faults.forbid(siti.id)
    assert words(await send(ask, siti)) == (403, "Forbidden: user is deactivated")


def test_limits_let_a_burst_through_and_then_one_a_second() -> None:
    moments = [0.0]
    meter = Meter(Limits(per_chat=1, chat_burst=3, overall=30, overall_burst=4), lambda: moments[-1])
    assert [meter.wait(1) for _ in range(4)] == [0, 0, 0, 1]
    assert [meter.wait(2), meter.wait(2)] == [0, 1]
    moments.append(1.0)
    assert [meter.wait(1), meter.wait(1)] == [0, 1]


async def test_the_limits_answer_429_over_http(siti: Person, ask: Ask, telegram: LocalTelegram) -> None:
    telegram.api._meter = Meter(Limits(chat_burst=1), lambda: 0.0)
    assert (await send(ask, siti))["ok"]
    assert words(await send(ask, siti)) == (429, "Too Many Requests: retry after 1")
