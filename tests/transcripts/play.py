"""One quarter in nine scenes, on a clock that stands still between them."""

from pathlib import Path

from sqlalchemy import Engine

from tests.journeys.day import office_day, wita
from tests.transcripts.scenes import SCENES

FOLDER = Path(__file__).parent


async def play(engine: Engine, folder: Path) -> dict[str, str]:
    """Name -> page, in the order of the quarter."""
    async with office_day(engine, folder, begins=wita(2026, 9, 30, 15), still=True) as day:
        return {name: await scene(day) for name, scene in SCENES}
