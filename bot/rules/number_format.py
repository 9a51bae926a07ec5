"""How a number is written: in digits of several notations, spelled in words; and in Indonesian notation on the way out.

Also the causes for which what is written is not taken for one certain number.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from bot.rules.indicators import NumberKind


class Why(StrEnum):
    """Why a reply was not stored as it stands; the hints officers read are written elsewhere, one for each cause."""

    # refused: nothing to offer
    EMPTY = "empty"
    HIDDEN = "hidden"  # control, direction, private and combining characters
    TOO_LONG = "too_long"  # the text, or more than 15 digits before or 10 after the comma
    COMMAND = "command"  # /, !, #, @: meant for a bot
    NAVIGATION = "navigation"  # batal, kembali, tidak: answers to another question
    NO_NUMBER = "no_number"
    FOREIGN_DIGITS = "foreign_digits"
    LETTERS = "letters"  # letters among digits: 8O, 1e5, 0x1F
    BROKEN_GROUPS = "broken_groups"
    SEVERAL = "several"
    RANGE = "range"
    BOUND = "bound"  # > 85, minimal 85
    EXPRESSION = "expression"  # sums, formulas, code, markup
    DATE = "date"
    TIME = "time"
    IDENTITY = "identity"  # NIP, NIK, telephone: neither stored nor echoed
    CURRENCY = "currency"
    NEGATIVE = "negative"  # on an indicator without negative values
    FRACTIONAL = "fractional"  # on an indicator counted in whole pieces
    WRONG_SCALE = "wrong_scale"  # 85 juta orang, 85‰
    # asked: the readings are offered
    GROUPING = "grouping"  # 1.234: a thousand, or one and a bit
    SPACED = "spaced"  # 1 234; 85 ,5
    LEADING_ZERO = "leading_zero"
    SIGN = "sign"  # - 5, (5), 5-: perhaps negative
    SPELLED = "spelled"  # delapan puluh lima
    SLANG = "slang"  # 2 M, 500k
    FRACTION = "fraction"  # 1/2; 85 dari 100
    OTHER_UNIT = "other_unit"
    TWO_FIGURES = "two_figures"  # 85,5 (naik dari 80)
    NOTHING = "nothing"  # nihil, belum ada: zero, or no data yet
    HEDGED = "hedged"  # sekitar 85
    WORDED = "worded"  # one number in polite text, with a label or an emoji
    STRAY = "stray"  # punctuation or a mark where none belongs
    YEAR = "year"
    ABOVE_HUNDRED = "above_hundred"
    POWER_OF_TEN = "power_of_ten"  # against the previous value
    TINY_MONEY = "tiny_money"  # Rp1,5


class Refused(Exception):
    """No reading of this reply is allowed, and why. Never leaves the number grammar."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


MOST_DIGITS = 15
MOST_DECIMALS = 10
NARROW = "\u00a0"  # stands for every space typographers put between groups; nobody types it by accident
EXACT = Context(prec=80)  # typed figures have at most 25 digits; the caller's own decimal context never matters here


# --- in digits


@dataclass(frozen=True)
class _Notation:
    """A way to write a figure, and the replacements that turn it into Python's own."""

    pattern: str
    to_plain: Mapping[str, str]

    def read(self, run: str) -> Decimal | None:
        if not re.fullmatch(self.pattern, run):
            return None
        return Decimal("".join(self.to_plain.get(char, char) for char in run))


