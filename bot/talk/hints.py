"""Why a typed number was not taken as it stands: one short sentence that says what to do."""

from bot.rules.indicators import NumberKind
from bot.rules.numbers import Why

HINTS: dict[Why, str] = {
    Why.EMPTY: "Pesannya kosong. Mohon ketik angkanya.",
    Why.HIDDEN: "Pesan ini memuat karakter tersembunyi. Mohon ketik ulang angkanya, jangan disalin.",
    Why.TOO_LONG: "Angkanya terlalu panjang (paling banyak 15 angka, dan 10 angka di belakang koma).",
    Why.COMMAND: "Itu seperti perintah, bukan angka.",
    Why.NAVIGATION: "Untuk kembali, melewati, atau berhenti, silakan tekan tombol di bawah.",
    Why.NO_NUMBER: "Kami tidak menemukan angka di pesan ini.",
    Why.FOREIGN_DIGITS: "Mohon gunakan angka 0 sampai 9 yang biasa.",
    Why.LETTERS: "Ada huruf di antara angkanya. Mohon ketik angkanya saja.",
    Why.BROKEN_GROUPS: "Letak titik atau komanya tidak lazim. Titik untuk ribuan, koma untuk desimal: 1.234,5.",
    Why.SEVERAL: "Ada lebih dari satu angka. Mohon kirim satu angka saja.",
    Why.RANGE: "Itu sebuah rentang. Mohon kirim satu angka.",
    Why.BOUND: "Itu sebuah batas. Mohon kirim angka pastinya.",
    Why.EXPRESSION: "Mohon kirim hasil hitungannya, satu angka saja.",
    Why.DATE: "Itu seperti tanggal. Mohon kirim angka realisasinya.",
    Why.TIME: "Itu seperti jam. Mohon kirim angka realisasinya.",
    Why.IDENTITY: "Itu seperti NIP, NIK, atau nomor telepon, jadi tidak kami simpan sebagai nilai.",
    Why.CURRENCY: "Satuannya bukan mata uang itu. Mohon kirim angkanya tanpa mata uang.",
    Why.NEGATIVE: "Indikator ini tidak bernilai negatif.",
    Why.FRACTIONAL: "Indikator ini dihitung utuh, tanpa koma.",
    Why.WRONG_SCALE: "Satuannya tidak sesuai dengan indikator ini.",
    Why.GROUPING: "Titik dapat berarti ribuan atau desimal.",
    Why.SPACED: "Ada spasi di dalam angkanya.",
    Why.LEADING_ZERO: "Angkanya diawali nol.",
    Why.SIGN: "Ada tanda yang dapat berarti negatif.",
    Why.SPELLED: "Kami membaca angka dari kata-kata.",
    Why.SLANG: "Kami membaca angka dari singkatan.",
    Why.FRACTION: "Ini tertulis sebagai bagian dari jumlah.",
    Why.OTHER_UNIT: "Satuan yang ditulis berbeda dari satuan indikator.",
    Why.TWO_FIGURES: "Ada dua angka di pesan ini.",
    Why.NOTHING: "“Nihil” dapat berarti nol, atau belum ada data.",
    Why.HEDGED: "Angkanya tertulis sebagai perkiraan.",
    Why.WORDED: "Kami membaca satu angka di antara kata-kata.",
    Why.STRAY: "Ada tanda baca yang tidak lazim.",
    Why.YEAR: "Angka ini sama dengan tahun.",
    Why.ABOVE_HUNDRED: "Nilainya di atas 100 persen.",
    Why.POWER_OF_TEN: "Nilainya sekitar sepuluh kali lipat, atau sepersepuluh, dari triwulan lalu.",
    Why.TINY_MONEY: "Jumlah rupiahnya sangat kecil.",
}
_EXAMPLES = {
    NumberKind.WHOLE: "3",
    NumberKind.RATIO: "1:17",
    NumberKind.MONEY: "4.750.000.000",
}


def example(kind: NumberKind) -> str:
    """How an answer of this kind may look."""
    return f"Contoh: <code>{_EXAMPLES.get(kind, '87,5')}</code>"
