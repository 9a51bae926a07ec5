"""The Indikator sheet as a table: every column with its header, meaning, form and place in an indicator."""

from decimal import Decimal

from bot.office import cells
from bot.office.sheets import INDICATOR_SHEET, PERSON_SHEET, UNIT_SHEET, Column, Sheet
from bot.office.targets import target_cell
from bot.rules.indicators import Aggregation, Formula, Indicator, NumberKind

KINDS = cells.choice(
    {
        "bulat": NumberKind.WHOLE,
        "desimal": NumberKind.DECIMAL,
        "persen": NumberKind.PERCENT,
        "rupiah": NumberKind.MONEY,
        "rasio": NumberKind.RATIO,
        "predikat": NumberKind.LETTER,
    }
)
FORMULAS = cells.choice(
    {
        "makin besar makin baik": Formula.MAXIMIZE,
        "makin kecil makin baik A": Formula.MINIMIZE_A,
        "makin kecil makin baik B": Formula.MINIMIZE_B,
        "nilai terburuk": Formula.WORST_BOUND,
        "rentang": Formula.RANGE,
        "skala": Formula.ORDINAL,
    }
)
AGGREGATIONS = cells.choice(
    {"jumlah": Aggregation.SUM, "rata-rata": Aggregation.AVERAGE, "nilai terakhir": Aggregation.LAST}
)


CODE = Column[Indicator, str](
    "Kode",
    "Kode singkat buatan kantor, tanpa spasi, misalnya IKU-01. Kode yang sama boleh dipakai pada tahun lain.",
    cells.CODE,
    lambda indicator: indicator.code,
    required=True,
)
YEAR = Column[Indicator, int](
    "Tahun", "Tahun target, misalnya 2026.", cells.YEAR, lambda indicator: indicator.year, required=True, width=8
)
SASARAN = Column[Indicator, str](
    "Sasaran",
    "Sasaran yang diukur indikator ini.",
    cells.text_form(500),
    lambda indicator: indicator.sasaran,
    required=True,
    width=36,
)
NAME = Column[Indicator, str](
    "Indikator", "Nama indikator.", cells.text_form(500), lambda indicator: indicator.name, required=True, width=44
)
MEASURE = Column[Indicator, str](
    "Satuan",
    "Satuan ukuran, misalnya %, dokumen, hari, rupiah, predikat.",
    cells.text_form(40),
    lambda indicator: indicator.unit_of_measure,
    required=True,
)
KIND = Column[Indicator, NumberKind](
    "Jenis angka",
    "bulat; desimal; persen; rupiah; rasio (1:n); predikat (WTP, BB, dan sejenisnya).",
    KINDS,
    lambda indicator: indicator.kind,
    required=True,
)
FORMULA = Column[Indicator, Formula](
    "Rumus",
    "R = realisasi, T = target. makin besar makin baik: R/T. makin kecil makin baik A: (2T-R)/T. "
    "makin kecil makin baik B: T/R. nilai terburuk W: (W-R)/(W-T). rentang: di dalam batas = 100. "
    "skala: urutan R / urutan T.",
    FORMULAS,
    lambda indicator: indicator.formula,
    required=True,
    width=26,
)
CAP = Column[Indicator, Decimal](
    "Batas capaian",
    "Capaian paling tinggi dalam persen, misalnya 120. Kosong: tanpa batas.",
    cells.NUMBER,
    lambda indicator: indicator.cap,
)
AGGREGATION = Column[Indicator, Aggregation](
    "Agregasi",
    "Cara menggabung triwulan menjadi semester dan tahun: jumlah, rata-rata, atau nilai terakhir.",
    AGGREGATIONS,
    lambda indicator: indicator.aggregation,
    required=True,
)
CUMULATIVE = Column[Indicator, bool](
    "Target kumulatif",
    "ya = angka triwulan dihitung sejak awal tahun. Kosong: tidak.",
    cells.YES_NO,
    lambda indicator: indicator.cumulative,
)
_TARGET = "Target seperti tercetak: 85,5 atau WTP atau >=95 atau 1:32 atau 5,40 - 6,20."


def _target_column(quarter: int, name: str) -> Column[Indicator, cells.Cell]:
    return Column[Indicator, cells.Cell](
        f"Target {name}",
        f"{_TARGET} Kosong bila tidak diukur pada {name}.",
        cells.FIGURE,
        lambda indicator: target_cell(indicator.targets.get(quarter)),
    )


