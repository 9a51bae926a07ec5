"""Who may do what to whose work: every action and role of the default SOP against a table written by hand."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.rules.office import Person
from bot.rules.policy import RULES, Action, Denial, Thing, holders, may
from bot.rules.sop import default_text, load

SOP = load(default_text())
NOW = datetime(2026, 10, 8, 2, tzinfo=UTC)

# how far each action reaches for each role: "-" not at all, own work, the own unit, all units
TABLE = """
           sekretaris  kepala_bidang  kasubbag  kepala_seksi  staf  pemasok  kepala
fill       own         own            own       own           own   own      own
view       all         unit           all       -             all   -        -
open       -           -              all       -             -     -        -
remind     -           -              all       -             -     -        -
recap      -           -              all       -             all   -        -
check      -           -              all       -             all   -        -
draft      -           -              all       -             all   -        -
circulate  -           -              all       -             -     -        -
approve    -           -              all       -             -     -        -
receive    own         own            own       own           own   own      own
"""
ROLES, *_LINES = [line.split() for line in TABLE.strip().splitlines()]
REACH = {(Action(name), role): reach for name, *line in _LINES for role, reach in zip(ROLES, line, strict=True)}
STAYS_OPEN = {Action.VIEW, Action.RECEIVE}  # also when the period is locked

# what is answered for (own work, work of the own unit, work of another unit)
ANSWERS: dict[str, tuple[Denial | None, Denial | None, Denial | None]] = {
    "-": (Denial.ROLE, Denial.ROLE, Denial.ROLE),
    "own": (None, Denial.OTHERS, Denial.OTHERS),
    "unit": (None, None, Denial.OTHERS),
    "all": (None, None, None),
}
THINGS = (Thing("DINKES", ("me",)), Thing("SEK", ("you",)), Thing("BPS", ("you",)))


def an_officer(*roles: str) -> Person:
    return Person("me", "Budi Contoh", "SEK", roles)


def test_the_table_names_every_action_and_every_role() -> None:
    assert set(ROLES) == {role.id for role in SOP.roles}
    assert set(REACH) == set(product(Action, ROLES))
    assert set(RULES) == set(Action)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", list(Action))
def test_an_action_reaches_as_far_as_the_table_says(action: Action, role: str) -> None:
    answers = tuple(may(SOP, an_officer(role), action, thing, NOW) for thing in THINGS)
    assert answers == ANSWERS[REACH[action, role]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", list(Action))
def test_in_a_locked_period_nothing_changes_whoever_asks(action: Action, role: str) -> None:
    locked = [Thing(thing.unit, thing.people, NOW - timedelta(days=1)) for thing in THINGS]
    answers = tuple(may(SOP, an_officer(role), action, thing, NOW) for thing in locked)
    assert answers == (ANSWERS[REACH[action, role]] if action in STAYS_OPEN else (Denial.LOCKED,) * 3)


@pytest.mark.parametrize(
    ("locked_at", "denied"),
    [(NOW - timedelta(microseconds=1), Denial.LOCKED), (NOW, Denial.LOCKED), (NOW + timedelta(microseconds=1), None)],
)
def test_the_lock_holds_from_its_very_moment(locked_at: datetime, denied: Denial | None) -> None:
    assert may(SOP, an_officer("kasubbag"), Action.CHECK, Thing("BPS", (), locked_at), NOW) is denied


def test_of_several_roles_the_widest_counts() -> None:
    both = an_officer("kepala_bidang", "staf")
    assert may(SOP, both, Action.VIEW, Thing("BPS"), NOW) is None
    assert may(SOP, both, Action.OPEN, Thing("BPS"), NOW) is Denial.ROLE


def test_without_any_role_only_what_everyone_may_is_left() -> None:
    nobody = an_officer()
    assert may(SOP, nobody, Action.FILL, Thing("BPS", ("me",)), NOW) is None
    assert may(SOP, nobody, Action.VIEW, Thing("SEK", ("me",)), NOW) is Denial.ROLE


def test_a_substitute_answers_as_the_holder_does() -> None:
    thing = Thing("BPS", ("you", "me"))
    assert may(SOP, an_officer("pemasok"), Action.FILL, thing, NOW) is None


def test_what_was_sent_to_others_cannot_be_answered_by_the_kasubbag() -> None:
    assert may(SOP, an_officer("kasubbag"), Action.RECEIVE, Thing("SEK", ("you",)), NOW) is Denial.OTHERS


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.RECEIVE])
def test_who_may_not_is_told_who_may(action: Action) -> None:
    expected = [role for role in ROLES if REACH[action, role] != "-"]
    assert [role.id for role in holders(SOP, action)] == expected


def test_no_role_holds_what_belongs_to_its_receiver() -> None:
    assert holders(SOP, Action.RECEIVE) == ()
