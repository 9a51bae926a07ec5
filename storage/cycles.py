"""Runs of the SOP, one row a period, each on the SOP version it began with."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, update

from bot.rules.cycle import Cycle
from bot.rules.period import Quarter
from storage.dialects import insert_or_ignore
from storage.tables import cycles, sops

_DECODE = msgspec.json.Decoder(Cycle)


@dataclass(frozen=True)
class Opened:
    """One period at work. `deadline` is the units', `report_due` the agency's own. `requested_at`: units were asked."""

    cycle: Cycle
    opened_at: datetime
    deadline: datetime
    report_due: datetime
    instruction: str
    requested_at: datetime | None

    @property
    def quarter(self) -> Quarter:
        return Quarter.parse(self.cycle.period)

    @property
    def period(self) -> str:
        return self.cycle.period


def keep_sop(connection: Connection, digest: str, text: str) -> None:
    """Keeps the text of an SOP version, so that a cycle can end on the one it began with."""
    connection.execute(insert_or_ignore(connection, sops).values(digest=digest, text=text))


def sop_text(connection: Connection, digest: str) -> str:
    return str(connection.execute(select(sops.c.text).where(sops.c.digest == digest)).scalar_one())


def open_cycle(connection: Connection, opened: Opened) -> bool:
    """Begins a period; False when it has begun before."""
    row = connection.execute(
        insert_or_ignore(connection, cycles)
        .values(
            period=opened.period,
            sop=opened.cycle.sop,
            run=_encode(opened.cycle),
            opened_at=opened.opened_at,
            deadline=opened.deadline,
            report_due=opened.report_due,
            instruction=opened.instruction,
        )
        .returning(cycles.c.period)
    ).first()
    return row is not None


def load_cycle(connection: Connection, period: str) -> Opened | None:
    row = connection.execute(select(cycles).where(cycles.c.period == period)).first()
    return _opened(row) if row else None


def load_cycles(connection: Connection, *, ended: bool = False) -> list[Opened]:
    """Periods at work, the latest first; with `ended` all."""
    rows = connection.execute(select(cycles).order_by(cycles.c.period.desc()))
    found = [_opened(row) for row in rows]
    return found if ended else [opened for opened in found if not opened.cycle.ended]


def save_cycle(connection: Connection, cycle: Cycle) -> None:
    connection.execute(update(cycles).where(cycles.c.period == cycle.period).values(run=_encode(cycle)))


def change_request(
    connection: Connection, period: str, *, deadline: datetime | None = None, instruction: str | None = None
) -> None:
    """The Kasubbag's own deadline or instruction for a period."""
    row: dict[str, object] = {}
    if deadline is not None:
        row["deadline"] = deadline
    if instruction is not None:
        row["instruction"] = instruction
    connection.execute(update(cycles).where(cycles.c.period == period).values(**row))


def mark_requested(connection: Connection, period: str, now: datetime) -> None:
    connection.execute(update(cycles).where(cycles.c.period == period).values(requested_at=now))


def _encode(cycle: Cycle) -> str:
    return msgspec.json.encode(cycle).decode()


def _opened(row: object) -> Opened:
    get = row.__getattribute__
    return Opened(
        cycle=_DECODE.decode(get("run")),
        opened_at=get("opened_at"),
        deadline=get("deadline"),
        report_due=get("report_due"),
        instruction=get("instruction"),
        requested_at=get("requested_at"),
    )
