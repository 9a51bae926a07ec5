"""How a text must look in a chat, in a worksheet and on paper, by the rules a corpus states."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from reportlab.pdfbase.ttfonts import TTFontFile

from bot.report.letters import FOLDER
from tests.corpus_office import UNIT, Place
from tests.report.reading import read_book, squeezed, text_of

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_NEXT = rf"(?=\d+\.IndikatorK\d{{5}}{squeezed(UNIT)}·|[A-Z]\.Aturanperhitungan)"


def one_line(text: str) -> str:
    """Line breaks and runs of spaces do not count."""
    return re.sub(r"\s+", " ", text).strip()


def as_shown(text: str) -> set[str]:
    """In a chat or a cell: U+FFFD for what XML forbids; marks that turn the direction may be made visible."""
    shown = _FORBIDDEN.sub("\ufffd", text)
    return {one_line(shown), one_line(_DIRECTIONS.sub(lambda mark: _code(mark[0]), shown))}


def _code(character: str) -> str:
    return f"[U+{ord(character):04X}]"


# --- worksheets -----------------------------------------------------------------------------------------------
def cells_of(workbook: bytes) -> dict[str, list[str]]:
    """Title of an indicator -> the notes and names of files beside it; a formula stands as "<formula>"."""
    found: dict[str, list[str]] = {}
    for sheet in read_book(workbook):
        titles = [cell.value for cell in sheet[1]]
        if "Indikator" not in titles or not {"Isi", "Nama atau tautan"} & set(titles):
            continue
        place = titles.index("Isi" if "Isi" in titles else "Nama atau tautan")
        for row in sheet.iter_rows(min_row=2):
            said = "" if row[place].value is None else str(row[place].value)
            name = str(row[titles.index("Indikator")].value)
            found.setdefault(name, []).append(said if row[place].data_type in ("s", "n") else "<formula>")
    return found


# --- paper ----------------------------------------------------------------------------------------------------
class Paper:
    """The draft's running text, in which each entry's text is looked for behind its own heading."""

    def __init__(self, pdf: bytes) -> None:
        self._text = squeezed(text_of(pdf))

    def shows_note(self, place: Place, text: str) -> bool:
        return self._holds(place, "Kendala", text, "")

    def shows_file(self, place: Place, name: str) -> bool:
        return self._holds(place, "Buktidukung", name, r"(?:\(sidik\w+\))?")

    def _holds(self, place: Place, label: str, text: str, tail: str) -> bool:
        heading = re.escape(squeezed(f"{place.title}{UNIT}·realisasi")) + r"[^·]*·capaianTW[\d.,%]*"
        return re.search(heading + label + _pattern(text) + tail + _NEXT, self._text) is not None

    def around(self, place: Place) -> str:
        """What stands behind the entry's heading, for whoever wants to see the difference."""
        _, _, behind = self._text.partition(squeezed(f"{place.title}{UNIT}·realisasi"))
        return behind[:160]


def _pattern(text: str) -> str:
    return "".join(_on_paper(text))


def _on_paper(text: str) -> Iterator[str]:
    """Each character itself or its visible code; one no font has, and one that shows nothing, only as its code."""
    for character in squeezed(text):
        itself, code = re.escape(character), re.escape(_code(character))
        if unicodedata.category(character) in _INVISIBLE or ord(character) not in _drawn():
            yield code
        elif character.isascii():
            yield itself
        else:
            yield f"(?:{itself}|{code})"


@cache
def _drawn() -> frozenset[int]:
    """Every character one of the paper's fonts has a glyph for, asked of the font files themselves."""
    return frozenset().union(*(TTFontFile(str(font)).charToGlyph for font in sorted(FOLDER.glob("*.ttf"))))
