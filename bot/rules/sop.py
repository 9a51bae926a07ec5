"""The SOP as data, in one place: what it is made of, the file that comes with the product, and how it reads.

`procedure` holds the types, `sop_file` the strict reading; both are offered here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import resources

from bot.rules.dates import MONTHS
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
from bot.rules.sop_file import SopError, digest, load

__all__ = [
    "COMMANDS",
    "EVERYONE",
    "Approver",
    "Branch",
    "CycleKind",
    "Decision",
    "Duration",
    "Identity",
    "Onward",
    "Permission",
    "Provisions",
    "Role",
    "Scope",
    "Sop",
    "SopError",
    "Step",
    "TimeUnit",
    "Work",
    "default_text",
    "describe",
    "digest",
    "load",
    "say_duration",
]

_WORKS = {
    Work.COLLECT: "mengumpulkan data",
    Work.RECAP: "merekap",
    Work.CHECK: "memeriksa",
    Work.DRAFT: "menyusun draf",
    Work.CIRCULATE: "mengedarkan",
    Work.COMPOSE: "menggabungkan laporan",
    Work.DECIDE: "memutuskan",
    Work.NOTE: "mencatat",
}
_CYCLES = {CycleKind.QUARTER: "triwulan", CycleKind.SEMESTER: "semester", CycleKind.YEAR: "tahun"}
_UNITS = {
    TimeUnit.MINUTE: "menit kerja",
    TimeUnit.OFFICE_HOUR: "jam kerja",
    TimeUnit.WORKDAY: "hari kerja",
    TimeUnit.CALENDAR_DAY: "hari kalender",
}
EMPTY = "(kosong)"
_SCOPES = {Scope.OWN: "milik sendiri", Scope.UNIT: "unit sendiri", Scope.ALL: "semua unit"}


def default_text() -> str:
    """The SOP that comes with the product: SOP – 01/BAPPEDALITBANG."""
    return resources.files("bot.rules").joinpath("sop.toml").read_text(encoding="utf-8")


def say_duration(duration: Duration) -> str:
    """As the SOP page prints it, then as it is measured: "2 hari (diukur: 2 hari kerja)"."""
    measured = f"{duration.amount} {_UNITS[duration.unit]}"
    return f"{duration.text} (diukur: {measured})" if duration.text else measured


def describe(sop: Sop) -> str:
    """The whole SOP as Indonesian text, one field a line and no line wrapped: what `python -m bot sop` prints."""
    blocks = [_identity(sop), *_provisions(sop), *(_step(sop, step) for step in sop.steps), _commands(sop)]
    return "\n\n".join("\n".join(block) for block in blocks)


def _identity(sop: Sop) -> Iterator[str]:
    identity = sop.identity
    approver = identity.approved_by
    yield identity.name
    yield f"Satuan kerja: {identity.agency}"
    yield f"Nomor SOP: {identity.number}"
    for title, day in (
        ("Tanggal pembuatan", identity.created),
        ("Tanggal revisi", identity.revised),
        ("Tanggal efektif", identity.effective),
    ):
        yield f"{title}: {_dated(day)}"
    yield f"Disahkan oleh: {approver.post} ({approver.name}{', NIP ' + approver.nip if approver.nip else ''})"


def _dated(day: date | None) -> str:
    """With two figures for the day, as the SOP page prints it."""
    return f"{day:%d} {MONTHS[day.month - 1]} {day.year}" if day else EMPTY


def _provisions(sop: Sop) -> Iterator[list[str]]:
    said = sop.provisions
    for title, items in (
        ("Dasar hukum", said.legal_basis),
        ("Kualifikasi pelaksana", said.qualifications),
        ("Keterkaitan", said.related),
        ("Peralatan/perlengkapan", said.equipment),
        ("Pelaksana", tuple(role.name for role in sop.columns())),
    ):
        if items:
            yield [f"{title}:", *(f"  {order}. {item}" for order, item in enumerate(items, start=1))]
    yield [f"Peringatan: {said.warning or EMPTY}", f"Pencatatan dan pendataan: {said.records or EMPTY}"]


def _step(sop: Sop, step: Step) -> Iterator[str]:
    yield f"Langkah {step.number}"
    yield f"  Kegiatan: {step.activity}"
    yield f"  Jenis kerja: {_WORKS[step.work]}"
    yield f"  Siklus: {_and(_CYCLES[kind] for kind in step.cycles)}"
    yield f"  Pelaksana: {sop.role(step.role).name}"
    yield f"  Penanggung jawab: {sop.role(step.accountable).name}"
    if step.suppliers:
        yield f"  Pemasok data: {_names(sop, step.suppliers)}"
    yield f"  Kelengkapan: {', '.join(step.needs) or EMPTY}"
    yield f"  Waktu: {say_duration(step.time)}"
    yield f"  Output: {step.output}"
    if step.decision:
        yield f"  Keputusan: {sop.role(step.decision.role).name}"
        yield f"    Ya: {_branch(sop, step.decision.yes)}"
        yield f"    Tidak: {_branch(sop, step.decision.no)}"


def _branch(sop: Sop, branch: Branch) -> str:
    words = {Onward.NEXT: "lanjut ke langkah berikutnya", Onward.END: "selesai"}
    where = words[branch.to] if isinstance(branch.to, Onward) else f"ke langkah {branch.to}"
    return f"{where}; {_names(sop, branch.informs)} diberi tahu" if branch.informs else where


def _commands(sop: Sop) -> Iterator[str]:
    yield "Perintah"
    for command in COMMANDS:
        allowed = [permission for permission in sop.permissions if permission.command == command]
        who = (f"{_who(sop, permission.role)} ({_SCOPES[permission.scope]})" for permission in allowed)
        yield f"  /{command}: {', '.join(who) or EMPTY}"


def _who(sop: Sop, role: str) -> str:
    return "semua peran" if role == EVERYONE else sop.role(role).short


def _names(sop: Sop, roles: Iterable[str]) -> str:
    return ", ".join(sop.role(role).name for role in roles)


def _and(words: Iterable[str]) -> str:
    return " dan ".join(words)
