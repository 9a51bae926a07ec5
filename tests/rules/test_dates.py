"""Dates and times as officers write and read them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.dates import read_date, say_date, say_day, say_moment, say_time
from bot.rules.workdays import Calendar

TODAY = date(2026, 10, 7)


def test_a_date_is_said_in_indonesian() -> None:
    assert say_date(TODAY) == "7 Oktober 2026"
    assert say_day(TODAY) == "Rabu, 7 Oktober 2026"


def test_a_time_is_said_with_a_dot_and_its_zone() -> None:
    assert say_time(datetime(2026, 10, 7, 9, 5, tzinfo=UTC), "WITA") == "09.05 WITA"


def test_a_moment_is_said_in_the_offices_own_time() -> None:
    evening_in_greenwich = datetime(2026, 10, 6, 23, 30, tzinfo=UTC)
    assert say_moment(evening_in_greenwich, Calendar()) == "Rabu, 7 Oktober 2026 pukul 07.30 WITA"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("15 Oktober", date(2026, 10, 15)),
        ("15 oktober 2026", date(2026, 10, 15)),
        ("15 Okt 2026", date(2026, 10, 15)),
        ("15 okt. 2026", date(2026, 10, 15)),
        ("tanggal 15 Oktober", date(2026, 10, 15)),
        ("tgl. 15 Nop", date(2026, 11, 15)),
        ("Kamis, 15 Oktober 2026", date(2026, 10, 15)),
        ("hari Jum'at 16 Oktober", date(2026, 10, 16)),
        ("15-Agustus-2026", date(2026, 8, 15)),
        ("15/10", date(2026, 10, 15)),
        ("15/10/2026", date(2026, 10, 15)),
        ("5-1-2027", date(2027, 1, 5)),
        ("15.10.2026", date(2026, 10, 15)),
        ("2026-10-15", date(2026, 10, 15)),
        ("  15   Oktober ", date(2026, 10, 15)),
        ("hari ini", date(2026, 10, 7)),
        ("besok", date(2026, 10, 8)),
        ("Lusa", date(2026, 10, 9)),
    ],
)
def test_a_date_is_read_as_officers_write_it(said: str, day: date) -> None:
    assert read_date(said, TODAY) == day


def test_a_date_without_a_year_is_the_next_such_date() -> None:
    assert read_date("7 Oktober", TODAY) == TODAY
    assert read_date("6 Oktober", TODAY) == date(2027, 10, 6)
    assert read_date("29 Februari", TODAY) == date(2028, 2, 29)


def test_a_date_in_the_past_is_left_to_the_asker() -> None:
    assert read_date("1 Maret 2026", TODAY) == date(2026, 3, 1)


def test_day_and_month_are_never_swapped() -> None:
    assert read_date("13/25", TODAY) is None
    assert read_date("10/15/2026", TODAY) is None
    assert read_date("3/4/2027", TODAY) == date(2027, 4, 3)


def test_a_weekday_that_is_not_the_dates_own_is_a_slip_to_be_asked_about() -> None:
    assert read_date("Rabu, 15 Oktober 2026", TODAY) is None


@pytest.mark.parametrize(
    "said",
    [
        *("", "minggu depan", "Oktober", "15", "31 Februari", "0/10", "15/10/26", "15.10", "15/10-2026", "15 Oktobre"),
        *("١٥ Oktober", "15 Oktober 20261", "15 Oktober atau 16 Oktober", "sekitar 15 Oktober", "1e1 Oktober"),
        *("2026-1-5", "15 0ktober", "-15 Oktober", "15/10/2126", "besok pagi"),
    ],
)
def test_what_is_not_surely_one_date_is_none(said: str) -> None:
    assert read_date(said, TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_date_the_bot_says_can_be_typed_back(day: date) -> None:
    assert read_date(say_date(day), TODAY) == day
    assert read_date(say_day(day), TODAY) == day


@given(st.text(max_size=60))
def test_no_text_whatever_breaks_the_reading(said: str) -> None:
    day = read_date(said, TODAY)
    assert day is None or isinstance(day, date)
