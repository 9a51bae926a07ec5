"""Step 1: a quarter opens once, the Kasubbag confirms the request, and decides when the deadline passes with gaps."""

from datetime import UTC, datetime

from bot.config import read_hour
from bot.rules.cycle import Start, begin
from bot.rules.dates import read_date, say_moment
from bot.rules.filling import unanswered
from bot.rules.office import Person
from bot.rules.period import Quarter, read_quarter
from bot.rules.policy import Action, Thing, holders
from bot.rules.procedure import CycleKind, Work
from bot.rules.record import Record
from bot.rules.workdays import Calendar
from bot.service import course
from bot.service.desk import Desk, Visit
from bot.service.house import House
from bot.talk import menu, reminding
from bot.talk import quarter as talk
from bot.talk.say import Say
from storage import cycles, facts, office, records
from storage.cycles import Opened


# --- opening --------------------------------------------------------------------------------------------------
def opening(quarter: Quarter, house: House, calendar: Calendar) -> datetime:
    """When a quarter opens by itself: so many working days after it has ended."""
    day = calendar.add_workdays(quarter.end, house.config.quarter.opens_on_workday)
    return datetime.combine(day, read_hour(house.config.quarter.opens_at), calendar.zone)


def open_due(desk: Desk) -> bool:
    """Opens the quarter that has ended, when its day has come; True when it did."""
    ended = Quarter.of(desk.calendar.local(desk.now).date()).previous
    if desk.now < opening(ended, desk.house, desk.calendar) or desk.cycle(ended.code) is not None:
        return False
    if office.has_past(desk.connection, ended.code):
        return False  # the office began later: that quarter was reported before the bot came
    return open_quarter(desk, ended, "")


def open_quarter(desk: Desk, quarter: Quarter, by: str) -> bool:
    """Begins the cycle and asks the Kasubbag to confirm the request; False when it exists or nothing is measured."""
    indicators = desk.indicators(quarter)
    if not indicators:
        return False
    sop = desk.house.sop
    cycles.keep_sop(desk.connection, sop.digest, desk.house.sop_text)
    opened = Opened(
        cycle=begin(sop, CycleKind.QUARTER, quarter.code, desk.now),
        opened_at=desk.now,
        deadline=_deadline(desk, quarter, desk.house.config.quarter.deliver_workdays),
        report_due=_deadline(desk, quarter, desk.house.config.quarter.report_workdays),
        instruction=talk.default_instruction(quarter),
        requested_at=None,
    )
    if not cycles.open_cycle(desk.connection, opened):
        return False
    desk.audit(by, "open", quarter.code, new=opened.deadline.isoformat())
    for leader in desk.leaders:
        desk.tell(leader.code, confirmation(desk, opened))
    return True


def _deadline(desk: Desk, quarter: Quarter, workdays: int) -> datetime:
    """Working days after the quarter's end; an office that begins later gets as many from today."""
    calendar = desk.calendar
    usual = calendar.closes(calendar.add_workdays(quarter.end, workdays))
    return (
        usual if usual > desk.now else calendar.closes(calendar.add_workdays(calendar.local(desk.now).date(), workdays))
    )


def confirmation(desk: Desk, opened: Opened) -> Say:
    indicators = desk.indicators(opened.quarter)
    units = len({indicator.unit for indicator in indicators})
    return talk.confirm_request(
        opened.quarter, opened.instruction, opened.deadline, units, len(indicators), desk.calendar
    )


def command(visit: Visit, said: str) -> None:
    """/buka: what opens by itself can also be opened by hand; an opened one is shown again for confirmation."""
    desk = visit.desk
    today = desk.calendar.local(desk.now).date()
    quarter = read_quarter(said, today) or Quarter.of(today).previous
    if not allowed(visit, Action.OPEN, quarter.code):
        return
    opened = desk.cycle(quarter.code)
    if opened is not None:
        visit.say(talk.already_open(quarter) if opened.requested_at else confirmation(desk, opened))
    elif quarter.end >= today:
        visit.say(talk.cannot_open(quarter, talk.NOT_ENDED))
    elif not open_quarter(desk, quarter, visit.person.code):
        visit.say(talk.cannot_open(quarter, talk.NO_INDICATORS))


