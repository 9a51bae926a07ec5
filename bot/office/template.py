"""Writes the office workbook: the template to begin with, and the export that reads back unchanged.

xlsxwriter's typed calls are used throughout, so that a name beginning with "=" or "http://" stays text. The same
office gives the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no type information

from bot.office.cells import CellValue
from bot.office.columns import GUIDE, SHEETS
from bot.office.sheets import Column, Sheet
from bot.rules.office import Office

_ROWS = 1000  # so many rows get drop-downs
_LONGEST = 32_767  # Excel's limit for a text; xlsxwriter would leave a longer one out in silence
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date of creation: same office, same bytes
_STEPS = (
    "1. Isi lembar Unit, lalu Orang, lalu Indikator. Lembar Penerima, Hari, dan Realisasi Lalu boleh tanpa baris.",
    "2. Baris contoh sudah terisi. Ganti dengan data kantor Saudara, hapus yang tidak perlu.",
    "3. Jangan mengubah judul kolom pada baris 1. Urutan kolom boleh diubah. Jangan menggabungkan sel.",
    "4. Isi nilai saja, bukan rumus Excel. Angka ketik sebagai angka; bila ditulis sebagai teks, pakai bentuk 1.234,5.",
    "5. Bila Excel mengubah isian menjadi tanggal atau jam (misalnya 7-8 atau 1:32), ubah format sel menjadi Teks.",
    "6. Arahkan penunjuk ke judul kolom untuk membaca penjelasannya. Penjelasan yang sama ada di bawah ini.",
    "7. Kirim berkas ini kembali. Bila ada yang keliru, semua kesalahan disebut sekaligus beserta selnya, dan tidak "
    "ada yang berubah sampai semuanya benar.",
)


def write_workbook(office: Office, *, guide: bool = True) -> bytes:
    """The office as .xlsx. Raises ValueError for a text longer than a cell can hold."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": "Buku kerja kantor", "created": _BEGAN})
    pen = _Pen.of(book)
    if guide:
        _write_guide(book.add_worksheet(GUIDE), pen)
    for sheet in SHEETS:
        _write_sheet(book.add_worksheet(sheet.name), sheet, sheet.items(office), pen)
    book.close()
    return stream.getvalue()


@dataclass(frozen=True)
class _Pen:
    """The workbook's formats: the head of a table, a title, running text, and one per number format of a column."""

    head: Any
    required: Any
    title: Any
    text: Any
    cells: dict[str, Any]

    @classmethod
    def of(cls, book: Any) -> "_Pen":
        head = {"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True, "valign": "top"}
        shapes = dict.fromkeys(column.form.excel for sheet in SHEETS for column in sheet.columns)
        return cls(
            head=book.add_format(head),
            required=book.add_format({**head, "bg_color": "#F3D9A4"}),
            title=book.add_format({"bold": True, "font_size": 14}),
            text=book.add_format({"text_wrap": True, "valign": "top"}),
            cells={
                shape: book.add_format({"num_format": shape, "text_wrap": shape == "@", "valign": "top"})
                for shape in shapes
            },
        )


def _write_sheet(page: Any, sheet: Sheet[Any], items: Sequence[Any], pen: _Pen) -> None:
    page.freeze_panes(1, 1)
    page.set_row(0, 32)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, pen.cells[column.form.excel])
        page.write_string(0, place, column.header, pen.required if column.required else pen.head)
        page.write_comment(0, place, column.meaning, {"author": "", "x_scale": 2, "y_scale": 1.3})
        _offer(page, place, column)
        for row, item in enumerate(items, start=1):
            _write_cell(page, row, place, column.written(item), pen.cells[column.form.excel])
    page.autofilter(0, 0, max(len(items), 1), len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, place: int, value: CellValue, form: Any) -> None:
    match value:
        case None:
            return
        case Decimal():
            page.write_number(row, place, value, form)
        case date():
            page.write_datetime(row, place, value, form)
        case _ if len(str(value)) > _LONGEST:
            raise ValueError(f"text of {len(str(value))} characters does not fit a cell")
        case _:
            page.write_string(row, place, str(value), form)


def _offer(page: Any, place: int, column: Column[Any, Any]) -> None:
    """A drop-down of the column's words, or of the codes on the sheet it refers to."""
    if not column.form.words and not column.refers:
        return
    codes = f"='{column.refers}'!$A$2:$A${_ROWS}"
    page.data_validation(
        *(1, place, _ROWS - 1, place),
        {
            "validate": "list",
            "source": list(column.form.words) or codes,
            "error_title": "Isian tidak dikenal",
            "error_message": f"Pilih {column.header} dari daftar"
            + (f"; kodenya harus ada di lembar {column.refers}." if column.refers else "."),
        },
    )


def _write_guide(page: Any, pen: _Pen) -> None:
    """Everything a Kasubbag needs to fill in the workbook, from the same table the reader works by."""
    page.hide_gridlines(2)
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 100)
    page.write_string(0, 0, "Buku kerja kantor", pen.title)
    row = 2
    for step in _STEPS:
        page.merge_range(row, 0, row, 1, "", pen.text)
        page.write_string(row, 0, step, pen.text)
        page.set_row(row, 30 if len(step) > 115 else 15)
        row += 1
    for sheet in SHEETS:
        row = _explain(page, row + 1, sheet, pen)


def _explain(page: Any, row: int, sheet: Sheet[Any], pen: _Pen) -> int:
    page.write_string(row, 0, f"Lembar {sheet.name}", pen.title)
    page.write_string(row, 1, sheet.meaning, pen.text)
    for column in sheet.columns:
        row += 1
        page.write_string(row, 0, column.header, pen.required if column.required else pen.head)
        page.write_string(row, 1, ("Wajib diisi. " if column.required else "") + column.meaning, pen.text)
        if len(column.meaning) > 100:
            page.set_row(row, 15 * (1 + len(column.meaning) // 100))
    return row + 1