# Every part has a fixed sign or length, so each pattern is read in one pass. A group never starts the figure with 0.
_FIRST = "[1-9][0-9]{0,2}"
_DOTS = _Notation(rf"{_FIRST}(?:\.[0-9]{{3}})+(?:,[0-9]+)?", {".": "", ",": "."})
_PLAIN = _Notation(r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+", {",": "."})
_COMMAS = _Notation(rf"{_FIRST}(?:,[0-9]{{3}})+(?:\.[0-9]+)?", {",": ""})
_NARROWS = _Notation(rf"{_FIRST}(?:{NARROW}[0-9]{{3}}){{2,}}(?:[.,][0-9]+)?", {NARROW: "", ",": "."})
_SURE = (_DOTS, _PLAIN, _NARROWS, _COMMAS)
_MISSED = _Notation(r"[1-9][0-9]{3,}[.,][0-9]{3}", {".": "", ",": ""})  # 1500.000 where 1.500.000 is meant

_NO_SPACES = {NARROW: "", " ": "", ",": "."}
_SPACED = (
    _Notation(rf"{_FIRST}(?:[ {NARROW}][0-9]{{3}})+(?:[.,][0-9]+)?", _NO_SPACES),  # 1 234
    _Notation(r"[0-9]+ [.,] ?[0-9]+|[0-9]+[.,] [0-9]", _NO_SPACES),  # 85 ,5 but not the list 85, 90
)

_NO_FIGURES = (
    (re.compile(r"[0-9]{16}|[0-9]{18}"), Why.IDENTITY),  # NIK, NIP
    (re.compile(r"0[0-9]{8,13}|628[0-9]{7,10}"), Why.IDENTITY),  # telephone
    (re.compile(r"0[0-9]\.[0-5][0-9]"), Why.TIME),  # 08.30
    (re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"), Why.DATE),
)
_LEADING_ZERO = re.compile(r"0[0-9]")


def read_figure(run: str, *, counted: bool) -> tuple[tuple[Decimal, ...], Why | None]:
    """The readings of a run of digits, separators and single spaces; the cause when they are not certain.

    "1.234" -> 1234 and 1.234 (GROUPING). `counted` says that the thing is whole, so that dots can only group: 1234.
    """
    for pattern, why in _NO_FIGURES:
        if pattern.fullmatch(run):
            raise Refused(why)
    grouped = _DOTS.read(run) if counted else None
    readings = (grouped,) if grouped is not None else _read_all(_SURE, run)
    if counted or run.endswith("000"):
        readings += _read_all((_MISSED,), run)
    if readings:
        return _with_zero_in_doubt(run, readings)
    readings = _read_all(_SPACED, run)
    if not readings:
        raise Refused(Why.SEVERAL if " " in run or NARROW in run else Why.BROKEN_GROUPS)
    return readings, Why.SPACED


def _read_all(notations: tuple[_Notation, ...], run: str) -> tuple[Decimal, ...]:
    return tuple(value for notation in notations if (value := notation.read(run)) is not None)


def _with_zero_in_doubt(run: str, readings: tuple[Decimal, ...]) -> tuple[tuple[Decimal, ...], Why | None]:
    """085 may be 85, or 0,85 without its comma."""
    if _LEADING_ZERO.match(run):
        forgotten = (Decimal(f"0.{run[1:]}"),) if run.isdigit() else ()
        return readings + forgotten, Why.LEADING_ZERO
    return readings, Why.GROUPING if len(readings) > 1 else None


def fits(value: Decimal) -> bool:
    """At most 15 digits before the comma and 10 after it."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DECIMALS and value.adjusted() < MOST_DIGITS


# --- arithmetic

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def times(value: Decimal, factor: Decimal) -> Decimal:
    """The product without zeros nobody typed: 1,50 juta is 1500000."""
    return value if factor == 1 else _shorten(EXACT.multiply(value, factor))


def divide(part: Decimal, whole: Decimal) -> Decimal:
    """The quotient, rounded half up at two decimals where it has no end: it is offered, never stored unseen."""
    if whole == 0:
        raise Refused(Why.EXPRESSION)
    quotient = _shorten(EXACT.divide(part, whole))
    return quotient if fits(quotient) else quotient.quantize(_CENT, ROUND_HALF_UP, EXACT)


def _shorten(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize(EXACT)


# --- in words

SLANG_SCALES: Mapping[str, tuple[Decimal, ...]] = {
    "m": (Decimal(10**9), Decimal(10**6)),  # miliar in offices, million in English
    "k": (Decimal(10**3),),
    "t": (Decimal(10**12),),
    "b": (Decimal(10**9),),
}
_SIZES: Mapping[str, int] = {  # from large to small: the largest word in a number splits it
    "triliun": 10**12,
    "miliar": 10**9,
    "juta": 10**6,
    "ribu": 1000,
    "ratus": 100,
    "kodi": 20,
    "lusin": 12,
    "puluh": 10,
}
_DIGITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
_SPELLINGS: Mapping[str, str] = {
    "kosong": "nol",
    "lapan": "delapan",
    **dict.fromkeys("rb rbu".split(), "ribu"),
    **dict.fromkeys("jt jta".split(), "juta"),
    **dict.fromkeys("milyar miliyar milliar mlr mlyr".split(), "miliar"),
    **dict.fromkeys("trilyun trilliun triliyun".split(), "triliun"),
    **{f"se{size}": f"satu {size}" for size in ("belas", "perempat", "milyar", *_SIZES)},
}


def read_scale(word: str) -> Decimal:
    """rb, ribu 1000; jt, juta 1000000; milyar 10**9; trilyun 10**12."""
    return Decimal(_SIZES[_SPELLINGS.get(word, word)])


def read_spelled(text: str) -> Decimal:
    """dua puluh lima koma lima 25.5; satu setengah juta 1500000; tiga perempat 0.75. Refuses words in no such order.

    number = whole | (whole "koma" (digit+ | whole) | [whole] "setengah" | whole "perempat") [ribu | juta | ...]
    whole  = digit | digit "belas" | whole size [whole], sizes falling from left to right
    """
    words = [spelled for word in text.split() for spelled in _spell_out(word)]
    mark = next((mark for mark in _PARTS if mark in words), None)
    if mark is None:
        return _read_whole(words)
    before, after = words[: words.index(mark)], words[words.index(mark) + 1 :]
    size = _SIZES.get(after[-1], 1) if after else 1
    if size < 1000:
        return _PARTS[mark](before, after)
    return times(_PARTS[mark](before, after[:-1]), Decimal(size))


def _spell_out(word: str) -> list[str]:
    """semilyar: satu miliar"""
    return [_SPELLINGS.get(part, part) for part in _SPELLINGS.get(word, word).split()]


def _read_whole(words: list[str]) -> Decimal:
    """The number split at its largest size word: what stands before multiplies it, what follows is less than it."""
    size = next((size for size in _SIZES if size in words), None)
    if size is None:
        return _read_below_twenty(words)
    at = words.index(size)
    many = _read_whole(words[:at])
    rest = _read_whole(words[at + 1 :]) if words[at + 1 :] else Decimal(0)
    most = 10 if _SIZES[size] in (10, 100) else 1000
    if not 0 < many < most or rest >= _SIZES[size]:
        raise Refused(Why.NO_NUMBER)
    return EXACT.add(EXACT.multiply(many, Decimal(_SIZES[size])), rest)


def _read_below_twenty(words: list[str]) -> Decimal:
    match words:
        case [digit] if digit in _DIGITS:
            return Decimal(_DIGITS.index(digit))
        case [digit, "belas"] if digit in _DIGITS[1:]:
            return Decimal(10 + _DIGITS.index(digit))
        case _:
            raise Refused(Why.NO_NUMBER)


def _read_half(before: list[str], after: list[str]) -> Decimal:
    """dua setengah 2.5; but "dua juta setengah" means 2,5 juta to some and is no number here."""
    whole = _read_whole(before) if before else Decimal(0)
    if after or whole >= 1000:
        raise Refused(Why.NO_NUMBER)
    return EXACT.add(whole, Decimal("0.5"))


def _read_quarters(before: list[str], after: list[str]) -> Decimal:
    if after:
        raise Refused(Why.NO_NUMBER)
    return EXACT.multiply(_read_whole(before), Decimal("0.25"))


def _read_decimals(before: list[str], after: list[str]) -> Decimal:
    """koma dua lima and koma dua puluh lima are both ,25."""
    if after and all(word in _DIGITS for word in after):
        part = "".join(str(_DIGITS.index(word)) for word in after)
    else:
        part = str(_read_whole(after))
    return Decimal(f"{_read_whole(before)}.{part}")


_PARTS: Mapping[str, Callable[[list[str], list[str]], Decimal]] = {
    "koma": _read_decimals,
    "setengah": _read_half,
    "perempat": _read_quarters,
}


# --- on the way out

_INDONESIAN = str.maketrans(",.", ".,")


def say_number(value: Decimal, *, places: int | None = None) -> str:
    """1.234.567,89. Exact as stored, with its own zeros (3,0), or rounded half up to `places`; never -0.

    ValueError for what is no finite number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    shown = value if places is None else _rounded(value, places)
    digits = format(shown.copy_abs(), ",f").translate(_INDONESIAN)
    return f"-{digits}" if shown < 0 else digits


def _rounded(value: Decimal, places: int) -> Decimal:
    room = Context(prec=max(value.adjusted(), 0) + places + 2)  # quantize refuses a result longer than the context
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, room)


def say_money(value: Decimal) -> str:
    """Rp1.500.000; sen only where there are any: Rp2.345.678.901,25"""
    whole = value == value.to_integral_value()
    digits = say_number(value.to_integral_value() if whole else value)
    return f"-Rp{digits[1:]}" if digits.startswith("-") else f"Rp{digits}"


def say_value(value: Decimal, kind: NumberKind, unit: str) -> str:
    """A value with its unit of measure: 85,5 %; 12 dokumen; Rp1.500.000; 1:32"""
    match kind:
        case NumberKind.MONEY:
            return say_money(value)
        case NumberKind.PERCENT:
            return f"{say_number(value)} %"
        case NumberKind.RATIO:
            return f"1:{say_number(value)}"
        case _:
            return f"{say_number(value)} {unit}".rstrip()
