"""The first schema"""

import sqlalchemy as sa
from alembic import op

import storage.database

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_days")),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", storage.database.Moment(), nullable=False),
        sa.Column("due_at", storage.database.Moment(), nullable=False),
        sa.Column("done_at", storage.database.Moment(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_chat", ["chat_id", "state"], unique=False)
        batch_op.create_index("ix_inbox_waiting", ["state", "id"], unique=False)

    op.create_table(
        "indicators",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "year", name=op.f("pk_indicators")),
    )
    op.create_table(
        "keyboards",
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("pressed", sa.Integer(), nullable=True),
        sa.Column("created_at", storage.database.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_keyboards")),
    )
    op.create_table(
        "sops",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sops")),
    )
    op.create_table(
        "strangers",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("since", storage.database.Moment(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("locked_until", storage.database.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_strangers")),
    )
    op.create_table(
        "talks",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("heard_at", storage.database.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_talks")),
    )
    op.create_table(
        "units",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_units")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", storage.database.Moment(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", storage.database.Verbatim(), nullable=False),
        sa.Column("old", storage.database.Verbatim(), nullable=False),
        sa.Column("new", storage.database.Verbatim(), nullable=False),
        sa.Column("reason", storage.database.Verbatim(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("inbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_audit_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "cycles",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("sop", sa.String(length=64), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("opened_at", storage.database.Moment(), nullable=False),
        sa.Column("deadline", storage.database.Moment(), nullable=False),
        sa.Column("report_due", storage.database.Moment(), nullable=False),
        sa.Column("instruction", storage.database.Verbatim(), nullable=False),
        sa.Column("requested_at", storage.database.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["sop"], ["sops.digest"], name=op.f("fk_cycles_sop")),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_cycles")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("indicator", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("inbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", storage.database.Verbatim(), nullable=False),
        sa.Column("mime", storage.database.Verbatim(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("file_id", storage.database.Verbatim(), nullable=False),
        sa.Column("album", storage.database.Verbatim(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", storage.database.Verbatim(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", storage.database.Moment(), nullable=False),
        sa.Column("sent_at", storage.database.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_evidence_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("inbox_id", name=op.f("uq_evidence_inbox_id")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_place", ["period", "indicator"], unique=False)
        batch_op.create_index("ix_evidence_waiting", ["state", "due_at"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", storage.database.Verbatim(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("inbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", storage.database.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_notes_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("inbox_id", name=op.f("uq_notes_inbox_id")),
        sa.UniqueConstraint("period", "indicator", "field", "version", name=op.f("uq_notes_period")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index("ix_notes_source", ["chat_id", "message_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("inbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("created_at", storage.database.Moment(), nullable=False),
        sa.Column("due_at", storage.database.Moment(), nullable=False),
        sa.Column("lease_until", storage.database.Moment(), nullable=True),
        sa.Column("sent_at", storage.database.Moment(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_outbox_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_waiting", ["state", "priority", "id"], unique=False)

    op.create_table(
        "people",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("pangkat", sa.String(), nullable=False),
        sa.Column("superior", sa.String(), nullable=True),
        sa.Column("substitute", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("chat", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_people_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_people")),
    )
    op.create_table(
        "values",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", storage.database.Exact(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("numerator", storage.database.Exact(), nullable=True),
        sa.Column("denominator", storage.database.Exact(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("raw", storage.database.Verbatim(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("inbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", storage.database.Moment(), nullable=False),
        sa.Column("stored_at", storage.database.Moment(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_values_version")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_values_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_values")),
        sa.UniqueConstraint("inbox_id", name=op.f("uq_values_inbox_id")),
        sa.UniqueConstraint("period", "indicator", "version", name=op.f("uq_values_period")),
    )
    with op.batch_alter_table("values", schema=None) as batch_op:
        batch_op.create_index("ix_values_source", ["chat_id", "message_id"], unique=False)

    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("bound_at", storage.database.Moment(), nullable=False),
        sa.Column("telegram_name", storage.database.Verbatim(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.code"], name=op.f("fk_chats_person")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
        sa.UniqueConstraint("person", name=op.f("uq_chats_person")),
    )
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("created_at", storage.database.Moment(), nullable=False),
        sa.Column("expires_at", storage.database.Moment(), nullable=False),
        sa.Column("used_at", storage.database.Moment(), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.code"], name=op.f("fk_invites_person")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invites")),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("issued_at", storage.database.Moment(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["period"], ["cycles.period"], name=op.f("fk_receipts_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("period", "number", name=op.f("uq_receipts_period")),
    )
    op.create_table(
        "recipients",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.code"], name=op.f("fk_recipients_person")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_recipients")),
        sa.UniqueConstraint("person", name=op.f("uq_recipients_person")),
    )
    op.create_table(
        "reminders",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("due_at", storage.database.Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", storage.database.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_reminders_outbox_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reminders")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index("ix_reminders_waiting", ["state", "due_at"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", storage.database.Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", storage.database.Moment(), nullable=False),
        sa.Column("deliver_to", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("circulated_at", storage.database.Moment(), nullable=True),
        sa.Column("circulated_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["period"], ["cycles.period"], name=op.f("fk_reports_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("period", "kind", "version", name=op.f("uq_reports_period")),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_waiting", ["state", "due_at"], unique=False)

    op.create_table(
        "requests",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("substitute", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("deadline", storage.database.Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", storage.database.Verbatim(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("reviewed_at", storage.database.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["holder"], ["people.code"], name=op.f("fk_requests_holder")),
        sa.ForeignKeyConstraint(["period"], ["cycles.period"], name=op.f("fk_requests_period")),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_requests_unit")),
        sa.PrimaryKeyConstraint("period", "indicator", name=op.f("pk_requests")),
    )
    op.create_table(
        "circulations",
        sa.Column("report", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("sent_at", storage.database.Moment(), nullable=False),
        sa.Column("read_at", storage.database.Moment(), nullable=True),
        sa.Column("correction", storage.database.Verbatim(), nullable=True),
        sa.Column("answered_at", storage.database.Moment(), nullable=True),
        sa.Column("reply", storage.database.Verbatim(), nullable=True),
        sa.Column("replied_by", sa.String(), nullable=True),
        sa.Column("replied_at", storage.database.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.code"], name=op.f("fk_circulations_person")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_circulations_report")),
        sa.PrimaryKeyConstraint("report", "person", name=op.f("pk_circulations")),
    )
