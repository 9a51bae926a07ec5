"""One run of the SOP for one period, as a state machine whose table is made from the SOP itself.

A cycle is a row of steps, one kind of cycle (quarter, semester, year) at a time. At most one step is at work; the
steps before it are done (or were jumped over), those after it wait. A step goes through five states, and only these
moves exist; everything else is an IllegalMove, which changes nothing:

    state      move     becomes
    -------    ------   ---------------------------------------------------------------------------
    WAITING    -        (another step's move opens it)
    OPEN       START    STARTED: somebody works on it
    STARTED    FINISH   DONE, and the next step opens; DECIDING where the SOP has a diamond
    DECIDING   YES, NO  DONE, and the step opens to which the SOP's branch leads; or the cycle ends
    DONE       REOPEN   OPEN again: a later step found something to correct

A step whose work is only to decide opens as DECIDING. A move that leads to the same or an earlier step is a return:
that step counts one more loop and keeps the reason, and all steps after it wait again, untouched. What happened
before a return is in the audit, not here. An ended cycle takes no move at all.

`transitions` is that table for one SOP and one kind of cycle, with the real step numbers. `advance` looks its move
up in it and diagrams are drawn from it, so a picture cannot differ from what runs. Who may make a move is not
asked here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.procedure import Branch, CycleKind, Onward, Sop, Step, Work


class State(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    STARTED = "started"
    DECIDING = "deciding"
    DONE = "done"


class Move(StrEnum):
    START = "start"
    FINISH = "finish"
    YES = "yes"
    NO = "no"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Start:
    """`by` is a person's code, here and in every event."""

    step: int
    by: str


@dataclass(frozen=True)
class Finish:
    step: int
    by: str


@dataclass(frozen=True)
class Decide:
    """The answer at a step's diamond. A Tidak, and any answer that sends work back, needs a reason."""

    step: int
    by: str
    yes: bool
    reason: str = ""


@dataclass(frozen=True)
class Reopen:
    """A correction: a done step is to be done again. Needs a reason."""

    step: int
    by: str
    reason: str


Event = Start | Finish | Decide | Reopen


@dataclass(frozen=True)
class StepRun:
    """One step in one cycle. `by` is its doer; `reason` is why it was last sent back, `loops` how often."""

    number: int
    state: State = State.WAITING
    opened_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    by: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    loops: int = 0
    reason: str = ""

    @property
    def active(self) -> bool:
        """Somebody has to do something here."""
        return self.state in (State.OPEN, State.STARTED, State.DECIDING)


@dataclass(frozen=True)
class Cycle:
    """`period` is the period's code ("2026Q3"); `sop` the digest of the SOP version this cycle stays on."""

    period: str
    kind: CycleKind
    sop: str
    steps: tuple[StepRun, ...]
    ended_at: datetime | None = None

    @property
    def ended(self) -> bool:
        return self.ended_at is not None

    @property
    def current(self) -> StepRun | None:
        """The step at work; None when the cycle has ended."""
        return next((run for run in self.steps if run.active), None)

    def run(self, step: int) -> StepRun | None:
        return next((run for run in self.steps if run.number == step), None)


@dataclass(frozen=True)
class Transition:
    """One row of the table: in `state`, `move` makes `step` become `becomes`.

    `opens` is the step that opens by it (the step itself or an earlier one is a return); `ends` closes the cycle;
    `informs` are the roles told.
    """

    step: int
    state: State
    move: Move
    becomes: State
    opens: int | None = None
    ends: bool = False
    informs: tuple[str, ...] = ()

    @property
    def returns(self) -> bool:
        return self.opens is not None and self.opens <= self.step


class IllegalMove(Exception):
    """The table has no such move. `state` is None for a step that is not in the cycle at all."""

    def __init__(self, step: int, state: State | None, event: Event, why: str = "no such move") -> None:
        super().__init__(f"step {step} is {state or 'not in this cycle'}: {event}: {why}")
        self.step = step
        self.state = state
        self.event = event


def transitions(sop: Sop, kind: CycleKind) -> tuple[Transition, ...]:
    """The whole table of one kind of cycle, in the order of its steps."""
    return tuple(row for step in sop.steps_of(kind) for row in _rows(sop, kind, step))


def begin(sop: Sop, kind: CycleKind, period: str, now: datetime) -> Cycle:
    """A new cycle with its first step open. ValueError when the SOP has no step of this kind."""
    steps = sop.steps_of(kind)
    if not steps:
        raise ValueError(f"the SOP has no steps in a {kind} cycle")
    cycle = Cycle(period, kind, sop.digest, tuple(StepRun(step.number) for step in steps))
    return _opened(cycle, sop, steps[0].number, now)


