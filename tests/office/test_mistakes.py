"""Every mistake is told with its sheet, row and column, and with what to do; all of them at once."""

from datetime import date, time
from typing import Any

import pytest
from openpyxl import Workbook

from bot.office.mistakes import Mistake
from bot.office.read import read_workbook
from tests.office.workbooks import ROLES, Edits, changed, edited, mistakes_of

# One slip in the template, the cell it is reported at, and a part of what is said.
SLIPS: list[tuple[Edits, str, str]] = [
    # units
    ({"Unit!A2": None}, "Unit A2", "belum diisi"),
    ({"Unit!B3": None}, "Unit B3", "belum diisi"),
    ({"Unit!C3": "dinas"}, "Unit C3", "internal, OPD, instansi"),
    ({"Unit!A5": "opd-1", "Unit!B5": "Dinas lain", "Unit!C5": "OPD"}, "Unit A5", "sama dengan baris 3"),
    ({"Unit!A5": "DINAS BARU", "Unit!B5": "Dinas lain", "Unit!C5": "OPD"}, "Unit A5", "tanpa spasi"),
    ({"Unit!A5": 1.5, "Unit!B5": "Dinas lain", "Unit!C5": "OPD"}, "Unit A5", "Teks"),
    ({"Unit!A5": date(2026, 1, 2), "Unit!B5": "Dinas lain", "Unit!C5": "OPD"}, "Unit A5", "tanggal"),
    ({"Unit!B3": "=A3"}, "Unit B3", "rumus Excel"),
    ({"Unit!B3": "x" * 201}, "Unit B3", "terlalu panjang (201 huruf)"),
    ({"Unit!B3": "Dinas\u202eseleD"}, "Unit B3", "tidak terlihat"),
    # people
    ({"Orang!B2": None}, "Orang B2", "belum diisi"),
    ({"Orang!A10": "org-8", "Orang!B10": "Joko", "Orang!F10": "OPD-1", "Orang!G10": "pemasok"}, "Orang A10", "baris 9"),
    ({"Orang!C2": 190001012000011001}, "Orang C2", "Teks"),
    ({"Orang!C2": 19000101}, "Orang C2", "kehilangan digit"),
    ({"Orang!C2": "19000101 200001 1 01"}, "Orang C2", "18 digit, di sini 17"),
    ({"Orang!C3": "19000101 200001 1 001"}, "Orang C3", "NIP sama dengan baris 2"),
    ({"Orang!F2": "SUBAG"}, "Orang F2", '"SUBAG" tidak ada di lembar Unit'),
    ({"Orang!G3": "kabid"}, "Orang G3", "kepala_bidang"),
    ({"Orang!G3": "kepala_bidang,"}, "Orang G3", "koma tanpa peran"),
    ({"Orang!G4": "pemasok"}, "Orang", '"kasubbag"'),
    ({"Orang!K4": "tidak"}, "Orang", '"kasubbag"'),
    ({"Orang!G6": "kepala_seksi"}, "Orang", '"staf"'),
    ({"Orang!H3": "ORG-99"}, "Orang H3", "lembar Orang"),
    ({"Orang!H3": "ORG-2"}, "Orang H3", "orang itu sendiri"),
    ({"Orang!H2": "ORG-2"}, "Orang H2", "ORG-1 ke ORG-2 ke ORG-1"),
    ({"Orang!H2": "org-4"}, "Orang H2", "ORG-1 ke ORG-4 ke ORG-2 ke ORG-1"),
    ({"Orang!I2": "ORG-99"}, "Orang I2", "lembar Orang"),
    ({"Orang!I2": "ORG-1"}, "Orang I2", "orang itu sendiri"),
    ({"Orang!I2": "ORG-8"}, "Orang I2", "tidak memakai Telegram"),
    ({"Orang!J2": 81200000001}, "Orang J2", "kehilangan nol"),
    ({"Orang!J2": "0511-470000"}, "Orang J2", "nomor ponsel"),
    ({"Orang!J3": "0812-0000-0001"}, "Orang J3", "Telepon sama dengan baris 2"),
    ({"Orang!K2": "kadang"}, "Orang K2", "ya atau tidak"),
    # indicators: single cells
    ({"Indikator!B2": "duaribu"}, "Indikator B2", "bukan angka"),
    ({"Indikator!B2": 26}, "Indikator B2", "2000 sampai 2100"),
    ({"Indikator!F2": "persentase"}, "Indikator F2", "bulat, desimal, persen"),
    ({"Indikator!G2": "maksimal"}, "Indikator G2", "makin besar makin baik"),
    ({"Indikator!H5": 1.2}, "Indikator H5", "tulis 120"),
    ({"Indikator!H5": "1.200"}, "Indikator H5", "1200 atau 1,200"),
    ({"Indikator!I2": None}, "Indikator I2", "belum diisi"),
    ({"Indikator!J2": 1}, "Indikator J2", "ya atau tidak"),
    ({"Indikator!P4": 2.4}, "Indikator P4", "Teks"),
    ({"Indikator!P4": "TW V"}, "Indikator P4", '"TW V" bukan triwulan'),
    ({"Indikator!Q2": "BID-9"}, "Indikator Q2", "lembar Unit"),
    ({"Indikator!R2": "ORG-9"}, "Indikator R2", "lembar Orang"),
    ({"Indikator!S2": "ORG-9"}, "Indikator S2", "lembar Orang"),
    ({"Indikator!S2": "ORG-4"}, "Indikator S2", "sama dengan Pengisi"),
    ({"Indikator!S2": "ORG-8"}, "Indikator S2", "tidak memakai Telegram"),
    ({"Indikator!R3": "ORG-8"}, "Indikator R3", "tidak ada penggantinya"),
    ({"Indikator!A3": "contoh-1"}, "Indikator A3", "Kode dan Tahun sama dengan baris 2"),
    # indicators: targets
    ({"Indikator!L8": None}, "Indikator L8", "padahal diukur"),
    ({"Indikator!K4": "5,40 - 6,20"}, "Indikator K4", "padahal tidak diukur"),
    ({"Indikator!K8": "10,5,5"}, "Indikator K8", "bukan angka"),
    ({"Indikator!K8": "9.250"}, "Indikator K8", "9250 atau 9,250"),
    ({"Indikator!K8": "5 juta"}, "Indikator K8", "5000000"),
    ({"Indikator!K8": "10 orang"}, "Indikator K8", "bukan angka"),
    ({"Indikator!K8": "=9+1"}, "Indikator K8", "rumus Excel"),
    ({"Indikator!K8": "#N/A"}, "Indikator K8", "galat Excel"),
    ({"Indikator!K8": date(2026, 8, 7)}, "Indikator K8", "tanggal"),
    ({"Indikator!K6": time(1, 32)}, "Indikator K6", "jam"),
    ({"Indikator!K8": True}, "Indikator K8", "TRUE/FALSE"),
    ({"Indikator!K8": 10**16}, "Indikator K8", "lebih dari 15 digit"),
    ({"Indikator!K8": 1e300}, "Indikator K8", "lebih dari 15 digit"),
    ({"Indikator!K8": 1e-300}, "Indikator K8", "terlalu panjang"),
    ({"Indikator!K8": "7-8"}, "Indikator K8", "hanya untuk rumus rentang"),
    ({"Indikator!K8": "1:10"}, "Indikator K8", "hanya untuk jenis angka rasio"),
    ({"Indikator!K6": "2:30"}, "Indikator K6", "1:n"),
    ({"Indikator!L4": 5.4}, "Indikator L4", "dua batas"),
    ({"Indikator!L4": "6,20 - 5,40"}, "Indikator L4", "tukar keduanya"),
    ({"Indikator!K3": 0.5}, "Indikator K3", "bukan bilangan bulat"),
    ({"Indikator!K3": ">=1"}, "Indikator K3", "bertentangan dengan kolom Rumus"),
    ({"Indikator!K5": "<=250000000"}, "Indikator K5", "bertentangan dengan kolom Rumus"),
    ({"Indikator!N7": "WTS"}, "Indikator N7", "TMP < TW < WDP < WTP"),
    ({"Indikator!O7": 4}, "Indikator O7", "tidak ada pada Skala"),
    ({"Indikator!K8": -10}, "Indikator K8", "di bawah nol"),
    ({"Indikator!M2": 45}, "Indikator M2", "target kumulatif turun"),
    ({"Indikator!O2": 80}, "Indikator O2", "target kumulatif turun"),
    # indicators: cells that contradict each other
    ({"Indikator!V2": 101}, "Indikator W2", "lebih kecil dari Batas bawah"),
    ({"Indikator!V2": "sedikit"}, "Indikator V2", "bukan angka"),
    ({"Indikator!V2": -1}, "Indikator V2", "di bawah nol"),
    ({"Indikator!X8": None}, "Indikator X8", "rumusnya nilai terburuk"),
    ({"Indikator!X8": 9}, "Indikator X8", "sama dengan target"),
    ({"Indikator!X2": 9}, "Indikator X2", "hanya untuk rumus nilai terburuk"),
    ({"Indikator!Y7": None}, "Indikator Y7", "belum diisi"),
    (
        {"Indikator!Y7": None, "Realisasi Lalu!A2": "CONTOH-6", "Realisasi Lalu!C2": 4, "Realisasi Lalu!D2": "WTP"},
        "Indikator Y7",
        "belum diisi",
    ),
    ({"Indikator!Y7": "WTP"}, "Indikator Y7", "dari yang terburuk"),
    ({"Indikator!Y7": "TMP<WTP<wtp"}, "Indikator Y7", "dua kali"),
    ({"Indikator!Y2": "TMP<WTP"}, "Indikator Y2", "hanya untuk jenis angka predikat"),
    ({"Indikator!F7": "desimal"}, "Indikator G7", "dipakai bersama"),
    ({"Indikator!F7": "huruf"}, "Indikator F7", "predikat"),
    ({"Indikator!G7": "rentang"}, "Indikator G7", "dipakai bersama"),
    ({"Indikator!I7": "jumlah"}, "Indikator I7", "tidak dapat dijumlah"),
    ({"Indikator!J7": "ya"}, "Indikator J7", "tidak dapat kumulatif"),
    ({"Indikator!V7": 1}, "Indikator V7", "tidak mempunyai batas angka"),
    ({"Indikator!Z2": "ya"}, "Indikator Z2", "nol tidak dapat menjadi target"),
    # recipients, days, earlier quarters
    ({"Penerima!A3": 1}, "Penerima A3", "Urutan sama dengan baris 2"),
    ({"Penerima!A3": "akhir"}, "Penerima A3", "bukan angka"),
    ({"Penerima!B3": "ORG-1"}, "Penerima B3", "Kode orang sama dengan baris 2"),
    ({"Penerima!B3": "ORG-8"}, "Penerima B3", "tidak dapat menerima draf"),
    ({"Penerima!B3": "ORG-77"}, "Penerima B3", "lembar Orang"),
    ({"Hari!A2": "31/02/2026"}, "Hari A2", "17/08/2026"),
    ({"Hari!A2": "04/25/2026"}, "Hari A2", "17/08/2026"),
    ({"Hari!A2": "besok"}, "Hari A2", "17/08/2026"),
    ({"Hari!A3": "08-04-2026"}, "Hari A3", "Tanggal sama dengan baris 2"),
    ({"Hari!B2": None}, "Hari B2", "belum diisi"),
    ({"Realisasi Lalu!A2": "CONTOH-9"}, "Realisasi Lalu A2", "lembar Indikator"),
    ({"Realisasi Lalu!C2": "semester I"}, "Realisasi Lalu C2", "bukan triwulan"),
    ({"Realisasi Lalu!D2": "banyak"}, "Realisasi Lalu D2", "bukan angka"),
    ({"Realisasi Lalu!D2": -3}, "Realisasi Lalu D2", "tidak boleh negatif"),
    ({"Realisasi Lalu!D2": None}, "Realisasi Lalu D2", "belum diisi"),
    (
        {"Realisasi Lalu!A2": "CONTOH-6", "Realisasi Lalu!C2": "TW IV", "Realisasi Lalu!D2": "BB"},
        "Realisasi Lalu D2",
        "Skala",
    ),
    ({"Realisasi Lalu!A2": "CONTOH-6", "Realisasi Lalu!D2": "WTP"}, "Realisasi Lalu C2", "tidak diukur"),
    (
        {"Realisasi Lalu!A3": "contoh-1", "Realisasi Lalu!D3": 30},
        "Realisasi Lalu A3",
        "Kode indikator, Tahun dan Triwulan sama dengan baris 2",
    ),
]


