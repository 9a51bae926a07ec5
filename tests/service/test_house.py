"""The settings in the words of the rules: hours, Ramadan, days, reminders and ratings."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.config import CalendarSettings, Config, QuarterSettings, RatingSettings, ReminderSettings, read_hour
from bot.rules.office import DayOff
from bot.rules.rating import DEFAULT_RATINGS, Rating
from bot.rules.reminders import Policy
from bot.rules.sop import default_text
from bot.rules.workdays import Calendar
from bot.service.house import House


def a_house(**sections: Any) -> House:
    return House(Config(**sections), default_text())


def a_calendar(*days: DayOff, **said: Any) -> Calendar:
    return a_house(calendar=CalendarSettings(**said)).calendar(days, 2026)


def at(calendar: Calendar, day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=calendar.zone)


@pytest.mark.parametrize(("text", "hour"), [("08.00", time(8)), ("16.30", time(16, 30)), ("23.59", time(23, 59))])
def test_an_hour_is_read_as_it_is_written(text: str, hour: time) -> None:
    assert read_hour(text) == hour


def test_office_hours_are_those_of_the_settings_by_weekday() -> None:
    office = a_calendar(
        opens="07.15",
        closes="15.45",
        break_start="12.00",
        break_end="12.30",
        friday_opens="07.30",
        friday_closes="15.00",
        friday_break_start="11.00",
        friday_break_end="13.30",
    )
    wednesday, friday, saturday = date(2026, 10, 7), date(2026, 10, 9), date(2026, 10, 10)
    assert (office.opens(wednesday), office.closes(wednesday)) == (at(office, 7, 10, 7, 15), at(office, 7, 10, 15, 45))
    assert (office.opens(friday), office.closes(friday)) == (at(office, 9, 10, 7, 30), at(office, 9, 10, 15))
    assert not office.is_workday(saturday)
    assert not office.is_open(at(office, 7, 10, 12, 29))
    assert office.is_open(at(office, 7, 10, 12, 30))
    assert not office.is_open(at(office, 9, 10, 13, 29))
    assert office.is_open(at(office, 9, 10, 13, 30))


def test_ramadan_hours_hold_within_the_dated_windows_only() -> None:
    office = a_calendar(
        ramadan=((date(2026, 2, 18), date(2026, 3, 19)),),
        ramadan_opens="09.00",
        ramadan_closes="14.00",
        opens="07.30",
        friday_opens="07.30",
    )
    assert [office.opens(date(2026, 2, day)).hour for day in (17, 18)] == [7, 9]
    assert [office.opens(date(2026, 3, day)).hour for day in (19, 20)] == [9, 7]
    assert office.closes(date(2026, 3, 3)) == at(office, 3, 3, 14)
    assert office.working_time(at(office, 3, 3, 0), at(office, 4, 3, 0)) == timedelta(hours=4.5)


def test_without_a_window_there_are_no_ramadan_hours() -> None:
    assert a_calendar(opens="07.30").opens(date(2026, 3, 3)).hour == 7


def test_national_holidays_count_unless_the_office_does_without() -> None:
    independence = date(2026, 8, 17)
    assert not a_calendar().is_workday(independence)
    assert a_calendar(national_holidays=False).is_workday(independence)


def test_the_offices_own_days_correct_the_national_ones() -> None:
    office = a_calendar(
        DayOff(date(2026, 4, 8), "Hari Jadi"),
        DayOff(date(2026, 8, 17), "Masuk", works=True),
        DayOff(date(2026, 10, 10), "Sabtu kerja", works=True),
    )
    assert office.days_off[date(2026, 4, 8)] == "Hari Jadi"
    assert [office.is_workday(day) for day in (date(2026, 4, 8), date(2026, 8, 17), date(2026, 10, 10))] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("day", [date(2025, 12, 25), date(2026, 12, 25), date(2027, 12, 25)])
def test_the_years_around_are_known_too(day: date) -> None:
    assert not a_calendar().is_workday(day)


def test_the_offices_own_days_do_not_stay_in_another_calendar() -> None:
    a_calendar(DayOff(date(2026, 4, 8), "Hari Jadi"))
    assert a_calendar().is_workday(date(2026, 4, 8))


def test_the_zone_and_its_label_are_the_offices() -> None:
    office = a_calendar(zone="Asia/Jayapura", zone_label="WIT", opens="08.00")
    assert office.zone_label == "WIT"
    assert office.opens(date(2026, 10, 7)).utcoffset() == timedelta(hours=9)


def test_the_reminders_are_those_of_the_settings() -> None:
    said = ReminderSettings(
        before=(5,),
        on_day=False,
        after=(2, 4),
        superior_after=3,
        at="13.15",
        expected=False,
        quiet_minutes=7,
        circulation_after=(1,),
    )
    house = a_house(reminders=said)
    assert house.policy == Policy(
        before=(5,),
        on_day=False,
        after=(2, 4),
        superior_after=3,
        expected=False,
        circulation_after=(1,),
        at=time(13, 15),
    )
    assert house.quiet == timedelta(minutes=7)


def test_the_threshold_is_exact() -> None:
    assert a_house(quarter=QuarterSettings(threshold=85)).threshold == Decimal(85)


def test_without_ratings_the_usual_ones_hold() -> None:
    assert a_house().ratings == DEFAULT_RATINGS


def test_ratings_of_the_settings_take_their_place() -> None:
    said = (RatingSettings(label="Baik", colour="#00ff00", above="80.5"), RatingSettings(label="Kurang", colour="#f00"))
    assert a_house(ratings=said).ratings == (
        Rating("Baik", Decimal("80.5"), "#00ff00"),
        Rating("Kurang", None, "#f00"),
    )


def test_the_sop_is_read_from_the_text_that_was_given() -> None:
    text = default_text().replace('short = "Kasubbag"', 'short = "Ka. Subbag"')
    house = House(Config(), text)
    assert house.sop.role("kasubbag").short == "Ka. Subbag"
    assert house.sop_text == text
