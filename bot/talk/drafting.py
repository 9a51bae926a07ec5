"""Steps 4 and 5: the draft as a paper, its way to the officials, their answers, and how the quarter is closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.rules.dates import say_date
from bot.rules.office import Person
from bot.rules.period import Quarter
from bot.rules.procedure import Step
from bot.rules.workdays import Calendar
from bot.talk.say import Button, Say, bold, esc, quote, say


def being_made(number: str, version: int) -> Say:
    return say(f"Draf {esc(number)} versi {version} sedang disusun. Berkasnya segera kami kirim.")


def draft_caption(quarter: Quarter, number: str, version: int, missing: int) -> str:
    gaps = f"\n{missing} indikator belum ada nilainya dan disebutkan di dalamnya." if missing else ""
    return f"<b>Draf Laporan Kinerja {quarter.short} {quarter.year}</b>\nNomor {esc(number)} · versi {version}{gaps}"


def recap_caption(quarter: Quarter, kind: str) -> str:
    return f"<b>Rekap {quarter.name}</b> ({kind})"


def failed(file_name: str) -> Say:
    return say(f"Mohon maaf, berkas {esc(file_name)} belum berhasil dibuat. Datanya aman; silakan coba lagi.")


def no_draft(quarter: Quarter) -> Say:
    return say(
        f"Belum ada draf {quarter.short} yang dapat diedarkan.",
        rows=([Button("Susun draf", "draft", (quarter.code,))],),
    )


def confirm_circulation(
    quarter: Quarter, report: int, version: int, to: Sequence[Person], absent: Sequence[Person]
) -> Say:
    names = "\n".join(f"• {esc(person.name)}" for person in to) or "• (belum ada)"
    gone = "\n".join(f"• {esc(person.name)}" for person in absent)
    return say(
        f"Draf {quarter.short} versi {version} akan diedarkan kepada:\n{names}",
        f"Belum bergabung, jadi tidak menerimanya:\n{gone}" if absent else "",
        rows=([Button("Edarkan sekarang", "circulate", (str(report),)), Button("Batal", "cancel", (), bound=True)],),
    )


def circulated(quarter: Quarter, version: int, count: int, report: int) -> Say:
    return say(
        f"✅ Draf {quarter.short} versi {version} diedarkan kepada {count} orang.",
        rows=([Button("Lihat tanggapan", "ledger", (str(report),))],),
    )


def circulated_caption(quarter: Quarter, number: str, version: int) -> str:
    return (
        f"<b>Draf Laporan Kinerja {quarter.short} {quarter.year}</b>\nNomor {esc(number)} · versi {version}\n"
        "Mohon dibaca, lalu tekan salah satu tombol."
    )


def answer_buttons(report: int) -> list[list[Button]]:
    return [[Button("Sudah dibaca", "read", (str(report),)), Button("Ada koreksi", "correct", (str(report),))]]


def read(version: int) -> str:
    return f"Terima kasih. Draf versi {version} tercatat sudah dibaca."


def ask_correction() -> Say:
    return say("Apa koreksinya? Ketik dalam satu pesan.", rows=([Button("Batal", "cancel", (), bound=True)],))


def correction_kept() -> str:
    return "✅ Koreksi diteruskan kepada Kasubbag. Terima kasih."


def correction_told(quarter: Quarter, version: int, person: Person, text: str, report: int) -> Say:
    return say(
        f"✏️ Koreksi dari {bold(person.name)} untuk draf {quarter.short} versi {version}:",
        *quote(text),
        rows=(
            [
                Button("Tanggapi", "reply", (str(report), person.code)),
                Button("Susun versi baru", "draft", (quarter.code,)),
            ],
        ),
    )


def ask_reply(person: Person, correction: str) -> Say:
    return say(
        f"Koreksi {bold(person.name)}:",
        *quote(correction),
        "Ketik tanggapannya, misalnya apa yang sudah diperbaiki.",
        rows=([Button("Batal", "cancel", (), bound=True)],),
    )


def reply_kept(person: Person) -> str:
    return f"✅ Tanggapan untuk {esc(person.name)} sudah dikirim."


def reply_told(quarter: Quarter, reply: str) -> Say:
    return say(f"Koreksi Bapak/Ibu pada draf {quarter.short} ditanggapi:", *quote(reply))


def not_yet(quarter: Quarter, step: Step | None) -> Say:
    if step is None:
        return say(f"Laporan {quarter.short} sudah ditetapkan.")
    return say(f"Draf {quarter.short} dapat diedarkan setelah langkah {step.number} selesai: {esc(step.activity)}.")


def correction_too_late() -> Say:
    return say("Draf ini tidak lagi menerima tanggapan. Untuk perbaikan, mohon hubungi Kasubbag.")


def correction_stands() -> str:
    return "Koreksi Bapak/Ibu tetap tercatat dan menunggu tanggapan."


def superseded() -> str:
    return "Draf ini sudah digantikan oleh versi yang lebih baru."


def ledger(
    quarter: Quarter,
    version: int,
    lines: Sequence[str],
    waiting: int,
    corrections: int,
    *,
    report: int,
    may_end: bool,
    newer: int,
) -> Say:
    """Who received the draft and who answered; closing the quarter stands under it.

    `newer` is the version of a later draft that has not been circulated, or 0.
    """
    rows = []
    if may_end:
        rows.append([Button("Tetapkan laporan", "approve", (quarter.code, str(report)))])
    if may_end and newer:
        rows.append([Button(f"Edarkan versi {newer}", "circulation", (quarter.code,))])
    tail = [f"Versi {newer} sudah disusun dan belum diedarkan."] if newer else []
    if waiting:
        tail.append(f"{waiting} orang belum menjawab; mereka diingatkan.")
    if corrections:
        tail.append(f"{corrections} koreksi belum ditanggapi.")
    return say(f"<b>Tanggapan draf {quarter.short} versi {version}</b>", "\n".join(lines), "\n".join(tail), rows=rows)


def ledger_line(
    name: str, read_at: datetime | None, correction: str | None, reply: str | None, calendar: Calendar
) -> str:
    if correction is not None:
        return f"✏️ {esc(name)}: ada koreksi ({'sudah ditanggapi' if reply is not None else 'belum ditanggapi'})"
    if read_at is not None:
        return f"✅ {esc(name)}: dibaca {say_date(calendar.local(read_at).date())}"
    return f"⬜ {esc(name)}: belum menjawab"


def confirm_approval(quarter: Quarter, report: int, version: int, waiting: int, missing: int) -> Say:
    silent = f" {waiting} orang belum menjawab." if waiting else ""
    silent += f" {missing} indikator tidak memiliki nilai." if missing else ""
    return say(
        f"Menetapkan laporan {quarter.short} menurut draf versi {version} mengunci semua nilainya.{silent}",
        rows=(
            [
                Button("Ya, tetapkan", "approved", (quarter.code, str(report))),
                Button("Batal", "cancel", (), bound=True),
            ],
        ),
    )


def corrections_open(quarter: Quarter, names: Sequence[str]) -> Say:
    listed = "\n".join(f"• {esc(name)}" for name in names)
    return say(f"Laporan {quarter.short} belum dapat ditetapkan. Koreksi yang belum ditanggapi:\n{listed}")


def outdated(quarter: Quarter, changed: Mapping[str, str]) -> Say:
    """Values came in after the draft was made: the report must hold what is approved."""
    listed = "\n".join(f"• {esc(name)}" for name in changed.values())
    return say(
        f"Ada nilai yang berubah setelah draf {quarter.short} disusun:\n{listed}",
        "Mohon susun dan edarkan versi baru dahulu.",
        rows=([Button("Susun versi baru", "draft", (quarter.code,))],),
    )


def in_doubt(file_name: str, person: str, number: int) -> Say:
    """A call that may have been carried out: a second copy of an official paper is the Kasubbag's word."""
    return say(
        f"Kami tidak yakin apakah berkas {bold(file_name)} sudah sampai kepada {bold(person)} (sambungan terputus).",
        rows=([Button("Kirim ulang", "send_again", (str(number),)), Button("Sudah sampai", "leave", (str(number),))],),
    )


def sent_again() -> str:
    return "✅ Berkas dikirim ulang."


def not_sent_again() -> str:
    return "Baik, tidak dikirim ulang."
