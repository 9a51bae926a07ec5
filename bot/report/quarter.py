"""Laporan Kinerja Triwulan: facts to a finished report. A part that would be empty is left out."""

import itertools
from collections.abc import Iterator, Sequence

from bot.report.content import (
    Block,
    Closing,
    Exhibit,
    Fact,
    Letterhead,
    Listing,
    Note,
    Notes,
    Paragraph,
    Reference,
    Remark,
    Report,
    Section,
)
from bot.report.facts import OfficeIdentity, QuarterFacts, Signature
from bot.report.said import Entry, Names, enter, say_late, say_moment, say_state
from bot.report.summary import achievement_chart, summary
from bot.report.tables import achievement_table, missing_table, rules_table
from bot.report.tally import count
from bot.rules.achievement import say_achievement, say_actual
from bot.rules.dates import say_date
from bot.rules.period import ROMAN
from bot.rules.rating import describe_ratings


def quarter_report(facts: QuarterFacts) -> Report:
    """The whole report of one quarter, as it stands in the facts."""
    entries = enter(facts.records)
    return Report(
        heading=(f"LAPORAN KINERJA TRIWULAN {ROMAN[facts.quarter.number]} TAHUN {facts.quarter.year}",),
        running=f"Laporan Kinerja {facts.quarter.name}",
        subject=f"Laporan kinerja {facts.office.agency}, {facts.quarter.name}, versi {facts.version}",
        author=facts.office.agency,
        reference=_reference(facts),
        sections=lettered(_sections(facts, entries, Names(facts.units, facts.people))),
        letterhead=letterhead(facts.office),
        facts=_identity(facts),
        closing=_closing(facts),
        paper=facts.paper,
        draft=facts.draft,
    )


def letterhead(office: OfficeIdentity) -> Letterhead:
    return Letterhead(office.region, office.agency, office.address, office.logo)


def lettered(sections: Iterator[Section]) -> tuple[Section, ...]:
    """A. ..., B. ..., in the order of those that exist."""
    return tuple(
        Section(f"{chr(ord('A') + place)}. {section.title}", section.blocks, section.landscape)
        for place, section in enumerate(sections)
    )


def _reference(facts: QuarterFacts) -> Reference:
    made = say_moment(facts.made_at, facts.zone_label)
    return Reference(facts.number, facts.version, facts.made_at, made, facts.made_by)


def _identity(facts: QuarterFacts) -> tuple[Fact, ...]:
    sop = ", ".join(filter(None, (facts.office.sop_number, facts.office.sop_name)))
    made_by = f", oleh {facts.made_by}" if facts.made_by else ""
    known = (
        Fact("Nomor internal", f"{facts.number}, versi {facts.version}{' (draf)' if facts.draft else ''}"),
        Fact("Periode", f"{say_date(facts.quarter.start)} s.d. {say_date(facts.quarter.end)}"),
        Fact("SOP", sop),
        Fact("Disusun", f"{say_moment(facts.made_at, facts.zone_label)}{made_by}"),
    )
    return tuple(fact for fact in known if fact.text)


def _sections(facts: QuarterFacts, entries: Sequence[Entry], names: Names) -> Iterator[Section]:
    tally = count(entries)
    yield Section("Ringkasan", tuple(summary(facts, entries, names, tally)))
    if tally.rated:
        yield Section("Capaian terhadap target triwulan", (Block(chart=achievement_chart(entries)),))
    tables = itertools.count(1)
    if entries:
        achievement = achievement_table(facts, entries, names, next(tables))
        yield Section("Capaian per indikator", (Block(table=achievement),), landscape=True)
    if tally.missing:
        missing = missing_table(entries, names, next(tables))
        yield Section("Indikator yang belum masuk", (Block(table=missing),))
    if notes := tuple(_notes(entries, names)):
        yield Section("Kendala, tindak lanjut, dan bukti dukung", (Block(notes=Notes(notes)),))
    if entries:
        yield Section("Aturan perhitungan", tuple(_rules(facts, entries, next(tables))))
    if facts.changes and facts.version > 1:
        yield Section(f"Perubahan sejak versi {facts.version - 1}", (Block(listing=Listing(facts.changes)),))


_LABELS = {"kendala": "Kendala", "tindak_lanjut": "Tindak lanjut", "pendorong": "Faktor pendorong"}


def _notes(entries: Sequence[Entry], names: Names) -> Iterator[Note]:
    for entry in entries:
        record = entry.record
        remarks = tuple(Remark(_label(field), text) for field, text in record.notes.items() if text)
        exhibits = tuple(Exhibit(each.name, each.sha256, each.link) for each in record.evidence)
        if remarks or exhibits:
            yield Note(entry.number, entry.indicator.name, _subtitle(entry, names), remarks, exhibits)


def _label(field: str) -> str:
    return _LABELS.get(field) or field.replace("_", " ").capitalize()


def _subtitle(entry: Entry, names: Names) -> str:
    record, unit = entry.record, names.unit(entry.record)
    if not record.answered or record.actual is None:
        return f"{unit} · {say_state(record)}"
    said = f"realisasi {say_actual(entry.indicator, record.actual)}"
    return " · ".join(
        filter(None, (unit, said, f"capaian TW {say_achievement(entry.bases.quarter)}", say_late(record)))
    )


def _rules(facts: QuarterFacts, entries: Sequence[Entry], table: int) -> Iterator[Block]:
    yield Block(
        paragraph=Paragraph(
            "Capaian TW membandingkan realisasi dengan target triwulan, capaian tahun dengan target tahun. "
            "Semua angka dihitung utuh dan baru dibulatkan dua desimal ketika dicetak."
        )
    )
    yield Block(table=rules_table(entries, table))
    yield Block(paragraph=Paragraph(describe_ratings(facts.ratings)))


def _closing(facts: QuarterFacts) -> Closing:
    signature = facts.signature
    day = say_date(facts.made_at)
    return Closing(
        place_and_date=f"{facts.office.city}, {day}" if facts.office.city else day,
        post=_post(signature),
        name=signature.name,
        pangkat=signature.pangkat,
        nip=say_nip(signature.nip),
        copies=facts.recipients,
    )


def _post(signature: Signature) -> str:
    """Plt. Kepala Badan ..., with the comma of an official letter."""
    return f"{signature.kind} {signature.post},".strip()


def say_nip(nip: str) -> str:
    """19701207 199503 1 002: birth, appointment, sex, serial, as official letters space it."""
    digits = "".join(nip.split())
    if len(digits) != 18 or not (digits.isascii() and digits.isdigit()):
        return nip
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
