"""The formulas of capaian, in exact arithmetic; which one holds, each indicator says itself.

Offices use all of them, and for one and the same figures they differ widely: with a target of 32 and a realisasi of
4.88, minimize A gives 184.75 and minimize B 655.74. What a formula cannot say has a reason instead of a figure.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from enum import StrEnum

from bot.rules.indicators import Actual, Formula, Indicator, Target

# Typed figures have at most 25 digits, so fifty tell every quotient from a half at two decimals. Eighty are worked
# with: else the quotient of two averages would be 90.000...01 where fractions say 90, and earn the next predikat.
EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
WORKING = Context(prec=80, rounding=ROUND_HALF_EVEN)
FULL = Decimal(100)
NOTHING = Decimal(0)


class NoFigure(StrEnum):
    """Why there is no capaian. Not answered, expected later, not measured, zero and a zero target never mix."""

    NO_ACTUAL = "no_actual"
    EXPECTED = "expected"
    NOT_MEASURED = "not_measured"
    RETURNED = "returned"
    NO_TARGET = "no_target"
    ZERO_TARGET = "zero_target"
    NEGATIVE_TARGET = "negative_target"
    ZERO_ACTUAL = "zero_actual"
    NOT_COMPARABLE = "not_comparable"


def percent(indicator: Indicator, actual: Actual | None, target: Target | None) -> Decimal | NoFigure:
    """The capaian before any cap, in percent, to fifty digits; or why there is none."""
    with localcontext(WORKING):
        outcome = _percent(indicator, actual, target)
    return outcome if isinstance(outcome, NoFigure) else EXACT.plus(outcome)


def figure(actual: Actual) -> Decimal | None:
    """The number a realisasi is computed with; a ratio 1:n is read as n. None for a label."""
    if actual.number is not None:
        return actual.number
    if not actual.numerator or actual.denominator is None:
        return None
    return WORKING.divide(actual.denominator, actual.numerator)


def _percent(indicator: Indicator, actual: Actual | None, target: Target | None) -> Decimal | NoFigure:
    if actual is None:
        return NoFigure.NO_ACTUAL
    if target is None:
        return NoFigure.NO_TARGET
    if indicator.formula is Formula.ORDINAL:
        return _ranked(indicator.scale, actual.label, target.label)
    reached = figure(actual)
    if reached is None or target.number is None:
        return NoFigure.NOT_COMPARABLE
    return _banded(indicator, reached, target.number, target.upper)


def _ranked(scale: tuple[str, ...], reached: str | None, wanted: str | None) -> Decimal | NoFigure:
    """rank(R)/rank(T) on a scale written from worst to best; the worst label has rank 1."""
    ranks = {label.casefold(): Decimal(rank) for rank, label in enumerate(scale, start=1)}
    rank, goal = ranks.get((reached or "").casefold()), ranks.get((wanted or "").casefold())
    if rank is None or goal is None:
        return NoFigure.NOT_COMPARABLE
    return FULL * rank / goal


def _banded(indicator: Indicator, reached: Decimal, lower: Decimal, upper: Decimal | None) -> Decimal | NoFigure:
    """A band is met anywhere inside it; outside, its nearer bound is the target."""
    if upper is not None and lower <= reached <= upper:
        return FULL
    return _against(indicator, reached, lower if upper is None or reached < lower else upper)


def _against(indicator: Indicator, reached: Decimal, target: Decimal) -> Decimal | NoFigure:
    if target == 0 and indicator.zero_is_target:
        return _against_zero(reached)
    if indicator.formula is Formula.WORST_BOUND:  # the one formula that does not divide by its target
        return _from_worst(indicator.worst, reached, target)
    if target == 0:
        return NoFigure.ZERO_TARGET
    if target < 0:  # every formula with a quotient would call the worse value the better one
        return NoFigure.NEGATIVE_TARGET
    match indicator.formula:
        case Formula.MAXIMIZE:
            return FULL * reached / target
        case Formula.MINIMIZE_A:
            return FULL * (2 * target - reached) / target
        case Formula.RANGE if reached <= target:
            return FULL * reached / target
        case _:
            return _inverse(reached, target)


def _against_zero(reached: Decimal) -> Decimal | NoFigure:
    """Zero is what is wanted: all or nothing. Below zero says nothing."""
    if reached < 0:
        return NoFigure.NOT_COMPARABLE
    return FULL if reached == 0 else NOTHING


def _from_worst(worst: Decimal | None, reached: Decimal, target: Decimal) -> Decimal | NoFigure:
    if worst is None or worst == target:
        return NoFigure.NOT_COMPARABLE
    return FULL * (worst - reached) / (worst - target)


def _inverse(reached: Decimal, target: Decimal) -> Decimal | NoFigure:
    """T/R: minimize B, and a range left upwards."""
    if reached == 0:
        return NoFigure.ZERO_ACTUAL
    return FULL * target / reached if reached > 0 else NoFigure.NOT_COMPARABLE
