"""Which files may be kept: by size, by their first bytes, by the ending of their name."""

import io
import zipfile

import pytest

from bot.files.judge import BEGINNINGS, LARGEST, judge, photo_name

GOOD = (
    ("laporan.pdf", b"%PDF-1.4 ..."),
    ("LAPORAN.PDF", b"%PDF-2.0"),
    ("foto.jpg", b"\xff\xd8\xff\xe1"),
    ("foto.JPEG", b"\xff\xd8\xff\xdb"),
    ("gambar.png", b"\x89PNG\r\n\x1a\n..."),
    ("tabel.xlsx", b"PK\x03\x04..."),
    ("surat.lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("pesan suara.ogg", b"OggS"),
    ("catatan.txt", b"nilainya 85"),
    ("../../etc/x.pdf", b"%PDF-1.4"),
)
BAD = (
    ("laporan.pdf", b"", "kosong"),
    ("laporan.pdf", b"\x89PNG\r\n\x1a\n", "tidak sesuai dengan akhiran .pdf"),
    ("laporan.pdf", b" %PDF-1.4", "tidak sesuai dengan akhiran .pdf"),
    ("laporan.xlsx", b"%PDF-1.4", "tidak sesuai dengan akhiran .xlsx"),
    ("laporan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tidak sesuai dengan akhiran .xlsx"),
    ("laporan.pdf", b"MZ\x90", "program"),
    ("laporan.pdf", b"\x7fELF\x02", "program"),
    ("catatan.txt", b"#!/bin/sh\nrm -rf /", "program"),
    ("pasang.exe", b"halo", "jenis berkas ini"),
    ("halaman.html", b"<script>", "jenis berkas ini"),
    ("laporan", b"%PDF-1.4", "jenis berkas ini"),
    ("pdf", b"%PDF-1.4", "jenis berkas ini"),
    ("laporan.pdf.", b"%PDF-1.4", "jenis berkas ini"),
    ("laporan.pdf\u202e", b"%PDF-1.4", "jenis berkas ini"),
    ("", b"%PDF-1.4", "jenis berkas ini"),
    ("laporan.pdf", b"%PDF-" + bytes(LARGEST), "di atas 20 MB"),
)


@pytest.mark.parametrize(("name", "content"), GOOD)
def test_what_its_name_promises_is_kept(name: str, content: bytes) -> None:
    assert judge(name, content) is None


@pytest.mark.parametrize(("name", "content", "why"), BAD, ids=range(len(BAD)))
def test_everything_else_is_refused_with_its_reason(name: str, content: bytes, why: str) -> None:
    refused = judge(name, content)
    assert refused is not None
    assert why in refused.why


def test_a_file_of_exactly_the_limit_is_kept() -> None:
    assert judge("besar.pdf", b"%PDF-" + bytes(LARGEST - 5)) is None


def test_every_kind_with_known_beginnings_is_taken_with_any_of_them() -> None:
    assert not [ending for ending, starts in BEGINNINGS.items() for start in starts if judge(f"x.{ending}", start)]


def test_an_archive_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../jahat.exe", bytes(1_000_000))
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert judge("bukti.xlsx", whole.getvalue()) is None


def test_a_photo_is_named_by_what_it_is() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(20)
    assert judge("foto.jpg", png) is not None
    assert judge(photo_name("foto.jpg", png), png) is None
    assert photo_name("foto.jpg", b"MZ") == "foto.jpg"
