"""Collecting: the guided form of one officer. Each answer is stored before the next question is asked."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from bot.rules.dates import read_date, say_moment
from bot.rules.filling import NOTES, Question, next_question, next_record, unanswered
from bot.rules.indicators import Actual, NumberKind
from bot.rules.numbers import Ask, Asked, Number, read_number
from bot.rules.record import Record, State
from bot.service import course, evidence
from bot.service.desk import Visit
from bot.service.form import begin, find, next_question_of, own, place_of, put, step_on, within_reach
from bot.talk import filling as answers
from bot.talk import overview, questions
from bot.talk.say import Say, say
from storage import records, reports


# --- buttons --------------------------------------------------------------------------------------------------
def open_record(visit: Visit, period: str, code: str) -> None:
    if record := find(visit, period, code):
        put(visit, own(visit, period), record, Question.VALUE)


def show_list(visit: Visit, period: str, page: str, below: str = "") -> None:
    """In the place of the tapped message; `below` a message that is to stay, such as a receipt."""
    if mine := within_reach(visit, period):
        visit.go()  # a number typed beneath the list answers no question
        said = overview.listing(mine, int(page))
        visit.say(said) if below else visit.replace(said)


def show_summary(visit: Visit, period: str) -> None:
    if mine := own(visit, period):
        visit.say(overview.summary(mine, visit.desk.house.threshold))


def skip(visit: Visit, period: str, code: str, question: str = Question.VALUE.value) -> None:
    """On to the next question; what is skipped stays open."""
    mine = own(visit, period)
    record = next((each for each in mine if each.indicator.code == code), None)
    if record is None:
        begin(visit, period)
        return
    later = next_question(record, Question(question), visit.desk.house.threshold)
    if later is not None and not unanswered(record):
        put(visit, mine, record, later)
        return
    following = next_record(mine, code, visit.desk.house.threshold)
    ahead = [each.indicator.code for each in mine]
    if following is None or ahead.index(following.indicator.code) <= ahead.index(code):
        visit.go()
        visit.say(overview.summary(mine, visit.desk.house.threshold))  # once round: nothing is asked in circles
        return
    put(visit, mine, following, next_question_of(visit, following))


def back(visit: Visit, period: str, code: str) -> None:
    """To the indicator before this one."""
    mine = own(visit, period)
    codes = [record.indicator.code for record in mine]
    at = codes.index(code) if code in codes else 0
    if mine:
        put(visit, mine, mine[max(at - 1, 0)], Question.VALUE)


def pause(visit: Visit) -> None:
    """/batal and "Jeda": the question is closed, everything stored stays."""
    period = str(visit.talk.state.get("period", ""))
    waiting = visit.at
    visit.go()
    mine = own(visit, period) if waiting == "fill" else []
    visit.say(overview.paused(mine) if mine else overview.nothing_to_stop())


def no_data(visit: Visit, period: str, code: str) -> None:
    if record := find(visit, period, code):
        put(visit, own(visit, period), record, Question.EXPECTED)


def ask_evidence(visit: Visit, period: str, code: str) -> None:
    """Another file for this indicator."""
    if record := find(visit, period, code):
        put(visit, own(visit, period), record, Question.EVIDENCE)


def submit(visit: Visit, period: str) -> None:
    """A numbered receipt over everything answered."""
    mine = own(visit, period)
    if not mine:
        visit.say(overview.nothing_asked())
        return
    if any(unanswered(record) for record in mine):
        visit.say(overview.still_open(mine))
        return
    content = "\n".join(f"{record.indicator.code}={record.version}" for record in mine)
    number = reports.add_receipt(visit.desk.connection, period, visit.person.code, content, visit.desk.now)
    said = overview.receipt_number(number, mine[0])
    visit.audit("receipt", period, new=said)
    visit.go()
    visit.say(overview.receipt(said, mine, say_moment(visit.desk.now, visit.desk.calendar), visit.person.name))


def take_reading(visit: Visit, period: str, code: str, value: str, version: str, raw: str, origin: str) -> None:
    """A reading tapped: the officer has said which number was meant."""
    record = find(visit, period, code)
    if record is None:
        return
    try:
        number = Decimal(value)
    except InvalidOperation:  # buttons are ours, but a stored one may be older than this code
        visit.say(answers.edit_without_place())
        return
    if _taken(visit, record, int(version), value, "reading", raw, origin):
        return
    store_value(visit, record, Actual(number=number), raw, origin)


def take_label(
    visit: Visit, period: str, code: str, label: str, version: str = "", raw: str = "", origin: str = ""
) -> None:
    """A result of an ordinal scale, tapped."""
    record = find(visit, period, code)
    if record is None:
        return
    seen = int(version) if version else int(visit.talk.state.get("version", record.version))
    if label not in record.indicator.scale or _taken(visit, record, seen, label, "label", raw or label, origin):
        return
    store_value(visit, record, Actual(label=label), raw or label, origin)


def renote(visit: Visit, period: str, code: str, field: str, text: str) -> None:
    """An edited note, confirmed."""
    record = find(visit, period, code)
    if record:
        _store_note(visit, record, Question(field), text)
        visit.say(say(*answers.note_recorded(Question(field), text)))


def keep(visit: Visit, period: str, code: str) -> None:
    if record := visit.desk.record(period, code):
        visit.replace(say(answers.kept(record)))


def _taken(visit: Visit, record: Record, seen: int, value: str, action: str, raw: str, origin: str) -> bool:
    """Somebody answered since the question was shown: the second sees the first's answer before it changes."""
    if record.version == seen or record.state is State.RETURNED:
        return False
    sender = visit.desk.name(record.sent_by)
    state = {"at": "fill", "period": record.quarter.code, "indicator": record.indicator.code}
    visit.go(**state, question=Question.VALUE.value, version=record.version)
    visit.say(answers.already_answered(record, visit.desk.calendar, sender, value, action, raw, origin))
    return True


