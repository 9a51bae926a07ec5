"""Capaian: a realisasi against its target by the indicator's own rule, and quarters composed to semester and year.

Missing is never zero: a hole in a sum leaves no total, an average says over how many quarters it is, a last known
value names its quarter. Figures are exact; rounding (half up, two decimals) happens only where they are said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from bot.rules.formulas import EXACT, WORKING, NoFigure, figure, percent
from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.numbers import say_number, say_value
from bot.rules.record import Record, State

__all__ = [
    "Achievement",
    "Bases",
    "NoFigure",
    "RollUp",
    "achieve",
    "bases",
    "describe_rule",
    "roll_up",
    "say_achievement",
    "say_actual",
    "say_percent",
    "say_target",
    "say_why",
]


@dataclass(frozen=True)
class Achievement:
    """Percent, unrounded. Either `raw` and `capped` are set, or `why`."""

    raw: Decimal | None
    capped: Decimal | None
    why: NoFigure | None = None

    @property
    def cap_bites(self) -> bool:
        """The cap changed the figure: both must then be printed."""
        return self.raw != self.capped


@dataclass(frozen=True)
class Bases:
    """One realisasi has two legitimate figures; always shown both, and labelled."""

    quarter: Achievement
    annual: Achievement


@dataclass(frozen=True)
class RollUp:
    """Quarters composed to one value, and the target over the same quarters.

    `used` are the quarters in the value, `missing` those asked for and not answered; a quarter without measurement is
    in neither. `actual` is None when there is nothing, or when a sum has a hole: then `provisional` is the sum so
    far, to be shown as "sementara" and never judged.
    """

    actual: Actual | None
    target: Target | None
    used: tuple[int, ...]
    missing: tuple[int, ...]
    provisional: Actual | None = None

    @property
    def measured(self) -> bool:
        return bool(self.used or self.missing)


def achieve(indicator: Indicator, actual: Actual | None, target: Target | None) -> Achievement:
    """The capaian by the indicator's formula and cap. T = 32, R = 4.88: minimize A 184.75, minimize B 655.74."""
    outcome = percent(indicator, actual, target)
    if isinstance(outcome, NoFigure):
        return Achievement(None, None, outcome)
    return Achievement(outcome, outcome if indicator.cap is None else min(outcome, indicator.cap))


def bases(record: Record) -> Bases:
    """This quarter's value against the quarter's target and against the year's."""
    indicator = record.indicator
    if not record.answered:
        none = Achievement(None, None, _UNANSWERED.get(record.state, NoFigure.NO_ACTUAL))
        return Bases(none, none)
    return Bases(
        quarter=achieve(indicator, record.actual, indicator.targets.get(record.quarter.number)),
        annual=achieve(indicator, record.actual, indicator.annual),
    )


_UNANSWERED = {
    State.EXPECTED: NoFigure.EXPECTED,
    State.NOT_MEASURED: NoFigure.NOT_MEASURED,
    State.RETURNED: NoFigure.RETURNED,
}


def roll_up(indicator: Indicator, actuals: Mapping[int, Actual], quarters: Sequence[int]) -> RollUp:
    """The quarters composed by the indicator's aggregation, whatever the order they came in.

    A cumulative series holds its own total: its last known value is the total up to that quarter.
    """
    asked = sorted(set(quarters) & indicator.measured_in)
    known = tuple(quarter for quarter in asked if quarter in actuals)
    missing = tuple(quarter for quarter in asked if quarter not in actuals)
    if not known:
        return RollUp(None, None, (), missing)
    if indicator.cumulative or indicator.aggregation is Aggregation.LAST:
        last = known[-1]
        return RollUp(actuals[last], indicator.targets.get(last), (last,), missing)
    share = len(known) if indicator.aggregation is Aggregation.AVERAGE else 1
    value = _composed_actual([actuals[quarter] for quarter in known], share)
    if indicator.aggregation is Aggregation.SUM and missing:
        return RollUp(None, None, known, missing, provisional=value)
    target = _composed_target([indicator.targets.get(quarter) for quarter in known], share)
    return RollUp(value, target, known, missing)


def _composed_actual(actuals: Sequence[Actual], share: int) -> Actual | None:
    total = _total([figure(actual) for actual in actuals], share)
    return None if total is None else Actual(number=total)


def _composed_target(targets: Sequence[Target | None], share: int) -> Target | None:
    """The target of several quarters, without a text of its own; None when one of them has none, or a label."""
    present = [target for target in targets if target]
    lower = _total([target.number for target in present], share)
    if lower is None or len(present) < len(targets):
        return None
    if all(target.upper is None for target in present):
        return Target(text="", number=lower)
    uppers = [target.number if target.upper is None else target.upper for target in present]
    return Target(text="", number=lower, upper=_total(uppers, share))


def _total(numbers: Sequence[Decimal | None], share: int) -> Decimal | None:
    """The sum divided by `share`; None when one number is missing."""
    present = [number for number in numbers if number is not None]
    if len(present) < len(numbers):
        return None
    with localcontext(WORKING):
        total = sum(present, Decimal(0))
        return total if share == 1 else total / share


def say_percent(value: Decimal) -> str:
    """114,00: two decimals, half up, without the sign."""
    return say_number(_rounded(value), places=2)


