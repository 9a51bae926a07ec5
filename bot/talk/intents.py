"""Ordinary sentences that lead where a command leads, by plain matching of words. Data is never touched."""

import re
from collections.abc import Collection

# the first that is found wins
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"\b(siapa|unit|yang)\b.*\bbelum\b", "rekap"),
    (r"\brekap\w*|\brekapitulasi\b", "rekap"),
    (r"\b(buat|susun|minta|lihat|cetak)\w*\b.*\b(draf|draft|laporan)\w*", "draf"),
    (r"\b(edar|sebar|sosialisasi)\w*", "edarkan"),
    (r"\b(periksa|cek|verifikasi|validasi)\b.*\b(data|nilai|isian)\w*", "periksa"),
    (r"\b(buka|mulai)\b.*\b(triwulan|tw|periode)\w*", "buka"),
    (r"\b(tugas|pekerjaan|kerjaan)\w*", "tugas"),
    (r"\b(isi|mengisi|input|lanjut\w*|lapor)\b", "isi"),
    (r"\b(status|progres|sampai mana|tenggat|batas waktu|deadline)\w*", "status"),
    (r"\b(bantu\w*|tolong|cara|bagaimana|help)\b", "bantuan"),
    (r"\b(sop|sopnya|prosedur\w*|langkah\w*)\b", "sop"),
    (r"\b(batal|berhenti|stop|jeda)\b", "batal"),
    (r"^\W*(halo|hai|assalamu\w*|selamat (pagi|siang|sore|malam)|menu|mulai)\b", "start"),
)
_RULES = tuple((re.compile(pattern), command) for pattern, command in _PATTERNS)


def likely(text: str, allowed: Collection[str]) -> list[str]:
    """The commands a sentence may mean, the likeliest first, only those the person may use."""
    said = text.lower()[:300]
    found = [command for rule, command in _RULES if rule.search(said) and command in allowed]
    return list(dict.fromkeys(found))


def asks_for(text: str, allowed: Collection[str]) -> str | None:
    """The place a sentence leads to: the likeliest, for only places are opened; None when none fits."""
    found = likely(text, allowed)
    return found[0] if found and len(text) <= 120 else None
