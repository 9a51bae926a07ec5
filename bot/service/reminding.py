"""Reminders: what should exist is planned anew at every tick; what is due goes out as one message a person."""

from collections import defaultdict
from datetime import datetime

from bot.rules.dates import say_moment
from bot.rules.filling import unanswered
from bot.rules.procedure import Work
from bot.rules.record import Record, State
from bot.rules.reminders import Letter, Open, Reminder, Subject, letters, plan
from bot.service import course
from bot.service.desk import Desk
from bot.talk import reminding as talk
from bot.talk.reminding import Point
from bot.talk.say import Button
from storage import reminders, reports, talks
from storage.cycles import Opened
from storage.outbox import Kind


def remind(desk: Desk) -> int:
    """Plans, cancels what is done, and sends what is due; returns how many messages went out."""
    wanted = plan(open_work(desk), desk.house.policy, desk.calendar)
    keys = {reminder.key for reminder in wanted}
    reminders.plan_reminders(desk.connection, wanted)
    planned = reminders.planned_reminders(desk.connection)
    gone = [reminder.key for reminder in planned if reminder.key not in keys]
    reminders.end_reminders(desk.connection, gone, "cancelled", desk.now)
    if not desk.calendar.is_open(desk.now):
        return 0
    due = [reminder for reminder in planned if reminder.key in keys and reminder.due_at <= desk.now]
    heard = talks.heard_times(desk.connection) if due else {}
    return sum(_send(desk, letter, heard) for letter in letters(due))


# --- the work that is open ------------------------------------------------------------------------------------
def open_work(desk: Desk) -> list[Open]:
    """Everything somebody still has to do, in all quarters at work."""
    found: list[Open] = []
    for opened in desk.opened:
        found += _steps(desk, opened)
        if opened.requested_at is not None:
            found += _answers(desk, opened, opened.requested_at)
            found += _readers(desk, opened)
    return found


def _steps(desk: Desk, opened: Opened) -> list[Open]:
    step, run = course.current_step(desk, opened), opened.cycle.current
    if step is None or run is None or run.opened_at is None:
        return []
    since = run.opened_at
    if step.work is Work.COLLECT:
        if opened.requested_at is not None and desk.now < opened.deadline:
            return []
        since = opened.deadline if opened.requested_at is not None else run.opened_at
    return [
        Open(person.code, opened.period, Subject.STEP, since, thing=str(step.number))
        for person in desk.having(step.role)
    ]


def _answers(desk: Desk, opened: Opened, since: datetime) -> list[Open]:
    owed: dict[tuple[str, datetime], list[Record]] = defaultdict(list)
    found: list[Open] = []
    for record in desk.whole(opened.period):
        if record.state is State.MISSING and record.deadline is not None:
            owed[record.holder, record.deadline].append(record)
        elif record.state is State.RETURNED:
            found.append(_open(record, Subject.RETURNED, record.reviewed_at or since))
        elif record.state is State.EXPECTED and record.expected_on is not None and record.sent_at is not None:
            promised = desk.calendar.opens(record.expected_on)
            found.append(_open(record, Subject.EXPECTED, record.sent_at, promised))
    return found + [
        Open(person, opened.period, Subject.COLLECT, since, deadline, _superior(desk, person))
        for person, deadline in owed
    ]


def _open(record: Record, subject: Subject, since: datetime, deadline: datetime | None = None) -> Open:
    person = record.sent_by or record.holder
    return Open(person, record.quarter.code, subject, since, deadline, thing=record.indicator.code)


def _superior(desk: Desk, person: str) -> str | None:
    """Whom to tell when somebody does not answer: the superior, or the Kasubbag where there is none."""
    superior = desk.people[person].superior if person in desk.people else None
    if superior in desk.chats:
        return superior
    return next((leader.code for leader in desk.leaders if leader.code != person), None)


