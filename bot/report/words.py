"""The few words that belong to a paper's form rather than to its content; every renderer says them alike."""

from bot.report.content import Exhibit, Reference, short

DRAFT = "DRAF"
EVIDENCE = "Bukti dukung"
COPIES = "Tembusan:"
CONTINUED = "Lanjutan"
CREATOR = "Asisten Pelaporan Kinerja"


def page_of(number: int | str, total: int | str) -> str:
    return f"halaman {number} dari {total}"


def imprint(reference: Reference, digest: str) -> str:
    """Which paper this is, which version of it, when it was made and from which snapshot (SHA-256)."""
    version = f"versi {reference.version}" if reference.version else ""
    parts = (reference.number, version, f"dibuat {reference.made}", f"sidik {short(digest)}")
    return " · ".join(part for part in parts if part)


def exhibit(item: Exhibit) -> str:
    kind = "tautan: " if item.link else ""
    seal = f" (sidik {short(item.sha256)})" if item.sha256 else ""
    return f"{kind}{item.name}{seal}"
