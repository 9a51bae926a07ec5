"""Opening a quarter, asking the units, and what to do when the deadline passes with gaps."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.rules.dates import say_day, say_moment
from bot.rules.office import Person, Unit
from bot.rules.period import Quarter
from bot.rules.procedure import Step
from bot.rules.record import Record
from bot.rules.workdays import Calendar
from bot.talk.say import Button, Say, bold, column, esc, quote, say, shorten


def default_instruction(quarter: Quarter) -> str:
    return f"Mohon menyampaikan realisasi indikator kinerja {quarter.name} beserta bukti dukungnya."


def confirm_request(
    quarter: Quarter, instruction: str, deadline: datetime, units: int, indicators: int, calendar: Calendar
) -> Say:
    """To the Kasubbag: the request as it will go out, before it goes out. The button sends what this card shows."""
    period = (quarter.code,)
    shown = (quarter.code, deadline.astimezone(UTC).isoformat(), instruction)
    return say(
        f"<b>{quarter.name} telah dibuka</b>",
        f"Permintaan data untuk {indicators} indikator di {units} unit siap dikirim.",
        f"Tenggat: <b>{say_moment(deadline, calendar)}</b>\nIsi permintaan:",
        *quote(instruction),
        rows=(
            [Button("Kirim permintaan", "request", shown)],
            [Button("Ubah isi", "instruct", period), Button("Ubah tenggat", "deadline", (quarter.code, ""))],
        ),
    )


def requested(quarter: Quarter, people: int, absent: Sequence[Person]) -> Say:
    """How many were asked, and who could not be."""
    lines = [f"✅ Permintaan data {quarter.short} dikirim kepada {people} orang."]
    if absent:
        names = "\n".join(f"• {esc(person.name)}" for person in absent)
        lines.append(f"Belum bergabung, jadi belum menerima permintaan:\n{names}")
    return say(*lines, rows=([Button("Lihat rekap", "recap", (quarter.code,))],))


def request(
    person: Person, quarter: Quarter, instruction: str, deadline: datetime, count: int, calendar: Calendar
) -> Say:
    """To each supplier: what is asked, by when, and a button to begin."""
    return say(
        f"Yth. {bold(person.name)}",
        *quote(instruction),
        f"📊 {count} indikator · {quarter.name}\n⏰ Paling lambat <b>{say_moment(deadline, calendar)}</b>",
        rows=([Button("Mulai isi", "fill", (quarter.code,))],),
    )


def outdated_card() -> Say:
    return say("Isi atau tenggatnya sudah diubah sejak kartu itu dibuat; belum ada yang dikirim. Yang sekarang:")


def past_collecting(quarter: Quarter, step: Step | None) -> Say:
    where = f"Sekarang langkah {step.number}: {esc(step.activity)}." if step else "Laporannya sudah ditetapkan."
    return say(f"Pengumpulan data {quarter.short} sudah selesai. {where}")


def already_open(quarter: Quarter) -> Say:
    return say(f"{quarter.name} sudah dibuka sebelumnya.", rows=([Button("Status", "status", ())],))


def cannot_open(quarter: Quarter, why: str) -> Say:
    return say(f"{quarter.name} belum dapat dibuka: {why}")


NOT_ENDED = "triwulannya belum berakhir."
NO_INDICATORS = "belum ada indikator untuk tahun itu di buku kerja kantor."


def ask_instruction(instruction: str) -> Say:
    return say("Ketik isi permintaan yang baru. Yang sekarang:", *quote(instruction), rows=(cancel(),))


def ask_deadline(quarter: Quarter, deadline: datetime, unit: Unit | None, calendar: Calendar) -> Say:
    whose = f" untuk {bold(unit.name)}" if unit else ""
    return say(
        f"Tenggat {quarter.short}{whose} sekarang {say_moment(deadline, calendar)}.",
        "Ketik tanggal yang baru, misalnya <code>15 Oktober</code>.",
        rows=(cancel(),),
    )


def unreadable_deadline(past: bool) -> Say:
    why = "Tanggal itu sudah lewat." if past else "Kami belum dapat membaca tanggalnya."
    return say(f"{why} Mohon ketik seperti <code>15 Oktober</code>.", rows=(cancel(),))


def cancel() -> list[Button]:
    return [Button("Batal", "cancel", (), bound=True)]


def cancelled() -> str:
    return "Baik, tidak ada yang diubah."


def empty_text() -> Say:
    return say("Mohon ketik teksnya.", rows=(cancel(),))


def deadline_moved(quarter: Quarter, deadline: datetime, unit: Unit | None, calendar: Calendar) -> Say:
    whose = f" untuk {bold(unit.name)}" if unit else ""
    return say(f"✅ Tenggat {quarter.short}{whose} menjadi <b>{say_moment(deadline, calendar)}</b>.")


def deadline_moved_told(quarter: Quarter, deadline: datetime, left: int, calendar: Calendar) -> Say:
    """To a supplier who still has something to answer."""
    return say(
        f"Tenggat data {quarter.short} diperpanjang sampai <b>{say_moment(deadline, calendar)}</b>. "
        f"Masih ada {left} indikator yang belum dijawab.",
        rows=([Button("Lanjutkan", "fill", (quarter.code,))],),
    )


def deadline_passed(quarter: Quarter, missing: Sequence[Record], total: int, units: Mapping[str, Unit]) -> Say:
    """To the Kasubbag, at the deadline: what is missing, and the ways on."""
    return say(
        f"⏰ <b>Tenggat {quarter.short} telah lewat.</b> {total - len(missing)} dari {total} indikator sudah dijawab.",
        _gaps(missing, units),
        "Bagaimana selanjutnya? Nilai yang terlambat tetap diterima sampai laporan ditetapkan.",
        rows=(
            [
                Button("Perpanjang semua", "deadline", (quarter.code, "")),
                Button("Perpanjang satu unit", "units", (quarter.code,)),
            ],
            [Button("Lanjut dengan yang ada", "proceed", (quarter.code,))],
            [Button("Ingatkan yang belum", "nudge", (quarter.code,))],
        ),
    )


def _gaps(missing: Sequence[Record], units: Mapping[str, Unit]) -> str:
    counts: dict[str, int] = {}
    for record in missing:
        counts[record.indicator.unit] = counts.get(record.indicator.unit, 0) + 1
    return "\n".join(f"• {esc(units[code].name)}: {count} belum" for code, count in counts.items())


def choose_unit(quarter: Quarter, units: Sequence[Unit]) -> Say:
    buttons = [Button(shorten(unit.name), "deadline", (quarter.code, unit.code)) for unit in units]
    return say("Unit mana yang diperpanjang?", rows=column(buttons))


def nothing_missing() -> Say:
    return say("Semua indikator sudah dijawab; tidak ada yang perlu diingatkan.")


def nudged(count: int) -> Say:
    return say(f"✅ Pengingat dikirim kepada {count} orang.")


def collected(quarter: Quarter, missing: int) -> Say:
    """Step 1 is over: everything is in, or the Kasubbag goes on with gaps."""
    if missing:
        return say(f"Baik, {quarter.short} dilanjutkan dengan {missing} indikator yang belum ada.")
    return say(f"✅ Semua indikator {quarter.short} sudah dijawab.")


def step_open(quarter: Quarter, step: Step, button: Button | None, reason: str = "") -> Say:
    """To the officer whose step has opened."""
    return say(
        f"<b>Langkah {step.number} · {quarter.short}</b>\n{esc(step.activity)}",
        f"Waktu baku: {esc(step.time.text)} · Keluaran: {esc(step.output)}",
        *quote(reason),
        rows=([button],) if button else (),
    )


def ended(quarter: Quarter, when: datetime, calendar: Calendar) -> Say:
    return say(
        f"✅ <b>Laporan {quarter.short} ditetapkan</b> pada {say_day(calendar.local(when))}. Nilainya kini terkunci. "
        "Terima kasih atas kerja samanya."
    )
