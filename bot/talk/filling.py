"""The guided form: one indicator at a time, one question a message, the way out always under it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.rules.achievement import bases, say_achievement, say_actual, say_target
from bot.rules.dates import say_date
from bot.rules.filling import NOTES, Question, below, unanswered
from bot.rules.indicators import Indicator, NumberKind
from bot.rules.numbers import Ask, Why, say_value
from bot.rules.period import ROMAN
from bot.rules.record import Evidence, Record, State
from bot.rules.workdays import Calendar
from bot.talk.hints import EXAMPLE, HINTS
from bot.talk.say import Button, Say, bold, column, esc, quote, say, shorten

LIST_PAGE = 8
EMPTY = "Pesannya kosong."
NOTE_NAMES = {Question.KENDALA: "Kendala", Question.TINDAK_LANJUT: "Tindak lanjut"}


def short_period(record: Record) -> str:
    return f"{record.quarter.short} {record.quarter.year}"


# --- questions ------------------------------------------------------------------------------------------------
def ask(
    record: Record,
    question: Question,
    place: tuple[int, int],
    calendar: Calendar,
    sender: str,
    before: Sequence[str] = (),
) -> Say:
    """The question, with what was just recorded standing before it. `sender` is who gave the current answer."""
    match question:
        case Question.VALUE:
            return _ask_value(record, place, calendar, sender, before)
        case Question.EXPECTED:
            return _ask_expected(record, before)
        case Question.EVIDENCE:
            return _ask_evidence(record, before)
        case _:
            return _ask_note(record, question, before)


def _ask_value(record: Record, place: tuple[int, int], calendar: Calendar, sender: str, before: Sequence[str]) -> Say:
    known = _current(record, calendar, sender)
    wanted = f"Berapa realisasi {record.quarter.short}?" if not known else "Ketik nilai baru bila ingin mengganti."
    if record.indicator.kind is NumberKind.LETTER:
        wanted = f"Apa hasil {record.quarter.short}?"
    return say(
        *before,
        f"<b>{place[0]} dari {place[1]}</b> · {short_period(record)}\n{about(record)}",
        *_returned(record),
        *known,
        wanted,
        rows=(*_scale_rows(record), *_value_rows(record, bool(known))),
    )


def about(record: Record) -> str:
    """What an indicator is: name, unit, both targets, the last quarter's value."""
    indicator = record.indicator
    target, previous = indicator.targets.get(record.quarter.number), record.quarter.previous
    lines = [bold(indicator.name)]
    if indicator.unit_of_measure and indicator.kind is not NumberKind.LETTER:
        lines.append(f"Satuan: {esc(indicator.unit_of_measure)}")
    shown = "-" if target is None else esc(say_target(indicator, target))
    annual = "-" if indicator.annual is None else esc(say_target(indicator, indicator.annual))
    lines.append(f"Target {record.quarter.short}: {shown} · Target {record.quarter.year}: {annual}")
    if indicator.cumulative:
        lines.append("Nilai kumulatif sejak Januari.")
    if record.previous is not None:
        lines.append(f"{previous.short} {previous.year}: {esc(say_actual(indicator, record.previous))}")
    return "\n".join(lines)


def _current(record: Record, calendar: Calendar, sender: str) -> tuple[str, ...]:
    if record.state is State.RETURNED or record.sent_at is None:
        return ()
    what = f"belum ada data, diperkirakan ada {say_date(record.expected_on)}" if record.expected_on else ""
    if record.actual is not None:
        what = say_actual(record.indicator, record.actual)
    when = say_date(calendar.local(record.sent_at).date())
    return (f"Jawaban saat ini: <b>{esc(what)}</b>\n<i>{esc(sender)}, {when}</i>",) if what else ()


def _returned(record: Record) -> tuple[str, ...]:
    if record.state is not State.RETURNED:
        return ()
    sent = f" (terkirim: {esc(say_actual(record.indicator, record.actual))})" if record.actual else ""
    return (f"↩️ Dikembalikan untuk diperbaiki{sent}:", *quote(record.reason))


def _scale_rows(record: Record) -> list[list[Button]]:
    scale = record.indicator.scale if record.indicator.kind is NumberKind.LETTER else ()
    buttons = [Button(label, "label", (*_args(record), label), bound=True) for label in reversed(scale)]
    return [buttons[start : start + 4] for start in range(0, len(buttons), 4)]


def _value_rows(record: Record, known: bool) -> list[list[Button]]:
    here = _args(record)
    skip = Button("Biarkan" if known else "Lewati", "skip", here, bound=True)
    return [
        [Button("Belum ada data", "nodata", here, bound=True), skip],
        [
            Button("‹ Kembali", "back", here, bound=True),
            Button("Daftar", "list", (record.quarter.code, "0")),
            Button("Jeda", "pause", (), bound=True),
        ],
    ]


def _ask_expected(record: Record, before: Sequence[str]) -> Say:
    return say(
        *before,
        f"{bold(record.indicator.name)}\nKapan datanya diperkirakan ada?",
        "Ketik tanggalnya, misalnya <code>15 Oktober</code>.",
        rows=(_leave_rows(record, "Kembali ke pertanyaan"),),
    )


