"""What a checker should look at: each flag alone, none on a plain answer, the gravest first."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.rules.flags import Flag, flags
from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.period import Quarter
from bot.rules.record import Evidence, Record, State

NINETY = Decimal(90)
PLAIN = Indicator(
    code="IK-01",
    year=2026,
    sasaran="Sasaran",
    name="Nama",
    unit_of_measure="%",
    kind=NumberKind.PERCENT,
    formula=Formula.MAXIMIZE,
    aggregation=Aggregation.LAST,
    unit="SEK",
    filler="budi",
    targets={quarter: Target("100", Decimal(100)) for quarter in (1, 2, 3, 4)},
    annual=Target("100", Decimal(100)),
    low=Decimal(0),
    high=Decimal(200),
)
BOTH = {"kendala": "hujan", "tindak_lanjut": "payung"}
SENT = datetime(2026, 10, 7, 2, tzinfo=UTC)


def number(value: str | None) -> Actual | None:
    return None if value is None else Actual(Decimal(value))


def an_answer(value: str = "95", previous: str | None = "80", quarter: int = 3, **facts: Any) -> Record:
    """An answer without any flag, unless its facts say otherwise; facts of the indicator go to it."""
    rule = replace(PLAIN, **{name: facts.pop(name) for name in list(facts) if name in PLAIN.__dataclass_fields__})
    return Record(
        facts.pop("rule", rule),
        Quarter(2026, quarter),
        facts.pop("state", State.FILLED),
        "budi",
        actual=facts.pop("actual", number(value)),
        previous=facts.pop("before", number(previous)),
        sent_at=SENT,
        **facts,
    )


def with_evidence(**facts: Any) -> Record:
    return replace(an_answer(**facts), indicator=replace(PLAIN, evidence=True))


def test_a_plain_answer_has_no_flag() -> None:
    assert flags(an_answer(), NINETY) == ()


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (an_answer("40", notes=BOTH), (Flag.BELOW,)),
        (an_answer("40", notes={"tindak_lanjut": "payung"}), (Flag.BELOW, Flag.NO_KENDALA)),
        (an_answer("40", notes={"kendala": "hujan"}), (Flag.BELOW, Flag.NO_TINDAK_LANJUT)),
        (an_answer("40"), (Flag.BELOW, Flag.NO_KENDALA, Flag.NO_TINDAK_LANJUT)),
        (with_evidence(), (Flag.NO_EVIDENCE,)),
        (an_answer(late_days=1), (Flag.LATE,)),
        (an_answer("95", "95"), (Flag.SAME,)),
        (an_answer("95", "95.0"), (Flag.SAME,)),
        (an_answer("95", "96", cumulative=True), (Flag.FALLS,)),
        (an_answer("200.01"), (Flag.OUTSIDE,)),
        (an_answer("95", low=Decimal("95.1")), (Flag.OUTSIDE,)),
        (an_answer(targets={}, annual=None), (Flag.NO_FIGURE,)),
        (an_answer(targets={3: Target("0", Decimal(0))}), (Flag.NO_FIGURE,)),
    ],
)
def test_each_flag_stands_for_its_own_cause(record: Record, found: tuple[Flag, ...]) -> None:
    assert flags(record, NINETY) == found


@pytest.mark.parametrize(
    "record",
    [
        an_answer("200"),  # on the bound itself
        an_answer("95", None),
        an_answer("95", "95", cumulative=True),  # a cumulative series may stand still
        an_answer("95", "99", cumulative=True, quarter=1),  # and begins anew in January
        an_answer("95", "99"),  # a series measured anew may fall
        an_answer("90"),
        an_answer("95", low=None, high=None),
        replace(with_evidence(), evidence=(Evidence("https://contoh.id", link=True),)),
        an_answer("95", state=State.ACCEPTED),
    ],
)
def test_what_is_in_order_is_not_flagged(record: Record) -> None:
    assert flags(record, NINETY) == ()


def test_a_ratio_is_compared_by_what_it_comes_to() -> None:
    one_to_seventeen = Actual(numerator=Decimal(1), denominator=Decimal(17))
    twice_that = Actual(numerator=Decimal(2), denominator=Decimal(34))
    record = an_answer(actual=one_to_seventeen, before=twice_that, targets={3: Target("17", Decimal(17))})
    assert flags(record, NINETY) == (Flag.SAME,)


def test_a_label_has_no_bounds_and_is_not_compared() -> None:
    rule = replace(PLAIN, formula=Formula.ORDINAL, scale=("WDP", "WTP"), targets={3: Target("WTP", label="WTP")})
    record = an_answer(rule=rule, actual=Actual(label="WTP"), before=Actual(label="WTP"))
    assert flags(record, NINETY) == ()


def test_everything_wrong_at_once_is_told_the_gravest_first() -> None:
    record = an_answer("-5", "60", late_days=2)
    worst = replace(record, indicator=replace(PLAIN, cumulative=True, evidence=True))
    assert flags(worst, NINETY) == (
        Flag.OUTSIDE,
        Flag.FALLS,
        Flag.BELOW,
        Flag.NO_KENDALA,
        Flag.NO_TINDAK_LANJUT,
        Flag.NO_EVIDENCE,
        Flag.LATE,
    )


@pytest.mark.parametrize(
    ("value", "previous", "far"),
    [("1900", "95", False), ("2001", "100", True), ("5", "100", False), ("4.99", "100", True), ("0", "100", False)],
)
def test_a_value_twenty_times_off_is_looked_at(value: str, previous: str, far: bool) -> None:
    record = an_answer(value, previous, high=None, targets={})
    assert (Flag.FAR in flags(record, NINETY)) is far
