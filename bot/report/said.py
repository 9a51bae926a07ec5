"""One record in words and cells: what stands where a figure is, and what stands where there is none.

Not answered, expected later, not measured now, zero, and a target of zero are five different things and read so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from bot.report.content import Cell, Chip, Tone
from bot.rules.achievement import Achievement, Bases, NoFigure, bases, say_actual, say_percent, say_target, say_why
from bot.rules.dates import say_date, say_time
from bot.rules.formulas import EXACT, figure
from bot.rules.indicators import Actual, Indicator, NumberKind, Target
from bot.rules.numbers import say_number
from bot.rules.office import Person, Unit
from bot.rules.period import ROMAN
from bot.rules.rating import Rating, rate
from bot.rules.record import Record, State

NOTHING = Cell("–", tone=Tone.ABSENT)
_TOLD_BESIDE = (NoFigure.NO_ACTUAL, NoFigure.EXPECTED, NoFigure.RETURNED, NoFigure.NOT_MEASURED)


@dataclass(frozen=True)
class Names:
    """Units and people by code. A code nobody knows any more stands for itself."""

    units: Mapping[str, Unit]
    people: Mapping[str, Person]

    def unit(self, record: Record) -> str:
        code = record.indicator.unit
        return self.units[code].name if code in self.units else code

    def holder(self, record: Record) -> str:
        return self.person(record.holder)

    def person(self, code: str) -> str:
        return self.people[code].name if code in self.people else code


@dataclass(frozen=True)
class Entry:
    """A record with its number in the report and its two capaian."""

    number: int
    record: Record
    bases: Bases

    @property
    def indicator(self) -> Indicator:
        return self.record.indicator

    @property
    def asked(self) -> bool:
        return self.record.state is not State.NOT_MEASURED

    @property
    def missing(self) -> bool:
        """Asked for and without a value."""
        return self.asked and not self.record.answered

    @property
    def late(self) -> bool:
        return self.record.answered and self.record.late_days > 0


def enter(records: Sequence[Record]) -> tuple[Entry, ...]:
    """Numbers the records, those of one sasaran together, in the order in which each sasaran first appears."""
    first = {record.indicator.sasaran: place for place, record in reversed(list(enumerate(records)))}
    ordered = sorted(records, key=lambda record: first[record.indicator.sasaran])
    return tuple(Entry(number, record, bases(record)) for number, record in enumerate(ordered, start=1))


def say_state(record: Record, unit: str = "") -> str:
    """The words for a record without a value; with the unit that owes it, where the unit is not said beside."""
    owed = f" ({unit})" if unit else ""
    match record.state:
        case State.NOT_MEASURED:
            return say_measured_in(record.indicator)
        case State.EXPECTED:
            when = f", diperkirakan {say_date(record.expected_on)}" if record.expected_on else ""
            return f"{say_why(NoFigure.EXPECTED)}{when}"
        case State.RETURNED:
            return f"{say_why(NoFigure.RETURNED)}{owed}"
        case _:
            return f"{say_why(NoFigure.NO_ACTUAL)}{owed}"


def say_measured_in(indicator: Indicator) -> str:
    """diukur di TW II dan TW IV"""
    *others, last = [f"TW {ROMAN[number]}" for number in sorted(indicator.measured_in)] or [""]
    quarters = f"{', '.join(others)} dan {last}" if others else last
    return f"diukur di {quarters}" if quarters else say_why(NoFigure.NOT_MEASURED)


def say_moment(moment: datetime, label: str) -> str:
    """9 Oktober 2026 pukul 09.00 WITA; the moment must already be in the zone the label names."""
    return f"{say_date(moment)} pukul {say_time(moment, label)}"


def say_late(record: Record) -> str:
    return f"terlambat {record.late_days} hari kerja" if record.late_days else ""


def actual_cell(record: Record, unit: str) -> Cell:
    if not record.answered or record.actual is None:
        return Cell(say_state(record, unit), tone=Tone.ABSENT)
    marks = ("impor" if record.channel == "impor" else "", say_late(record), _say_parts(record))
    return Cell(
        _bare(record.indicator, say_actual(record.indicator, record.actual)),
        _typed(record.indicator, record.actual),
        note="; ".join(filter(None, marks)),
    )


def target_cell(indicator: Indicator, target: Target | None) -> Cell:
    if target is None:
        return Cell(say_why(NoFigure.NO_TARGET), tone=Tone.ABSENT)
    said = say_target(indicator, target)
    plain = Actual(number=target.number) if target.number is not None else None
    only_a_number = plain is not None and target.upper is None and said == say_actual(indicator, plain)
    return Cell(_bare(indicator, said), _typed(indicator, plain) if plain and only_a_number else None)


def achievement_cell(achievement: Achievement) -> Cell:
    if achievement.raw is None or achievement.capped is None:
        why = achievement.why or NoFigure.NO_ACTUAL
        return NOTHING if why in _TOLD_BESIDE else Cell(say_why(why), tone=Tone.ABSENT)
    note = f"sebelum dibatasi {say_percent(achievement.raw)}" if achievement.cap_bites else ""
    return Cell(say_percent(achievement.capped), _for_a_sheet(achievement.capped), note=note)


def raw_cell(achievement: Achievement) -> Cell:
    """The capaian before its cap, for worksheets."""
    return NOTHING if achievement.raw is None else Cell(say_percent(achievement.raw), _for_a_sheet(achievement.raw))


def rating_cell(achievement: Achievement, ratings: Sequence[Rating]) -> Cell:
    if achievement.capped is None:
        return NOTHING
    rating = rate(achievement.capped, ratings)
    level = sum(1 for other in ratings if _not_above(other, rating))
    return Cell(rating.label, chip=Chip(rating.colour, level, len(ratings)))


def count_cell(count: int) -> Cell:
    return Cell(str(count), Decimal(count))


def moment_cell(moment: datetime | None, zone: tzinfo | None, note: str = "") -> Cell:
    """Day and time in the office's zone."""
    if moment is None:
        return Cell("–", note=note, tone=Tone.ABSENT)
    here = moment.astimezone(zone)
    return Cell(f"{say_date(here)} {here:%H.%M}", moment=here, note=note)


def _not_above(other: Rating, rating: Rating) -> bool:
    return other.above is None or (rating.above is not None and other.above <= rating.above)


def _for_a_sheet(value: Decimal) -> Decimal:
    """Ten decimals of an unrounded percentage: what a worksheet's numbers can hold."""
    return value.quantize(Decimal("1e-10"), ROUND_HALF_UP, EXACT)


def _typed(indicator: Indicator, actual: Actual) -> Decimal | None:
    """The number a cell may hold; a ratio is read as 1:n and stays text."""
    return None if indicator.kind is NumberKind.RATIO or actual.label is not None else figure(actual)


def _bare(indicator: Indicator, said: str) -> str:
    """Without the unit of measure, which has a column of its own."""
    unit = indicator.unit_of_measure
    return said.removesuffix(f" {unit}").removesuffix(" %") if unit else said


def _say_parts(record: Record) -> str:
    actual = record.actual
    if record.indicator.kind is NumberKind.RATIO or actual is None or actual.number is None:
        return ""
    if actual.numerator is None or actual.denominator is None:
        return ""
    return f"{say_number(actual.numerator)} dari {say_number(actual.denominator)}"
