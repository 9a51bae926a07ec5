"""Which question comes next while an officer fills in: the value, the notes where it is low, then the evidence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.rules.filling import Question, below, next_question, next_record, questions, unanswered
from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.period import Quarter
from bot.rules.record import Evidence, Record, State

NINETY = Decimal(90)
BOTH = {"kendala": "hujan", "tindak_lanjut": "payung"}
PDF = (Evidence("bukti.pdf"),)
VALUE, KENDALA, TINDAK_LANJUT, EVIDENCE, EXPECTED = Question


def target(number: str) -> Target:
    return Target(number, Decimal(number))


def an_indicator(code: str = "IK-01", **facts: Any) -> Indicator:
    usual: dict[str, Any] = {"targets": {3: target("100")}, "annual": target("200"), "evidence": True}
    return Indicator(
        code=code,
        year=2026,
        sasaran="Sasaran",
        name="Nama",
        unit_of_measure="%",
        kind=NumberKind.PERCENT,
        formula=Formula.MAXIMIZE,
        aggregation=Aggregation.LAST,
        unit="SEK",
        filler="budi",
        **(usual | facts),
    )


def a_record(state: State = State.FILLED, value: str | None = "95", code: str = "IK-01", **facts: Any) -> Record:
    indicator = facts.pop("indicator", None) or an_indicator(code)
    actual = None if value is None else Actual(Decimal(value))
    return Record(indicator, Quarter(2026, 3), state, "budi", actual=actual, **facts)


@pytest.mark.parametrize(
    ("record", "open_questions"),
    [
        (a_record(State.MISSING, None), (VALUE,)),
        (a_record(State.RETURNED, "40"), (VALUE,)),
        (a_record(State.RETURNED, "40", notes=BOTH, evidence=PDF), (VALUE,)),
        (a_record(State.EXPECTED, None, expected_on=date(2026, 10, 9)), ()),
        (a_record(State.NOT_MEASURED, None), ()),
        (a_record(), (EVIDENCE,)),
        (a_record(evidence=PDF), ()),
        (a_record(indicator=an_indicator(evidence=False)), ()),
        (a_record(value="40"), (KENDALA, TINDAK_LANJUT, EVIDENCE)),
        (a_record(value="40", notes={"kendala": "hujan"}), (TINDAK_LANJUT, EVIDENCE)),
        (a_record(value="40", notes={"tindak_lanjut": "payung"}, evidence=PDF), (KENDALA,)),
        (a_record(value="40", notes={"kendala": ""}, evidence=PDF), (KENDALA, TINDAK_LANJUT)),
        (a_record(value="40", notes=BOTH, evidence=PDF), ()),
        (a_record(State.ACCEPTED, "40", evidence=PDF), (KENDALA, TINDAK_LANJUT)),
        (a_record(value="0", evidence=PDF), (KENDALA, TINDAK_LANJUT)),
    ],
)
def test_a_record_leaves_these_questions_open(record: Record, open_questions: tuple[Question, ...]) -> None:
    assert questions(record, NINETY) == open_questions


@pytest.mark.parametrize(("value", "low"), [("89.99", True), ("90", False), ("90.01", False), ("-5", True)])
def test_the_threshold_itself_is_not_below(value: str, low: bool) -> None:
    assert below(a_record(value=value), NINETY) is low


def test_the_quarters_basis_decides_where_it_has_a_figure() -> None:
    assert not below(a_record(value="95"), NINETY)  # 95 % of the quarter's target, 47.5 % of the year's


def test_the_years_basis_decides_where_the_quarter_has_no_target() -> None:
    bare = an_indicator(targets={})
    assert below(a_record(value="95", indicator=bare), NINETY)
    assert not below(a_record(value="190", indicator=bare), NINETY)


def test_what_has_no_figure_is_not_below() -> None:
    assert not below(a_record(indicator=an_indicator(targets={}, annual=None)), NINETY)
    assert not below(a_record(State.MISSING, None), NINETY)


def test_the_capped_figure_is_compared() -> None:
    capped = an_indicator(cap=Decimal(80))
    assert below(a_record(value="100", indicator=capped), NINETY)


@pytest.mark.parametrize("state", list(State))
def test_only_nothing_sent_or_sent_back_is_unanswered(state: State) -> None:
    assert unanswered(a_record(state, None)) is (state in (State.MISSING, State.RETURNED))


@pytest.mark.parametrize(
    ("after", "then"),
    [(VALUE, KENDALA), (KENDALA, TINDAK_LANJUT), (TINDAK_LANJUT, EVIDENCE), (EVIDENCE, None), (EXPECTED, None)],
)
def test_questions_follow_in_one_order(after: Question, then: Question | None) -> None:
    assert next_question(a_record(value="40"), after, NINETY) is then


def test_a_question_that_was_passed_over_is_not_asked_again_at_once() -> None:
    skipped = a_record(value="40", notes={"tindak_lanjut": "payung"}, evidence=PDF)
    assert next_question(skipped, KENDALA, NINETY) is None


def codes(*open_ones: str) -> list[Record]:
    """Four records A to D; the named ones still have a question."""
    done = a_record(evidence=PDF)
    missing = a_record(State.MISSING, None)
    return [replace(missing if code in open_ones else done, indicator=an_indicator(code)) for code in "ABCD"]


@pytest.mark.parametrize(
    ("open_ones", "after", "found"),
    [
        ("ABCD", None, "A"),
        ("ABCD", "A", "B"),
        ("ABCD", "D", "A"),
        ("AD", "B", "D"),
        ("A", "B", "A"),
        ("B", "B", None),
        ("AB", "B", "A"),
        ("A", "A", None),
        ("D", "D", None),
        ("C", None, "C"),
        ("C", "unknown", "C"),
        ("", "B", None),
        ("", None, None),
    ],
)
def test_the_next_record_goes_round_and_never_stays(open_ones: str, after: str | None, found: str | None) -> None:
    record = next_record(codes(*open_ones), after, NINETY)
    assert (record.indicator.code if record else None) == found


def test_of_no_records_none_is_next() -> None:
    assert next_record([], None, NINETY) is None
    assert next_record([], "A", NINETY) is None


def test_going_round_from_record_to_record_meets_each_once() -> None:
    records, met, here = codes(*"ABCD"), "", None
    for _ in records:
        record = next_record(records, here, NINETY)
        assert record is not None
        here = record.indicator.code
        met += here
    assert met == "ABCD"
