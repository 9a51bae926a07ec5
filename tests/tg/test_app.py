"""The bot against real HTTP: what is written is kept and answered once, whatever the line does."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, Engine, func, select

from bot.clock import Clock
from bot.config import Config, Pacing, Storage, Telegram
from bot.rules.sop import default_text
from bot.service import hear
from bot.service.heard import understand
from bot.service.house import House
from bot.tg import app
from bot.tg.line import CallFailed, Failure, Line
from storage import outbox as outbox_of
from storage.database import transaction
from storage.inbox import Arrived
from storage.outbox import Kind, repeatable
from storage.tables import inbox, outbox
from tests.wire import TOKEN, Wire


def echo(connection: Connection, house: House, arrived: Arrived, now: datetime) -> None:
    """Answers every private message with its number: this page is about the line, not about what is said on it."""
    heard = understand(arrived.raw)
    if heard is not None and heard.private and heard.message_id is not None:
        text = f"Pesan tersimpan dengan nomor {arrived.id}."
        params = {"chat_id": heard.chat_id, "text": text, "reply_parameters": {"message_id": heard.message_id}}
        outbox_of.plan(
            connection, chat_id=heard.chat_id, kind=Kind.ANSWER, method="sendMessage", params=params, now=now
        )


@pytest.fixture(autouse=True)
def echoing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hear, "answer", echo)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    opened = Wire()
    await opened.start()
    yield opened
    assert opened.unknown == []
    await opened.stop()


@pytest.fixture
def config(wire: Wire, tmp_path: Path) -> Config:
    telegram = Telegram(token=TOKEN, base_url=wire.base_url, base_file_url=wire.base_url)
    return Config(telegram=telegram, storage=Storage(folder="data"), folder=tmp_path)


@asynccontextmanager
async def running(config: Config, engine: Engine) -> AsyncIterator[None]:
    task = asyncio.create_task(app.run(config, engine, Clock(), House(config, default_text())))
    try:
        yield
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(true: Callable[[], bool], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is awaited lies in a database
            await asyncio.sleep(0.02)


def states(engine: Engine, table: Any) -> dict[str, int]:
    with transaction(engine) as connection:
        rows = connection.execute(select(table.c.state, func.count()).group_by(table.c.state)).all()
    return {row[0]: row[1] for row in rows}


async def test_a_message_is_kept_and_answered_with_its_number(wire: Wire, config: Config, engine: Engine) -> None:
    async with running(config, engine):
        wire.write(7, 42, "85,5")
        await until(lambda: len(wire.sent) == 1)
        await until(lambda: 7 in wire.confirmed)
    assert wire.sent[0]["chat_id"] == 42
    assert "nomor 1" in wire.sent[0]["text"]


async def test_an_update_delivered_twice_is_kept_and_answered_once(wire: Wire, config: Config, engine: Engine) -> None:
    wire.write(7, 42, "85,5")
    async with running(config, engine):
        await until(lambda: 7 in wire.confirmed)
        wire.write(7, 42, "85,5")
        wire.write(8, 42, "86")
        await until(lambda: 8 in wire.confirmed and len(wire.sent) == 2)
    assert states(engine, inbox) == {"done": 2}


async def test_telegram_is_not_told_before_the_update_is_stored(
    wire: Wire, config: Config, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = app._store, [RuntimeError("disk full")]

    def store_second_time(*arguments: Any) -> None:
        if failures:
            raise failures.pop()
        real(*arguments)

    monkeypatch.setattr(app, "_store", store_second_time)
    wire.write(7, 42, "85,5")
    with pytest.raises(ExceptionGroup):
        await app.run(config, engine, Clock(), House(config, default_text()))
    assert 7 not in wire.confirmed
    async with running(config, engine):
        await until(lambda: 7 in wire.confirmed)
    assert states(engine, inbox) == {"done": 1}


async def test_an_update_nobody_can_handle_does_not_stop_the_others(
    wire: Wire, config: Config, engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real: Callable[..., None] = hear.answer

    def stumble(connection: Any, house: Any, arrived: Any, now: Any) -> None:
        if arrived.chat_id == 13:
            raise ValueError("poison")
        real(connection, house, arrived, now)

    monkeypatch.setattr(hear, "answer", stumble)
    monkeypatch.setattr(hear, "RETRY", hear.RETRY * 0)
    async with running(config, engine):
        wire.write(1, 13, "x")
        wire.write(2, 42, "85")
        await until(lambda: len(wire.sent) == 2)
    assert states(engine, inbox) == {"dead": 1, "done": 1}
    assert {message["chat_id"] for message in wire.sent} == {13, 42}
    assert "tetap tersimpan" in next(message["text"] for message in wire.sent if message["chat_id"] == 13)


@pytest.mark.parametrize(
    "fault",
    [
        (500, {"description": "Internal Server Error"}),
        (502, {"description": "Bad Gateway"}),
        (429, {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}),
    ],
    ids=["500", "502", "429"],
)
async def test_what_telegram_did_not_take_is_sent_again(
    wire: Wire, config: Config, engine: Engine, fault: tuple[int, dict[str, Any]]
) -> None:
    wire.faults.append(fault)
    async with running(config, engine):
        wire.write(1, 42, "85")
        await until(lambda: states(engine, outbox) == {"sent": 1})
    assert len(wire.sent) == 1


@pytest.mark.parametrize(
    ("status", "text", "state"),
    [
        (403, "Forbidden: bot was blocked by the user", "refused"),
        (400, "Bad Request: chat not found", "failed"),
    ],
)
async def test_a_refusal_is_final(
    wire: Wire, config: Config, engine: Engine, status: int, text: str, state: str
) -> None:
    wire.faults.append((status, {"description": text}))
    async with running(config, engine):
        wire.write(1, 42, "85")
        await until(lambda: states(engine, outbox) == {state: 1})
    assert wire.sent == []


async def test_an_answer_whose_fate_is_unknown_is_repeated(wire: Wire, config: Config, engine: Engine) -> None:
    wire.lost_answers = 1
    async with running(config, engine):
        wire.write(1, 42, "85")
        await until(lambda: states(engine, outbox) == {"sent": 1})
    assert len(wire.sent) == 2


@pytest.mark.parametrize(
    ("kind", "doubts", "again"),
    [
        (Kind.ANSWER, 3, True),
        (Kind.REMINDER, 0, True),
        (Kind.REMINDER, 1, False),
        (Kind.DOCUMENT, 0, False),
        (Kind.TOAST, 0, False),
    ],
)
def test_only_what_may_be_said_twice_is_repeated(kind: Kind, doubts: int, again: bool) -> None:
    assert repeatable(kind, doubts) is again


async def test_a_limit_named_by_telegram_holds_back_that_chat_only_and_keeps_its_order(
    wire: Wire, config: Config, engine: Engine
) -> None:
    wire.faults.append((429, {"description": "Too Many Requests", "parameters": {"retry_after": 2}}))
    async with running(config, engine):
        wire.write(1, 13, "85")
        await until(lambda: not wire.faults)
        wire.write(2, 13, "86")
        wire.write(3, 42, "87")
        await until(lambda: len(wire.sent) == 3)
    assert [sent["reply_parameters"]["message_id"] for sent in wire.sent] == [3, 1, 2]


async def test_one_chat_is_written_to_one_message_at_a_time(wire: Wire, config: Config, engine: Engine) -> None:
    wire.delay = 0.2
    async with running(config, engine):
        for update_id in range(1, 5):
            wire.write(update_id, 42, "85")
        await until(lambda: len(wire.sent) == 4)
    assert wire.most_at_once == 1


async def test_the_pace_to_one_chat_is_kept(wire: Wire, config: Config, engine: Engine) -> None:
    slow = msgspec.structs.replace(config, pacing=Pacing(chat_per_second=2.0, chat_burst=1))
    loop = asyncio.get_running_loop()
    async with running(slow, engine):
        for update_id in range(1, 4):
            wire.write(update_id, 42, "85")
        await until(lambda: len(wire.sent) >= 1)
        began = loop.time()
        await until(lambda: len(wire.sent) == 3)
    assert loop.time() - began >= 0.9  # two more at two a second; a lower bound cannot fail by slowness


async def test_an_edit_that_changes_nothing_counts_as_made(wire: Wire, config: Config, engine: Engine) -> None:
    wire.faults.append((400, {"description": "Bad Request: message is not modified: exactly the same"}))
    async with running(config, engine):
        wire.write(1, 42, "85")
        await until(lambda: states(engine, outbox) == {"sent": 1})
    assert wire.sent == []


async def test_a_page_of_a_proxy_leaves_the_outcome_in_doubt(wire: Wire, config: Config) -> None:
    wire.broken_pages = 1
    line = Line(config.telegram)
    with pytest.raises(CallFailed) as caught:
        await line.call("sendMessage", {"chat_id": 42, "text": "x"})
    await line.hang_up()
    assert caught.value.failure is Failure.UNKNOWN


async def test_a_group_is_not_answered(wire: Wire, config: Config, engine: Engine) -> None:
    group = {"id": -5, "type": "group", "title": "Grup"}
    wire.push({"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": group, "text": "85"}})
    async with running(config, engine):
        await until(lambda: states(engine, inbox) == {"done": 1})
    assert states(engine, outbox) == {}


async def test_a_wrong_token_is_logged_and_polling_goes_on(
    wire: Wire, config: Config, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = msgspec.structs.replace(config, telegram=Telegram(token="1:x", base_url=wire.base_url))
    async with running(wrong, engine):
        await until(lambda: caplog.text.count("polling failed (no_token)") >= 2)


async def test_without_a_network_the_bot_starts_and_waits(
    wire: Wire, config: Config, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    await wire.stop()
    async with running(config, engine):
        await until(lambda: "polling failed (unsent)" in caplog.text)
        await wire.start()
        wire.write(1, 42, "85")
        await until(lambda: len(wire.sent) == 1)


async def test_the_token_appears_in_no_log(
    wire: Wire, config: Config, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wire.faults.append((500, {"description": "Internal Server Error"}))
    async with running(config, engine):
        wire.write(1, 42, "85")
        await until(lambda: len(wire.sent) == 1)
    assert "outbox" in caplog.text
    assert TOKEN not in caplog.text


def test_only_one_process_works_in_a_data_folder(tmp_path: Path) -> None:
    with app.sole_process(tmp_path), pytest.raises(app.AlreadyRunning), app.sole_process(tmp_path):
        pass
