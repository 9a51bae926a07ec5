"""What people do to a workbook without meaning harm is read as they meant it, or asked about at its cell."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook

from bot.office.sample import template_office
from bot.rules.indicators import Indicator, Target
from tests.office.workbooks import Edits, changed, edited, mistakes_of, office_of


def _indicator(edits: Edits, row: int) -> Indicator:
    return office_of(edited(edits)).indicators[row - 2]


def _target(edits: Edits, row: int, quarter: int = 1) -> Target:
    return _indicator(edits, row).targets[quarter]


def test_blank_rows_and_surplus_blanks_do_not_count() -> None:
    def loosen(book: Workbook) -> None:
        book["Unit"].insert_rows(3, 4)
        book["Unit"]["B2"] = "  Contoh   Subbagian\u00a0Perencanaan dan\nPelaporan  "
        book["Orang"]["A2"] = " ORG-1 "
        book["Orang"]["K2"] = "   "

    assert office_of(changed(loosen)) == template_office()


def test_hidden_rows_count_and_so_do_hidden_sheets() -> None:
    def hide(book: Workbook) -> None:
        book["Orang"].row_dimensions[3].hidden = True
        book["Hari"].sheet_state = "hidden"

    assert office_of(changed(hide)) == template_office()


def test_a_merged_cell_counts_for_its_first_row_and_the_others_are_asked_for() -> None:
    def merge(book: Workbook) -> None:
        book["Indikator"].merge_cells("C2:C4")

    told = [(mistake.row, mistake.column) for mistake in mistakes_of(changed(merge))]
    assert told == [(3, "C"), (4, "C")]


def test_a_workbook_saved_by_another_program_reads_the_same() -> None:
    assert office_of(changed(lambda book: None)) == template_office()


def test_a_percent_cell_is_read_as_it_is_shown() -> None:
    def as_percent(book: Workbook) -> None:
        page = book["Indikator"]
        for cell, value in (("K2", 0.25), ("L2", 0.5), ("M2", 0.755), ("N2", 0.9), ("O2", 0.9), ("W2", 1)):
            page[cell] = value
            page[cell].number_format = "0.0%"
        page["H2"] = 1.1
        page["H2"].number_format = "0%"

    rule = office_of(changed(as_percent)).indicators[0]
    assert [rule.targets[quarter].number for quarter in (1, 2, 3, 4)] == [25, 50, Decimal("75.5"), 90]
    assert rule.targets[3].text == "75,5"
    assert rule.high == 100
    assert rule.cap == 110


def test_a_percent_cell_of_an_indicator_not_in_percent_is_asked_about() -> None:
    def as_percent(book: Workbook) -> None:
        book["Indikator"]["K8"] = 0.1
        book["Indikator"]["K8"].number_format = "0%"

    (mistake,) = mistakes_of(changed(as_percent))
    assert (mistake.row, mistake.column) == (8, "K")
    assert "bukan persen" in mistake.text


def test_a_percent_sign_inside_a_quoted_format_means_nothing() -> None:
    def as_number(book: Workbook) -> None:
        book["Indikator"]["K2"] = 25.5
        book["Indikator"]["K2"].number_format = '0.0" %"'

    assert office_of(changed(as_number)).indicators[0].targets[1].number == Decimal("25.5")


@pytest.mark.parametrize(
    ("value", "number"),
    [(0.1 + 0.2, "0.3"), (9.95, "9.95"), (10.000000000000002, "10"), (33.3333333333333, "33.3333333333333")],
)
def test_a_number_cell_is_what_excel_shows(value: float, number: str) -> None:
    assert _target({"Indikator!K8": value}, 8).number == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("9,5", "9.5"), ("9.5", "9.5"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1.234.567", "1234567")),
        *(("0,125", "0.125"), ("12345,678", "12345.678"), ("10 hari", "10"), ("+9", "9"), ("81,06 (A)", "81.06")),
    ],
)
def test_a_number_typed_as_text_is_read_where_it_can_be_only_one(text: str, number: str) -> None:
    assert _target({"Indikator!K8": text}, 8) == Target(text, Decimal(number))


def test_thousands_typed_as_text_are_sure_where_only_whole_numbers_count() -> None:
    assert _target({"Indikator!K5": "Rp 250.000"}, 5).number == 250_000
    assert _target({"Indikator!K3": "1.234"}, 3).number == 1234


def test_a_label_is_found_whatever_its_capitals_and_with_its_rank_beside_it() -> None:
    assert _target({"Indikator!N7": "wtp"}, 7, 4) == Target("wtp", label="WTP")
    assert _target({"Indikator!N7": "WTP (4)"}, 7, 4) == Target("WTP (4)", label="WTP")


def test_codes_mean_the_same_in_other_capitals() -> None:
    office = office_of(edited({"Orang!F2": "subbag", "Indikator!R2": "org-4", "Penerima!B2": "org-1"}))
    assert office == template_office()


def test_a_code_of_digits_is_the_same_typed_as_number_or_text() -> None:
    office = office_of(edited({"Unit!A4": 7, "Orang!F8": "7", "Indikator!Q4": 7}))
    assert office.units[2].code == office.people[6].unit == office.indicators[2].unit == "7"


def test_nip_and_phone_may_be_typed_with_blanks() -> None:
    person = office_of(edited({"Orang!C2": "19000101 200001 1 001", "Orang!J2": "0812-0000-0001"})).people[0]
    assert person == template_office().people[0]


def test_an_empty_choice_has_the_meaning_its_note_says() -> None:
    empty = edited({"Orang!K2": None, "Indikator!J3": None, "Indikator!T3": None, "Indikator!P2": None})
    assert office_of(empty) == template_office()


def test_true_and_false_are_yes_and_no() -> None:
    rule = _indicator({"Indikator!T2": True, "Indikator!U2": False}, 2)
    assert (rule.evidence, rule.signed) == (True, False)


@pytest.mark.parametrize("written", ["TW II, TW IV", "2,4", "ii; iv", "triwulan 2 dan tw iv", "Tw 2, 4"])
def test_quarters_are_read_the_way_people_write_them(written: str) -> None:
    assert _indicator({"Indikator!P4": written}, 4).measured_in == {2, 4}


def test_one_quarter_may_be_a_number_cell() -> None:
    assert _indicator({"Indikator!P7": 4}, 7).measured_in == {4}


def test_roles_are_read_whatever_stands_between_them() -> None:
    office = office_of(edited({"Orang!G3": " Kepala Bidang ; STAF"}))
    assert office.people[1].roles == ("kepala_bidang", "staf")


def test_an_indicator_without_annual_target_has_none() -> None:
    assert _indicator({"Indikator!O8": None}, 8).annual is None


def test_a_realisasi_of_a_year_without_targets_follows_the_nearest_year() -> None:
    office = office_of(edited({"Realisasi Lalu!A2": "CONTOH-6", "Realisasi Lalu!B2": 2024, "Realisasi Lalu!D2": "wdp"}))
    assert office.past[0].actual.label == "WDP"


def test_somebody_without_telegram_may_fill_in_when_a_substitute_can() -> None:
    office = template_office()
    edits: Edits = {"Indikator!R8": "ORG-8", "Indikator!S8": "ORG-4"}
    rule = replace(office.indicators[6], filler="ORG-8", substitute="ORG-4")
    assert office_of(edited(edits)) == replace(office, indicators=(*office.indicators[:6], rule))
