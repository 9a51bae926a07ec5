"""getUpdates: nothing is forgotten before it is confirmed, and only one poller listens."""

import asyncio

from bot.demo.telegram import LocalTelegram, Person
from tests.demo.conftest import Ask, words


async def test_an_update_comes_again_until_an_offset_passes_it(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    first, second = telegram.send_text(siti.id, "satu"), telegram.send_text(siti.id, "dua")
    for _ in range(2):
        assert [u["update_id"] for u in (await ask("getUpdates"))["result"]] == [first, second]
    assert telegram.ledger[first].deliveries == 2
    assert telegram.ledger[first].confirmed is None
    assert [u["update_id"] for u in (await ask("getUpdates", offset=second))["result"]] == [second]
    assert telegram.ledger[first].confirmed
    assert telegram.ledger[second].in_flight


async def test_a_batch_has_a_limit_and_a_negative_offset_takes_the_newest(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    ids = [telegram.send_text(siti.id, str(number)) for number in range(5)]
    assert [u["update_id"] for u in (await ask("getUpdates", limit=2))["result"]] == ids[:2]
    assert [u["update_id"] for u in (await ask("getUpdates", offset=-1))["result"]] == ids[-1:]
    assert [u["update_id"] for u in (await ask("getUpdates"))["result"]] == ids[-1:]


async def test_a_waiting_poller_is_woken_by_a_message(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    telegram.send_text(siti.id, "halo")
    async with asyncio.timeout(2):
        assert (await poll)["result"][0]["message"]["text"] == "halo"


async def test_a_quiet_poll_ends_empty(ask: Ask) -> None:
    assert (await ask("getUpdates", timeout=0.05))["result"] == []


async def test_a_second_poller_ends_the_first(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    older = asyncio.create_task(ask("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(ask("getUpdates", timeout=20))
    assert words(await older) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    telegram.send_text(siti.id, "halo")
    assert len((await newer)["result"]) == 1


async def test_only_the_kinds_asked_for_arrive_and_the_choice_is_remembered(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    await ask("getUpdates", allowed_updates=["callback_query"])
    telegram.send_text(siti.id, "tidak sampai")
    telegram.press_data(siti.id, 1, "sampai")
    assert [list(u)[1] for u in (await ask("getUpdates"))["result"]] == ["callback_query"]
    await ask("getUpdates", allowed_updates=[])
    telegram.send_text(siti.id, "sampai lagi")
    assert [list(u)[1] for u in (await ask("getUpdates"))["result"]] == ["callback_query", "message"]


async def test_a_poller_that_hung_up_is_given_nothing(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    gone = asyncio.create_task(ask("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await asyncio.sleep(0.05)
    sent = telegram.send_text(siti.id, "halo")
    await asyncio.sleep(0.05)
    assert telegram.ledger[sent].deliveries == 0


async def test_pending_updates_are_dropped_only_when_asked(telegram: LocalTelegram, siti: Person, ask: Ask) -> None:
    telegram.send_text(siti.id, "halo")
    await ask("deleteWebhook")
    assert (await ask("getWebhookInfo"))["result"]["pending_update_count"] == 1
    await ask("deleteWebhook", drop_pending_updates=True)
    assert (await ask("getUpdates"))["result"] == []


async def test_a_raw_update_keeps_its_number_and_later_ones_follow_it(
    telegram: LocalTelegram, siti: Person, ask: Ask
) -> None:
    telegram.push_raw({"update_id": 4_000_000_000, "message": {"rusak": True}})
    assert telegram.send_text(siti.id, "x") == 4_000_000_001
    assert (await ask("getUpdates"))["result"][0] == {"update_id": 4_000_000_000, "message": {"rusak": True}}
