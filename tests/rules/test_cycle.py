"""The run of a period through the SOP: quarter, semester, year, with both answers at every decision."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.cycle import (
    Cycle,
    Decide,
    Event,
    Finish,
    IllegalMove,
    Move,
    Reopen,
    Start,
    State,
    StepRun,
    advance,
    begin,
    transitions,
)
from bot.rules.sop import CycleKind, Sop, default_text, load

SOP = load(default_text())
OTHER = load((Path(__file__).parent / "other_sop.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 10, 7, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


def quarter() -> Cycle:
    return begin(SOP, CycleKind.QUARTER, "2026Q3", NOW)


def played(cycle: Cycle, *events: Event, sop: Sop = SOP) -> Cycle:
    for event in events:
        cycle = advance(cycle, sop, event, LATER)
    return cycle


def done(*steps: int) -> list[Event]:
    return [event for step in steps for event in (Start(step, "staf"), Finish(step, "staf"))]


def yes(step: int) -> Decide:
    return Decide(step, "pejabat", yes=True)


def no(step: int) -> Decide:
    return Decide(step, "pejabat", yes=False, reason="Angka belum sesuai")


def run(cycle: Cycle, step: int) -> StepRun:
    found = cycle.run(step)
    assert found is not None
    return found


def states(cycle: Cycle) -> str:
    return " ".join(f"{run.number}:{run.state}" for run in cycle.steps)


def test_a_quarter_begins_with_its_first_step_open_and_the_others_waiting() -> None:
    assert states(quarter()) == "1:open 2:waiting 3:waiting 4:waiting 5:waiting"
    assert run(quarter(), 1).opened_at == NOW


def test_finishing_a_step_opens_the_next() -> None:
    assert states(played(quarter(), *done(1))) == "1:done 2:open 3:waiting 4:waiting 5:waiting"


def test_start_and_finish_are_recorded_with_who_and_when() -> None:
    began, finished = NOW + timedelta(minutes=5), NOW + timedelta(minutes=20)
    cycle = advance(quarter(), SOP, Start(1, "K1"), began)
    cycle = advance(cycle, SOP, Finish(1, "K1"), finished)
    step = run(cycle, 1)
    assert (step.by, step.started_at, step.finished_at) == ("K1", began, finished)


def test_a_quarter_ends_with_its_fifth_step() -> None:
    cycle = played(quarter(), *done(1, 2, 3, 4))
    assert not cycle.ended
    cycle = played(cycle, *done(5))
    assert cycle.ended_at == LATER
    assert cycle.current is None


def test_a_semester_goes_through_both_yes_and_ends_without_the_year() -> None:
    cycle = begin(SOP, CycleKind.SEMESTER, "2026S1", NOW)
    cycle = played(cycle, *done(6, 7), yes(7), *done(8))
    assert states(cycle) == "6:done 7:done 8:deciding"
    assert played(cycle, yes(8)).ended


def test_the_year_goes_from_seven_to_nine() -> None:
    cycle = played(begin(SOP, CycleKind.YEAR, "2026", NOW), *done(7), yes(7))
    assert states(cycle) == "7:done 9:open"
    assert played(cycle, *done(9), yes(9)).ended


def test_a_tidak_at_seven_gives_it_back_to_the_staf_and_is_counted() -> None:
    cycle = played(begin(SOP, CycleKind.SEMESTER, "2026S1", NOW), *done(6, 7), no(7))
    step = run(cycle, 7)
    assert states(cycle) == "6:done 7:open 8:waiting"
    assert (step.loops, step.reason, step.started_at, step.by) == (1, "Angka belum sesuai", None, None)


def test_a_tidak_at_nine_returns_to_the_annual_part_of_seven() -> None:
    cycle = played(begin(SOP, CycleKind.YEAR, "2026", NOW), *done(7), yes(7), *done(9), no(9))
    assert states(cycle) == "7:open 9:waiting"
    assert (run(cycle, 7).loops, run(cycle, 9).loops) == (1, 0)


def test_loops_are_counted_each_time() -> None:
    cycle = begin(SOP, CycleKind.SEMESTER, "2026S1", NOW)
    cycle = played(cycle, *done(6, 7), no(7), *done(7), yes(7), *done(8), no(8), *done(7), no(7))
    assert run(cycle, 7).loops == 3


def test_a_correction_sends_the_quarter_back_and_what_follows_waits_again() -> None:
    cycle = played(quarter(), *done(1, 2, 3, 4), Reopen(3, "kasubbag", "Nilai Bidang II keliru"))
    assert states(cycle) == "1:done 2:done 3:open 4:waiting 5:waiting"
    assert run(cycle, 3).reason == "Nilai Bidang II keliru"
    assert run(cycle, 4).finished_at is None
    assert played(cycle, *done(3, 4, 5)).ended


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (Start(2, "staf"), State.WAITING),
        (Finish(1, "staf"), State.OPEN),
        (Finish(2, "staf"), State.WAITING),
        (yes(1), State.OPEN),
        (Reopen(1, "kasubbag", "keliru"), State.OPEN),
        (Reopen(2, "kasubbag", "keliru"), State.WAITING),
        (Start(6, "staf"), None),
    ],
)
def test_an_illegal_move_names_step_state_and_event_and_changes_nothing(event: Event, state: State | None) -> None:
    cycle = quarter()
    with pytest.raises(IllegalMove, match=f"step {event.step}") as refused:
        advance(cycle, SOP, event, LATER)
    assert (refused.value.step, refused.value.state, refused.value.event) == (event.step, state, event)
    assert cycle == quarter()


def test_a_tidak_without_a_reason_is_refused() -> None:
    cycle = played(begin(SOP, CycleKind.YEAR, "2026", NOW), *done(7))
    with pytest.raises(IllegalMove, match="a reason is needed"):
        advance(cycle, SOP, Decide(7, "kasubbag", yes=False, reason="  "), LATER)


def test_a_correction_without_a_reason_is_refused() -> None:
    with pytest.raises(IllegalMove, match="a reason is needed"):
        advance(played(quarter(), *done(1)), SOP, Reopen(1, "kasubbag", ""), LATER)


def test_an_ended_cycle_takes_no_move() -> None:
    ended = played(quarter(), *done(1, 2, 3, 4, 5))
    with pytest.raises(IllegalMove, match="has ended"):
        advance(ended, SOP, Reopen(5, "kasubbag", "keliru"), LATER)


def test_a_cycle_stays_on_the_sop_it_began_with() -> None:
    revised = load(default_text() + "\n# revisi\n")
    with pytest.raises(ValueError, match="runs on SOP"):
        advance(quarter(), revised, Start(1, "kasubbag"), LATER)


def test_a_cycle_without_steps_cannot_begin() -> None:
    with pytest.raises(ValueError, match="no steps in a semester"):
        begin(OTHER, CycleKind.SEMESTER, "2026S1", NOW)


def test_another_offices_sop_runs_with_a_decision_only_step_and_a_yes_that_sends_back() -> None:
    cycle = played(begin(OTHER, CycleKind.QUARTER, "2026Q3", NOW), *done(1), sop=OTHER)
    assert states(cycle) == "1:done 2:deciding 3:waiting"
    back = played(cycle, Decide(2, "kepala", yes=True, reason="Satuan keliru"), sop=OTHER)
    assert states(back) == "1:open 2:waiting 3:waiting"
    assert played(back, *done(1), no(2), *done(3), sop=OTHER).ended


def test_a_yes_that_sends_back_needs_a_reason_too() -> None:
    cycle = played(begin(OTHER, CycleKind.QUARTER, "2026Q3", NOW), *done(1), sop=OTHER)
    with pytest.raises(IllegalMove, match="a reason is needed"):
        played(cycle, yes(2), sop=OTHER)


def test_a_cycle_survives_its_way_through_the_database() -> None:
    cycle = played(begin(SOP, CycleKind.SEMESTER, "2026S1", NOW), *done(6, 7), no(7))
    assert msgspec.json.decode(msgspec.json.encode(cycle), type=Cycle) == cycle


def test_the_table_shows_both_branches_of_each_diamond() -> None:
    branches = {
        (row.step, row.move): (row.opens, row.ends, row.informs)
        for row in transitions(SOP, CycleKind.SEMESTER)
        if row.move in (Move.YES, Move.NO)
    }
    assert branches == {
        (7, Move.YES): (8, False, ("kepala_bidang",)),
        (7, Move.NO): (7, False, ("staf",)),
        (8, Move.YES): (None, True, ("sekretaris",)),
        (8, Move.NO): (7, False, ("staf",)),
    }


EVENTS = st.one_of(
    st.builds(Start, st.integers(0, 10), st.just("A")),
    st.builds(Finish, st.integers(0, 10), st.just("A")),
    st.builds(Decide, st.integers(0, 10), st.just("A"), st.booleans(), st.sampled_from(["", "alasan"])),
    st.builds(Reopen, st.integers(0, 10), st.just("A"), st.sampled_from(["", "alasan"])),
)
RUNS = st.sampled_from([(SOP, kind) for kind in CycleKind] + [(OTHER, CycleKind.QUARTER), (OTHER, CycleKind.YEAR)])


def check(cycle: Cycle, sop: Sop) -> None:
    """What holds in every state a cycle can be in."""
    at_work = [run for run in cycle.steps if run.active]
    assert len(at_work) == (0 if cycle.ended else 1)
    assert [run.number for run in cycle.steps] == [step.number for step in sop.steps_of(cycle.kind)]
    for run in cycle.steps:
        after_work = any(run.number > busy.number for busy in at_work)
        assert not (after_work and run.state is not State.WAITING)
        assert (run.state is State.WAITING) <= (run.opened_at is None and run.finished_at is None)
        assert (run.state is State.STARTED) <= (run.started_at is not None)
        assert (run.state is State.DECIDING) <= (sop.step(run.number).decision is not None)
        assert (run.loops > 0) == bool(run.reason)


@given(RUNS, st.lists(EVENTS, max_size=60))
def test_no_order_of_moves_leads_to_an_impossible_cycle(kind: tuple[Sop, CycleKind], events: list[Event]) -> None:
    sop, cycle_kind = kind
    cycle = begin(sop, cycle_kind, "2026", NOW)
    for event in events:
        try:
            cycle = advance(cycle, sop, event, LATER)
        except IllegalMove:
            continue
        check(cycle, sop)


@given(RUNS, st.randoms(use_true_random=False), st.integers(1, 60))
def test_every_row_of_the_table_can_be_walked_and_leads_where_it_says(
    kind: tuple[Sop, CycleKind], chance: Random, length: int
) -> None:
    sop, cycle_kind = kind
    cycle = begin(sop, cycle_kind, "2026", NOW)
    for _ in range(length):
        rows = [row for row in transitions(sop, cycle_kind) if run(cycle, row.step).state is row.state]
        if cycle.ended:
            break
        row = chance.choice(rows)
        cycle = advance(cycle, sop, event_of(row.step, row.move), LATER)
        assert cycle.ended == row.ends
        assert run(cycle, row.step).state is row.becomes
        if row.opens is not None:
            assert cycle.current is not None
            assert cycle.current.number == row.opens


def event_of(step: int, move: Move) -> Event:
    if move is Move.START:
        return Start(step, "A")
    if move is Move.FINISH:
        return Finish(step, "A")
    if move is Move.REOPEN:
        return Reopen(step, "A", "alasan")
    return Decide(step, "A", move is Move.YES, "alasan")
