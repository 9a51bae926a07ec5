"""Reads an office workbook: the whole office, or every mistake in it at once, each at its cell.

An officer who is told one mistake per try gives up at the fifth; so reading never stops at the first.
"""

from collections.abc import Collection, Sequence

from bot.office import columns as col
from bot.office import indicator_columns as ind
from bot.office.build import build_office
from bot.office.checks import contradictions
from bot.office.grid import Grid, open_grids
from bot.office.indicator_rows import judge
from bot.office.mistakes import Mistake
from bot.office.past_rows import read_actuals
from bot.office.rows import Book, Row, fold, read_rows
from bot.office.safety import Unsafe
from bot.rules.office import Office

NEEDED = ("kasubbag", "staf")  # without them nobody opens a quarter and nobody checks it (SOP-01, steps 1 to 4)


def read_workbook(data: bytes, roles: Collection[str], *, needed: Collection[str] = NEEDED) -> Office | list[Mistake]:
    """The office, or all mistakes in the order of sheets, rows and columns.

    `roles` are the ids of the SOP's roles; of the `needed` ones among them somebody with Telegram must hold each.
    Never raises for a bad file: a hostile or broken one is one mistake of the file.
    """
    try:
        grids = open_grids(data)
    except Unsafe as refusal:
        return [Mistake("", 0, "", str(refusal))]
    book, mistakes = _read_sheets(grids)
    judged = [judge(row) for row in book.rows(ind.INDICATORS)]
    actuals, wrong = read_actuals(book.rows(col.PAST), book.rows(ind.INDICATORS))
    mistakes += [mistake for each in judged for mistake in each.mistakes]
    mistakes += [*wrong, *contradictions(book, roles, needed)]
    return sorted(mistakes, key=_place) if mistakes else build_office(book, judged, actuals)


def _place(mistake: Mistake) -> tuple[int, int, int, str]:
    names = [sheet.name for sheet in col.SHEETS]
    sheet = names.index(mistake.sheet) if mistake.sheet in names else len(names)
    return sheet, mistake.row, len(mistake.column), mistake.column


def _read_sheets(grids: Sequence[Grid]) -> tuple[Book, list[Mistake]]:
    known = {fold(sheet.name): sheet for sheet in col.SHEETS}
    found: dict[str, list[Row]] = {}
    mistakes: list[Mistake] = []
    for grid in grids:
        sheet = known.get(fold(grid.title))
        if sheet is None:
            mistakes += _unknown(grid)
            continue
        rows, wrong = read_rows(sheet, grid)
        mistakes += wrong
        if rows is not None:
            found[sheet.name] = rows
    titles = [fold(grid.title) for grid in grids]
    for title, sheet in known.items():
        if sheet.required and title not in titles:
            mistakes.append(Mistake(sheet.name, 0, "", "lembar ini belum ada; salin lembarnya dari templat"))
    return Book(found), mistakes


def _unknown(grid: Grid) -> list[Mistake]:
    """A sheet with a misspelt name would be lost in silence."""
    if not grid.lines or fold(grid.title) == fold(col.GUIDE):
        return []
    names = ", ".join(sheet.name for sheet in col.SHEETS)
    return [Mistake(grid.title, 0, "", f"lembar ini tidak dikenal; hapus atau ganti namanya. Yang dikenal: {names}")]
