"""Papers are made in a process of their own, so that a long table never holds up an officer's answer.

One process, started when the first paper is wanted and replaced after some jobs; bounded in time and memory. The bot
itself never imports a document library. The process is this module run by the same Python: unlike a spawned
`multiprocessing` process it does not import the bot's command line again.

Both directions carry frames: one byte, the length (8 bytes, big endian), the body. A job's byte is the kind of paper,
an answer's is + or -; behind - stands where it failed, never what an officer wrote.
"""

import asyncio
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import BinaryIO, Literal, Self

Kind = Literal["pdf", "xlsx"]

_HEAD = struct.Struct(">cQ")
_CODES: Mapping[str, bytes] = MappingProxyType({"pdf": b"p", "xlsx": b"x"})
_DONE, _FAILED = b"+", b"-"
_ROOT = Path(__file__).parents[2]
MEBIBYTE = 1024 * 1024


class RenderFailed(Exception):
    """No paper came out: the process failed, was killed, or took too long. The next call starts anew."""


class Renderer:
    """Makes one paper at a time; calls wait for their turn.

    `timeout` is seconds for one paper, `memory` bytes of address space (where the system can bound it), `jobs` the
    papers after which the process is replaced.
    """

    def __init__(self, *, timeout: float = 60.0, memory: int = 1024 * MEBIBYTE, jobs: int = 50) -> None:
        self.timeout = timeout
        self._memory = memory
        self._jobs = jobs
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._made = 0
        self._closed = False

    async def render(self, kind: Kind, snapshot: bytes) -> bytes:
        """The paper of a stored snapshot (`msgspec.json.encode(report)`). Raises RenderFailed."""
        async with self._turn:
            try:
                async with asyncio.timeout(self.timeout):
                    mark, body = await self._exchange(_CODES[kind], snapshot)
            except TimeoutError:
                await self._kill()
                raise RenderFailed(f"{kind}: not finished after {self.timeout:g} s") from None
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                await self._kill()
                raise RenderFailed(f"{kind}: the process ended") from error
            except asyncio.CancelledError:
                await self._kill()
                raise
            await self._replace_when_worn()
        if mark != _DONE:
            raise RenderFailed(f"{kind}: {body.decode()}")
        return body

    async def close(self) -> None:
        """Ends the process, also in the middle of a paper. Afterwards nothing is made any more."""
        self._closed = True
        await self._kill()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _exchange(self, code: bytes, snapshot: bytes) -> tuple[bytes, bytes]:
        process = await self._running()
        assert process.stdin, "opened as a pipe"
        assert process.stdout, "opened as a pipe"
        process.stdin.write(_HEAD.pack(code, len(snapshot)))
        process.stdin.write(snapshot)
        await process.stdin.drain()
        mark, length = _HEAD.unpack(await process.stdout.readexactly(_HEAD.size))
        return mark, await process.stdout.readexactly(length)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._closed:
            raise RenderFailed("closed")
        if self._process is None or self._process.returncode is not None:
            self._made = 0
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot.report.worker", str(self._memory)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                cwd=_ROOT,
                env={name: value for name, value in os.environ.items() if not name.startswith("BOT_")},
            )
        return self._process

    async def _replace_when_worn(self) -> None:
        self._made += 1
        if self._made >= self._jobs:
            await self._kill()

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        if process.stdin:
            process.stdin.close()
        await process.wait()


def main(memory: int) -> None:
    """The process: job after job until its input ends. Ctrl-C is for the bot, which then closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the answers
    while head := sys.stdin.buffer.read(_HEAD.size):
        code, length = _HEAD.unpack(head)
        mark, body = _attempt(code, sys.stdin.buffer.read(length))
        _send(answers, mark, body)


def _send(answers: BinaryIO, mark: bytes, body: bytes) -> None:
    answers.write(_HEAD.pack(mark, len(body)))
    answers.write(body)
    answers.flush()


def _attempt(code: bytes, snapshot: bytes) -> tuple[bytes, bytes]:
    try:
        return _DONE, _render(code, snapshot)
    except Exception as error:  # noqa: BLE001 - the edge of the process: every failure becomes an answer
        last = traceback.extract_tb(error.__traceback__)[-1]
        return _FAILED, f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}".encode()


def _render(code: bytes, snapshot: bytes) -> bytes:
    import msgspec

    from bot.report import content, pdf, xlsx

    renderers: dict[bytes, Callable[[content.Report, str], bytes]] = {b"p": pdf.render, b"x": xlsx.render}
    report = msgspec.json.decode(snapshot, type=content.Report)
    return renderers[code](report, content.digest(snapshot))


def _limit(memory: int) -> None:
    """Bounds the address space where the system knows how (not on Windows), and leaves no core files."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(int(sys.argv[1]))
