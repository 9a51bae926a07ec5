"""A report as a workbook: one sheet for the words, one per table, one for notes and one for evidence.

Figures are numbers and days are dates. Every text is written as a string, so nothing an officer typed can become a
formula or a link; characters XML cannot hold stand as U+FFFD. The same report gives the same bytes.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from math import ceil

import msgspec
import xlsxwriter  # type: ignore[import-untyped]  # has no stubs
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # has no stubs
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # has no stubs

from bot.report import content, words
from bot.report.content import Block, Cell, Chip, Column, Notes, Paper, Place, Report, Section, Table, Tone

_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 16_000  # a cell holds 32,767 UTF-16 units
_EXACT_DIGITS = 15  # a number of Excel holds no more
_PAGE_WIDTH = 200  # letters side by side that can still be read on a printed page
_PAPERS = {Paper.A4: 9, Paper.F4: 14}  # 14 is Folio, 8.5 x 13 inches
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def render(report: Report, digest: str = "") -> bytes:
    """The workbook's bytes. `digest` is the stored snapshot's SHA-256; without it, that of the report as it is now."""
    digest = digest or content.digest(msgspec.json.encode(report))
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties(
        {
            "title": clean(" ".join(report.heading)),
            "subject": clean(report.subject),
            "author": clean(report.author),
            "created": report.reference.made_at.replace(tzinfo=None),
        }
    )
    _Writer(book, report, words.imprint(report.reference, digest)).write()
    book.close()
    return stream.getvalue()


def clean(text: str) -> str:
    """The text with line ends as XML keeps them and U+FFFD for every character XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Writer:
    """One workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook, report: Report, imprint: str) -> None:
        self.book = book
        self.report = report
        self.imprint = imprint
        self.formats: dict[str, Format] = {}

    def write(self) -> None:
        self._write_words()
        for section in self.report.sections:
            for block in section.blocks:
                if block.table:
                    self._write_table(block.table)
                if block.notes:
                    self._write_notes(block.notes)

    def _write_words(self) -> None:
        widths = (44.0, 90.0)
        sheet = self._sheet("Ringkasan")
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        lines = [(line, "", self._title) for line in self.report.heading]
        lines += [(fact.label, fact.text, self._words) for fact in self.report.facts]
        for section in self.report.sections:
            lines += self._words_of(section)
        lines.append(("Dokumen", self.imprint, self._words))
        for row, (left, right, style) in enumerate(lines):
            sheet.set_row(row, _height((left, right) if style is self._words else (), widths))
            sheet.write_string(row, 0, _short(left), style)
            sheet.write_string(row, 1, _short(right), style)

    def _words_of(self, section: Section) -> list[tuple[str, str, Format]]:
        said = [pair for block in section.blocks for pair in _said(block)]
        rows = [(left, right, self._words) for left, right in said]
        return [("", "", self._words), (section.title, "", self._title), *rows] if rows else []

    def _write_table(self, table: Table) -> None:
        shown = [number for number, column in enumerate(table.columns) if column.place is not Place.PAPER]
        columns = [table.columns[number] for number in shown]
        sheet = self._table_sheet(table.name, columns, len(table.rows))
        for line, row in enumerate(table.rows, start=1):
            sheet.set_row(line, _height([row.cells[number].text for number in shown], _widths(columns)))
            for place, number in enumerate(shown):
                self._write_cell(sheet, line, place, row.cells[number])

    def _write_cell(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if cell.value is not None and _fits(cell.value):
            sheet.write_number(row, column, float(cell.value), self._number(cell.text))
        elif cell.moment:
            sheet.write_datetime(row, column, cell.moment, self._moment)
        elif cell.day:
            sheet.write_datetime(row, column, cell.day, self._day)
        elif cell.text:
            sheet.write_string(row, column, _short(cell.text), self._style(cell))

    def _write_notes(self, notes: Notes) -> None:
        said = [
            (str(note.number), note.title, remark.label, part)
            for note in notes.items
            for remark in note.remarks
            for part in _parts(remark.text)
        ]
        shown = [
            (str(note.number), note.title, "tautan" if item.link else "berkas", item.name, item.sha256)
            for note in notes.items
            for item in note.exhibits
        ]
        number, title = Column("No", 6), Column("Indikator", 40)
        if said:
            self._write_rows("Catatan", [number, title, Column("Jenis", 18), Column("Isi", 100)], said)
        if shown:
            columns = [number, title, Column("Jenis", 10), Column("Nama atau tautan", 50), Column("SHA-256", 68)]
            self._write_rows(words.EVIDENCE, columns, shown)

    def _write_rows(self, name: str, columns: list[Column], rows: Sequence[tuple[str, ...]]) -> None:
        sheet = self._table_sheet(name, columns, len(rows))
        for line, row in enumerate(rows, start=1):
            sheet.set_row(line, _height(row, _widths(columns)))
            sheet.write_number(line, 0, int(row[0]), self._number(row[0]))
            for place, text in enumerate(row[1:], start=1):
                sheet.write_string(line, place, _short(text), self._text)

    def _table_sheet(self, name: str, columns: list[Column], rows: int) -> Worksheet:
        """A sheet with its header frozen, filtered and repeated on every printed page."""
        widths = _widths(columns)
        sheet = self._sheet(name)
        sheet.set_row(0, _height([column.title for column in columns], widths) + 4)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, widths[place])
            sheet.write_string(0, place, column.title, self._header)
        sheet.freeze_panes(1, 0)
        sheet.fit_to_pages(ceil(sum(widths) / _PAGE_WIDTH), 0)
        sheet.autofilter(0, 0, rows, len(columns) - 1)
        sheet.repeat_rows(0)
        return sheet

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_PAPERS[self.report.paper])
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1)
        sheet.set_header(f"&L{_footnote(self.report.running)}{'&R' + words.DRAFT if self.report.draft else ''}")
        sheet.set_footer(f"&L&8{_footnote(self.imprint)}&R&8{words.page_of('&P', '&N')}")
        return sheet

    def _format(self, key: str, **properties: object) -> Format:
        if key not in self.formats:
            base = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#9DA8B3"}
            self.formats[key] = self.book.add_format({**base, **properties})
        return self.formats[key]

    @cached_property
    def _title(self) -> Format:
        return self._format("title", bold=True, font_size=12, border=0)

    @cached_property
    def _words(self) -> Format:
        return self._format("words", text_wrap=True, border=0)

    @cached_property
    def _text(self) -> Format:
        return self._format("text", text_wrap=True)

    @cached_property
    def _header(self) -> Format:
        look = {"text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE5EE"}
        return self._format("header", bold=True, **look)

    @cached_property
    def _day(self) -> Format:
        return self._format("day", num_format="[$-421]d mmmm yyyy", align="left")

    @cached_property
    def _moment(self) -> Format:
        return self._format("moment", num_format=r"[$-421]d mmmm yyyy hh\.mm", align="left")

    def _number(self, said: str) -> Format:
        """A number with as many decimals as its text has; the office's own separators come from its computer."""
        decimals = "".join(letter for letter in said.partition(",")[2] if letter.isdigit())
        money = '"Rp"' if "Rp" in said else ""
        pattern = "[$-421]" + money + "#,##0" + ("." + "0" * len(decimals) if decimals else "")
        return self._format(pattern, num_format=pattern)

    def _style(self, cell: Cell) -> Format:
        if cell.chip:
            return self._rated(cell.chip)
        if cell.tone is Tone.ABSENT:
            return self._format("absent", text_wrap=True, italic=True, font_color="#56616C")
        return self._text

    def _rated(self, chip: Chip) -> Format:
        return self._format(chip.colour, bg_color=chip.colour, font_color=_readable_on(chip.colour), bold=True)


