"""Numbered papers: snapshots with their digests, the files made of them, and who received them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from storage.dialects import insert_or_ignore
from storage.tables import circulations, receipts, reports

QUARTER, RECAP_PDF, RECAP_XLSX = "quarter", "recap_pdf", "recap_xlsx"


@dataclass(frozen=True)
class Paper:
    """One numbered paper. `snapshot` is the content as JSON; `file` lies in the data folder once `state` is ready."""

    id: int
    period: str
    kind: str
    number: str
    version: int
    digest: str
    made_by: str
    made_at: datetime
    state: str
    attempts: int
    deliver_to: int
    file_name: str
    file: str
    circulated_at: datetime | None


def next_version(connection: Connection, period: str, kind: str) -> int:
    query = select(func.max(reports.c.version)).where(reports.c.period == period, reports.c.kind == kind)
    return (connection.execute(query).scalar_one() or 0) + 1


def add_report(
    connection: Connection,
    *,
    period: str,
    kind: str,
    number: str,
    version: int,
    snapshot: str,
    digest: str,
    made_by: str,
    now: datetime,
    deliver_to: int,
    file_name: str,
) -> int:
    """Keeps the snapshot; its file is made afterwards by whoever renders."""
    row = connection.execute(
        insert(reports)
        .values(
            period=period,
            kind=kind,
            number=number,
            version=version,
            snapshot=snapshot,
            digest=digest,
            made_by=made_by,
            made_at=now,
            state="pending",
            attempts=0,
            due_at=now,
            deliver_to=deliver_to,
            file_name=file_name,
            file="",
            sha256="",
        )
        .returning(reports.c.id)
    )
    return int(row.scalar_one())


def load_report(connection: Connection, number: int) -> Paper | None:
    row = connection.execute(select(reports).where(reports.c.id == number)).first()
    return _paper(row) if row else None


def load_snapshot(connection: Connection, number: int) -> str:
    return str(connection.execute(select(reports.c.snapshot).where(reports.c.id == number)).scalar_one())


def latest_report(
    connection: Connection, period: str, *, circulated: bool = False, kind: str = QUARTER
) -> Paper | None:
    query = select(reports).where(reports.c.period == period, reports.c.kind == kind)
    if circulated:
        query = query.where(reports.c.circulated_at.is_not(None))
    row = connection.execute(query.order_by(reports.c.version.desc()).limit(1)).first()
    return _paper(row) if row else None


def next_unrendered(connection: Connection, now: datetime) -> Paper | None:
    row = connection.execute(
        select(reports)
        .where(reports.c.state == "pending", reports.c.due_at <= now)
        .order_by(reports.c.due_at, reports.c.id)
        .limit(1)
    ).first()
    return _paper(row) if row else None


def keep_file(connection: Connection, number: int, file: str, sha256: str) -> None:
    connection.execute(update(reports).where(reports.c.id == number).values(state="ready", file=file, sha256=sha256))


def postpone_report(connection: Connection, number: int, due_at: datetime, *, give_up: bool) -> None:
    state = "failed" if give_up else "pending"
    connection.execute(
        update(reports)
        .where(reports.c.id == number)
        .values(state=state, attempts=reports.c.attempts + 1, due_at=due_at)
    )


# --- circulation ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Circulated:
    """One recipient's line in the ledger of a circulated draft."""

    person: str
    sent_at: datetime
    read_at: datetime | None
    correction: str | None
    answered_at: datetime | None
    reply: str | None

    @property
    def silent(self) -> bool:
        return self.answered_at is None

    @property
    def open(self) -> bool:
        """A correction nobody has replied to."""
        return self.correction is not None and self.reply is None


def circulate(connection: Connection, number: int, to: list[str], by: str, now: datetime) -> None:
    connection.execute(update(reports).where(reports.c.id == number).values(circulated_at=now, circulated_by=by))
    for person in to:
        connection.execute(insert_or_ignore(connection, circulations).values(report=number, person=person, sent_at=now))


def load_ledger(connection: Connection, number: int) -> list[Circulated]:
    rows = connection.execute(
        select(circulations).where(circulations.c.report == number).order_by(circulations.c.person)
    )
    return [
        Circulated(row.person, row.sent_at, row.read_at, row.correction, row.answered_at, row.reply) for row in rows
    ]


def answer_circulation(
    connection: Connection, number: int, person: str, now: datetime, correction: str | None = None
) -> None:
    """Marks "sudah dibaca", or a correction; a later correction replaces "sudah dibaca" and asks for a reply again."""
    row: dict[str, object] = {"read_at": now, "answered_at": now}
    if correction is not None:
        row |= {"correction": correction, "reply": None, "replied_by": None, "replied_at": None}
    connection.execute(
        update(circulations).where(circulations.c.report == number, circulations.c.person == person).values(**row)
    )


def reply_correction(connection: Connection, number: int, person: str, reply: str, by: str, now: datetime) -> None:
    connection.execute(
        update(circulations)
        .where(circulations.c.report == number, circulations.c.person == person)
        .values(reply=reply, replied_by=by, replied_at=now)
    )


# --- receipts -------------------------------------------------------------------------------------------------
def add_receipt(connection: Connection, period: str, person: str, content: str, now: datetime) -> int:
    """A numbered tanda terima; numbers run through one period."""
    newest = select(func.max(receipts.c.number)).where(receipts.c.period == period)
    number = (connection.execute(newest).scalar_one() or 0) + 1
    connection.execute(
        insert(receipts).values(period=period, number=number, person=person, issued_at=now, content=content)
    )
    return number


def _paper(row: object) -> Paper:
    return Paper(**{name: getattr(row, name) for name in Paper.__dataclass_fields__})
