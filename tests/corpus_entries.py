"""What a corpus file lists, and the question each of its contexts stands for."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bot.rules.filling import Question
from bot.rules.indicators import NumberKind

OUTCOMES = ("number", "ask", "reject", "text-kept-verbatim")
_MEASURES = {
    "angka": (NumberKind.DECIMAL, "indeks"),
    "persen": (NumberKind.PERCENT, "%"),
    "rupiah": (NumberKind.MONEY, "Rp"),
}
_HALVES = re.compile("[\ud800-\udfff]")
_TEXTS = {"catatan": Question.KENDALA, "berkas": Question.EVIDENCE}


class Unusable(Exception):
    """The file is no corpus, or an entry cannot be played; the text says why."""


@dataclass(frozen=True)
class Setting:
    """The open question of an entry: which one, and of what kind of indicator."""

    question: Question
    kind: NumberKind = NumberKind.DECIMAL
    unit: str = "indeks"
    signed: bool = False


@dataclass(frozen=True)
class Entry:
    """One reply and what must come of it. `expected` is the outcome, `digits` the number behind "number:".

    `candidates` are the buttons of a question: numbers, and in <> what a button without a number reads.
    """

    id: str
    context: str
    text: str
    expected: str
    digits: Decimal = Decimal(0)
    candidates: tuple[Decimal | str, ...] = ()
    previous: Decimal | None = None
    target: Decimal | None = None

    @property
    def kept(self) -> str:
        """The text as a database can hold it: half of a surrogate pair is no character (Telegram sends none)."""
        return _HALVES.sub("\ufffd", self.text)

    @property
    def setting(self) -> Setting:
        name, _, unit = self.context.partition(":")
        plain = name.removesuffix("_bertanda")
        if plain == "bulat" and unit:
            return Setting(Question.VALUE, NumberKind.WHOLE, unit, plain != name)
        if plain in _MEASURES and not unit:
            return Setting(Question.VALUE, *_MEASURES[plain], plain != name)
        if self.context in _TEXTS:
            return Setting(_TEXTS[self.context])
        raise Unusable(f"unknown context {self.context!r}")


def read_corpus(file: Path) -> list[tuple[str, Entry | Unusable]]:
    """Every entry with its id, or with the reason why it cannot be played; Unusable when the file is no corpus."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unusable(f"{file.name}: {error}") from None
    listed = content.get("entries") if isinstance(content, dict) else content
    if not isinstance(listed, list) or not listed:
        raise Unusable(f"{file.name}: no entries")
    return [_read(raw, place) for place, raw in enumerate(listed, start=1)]


def _read(raw: Any, place: int) -> tuple[str, Entry | Unusable]:
    name = str(raw.get("id", f"entry {place}")) if isinstance(raw, dict) else f"entry {place}"
    name = name.encode(errors="backslashreplace").decode()  # it is printed, whatever it is
    try:
        entry = _entry(name, raw)
        assert entry.setting, "looked at here, so that an unknown context is known before anything is played"
    except Unusable as problem:
        return name, problem
    except (AttributeError, KeyError, TypeError) as error:
        return name, Unusable(f"not in the format of a corpus: {type(error).__name__} {error}")
    return name, entry


def _entry(name: str, raw: dict[str, Any]) -> Entry:
    expected, _, digits = str(raw["expected"]).partition(":")
    if expected not in OUTCOMES:
        raise Unusable(f"unknown expectation {raw['expected']!r}")
    if not isinstance(raw["text"], str):
        raise Unusable("its text is no text")
    return Entry(
        id=name,
        context=str(raw["context"]),
        text=raw["text"],
        expected=expected,
        digits=_decimal(digits) if expected == "number" else Decimal(0),
        candidates=tuple(_candidate(str(each)) for each in raw.get("candidates") or ()),
        previous=_known(raw.get("previous")),
        target=_known(raw.get("target")),
    )


def _candidate(raw: str) -> Decimal | str:
    return raw.strip("<>") if raw.startswith("<") else _decimal(raw)


def _known(raw: Any) -> Decimal | None:
    return None if raw in (None, "", "none") else _decimal(str(raw))


def _decimal(digits: str) -> Decimal:
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise Unusable(f"{digits!r} is no decimal") from None
    if not number.is_finite():
        raise Unusable(f"{digits!r} is no finite decimal")
    return number
