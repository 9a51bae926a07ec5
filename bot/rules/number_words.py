"""The words of the number grammar: an officer's reply cleaned, cut into tokens, and what each token means.

A meaning is either a `Role`, by which `numbers` recognises the shape of a reply, or a `Why`: then that token alone
forbids reading the reply as a number ("minimal 85" is a bound, whatever else is said).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bot.rules.indicators import NumberKind
from bot.rules.number_format import NARROW, SLANG_SCALES, Refused, Why


class Role(StrEnum):
    """What one token is in a reply. Its value is one character, of which the shapes in `numbers` are written."""

    FIGURE = "n"
    SPELLED = "w"
    POINT = "k"
    SCALE = "m"
    SLANG = "M"
    UNIT = "u"
    OTHER_UNIT = "o"
    RUPIAH = "c"
    TAIL = "t"
    PLUS = "+"
    MINUS = "-"
    DASH = "–"
    MINUS_WORD = "x"
    GAP = " "
    OVER = "/"
    TO = ":"
    OF = "d"
    LINK = "l"
    FALL = "v"
    UNTIL = "r"
    PERIOD = "y"
    HEDGE = "h"
    TALK = "p"
    UNKNOWN = "?"
    EMOJI = "e"
    EDGE = "."
    OPEN = "("
    CLOSE = ")"
    WRAP = "q"


Meaning = Role | Why


@dataclass(frozen=True)
class Token:
    """A piece of the cleaned reply, from `start` to `end`."""

    meaning: Meaning
    text: str
    start: int = 0
    end: int = 0


# --- cleaning

_LONGEST_MESSAGE = 4096  # Bot API: text of a message, after parsing
_LONGEST = 300  # a polite sentence with one number in it
_EMOJI_STYLE = "\ufe0f"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Mc", "Me"})
_SHOWN: Mapping[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e")),  # not seen at all
    **dict.fromkeys(map(ord, "\u2007\u2008\u2009\u202f"), NARROW),
    **dict.fromkeys(map(ord, "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u200a\u205f\u3000"), " "),
    **{ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},  # str.lower turns a Kelvin sign into k
    ord("\r"): "\n",
}
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_TO_A_BOT = {"/": Why.COMMAND, "!": Why.COMMAND, "=": Why.EXPRESSION}


def clean(text: str) -> str:
    """What the officer sees: lower case, without what has no visual effect, trimmed. Refuses what deceives the eye."""
    if len(text) > _LONGEST_MESSAGE:
        raise Refused(Why.TOO_LONG)
    shown = text.translate(_SHOWN)
    plain = "".join(char for before, char in pairwise(" " + shown) if not _styles_emoji(before, char))
    if any(_is_hidden(char) for char in plain):
        raise Refused(Why.HIDDEN)
    trimmed = plain.strip(f" \t\n{NARROW}")
    if not trimmed:
        raise Refused(Why.EMPTY)
    if len(trimmed) > _LONGEST:
        raise Refused(Why.TOO_LONG)
    if trimmed[0] in _TO_A_BOT:
        raise Refused(_TO_A_BOT[trimmed[0]])
    return trimmed


def _styles_emoji(before: str, char: str) -> bool:
    """A variation selector is part of an emoji; after a digit it hides (and makes the 8 of a keycap)."""
    return char == _EMOJI_STYLE and unicodedata.category(before) == "So"


def _is_hidden(char: str) -> bool:
    return char in _BLANK_LETTERS or (char not in "\t\n" and unicodedata.category(char) in _HIDDEN)


# --- vocabulary

NOTHING = frozenset(
    {
        *("-", "--", "---", "–", "—", "?", "??", "???", "x", "n.a", "n.a.", "n/a", "na", "null", "none", "nil", "zero"),
        *("nihil", "nol", "kosong", "strip", "tba", "tbd", "menyusul", "tiada", "tidak ada", "tdk ada", "tak ada"),
        *("gak ada", "ga ada", "nggak ada", "tidak tersedia", "tidak ada kegiatan", "no data"),
    }
)
NOTHING_YET = ("belum", "blm", "blum")  # whatever follows
NAVIGATION = frozenset(
    "kembali lanjut lanjutkan lewati lewat skip menu selesai mulai stop bantuan help iya tidak tdk gak".split()
)
_WORDS: Mapping[Meaning, str] = {
    Role.SPELLED: """nol kosong satu dua tiga empat lima enam tujuh delapan lapan sembilan belas puluh ratus lusin kodi
        sepuluh sebelas seratus seribu sejuta semiliar semilyar setriliun selusin sekodi setengah seperempat
        perempat""",
    Role.SCALE: "ribu rb rbu juta jt jta miliar milyar miliyar milliar mlr mlyr triliun trilyun trilliun triliyun",
    Role.POINT: "koma",
    Role.OF: "dari of per",
    Role.TO: ": banding berbanding",
    Role.UNTIL: "sampai hingga s/d s.d s.d. sd",
    Role.FALL: "turun menurun berkurang",
    Role.LINK: """naik meningkat bertambah menjadi jadi ke target targetnya sebelumnya tadinya
        semula awalnya lalu kemarin bukan tapi tetapi eh ralat revisi koreksi maksudnya seharusnya realisasi
        realisasinya capaian capaiannya tercapai terealisasi pagu anggaran""",
    Role.HEDGE: """± ~ ≈ sekitar kira kira-kira kurleb k/l about approx around hampir nyaris perkiraan estimasi mungkin
        kayaknya sepertinya sementara""",
    Role.TALK: """pak bu bapak ibu mas mbak kak bang om terima kasih makasih trims mohon maaf izin ijin siap ya yaa
        assalamualaikum waalaikumsalam selamat pagi siang sore malam saya kami untuk saat ini masih adalah yaitu ialah
        nilai nilainya angka angkanya hasil hasilnya jumlah jumlahnya total totalnya sebesar sebanyak data datanya
        sudah baru hanya cuma salam hormat tolong dicatat dulu sih""",
    Role.PLUS: "+",
    Role.MINUS: "- −",
    Role.DASH: "‐ ‑ ‒ – — ―",
    Role.MINUS_WORD: "minus negatif",
    Role.OVER: "/",
    Role.OPEN: "(",
    Role.CLOSE: ")",
    Role.WRAP: "\" ' * _ ‘ ’ “ ” « » •",
    Why.RANGE: "antara kisaran rentang berkisar",
    Why.BOUND: """< > ≤ ≥ ≦ ≧ minimal minimum min maksimal maksimum maks max setidaknya sedikitnya lebih kurang paling
        atas bawah diatas dibawah melebihi melampaui least most than""",
    Why.SEVERAL: "; &",
    Why.COMMAND: "@ #",
    Why.CURRENCY: "$ usd dolar dollar sgd eur euro yen jpy ringgit rm myr riyal sar aud cny yuan",
    Why.WRONG_SCALE: "‰ ‱ permil promil permille puluhan ratusan ribuan jutaan miliaran milyaran triliunan",
    Why.NAVIGATION: "batal batalkan hapus reset undo cancel",
    Why.EXPRESSION: r"""= ^ ` | \ { } [ ] ! select drop delete insert update union exec eval import script where or and
        sleep alert curl rm cat sudo echo print lambda var let const true false nan inf not infinity""",
}
_MEANING: Mapping[str, Meaning] = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}
_PERCENT = frozenset("% persen prosen persent percent pct prsn".split())
_RUPIAH = frozenset("rp idr rupiah rph".split())
_LETTER_UNITS = frozenset("m g t".split())  # every other letter alone is S for 5, O for 0, x for times
_SHORT_UNITS: Mapping[str, str] = {
    short: full
    for full, shorts in (
        *(("orang", "org"), ("dokumen", "dok"), ("laporan", "lap"), ("kegiatan", "keg"), ("tahun", "thn th")),
        *(("bulan", "bln"), ("hari", "hr"), ("menit", "mnt"), ("kecamatan", "kec"), ("kelurahan", "kel")),
        *(("kabupaten", "kab"), ("provinsi", "prov"), ("paket", "pkt"), ("buah", "bh"), ("kelompok", "klp")),
        *(("hektare", "hektar ha"), ("kilometer", "km"), ("kilogram", "kg"), ("meter", "m"), ("ton", "t")),
    )
    for short in shorts.split()
}
_ABBREVIATIONS = frozenset("rp rb jt jta mlr min maks max no".split()) | frozenset(_SHORT_UNITS)


def _mean_word(word: str, kind: NumberKind, unit: str, signed: bool) -> Meaning:
    """What a word or sign means to the one who asks for this kind and (lower-case) unit."""
    if word in _PERCENT:
        return Role.UNIT if kind is NumberKind.PERCENT or unit in _PERCENT else Role.OTHER_UNIT
    if word in _RUPIAH:
        return Role.RUPIAH if kind is NumberKind.MONEY else Role.OTHER_UNIT
    if word in SLANG_SCALES and (kind is NumberKind.MONEY or word == "k"):
        return Role.SLANG
    if _SHORT_UNITS.get(word, word) == _SHORT_UNITS.get(unit, unit):
        return Role.UNIT
    if word == "min" and signed:
        return Role.MINUS_WORD
    return _MEANING.get(word) or _mean_unknown(word, unit)


def _mean_unknown(word: str, unit: str) -> Meaning:
    if len(word) >= 3 and unit.startswith(word):
        return Role.UNIT
    if word in _LETTER_UNITS or (len(word) > 1 and word in _SHORT_UNITS):
        return Role.OTHER_UNIT
    return Role.UNKNOWN if len(word) > 1 else Why.LETTERS


def _mean_sign(char: str) -> Meaning:
    """A character of no word and in no table: an emoji is talk, all else refuses the reply."""
    category = unicodedata.category(char)
    if category == "So" or "\U0001f3fb" <= char <= "\U0001f3ff":  # the latter: skin tones
        return Role.EMOJI
    return {"N": Why.FOREIGN_DIGITS, "L": Why.LETTERS}.get(
        category[0], Why.CURRENCY if category == "Sc" else Why.EXPRESSION
    )


# --- tokens

_MONTH = (
    "(?:januari|jan|februari|pebruari|feb|maret|mar|april|apr|mei|juni|jun|juli|jul|agustus|agt|ags|agu"
    "|september|sept|sep|oktober|okt|november|nopember|nov|nop|desember|des)"
)
_QUARTER = "(?:tw|triwulan|trw|kuartal|semester|smt|q)"
_UP_TO = r"(?:\b(?:sampai dengan|sampai|hingga|s/d|s\.d\.?|sd) )?"  # up to a date is no range
_LEXEMES: tuple[tuple[str, str, Meaning | None], ...] = (  # None: it depends on the word or sign itself
    ("code", r"</?[a-z!?]|[a-z]+\(|\$[({]|://|\d_\d", Why.EXPRESSION),
    ("about", r"\b(?:kurang lebih|lebih kurang|plus[ -]minus)\b|\+/-|(?<=\d)-?an\b", Role.HEDGE),
    ("now", r"\b(?:sampai|hingga) (?:saat ini|sekarang|hari ini)\b", Role.TALK),
    ("date", rf"{_UP_TO}\b(?:\d\d?[ -]?)?{_MONTH}[ -]?(?:19|20)\d\d\b", Role.PERIOD),
    ("day", rf"{_UP_TO}\b\d\d?[ -]?{_MONTH}\b", Role.PERIOD),
    ("hour", r"\b(?:jam|pukul|pkl)\.? ?\d\d?(?:[.:]\d\d)?\b(?![.,]\d)", Why.TIME),
    ("zone", r"\b\d\d?[.:]\d\d ?(?:wita|wib|wit)\b", Why.TIME),
    ("identity", r"\b\d{8} \d{6} \d \d{3}\b|(?:\+62[ -]?8|\b08)\d\d?[ -]\d{3,4}[ -]?\d{3,5}\b", Why.IDENTITY),
    ("quarter", rf"{_UP_TO}\b{_QUARTER}[ .-]?(?:iv|iii|ii|i|[1-4])\b(?![.,]\d)(?:[ /]20\d\d\b)?", Role.PERIOD),
    ("year", rf"{_UP_TO}\b(?:tahun|thn|th|ta)\.? ?20\d\d\b", Role.PERIOD),
    ("figure", rf"(?:(?<![a-z\d])[.,]+)?\d(?:[\d., {NARROW}]*\d)?", Role.FIGURE),
    ("broken", r",[.,]+|\.,|,-,-", Why.BROKEN_GROUPS),
    ("tail", r"(?:(?<=\d)|(?<=\d ))[.,] ?(?:--?|[–—=])(?![\d-])", Role.TAIL),
    ("word", r"(?:[a-z]\.)+[a-z]\b\.?|[a-z]+(?:[-'/][a-z]+)*", None),
    ("gap", rf"[ \t\n{NARROW}]+", Role.GAP),
    ("edge", r"[.!?…]+|,", Role.EDGE),
    ("sign", ".", None),
)
_FIXED: Mapping[str | None, Meaning | None] = {"unit": Role.UNIT, **{name: meaning for name, _, meaning in _LEXEMES}}
_SIGNS = (Role.PLUS, Role.MINUS, Role.DASH, Role.MINUS_WORD)
_LABELS = (Role.TALK, Role.LINK, Role.HEDGE, Role.UNKNOWN, Role.PERIOD, Role.UNIT, Role.RUPIAH, Role.OTHER_UNIT)


def cut(text: str, kind: NumberKind, unit: str, signed: bool) -> list[Token]:
    """The tokens of a cleaned reply to a question for this kind and unit; words between signs and figures only."""
    own = unit.lower() if any(char.isalpha() for char in unit) else ""
    lexer = _lexer(own if kind not in (NumberKind.MONEY, NumberKind.PERCENT) else "")
    found = (
        Token(_mean(match.lastgroup, match[0], kind, own, signed), match[0], *match.span())
        for match in lexer.finditer(text)
    )
    return list(_join_spelled(_settle(_drop_gaps(found))))


@lru_cache(maxsize=256)
def _lexer(unit: str) -> re.Pattern[str]:
    """The lexemes, and before them the unit as a phrase: in "85 per 1.000 KH" there is one figure."""
    phrase = [rf"(?P<unit>(?<![a-z]){re.escape(unit)}(?![a-z\d]))"] if unit else []
    return re.compile("|".join(phrase + [f"(?P<{name}>{pattern})" for name, pattern, _ in _LEXEMES]), re.ASCII)


def _mean(lexeme: str | None, text: str, kind: NumberKind, unit: str, signed: bool) -> Meaning:
    if lexeme == "tail" and kind is not NumberKind.MONEY:
        return Role.EDGE
    if lexeme == "sign" and text not in _MEANING and text != "%":
        return _mean_sign(text)
    return _FIXED[lexeme] or _mean_word(text, kind, unit, signed)


def _drop_gaps(tokens: Iterable[Token]) -> Iterator[Token]:
    """Spaces count only after a sign: "-5" is negative, "- 5" perhaps the dash of a list."""
    before: Meaning | None = None
    for token in tokens:
        if token.meaning is not Role.GAP or before in _SIGNS:
            yield token
        before = token.meaning


def _settle(tokens: Iterable[Token]) -> Iterator[Token]:
    """What a token means beside the one before it."""
    before = Token(Role.EDGE, "")
    for token in tokens:
        if token.text == "." and before.text in _ABBREVIATIONS:
            continue
        if token.text in (":", "=") and before.meaning in _LABELS:
            token = replace(token, meaning=Role.EDGE)
        elif token.start == before.end and _mixes_letters(before, token):
            token = replace(token, meaning=Why.LETTERS)
        yield token
        before = token


def _mixes_letters(before: Token, token: Token) -> bool:
    """A figure glued to what is no unit (85f), or to a letter before it (B5)."""
    letter = token.meaning is Role.FIGURE and len(before.text) == 1 and before.text.isalpha()
    return letter or {token.meaning, before.meaning} == {Role.FIGURE, Role.UNKNOWN}


def _join_spelled(tokens: Iterable[Token]) -> Iterator[Token]:
    """Number words in a row are one number: "satu", "setengah", "juta"."""
    spelled: Token | None = None
    for token in tokens:
        if spelled and token.meaning in (Role.SPELLED, Role.SCALE, Role.POINT):
            spelled = replace(spelled, text=f"{spelled.text} {token.text}", end=token.end)
            continue
        if spelled:
            yield spelled
        spelled = token if token.meaning is Role.SPELLED else None
        if not spelled:
            yield token
    if spelled:
        yield spelled
