"""How a quarter moves along the SOP: every step forward is one move of the cycle's table, told to whom it concerns."""

from datetime import UTC

from bot.rules import cycle as cycles
from bot.rules.cycle import Event, Finish, Start
from bot.rules.office import Person
from bot.rules.procedure import Sop, Step, Work
from bot.rules.sop import load
from bot.service.desk import Desk
from bot.talk import checking, quarter
from bot.talk.say import Button
from storage import cycles as stored
from storage import records
from storage.cycles import Opened

# the button that leads to a step's work; a step without one is finished by a single tap
_DOORS = {
    Work.RECAP: ("Rekap data", "recap_step"),
    Work.CHECK: ("Mulai periksa", "check"),
    Work.DRAFT: ("Susun draf", "draft"),
    Work.CIRCULATE: ("Edarkan draf", "circulation"),
    Work.NOTE: ("Tandai selesai", "noted"),
}


def sop_of(desk: Desk, opened: Opened) -> Sop:
    """The SOP version this cycle began with."""
    current = desk.house.sop
    return current if opened.cycle.sop == current.digest else load(stored.sop_text(desk.connection, opened.cycle.sop))


def current_step(desk: Desk, opened: Opened) -> Step | None:
    run = opened.cycle.current
    return sop_of(desk, opened).step(run.number) if run else None


def at_work(desk: Desk, opened: Opened, work: Work) -> bool:
    step = current_step(desk, opened)
    return step is not None and step.work is work


def door(opened: Opened, step: Step) -> Button | None:
    """The button under a step's announcement."""
    if step.work not in _DOORS:
        return None
    label, action = _DOORS[step.work]
    run = opened.cycle.current
    if step.work is Work.CIRCULATE and run is not None and run.state is cycles.State.STARTED:
        label, action = "Lihat tanggapan", "answers"
    return Button(label, action, (opened.period,))


def move(desk: Desk, opened: Opened, event: Event) -> Opened:
    """Makes one move, writes it down, and announces the step that opened."""
    cycle = cycles.advance(opened.cycle, sop_of(desk, opened), event, desk.now)
    stored.save_cycle(desk.connection, cycle)
    desk.audit(event.by, type(event).__name__.lower(), f"{opened.period}/step {event.step}")
    moved = desk.cycle(opened.period)
    assert moved is not None, "a saved cycle is there"
    before, after = opened.cycle.current, cycle.current
    if after is not None and (before is None or before.number != after.number):
        announce(desk, moved)
    return moved


def carry_out(desk: Desk, opened: Opened, work: Work, by: str) -> Opened:
    """Starts (if need be) and finishes the current step, when it is of this work; else changes nothing."""
    opened = take_up(desk, opened, work, by)
    step = current_step(desk, opened)
    return move(desk, opened, Finish(step.number, by)) if step and step.work is work else opened


def take_up(desk: Desk, opened: Opened, work: Work, by: str) -> Opened:
    """Starts the current step when it is of this work and nobody has."""
    step, run = current_step(desk, opened), opened.cycle.current
    if step and run and step.work is work and run.state is cycles.State.OPEN:
        return move(desk, opened, Start(step.number, by))
    return opened


def announce(desk: Desk, opened: Opened) -> None:
    """Tells the officers of the step that has opened; who has not joined finds it among the tasks later."""
    step, run = current_step(desk, opened), opened.cycle.current
    if step is None or run is None or step.work is Work.COLLECT:
        return
    for person in desk.having(step.role):
        desk.tell(person.code, quarter.step_open(opened.quarter, step, door(opened, step), run.reason))


def all_answered(desk: Desk, period: str) -> None:
    """Nothing is missing any more: the collection ends by itself and the next step opens."""
    opened = desk.cycle(period)
    if opened is None or not at_work(desk, opened, Work.COLLECT) or opened.requested_at is None:
        return
    if records.count_open(desk.connection, period):
        return
    for leader in desk.leaders:
        desk.tell(leader.code, quarter.collected(opened.quarter, 0))
    carry_out(desk, opened, Work.COLLECT, "")


def value_came(desk: Desk, period: str, code: str, sender: Person, *, corrected: bool) -> None:
    """A value that arrives while others are being checked is told to the checkers.

    A `corrected` one, sent back before, always; of others only the first that a person sends within an hour.
    """
    opened = desk.cycle(period)
    step = current_step(desk, opened) if opened else None
    if opened is None or step is None or step.work in (Work.COLLECT, Work.RECAP):
        return
    record = desk.record(period, code)
    check = next((each for each in sop_of(desk, opened).steps if each.work is Work.CHECK), None)
    if record is None or record.actual is None or check is None:
        return
    hour = f"{desk.now.astimezone(UTC):%Y%m%d%H}"
    for checker in desk.having(check.role):
        key = None if corrected else f"new:{period}:{sender.code}:{checker.code}:{hour}"
        desk.tell(checker.code, checking.new_value_told(record, sender), key=key)
