"""One row of the Indikator sheet: its targets read by its own kind and formula, and what in it contradicts itself.

Every contradiction found here would otherwise become a wrong capaian, or none, in the report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.office import indicator_columns as ind
from bot.office.cells import Cell
from bot.office.figures import Unreadable
from bot.office.mistakes import Mistake
from bot.office.rows import Row
from bot.office.sheets import Column
from bot.office.targets import read_number, read_target
from bot.rules.indicators import Aggregation, Formula, NumberKind, Target

_ALL = frozenset({1, 2, 3, 4})
_AIMS_UP = (Formula.MAXIMIZE, Formula.RANGE, Formula.ORDINAL)  # a target of zero is nothing these can aim at


@dataclass(frozen=True)
class JudgedRow:
    """A row with its figures read. `targets` and `bounds` are by header; unreadable ones are among the mistakes."""

    row: Row
    targets: Mapping[str, Target]
    bounds: Mapping[str, Decimal]
    mistakes: tuple[Mistake, ...]

    def quarterly(self) -> dict[int, Target]:
        return {number: self.targets[c.header] for number, c in ind.TARGETS.items() if c.header in self.targets}

    @property
    def annual(self) -> Target | None:
        return self.targets.get(ind.ANNUAL.header)

    def bound(self, column: Column[Any, Cell]) -> Decimal | None:
        return self.bounds.get(column.header)


def judge(row: Row) -> JudgedRow:
    """Reads what depends on other cells of the row, and lists all its mistakes."""
    mistakes: list[Mistake] = []
    targets = _targets(row, mistakes)
    bounds = _bounds(row, mistakes)
    judged = JudgedRow(row, targets, bounds, ())
    for check in (_scale, _measured, _bounded, _signs, _worst, _rising, _cap, _zero):
        mistakes += check(judged)
    return JudgedRow(row, targets, bounds, tuple(mistakes))


def _targets(row: Row, mistakes: list[Mistake]) -> dict[str, Target]:
    kind, formula, scale = row.get(ind.KIND), row.get(ind.FORMULA), row.get(ind.SCALE) or ()
    letter, ordinal = kind is NumberKind.LETTER, formula is Formula.ORDINAL
    if kind is None or formula is None or letter != ordinal or (ordinal and not scale):
        return {}  # said by `_scale`; read by the wrong rule, every target would be one more mistake
    found = {}
    for column in (*ind.TARGETS.values(), ind.ANNUAL):
        cell = row.get(column)
        if cell is None:
            continue
        try:
            found[column.header] = read_target(cell, kind, formula, scale, unit=_measure(row))
        except Unreadable as fault:
            mistakes.append(row.mistake(column, str(fault)))
    return found


def _bounds(row: Row, mistakes: list[Mistake]) -> dict[str, Decimal]:
    kind = row.get(ind.KIND)
    found = {}
    for column in (ind.LOW, ind.HIGH, ind.WORST):
        cell = row.get(column)
        if cell is None or kind is None:
            continue
        try:
            if kind is NumberKind.LETTER:
                raise Unreadable("predikat tidak mempunyai batas angka; kosongkan sel ini")
            found[column.header] = read_number(cell, kind, _measure(row))
        except Unreadable as fault:
            mistakes.append(row.mistake(column, str(fault)))
    return found


def _measure(row: Row) -> str:
    return row.get(ind.MEASURE) or ""


def _scale(judged: JudgedRow) -> Iterator[Mistake]:
    """Labels, their scale and the ordinal formula belong together, and labels cannot be added up."""
    row = judged.row
    kind, formula = row.get(ind.KIND), row.get(ind.FORMULA)
    if kind is None or formula is None:
        return
    letter, ordinal = kind is NumberKind.LETTER, formula is Formula.ORDINAL
    if letter != ordinal:
        text = "rumus skala dan jenis angka predikat harus dipakai bersama; perbaiki salah satu"
        yield row.mistake(ind.FORMULA, text)
    if (letter or ordinal) and row.is_blank(ind.SCALE):
        yield row.mistake(ind.SCALE, "belum diisi; tulis urutan predikat, misalnya TMP<TW<WDP<WTP")
    if not (letter or ordinal) and not row.is_blank(ind.SCALE):
        yield row.mistake(ind.SCALE, "hanya untuk jenis angka predikat; kosongkan, atau perbaiki Jenis angka")
    aggregation = row.get(ind.AGGREGATION)
    if letter and aggregation and aggregation is not Aggregation.LAST:
        yield row.mistake(ind.AGGREGATION, "predikat tidak dapat dijumlah atau dirata-rata; pilih nilai terakhir")
    if letter and row.says_yes(ind.CUMULATIVE):
        yield row.mistake(ind.CUMULATIVE, "predikat tidak dapat kumulatif; isi tidak")


def _measured(judged: JudgedRow) -> Iterator[Mistake]:
    row = judged.row
    if ind.MEASURED.header in row.faulty:
        return
    measured = row.get(ind.MEASURED) or _ALL
    for quarter, column in ind.TARGETS.items():
        if quarter in measured and row.is_blank(column):
            text = "belum diisi, padahal diukur pada triwulan ini; isi target atau perbaiki kolom Diukur di"
            yield row.mistake(column, text)
        if quarter not in measured and row.get(column) is not None:
            text = "ada target, padahal tidak diukur pada triwulan ini; kosongkan atau perbaiki kolom Diukur di"
            yield row.mistake(column, text)


def _bounded(judged: JudgedRow) -> Iterator[Mistake]:
    low, high = judged.bound(ind.LOW), judged.bound(ind.HIGH)
    if low is not None and high is not None and low > high:
        yield judged.row.mistake(ind.HIGH, "lebih kecil dari Batas bawah; tukar atau perbaiki keduanya")


def _signs(judged: JudgedRow) -> Iterator[Mistake]:
    if judged.row.says_yes(ind.SIGNED) or ind.SIGNED.header in judged.row.faulty:
        return
    numbers = {header: target.number for header, target in judged.targets.items()} | dict(judged.bounds)
    for column in (*ind.TARGETS.values(), ind.ANNUAL, ind.LOW, ind.HIGH, ind.WORST):
        number = numbers.get(column.header)
        if number is not None and number < 0:
            yield judged.row.mistake(column, "di bawah nol, padahal Boleh negatif tidak diisi ya; perbaiki salah satu")


def _worst(judged: JudgedRow) -> Iterator[Mistake]:
    row, worst = judged.row, judged.bound(ind.WORST)
    if row.get(ind.FORMULA) is Formula.WORST_BOUND:
        if row.is_blank(ind.WORST):
            yield row.mistake(ind.WORST, "belum diisi, padahal rumusnya nilai terburuk; isi angka dengan capaian 0")
        if worst is not None and any(target.number == worst for target in judged.targets.values()):
            yield row.mistake(ind.WORST, "sama dengan target sehingga tidak ada capaian; perbaiki salah satu")
    elif row.get(ind.FORMULA) and worst is not None:
        yield row.mistake(ind.WORST, "hanya untuk rumus nilai terburuk; kosongkan atau ganti Rumus")


def _rising(judged: JudgedRow) -> Iterator[Mistake]:
    """What is counted since January cannot become less, whichever way is better."""
    if not judged.row.says_yes(ind.CUMULATIVE):
        return
    highest: Decimal | None = None
    for column in (*ind.TARGETS.values(), ind.ANNUAL):
        target = judged.targets.get(column.header)
        if target is None or target.number is None:
            continue
        if highest is not None and target.number < highest:
            yield judged.row.mistake(column, "target kumulatif turun dari triwulan sebelumnya; perbaiki targetnya")
        highest = target.number if highest is None else max(highest, target.number)


def _cap(judged: JudgedRow) -> Iterator[Mistake]:
    cap = judged.row.get(ind.CAP)
    if cap is not None and cap < 100:
        yield judged.row.mistake(ind.CAP, "harus 100 atau lebih; tulis 120 untuk 120 persen, atau kosongkan")


def _zero(judged: JudgedRow) -> Iterator[Mistake]:
    formula = judged.row.get(ind.FORMULA)
    if judged.row.says_yes(ind.ZERO) and formula in _AIMS_UP:
        text = "nol tidak dapat menjadi target pada rumus ini; isi tidak atau ganti Rumus"
        yield judged.row.mistake(ind.ZERO, text)
