"""Bukti dukung: known at once with its place, fetched afterwards. A piece without a place waits for one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from storage.records import Source
from storage.tables import evidence


@dataclass(frozen=True)
class Sent:
    """What an officer sent: `kind` is file, photo, voice, link, sticker or location; `size` bytes if Telegram said."""

    kind: str
    name: str
    mime: str = ""
    size: int = 0
    file_id: str = ""
    album: str = ""


@dataclass(frozen=True)
class Piece:
    """One stored row. `state`: pending (to be fetched), stored, refused."""

    id: int
    period: str | None
    indicator: str | None
    person: str
    chat_id: int
    message_id: int
    kind: str
    name: str
    mime: str
    size: int
    file_id: str
    album: str
    state: str
    attempts: int


FETCHED = ("file", "photo", "voice")


def add_evidence(connection: Connection, sent: Sent, person: str, source: Source, place: tuple[str, str] | None) -> int:
    """Keeps what came, with its place (period, indicator) if it has one; returns its number."""
    row = connection.execute(
        insert(evidence)
        .values(
            period=place[0] if place else None,
            indicator=place[1] if place else None,
            person=person,
            chat_id=source.chat_id,
            message_id=source.message_id or 0,
            inbox_id=source.inbox_id,
            kind=sent.kind,
            name=sent.name,
            mime=sent.mime,
            size=sent.size,
            file_id=sent.file_id,
            album=sent.album,
            sha256="",
            state="pending" if sent.kind in FETCHED else "stored",
            reason="",
            attempts=0,
            due_at=source.sent_at,
            sent_at=source.sent_at,
        )
        .returning(evidence.c.id)
    )
    return int(row.scalar_one())


def load_piece(connection: Connection, number: int) -> Piece | None:
    row = connection.execute(select(evidence).where(evidence.c.id == number)).first()
    return _piece(row) if row else None


def album_pieces(connection: Connection, chat_id: int, album: str) -> list[Piece]:
    """The pieces of one album: they are placed together."""
    rows = connection.execute(
        select(evidence).where(evidence.c.chat_id == chat_id, evidence.c.album == album).order_by(evidence.c.id)
    )
    return [_piece(row) for row in rows]


def put_in_place(connection: Connection, number: int, period: str, indicator: str) -> None:
    connection.execute(update(evidence).where(evidence.c.id == number).values(period=period, indicator=indicator))


def next_pending(connection: Connection, now: datetime) -> Piece | None:
    row = connection.execute(
        select(evidence)
        .where(evidence.c.state == "pending", evidence.c.due_at <= now)
        .order_by(evidence.c.due_at, evidence.c.id)
        .limit(1)
    ).first()
    return _piece(row) if row else None


def keep_piece(connection: Connection, number: int, sha256: str, size: int) -> None:
    connection.execute(update(evidence).where(evidence.c.id == number).values(state="stored", sha256=sha256, size=size))


def refuse_piece(connection: Connection, number: int, reason: str) -> None:
    connection.execute(update(evidence).where(evidence.c.id == number).values(state="refused", reason=reason))


def postpone_piece(connection: Connection, number: int, due_at: datetime) -> None:
    connection.execute(
        update(evidence).where(evidence.c.id == number).values(attempts=evidence.c.attempts + 1, due_at=due_at)
    )


def _piece(row: object) -> Piece:
    return Piece(**{name: getattr(row, name) for name in Piece.__dataclass_fields__})
