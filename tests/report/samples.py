"""A made-up office and one quarter of it, with everything a report has to show: nobody and nothing here is real."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.report.build import OfficeIdentity, QuarterFacts, RecapFacts, Signature
from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.office import Person, Unit, UnitKind
from bot.rules.period import Quarter
from bot.rules.record import Evidence, Record, State

ZONE = ZoneInfo("Asia/Makassar")
QUARTER = Quarter(2026, 3)
DEADLINE = datetime(2026, 10, 7, 16, 30, tzinfo=ZONE)
PLAN = "Meningkatnya kualitas perencanaan pembangunan daerah yang partisipatif, selaras, dan berbasis data"
CONTROL = "Meningkatnya efektivitas pengendalian dan evaluasi pelaksanaan rencana pembangunan"
SERVICE = "Terwujudnya tata kelola perangkat daerah yang akuntabel"
OBSTACLE = (
    "Sebagian perangkat daerah belum menyampaikan data dukung sampai batas waktu karena pejabat yang menangani sedang "
    "mengikuti rangkaian musyawarah perencanaan; data yang sudah masuk pun perlu dicocokkan kembali dengan dokumen. "
)
REMEDY = "Mengadakan desk bersama setiap pekan kedua,\nmenunjuk narahubung tetap di tiap perangkat daerah."

UNITS = {
    unit.code: unit
    for unit in (
        Unit("PPE", "Bidang Perencanaan, Pengendalian, dan Evaluasi Pembangunan Daerah", UnitKind.OWN),
        Unit("PPM", "Bidang Pemerintahan dan Pembangunan Manusia", UnitKind.OWN),
        Unit("SEK", "Sekretariat", UnitKind.OWN),
        Unit("DCT", "Dinas Contoh Kependudukan", UnitKind.OPD),
    )
}
PEOPLE = {
    person.code: person
    for person in (
        Person("budi", "Budi Contoh, S.Sos", "PPE", ("kepala_bidang",)),
        Person("siti", "Hj. Siti Misalnya, S.E., M.M.", "PPM", ("kepala_bidang",)),
        Person("nur", "Nur'aini Umpama, S.Sos., M.AP", "SEK", ("staf",)),
        Person("andi", "Andi Rekaan, A.Md.", "DCT", ("kepala_seksi",)),
    )
}
OFFICE = OfficeIdentity(
    agency="BADAN PERENCANAAN PEMBANGUNAN DAERAH, PENELITIAN DAN PENGEMBANGAN",
    region="PEMERINTAH KABUPATEN CONTOH",
    address=("Jalan Contoh Raya Nomor 1, Kota Contoh 70000", "Telepon (0500) 000000, laman bappeda.contoh.example"),
    city="Kota Contoh",
    sop_number="SOP – 01/BAPPEDALITBANG",
    sop_name="Mekanisme Pengumpulan Data Kinerja",
)
SIGNATURE = Signature(
    "Kepala Badan Perencanaan Pembangunan Daerah, Penelitian dan Pengembangan",
    "Drs. H. Contoh Teladan, M.Si",
    "Pembina Utama Muda",
    "000001010000011001",
    "Plt.",
)


def target(text: str) -> Target:
    return Target(text, Decimal(text.replace(".", "").replace(",", ".")))


def indicator(code: str, name: str, unit_of_measure: str = "%", **facts: Any) -> Indicator:
    usual: dict[str, Any] = {
        "year": 2026,
        "sasaran": PLAN,
        "kind": NumberKind.PERCENT if unit_of_measure == "%" else NumberKind.DECIMAL,
        "formula": Formula.MAXIMIZE,
        "aggregation": Aggregation.LAST,
        "unit": "PPE",
        "filler": "budi",
        "targets": {3: target("85")},
        "annual": target("90"),
    }
    return Indicator(code=code, name=name, unit_of_measure=unit_of_measure, **(usual | facts))


def filled(what: Indicator, value: str, **facts: Any) -> Record:
    usual: dict[str, Any] = {
        "state": State.FILLED,
        "actual": Actual(number=Decimal(value)),
        "sent_by": what.filler,
        "sent_at": datetime(2026, 10, 5, 2, 15, tzinfo=UTC),
    }
    return Record(what, QUARTER, holder=what.filler, deadline=DEADLINE, **(usual | facts))


def unfilled(what: Indicator, state: State, **facts: Any) -> Record:
    return Record(what, QUARTER, state, what.filler, DEADLINE, **facts)


def notes(obstacle: str, remedy: str = REMEDY) -> Mapping[str, str]:
    return {"kendala": obstacle, "tindak_lanjut": remedy}


def records() -> tuple[Record, ...]:
    """Twelve indicators: a cap that bites, late, imported, returned, all five kinds of no number."""
    return (
        filled(
            indicator("IKU-01", "Persentase keselarasan sasaran RKPD dengan sasaran RPJMD", cap=Decimal(120)),
            "87.25",
            actual=Actual(Decimal("87.25"), numerator=Decimal(349), denominator=Decimal(400)),
            evidence=(
                Evidence("Matriks keselarasan RKPD-RPJMD TW III.pdf", "3f" * 32, 482_113),
                Evidence("https://bappeda.contoh.example/matriks?tw=3&tahun=2026", link=True),
            ),
        ),
        filled(
            indicator(
                "IKU-02",
                "Persentase program perangkat daerah di dalam dokumen rencana kerja tahunan yang selaras dengan "
                "prioritas pembangunan daerah sebagaimana disepakati dalam musyawarah perencanaan pembangunan",
            ),
            "61.4",
            notes=notes((OBSTACLE * 18)[:4000], (REMEDY + " ") * 3),
            evidence=(Evidence("Berita acara desk.docx", "a1" * 32, 90_001),),
        ),
        unfilled(indicator("IKU-03", "Persentase usulan musrenbang yang diakomodasi dalam RKPD"), State.MISSING),
        unfilled(
            indicator("IKU-04", "Indeks kepuasan pemangku kepentingan atas proses perencanaan", "indeks"),
            State.EXPECTED,
            expected_on=date(2026, 10, 20),
        ),
        filled(
            indicator(
                "IKU-05",
                "Persentase rekomendasi evaluasi yang ditindaklanjuti",
                sasaran=CONTROL,
                unit="PPM",
                filler="siti",
                cap=Decimal(120),
                targets={3: target("62")},
            ),
            "87.42",
            late_days=2,
            sent_at=datetime(2026, 10, 9, 1, 5, tzinfo=UTC),
        ),
        filled(
            indicator(
                "IKU-06",
                "Jumlah laporan pengendalian yang terlambat disampaikan",
                "laporan",
                sasaran=CONTROL,
                unit="PPM",
                filler="siti",
                kind=NumberKind.WHOLE,
                formula=Formula.MINIMIZE_A,
                aggregation=Aggregation.SUM,
                targets={3: target("4")},
                annual=target("16"),
            ),
            "0",
        ),
        unfilled(
            indicator(
                "IKU-07",
                "Nilai SAKIP kabupaten",
                "predikat",
                sasaran=CONTROL,
                unit="PPM",
                filler="siti",
                kind=NumberKind.LETTER,
                formula=Formula.ORDINAL,
                scale=("C", "CC", "B", "BB", "A"),
                targets={},
                annual=Target("BB", label="BB"),
                measured_in=frozenset({4}),
            ),
            State.NOT_MEASURED,
        ),
        filled(
            indicator(
                "IKU-08",
                "Jumlah temuan berulang hasil pemeriksaan",
                "temuan",
                sasaran=CONTROL,
                kind=NumberKind.WHOLE,
                targets={3: target("0")},
                annual=target("0"),
            ),
            "1",
            channel="impor",
            sent_by="",
            sent_at=None,
        ),
        filled(
            indicator(
                "IKU-09",
                "Realisasi anggaran perencanaan dan penganggaran",
                "Rp",
                sasaran=SERVICE,
                unit="SEK",
                filler="nur",
                kind=NumberKind.MONEY,
                aggregation=Aggregation.SUM,
                targets={3: target("1.250.000.000")},
                annual=target("4.875.500.000"),
            ),
            "1187625500",
        ),
        filled(
            indicator(
                "IKU-10",
                "Rasio perencana terhadap perangkat daerah",
                "rasio",
                sasaran=SERVICE,
                unit="SEK",
                filler="nur",
                kind=NumberKind.RATIO,
                formula=Formula.MINIMIZE_B,
                targets={3: Target("1:18", Decimal(18))},
                annual=Target("1:16", Decimal(16)),
            ),
            "0",
            actual=Actual(numerator=Decimal(1), denominator=Decimal("17.9")),
        ),
        filled(
            indicator(
                "IKU-11",
                "Waktu rata-rata penyelesaian permintaan data",
                "hari",
                sasaran=SERVICE,
                unit="DCT",
                filler="andi",
                formula=Formula.RANGE,
                targets={3: Target("5,40 - 6,20", Decimal("5.40"), Decimal("6.20"))},
                annual=Target("5,40 - 6,20", Decimal("5.40"), Decimal("6.20")),
            ),
            "6.75",
            notes={
                "kendala": "Jaringan putus tiga kali; <b>tidak ditutup\n=1+1",
                "tindak_lanjut": "Sewa jalur cadangan 漢字",
            },
        ),
        unfilled(
            indicator("IKU-12", "Persentase data kependudukan terpilah", sasaran=SERVICE, unit="DCT", filler="andi"),
            State.RETURNED,
            actual=Actual(Decimal("0.92")),
            reason="Nilai tertulis sebagai pecahan, mohon diisi dalam persen",
        ),
    )


def quarter_facts(**changed: Any) -> QuarterFacts:
    facts = QuarterFacts(
        quarter=QUARTER,
        office=OFFICE,
        records=records(),
        units=UNITS,
        people=PEOPLE,
        signature=SIGNATURE,
        number="LK-2026-TW3",
        version=2,
        made_at=datetime(2026, 10, 9, 10, 5, tzinfo=ZONE),
        made_by="Staf Rekaan, S.Kom",
        changes=(
            "IKU-05: realisasi 87,42 % masuk (sebelumnya belum diisi)",
            "IKU-02: tindak lanjut dilengkapi oleh Budi Contoh, S.Sos",
        ),
        recipients=("Sekretaris Badan", "Para Kepala Bidang di lingkungan Badan", "Arsip"),
    )
    return replace(facts, **changed)


def recap_facts(**changed: Any) -> RecapFacts:
    facts = RecapFacts(
        quarter=QUARTER,
        office=OFFICE,
        records=records(),
        units=UNITS,
        people=PEOPLE,
        now=datetime(2026, 10, 9, 10, 5, tzinfo=ZONE),
        state="Pengumpulan data, batas waktu diperpanjang untuk satu unit",
        deadline=DEADLINE,
    )
    return replace(facts, **changed)


def many_records(count: int) -> tuple[Record, ...]:
    """A large region: `count` indicators, every seventh of them missing."""
    made = []
    for number in range(count):
        what = indicator(
            f"IKU-{number:04}",
            f"Persentase capaian program prioritas ke-{number} perangkat daerah menurut dokumen rencana kerja",
            sasaran=f"Sasaran strategis ke-{number // 25}",
            targets={3: target("85,5")},
        )
        value = str(Decimal(40 + number % 60) + Decimal(number % 100) / 100)
        state = unfilled(what, State.MISSING) if number % 7 == 0 else filled(what, value)
        made.append(replace(state, deadline=DEADLINE + timedelta(days=number % 3)))
    return tuple(made)
