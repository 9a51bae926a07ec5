"""A period begins once, goes on where it stood, and ends on the SOP version it began with."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError, NoResultFound

from bot.rules.cycle import Cycle, Finish, Start, advance
from bot.rules.period import Quarter
from bot.rules.sop import default_text
from storage import cycles, tables
from storage.cycles import Opened
from storage.database import transaction
from tests.storage.offices import DEADLINE, NOW, PERIOD, SOP, begun


@pytest.fixture(autouse=True)
def sop(engine: Engine) -> None:
    with transaction(engine) as connection:
        cycles.keep_sop(connection, SOP.digest, default_text())


def open_one(engine: Engine, period: str = PERIOD) -> bool:
    with transaction(engine) as connection:
        return cycles.open_cycle(connection, begun(period))


def load(engine: Engine, period: str = PERIOD) -> Opened | None:
    with transaction(engine) as connection:
        return cycles.load_cycle(connection, period)


def test_a_period_comes_back_as_it_began(engine: Engine) -> None:
    assert open_one(engine)
    found = load(engine)
    assert found == begun()
    assert found is not None
    assert (found.period, found.quarter) == ("2026Q3", Quarter(2026, 3))
    assert load(engine, "2026Q4") is None


def test_a_period_begins_once_and_the_second_try_changes_nothing(engine: Engine) -> None:
    assert open_one(engine)
    with transaction(engine) as connection:
        again = replace(begun(), deadline=DEADLINE + timedelta(days=9), instruction="lain")
        assert not cycles.open_cycle(connection, again)
    assert load(engine) == begun()


def test_of_several_that_open_a_period_at_once_one_does(engine: Engine) -> None:
    together = Barrier(4)

    def race(_: int) -> bool:
        together.wait()
        return open_one(engine)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(race, range(4))) == 1


def test_an_sop_version_is_kept_once_and_never_changed(engine: Engine) -> None:
    with transaction(engine) as connection:
        cycles.keep_sop(connection, SOP.digest, "another text")
        assert cycles.sop_text(connection, SOP.digest) == default_text()
        assert connection.execute(select(func.count()).select_from(tables.sops)).scalar_one() == 1
        with pytest.raises(NoResultFound):
            cycles.sop_text(connection, "unknown")


def test_a_period_needs_the_sop_it_runs_on(engine: Engine) -> None:
    strange = replace(begun(), cycle=replace(begun().cycle, sop="unknown"))
    with pytest.raises(IntegrityError), transaction(engine) as connection:
        cycles.open_cycle(connection, strange)


def moved(cycle: Cycle) -> Cycle:
    """Step 1 started and finished, so that step 2 is at work."""
    started = advance(cycle, SOP, Start(1, "P-04"), NOW)
    return advance(started, SOP, Finish(1, "P-04"), NOW + timedelta(hours=1))


def test_every_move_is_found_again(engine: Engine) -> None:
    open_one(engine)
    cycle = moved(begun().cycle)
    with transaction(engine) as connection:
        cycles.save_cycle(connection, cycle)
    found = load(engine)
    assert found is not None
    assert found.cycle == cycle
    assert found.cycle.current is not None
    assert found.cycle.current.number == 2
    advance(found.cycle, SOP, Start(2, "P-07"), NOW)


def test_only_periods_at_work_are_listed_the_latest_first(engine: Engine) -> None:
    for period in ("2026Q2", "2027Q1", "2026Q4"):
        open_one(engine, period)
    with transaction(engine) as connection:
        cycles.save_cycle(connection, replace(begun("2026Q4").cycle, ended_at=NOW))
        assert [each.period for each in cycles.load_cycles(connection)] == ["2027Q1", "2026Q2"]
        assert [each.period for each in cycles.load_cycles(connection, ended=True)] == ["2027Q1", "2026Q4", "2026Q2"]


def test_the_kasubbags_deadline_and_instruction_take_the_place_of_the_first(engine: Engine) -> None:
    open_one(engine)
    open_one(engine, "2026Q4")
    with transaction(engine) as connection:
        cycles.change_request(connection, PERIOD, deadline=DEADLINE + timedelta(days=2))
        cycles.change_request(connection, PERIOD, instruction="Mohon & segera <b>")
    assert load(engine) == replace(begun(), deadline=DEADLINE + timedelta(days=2), instruction="Mohon & segera <b>")
    assert load(engine, "2026Q4") == begun("2026Q4")


def test_it_is_kept_when_the_units_were_asked(engine: Engine) -> None:
    open_one(engine)
    with transaction(engine) as connection:
        cycles.mark_requested(connection, PERIOD, NOW)
    assert load(engine) == replace(begun(), requested_at=NOW)
