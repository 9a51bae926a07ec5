"""The office workbook as one table: every sheet and column, its header, meaning, form and place in the office.

The writer, the reader, the guide and the comparison all work from it; a new fact is a new line here. The columns of
the Indikator sheet are many and stand in `indicator_columns`.
"""

from collections.abc import Sequence
from typing import Any

from bot.office.cells import (
    CODE,
    DAY,
    FIGURE,
    NIP,
    PHONE,
    QUARTER,
    ROLES,
    YEAR,
    YES_NO,
    Cell,
    choice,
    count_form,
    text_form,
)
from bot.office.indicator_columns import INDICATORS
from bot.office.sheets import INDICATOR_SHEET, PERSON_SHEET, UNIT_SHEET, Column, Sheet
from bot.office.targets import actual_cell
from bot.rules.office import DayOff, Office, PastActual, Person, Unit, UnitKind

UNIT_KINDS = choice({"internal": UnitKind.OWN, "OPD": UnitKind.OPD, "instansi": UnitKind.INSTANSI})

UNIT_CODE = Column[Unit, str](
    "Kode",
    "Kode singkat buatan kantor, tanpa spasi, misalnya BID-1.",
    CODE,
    lambda unit: unit.code,
    required=True,
)
UNIT_NAME = Column[Unit, str](
    "Nama", "Nama lengkap unit.", text_form(), lambda unit: unit.name, required=True, width=44
)
UNIT_KIND = Column[Unit, UnitKind](
    "Jenis",
    "internal = unit di kantor sendiri (menerima disposisi); OPD atau instansi = pihak luar (menerima surat "
    "permintaan data).",
    UNIT_KINDS,
    lambda unit: unit.kind,
    required=True,
)

PERSON_CODE = Column[Person, str](
    "Kode",
    "Kode singkat buatan kantor, tanpa spasi, misalnya P-01. Jangan diubah setelah dipakai.",
    CODE,
    lambda person: person.code,
    required=True,
)
PERSON_NAME = Column[Person, str](
    "Nama",
    "Nama lengkap dengan gelar, seperti dicetak pada laporan.",
    text_form(),
    lambda person: person.name,
    required=True,
    width=30,
)
PERSON_NIP = Column[Person, str](
    "NIP", "18 digit, sel berformat Teks. Kosong bila tidak ada.", NIP, lambda person: person.nip, width=21
)
PERSON_POST = Column[Person, str](
    "Jabatan", "Jabatan seperti dicetak pada laporan.", text_form(), lambda person: person.post, width=40
)
PERSON_RANK = Column[Person, str](
    "Pangkat", "Pangkat seperti dicetak pada laporan, misalnya Penata.", text_form(100), lambda person: person.pangkat
)
PERSON_UNIT = Column[Person, str](
    "Unit",
    "Kode unit dari lembar Unit.",
    CODE,
    lambda person: person.unit,
    required=True,
    refers=UNIT_SHEET,
)
PERSON_ROLES = Column[Person, tuple[str, ...]](
    "Peran",
    "Satu peran atau lebih, dipisah koma, misalnya: kasubbag, staf. Peran bawaan: sekretaris, kepala_bidang, "
    "kasubbag, kepala_seksi, staf, pemasok (pemberi data di luar kantor), kepala (penanda tangan laporan).",
    ROLES,
    lambda person: person.roles,
    required=True,
    width=20,
)
PERSON_SUPERIOR = Column[Person, str](
    "Atasan",
    "Kode orang yang diberi tahu bila tugas terlambat. Kosong: Kasubbag.",
    CODE,
    lambda person: person.superior,
    refers=PERSON_SHEET,
)
PERSON_SUBSTITUTE = Column[Person, str](
    "Pengganti",
    "Kode orang yang mengerjakan tugasnya bila berhalangan. Boleh kosong.",
    CODE,
    lambda person: person.substitute,
    refers=PERSON_SHEET,
)
PERSON_PHONE = Column[Person, str](
    "Telepon",
    "Nomor ponsel, sel berformat Teks, misalnya 0812-3456-7890. Boleh kosong.",
    PHONE,
    lambda person: person.phone,
    width=17,
)
PERSON_CHAT = Column[Person, bool](
    "Pakai Telegram",
    "tidak = orang ini tidak pernah dihubungi bot, misalnya Kepala yang hanya menandatangani. Kosong: ya.",
    YES_NO,
    lambda person: person.chat,
)

