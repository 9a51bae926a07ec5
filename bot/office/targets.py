"""Targets and realisasi as offices print them: "85,5", "WTP", "≥95", "1:32", "7-8", "5,40 - 6,20", "A (4)".

What a figure may look like depends on the indicator: only a ratio is written 1:n, only a range is a band, and only an
ordinal indicator has labels.
"""

import re
from decimal import Decimal

from bot.office.cells import Cell, as_text, clean, number_value, plain
from bot.office.figures import Unreadable, read_figure
from bot.rules.indicators import Actual, Formula, NumberKind, Target
from bot.rules.numbers import say_number

_WHOLE = (NumberKind.WHOLE, NumberKind.MONEY)  # in these "1.234" can only be 1234
_SIGN = re.compile(r"(>=|<=|≥|≤|>|<)\s*(.+)")
_BAND = re.compile(r"(.+?)\s*(?:-|–|—|s/d|s\.d\.?|sampai)\s*(.+)", re.IGNORECASE)
_RATIO = re.compile(r"(.+?)\s*:\s*(.+)")
_PREDICATE = re.compile(r"(.*\S)\s*\([A-Za-z]{1,3}\)")  # "81,06 (A)": the figure counts, the predicate is kept as text
_UPWARD = (Formula.MAXIMIZE, Formula.WORST_BOUND)
_DOWNWARD = (Formula.MINIMIZE_A, Formula.MINIMIZE_B, Formula.WORST_BOUND)


def read_target(
    written: str | Decimal | Cell, kind: NumberKind, formula: Formula, scale: tuple[str, ...] = (), *, unit: str = ""
) -> Target:
    """A target as written in a cell or in print; raises Unreadable.

    `text` keeps the writing, `number` and `upper` are what is computed with. `unit` is the unit of measure, which may
    stand behind the figure.
    """
    cell = written if isinstance(written, Cell) else Cell(clean(written) if isinstance(written, str) else written)
    text = as_text(cell)
    if formula is Formula.ORDINAL:
        return Target(text, label=_label(text, scale))
    if isinstance(cell.value, Decimal):
        number = read_number(cell, kind)
        _check_band(formula, False)
        return Target(say_number(number), number)
    return _written_target(text, kind, formula, unit)


def _written_target(text: str, kind: NumberKind, formula: Formula, unit: str) -> Target:
    bare = text.replace("\u2212", "-")
    if comparison := _SIGN.fullmatch(bare):
        _check_direction(comparison[1], formula)
        bare = comparison[2]
    if ":" in bare:
        _check_band(formula, False)
        return Target(text, _one_to(bare, kind))
    noted = _PREDICATE.fullmatch(bare)
    try:
        number = _figure(noted[1] if noted else bare, kind, unit)
    except Unreadable:
        band = None if comparison else _BAND.fullmatch(bare)
        if not band:
            raise
        _check_band(formula, True)
        return Target(text, *_ordered(_figure(band[1], kind, unit), _figure(band[2], kind, unit)))
    _check_band(formula, False)
    return Target(text, number)


def _check_direction(sign: str, formula: Formula) -> None:
    allowed = _UPWARD if sign in (">", ">=", "≥") else _DOWNWARD
    if formula not in allowed:
        raise Unreadable(f'tanda "{sign}" bertentangan dengan kolom Rumus; periksa tanda atau rumusnya')


def _check_band(formula: Formula, band: bool) -> None:
    if band and formula is not Formula.RANGE:
        raise Unreadable("target rentang hanya untuk rumus rentang; tulis satu angka atau ganti rumusnya")
    if not band and formula is Formula.RANGE:
        raise Unreadable("rumus rentang memerlukan dua batas; tulis misalnya 5,40 - 6,20")


def _ordered(lower: Decimal, upper: Decimal) -> tuple[Decimal, Decimal]:
    if lower > upper:
        raise Unreadable(f"rentang {say_number(lower)} - {say_number(upper)} terbalik; tukar keduanya")
    return lower, upper


