"""Capaian: every formula against an oracle in plain fractions, the five kinds of no number, and holes in a year."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.achievement import (
    NoFigure,
    RollUp,
    achieve,
    bases,
    describe_rule,
    roll_up,
    say_achievement,
    say_actual,
    say_percent,
    say_target,
    say_why,
)
from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.period import Quarter
from bot.rules.rating import DEFAULT_RATINGS, rate
from bot.rules.record import Record, State

OPINIONS = ("TMP", "TW", "WDP", "WTP")
SAKIP = ("D", "C", "CC", "B", "BB", "A", "AA")
AMOUNTS = st.decimals("0.01", "999999", places=2)
SERIES = st.dictionaries(st.integers(1, 4), AMOUNTS)
YEAR = (1, 2, 3, 4)

INFANTS = Indicator(
    code="IKU-1",
    year=2026,
    sasaran="Meningkatnya derajat kesehatan",
    name="Angka kematian bayi",
    unit_of_measure="per 1.000 KH",
    kind=NumberKind.DECIMAL,
    formula=Formula.MAXIMIZE,
    aggregation=Aggregation.SUM,
    unit="DINKES",
    filler="P1",
)


def indicator(formula: Formula, **facts: object) -> Indicator:
    return replace(INFANTS, formula=formula, **facts)  # type: ignore[arg-type]  # any field of Indicator


def number(text: str | int | Decimal) -> Actual:
    return Actual(number=Decimal(text))


def target(text: str | int | Decimal, upper: str | None = None) -> Target:
    return Target(text="", number=Decimal(text), upper=None if upper is None else Decimal(upper))


def printed(rule: Indicator, reached: str, goal: Target) -> str:
    achieved = achieve(rule, number(reached), goal)
    assert achieved.raw is not None, achieved.why
    return say_percent(achieved.raw)


def half_up(value: Fraction) -> str:
    """The oracle's own printing: integer arithmetic, half away from zero."""
    cents = (abs(value) * 200 + 1) // 2
    whole, rest = divmod(cents, 100)
    sign = "-" if value < 0 and cents else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d}"


# --- formulas


@pytest.mark.parametrize(
    ("formula", "reached", "goal", "percent"),
    [
        (Formula.MINIMIZE_A, "4.88", "32", "184,75"),
        (Formula.MINIMIZE_B, "4.88", "32", "655,74"),
        (Formula.MINIMIZE_A, "56.23", "49", "85,24"),
        (Formula.MINIMIZE_A, "0.43", "0.35", "77,14"),
        (Formula.MAXIMIZE, "67.09", "67", "100,13"),
        (Formula.MAXIMIZE, "50", "3", "1.666,67"),
        (Formula.MINIMIZE_A, "0", "12", "200,00"),
        (Formula.MINIMIZE_A, "30", "10", "-100,00"),
        (Formula.RANGE, "4.5", "5", "90,00"),
        (Formula.RANGE, "6.25", "5", "80,00"),
    ],
)
def test_published_figures_follow_from_their_formula(formula: Formula, reached: str, goal: str, percent: str) -> None:
    assert printed(indicator(formula), reached, target(goal)) == percent


ORACLE: dict[Formula, Callable[[Fraction, Fraction], Fraction]] = {
    Formula.MAXIMIZE: lambda r, t: r / t,
    Formula.MINIMIZE_A: lambda r, t: (2 * t - r) / t,
    Formula.MINIMIZE_B: lambda r, t: t / r,
    Formula.RANGE: lambda r, t: min(r / t, t / r),
    Formula.WORST_BOUND: lambda r, t: (2_000_000 - r) / (2_000_000 - t),
}


@given(st.sampled_from(list(ORACLE)), AMOUNTS, AMOUNTS)
def test_every_formula_agrees_with_plain_fractions(formula: Formula, reached: Decimal, goal: Decimal) -> None:
    expected = 100 * ORACLE[formula](Fraction(reached), Fraction(goal))
    achieved = achieve(indicator(formula, worst=Decimal(2_000_000)), number(reached), target(goal))
    assert achieved.raw is not None
    assert abs(Fraction(achieved.raw) - expected) <= abs(expected) * Fraction(1, 10**48)
    assert say_percent(achieved.raw) == half_up(expected)


def test_a_result_between_target_and_the_worst_case_is_scored_between_them() -> None:
    rule = indicator(Formula.WORST_BOUND, worst=Decimal(40))
    assert printed(rule, "25", target("10")) == "50,00"
    assert printed(rule, "10", target("10")) == "100,00"
    assert printed(rule, "40", target("10")) == "0,00"


