"""What does not change while the bot runs: settings, the SOP, national holidays; and the rules made from them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.config import CalendarSettings, Config, read_hour
from bot.days_off import national_days
from bot.rules import sop as sops
from bot.rules.office import DayOff
from bot.rules.rating import DEFAULT_RATINGS, Rating
from bot.rules.reminders import Policy
from bot.rules.sop import Sop
from bot.rules.workdays import Calendar, Hours


@dataclass(frozen=True)
class House:
    """The office's settings in the words of the rules. `sop_text` is the SOP file as it was read."""

    config: Config
    sop_text: str
    sop: Sop = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sop", sops.load(self.sop_text))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.calendar.zone)

    @property
    def threshold(self) -> Decimal:
        return Decimal(self.config.quarter.threshold)

    @property
    def quiet(self) -> timedelta:
        return timedelta(minutes=self.config.reminders.quiet_minutes)

    @property
    def invitation_time(self) -> timedelta:
        return timedelta(hours=self.config.invitations.valid_hours)

    @cached_property
    def policy(self) -> Policy:
        said = self.config.reminders
        return Policy(
            before=said.before,
            on_day=said.on_day,
            after=said.after,
            superior_after=said.superior_after,
            expected=said.expected,
            circulation_after=said.circulation_after,
            at=read_hour(said.at),
        )

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        said = self.config.ratings
        if not said:
            return DEFAULT_RATINGS
        return tuple(
            Rating(rating.label, None if rating.above is None else Decimal(rating.above), rating.colour)
            for rating in said
        )

    def calendar(self, days: tuple[DayOff, ...], year: int) -> Calendar:
        """The office's calendar around a year: national holidays, corrected by the office's own days."""
        said = self.config.calendar
        off = dict(_national(year)) if said.national_holidays else {}
        off |= {day.day: day.name for day in days if not day.works}
        return Calendar(
            zone=self.zone,
            zone_label=said.zone_label,
            hours=_hours(said, ""),
            days_off=off,
            works=frozenset(day.day for day in days if day.works),
            ramadan=said.ramadan,
            ramadan_hours=_hours(said, "ramadan_"),
        )


_NATIONAL: dict[int, dict[date, str]] = {}


def _national(year: int) -> dict[date, str]:
    """The year before to the year after; counting working days never reaches further."""
    if year not in _NATIONAL:
        _NATIONAL[year] = national_days(range(year - 1, year + 2))
    return _NATIONAL[year]


def _hours(said: CalendarSettings, prefix: str) -> Hours:
    return Hours.five_days(said.day(prefix), said.day(f"{prefix}friday_"))