def say_achievement(achievement: Achievement) -> str:
    """114,00 %; 120,00 % (sebelum dibatasi 655,74 %); or the reason why there is none."""
    if achievement.raw is None or achievement.capped is None:
        return say_why(achievement.why or NoFigure.NO_ACTUAL)
    capped = f"{say_percent(achievement.capped)} %"
    return f"{capped} (sebelum dibatasi {say_percent(achievement.raw)} %)" if achievement.cap_bites else capped


def say_why(why: NoFigure) -> str:
    """The words that stand where a figure is missing: the same in chat, paper and worksheet."""
    return _WHY[why]


_WHY = {
    NoFigure.NO_ACTUAL: "belum diisi",
    NoFigure.EXPECTED: "belum ada data",
    NoFigure.NOT_MEASURED: "tidak diukur pada triwulan ini",
    NoFigure.RETURNED: "dikembalikan untuk diperbaiki",
    NoFigure.NO_TARGET: "tidak ada target",
    NoFigure.ZERO_TARGET: "tidak dapat dihitung (target 0)",
    NoFigure.NEGATIVE_TARGET: "tidak dapat dihitung (target negatif)",
    NoFigure.ZERO_ACTUAL: "tidak dapat dihitung (realisasi 0)",
    NoFigure.NOT_COMPARABLE: "tidak dapat dibandingkan dengan target",
}


def say_actual(indicator: Indicator, actual: Actual) -> str:
    """A realisasi as people read it: "85,5 %", "Rp1.500.000", "1:17,9", "WTP"."""
    if actual.label is not None:
        return actual.label
    if indicator.kind is NumberKind.RATIO and actual.numerator is not None and actual.denominator is not None:
        return f"{say_number(actual.numerator)}:{say_number(actual.denominator)}"
    value = figure(actual)
    return say_why(NoFigure.NO_ACTUAL) if value is None else _say_value(indicator, value)


def say_target(indicator: Indicator, target: Target) -> str:
    """A target as the office wrote it, where it wrote more than a number ("5,40 - 6,20", "≥95", "A (4)")."""
    if target.label is not None or target.number is None or not _PLAIN.fullmatch(target.text):
        return target.text or target.label or ""
    if target.upper is not None:
        return f"{_say_plain(target.number)} – {_say_value(indicator, target.upper)}"
    return _say_value(indicator, target.number)


_PLAIN = re.compile(r"[0-9., ]*%?")


def _say_value(indicator: Indicator, value: Decimal) -> str:
    if indicator.kind is NumberKind.RATIO:
        return f"1:{_say_plain(value)}"
    return say_value(_shortened(value), indicator.kind, indicator.unit_of_measure)


def _say_plain(value: Decimal) -> str:
    return say_number(_shortened(value))


def _shortened(value: Decimal) -> Decimal:
    """Officers type at most ten decimals; more come from a division, and are rounded to be read."""
    exponent = value.as_tuple().exponent
    return _rounded(value) if isinstance(exponent, int) and exponent < -10 else value


def _rounded(value: Decimal) -> Decimal:
    return EXACT.plus(value.quantize(Decimal("0.01"), ROUND_HALF_UP, EXACT))  # plus turns -0.00 into 0.00


def describe_rule(indicator: Indicator) -> str:
    """The indicator's rule in Indonesian sentences, printed beside its figures."""
    return " ".join(filter(None, (_said_formula(indicator), _said_zero(indicator), _said_quarters(indicator))))


_FORMULAS = {
    Formula.MAXIMIZE: "realisasi / target × 100",
    Formula.MINIMIZE_A: "(2 × target - realisasi) / target × 100",
    Formula.MINIMIZE_B: "target / realisasi × 100",
    Formula.WORST_BOUND: "({worst} - realisasi) / ({worst} - target) × 100, {worst} adalah nilai terburuk",
    Formula.RANGE: "100 di dalam rentang target, di bawahnya realisasi / batas bawah × 100, "
    "di atasnya batas atas / realisasi × 100",
    Formula.ORDINAL: "peringkat realisasi / peringkat target × 100, dengan urutan {scale}",
}


def _said_formula(indicator: Indicator) -> str:
    worst = "?" if indicator.worst is None else say_number(indicator.worst)
    formula = _FORMULAS[indicator.formula].format(worst=worst, scale=" < ".join(indicator.scale))
    cap = "tanpa batas atas" if indicator.cap is None else f"paling tinggi {say_number(indicator.cap)}"
    return f"Capaian = {formula}; {cap}."


def _said_zero(indicator: Indicator) -> str:
    return "Target 0 tercapai bila realisasi 0 (100), selain itu 0." if indicator.zero_is_target else ""


def _said_quarters(indicator: Indicator) -> str:
    if indicator.cumulative:
        return "Angka triwulan kumulatif sejak awal tahun; semester dan tahun: nilai kumulatif terakhir."
    ways = {
        Aggregation.SUM: "jumlah triwulan",
        Aggregation.AVERAGE: "rata-rata triwulan yang ada",
        Aggregation.LAST: "nilai terakhir yang diketahui",
    }
    return f"Angka per triwulan; semester dan tahun: {ways[indicator.aggregation]}."
