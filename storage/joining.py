"""Who is who: chats bound to people, invitations (only their hashes), and strangers counted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from storage.dialects import insert_or_ignore
from storage.tables import chats, invites, strangers


@dataclass(frozen=True)
class Invite:
    person: str
    expires_at: datetime
    used: bool

    def holds(self, now: datetime) -> bool:
        return not self.used and now < self.expires_at


def code_hash(code: str) -> str:
    """The code has 128 random bits, so a plain hash cannot be tried out."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def add_invite(connection: Connection, person: str, code: str, now: datetime, valid: timedelta) -> None:
    """A new link; older unused ones of the same person end."""
    connection.execute(
        update(invites).where(invites.c.person == person, invites.c.used_at.is_(None)).values(expires_at=now)
    )
    connection.execute(
        insert(invites).values(code_hash=code_hash(code), person=person, created_at=now, expires_at=now + valid)
    )


def find_invite(connection: Connection, hashed: str) -> Invite | None:
    row = connection.execute(select(invites).where(invites.c.code_hash == hashed)).first()
    return Invite(row.person, row.expires_at, row.used_at is not None) if row else None


def take_invite(connection: Connection, hashed: str, chat_id: int, now: datetime) -> bool:
    """Uses the link up; of two chats racing for it exactly one gets True."""
    taken = connection.execute(
        update(invites)
        .where(invites.c.code_hash == hashed, invites.c.used_at.is_(None), invites.c.expires_at > now)
        .values(used_at=now, used_by=chat_id)
    )
    return taken.rowcount == 1


def bind(connection: Connection, chat_id: int, person: str, telegram_name: str, now: datetime) -> int | None:
    """Ties the chat to the person; returns the chat the person had before, which no longer is theirs."""
    before = connection.execute(select(chats.c.chat_id).where(chats.c.person == person)).scalar_one_or_none()
    connection.execute(delete(chats).where(or_(chats.c.chat_id == chat_id, chats.c.person == person)))
    connection.execute(
        insert(chats).values(chat_id=chat_id, person=person, state="active", bound_at=now, telegram_name=telegram_name)
    )
    connection.execute(delete(strangers).where(strangers.c.chat_id == chat_id))
    return None if before == chat_id else before


def person_of(connection: Connection, chat_id: int) -> str | None:
    return connection.execute(select(chats.c.person).where(chats.c.chat_id == chat_id)).scalar_one_or_none()


def load_chats(connection: Connection) -> dict[str, int]:
    """Chat of each person who joined and has not blocked the bot."""
    rows = connection.execute(select(chats.c.person, chats.c.chat_id).where(chats.c.state == "active"))
    return {row.person: row.chat_id for row in rows}


def mark_reachable(connection: Connection, chat_id: int, reachable: bool) -> None:
    state = "active" if reachable else "blocked"
    connection.execute(update(chats).where(chats.c.chat_id == chat_id).values(state=state))


@dataclass(frozen=True)
class Stranger:
    replies: int
    wrong_codes: int
    locked_until: datetime | None


def count_stranger(
    connection: Connection, chat_id: int, now: datetime, *, wrong_code: bool, window: timedelta
) -> Stranger:
    """Counts one message of an unknown chat within the window; earlier counts are forgotten when it has passed."""
    connection.execute(
        insert_or_ignore(connection, strangers).values(chat_id=chat_id, since=now, replies=0, wrong_codes=0)
    )
    row = connection.execute(select(strangers).where(strangers.c.chat_id == chat_id)).one()
    fresh = row.since + window <= now
    counted = Stranger(
        replies=(0 if fresh else row.replies) + 1,
        wrong_codes=(0 if fresh else row.wrong_codes) + wrong_code,
        locked_until=row.locked_until,
    )
    connection.execute(
        update(strangers)
        .where(strangers.c.chat_id == chat_id)
        .values(replies=counted.replies, wrong_codes=counted.wrong_codes, since=now if fresh else row.since)
    )
    return counted


def lock_stranger(connection: Connection, chat_id: int, until: datetime) -> None:
    connection.execute(update(strangers).where(strangers.c.chat_id == chat_id).values(locked_until=until))
