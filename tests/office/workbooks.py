"""Workbooks as an officer would change them: the template, with cells edited in a spreadsheet program."""

import io
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.office.mistakes import Mistake
from bot.office.read import read_workbook
from bot.office.sample import template_office
from bot.office.template import write_workbook
from bot.rules.office import Office
from bot.rules.sop import default_text, load

ROLES = tuple(role.id for role in load(default_text()).roles)
Edits = Mapping[str, str | int | float | bool | date | time | None]


@cache
def template() -> bytes:
    return write_workbook(template_office())


def changed(change: Callable[[Workbook], Any], data: bytes | None = None) -> bytes:
    """The template after somebody worked on it."""
    book = load_workbook(io.BytesIO(data or template()))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(edits: Edits) -> bytes:
    """The template with cells typed over, by "Sheet!A1"."""

    def type_over(book: Workbook) -> None:
        for place, value in edits.items():
            sheet, cell = place.split("!")
            book[sheet][cell] = value

    return changed(type_over)


def mistakes_of(data: bytes) -> list[Mistake]:
    answer = read_workbook(data, ROLES)
    return [] if isinstance(answer, Office) else answer


def office_of(data: bytes) -> Office:
    answer = read_workbook(data, ROLES)
    assert isinstance(answer, Office), [str(mistake) for mistake in answer]
    return answer