def _place(mistake: Mistake) -> str:
    return f"{mistake.sheet} {mistake.column}{mistake.row or ''}".strip()


@pytest.mark.parametrize(("edits", "place", "said"), SLIPS, ids=[f"{place}-{said}" for _, place, said in SLIPS])
def test_one_slip_is_one_mistake_at_its_cell(edits: Edits, place: str, said: str) -> None:
    mistakes = mistakes_of(edited(edits))
    assert [_place(mistake) for mistake in mistakes] == [place], [str(mistake) for mistake in mistakes]
    assert said in mistakes[0].text


def test_a_mistake_reads_as_a_place_and_an_advice() -> None:
    (mistake,) = mistakes_of(edited({"Indikator!G5": "maksimal"}))
    assert str(mistake).startswith('Lembar Indikator, baris 5, kolom G (Rumus): "maksimal" tidak dikenal; pilih salah')
    assert str(Mistake("", 0, "", "rusak")) == "Berkas: rusak"
    assert str(Mistake("Orang", 0, "", "belum ada")) == "Lembar Orang: belum ada"


def test_all_slips_together_are_all_told_in_the_order_of_the_workbook() -> None:
    slips: Edits = {
        "Unit!C3": "dinas",
        "Orang!B2": None,
        "Orang!C3": 123,
        "Orang!F9": "X",
        "Indikator!G2": "naik",
        "Indikator!K8": "9.250",
        "Indikator!X8": 9.5,
        "Penerima!B3": "ORG-8",
        "Hari!A2": "kapan",
        "Realisasi Lalu!D2": "banyak",
    }
    places = [_place(mistake) for mistake in mistakes_of(edited(slips))]
    assert places == [
        *("Unit C3", "Orang B2", "Orang C3", "Orang F9", "Indikator G2", "Indikator K8", "Indikator X8"),
        *("Penerima B3", "Hari A2", "Realisasi Lalu D2"),
    ]


