"""What the database holds after a day at the office, and the ways into one that most tests begin with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Engine, Table, select

from bot.demo.telegram.messages import Message
from bot.office.example import demo_office
from bot.service.desk import Desk
from bot.service.joining import invite
from storage import cycles
from storage.database import transaction
from storage.tables import audit, evidence, inbox, notes, outbox, values
from tests.journeys.day import PEOPLE, WITA, Day, office_day

QUARTER = "2026Q3"
on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # where PostgreSQL would add time alone


def rows(day: Day, table: Table, *where: ColumnElement[bool]) -> list[Any]:
    """In the order they were written."""
    with transaction(day.engine) as connection:
        return list(connection.execute(select(table).where(*where).order_by(table.c[next(iter(table.c)).name])))


def answers(day: Day, code: str, period: str = QUARTER) -> list[Any]:
    """Every version of a value, the oldest first."""
    return rows(day, values, values.c.indicator == code, values.c.period == period)


def said_notes(day: Day, code: str) -> list[tuple[str, str]]:
    return [(row.field, row.text) for row in rows(day, notes, notes.c.indicator == code)]


def pieces(day: Day) -> list[Any]:
    return rows(day, evidence)


def audited(day: Day, action: str) -> list[Any]:
    return rows(day, audit, audit.c.action == action)


def toasts(day: Day) -> list[str]:
    """What pressed buttons were answered with."""
    calls = [call for call in day.telegram.calls if call.method == "answerCallbackQuery" and call.ok]
    return [str(call.params.get("text", "")) for call in calls]


def every_press_is_answered(day: Day) -> bool:
    return all(query.answered for query in day.telegram.world.queries.values())


def nothing_failed(day: Day) -> bool:
    """Every update was handled at the first try, and every message went out."""
    calls = rows(day, outbox, outbox.c.state.not_in(("sent", "expired")))
    return not calls and not rows(day, inbox, inbox.c.attempts > 0) and every_press_is_answered(day)


def lock(day: Day, period: str = QUARTER) -> None:
    """As the Kasubbag's approval does at the end of a quarter."""
    with transaction(day.engine) as connection:
        opened = cycles.load_cycle(connection, period)
        assert opened is not None
        cycles.save_cycle(connection, replace(opened.cycle, ended_at=day.clock.now()))


def under(message: Message, label: str) -> str:
    """The data of the button that reads `label`."""
    row, column = message.button(label)
    data = message.keyboard[row][column].data
    assert data is not None, label
    return data


def newest_with(day: Day, who: str, label: str) -> Message:
    """The newest message that carries such a button."""
    for message in reversed(day.telegram.chat(day.chats[who])):
        if any(label in shown for shown in day.buttons(message)):
            return message
    raise LookupError(f"no button {label!r} in the chat of {who}")


def new_code(day: Day, who: str, valid: timedelta = timedelta(hours=72)) -> str:
    """The code behind a fresh link for this person."""
    with transaction(day.engine) as connection:
        desk = Desk(connection, day.house, day.clock.now())
        return invite(connection, desk.people[PEOPLE[who]], desk, valid)


@asynccontextmanager
async def collecting(
    engine: Engine, folder: Path, *who: str, opens: tuple[int, int, int] = (2026, 10, 1)
) -> AsyncIterator[Day]:
    """The Kasubbag and those named joined the evening before, and the request has just gone out."""
    eve = datetime(*opens, 15, tzinfo=WITA) - timedelta(days=1)
    joined = ("kasubbag", *who)
    async with office_day(engine, folder, begins=eve, office=demo_office(2026), joined=joined) as day:
        await day.until(*opens, 8)
        await day.tap("kasubbag", "Kirim permintaan")
        yield day
