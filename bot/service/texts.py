"""Sentences the bot says until the conversations have their own place."""


def kept(number: int) -> str:
    return f"Pesan Bapak/Ibu sudah kami simpan dengan nomor {number}. Terima kasih."


def trouble(number: int) -> str:
    return (
        f"Mohon maaf, pesan nomor {number} belum dapat kami proses. "
        "Pesan tersebut tetap tersimpan dan akan diperiksa oleh pengelola."
    )
