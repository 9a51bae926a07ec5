"""Tables as strips: a repeated header, bands for groups, zebra rows, figures lined up on the decimal comma."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.report import ink, words
from bot.report.content import Align, Cell, Chip, Column, Place, Row, Table, Tone
from bot.report.ink import Style
from bot.report.layout import Strip
from bot.report.letters import Line
from bot.report.strips import prose, tied

_PAD = 3.5
_TALLEST = 30  # lines of a row that are never parted
_METER = 10.0
_WHOLE_PART = re.compile(r"^\D*[\d.]*")


@dataclass(frozen=True)
class _Slot:
    """Where a column stands. `after_comma` is the widest part a figure of it has behind its comma."""

    column: Column
    x: float
    width: float
    after_comma: float = 0.0

    @property
    def inner(self) -> float:
        return self.width - 2 * _PAD


@dataclass(frozen=True)
class _Inked:
    """A line of a cell with its place in the cell."""

    line: Line
    style: Style
    x: float
    chip: Chip | None = None

    @property
    def height(self) -> float:
        return _METER if self.chip else self.style.leading


def table(block: Table, width: float) -> list[Strip]:
    shown = [number for number, column in enumerate(block.columns) if column.place is not Place.DATA]
    slots = _slots(block, shown, width)
    head = _header(slots, width)
    strips = [*tied(prose(block.caption, ink.CAPTION, width, gap=8)), Strip(2, _nothing, keep=True), *head]
    for group, rows in groupby(block.rows, key=lambda row: row.group):
        strips += _group(group, [_cells(row, shown) for row in rows], slots, head, width)
    return strips


def _nothing(canvas: Canvas, x: float, top: float) -> None:
    """White space."""


def _cells(row: Row, shown: Sequence[int]) -> list[Cell]:
    return [row.cells[number] for number in shown]


def _slots(block: Table, shown: Sequence[int], width: float) -> list[_Slot]:
    whole = sum(block.columns[number].width for number in shown)
    slots: list[_Slot] = []
    x = 0.0
    for number in shown:
        column = block.columns[number]
        share = width * column.width / whole
        figures = [row.cells[number].text for row in block.rows if row.cells[number].value is not None]
        slots.append(_Slot(column, x, share, max(map(_after_comma, figures), default=0.0)))
        x += share
    return slots


def _after_comma(text: str) -> float:
    return ink.CELL.face.width(_WHOLE_PART.sub("", text, count=1), ink.CELL.size)


def _header(slots: Sequence[_Slot], width: float) -> tuple[Strip, ...]:
    """Titles, and under them the column numbers an official table has."""
    titles = [ink.CELL_HEAD.wrap(slot.column.title, slot.inner) for slot in slots]
    tall = max(map(len, titles))
    height = tall * ink.CELL_HEAD.leading + 2 * _PAD + 1

    def draw(canvas: Canvas, x: float, top: float) -> None:
        ink.fill(canvas, x, top, width, height, ink.HEADER)
        for slot, lines in zip(slots, titles, strict=True):
            upper = top - _PAD - (tall - len(lines)) * ink.CELL_HEAD.leading / 2
            for number, line in enumerate(lines):
                baseline = ink.CELL_HEAD.baseline(upper - number * ink.CELL_HEAD.leading)
                ink.write_centred(canvas, line, x + slot.x + slot.width / 2, baseline, ink.CELL_HEAD)
        ink.rule(canvas, x, top, width, 0.9, ink.HEADING)
        _frame(canvas, x, top, slots, height)

    def draw_numbers(canvas: Canvas, x: float, top: float) -> None:
        ink.fill(canvas, x, top, width, 10, ink.HEADER)
        for number, slot in enumerate(slots, start=1):
            line = ink.CELL_NOTE.line(f"({number})")
            ink.write_centred(canvas, line, x + slot.x + slot.width / 2, top - 7.3, ink.CELL_NOTE)
        _frame(canvas, x, top, slots, 10)
        ink.rule(canvas, x, top - 10, width, 0.9, ink.HEADING)

    return Strip(height, draw, keep=True), Strip(10, draw_numbers, keep=True)


def _group(
    group: str, rows: Sequence[Sequence[Cell]], slots: Sequence[_Slot], head: tuple[Strip, ...], width: float
) -> Iterator[Strip]:
    """A band with its rows; neither its first row nor its last stands alone on a page."""
    if group:
        lines = ink.CELL_BAND.wrap(group, width - 2 * _PAD - 2)
        for start in range(0, len(lines), _TALLEST):
            yield _band(lines[start : start + _TALLEST], width, head)
        short = ink.shorten(f"{words.CONTINUED} {group}", ink.CELL_BAND, width - 2 * _PAD - 2, 2)
        head = (*head, _band(short, width, ()))
    for number, row in enumerate(rows):
        *strips, last = _row(row, slots, ink.ZEBRA if number % 2 else None, head)
        yield from strips
        yield replace(last, keep=len(rows) > 1 and number in (0, len(rows) - 2))


def _band(lines: Sequence[Line], width: float, head: tuple[Strip, ...]) -> Strip:
    height = len(lines) * ink.CELL_BAND.leading + 2 * _PAD

    def draw(canvas: Canvas, x: float, top: float) -> None:
        ink.fill(canvas, x, top, width, height, ink.BAND)
        for number, line in enumerate(lines):
            baseline = ink.CELL_BAND.baseline(top - _PAD - number * ink.CELL_BAND.leading)
            ink.write(canvas, line, x + _PAD + 1, baseline, ink.CELL_BAND)
        _frame(canvas, x, top, (), height, width)

    return Strip(height, draw, keep=True, head=head)


def _row(row: Sequence[Cell], slots: Sequence[_Slot], colour: Color | None, head: tuple[Strip, ...]) -> Iterator[Strip]:
    """One strip; a row of very many lines becomes several, so that it can go over pages."""
    columns = [_ink(cell, slot) for cell, slot in zip(row, slots, strict=True)]
    tall = max(map(len, columns))
    for start in range(0, max(tall, 1), _TALLEST):
        parts = [column[start : start + _TALLEST] for column in columns]
        height = max(sum(inked.height for inked in part) for part in parts) + 2 * _PAD
        last = start + _TALLEST >= tall
        yield Strip(height, partial(_draw_row, parts, slots, colour, height, last), head=head)


def _draw_row(
    parts: Sequence[Sequence[_Inked]],
    slots: Sequence[_Slot],
    colour: Color | None,
    height: float,
    last: bool,
    canvas: Canvas,
    x: float,
    top: float,
) -> None:
    if colour:
        ink.fill(canvas, x, top, slots[-1].x + slots[-1].width, height, colour)
    for part, slot in zip(parts, slots, strict=True):
        upper = top - _PAD
        for inked in part:
            if inked.chip:
                _draw_meter(canvas, inked.chip, x + slot.x + inked.x, upper - 2)
            else:
                ink.write(canvas, inked.line, x + slot.x + inked.x, inked.style.baseline(upper), inked.style)
            upper -= inked.height
    _frame(canvas, x, top, slots, height, bottom=last)


def _frame(
    canvas: Canvas, x: float, top: float, slots: Sequence[_Slot], height: float, width: float = 0.0, bottom: bool = True
) -> None:
    width = width or slots[-1].x + slots[-1].width
    canvas.setStrokeColor(ink.RULE)
    canvas.setLineWidth(0.4)
    for edge in (*(slot.x for slot in slots), width) if slots else (0.0, width):
        canvas.line(x + edge, top, x + edge, top - height)
    if bottom:
        canvas.line(x, top - height, x + width, top - height)


def _ink(cell: Cell, slot: _Slot) -> list[_Inked]:
    style = _fitting(cell, slot) if cell.tone is Tone.PLAIN else ink.CELL_ABSENT
    inked = [_Inked(line, style, _start(line, style, cell, slot)) for line in style.wrap(cell.text, slot.inner)]
    if cell.chip:
        inked.append(_Inked(Line((), 0), style, _PAD, cell.chip))
    if cell.note:
        notes = ink.CELL_NOTE.wrap(cell.note, slot.inner)
        inked += [_Inked(line, ink.CELL_NOTE, _start(line, ink.CELL_NOTE, cell, slot)) for line in notes]
    return inked


def _fitting(cell: Cell, slot: _Slot) -> Style:
    """A figure is never broken: one too long for its column is set smaller."""
    width = ink.CELL.face.width(cell.text, ink.CELL.size)
    if cell.value is None or width <= slot.inner:
        return ink.CELL
    return replace(ink.CELL, size=ink.CELL.size * 0.99 * slot.inner / width)


def _start(line: Line, style: Style, cell: Cell, slot: _Slot) -> float:
    """The distance of a line's first letter from the cell's left edge."""
    width = style.width(line)
    if slot.column.align is Align.CENTRE:
        return (slot.width - width) / 2
    if slot.column.align is Align.TEXT or cell.tone is Tone.ABSENT:
        return _PAD
    behind = slot.after_comma - _after_comma(line.text) if style is ink.CELL and cell.value is not None else 0.0
    return max(_PAD, slot.width - _PAD - behind - width)


def _draw_meter(canvas: Canvas, chip: Chip, x: float, top: float) -> None:
    """As many tall fields as the rating is high, the rest flat: read by counting, with the colour on top."""
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(ink.MUTED)
    canvas.setFillColor(HexColor(chip.colour))
    for number in range(chip.of):
        reached = number < chip.level
        canvas.rect(x + number * 8.5, top - 6, 7, 6 if reached else 1, stroke=1, fill=int(reached))