# --- typed answers --------------------------------------------------------------------------------------------
def hear(visit: Visit, text: str) -> None:
    """The typed answer to the open question."""
    state = visit.talk.state
    record = find(visit, str(state["period"]), str(state["indicator"]))
    if record is None:
        visit.go()
        return
    question = Question(state["question"])
    if question in NOTES:
        _hear_note(visit, record, question, text)
    elif question is Question.EXPECTED:
        _hear_date(visit, record, text)
    elif question is Question.EVIDENCE:
        evidence.keep_link(visit, record, text)
    elif record.indicator.kind is NumberKind.LETTER:
        _hear_label(visit, record, text)
    else:
        _hear_number(visit, record, text)


def asked(record: Record) -> Asked:
    target = record.indicator.targets.get(record.quarter.number)
    return Asked(
        kind=record.indicator.kind,
        unit=record.indicator.unit_of_measure,
        signed=record.indicator.signed,
        previous=record.previous.number if record.previous else None,
        target=target.number if target else None,
        year=record.quarter.year,
    )


def _hear_number(visit: Visit, record: Record, text: str) -> None:
    read = read_number(text, asked(record))
    seen = int(visit.talk.state["version"])
    match read:
        case Number():
            if not _taken(visit, record, seen, format(read.value, "f"), "reading", text, _origin(visit)):
                store_value(visit, record, Actual(number=read.value), text, _origin(visit))
        case Ask():
            visit.go(**visit.talk.state)
            visit.say(answers.readings(record, read, text, _origin(visit)))
        case _:
            visit.go(**visit.talk.state)
            visit.say(answers.refused(record, read.why))


def _hear_label(visit: Visit, record: Record, text: str) -> None:
    said = text.strip().casefold()
    label = next((label for label in record.indicator.scale if label.casefold() == said), None)
    if label is None:
        visit.go(**visit.talk.state)
        visit.say(answers.unknown_label(record))
    else:
        take_label(visit, record.quarter.code, record.indicator.code, label, raw=text, origin=_origin(visit))


