"""Predikat: which word a capaian earns, and that the table has no gaps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.rating import DEFAULT_RATINGS, Rating, describe_ratings, rate


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("184.75", "Sangat Tinggi"),
        ("90.5", "Sangat Tinggi"),
        ("90.0000000000000000001", "Sangat Tinggi"),
        ("90", "Tinggi"),
        ("75.5", "Tinggi"),
        ("75", "Sedang"),
        ("65", "Rendah"),
        ("50.01", "Rendah"),
        ("50", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("-20", "Sangat Rendah"),
    ],
)
def test_a_capaian_earns_its_predikat_unrounded(value: str, label: str) -> None:
    assert rate(Decimal(value), DEFAULT_RATINGS).label == label


@given(st.decimals(-200, 1000, places=4))
def test_no_capaian_falls_into_a_gap(value: Decimal) -> None:
    rating = rate(value, DEFAULT_RATINGS)
    better = DEFAULT_RATINGS[: DEFAULT_RATINGS.index(rating)]
    assert rating.above is None or value > rating.above
    assert all(other.above is not None and value <= other.above for other in better)


def test_the_order_of_the_table_does_not_matter() -> None:
    assert rate(Decimal(80), DEFAULT_RATINGS[::-1]).label == "Tinggi"


def test_a_table_without_a_lowest_predikat_is_noticed() -> None:
    with pytest.raises(ValueError, match="no rating for 10"):
        rate(Decimal(10), [Rating("Baik", Decimal(50), "#000000")])


def test_the_rule_is_said_as_it_is_printed() -> None:
    assert describe_ratings(DEFAULT_RATINGS) == (
        "Predikat: Sangat Tinggi di atas 90; Tinggi di atas 75 s.d. 90; Sedang di atas 65 s.d. 75; "
        "Rendah di atas 50 s.d. 65; Sangat Rendah sampai dengan 50. Dinilai dari capaian sebelum dibulatkan."
    )