def test_a_worst_case_gives_even_a_zero_target_a_figure() -> None:
    assert printed(indicator(Formula.WORST_BOUND, worst=Decimal(10)), "3", target("0")) == "70,00"


@pytest.mark.parametrize("worst", [None, Decimal(10)])
def test_a_worst_case_that_is_missing_or_equals_the_target_judges_nothing(worst: Decimal | None) -> None:
    assert achieve(indicator(Formula.WORST_BOUND, worst=worst), number(5), target(10)).why is NoFigure.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("reached", "percent"),
    [("5.4", "100,00"), ("6", "100,00"), ("6.2", "100,00"), ("4.96", "91,85"), ("7.75", "80,00")],
)
def test_a_band_is_met_inside_and_measured_by_its_nearer_bound_outside(reached: str, percent: str) -> None:
    assert printed(indicator(Formula.RANGE), reached, target("5.4", "6.2")) == percent


@pytest.mark.parametrize(("reached", "percent"), [("5.5", "100,00"), ("7.44", "80,00"), ("2.7", "150,00")])
def test_outside_a_band_where_smaller_is_better_minimize_a_holds(reached: str, percent: str) -> None:
    assert printed(indicator(Formula.MINIMIZE_A), reached, target("5.4", "6.2")) == percent


@pytest.mark.parametrize(
    ("scale", "reached", "goal", "percent"),
    [
        (OPINIONS, "WTP", "WTP", "100,00"),
        (OPINIONS, "WDP", "WTP", "75,00"),
        (OPINIONS, "TMP", "WTP", "25,00"),
        (SAKIP, "A", "BB", "120,00"),
        (SAKIP, "bb", "A", "83,33"),
    ],
)
def test_an_opinion_is_judged_by_its_rank(scale: tuple[str, ...], reached: str, goal: str, percent: str) -> None:
    achieved = achieve(indicator(Formula.ORDINAL, scale=scale), Actual(label=reached), Target(text=goal, label=goal))
    assert achieved.raw is not None
    assert say_percent(achieved.raw) == percent


def test_a_label_outside_the_scale_is_not_compared() -> None:
    rule = indicator(Formula.ORDINAL, scale=OPINIONS)
    assert achieve(rule, Actual(label="A"), Target(text="WTP", label="WTP")).why is NoFigure.NOT_COMPARABLE
    assert achieve(rule, number(4), Target(text="WTP", label="WTP")).why is NoFigure.NOT_COMPARABLE


def test_a_ratio_of_one_to_n_is_read_as_n() -> None:
    teachers = indicator(Formula.MINIMIZE_B, kind=NumberKind.RATIO)
    reached = Actual(numerator=Decimal(1), denominator=Decimal(20))
    assert say_achievement(achieve(teachers, reached, target("32"))) == "160,00 %"
    assert achieve(teachers, Actual(number=Decimal(20)), target("32")) == achieve(teachers, reached, target("32"))


def test_a_ratio_of_nothing_is_not_compared() -> None:
    reached = Actual(numerator=Decimal(0), denominator=Decimal(20))
    assert achieve(indicator(Formula.MAXIMIZE), reached, target(32)).why is NoFigure.NOT_COMPARABLE


# --- no number, zero, and a target of zero


def test_missing_is_not_zero() -> None:
    assert achieve(INFANTS, None, target(10)).why is NoFigure.NO_ACTUAL
    assert achieve(INFANTS, number(0), target(10)).raw == 0


def test_without_a_target_there_is_no_capaian() -> None:
    assert achieve(INFANTS, number(5), None).why is NoFigure.NO_TARGET


@pytest.mark.parametrize("formula", [Formula.MAXIMIZE, Formula.MINIMIZE_A, Formula.MINIMIZE_B, Formula.RANGE])
def test_a_target_of_zero_cannot_be_computed(formula: Formula) -> None:
    for reached in (0, 3):
        assert achieve(indicator(formula), number(reached), target(0)).why is NoFigure.ZERO_TARGET


def test_where_zero_is_the_target_zero_is_full_and_anything_more_is_nothing() -> None:
    rule = indicator(Formula.MINIMIZE_A, zero_is_target=True)
    assert achieve(rule, number(0), target(0)).raw == 100
    assert achieve(rule, number(1), target(0)).raw == 0
    assert achieve(rule, number(-1), target(0)).why is NoFigure.NOT_COMPARABLE


def test_zero_is_target_changes_nothing_for_a_target_that_is_not_zero() -> None:
    assert achieve(indicator(Formula.MINIMIZE_A, zero_is_target=True), number(1), target(4)).raw == 175


