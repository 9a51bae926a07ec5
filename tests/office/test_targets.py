"""Targets and realisasi as real reports print them."""

from decimal import Decimal

import pytest

from bot.office.cells import Cell
from bot.office.figures import Unreadable, read_figure
from bot.office.targets import read_actual, read_target
from bot.rules.indicators import Actual, Formula, NumberKind, Target

K, F = NumberKind, Formula
SAKIP = ("D", "C", "CC", "B", "BB", "A", "AA")


@pytest.mark.parametrize(
    ("written", "kind", "formula", "unit", "number", "upper"),
    [
        ("85,5", K.PERCENT, F.MAXIMIZE, "%", "85.5", None),
        ("90.3%", K.PERCENT, F.MAXIMIZE, "%", "90.3", None),
        ("55 persen", K.PERCENT, F.MAXIMIZE, "Persen", "55", None),
        ("≥95", K.PERCENT, F.MAXIMIZE, "%", "95", None),
        (">= 95 %", K.PERCENT, F.MAXIMIZE, "%", "95", None),
        ("≤ 24", K.DECIMAL, F.MINIMIZE_A, "per 1.000 KH", "24", None),
        ("0,64", K.DECIMAL, F.MINIMIZE_B, "per 1.000 KH", "0.64", None),
        ("120.107", K.WHOLE, F.MAXIMIZE, "Ton", "120107", None),
        ("15756000", K.WHOLE, F.MAXIMIZE, "Orang", "15756000", None),
        ("12,0", K.WHOLE, F.MAXIMIZE, "orang", "12", None),
        ("3.173.791.522.660,-", K.MONEY, F.MAXIMIZE, "Rp", "3173791522660", None),
        ("590.090.455.000,00", K.MONEY, F.MAXIMIZE, "Rp", "590090455000", None),
        ("1,004,422,800", K.MONEY, F.MAXIMIZE, "Rp", "1004422800", None),
        ("Rp. 1.500.000", K.MONEY, F.MAXIMIZE, "Rp", "1500000", None),
        ("1.500.000 rupiah", K.MONEY, F.MAXIMIZE, "Rupiah", "1500000", None),
        ("Rp1.000.000 - Rp2.000.000", K.MONEY, F.RANGE, "rupiah", "1000000", "2000000"),
        ("5 ton-km", K.DECIMAL, F.MAXIMIZE, "ton-km", "5", None),
        ("1:32", K.RATIO, F.MAXIMIZE, "rasio 1:n", "32", None),
        ("1 : 17,5", K.RATIO, F.MINIMIZE_A, "rasio", "17.5", None),
        ("81,06 (A)", K.DECIMAL, F.MAXIMIZE, "nilai", "81.06", None),
        ("5,40 - 6,20", K.PERCENT, F.RANGE, "Persen", "5.40", "6.20"),
        ("5,40% – 6,20%", K.PERCENT, F.RANGE, "Persen", "5.40", "6.20"),
        ("7-8 bulan", K.DECIMAL, F.RANGE, "Bulan", "7", "8"),
        ("7 s/d 8", K.DECIMAL, F.RANGE, "bulan", "7", "8"),
        ("-2 - 3", K.DECIMAL, F.RANGE, "persen", "-2", "3"),
        ("−5", K.DECIMAL, F.MAXIMIZE, "persen", "-5", None),
        ("5 - 5", K.DECIMAL, F.RANGE, "hari", "5", "5"),
    ],
)
def test_a_printed_figure(
    written: str, kind: NumberKind, formula: Formula, unit: str, number: str, upper: str | None
) -> None:
    expected = Target(written, Decimal(number), None if upper is None else Decimal(upper))
    assert read_target(written, kind, formula, unit=unit) == expected


@pytest.mark.parametrize(
    ("written", "label"), [("BB", "BB"), ("bb", "BB"), ("A (4)", "A"), ("81,06 (A)", "A"), (" AA ", "AA")]
)
def test_a_printed_label(written: str, label: str) -> None:
    assert read_target(written, K.LETTER, F.ORDINAL, SAKIP) == Target(written.strip(), label=label)


