"""What a report says, before anybody decides where it stands on paper."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from bot.report import content
from bot.report.build import Signature, quarter_report, recap_report
from bot.report.content import Cell, Column, Report, Section, Table, Tone
from bot.report.quarter import say_nip
from bot.report.tables import say_numbers
from bot.rules.indicators import Actual, NumberKind
from bot.rules.record import Record, State
from tests.report import samples
from tests.report.samples import ZONE, filled, indicator, quarter_facts, recap_facts, target, unfilled


def section(report: Report, words: str) -> Section | None:
    return next((each for each in report.sections if words in each.title), None)


def table(report: Report, name: str) -> Table:
    tables = [block.table for each in report.sections for block in each.blocks if block.table]
    return next(each for each in tables if each.name == name)


def cells(report: Report, name: str, title: str) -> list[Cell]:
    found = table(report, name)
    place = next(number for number, column in enumerate(found.columns) if column.title == title)
    return [row.cells[place] for row in found.rows]


def one_row(record: Record, title: str) -> Cell:
    return cells(quarter_report(quarter_facts(records=(record,))), "Capaian", title)[0]


def said(thing: Any) -> list[str]:
    """Every text anywhere in a report."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [text for item in thing for text in said(item)]
    if is_dataclass(thing):
        return [text for field in fields(thing) for text in said(getattr(thing, field.name))]
    return []


def paragraphs(report: Report) -> str:
    return " ".join(block.paragraph.text for each in report.sections for block in each.blocks if block.paragraph)


RATE = indicator("IKU-90", "Persentase contoh")


def test_a_report_survives_its_snapshot() -> None:
    for report in (quarter_report(quarter_facts()), recap_report(recap_facts())):
        snapshot = msgspec.json.encode(report)
        again = msgspec.json.decode(snapshot, type=Report)
        assert again == report
        assert msgspec.json.encode(again) == snapshot


def test_the_same_facts_give_the_same_report() -> None:
    assert quarter_report(quarter_facts()) == quarter_report(quarter_facts())


def test_the_digest_is_the_sha256_of_the_snapshot() -> None:
    assert content.digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert content.short(content.digest(b"abc")) == "ba7816bf8f01"


def test_the_title_names_quarter_and_year() -> None:
    assert quarter_report(quarter_facts()).heading == ("LAPORAN KINERJA TRIWULAN III TAHUN 2026",)


def test_five_kinds_of_no_number_read_differently() -> None:
    report = quarter_report(quarter_facts())
    actual = [cell.text for cell in cells(report, "Capaian", "Realisasi")]
    assert actual[2] == "belum diisi (Bidang Perencanaan, Pengendalian, dan Evaluasi Pembangunan Daerah)"
    assert actual[3] == "belum ada data, diperkirakan 20 Oktober 2026"
    assert actual[6] == "diukur di TW IV"
    assert actual[5] == "0"
    assert cells(report, "Capaian", "Capaian TW (%)")[7].text == "tidak dapat dihitung (target 0)"


def test_an_indicator_measured_twice_a_year_says_when() -> None:
    twice = replace(RATE, measured_in=frozenset({2, 4}))
    assert one_row(unfilled(twice, State.NOT_MEASURED), "Realisasi").text == "diukur di TW II dan TW IV"


def test_a_returned_value_is_not_shown_as_a_value() -> None:
    report = quarter_report(quarter_facts())
    last = cells(report, "Capaian", "Realisasi")[11]
    assert last == Cell("dikembalikan untuk diperbaiki (Dinas Contoh Kependudukan)", tone=Tone.ABSENT)
    assert "mohon diisi dalam persen" in cells(report, "Belum masuk", "Keadaan")[2].text


def test_a_late_value_is_marked_late() -> None:
    assert one_row(filled(RATE, "80", late_days=3), "Realisasi").note == "terlambat 3 hari kerja"
    assert one_row(filled(RATE, "80"), "Realisasi").note == ""


def test_an_imported_value_is_marked() -> None:
    assert one_row(filled(RATE, "80", channel="impor"), "Realisasi").note == "impor"