def test_the_best_result_of_minimize_a_is_two_hundred_before_the_cap() -> None:
    achieved = achieve(indicator(Formula.MINIMIZE_A, cap=Decimal(120)), number(0), target(7))
    assert (achieved.raw, achieved.capped) == (Decimal(200), Decimal(120))
    assert achieved.cap_bites


def test_minimize_b_has_no_figure_for_a_zero() -> None:
    assert achieve(indicator(Formula.MINIMIZE_B), number(0), target(7)).why is NoFigure.ZERO_ACTUAL


def test_a_negative_target_is_not_judged_the_wrong_way_round() -> None:
    assert achieve(INFANTS, number(-2), target("-1.5")).why is NoFigure.NEGATIVE_TARGET


@given(AMOUNTS, AMOUNTS, st.sampled_from([None, *map(Decimal, (100, 110, 120, 200))]))
def test_the_cap_is_never_exceeded_and_the_raw_figure_is_kept(
    reached: Decimal, goal: Decimal, cap: Decimal | None
) -> None:
    uncapped = achieve(INFANTS, number(reached), target(goal))
    capped = achieve(indicator(Formula.MAXIMIZE, cap=cap), number(reached), target(goal))
    assert capped.raw == uncapped.raw
    assert capped.capped is not None
    assert capped.capped == (uncapped.raw if cap is None or not capped.cap_bites else cap)
    assert cap is None or capped.capped <= cap


# --- both bases


def record(state: State, actual: Actual | None = None) -> Record:
    rule = indicator(Formula.MAXIMIZE, targets={3: target(50)}, annual=target(200))
    return Record(rule, Quarter(2026, 3), state, "P1", actual=actual)


def test_one_value_has_two_figures_against_the_quarter_and_the_year() -> None:
    both = bases(record(State.FILLED, number(45)))
    assert (both.quarter.raw, both.annual.raw) == (Decimal(90), Decimal("22.5"))


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.MISSING, NoFigure.NO_ACTUAL),
        (State.EXPECTED, NoFigure.EXPECTED),
        (State.NOT_MEASURED, NoFigure.NOT_MEASURED),
        (State.RETURNED, NoFigure.RETURNED),
    ],
)
def test_each_kind_of_no_value_keeps_its_own_name(state: State, why: NoFigure) -> None:
    both = bases(record(state, number(45) if state is State.RETURNED else None))
    assert (both.quarter.why, both.annual.why) == (why, why)


def test_no_two_kinds_of_no_number_are_said_alike() -> None:
    assert len({say_why(why) for why in NoFigure}) == len(NoFigure)


# --- composition


def composed(rule: Indicator, series: dict[int, Decimal], quarters: tuple[int, ...] = YEAR) -> RollUp:
    return roll_up(rule, {quarter: number(value) for quarter, value in series.items()}, quarters)


TARGETED = {quarter: target(10 * quarter) for quarter in YEAR}


def test_four_quarters_add_up_to_the_year_and_so_do_their_targets() -> None:
    rolled = composed(indicator(Formula.MAXIMIZE, targets=TARGETED), dict.fromkeys(YEAR, Decimal("2.5")))
    assert (rolled.actual, rolled.target) == (number("10.0"), target(100))
    assert (rolled.used, rolled.missing) == (YEAR, ())


def test_a_sum_with_a_hole_has_no_total_and_no_target_only_what_is_known_so_far() -> None:
    rolled = composed(indicator(Formula.MAXIMIZE, targets=TARGETED), {2: Decimal(3), 4: Decimal(4)})
    assert (rolled.actual, rolled.target, rolled.provisional) == (None, None, number(7))
    assert (rolled.used, rolled.missing) == ((2, 4), (1, 3))


def test_an_average_is_over_the_quarters_present_and_so_is_its_target() -> None:
    rule = indicator(Formula.MAXIMIZE, aggregation=Aggregation.AVERAGE, targets=TARGETED)
    rolled = composed(rule, {2: Decimal(18)}, (1, 2))
    assert (rolled.actual, rolled.target) == (number(18), target(20))
    assert (rolled.used, rolled.missing) == ((2,), (1,))


def test_the_published_mistake_of_averaging_a_missing_quarter_as_zero_is_not_made() -> None:
    rule = indicator(Formula.MAXIMIZE, aggregation=Aggregation.AVERAGE, targets=dict.fromkeys(YEAR, target(100)))
    rolled = composed(rule, {1: Decimal("110.19")}, (1, 2))
    assert rolled.actual == number("110.19")


