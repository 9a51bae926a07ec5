"""Brings a database to the newest schema, after a copy of it was laid beside it (SQLite)."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from storage.database import open_for_migration

MIGRATIONS = Path(__file__).parent / "migrations"


class UnknownSchema(Exception):
    """The database was written by a newer product; running on it could lose what this one does not know."""


def upgrade(url: str) -> bool:
    """Upgrade `url` in place; True when something changed. A SQLite file is copied to `*.before-<revision>` first."""
    alembic = _alembic(url)
    engine = open_for_migration(url)
    try:
        current, newest = _current(engine), ScriptDirectory.from_config(alembic).get_current_head()
        if current == newest:
            return False
        _refuse_unknown(alembic, current)
        if current and url.startswith("sqlite"):
            _copy(Path(url.removeprefix("sqlite:///")), current)
        with engine.begin() as connection:
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, "head")
            if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("the migration would leave rows that point nowhere; nothing was changed")
    finally:
        engine.dispose()
    return True


def _alembic(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _refuse_unknown(alembic: AlembicConfig, current: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(alembic).walk_revisions()}
    if current is not None and current not in known:
        raise UnknownSchema(f"schema {current} is newer than this program; update the program first")


def _copy(database: Path, revision: str) -> None:
    """SQLite's own backup, because a plain file copy misses what still stands in the write-ahead log."""
    target = database.with_name(f"{database.name}.before-{revision}")
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(target)) as copy:
        old.backup(copy)
