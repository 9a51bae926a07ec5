"""The office of the workbook: units, people, indicators, recipients, days. Nothing is deleted, only set inactive."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from bot.rules.indicators import Actual, Indicator
from bot.rules.office import DayOff, Office, PastActual, Person, Unit, UnitKind
from bot.rules.period import Quarter
from storage.dialects import upsert
from storage.tables import days, indicators, people, recipients, units, values

IMPORTED = "impor"


def write_office(connection: Connection, office: Office, now: datetime) -> None:
    """Makes the stored office the given one. People and indicators left out become inactive; history stays."""
    _write_units(connection, office)
    _write_people(connection, office)
    _write_indicators(connection, office)
    connection.execute(delete(recipients))
    for position, person in enumerate(office.recipients, start=1):
        connection.execute(insert(recipients).values(position=position, person=person))
    connection.execute(delete(days))
    for day in office.days:
        connection.execute(insert(days).values(day=day.day, name=day.name, works=day.works))
    for past in office.past:
        _write_past(connection, past, now)


def _write_units(connection: Connection, office: Office) -> None:
    for unit in office.units:
        row = {"name": unit.name, "kind": unit.kind.value}
        connection.execute(
            upsert(connection, units)
            .values(code=unit.code, **row)
            .on_conflict_do_update(index_elements=["code"], set_=row)
        )


def _write_people(connection: Connection, office: Office) -> None:
    connection.execute(update(people).values(active=False))
    for person in office.people:
        row = {
            "name": person.name,
            "unit": person.unit,
            "roles": ",".join(person.roles),
            "post": person.post,
            "nip": person.nip,
            "pangkat": person.pangkat,
            "superior": person.superior,
            "substitute": person.substitute,
            "phone": person.phone,
            "chat": person.chat,
            "active": True,
        }
        connection.execute(
            upsert(connection, people)
            .values(code=person.code, **row)
            .on_conflict_do_update(index_elements=["code"], set_=row)
        )


def _write_indicators(connection: Connection, office: Office) -> None:
    connection.execute(update(indicators).values(active=False))
    for position, indicator in enumerate(office.indicators, start=1):
        row = {"position": position, "definition": msgspec.json.encode(indicator).decode(), "active": True}
        connection.execute(
            upsert(connection, indicators)
            .values(code=indicator.code, year=indicator.year, **row)
            .on_conflict_do_update(index_elements=["code", "year"], set_=row)
        )


def storable_past(connection: Connection, past: Sequence[PastActual]) -> tuple[PastActual, ...]:
    """Those that may be stored: what an officer sent in chat is never covered by a workbook."""
    rows = connection.execute(select(values.c.period, values.c.indicator).where(values.c.channel != IMPORTED))
    sent = {(row.period, row.indicator) for row in rows}
    return tuple(each for each in past if (Quarter(each.year, each.quarter).code, each.indicator) not in sent)


def _write_past(connection: Connection, past: PastActual, now: datetime) -> None:
    """A realisasi known before the bot came. What an officer sent in chat is never covered by it."""
    period = Quarter(past.year, past.quarter).code
    latest = connection.execute(
        select(values)
        .where(values.c.period == period, values.c.indicator == past.indicator)
        .order_by(values.c.version.desc())
        .limit(1)
    ).first()
    if latest and (latest.channel != IMPORTED or _same(latest, past.actual)):
        return
    connection.execute(
        insert(values).values(
            period=period,
            indicator=past.indicator,
            version=latest.version + 1 if latest else 1,
            number=past.actual.number,
            label=past.actual.label,
            numerator=past.actual.numerator,
            denominator=past.actual.denominator,
            raw="",
            person="",
            channel=IMPORTED,
            sent_at=now,
            stored_at=now,
        )
    )


def _same(row: object, actual: Actual) -> bool:
    return all(getattr(row, name) == getattr(actual, name) for name in ("number", "label", "numerator", "denominator"))


def load_units(connection: Connection) -> dict[str, Unit]:
    rows = connection.execute(select(units).order_by(units.c.code))
    return {row.code: Unit(row.code, row.name, UnitKind(row.kind)) for row in rows}


def load_people(connection: Connection, *, gone: bool = False) -> dict[str, Person]:
    """People by code; with `gone` also those who left, whose names signed records still need."""
    query = select(people).order_by(people.c.code)
    rows = connection.execute(query if gone else query.where(people.c.active))
    return {
        row.code: Person(
            code=row.code,
            name=row.name,
            unit=row.unit,
            roles=tuple(row.roles.split(",")) if row.roles else (),
            post=row.post,
            nip=row.nip,
            pangkat=row.pangkat,
            superior=row.superior,
            substitute=row.substitute,
            phone=row.phone,
            chat=row.chat,
        )
        for row in rows
    }


_DECODE = msgspec.json.Decoder(Indicator)


def load_indicators(connection: Connection, year: int | None = None, code: str | None = None) -> list[Indicator]:
    """Active indicators in the workbook's order, of one year or of all, or a single one."""
    query = select(indicators.c.definition).where(indicators.c.active).order_by(indicators.c.position)
    if year is not None:
        query = query.where(indicators.c.year == year)
    if code is not None:
        query = query.where(indicators.c.code == code)
    return [_DECODE.decode(text) for text in connection.execute(query).scalars()]


def has_past(connection: Connection, period: str) -> bool:
    """Whether the workbook brought actuals of this period."""
    query = select(func.count()).select_from(values).where(values.c.period == period, values.c.channel == IMPORTED)
    return bool(connection.execute(query).scalar_one())


def load_recipients(connection: Connection) -> list[str]:
    return list(connection.execute(select(recipients.c.person).order_by(recipients.c.position)).scalars())


def load_days(connection: Connection) -> tuple[DayOff, ...]:
    rows = connection.execute(select(days).order_by(days.c.day))
    return tuple(DayOff(row.day, row.name, row.works) for row in rows)


def load_office(connection: Connection) -> Office:
    """Everything a workbook holds, as it is stored now: what a second import is compared with."""
    return Office(
        units=tuple(load_units(connection).values()),
        people=tuple(load_people(connection).values()),
        indicators=tuple(load_indicators(connection)),
        recipients=tuple(load_recipients(connection)),
        days=load_days(connection),
        past=_load_past(connection),
    )


def _load_past(connection: Connection) -> tuple[PastActual, ...]:
    rows = connection.execute(
        select(values)
        .where(values.c.channel == IMPORTED)
        .order_by(values.c.period, values.c.indicator, values.c.version)
    )
    latest = {(row.period, row.indicator): row for row in rows}
    return tuple(
        PastActual(indicator, quarter.year, quarter.number, actual_of(row))
        for (period, indicator), row in latest.items()
        for quarter in [Quarter.parse(period)]
    )


def actual_of(row: object) -> Actual:
    """The realisasi in one row of `values`."""
    return Actual(
        number=getattr(row, "number", None),
        label=getattr(row, "label", None),
        numerator=getattr(row, "numerator", None),
        denominator=getattr(row, "denominator", None),
    )
