"""Kills the real process while officers answer, and compares an independent ledger with the database.

`python -m tests.kill --trials N --seed S`: each trial lets officers type values to `python -m bot run` through the
local Telegram, kills the process (SIGKILL) at a random moment while updates are in flight, and starts it again.
Afterwards every value Telegram was told of (confirmed by a later offset) must be stored once, with its audit row, and
answered. `--keep DIR` leaves ledger, database and kill log; `--break` removes one protection and must make it fail.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from bot.demo.telegram.local import LocalTelegram
from bot.rules.numbers import say_number
from tests.kill_office import CHATS, TOKEN, furnish

FIRST = 100_001  # the first value typed; each is typed once, so a value names its message


class Office:
    """The running bot seen from outside: a process, a data folder, and what Telegram saw."""

    def __init__(self, folder: Path, broken: str | None, answers: int) -> None:
        self.folder, self.answers = folder, answers
        self.program = ["tests.broken", broken] if broken else ["bot"]
        self.telegram = LocalTelegram(token=TOKEN, bot_username="uji_bot")
        self.process: asyncio.subprocess.Process | None = None
        self.written: dict[int, tuple[int, int]] = {}  # update id -> chat, value
        self.confirmed: set[int] = set()

    async def open(self) -> None:
        """Everybody has the first question before the first kill."""
        for chat in CHATS:
            self.telegram.add_person(f"Petugas {chat}", user_id=chat, started=True)
        await self.telegram.start()
        furnish(self.folder, self.telegram, -(-self.answers // len(CHATS)))
        self.telegram.faults.delay("sendMessage", 0.02, times=10**9)  # long enough that a kill finds some on their way
        await self.start()
        for chat in CHATS:
            self.telegram.send_text(chat, "/isi")
        async with asyncio.timeout(30):
            while not all(any(each.from_bot for each in self.telegram.chat(chat)) for chat in CHATS):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await self.kill()

    async def start(self) -> None:
        with (self.folder / "errors.log").open("ab") as errors:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.program, "run", "--config", str(self.folder / "config.toml"),
                env={**os.environ, "BOT_TELEGRAM_TOKEN": TOKEN},
                stderr=errors,
            )  # fmt: skip

    async def kill(self) -> None:
        assert self.process is not None
        if self.process.returncode is not None:
            raise SystemExit("the bot ended by itself:\n" + (self.folder / "errors.log").read_text()[-3000:])
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    def write(self, count: int) -> None:
        for _ in range(count):
            value = FIRST + len(self.written)
            chat = CHATS[len(self.written) % len(CHATS)]
            self.written[self.telegram.send_text(chat, str(value))] = chat, value

    def look(self) -> int:
        """Takes note of what the bot has confirmed so far; returns how much has happened."""
        ledger = self.telegram.ledger
        self.confirmed |= {update for update in self.written if ledger[update].confirmed}
        return len(self.confirmed) + sum(self.seen().values())

    async def work(self, messages: int) -> None:
        """Until the bot has written so many messages, or has been silent for a while after confirming something."""
        loop, start = asyncio.get_running_loop(), self.seen().total()
        last, since = self.look(), loop.time()
        told = len(self.confirmed)
        async with asyncio.timeout(60):
            while (written := self.seen().total() - start) < messages:
                await asyncio.sleep(0.01)
                if (now := self.look()) != last:
                    last, since = now, loop.time()
                if loop.time() - since > (0.6 if written or len(self.confirmed) > told else 20):
                    return

    def deliver_again(self) -> None:
        """As after a confirmation that got lost on its way: Telegram delivers some updates once more."""
        for update in random.sample(sorted(self.confirmed), min(3, len(self.confirmed))):
            self.telegram.push_raw(self.telegram.ledger[update].update)

    def seen(self) -> Counter[tuple[int, str]]:
        """(chat, text) -> how often the bot wrote it."""
        return Counter((chat, each.text) for chat in CHATS for each in self.telegram.chat(chat) if each.from_bot)

    def unanswered(self) -> list[int]:
        """Updates the bot has been given whose answers have not been seen."""
        said: dict[int, str] = {chat: "\n".join(text for owner, text in self.seen() if owner == chat) for chat in CHATS}
        ledger = self.telegram.ledger
        return [
            update
            for update, (chat, value) in self.written.items()
            if ledger[update].deliveries and f"Tersimpan: {say(value)}" not in said[chat]
        ]

    async def settle(self) -> None:
        """Waits until every update is confirmed and answered, or nothing moves for ten seconds."""
        last, still = -1, 0
        while still < 100 and (self.telegram.world.updates.pending or self.unanswered()):
            progress = self.look()
            still = still + 1 if progress == last else 0
            last = progress
            await asyncio.sleep(0.1)
        self.look()


def say(value: int) -> str:
    """As the bot echoes it."""
    return f"{say_number(Decimal(value))} dokumen"


def repeats(office: Office) -> Counter[int]:
    """Chat -> how many of the bot's messages arrived again."""
    return Counter(chat for (chat, _), count in office.seen().items() for _ in range(count - 1))


