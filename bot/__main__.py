"""Command line; the only place where objects are wired together."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.config import Config, ConfigError, load_config
from bot.rules import sop


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit code. A user's mistake is one line on stderr, without a traceback."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except (ConfigError, sop.SopError, Unusable) as mistake:
        print(mistake, file=sys.stderr)
        return 2


class Unusable(Exception):
    """The command cannot be carried out as asked; the text says what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Performance-reporting SOP in Telegram")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="run the bot (long polling)")
    run.add_argument("--config", type=Path, default=Path("config.toml"))
    run.set_defaults(command=run_bot)
    show = commands.add_parser("sop", help="print the SOP this office works by")
    show.add_argument("--config", type=Path, help="settings that may name the office's own SOP file")
    show.set_defaults(command=print_sop)
    template = commands.add_parser("template", help="write an office workbook with examples")
    template.add_argument("file", type=Path)
    template.set_defaults(command=write_template)
    check = commands.add_parser("check", help="read an office workbook and print all its mistakes")
    check.add_argument("file", type=Path)
    check.set_defaults(command=check_workbook)
    return parser


def run_bot(options: argparse.Namespace) -> int:
    from bot.tg.app import AlreadyRunning, run, sole_process  # loaded only for this command: it is the largest part
    from storage.database import open_engine
    from storage.migrate import upgrade

    config = load_config(options.config)
    if not config.telegram.token:
        raise ConfigError(f"{options.config}: telegram.token is empty; get one from @BotFather")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        with sole_process(config.data):
            upgrade(config.database_url)
            engine = open_engine(config.database_url)
            asyncio.run(_until_told(run(config, engine, Clock())))
    except AlreadyRunning as busy:
        raise Unusable(str(busy)) from None
    return 0


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` until SIGTERM or Ctrl-C; what is in flight then is found again at the next start."""
    task = asyncio.create_task(work)
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


def print_sop(options: argparse.Namespace) -> int:
    print(sop.describe(sop.load(_sop_text(load_config(options.config) if options.config else None))))
    return 0


def _sop_text(config: Config | None) -> str:
    if config is None or not config.office.sop:
        return sop.default_text()
    file = config.folder / config.office.sop
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"office.sop: {file}: {error.strerror}") from None


def write_template(options: argparse.Namespace) -> int:
    from bot.office.sample import template_office
    from bot.office.template import write_workbook

    options.file.write_bytes(write_workbook(template_office()))
    print(f"{options.file}: ditulis. Isi lembar-lembarnya, lalu periksa dengan: python -m bot check {options.file}")
    return 0


def check_workbook(options: argparse.Namespace) -> int:
    from bot.office.read import read_workbook

    try:
        data = options.file.read_bytes()
    except OSError as error:
        raise Unusable(f"{options.file}: {error.strerror}") from None
    found = read_workbook(data, [role.id for role in sop.load(sop.default_text()).roles])
    if isinstance(found, list):
        print("\n".join(str(mistake) for mistake in found), file=sys.stderr)
        return 1
    print(f"{options.file}: {len(found.people)} orang, {len(found.indicators)} indikator, tidak ada kesalahan.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