def test_the_last_known_value_names_its_quarter() -> None:
    rule = indicator(Formula.MAXIMIZE, aggregation=Aggregation.LAST, targets=TARGETED)
    rolled = composed(rule, {1: Decimal(5), 3: Decimal(7)})
    assert (rolled.actual, rolled.target) == (number(7), target(30))
    assert (rolled.used, rolled.missing) == ((3,), (2, 4))


def test_an_opinion_of_the_year_is_the_last_known_one() -> None:
    rule = indicator(Formula.ORDINAL, aggregation=Aggregation.LAST, scale=OPINIONS)
    assert roll_up(rule, {1: Actual(label="WDP"), 4: Actual(label="WTP")}, YEAR).actual == Actual(label="WTP")


def test_a_cumulative_series_is_its_own_total() -> None:
    rule = indicator(Formula.MAXIMIZE, cumulative=True, targets=TARGETED)
    rolled = composed(rule, {1: Decimal(5), 2: Decimal(12)}, (1, 2))
    assert (rolled.actual, rolled.target, rolled.used) == (number(12), target(20), (2,))


def test_a_quarter_without_measurement_is_not_a_hole() -> None:
    rule = indicator(Formula.MAXIMIZE, measured_in=frozenset({2, 4}))
    rolled = composed(rule, {2: Decimal(3), 4: Decimal(4)})
    assert (rolled.actual, rolled.missing) == (number(7), ())


def test_an_indicator_measured_only_in_the_fourth_quarter_has_no_first_semester() -> None:
    rolled = composed(indicator(Formula.MAXIMIZE, measured_in=frozenset({4})), {}, (1, 2))
    assert not rolled.measured
    assert rolled.missing == ()


def test_a_quarter_without_a_target_leaves_the_sum_without_one() -> None:
    rolled = composed(indicator(Formula.MAXIMIZE, targets={1: target(5)}), {1: Decimal(3), 2: Decimal(4)}, (1, 2))
    assert (rolled.actual, rolled.target) == (number(7), None)


def test_bands_add_up_to_a_band() -> None:
    rule = indicator(Formula.RANGE, targets={1: target(2, "3"), 2: target(4)})
    assert composed(rule, {1: Decimal(2), 2: Decimal(4)}, (1, 2)).target == target(6, "7")


@given(SERIES, st.sampled_from(Aggregation), st.sampled_from([(1, 2), (3, 4), YEAR]))
def test_composition_agrees_with_plain_fractions(
    series: dict[int, Decimal], way: Aggregation, quarters: tuple[int, ...]
) -> None:
    rolled = composed(indicator(Formula.MAXIMIZE, aggregation=way), series, quarters)
    known = [Fraction(series[quarter]) for quarter in quarters if quarter in series]
    assert rolled.missing == tuple(quarter for quarter in quarters if quarter not in series)
    if not known or (way is Aggregation.SUM and rolled.missing):
        assert rolled.actual is None
        return
    total = sum(known, Fraction(0))
    ways = {Aggregation.SUM: total, Aggregation.AVERAGE: total / len(known), Aggregation.LAST: known[-1]}
    assert rolled.actual is not None
    assert rolled.actual.number is not None
    assert abs(Fraction(rolled.actual.number) - ways[way]) < Fraction(1, 10**40)


@given(st.permutations(YEAR), st.lists(AMOUNTS, min_size=4, max_size=4), st.sampled_from(Aggregation))
def test_the_order_in_which_values_arrive_changes_nothing(
    order: list[int], values: list[Decimal], way: Aggregation
) -> None:
    rule = indicator(Formula.MAXIMIZE, aggregation=way, targets=TARGETED)
    series = dict(zip(YEAR, values, strict=True))
    shuffled = {quarter: series[quarter] for quarter in order}
    assert composed(rule, shuffled, tuple(order)) == composed(rule, series)


@given(st.lists(AMOUNTS, min_size=3, max_size=3), st.lists(AMOUNTS, min_size=3, max_size=3))
def test_the_capaian_of_averages_prints_and_rates_as_fractions_do(values: list[Decimal], goals: list[Decimal]) -> None:
    quarters = (1, 2, 3)
    goal_of = {quarter: target(goal) for quarter, goal in zip(quarters, goals, strict=True)}
    rule = indicator(Formula.MAXIMIZE, aggregation=Aggregation.AVERAGE, targets=goal_of)
    rolled = composed(rule, dict(zip(quarters, values, strict=True)), quarters)
    achieved = achieve(rule, rolled.actual, rolled.target)
    expected = 100 * sum(map(Fraction, values), Fraction(0)) / sum(map(Fraction, goals), Fraction(0))
    assert achieved.raw is not None
    assert say_percent(achieved.raw) == half_up(expected)


