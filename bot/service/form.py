"""The guided form: which records a person may fill in, and the way from one question to the next."""

from bot.rules.filling import Question, next_question, next_record, unanswered
from bot.rules.policy import Action, Thing, holders
from bot.rules.record import Record
from bot.service.desk import Visit
from bot.talk import menu, overview, questions


def begin(visit: Visit, period: str = "") -> None:
    """/isi and "Mulai isi": the first open question of the latest quarter, else the summary."""
    mine = own(visit, period)
    if not mine:
        visit.go()
        visit.say(overview.nothing_asked())
        return
    proceed(visit, mine, None)


def own(visit: Visit, period: str = "") -> list[Record]:
    """What this person has to answer: in the named period, or in the latest one that asks for something.

    A substitute is asked only for want of work of the own; from the list everything can be opened.
    """
    found = within_reach(visit, period)
    return [record for record in found if record.holder == visit.person.code] or found


def within_reach(visit: Visit, period: str = "") -> list[Record]:
    """What this person may answer, as holder or as substitute."""
    periods = [period] if period else [opened.period for opened in visit.desk.opened if opened.requested_at]
    for each in periods:
        if found := visit.desk.records(each, person=visit.person.code):
            return found
    return []


def proceed(visit: Visit, mine: list[Record], after: str | None, before: tuple[str, ...] = ()) -> None:
    """The next record with an open question, or the summary when there is none."""
    following = next_record(mine, after, visit.desk.house.threshold)
    if following is None:
        visit.go()
        visit.say(overview.summary(mine, visit.desk.house.threshold, before))
        return
    question = next_question_of(visit, following)
    put(visit, mine, following, question, before)


def next_question_of(visit: Visit, record: Record) -> Question:
    if unanswered(record):
        return Question.VALUE
    return next_question(record, Question.VALUE, visit.desk.house.threshold) or Question.VALUE


def put(visit: Visit, mine: list[Record], record: Record, question: Question, before: tuple[str, ...] = ()) -> None:
    """Asks one question; from now on the next message is its answer."""
    period, code = record.quarter.code, record.indicator.code
    visit.go(at="fill", period=period, indicator=code, question=question.value, version=record.version)
    codes = [each.indicator.code for each in mine]
    place = (codes.index(code) + 1, len(codes)) if code in codes else (1, 1)
    sender = visit.desk.name(record.sent_by) if record.version else ""
    visit.say(questions.ask(record, question, place, visit.desk.calendar, sender, before))


def allowed(visit: Visit, record: Record) -> bool:
    """Whether this person may answer it now; says why not."""
    thing = thing_of(visit, record)
    denial = visit.denied(Action.FILL, thing)
    if denial:
        visit.audit("refused", place_of(record), reason=denial.value)
        visit.say(menu.denied(denial, holders(visit.desk.house.sop, Action.FILL)))
    return denial is None


def thing_of(visit: Visit, record: Record) -> Thing:
    opened = visit.desk.cycle(record.quarter.code)
    locked = opened.cycle.ended_at if opened else None
    people = tuple(code for code in (record.holder, record.indicator.substitute) if code)
    return Thing(record.indicator.unit, people, locked)


def find(visit: Visit, period: str, code: str) -> Record | None:
    """The record a button or a state names, if this person may answer it."""
    record = visit.desk.record(period, code)
    if record is None:
        visit.say(overview.nothing_asked())
        return None
    return record if allowed(visit, record) else None


def step_on(visit: Visit, mine: list[Record], record: Record, after: Question, before: tuple[str, ...]) -> None:
    """The next question of this record, else of the next one."""
    later = next_question(record, after, visit.desk.house.threshold)
    if later is not None:
        put(visit, mine, record, later, before)
    else:
        proceed(visit, mine, record.indicator.code, before)


def place_of(record: Record) -> str:
    return f"{record.quarter.code}/{record.indicator.code}"