def _hear_date(visit: Visit, record: Record, text: str) -> None:
    today = visit.desk.calendar.local(visit.desk.now).date()
    day = read_date(text, today)
    if day is None or day <= today:
        visit.go(**visit.talk.state)
        visit.say(answers.unreadable_date(record, past=day is not None))
        return
    old = str(record.actual.number) if record.actual else ""
    connection, desk = visit.desk.connection, visit.desk
    place = (record.quarter.code, record.indicator.code)
    records.add_value(connection, *place, visit.person.code, visit.source, desk.now, expected_on=day, raw=text)
    visit.audit("expected", place_of(record), old=old, new=day.isoformat())
    after_answer(visit, record, lambda fresh: (answers.expected_recorded(fresh),))


def _hear_note(visit: Visit, record: Record, question: Question, text: str) -> None:
    if not text.strip():
        put(visit, own(visit, record.quarter.code), record, question, (questions.EMPTY,))
        return
    _store_note(visit, record, question, text)
    mine = own(visit, record.quarter.code)
    fresh = visit.desk.record(record.quarter.code, record.indicator.code) or record
    step_on(visit, mine, fresh, question, answers.note_recorded(question, text))


def _store_note(visit: Visit, record: Record, question: Question, text: str) -> None:
    place = (record.quarter.code, record.indicator.code)
    records.add_note(visit.desk.connection, *place, question.value, visit.person.code, visit.source, text)
    visit.audit(question.value, place_of(record), old=record.notes.get(question.value, ""), new=text)


# --- storing --------------------------------------------------------------------------------------------------
def store_value(visit: Visit, record: Record, actual: Actual, raw: str, origin: str) -> None:
    """Value and audit row; then the echo and the next question in one message.

    `origin` is the number of the message the value was typed in, also when a reading of it was tapped later.
    """
    place = (record.quarter.code, record.indicator.code)
    source = replace(visit.source, message_id=int(origin)) if origin else visit.source
    version = records.add_value(
        visit.desk.connection, *place, visit.person.code, source, visit.desk.now, actual=actual, raw=raw
    )
    old = str(record.actual.label or record.actual.number) if record.actual else ""
    visit.audit("value", f"{place_of(record)}/{version}", old=old, new=str(actual.label or actual.number))
    corrected = record.state is State.RETURNED
    course.value_came(visit.desk, record.quarter.code, record.indicator.code, visit.person, corrected=corrected)
    after_answer(visit, record, lambda fresh: (answers.recorded(fresh),))


def after_answer(visit: Visit, record: Record, echo: Callable[[Record], tuple[str, ...]]) -> None:
    mine = own(visit, record.quarter.code)
    fresh = visit.desk.record(record.quarter.code, record.indicator.code) or record
    step_on(visit, mine, fresh, Question.VALUE, echo(fresh))
    course.all_answered(visit.desk, record.quarter.code)


# --- edited messages ------------------------------------------------------------------------------------------
def edited(visit: Visit, message_id: int, text: str) -> None:
    """An officer edits a message: what it stored may be replaced, but only when the officer says so."""
    found = records.written_by(visit.desk.connection, visit.chat_id, message_id)
    if found is None:
        visit.say(answers.edit_without_place())
        return
    record = find(visit, found.period, found.indicator)
    if record is None:
        return
    if found.field:
        visit.say(answers.changed_note(record, Question(found.field), text))
        return
    visit.say(_changed(record, text, str(message_id)))


def _changed(record: Record, text: str, origin: str) -> Say:
    if record.indicator.kind is NumberKind.LETTER:
        return answers.unknown_label(record)
    read = read_number(text, asked(record))
    match read:
        case Number():
            return answers.changed_value(record, read.value, text, origin)
        case Ask():
            return answers.changed_readings(record, read, text, origin)
        case _:
            return answers.changed_unreadable(record, read.why)


def _origin(visit: Visit) -> str:
    return str(visit.source.message_id or "")
