"""The demo's office in a database, and a quarter of it that was opened and asked."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from bot.office.example import demo_office
from bot.rules.cycle import begin
from bot.rules.period import Quarter
from bot.rules.procedure import CycleKind
from bot.rules.sop import default_text, load
from storage import cycles, inbox, records
from storage.cycles import Opened
from storage.database import transaction
from storage.office import load_indicators, write_office
from storage.records import Source

SOP = load(default_text())
NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
DEADLINE = datetime(2026, 10, 7, 8, tzinfo=UTC)
PERIOD = "2026Q3"


def write_demo(engine: Engine) -> None:
    with transaction(engine) as connection:
        write_office(connection, demo_office(2026), NOW)


def begun(period: str = PERIOD) -> Opened:
    """A quarter as it is when it opens."""
    return Opened(
        cycle=begin(SOP, CycleKind.QUARTER, period, NOW),
        opened_at=NOW,
        deadline=DEADLINE,
        report_due=DEADLINE + timedelta(days=7),
        instruction="Mohon <data> & bukti.",
        requested_at=None,
    )


def open_period(connection: Connection, period: str = PERIOD) -> None:
    """Opens a quarter and asks everybody whose indicators are measured in it."""
    quarter = Quarter.parse(period)
    cycles.keep_sop(connection, SOP.digest, default_text())
    assert cycles.open_cycle(connection, begun(period))
    asked = [each for each in load_indicators(connection, quarter.year) if quarter.number in each.measured_in]
    records.add_requests(connection, period, asked, DEADLINE)


def a_source(message_id: int = 1, chat_id: int = 13, inbox_id: int | None = None, at: datetime = NOW) -> Source:
    return Source(inbox_id, chat_id, message_id, at)


def kept_update(connection: Connection, update_id: int = 1) -> int:
    """An update in the inbox; returns its row, which an answer may name."""
    chat = {"id": 13, "type": "private"}
    inbox.store(connection, [{"update_id": update_id, "message": {"message_id": update_id, "chat": chat}}], NOW)
    arrived = inbox.next_waiting(connection, NOW)
    assert arrived is not None
    return arrived.id
