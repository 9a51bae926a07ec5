"""What was asked of whom, and everything that was answered: requests, values, notes, and the record they make."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from bot.rules.indicators import Actual, Indicator
from bot.rules.period import Quarter
from bot.rules.record import Evidence, Record, State
from storage.dialects import insert_or_ignore
from storage.office import actual_of, load_indicators
from storage.tables import evidence, indicators, notes, requests, values

Late = Callable[[datetime, datetime], int]  # (deadline, sent at) -> working days late
MANY = 500  # more codes than this are not listed in a statement: the whole period is read
_DECODE = msgspec.json.Decoder(Indicator)


@dataclass(frozen=True)
class Source:
    """The message something came from: its inbox row, and where it stands in the chat."""

    inbox_id: int | None
    chat_id: int
    message_id: int | None
    sent_at: datetime


# --- requests -------------------------------------------------------------------------------------------------
def add_requests(connection: Connection, period: str, asked: Iterable[Indicator], deadline: datetime) -> None:
    """Asks each indicator's filler. One that was asked before stays as it is."""
    rows = [
        {
            "period": period,
            "indicator": indicator.code,
            "holder": indicator.filler,
            "substitute": indicator.substitute,
            "unit": indicator.unit,
            "deadline": deadline,
            "state": State.MISSING.value,
            "reason": "",
        }
        for indicator in asked
    ]
    if rows:
        connection.execute(insert_or_ignore(connection, requests), rows)


def move_deadline(connection: Connection, period: str, deadline: datetime, unit: str | None = None) -> None:
    """A new deadline for all requests of a period, or for one unit's. What was answered in time stays in time."""
    query = update(requests).where(requests.c.period == period)
    if unit is not None:
        query = query.where(requests.c.unit == unit)
    connection.execute(query.values(deadline=deadline))


def judge(
    connection: Connection, period: str, indicator: str, state: State, person: str, now: datetime, reason: str = ""
) -> None:
    """The checker's word on one answer: accepted, or returned with a reason."""
    connection.execute(
        update(requests)
        .where(requests.c.period == period, requests.c.indicator == indicator)
        .values(state=state.value, reason=reason, reviewed_by=person, reviewed_at=now)
    )


def count_open(connection: Connection, period: str) -> int:
    """How many requests have no answer that stands."""
    query = select(func.count()).where(
        requests.c.period == period, requests.c.state.in_((State.MISSING.value, State.RETURNED.value))
    )
    return connection.execute(query).scalar_one()


# --- answers --------------------------------------------------------------------------------------------------
def add_value(
    connection: Connection,
    period: str,
    indicator: str,
    person: str,
    source: Source,
    now: datetime,
    *,
    actual: Actual | None = None,
    expected_on: date | None = None,
    raw: str,
) -> int:
    """Stores one answer as the next version and returns its number. No answer is ever changed."""
    assert (actual is None) != (expected_on is None), "a value, or the date it is expected"
    version = latest_version(connection, period, indicator) + 1
    actual = actual or Actual()
    connection.execute(
        insert(values).values(
            period=period,
            indicator=indicator,
            version=version,
            number=actual.number,
            label=actual.label,
            numerator=actual.numerator,
            denominator=actual.denominator,
            expected_on=expected_on,
            raw=raw,
            person=person,
            channel="chat",
            inbox_id=source.inbox_id,
            chat_id=source.chat_id,
            message_id=source.message_id,
            sent_at=source.sent_at,
            stored_at=now,
        )
    )
    state = State.EXPECTED if expected_on else State.FILLED
    connection.execute(
        update(requests)
        .where(requests.c.period == period, requests.c.indicator == indicator)
        .values(state=state.value, reason="", reviewed_by=None, reviewed_at=None)
    )
    return version


def latest_version(connection: Connection, period: str, indicator: str) -> int:
    query = select(func.max(values.c.version)).where(values.c.period == period, values.c.indicator == indicator)
    return connection.execute(query).scalar_one() or 0


def add_note(
    connection: Connection, period: str, indicator: str, field: str, person: str, source: Source, text: str
) -> None:
    """Keeps a note verbatim as the next version of its field."""
    newest = select(func.max(notes.c.version)).where(
        notes.c.period == period, notes.c.indicator == indicator, notes.c.field == field
    )
    connection.execute(
        insert(notes).values(
            period=period,
            indicator=indicator,
            field=field,
            version=(connection.execute(newest).scalar_one() or 0) + 1,
            text=text,
            person=person,
            inbox_id=source.inbox_id,
            chat_id=source.chat_id,
            message_id=source.message_id,
            sent_at=source.sent_at,
        )
    )


@dataclass(frozen=True)
class Written:
    """What one message of a chat became: a value, or a note of `field`."""

    period: str
    indicator: str
    field: str  # "" for a value


