"""What a sheet and a column of the office workbook are. The workbook's own sheets are listed in `columns`."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.office.cells import CellValue, Form
from bot.rules.office import Office

UNIT_SHEET, PERSON_SHEET, INDICATOR_SHEET = "Unit", "Orang", "Indikator"

Item = TypeVar("Item")
T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[Item, T]):
    """One column: `meaning` is what the header's note and the guide say, `of` what an item has in it.

    `refers` names the sheet whose codes may stand here; `width` is in characters.
    """

    header: str
    meaning: str
    form: Form[T]
    of: Callable[[Item], T | None]
    required: bool = False
    refers: str = ""
    width: int = 14

    def written(self, item: Item) -> CellValue:
        value = self.of(item)
        return None if value is None or value == "" else self.form.write(value)


@dataclass(frozen=True)
class Sheet(Generic[Item]):
    """One sheet: a row per item of the office. `key` tells items apart, `title` names one in a sentence."""

    name: str
    meaning: str
    items: Callable[[Office], Sequence[Item]]
    key: Callable[[Item], Hashable]
    title: Callable[[Item], str]
    columns: tuple[Column[Item, Any], ...]
    required: bool = True
