"""An officer's reply -> a number, a question with readings, or a refusal; and numbers back into Indonesian text.

    reply    = certain | doubtful
    certain  = ["+" | "-"] ["Rp"] figure [scale] [unit | "rupiah"] [",-"]     for a ratio also: figure ":" figure
    doubtful = one or two operands among words, emoji and punctuation, in one of the shapes of `_SHAPES`
    operand  = [sign] [unit | "Rp"] (figure | figure "koma" figure | spelled) {scale} [unit | "rupiah"] [",-"]
    figure   = digits in one of the notations of `number_format`
    spelled  = number words, also there
    scale    = "ribu" | "juta" | "miliar" | "triliun" | their short forms

Anything else is refused, and so is a reply with a word or sign that forbids reading it (a bound, a date, code).
The way: clean -> tokens with a role each -> the shape their roles spell -> candidates -> judged by what is asked.
A candidate becomes a `Number` only when it is alone, its shape is certain, and nothing known about the indicator
speaks against it. Nothing is evaluated; `Decimal` only ever sees ASCII digits with at most one point.

Cleaning is one pass; what goes beyond it has at most 300 characters, so that no text can take long.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.rules.indicators import NumberKind
from bot.rules.number_format import (
    EXACT,
    HUNDRED,
    SLANG_SCALES,
    Refused,
    Why,
    divide,
    fits,
    read_figure,
    read_scale,
    read_spelled,
    say_money,
    say_number,
    say_value,
    times,
)
from bot.rules.number_words import NAVIGATION, NOTHING, NOTHING_YET, Role, Token, clean, cut

__all__ = ["Ask", "Asked", "Number", "Reject", "Why", "read_number", "say_money", "say_number", "say_value"]


@dataclass(frozen=True)
class Asked:
    """What the open question expects. `previous` is the last known value, `year` the year it is about:
    TW IV is asked in the January after it, so the following year is as suspicious.
    """

    kind: NumberKind
    unit: str = ""
    signed: bool = False
    previous: Decimal | None = None
    target: Decimal | None = None
    year: int | None = None


@dataclass(frozen=True)
class Number:
    """Certain: stored as it is, with the decimals that were typed, and echoed."""

    value: Decimal


@dataclass(frozen=True)
class Ask:
    """Nothing is stored yet: each reading is a button, and `no_data` adds the button "Belum ada data"."""

    readings: tuple[Decimal, ...]
    why: Why
    no_data: bool = False


@dataclass(frozen=True)
class Reject:
    """Nothing is stored and the question stays open. The reply may be code or an identity: never echo it."""

    why: Why


def read_number(text: str, asked: Asked) -> Number | Ask | Reject:
    """What the reply says to this question. Raises for no text; ValueError for a question about a letter."""
    if asked.kind is NumberKind.LETTER:
        raise ValueError("a predicate such as WTP is not a number")
    try:
        return _judge(_read(clean(text), asked), asked)
    except Refused as refused:
        return Reject(refused.why)


@dataclass(frozen=True)
class _Candidates:
    """Values a reply may mean, the likelier first; `why` they are not certain, None when nothing is against them."""

    values: tuple[Decimal, ...]
    why: Why | None = None


def _read(text: str, asked: Asked) -> _Candidates:
    if text in NOTHING:
        return _Candidates((Decimal(0),), Why.NOTHING)
    tokens = cut(text, asked.kind, asked.unit, asked.signed)
    for token in tokens:
        if isinstance(token.meaning, Why):
            raise Refused(token.meaning)
    telling = [token for token in tokens if token.meaning not in _FILLERS]
    operands = [telling[found.start() : found.end()] for found in _OPERAND.finditer(_spell(telling))]
    if not operands:
        return _read_words(tokens)
    shape = _OPERAND.sub("N", _spell(telling))
    found = _fit_shape(f"({shape})" if _is_bracketed(tokens) else shape, operands, asked)
    return _Candidates(found.values, found.why or _doubt(tokens, asked))


def _is_bracketed(tokens: Sequence[Token]) -> bool:
    return tokens[0].meaning is Role.OPEN and tokens[-1].meaning is Role.CLOSE


def _read_words(tokens: Sequence[Token]) -> _Candidates:
    """A reply without a number: words for nothing, or none of them."""
    said = " ".join(token.text for token in tokens if token.meaning not in _ASIDE)
    if said in NOTHING or said.startswith(NOTHING_YET):
        return _Candidates((Decimal(0),), Why.NOTHING)
    if said in NAVIGATION:
        raise Refused(Why.NAVIGATION)
    raise Refused(Why.DATE if any(token.meaning is Role.PERIOD for token in tokens) else Why.NO_NUMBER)


def _spell(tokens: Sequence[Token]) -> str:
    """One character for each token: its role."""
    return "".join(token.meaning for token in tokens)


# --- shapes: the roles of a reply as one string

_FILLERS = frozenset(
    {Role.HEDGE, Role.TALK, Role.UNKNOWN, Role.EMOJI, Role.EDGE, Role.WRAP, Role.OPEN, Role.CLOSE, Role.PERIOD}
)
_ASIDE = _FILLERS - {Role.UNKNOWN} | {Role.LINK, Role.GAP, Role.RUPIAH, Role.UNIT, Role.OTHER_UNIT}
_OPERAND = re.compile(r"(?:(?<![nwmMuoct])[-+–x] ?)?[uoc]?(?:(?<=[uoc])[-+])?(?:nkn|n|w)[mM]*[uoc]?c?t?")
_CERTAIN = re.compile(r"(?:[-+]?c?|c[-+])nm?[uc]?t?|n:n")
_DOUBTS = (  # the first that a role of the reply belongs to
    ("wk", Why.SPELLED),
    ("M", Why.SLANG),
    ("o", Why.OTHER_UNIT),
    ("-–x ", Why.SIGN),
    ("h", Why.HEDGED),
    ("p?lvey", Why.WORDED),
)


def _doubt(tokens: Sequence[Token], asked: Asked) -> Why | None:
    """What is uncertain about the shape of a reply; None when it is a figure with nothing but its own unit."""
    roles = _spell(tokens)
    if roles == Role.FIGURE and asked.year and tokens[0].text in (str(asked.year), str(asked.year + 1)):
        return Why.YEAR
    if _CERTAIN.fullmatch(roles) and (asked.signed or Role.MINUS not in roles):
        return None
    return next((why for doubtful, why in _DOUBTS if any(role in doubtful for role in roles)), Why.STRAY)


_Operands = Sequence[Sequence[Token]]


def _fit_shape(shape: str, operands: _Operands, asked: Asked) -> _Candidates:
    """The candidates of the first shape that fits; N stands for an operand."""
    for pattern, meaning in _SHAPES:
        if pattern.fullmatch(shape):
            if isinstance(meaning, Why):
                raise Refused(meaning)
            return meaning(operands, asked)
    raise Refused(Why.EXPRESSION)


def _read_one(operands: _Operands, asked: Asked) -> _Candidates:
    return _read_operand(operands[0], asked)


def _read_maybe_negative(operands: _Operands, asked: Asked) -> _Candidates:
    """5- and (5) are negative in ledgers, "turun 5" in talk."""
    found = _read_operand(operands[0], asked)
    return _Candidates((*found.values, *map(Decimal.copy_negate, found.values)), Why.SIGN)


def _read_fraction(operands: _Operands, asked: Asked) -> _Candidates:
    """1/2: a half, one of two, or 50 %; for a ratio, 1 to 2."""
    if asked.kind is NumberKind.RATIO:
        return _read_ratio(operands, asked)
    part, whole = _read_pair(operands, asked)
    if asked.kind is NumberKind.WHOLE:
        return _Candidates((part,), Why.FRACTION)
    return _Candidates((divide(part, whole), part, divide(times(part, HUNDRED), whole)), Why.FRACTION)


def _read_share(operands: _Operands, asked: Asked) -> _Candidates:
    """85 dari 100: 85, and as a percentage what it makes of the whole."""
    part, whole = _read_pair(operands, asked)
    share = (divide(times(part, HUNDRED), whole),) if asked.kind is NumberKind.PERCENT else ()
    return _Candidates((part, *share), Why.FRACTION)


def _read_ratio(operands: _Operands, asked: Asked) -> _Candidates:
    """1:32 is 32; 2:64 is asked. Where no ratio is expected a colon makes a time, or nothing."""
    if asked.kind is not NumberKind.RATIO:
        raise Refused(Why.TIME if all(len(operand[0].text) == 2 for operand in operands) else Why.BROKEN_GROUPS)
    one, _ = _read_pair(operands, asked)
    if one == 1:
        return _read_operand(operands[1], asked)
    return _Candidates((divide(*reversed(_read_pair(operands, asked))),), Why.FRACTION)


def _read_both(operands: _Operands, asked: Asked) -> _Candidates:
    """85,5 (naik dari 80): two figures that words relate, either may be the answer."""
    values = (value for operand in operands for value in _read_operand(operand, asked).values)
    return _Candidates(tuple(values), Why.TWO_FIGURES)


def _read_repeated(operands: _Operands, asked: Asked) -> _Candidates:
    """85 (delapan puluh lima), as letters write it; 1 juta 500 ribu. Other neighbours are two answers."""
    first, second = (_read_operand(operand, asked) for operand in operands)
    same = tuple(value for value in first.values if value in second.values)
    if same and Role.SPELLED in _spell(operands[1]):
        return _Candidates(same, Why.SPELLED)
    if len(first.values) == len(second.values) == 1 and _falling_scales(operands):
        return _Candidates((EXACT.add(first.values[0], second.values[0]),), Why.SPELLED)
    raise Refused(Why.SEVERAL)


def _falling_scales(operands: _Operands) -> bool:
    sizes = [_scale(operand) for operand in operands]
    return sizes[0] > sizes[1] > 1


def _read_pair(operands: _Operands, asked: Asked) -> tuple[Decimal, Decimal]:
    first, second = (_read_operand(operand, asked).values[0] for operand in operands)
    return first, second


_SHAPES: tuple[tuple[re.Pattern[str], Why | Callable[[_Operands, Asked], _Candidates]], ...] = (
    (re.compile(r"v+N|\(N\)|N[-–]"), _read_maybe_negative),
    (re.compile(r"[ldv]*N[ldvr]*"), _read_one),
    (re.compile(r"N/N"), _read_fraction),
    (re.compile(r"NdN"), _read_share),
    (re.compile(r"N:N"), _read_ratio),
    (re.compile(r"[ldv]*N[ldv]+N[ldv]*"), _read_both),
    (re.compile(r"NN"), _read_repeated),
    (re.compile(r"N(?:[-–] ?N){2}|N/N/N"), Why.DATE),
    (re.compile(r"N(?:[-–] ?N)+|.*rN.*"), Why.RANGE),
    (re.compile(r"[ldv]*N\+"), Why.BOUND),
    (re.compile(r"[ldvr]*N[Nldvr]*"), Why.SEVERAL),
)


# --- operands: a figure or number words with sign and scale


def _read_operand(tokens: Sequence[Token], asked: Asked) -> _Candidates:
    found = _read_amount(tokens, asked)
    roles = _spell(tokens)
    if not any(sign in roles for sign in _MINUSES):
        return found
    negative = tuple(map(Decimal.copy_negate, found.values))
    listed = asked.signed and (Role.GAP in roles or Role.DASH in roles)  # "- 5" may be an item of a list
    return _Candidates(negative + found.values if listed else negative, found.why)


_MINUSES = (Role.MINUS, Role.DASH, Role.MINUS_WORD)


def _read_amount(tokens: Sequence[Token], asked: Asked) -> _Candidates:
    scale, slang = _scale(tokens), [token.text for token in tokens if token.meaning is Role.SLANG]
    scaled = scale > 1 or bool(slang)
    if scaled and asked.kind not in (NumberKind.MONEY, NumberKind.DECIMAL):
        raise Refused(Why.WRONG_SCALE)
    counted = asked.kind in (NumberKind.WHOLE, NumberKind.MONEY) and not scaled
    typed = _read_typed([token for token in tokens if token.meaning in _TYPED], counted)
    sizes = SLANG_SCALES[slang[0]] if slang else (Decimal(1),)
    values = tuple(times(value, EXACT.multiply(scale, size)) for size in sizes for value in typed.values)
    if scaled and asked.kind is NumberKind.DECIMAL:  # 2,5 juta, where the unit itself may be counted in millions
        return _Candidates(values + typed.values, Why.OTHER_UNIT)
    return _Candidates(values, typed.why)


_TYPED = (Role.FIGURE, Role.POINT, Role.SPELLED)


def _read_typed(tokens: Sequence[Token], counted: bool) -> _Candidates:
    if tokens[0].meaning is Role.SPELLED:
        found = _Candidates((read_spelled(tokens[0].text),))
    else:
        digits = ",".join(token.text for token in tokens if token.meaning is Role.FIGURE)  # 85 koma 5
        found = _Candidates(*read_figure(digits, counted=counted))
    fitting = tuple(filter(fits, found.values))
    if not fitting:
        raise Refused(Why.TOO_LONG)
    return replace(found, values=fitting)


def _scale(tokens: Sequence[Token]) -> Decimal:
    scale = Decimal(1)
    for token in tokens:
        if token.meaning is Role.SCALE:
            scale = EXACT.multiply(scale, read_scale(token.text))
    return scale


# --- judgement: what is known about the indicator


def _judge(found: _Candidates, asked: Asked) -> Number | Ask:
    allowed = [_tidy(value, asked) for value in found.values if not _forbid(value, asked)]
    if not allowed:
        raise Refused(_forbid(found.values[0], asked) or Why.NO_NUMBER)
    slips = [slip for value in allowed for suspect in _SUSPICIONS if (slip := suspect(value, asked))]
    why = found.why or next((slip.why for slip in slips), None)
    if why is None:
        return Number(allowed[0])
    offered = [value for slip in slips for value in slip.values if not _forbid(value, asked)]
    readings = tuple(dict.fromkeys(allowed + offered))
    return Ask(readings, why, no_data=Decimal(0) in readings)


def _forbid(value: Decimal, asked: Asked) -> Why | None:
    if value < 0 and not asked.signed:
        return Why.NEGATIVE
    if not fits(value):
        return Why.TOO_LONG
    if asked.kind is NumberKind.WHOLE and value != value.to_integral_value():
        return Why.FRACTIONAL
    return None


def _tidy(value: Decimal, asked: Asked) -> Decimal:
    """12,0 orang are 12; minus zero is zero."""
    shown = value.to_integral_value() if asked.kind is NumberKind.WHOLE else value
    return shown.copy_abs() if shown == 0 else shown


def _suspect_power_of_ten(value: Decimal, asked: Asked) -> _Candidates | None:
    """The comma forgotten, a percentage as a fraction, rupiah in millions: ten or more times off the last value."""
    near = _reference(value, asked)
    if not near or not value or (near < 0) != (value < 0) or _is_small_count(value, near, asked):
        return None
    shifted = (times(value, Decimal(1).scaleb(power)) for power in range(-15, 16) if power)
    meant = tuple(other for other in shifted if _is_near(other, near))
    return _Candidates(meant, Why.POWER_OF_TEN) if meant and not _is_near(value, near) else None


def _reference(value: Decimal, asked: Asked) -> Decimal | None:
    """The last value; without one, the target of a percentage tells at least a fraction and a lost comma."""
    if asked.previous is not None:
        return asked.previous
    return asked.target if asked.kind is NumberKind.PERCENT and not 1 < value <= HUNDRED else None


def _is_near(value: Decimal, other: Decimal) -> bool:
    """Within a factor of two."""
    low, high = sorted((value.copy_abs(), other.copy_abs()))
    return high <= EXACT.add(low, low)


def _is_small_count(value: Decimal, near: Decimal, asked: Asked) -> bool:
    """One document after ten is no slip of the hand."""
    return asked.kind is NumberKind.WHOLE and max(value.copy_abs(), near.copy_abs()) < HUNDRED


def _suspect_percentage(value: Decimal, asked: Asked) -> _Candidates | None:
    above = asked.kind is NumberKind.PERCENT and value > HUNDRED
    return _Candidates((), Why.ABOVE_HUNDRED) if above else None


def _suspect_tiny_money(value: Decimal, asked: Asked) -> _Candidates | None:
    """Rp1,5 is nobody's budget: 1.500, or 1,5 juta?"""
    if asked.kind is not NumberKind.MONEY or value.copy_abs() >= 1000 or value == value.to_integral_value():
        return None
    return _Candidates((times(value, Decimal(1000)), times(value, Decimal(10**6))), Why.TINY_MONEY)


_SUSPICIONS = (_suspect_power_of_ten, _suspect_percentage, _suspect_tiny_money)
