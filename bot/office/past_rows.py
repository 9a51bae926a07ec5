"""Rows of the Realisasi Lalu sheet, read by the rule of the indicator they belong to."""

from collections.abc import Mapping, Sequence

from bot.office import columns as col
from bot.office import indicator_columns as ind
from bot.office.figures import Unreadable
from bot.office.mistakes import Mistake
from bot.office.rows import Row
from bot.office.targets import read_actual
from bot.rules.indicators import Actual, NumberKind


def read_actuals(rows: Sequence[Row], indicators: Sequence[Row]) -> tuple[dict[int, Actual], list[Mistake]]:
    """The realisasi of each row, by row number. A year without its own indicator row is read like the nearest year."""
    years: dict[str, dict[int, Row]] = {}
    for indicator in indicators:
        code, year = indicator.get(ind.CODE), indicator.get(ind.YEAR)
        if code is not None and year is not None:
            years.setdefault(code.casefold(), {}).setdefault(year, indicator)
    found: dict[int, Actual] = {}
    mistakes: list[Mistake] = []
    for row in rows:
        rule = _rule(row, years)
        if rule is None or row.get(col.PAST_ACTUAL) is None:
            continue
        mistakes += _unmeasured(row, rule)
        try:
            actual = _read(row, rule)
        except Unreadable as fault:
            mistakes.append(row.mistake(col.PAST_ACTUAL, str(fault)))
        else:
            if actual:
                found[row.number] = actual
    return found, mistakes


def _rule(row: Row, years: Mapping[str, Mapping[int, Row]]) -> Row | None:
    code, year = row.get(col.PAST_INDICATOR), row.get(col.PAST_YEAR)
    same = years.get(code.casefold()) if code else None
    if not same or year is None:
        return None
    return same[min(same, key=lambda other: abs(other - year))]


def _unmeasured(row: Row, rule: Row) -> list[Mistake]:
    quarter, measured = row.get(col.PAST_QUARTER), rule.get(ind.MEASURED)
    own = rule.get(ind.YEAR) == row.get(col.PAST_YEAR)
    if own and quarter and measured and quarter not in measured:
        return [row.mistake(col.PAST_QUARTER, "indikator ini tidak diukur pada triwulan tersebut; hapus baris ini")]
    return []


def _read(row: Row, rule: Row) -> Actual | None:
    cell, kind, scale = row.need(col.PAST_ACTUAL), rule.get(ind.KIND), rule.get(ind.SCALE) or ()
    if kind is None or (kind is NumberKind.LETTER and not scale):
        return None  # the indicator's own mistake is said there
    actual = read_actual(cell, kind, scale, unit=rule.get(ind.MEASURE) or "")
    if actual.number is not None and actual.number < 0 and not rule.get(ind.SIGNED):
        raise Unreadable("di bawah nol, padahal indikator ini tidak boleh negatif; periksa kembali")
    return actual
