"""The office as data: who works where, what is measured, which days are worked. Filled from the office workbook."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.indicators import Actual, Indicator


class UnitKind(StrEnum):
    """The office's own units answer by disposisi; an OPD or instansi gets a Surat Permintaan Data."""

    OWN = "own"
    OPD = "opd"
    INSTANSI = "instansi"


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: UnitKind


@dataclass(frozen=True)
class Person:
    """An officer or data supplier. `code` is the office's own short key; codes of others name superior and substitute.

    `roles` are ids of the SOP file's roles. A person without a chat (the Kepala who signs) is never asked anything.
    """

    code: str
    name: str
    unit: str
    roles: tuple[str, ...]
    post: str = ""
    nip: str = ""
    pangkat: str = ""
    superior: str | None = None
    substitute: str | None = None
    phone: str = ""
    chat: bool = True


@dataclass(frozen=True)
class DayOff:
    """A date the office adds to its holidays, or takes away from them (`works=True`)."""

    day: date
    name: str
    works: bool = False


@dataclass(frozen=True)
class PastActual:
    """A realisasi of an earlier quarter, known before the bot came; marked "impor" wherever it is shown."""

    indicator: str
    year: int
    quarter: int
    actual: Actual


@dataclass(frozen=True)
class Office:
    """Everything one workbook holds. `recipients` are codes of the persons a draft is circulated to, in order."""

    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    recipients: tuple[str, ...] = ()
    days: tuple[DayOff, ...] = ()
    past: tuple[PastActual, ...] = ()

    def unit(self, code: str) -> Unit:
        return next(unit for unit in self.units if unit.code == code)

    def person(self, code: str) -> Person:
        return next(person for person in self.people if person.code == code)
