"""Quarters, semesters and years: order, bounds, Indonesian names, and the way people write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Quarter:
    """A triwulan. `code` ("2026Q3") is what is stored; `name` and `short` are what people read."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"quarter {self.number} is not 1..4")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, code: str) -> "Quarter":
        year, _, number = code.partition("Q")
        return cls(int(year), int(number))

    @property
    def code(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def start(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def short(self) -> str:
        return f"TW {ROMAN[self.number]}"

    @property
    def name(self) -> str:
        return f"Triwulan {ROMAN[self.number]} {self.year}"


_WRITTEN = re.compile(
    r"\b(?:tw|triwulan|trw|kuartal|q)\s*[-.]?\s*(iv|iii|ii|i|[1-4])\b(?:\s*(?:tahun|thn|th|/|-)?\s*(20\d\d))?",
    re.IGNORECASE,
)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_quarter(text: str, today: date) -> Quarter | None:
    """The quarter a person names ("tw3", "triwulan III 2026", "TW IV"), or None when none is named.

    Without a year it is the latest such quarter that has begun: in January "tw 4" means last year's.
    """
    found = _WRITTEN.search(text)
    if not found:
        return None
    number = _NUMBERS.get(found[1].lower()) or int(found[1])
    if found[2]:
        return Quarter(int(found[2]), number)
    here = Quarter(today.year, number)
    return here if here.start <= today else Quarter(today.year - 1, number)
