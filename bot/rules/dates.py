"""Dates and times as officers read and write them, in Indonesian, without a locale library.

Reading is strict and never swaps day and month (babel reads 11/23/2026 as 23 November): what is not surely one
date is none.
"""

import re
from datetime import date, datetime, timedelta

from bot.rules.workdays import Calendar

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def say_date(day: date) -> str:
    """7 Oktober 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_day(day: date) -> str:
    """Rabu, 7 Oktober 2026"""
    return f"{DAYS[day.weekday()]}, {say_date(day)}"


def say_time(moment: datetime, label: str) -> str:
    """09.00 WITA. The moment must already be in the zone the label names."""
    return f"{moment:%H.%M} {label}"


def say_moment(moment: datetime, calendar: Calendar) -> str:
    """Rabu, 7 Oktober 2026 pukul 09.00 WITA"""
    here = calendar.local(moment)
    return f"{say_day(here)} pukul {say_time(here, calendar.zone_label)}"


_SHORT = {
    **dict.fromkeys(("feb", "peb", "pebruari"), 2),
    **dict.fromkeys(("agu", "agt", "ags", "agus"), 8),
    **dict.fromkeys(("sep", "sept"), 9),
    **dict.fromkeys(("nov", "nop", "nopember"), 11),
    **dict(zip(("jan", "mar", "apr", "jun", "jul", "okt", "des"), (1, 3, 4, 6, 7, 10, 12), strict=True)),
}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | _SHORT
_RELATIVE = {"hari ini": 0, "besok": 1, "esok": 1, "lusa": 2}

_WEEKDAY = r"(?:(?:hari )?(?P<weekday>senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu),? )?"
_DAY_MONTH = r"(?:tanggal |tgl\.? )?(?P<day>\d{1,2})[ -](?P<month>[a-z]+)\.?(?:[ -](?P<year>20\d\d))?"
_WORDED = re.compile(_WEEKDAY + _DAY_MONTH, re.A)
_FIGURES = re.compile(r"(?P<day>\d{1,2})(?P<mark>[/-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>20\d\d))?", re.A)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)", re.A)
_ISO = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", re.A)


def read_date(text: str, today: date) -> date | None:
    """The date somebody wrote ("15 Oktober", "15/10/2026", "2026-10-15", "besok"), or None when not surely one.

    Without a year it is the next such date, today included. A date in the past is returned as it is.
    """
    said = " ".join(text.lower().split()).strip(".")
    if said in _RELATIVE:
        return today + timedelta(days=_RELATIVE[said])
    found = next(filter(None, (form.fullmatch(said) for form in (_WORDED, _FIGURES, _DOTTED, _ISO))), None)
    if not found:
        return None
    parts = found.groupdict()
    month = _MONTHS.get(parts["month"]) or _number(parts["month"])
    day = _dated(int(parts["day"]), month, parts["year"], today)
    return day if day and _agrees(day, parts.get("weekday")) else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _real(int(year), month, day)
    ahead = range(today.year, today.year + 9)  # nine, for a 29 February asked for in 2096
    return next((real for real in (_real(year, month, day) for year in ahead) if real and real >= today), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _agrees(day: date, weekday: str | None) -> bool:
    """A weekday beside a date must be that date's own; else one of the two is a slip."""
    return weekday is None or DAYS[day.weekday()].lower() == weekday.replace("'", "")
