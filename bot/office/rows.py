"""Rows of a known sheet, read cell by cell; checks ask them by column and point back at the officer's own cell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from openpyxl.utils import get_column_letter

from bot.office.cells import Cell
from bot.office.figures import Unreadable
from bot.office.grid import MAX_ROWS, Grid, Line
from bot.office.mistakes import Mistake
from bot.office.sheets import Column, Sheet

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """`values` holds what could be read, by header; `faulty` the headers of cells already complained about."""

    sheet: str
    number: int
    letters: Mapping[str, str]
    values: Mapping[str, object]
    faulty: Collection[str]

    def get(self, column: Column[Any, T]) -> T | None:
        return cast("T | None", self.values.get(column.header))

    def says_yes(self, column: Column[Any, bool]) -> bool:
        """A ya/tidak cell; empty is tidak."""
        return self.get(column) is True

    def need(self, column: Column[Any, T]) -> T:
        """Of a required column of a row without mistakes."""
        return cast(T, self.values[column.header])

    def is_blank(self, column: Column[Any, Any]) -> bool:
        return column.header not in self.values and column.header not in self.faulty

    def mistake(self, column: Column[Any, Any], text: str) -> Mistake:
        return Mistake(self.sheet, self.number, self.letters.get(column.header, ""), text, column.header)


@dataclass(frozen=True)
class Book:
    """All sheets that are there. A sheet left out has no rows and is not `present`."""

    sheets: Mapping[str, Sequence[Row]]

    def rows(self, sheet: Sheet[Any]) -> Sequence[Row]:
        return self.sheets.get(sheet.name, ())

    def present(self, sheet: Sheet[Any]) -> bool:
        return sheet.name in self.sheets


def fold(text: str) -> str:
    """How names are compared: without capitals and surplus blanks."""
    return " ".join(text.casefold().split())


def read_rows(sheet: Sheet[Any], grid: Grid) -> tuple[list[Row] | None, list[Mistake]]:
    """The rows of one sheet and the mistakes of its cells; no rows at all when row 1 holds no headers."""
    head, body = _split(grid)
    if grid.cut:
        text = f"terlalu banyak baris; paling banyak {MAX_ROWS} baris terisi, dan hapus baris kosong di bawahnya"
        return None, [Mistake(sheet.name, 0, "", text)]
    columns, mistakes = _match(sheet, head)
    if not columns:
        wanted = ", ".join(column.header for column in sheet.columns)
        return None, [Mistake(sheet.name, 1, "", f"baris 1 harus berisi judul kolom: {wanted}")]
    mistakes += _homeless(sheet, head, body)
    letters = {column.header: get_column_letter(place + 1) for place, column in columns.items()}
    rows = []
    for line in body:
        row, faults = _read_line(sheet, line, columns, letters)
        rows.append(row)
        mistakes += faults
    return rows, mistakes


def _split(grid: Grid) -> tuple[Sequence[Cell | Unreadable], Sequence[Line]]:
    if grid.lines and grid.lines[0].number == 1:
        return grid.lines[0].cells, grid.lines[1:]
    return (), grid.lines


def _match(sheet: Sheet[Any], head: Sequence[Cell | Unreadable]) -> tuple[dict[int, Column[Any, Any]], list[Mistake]]:
    """Which column stands where, by header; missing, unknown and repeated headers are mistakes of row 1."""
    known = {fold(column.header): column for column in sheet.columns}
    found: dict[int, Column[Any, Any]] = {}
    mistakes = []
    for place, title in _titles(head):
        column, letter = known.get(fold(title)), get_column_letter(place + 1)
        if column is None:
            text = f'kolom "{title}" tidak dikenal; hapus kolom ini atau perbaiki judulnya'
            mistakes.append(Mistake(sheet.name, 1, letter, text))
        elif column in found.values():
            mistakes.append(Mistake(sheet.name, 1, letter, "judul ini tertulis dua kali; hapus salah satu", title))
        else:
            found[place] = column
    missing = [column.header for column in sheet.columns if column not in found.values()]
    mistakes += [Mistake(sheet.name, 1, "", f'kolom "{header}" belum ada; tambahkan judulnya') for header in missing]
    return found, mistakes


def _titles(head: Sequence[Cell | Unreadable]) -> Iterator[tuple[int, str]]:
    for place, cell in enumerate(head):
        if isinstance(cell, Unreadable):
            yield place, "?"
        elif cell.value is not None:
            yield place, str(cell.value)


def _homeless(sheet: Sheet[Any], head: Sequence[Cell | Unreadable], body: Sequence[Line]) -> Iterator[Mistake]:
    """Something written under no header would be lost in silence; said once per column."""
    titled = {place for place, _ in _titles(head)}
    seen: set[int] = set()
    for line in body:
        for place, cell in enumerate(line.cells):
            filled = isinstance(cell, Unreadable) or cell.value is not None
            if filled and place not in titled and place not in seen:
                seen.add(place)
                text = "ada isian di kolom tanpa judul; hapus atau pindahkan"
                yield Mistake(sheet.name, line.number, get_column_letter(place + 1), text)


def _read_line(
    sheet: Sheet[Any], line: Line, columns: Mapping[int, Column[Any, Any]], letters: Mapping[str, str]
) -> tuple[Row, list[Mistake]]:
    values: dict[str, object] = {}
    faulty = {column.header for column in sheet.columns} - set(letters)  # a missing column is said once, in row 1
    row = Row(sheet.name, line.number, letters, values, faulty)
    mistakes = []
    for place, column in columns.items():
        cell = line.cells[place] if place < len(line.cells) else Cell(None)
        try:
            value = _read_cell(column, cell)
        except Unreadable as fault:
            mistakes.append(row.mistake(column, str(fault)))
            faulty.add(column.header)
            continue
        if value is not None:
            values[column.header] = value
    return row, mistakes


def _read_cell(column: Column[Any, T], cell: Cell | Unreadable) -> T | None:
    if isinstance(cell, Unreadable):
        raise cell
    if cell.value is not None:
        return column.form.read(cell)
    if column.required:
        raise Unreadable(f"belum diisi. {column.meaning}")
    return None
