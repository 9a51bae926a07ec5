"""What the demo puts on the page beside the chats: a clock that can be moved, and a tour."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Upcoming:
    """The next thing that happens by itself: `title` and `who` are shown, `id` goes to `jump`."""

    id: str
    title: str
    at: datetime
    who: str = ""


class DemoClock(Protocol):
    """The office's clock. `jump` takes an `Upcoming.id` or a moment in ISO form; time only moves forward."""

    def now(self) -> datetime: ...
    def upcoming(self) -> list[Upcoming]: ...
    async def jump(self, id_or_iso: str) -> None: ...


@dataclass(frozen=True)
class Step:
    """One tap of the tour. `target` is the text of a button, or one of TARGETS; `done` is asked again and again."""

    title: str
    text: str
    person_id: int
    target: str
    done: Callable[[], bool | Awaitable[bool]]


TARGETS = ("composer", "clock", "start", "menu", "attach", "document")


def next_weekday(now: datetime) -> datetime:
    """The same hour on the next day that is no Saturday or Sunday."""
    day = now + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


@dataclass
class Stage:
    """Set by the demo, before or while the page is open. Without a clock or a tour their panels stay away.

    `zone` is the office's, `zone_name` what its people call it.
    """

    clock: DemoClock | None = None
    tour: Sequence[Step] = field(default_factory=list)
    zone: str = "Asia/Makassar"
    zone_name: str = "WITA"
    next_workday: Callable[[datetime], datetime] = next_weekday

    def office_now(self) -> datetime | None:
        return self.clock.now().astimezone(ZoneInfo(self.zone)) if self.clock else None

    async def jump(self, where: str) -> None:
        """To an upcoming thing, to a moment, or by "+1 jam" or "+1 hari kerja"."""
        now = self.office_now()
        if self.clock is None or now is None:
            return
        steps = {"+1 jam": now + timedelta(hours=1), "+1 hari kerja": self.next_workday(now)}
        await self.clock.jump(steps[where].isoformat() if where in steps else where)