def written_by(connection: Connection, chat_id: int, message_id: int) -> Written | None:
    """What the message stored, so that its later edit finds its place."""
    value = connection.execute(
        select(values.c.period, values.c.indicator).where(
            values.c.chat_id == chat_id, values.c.message_id == message_id
        )
    ).first()
    if value:
        return Written(value.period, value.indicator, "")
    note = connection.execute(
        select(notes.c.period, notes.c.indicator, notes.c.field).where(
            notes.c.chat_id == chat_id, notes.c.message_id == message_id
        )
    ).first()
    return Written(note.period, note.indicator, note.field) if note else None


# --- records --------------------------------------------------------------------------------------------------
def load_records(
    connection: Connection,
    period: str,
    late: Late,
    *,
    person: str | None = None,
    unit: str | None = None,
    code: str | None = None,
) -> list[Record]:
    """The records asked for in a period, in the workbook's order: all, one unit's, one person's, or a single one.

    A person's are those they hold, and those they stand in for as the indicator's substitute. Late is what was first
    answered late: a value corrected because it was returned, or by its sender, stays on time.
    """
    quarter = Quarter.parse(period)
    query = (
        select(requests, indicators.c.definition)
        .join(indicators, and_(indicators.c.code == requests.c.indicator, indicators.c.year == quarter.year))
        .where(requests.c.period == period)
        .order_by(indicators.c.position)
    )
    if unit is not None:
        query = query.where(requests.c.unit == unit)
    if code is not None:
        query = query.where(requests.c.indicator == code)
    if person is not None:
        query = query.where(or_(requests.c.holder == person, requests.c.substitute == person))
    rows = [(row, _DECODE.decode(row.definition)) for row in connection.execute(query)]
    narrowed = person is not None or unit is not None or code is not None
    beside = _Beside(connection, quarter, [known.code for _, known in rows] if narrowed else None)
    return [beside.record(row, known, late) for row, known in rows]


def not_measured(connection: Connection, quarter: Quarter) -> list[Record]:
    """The indicators that are not asked for in this quarter: no holes, but named in every report."""
    return [
        Record(indicator, quarter, State.NOT_MEASURED, indicator.filler)
        for indicator in load_indicators(connection, quarter.year)
        if quarter.number not in indicator.measured_in
    ]


class _Beside:
    """All that lies beside the requests of one period, read with one query each."""

    def __init__(self, connection: Connection, quarter: Quarter, codes: list[str] | None) -> None:
        self._quarter = quarter
        answers = _values(connection, quarter.code, codes)
        self._values = {row.indicator: row for row in answers}
        self._first = {row.indicator: row for row in reversed(answers) if _actual(row)}
        self._previous = {row.indicator: row for row in _values(connection, quarter.previous.code, codes)}
        self._notes: dict[str, dict[str, str]] = {}
        written = select(notes).where(_place(notes, quarter.code, codes)).order_by(notes.c.version)
        for row in connection.execute(written):
            self._notes.setdefault(row.indicator, {})[row.field] = row.text
        self._evidence: dict[str, list[Evidence]] = {}
        for row in connection.execute(
            select(evidence)
            .where(_place(evidence, quarter.code, codes), evidence.c.state != "refused")
            .order_by(evidence.c.id)
        ):
            piece = Evidence(row.name, row.sha256, row.size, row.kind == "link")
            self._evidence.setdefault(row.indicator, []).append(piece)

    def record(self, row: Any, indicator: Indicator, late: Late) -> Record:
        value, first = self._values.get(indicator.code), self._first.get(indicator.code)
        previous = self._previous.get(indicator.code)
        return Record(
            indicator=indicator,
            quarter=self._quarter,
            state=State(row.state),
            holder=row.holder,
            deadline=row.deadline,
            actual=_actual(value),
            expected_on=value.expected_on if value else None,
            previous=_actual(previous),
            notes=self._notes.get(indicator.code, {}),
            evidence=tuple(self._evidence.get(indicator.code, ())),
            sent_by=value.person if value else "",
            sent_at=value.sent_at if value else None,
            channel=value.channel if value else "chat",
            version=value.version if value else 0,
            late_days=late(row.deadline, first.sent_at) if first and _actual(value) else 0,
            reason=row.reason,
            reviewed_at=row.reviewed_at,
        )


def _place(table: Any, period: str, codes: list[str] | None) -> ColumnElement[bool]:
    here: ColumnElement[bool] = table.c.period == period
    return here if codes is None or len(codes) > MANY else and_(here, table.c.indicator.in_(codes))


def _values(connection: Connection, period: str, codes: list[str] | None) -> list[Any]:
    """All answers, the oldest version first."""
    query = select(values).where(_place(values, period, codes)).order_by(values.c.version)
    return list(connection.execute(query))


def _actual(row: Any) -> Actual | None:
    if row is None or row.expected_on is not None:
        return None
    return actual_of(row)
