"""Runs the long work beside the conversation: files are fetched from Telegram, papers are made by the worker."""

import asyncio
import logging

from bot.files.cabinet import Cabinet
from bot.files.judge import TOO_BIG, judge, photo_name
from bot.report.worker import Renderer, RenderFailed
from bot.service.errands import Errands
from bot.tg.line import CallFailed, Line
from bot.tg.threads import Threads
from storage.evidence import Piece
from storage.reports import RECAP_XLSX, Paper

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.5


class Runner:
    """`sent` is set when something was put into the outbox."""

    def __init__(self, errands: Errands, line: Line, cabinet: Cabinet, threads: Threads, sent: asyncio.Event) -> None:
        self._errands, self._line, self._cabinet = errands, line, cabinet
        self._threads, self._sent = threads, sent

    async def run(self) -> None:
        """Both kinds of errands, each one at a time, until cancelled."""
        async with Renderer() as renderer, asyncio.TaskGroup() as tasks:
            tasks.create_task(self._fetch_files())
            tasks.create_task(self._make_papers(renderer))

    async def _fetch_files(self) -> None:
        while True:
            piece = await self._threads.do(self._errands.next_file)
            if piece is None:
                await asyncio.sleep(IDLE_SECONDS)
            else:
                await self._fetch(piece)
                self._sent.set()

    async def _fetch(self, piece: Piece) -> None:
        try:
            content = await self._line.download(piece.file_id)
        except CallFailed as failed:
            log.warning("file %s could not be fetched: %s", piece.id, failed)
            if "too big" in str(failed).lower():  # Telegram's word for it, when it did not name the size before
                await self._threads.do(self._errands.file_refused, piece, TOO_BIG)
            else:
                await self._threads.do(self._errands.file_failed, piece)
            return
        name = photo_name(piece.name, content) if piece.kind == "photo" else piece.name
        if refused := judge(name, content):
            await self._threads.do(self._errands.file_refused, piece, refused.why)
            return
        digest = await self._threads.do(self._cabinet.keep_evidence, content)
        await self._threads.do(self._errands.file_fetched, piece, digest, len(content))

    async def _make_papers(self, renderer: Renderer) -> None:
        while True:
            found = await self._threads.do(self._errands.next_paper)
            if found is None:
                await asyncio.sleep(IDLE_SECONDS)
            else:
                await self._make(renderer, *found)
                self._sent.set()

    async def _make(self, renderer: Renderer, paper: Paper, snapshot: str) -> None:
        form = "xlsx" if paper.kind == RECAP_XLSX else "pdf"
        try:
            content = await renderer.render("xlsx" if paper.kind == RECAP_XLSX else "pdf", snapshot.encode())
        except RenderFailed as failed:
            log.error("paper %s could not be made: %s", paper.id, failed)
            await self._threads.do(self._errands.paper_failed, paper)
            return
        place, digest = await self._threads.do(self._cabinet.keep_paper, paper.id, form, content)
        await self._threads.do(self._errands.paper_rendered, paper, place, digest)
