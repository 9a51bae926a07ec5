"""A settings table read key by key, that collects every mistake instead of stopping at the first.

An office edits its SOP by hand; told one mistake per run it gives up. So each reading method notes what is wrong,
in Indonesian and with the place, returns a stand-in of the right type, and reading goes on.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
_ABSENT = object()


class Table:
    """One TOML table. `place` is how an officer finds it ("langkah 3"); `mistakes` is shared by all tables of a file.

    `prefix` stands before the keys of a table inside another ("time."). Call `close()` after the last key: what
    nobody asked for is a misspelt key.
    """

    def __init__(self, values: Mapping[str, object], place: str, mistakes: list[str], prefix: str = "") -> None:
        self.place = place
        self._values = values
        self.mistakes = mistakes
        self._prefix = prefix
        self._known: list[str] = []

    def wrong(self, what: str) -> None:
        self.mistakes.append(f"{self.place}: {what}")

    def close(self) -> None:
        for key in self._values:
            if key not in self._known:
                known = ", ".join(dict.fromkeys(self._known))
                self.wrong(f"isian {self._prefix}{key} tidak dikenal; yang dikenal: {known}")

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self._take(key, optional)
        if isinstance(value, str) and (optional or value.strip()):
            return value
        return self._refuse(key, value, "harus teks di antara tanda petik, tidak kosong", "")

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts. Absent means empty, which is a mistake where one is `required`."""
        value = self._take(key, optional=not required)
        filled = isinstance(value, list) and (value or not required)
        if isinstance(value, list) and filled and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(value)
        return self._refuse(key, value, 'harus daftar teks, misalnya ["PK", "Disposisi"]', ())

    def count(self, key: str) -> int:
        """A whole number of at least one; the stand-in is 0."""
        value = self._take(key)
        if type(value) is int and value >= 1:  # a bool is an int too
            return value
        return self._refuse(key, value, "harus bilangan bulat mulai dari 1", 0)

    def flag(self, key: str) -> bool:
        """True or false; absent means false."""
        value = self._take(key, optional=True)
        if isinstance(value, bool):
            return value
        return self._refuse(key, value, "harus true atau false", False)

    def day(self, key: str, *, optional: bool = False) -> date | None:
        value = self._take(key, optional)
        if type(value) is date:  # a datetime is a date too
            return value
        return self._refuse(key, value, "harus tanggal seperti 2023-07-02, tanpa tanda petik", None)

    def word(self, key: str, known: Collection[str]) -> str:
        """One of the `known` words; when it is not, they are listed. The stand-in is empty."""
        value = self.text(key)
        return self._recognise(key, value, known) if value else ""

    def words(self, key: str, known: Collection[str], *, required: bool = False) -> tuple[str, ...]:
        """Several known words; a single one may stand without brackets. Absent means none."""
        if isinstance(self._values.get(key), str):
            return tuple(filter(None, (self.word(key, known),)))
        values = self.texts(key, required=required)
        return tuple(filter(None, [self._recognise(key, value, known) for value in values]))

    def choice(self, key: str, known: type[Word]) -> Word:
        """A word of an enumeration; the stand-in is its first."""
        word = self.word(key, tuple(known))
        return known(word) if word else next(iter(known))

    def number_or(self, key: str, known: type[Word]) -> int | Word:
        """A whole number or a word of an enumeration; the stand-in is the first word."""
        value = self._take(key)
        if type(value) is int:
            return value
        if isinstance(value, str) and value in tuple(known):
            return known(value)
        rule = f"tidak dikenal; yang dikenal: nomor langkah, {', '.join(known)}"
        return self._refuse(key, value, rule, next(iter(known)))

    def has(self, key: str) -> bool:
        return key in self._values

    def keys_among(self, known: Collection[str]) -> tuple[str, ...]:
        """The keys that stand here and are `known`, for a table whose keys are data; `close` then lists all known."""
        self._known += known
        return tuple(key for key in self._values if key in known)

    def table(self, key: str) -> "Table":
        """A table inside this one. When there is none, that is the one mistake noted, not each of its keys."""
        value = self._take(key)
        if isinstance(value, dict):
            return Table(value, self.place, self.mistakes, f"{self._prefix}{key}.")
        self._refuse(key, value, "harus berupa tabel", None)
        return _nowhere()

    def tables(self, key: str, name: str) -> Iterator["Table"]:
        """The tables of a [[key]] list, each placed by its order in the file."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            value = self._refuse(key, value, f"harus berupa daftar tabel [[{key}]]", [])
        for order, item in enumerate(value, start=1):
            yield Table(item, f"{name} ke-{order}", self.mistakes)

    def _take(self, key: str, optional: bool = False) -> object:
        self._known.append(key)
        if key in self._values:
            return self._values[key]
        if not optional:
            self.wrong(f"isian {self._prefix}{key} belum ada")
        return _ABSENT

    def _refuse(self, key: str, value: object, rule: str, stand_in: T) -> T:
        if value is not _ABSENT:
            self.wrong(f"{self._prefix}{key} = {_shown(value)} {rule}")
        return stand_in

    def _recognise(self, key: str, value: str, known: Collection[str]) -> str:
        if value in known:
            return value
        self.wrong(f'{self._prefix}{key} = "{value}" tidak dikenal; yang dikenal: {", ".join(known)}')
        return ""


def _nowhere() -> Table:
    """A table whose mistakes nobody hears: the one that should be there is missing, and that has been said."""
    return Table({}, "", [])


def _shown(value: object) -> str:
    """The value as TOML writes it, near enough to be found in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
