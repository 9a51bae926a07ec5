"""The workbook as Excel finds it: numbers that are numbers, dates that are dates, and texts that stay texts."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from bot.report import xlsx
from bot.report.build import quarter_report, recap_report
from bot.report.content import Paper
from bot.rules.indicators import Actual, NumberKind
from bot.rules.record import Evidence
from tests.report import hostile
from tests.report.reading import column_of, read_book, squeezed, texts_of
from tests.report.samples import OFFICE, filled, indicator, many_records, quarter_facts, recap_facts, target

RATE = indicator("IKU-90", "Persentase contoh")


@cache
def sample() -> bytes:
    return xlsx.render(quarter_report(quarter_facts()))


@cache
def recap() -> bytes:
    return xlsx.render(recap_report(recap_facts()))


@pytest.mark.parametrize("text", hostile.notes(), ids=hostile.label)
def test_a_note_stands_in_its_cell_as_it_was_written(text: str) -> None:
    book = xlsx.render(quarter_report(quarter_facts(records=(filled(RATE, "85", notes={"kendala": text}),))))
    (found,) = column_of(book, "Catatan", "Isi")
    assert squeezed(found) == hostile.as_in_xml(text)


@pytest.mark.parametrize("text", hostile.notes(), ids=hostile.label)
def test_no_text_becomes_a_formula_or_a_link_wherever_it_stands(text: str) -> None:
    everywhere = indicator("IKU-91", text, text, sasaran=text, unit=text, filler=text)
    record = filled(
        everywhere, "85", notes={text: text}, evidence=(Evidence(text, link=True), Evidence(text, "0" * 64))
    )
    facts = quarter_facts(records=(record,), changes=(text,), number=text, office=replace(OFFICE, agency=text))
    book = read_book(xlsx.render(quarter_report(facts)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize("name", hostile.file_names(), ids=hostile.label)
def test_a_file_name_stands_in_its_cell_as_it_was_sent(name: str) -> None:
    record = filled(RATE, "85", evidence=(Evidence(name, "ab" * 32),))
    book = xlsx.render(quarter_report(quarter_facts(records=(record,))))
    assert column_of(book, "Bukti dukung", "Nama atau tautan") == [name]
    assert column_of(book, "Bukti dukung", "SHA-256") == ["ab" * 32]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert xlsx.render(quarter_report(quarter_facts())) == sample()


def test_figures_are_numbers_and_missing_ones_are_words() -> None:
    actual = column_of(sample(), "Capaian", "Realisasi")
    assert actual[:3] == [
        87.25,
        61.4,
        "belum diisi (Bidang Perencanaan, Pengendalian, dan Evaluasi Pembangunan Daerah)",
    ]
    assert actual[5] == 0
    assert column_of(sample(), "Capaian", "Capaian TW (%)")[4] == 120
    assert column_of(sample(), "Capaian", "Capaian TW sebelum dibatasi (%)")[4] == 141
    assert column_of(sample(), "Capaian", "Terlambat (hari kerja)")[4] == 2


def test_a_number_shows_the_decimals_it_was_given() -> None:
    sheet = read_book(sample())["Capaian"]
    formats = {cell.number_format for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "n"}
    assert {"[$-421]#,##0", "[$-421]#,##0.00", "[$-421]#,##0.0", '[$-421]"Rp"#,##0'} <= formats


def test_a_figure_excel_cannot_hold_stands_as_text_with_all_its_digits() -> None:
    huge = replace(RATE, targets={3: target("123.456.789.012.345,5")})
    book = xlsx.render(quarter_report(quarter_facts(records=(filled(huge, "999999999999999.1234567891"),))))
    assert column_of(book, "Capaian", "Realisasi") == ["999.999.999.999.999,1234567891"]
    assert column_of(book, "Capaian", "Target TW") == ["123.456.789.012.345,5"]


def test_fifteen_digits_are_kept_exactly() -> None:
    money = replace(RATE, kind=NumberKind.MONEY, unit_of_measure="Rp")
    record = filled(money, "0", actual=Actual(Decimal("1234567890123.45")))
    (value,) = column_of(xlsx.render(quarter_report(quarter_facts(records=(record,)))), "Capaian", "Realisasi")
    assert Decimal(repr(value)) == Decimal("1234567890123.45")


def test_moments_are_dates_in_the_time_of_the_office() -> None:
    assert column_of(recap(), "Per indikator", "Dikirim (WITA)")[0].isoformat() == "2026-10-05T10:15:00"
    assert column_of(recap(), "Per unit", "Batas waktu (WITA)")[0].isoformat() == "2026-10-07T16:30:00"


def test_an_expected_day_is_a_date() -> None:
    before, day, after = column_of(sample(), "Belum masuk", "Diperkirakan")
    assert (before, day.isoformat(), after) == (None, "2026-10-20T00:00:00", None)


def test_every_table_can_be_read_filtered_and_printed() -> None:
    book = read_book(sample())
    assert book.sheetnames == ["Ringkasan", "Capaian", "Belum masuk", "Catatan", "Bukti dukung", "Aturan"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2", sheet.title
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.print_title_rows == "$1:$1", sheet.title
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        assert "halaman &P dari &N" in sheet.oddFooter.right.text
        assert sheet.oddHeader.right.text == "DRAF"


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, 9), (Paper.F4, 14)])
def test_the_paper_is_the_one_in_the_printer(paper: Paper, size: int) -> None:
    book = read_book(xlsx.render(quarter_report(quarter_facts(paper=paper))))
    assert {sheet.page_setup.paperSize for sheet in book.worksheets} == {size}


def test_the_words_of_the_report_are_all_there() -> None:
    texts = texts_of(sample())
    assert "LAPORAN KINERJA TRIWULAN III TAHUN 2026" in texts
    assert any("capaian 111,76 % (rata-rata dari 7 indikator)" in text for text in texts)
    assert any(text.startswith("Gambar 1.") for text in texts)
    assert "IKU-02: tindak lanjut dilengkapi oleh Budi Contoh, S.Sos" in texts
    assert any("sidik" in text and "versi 2" in text for text in texts)


def test_a_note_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    text = "kata panjang " * 4000
    book = xlsx.render(quarter_report(quarter_facts(records=(filled(RATE, "85", notes={"kendala": text}),))))
    parts = column_of(book, "Catatan", "Isi")
    assert len(parts) == 4
    assert "".join(parts) == text


def test_a_report_without_notes_has_no_sheet_for_them() -> None:
    book = read_book(xlsx.render(quarter_report(quarter_facts(records=(filled(RATE, "85"),)))))
    assert book.sheetnames == ["Ringkasan", "Capaian", "Aturan"]


def test_the_rating_is_a_word_on_its_colour() -> None:
    sheet = read_book(sample())["Capaian"]
    rated = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Sedang")
    assert rated.fill.fgColor.rgb == "FFFEE08B"


def test_two_thousand_indicators_are_written() -> None:
    book = xlsx.render(quarter_report(quarter_facts(records=many_records(2000))))
    assert len(column_of(book, "Capaian", "No")) == 2000