def _said(block: Block) -> list[tuple[str, str]]:
    """What a block says in words, as (label, text)."""
    if block.paragraph:
        return [("", block.paragraph.text)]
    if block.tiles:
        return [(tile.label, tile.figure) for tile in block.tiles.items]
    if block.listing:
        return [("", item) for item in block.listing.items]
    if block.chart:
        return [("", block.chart.caption)]
    return []


def _widths(columns: Sequence[Column]) -> tuple[float, ...]:
    """In letters; a little more than on paper, where letters are narrower."""
    return tuple(column.width * 1.1 for column in columns)


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Points for the tallest text: without it some programs show only the first line of a row."""
    tallest = max((_lines(text, width) for text, width in zip(texts, widths, strict=False)), default=1)
    return min(409.0, 13.0 * tallest + 2)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))


def _fits(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _parts(text: str) -> list[str]:
    return [text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)]


def _short(text: str) -> str:
    """Longer than a cell holds: the beginning, and where the rest is. Notes never come here so long."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= _LONGEST else f"{cleaned[:_LONGEST]} … (selengkapnya di PDF)"


def _footnote(text: str) -> str:
    """Text for a printed margin, where & begins a command and 255 characters are the most."""
    return clean(text).replace("&", "&&")[:200]


def _readable_on(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#000000" if red * 299 + green * 587 + blue * 114 > 128_000 else "#FFFFFF"