# --- who may --------------------------------------------------------------------------------------------------
def allowed(visit: Visit, action: Action, period: str, unit: str = "") -> bool:
    """Asks the policy about a period; a refusal is said and written down."""
    opened = visit.desk.cycle(period)
    thing = Thing(unit, (), opened.cycle.ended_at if opened else None)
    denial = visit.denied(action, thing)
    if denial:
        visit.audit("refused", f"{period}/{action}", reason=denial.value)
        visit.say(menu.denied(denial, holders(visit.desk.house.sop, action)))
    return denial is None


def found(visit: Visit, action: Action, period: str) -> Opened | None:
    """The period a button names, if this person may do that to it."""
    if not allowed(visit, action, period):
        return None
    return visit.desk.cycle(period)


# --- asking ---------------------------------------------------------------------------------------------------
def request(visit: Visit, period: str, deadline: str, instruction: str) -> None:
    """Sends the request: every supplier gets one message; the collection has started."""
    opened = found(visit, Action.OPEN, period)
    if opened is None:
        return
    if opened.requested_at is not None:
        visit.say(talk.already_open(opened.quarter))
        return
    if (deadline, instruction) != (opened.deadline.astimezone(UTC).isoformat(), opened.instruction):
        visit.say(talk.outdated_card())
        visit.say(confirmation(visit.desk, opened))
        return
    desk = visit.desk
    indicators = desk.indicators(opened.quarter)
    records.add_requests(desk.connection, period, indicators, opened.deadline)
    cycles.mark_requested(desk.connection, period, desk.now)
    step = course.current_step(desk, opened)
    if step is not None and step.work is Work.COLLECT:
        course.move(desk, opened, Start(step.number, visit.person.code))
    counts: dict[str, int] = {}
    for indicator in indicators:
        counts[indicator.filler] = counts.get(indicator.filler, 0) + 1
    absent = [desk.people[code] for code in counts if not ask(desk, opened, code, counts[code])]
    visit.replace(talk.requested(opened.quarter, len(counts) - len(absent), absent))


def ask(desk: Desk, opened: Opened, person: str, count: int) -> bool:
    """The request to one supplier, once in each chat the person comes to have; False when there is none yet."""
    said = talk.request(desk.people[person], opened.quarter, opened.instruction, opened.deadline, count, desk.calendar)
    return desk.tell(person, said, key=f"request:{opened.period}:{person}:{desk.chats.get(person)}")


def confirm(visit: Visit, period: str) -> None:
    """The request as it will go out, shown again."""
    if opened := found(visit, Action.OPEN, period):
        visit.say(talk.already_open(opened.quarter) if opened.requested_at else confirmation(visit.desk, opened))


def instruct(visit: Visit, period: str) -> None:
    if opened := found(visit, Action.OPEN, period):
        visit.go(at="prompt", kind="instruction", args=[period])
        visit.say(talk.ask_instruction(opened.instruction))


def hear_instruction(visit: Visit, text: str, period: str) -> None:
    opened = found(visit, Action.OPEN, period)
    if opened is None:
        return
    cycles.change_request(visit.desk.connection, period, instruction=text)
    visit.audit("instruction", period, old=opened.instruction, new=text)
    changed = visit.desk.cycle(period)
    visit.go()
    if changed is not None:
        visit.say(confirmation(visit.desk, changed))


# --- the deadline ---------------------------------------------------------------------------------------------
def ask_deadline(visit: Visit, period: str, unit: str) -> None:
    if opened := found(visit, Action.OPEN, period):
        visit.go(at="prompt", kind="deadline", args=[period, unit])
        visit.say(talk.ask_deadline(opened.quarter, opened.deadline, visit.desk.units.get(unit), visit.desk.calendar))


def hear_deadline(visit: Visit, text: str, period: str, unit: str) -> None:
    """A date for all, or for one unit; before the request goes out it is simply part of it."""
    opened = found(visit, Action.OPEN, period)
    desk = visit.desk
    today = desk.calendar.local(desk.now).date()
    day = read_date(text, today)
    if opened is None:
        return
    if day is None or day < today:
        visit.say(talk.unreadable_deadline(past=day is not None))
        return
    if not desk.calendar.is_workday(day):
        day = desk.calendar.add_workdays(day, 1)
    deadline = desk.calendar.closes(day)
    visit.go()
    visit.audit("deadline", f"{period}/{unit}", old=opened.deadline.isoformat(), new=deadline.isoformat())
    if not unit:
        cycles.change_request(desk.connection, period, deadline=deadline)
    if opened.requested_at is None:
        changed = desk.cycle(period)
        visit.say(confirmation(desk, changed or opened))
        return
    records.move_deadline(desk.connection, period, deadline, unit or None)
    visit.say(talk.deadline_moved(opened.quarter, deadline, desk.units.get(unit), desk.calendar))
    for person, left in waiting(desk, period, unit or None).items():
        desk.tell(person, talk.deadline_moved_told(opened.quarter, deadline, len(left), desk.calendar))