def test_the_parts_of_a_percentage_are_shown() -> None:
    parts = Actual(Decimal("87.25"), numerator=Decimal(349), denominator=Decimal(400))
    assert one_row(filled(RATE, "87.25", actual=parts), "Realisasi").note == "349 dari 400"


def test_raw_and_capped_stand_together_when_the_cap_bites() -> None:
    capped = replace(RATE, cap=Decimal(120), targets={3: target("62")})
    cell = one_row(filled(capped, "87.42"), "Capaian TW (%)")
    assert (cell.text, cell.note) == ("120,00", "sebelum dibatasi 141,00")
    assert one_row(filled(capped, "62"), "Capaian TW (%)").note == ""


def test_both_bases_are_shown() -> None:
    record = filled(replace(RATE, targets={3: target("20")}, annual=target("80")), "22")
    assert one_row(record, "Capaian TW (%)").text == "110,00"
    assert one_row(record, "Capaian tahun (%)").text == "27,50"


def test_a_figure_stands_without_the_unit_that_has_its_own_column() -> None:
    assert one_row(filled(RATE, "87.50"), "Realisasi").text == "87,50"
    assert one_row(filled(RATE, "87.50"), "Satuan").text == "%"


def test_a_ratio_and_a_band_are_text_and_a_number_is_typed() -> None:
    report = quarter_report(quarter_facts())
    actual, goal = cells(report, "Capaian", "Realisasi"), cells(report, "Capaian", "Target TW")
    assert (actual[9].text, actual[9].value) == ("1:17,9", None)
    assert (goal[10].text, goal[10].value) == ("5,40 - 6,20", None)
    assert (actual[8].text, actual[8].value) == ("Rp1.187.625.500", Decimal(1187625500))
    assert (goal[0].text, goal[0].value) == ("85", Decimal(85))


def test_the_rating_is_a_word_and_a_level() -> None:
    cell = one_row(filled(RATE, "61.4"), "Predikat")
    assert cell.text == "Sedang"
    assert cell.chip
    assert (cell.chip.level, cell.chip.of) == (3, 5)
    assert one_row(unfilled(RATE, State.MISSING), "Predikat").chip is None


def test_the_mean_says_over_how_many_indicators_it_is() -> None:
    records = (filled(RATE, "85"), filled(RATE, "42.5"), unfilled(RATE, State.MISSING))
    text = paragraphs(quarter_report(quarter_facts(records=records)))
    assert "2 dari 3 indikator yang diukur pada Triwulan III 2026 sudah terisi" in text
    assert "capaian 75,00 % (rata-rata dari 2 indikator)" in text


def test_without_a_figure_there_is_no_mean_and_no_chart() -> None:
    report = quarter_report(quarter_facts(records=(unfilled(RATE, State.MISSING),)))
    assert "capaian belum dapat dihitung" in paragraphs(report)
    assert section(report, "terhadap target") is None
    assert "0,00" not in " ".join(said(report))


def test_the_mean_is_of_unrounded_figures() -> None:
    third = replace(RATE, targets={3: target("3")})
    records = (filled(third, "1"), filled(third, "1"), filled(third, "1"))
    assert "capaian 33,33 %" in paragraphs(quarter_report(quarter_facts(records=records)))


def test_an_indicator_not_measured_now_is_no_gap() -> None:
    report = quarter_report(quarter_facts(records=(filled(RATE, "85"), unfilled(RATE, State.NOT_MEASURED))))
    assert "Semua 1 indikator" in paragraphs(report)
    assert section(report, "belum masuk") is None


def test_what_is_missing_is_named_with_unit_and_holder() -> None:
    report = quarter_report(quarter_facts())
    assert [cell.text for cell in cells(report, "Belum masuk", "No")] == ["3", "4", "12"]
    assert cells(report, "Belum masuk", "Unit")[2].text == "Dinas Contoh Kependudukan"
    assert cells(report, "Belum masuk", "Penanggung jawab")[2].text == "Andi Rekaan, A.Md."


def test_only_the_first_missing_are_named_in_the_summary() -> None:
    report = quarter_report(quarter_facts(records=tuple(unfilled(RATE, State.MISSING) for _ in range(14))))
    summary = section(report, "Ringkasan")
    assert summary
    listing = next(block.listing for block in summary.blocks if block.listing)
    assert len(listing.items) == 11
    assert listing.items[-1].startswith("4 indikator lain")


