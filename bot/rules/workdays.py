"""Office time: which days are worked, when the office is open, when something is due, how much working time passed.

Default hours are those of Perpres 21/2023: 37.5 hours a week over five days from 07.30, with breaks of 60 minutes
(Friday 90), and 32.5 hours in Ramadan from 08.00 (breaks 30, Friday 60). Local hours differ, so all of it is data.
The zones of Indonesia have no summer time: local time of one day can be counted on the clock's face.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.procedure import Duration, TimeUnit

ONE_DAY = timedelta(days=1)
CENTRAL_INDONESIA = ZoneInfo("Asia/Makassar")  # WITA, UTC+8


@dataclass(frozen=True)
class DayHours:
    """The hours of one day. The break is left out where both its ends are equal."""

    opens: time
    closes: time
    break_start: time = time(12)
    break_end: time = time(12)

    def __post_init__(self) -> None:
        if not self.opens < self.closes or not self.opens <= self.break_start <= self.break_end <= self.closes:
            raise ValueError(f"office hours out of order: {self}")

    def spans(self) -> tuple[tuple[time, time], ...]:
        """The times worked: before and after the break."""
        if self.break_start == self.break_end:
            return ((self.opens, self.closes),)
        return ((self.opens, self.break_start), (self.break_end, self.closes))


@dataclass(frozen=True)
class Hours:
    """Seven days, Monday first; None is a day the office is always closed."""

    days: tuple[DayHours | None, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7 or not any(self.days):
            raise ValueError("office hours need seven days, of which at least one is worked")

    @classmethod
    def five_days(cls, monday_to_thursday: DayHours, friday: DayHours) -> "Hours":
        return cls((*[monday_to_thursday] * 4, friday, None, None))

    @property
    def usual(self) -> DayHours:
        """The hours of a day that is worked although its weekday is not."""
        return next(day for day in self.days if day)


USUAL_HOURS = Hours.five_days(
    DayHours(time(7, 30), time(16), time(12), time(13)),
    DayHours(time(7, 30), time(16, 30), time(11, 30), time(13)),
)
RAMADAN_HOURS = Hours.five_days(
    DayHours(time(8), time(15), time(12), time(12, 30)),
    DayHours(time(8), time(15, 30), time(11, 30), time(12, 30)),
)


@dataclass(frozen=True)
class Calendar:
    """One office's time. All moments go in aware, in any zone, and come out aware, in the office's zone.

    `days_off` maps a date to the name of its holiday. `works` are dates worked all the same: a holiday the office
    takes away, or a Saturday it adds. `ramadan` are first and last days, both included, on which `ramadan_hours` hold.
    """

    zone: ZoneInfo = CENTRAL_INDONESIA
    zone_label: str = "WITA"
    hours: Hours = USUAL_HOURS
    days_off: Mapping[date, str] = field(default_factory=dict)
    works: frozenset[date] = frozenset()
    ramadan: tuple[tuple[date, date], ...] = ()
    ramadan_hours: Hours = RAMADAN_HOURS

    def local(self, moment: datetime) -> datetime:
        """The moment on the office's clock. A naive datetime is refused: it would be read in the machine's zone."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no zone")
        return moment.astimezone(self.zone)

    def is_workday(self, day: date) -> bool:
        return day in self.works or (day not in self.days_off and self._hours(day).days[day.weekday()] is not None)

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); `day` itself for 0, worked or not."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days `end` lies after `start`, the inverse of `add_workdays`; negative when before."""
        if end < start:
            return -sum(self.is_workday(day) for day in _days(end, start - ONE_DAY))
        return sum(self.is_workday(day) for day in _days(start + ONE_DAY, end))

    def opens(self, day: date) -> datetime:
        """When the office opens; on a day off, when it would: a deadline set on a Saturday still has an hour."""
        return self._at(day, self._day_hours(day).opens)

    def closes(self, day: date) -> datetime:
        """When the office closes, and so the last moment of a deadline on that day."""
        return self._at(day, self._day_hours(day).closes)

    def is_open(self, moment: datetime) -> bool:
        """In office hours and not in the break: Friday's prayer is not disturbed by a reminder."""
        here = self.local(moment)
        return any(start <= here < end for start, end in self._spans(here.date()))

    def next_open(self, moment: datetime) -> datetime:
        """The first open moment from this one on; itself when the office is open."""
        start, _ = next(self._spans_from(moment))
        return start

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Office time between two moments, without nights, breaks, weekends and holidays; zero when end <= start."""
        start, end = self.local(start), self.local(end)
        worked = timedelta()
        for day in _days(start.date(), end.date()):
            for opens, closes in self._spans(day):
                worked += max(min(end, closes) - max(start, opens), timedelta())
        return worked

    def late_workdays(self, deadline: datetime, sent: datetime) -> int:
        """Working days between deadline and sending: 0 on time, at least 1 when late, if only by minutes."""
        if sent <= deadline:
            return 0
        return max(1, self.workdays_between(self.local(deadline).date(), self.local(sent).date()))

    def add_duration(self, start: datetime, duration: Duration) -> datetime:
        """When a standard time begun at `start` is over.

        Minutes and office hours count while the office is open. Working days end at the close of the n-th working
        day after the start; calendar days end n days later at the same time of day.
        """
        here = self.local(start)
        match duration.unit:
            case TimeUnit.MINUTE:
                return self._after_working(here, timedelta(minutes=duration.amount))
            case TimeUnit.OFFICE_HOUR:
                return self._after_working(here, timedelta(hours=duration.amount))
            case TimeUnit.WORKDAY:
                return self.closes(self.add_workdays(here.date(), duration.amount))
            case TimeUnit.CALENDAR_DAY:
                return here + timedelta(days=duration.amount)

    def _after_working(self, start: datetime, worked: timedelta) -> datetime:
        spans = self._spans_from(start)
        opens, closes = next(spans)
        while opens + worked > closes:
            worked -= closes - opens
            opens, closes = next(spans)
        return opens + worked

    def _spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans from a moment on, the first cut off at the moment; without end."""
        here = self.local(moment)
        day = here.date()
        while True:
            for start, end in self._spans(day):
                if here < end:
                    yield max(here, start), end
            day += ONE_DAY

    def _spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if not self.is_workday(day):
            return ()
        return tuple((self._at(day, start), self._at(day, end)) for start, end in self._day_hours(day).spans())

    def _day_hours(self, day: date) -> DayHours:
        hours = self._hours(day)
        return hours.days[day.weekday()] or hours.usual

    def _hours(self, day: date) -> Hours:
        return self.ramadan_hours if any(first <= day <= last for first, last in self.ramadan) else self.hours

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def _days(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included; none when last is before first."""
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
