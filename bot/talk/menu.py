"""The places every conversation starts from: menu, tasks, status, help, and what is said where no rule fits."""

from collections.abc import Sequence
from datetime import datetime

from bot.rules.dates import say_moment
from bot.rules.office import Person
from bot.rules.period import Quarter
from bot.rules.policy import Denial
from bot.rules.procedure import Role, Step
from bot.rules.workdays import Calendar
from bot.talk.joining import COMMANDS
from bot.talk.say import Button, Say, bold, esc, say


def menu(person: Person, commands: Sequence[str], tasks: Sequence[str], rows: Sequence[Sequence[Button]]) -> Say:
    """The first thing seen: what waits, then everything this role can do."""
    waiting = "\n".join(f"• {task}" for task in tasks) if tasks else "Tidak ada tugas yang menunggu."
    listed = "\n".join(f"/{command} – {COMMANDS[command]}" for command in commands if command not in ("start", "batal"))
    return say(f"Yth. {bold(person.name)}", f"<b>Tugas</b>\n{waiting}", listed, rows=rows)


def tasks(items: Sequence[str], rows: Sequence[Sequence[Button]]) -> Say:
    if not items:
        return say("Tidak ada tugas yang menunggu Bapak/Ibu saat ini. Terima kasih.")
    return say("<b>Tugas Bapak/Ibu</b>", "\n".join(f"• {item}" for item in items), rows=rows)


def help_text(commands: Sequence[str]) -> Say:
    listed = "\n".join(f"/{command} – {COMMANDS[command]}" for command in commands)
    return say(
        "<b>Bantuan</b>",
        "Kami mengingatkan, menanyakan, dan menyimpan data kinerja triwulan. Apa pun yang Bapak/Ibu kirim tersimpan; "
        "tidak ada yang hilang bila berhenti di tengah jalan.",
        "Angka ditulis seperti biasa: <code>87,5</code> atau <code>1.250.000</code>. "
        "Salah ketik? Ubah pesannya, atau buka indikatornya lagi lewat /isi.",
        listed,
    )


def status(quarter: Quarter, step: Step | None, lines: Sequence[str], rows: Sequence[Sequence[Button]] = ()) -> Say:
    here = f"Langkah {step.number}: {esc(step.activity)}" if step else "Selesai: laporan sudah ditetapkan."
    return say(f"<b>{quarter.name}</b>\n{here}", "\n".join(lines), rows=rows)


def no_quarter(next_opening: datetime | None, calendar: Calendar) -> Say:
    when = f" Triwulan berikutnya dibuka {say_moment(next_opening, calendar)}." if next_opening else ""
    return say(f"Saat ini tidak ada triwulan yang sedang berjalan.{when}")


def denied(denial: Denial, who: Sequence[Role]) -> Say:
    match denial:
        case Denial.ROLE:
            names = ", ".join(role.name for role in who) or "-"
            return say(f"Perintah ini hanya dapat dipakai oleh: {esc(names)}.")
        case Denial.OTHERS:
            return say("Ini bukan bagian dari tugas atau unit Bapak/Ibu, jadi tidak ada yang diubah.")
        case Denial.LOCKED:
            return say("Laporan periode ini sudah ditetapkan, jadi datanya terkunci dan tidak dapat diubah.")


def question_closed() -> Say:
    return say("Pertanyaan sebelumnya ditutup dan belum dijawab. Untuk menjawabnya, tekan lagi tombolnya.")


def old_button() -> str:
    return "Tombol ini sudah tidak berlaku."


def foreign_button() -> str:
    return "Tombol ini bukan untuk Bapak/Ibu."


def pressed_before() -> str:
    return "Sudah diterima."


def not_understood(buttons: Sequence[Button]) -> Say:
    return say("Maaf, kami belum memahami maksudnya. Mungkin salah satu ini?", rows=[[button] for button in buttons])


def unknown_command(commands: Sequence[str]) -> Say:
    return say("Perintah itu tidak dikenal. Yang tersedia: " + " ".join(f"/{command}" for command in commands))


def trouble(number: int) -> Say:
    return say(
        f"Mohon maaf, pesan nomor {number} belum dapat kami proses. "
        "Pesan tersebut tetap tersimpan dan akan diperiksa oleh pengelola."
    )


def sop_steps(name: str, number: str, steps: Sequence[tuple[Step, Role]], current: int | None) -> Say:
    """The SOP as it reads on a phone: who does what at each step, and where the quarter stands."""
    lines = []
    for step, role in steps:
        here = " 👈" if step.number == current else ""
        details = " · ".join(esc(each) for each in (role.name, step.time.text, step.output) if each)
        lines.append(f"<b>{step.number}.</b> {esc(step.activity)}{here}\n<i>{details}</i>")
    return say(f"{bold(number)}\n{esc(name)}", *lines)
