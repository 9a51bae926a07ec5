"""Files made to harm: refused with one sentence, quickly, before anything in them is opened."""

import io
import time
import tracemalloc
import zipfile

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no type information
from openpyxl import Workbook
from openpyxl.styles import Font

from bot.office.safety import MAX_FILE
from tests.office.workbooks import changed, mistakes_of, template


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with(name: str, content: bytes) -> bytes:
    return _packed({**_parts(), name: content})


def _told(data: bytes) -> str:
    began = time.monotonic()
    (mistake,) = mistakes_of(data)
    assert time.monotonic() - began < 20
    return str(mistake)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><sst><si><t>&lol2;</t></si></sst>"""
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><sst><si><t>&f;</t></si></sst>'


def test_repacking_alone_does_no_harm() -> None:
    assert mistakes_of(_packed(_parts())) == []


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")])
@pytest.mark.parametrize(
    "name", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"]
)
def test_entities_are_refused_in_every_part_and_encoding(name: str, content: bytes) -> None:
    assert "tidak aman" in _told(_with(name, content))


def test_entities_are_refused_under_any_file_name() -> None:
    assert "tidak aman" in _told(_with("xl/media/image1.png", LAUGHS))


def test_an_encoding_that_could_hide_entities_is_refused() -> None:
    hidden = b"<?xml version='1.0' encoding='cp037'?>" + "<!DOCTYPE x><x/>".encode("cp037")
    assert "tidak aman" in _told(_with("xl/sharedStrings.xml", hidden))


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused_without_unpacking_it() -> None:
    data = _with("xl/worksheets/sheet2.xml", b" " * 20_000_000)
    tracemalloc.start()
    try:
        assert "terlalu besar" in _told(data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_many_parts_that_are_large_together_are_refused() -> None:
    lump = b"".join(b"<x%d/>" % number for number in range(100_000))
    parts = {f"xl/media/{number}.bin": lump for number in range(70)}
    assert "terlalu besar" in _told(_packed({**_parts(), **parts}))


def test_millions_of_tiny_elements_are_refused_before_they_fill_the_memory() -> None:
    cells = b"<c><v>1</v></c>" * 600_000
    page = b'<row r="1">' + cells + b"</row>"
    parts = {**_parts(), "xl/worksheets/sheet2.xml": b"<worksheet><sheetData>" + page + b"</sheetData></worksheet>"}
    assert "terlalu besar" in _told(_packed(parts, zipfile.ZIP_STORED))


def test_a_part_that_is_there_twice_is_refused() -> None:
    stream = io.BytesIO(template())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert "berkas rusak" in _told(stream.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_no_spreadsheet_program_uses_is_refused(method: int) -> None:
    assert "berkas rusak" in _told(_packed(_parts(), method))


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
)
def test_xml_nested_without_end_never_raises(name: str) -> None:
    assert mistakes_of(_with(name, b"<a>" * 60_000 + b"</a>" * 60_000))


def test_a_thousand_parts_are_refused() -> None:
    assert "terlalu besar" in _told(_packed({**_parts(), **{f"x/{number}": b"" for number in range(1000)}}))


def test_a_file_beyond_the_size_limit_is_refused() -> None:
    assert "terlalu besar" in _told(template() + b"\0" * MAX_FILE)


def test_fifty_thousand_rows_are_one_mistake() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    for name in ("Unit", "Orang", "Indikator", "Penerima", "Hari"):
        page = book.add_worksheet(name)
        if name == "Unit":
            page.write_row(0, 0, ["Kode", "Nama", "Jenis"])
            for row in range(1, 50_001):
                page.write_row(row, 0, [f"U-{row}", f"Unit {row}", "OPD"])
    book.close()
    began = time.monotonic()
    told = [str(mistake) for mistake in mistakes_of(stream.getvalue()) if mistake.sheet == "Unit"]
    assert told == [
        "Lembar Unit: terlalu banyak baris; paling banyak 5000 baris terisi, dan hapus baris kosong di bawahnya"
    ]
    assert time.monotonic() - began < 20


def _sheet(rows: bytes) -> bytes:
    """The Unit sheet (the second) with other rows in it."""
    page = _parts()["xl/worksheets/sheet2.xml"]
    head, _, rest = page.partition(b"<sheetData>")
    tail = rest.partition(b"</sheetData>")[2]
    return _with("xl/worksheets/sheet2.xml", head + b"<sheetData>" + rows + b"</sheetData>" + tail)


@pytest.mark.parametrize("row", [b'<row r="999999999999"><c r="A9"><v>1</v></c></row>', b'<row r="1048577"/>'])
def test_a_row_number_no_sheet_has_does_not_keep_the_reader_counting(row: bytes) -> None:
    began = time.monotonic()
    assert "judul kolom" in " ".join(str(mistake) for mistake in mistakes_of(_sheet(row)))
    assert time.monotonic() - began < 20


def test_rows_that_claim_every_column_are_read_no_wider_than_needed() -> None:
    wide = b"".join(b'<row r="%d"><c r="ZZZ%d" s="1"/></row>' % (row, row) for row in range(1, 9_001))
    began = time.monotonic()
    assert "terlalu banyak baris" in " ".join(str(mistake) for mistake in mistakes_of(_sheet(wide)))
    assert time.monotonic() - began < 20


def test_something_written_very_far_to_the_right_is_not_lost_in_silence() -> None:
    head = b"".join(b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % pair for pair in _HEADERS)
    far = b'<row r="1">' + head + b'</row><row r="2"><c r="XFD2"><v>1</v></c></row>'
    told = [mistake.text for mistake in mistakes_of(_sheet(far)) if mistake.column == "CW"]
    assert told == ["ada isian di kolom tanpa judul; hapus atau pindahkan"]


def test_thousands_of_formatted_blank_rows_are_no_rows() -> None:
    def colour(book: Workbook) -> None:
        for row in range(5, 6_000):
            book["Unit"].cell(row, 2).font = Font(bold=True)

    assert mistakes_of(changed(colour)) == []


def test_a_broken_row_number_is_a_broken_file() -> None:
    assert "berkas rusak" in _told(_sheet(b'<row r="x"><c r="A1"><v>1</v></c></row>'))


def test_a_number_that_is_none_is_a_mistake_of_its_cell() -> None:
    head = b"".join(b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % pair for pair in _HEADERS)
    rows = b'<row r="1">' + head + b'</row><row r="2"><c r="A2"><v>1E999</v></c></row>'
    told = [str(mistake) for mistake in mistakes_of(_sheet(rows)) if mistake.column == "A"]
    assert told == [
        "Lembar Unit, baris 2, kolom A (Kode): angkanya lebih dari 15 digit sehingga digitnya hilang; "
        "ubah format sel menjadi Teks, lalu ketik ulang"
    ]


_HEADERS = ((b"A", b"Kode"), (b"B", b"Nama"), (b"C", b"Jenis"))


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"PK\x03\x04", b"%PDF-1.7", b"Kode;Nama\n1;2\n", b"\x89PNG\r\n\x1a\n", b"<html></html>"),
        _packed({"a.txt": b"halo"}),
        _packed({"[Content_Types].xml": b"<Types/>"}),
    ],
)
def test_what_is_no_workbook_is_told_so(data: bytes) -> None:
    assert "berkas rusak" in _told(data)


def test_a_cut_off_file_is_told_so() -> None:
    assert "berkas rusak" in _told(template()[:-300])
    assert "berkas rusak" in _told(template()[: len(template()) // 2])


def test_a_bit_flipped_in_transit_never_raises() -> None:
    data = template()
    for place in range(0, len(data), max(1, len(data) // 60)):
        bad = bytearray(data)
        bad[place] ^= 0xFF
        assert isinstance(mistakes_of(bytes(bad)), list)


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [b"", b"<", b"<worksheet/>", b'<x xmlns="urn:x"><y/></x>'])
def test_a_part_replaced_by_rubbish_never_raises(name: str, content: bytes) -> None:
    assert mistakes_of(_with(name, content)) or name == "xl/styles.xml"


def test_a_locked_or_old_workbook_is_told_so() -> None:
    assert "kata sandi" in _told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_a_password_on_the_zip_is_told_so() -> None:
    data = bytearray(template())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    assert "kata sandi" in _told(bytes(data))
