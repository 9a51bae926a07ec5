"""The quarterly record: what is known about one indicator in one quarter, and everything said beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.rules.indicators import Actual, Indicator
from bot.rules.period import Quarter


class State(StrEnum):
    """Five things that are never the same: a value may itself be zero, and a target of zero is a value too."""

    MISSING = "missing"  # asked, not answered
    EXPECTED = "expected"  # "belum ada data", with the date it is expected
    NOT_MEASURED = "not_measured"  # not asked in this quarter
    FILLED = "filled"  # answered
    RETURNED = "returned"  # sent back by the checker with a reason
    ACCEPTED = "accepted"  # accepted by the checker


@dataclass(frozen=True)
class Evidence:
    """One piece of bukti dukung: a stored file (sha256 of its bytes) or a link kept as text."""

    name: str
    sha256: str = ""
    size: int = 0
    link: bool = False


@dataclass(frozen=True)
class Record:
    """`notes` maps a note's field ("kendala", "tindak_lanjut") to its text, verbatim.

    `holder` is the person who must answer, `sent_by` the one who did, `sent_at` Telegram's own time of the message.
    `channel` is "chat" or "impor". `late_days` counts working days from the
    deadline to the first value; 0 is on time.
    """

    indicator: Indicator
    quarter: Quarter
    state: State
    holder: str
    deadline: datetime | None = None
    actual: Actual | None = None
    expected_on: date | None = None
    previous: Actual | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    sent_by: str = ""
    sent_at: datetime | None = None
    channel: str = "chat"
    version: int = 0
    late_days: int = 0
    reason: str = ""  # why it was returned
    reviewed_at: datetime | None = None  # when the checker accepted or returned it

    @property
    def answered(self) -> bool:
        """A value is in, whatever the checker thinks of it. "Belum ada data" is an answer but not a value."""
        return self.actual is not None and self.state in (State.FILLED, State.ACCEPTED)
