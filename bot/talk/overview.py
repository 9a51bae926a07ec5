"""All of one officer's indicators together: list, summary, receipt, and pausing between them."""

from collections.abc import Sequence
from decimal import Decimal

from bot.rules.achievement import say_actual
from bot.rules.dates import say_date
from bot.rules.filling import NOTES, below, unanswered
from bot.rules.period import ROMAN
from bot.rules.record import Record, State
from bot.talk.questions import NOTE_NAMES, place_args, short_period
from bot.talk.say import Button, Say, column, esc, say, shorten

LIST_PAGE = 8


def listing(records: Sequence[Record], page: int) -> Say:
    """All indicators of one person; any can be opened."""
    start = page * LIST_PAGE
    shown = list(enumerate(records, start=1))[start : start + LIST_PAGE]
    lines = [
        f"{mark(record)} {number}. {esc(shorten(record.indicator.name, 90))}{_said(record)}" for number, record in shown
    ]
    buttons = [Button(str(number), "open", place_args(record)) for number, record in shown]
    period = records[0].quarter.code
    turn = []
    if page:
        turn.append(Button("‹ Sebelumnya", "list", (period, str(page - 1))))
    if start + LIST_PAGE < len(records):
        turn.append(Button("Berikutnya ›", "list", (period, str(page + 1))))
    done = sum(not unanswered(record) for record in records)
    return say(
        f"<b>Daftar indikator {short_period(records[0])}</b>\nTerisi {done} dari {len(records)}.",
        "\n".join(lines),
        "Tekan nomor untuk membukanya.",
        rows=(*(buttons[at : at + 4] for at in range(0, len(buttons), 4)), turn, _go_on(records)),
    )


def _go_on(records: Sequence[Record]) -> list[Button]:
    if any(unanswered(record) for record in records):
        return [Button(_resume(records), "fill", (records[0].quarter.code,))]
    return [Button("Lihat ringkasan", "summary", (records[0].quarter.code,))]


def _resume(records: Sequence[Record]) -> str:
    done = sum(not unanswered(record) for record in records)
    return f"Lanjutkan ({done} dari {len(records)})" if done else "Mulai isi"


def mark(record: Record) -> str:
    marks = {State.MISSING: "⬜", State.EXPECTED: "🕒", State.RETURNED: "↩️", State.NOT_MEASURED: "➖"}
    return marks.get(record.state, "✅")


def _said(record: Record) -> str:
    if record.answered and record.actual is not None:
        return f": <b>{esc(say_actual(record.indicator, record.actual))}</b>"
    if record.state is State.EXPECTED and record.expected_on:
        return f": belum ada data (perkiraan {say_date(record.expected_on)})"
    return ": dikembalikan" if record.state is State.RETURNED else ""


def summary(records: Sequence[Record], threshold: Decimal, before: Sequence[str] = ()) -> Say:
    """Everything answered, before it is sent in: each can still be opened."""
    lines = []
    for number, record in enumerate(records, start=1):
        notes = [
            NOTE_NAMES[field].lower() for field in NOTES if below(record, threshold) and not record.notes.get(field)
        ]
        if record.answered and record.indicator.evidence and not record.evidence:
            notes.append("bukti")
        lack = f" <i>(belum ada: {', '.join(notes)})</i>" if notes else ""
        lines.append(f"{mark(record)} {number}. {esc(shorten(record.indicator.name, 90))}{_said(record)}{lack}")
    buttons = [Button(str(number), "open", place_args(record)) for number, record in enumerate(records[:40], start=1)]
    period = records[0].quarter.code
    return say(
        *before,
        f"<b>Ringkasan {short_period(records[0])}</b>",
        "\n".join(lines),
        "Tekan nomor untuk mengubah, atau Kirim bila sudah sesuai.",
        rows=(
            *(buttons[at : at + 6] for at in range(0, len(buttons), 6)),
            [Button("Kirim", "submit", (period,)), Button("Nanti", "pause", (), bound=True)],
        ),
    )


def still_open(records: Sequence[Record]) -> Say:
    left = sum(unanswered(record) for record in records)
    return say(
        f"Masih ada {left} indikator yang belum dijawab. Yang sudah terisi tetap tersimpan.",
        rows=([Button(_resume(records), "fill", (records[0].quarter.code,))],),
    )


def receipt_number(number: int, record: Record) -> str:
    return f"TT-{number:03d}/TW-{ROMAN[record.quarter.number]}/{record.quarter.year}"


def receipt(number: str, records: Sequence[Record], when: str, who: str) -> Say:
    filled = sum(record.answered for record in records)
    waiting = len(records) - filled
    lines = [f"{filled} nilai diterima"]
    if waiting:
        lines.append(f"{waiting} indikator belum ada data")
    return say(
        f"🧾 <b>Tanda terima {esc(number)}</b>",
        f"{esc(who)}\n{when}\n" + "\n".join(f"• {line}" for line in lines),
        "Terima kasih. Jawaban masih dapat diubah sampai laporan ditetapkan.",
        rows=([Button("Lihat jawaban", "list", (records[0].quarter.code, "0", "below"))],),
    )


def paused(records: Sequence[Record]) -> Say:
    done = sum(not unanswered(record) for record in records)
    return say(
        f"Baik, dijeda. {done} dari {len(records)} indikator sudah terjawab dan tersimpan.",
        rows=([Button(_resume(records), "fill", (records[0].quarter.code,))],),
    )


def nothing_to_stop() -> Say:
    return say("Tidak ada isian yang sedang berjalan. Semua yang sudah dikirim tetap tersimpan.")


def nothing_asked() -> Say:
    return say("Saat ini tidak ada indikator yang perlu Bapak/Ibu isi.")


def number_without_question(records: Sequence[Record]) -> Say:
    """A number typed while nothing is asked: never stored by a guess."""
    buttons = [Button(shorten(record.indicator.name), "open", place_args(record)) for record in records[:6]]
    return say("Angka ini untuk indikator mana? Pilih dahulu, lalu ketik angkanya.", rows=column(buttons))