def test_one_cell_may_have_two_mistakes() -> None:
    mistakes = mistakes_of(edited({"Orang!G2": "bos, raja"}))
    assert [_place(mistake) for mistake in mistakes] == ["Orang G2", "Orang G2"]


def _told(change: Any) -> list[str]:
    return [str(mistake) for mistake in mistakes_of(changed(change))]


def test_missing_columns_are_named_and_not_complained_about_in_every_row() -> None:
    def remove(book: Workbook) -> None:
        book["Orang"].delete_cols(6, 2)

    assert _told(remove) == [
        'Lembar Orang, baris 1: kolom "Unit" belum ada; tambahkan judulnya',
        'Lembar Orang, baris 1: kolom "Peran" belum ada; tambahkan judulnya',
    ]


def test_a_missing_code_column_does_not_make_every_reference_wrong() -> None:
    assert _told(lambda book: book["Unit"].delete_cols(1)) == [
        'Lembar Unit, baris 1: kolom "Kode" belum ada; tambahkan judulnya'
    ]


def test_an_unknown_column_is_refused_by_its_title() -> None:
    def add(book: Workbook) -> None:
        book["Unit"]["D1"] = "Alamat"
        book["Unit"]["D2"] = "Jalan Contoh"

    assert _told(add) == [
        'Lembar Unit, baris 1, kolom D: kolom "Alamat" tidak dikenal; hapus kolom ini atau perbaiki judulnya'
    ]


