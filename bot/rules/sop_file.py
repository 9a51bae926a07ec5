"""Reads a SOP file strictly: every mistake at once, each with its step and field.

A misspelt key must not pass, because it would silently change an office's procedure.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator

from bot.rules.procedure import (
    COMMANDS,
    EVERYONE,
    Approver,
    Branch,
    CycleKind,
    Decision,
    Duration,
    Identity,
    Onward,
    Permission,
    Provisions,
    Role,
    Scope,
    Sop,
    Step,
    TimeUnit,
    Work,
)
from bot.rules.strict import Table


class SopError(Exception):
    """The SOP file cannot be used. `mistakes` are Indonesian sentences, one per mistake, all of them."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def digest(text: str) -> str:
    """SHA-256 of a SOP file: a cycle stays on the version it began with, and this is the version's name."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> Sop:
    """Reads a SOP file. Raises SopError with every mistake."""
    mistakes: list[str] = []
    top = Table(_parsed(text), "berkas SOP", mistakes)
    identity = _identity(top.table("identity"))
    provisions = _provisions(top.table("provisions"))
    roles = _roles(top)
    ids = [role.id for role in roles]
    steps = _steps(top, ids)
    permissions = _permissions(top.table("commands"), ids)
    top.close()
    sop = Sop(identity, provisions, roles, steps, permissions, digest(text))
    if not mistakes:  # a flow can be followed only where all steps could be read
        mistakes += _dead_ends(sop)
    if mistakes:
        raise SopError(tuple(mistakes))
    return sop


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"baris {found[1]} kolom {found[2]}" if found else "akhir berkas"
        raise SopError((f"berkas SOP: tulisan TOML tidak terbaca di {place}",)) from None


def _identity(table: Table) -> Identity:
    approver = table.table("approved_by")
    identity = Identity(
        agency=table.text("agency"),
        number=table.text("number"),
        name=table.text("name"),
        created=table.day("created", optional=True),
        revised=table.day("revised", optional=True),
        effective=table.day("effective", optional=True),
        approved_by=Approver(approver.text("post"), approver.text("name"), approver.text("nip", optional=True)),
    )
    approver.close()
    table.close()
    return identity


def _provisions(table: Table) -> Provisions:
    provisions = Provisions(
        legal_basis=table.texts("legal_basis"),
        qualifications=table.texts("qualifications"),
        related=table.texts("related"),
        equipment=table.texts("equipment"),
        warning=table.text("warning", optional=True),
        records=table.text("records", optional=True),
    )
    table.close()
    return provisions


def _roles(top: Table) -> tuple[Role, ...]:
    roles = tuple(_role(table) for table in top.tables("roles", "peran"))
    ids = [role.id for role in roles]
    for id in dict.fromkeys(id for id in ids if id and ids.count(id) > 1):
        top.wrong(f'peran "{id}" ditulis {ids.count(id)} kali')
    if EVERYONE in ids:
        top.wrong(f'"{EVERYONE}" berarti semua peran dan tidak dapat menjadi nama peran')
    if roles and sum(role.leads for role in roles) != 1:
        top.wrong("harus ada tepat satu peran dengan leads = true")
    if sum(role.signs for role in roles) > 1:
        top.wrong("paling banyak satu peran dengan signs = true")
    return roles


def _role(table: Table) -> Role:
    id = table.text("id")
    if id:
        table.place = f'peran "{id}"'
    role = Role(
        id=id,
        name=table.text("name"),
        short=table.text("short"),
        column=table.flag("column"),
        leads=table.flag("leads"),
        signs=table.flag("signs"),
    )
    table.close()
    return role


def _steps(top: Table, roles: list[str]) -> tuple[Step, ...]:
    steps = sorted((_step(table, roles) for table in top.tables("steps", "langkah")), key=lambda step: step.number)
    numbers = [step.number for step in steps if step.number]
    for number in range(1, max(numbers, default=0) + 1):
        if number not in numbers:
            top.mistakes.append(f"langkah {number}: number = {number} terlewati; nomor harus urut mulai dari 1")
        if numbers.count(number) > 1:
            top.mistakes.append(f"langkah {number}: number = {number} dipakai {numbers.count(number)} kali")
    for step in steps:
        top.mistakes.extend(_dangling(step, {other.number: other for other in steps}))
    return tuple(steps)


def _step(table: Table, roles: list[str]) -> Step:
    number = table.count("number")
    if number:
        table.place = f"langkah {number}"
    step = Step(
        number=number,
        activity=table.text("activity"),
        work=table.choice("work", Work),
        cycles=tuple(CycleKind(word) for word in table.words("cycle", tuple(CycleKind), required=True)),
        role=table.word("role", roles),
        accountable=table.word("accountable", roles),
        suppliers=table.words("suppliers", roles),
        needs=table.texts("needs"),
        time=_duration(table.table("time")),
        output=table.text("output"),
        decision=_decision(table.table("decision"), roles) if table.has("decision") else None,
    )
    if step.work is Work.DECIDE and not table.has("decision"):
        table.wrong('work = "decide" memerlukan [steps.decision]')
    table.close()
    return step


def _duration(table: Table) -> Duration:
    duration = Duration(table.count("amount"), table.choice("unit", TimeUnit), table.text("text", optional=True))
    table.close()
    return duration


def _decision(table: Table, roles: list[str]) -> Decision:
    decision = Decision(
        role=table.word("role", roles),
        yes=Branch(table.number_or("yes", Onward), table.words("yes_informs", roles)),
        no=Branch(table.number_or("no", Onward), table.words("no_informs", roles)),
    )
    table.close()
    return decision


def _dangling(step: Step, steps: dict[int, Step]) -> Iterator[str]:
    """Branches that lead to a step that is not there, or not in the same cycle."""
    if not step.decision:
        return
    for answer, branch in (("yes", step.decision.yes), ("no", step.decision.no)):
        if isinstance(branch.to, Onward):
            continue
        field = f"langkah {step.number}: decision.{answer} = {branch.to}"
        if branch.to not in steps:
            yield f"{field} menunjuk langkah yang tidak ada"
            continue
        for kind in step.cycles:
            if kind not in steps[branch.to].cycles:
                yield f'{field} menunjuk langkah di luar siklus {kind}; mungkin maksudnya "{Onward.NEXT}"'


def _dead_ends(sop: Sop) -> Iterator[str]:
    """Steps a cycle can never come to, and steps from which it can never end."""
    for kind in CycleKind:
        steps = sop.steps_of(kind)
        reached = _reachable(sop, kind, steps[0].number) if steps else set()
        for step in steps:
            place = f"langkah {step.number}: siklus {kind}"
            if step.number not in reached:
                yield f"{place} tidak pernah sampai ke langkah ini; periksa decision pada langkah sebelumnya"
            elif None not in _reachable(sop, kind, step.number):
                yield f"{place} tidak pernah selesai dari langkah ini; periksa decision"


def _reachable(sop: Sop, kind: CycleKind, start: int) -> set[int | None]:
    """All step numbers a cycle can come to from `start`, itself included; None when it can end."""
    seen: set[int | None] = set()
    ahead: list[int | None] = [start]
    while ahead:
        number = ahead.pop()
        if number not in seen:
            seen.add(number)
            ahead += sop.exits(number, kind) if number is not None else ()
    return seen


def _permissions(table: Table, roles: list[str]) -> tuple[Permission, ...]:
    permissions = []
    for command in COMMANDS:
        row = table.table(command)
        for role in row.keys_among((EVERYONE, *roles)):
            permissions.append(Permission(command, role, row.choice(role, Scope)))
        row.close()
    table.close()
    return tuple(permissions)
