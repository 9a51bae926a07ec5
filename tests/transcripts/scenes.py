"""The scenes of one quarter, in order; each is a page of its own in this folder."""

from collections.abc import Awaitable, Callable

from bot.service.desk import Desk
from bot.service.house import House
from bot.service.joining import invite
from storage.database import transaction
from tests.journeys.day import Day
from tests.transcripts.scribe import Scribe

PHOTO = b"\xff\xd8\xff\xe0" + bytes(200)


async def asking(day: Day) -> str:
    scribe = Scribe(day, "kasubbag", "dinkes")
    scribe.note("Hari kerja pertama setelah triwulan berakhir, pukul 08.00")
    await scribe.at(10, 1, 8)
    await scribe.tap("kasubbag", "Ubah isi")
    await scribe.write("kasubbag", "Mohon sampaikan realisasi TW III. Data <final>, bukan sementara.")
    await scribe.tap("kasubbag", "Ubah tenggat")
    await scribe.write("kasubbag", "kemarin")
    await scribe.write("kasubbag", "8 Oktober")
    await scribe.tap("kasubbag", "Kirim permintaan")
    return scribe.page("Membuka triwulan dan mengirim permintaan")


async def filling(day: Day) -> str:
    scribe = Scribe(day, "seksi_sos")
    await scribe.tap("seksi_sos", "Mulai isi")
    await scribe.write("seksi_sos", "sekitar 11,5 hari")
    await scribe.tap("seksi_sos", "11,5 hari kerja")
    await scribe.write("seksi_sos", "Dua rekomendasi menunggu data dari perangkat daerah lain.")
    await scribe.write("seksi_sos", "Permintaan data dimajukan ke awal triwulan.")
    await scribe.write("seksi_sos", "besok saya cek dulu ya")
    await scribe.tap("seksi_sos", "Jeda")
    await scribe.write("seksi_sos", "lanjut isi")
    await scribe.write("seksi_sos", "2")
    await scribe.edit("seksi_sos", "2", "1")
    await scribe.tap("seksi_sos", "Ya, ganti")
    await scribe.tap("seksi_sos", "Kirim")
    return scribe.page("Mengisi: angka yang ragu ditanyakan, di bawah target diminta kendalanya")


async def waiting(day: Day) -> str:
    scribe = Scribe(day, "bps")
    await scribe.tap("bps", "Mulai isi")
    await scribe.write("bps", "5,31")
    await scribe.tap("bps", "Belum ada data")
    await scribe.write("bps", "5 November")
    await scribe.tap("bps", "Kirim")
    return scribe.page("Mengisi: belum ada data, dengan tanggal yang dijanjikan")


async def evidence(day: Day) -> str:
    scribe = Scribe(day, "kabid_eko", "seksi_eko")
    scribe.note("Foto datang lebih dulu, di luar pertanyaan")
    await scribe.send_photo("kabid_eko", "foto.jpg", PHOTO)
    await scribe.tap("kabid_eko", "Persentase usulan")
    await scribe.tap("kabid_eko", "Mulai isi")
    await scribe.write("kabid_eko", "78")
    await scribe.tap("kabid_eko", "Kirim")
    scribe.note("Penggantinya membuka indikator yang sama")
    await scribe.write("seksi_eko", "/isi")
    await scribe.tap("seksi_eko", "Daftar")
    await scribe.tap("seksi_eko", "1")
    await scribe.tap("seksi_eko", "Jeda")
    return scribe.page("Bukti dukung, dan dua orang pada satu indikator")


async def reminding(day: Day) -> str:
    scribe = Scribe(day, "seksi_eko", "dinkes", "kasubbag", "sekretaris")
    for month, date, hour in ((10, 5, 9), (10, 7, 9), (10, 8, 9), (10, 8, 17), (10, 9, 9), (10, 12, 9)):
        await scribe.at(month, date, hour)
    await scribe.tap("kasubbag", "Perpanjang satu unit")
    await scribe.tap("kasubbag", "Dinas Kesehatan")
    await scribe.write("kasubbag", "14 Oktober")
    await scribe.tap("kasubbag", "Ingatkan yang belum")
    return scribe.page("Pengingat, tenggat lewat, dan perpanjangan")