def test_ninety_percent_of_two_averages_is_exactly_ninety() -> None:
    goal_of = {quarter: target(goal) for quarter, goal in zip((1, 2, 3), ("100", "110", "100"), strict=True)}
    rule = indicator(Formula.MAXIMIZE, aggregation=Aggregation.AVERAGE, targets=goal_of)
    for values in (("90", "99", "90"), ("80", "100", "99")):
        series = dict(zip((1, 2, 3), map(Decimal, values), strict=True))
        rolled = composed(rule, series, (1, 2, 3))
        achieved = achieve(rule, rolled.actual, rolled.target)
        assert achieved.raw == 90
        assert rate(achieved.raw, DEFAULT_RATINGS).label == "Tinggi"


# --- what is said


@pytest.mark.parametrize(
    ("value", "said"),
    [("114", "114,00"), ("0.005", "0,01"), ("50.005", "50,01"), ("50.00499", "50,00"), ("-0.001", "0,00")],
)
def test_a_percentage_is_rounded_half_up_only_when_said(value: str, said: str) -> None:
    assert say_percent(Decimal(value)) == said


def test_both_figures_are_said_when_the_cap_bites() -> None:
    capped = achieve(indicator(Formula.MINIMIZE_B, cap=Decimal(120)), number("4.88"), target(32))
    assert say_achievement(capped) == "120,00 % (sebelum dibatasi 655,74 %)"
    assert say_achievement(achieve(INFANTS, number(0), target(0))) == "tidak dapat dihitung (target 0)"


def test_an_actual_is_said_with_its_unit_as_it_was_typed() -> None:
    assert say_actual(indicator(Formula.MAXIMIZE, unit_of_measure="dokumen"), number("85.5")) == "85,5 dokumen"
    assert say_actual(INFANTS, Actual(label="WTP")) == "WTP"


def test_a_ratio_is_said_as_a_ratio() -> None:
    teachers = indicator(Formula.MINIMIZE_B, kind=NumberKind.RATIO)
    assert say_actual(teachers, Actual(numerator=Decimal(1), denominator=Decimal("17.9"))) == "1:17,9"
    assert say_actual(teachers, number("17.9")) == "1:17,9"


def test_an_average_is_said_with_two_decimals() -> None:
    rule = indicator(Formula.MAXIMIZE, aggregation=Aggregation.AVERAGE, unit_of_measure="hari")
    rolled = composed(rule, {1: Decimal(1), 2: Decimal(1), 3: Decimal(2)}, (1, 2, 3))
    assert rolled.actual is not None
    assert say_actual(rule, rolled.actual) == "1,33 hari"


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Target(text="≥95", number=Decimal(95)), "≥95"),
        (Target(text="5,40 - 6,20", number=Decimal("5.40"), upper=Decimal("6.20")), "5,40 - 6,20"),
        (Target(text="A (4)", label="A"), "A (4)"),
        (Target(text="85.5", number=Decimal("85.5")), "85,5 hari"),
        (Target(text="", number=Decimal(2), upper=Decimal(3)), "2 – 3 hari"),
    ],
)
def test_a_target_is_said_as_the_office_wrote_it(goal: Target, said: str) -> None:
    assert say_target(indicator(Formula.MAXIMIZE, unit_of_measure="hari"), goal) == said


def test_the_rule_of_an_indicator_is_said_in_sentences() -> None:
    rule = indicator(Formula.MINIMIZE_A, cap=Decimal(120), zero_is_target=True)
    assert describe_rule(rule) == (
        "Capaian = (2 × target - realisasi) / target × 100; paling tinggi 120. "
        "Target 0 tercapai bila realisasi 0 (100), selain itu 0. "
        "Angka per triwulan; semester dan tahun: jumlah triwulan."
    )


def test_the_rule_names_the_scale_the_worst_case_and_a_cumulative_series() -> None:
    assert "dengan urutan TMP < TW < WDP < WTP; tanpa batas atas" in describe_rule(
        indicator(Formula.ORDINAL, scale=OPINIONS)
    )
    assert "(40 - realisasi) / (40 - target)" in describe_rule(indicator(Formula.WORST_BOUND, worst=Decimal(40)))
    assert describe_rule(indicator(Formula.RANGE, cumulative=True)).endswith(
        "Angka triwulan kumulatif sejak awal tahun; semester dan tahun: nilai kumulatif terakhir."
    )
