"""/rekap: the state of a quarter on one screen, and as PDF or Excel; step 2 of the SOP makes it official."""

from bot.rules.period import Quarter, read_quarter
from bot.rules.policy import Action, Thing, holders
from bot.rules.procedure import Scope, Work
from bot.rules.record import Record
from bot.service import course, papers
from bot.service.desk import Visit
from bot.service.quarter import allowed
from bot.talk import menu
from bot.talk import recap as talk
from storage import cycles, reports
from storage.cycles import Opened


def command(visit: Visit, said: str) -> None:
    """/rekap, with or without a period the way people write it."""
    if not _may_view(visit):
        return
    today = visit.desk.calendar.local(visit.desk.now).date()
    known = [opened.quarter for opened in cycles.load_cycles(visit.desk.connection, ended=True)]
    quarter = read_quarter(said, today) or (known[0] if known else Quarter.of(today).previous)
    if quarter in known:
        show(visit, quarter.code)
    else:
        visit.say(talk.no_such_quarter(quarter, known[:4]))


def _may_view(visit: Visit) -> bool:
    """A Kepala Bidang sees the own unit; who sees nothing at all is told who does."""
    denial = visit.denied(Action.VIEW, Thing(unit=visit.person.unit))
    if denial:
        visit.audit("refused", "rekap", reason=denial.value)
        visit.say(menu.denied(denial, holders(visit.desk.house.sop, Action.VIEW)))
    return denial is None


def visible(visit: Visit, period: str) -> list[Record]:
    """The records this person may see, by the scope of the role."""
    scope = visit.desk.house.sop.scope("rekap", visit.person.roles)
    if scope is Scope.ALL:
        return visit.desk.records(period)
    if scope is Scope.UNIT:
        return visit.desk.records(period, unit=visit.person.unit)
    return visit.desk.records(period, person=visit.person.code)


def show(visit: Visit, period: str) -> None:
    desk, opened = visit.desk, visit.desk.cycle(period)
    if opened is None or not _may_view(visit):
        return
    found = visible(visit, period)
    if not found:
        visit.say(talk.nothing_visible(opened.quarter))
        return
    visit.say(
        talk.recap(
            opened.quarter,
            found,
            desk.units,
            desk.people,
            desk.now,
            desk.calendar,
            step=step_line(visit, opened),
            may_remind=desk.may(visit.person, Action.REMIND, Thing(locked_at=opened.cycle.ended_at)) is None,
        )
    )


def step_line(visit: Visit, opened: Opened) -> str:
    step = course.current_step(visit.desk, opened)
    return talk.step_line(f"Langkah {step.number}: {step.activity}" if step else "Laporan sudah ditetapkan")


def make_file(visit: Visit, period: str, form: str) -> None:
    """The recap as a file: a numbered snapshot of what this person may see, rendered and delivered."""
    opened = visit.desk.cycle(period)
    if opened is None or not _may_view(visit):
        return
    found = visible(visit, period)
    if not found:
        visit.say(talk.nothing_visible(opened.quarter))
        return
    kind = reports.RECAP_XLSX if form == "xlsx" else reports.RECAP_PDF
    papers.make_recap(visit, opened, found, kind)
    visit.say(talk.being_made("Rekap"))


def step(visit: Visit, period: str) -> None:
    """Step 2: the Staf makes the recap; with it the step is done and checking opens."""
    if not allowed(visit, Action.RECAP, period):
        return
    opened = visit.desk.cycle(period)
    if opened is None:
        return
    papers.make_recap(visit, opened, visit.desk.records(period), reports.RECAP_PDF)
    show(visit, period)
    course.carry_out(visit.desk, opened, Work.RECAP, visit.person.code)
