"""What a new workbook would change, in plain sentences for a preview."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bot.office.cells import CellValue
from bot.office.columns import SHEETS
from bot.office.sheets import Sheet
from bot.rules.numbers import say_number
from bot.rules.office import Office

Item = TypeVar("Item")


def differences(old: Office, new: Office) -> list[str]:
    """One line per new, changed or left-out row, in the order of the sheets; empty when nothing changes."""
    return [f"{sheet.name}: {line}" for sheet in SHEETS for line in _lines(sheet, old, new)]


def _lines(sheet: Sheet[Item], old: Office, new: Office) -> Iterator[str]:
    before = {sheet.key(item): item for item in sheet.items(old)}
    after = {sheet.key(item): item for item in sheet.items(new)}
    for key, item in after.items():
        if key not in before:
            yield f"baru {sheet.title(item)}"
        elif changes := list(_changes(sheet, before[key], item)):
            yield f"berubah {sheet.title(item)}: {'; '.join(changes)}"
    for key, item in before.items():
        if key not in after:
            yield f"tidak ada lagi {sheet.title(item)}"


def _changes(sheet: Sheet[Item], old: Item, new: Item) -> Iterator[str]:
    for column in sheet.columns:
        before, after = column.written(old), column.written(new)
        if before != after:
            yield f"{column.header} {_said(before)} menjadi {_said(after)}"


def _said(value: CellValue) -> str:
    match value:
        case None:
            return "(kosong)"
        case Decimal():
            return say_number(value)
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return f'"{value}"'
