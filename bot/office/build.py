"""The office of a workbook in which no mistake was found."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.office import columns as col
from bot.office import indicator_columns as ind
from bot.office.checks import by_code
from bot.office.indicator_rows import JudgedRow
from bot.office.rows import Book, Row
from bot.office.sheets import Column
from bot.rules.indicators import Actual, Indicator
from bot.rules.office import DayOff, Office, PastActual, Person, Unit


def build_office(book: Book, judged: Sequence[JudgedRow], actuals: Mapping[int, Actual]) -> Office:
    """`actuals` are the realisasi of the rows of Realisasi Lalu, by row number."""
    spelling = Spelling(book)
    recipients = sorted(book.rows(col.RECIPIENTS), key=lambda row: row.need(col.RECIPIENT_ORDER))
    return Office(
        units=tuple(_unit(row) for row in book.rows(col.UNITS)),
        people=tuple(_person(row, spelling) for row in book.rows(col.PEOPLE)),
        indicators=tuple(_indicator(each, spelling) for each in judged),
        recipients=tuple(spelling.need(row, col.RECIPIENT_PERSON) for row in recipients),
        days=tuple(_day(row) for row in book.rows(col.DAYS)),
        past=tuple(_past(row, spelling, actuals[row.number]) for row in book.rows(col.PAST)),
    )


class Spelling:
    """Codes as their own row spells them: a reference in other capitals means the same one."""

    def __init__(self, book: Book) -> None:
        self._codes: dict[str, dict[str, Row]] = {
            col.UNITS.name: by_code(book.rows(col.UNITS), col.UNIT_CODE),
            col.PEOPLE.name: by_code(book.rows(col.PEOPLE), col.PERSON_CODE),
            ind.INDICATORS.name: by_code(book.rows(ind.INDICATORS), ind.CODE),
        }
        self._own: dict[str, Column[Any, str]] = {
            col.UNITS.name: col.UNIT_CODE,
            col.PEOPLE.name: col.PERSON_CODE,
            ind.INDICATORS.name: ind.CODE,
        }

    def get(self, row: Row, column: Column[Any, str]) -> str | None:
        return None if row.get(column) is None else self.need(row, column)

    def need(self, row: Row, column: Column[Any, str], sheet: str = "") -> str:
        sheet = sheet or column.refers
        return self._codes[sheet][row.need(column).casefold()].need(self._own[sheet])


def _unit(row: Row) -> Unit:
    return Unit(row.need(col.UNIT_CODE), row.need(col.UNIT_NAME), row.need(col.UNIT_KIND))


def _person(row: Row, spelling: Spelling) -> Person:
    return Person(
        code=row.need(col.PERSON_CODE),
        name=row.need(col.PERSON_NAME),
        unit=spelling.need(row, col.PERSON_UNIT),
        roles=row.need(col.PERSON_ROLES),
        post=row.get(col.PERSON_POST) or "",
        nip=row.get(col.PERSON_NIP) or "",
        pangkat=row.get(col.PERSON_RANK) or "",
        superior=spelling.get(row, col.PERSON_SUPERIOR),
        substitute=spelling.get(row, col.PERSON_SUBSTITUTE),
        phone=row.get(col.PERSON_PHONE) or "",
        chat=row.get(col.PERSON_CHAT) is not False,
    )


def _indicator(judged: JudgedRow, spelling: Spelling) -> Indicator:
    row = judged.row
    return Indicator(
        code=spelling.need(row, ind.CODE, ind.INDICATORS.name),
        year=row.need(ind.YEAR),
        sasaran=row.need(ind.SASARAN),
        name=row.need(ind.NAME),
        unit_of_measure=row.need(ind.MEASURE),
        kind=row.need(ind.KIND),
        formula=row.need(ind.FORMULA),
        aggregation=row.need(ind.AGGREGATION),
        unit=spelling.need(row, ind.UNIT),
        filler=spelling.need(row, ind.FILLER),
        substitute=spelling.get(row, ind.SUBSTITUTE),
        targets=judged.quarterly(),
        annual=judged.annual,
        cumulative=row.says_yes(ind.CUMULATIVE),
        cap=row.get(ind.CAP),
        measured_in=row.get(ind.MEASURED) or frozenset({1, 2, 3, 4}),
        evidence=row.says_yes(ind.EVIDENCE),
        signed=row.says_yes(ind.SIGNED),
        low=judged.bound(ind.LOW),
        high=judged.bound(ind.HIGH),
        worst=judged.bound(ind.WORST),
        scale=row.get(ind.SCALE) or (),
        zero_is_target=row.says_yes(ind.ZERO),
    )


def _day(row: Row) -> DayOff:
    return DayOff(row.need(col.DAY_DATE), row.need(col.DAY_NAME), row.says_yes(col.DAY_WORKS))


def _past(row: Row, spelling: Spelling, actual: Actual) -> PastActual:
    indicator = spelling.need(row, col.PAST_INDICATOR)
    return PastActual(indicator, row.need(col.PAST_YEAR), row.need(col.PAST_QUARTER), actual)
