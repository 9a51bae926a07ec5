"""The office of the workbook: comes back as it was written, to the last digit, and nobody is ever deleted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, func, select

from bot.office.differences import differences
from bot.office.example import demo_office
from bot.office.sample import template_office
from bot.rules.indicators import Actual, Target
from bot.rules.office import DayOff, Office, PastActual, Unit, UnitKind
from storage import office, records, tables
from storage.database import transaction
from tests.storage.offices import a_source

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
OFFICE = demo_office(2026)


def write(engine: Engine, given: Office, at: datetime = NOW) -> None:
    with transaction(engine) as connection:
        office.write_office(connection, given, at)


def load(engine: Engine) -> Office:
    with transaction(engine) as connection:
        return office.load_office(connection)


def in_stored_order(given: Office) -> Office:
    """Units and people by their codes, days by date, earlier values by quarter; the rest in the workbook's order."""
    return replace(
        given,
        units=tuple(sorted(given.units, key=lambda each: each.code)),
        people=tuple(sorted(given.people, key=lambda each: each.code)),
        days=tuple(sorted(given.days, key=lambda each: each.day)),
        past=tuple(sorted(given.past, key=lambda each: (each.year, each.quarter, each.indicator))),
    )


def figures(given: Office) -> Iterator[str]:
    """Every decimal in it, as it is spelled: 85.50 equals 85.5, but is not the same figure on paper."""
    for rule in given.indicators:
        for target in (*rule.targets.values(), rule.annual):
            yield f"{rule.code} {target.number if target else ''} {target.upper if target else ''}"
        yield f"{rule.cap} {rule.low} {rule.high} {rule.worst}"
    for past in given.past:
        yield f"{past.actual.number} {past.actual.numerator} {past.actual.denominator}"


@pytest.mark.parametrize("given", [OFFICE, template_office(), Office()], ids=["demo", "template", "empty"])
def test_an_office_comes_back_as_it_was_written(engine: Engine, given: Office) -> None:
    write(engine, given)
    loaded = load(engine)
    assert loaded == in_stored_order(given)
    assert list(figures(loaded)) == list(figures(in_stored_order(given)))
    assert differences(loaded, given) == []


def test_targets_keep_the_digits_they_were_given(engine: Engine) -> None:
    spelled = ("85.50", "0.1234567891", "999999999999999.99", "-5.40", "0", "1E+2")
    rules = []
    for rule, digits in zip(OFFICE.indicators, spelled, strict=False):
        aim = Target(digits, Decimal(digits), upper=Decimal(digits) + 1)
        rules.append(replace(rule, targets={1: aim, 4: aim}, annual=aim, cap=Decimal(digits)))
    write(engine, replace(OFFICE, indicators=tuple(rules), past=()))
    with transaction(engine) as connection:
        loaded = office.load_indicators(connection)
    assert loaded == rules
    assert [str(rule.targets[4].number) for rule in loaded] == [str(rule.cap) for rule in loaded] == [*spelled]


def count(engine: Engine, table: str) -> int:
    with transaction(engine) as connection:
        return connection.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one()


def test_writing_the_same_office_again_changes_nothing(engine: Engine) -> None:
    write(engine, OFFICE)
    before = {name: count(engine, name) for name in tables.metadata.tables}
    write(engine, OFFICE, LATER)
    assert load(engine) == in_stored_order(OFFICE)
    assert {name: count(engine, name) for name in tables.metadata.tables} == before


def test_who_is_left_out_becomes_inactive_and_keeps_the_name(engine: Engine) -> None:
    write(engine, OFFICE)
    write(engine, replace(OFFICE, people=OFFICE.people[:-1], recipients=("P-01",)))
    with transaction(engine) as connection:
        assert "P-10" not in office.load_people(connection)
        assert office.load_people(connection, gone=True)["P-10"] == OFFICE.people[-1]
        assert office.load_recipients(connection) == ["P-01"]