def _readers(desk: Desk, opened: Opened) -> list[Open]:
    paper = reports.latest_report(desk.connection, opened.period, circulated=True)
    if paper is None:
        return []
    return [
        Open(line.person, opened.period, Subject.CIRCULATE, line.sent_at, thing=str(paper.id))
        for line in reports.load_ledger(desk.connection, paper.id)
        if line.silent
    ]


# --- what is said ---------------------------------------------------------------------------------------------
def _send(desk: Desk, letter: Letter, heard: dict[int, tuple[datetime, bool]]) -> int:
    """One message; it waits while its person is in the middle of a conversation, or has no chat yet."""
    chat = desk.chats.get(letter.person)
    if chat is None:
        return 0
    moment, busy = heard.get(chat, (None, False))
    if moment is not None and busy and desk.now - moment < desk.house.quiet:
        return 0
    points = [point for reminder in letter.said if (point := _point(desk, reminder))]
    said, replaced = [r.key for r in letter.said], [r.key for r in letter.replaced]
    reminders.end_reminders(desk.connection, replaced, "replaced", desk.now)
    if not points:
        reminders.end_reminders(desk.connection, said, "cancelled", desk.now)
        return 0
    reminders.end_reminders(desk.connection, said, "sent", desk.now)
    desk.say(chat, talk.letter(points, len(replaced)), kind=Kind.REMINDER, key=f"reminder:{'&'.join(said)}")
    return 1


def _point(desk: Desk, reminder: Reminder) -> Point | None:
    """What one reminder says; None when its work is done after all."""
    opened = desk.cycle(reminder.period)
    if opened is None:
        return None
    kind, _, thing = reminder.subject.partition(":")
    quarter = opened.quarter
    match Subject(kind):
        case Subject.COLLECT:
            return _collect(desk, opened, reminder.person)
        case Subject.SUPERIOR:
            return _tell_superior(desk, opened, thing)
        case Subject.EXPECTED | Subject.RETURNED:
            record = next((each for each in desk.whole(reminder.period) if each.indicator.code == thing), None)
            if record is None:
                return None
            said = talk.expected if kind == Subject.EXPECTED else talk.returned
            return said(quarter, record.indicator.name, thing)
        case Subject.STEP:
            step = course.current_step(desk, opened)
            return talk.step(quarter, step.number, step.activity, step_button(opened, desk)) if step else None
        case Subject.CIRCULATE:
            paper = reports.load_report(desk.connection, int(thing))
            return talk.read_draft(quarter, paper.version, paper.id) if paper else None
    raise AssertionError(kind)


def step_button(opened: Opened, desk: Desk) -> Button | None:
    step = course.current_step(desk, opened)
    if step is None:
        return None
    if step.work is not Work.COLLECT:
        return course.door(opened, step)
    if opened.requested_at is None:
        return Button("Kirim permintaan", "confirm", (opened.period,))
    return Button("Lanjut dengan yang ada", "proceed", (opened.period,))


def _collect(desk: Desk, opened: Opened, person: str) -> Point | None:
    mine = [record for record in desk.whole(opened.period) if record.holder == person]
    left = [record for record in mine if unanswered(record)]
    if not left:
        return None
    deadline = min(record.deadline or opened.deadline for record in left)
    return talk.collect(
        opened.quarter, len(left), len(mine) - len(left), say_moment(deadline, desk.calendar), _days(desk, deadline)
    )


def _tell_superior(desk: Desk, opened: Opened, person: str) -> Point | None:
    left = [record for record in desk.whole(opened.period) if record.holder == person and unanswered(record)]
    if not left or person not in desk.people:
        return None
    deadline = min(record.deadline or opened.deadline for record in left)
    who = desk.people[person]
    return talk.superior(opened.quarter, who.name, who.post, len(left), -_days(desk, deadline))


def _days(desk: Desk, deadline: datetime) -> int:
    """Working days from today to the deadline, negative after it."""
    calendar = desk.calendar
    if desk.now >= deadline:
        return -calendar.late_workdays(deadline, desk.now)
    return calendar.workdays_between(calendar.local(desk.now).date(), calendar.local(deadline).date())
