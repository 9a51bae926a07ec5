"""The SOP file: what the product's own one holds, what another office may write, and which mistakes are named."""

from datetime import date
from pathlib import Path

import pytest

from bot.rules.sop import CycleKind, Onward, Scope, SopError, TimeUnit, Work, default_text, describe, digest, load

SOP = load(default_text())
OTHER = (Path(__file__).parent / "other_sop.toml").read_text(encoding="utf-8")


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(SopError) as refused:
        load(text)
    return refused.value.mistakes


def changed(old: str, new: str, text: str = OTHER) -> str:
    assert text.count(old) >= 1, f"the file has no {old!r}"
    return text.replace(old, new, 1)


# --- the SOP that comes with the product


def test_the_identity_block_is_the_published_one() -> None:
    identity = SOP.identity
    assert identity.number == "SOP – 01/BAPPEDALITBANG"
    assert identity.name == "SOP Mekanisme Pengumpulan Data Kinerja"
    assert (identity.created, identity.revised, identity.effective) == (date(2023, 7, 2), None, date(2023, 7, 2))
    assert identity.approved_by.post == "Kepala BAPPEDALITBANG Kabupaten Balangan"
    assert identity.approved_by.nip == "19701207 199503 1 002"


def test_the_blocks_under_the_identity_are_whole() -> None:
    said = SOP.provisions
    counts = [len(items) for items in (said.legal_basis, said.qualifications, said.related, said.equipment)]
    assert counts == [2, 3, 3, 4]
    assert said.warning.startswith("Apabila Pengumpulan Data Kinerja")
    assert said.records.endswith("softcopy maupun hardcopy")


def test_the_five_columns_stand_in_the_order_of_the_source() -> None:
    assert [role.id for role in SOP.columns()] == ["sekretaris", "kepala_bidang", "kasubbag", "kepala_seksi", "staf"]


def test_the_kasubbag_leads_and_the_kepala_signs() -> None:
    assert SOP.leader.id == "kasubbag"
    assert SOP.signer is not None
    assert SOP.signer.id == "kepala"


SOURCE = [
    (1, "Mengumpulkan data laporan kinerja triwulan kepada subbag/seksi, OPD dan instansi terkait", "15 Menit"),
    (2, "Merekap laporan kinerja triwulan", "30 Menit"),
    (3, "Mengolah data laporan kinerja triwulan", "2 Menit"),
    (4, "Menyusun laporan kinerja triwulan", "30 Menit"),
    (5, "Mensosialisasikan laporan kinerja triwulan kepada pejabat terkait", "30 Menit"),
    (6, "Merekap 2 (dua) laporan triwulan untuk menyusun laporan semesteran", "2 hari"),
    (7, "Menyusun laporan semester dan laporan tahunan", "120 hari"),
    (8, "Mensosialisasikan laporan semesteran", "60 Menit"),
    (9, "Menyusun 2 (dua) laporan semesteran menjadi laporan kinerja tahunan", "15 Menit"),
]


def test_the_nine_steps_say_what_the_source_says() -> None:
    assert [(step.number, step.activity, step.time.text) for step in SOP.steps] == SOURCE


def test_each_step_owes_the_paper_the_source_names() -> None:
    draft, sheet = "Draft Laporan Kinerja", "Lembar Disposisi"
    outputs = ["Disposisi", sheet, draft, draft, draft, "Disposisi", sheet, draft, draft]
    assert [step.output for step in SOP.steps] == outputs


def test_checking_needs_four_documents() -> None:
    assert SOP.step(3).needs == ("Disposisi", "Rencana Aksi", "PK", "Laporan Progress Bulanan")


def test_the_work_of_the_steps_is_in_the_order_of_the_procedure() -> None:
    works = ["collect", "recap", "check", "draft", "circulate", "recap", "compose", "circulate", "compose"]
    assert [step.work for step in SOP.steps] == [Work(work) for work in works]


def test_step_seven_serves_the_semester_and_the_year() -> None:
    numbers = {kind: [step.number for step in SOP.steps_of(kind)] for kind in CycleKind}
    assert numbers == {"quarter": [1, 2, 3, 4, 5], "semester": [6, 7, 8], "year": [7, 9]}


