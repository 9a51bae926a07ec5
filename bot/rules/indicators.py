"""What an indicator is, and how its capaian follows from target and realisasi.

Every office mixes rules, so five facts are stored PER INDICATOR and printed in the report: formula, cap,
aggregation, whether quarter targets are cumulative, and the number kind. All arithmetic is exact `Decimal`;
rounding happens only when a figure is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class NumberKind(StrEnum):
    """What the realisasi of an indicator looks like."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    RATIO = "ratio"
    LETTER = "letter"


class Formula(StrEnum):
    """How capaian is computed from realisasi R and target T (percent).

    maximize R/T; minimize A (2T-R)/T; minimize B T/R; worst bound (W-R)/(W-T);
    range: inside the band 100; ordinal: rank(R)/rank(T) on the indicator's own scale.
    """

    MAXIMIZE = "maximize"
    MINIMIZE_A = "minimize_a"
    MINIMIZE_B = "minimize_b"
    WORST_BOUND = "worst_bound"
    RANGE = "range"
    ORDINAL = "ordinal"


class Aggregation(StrEnum):
    """How quarters become a semester or a year."""

    SUM = "sum"
    AVERAGE = "average"
    LAST = "last"


@dataclass(frozen=True)
class Target:
    """A target as the office wrote it, and as it is computed with.

    Exactly one of `number` (with `upper` when it is a band) and `label` (ordinal scale) is set.
    """

    text: str
    number: Decimal | None = None
    upper: Decimal | None = None
    label: str | None = None


@dataclass(frozen=True)
class Actual:
    """A realisasi: a number, a label of an ordinal scale, and for a ratio its two parts."""

    number: Decimal | None = None
    label: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Indicator:
    """One indicator of one year, whole: what is asked, of whom, and how it is judged.

    `targets` maps quarter 1..4 to its target; a quarter outside `measured_in` is not asked and is not a hole.
    """

    code: str
    year: int
    sasaran: str
    name: str
    unit_of_measure: str
    kind: NumberKind
    formula: Formula
    aggregation: Aggregation
    unit: str
    filler: str
    substitute: str | None = None
    targets: Mapping[int, Target] = field(default_factory=dict)
    annual: Target | None = None
    cumulative: bool = False
    cap: Decimal | None = None
    measured_in: frozenset[int] = frozenset({1, 2, 3, 4})
    evidence: bool = False
    signed: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    worst: Decimal | None = None
    scale: tuple[str, ...] = ()
    zero_is_target: bool = False
