"""Reads papers as a stranger would: with pypdf and openpyxl, knowing nothing of how they were made."""

import unicodedata
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import Destination

HEAD, FOOT = 50.0, 45.0  # points from the upper and lower edge that hold the head and the foot of a page


def read_pdf(paper: bytes) -> Any:
    """A PdfReader; what it holds is only known by looking, so it is not typed further."""
    return PdfReader(BytesIO(paper), strict=True)


def pages_of(paper: bytes) -> list[str]:
    """The whole text of each page."""
    return [page.extract_text() for page in read_pdf(paper).pages]


def text_of(paper: bytes) -> str:
    """The running text of all pages, without heads, feet and watermark."""
    return "\n".join(_body(page) for page in read_pdf(paper).pages)


def _body(page: Any) -> str:
    parts: list[str] = []
    upper = float(page.mediabox.height) - HEAD

    def visit(text: str, matrix: list[float], position: list[float], *_: object) -> None:
        upright = matrix[1] == 0
        if upright and FOOT < position[5] < upper:
            parts.append(text)

    page.extract_text(visitor_text=visit)
    return "".join(parts)


def squeezed(text: str) -> str:
    """Without white space: line breaks and runs of spaces do not count, wherever a line had to end."""
    return "".join(each for each in text if not (each in "\t\n\r" or unicodedata.category(each) == "Zs"))


def bookmarks_of(paper: bytes) -> list[tuple[str, int]]:
    """Every bookmark with the number of the page it leads to, counted from 0."""
    reader = read_pdf(paper)
    flat: list[Destination] = []

    def walk(items: list[Any]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                flat.append(item)

    walk(reader.outline)
    return [(str(item.title), reader.get_destination_page_number(item) or 0) for item in flat]


def read_book(workbook: bytes) -> Any:
    """A Workbook of openpyxl, not typed further for the same reason."""
    return load_workbook(BytesIO(workbook))


def column_of(workbook: bytes, sheet: str, title: str) -> list[Any]:
    """The values under a title of a sheet."""
    rows = list(read_book(workbook)[sheet].iter_rows(values_only=True))
    place = rows[0].index(title)
    return [row[place] for row in rows[1:]]


def texts_of(workbook: bytes) -> list[str]:
    cells = (cell for sheet in read_book(workbook) for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, str)]