async def play(office: Office, trials: int, seed: int) -> tuple[int, list[Counter[int]], list[str]]:
    """Runs the trials: kills with something in flight, repeats after each kill by chat, and the log of kills."""
    random.seed(seed)
    await office.open()
    busy, known, log = 0, [repeats(office)], []
    for trial in range(trials):
        await office.start()
        office.write(office.answers // trials)
        await office.work(random.randint(1, office.answers // trials))
        await asyncio.sleep(random.uniform(0, 0.05))
        flying = len(office.unanswered())
        await office.kill()
        busy += flying > 0
        known.append(repeats(office))
        office.look()
        office.deliver_again()
        log.append(f"kill {trial + 1}: {flying} updates in flight")
    await office.start()
    await office.settle()
    await office.kill()
    await office.telegram.stop()
    known.append(repeats(office))
    return busy, [after - before for before, after in pairwise(known)], log


def too_often(repeated: list[Counter[int]]) -> list[str]:
    """At most one message of a chat may be repeated after one kill."""
    worst = [(number, chat, count) for number, kill in enumerate(repeated, 1) for chat, count in kill.items()]
    return [f"kill {number}: {count} messages of chat {chat} repeated" for number, chat, count in worst if count > 1]


def judge(office: Office, repeated: list[Counter[int]]) -> list[str]:
    """What the ledger and the database disagree about; empty when every promise held."""
    with closing(sqlite3.connect(office.folder / "data" / "bot.db")) as database:
        stored = Counter(row[0] for row in database.execute("SELECT raw FROM \"values\" WHERE channel = 'chat'"))
        audited = database.execute("SELECT count(*) FROM audit WHERE action = 'value'").fetchone()[0]
        undone = database.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone()[0]
    values = {update: str(value) for update, (_, value) in office.written.items()}
    complaints = {
        "confirmed answers lost": sum(values[update] not in stored for update in office.confirmed),
        "answers stored twice": sum(count > 1 for count in stored.values()),
        "values without exactly one audit row": abs(audited - stored.total()),
        "values nobody typed": len(set(stored) - set(values.values())),
        "updates never handled": undone,
        "answers never confirmed": len(office.written) - len(office.confirmed),
        "confirmed answers never answered": len(set(office.unanswered()) & office.confirmed),
    }
    return [f"{count} {what}" for what, count in complaints.items() if count] + too_often(repeated)


def keep(office: Office, folder: Path, log: list[str]) -> None:
    """The ledger as Telegram saw it, the database and the kills, for whoever wants to judge anew."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(office.folder / "data", folder / "data", dirs_exist_ok=True)
    ledger = {
        update: {"chat": chat, "value": value, "confirmed": update in office.confirmed}
        for update, (chat, value) in office.written.items()
    }
    (folder / "ledger.json").write_text(json.dumps(ledger, indent=1))
    (folder / "kills.log").write_text("\n".join(log) + "\n")


async def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kill")
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="broken", choices=["ack-first", "mark-first", "no-unique"])
    parser.add_argument("--answers", type=int, help="values typed in all (default 40 per trial)")
    parser.add_argument("--keep", type=Path, help="leave ledger, database and kill log in this folder")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), options.broken, options.answers or 40 * options.trials)
        busy, repeated, log = await play(office, options.trials, options.seed)
        found = judge(office, repeated)
        if options.keep:
            keep(office, options.keep, log)
    if 2 * busy < options.trials:
        found.append(f"only {busy} of {options.trials} kills fell while an update was in flight: too weak a test")
    again = sum(kill.total() for kill in repeated)
    print("\n".join([*log, *found]))
    print(
        f"{options.trials} kills, {busy} with updates in flight; {len(office.written)} answers, "
        f"{len(office.confirmed)} confirmed, {again} messages repeated, {len(found)} promises broken"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