def waiting(desk: Desk, period: str, unit: str | None = None) -> dict[str, list[Record]]:
    """Who still owes which answers."""
    owed: dict[str, list[Record]] = {}
    for record in desk.records(period, unit=unit):
        if unanswered(record):
            owed.setdefault(record.holder, []).append(record)
    return owed


def deadline_passed(desk: Desk) -> bool:
    """Once for each deadline: the Kasubbag is told of the gaps and chooses the way on."""
    told = False
    for opened in desk.opened:
        if opened.requested_at is None or desk.now < opened.deadline or not course.at_work(desk, opened, Work.COLLECT):
            continue
        name = deadline_fact(opened)
        if facts.recall(desk.connection, name):
            continue
        facts.remember(desk.connection, name, "told")
        found = desk.records(opened.period)
        missing = [record for record in found if unanswered(record)]
        for leader in desk.leaders:
            desk.tell(leader.code, talk.deadline_passed(opened.quarter, missing, len(found), desk.units))
        told = True
    return told


def deadline_fact(opened: Opened) -> str:
    """Under this name it is remembered that the Kasubbag was told of this deadline."""
    return f"deadline:{opened.period}:{opened.deadline:%Y%m%d%H%M}"


def choose_unit(visit: Visit, period: str) -> None:
    if opened := found(visit, Action.OPEN, period):
        codes = dict.fromkeys(record.indicator.unit for record in visit.desk.records(period) if unanswered(record))
        if codes:
            visit.say(talk.choose_unit(opened.quarter, [visit.desk.units[code] for code in codes]))
        else:
            visit.say(talk.nothing_missing())


def proceed(visit: Visit, period: str) -> None:
    """Goes on with gaps: the collection ends with gaps; late values are accepted until approval."""
    opened = found(visit, Action.OPEN, period)
    if opened is None:
        return
    if not course.at_work(visit.desk, opened, Work.COLLECT) or opened.requested_at is None:
        visit.say(talk.past_collecting(opened.quarter, course.current_step(visit.desk, opened)))
        return
    left = sum(len(owed) for owed in waiting(visit.desk, period).values())
    visit.audit("proceed", period, new=str(left))
    visit.replace(talk.collected(opened.quarter, left))
    course.carry_out(visit.desk, opened, Work.COLLECT, visit.person.code)


def nudge(visit: Visit, period: str) -> None:
    """Reminds at once: one message to each who owes something, on the Kasubbag's word."""
    opened = found(visit, Action.REMIND, period)
    if opened is None:
        return
    desk = visit.desk
    owed = waiting(desk, period)
    if not owed:
        visit.say(talk.nothing_missing())
        return
    told = [
        desk.tell(person, reminding.nudge(opened.quarter, len(left), say_moment(_latest(left, opened), desk.calendar)))
        for person, left in owed.items()
    ]
    visit.audit("nudge", period, new=str(sum(told)))
    visit.say(talk.nudged(sum(told)))


def _latest(left: list[Record], opened: Opened) -> datetime:
    return max((record.deadline for record in left if record.deadline), default=opened.deadline)


def noted(visit: Visit, period: str) -> None:
    """A step done outside the bot is marked as done by its officer."""
    opened = visit.desk.cycle(period)
    step = course.current_step(visit.desk, opened) if opened else None
    if opened is None or step is None or step.work is not Work.NOTE or step.role not in visit.person.roles:
        visit.say(menu.not_understood(()))
        return
    course.carry_out(visit.desk, opened, Work.NOTE, visit.person.code)


def late_joiner(desk: Desk, person: Person) -> None:
    """Who joins while a quarter is being collected gets the request then."""
    for opened in desk.opened:
        if opened.requested_at is None:
            continue
        mine = [record for record in desk.records(opened.period) if record.holder == person.code]
        if mine:
            ask(desk, opened, person.code, len(mine))