def _ask_note(record: Record, question: Question, before: Sequence[str]) -> Say:
    asked = {
        Question.KENDALA: "Apa kendalanya?",
        Question.TINDAK_LANJUT: "Apa rencana tindak lanjutnya?",
    }[question]
    why = f"Capaian {record.quarter.short} di bawah ambang kantor." if question is Question.KENDALA else ""
    return say(*before, f"{bold(record.indicator.name)}\n{why}".strip(), asked, rows=_after_rows(record, question))


def _ask_evidence(record: Record, before: Sequence[str]) -> Say:
    return say(
        *before,
        f"{bold(record.indicator.name)}\nMohon kirim bukti dukungnya: foto, PDF, berkas Office, atau tautan.",
        _evidence_list(record.evidence),
        rows=_after_rows(record, Question.EVIDENCE),
    )


def not_a_link(record: Record) -> Say:
    return say(
        f"Bukti dukung {bold(record.indicator.name)} berupa foto, berkas, atau tautan (misalnya https://…). "
        "Untuk mengubah nilainya, tekan Kembali.",
        rows=_after_rows(record, Question.EVIDENCE),
    )


def _evidence_list(pieces: Sequence[Evidence]) -> str:
    return "\n".join(f"📎 {esc(piece.name)}" for piece in pieces)


def _after_rows(record: Record, question: Question) -> list[list[Button]]:
    label = "Selesai" if question is Question.EVIDENCE and record.evidence else "Lewati"
    return [
        [Button(label, "skip", (*_args(record), question.value), bound=True)],
        _leave_rows(record, "‹ Kembali"),
    ]


def _leave_rows(record: Record, label: str) -> list[Button]:
    return [Button(label, "open", _args(record)), Button("Jeda", "pause", (), bound=True)]


def _args(record: Record) -> tuple[str, str]:
    return record.quarter.code, record.indicator.code


# --- answers --------------------------------------------------------------------------------------------------
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
            (*_args(record), format(value, "f"), str(record.version), raw, origin),
            bound=True,
        )
        for value in asked.readings
    ]
    rows = column(buttons)
    if asked.no_data:
        rows.append([Button("Belum ada data", "nodata", _args(record), bound=True)])
    rows.append([Button("Ketik ulang", "open", _args(record)), Button("Jeda", "pause", (), bound=True)])
    return say(f"{HINTS[asked.why]} Apakah maksudnya:" if buttons else HINTS[asked.why], rows=rows)


def refused(record: Record, why: Why) -> Say:
    """A reply that is no number; it is not repeated, because it may hold what is not ours to show."""
    return say(
        f"{HINTS[why]}",
        f"Mohon ketik realisasi {record.quarter.short} untuk {bold(record.indicator.name)}. {EXAMPLE}",
        rows=_value_rows(record, known=False),
    )


def unknown_label(record: Record) -> Say:
    return say(
        f"Mohon pilih salah satu hasil untuk {bold(record.indicator.name)}.",
        rows=(*_scale_rows(record), *_value_rows(record, known=False)),
    )


def unreadable_date(record: Record, past: bool) -> Say:
    why = "Tanggal itu sudah lewat." if past else "Kami belum dapat membaca tanggalnya."
    return say(
        f"{why} Mohon ketik seperti <code>15 Oktober</code> atau <code>15/10/2026</code>.",
        rows=(_leave_rows(record, "Kembali ke pertanyaan"),),
    )


def already_answered(
    record: Record, calendar: Calendar, sender: str, value: str, action: str, raw: str, origin: str
) -> Say:
    """Two people of one unit on one indicator: the second sees the first's answer before anything changes."""
    args = (*_args(record), value, str(record.version), raw, origin)
    return say(
        f"{bold(record.indicator.name)} sudah diisi.",
        *_current(record, calendar, sender),
        "Ganti dengan jawaban Bapak/Ibu?",
        rows=(
            [Button(f"Ganti menjadi {_shown(record.indicator, value, action)}", action, args, bound=True)],
            [Button("Biarkan", "skip", _args(record), bound=True)],
        ),
    )


def _shown(indicator: Indicator, value: str, action: str) -> str:
    return value if action == "label" else say_value(Decimal(value), indicator.kind, indicator.unit_of_measure)


def changed_value(record: Record, value: Decimal, raw: str, origin: str) -> Say:
    """An edited message: the value stays until the officer says so."""
    new = say_value(value, record.indicator.kind, record.indicator.unit_of_measure)
    now = say_actual(record.indicator, record.actual) if record.actual else "belum ada data"
    return say(
        f"Pesan untuk {bold(record.indicator.name)} diubah. Nilai tersimpan: <b>{esc(now)}</b>.",
        f"Ganti nilai menjadi <b>{esc(new)}</b>?",
        rows=(
            [
                Button("Ya, ganti", "reading", (*_args(record), format(value, "f"), str(record.version), raw, origin)),
                Button("Tidak", "keep", _args(record)),
            ],
        ),
    )