def test_the_three_diamonds_are_read_as_the_office_reads_them() -> None:
    decisions = {step.number: step.decision for step in SOP.steps if step.decision}
    read = {number: (made.role, made.yes.to, made.no.to) for number, made in decisions.items()}
    assert read == {
        7: ("kasubbag", Onward.NEXT, 7),
        8: ("kepala_bidang", Onward.END, 7),
        9: ("sekretaris", Onward.END, 7),
    }
    assert decisions[8].yes.informs == ("sekretaris",)


def test_the_yes_of_step_seven_leads_to_eight_in_a_semester_and_to_nine_in_a_year() -> None:
    assert SOP.target(SOP.step(7), Onward.NEXT, CycleKind.SEMESTER) == 8
    assert SOP.target(SOP.step(7), Onward.NEXT, CycleKind.YEAR) == 9


def test_days_are_typed() -> None:
    assert (SOP.step(6).time.amount, SOP.step(6).time.unit) == (2, TimeUnit.WORKDAY)
    assert (SOP.step(7).time.amount, SOP.step(7).time.unit) == (120, TimeUnit.CALENDAR_DAY)


# --- commands


def test_a_kepala_bidang_recaps_only_the_own_unit() -> None:
    assert SOP.scope("rekap", ["kepala_bidang"]) is Scope.UNIT
    assert SOP.scope("rekap", ["kepala_bidang", "sekretaris"]) is Scope.ALL
    assert SOP.scope("rekap", ["kepala_seksi"]) is None


def test_everyone_may_ask_for_the_own_tasks_even_without_a_role() -> None:
    assert SOP.scope("tugas", []) is Scope.OWN


def test_only_the_kasubbag_opens_a_quarter() -> None:
    assert [role.id for role in SOP.holders("buka")] == ["kasubbag"]


def test_a_staf_finds_the_checking_in_the_menu_but_not_the_opening() -> None:
    menu = SOP.commands(["staf"])
    assert "periksa" in menu
    assert "buka" not in menu


# --- how it reads


def test_each_activity_is_printed_on_one_line() -> None:
    lines = describe(SOP).splitlines()
    for number, activity, _ in SOURCE:
        assert lines.count(f"Langkah {number}") == 1
        assert f"  Kegiatan: {activity}" in lines


def test_the_description_says_dates_as_the_page_does_and_names_the_empty_one() -> None:
    lines = describe(SOP).splitlines()
    assert "Tanggal pembuatan: 02 Juli 2023" in lines
    assert "Tanggal revisi: (kosong)" in lines


def test_the_description_tells_both_answers_of_a_decision() -> None:
    said = describe(SOP)
    assert "    Ya: selesai; Sekretaris diberi tahu" in said
    assert "    Tidak: ke langkah 7; Staf Penyusun Evaluasi Kinerja diberi tahu" in said


def test_a_standard_time_is_said_as_printed_and_as_measured() -> None:
    assert "  Waktu: 2 hari (diukur: 2 hari kerja)" in describe(SOP)
    assert "  Waktu: 3 hari kerja" in describe(load(OTHER))


# --- another office's file


def test_an_office_with_other_roles_and_four_steps_loads() -> None:
    other = load(OTHER)
    assert [step.number for step in other.steps] == [1, 2, 3, 4]
    assert other.step(1).suppliers == ("seksi",)
    assert other.leader.id == "penyusun"
    assert other.scope("edarkan", ["penyusun", "kepala_upt", "seksi"]) is None


def test_a_version_is_known_by_its_text() -> None:
    assert load(OTHER).digest == digest(OTHER)
    assert digest(OTHER) != digest(OTHER + "# catatan\n")


# --- mistakes


def test_a_misspelt_work_is_named_with_its_step_and_the_known_words() -> None:
    found = mistakes(changed('work = "collect"', 'work = "colect"'))
    assert found == (
        'langkah 1: work = "colect" tidak dikenal; '
        "yang dikenal: collect, recap, check, draft, circulate, compose, decide, note",
    )