TARGETS = {number: _target_column(number, f"TW {name}") for number, name in enumerate(("I", "II", "III", "IV"), 1)}
ANNUAL = Column[Indicator, cells.Cell](
    "Target tahun",
    f"{_TARGET} Boleh kosong; tanpa target tahun, capaian terhadap tahun tidak dihitung.",
    cells.FIGURE,
    lambda indicator: target_cell(indicator.annual),
)
MEASURED = Column[Indicator, frozenset[int]](
    "Diukur di",
    "Triwulan saat indikator ditanyakan, misalnya: TW II, TW IV. Kosong: semua.",
    cells.QUARTERS,
    lambda indicator: indicator.measured_in,
    width=18,
)
UNIT = Column[Indicator, str](
    "Unit",
    "Kode unit penanggung jawab, dari lembar Unit.",
    cells.CODE,
    lambda indicator: indicator.unit,
    required=True,
    refers=UNIT_SHEET,
)
FILLER = Column[Indicator, str](
    "Pengisi",
    "Kode orang yang mengisi realisasi, dari lembar Orang.",
    cells.CODE,
    lambda indicator: indicator.filler,
    required=True,
    refers=PERSON_SHEET,
)
SUBSTITUTE = Column[Indicator, str](
    "Pengganti",
    "Kode orang lain yang juga boleh mengisi. Boleh kosong.",
    cells.CODE,
    lambda indicator: indicator.substitute,
    refers=PERSON_SHEET,
)
EVIDENCE = Column[Indicator, bool](
    "Perlu bukti",
    "ya = bukti dukung diminta setiap kali mengisi. Kosong: tidak.",
    cells.YES_NO,
    lambda indicator: indicator.evidence,
)
SIGNED = Column[Indicator, bool](
    "Boleh negatif",
    "ya = realisasi boleh di bawah nol, misalnya pertumbuhan. Kosong: tidak.",
    cells.YES_NO,
    lambda indicator: indicator.signed,
)


def _bound(number: Decimal | None) -> cells.Cell | None:
    return None if number is None else cells.Cell(cells.number_value(number))


LOW = Column[Indicator, cells.Cell](
    "Batas bawah",
    "Realisasi di bawah angka ini ditanyakan ulang. Boleh kosong.",
    cells.FIGURE,
    lambda indicator: _bound(indicator.low),
)
HIGH = Column[Indicator, cells.Cell](
    "Batas atas",
    "Realisasi di atas angka ini ditanyakan ulang. Boleh kosong.",
    cells.FIGURE,
    lambda indicator: _bound(indicator.high),
)
WORST = Column[Indicator, cells.Cell](
    "Nilai terburuk",
    "Hanya untuk rumus nilai terburuk: angka yang bernilai capaian 0.",
    cells.FIGURE,
    lambda indicator: _bound(indicator.worst),
)
SCALE = Column[Indicator, tuple[str, ...]](
    "Skala",
    "Hanya untuk rumus skala: predikat dari yang terburuk ke yang terbaik, dipisah <, misalnya TMP<TW<WDP<WTP.",
    cells.SCALE,
    lambda indicator: indicator.scale or None,
    width=24,
)
ZERO = Column[Indicator, bool](
    "Nol adalah target",
    "ya = target 0 tercapai (100) bila realisasi 0, selain itu 0. Kosong: tidak.",
    cells.YES_NO,
    lambda indicator: indicator.zero_is_target,
)

INDICATORS = Sheet[Indicator](
    INDICATOR_SHEET,
    "Setiap indikator pada setiap tahun satu baris.",
    lambda office: office.indicators,
    lambda indicator: (indicator.code, indicator.year),
    lambda indicator: f"{indicator.code} tahun {indicator.year} ({indicator.name})",
    (
        *(CODE, YEAR, SASARAN, NAME, MEASURE),
        *(KIND, FORMULA, CAP, AGGREGATION),
        CUMULATIVE,
        *TARGETS.values(),
        *(ANNUAL, MEASURED, UNIT, FILLER, SUBSTITUTE),
        *(EVIDENCE, SIGNED, LOW, HIGH, WORST, SCALE, ZERO),
    ),
)
