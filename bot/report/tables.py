"""The tables of a quarter's report: capaian, what is missing, the rules. Worksheets get more columns than paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo

from bot.report.content import Align, Cell, Column, Place, Row, Table
from bot.report.facts import QuarterFacts
from bot.report.said import (
    Entry,
    Names,
    achievement_cell,
    actual_cell,
    count_cell,
    moment_cell,
    rating_cell,
    raw_cell,
    say_state,
    target_cell,
)
from bot.rules.achievement import describe_rule
from bot.rules.rating import Rating
from bot.rules.record import Record, State

_STATES = {
    State.MISSING: "belum diisi",
    State.EXPECTED: "belum ada data",
    State.NOT_MEASURED: "tidak diukur pada triwulan ini",
    State.FILLED: "terisi",
    State.RETURNED: "dikembalikan",
    State.ACCEPTED: "diterima pemeriksa",
}

ZONE = "{zone}"  # stands in a column's title for the label of the office's zone


def zoned(columns: Sequence[Column], label: str) -> tuple[Column, ...]:
    """The columns with the zone's label ("WITA") in their titles."""
    return tuple(replace(column, title=column.title.replace(ZONE, label)) for column in columns)


_ACHIEVEMENT = (
    Column("No", 5, Align.CENTRE),
    Column("Sasaran", 40, place=Place.DATA),
    Column("Indikator", 32),
    Column("Satuan", 11, Align.CENTRE),
    Column("Target TW", 13, Align.FIGURE),
    Column("Realisasi", 17, Align.FIGURE),
    Column("Capaian TW (%)", 13, Align.FIGURE),
    Column("Target tahun", 13, Align.FIGURE),
    Column("Capaian tahun (%)", 13, Align.FIGURE),
    Column("Predikat", 14),
    Column("Capaian TW sebelum dibatasi (%)", 16, Align.FIGURE, Place.DATA),
    Column("Kode", 10, place=Place.DATA),
    Column("Unit", 30, place=Place.DATA),
    Column("Penanggung jawab", 24, place=Place.DATA),
    Column("Keadaan", 18, place=Place.DATA),
    Column("Terlambat (hari kerja)", 12, Align.FIGURE, Place.DATA),
    Column("Asal", 8, place=Place.DATA),
    Column("Dikirim oleh", 24, place=Place.DATA),
    Column(f"Waktu kirim ({ZONE})", 22, place=Place.DATA),
    Column("Aturan perhitungan", 60, place=Place.DATA),
)


def achievement_table(facts: QuarterFacts, entries: Sequence[Entry], names: Names, number: int) -> Table:
    groups = _groups(entries)
    zone = facts.made_at.tzinfo
    rows = (Row(_achievement(entry, names, facts.ratings, zone), groups[entry.indicator.sasaran]) for entry in entries)
    caption = f"Tabel {number}. Capaian indikator {facts.quarter.name}"
    return Table("Capaian", caption, zoned(_ACHIEVEMENT, facts.zone_label), tuple(rows))


def _groups(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Sasaran 1: Meningkatnya ...; indicators without a sasaran stand under no band."""
    known = [sasaran for sasaran in dict.fromkeys(entry.indicator.sasaran for entry in entries) if sasaran]
    return {"": ""} | {sasaran: f"Sasaran {number}: {sasaran}" for number, sasaran in enumerate(known, start=1)}


def _achievement(entry: Entry, names: Names, ratings: Sequence[Rating], zone: tzinfo | None) -> tuple[Cell, ...]:
    record, indicator, bases = entry.record, entry.indicator, entry.bases
    return (
        count_cell(entry.number),
        Cell(indicator.sasaran),
        Cell(indicator.name),
        Cell(indicator.unit_of_measure),
        target_cell(indicator, indicator.targets.get(record.quarter.number)),
        actual_cell(record, names.unit(record)),
        achievement_cell(bases.quarter),
        target_cell(indicator, indicator.annual),
        achievement_cell(bases.annual),
        rating_cell(bases.quarter, ratings),
        raw_cell(bases.quarter),
        Cell(indicator.code),
        Cell(names.unit(record)),
        Cell(names.holder(record)),
        *_origin(record, names, zone),
        Cell(describe_rule(indicator)),
    )


def _origin(record: Record, names: Names, zone: tzinfo | None) -> tuple[Cell, ...]:
    """Keadaan, terlambat, asal, dikirim oleh, waktu kirim."""
    sender = names.person(record.sent_by) if record.sent_by else ""
    return (
        Cell(_STATES[record.state]),
        count_cell(record.late_days) if record.answered else Cell(),
        Cell(record.channel if record.answered else ""),
        Cell(sender if record.answered else ""),
        moment_cell(record.sent_at, zone) if record.answered else Cell(),
    )


_MISSING = (
    Column("No", 6, Align.CENTRE),
    Column("Indikator", 36),
    Column("Unit", 28),
    Column("Penanggung jawab", 24),
    Column("Keadaan", 30),
    Column("Diperkirakan", 18, place=Place.DATA),
)


def missing_table(entries: Sequence[Entry], names: Names, number: int) -> Table:
    rows = tuple(Row(_missing(entry, names)) for entry in entries if entry.missing)
    return Table("Belum masuk", f"Tabel {number}. Indikator yang diukur tetapi belum masuk", _MISSING, rows)


def _missing(entry: Entry, names: Names) -> tuple[Cell, ...]:
    record = entry.record
    said = say_state(record)
    return (
        count_cell(entry.number),
        Cell(entry.indicator.name),
        Cell(names.unit(record)),
        Cell(names.holder(record)),
        Cell(f"{said}: {record.reason}" if record.reason else said),
        Cell(day=record.expected_on),
    )


_RULES = (Column("Indikator nomor", 16), Column("Aturan perhitungan", 84))


def rules_table(entries: Sequence[Entry], number: int) -> Table:
    """One row per rule with the indicators it holds for: most indicators share a few rules."""
    by_rule: dict[str, list[int]] = {}
    for entry in entries:
        by_rule.setdefault(describe_rule(entry.indicator), []).append(entry.number)
    rows = tuple(Row((Cell(say_numbers(numbers)), Cell(rule))) for rule, numbers in by_rule.items())
    return Table("Aturan", f"Tabel {number}. Aturan perhitungan capaian", _RULES, rows)


def say_numbers(numbers: Sequence[int]) -> str:
    """1–4, 7: runs of three and more are joined."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_say_run(run) for run in runs)


def _say_run(run: Sequence[int]) -> str:
    return f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run))
