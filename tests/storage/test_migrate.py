"""A migration lays a copy of the old database beside it first, and one that fails changes nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrate

NEXT = '''"""The next schema"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("CREATE TABLE newer (id INTEGER)")
    {then}
'''


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's migrations in a folder where a test may add one."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    return folder / "versions" / "0002.py"


def tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def office(folder: Path) -> tuple[str, Path]:
    database = folder / "office" / "bot.db"
    url = f"sqlite:///{database}"
    migrate.upgrade(url)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO units VALUES ('u', 'Unit', 'own')")
    return url, database


def test_a_copy_of_the_old_database_is_laid_beside_it(tmp_path: Path, migrations: Path) -> None:
    url, database = office(tmp_path)
    migrations.write_text(NEXT.format(then=""))
    assert migrate.upgrade(url)
    copy = database.with_name("bot.db.before-0001")
    assert "newer" in tables(database)
    assert "newer" not in tables(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT code FROM units").fetchall() == [("u",)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, migrations: Path) -> None:
    url, database = office(tmp_path)
    migrations.write_text(NEXT.format(then='raise RuntimeError("halfway")'))
    with pytest.raises(RuntimeError, match="halfway"):
        migrate.upgrade(url)
    assert "newer" not in tables(database)


def test_a_migration_that_leaves_rows_pointing_nowhere_is_refused(tmp_path: Path, migrations: Path) -> None:
    url, database = office(tmp_path)
    lost = "INSERT INTO recipients (position, person) VALUES (1, 'nobody')"
    migrations.write_text(NEXT.format(then=f'op.execute("{lost}")'))
    with pytest.raises(RuntimeError, match="point nowhere"):
        migrate.upgrade(url)
    assert "newer" not in tables(database)
