"""One question before every action: may this person do this to that, now? The answer is data, not code.

An action names the SOP's command it belongs to; the SOP says how far each role's command reaches (own, unit, all).
What a person merely receives (a circulated draft) belongs to that person whatever the role.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.office import Person
from bot.rules.procedure import Role, Scope, Sop


class Action(StrEnum):
    FILL = "fill"  # answer an indicator, with notes and evidence
    VIEW = "view"  # see the recap
    OPEN = "open"  # open a quarter, ask the units, move a deadline, go on with gaps
    REMIND = "remind"
    RECAP = "recap"  # make the recap of step 2
    CHECK = "check"  # accept or return an answer
    DRAFT = "draft"
    CIRCULATE = "circulate"  # also: reply to a correction
    APPROVE = "approve"
    RECEIVE = "receive"  # answer a draft that was circulated to oneself


@dataclass(frozen=True)
class Rule:
    """`command` None: only the people the thing belongs to. `changes`: not any more once the period is locked."""

    command: str | None
    changes: bool = True


RULES: Mapping[Action, Rule] = {
    Action.FILL: Rule("isi"),
    Action.VIEW: Rule("rekap", changes=False),
    Action.OPEN: Rule("buka"),
    Action.REMIND: Rule("buka"),
    Action.RECAP: Rule("draf"),
    Action.CHECK: Rule("periksa"),
    Action.DRAFT: Rule("draf"),
    Action.CIRCULATE: Rule("edarkan"),
    Action.APPROVE: Rule("edarkan"),
    Action.RECEIVE: Rule(None, changes=False),
}


@dataclass(frozen=True)
class Thing:
    """What an action is done to: its unit, the codes of the people it belongs to, and when its period was locked."""

    unit: str = ""
    people: tuple[str, ...] = ()
    locked_at: datetime | None = None


class Denial(StrEnum):
    ROLE = "role"  # no role of this person has the command
    OTHERS = "others"  # the command does not reach this unit or this person's work
    LOCKED = "locked"  # the period is approved


def may(sop: Sop, person: Person, action: Action, thing: Thing, now: datetime) -> Denial | None:
    """None when allowed, else why not."""
    rule = RULES[action]
    if rule.changes and thing.locked_at is not None and thing.locked_at <= now:
        return Denial.LOCKED
    if rule.command is None:
        return None if person.code in thing.people else Denial.OTHERS
    scope = sop.scope(rule.command, person.roles)
    if scope is None:
        return Denial.ROLE
    if scope is Scope.ALL or person.code in thing.people:
        return None
    return None if scope is Scope.UNIT and thing.unit == person.unit else Denial.OTHERS


def holders(sop: Sop, action: Action) -> tuple[Role, ...]:
    """The roles that may do it: what a person is told who may not."""
    command = RULES[action].command
    return sop.holders(command) if command else ()
