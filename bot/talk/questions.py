"""The guided form's questions: one indicator at a time, one question a message, the way out always under it."""

from collections.abc import Sequence

from bot.rules.achievement import say_actual, say_target
from bot.rules.dates import say_date
from bot.rules.filling import Question
from bot.rules.indicators import NumberKind
from bot.rules.record import Evidence, Record, State
from bot.rules.workdays import Calendar
from bot.talk.say import Button, Say, bold, esc, quote, say

EMPTY = "Pesannya kosong."
NOTE_NAMES = {Question.KENDALA: "Kendala", Question.TINDAK_LANJUT: "Tindak lanjut"}


def short_period(record: Record) -> str:
    return f"{record.quarter.short} {record.quarter.year}"


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
    known = current(record, calendar, sender)
    wanted = f"Berapa realisasi {record.quarter.short}?" if not known else "Ketik nilai baru bila ingin mengganti."
    if record.indicator.kind is NumberKind.LETTER:
        wanted = f"Apa hasil {record.quarter.short}?"
    return say(
        *before,
        f"<b>{place[0]} dari {place[1]}</b> · {short_period(record)}\n{about(record)}",
        *_returned(record),
        *known,
        wanted,
        rows=(*scale_rows(record), *value_rows(record, bool(known))),
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


def current(record: Record, calendar: Calendar, sender: str) -> tuple[str, ...]:
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


def scale_rows(record: Record) -> list[list[Button]]:
    scale = record.indicator.scale if record.indicator.kind is NumberKind.LETTER else ()
    buttons = [Button(label, "label", (*place_args(record), label), bound=True) for label in reversed(scale)]
    return [buttons[start : start + 4] for start in range(0, len(buttons), 4)]


def value_rows(record: Record, known: bool) -> list[list[Button]]:
    here = place_args(record)
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
        rows=(leave_row(record, "Kembali ke pertanyaan"),),
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
        [Button(label, "skip", (*place_args(record), question.value), bound=True)],
        leave_row(record, "‹ Kembali"),
    ]


def leave_row(record: Record, label: str) -> list[Button]:
    return [Button(label, "open", place_args(record)), Button("Jeda", "pause", (), bound=True)]


def place_args(record: Record) -> tuple[str, str]:
    return record.quarter.code, record.indicator.code
