"""The one place that opens a workbook with openpyxl: sheets of rows of cells, typed, every fault kept at its cell."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import repeat
from operator import is_

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from bot.office.cells import AS_TEXT, Cell, CellValue, clean, plain
from bot.office.figures import Unreadable, check_size
from bot.office.safety import BROKEN, Unsafe, check_safe

MAX_ROWS = 5_000
MAX_COLUMNS = 100  # no sheet has half as many; what stands further right counts as one cell under no header
MAX_VISITED = 2_000_000  # cells to go over, blank ones included: 20,000 rows, fewer where a row claims to be wide
_CONTROL = re.compile("_x(00[01][0-9A-Fa-f])_")  # how Excel writes a control character; the library leaves it so
_LAST_ROW = 1_048_576  # Excel's own; a row number beyond it is an attack on whoever counts up to it


@dataclass(frozen=True)
class Line:
    """A row that is not blank. `cells` begin at column A; an unreadable cell is its own complaint."""

    number: int
    cells: Sequence[Cell | Unreadable]


@dataclass(frozen=True)
class Grid:
    """One sheet. `cut` is set when it has more than MAX_ROWS rows with something in them."""

    title: str
    lines: Sequence[Line]
    cut: bool = False


def open_grids(data: bytes) -> tuple[Grid, ...]:
    """All worksheets, hidden ones too. Raises Unsafe when the file is not a workbook to be opened."""
    check_safe(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions it drops; they hold no data
            return _grids(data)
    except Exception as error:
        raise Unsafe(BROKEN) from error


def _grids(data: bytes) -> tuple[Grid, ...]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        grids = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the file's own claim of its size may be wrong
            grids.append(_grid(sheet.title, sheet.iter_rows()))
        return tuple(grids)
    finally:
        book.close()


def _grid(title: str, rows: Iterator[Sequence[object]]) -> Grid:
    lines: list[Line] = []
    visited = 0
    for number, row in enumerate(rows, start=1):
        if number > _LAST_ROW:
            break
        if not row:  # a gap between two rows of the file; there may be a million
            continue
        visited += max(len(row), MAX_COLUMNS)
        cells = [_cell(cell) for cell in _in_reach(row)]
        blank = all(isinstance(cell, Cell) and cell.value is None for cell in cells)
        if visited > MAX_VISITED or (len(lines) > MAX_ROWS and not blank):
            return Grid(title, lines, cut=True)
        if not blank:
            lines.append(Line(number, cells))
    return Grid(title, lines)


def _in_reach(row: Sequence[object]) -> Sequence[object]:
    """The first MAX_COLUMNS cells, and the first filled one beyond them so that it is not lost in silence."""
    beyond = row[MAX_COLUMNS:]
    if all(map(is_, beyond, repeat(EMPTY_CELL))):  # a row may claim 18,000 columns: compared at C speed
        return row[:MAX_COLUMNS]
    filled = next((cell for cell in beyond if getattr(cell, "value", None) is not None), EMPTY_CELL)
    return [*row[:MAX_COLUMNS], filled]


def _cell(raw: object) -> Cell | Unreadable:
    value, shape = getattr(raw, "value", None), str(getattr(raw, "data_type", "n"))
    if value is None:
        return Cell(None)
    try:
        if shape == "f":
            raise Unreadable("berisi rumus Excel; ganti dengan nilainya (salin, lalu Tempel Khusus: Nilai)")
        if shape == "e":
            raise Unreadable(f"berisi galat Excel ({value}); isi ulang sel ini")
        percent = isinstance(value, int | float) and _is_percent(str(getattr(raw, "number_format", "")))
        return Cell(_typed(value, percent), percent)
    except Unreadable as fault:
        return fault


def _is_percent(number_format: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def _typed(value: object, percent: bool) -> CellValue:
    match value:
        case bool():
            return value
        case str():
            return clean(_CONTROL.sub(lambda found: chr(int(found[1], 16)), value)) or None
        case int() | float():
            return plain(exact(value) * 100) if percent else exact(value)
        case datetime():
            return value.date()
        case date():
            return value
        case time() | timedelta():
            raise Unreadable(f"isinya diubah Excel menjadi jam; {AS_TEXT}, misalnya 1:32")
        case _:
            raise Unreadable("isinya tidak dapat dibaca; ketik ulang")


def exact(value: float) -> Decimal:
    """The number Excel shows: fifteen significant digits, without the noise of the sixteenth and seventeenth.

    0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3. A number of more than fifteen digits before the comma
    has lost some already when it was typed: refused.
    """
    if abs(value) >= 10**15:
        raise Unreadable(f"angkanya lebih dari 15 digit sehingga digitnya hilang; {AS_TEXT}")
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise Unreadable("angkanya tidak dapat dibaca; ketik ulang")
    check_size(number)
    return plain(number)