def test_sections_without_content_do_not_exist() -> None:
    report = quarter_report(quarter_facts(records=(filled(RATE, "85"),), changes=()))
    assert [each.title for each in report.sections] == [
        "A. Ringkasan",
        "B. Capaian terhadap target triwulan",
        "C. Capaian per indikator",
        "D. Aturan perhitungan",
    ]


def test_a_quarter_without_indicators_still_has_a_report() -> None:
    report = quarter_report(quarter_facts(records=(), changes=()))
    assert [each.title for each in report.sections] == ["A. Ringkasan"]
    assert "Tidak ada indikator" in paragraphs(report)


def test_a_first_version_has_no_changes() -> None:
    assert section(quarter_report(quarter_facts(version=1)), "Perubahan") is None
    assert section(quarter_report(quarter_facts(version=2)), "Perubahan sejak versi 1")


def test_indicators_of_one_sasaran_stand_together() -> None:
    other = replace(RATE, sasaran="Sasaran lain")
    records = (filled(RATE, "1"), filled(other, "2"), filled(RATE, "3"))
    rows = table(quarter_report(quarter_facts(records=records)), "Capaian").rows
    assert [row.group for row in rows] == [f"Sasaran 1: {samples.PLAN}"] * 2 + ["Sasaran 2: Sasaran lain"]
    assert [row.cells[0].text for row in rows] == ["1", "2", "3"]


def test_every_row_has_a_cell_for_every_column() -> None:
    for report in (quarter_report(quarter_facts()), recap_report(recap_facts())):
        for each in (block.table for part in report.sections for block in part.blocks if block.table):
            assert all(len(row.cells) == len(each.columns) for row in each.rows), each.name


def test_the_rule_of_every_indicator_is_printed_once() -> None:
    report = quarter_report(quarter_facts())
    numbers = ", ".join(cell.text for cell in cells(report, "Aturan", "Indikator nomor"))
    assert sorted(numbered(numbers)) == list(range(1, 13))
    assert "Predikat: Sangat Tinggi di atas 90" in paragraphs(report)


def numbered(text: str) -> list[int]:
    runs = (part.split("–") for part in text.split(", "))
    return [number for run in runs for number in range(int(run[0]), int(run[-1]) + 1)]


@pytest.mark.parametrize(
    ("numbers", "text"), [([1], "1"), ([1, 2], "1, 2"), ([1, 2, 3], "1–3"), ([1, 3, 4, 5, 9], "1, 3–5, 9")]
)
def test_runs_of_numbers_are_joined(numbers: list[int], text: str) -> None:
    assert say_numbers(numbers) == text


def test_the_chart_tells_its_finding() -> None:
    part = section(quarter_report(quarter_facts()), "terhadap target")
    assert part
    chart = part.blocks[0].chart
    assert chart
    assert chart.caption.startswith("Gambar 1. Sebanyak 4 dari 7 indikator yang dapat dihitung mencapai target")
    assert "capaian terendah 72,24 % pada indikator nomor 2" in chart.caption
    assert [bar.value for bar in chart.bars] == sorted((bar.value for bar in chart.bars), reverse=True)
    assert [bar.met for bar in chart.bars] == [True] * 4 + [False] * 3


def test_a_chart_of_very_many_shows_the_lowest() -> None:
    part = section(quarter_report(quarter_facts(records=samples.many_records(200))), "terhadap target")
    assert part
    chart = part.blocks[0].chart
    assert chart
    assert len(chart.bars) == 40
    assert "Digambar 40 capaian terendah" in chart.caption


def test_who_acts_for_the_head_signs_with_the_own_name() -> None:
    closing = quarter_report(quarter_facts(signature=Signature("Kepala Badan", "Contoh Teladan", kind="Plh."))).closing
    assert closing
    assert (closing.post, closing.name) == ("Plh. Kepala Badan,", "Contoh Teladan")
    assert closing.place_and_date == "Kota Contoh, 9 Oktober 2026"


