"""Quarters, and how people name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.period import Quarter, read_quarter

QUARTERS = st.builds(Quarter, st.integers(2000, 2098), st.integers(1, 4))


def test_the_third_quarter_runs_from_july_to_september() -> None:
    quarter = Quarter(2026, 3)
    assert (quarter.start, quarter.end) == (date(2026, 7, 1), date(2026, 9, 30))


def test_a_quarter_is_named_as_officers_name_it() -> None:
    quarter = Quarter(2026, 4)
    assert (quarter.name, quarter.short, quarter.code) == ("Triwulan IV 2026", "TW IV", "2026Q4")


def test_there_is_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match=r"not 1\.\.4"):
        Quarter(2026, 5)


@given(QUARTERS)
def test_the_next_quarter_begins_the_day_after_this_one_ends(quarter: Quarter) -> None:
    assert quarter.next.start == quarter.end + timedelta(days=1)
    assert quarter.next.previous == quarter
    assert quarter < quarter.next


@given(QUARTERS)
def test_a_stored_code_names_the_same_quarter_again(quarter: Quarter) -> None:
    assert Quarter.parse(quarter.code) == quarter


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)))
def test_every_day_belongs_to_the_quarter_around_it(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.start <= day <= quarter.end


@pytest.mark.parametrize(
    ("said", "quarter"),
    [
        ("/rekap tw3", Quarter(2026, 3)),
        ("/rekap triwulan III 2026", Quarter(2026, 3)),
        ("minta draf tw 2", Quarter(2026, 2)),
        ("TW IV 2025", Quarter(2025, 4)),
        ("triwulan ii tahun 2025", Quarter(2025, 2)),
        ("Tw-1/2026", Quarter(2026, 1)),
    ],
)
def test_a_period_is_named_the_way_people_write_it(said: str, quarter: Quarter) -> None:
    assert read_quarter(said, date(2026, 10, 7)) == quarter


def test_a_quarter_that_has_not_begun_means_last_years() -> None:
    assert read_quarter("tw 4", date(2027, 1, 8)) == Quarter(2026, 4)


@pytest.mark.parametrize("said", ["", "rekap", "tw", "tw 5", "tw v", "triwulan", "2026", "sw3"])
def test_what_names_no_quarter_is_not_guessed(said: str) -> None:
    assert read_quarter(said, date(2026, 10, 7)) is None
