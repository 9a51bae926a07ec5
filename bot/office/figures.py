"""Figures written as text in a cell: the Indonesian way, never guessed.

A workbook has nobody to ask back, so what the chat would ask about ("1.234": a thousand and some, or one and some?)
is refused here with the advice to type it as a number.
"""

import re
from decimal import Decimal


class Unreadable(ValueError):
    """One cell cannot be used; the text is an Indonesian sentence that says what to do."""


_PLAIN = re.compile(r"0|[1-9]\d*", re.A)
_DECIMAL = re.compile(r"(0|[1-9]\d*)[.,](\d+)", re.A)
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}([.,])\d{3}", re.A)
_DOTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.A)
_COMMAS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.A)
_WORDS = re.compile(r"\d\s*(ribu|rb|juta|jt|miliar|milyar|m|triliun|t)$", re.IGNORECASE)
_WHOLE_DIGITS, _PLACES = 18, 25


def read_figure(text: str, *, whole: bool = False) -> Decimal:
    """The one number `text` can mean; raises Unreadable. In a column of `whole` numbers "1.234" can only be 1234."""
    bare = text.strip().replace("\u2212", "-")
    sign, digits = (bare[0], bare[1:]) if bare[:1] in ("+", "-") else ("", bare)
    value = _unsigned(digits, text, whole)
    check_size(value)
    return -value if sign == "-" and value else value


def _unsigned(digits: str, text: str, whole: bool) -> Decimal:
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    if group := _ONE_GROUP.fullmatch(digits):
        return _one_group(digits, group[1], whole)
    if _DOTS.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _COMMAS.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _DECIMAL.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    if _WORDS.search(digits):
        raise Unreadable(f'"{text}" belum dapat dibaca; tulis angkanya lengkap, misalnya 5000000')
    raise Unreadable(f'"{text}" bukan angka; tulis sebagai angka, misalnya 85,5')


def _one_group(digits: str, mark: str, whole: bool) -> Decimal:
    thousands, fraction = digits.replace(mark, ""), digits.replace(mark, ",")
    if whole and mark == ".":
        return Decimal(thousands)
    raise Unreadable(
        f'"{digits}" dapat dibaca {thousands} atau {fraction}; ubah format sel menjadi Umum, lalu ketik sebagai angka'
    )


def check_size(value: Decimal) -> None:
    """Refuses what no office measures, before a cell like 1E+300 is written out in full."""
    exponent = value.as_tuple().exponent
    if value and (value.adjusted() >= _WHOLE_DIGITS or (isinstance(exponent, int) and exponent < -_PLACES)):
        raise Unreadable("angkanya terlalu panjang; periksa kembali")
