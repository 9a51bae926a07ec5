"""Joining: a personal link, a look at name and post, and the menu of the role."""

from collections.abc import Sequence

from bot.rules.office import Person, Unit
from bot.rules.procedure import Role
from bot.talk.say import Button, Say, bold, esc, say

COMMANDS = {
    "start": "Menu utama",
    "tugas": "Tugas saya",
    "isi": "Isi data triwulan",
    "status": "Status triwulan berjalan",
    "rekap": "Rekap pengisian",
    "buka": "Buka triwulan",
    "periksa": "Periksa data masuk",
    "draf": "Susun draf laporan",
    "edarkan": "Edarkan draf",
    "sop": "Langkah-langkah SOP",
    "bantuan": "Bantuan",
    "batal": "Hentikan isian (data tetap tersimpan)",
}


def confirm(person: Person, unit: Unit, hashed: str) -> Say:
    return say(
        "Selamat datang. Tautan ini dibuat untuk:",
        f"{bold(person.name)}\n{esc(person.post)}\n{esc(unit.name)}",
        "Apakah ini Bapak/Ibu?",
        rows=([Button("Ya, ini saya", "join", (hashed,)), Button("Bukan saya", "notme", (hashed,))],),
    )


def joined(person: Person, roles: Sequence[Role]) -> Say:
    names = ", ".join(role.name for role in roles) or "-"
    return say(
        f"Selamat bergabung, {bold(person.name)}\nPeran: {esc(names)}",
        "Bila ada yang perlu diisi, diperiksa, atau dibaca, pesannya datang di sini. Tugas: /tugas · Bantuan: /bantuan",
    )


def not_me() -> Say:
    return say("Baik, tautan tidak dipakai. Mohon beri tahu Kasubbag Perencanaan dan Pelaporan.")


def not_me_told(person: Person, telegram_name: str) -> Say:
    return say(
        f"Tautan untuk {bold(person.name)} dibuka oleh akun Telegram “{esc(telegram_name)}”, "
        "yang menyatakan bukan dia. Tautan itu tidak dipakai."
    )


def code_unusable() -> Say:
    """The same words whether the code is unknown, used or too old."""
    return say("Tautan ini tidak berlaku lagi. Mohon minta tautan baru kepada Kasubbag Perencanaan dan Pelaporan.")


def stranger() -> Say:
    return say("Bot ini hanya untuk petugas yang terdaftar. Mohon minta tautan kepada Kasubbag.")


def locked_out(minutes: int) -> Say:
    return say(f"Terlalu banyak percobaan. Mohon coba lagi {minutes} menit lagi.")


def locked_out_told(telegram_name: str, minutes: int) -> Say:
    return say(
        f"⚠️ Akun Telegram “{esc(telegram_name)}” mencoba banyak tautan yang tidak berlaku. Ditutup {minutes} menit."
    )


def moved_away() -> Say:
    return say("Akun petugas ini kini terhubung ke Telegram lain. Percakapan di sini tidak lagi terhubung.")


def rebound_told(person: Person) -> Say:
    return say(f"{bold(person.name)} kini memakai akun Telegram yang baru.")


def link_reused_told(person: Person) -> Say:
    return say(f"⚠️ Tautan {bold(person.name)} yang sudah dipakai dicoba lagi dari akun lain. Tidak ada yang berubah.")


def only_private() -> Say:
    return say("Mohon hubungi saya lewat percakapan pribadi.")
