"""Rekap: how far the collection of a quarter is, per unit and per indicator, and on whom it waits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from bot.report.content import (
    Align,
    Block,
    Cell,
    Column,
    Fact,
    Letterhead,
    Paragraph,
    Place,
    Reference,
    Report,
    Row,
    Section,
    Table,
    Tile,
    Tiles,
    Tone,
)
from bot.report.facts import RecapFacts
from bot.report.said import (
    NOTHING,
    Entry,
    Names,
    achievement_cell,
    actual_cell,
    count_cell,
    enter,
    moment_cell,
    say_late,
    say_moment,
)
from bot.report.tables import ZONE, zoned
from bot.report.tally import Tally, count
from bot.rules.achievement import say_percent
from bot.rules.period import ROMAN
from bot.rules.record import Record


def recap_report(facts: RecapFacts) -> Report:
    """The state of the quarter at `now`, on a page or two."""
    entries = enter(facts.records)
    names = Names(facts.units, facts.people)
    made = say_moment(facts.now, facts.zone_label)
    quarter = facts.quarter
    return Report(
        heading=("REKAP PENGUMPULAN DATA KINERJA", f"TRIWULAN {ROMAN[quarter.number]} TAHUN {quarter.year}"),
        running=f"Rekap Pengumpulan Data Kinerja {quarter.name}",
        subject=f"Rekap pengumpulan data kinerja {facts.office.agency}, {quarter.name}",
        author=facts.office.agency,
        reference=Reference(facts.number, facts.version, facts.now, made),
        sections=tuple(_sections(facts, entries, names)),
        letterhead=Letterhead(facts.office.region, facts.office.agency),
        facts=tuple(_identity(facts)),
        paper=facts.paper,
    )


def _identity(facts: RecapFacts) -> Iterator[Fact]:
    yield Fact("Keadaan per", say_moment(facts.now, facts.zone_label))
    if facts.deadline:
        yield Fact("Batas waktu", _say_deadline(facts.deadline, facts))
    if facts.state:
        yield Fact("Tahap", facts.state)


def _say_deadline(deadline: datetime, facts: RecapFacts) -> str:
    said = say_moment(deadline.astimezone(facts.now.tzinfo), facts.zone_label)
    return f"{said} (sudah lewat)" if deadline < facts.now else said


def _sections(facts: RecapFacts, entries: Sequence[Entry], names: Names) -> Iterator[Section]:
    tally = count(entries)
    summary = (Block(tiles=Tiles(tuple(_tiles(tally)))), Block(paragraph=Paragraph(_finding(tally), lead=True)))
    yield Section("", summary)
    if entries:
        by_unit = _by_unit(entries, names)
        yield Section("Per unit", (Block(table=_units_table(by_unit, names, facts)),))
        yield Section("Per indikator", (Block(table=_indicators_table(by_unit, names, facts)),))


def _tiles(tally: Tally) -> Iterator[Tile]:
    yield Tile(f"{tally.answered}/{tally.asked}", "indikator terisi")
    yield Tile(str(tally.answered - tally.late), "tepat waktu")
    yield Tile(str(tally.late), "terlambat")
    yield Tile(str(tally.missing), "masih ditunggu")


def _finding(tally: Tally) -> str:
    if tally.asked and not tally.missing:
        filled = f"Semua {tally.asked} indikator sudah terisi."
    else:
        filled = f"{tally.answered} dari {tally.asked} indikator sudah terisi; {tally.missing} masih ditunggu."
    if tally.mean is None:
        return filled
    return f"{filled} Capaian sementara {say_percent(tally.mean)} % (rata-rata dari {tally.rated} indikator)."


def _by_unit(entries: Sequence[Entry], names: Names) -> Mapping[str, list[Entry]]:
    units: dict[str, list[Entry]] = {}
    for entry in entries:
        units.setdefault(names.unit(entry.record), []).append(entry)
    return units


_UNITS = (
    Column("No", 5, Align.CENTRE),
    Column("Unit", 34),
    Column("Terisi", 10, Align.CENTRE, Place.PAPER),
    Column("Terisi", 8, Align.FIGURE, Place.DATA),
    Column("Diukur", 8, Align.FIGURE, Place.DATA),
    Column("Tepat waktu", 10, Align.FIGURE),
    Column("Terlambat", 16, Align.FIGURE),
    Column("Terlambat paling lama (hari kerja)", 14, Align.FIGURE, Place.DATA),
    Column("Menunggu", 34),
    Column(f"Batas waktu ({ZONE})", 20),
)


def _units_table(by_unit: Mapping[str, list[Entry]], names: Names, facts: RecapFacts) -> Table:
    rows = (
        Row((count_cell(number), Cell(unit), *_unit(entries, names, facts)))
        for number, (unit, entries) in enumerate(by_unit.items(), start=1)
    )
    return Table("Per unit", "Tabel 1. Kelengkapan per unit", zoned(_UNITS, facts.zone_label), tuple(rows))


def _unit(entries: Sequence[Entry], names: Names, facts: RecapFacts) -> tuple[Cell, ...]:
    tally = count(entries)
    longest = max((entry.record.late_days for entry in entries if entry.late), default=0)
    note = f"paling lama {longest} hari kerja" if longest else ""
    return (
        Cell(f"{tally.answered} dari {tally.asked}"),
        count_cell(tally.answered),
        count_cell(tally.asked),
        count_cell(tally.answered - tally.late),
        Cell(str(tally.late), count_cell(tally.late).value, note=note),
        count_cell(longest),
        _waiting(entries, names, facts.now),
        _deadline(entries, facts.now.tzinfo),
    )


def _waiting(entries: Sequence[Entry], names: Names, now: datetime) -> Cell:
    """Budi Contoh (2), Siti Contoh (1)"""
    missing = [entry.record for entry in entries if entry.missing]
    holders = [names.holder(record) for record in missing]
    if not holders:
        return NOTHING
    said = ", ".join(f"{name} ({holders.count(name)})" for name in dict.fromkeys(holders))
    overdue = sum(1 for record in missing if _overdue(record, now))
    return Cell(said, note=f"{overdue} sudah lewat batas waktu" if overdue else "")


def _overdue(record: Record, now: datetime) -> bool:
    return record.deadline is not None and record.deadline < now


def _deadline(entries: Sequence[Entry], zone: tzinfo | None) -> Cell:
    deadlines = [entry.record.deadline for entry in entries if entry.record.deadline]
    return moment_cell(max(deadlines, default=None), zone)


_INDICATORS = (
    Column("No", 6, Align.CENTRE),
    Column("Unit", 30, place=Place.DATA),
    Column("Indikator", 40),
    Column("Penanggung jawab", 24),
    Column("Realisasi", 20, Align.FIGURE),
    Column("Satuan", 12, Align.CENTRE, Place.DATA),
    Column("Capaian TW (%)", 13, Align.FIGURE),
    Column(f"Dikirim ({ZONE})", 20),
    Column("Terlambat (hari kerja)", 12, Align.FIGURE, Place.DATA),
)


def _indicators_table(by_unit: Mapping[str, list[Entry]], names: Names, facts: RecapFacts) -> Table:
    zone = facts.now.tzinfo
    rows = (Row(_indicator(entry, unit, names, zone), unit) for unit, entries in by_unit.items() for entry in entries)
    return Table("Per indikator", "Tabel 2. Keadaan tiap indikator", zoned(_INDICATORS, facts.zone_label), tuple(rows))


def _indicator(entry: Entry, unit: str, names: Names, zone: tzinfo | None) -> tuple[Cell, ...]:
    record = entry.record
    return (
        count_cell(entry.number),
        Cell(unit),
        Cell(entry.indicator.name),
        Cell(names.holder(record)),
        _actual(record),
        Cell(entry.indicator.unit_of_measure),
        achievement_cell(entry.bases.quarter),
        _sent(record, zone),
        count_cell(record.late_days) if record.answered else Cell(),
    )


def _actual(record: Record) -> Cell:
    """The value, or why there is none; the unit stands above, and lateness in the column beside."""
    cell = actual_cell(record, "")
    return Cell(cell.text, cell.value, tone=cell.tone)


def _sent(record: Record, zone: tzinfo | None) -> Cell:
    if not record.answered:
        return NOTHING
    if record.channel == "impor":
        return Cell("impor", tone=Tone.ABSENT)
    return moment_cell(record.sent_at, zone, say_late(record) or "tepat waktu")
