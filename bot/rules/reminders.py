"""Which reminders should exist for the work that is open, when each is due, and which of them are worth sending.

A reminder is named by a key made of person, work, deadline and stage: however often it is planned, it exists once.
A moved deadline makes new keys; what is no longer wanted is cancelled by whoever keeps the rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from bot.rules.workdays import Calendar


class Subject(StrEnum):
    COLLECT = "collect"  # a supplier's answers, until the deadline and after it
    SUPERIOR = "superior"  # the same, told to the supplier's superior
    EXPECTED = "expected"  # "belum ada data" until a date that has come
    RETURNED = "returned"  # answers sent back with a reason
    STEP = "step"  # a step of the SOP waits for its officer
    CIRCULATE = "circulate"  # a draft waits for its reader's answer


@dataclass(frozen=True)
class Policy:
    """Counts are working days; `at` is the hour at which reminders go out."""

    before: tuple[int, ...] = (3, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1, 3)
    superior_after: int = 2
    expected: bool = True
    circulation_after: tuple[int, ...] = (2, 4)
    at: time = time(9)


@dataclass(frozen=True)
class Open:
    """One piece of open work. `since`: when its person was asked. `thing` tells works of one subject apart.

    `superior` is told after the deadline of a collection. For an expected value `deadline` is the promised day.
    """

    person: str
    period: str
    subject: Subject
    since: datetime
    deadline: datetime | None = None
    superior: str | None = None
    thing: str = ""


@dataclass(frozen=True)
class Reminder:
    """`subject` is "kind" or "kind:thing"; `stage` is "-3", "0", "+1"."""

    key: str
    person: str
    period: str
    subject: str
    stage: str
    due_at: datetime


@dataclass(frozen=True)
class Letter:
    """What one person gets at once: the reminders to be said, and those a later stage has replaced."""

    person: str
    said: tuple[Reminder, ...]
    replaced: tuple[Reminder, ...]


def plan(work: Iterable[Open], policy: Policy, calendar: Calendar) -> list[Reminder]:
    """The reminders that should exist for this work, sent or not. None is due before its person was asked."""
    return [
        reminder for piece in work for reminder in _stages(piece, policy, calendar) if reminder.due_at > piece.since
    ]


def letters(due: Sequence[Reminder]) -> list[Letter]:
    """One letter a person; of the stages of one piece of work only the latest is said."""
    found: dict[str, dict[tuple[str, str], list[Reminder]]] = {}
    for reminder in sorted(due, key=lambda each: each.due_at):
        found.setdefault(reminder.person, {}).setdefault((reminder.period, reminder.subject), []).append(reminder)
    return [
        Letter(
            person,
            tuple(stages[-1] for stages in works.values()),
            tuple(stage for stages in works.values() for stage in stages[:-1]),
        )
        for person, works in found.items()
    ]


def _stages(piece: Open, policy: Policy, calendar: Calendar) -> Iterator[Reminder]:
    match piece.subject:
        case Subject.COLLECT:
            yield from _around(piece, policy, calendar)
        case Subject.EXPECTED:
            if policy.expected and piece.deadline:
                yield _reminder(piece, "0", _at(piece.deadline, 0, policy, calendar))
        case Subject.CIRCULATE:
            yield from _behind(piece, policy.circulation_after, policy, calendar)
        case _:
            yield from _behind(piece, policy.after, policy, calendar)


def _around(piece: Open, policy: Policy, calendar: Calendar) -> Iterator[Reminder]:
    """Before, on and after the deadline; then the superior."""
    assert piece.deadline, "a collection has a deadline"
    for count in policy.before:
        yield _reminder(piece, f"-{count}", _at(piece.deadline, -count, policy, calendar))
    if policy.on_day:
        yield _reminder(piece, "0", _at(piece.deadline, 0, policy, calendar))
    for count in policy.after:
        yield _reminder(piece, f"+{count}", _at(piece.deadline, count, policy, calendar))
    if piece.superior and policy.superior_after:
        told = Open(piece.superior, piece.period, Subject.SUPERIOR, piece.since, piece.deadline, thing=piece.person)
        count = policy.superior_after
        yield _reminder(told, f"+{count}", _at(piece.deadline, count, policy, calendar))


def _behind(piece: Open, counts: Iterable[int], policy: Policy, calendar: Calendar) -> Iterator[Reminder]:
    for count in counts:
        yield _reminder(piece, f"+{count}", _at(piece.since, count, policy, calendar))


def _at(moment: datetime, workdays: int, policy: Policy, calendar: Calendar) -> datetime:
    """The hour of reminders so many working days from a moment's day; on the day itself, if it is one."""
    day: date = calendar.add_workdays(calendar.local(moment).date(), workdays)
    return calendar.next_open(datetime.combine(day, policy.at, calendar.zone))


def _reminder(piece: Open, stage: str, due_at: datetime) -> Reminder:
    subject = f"{piece.subject}:{piece.thing}" if piece.thing else piece.subject.value
    anchor = (piece.deadline or piece.since).astimezone(UTC).strftime("%Y%m%d%H%M")
    key = "|".join((piece.person, piece.period, subject, anchor, stage))
    return Reminder(key, piece.person, piece.period, subject, stage, due_at)
