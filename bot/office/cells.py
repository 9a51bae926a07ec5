"""What one cell may hold: each `Form` reads a cell into a value and writes the value back, nothing lost between."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from bot.office.figures import Unreadable, read_figure
from bot.rules.numbers import say_number
from bot.rules.period import ROMAN

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
CellValue = str | Decimal | date | bool | None


@dataclass(frozen=True)
class Cell:
    """A cell as its reader needs it. A percent-formatted 0.85 has the value 85 and `percent` set."""

    value: CellValue
    percent: bool = False


@dataclass(frozen=True)
class Form(Generic[T]):
    """`read` raises Unreadable; `words` are offered as a drop-down; `excel` is the column's number format."""

    read: Callable[[Cell], T]
    write: Callable[[T], CellValue]
    words: tuple[str, ...] = ()
    excel: str = "@"


_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
AS_TEXT = "ubah format sel menjadi Teks, lalu ketik ulang"


def clean(text: str) -> str:
    """The text as it is seen: runs of blanks become one, invisible marks go. What would show otherwise is refused."""
    seen = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())
    if _TURNING.search(seen) or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in seen):
        raise Unreadable("berisi tanda yang tidak terlihat; ketik ulang isinya")
    return seen


def as_text(cell: Cell) -> str:
    """Text, or the text of a number cell. A date is refused: Excel makes one of "7-8"."""
    match cell.value:
        case str(text):
            return text
        case bool():
            raise Unreadable("berisi TRUE/FALSE; tulis isinya sebagai teks")
        case Decimal() as number:
            return say_number(number)
        case _:
            raise Unreadable(f"isinya diubah Excel menjadi tanggal; {AS_TEXT}")


def plain(number: Decimal) -> Decimal:
    """The number as a number cell gives it back: without trailing zeros or exponent."""
    return Decimal(f"{number.normalize():f}")


def number_value(number: Decimal) -> CellValue:
    """A number cell where Excel keeps every digit (it keeps 15), else unambiguous Indonesian text."""
    kept = abs(number) < 10**15 and len(number.normalize().as_tuple().digits) <= 15
    return number if kept else say_number(number)


def text_form(limit: int = 200) -> Form[str]:
    def read(cell: Cell) -> str:
        text = as_text(cell)
        if len(text) > limit:
            raise Unreadable(f"terlalu panjang ({len(text)} huruf); paling banyak {limit} huruf")
        return text

    return Form(read, str)


def choice(words: Mapping[str, Word]) -> Form[Word]:
    """One of a few words, whatever its capitals."""
    known = {word.casefold(): value for word, value in words.items()}
    said = {value: word for word, value in words.items()}

    def read(cell: Cell) -> Word:
        text = as_text(cell)
        if text.casefold() not in known:
            raise Unreadable(f'"{text}" tidak dikenal; pilih salah satu: {", ".join(words)}')
        return known[text.casefold()]

    return Form(read, said.__getitem__, tuple(words))


def _read_code(cell: Cell) -> str:
    if isinstance(cell.value, Decimal) and cell.value == cell.value.to_integral_value() and not cell.percent:
        return f"{cell.value:f}"
    if isinstance(cell.value, Decimal):
        raise Unreadable(f"kode terbaca sebagai angka; {AS_TEXT}")
    code = as_text(cell)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,19}", code):
        raise Unreadable(f'kode "{code}" harus 1-20 huruf atau angka tanpa spasi; boleh memakai . - _ /')
    return code


CODE: Form[str] = Form(_read_code, str)


def _read_roles(cell: Cell) -> tuple[str, ...]:
    words = [part.strip().casefold().replace(" ", "_") for part in re.split("[,;]", as_text(cell))]
    if not all(words):
        raise Unreadable("ada koma tanpa peran; tulis misalnya: kasubbag, staf")
    return tuple(dict.fromkeys(words))


ROLES: Form[tuple[str, ...]] = Form(_read_roles, ", ".join)


def _read_nip(cell: Cell) -> str:
    if isinstance(cell.value, Decimal):
        raise Unreadable(f"NIP sebagai angka kehilangan digit; {AS_TEXT}")
    digits = as_text(cell).replace(" ", "")
    if not re.fullmatch(r"\d{18}", digits, re.A):
        raise Unreadable(f"NIP harus 18 digit, di sini {len(digits)}; periksa kembali")
    return digits


NIP: Form[str] = Form(_read_nip, str)