RECIPIENT_ORDER = Column[tuple[int, str], int](
    "Urutan", "Urutan penerima draf: 1, 2, 3, ...", count_form(1, 999), lambda pair: pair[0], required=True
)
RECIPIENT_PERSON = Column[tuple[int, str], str](
    "Kode orang",
    "Kode orang yang menerima draf laporan, dari lembar Orang.",
    CODE,
    lambda pair: pair[1],
    required=True,
    refers=PERSON_SHEET,
)

DAY_DATE = Column[DayOff, Any]("Tanggal", "Misalnya 17/08/2026.", DAY, lambda day: day.day, required=True)
DAY_NAME = Column[DayOff, str](
    "Keterangan",
    "Nama hari libur, atau alasan masuk kerja.",
    text_form(),
    lambda day: day.name,
    required=True,
    width=44,
)
DAY_WORKS = Column[DayOff, bool](
    "Masuk kerja",
    "tidak = kantor libur pada tanggal ini; ya = kantor masuk walaupun libur nasional. Kosong: tidak.",
    YES_NO,
    lambda day: day.works,
)

PAST_INDICATOR = Column[PastActual, str](
    "Kode indikator",
    "Kode dari lembar Indikator.",
    CODE,
    lambda past: past.indicator,
    required=True,
    refers=INDICATOR_SHEET,
)
PAST_YEAR = Column[PastActual, int]("Tahun", "Misalnya 2026.", YEAR, lambda past: past.year, required=True)
PAST_QUARTER = Column[PastActual, int](
    "Triwulan", "TW I, TW II, TW III, atau TW IV.", QUARTER, lambda past: past.quarter, required=True
)
PAST_ACTUAL = Column[PastActual, Cell](
    "Realisasi",
    "Angka atau predikat; rasio boleh ditulis 1:32. Baris tanpa realisasi dihapus saja.",
    FIGURE,
    lambda past: actual_cell(past.actual),
    required=True,
)


def _recipients(office: Office) -> Sequence[tuple[int, str]]:
    return tuple(enumerate(office.recipients, start=1))


UNITS = Sheet[Unit](
    UNIT_SHEET,
    "Unit kerja sendiri, OPD, dan instansi yang memberi data.",
    lambda office: office.units,
    lambda unit: unit.code,
    lambda unit: f"{unit.code} ({unit.name})",
    (UNIT_CODE, UNIT_NAME, UNIT_KIND),
)
PEOPLE = Sheet[Person](
    PERSON_SHEET,
    "Semua pejabat dan pemberi data. Setiap orang satu baris; satu orang boleh memegang beberapa peran.",
    lambda office: office.people,
    lambda person: person.code,
    lambda person: f"{person.code} ({person.name})",
    (
        *(PERSON_CODE, PERSON_NAME, PERSON_NIP, PERSON_POST, PERSON_RANK, PERSON_UNIT),
        *(PERSON_ROLES, PERSON_SUPERIOR, PERSON_SUBSTITUTE, PERSON_PHONE, PERSON_CHAT),
    ),
)
RECIPIENTS = Sheet[tuple[int, str]](
    "Penerima",
    "Orang yang menerima draf laporan, menurut urutan.",
    _recipients,
    lambda pair: pair[1],
    lambda pair: pair[1],
    (RECIPIENT_ORDER, RECIPIENT_PERSON),
)
DAYS = Sheet[DayOff](
    "Hari",
    "Hari libur tambahan, dan hari libur nasional yang tetap masuk kerja. Libur nasional lain tidak perlu ditulis.",
    lambda office: office.days,
    lambda day: day.day,
    lambda day: f"{day.day:%d/%m/%Y} ({day.name})",
    (DAY_DATE, DAY_NAME, DAY_WORKS),
)
PAST = Sheet[PastActual](
    "Realisasi Lalu",
    "Boleh kosong atau dihapus. Realisasi triwulan sebelum bot dipakai, supaya kantor dapat mulai di tengah tahun.",
    lambda office: office.past,
    lambda past: (past.indicator, past.year, past.quarter),
    lambda past: f"{past.indicator} {QUARTER.write(past.quarter)} {past.year}",
    (PAST_INDICATOR, PAST_YEAR, PAST_QUARTER, PAST_ACTUAL),
    required=False,
)
SHEETS: tuple[Sheet[Any], ...] = (UNITS, PEOPLE, INDICATORS, RECIPIENTS, DAYS, PAST)
GUIDE = "Petunjuk"
