"""Whether a file may be kept as evidence: by its first bytes, its size and its name. Nothing is opened or unpacked."""

from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024
TOO_BIG = "ukurannya di atas 20 MB. Perkecil atau bagi berkasnya, atau kirim tautan penyimpanannya."
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# ending -> how such a file begins; several beginnings where several kinds share the ending
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    **dict.fromkeys(("jpg", "jpeg"), (b"\xff\xd8\xff",)),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
    "heic": (),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), (_ZIP,)),
    **dict.fromkeys(("doc", "xls", "ppt"), (_OLE,)),
    **dict.fromkeys(("txt", "csv"), ()),
    **dict.fromkeys(("mp4", "mov", "ogg", "oga", "mp3", "m4a"), ()),
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


@dataclass(frozen=True)
class Refused:
    """`why` is said to the sender, in Indonesian."""

    why: str


def photo_name(name: str, content: bytes) -> str:
    """A photo comes without a name of its own: what it begins with tells how it ends."""
    for ending in ("jpg", "png", "gif", "webp"):
        if content.startswith(BEGINNINGS[ending]):
            return f"{name.rpartition('.')[0]}.{ending}"
    return name


def judge(name: str, content: bytes) -> Refused | None:
    """None when the file may be kept."""
    ending = name.rpartition(".")[2].strip().lower() if "." in name else ""
    if not content:
        return Refused("berkasnya kosong (0 byte).")
    if len(content) > LARGEST:
        return Refused(TOO_BIG)
    if content.startswith(_PROGRAMS):
        return Refused("isinya sebuah program, bukan dokumen.")
    if ending not in BEGINNINGS:
        return Refused("jenis berkas ini tidak diterima. Kirim foto, PDF, Word, Excel, atau PowerPoint.")
    beginnings = BEGINNINGS[ending]
    if beginnings and not content.startswith(beginnings):
        return Refused(f"isinya tidak sesuai dengan akhiran .{ending}.")
    return None
