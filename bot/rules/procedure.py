"""What an SOP is: steps, roles, decisions, and who may use which command. Read from a file by `bot.rules.sop`.

Nothing here knows that there are nine steps or five columns. The words that are fixed are the kinds of `Work` the
bot can do, the three cycles, the units of time and the commands; everything else an office writes in its own file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Work(StrEnum):
    """What the bot does at a step."""

    COLLECT = "collect"
    RECAP = "recap"
    CHECK = "check"
    DRAFT = "draft"
    CIRCULATE = "circulate"
    COMPOSE = "compose"
    DECIDE = "decide"  # nothing is made, somebody only decides
    NOTE = "note"  # done outside the bot, and noted


class CycleKind(StrEnum):
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


class TimeUnit(StrEnum):
    """Typed, because "1 hari" read as 24 office hours is a bug others shipped."""

    MINUTE = "menit"
    OFFICE_HOUR = "jam_kerja"
    WORKDAY = "hari_kerja"
    CALENDAR_DAY = "hari_kalender"


class Onward(StrEnum):
    """Where a branch leads when not to a numbered step."""

    NEXT = "lanjut"  # the next step of the same cycle, or its end after the last one
    END = "selesai"


class Scope(StrEnum):
    """How much of the office a command shows, from the narrowest to the widest."""

    OWN = "own"
    UNIT = "unit"
    ALL = "all"


COMMANDS = (
    *("start", "tugas", "isi", "status", "bantuan", "batal", "sop"),
    *("rekap", "buka", "periksa", "draf", "edarkan"),
)
EVERYONE = "everyone"


@dataclass(frozen=True)
class Approver:
    post: str
    name: str
    nip: str


@dataclass(frozen=True)
class Identity:
    """The identity block of the SOP page (PermenPAN-RB 35/2012)."""

    agency: str
    number: str
    name: str
    created: date | None
    revised: date | None
    effective: date | None
    approved_by: Approver


@dataclass(frozen=True)
class Provisions:
    """The blocks of the SOP page under the identity."""

    legal_basis: tuple[str, ...]
    qualifications: tuple[str, ...]
    related: tuple[str, ...]
    equipment: tuple[str, ...]
    warning: str
    records: str


@dataclass(frozen=True)
class Role:
    """`column`: stands as a column on the SOP page. `leads`: runs the collection. `signs`: signs the reports."""

    id: str
    name: str
    short: str
    column: bool = False
    leads: bool = False
    signs: bool = False


@dataclass(frozen=True)
class Duration:
    """A standard time: shown and measured, never enforced. `text` is what the SOP page prints ("15 Menit")."""

    amount: int
    unit: TimeUnit
    text: str = ""


@dataclass(frozen=True)
class Branch:
    """Where an answer leads, and the roles told of it."""

    to: int | Onward
    informs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The diamond at the end of a step: `role` answers Ya or Tidak."""

    role: str
    yes: Branch
    no: Branch


@dataclass(frozen=True)
class Step:
    """One row of the SOP page. Role fields hold role ids."""

    number: int
    activity: str
    work: Work
    cycles: tuple[CycleKind, ...]
    role: str
    accountable: str
    suppliers: tuple[str, ...]
    needs: tuple[str, ...]
    time: Duration
    output: str
    decision: Decision | None = None


@dataclass(frozen=True)
class Permission:
    """`role` may use `command` within `scope`; role "everyone" stands for all."""

    command: str
    role: str
    scope: Scope


@dataclass(frozen=True)
class Sop:
    """A consistent SOP. `steps` are in the order of their numbers; `digest` names this very version of the file."""

    identity: Identity
    provisions: Provisions
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    permissions: tuple[Permission, ...]
    digest: str

    def role(self, id: str) -> Role:
        return next(role for role in self.roles if role.id == id)

    def step(self, number: int) -> Step:
        return next(step for step in self.steps if step.number == number)

    def steps_of(self, kind: CycleKind) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if kind in step.cycles)

    def columns(self) -> tuple[Role, ...]:
        return tuple(role for role in self.roles if role.column)

    @property
    def leader(self) -> Role:
        return next(role for role in self.roles if role.leads)

    @property
    def signer(self) -> Role | None:
        return next((role for role in self.roles if role.signs), None)

    def target(self, step: Step, to: int | Onward, kind: CycleKind) -> int | None:
        """The number of the step that opens when `step` leaves by `to` in this kind of cycle; None ends the cycle."""
        if to is Onward.END:
            return None
        if to is Onward.NEXT:
            return next((after.number for after in self.steps_of(kind) if after.number > step.number), None)
        return to

    def exits(self, number: int, kind: CycleKind) -> tuple[int | None, ...]:
        """Where a cycle can go when this step is done: after its Ya and after its Tidak, or simply onward."""
        step = self.step(number)
        branches = (step.decision.yes.to, step.decision.no.to) if step.decision else (Onward.NEXT,)
        return tuple(self.target(step, to, kind) for to in branches)

    def scope(self, command: str, roles: Collection[str]) -> Scope | None:
        """The widest scope somebody holding `roles` has for the command; None when not allowed."""
        held = [
            permission.scope
            for permission in self.permissions
            if permission.command == command and (permission.role == EVERYONE or permission.role in roles)
        ]
        return max(held, key=tuple(Scope).index, default=None)

    def commands(self, roles: Collection[str]) -> tuple[str, ...]:
        """The commands somebody holding `roles` may use, in the order of menus."""
        return tuple(command for command in COMMANDS if self.scope(command, roles))

    def holders(self, command: str) -> tuple[Role, ...]:
        """The roles that may use a command: what a person is told who may not."""
        return tuple(role for role in self.roles if self.scope(command, (role.id,)))