def test_a_formula_as_a_title_is_no_title() -> None:
    def compute(book: Workbook) -> None:
        book["Unit"]["B1"] = '="Na"&"ma"'

    assert _told(compute) == [
        'Lembar Unit, baris 1: kolom "Nama" belum ada; tambahkan judulnya',
        'Lembar Unit, baris 1, kolom B: kolom "?" tidak dikenal; hapus kolom ini atau perbaiki judulnya',
    ]


def test_a_column_that_stands_twice_is_refused() -> None:
    def repeat(book: Workbook) -> None:
        book["Unit"]["D1"] = "Nama"

    assert _told(repeat) == ["Lembar Unit, baris 1, kolom D (Nama): judul ini tertulis dua kali; hapus salah satu"]


def test_a_note_beside_the_table_is_told_once_and_not_lost_in_silence() -> None:
    def scribble(book: Workbook) -> None:
        for row in (3, 4):
            book["Unit"][f"F{row}"] = "tanya Pak Budi"

    assert _told(scribble) == ["Lembar Unit, baris 3, kolom F: ada isian di kolom tanpa judul; hapus atau pindahkan"]


def test_a_sheet_without_headers_says_what_row_1_must_hold() -> None:
    assert _told(lambda book: book["Hari"].delete_rows(1, 3)) == [
        "Lembar Hari, baris 1: baris 1 harus berisi judul kolom: Tanggal, Keterangan, Masuk kerja"
    ]


