"""Steps 4 and 5: the Staf makes the draft, the Kasubbag circulates it, officials answer, the quarter is closed."""

from bot.rules.office import Person
from bot.rules.period import read_quarter
from bot.rules.policy import Action, Thing, holders
from bot.rules.procedure import CycleKind, Work
from bot.rules.record import Record, State
from bot.service import course, papers
from bot.service.desk import Visit
from bot.service.quarter import allowed, found
from bot.talk import checking, menu, quarter
from bot.talk import drafting as talk
from bot.talk.say import say
from storage import office, reports
from storage.cycles import Opened
from storage.reports import Circulated, Paper


# --- the draft ------------------------------------------------------------------------------------------------
def command(visit: Visit, said: str) -> None:
    """/draf, with or without a period."""
    opened = _named(visit, said)
    if opened is None:
        if allowed(visit, Action.DRAFT, ""):
            visit.say(menu.no_quarter(None, visit.desk.calendar))
        return
    draft(visit, opened.period)


def _named(visit: Visit, said: str) -> Opened | None:
    today = visit.desk.calendar.local(visit.desk.now).date()
    quarter = read_quarter(said, today)
    if quarter is not None:
        return visit.desk.cycle(quarter.code)
    return next((opened for opened in visit.desk.opened if opened.requested_at), None)


def draft(visit: Visit, period: str) -> None:
    """A new numbered version; with it step 4 is done, when it is at work."""
    opened = found(visit, Action.DRAFT, period)
    if opened is None:
        return
    if opened.requested_at is None:
        visit.say(quarter.cannot_open(opened.quarter, "permintaan data belum dikirim."))
        return
    _, version = papers.make_draft(visit, opened)
    number = papers.number_of(opened.quarter, visit.desk.house.config.office.short)
    visit.say(talk.being_made(number, version))
    course.carry_out(visit.desk, opened, Work.DRAFT, visit.person.code)


# --- circulation ----------------------------------------------------------------------------------------------
def circulation_command(visit: Visit, said: str) -> None:
    opened = _named(visit, said)
    if opened is not None:
        prepare(visit, opened.period)
    elif allowed(visit, Action.CIRCULATE, ""):
        visit.say(menu.no_quarter(None, visit.desk.calendar))


def prepare(visit: Visit, period: str) -> None:
    """Shows the latest draft's recipients before it goes out; a circulated one leads to its ledger."""
    opened = found(visit, Action.CIRCULATE, period)
    if opened is None:
        return
    if not _at_circulation(visit, opened):
        return
    paper = reports.latest_report(visit.desk.connection, period)
    if paper is None or paper.state == "failed":
        visit.say(talk.no_draft(opened.quarter))
        return
    if paper.circulated_at is not None:
        ledger(visit, str(paper.id))
        return
    to, absent = _recipients(visit)
    visit.say(talk.confirm_circulation(opened.quarter, paper.id, paper.version, to, absent))


def _at_circulation(visit: Visit, opened: Opened) -> bool:
    """A draft may be made at any time, but goes out only when the steps before are done."""
    if course.at_work(visit.desk, opened, Work.CIRCULATE):
        return True
    step = course.current_step(visit.desk, opened)
    visit.say(talk.not_yet(opened.quarter, step))
    return False


def _recipients(visit: Visit) -> tuple[list[Person], list[Person]]:
    """Those who can receive the draft, and those who have no chat yet."""
    desk = visit.desk
    people = [desk.people[code] for code in office.load_recipients(desk.connection) if code in desk.staff]
    joined = [person for person in people if person.code in desk.chats]
    return joined, [person for person in people if person not in joined]


