"""Every table on one page. Keys and constraints carry the promises: nothing twice, nothing without an owner."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.database import Exact, Moment, Verbatim

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
# SQLite gives out row numbers only for a column that is exactly INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")

# --- the office, as its workbook says -------------------------------------------------------------------------
units = Table(
    "units",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
)
people = Table(
    "people",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("unit", ForeignKey("units.code"), nullable=False),
    Column("roles", String, nullable=False),  # role ids of the SOP, comma separated, in the workbook's order
    Column("post", String, nullable=False),
    Column("nip", String, nullable=False),
    Column("pangkat", String, nullable=False),
    Column("superior", String),
    Column("substitute", String),
    Column("phone", String, nullable=False),
    Column("chat", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
)
indicators = Table(  # one row a year: the definition as one document, because it is judged as one
    "indicators",
    metadata,
    Column("code", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)
recipients = Table(
    "recipients",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("person", ForeignKey("people.code"), nullable=False, unique=True),
)
days = Table(
    "days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", String, nullable=False),
    Column("works", Boolean, nullable=False),
)

# --- joining --------------------------------------------------------------------------------------------------
chats = Table(  # one person, one chat: the private chat that pressed Start with the person's link
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("person", ForeignKey("people.code"), nullable=False, unique=True),
    Column("state", String, nullable=False),  # active | blocked
    Column("bound_at", Moment, nullable=False),
    Column("telegram_name", Verbatim, nullable=False),
)
invites = Table(  # the code itself is never stored
    "invites",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("person", ForeignKey("people.code"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", BigInteger),
)
strangers = Table(  # counts only; what a stranger writes is not kept beyond the inbox row
    "strangers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("replies", Integer, nullable=False),
    Column("wrong_codes", Integer, nullable=False),
    Column("locked_until", Moment),
)

# --- what came in, what goes out ------------------------------------------------------------------------------
inbox = Table(
    "inbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("update_id", BigInteger, unique=True),  # forgotten (NULL) after a week: Telegram then starts anew
    Column("chat_id", BigInteger),
    Column("raw", Text, nullable=False),
    Column("state", String, nullable=False),  # new | done | dead
    Column("attempts", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("error", Text),
    Index("ix_inbox_waiting", "state", "id"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", String, unique=True),  # what must go out at most once says so here
    Column("inbox_id", ForeignKey("inbox.id")),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String, nullable=False),  # answer | toast | reminder | document | menu
    Column("priority", Integer, nullable=False),
    Column("method", String, nullable=False),
    Column("params", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),  # how often it may have arrived without our knowing
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("sent_at", Moment),
    Column("message_id", BigInteger),
    Column("error", Text),
    Index("ix_outbox_waiting", "state", "priority", "id"),
)
keyboards = Table(  # a button carries only a random token and a place; what it means stays here
    "keyboards",
    metadata,
    Column("token", String(16), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("actions", Text, nullable=False),
    Column("pressed", Integer),  # the place that was taken, for buttons that may be taken once
    Column("created_at", Moment, nullable=False),
)
talks = Table(
    "talks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("state", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("heard_at", Moment, nullable=False),
)

# --- the work -------------------------------------------------------------------------------------------------
sops = Table("sops", metadata, Column("digest", String(64), primary_key=True), Column("text", Text, nullable=False))
cycles = Table(
    "cycles",
    metadata,
    Column("period", String, primary_key=True),
    Column("sop", ForeignKey("sops.digest"), nullable=False),
    Column("run", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("report_due", Moment, nullable=False),
    Column("instruction", Verbatim, nullable=False),
    Column("requested_at", Moment),
)
requests = Table(  # one indicator asked of one person in one period
    "requests",
    metadata,
    Column("period", ForeignKey("cycles.period"), primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("holder", ForeignKey("people.code"), nullable=False),
    Column("substitute", String),  # who may answer in the holder's place
    Column("unit", ForeignKey("units.code"), nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", Verbatim, nullable=False),  # why it was returned
    Column("reviewed_by", String),
    Column("reviewed_at", Moment),
)
values = Table(  # append-only; the highest version is the one that counts
    "values",
    metadata,
    Column("id", Number, primary_key=True),
    Column("period", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", Exact),
    Column("label", String),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("expected_on", Date),
    Column("raw", Verbatim, nullable=False),
    Column("person", String, nullable=False),
    Column("channel", String, nullable=False),  # chat | impor
    Column("inbox_id", ForeignKey("inbox.id"), unique=True),  # one update stores at most one value
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("sent_at", Moment, nullable=False),
    Column("stored_at", Moment, nullable=False),
    UniqueConstraint("period", "indicator", "version"),
    CheckConstraint("version > 0", name="version"),
)
notes = Table(  # append-only, verbatim
    "notes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("period", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("field", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("person", String, nullable=False),
    Column("inbox_id", ForeignKey("inbox.id"), unique=True),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("sent_at", Moment, nullable=False),
    UniqueConstraint("period", "indicator", "field", "version"),
)
evidence = Table(
    "evidence",
    metadata,
    Column("id", Number, primary_key=True),
    Column("period", String),
    Column("indicator", String),  # NULL: it came outside a question and waits for a place
    Column("person", String, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("inbox_id", ForeignKey("inbox.id"), unique=True),
    Column("kind", String, nullable=False),  # file | photo | voice | link
    Column("name", Verbatim, nullable=False),
    Column("mime", Verbatim, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("file_id", Verbatim, nullable=False),
    Column("album", Verbatim, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String, nullable=False),  # pending | stored | refused
    Column("reason", Verbatim, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Index("ix_evidence_waiting", "state", "due_at"),
)
receipts = Table(
    "receipts",
    metadata,
    Column("id", Number, primary_key=True),
    Column("period", ForeignKey("cycles.period"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("person", String, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("period", "number"),
)
reports = Table(
    "reports",
    metadata,
    Column("id", Number, primary_key=True),
    Column("period", ForeignKey("cycles.period"), nullable=False),
    Column("kind", String, nullable=False),  # quarter | recap_pdf | recap_xlsx
    Column("number", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", String, nullable=False),  # pending | ready | failed
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("deliver_to", BigInteger, nullable=False),
    Column("file_name", String, nullable=False),
    Column("file", String, nullable=False),  # where it lies in the data folder; empty until it is ready
    Column("sha256", String(64), nullable=False),
    Column("circulated_at", Moment),
    Column("circulated_by", String),
    UniqueConstraint("period", "kind", "version"),
    Index("ix_reports_waiting", "state", "due_at"),
)
circulations = Table(
    "circulations",
    metadata,
    Column("report", ForeignKey("reports.id"), primary_key=True),
    Column("person", ForeignKey("people.code"), primary_key=True),
    Column("sent_at", Moment, nullable=False),
    Column("read_at", Moment),
    Column("correction", Verbatim),
    Column("answered_at", Moment),
    Column("reply", Verbatim),  # what was done about the correction
    Column("replied_by", String),
    Column("replied_at", Moment),
)
reminders = Table(
    "reminders",
    metadata,
    Column("key", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("period", String, nullable=False),
    Column("subject", String, nullable=False),  # collect | expected:<date> | circulate:<report> | check ...
    Column("stage", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", String, nullable=False),  # planned | sent | cancelled | replaced
    Column("outbox_id", ForeignKey("outbox.id")),
    Column("decided_at", Moment),
    Index("ix_reminders_waiting", "state", "due_at"),
)
audit = Table(  # append-only: who did what, when, through which door
    "audit",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", Verbatim, nullable=False),
    Column("old", Verbatim, nullable=False),
    Column("new", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    Column("channel", String, nullable=False),
    Column("inbox_id", ForeignKey("inbox.id")),
)
facts = Table(  # small things one process must remember: when it was last alive, the demo's clock
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
Index("ix_values_source", values.c.chat_id, values.c.message_id)
Index("ix_notes_source", notes.c.chat_id, notes.c.message_id)
Index("ix_evidence_place", evidence.c.period, evidence.c.indicator)
Index("ix_inbox_chat", inbox.c.chat_id, inbox.c.state)
