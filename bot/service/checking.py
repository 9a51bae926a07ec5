"""Step 3: accept together what has no flag, look at the rest one by one, return what is wrong with a reason."""

from bot.rules.flags import flags
from bot.rules.policy import Action
from bot.rules.procedure import Work
from bot.rules.record import Record, State
from bot.service import course
from bot.service.desk import Visit
from bot.service.quarter import allowed, found
from bot.talk import checking as talk
from bot.talk import menu
from bot.talk.say import say
from storage import records


def command(visit: Visit, said: str = "") -> None:
    """/periksa: the overview of the latest quarter that has answers."""
    for opened in visit.desk.opened:
        if opened.requested_at is not None:
            overview(visit, opened.period)
            return
    if allowed(visit, Action.CHECK, ""):
        visit.say(menu.no_quarter(None, visit.desk.calendar))


def overview(visit: Visit, period: str) -> None:
    opened = found(visit, Action.CHECK, period)
    if opened is None:
        return
    course.take_up(visit.desk, opened, Work.CHECK, visit.person.code)
    whole = visit.desk.records(period)
    plain, odd = _unchecked(visit, whole)
    accepted = sum(record.state is State.ACCEPTED for record in whole)
    missing = len(whole) - accepted - len(plain) - len(odd)
    visit.say(talk.overview(opened.quarter, plain, len(odd), missing, accepted))


def _unchecked(visit: Visit, whole: list[Record]) -> tuple[list[Record], list[Record]]:
    """The answers nobody has judged yet: without a flag, and with one."""
    waiting = [record for record in whole if record.state is State.FILLED]
    threshold = visit.desk.house.threshold
    odd = [record for record in waiting if flags(record, threshold)]
    return [record for record in waiting if record not in odd], odd


def accept_all(visit: Visit, period: str, *shown: str) -> None:
    """Accepts exactly what was shown; a value that changed since stays for another look."""
    opened = found(visit, Action.CHECK, period)
    if opened is None:
        return
    versions = dict(each.split("=", 1) for each in shown)
    known = [record for record in visit.desk.records(period) if record.indicator.code in versions]
    same = [record for record in known if versions[record.indicator.code] == str(record.version)]
    waiting = [record for record in same if record.state is State.FILLED]
    for record in waiting:
        _judge(visit, record, State.ACCEPTED)
    said = [talk.accepted(len(waiting))]
    if len(same) < len(versions):
        said.append(talk.changed_meanwhile(len(versions) - len(same)))
    visit.replace(say(*said))
    overview(visit, period)


def check_next(visit: Visit, period: str, after: str = "") -> None:
    """The next flagged answer."""
    opened = found(visit, Action.CHECK, period)
    if opened is None:
        return
    _, odd = _unchecked(visit, visit.desk.records(period))
    codes = [record.indicator.code for record in odd]
    start = codes.index(after) + 1 if after in codes else 0
    if start < len(odd):
        _show(visit, odd[start], len(odd) - start - 1)
    else:
        visit.say(talk.nothing_left(opened.quarter))


def check_one(visit: Visit, period: str, code: str) -> None:
    if found(visit, Action.CHECK, period) is None:
        return
    record = visit.desk.record(period, code)
    if record is not None and record.actual is not None:
        _show(visit, record, 0)


def _show(visit: Visit, record: Record, left: int) -> None:
    sender = visit.desk.people.get(record.sent_by)
    visit.say(talk.one(record, flags(record, visit.desk.house.threshold), left, sender, visit.desk.calendar))


def check_list(visit: Visit, period: str) -> None:
    if found(visit, Action.CHECK, period):
        plain, _ = _unchecked(visit, visit.desk.records(period))
        visit.say(talk.choose(plain))


def accept(visit: Visit, period: str, code: str, version: str) -> None:
    if (record := _shown(visit, period, code, version)) is None:
        return
    _judge(visit, record, State.ACCEPTED)
    check_next(visit, period, "")


def ask_reason(visit: Visit, period: str, code: str, version: str) -> None:
    if (record := _shown(visit, period, code, version)) is None:
        return
    visit.go(at="prompt", kind="return", args=[period, code, version])
    visit.say(talk.ask_reason(record))


def hear_reason(visit: Visit, text: str, period: str, code: str, version: str) -> None:
    """Returned: the sender is asked this one question again, with the reason."""
    if (record := _shown(visit, period, code, version)) is None:
        visit.go()
        return
    desk = visit.desk
    _judge(visit, record, State.RETURNED, text)
    visit.go()
    holder = desk.people[record.sent_by if record.sent_by in desk.chats else record.holder]
    desk.tell(holder.code, talk.returned_told(record, text))
    visit.say(say(talk.returned(record, holder)))
    check_next(visit, period, "")


def _shown(visit: Visit, period: str, code: str, version: str) -> Record | None:
    """The answer as the checker saw it; one that changed meanwhile is shown again."""
    if found(visit, Action.CHECK, period) is None:
        return None
    record = visit.desk.record(period, code)
    if record is None or record.actual is None:
        return None
    if record.state is State.RETURNED:
        visit.say(say(talk.returned(record, visit.desk.people[record.holder])))
        return None
    if str(record.version) != version:
        visit.say(say(talk.changed_meanwhile(1)))
        _show(visit, record, 0)
        return None
    return record


def _judge(visit: Visit, record: Record, state: State, reason: str = "") -> None:
    desk, period, code = visit.desk, record.quarter.code, record.indicator.code
    records.judge(desk.connection, period, code, state, visit.person.code, desk.now, reason)
    visit.audit(state.value, f"{period}/{code}/{record.version}", reason=reason)


def finish(visit: Visit, period: str) -> None:
    """Ends the checking: nothing unchecked is left; the next step opens."""
    opened = found(visit, Action.CHECK, period)
    if opened is None:
        return
    plain, odd = _unchecked(visit, visit.desk.records(period))
    if plain or odd:
        visit.say(talk.unchecked(opened.quarter, len(plain) + len(odd)))
        return
    visit.replace(say(talk.checked(opened.quarter)))
    course.carry_out(visit.desk, opened, Work.CHECK, visit.person.code)