def circulate(visit: Visit, report: str) -> None:
    """The paper goes to each recipient with its two buttons; the ledger begins."""
    paper = reports.load_report(visit.desk.connection, int(report))
    opened = found(visit, Action.CIRCULATE, paper.period) if paper else None
    if paper is None or opened is None:
        return
    if paper.circulated_at is not None:
        ledger(visit, report)
        return
    if not _at_circulation(visit, opened):
        return
    if paper.state != "ready":
        visit.say(talk.being_made(paper.number, paper.version))
        return
    desk = visit.desk
    to, _ = _recipients(visit)
    reports.circulate(desk.connection, paper.id, [person.code for person in to], visit.person.code, desk.now)
    visit.audit("circulate", f"{paper.period}/{paper.version}", new=",".join(person.code for person in to))
    course.take_up(desk, opened, Work.CIRCULATE, visit.person.code)
    caption = talk.circulated_caption(opened.quarter, paper.number, paper.version)
    for person in to:
        desk.send_file(
            desk.chats[person.code],
            paper.file,
            paper.file_name,
            caption,
            talk.answer_buttons(paper.id),
            key=f"circulate:{paper.id}:{person.code}",
        )
    visit.replace(talk.circulated(opened.quarter, paper.version, len(to), paper.id))


def _mine(visit: Visit, report: str) -> tuple[Paper, Circulated, Opened] | None:
    """The visitor's own line in a ledger."""
    paper = reports.load_report(visit.desk.connection, int(report))
    lines = reports.load_ledger(visit.desk.connection, paper.id) if paper else []
    line = next((line for line in lines if line.person == visit.person.code), None)
    opened = visit.desk.cycle(paper.period) if paper else None
    denial = visit.denied(Action.RECEIVE, Thing(people=tuple(each.person for each in lines)))
    if denial or paper is None or line is None or opened is None:
        visit.audit("refused", f"report/{report}", reason=str(denial or "unknown"))
        visit.say(menu.denied(denial, ()) if denial else talk.correction_too_late())
        return None
    return paper, line, opened


def read(visit: Visit, report: str) -> None:
    """The recipient has read it."""
    mine = _mine(visit, report)
    if mine is None:
        return
    paper, line, _ = mine
    if line.correction is not None:
        visit.say(say(talk.correction_stands()))
        return
    reports.answer_circulation(visit.desk.connection, paper.id, visit.person.code, visit.desk.now)
    visit.audit("read", f"{paper.period}/{paper.version}")
    visit.say(say(talk.read(paper.version)))


def ask_correction(visit: Visit, report: str) -> None:
    mine = _mine(visit, report)
    if mine is None:
        return
    paper, _, opened = mine
    latest = reports.latest_report(visit.desk.connection, paper.period, circulated=True)
    if opened.cycle.ended:
        visit.say(talk.correction_too_late())
    elif latest and latest.id != paper.id:
        visit.say(say(talk.superseded()))
    else:
        visit.go(at="prompt", kind="correction", args=[report])
        visit.say(talk.ask_correction())


def hear_correction(visit: Visit, text: str, report: str) -> None:
    mine = _mine(visit, report)
    visit.go()
    if mine is None:
        return
    paper, _, opened = mine
    if opened.cycle.ended:
        visit.say(talk.correction_too_late())
        return
    desk = visit.desk
    reports.answer_circulation(desk.connection, paper.id, visit.person.code, desk.now, text)
    visit.audit("correction", f"{paper.period}/{paper.version}", new=text)
    visit.say(say(talk.correction_kept()))
    for leader in desk.leaders:
        desk.tell(leader.code, talk.correction_told(opened.quarter, paper.version, visit.person, text, paper.id))


def ask_reply(visit: Visit, report: str, person: str) -> None:
    paper = reports.load_report(visit.desk.connection, int(report))
    if paper is None or found(visit, Action.CIRCULATE, paper.period) is None:
        return
    line = next((each for each in reports.load_ledger(visit.desk.connection, paper.id) if each.person == person), None)
    if line is None or line.correction is None:
        return
    visit.go(at="prompt", kind="reply", args=[report, person])
    visit.say(talk.ask_reply(visit.desk.people[person], line.correction))


def hear_reply(visit: Visit, text: str, report: str, person: str) -> None:
    paper = reports.load_report(visit.desk.connection, int(report))
    visit.go()
    opened = found(visit, Action.CIRCULATE, paper.period) if paper else None
    if paper is None or opened is None:
        return
    desk = visit.desk
    reports.reply_correction(desk.connection, paper.id, person, text, visit.person.code, desk.now)
    visit.audit("reply", f"{paper.period}/{paper.version}/{person}", new=text)
    desk.tell(person, talk.reply_told(opened.quarter, text))
    visit.say(say(talk.reply_kept(desk.people[person])))


