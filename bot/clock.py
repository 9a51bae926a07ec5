"""The one seam to wall time. Rules get `now` as an argument; only the edges hold a `Clock`."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Reads wall time (aware, UTC). Waiting never uses it: waits use the event loop's monotonic clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock(Clock):
    """Wall time plus an offset a visitor of the demo may move forward.

    `remember` is called with each new offset, so that a restart goes on where the visitor was.
    """

    def __init__(self, offset: timedelta = timedelta(), remember: Callable[[timedelta], None] | None = None) -> None:
        self._offset = offset
        self._remember = remember

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def move_to(self, moment: datetime) -> None:
        """Jump so that `now()` is `moment`. Time never runs backwards: an earlier moment changes nothing."""
        if moment <= self.now():
            return
        self._offset += moment - self.now()
        if self._remember:
            self._remember(self._offset)
