"""What is written is what is read: the template imports as it is, and an export imports back unchanged."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.office.columns import PERSON_ROLES, SHEETS
from bot.office.example import demo_office
from bot.office.sample import template_office
from bot.office.template import write_workbook
from bot.rules.indicators import Actual, Aggregation, Formula, NumberKind, Target
from bot.rules.office import Office, PastActual, UnitKind
from tests.office.workbooks import ROLES, edited, office_of, template


def test_the_template_imports_as_it_is() -> None:
    assert office_of(template()) == template_office()


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_demo_office_comes_back_unchanged(year: int) -> None:
    assert office_of(write_workbook(demo_office(year))) == demo_office(year)


def test_an_export_of_an_import_is_the_same_file() -> None:
    data = write_workbook(demo_office(), guide=False)
    assert write_workbook(office_of(data), guide=False) == data


def test_without_guide_there_are_only_the_data_sheets() -> None:
    book = load_workbook(io.BytesIO(write_workbook(template_office(), guide=False)))
    assert book.sheetnames == [sheet.name for sheet in SHEETS]


def test_the_guide_comes_first_and_explains_every_column() -> None:
    book = load_workbook(io.BytesIO(template()))
    said = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert book.sheetnames[0] == "Petunjuk"
    for sheet in SHEETS:
        for column in sheet.columns:
            assert any(column.meaning in text for text in said), column.header


def test_every_header_is_bold_frozen_and_explained_in_a_note() -> None:
    book = load_workbook(io.BytesIO(template()))
    for sheet in SHEETS:
        page = book[sheet.name]
        assert page.freeze_panes == "B2"
        assert [cell.value for cell in page[1]] == [column.header for column in sheet.columns]
        assert all(cell.font.b for cell in page[1])
        notes = [cell.comment.text if cell.comment else "" for cell in page[1]]
        assert notes == [column.meaning for column in sheet.columns]


def test_words_and_codes_are_offered_as_lists() -> None:
    page = load_workbook(io.BytesIO(template()))["Indikator"]
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
    assert offered["J2"] == '"ya,tidak"'
    assert offered["G2"].startswith('"makin besar makin baik,')
    assert offered["Q2"] == "'Unit'!$A$2:$A$1000"
    assert offered["R2"] == "'Orang'!$A$2:$A$1000"


def test_the_note_on_roles_names_exactly_the_roles_of_the_sop() -> None:
    named = PERSON_ROLES.meaning.partition("Peran bawaan: ")[2]
    assert sorted(word.split(" (")[0].strip(" .") for word in _outside_brackets(named)) == sorted(ROLES)


def _outside_brackets(text: str) -> list[str]:
    return [word for word in text.replace("), ", ")|").replace(", ", "|").split("|") if word]


def test_a_name_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    names = ("=1+1", "+62", "-5", "@SUM(A1)", "http://contoh.go.id", "{=A1}", "_x0041_")
    office = template_office()
    people = tuple(replace(person, name=name) for person, name in zip(office.people, names, strict=False))
    hostile = replace(office, people=people + office.people[len(names) :])
    data = write_workbook(hostile)
    assert office_of(data) == hostile
    page = load_workbook(io.BytesIO(data))["Orang"]
    assert {page.cell(row, 2).data_type for row in range(2, 9)} == {"s"}
    assert all(page.cell(row, 2).hyperlink is None for row in range(2, 9))


def test_a_text_that_fits_no_cell_is_refused_instead_of_left_out() -> None:
    office = template_office()
    with pytest.raises(ValueError, match="40000"):
        write_workbook(replace(office, units=(replace(office.units[0], name="x" * 40_000),)))


def _with_target(kind: NumberKind, formula: Formula, target: Target, signed: bool = True) -> Office:
    office = template_office()
    rule = replace(
        office.indicators[6], kind=kind, formula=formula, worst=None, signed=signed, annual=target, targets={}
    )
    rule = replace(rule, targets=dict.fromkeys((1, 2, 3, 4), target))
    return replace(office, indicators=(rule,), past=())


@given(
    number=st.one_of(
        st.decimals(-(10**14), 10**14, places=4), st.decimals(-1000, 1000, places=10), st.decimals(-1, 1, places=18)
    )
)
@settings(max_examples=40, deadline=None)
def test_every_figure_comes_back_to_the_last_digit(number: Decimal) -> None:
    office = _with_target(NumberKind.DECIMAL, Formula.MAXIMIZE, Target("", number))
    again = office_of(write_workbook(office)).indicators[0]
    assert again.annual is not None
    assert again.annual.number == number


@pytest.mark.parametrize(
    ("kind", "formula", "target"),
    [
        (NumberKind.DECIMAL, Formula.MAXIMIZE, Target("85,50", Decimal("85.50"))),
        (NumberKind.DECIMAL, Formula.MAXIMIZE, Target("≥95", Decimal(95))),
        (NumberKind.DECIMAL, Formula.MINIMIZE_B, Target("<= 5", Decimal(5))),
        (NumberKind.RATIO, Formula.MAXIMIZE, Target("1:32", Decimal(32))),
        (NumberKind.RATIO, Formula.MAXIMIZE, Target("32", Decimal(32))),
        (NumberKind.DECIMAL, Formula.RANGE, Target("7-8", Decimal(7), Decimal(8))),
        (NumberKind.DECIMAL, Formula.RANGE, Target("7-8 hari", Decimal(7), Decimal(8))),
        (NumberKind.DECIMAL, Formula.RANGE, Target("-1,5 s/d -0,5", Decimal("-1.5"), Decimal("-0.5"))),
        (NumberKind.DECIMAL, Formula.MAXIMIZE, Target("81,06 (A)", Decimal("81.06"))),
        (NumberKind.MONEY, Formula.MAXIMIZE, Target("Rp1.500.000,-", Decimal(1500000))),
        (NumberKind.DECIMAL, Formula.MAXIMIZE, Target("1.234.567.890.123.456,7", Decimal("1234567890123456.7"))),
    ],
)
def test_a_target_keeps_its_writing(kind: NumberKind, formula: Formula, target: Target) -> None:
    office = _with_target(kind, formula, target)
    assert office_of(write_workbook(office)) == office


@pytest.mark.parametrize(
    "actual",
    [
        Actual(numerator=Decimal(1), denominator=Decimal("17.9")),
        Actual(numerator=Decimal(8), denominator=Decimal(1234)),
        Actual(number=Decimal("17.25")),
    ],
)
def test_a_ratio_known_earlier_keeps_its_parts(actual: Actual) -> None:
    office = replace(template_office(), past=(PastActual("CONTOH-5", 2026, 2, actual),))
    assert office_of(write_workbook(office)) == office


def test_a_label_known_earlier_comes_back() -> None:
    office = replace(template_office(), past=(PastActual("CONTOH-6", 2026, 4, Actual(label="WDP")),))
    assert office_of(write_workbook(office)) == office


def test_the_template_shows_every_kind_formula_and_role() -> None:
    office = template_office()
    assert {unit.kind for unit in office.units} == set(UnitKind)
    assert {rule.kind for rule in office.indicators} == set(NumberKind)
    assert {rule.formula for rule in office.indicators} == set(Formula)
    assert {rule.aggregation for rule in office.indicators} == set(Aggregation)
    assert {role for person in office.people for role in person.roles} == set(ROLES)
    assert [person.roles for person in office.people if not person.chat] == [("kepala",)]


def test_the_demo_can_play_two_years_and_knows_two_quarters() -> None:
    office = demo_office()
    years = [rule.year for rule in office.indicators]
    assert (years.count(2026), years.count(2027)) == (12, 12)
    assert {(past.year, past.quarter) for past in office.past} == {(2026, 1), (2026, 2)}
    measured = {(rule.code, quarter) for rule in office.indicators if rule.year == 2026 for quarter in rule.measured_in}
    assert {(past.indicator, past.quarter) for past in office.past} == {each for each in measured if each[1] < 3}
    assert {rule.formula for rule in office.indicators} == set(Formula)
    assert {rule.kind for rule in office.indicators} == set(NumberKind)


def test_everybody_in_the_examples_is_invented() -> None:
    for office in (template_office(), demo_office()):
        assert all(len(person.nip) == 18 and person.nip.startswith("1900") for person in office.people)
        assert all(person.phone.startswith("+62812000000") for person in office.people if person.phone)


def test_a_column_may_stand_elsewhere_and_be_written_in_capitals() -> None:
    moved = edited(
        {"Unit!A1": "  JENIS ", "Unit!C1": "kode", "Unit!A2": "internal", "Unit!C2": "SUBBAG"}
        | {"Unit!A3": "opd", "Unit!C3": "OPD-1", "Unit!A4": "INSTANSI", "Unit!C4": "INS-1"}
    )
    assert office_of(moved) == template_office()


def test_holidays_are_read_from_date_cells_and_from_text() -> None:
    days = office_of(edited({"Hari!A2": "8/4/2026", "Hari!A3": date(2026, 12, 24)})).days
    assert [day.day for day in days] == [date(2026, 4, 8), date(2026, 12, 24)]
