"""Kills the real process while officers write to it, and compares an independent ledger with the database.

`python -m tests.kill --trials N --seed S`: each trial starts `python -m bot run`, lets officers write, kills the
process (SIGKILL) at a random moment while updates are in flight, and starts it again. Afterwards every update that
Telegram was told of (confirmed by a later offset) must be in the database once and answered at least once.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from tests.wire import TOKEN, Wire

OFFICERS = range(1000, 1010)


class Office:
    """The running bot seen from outside: a process, a data folder, and what Telegram saw."""

    def __init__(self, folder: Path, broken: str | None) -> None:
        self.folder = folder
        self.program = ["tests.broken", broken] if broken else ["bot"]
        self.wire = Wire(delay=0.02)  # long enough that a kill finds messages on their way
        self.process: asyncio.subprocess.Process | None = None
        self.written: dict[int, int] = {}  # update id -> chat

    async def open(self) -> None:
        await self.wire.start()
        settings = f'[telegram]\nbase_url = "{self.wire.base_url}"\n[pacing]\noverall_per_second = 5000.0\n'
        settings += "chat_per_second = 1000.0\nchat_burst = 1000\n"
        (self.folder / "config.toml").write_text(settings)

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *self.program, "run", "--config", str(self.folder / "config.toml"),
            env={**os.environ, "BOT_TELEGRAM_TOKEN": TOKEN},
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip

    async def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    def write(self, count: int) -> None:
        for _ in range(count):
            update_id = len(self.written) + 1
            chat = random.choice(OFFICERS)
            self.written[update_id] = chat
            self.wire.write(update_id, chat, f"jawaban {update_id}")

    def deliver_again(self) -> None:
        """As after a confirmation that got lost on its way: Telegram delivers some updates once more."""
        for update_id in random.sample(sorted(self.wire.confirmed), min(3, len(self.wire.confirmed))):
            self.wire.write(update_id, self.written[update_id], f"jawaban {update_id}")

    @property
    def in_flight(self) -> int:
        """Updates the bot has been given whose answers have not been seen."""
        return len(self.wire.delivered) - len(answered(self.wire))

    async def settle(self) -> None:
        """Waits until every update is confirmed and answered, or nothing moves for ten seconds."""
        last, still = -1, 0
        while still < 200 and (self.wire.updates or len(answered(self.wire)) < len(self.written)):
            progress = len(self.wire.confirmed) + len(self.wire.sent)
            still = still + 1 if progress == last else 0
            last = progress
            await asyncio.sleep(0.05)


def answered(wire: Wire) -> Counter[tuple[int, int]]:
    """(chat, message replied to) -> how many answers arrived."""
    return Counter((sent["chat_id"], sent["reply_parameters"]["message_id"]) for sent in wire.sent)


def repeats(wire: Wire) -> Counter[int]:
    """Chat -> how many of its answers arrived again."""
    return Counter(chat for (chat, _), count in answered(wire).items() for _ in range(count - 1))


async def play(office: Office, trials: int, seed: int, answers: int) -> tuple[int, list[Counter[int]]]:
    """Runs the trials; returns the kills while something was in flight, and the repeats after each kill by chat."""
    random.seed(seed)
    await office.open()
    busy, known = 0, [Counter[int]()]
    for trial in range(trials):
        await office.start()
        office.write(answers // trials)
        told, seen = len(office.wire.confirmed), len(office.wire.sent)
        async with asyncio.timeout(30):
            while len(office.wire.sent) == seen and len(office.wire.confirmed) == told:  # noqa: ASYNC110 - a process
                await asyncio.sleep(0.005)
        await asyncio.sleep(random.uniform(0, 0.12))
        busy += office.in_flight > 0
        await office.kill()
        known.append(repeats(office.wire))
        office.deliver_again()
        print(f"kill {trial + 1}: {office.in_flight} updates in flight")
    await office.start()
    await office.settle()
    await office.kill()
    await office.wire.stop()
    known.append(repeats(office.wire))
    return busy, [after - before for before, after in pairwise(known)]


def too_often(repeated: list[Counter[int]]) -> list[str]:
    """At most one message of a chat may be repeated after one kill."""
    worst = [(number, chat, count) for number, kill in enumerate(repeated, 1) for chat, count in kill.items()]
    return [f"kill {number}: {count} messages of chat {chat} repeated" for number, chat, count in worst if count > 1]


def judge(office: Office, repeated: list[Counter[int]]) -> list[str]:
    """What the ledger and the database disagree about; empty when every promise held."""
    with closing(sqlite3.connect(office.folder / "data" / "bot.db")) as database:
        stored = Counter(json.loads(row[0])["update_id"] for row in database.execute("SELECT raw FROM inbox"))
        undone = database.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone()[0]
    seen = answered(office.wire)
    lost = [update for update in office.wire.confirmed if update not in stored]
    twice = [update for update, count in stored.items() if count > 1]
    silent = [update for update in office.wire.confirmed if not seen[(office.written[update], update)]]
    found = []
    if lost:
        found.append(f"{len(lost)} confirmed updates lost")
    if twice:
        found.append(f"{len(twice)} updates stored twice")
    if undone:
        found.append(f"{undone} updates never handled")
    if silent:
        found.append(f"{len(silent)} confirmed updates never answered")
    if len(office.wire.confirmed) != len(office.written):
        found.append(f"{len(office.written) - len(office.wire.confirmed)} updates never confirmed")
    found += too_often(repeated)
    return found


async def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kill")
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="broken", choices=["ack-first", "mark-first", "no-unique"])
    parser.add_argument("--answers", type=int, help="updates in all (default 40 per trial)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), options.broken)
        busy, repeated = await play(office, options.trials, options.seed, options.answers or 40 * options.trials)
        found = judge(office, repeated)
    if 2 * busy < options.trials:
        found.append(f"only {busy} of {options.trials} kills fell while an update was in flight: too weak a test")
    again = sum(kill.total() for kill in repeated)
    print("\n".join(found))
    print(
        f"{options.trials} kills, {busy} with updates in flight; {len(office.written)} updates, "
        f"{len(office.wire.confirmed)} confirmed, {again} answers repeated, {len(found)} promises broken"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
