"""Predikat: the word beside a capaian, by a table the office can change.

Permendagri 86/2017 as printed (>=91, 76-<=90, 66-<=75, 51-<=65, <=50) leaves gaps: 90.5 belongs nowhere. The default
bounds close them: above 90, 75, 65, 50, judged on the unrounded value. The rule used is printed in every report.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.rules.numbers import say_number


@dataclass(frozen=True)
class Rating:
    """A predikat for every capaian greater than `above` (percent); None is the lowest, without a bound."""

    label: str
    above: Decimal | None
    colour: str


DEFAULT_RATINGS = (
    Rating("Sangat Tinggi", Decimal(90), "#1a9850"),
    Rating("Tinggi", Decimal(75), "#91cf60"),
    Rating("Sedang", Decimal(65), "#fee08b"),
    Rating("Rendah", Decimal(50), "#fc8d59"),
    Rating("Sangat Rendah", None, "#d73027"),
)


def rate(value: Decimal, table: Sequence[Rating]) -> Rating:
    """The best predikat an unrounded capaian reaches. ValueError when the table has none without a bound."""
    reached = [rating for rating in table if rating.above is None or value > rating.above]
    if not reached:
        raise ValueError(f"no rating for {value}: the lowest one must have no bound")
    return max(reached, key=_bound)


def describe_ratings(table: Sequence[Rating]) -> str:
    """Predikat: Sangat Tinggi di atas 90; Tinggi di atas 75 s.d. 90; ...; dinilai dari capaian sebelum dibulatkan."""
    best_first = sorted(table, key=_bound, reverse=True)
    uppers = [None, *(rating.above for rating in best_first)]
    ranges = (_range(rating, upper) for rating, upper in zip(best_first, uppers, strict=False))
    return f"Predikat: {'; '.join(ranges)}. Dinilai dari capaian sebelum dibulatkan."


def _range(rating: Rating, upper: Decimal | None) -> str:
    words = [rating.label]
    if rating.above is not None:
        words.append(f"di atas {say_number(rating.above)}")
    if upper is not None:
        words.append(f"s.d. {say_number(upper)}" if rating.above is not None else f"sampai dengan {say_number(upper)}")
    return " ".join(words)


def _bound(rating: Rating) -> Decimal:
    return Decimal("-Infinity") if rating.above is None else rating.above