def _one_to(text: str, kind: NumberKind) -> Decimal:
    """A ratio 1:n is computed as n."""
    if kind is not NumberKind.RATIO:
        raise Unreadable("tulisan 1:n hanya untuk jenis angka rasio; tulis satu angka atau ganti Jenis angka")
    left, right = _parts(text)
    if left != 1:
        raise Unreadable(f'"{text}" harus berbentuk 1:n, misalnya 1:32')
    return right


def _parts(text: str) -> tuple[Decimal, Decimal]:
    found = _RATIO.fullmatch(text)
    if not found:
        raise Unreadable(f'"{text}" belum lengkap; tulis misalnya 1:32')
    return read_figure(found[1]), read_figure(found[2])


def _figure(text: str, kind: NumberKind, unit: str) -> Decimal:
    number = read_figure(_bare(text, kind, unit), whole=kind in _WHOLE)
    return _checked(number, kind)


def _bare(text: str, kind: NumberKind, unit: str) -> str:
    """The figure without what may stand around it: its unit, a percent sign, Rp and ",-"."""
    for word in (unit, *(("%", "persen") if kind is NumberKind.PERCENT else ())):
        if word and text.casefold().endswith(word.casefold()):
            text = text[: -len(word)].rstrip()
            break
    if kind is NumberKind.MONEY:  # "3.173.791.522.660,-"
        return re.sub(r",-$", "", re.sub(r"^rp\.?\s*", "", text, flags=re.IGNORECASE))
    return text


def _checked(number: Decimal, kind: NumberKind) -> Decimal:
    if kind is NumberKind.WHOLE and number != number.to_integral_value():
        raise Unreadable(f"{say_number(number)} bukan bilangan bulat; bulatkan atau ganti Jenis angka menjadi desimal")
    return number


def _label(text: str, scale: tuple[str, ...]) -> str:
    """The label of the scale that `text` names: "WTP", "A (4)", or "81,06 (A)"."""
    inside = re.fullmatch(r"(.*\S)\s*\((.+)\)", text)
    spelt = {label.casefold(): label for label in scale}
    for part in (text, *(inside.groups() if inside else ())):
        if part.strip().casefold() in spelt:
            return spelt[part.strip().casefold()]
    raise Unreadable(f'"{text}" tidak ada pada Skala {" < ".join(scale)}; samakan tulisannya')


def read_number(cell: Cell, kind: NumberKind, unit: str = "") -> Decimal:
    """A plain figure of this kind; raises Unreadable."""
    if cell.percent and kind is not NumberKind.PERCENT:
        raise Unreadable("selnya berformat persen tetapi Jenis angka bukan persen; samakan keduanya")
    if isinstance(cell.value, Decimal):
        return _checked(cell.value, kind)
    return _figure(as_text(cell), kind, unit)


def read_actual(cell: Cell, kind: NumberKind, scale: tuple[str, ...] = (), *, unit: str = "") -> Actual:
    """A realisasi; raises Unreadable. A ratio a:b keeps its two parts, a label must be on the scale."""
    if kind is NumberKind.LETTER:
        return Actual(label=_label(as_text(cell), scale))
    if kind is NumberKind.RATIO and isinstance(cell.value, str) and ":" in cell.value:
        numerator, denominator = _parts(cell.value)
        if numerator <= 0 or denominator < 0:
            raise Unreadable("bagian rasio harus lebih dari nol; tulis misalnya 1:32")
        return Actual(numerator=numerator, denominator=denominator)
    return Actual(number=read_number(cell, kind, unit))


def target_cell(target: Target | None) -> Cell | None:
    """The cell that reads back as this target: a number cell where the writing is no more than its number."""
    if target is None:
        return None
    number = target.number if target.upper is None else None
    if number is not None and target.text in ("", say_number(plain(number))):
        return Cell(number_value(number))
    return Cell(target.text or target.label)


def actual_cell(actual: Actual) -> Cell:
    """The cell that reads back as this realisasi."""
    if actual.label is not None:
        return Cell(actual.label)
    if actual.numerator is not None and actual.denominator is not None:
        return Cell(f"{_say_part(actual.numerator)}:{_say_part(actual.denominator)}")
    return Cell(None if actual.number is None else number_value(actual.number))


def _say_part(number: Decimal) -> str:
    """Without thousands marks, because "1:1.234" could be read two ways."""
    return say_number(number).replace(".", "")