def test_every_mistake_is_named_at_once() -> None:
    text = changed('work = "note"', 'work = "nota"')
    text = changed('suppliers = "seksi"', 'suppliers = ["bidang"]', text)
    text = changed('unit = "jam_kerja"', 'unit = "jam"', text)
    text = changed("yes = 1", "yes = 12", text)
    found = mistakes(text)
    assert [mistake.split(" tidak")[0].split(" menunjuk")[0] for mistake in found] == [
        'langkah 3: time.unit = "jam"',
        'langkah 1: suppliers = "bidang"',
        'langkah 4: work = "nota"',
        "langkah 2: decision.yes = 12",
    ]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('output = "Data"', 'ouput = "Data"', "langkah 1: isian output belum ada"),
        ('suppliers = "seksi"', 'supplier = "seksi"', "langkah 1: isian supplier tidak dikenal; yang dikenal: number,"),
        ('role = "penyusun"', 'role = "ketua"', 'langkah 3: role = "ketua" tidak dikenal; yang dikenal: penyusun, '),
        ('cycle = "quarter"', 'cycle = "bulan"', 'langkah 1: cycle = "bulan" tidak dikenal; yang dikenal: quarter, '),
        ('cycle = "quarter"', "cycle = []", "langkah 1: cycle = [] harus daftar teks"),
        ("number = 4", "number = 2", "langkah 2: number = 2 dipakai 2 kali"),
        ("number = 4", "number = 6", "langkah 4: number = 4 terlewati"),
        ("number = 4", "number = true", "langkah ke-4: number = true harus bilangan bulat"),
        ("amount = 3", "amount = 0", "langkah 1: time.amount = 0 harus bilangan bulat"),
        ("yes = 1", "yes = 9", "langkah 2: decision.yes = 9 menunjuk langkah yang tidak ada"),
        ("yes = 1", "yes = 4", "langkah 2: decision.yes = 4 menunjuk langkah di luar siklus quarter"),
        ("yes = 1", 'yes = "ulang"', 'langkah 2: decision.yes = "ulang" tidak dikenal; yang dikenal: nomor langkah,'),
        ('no = "lanjut"', "no = 2", "langkah 2: siklus quarter tidak pernah selesai dari langkah ini"),
        ('no = "lanjut"', 'no = "selesai"', "langkah 3: siklus quarter tidak pernah sampai ke langkah ini"),
        ('work = "note"', 'work = "decide"', 'langkah 4: work = "decide" memerlukan [steps.decision]'),
        ('id = "seksi"', 'id = "penyusun"', 'berkas SOP: peran "penyusun" ditulis 2 kali'),
        ('id = "seksi"', 'id = "everyone"', 'berkas SOP: "everyone" berarti semua peran'),
        ("leads = true", "leads = false", "berkas SOP: harus ada tepat satu peran dengan leads = true"),
        ("column = true\nleads", "signs = true\nleads", "berkas SOP: paling banyak satu peran dengan signs = true"),
        ("signs = true", 'signs = "ya"', 'peran "kepala_upt": signs = "ya" harus true atau false'),
        ("created = 2026-01-05", 'created = "5 Januari"', 'berkas SOP: identity.created = "5 Januari" harus tanggal'),
        ('penyusun = "all", k', 'penyusun = "semua", k', 'berkas SOP: commands.rekap.penyusun = "semua" tidak'),
        ('buka = { penyusun = "all" }', 'buka = { ketua = "all" }', "berkas SOP: isian commands.buka.ketua tidak dik"),
        ("edarkan = {}", "", "berkas SOP: isian commands.edarkan belum ada"),
        ("edarkan = {}", "edarkan = {}\narsip = {}", "berkas SOP: isian commands.arsip tidak dikenal"),
        ("[provisions]", "[ketentuan]", "berkas SOP: isian ketentuan tidak dikenal; yang dikenal: identity, "),
        ('activity = "Mencatat arsip"', 'activity = " "', 'langkah 4: activity = " " harus teks'),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, mistake: str) -> None:
    found = mistakes(changed(old, new))
    assert any(said.startswith(mistake) for said in found), found


def test_a_missing_table_is_one_mistake_not_one_for_each_of_its_keys() -> None:
    assert mistakes(changed('time = { amount = 5, unit = "menit" }\n', "")) == ("langkah 4: isian time belum ada",)


def test_a_file_that_is_no_toml_is_told_by_line() -> None:
    assert mistakes("[identity]\nagency = BAPPEDA\n") == ("berkas SOP: tulisan TOML tidak terbaca di baris 2 kolom 10",)
    assert mistakes('x = """') == ("berkas SOP: tulisan TOML tidak terbaca di akhir berkas",)


def test_an_empty_file_names_what_is_missing() -> None:
    missing = [mistake.removeprefix("berkas SOP: isian ").removesuffix(" belum ada") for mistake in mistakes("")]
    assert missing == ["identity", "provisions", "roles", "steps", "commands"]