def answers(visit: Visit, period: str) -> None:
    """The ledger of what was last circulated."""
    paper = reports.latest_report(visit.desk.connection, period, circulated=True)
    if paper is not None:
        ledger(visit, str(paper.id))


def ledger(visit: Visit, report: str) -> None:
    """Who received the draft and what they answered."""
    desk = visit.desk
    paper = reports.load_report(desk.connection, int(report))
    denial = visit.denied(Action.VIEW, Thing())
    if paper is None or denial:
        visit.say(menu.denied(denial, holders(desk.house.sop, Action.VIEW)) if denial else menu.tasks((), ()))
        return
    opened = desk.cycle(paper.period)
    assert opened is not None, "a paper has a period"
    lines = reports.load_ledger(desk.connection, paper.id)
    locked = Thing(locked_at=opened.cycle.ended_at)
    newest = reports.latest_report(desk.connection, paper.period)
    visit.say(
        talk.ledger(
            opened.quarter,
            paper.version,
            [
                talk.ledger_line(
                    desk.people[line.person].name, line.read_at, line.correction, line.reply, desk.calendar
                )
                for line in lines
            ],
            sum(line.silent for line in lines),
            sum(line.open for line in lines),
            report=paper.id,
            may_end=desk.may(visit.person, Action.APPROVE, locked) is None,
            newer=newest.version if newest and newest.version > paper.version else 0,
        )
    )


# --- the end --------------------------------------------------------------------------------------------------
def approve(visit: Visit, period: str, report: str) -> None:
    """Asks once more before closing, and names what stands in the way."""
    if (checked := _approvable(visit, period, report)) is None:
        return
    opened, paper = checked
    silent = sum(line.silent for line in reports.load_ledger(visit.desk.connection, paper.id))
    visit.go()
    missing = sum(record.actual is None for record in visit.desk.records(period))
    visit.say(talk.confirm_approval(opened.quarter, paper.id, paper.version, silent, missing))


def approved(visit: Visit, period: str, report: str) -> None:
    """The quarter ends: its values are locked, everybody who worked on it is told."""
    if (checked := _approvable(visit, period, report)) is None:
        return
    opened, paper = checked
    desk = visit.desk
    visit.audit("approve", f"{period}/{paper.version}", new=paper.digest)
    ended = course.carry_out(desk, opened, Work.CIRCULATE, visit.person.code)
    told = {record.holder for record in desk.records(period)}
    steps = course.sop_of(desk, opened).steps_of(CycleKind.QUARTER)
    told |= {each.code for step in steps for each in desk.having(step.role)}
    told |= {line.person for line in reports.load_ledger(desk.connection, paper.id)} | {visit.person.code}
    for person in sorted(told):
        desk.tell(person, quarter.ended(opened.quarter, ended.cycle.ended_at or desk.now, desk.calendar))


def _approvable(visit: Visit, period: str, report: str) -> tuple[Opened, Paper] | None:
    """Approval wants the latest circulated draft, every correction answered, and no value newer than it."""
    opened = found(visit, Action.APPROVE, period)
    paper = reports.latest_report(visit.desk.connection, period, circulated=True)
    if opened is None or paper is None or not _at_circulation(visit, opened):
        return None
    if str(paper.id) != report:
        visit.say(say(talk.superseded()))
        return None
    desk = visit.desk
    lines = reports.load_ledger(desk.connection, paper.id)
    if waiting := [desk.people[line.person].name for line in lines if line.open]:
        visit.say(talk.corrections_open(opened.quarter, waiting))
        return None
    whole = desk.records(period)
    if unchecked := sum(record.state is State.FILLED for record in whole):
        visit.say(checking.unchecked(opened.quarter, unchecked))
        return None
    if changed := papers.changed_since(whole, paper.made_at):
        visit.say(talk.outdated(opened.quarter, _names(changed)))
        return None
    return opened, paper


def _names(changed: list[Record]) -> dict[str, str]:
    return {record.indicator.code: record.indicator.name for record in changed}
