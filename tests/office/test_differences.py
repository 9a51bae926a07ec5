"""Before anything is applied, the Kasubbag reads in plain lines what a workbook would change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.office.differences import differences
from bot.office.sample import template_office
from bot.rules.indicators import Target
from bot.rules.office import DayOff, Unit, UnitKind

OFFICE = template_office()


def test_the_same_office_makes_no_lines() -> None:
    assert differences(OFFICE, template_office()) == []


def test_what_is_new_and_what_is_left_out_is_named() -> None:
    new = replace(
        OFFICE, units=(*OFFICE.units, Unit("OPD-2", "Dinas Baru", UnitKind.OPD)), recipients=("ORG-1",), past=()
    )
    assert differences(OFFICE, new) == [
        "Unit: baru OPD-2 (Dinas Baru)",
        "Penerima: tidak ada lagi ORG-2",
        "Realisasi Lalu: tidak ada lagi CONTOH-1 TW I 2026",
        "Realisasi Lalu: tidak ada lagi CONTOH-5 TW I 2026",
    ]


def test_a_changed_row_says_each_old_and_new_value() -> None:
    person = replace(OFFICE.people[0], post="Plt. Sekretaris", phone="", roles=("sekretaris", "staf"))
    rule = replace(OFFICE.indicators[0], cap=Decimal("110.5"), annual=Target("95", Decimal(95)), evidence=False)
    new = replace(
        OFFICE,
        people=(person, *OFFICE.people[1:]),
        indicators=(rule, *OFFICE.indicators[1:]),
        recipients=("ORG-2", "ORG-1"),
    )
    name = rule.name
    assert differences(OFFICE, new) == [
        'Orang: berubah ORG-1 (Budi Contoh): Jabatan "Sekretaris" menjadi "Plt. Sekretaris"; '
        'Peran "sekretaris" menjadi "sekretaris, staf"; Telepon "+6281200000001" menjadi (kosong)',
        f"Indikator: berubah CONTOH-1 tahun 2026 ({name}): Batas capaian (kosong) menjadi 110,5; "
        'Target tahun 90 menjadi 95; Perlu bukti "ya" menjadi "tidak"',
        "Penerima: berubah ORG-2: Urutan 2 menjadi 1",
        "Penerima: berubah ORG-1: Urutan 1 menjadi 2",
    ]


def test_days_are_told_by_their_date() -> None:
    day = OFFICE.days[0].day
    new = replace(OFFICE, days=(DayOff(day, OFFICE.days[0].name, works=True), DayOff(date(2026, 7, 1), "Libur")))
    assert differences(OFFICE, new) == [
        f'Hari: berubah 08/04/2026 ({OFFICE.days[0].name}): Masuk kerja "tidak" menjadi "ya"',
        "Hari: baru 01/07/2026 (Libur)",
        f"Hari: tidak ada lagi 24/12/2026 ({OFFICE.days[1].name})",
    ]
