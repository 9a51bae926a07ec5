"""What is stored comes back exactly, on both databases, and the schema is the one the tables describe."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from storage import facts
from storage.database import open_engine, transaction
from storage.migrate import UnknownSchema, upgrade
from storage.tables import metadata, units, values

NOW = datetime(2026, 10, 1, 0, 0, 0, 123456, tzinfo=UTC)


def a_value(**changes: object) -> dict[str, object]:
    row = {
        "period": "2026Q3",
        "indicator": "IK-01",
        "version": 1,
        "raw": "85,50",
        "person": "budi",
        "channel": "chat",
        "sent_at": NOW,
        "stored_at": NOW,
    }
    return row | changes


@pytest.mark.parametrize("digits", ["85.50", "0.1234567891", "999999999999999.9999999999", "-0.5", "0", "3.0"])
def test_a_decimal_keeps_every_digit_it_was_given(engine: Engine, digits: str) -> None:
    with transaction(engine) as connection:
        connection.execute(insert(values).values(a_value(number=Decimal(digits))))
    with transaction(engine) as connection:
        stored = connection.execute(select(values.c.number)).scalar_one()
    assert str(stored) == digits


@pytest.mark.parametrize("wrong", [85.5, Decimal("NaN"), Decimal("Infinity"), "85.5"])
def test_only_finite_decimals_enter_a_figure(engine: Engine, wrong: object) -> None:
    with pytest.raises(StatementError, match="Decimal"), transaction(engine) as connection:
        connection.execute(insert(values).values(a_value(number=wrong)))


def test_a_moment_comes_back_as_the_same_instant(engine: Engine) -> None:
    wita = NOW.astimezone(timezone(timedelta(hours=8)))
    with transaction(engine) as connection:
        connection.execute(insert(values).values(a_value(sent_at=wita)))
    with transaction(engine) as connection:
        stored = connection.execute(select(values.c.sent_at)).scalar_one()
    assert stored == NOW
    assert stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="aware"), transaction(engine) as connection:
        connection.execute(insert(values).values(a_value(sent_at=NOW.replace(tzinfo=None))))


def test_a_person_needs_a_unit_that_exists(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as connection:
        connection.execute(text("INSERT INTO recipients (position, person) VALUES (1, 'nobody')"))


def test_a_version_of_a_value_exists_once(engine: Engine) -> None:
    with transaction(engine) as connection:
        connection.execute(insert(values).values(a_value()))
    with pytest.raises(IntegrityError), transaction(engine) as connection:
        connection.execute(insert(values).values(a_value(number=Decimal(1))))


def test_a_transaction_that_fails_changes_nothing(engine: Engine) -> None:
    def fail_halfway() -> None:
        with transaction(engine) as connection:
            connection.execute(insert(units).values(code="u", name="Unit", kind="own"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with transaction(engine) as connection:
        assert connection.execute(select(units)).all() == []


def test_read_then_write_by_many_threads_loses_no_step(engine: Engine) -> None:
    with transaction(engine) as connection:
        connection.execute(insert(units).values(code="u", name="0", kind="own"))

    def add_one() -> None:
        with transaction(engine) as connection:
            row = connection.execute(select(units.c.name).with_for_update()).scalar_one()
            connection.execute(update(units).values(name=str(int(row) + 1)))

    threads = [threading.Thread(target=add_one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction(engine) as connection:
        assert connection.execute(select(units.c.name)).scalar_one() == "20"


def test_a_fact_is_remembered_and_replaced(engine: Engine) -> None:
    with transaction(engine) as connection:
        assert facts.recall(connection, "seen") is None
        facts.remember(connection, "seen", "1")
        facts.remember(connection, "seen", "2")
        assert facts.recall(connection, "seen") == "2"


def test_the_migrations_make_exactly_the_tables_described(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_second_upgrade_changes_nothing(url: str) -> None:
    assert not upgrade(url)


def test_a_newer_schema_is_refused(url: str) -> None:
    engine = open_engine(url)
    with transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UnknownSchema, match="9999"):
        upgrade(url)


def test_the_folder_of_a_new_database_is_private(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'office' / 'bot.db'}")
    assert (tmp_path / "office").stat().st_mode & 0o777 == 0o700
