"""`python -m tests.transcripts` writes the pages anew; look at what changed before it is committed."""

import asyncio
import tempfile
from pathlib import Path

from storage.database import open_engine
from storage.migrate import upgrade
from tests.transcripts.play import FOLDER, play


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bot.db"
        upgrade(url)
        for name, page in (await play(open_engine(url), Path(folder))).items():
            (FOLDER / f"{name}.txt").write_text(page, encoding="utf-8")
            print(f"{name}.txt")


if __name__ == "__main__":
    asyncio.run(main())
