"""What will happen by itself next: openings, deadlines, reminders; for whoever can move the clock."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.period import Quarter
from bot.rules.procedure import Work
from bot.rules.reminders import Subject, plan
from bot.service import course
from bot.service.desk import Desk
from bot.service.quarter import opening
from bot.service.reminding import open_work
from storage import office


@dataclass(frozen=True)
class Event:
    """`who` are the people it reaches; `at` is aware."""

    title: str
    at: datetime
    who: tuple[str, ...] = ()


def upcoming(desk: Desk) -> list[Event]:
    """The next things, the soonest first; reminders due at one moment stand together."""
    found = [event for event in (_opening(desk), *_deadlines(desk), *_reminders(desk)) if event]
    return sorted(found, key=lambda event: event.at)


def _opening(desk: Desk) -> Event | None:
    today = desk.calendar.local(desk.now).date()
    for quarter in (Quarter.of(today).previous, Quarter.of(today)):
        at = opening(quarter, desk.house, desk.calendar)
        begun = desk.cycle(quarter.code) is not None or office.has_past(desk.connection, quarter.code)
        if at > desk.now and not begun and desk.indicators(quarter):
            return Event(f"{quarter.name} dibuka", at, tuple(person.name for person in desk.leaders))
    return None


def _deadlines(desk: Desk) -> list[Event]:
    return [
        Event(f"Tenggat {opened.quarter.short}", opened.deadline, tuple(person.name for person in desk.leaders))
        for opened in desk.opened
        if opened.requested_at and opened.deadline > desk.now and course.at_work(desk, opened, Work.COLLECT)
    ]


def _reminders(desk: Desk) -> list[Event]:
    grouped: dict[tuple[datetime, str], list[str]] = {}
    for reminder in plan(open_work(desk), desk.house.policy, desk.calendar):
        if reminder.due_at > desk.now and reminder.person in desk.chats:
            key = (reminder.due_at, _title(reminder.subject, reminder.stage, Quarter.parse(reminder.period)))
            grouped.setdefault(key, []).append(desk.people[reminder.person].name)
    return [Event(title, at, tuple(names)) for (at, title), names in grouped.items()]


def _title(subject: str, stage: str, quarter: Quarter) -> str:
    kind = Subject(subject.partition(":")[0])
    titles = {
        Subject.SUPERIOR: "Pemberitahuan atasan",
        Subject.EXPECTED: "Data yang dijanjikan ditanyakan lagi",
        Subject.RETURNED: "Pengingat perbaikan",
        Subject.STEP: "Pengingat langkah SOP",
        Subject.CIRCULATE: "Pengingat membaca draf",
    }
    if kind is Subject.COLLECT:
        day = "Pengingat hari tenggat" if stage == "0" else f"Pengingat H{stage}"
        return f"{day} {quarter.short}"
    return f"{titles[kind]} {quarter.short}"
