"""Judges a workbook before openpyxl opens it: an .xlsx is a zip of XML, and both can be made into bombs.

Sizes are taken from the zip's own directory; `zipfile` never yields more than is declared there. DOCTYPE and entities
are looked for by the parser itself, not by searching bytes, so that no encoding hides them.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from xml.parsers import expat

MAX_FILE = 10 * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
MAX_ELEMENTS = 1_000_000  # 5,000 rows of the widest sheet are a third of this; each costs some 400 bytes when opened
MAX_PARTS = 500
MAX_RATIO = 100
_SMALL = 1024 * 1024  # below this a part may be as repetitive as it likes

_OLD = b"\xd0\xcf\x11\xe0"  # OLE: an .xls, or an .xlsx with a password
BROKEN = "berkas rusak atau bukan buku kerja Excel; simpan ulang sebagai .xlsx, lalu kirim lagi"
_LOCKED = "berkas terkunci kata sandi atau berformat lama (.xls); simpan sebagai .xlsx tanpa kata sandi"
_TOO_BIG = "berkas terlalu besar; hapus gambar, lembar, dan baris kosong yang tidak perlu"
_UNSAFE = "berkas memuat bagian yang tidak aman; salin isinya ke templat yang baru, lalu kirim lagi"


class Unsafe(Exception):
    """The file is not opened; the text is an Indonesian sentence for its sender."""


def check_safe(data: bytes) -> None:
    """Raises Unsafe for anything but a plain .xlsx of reasonable size."""
    if len(data) > MAX_FILE:
        raise Unsafe(_TOO_BIG)
    if data.startswith(_OLD):
        raise Unsafe(_LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist())
            elements = count(1)
            for part in archive.infolist():
                _check_part(archive.read(part), elements)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise Unsafe(BROKEN) from None


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Unsafe(_LOCKED)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unsafe(_TOO_BIG)
    plain = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
    if not plain or len({part.filename for part in parts}) < len(parts):
        raise Unsafe(BROKEN)
    if any(part.file_size > max(_SMALL, MAX_RATIO * part.compress_size) for part in parts):
        raise Unsafe(_TOO_BIG)


def _check_part(content: bytes, elements: Iterator[int]) -> None:
    """Every part is tried, because relations may call any file name a worksheet.

    What is no XML stops at once; openpyxl's parser would stop at the same place.
    """
    with suppress(expat.ExpatError):
        _strict_parser(elements).Parse(content, True)


def _strict_parser(elements: Iterator[int]) -> expat.XMLParserType:
    def count_element(*_: object) -> None:
        if next(elements) > MAX_ELEMENTS:
            raise Unsafe(_TOO_BIG)

    parser = expat.ParserCreate()
    parser.StartElementHandler = count_element
    parser.StartDoctypeDeclHandler = _refuse
    parser.XmlDeclHandler = _check_encoding
    return parser


def _refuse(*_: object) -> None:
    raise Unsafe(_UNSAFE)


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.upper() not in ("UTF-8", "US-ASCII"):
        raise Unsafe(_UNSAFE)