def _read_phone(cell: Cell) -> str:
    """In E.164, so that the contact a person shares can be compared."""
    if isinstance(cell.value, Decimal):
        raise Unreadable(f"nomor sebagai angka kehilangan nol di depan; {AS_TEXT}")
    digits = re.sub(r"[\s().-]", "", as_text(cell))
    found = re.fullmatch(r"(?:\+?62|0)(8\d{7,11})", digits, re.A)
    if not found:
        raise Unreadable("nomor harus nomor ponsel Indonesia, misalnya 0812-3456-7890")
    return f"+62{found[1]}"


PHONE: Form[str] = Form(_read_phone, str)


def _read_yes(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    text = as_text(cell).casefold()
    if text not in ("ya", "tidak"):
        raise Unreadable("isi dengan ya atau tidak")
    return text == "ya"


YES_NO: Form[bool] = Form(_read_yes, lambda yes: "ya" if yes else "tidak", ("ya", "tidak"))


def as_number(cell: Cell) -> Decimal:
    """A number cell, or text that can be only one number."""
    return cell.value if isinstance(cell.value, Decimal) else read_figure(as_text(cell))


NUMBER: Form[Decimal] = Form(as_number, number_value, excel="General")


def count_form(low: int, high: int) -> Form[int]:
    def read(cell: Cell) -> int:
        number = as_number(cell)
        if number != number.to_integral_value() or not low <= number <= high:
            raise Unreadable(f"harus bilangan bulat {low} sampai {high}")
        return int(number)

    return Form(read, Decimal, excel="General")


YEAR = count_form(2000, 2100)

_QUARTER = re.compile(r"(?:(?:tw|triwulan) ?)?(iv|iii|ii|i|[1-4])", re.IGNORECASE | re.A)
_ADVICE = "tulis misalnya: TW I, TW III"


def _read_quarter(text: str) -> int:
    found = _QUARTER.fullmatch(text.strip())
    if not found:
        raise Unreadable(f'"{text}" bukan triwulan; {_ADVICE}')
    return ROMAN.index(found[1].upper()) if found[1].upper() in ROMAN else int(found[1])


def _say_quarter(number: int) -> str:
    return f"TW {ROMAN[number]}"


QUARTER: Form[int] = Form(
    lambda cell: _read_quarter(as_text(cell)), _say_quarter, tuple(_say_quarter(number) for number in range(1, 5))
)


def _read_quarters(cell: Cell) -> frozenset[int]:
    """Several quarters. A number like 1.2 is Excel's reading of "1,2", and 1234 of "1,234": refused."""
    if isinstance(cell.value, Decimal) and cell.value not in (1, 2, 3, 4):
        raise Unreadable(f"terbaca sebagai angka; {AS_TEXT}, misalnya: TW I, TW III")
    text = as_text(cell)
    if text.casefold() == "semua":
        return frozenset({1, 2, 3, 4})
    return frozenset(_read_quarter(part) for part in re.split(r"[,;]| dan ", text))


def _say_quarters(quarters: frozenset[int]) -> str:
    return "semua" if len(quarters) == 4 else ", ".join(_say_quarter(number) for number in sorted(quarters))


QUARTERS: Form[frozenset[int]] = Form(_read_quarters, _say_quarters)


def _read_scale(cell: Cell) -> tuple[str, ...]:
    labels = tuple(label.strip() for label in as_text(cell).split("<"))
    if len(labels) < 2 or not all(labels):
        raise Unreadable("tulis predikat dari yang terburuk ke yang terbaik, dipisah <, misalnya TMP<TW<WDP<WTP")
    if len({label.casefold() for label in labels}) < len(labels):
        raise Unreadable("ada predikat yang tertulis dua kali; tulis masing-masing satu kali")
    return labels


SCALE: Form[tuple[str, ...]] = Form(_read_scale, "<".join)

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)", re.A)


def _read_day(cell: Cell) -> date:
    """A date cell or dd/mm/yyyy; never month first."""
    if isinstance(cell.value, date):
        return cell.value
    found = _DAY.fullmatch(as_text(cell)) if isinstance(cell.value, str) else None
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise Unreadable("bukan tanggal; tulis hari/bulan/tahun, misalnya 17/08/2026")


DAY: Form[date] = Form(_read_day, lambda day: day, excel="dd/mm/yyyy")

FIGURE: Form[Cell] = Form(lambda cell: cell, lambda cell: cell.value, excel="General")