async def recap(day: Day) -> str:
    scribe = Scribe(day, "kasubbag", "kabid_sos", "bps")
    await scribe.write("kasubbag", "siapa yang belum isi?")
    await scribe.tap("kasubbag", "Excel")
    await scribe.write("kabid_sos", "/rekap tw3")
    await scribe.write("bps", "/rekap")
    await scribe.write("bps", "kapan gajian?")
    await scribe.write("kasubbag", "/rekap triwulan I 2026")
    return scribe.page("Rekap, dan siapa yang boleh melihatnya")


async def checking(day: Day) -> str:
    scribe = Scribe(day, "kasubbag", "staf", "seksi_sos")
    await scribe.tap("kasubbag", "Lanjut dengan yang ada")
    await scribe.tap("staf", "Rekap data")
    await scribe.tap("staf", "Mulai periksa")
    await scribe.tap("staf", "Terima 2")
    await scribe.tap("staf", "Periksa satu per satu")
    await scribe.tap("staf", "Kembalikan")
    await scribe.write("staf", "Mohon dihitung ulang tanpa hari libur.")
    await scribe.tap("seksi_sos", "Perbaiki")
    await scribe.write("seksi_sos", "9,5")
    await scribe.tap("staf", "Periksa")
    await scribe.tap("staf", "Terima")
    await scribe.tap("staf", "Terima")
    await scribe.tap("staf", "Ringkasan pemeriksaan")
    await scribe.tap("staf", "Selesai memeriksa")
    return scribe.page("Memeriksa: yang jelas diterima bersama, yang keliru dikembalikan")


async def circulating(day: Day) -> str:
    scribe = Scribe(day, "staf", "kasubbag", "kabid_eko")
    await scribe.tap("staf", "Susun draf")
    await scribe.tap("kasubbag", "Edarkan draf")
    await scribe.tap("kasubbag", "Edarkan sekarang")
    await scribe.tap("kabid_eko", "Ada koreksi")
    await scribe.write("kabid_eko", "Nama indikator 3 kurang lengkap.")
    await scribe.tap("kasubbag", "Tanggapi")
    await scribe.write("kasubbag", "Akan dilengkapi pada buku kerja tahun depan.")
    await scribe.at(10, 14, 9)
    await scribe.tap("kasubbag", "Lihat tanggapan")
    await scribe.tap("kasubbag", "Tetapkan laporan")
    await scribe.tap("kasubbag", "Ya, tetapkan")
    scribe.note("Setelah ditetapkan, nilai tidak berubah lagi")
    await scribe.tap("kabid_eko", "Lihat jawaban")
    await scribe.tap("kabid_eko", "1")
    return scribe.page("Draf, edaran, tanggapan, dan penetapan")


async def strangers(day: Day) -> str:
    day.chats["orang asing"] = day.telegram.add_person("Rina Tamu").id
    scribe = Scribe(day, "orang asing", "kasubbag")
    await scribe.write("orang asing", "halo")
    await scribe.write("orang asing", "/start kode-salah")
    house: House = day.house
    with transaction(day.engine) as connection:
        desk = Desk(connection, house, day.clock.now())
        code = invite(connection, desk.staff["P-08"], desk, house.invitation_time)
    await scribe.write("orang asing", f"/start {code}")
    scribe.lines = [line.replace(code, "KODE-DINAS-KESEHATAN") for line in scribe.lines]
    await scribe.tap("orang asing", "Bukan saya")
    return scribe.page("Orang asing, dan tautan yang salah alamat")


Scene = Callable[[Day], Awaitable[str]]
SCENES: tuple[tuple[str, Scene], ...] = (
    ("1-permintaan", asking),
    ("2-mengisi", filling),
    ("3-belum-ada-data", waiting),
    ("4-bukti-dukung", evidence),
    ("5-pengingat", reminding),
    ("6-rekap", recap),
    ("7-memeriksa", checking),
    ("8-draf-dan-edaran", circulating),
    ("9-orang-asing", strangers),
)
