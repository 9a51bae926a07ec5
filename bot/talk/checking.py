"""Step 3: what is plainly right is accepted together, what is odd one by one, what is wrong goes back with a reason."""

from collections.abc import Sequence

from bot.rules.achievement import bases, say_achievement, say_actual
from bot.rules.dates import say_date
from bot.rules.flags import Flag
from bot.rules.office import Person
from bot.rules.period import Quarter
from bot.rules.record import Record
from bot.rules.workdays import Calendar
from bot.talk.questions import NOTE_NAMES, about
from bot.talk.say import Button, Say, bold, esc, quote, say, shorten

FLAGS = {
    Flag.BELOW: "capaian di bawah ambang",
    Flag.NO_KENDALA: "kendala belum diisi",
    Flag.NO_TINDAK_LANJUT: "tindak lanjut belum diisi",
    Flag.NO_EVIDENCE: "bukti dukung belum ada",
    Flag.LATE: "terlambat",
    Flag.SAME: "sama dengan triwulan lalu",
    Flag.FALLS: "nilai kumulatif turun",
    Flag.OUTSIDE: "di luar batas kewajaran",
    Flag.FAR: "jauh dari triwulan lalu atau dari target",
    Flag.NO_FIGURE: "capaian tidak dapat dihitung",
}


def overview(quarter: Quarter, plain: Sequence[Record], odd: int, missing: int, accepted: int) -> Say:
    """Where checking stands; the values without any flag, to be accepted with one tap."""
    counts = [f"sudah diterima {accepted}", f"perlu dilihat {odd}", f"belum ada {missing}"]
    listed = "\n".join(_line(record) for record in plain)
    rows: list[list[Button]] = []
    if plain:
        rows.append([Button(f"Terima {len(plain)} nilai ini", "accept_all", (quarter.code, *_versions(plain)))])
    if odd:
        rows.append([Button(f"Periksa satu per satu ({odd})", "check_next", (quarter.code,))])
    if plain:
        rows.append([Button("Kembalikan salah satu", "check_list", (quarter.code,))])
    if not plain and not odd:
        rows.append([Button("Selesai memeriksa", "checked", (quarter.code,))])
    return say(
        f"<b>Pemeriksaan {quarter.name}</b>\n{' · '.join(counts)}",
        f"Tanpa catatan:\n{listed}" if plain else "",
        rows=rows,
    )


def _versions(records: Sequence[Record]) -> list[str]:
    """What exactly was shown: a value that changed since is not accepted unseen."""
    return [f"{record.indicator.code}={record.version}" for record in records]


def _line(record: Record) -> str:
    assert record.actual is not None, "only answered values are listed"
    capaian = say_achievement(bases(record).quarter)
    actual = esc(say_actual(record.indicator, record.actual))
    return f"• {esc(shorten(record.indicator.name, 80))}: <b>{actual}</b> ({esc(capaian)})"


def one(record: Record, flags: Sequence[Flag], left: int, sender: Person | None, calendar: Calendar) -> Say:
    """One answer with its flags, notes and evidence, to be accepted or returned."""
    assert record.actual is not None, "only answered values are checked"
    assert record.sent_at is not None, "an answer has a moment"
    found = bases(record)
    who = sender.name if sender else "-"
    args = (record.quarter.code, record.indicator.code, str(record.version))
    notes = [
        part
        for field, name in NOTE_NAMES.items()
        if record.notes.get(field)
        for part in (f"{name}:", *quote(record.notes[field]))
    ]
    return say(
        about(record),
        f"Realisasi: <b>{esc(say_actual(record.indicator, record.actual))}</b>\n"
        f"Capaian {record.quarter.short}: {esc(say_achievement(found.quarter))}\n"
        f"Capaian terhadap target {record.quarter.year}: {esc(say_achievement(found.annual))}\n"
        f"<i>{esc(who)}, {say_date(calendar.local(record.sent_at).date())}</i>",
        "⚠️ " + ", ".join(FLAGS[flag] for flag in flags) if flags else "",
        *notes,
        "\n".join(f"📎 {esc(piece.name)}" for piece in record.evidence),
        f"Masih {left} nilai lagi setelah ini." if left else "",
        rows=(
            [Button("Terima", "accept", args), Button("Kembalikan", "return", args)],
            [Button("Lewati", "check_next", (record.quarter.code, record.indicator.code))],
        ),
    )


def choose(records: Sequence[Record]) -> Say:
    rows = [
        [Button(shorten(record.indicator.name), "check_one", (record.quarter.code, record.indicator.code))]
        for record in records[:20]
    ]
    return say("Indikator mana yang ingin dilihat?", rows=rows)


def ask_reason(record: Record) -> Say:
    return say(
        f"Mengapa {bold(record.indicator.name)} dikembalikan? Ketik alasannya; alasan ini dikirim kepada pengisi.",
        rows=([Button("Batal", "cancel", (), bound=True)],),
    )


def returned(record: Record, holder: Person) -> str:
    return f"↩️ {bold(record.indicator.name)} dikembalikan; {esc(holder.name)} sudah diberi tahu."


def returned_told(record: Record, reason: str) -> Say:
    """To whoever sent the value: only this question is asked again."""
    said = say_actual(record.indicator, record.actual) if record.actual else "-"
    return say(
        f"↩️ {bold(record.indicator.name)} ({record.quarter.short}) perlu diperbaiki. "
        f"Nilai terkirim: <b>{esc(said)}</b>.",
        *quote(reason),
        rows=([Button("Perbaiki", "open", (record.quarter.code, record.indicator.code))],),
    )


def accepted(count: int) -> str:
    return f"✅ {count} nilai diterima."


def changed_meanwhile(count: int) -> str:
    return f"{count} nilai berubah sejak daftar ini dibuat dan belum diterima; mohon dilihat lagi."


def nothing_left(quarter: Quarter) -> Say:
    return say(
        f"Tidak ada lagi nilai {quarter.short} yang perlu dilihat.",
        rows=([Button("Ringkasan pemeriksaan", "check", (quarter.code,))],),
    )


def new_value_told(record: Record, sender: Person) -> Say:
    """To the checker: a value came after the checking had begun."""
    assert record.actual is not None, "only stored values are told"
    late = f", terlambat {record.late_days} hari kerja" if record.late_days else ""
    return say(
        f"Nilai baru dari {esc(sender.name)}: {bold(record.indicator.name)} = "
        f"<b>{esc(say_actual(record.indicator, record.actual))}</b>{late}.",
        rows=(
            [Button("Periksa", "check_one", (record.quarter.code, record.indicator.code))],
            [Button("Semua yang belum diperiksa", "check", (record.quarter.code,))],
        ),
    )


def unchecked(quarter: Quarter, count: int) -> Say:
    return say(
        f"Masih ada {count} nilai yang belum diperiksa.",
        rows=([Button("Lanjut memeriksa", "check", (quarter.code,))],),
    )


def checked(quarter: Quarter) -> str:
    return f"✅ Pemeriksaan {quarter.short} selesai."
