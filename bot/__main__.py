"""Command line; the only place where objects are wired together."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.clock import Clock
from bot.config import Config, ConfigError, load_config
from bot.logs import write_logs
from bot.rules import sop
from bot.service.house import House
from storage.database import open_engine
from storage.migrate import upgrade


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
    bring = commands.add_parser("import", help="take over an office workbook, all or nothing")
    bring.add_argument("file", type=Path)
    bring.add_argument("--config", type=Path, default=Path("config.toml"))
    bring.set_defaults(command=import_office)
    invite = commands.add_parser("invite", help="print a personal link for each person who has not joined")
    invite.add_argument("people", nargs="*", metavar="PERSON", help="codes or names; a new link ends the old one")
    invite.add_argument("--config", type=Path, default=Path("config.toml"))
    invite.set_defaults(command=print_invitations)
    demo = commands.add_parser("demo", help="play the office in a browser, without a Telegram account")
    demo.add_argument("--port", type=int, default=8090)
    demo.add_argument("--dir", type=Path, default=Path("demo-data"), help="where the demo keeps its data")
    demo.add_argument("--fresh", action="store_true", help="start anew; the folder's earlier demo is removed")
    demo.set_defaults(command=run_demo)
    template = commands.add_parser("template", help="write an office workbook with examples")
    template.add_argument("file", type=Path)
    template.set_defaults(command=write_template)
    check = commands.add_parser("check", help="read an office workbook and print all its mistakes")
    check.add_argument("file", type=Path)
    check.set_defaults(command=check_workbook)
    return parser


def run_bot(options: argparse.Namespace) -> int:
    from bot.tg.app import AlreadyRunning, run, sole_process  # loaded only for this command: it is the largest part

    config = load_config(options.config)
    if not config.telegram.token:
        raise ConfigError(f"{options.config}: telegram.token is empty; get one from @BotFather")
    write_logs(logging.INFO)
    try:
        with sole_process(config.data):
            upgrade(config.database_url)
            engine = open_engine(config.database_url)
            asyncio.run(_until_told(run(config, engine, Clock(), House(config, _sop_text(config)))))
    except AlreadyRunning as busy:
        raise Unusable(str(busy)) from None
    return 0


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` until SIGTERM or Ctrl-C; what is in flight then is found again at the next start."""
    task = asyncio.create_task(work)
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C cancels the task by itself
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


def import_office(options: argparse.Namespace) -> int:
    from bot.service.setup import CannotImport, import_workbook

    config = load_config(options.config)
    with _office(config) as (engine, house):
        try:
            changes = import_workbook(engine, Clock(), house, _bytes(options.file))
        except CannotImport as mistakes:
            print(mistakes, file=sys.stderr)
            return 1
    print("\n".join(changes) if changes else "Tidak ada yang berubah.")
    return 0


def print_invitations(options: argparse.Namespace) -> int:
    from bot.service.setup import UnknownPerson, invite_people

    with _office(load_config(options.config)) as (engine, house):
        try:
            links = invite_people(engine, Clock(), house, options.people)
        except UnknownPerson as mistake:
            raise Unusable(str(mistake)) from None
    for name, link in links:
        print(f"{name}\t{link}")
    return 0


@contextlib.contextmanager
def _office(config: Config) -> Iterator[tuple[Engine, House]]:
    """The office's database at the newest schema, for a command that may run beside the bot."""
    upgrade(config.database_url)
    engine = open_engine(config.database_url)
    try:
        yield engine, House(config, _sop_text(config))
    finally:
        engine.dispose()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from None


def run_demo(options: argparse.Namespace) -> int:
    from bot.demo.play import NotADemo, play

    write_logs(logging.WARNING)
    try:
        asyncio.run(_until_told(play(options.dir, options.port, fresh=options.fresh)))
    except NotADemo as mistake:
        raise Unusable(str(mistake)) from None
    return 0


def check_workbook(options: argparse.Namespace) -> int:
    from bot.office.read import read_workbook

    found = read_workbook(_bytes(options.file), [role.id for role in sop.load(sop.default_text()).roles])
    if isinstance(found, list):
        print("\n".join(str(mistake) for mistake in found), file=sys.stderr)
        return 1
    print(f"{options.file}: {len(found.people)} orang, {len(found.indicators)} indikator, tidak ada kesalahan.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
