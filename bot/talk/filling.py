"""What an answer is answered with: the echo of what was stored, or what to do when it could not be."""

from decimal import Decimal

from bot.rules.achievement import bases, say_achievement, say_actual
from bot.rules.dates import say_date
from bot.rules.filling import Question
from bot.rules.indicators import Indicator
from bot.rules.numbers import Ask, Why, say_value
from bot.rules.record import Record
from bot.rules.workdays import Calendar
from bot.talk.hints import HINTS, example
from bot.talk.questions import NOTE_NAMES, current, leave_row, place_args, scale_rows, value_rows
from bot.talk.say import Button, Say, bold, column, esc, quote, say


def recorded(record: Record) -> str:
    """The echo of a stored value, with the capaian on both bases."""
    assert record.actual is not None, "only a stored value is echoed"
    found = bases(record)
    first = (
        f"✅ Tersimpan: <b>{esc(say_actual(record.indicator, record.actual))}</b>\n<i>{esc(record.indicator.name)}</i>"
    )
    capaian = (
        f"Capaian {record.quarter.short}: {esc(say_achievement(found.quarter))}\n"
        f"Capaian terhadap target {record.quarter.year}: {esc(say_achievement(found.annual))}"
    )
    late = f"\nDiterima {record.late_days} hari kerja setelah tenggat." if record.late_days else ""
    return f"{first}\n{capaian}{late}"


def expected_recorded(record: Record) -> str:
    assert record.expected_on is not None, "only a stored date is echoed"
    when = say_date(record.expected_on)
    return (
        f"🕒 Tercatat: belum ada data, diperkirakan ada {when}.\n<i>{esc(record.indicator.name)}</i>\n"
        "Kami tanyakan kembali pada tanggal itu."
    )


def note_recorded(question: Question, text: str) -> tuple[str, ...]:
    """The note as it is kept: shown whole, so that the officer sees that nothing was cut."""
    return (f"✅ {NOTE_NAMES[question]} tersimpan:", *quote(text))


def evidence_recorded(name: str, record: Record) -> str:
    return f"📎 Diterima: {esc(name)}\n<i>{esc(record.indicator.name)}</i>"


def readings(record: Record, asked: Ask, raw: str, origin: str) -> Say:
    """The doubtful reply with its readings as buttons; nothing is stored until one is tapped.

    `raw` is the reply and `origin` the number of its message: what was typed stays with what is stored.
    """
    buttons = [
        Button(
            say_value(value, record.indicator.kind, record.indicator.unit_of_measure),
            "reading",
            (*place_args(record), format(value, "f"), str(record.version), raw, origin),
            bound=True,
        )
        for value in asked.readings
    ]
    rows = column(buttons)
    if asked.no_data:
        rows.append([Button("Belum ada data", "nodata", place_args(record), bound=True)])
    rows.append([Button("Ketik ulang", "open", place_args(record)), Button("Jeda", "pause", (), bound=True)])
    return say(f"{HINTS[asked.why]} Apakah maksudnya:" if buttons else HINTS[asked.why], rows=rows)


def refused(record: Record, why: Why) -> Say:
    """A reply that is no number; it is not repeated, because it may hold what is not ours to show."""
    return say(
        f"{HINTS[why]}",
        f"Mohon ketik realisasi {record.quarter.short} untuk {bold(record.indicator.name)}. "
        f"{example(record.indicator.kind)}",
        rows=value_rows(record, known=False),
    )


def unknown_label(record: Record) -> Say:
    return say(
        f"Mohon pilih salah satu hasil untuk {bold(record.indicator.name)}.",
        rows=(*scale_rows(record), *value_rows(record, known=False)),
    )


def unreadable_date(record: Record, past: bool) -> Say:
    why = "Tanggal itu sudah lewat." if past else "Kami belum dapat membaca tanggalnya."
    return say(
        f"{why} Mohon ketik seperti <code>15 Oktober</code> atau <code>15/10/2026</code>.",
        rows=(leave_row(record, "Kembali ke pertanyaan"),),
    )


def already_answered(
    record: Record, calendar: Calendar, sender: str, value: str, action: str, raw: str, origin: str
) -> Say:
    """Two people of one unit on one indicator: the second sees the first's answer before anything changes."""
    args = (*place_args(record), value, str(record.version), raw, origin)
    return say(
        f"{bold(record.indicator.name)} sudah diisi.",
        *current(record, calendar, sender),
        "Ganti dengan jawaban Bapak/Ibu?",
        rows=(
            [Button(f"Ganti menjadi {_shown(record.indicator, value, action)}", action, args, bound=True)],
            [Button("Biarkan", "skip", place_args(record), bound=True)],
        ),
    )


def _shown(indicator: Indicator, value: str, action: str) -> str:
    return value if action == "label" else say_value(Decimal(value), indicator.kind, indicator.unit_of_measure)


def changed_value(record: Record, value: Decimal, raw: str, origin: str) -> Say:
    """An edited message: the value stays until the officer says so."""
    new = say_value(value, record.indicator.kind, record.indicator.unit_of_measure)
    now = say_actual(record.indicator, record.actual) if record.actual else "belum ada data"
    args = (*place_args(record), format(value, "f"), str(record.version), raw, origin)
    return say(
        f"Pesan untuk {bold(record.indicator.name)} diubah. Nilai tersimpan: <b>{esc(now)}</b>.",
        f"Ganti nilai menjadi <b>{esc(new)}</b>?",
        rows=([Button("Ya, ganti", "reading", args), Button("Tidak", "keep", place_args(record))],),
    )


def changed_readings(record: Record, asked: Ask, raw: str, origin: str) -> Say:
    buttons = [
        Button(
            say_value(value, record.indicator.kind, record.indicator.unit_of_measure),
            "reading",
            (*place_args(record), format(value, "f"), str(record.version), raw, origin),
        )
        for value in asked.readings
    ]
    return say(
        f"Pesan untuk {bold(record.indicator.name)} diubah. {HINTS[asked.why]} Ganti nilai menjadi …?",
        rows=(*column(buttons), [Button("Biarkan nilai semula", "keep", place_args(record))]),
    )


def changed_unreadable(record: Record, why: Why) -> Say:
    now = say_actual(record.indicator, record.actual) if record.actual else "belum ada data"
    return say(
        f"Pesan untuk {bold(record.indicator.name)} diubah, tetapi belum terbaca sebagai nilai. {HINTS[why]}",
        f"Nilai tersimpan tetap <b>{esc(now)}</b>.",
        rows=([Button("Isi ulang", "open", place_args(record))],),
    )


def changed_note(record: Record, question: Question, text: str) -> Say:
    return say(
        f"Pesan {NOTE_NAMES[question].lower()} untuk {bold(record.indicator.name)} diubah. Ganti menjadi:",
        *quote(text),
        rows=(
            [
                Button("Ya, ganti", "renote", (*place_args(record), question.value, text)),
                Button("Tidak", "keep", place_args(record)),
            ],
        ),
    )


def kept(record: Record) -> str:
    return f"Baik, jawaban untuk {bold(record.indicator.name)} tidak berubah."


def edit_without_place() -> Say:
    return say("Perubahan pesan itu kami simpan, tetapi tidak mengubah data apa pun.")
