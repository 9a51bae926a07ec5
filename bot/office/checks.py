"""Contradictions between the rows of a workbook: codes that lead nowhere, circles, people nobody can reach."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.office import columns as col
from bot.office import indicator_columns as ind
from bot.office.mistakes import Mistake
from bot.office.rows import Book, Row
from bot.office.sheets import Column, Sheet


def by_code(rows: Sequence[Row], column: Column[Any, str]) -> dict[str, Row]:
    """Rows by their code without capitals, the first where a code repeats."""
    found: dict[str, Row] = {}
    for row in rows:
        if code := row.get(column):
            found.setdefault(code.casefold(), row)
    return found


def contradictions(book: Book, roles: Collection[str], needed: Collection[str]) -> Iterator[Mistake]:
    """All mistakes that show only when rows are compared; `needed` are roles somebody with Telegram must hold."""
    people = by_code(book.rows(col.PEOPLE), col.PERSON_CODE)
    yield from _empty(book)
    yield from _repeated(book)
    yield from _dangling(book, people)
    yield from _roles(book, roles, needed)
    yield from _circles(people)
    for row in people.values():
        yield from _person(row, people)
    for row in book.rows(ind.INDICATORS):
        yield from _filler(row, people)
    yield from _recipients(book, people)


def _empty(book: Book) -> Iterator[Mistake]:
    for sheet in (col.UNITS, col.PEOPLE, ind.INDICATORS):
        if book.present(sheet) and not book.rows(sheet):
            yield Mistake(sheet.name, 2, "", "belum ada isinya; isi paling sedikit satu baris mulai baris 2")


def _repeated(book: Book) -> Iterator[Mistake]:
    yield from _twice(book, col.UNITS, col.UNIT_CODE)
    yield from _twice(book, col.PEOPLE, col.PERSON_CODE)
    yield from _twice(book, col.PEOPLE, col.PERSON_NIP)
    yield from _twice(book, col.PEOPLE, col.PERSON_PHONE)
    yield from _twice(book, ind.INDICATORS, ind.CODE, ind.YEAR)
    yield from _twice(book, col.RECIPIENTS, col.RECIPIENT_ORDER)
    yield from _twice(book, col.RECIPIENTS, col.RECIPIENT_PERSON)
    yield from _twice(book, col.DAYS, col.DAY_DATE)
    yield from _twice(book, col.PAST, col.PAST_INDICATOR, col.PAST_YEAR, col.PAST_QUARTER)


def _twice(book: Book, sheet: Sheet[Any], *columns: Column[Any, Any]) -> Iterator[Mistake]:
    """Rows that repeat an earlier one in all of `columns`."""
    first: dict[tuple[object, ...], int] = {}
    for row in book.rows(sheet):
        values = [row.get(column) for column in columns]
        if None in values:
            continue
        key = tuple(value.casefold() if isinstance(value, str) else value for value in values)
        earlier = first.setdefault(key, row.number)
        if earlier != row.number:
            what = " dan ".join(filter(None, (", ".join(c.header for c in columns[:-1]), columns[-1].header)))
            yield row.mistake(columns[0], f"{what} sama dengan baris {earlier}; setiap baris harus berbeda")


def _dangling(book: Book, people: Mapping[str, Row]) -> Iterator[Mistake]:
    """Codes that are on no row of the sheet they refer to. Said only where all codes of that sheet can be read."""
    units = by_code(book.rows(col.UNITS), col.UNIT_CODE)
    indicators = by_code(book.rows(ind.INDICATORS), ind.CODE)
    references: tuple[tuple[Sheet[Any], Column[Any, str]], ...] = (
        *((col.PEOPLE, column) for column in (col.PERSON_UNIT, col.PERSON_SUPERIOR, col.PERSON_SUBSTITUTE)),
        *((ind.INDICATORS, column) for column in (ind.UNIT, ind.FILLER, ind.SUBSTITUTE)),
        (col.RECIPIENTS, col.RECIPIENT_PERSON),
        (col.PAST, col.PAST_INDICATOR),
    )
    known = {col.UNITS.name: units, col.PEOPLE.name: people, ind.INDICATORS.name: indicators}
    doubtful = {row.sheet for row in _uncoded(book)}
    for sheet, column in references:
        if not known[column.refers] or column.refers in doubtful:
            continue
        for row in book.rows(sheet):
            code = row.get(column)
            if code is not None and code.casefold() not in known[column.refers]:
                text = f'kode "{code}" tidak ada di lembar {column.refers}; perbaiki kode atau tambahkan barisnya'
                yield row.mistake(column, text)


def _uncoded(book: Book) -> Iterator[Row]:
    coded: tuple[tuple[Sheet[Any], Column[Any, str]], ...] = (
        (col.UNITS, col.UNIT_CODE),
        (col.PEOPLE, col.PERSON_CODE),
        (ind.INDICATORS, ind.CODE),
    )
    for sheet, column in coded:
        yield from (row for row in book.rows(sheet) if row.get(column) is None)


def _roles(book: Book, roles: Collection[str], needed: Collection[str]) -> Iterator[Mistake]:
    held: set[str] = set()
    for row in book.rows(col.PEOPLE):
        own = row.get(col.PERSON_ROLES) or ()
        for role in own:
            if role not in roles:
                yield row.mistake(col.PERSON_ROLES, f'peran "{role}" tidak dikenal; yang dikenal: {", ".join(roles)}')
        if has_chat(row):
            held.update(own)
    readable = not any(col.PERSON_ROLES.header in row.faulty for row in book.rows(col.PEOPLE))
    for role in needed:
        if role in roles and role not in held and readable and book.rows(col.PEOPLE):
            text = f'belum ada orang dengan peran "{role}" yang memakai Telegram; isi kolom Peran seorang petugas'
            yield Mistake(col.PEOPLE.name, 0, "", text)


def has_chat(row: Row) -> bool:
    return row.get(col.PERSON_CHAT) is not False


def _circles(people: Mapping[str, Row]) -> Iterator[Mistake]:
    """Superiors that lead back to where they began: each circle is said once, at its uppermost row."""
    said: set[str] = set()
    for code in people:
        circle = _circle(code, people)
        if circle and not said.intersection(circle):
            said.update(circle)
            if len(circle) > 1:  # one's own superior is said as such
                way = " ke ".join(str(people[each].get(col.PERSON_CODE)) for each in (*circle, circle[0]))
                yield people[circle[0]].mistake(col.PERSON_SUPERIOR, f"atasan berputar: {way}; putuskan salah satu")


def _circle(start: str, people: Mapping[str, Row]) -> list[str]:
    """The chain of superiors from `start` when it comes back to it, else nothing."""
    chain = [start]
    while superior := people[chain[-1]].get(col.PERSON_SUPERIOR):
        following = superior.casefold()
        if following == start:
            return chain
        if following not in people or following in chain:
            return []
        chain.append(following)
    return []


def _person(row: Row, people: Mapping[str, Row]) -> Iterator[Mistake]:
    for column in (col.PERSON_SUPERIOR, col.PERSON_SUBSTITUTE):
        if _same(row.get(column), row.get(col.PERSON_CODE)):
            yield row.mistake(column, "menunjuk orang itu sendiri; isi kode orang lain atau kosongkan")
    yield from _silent(row, col.PERSON_SUBSTITUTE, people)


def _silent(row: Row, column: Column[Any, str], people: Mapping[str, Row]) -> Iterator[Mistake]:
    """A substitute whom the bot cannot reach is none."""
    other = _found(row.get(column), people)
    if other and not has_chat(other):
        yield row.mistake(column, "orang ini tidak memakai Telegram sehingga tidak dapat mengganti; pilih yang lain")


def _filler(row: Row, people: Mapping[str, Row]) -> Iterator[Mistake]:
    yield from _silent(row, ind.SUBSTITUTE, people)
    if _same(row.get(ind.SUBSTITUTE), row.get(ind.FILLER)):
        yield row.mistake(ind.SUBSTITUTE, "sama dengan Pengisi; isi kode orang lain atau kosongkan")
    filler = _found(row.get(ind.FILLER), people)
    if filler and not has_chat(filler) and row.is_blank(ind.SUBSTITUTE) and filler.is_blank(col.PERSON_SUBSTITUTE):
        text = "orang ini tidak memakai Telegram dan tidak ada penggantinya; isi kolom Pengganti atau pilih orang lain"
        yield row.mistake(ind.FILLER, text)


def _recipients(book: Book, people: Mapping[str, Row]) -> Iterator[Mistake]:
    for row in book.rows(col.RECIPIENTS):
        person = _found(row.get(col.RECIPIENT_PERSON), people)
        if person and not has_chat(person):
            text = "orang ini tidak memakai Telegram sehingga tidak dapat menerima draf; hapus barisnya"
            yield row.mistake(col.RECIPIENT_PERSON, text)


def _found(code: str | None, people: Mapping[str, Row]) -> Row | None:
    return people.get(code.casefold()) if code else None


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()
