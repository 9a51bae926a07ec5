"""Office time at BAPPEDA: due dates, working time and lateness over weekends, holidays, breaks and Ramadan."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days_off import national_days
from bot.rules.procedure import Duration, TimeUnit
from bot.rules.workdays import USUAL_HOURS, Calendar, DayHours, Hours

WITA = timezone(timedelta(hours=8))
HOLIDAYS = national_days(range(2026, 2028))
OFFICE = Calendar(
    days_off=HOLIDAYS,
    works=frozenset({date(2026, 10, 10), date(2026, 8, 25)}),
    ramadan=((date(2026, 2, 18), date(2026, 3, 19)),),
)
DAYS = st.dates(date(2026, 1, 5), date(2027, 12, 20))
MOMENTS = st.builds(datetime.combine, st.dates(date(2026, 1, 5), date(2026, 12, 20)), st.times(), tzinfo=st.just(WITA))


def at(day: int, month: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WITA)


def test_2026_has_the_decreed_seventeen_holidays_and_eight_cuti_bersama() -> None:
    names = [name for day, name in HOLIDAYS.items() if day.year == 2026]
    shared = [name for name in names if name.startswith("Cuti Bersama")]
    assert (len(names) - len(shared), len(shared)) == (17, 8)


def test_holidays_have_indonesian_names() -> None:
    assert HOLIDAYS[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"


def test_weekends_and_holidays_are_not_worked() -> None:
    assert not OFFICE.is_workday(date(2026, 10, 11))
    assert not OFFICE.is_workday(date(2026, 8, 17))
    assert OFFICE.is_workday(date(2026, 10, 12))


def test_the_office_works_on_a_saturday_and_a_holiday_it_named() -> None:
    assert OFFICE.is_workday(date(2026, 10, 10))
    assert OFFICE.is_workday(date(2026, 8, 25))


def test_five_working_days_after_the_third_quarter_is_the_seventh_of_october() -> None:
    assert OFFICE.add_workdays(date(2026, 9, 30), 5) == date(2026, 10, 7)


def test_five_working_days_after_the_first_quarter_pass_over_good_friday() -> None:
    assert OFFICE.add_workdays(date(2026, 3, 31), 5) == date(2026, 4, 8)


def test_three_working_days_before_a_monday_is_the_wednesday() -> None:
    assert OFFICE.add_workdays(date(2026, 9, 28), -3) == date(2026, 9, 23)


def test_no_working_days_is_the_day_itself_worked_or_not() -> None:
    assert OFFICE.add_workdays(date(2026, 10, 11), 0) == date(2026, 10, 11)


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_counting_working_days_is_the_inverse_of_adding_them(day: date, count: int) -> None:
    there = OFFICE.add_workdays(day, count)
    assert OFFICE.is_workday(there)
    assert OFFICE.workdays_between(day, there) == count


@given(DAYS, DAYS)
def test_working_days_are_counted_as_one_would_on_a_wall_calendar(start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    worked = [day for day in days if OFFICE.is_workday(day) and day != start]
    assert OFFICE.workdays_between(start, end) == (len(worked) if end >= start else -len(worked))


def test_the_usual_week_has_thirty_seven_and_a_half_hours() -> None:
    assert OFFICE.working_time(at(5, 10, 0), at(10, 10, 0)) == timedelta(hours=37.5)


def test_the_ramadan_week_has_thirty_two_and_a_half_hours() -> None:
    assert OFFICE.working_time(at(23, 2, 0), at(28, 2, 0)) == timedelta(hours=32.5)


def test_the_office_opens_and_closes_by_weekday_and_season() -> None:
    assert OFFICE.opens(date(2026, 10, 7)) == at(7, 10, 7, 30)
    assert OFFICE.closes(date(2026, 10, 9)) == at(9, 10, 16, 30)
    assert OFFICE.opens(date(2026, 2, 23)) == at(23, 2, 8)


def test_ramadan_hours_hold_from_the_first_to_the_last_day_named() -> None:
    days = (date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 19), date(2026, 3, 20))
    assert [OFFICE.opens(day).hour for day in days] == [7, 8, 8, 7]


def test_a_deadline_on_a_saturday_still_has_an_hour() -> None:
    assert OFFICE.closes(date(2026, 10, 17)) == at(17, 10, 16)


def test_fridays_prayer_is_not_disturbed() -> None:
    assert not OFFICE.is_open(at(9, 10, 12))
    assert OFFICE.next_open(at(9, 10, 12)) == at(9, 10, 13)


def test_the_office_is_open_from_its_first_minute_to_before_its_last() -> None:
    assert OFFICE.is_open(at(7, 10, 7, 30))
    assert not OFFICE.is_open(at(7, 10, 16))


def test_a_reminder_on_friday_evening_waits_for_monday() -> None:
    assert OFFICE.next_open(at(16, 10, 18)) == at(19, 10, 7, 30)


def test_an_open_moment_is_its_own_next_open_moment() -> None:
    assert OFFICE.next_open(at(7, 10, 9, 17)) == at(7, 10, 9, 17)


def test_a_moment_from_another_zone_is_read_in_the_offices_time() -> None:
    assert OFFICE.is_open(datetime(2026, 10, 7, 1, 0, tzinfo=UTC))
    assert OFFICE.next_open(datetime(2026, 10, 6, 20, 0, tzinfo=UTC)) == at(7, 10, 7, 30)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        OFFICE.local(datetime(2026, 10, 7, 9))  # noqa: DTZ001 - the naive moment is the point


def test_work_begun_before_the_weekend_does_not_count_the_weekend() -> None:
    assert OFFICE.working_time(at(16, 10, 16), at(19, 10, 8)) == timedelta(hours=1)


def test_lunch_is_no_working_time() -> None:
    assert OFFICE.working_time(at(7, 10, 11, 30), at(7, 10, 13, 30)) == timedelta(hours=1)


def test_no_working_time_passes_backwards() -> None:
    assert OFFICE.working_time(at(7, 10, 15), at(7, 10, 9)) == timedelta(0)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    parts = OFFICE.working_time(first, middle) + OFFICE.working_time(middle, last)
    assert OFFICE.working_time(first, last) == parts


@given(MOMENTS)
def test_until_the_next_open_moment_no_working_time_passes(moment: datetime) -> None:
    opened = OFFICE.next_open(moment)
    assert OFFICE.is_open(opened)
    assert OFFICE.working_time(moment, opened) == timedelta(0)


def test_a_value_sent_in_time_is_not_late() -> None:
    assert OFFICE.late_workdays(at(7, 10, 16), at(7, 10, 16)) == 0


def test_a_value_a_few_hours_late_is_a_day_late() -> None:
    assert OFFICE.late_workdays(at(7, 10, 16), at(7, 10, 20)) == 1


def test_a_value_sent_the_next_working_day_is_one_day_late() -> None:
    assert OFFICE.late_workdays(at(7, 10, 16), at(8, 10, 8)) == 1


def test_a_weekend_makes_nobody_later() -> None:
    assert OFFICE.late_workdays(at(16, 10, 16, 30), at(18, 10, 10)) == 1
    assert OFFICE.late_workdays(at(16, 10, 16, 30), at(20, 10, 10)) == 2


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        (at(7, 10, 9), Duration(15, TimeUnit.MINUTE), at(7, 10, 9, 15)),
        (at(7, 10, 11, 50), Duration(30, TimeUnit.MINUTE), at(7, 10, 13, 20)),
        (at(16, 10, 16, 20), Duration(30, TimeUnit.MINUTE), at(19, 10, 7, 50)),
        (at(7, 10, 15), Duration(8, TimeUnit.OFFICE_HOUR), at(8, 10, 15, 30)),
        (at(7, 10, 15), Duration(1, TimeUnit.OFFICE_HOUR), at(7, 10, 16)),
        (at(15, 10, 9), Duration(2, TimeUnit.WORKDAY), at(19, 10, 16)),
        (at(17, 10, 9), Duration(1, TimeUnit.WORKDAY), at(19, 10, 16)),
        (at(15, 10, 9), Duration(2, TimeUnit.CALENDAR_DAY), at(17, 10, 9)),
    ],
)
def test_a_standard_time_ends_by_its_own_unit(start: datetime, duration: Duration, end: datetime) -> None:
    assert OFFICE.add_duration(start, duration) == end


@given(MOMENTS, st.integers(1, 6000))
def test_a_standard_in_minutes_is_exactly_that_much_working_time(start: datetime, minutes: int) -> None:
    end = OFFICE.add_duration(start, Duration(minutes, TimeUnit.MINUTE))
    assert OFFICE.working_time(start, end) == timedelta(minutes=minutes)


def test_an_office_may_work_six_days() -> None:
    day = DayHours(time(7, 30), time(14))
    six = Calendar(hours=Hours((*[day] * 6, None)))
    assert six.is_workday(date(2026, 10, 17))
    assert six.closes(date(2026, 10, 17)) == at(17, 10, 14)


def test_an_office_that_is_never_open_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Hours((None,) * 7)


def test_hours_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        DayHours(time(16), time(8))
    with pytest.raises(ValueError, match="out of order"):
        DayHours(time(8), time(11), time(12), time(13))


def test_the_usual_hours_open_at_half_past_seven() -> None:
    assert USUAL_HOURS.usual.opens == time(7, 30)
