"""Setting up an office from the command line: the workbook in, the invitations out."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine

from bot.clock import Clock
from bot.office.differences import differences
from bot.office.mistakes import Mistake
from bot.office.read import read_workbook
from bot.rules.office import Office
from bot.service.desk import Desk
from bot.service.house import House
from bot.service.joining import invite
from storage import office as stored
from storage.database import transaction


class CannotImport(Exception):
    """The workbook has mistakes; nothing was imported."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class UnknownPerson(Exception):
    """Somebody is to be invited who is not in the workbook."""


def import_workbook(engine: Engine, clock: Clock, house: House, data: bytes) -> list[str]:
    """Takes over a whole workbook or nothing of it; returns what changed. Raises CannotImport."""
    found = read_workbook(data, [role.id for role in house.sop.roles])
    if isinstance(found, list):
        raise CannotImport(found)
    return import_office(engine, clock, house, found)


def import_office(engine: Engine, clock: Clock, house: House, office: Office) -> list[str]:
    """Makes the stored office the given one; a second time nothing changes."""
    with transaction(engine) as connection:
        before = stored.load_office(connection)
        office = _with_what_stays(before, office)
        office = replace(office, past=stored.storable_past(connection, office.past))
        changes = differences(before, office)
        if changes:
            desk = Desk(connection, house, clock.now())
            stored.write_office(connection, office, clock.now())
            desk.audit("", "import", "office", new="\n".join(changes))
    return changes


def _with_what_stays(before: Office, office: Office) -> Office:
    """Units and earlier actuals are history: leaving them out of a workbook does not take them away."""
    units = {unit.code: unit for unit in (*before.units, *office.units)}
    past = {(each.indicator, each.year, each.quarter): each for each in (*before.past, *office.past)}
    return replace(office, units=tuple(units.values()), past=tuple(past.values()))


def invite_people(engine: Engine, clock: Clock, house: House, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(name, link) of each person with a chat who has not joined; with `names` (codes or names) of those alone.

    Raises UnknownPerson.
    """
    said = house.config
    with transaction(engine) as connection:
        desk = Desk(connection, house, clock.now())
        known = {name for person in desk.staff.values() for name in (person.code, person.name)}
        if unknown := [name for name in names if name not in known]:
            raise UnknownPerson(f"tidak ada di kantor ini: {', '.join(unknown)}")
        wanted = [
            person
            for person in desk.staff.values()
            if person.chat
            and (person.code in names or person.name in names if names else person.code not in desk.chats)
        ]
        link = f"https://t.me/{said.telegram.username}?start="
        return [(person.name, link + invite(connection, person, desk, house.invitation_time)) for person in wanted]