@pytest.mark.parametrize(
    ("written", "spaced"),
    [
        ("000001010000011001", "00000101 000001 1 001"),
        ("00000101 000001 1 001", "00000101 000001 1 001"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_a_nip_is_spaced_as_in_letters(written: str, spaced: str) -> None:
    assert say_nip(written) == spaced


def test_notes_are_kept_verbatim() -> None:
    text = "baris 1\r\n\r\n  <b>=1+1\x0b\u202e"
    report = quarter_report(quarter_facts(records=(filled(RATE, "1", notes={"kendala": text}),)))
    part = section(report, "Kendala")
    assert part
    assert part.blocks[0].notes
    assert part.blocks[0].notes.items[0].remarks[0].text == text


def test_a_code_nobody_knows_stands_for_itself() -> None:
    report = quarter_report(quarter_facts(records=(unfilled(RATE, State.MISSING),), units={}, people={}))
    assert cells(report, "Belum masuk", "Unit")[0].text == "PPE"
    assert cells(report, "Belum masuk", "Penanggung jawab")[0].text == "budi"


def test_a_letter_scale_shows_its_label() -> None:
    opinion = replace(RATE, kind=NumberKind.LETTER, unit_of_measure="opini")
    assert one_row(filled(opinion, "0", actual=Actual(label="WTP")), "Realisasi") == Cell("WTP")


def test_the_recap_counts_per_unit() -> None:
    report = recap_report(recap_facts())
    assert [cell.text for cell in cells(report, "Per unit", "Terisi")] == [
        "3 dari 5",
        "2 dari 2",
        "2 dari 2",
        "1 dari 2",
    ]
    assert [cell.text for cell in cells(report, "Per unit", "Tepat waktu")] == ["3", "1", "2", "1"]
    late = cells(report, "Per unit", "Terlambat")[1]
    assert (late.text, late.note) == ("1", "paling lama 2 hari kerja")
    waiting = cells(report, "Per unit", "Menunggu")
    assert (waiting[0].text, waiting[0].note) == ("Budi Contoh, S.Sos (2)", "2 sudah lewat batas waktu")
    assert waiting[1].text == "–"


def test_the_recap_tells_the_time_in_the_zone_of_the_office() -> None:
    sent = cells(recap_report(recap_facts()), "Per indikator", "Dikirim (WITA)")
    assert (sent[0].text, sent[0].note) == ("5 Oktober 2026 10.15", "tepat waktu")
    assert "impor" in [cell.text for cell in sent]


def test_before_the_deadline_nothing_is_overdue() -> None:
    report = recap_report(recap_facts(now=datetime(2026, 10, 6, 9, 0, tzinfo=ZONE)))
    assert cells(report, "Per unit", "Menunggu")[0].note == ""
    assert not any("sudah lewat" in fact.text for fact in report.facts)


def test_a_recap_is_no_draft_and_signed_by_nobody() -> None:
    report = recap_report(recap_facts())
    assert not report.draft
    assert report.closing is None


ENGLISH = set(
    "page of the and draft report quarter missing late filled deadline note notes value values by for with not none "
    "null true false expected measured returned accepted from to is are was state number version "
    "summary evidence file link rating chart table achievement actual year".split()
)


def test_nothing_is_left_in_english() -> None:
    for report in (quarter_report(quarter_facts()), recap_report(recap_facts())):
        words = {word for text in said(report) for word in re.findall(r"[a-z_]+", text.lower())}
        hidden = set(samples.PEOPLE) | set(content.Align) | set(content.Place) | set(content.Tone)
        assert not words & ENGLISH - hidden


def test_a_table_names_its_sheet_so_that_excel_takes_it() -> None:
    for report in (quarter_report(quarter_facts()), recap_report(recap_facts())):
        names = [block.table.name for part in report.sections for block in part.blocks if block.table]
        assert len(names) == len(set(names))
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_columns_have_titles() -> None:
    report = recap_report(recap_facts(zone_label="WIB"))
    titles: list[Column] = [*table(report, "Per unit").columns, *table(report, "Per indikator").columns]
    assert all(column.title for column in titles)
    assert "Dikirim (WIB)" in [column.title for column in titles]
