"""The PDF as a reader finds it: every word, every page, every bookmark."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from bot.report import pdf
from bot.report.build import Signature, quarter_report, recap_report
from bot.report.content import Paper, Report
from bot.rules.record import Evidence
from tests.report import golden, hostile
from tests.report.reading import bookmarks_of, pages_of, read_pdf, squeezed, text_of
from tests.report.samples import OFFICE, filled, indicator, many_records, quarter_facts, recap_facts, target

RATE = indicator("IKU-90", "Persentase contoh")
MM = 72 / 25.4


@cache
def sample() -> bytes:
    return pdf.render(quarter_report(quarter_facts()))


def with_note(text: str) -> Report:
    return quarter_report(quarter_facts(records=(filled(RATE, "85", notes={"kendala": text}),)))


@pytest.mark.parametrize("name", golden.PAPERS)
def test_the_text_of_a_paper_is_the_one_that_was_read_and_approved(name: str) -> None:
    assert golden.read(name) == golden.written(name), "read the change, then: python -m tests.report.golden"


@pytest.mark.parametrize("text", hostile.notes(), ids=hostile.label)
def test_a_note_stands_on_paper_as_it_was_written(text: str) -> None:
    found = squeezed(text_of(pdf.render(with_note(text))))
    begins, ends = found.index("capaianTW100,00%Kendala"), found.rindex("E.Aturanperhitungan")
    assert hostile.as_on_paper(f"capaian TW 100,00 % Kendala {text}").fullmatch(found[begins:ends])


@pytest.mark.parametrize("name", hostile.file_names(), ids=hostile.label)
def test_a_file_name_stands_on_paper_as_it_was_sent(name: str) -> None:
    record = filled(RATE, "85", evidence=(Evidence(name, "ab" * 32),))
    found = squeezed(text_of(pdf.render(quarter_report(quarter_facts(records=(record,))))))
    assert hostile.as_on_paper(f"Bukti dukung{name}(sidik abababababab)").search(found)


@pytest.mark.parametrize("text", [text for text in hostile.notes() if len(text) < 500][::2], ids=hostile.label)
def test_names_from_the_office_workbook_stand_as_they_are(text: str) -> None:
    named = replace(RATE, name=f"Awal {text} akhir", sasaran=text)
    paper = pdf.render(quarter_report(quarter_facts(records=(filled(named, "85"),))))
    assert hostile.as_on_paper(f"Awal {text} akhir").search(squeezed(text_of(paper)))


def test_nothing_typed_becomes_a_link_or_a_file() -> None:
    paper = read_pdf(pdf.render(with_note('https://contoh.example <a href="x">x</a> <img src="/etc/hostname"/>')))
    assert all("/Annots" not in page for page in paper.pages)
    assert all("/XObject" not in page["/Resources"] for page in paper.pages)
    assert "/AcroForm" not in paper.root_object
    assert "/OpenAction" not in paper.root_object


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf.render(quarter_report(quarter_facts())) == sample()


def test_every_page_says_which_it_is_and_of_how_many() -> None:
    pages = pages_of(sample())
    assert len(pages) > 4
    for number, text in enumerate(pages, start=1):
        assert f"halaman {number} dari {len(pages)}" in text


def test_every_page_names_number_version_time_and_snapshot() -> None:
    paper = pdf.render(quarter_report(quarter_facts()), "0123456789abcdef" * 4)
    for text in pages_of(paper):
        assert "LK-2026-TW3 · versi 2 · dibuat 9 Oktober 2026 pukul 10.05 WITA · sidik 0123456789ab" in text


def test_without_a_digest_the_report_s_own_is_printed() -> None:
    assert pages_of(sample())[0].count("sidik") == 1
    assert pdf.render(quarter_report(quarter_facts(version=3))) != sample()


def test_a_draft_is_marked_on_every_page_twice() -> None:
    assert all(text.count("DRAF") >= 2 for text in pages_of(sample()))
    final = pages_of(pdf.render(quarter_report(quarter_facts(draft=False))))
    assert not any("DRAF" in text for text in final)


def test_the_mark_of_a_draft_is_drawn_before_the_text() -> None:
    for page in read_pdf(sample()).pages:
        drawn: list[tuple[str, bool]] = []
        page.extract_text(visitor_text=lambda text, matrix, *_, into=drawn: into.append((text.strip(), matrix[1] != 0)))
        turned = [turned for text, turned in drawn if text]
        assert turned[0]
        assert not any(turned[1:])


def test_bookmarks_lead_to_the_page_with_their_words() -> None:
    pages = [squeezed(text) for text in pages_of(sample())]
    bookmarks = bookmarks_of(sample())
    assert len(bookmarks) == 11
    assert len({page for _, page in bookmarks}) > 3
    for title, page in bookmarks:
        assert squeezed(title) in pages[page]


def test_a_section_that_would_be_empty_is_not_there() -> None:
    text = text_of(pdf.render(quarter_report(quarter_facts(records=(filled(RATE, "85"),), changes=()))))
    for words in ("belum masuk", "Kendala", "Perubahan", "Bukti dukung"):
        assert words not in text


def test_the_document_introduces_itself() -> None:
    paper = read_pdf(sample())
    about = paper.metadata
    assert about
    assert about.title == "LAPORAN KINERJA TRIWULAN III TAHUN 2026"
    assert about.author == OFFICE.agency
    assert "versi 2" in (about.subject or "")
    assert str(about["/CreationDate"]) == "D:20261009100500+08'00'"
    assert paper.root_object["/Lang"] == "id-ID"


def test_all_fonts_are_embedded() -> None:
    fonts = [
        font.get_object()
        for page in read_pdf(sample()).pages
        for font in page.get_object()["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"].get_object(), font["/BaseFont"]
        assert "/ToUnicode" in font


@pytest.mark.parametrize(("paper", "width", "height"), [(Paper.A4, 210, 297), (Paper.F4, 215, 330)])
def test_the_paper_is_the_one_in_the_printer(paper: Paper, width: int, height: int) -> None:
    boxes = [page.mediabox for page in read_pdf(pdf.render(quarter_report(quarter_facts(paper=paper)))).pages]
    sizes = {(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes}
    assert sizes == {(width, height), (height, width)}


def test_the_table_lies_across_and_repeats_its_head() -> None:
    report = quarter_report(quarter_facts(records=many_records(60)))
    across = [page for page in read_pdf(pdf.render(report)).pages if page.mediabox.width > page.mediabox.height]
    assert len(across) > 2
    for page in across:
        text = page.extract_text()
        assert "Capaian TW (%)" in text
        assert "Sasaran " in text


def test_a_group_that_goes_on_says_so() -> None:
    report = quarter_report(quarter_facts(records=many_records(25)))
    assert "Lanjutan Sasaran 1: Sasaran strategis ke-0" in text_of(pdf.render(report))


def test_the_signature_never_stands_alone() -> None:
    for changes in range(1, 60, 3):
        report = quarter_report(quarter_facts(changes=tuple(f"perubahan {number}" for number in range(changes))))
        last = pages_of(pdf.render(report))[-1]
        assert "perubahan" in last
        assert last.index("Kota Contoh, 9 Oktober 2026") < last.index("NIP. 00000101 000001 1 001")
        assert "Tembusan" in last


def test_without_a_name_there_is_a_line_to_sign_on() -> None:
    text = text_of(pdf.render(quarter_report(quarter_facts(signature=Signature("Kepala Badan"), recipients=()))))
    assert "Kepala Badan,....." in text
    assert "NIP" not in text
    assert "Tembusan" not in text


def test_a_logo_is_drawn_on_the_first_page() -> None:
    stream = BytesIO()
    Image.new("RGB", (40, 50), "navy").save(stream, "PNG")
    report = quarter_report(quarter_facts(office=replace(OFFICE, logo=stream.getvalue())))
    first, second, *_ = read_pdf(pdf.render(report)).pages
    assert len(first.images) == 1
    assert len(second.images) == 0
    assert pdf.render(report) == pdf.render(report)


def test_a_very_long_name_goes_over_pages_without_losing_a_letter() -> None:
    name = "Indikator yang sangat panjang namanya " * 400
    paper = pdf.render(
        quarter_report(quarter_facts(records=(filled(replace(RATE, name=name), "85", notes={"kendala": "x"}),)))
    )
    text = squeezed(text_of(paper))
    assert len(read_pdf(paper).pages) > 8
    assert text.count("sangatpanjangnamanya") > 800  # among the notes, in the table, and shortened in the chart


def test_a_very_long_sasaran_loses_no_letter() -> None:
    record = filled(replace(RATE, sasaran="Sasaran yang panjang sekali " * 600), "85")
    assert squeezed(text_of(pdf.render(quarter_report(quarter_facts(records=(record,)))))).count("panjangsekali") >= 600


def test_a_figure_too_wide_for_its_column_is_not_broken() -> None:
    huge = replace(RATE, targets={3: target("123.456.789.012.345,1234567891")}, cap=None)
    text = text_of(pdf.render(quarter_report(quarter_facts(records=(filled(huge, "999999999999999.1234567891"),)))))
    assert "999.999.999.999.999,1234567891" in text
    assert "123.456.789.012.345,1234567891" in text


def test_two_thousand_indicators_are_rendered() -> None:
    paper = pdf.render(quarter_report(quarter_facts(records=many_records(2000))))
    pages = pages_of(paper)
    assert 150 < len(pages) < 400
    assert f"halaman {len(pages)} dari {len(pages)}" in pages[-1]
    text = squeezed("".join(pages))
    assert all(f"prioritaske-{number}perangkat" in text for number in range(2000))


def test_the_recap_fits_on_two_pages() -> None:
    pages = pages_of(pdf.render(recap_report(recap_facts())))
    assert len(pages) <= 2
    assert "8 dari 11 indikator sudah terisi" in pages[0]
    assert not any("DRAF" in text for text in pages)