def advance(cycle: Cycle, sop: Sop, event: Event, now: datetime) -> Cycle:
    """The cycle after an event. Raises IllegalMove; ValueError when `sop` is not the version the cycle runs on."""
    if sop.digest != cycle.sop:
        raise ValueError(f"cycle {cycle.period} runs on SOP {cycle.sop[:12]}, not on {sop.digest[:12]}")
    row = _row(cycle, sop, event)
    cycle = _changed(cycle, _marked(cycle, row, event, now))
    if row.opens is not None:
        cycle = _returned(cycle, row.opens, event) if row.returns else cycle
        cycle = _opened(cycle, sop, row.opens, now)
    return replace(cycle, ended_at=now) if row.ends else cycle


def _rows(sop: Sop, kind: CycleKind, step: Step) -> Iterator[Transition]:
    first = _first_state(step)
    if first is State.OPEN:
        yield Transition(step.number, State.OPEN, Move.START, State.STARTED)
        if step.decision:
            yield Transition(step.number, State.STARTED, Move.FINISH, State.DECIDING)
        else:
            yield _leaving(sop, kind, step, State.STARTED, Move.FINISH, Branch(Onward.NEXT))
    if step.decision:
        yield _leaving(sop, kind, step, State.DECIDING, Move.YES, step.decision.yes)
        yield _leaving(sop, kind, step, State.DECIDING, Move.NO, step.decision.no)
    yield Transition(step.number, State.DONE, Move.REOPEN, first, opens=step.number)


def _leaving(sop: Sop, kind: CycleKind, step: Step, state: State, move: Move, branch: Branch) -> Transition:
    """The row by which a step is left: onward to a later step, back to an earlier one, or out of the cycle."""
    opens = sop.target(step, branch.to, kind)
    becomes = State.DONE
    if opens is not None and opens <= step.number:
        becomes = State.WAITING if opens < step.number else _first_state(step)
    return Transition(step.number, state, move, becomes, opens, opens is None, branch.informs)


def _first_state(step: Step) -> State:
    return State.DECIDING if step.work is Work.DECIDE else State.OPEN


def _row(cycle: Cycle, sop: Sop, event: Event) -> Transition:
    """The table's row for an event, or IllegalMove."""
    run = cycle.run(event.step)
    state = run.state if run else None
    if cycle.ended:
        raise IllegalMove(event.step, state, event, "the cycle has ended")
    wanted = (event.step, state, _move(event))
    row = next((row for row in transitions(sop, cycle.kind) if (row.step, row.state, row.move) == wanted), None)
    if row is None:
        raise IllegalMove(event.step, state, event)
    if (row.returns or row.move is Move.NO) and not _reason(event).strip():
        raise IllegalMove(event.step, state, event, "a reason is needed")
    return row


def _move(event: Event) -> Move:
    match event:
        case Start():
            return Move.START
        case Finish():
            return Move.FINISH
        case Decide():
            return Move.YES if event.yes else Move.NO
        case Reopen():
            return Move.REOPEN


def _reason(event: Event) -> str:
    return event.reason if isinstance(event, Decide | Reopen) else ""


def _marked(cycle: Cycle, row: Transition, event: Event, now: datetime) -> StepRun:
    """The event's own step with its new state, and who did what when."""
    run = replace(_run(cycle, row.step), state=row.becomes)
    match row.move:
        case Move.START:
            return replace(run, started_at=now, by=event.by)
        case Move.FINISH:
            return replace(run, finished_at=now, by=event.by)
        case Move.YES | Move.NO:
            return replace(run, decided_at=now, decided_by=event.by)
        case Move.REOPEN:
            return run


def _opened(cycle: Cycle, sop: Sop, number: int, now: datetime) -> Cycle:
    run = replace(_run(cycle, number), state=_first_state(sop.step(number)), opened_at=now)
    return _changed(cycle, run)


def _returned(cycle: Cycle, number: int, event: Event) -> Cycle:
    """The cycle with step `number` and all after it as new, but for their loops and reasons."""
    fresh = tuple(
        run if run.number < number else StepRun(run.number, loops=run.loops, reason=run.reason) for run in cycle.steps
    )
    cycle = replace(cycle, steps=fresh)
    run = _run(cycle, number)
    return _changed(cycle, replace(run, loops=run.loops + 1, reason=_reason(event)))


def _changed(cycle: Cycle, changed: StepRun) -> Cycle:
    return replace(cycle, steps=tuple(changed if run.number == changed.number else run for run in cycle.steps))


def _run(cycle: Cycle, number: int) -> StepRun:
    return next(run for run in cycle.steps if run.number == number)