def test_a_scale_of_levels_is_met_by_a_number_cell() -> None:
    assert read_target(Decimal(4), K.LETTER, F.ORDINAL, ("1", "2", "3", "4")) == Target("4", label="4")


def test_a_number_is_written_the_indonesian_way() -> None:
    assert read_target(Decimal("1234.5"), K.DECIMAL, F.MAXIMIZE) == Target("1.234,5", Decimal("1234.5"))


@pytest.mark.parametrize(
    ("written", "kind", "formula"),
    [
        *(("", K.DECIMAL, F.MAXIMIZE), ("-", K.DECIMAL, F.MAXIMIZE), ("n/a", K.DECIMAL, F.MAXIMIZE)),
        *(("1.234", K.DECIMAL, F.MAXIMIZE), ("1,234", K.WHOLE, F.MAXIMIZE), ("085", K.DECIMAL, F.MAXIMIZE)),
        *(("85,", K.DECIMAL, F.MAXIMIZE), ("1.23.4", K.DECIMAL, F.MAXIMIZE), ("0.123.456", K.DECIMAL, F.MAXIMIZE)),
        *(("5 juta", K.WHOLE, F.MAXIMIZE), ("85%%", K.PERCENT, F.MAXIMIZE), ("85 %", K.DECIMAL, F.MAXIMIZE)),
        *(("1e5", K.DECIMAL, F.MAXIMIZE), ("NaN", K.DECIMAL, F.MAXIMIZE), ("1_000", K.DECIMAL, F.MAXIMIZE)),
        *(("٨٥", K.DECIMAL, F.MAXIMIZE), ("８５", K.DECIMAL, F.MAXIMIZE), ("8²", K.DECIMAL, F.MAXIMIZE)),
        *(("1:32", K.DECIMAL, F.MAXIMIZE), ("1:", K.RATIO, F.MAXIMIZE), ("2:30", K.RATIO, F.MAXIMIZE)),
        *(("7-8", K.DECIMAL, F.MAXIMIZE), ("8-7", K.DECIMAL, F.RANGE), ("7", K.DECIMAL, F.RANGE)),
        *((">=7", K.DECIMAL, F.MINIMIZE_A), ("<7", K.DECIMAL, F.MAXIMIZE), (">=7", K.DECIMAL, F.RANGE)),
        *(("9" * 25, K.DECIMAL, F.MAXIMIZE), ("0," + "1" * 30, K.DECIMAL, F.MAXIMIZE), ("WTP", K.LETTER, F.ORDINAL)),
        *(
            ("8\u202e5", K.DECIMAL, F.MAXIMIZE),
            ("8\x075", K.DECIMAL, F.MAXIMIZE),
            ("100 (seratus)", K.WHOLE, F.MAXIMIZE),
        ),
    ],
)
def test_what_has_no_sure_reading_is_refused(written: str, kind: NumberKind, formula: Formula) -> None:
    with pytest.raises(Unreadable):
        read_target(written, kind, formula, SAKIP)


def test_zero_is_a_figure_and_has_no_sign() -> None:
    assert read_target("0", K.DECIMAL, F.MAXIMIZE).number == 0
    assert not read_figure("-0,0").is_signed()


@pytest.mark.parametrize(
    ("written", "kind", "actual"),
    [
        ("85,5", K.DECIMAL, Actual(number=Decimal("85.5"))),
        ("Rp1.500.000", K.MONEY, Actual(number=Decimal(1500000))),
        ("8:152", K.RATIO, Actual(numerator=Decimal(8), denominator=Decimal(152))),
        ("19", K.RATIO, Actual(number=Decimal(19))),
        ("cc", K.LETTER, Actual(label="CC")),
    ],
)
def test_a_printed_realisasi(written: str, kind: NumberKind, actual: Actual) -> None:
    assert read_actual(Cell(written), kind, SAKIP) == actual


@pytest.mark.parametrize(
    ("written", "kind"), [("0:5", K.RATIO), ("8:152", K.DECIMAL), ("7-8", K.DECIMAL), ("E", K.LETTER), ("0,5", K.WHOLE)]
)
def test_a_realisasi_without_sure_reading_is_refused(written: str, kind: NumberKind) -> None:
    with pytest.raises(Unreadable):
        read_actual(Cell(written), kind, SAKIP)
