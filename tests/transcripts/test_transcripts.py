"""The conversations are what their pages say. After a wanted change: `python -m tests.transcripts`; read the diff."""

from pathlib import Path

from sqlalchemy import Engine

from tests.transcripts.play import FOLDER, play


async def test_the_quarter_reads_as_its_pages_say(engine: Engine, tmp_path: Path) -> None:
    pages = await play(engine, tmp_path)
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(pages)
    for name, page in pages.items():
        assert page == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), name