def changed_readings(record: Record, asked: Ask, raw: str, origin: str) -> Say:
    buttons = [
        Button(
            say_value(value, record.indicator.kind, record.indicator.unit_of_measure),
            "reading",
            (*_args(record), format(value, "f"), str(record.version), raw, origin),
        )
        for value in asked.readings
    ]
    return say(
        f"Pesan untuk {bold(record.indicator.name)} diubah. {HINTS[asked.why]} Ganti nilai menjadi …?",
        rows=(*column(buttons), [Button("Biarkan nilai semula", "keep", _args(record))]),
    )


def changed_unreadable(record: Record, why: Why) -> Say:
    now = say_actual(record.indicator, record.actual) if record.actual else "belum ada data"
    return say(
        f"Pesan untuk {bold(record.indicator.name)} diubah, tetapi belum terbaca sebagai nilai. {HINTS[why]}",
        f"Nilai tersimpan tetap <b>{esc(now)}</b>.",
        rows=([Button("Isi ulang", "open", _args(record))],),
    )


def changed_note(record: Record, question: Question, text: str) -> Say:
    return say(
        f"Pesan {NOTE_NAMES[question].lower()} untuk {bold(record.indicator.name)} diubah. Ganti menjadi:",
        *quote(text),
        rows=(
            [
                Button("Ya, ganti", "renote", (*_args(record), question.value, text)),
                Button("Tidak", "keep", _args(record)),
            ],
        ),
    )


def kept(record: Record) -> str:
    return f"Baik, jawaban untuk {bold(record.indicator.name)} tidak berubah."


def edit_without_place() -> Say:
    return say("Perubahan pesan itu kami simpan, tetapi tidak mengubah data apa pun.")


# --- list, summary, receipt -----------------------------------------------------------------------------------
def listing(records: Sequence[Record], page: int) -> Say:
    """All indicators of one person; any can be opened."""
    start = page * LIST_PAGE
    shown = list(enumerate(records, start=1))[start : start + LIST_PAGE]
    lines = [
        f"{mark(record)} {number}. {esc(shorten(record.indicator.name, 90))}{_said(record)}" for number, record in shown
    ]
    buttons = [Button(str(number), "open", _args(record)) for number, record in shown]
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
    buttons = [Button(str(number), "open", _args(record)) for number, record in enumerate(records[:40], start=1)]
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
        rows=([Button("Lihat jawaban", "list", (records[0].quarter.code, "0"))],),
    )


# --- pausing and places ---------------------------------------------------------------------------------------
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


def where_to(kind: str, piece: int, records: Sequence[Record]) -> Say:
    """Something that came outside a question: kept, and asked where it belongs."""
    kept_as = {"voice": "Pesan suara", "sticker": "Stiker", "location": "Lokasi", "photo": "Foto", "link": "Tautan"}
    what = kept_as.get(kind, "Berkas")
    if not records:
        return say(f"{what} sudah kami simpan. Saat ini tidak ada indikator yang dapat dilampiri.")
    buttons = [Button(shorten(record.indicator.name), "place", (str(piece), *_args(record))) for record in records[:8]]
    return say(
        f"{what} sudah kami simpan. Untuk indikator mana?",
        rows=(*column(buttons), [Button("Bukan untuk indikator", "noplace", (str(piece),))]),
    )


def placed(name: str, record: Record) -> str:
    return f"📎 {esc(name)} dilampirkan pada {bold(record.indicator.name)}."


def not_placed() -> str:
    return "Baik, tetap tersimpan tanpa dilampirkan."


def number_without_question(records: Sequence[Record]) -> Say:
    """A number typed while nothing is asked: never stored by a guess."""
    buttons = [Button(shorten(record.indicator.name), "open", _args(record)) for record in records[:6]]
    return say("Angka ini untuk indikator mana? Pilih dahulu, lalu ketik angkanya.", rows=column(buttons))


def too_big() -> Say:
    return say(
        "Berkas di atas 20 MB tidak dapat kami ambil dari Telegram.",
        "Mohon perkecil berkasnya (misalnya foto atau PDF dengan mutu lebih rendah), bagi menjadi beberapa bagian, "
        "atau kirim tautan penyimpanannya.",
    )


def refused_file(name: str, why: str, record: Record | None) -> Say:
    """Told when the officer may long be at another question: the way back to this one stands under it."""
    whose = f" untuk {bold(record.indicator.name)}" if record else ""
    return say(
        f"Berkas {bold(name)}{whose} belum dapat diterima: {why}",
        "Mohon kirim berkas yang lain.",
        rows=([Button("Kirim ulang", "evidence", _args(record))],) if record else (),
    )


def expected_today(record: Record, promised: date) -> Say:
    return say(
        f"Data {bold(record.indicator.name)} diperkirakan ada {say_date(promised)}. Apakah sudah ada?",
        rows=([Button("Isi sekarang", "open", _args(record))],),
    )
