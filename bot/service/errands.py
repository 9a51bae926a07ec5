"""Long work, done outside the hearing of messages: fetching files, rendering papers. Due rows, tried again, given up.

Every errand has three short parts: what is due (a transaction), the work itself (none), what came of it (another).
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from bot.clock import Clock
from bot.service.desk import Desk
from bot.service.house import House
from bot.talk import drafting, places
from storage import evidence, reports
from storage.database import transaction
from storage.evidence import Piece
from storage.reports import Paper

TRIES = 6


@dataclass(frozen=True)
class Errands:
    """The due work of one office, and the ways to end it."""

    engine: Engine
    clock: Clock
    house: House

    # --- files to fetch ---------------------------------------------------------------------------------------
    def next_file(self) -> Piece | None:
        with transaction(self.engine) as connection:
            return evidence.next_pending(connection, self.clock.now())

    def file_fetched(self, piece: Piece, sha256: str, size: int) -> None:
        with transaction(self.engine) as connection:
            evidence.keep_piece(connection, piece.id, sha256, size)

    def file_refused(self, piece: Piece, why: str) -> None:
        """The file itself is not acceptable: its sender is told why, and what to do."""
        with transaction(self.engine) as connection:
            desk = Desk(connection, self.house, self.clock.now())
            evidence.refuse_piece(connection, piece.id, why)
            desk.audit("", "file_refused", str(piece.id), reason=why)
            place = desk.record(piece.period, piece.indicator) if piece.period and piece.indicator else None
            desk.say(piece.chat_id, places.refused_file(piece.name, why, place))

    def file_failed(self, piece: Piece) -> None:
        """Telegram did not give it now: later again; after the last try the sender is asked to send it anew."""
        if piece.attempts + 1 >= TRIES:
            self.file_refused(piece, "berkasnya tidak dapat diambil dari Telegram.")
            return
        with transaction(self.engine) as connection:
            wait = timedelta(seconds=5 * 2**piece.attempts)
            evidence.postpone_piece(connection, piece.id, self.clock.now() + wait)

    # --- papers to render -------------------------------------------------------------------------------------
    def next_paper(self) -> tuple[Paper, str] | None:
        """The next paper and its snapshot."""
        with transaction(self.engine) as connection:
            paper = reports.next_unrendered(connection, self.clock.now())
            return (paper, reports.load_snapshot(connection, paper.id)) if paper else None

    def paper_rendered(self, paper: Paper, file: str, sha256: str) -> None:
        """Kept and delivered to whoever asked for it."""
        with transaction(self.engine) as connection:
            desk = Desk(connection, self.house, self.clock.now())
            reports.keep_file(connection, paper.id, file, sha256)
            opened = desk.cycle(paper.period)
            assert opened is not None, "a paper has a period"
            if paper.kind == reports.QUARTER:
                missing = sum(not record.answered for record in desk.records(paper.period))
                caption = drafting.draft_caption(opened.quarter, paper.number, paper.version, missing)
                readers = [
                    paper.deliver_to,
                    *(desk.chats[each.code] for each in desk.leaders if each.code in desk.chats),
                ]
            else:
                caption = drafting.recap_caption(opened.quarter, "Excel" if paper.kind == reports.RECAP_XLSX else "PDF")
                readers = [paper.deliver_to]
            for chat in dict.fromkeys(readers):
                desk.send_file(chat, file, paper.file_name, caption, key=f"paper:{paper.id}:{chat}")

    def paper_failed(self, paper: Paper) -> None:
        with transaction(self.engine) as connection:
            desk = Desk(connection, self.house, self.clock.now())
            give_up = paper.attempts + 1 >= 3
            reports.postpone_report(connection, paper.id, desk.now + timedelta(seconds=10), give_up=give_up)
            if give_up:
                desk.say(paper.deliver_to, drafting.failed(paper.file_name))
