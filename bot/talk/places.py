"""Files: where one that came outside a question belongs, and why one was not kept."""

from collections.abc import Sequence

from bot.rules.record import Record
from bot.talk.questions import place_args
from bot.talk.say import Button, Say, bold, column, esc, say, shorten


def where_to(kind: str, piece: int, records: Sequence[Record]) -> Say:
    """Something that came outside a question: kept, and asked where it belongs."""
    kept_as = {"voice": "Pesan suara", "sticker": "Stiker", "location": "Lokasi", "photo": "Foto", "link": "Tautan"}
    what = kept_as.get(kind, "Berkas")
    if not records:
        return say(f"{what} sudah kami simpan. Saat ini tidak ada indikator yang dapat dilampiri.")
    buttons = [
        Button(shorten(record.indicator.name), "place", (str(piece), *place_args(record))) for record in records[:8]
    ]
    return say(
        f"{what} sudah kami simpan. Untuk indikator mana?",
        rows=(*column(buttons), [Button("Bukan untuk indikator", "noplace", (str(piece),))]),
    )


def placed(name: str, record: Record) -> str:
    return f"📎 {esc(name)} dilampirkan pada {bold(record.indicator.name)}."


def not_placed() -> str:
    return "Baik, tetap tersimpan tanpa dilampirkan."


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
        rows=([Button("Kirim ulang", "evidence", place_args(record))],) if record else (),
    )