def test_a_missing_sheet_is_named_and_its_references_are_left_alone() -> None:
    assert _told(lambda book: book.remove(book["Orang"])) == [
        "Lembar Orang: lembar ini belum ada; salin lembarnya dari templat"
    ]


def test_earlier_quarters_and_the_guide_may_be_left_out() -> None:
    def remove(book: Workbook) -> None:
        book.remove(book["Realisasi Lalu"])
        book.remove(book["Petunjuk"])

    assert _told(remove) == []


def test_a_misspelt_sheet_is_not_lost_in_silence() -> None:
    def misspell(book: Workbook) -> None:
        book["Realisasi Lalu"].title = "Realisasi Dulu"

    (told,) = _told(misspell)
    assert told.startswith("Lembar Realisasi Dulu: lembar ini tidak dikenal")


def test_an_empty_extra_sheet_does_no_harm() -> None:
    assert _told(lambda book: book.create_sheet("Sheet1")) == []


def test_an_office_without_people_units_and_indicators_is_told_so() -> None:
    def empty(book: Workbook) -> None:
        for name in ("Unit", "Orang", "Indikator", "Penerima", "Realisasi Lalu"):
            book[name].delete_rows(2, 20)

    told = _told(empty)
    assert [text.partition(":")[0] for text in told] == [
        *("Lembar Unit, baris 2", "Lembar Orang, baris 2", "Lembar Indikator, baris 2"),
    ]


def test_only_roles_the_sop_knows_are_needed() -> None:
    mistakes = read_workbook(edited({"Orang!G4": "pemasok"}), [role for role in ROLES if role != "kasubbag"])
    assert not isinstance(mistakes, list)
    needed = read_workbook(edited({}), ROLES, needed=("sekretaris", "kepala"))
    assert isinstance(needed, list)
    assert [_place(mistake) for mistake in needed] == ["Orang"]
    assert '"kepala"' in needed[0].text