def test_who_comes_back_is_active_again(engine: Engine) -> None:
    write(engine, OFFICE)
    write(engine, replace(OFFICE, people=OFFICE.people[:-1]))
    write(engine, OFFICE)
    assert load(engine) == in_stored_order(OFFICE)


def test_an_indicator_left_out_is_not_asked_for_any_more(engine: Engine) -> None:
    write(engine, OFFICE)
    rest = OFFICE.indicators[1:]
    write(engine, replace(OFFICE, indicators=rest))
    with transaction(engine) as connection:
        assert office.load_indicators(connection) == list(rest)


def test_indicators_are_found_by_year_and_code_in_the_workbooks_order(engine: Engine) -> None:
    turned = tuple(reversed(OFFICE.indicators))
    write(engine, replace(OFFICE, indicators=turned))
    with transaction(engine) as connection:
        assert office.load_indicators(connection, 2027) == [rule for rule in turned if rule.year == 2027]
        assert [rule.year for rule in office.load_indicators(connection, code="IK-01")] == [2027, 2026]
        (found,) = office.load_indicators(connection, 2026, "IK-01")
        assert (found.year, found.code) == (2026, "IK-01")
        assert office.load_indicators(connection, 2025) == []


def test_what_changed_is_taken_over(engine: Engine) -> None:
    write(engine, OFFICE)
    renamed = replace(OFFICE.people[0], name="Nama Baru", roles=("sekretaris", "staf"), superior="P-02")
    new = replace(
        OFFICE,
        units=(*OFFICE.units[:-1], Unit("BPS", "Badan Lain", UnitKind.OPD)),
        people=(renamed, *OFFICE.people[1:]),
        recipients=("P-06", "P-01"),
        days=(DayOff(date(2026, 12, 24), "Masuk", works=True),),
    )
    write(engine, new)
    assert load(engine) == in_stored_order(new)


def test_earlier_values_of_every_kind_come_back(engine: Engine) -> None:
    actuals = (
        Actual(Decimal("0")),
        Actual(Decimal("-3.10")),
        Actual(label="WTP"),
        Actual(numerator=Decimal(1), denominator=Decimal("17.90")),
    )
    past = tuple(PastActual("IK-01", 2026, quarter, actual) for quarter, actual in enumerate(actuals, start=1))
    write(engine, replace(OFFICE, past=past))
    assert repr(load(engine).past) == repr(past)


def test_a_corrected_earlier_value_is_a_new_version(engine: Engine) -> None:
    first, second = (PastActual("IK-01", 2026, 1, Actual(Decimal(number))) for number in ("27.5", "28"))
    write(engine, replace(OFFICE, past=(first,)))
    write(engine, replace(OFFICE, past=(second,)), LATER)
    write(engine, replace(OFFICE, past=(second,)), LATER)
    assert load(engine).past == (second,)
    with transaction(engine) as connection:
        assert records.latest_version(connection, "2026Q1", "IK-01") == 2


def test_what_an_officer_sent_in_chat_is_not_covered_by_the_workbook(engine: Engine) -> None:
    write(engine, replace(OFFICE, past=()))
    with transaction(engine) as connection:
        records.add_value(connection, "2026Q1", "IK-01", "P-02", a_source(), NOW, actual=Actual(Decimal(30)), raw="30")
        office.write_office(connection, OFFICE, LATER)
        assert records.latest_version(connection, "2026Q1", "IK-01") == 1


def test_it_is_known_whether_the_workbook_brought_values_of_a_period(engine: Engine) -> None:
    write(engine, OFFICE)
    with transaction(engine) as connection:
        assert office.has_past(connection, "2026Q2")
        assert not office.has_past(connection, "2026Q3")


def test_an_office_that_cannot_be_written_whole_is_not_written_at_all(engine: Engine) -> None:
    write(engine, OFFICE)
    broken = replace(OFFICE, people=OFFICE.people[:3], recipients=("P-01", "nobody"))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        write(engine, broken)
    assert load(engine) == in_stored_order(OFFICE)
