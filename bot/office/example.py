"""The demo's office: plainly invented people and figures, with every rule in use.

Two years of targets, so that the first quarter of the following year can be played too, and the first two quarters
already known, so that TW III has something to be compared with.
"""

from datetime import date

from bot.office.example_indicators import PLANNED
from bot.office.written import aim, invented_nip, invented_phone, know
from bot.rules.office import DayOff, Office, Person, Unit, UnitKind


def demo_office(year: int = 2026) -> Office:
    """Ten people, twelve indicators for `year` and the following one, realisasi of TW I and TW II of `year`."""
    return Office(
        units=_UNITS,
        people=_PEOPLE,
        indicators=(
            *(aim(plan.rule, year, plan.targets) for plan in PLANNED),
            *(aim(plan.rule, year + 1, plan.following) for plan in PLANNED),
        ),
        recipients=("P-01", "P-02", "P-03", "P-05", "P-06"),
        days=tuple(DayOff(date(each, 4, 8), "Hari Jadi Kabupaten Balangan") for each in (year, year + 1)),
        past=tuple(
            know(plan.rule, year, quarter, text)
            for plan in PLANNED
            for quarter, text in enumerate(plan.known, start=1)
            if text
        ),
    )


_UNITS = (
    Unit("SEK", "Sekretariat", UnitKind.OWN),
    Unit("BID-EKO", "Bidang Perencanaan Ekonomi dan Infrastruktur", UnitKind.OWN),
    Unit("BID-SOS", "Bidang Perencanaan Sosial dan Pemerintahan", UnitKind.OWN),
    Unit("DINKES", "Dinas Kesehatan", UnitKind.OPD),
    Unit("BPS", "Badan Pusat Statistik", UnitKind.INSTANSI),
)
_PEOPLE = (
    Person(
        code="P-01",
        name="Budi Contoh, S.E.",
        unit="SEK",
        roles=("sekretaris",),
        post="Sekretaris",
        nip=invented_nip(1),
        pangkat="Pembina Tingkat I",
        phone=invented_phone(1),
    ),
    Person(
        code="P-02",
        name="Citra Misal, S.T.",
        unit="BID-EKO",
        roles=("kepala_bidang",),
        post="Kepala Bidang Perencanaan Ekonomi dan Infrastruktur",
        nip=invented_nip(2),
        pangkat="Pembina",
        superior="P-01",
        substitute="P-05",
        phone=invented_phone(2),
    ),
    Person(
        code="P-03",
        name="Dedi Umpama, S.Sos.",
        unit="BID-SOS",
        roles=("kepala_bidang",),
        post="Kepala Bidang Perencanaan Sosial dan Pemerintahan",
        nip=invented_nip(3),
        pangkat="Pembina",
        superior="P-01",
        substitute="P-06",
        phone=invented_phone(3),
    ),
    Person(
        code="P-04",
        name="Eka Teladan, S.E.",
        unit="SEK",
        roles=("kasubbag",),
        post="Kepala Subbagian Perencanaan dan Pelaporan",
        nip=invented_nip(4),
        pangkat="Penata Tingkat I",
        superior="P-01",
        substitute="P-07",
        phone=invented_phone(4),
    ),
    Person(
        code="P-05",
        name="Fajar Andai, S.T.",
        unit="BID-EKO",
        roles=("kepala_seksi",),
        post="Kepala Seksi Perencanaan Ekonomi",
        nip=invented_nip(5),
        pangkat="Penata",
        superior="P-02",
        phone=invented_phone(5),
    ),
    Person(
        code="P-06",
        name="Gita Seumpama, S.Sos.",
        unit="BID-SOS",
        roles=("kepala_seksi",),
        post="Kepala Seksi Perencanaan Sosial",
        nip=invented_nip(6),
        pangkat="Penata",
        superior="P-03",
        phone=invented_phone(6),
    ),
    Person(
        code="P-07",
        name="Hadi Percobaan, A.Md.",
        unit="SEK",
        roles=("staf",),
        post="Staf Penyusun Evaluasi Kinerja",
        nip=invented_nip(7),
        pangkat="Pengatur",
        superior="P-04",
        phone=invented_phone(7),
    ),
    Person(
        code="P-08",
        name="Indah Peraga, S.K.M.",
        unit="DINKES",
        roles=("pemasok",),
        post="Perencana Dinas Kesehatan",
        nip=invented_nip(8),
        pangkat="Penata Muda",
        phone=invented_phone(8),
    ),
    Person(
        code="P-09",
        name="Joko Ilustrasi, S.Stat.",
        unit="BPS",
        roles=("pemasok",),
        post="Statistisi",
        nip=invented_nip(9),
        pangkat="Penata Muda",
        phone=invented_phone(9),
    ),
    Person(
        code="P-10",
        name="Lestari Rekaan, M.Si.",
        unit="SEK",
        roles=("kepala",),
        post="Kepala BAPPEDALITBANG",
        nip=invented_nip(10),
        pangkat="Pembina Utama Muda",
        chat=False,
    ),
)
