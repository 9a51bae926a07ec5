"""Colleagues who answer by themselves, so that a visitor alone sees a whole office at work.

They do what a person would: tap and type in their own chat, one step at a time. Who they are is written on the page.
"""

import asyncio

from bot.demo.telegram.local import LocalTelegram
from bot.demo.telegram.messages import Message

PAUSE = 0.8
FIGURES = {
    "Persentase usulan Musrenbang yang masuk RKPD": "78",
    "Rata-rata lama penyusunan rekomendasi kebijakan": "11,5",
    "Jumlah hasil penelitian yang dimanfaatkan": "1",
    "Persentase penduduk miskin": "5,31",
    "Laju pertumbuhan ekonomi": "5,64",
}
KENDALA = "Dua rekomendasi menunggu data dari perangkat daerah lain."
FOLLOW_UP = "Permintaan data dimajukan ke awal triwulan, dengan satu narahubung di tiap perangkat daerah."
LINK = "https://contoh.invalid/berita-acara-musrenbang"


async def answer_by_themselves(telegram: LocalTelegram, chats: list[int]) -> None:
    """Until cancelled: each colleague does the next thing the last message asks for, once."""
    done: set[int] = set()
    while True:
        await asyncio.sleep(PAUSE)
        for chat in chats:
            message = _newest(telegram, chat)
            if message is not None and message.id not in done:
                done.add(message.id)
                _act(telegram, chat, message)


def _newest(telegram: LocalTelegram, chat: int) -> Message | None:
    """The bot's message, when it is the last word in the chat."""
    said = telegram.chat(chat)
    return said[-1] if said and said[-1].from_bot else None


def _act(telegram: LocalTelegram, chat: int, message: Message) -> None:
    labels = [button.text for row in message.keyboard for button in row]
    for label in ("Mulai isi", "Selesai", "Kirim"):
        if label in labels:
            telegram.tap(chat, label, message_id=message.id)
            return
    if answer := _reply(message.text):
        telegram.send_text(chat, answer)


def _reply(text: str) -> str | None:
    if "Apa kendalanya?" in text:
        return KENDALA
    if "tindak lanjutnya?" in text:
        return FOLLOW_UP
    question = text.rpartition("\n\n")
    if "Mohon kirim bukti dukungnya" in text and "📎" not in text:
        return LINK
    if question[2].startswith("Berapa realisasi"):
        return next((figure for name, figure in FIGURES.items() if name in question[0].rpartition(" · TW")[2]), None)
    return None
