"""Which kinds of files officers may send, and that any name with any bytes gets an answer fit to be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.judge import LARGEST, TOO_BIG, Refused, judge
from tests.talk.markup import read

KIND = "jenis berkas ini tidak diterima. Kirim foto, PDF, Word, Excel, atau PowerPoint."
PROGRAM = "isinya sebuah program, bukan dokumen."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gerak.gif", b"GIF87a"),
        ("gerak.gif", b"GIF89a"),
        ("foto.webp", b"RIFF....WEBP"),
        ("iphone.HEIC", b"\x00\x00\x00\x18ftypheic"),
        ("surat.docx", b"PK\x03\x04"),
        ("paparan.pptx", b"PK\x03\x04"),
        ("tabel.ods", b"PK\x03\x04"),
        ("lama.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("data.csv", b"a;b"),
        ("video.mp4", b"\x00\x00\x00\x18ftyp"),
        ("v1.2 laporan <b> & 😀.pdf", b"%PDF-1.7"),
        (".pdf", b"%PDF-1.7"),
    ],
)
def test_what_officers_send_is_kept(name: str, content: bytes) -> None:
    assert judge(name, content) is None


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("program.exe", b"MZ\x90\x00", PROGRAM),
        ("laporan.docx", b"\xca\xfe\xba\xbe", PROGRAM),
        ("skrip.js", b"alert(1)", KIND),
        ("laporan.pdf.exe", b"%PDF-1.7", KIND),
        ("\u202efdp.exe", b"text", KIND),
        ("laporan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "isinya tidak sesuai dengan akhiran .docx."),
        ("foto.PNG", b"\xff\xd8\xff", "isinya tidak sesuai dengan akhiran .png."),
        ("laporan.pdf", b"%PD", "isinya tidak sesuai dengan akhiran .pdf."),
    ],
)
def test_what_is_no_document_is_refused_in_these_words(name: str, content: bytes, why: str) -> None:
    assert judge(name, content) == Refused(why)


@pytest.mark.parametrize(("size", "answer"), [(LARGEST, None), (LARGEST + 1, Refused(TOO_BIG))])
def test_the_limit_itself_is_accepted_and_a_byte_more_is_not(size: int, answer: Refused | None) -> None:
    assert judge("besar.txt", b"a" * size) == answer


@given(st.text(st.characters(exclude_categories=())), st.binary())
def test_any_name_with_any_bytes_gets_an_answer_fit_for_a_message(name: str, content: bytes) -> None:
    answer = judge(name, content)
    assert answer is None or read(answer.why) == answer.why
