"""From the office's data to a numbered snapshot: what a paper says is fixed here, what it looks like comes later."""

from datetime import datetime

import msgspec

from bot.report.build import quarter_report, recap_report
from bot.report.content import Paper, Report, digest
from bot.report.facts import OfficeIdentity, QuarterFacts, RecapFacts, Signature
from bot.rules.achievement import say_actual
from bot.rules.period import ROMAN, Quarter
from bot.rules.record import Record, State
from bot.service import course
from bot.service.desk import Desk, Visit
from storage import office, records, reports
from storage.cycles import Opened


def number_of(quarter: Quarter, short: str) -> str:
    """The draft's own number: one a quarter, with versions."""
    return f"LKj/{short}/TW-{ROMAN[quarter.number]}/{quarter.year}"


def make_draft(visit: Visit, opened: Opened) -> tuple[int, int]:
    """A new version of the quarter's draft, kept as a snapshot; returns its row and its version."""
    desk, quarter = visit.desk, opened.quarter
    number = number_of(quarter, desk.house.config.office.short)
    version = reports.next_version(desk.connection, opened.period, reports.QUARTER)
    found = [*desk.records(opened.period), *records.not_measured(desk.connection, quarter)]
    facts = QuarterFacts(
        quarter=quarter,
        office=identity(desk),
        records=found,
        units=desk.units,
        people=desk.people,
        signature=_signature(desk),
        number=number,
        version=version,
        made_at=desk.calendar.local(desk.now),
        made_by=visit.person.name,
        zone_label=desk.calendar.zone_label,
        ratings=desk.house.ratings,
        changes=_changes(desk, opened, found),
        recipients=tuple(desk.people[code].post for code in office.load_recipients(desk.connection)),
        paper=Paper(desk.house.config.office.paper),
    )
    name = f"Draf Laporan Kinerja {quarter.short} {quarter.year} v{version}.pdf"
    row = _keep(visit, opened, quarter_report(facts), reports.QUARTER, number, version, name)
    return row, version


def make_recap(visit: Visit, opened: Opened, found: list[Record], kind: str) -> int:
    """The recap of these records as they stand now; returns its row."""
    desk, quarter = visit.desk, opened.quarter
    version = reports.next_version(desk.connection, opened.period, kind)
    number = f"REKAP/{desk.house.config.office.short}/TW-{ROMAN[quarter.number]}/{quarter.year}"
    step = course.current_step(desk, opened)
    facts = RecapFacts(
        quarter=quarter,
        office=identity(desk),
        records=found,
        units=desk.units,
        people=desk.people,
        now=desk.calendar.local(desk.now),
        state=f"Langkah {step.number}: {step.activity}" if step else "Laporan sudah ditetapkan",
        deadline=desk.calendar.local(opened.deadline),
        zone_label=desk.calendar.zone_label,
        number=number,
        version=version,
        paper=Paper(desk.house.config.office.paper),
    )
    ending = "xlsx" if kind == reports.RECAP_XLSX else "pdf"
    name = f"Rekap {quarter.short} {quarter.year} v{version}.{ending}"
    return _keep(visit, opened, recap_report(facts), kind, number, version, name)


def identity(desk: Desk) -> OfficeIdentity:
    said = desk.house.config
    logo = (said.folder / said.office.logo).read_bytes() if said.office.logo else None
    return OfficeIdentity(
        agency=said.office.agency,
        region=said.office.region,
        address=said.office.address,
        city=said.office.city,
        sop_number=desk.house.sop.identity.number,
        sop_name=desk.house.sop.identity.name,
        logo=logo,
    )


def _signature(desk: Desk) -> Signature:
    """Who signs by the SOP; without such a person a dotted line is left."""
    signer = desk.house.sop.signer
    holders = desk.having(signer.id) if signer else []
    if not holders:
        return Signature(post=signer.name if signer else "")
    person = holders[0]
    return Signature(
        post=person.post or (signer.name if signer else ""), name=person.name, pangkat=person.pangkat, nip=person.nip
    )


def _changes(desk: Desk, opened: Opened, found: list[Record]) -> tuple[str, ...]:
    """What is different from the version before: the indicators whose answer is another one."""
    before = reports.latest_report(desk.connection, opened.period)
    if before is None:
        return ()
    changed = changed_since(found, before.made_at)
    return tuple(f"{record.indicator.name}: {_said(record)}" for record in changed)


def _said(record: Record) -> str:
    return say_actual(record.indicator, record.actual) if record.actual else "belum ada data"


def changed_since(found: list[Record], moment: datetime) -> list[Record]:
    """The records whose answer came after the moment."""
    return [
        record
        for record in found
        if record.sent_at is not None and record.sent_at > moment and record.state is not State.RETURNED
    ]


def _keep(visit: Visit, opened: Opened, report: Report, kind: str, number: str, version: int, name: str) -> int:
    snapshot = msgspec.json.encode(report)
    row = reports.add_report(
        visit.desk.connection,
        period=opened.period,
        kind=kind,
        number=number,
        version=version,
        snapshot=snapshot.decode(),
        digest=digest(snapshot),
        made_by=visit.person.code,
        now=visit.desk.now,
        deliver_to=visit.chat_id,
        file_name=name,
    )
    visit.desk.busy(visit.chat_id)
    visit.audit("report", f"{opened.period}/{kind}/{version}", new=digest(snapshot))
    return row
