"""What a checker should look at before accepting an answer. A flag is a question, not a verdict."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from bot.rules.achievement import bases
from bot.rules.filling import below
from bot.rules.formulas import figure
from bot.rules.record import Record


class Flag(StrEnum):
    BELOW = "below"
    NO_KENDALA = "no_kendala"
    NO_TINDAK_LANJUT = "no_tindak_lanjut"
    NO_EVIDENCE = "no_evidence"
    LATE = "late"
    SAME = "same"  # as last quarter, on an indicator measured anew each quarter
    FALLS = "falls"  # a cumulative series that falls
    OUTSIDE = "outside"  # of the office's own plausible bounds
    FAR = "far"  # from last quarter's value or the target, by a factor of twenty
    NO_FIGURE = "no_figure"


def flags(record: Record, threshold: Decimal) -> tuple[Flag, ...]:
    """All flags of one answered record, the gravest first."""
    return tuple(_flags(record, threshold))


def _flags(record: Record, threshold: Decimal) -> Iterator[Flag]:
    value = figure(record.actual) if record.actual else None
    previous = figure(record.previous) if record.previous else None
    if value is not None and _outside(record, value):
        yield Flag.OUTSIDE
    target = record.indicator.targets.get(record.quarter.number)
    if value is not None and (_far(value, previous) or _far(value, target.number if target else None)):
        yield Flag.FAR
    if value is not None and previous is not None:
        continues = record.indicator.cumulative and record.quarter.number > 1
        if continues and value < previous:
            yield Flag.FALLS
        if value == previous and not record.indicator.cumulative:
            yield Flag.SAME
    if bases(record).quarter.raw is None:
        yield Flag.NO_FIGURE
    if below(record, threshold):
        yield Flag.BELOW
        if not record.notes.get("kendala"):
            yield Flag.NO_KENDALA
        if not record.notes.get("tindak_lanjut"):
            yield Flag.NO_TINDAK_LANJUT
    if record.indicator.evidence and not record.evidence:
        yield Flag.NO_EVIDENCE
    if record.late_days:
        yield Flag.LATE


def _far(value: Decimal, other: Decimal | None) -> bool:
    """So far apart that a slip of the finger is likelier than the truth; zero is far from nothing."""
    if not value or not other:
        return False
    return not Decimal("0.05") <= abs(value / other) <= 20


def _outside(record: Record, value: Decimal) -> bool:
    low, high = record.indicator.low, record.indicator.high
    return (low is not None and value < low) or (high is not None and value > high)
