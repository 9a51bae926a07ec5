"""The office that stands in the template: example rows that explain themselves and import as they are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.office.written import Targets, aim, invented_nip, invented_phone, know
from bot.rules.indicators import Aggregation, Formula, Indicator, NumberKind
from bot.rules.office import DayOff, Office, Person, Unit, UnitKind

_YEAR = 2026


def template_office() -> Office:
    """Three units, a person for every role, seven indicators with every number kind and formula."""
    rules = {rule.code: rule for rule, _ in _INDICATORS}
    return Office(
        units=_UNITS,
        people=_PEOPLE,
        indicators=tuple(aim(rule, _YEAR, targets) for rule, targets in _INDICATORS),
        recipients=("ORG-1", "ORG-2"),
        days=(
            DayOff(date(_YEAR, 4, 8), "Contoh libur daerah: Hari Jadi Kabupaten"),
            DayOff(date(_YEAR, 12, 24), "Contoh masuk kerja pada cuti bersama", works=True),
        ),
        past=(
            know(rules["CONTOH-1"], _YEAR, 1, "27,5"),
            know(rules["CONTOH-5"], _YEAR, 1, "1:19"),
        ),
    )


_UNITS = (
    Unit("SUBBAG", "Contoh Subbagian Perencanaan dan Pelaporan", UnitKind.OWN),
    Unit("OPD-1", "Contoh Dinas", UnitKind.OPD),
    Unit("INS-1", "Contoh Instansi Vertikal", UnitKind.INSTANSI),
)


def _person(number: int, name: str, role: str, post: str, unit: str = "SUBBAG") -> Person:
    return Person(
        code=f"ORG-{number}",
        name=name,
        unit=unit,
        roles=(role,),
        post=post,
        nip=invented_nip(number),
        pangkat="Penata",
        superior="ORG-1" if unit == "SUBBAG" and number > 1 else None,
        phone=invented_phone(number),
    )


_PEOPLE = (
    _person(1, "Budi Contoh", "sekretaris", "Sekretaris"),
    replace(_person(2, "Citra Contoh", "kepala_bidang", "Kepala Bidang"), substitute="ORG-4"),
    _person(3, "Dedi Contoh", "kasubbag", "Kepala Subbagian Perencanaan dan Pelaporan"),
    replace(_person(4, "Eka Contoh", "kepala_seksi", "Kepala Seksi"), superior="ORG-2"),
    replace(_person(5, "Fajar Contoh", "staf", "Staf Penyusun Evaluasi Kinerja"), superior="ORG-3"),
    _person(6, "Gita Contoh", "pemasok", "Perencana Dinas", "OPD-1"),
    _person(7, "Hadi Contoh", "pemasok", "Statistisi", "INS-1"),
    replace(_person(8, "Indah Contoh", "kepala", "Kepala"), superior=None, phone="", chat=False),
)


def _indicator(
    number: int, name: str, measure: str, kind: NumberKind, formula: Formula, aggregation: Aggregation
) -> Indicator:
    """Filled by the Kepala Seksi; what is special about an example is set beside it."""
    return Indicator(
        code=f"CONTOH-{number}",
        year=_YEAR,
        sasaran="Contoh sasaran",
        name=f"Contoh {name}",
        unit_of_measure=measure,
        kind=kind,
        formula=formula,
        aggregation=aggregation,
        unit="SUBBAG",
        filler="ORG-4",
    )


_INDICATORS = (
    (
        replace(
            _indicator(
                1,
                "persen, kumulatif sejak awal tahun, perlu bukti",
                "%",
                NumberKind.PERCENT,
                Formula.MAXIMIZE,
                Aggregation.LAST,
            ),
            cumulative=True,
            evidence=True,
            substitute="ORG-2",
            low=Decimal(0),
            high=Decimal(100),
        ),
        Targets("25 | 50 | 75 | 90", "90"),
    ),
    (
        replace(
            _indicator(
                2,
                "bilangan bulat, makin kecil makin baik, target nol",
                "temuan",
                NumberKind.WHOLE,
                Formula.MINIMIZE_A,
                Aggregation.SUM,
            ),
            zero_is_target=True,
        ),
        Targets("0 | 0 | 0 | 0", "0"),
    ),
    (
        replace(
            _indicator(
                3,
                "target berupa rentang, boleh negatif, dari instansi",
                "%",
                NumberKind.PERCENT,
                Formula.RANGE,
                Aggregation.AVERAGE,
            ),
            signed=True,
            unit="INS-1",
            filler="ORG-7",
        ),
        Targets("- | 5,40 - 6,20 | - | 5,40 - 6,20", "5,40 - 6,20"),
    ),
    (
        replace(
            _indicator(
                4,
                "rupiah, dijumlah, capaian paling tinggi 120",
                "rupiah",
                NumberKind.MONEY,
                Formula.MAXIMIZE,
                Aggregation.SUM,
            ),
            cap=Decimal(120),
        ),
        Targets("250.000.000 | 250.000.000 | 250.000.000 | 250.000.000", "1.000.000.000"),
    ),
    (
        replace(
            _indicator(5, "rasio dari OPD", "rasio", NumberKind.RATIO, Formula.MINIMIZE_B, Aggregation.LAST),
            unit="OPD-1",
            filler="ORG-6",
        ),
        Targets("1:18 | 1:18 | 1:17 | 1:16", "1:16"),
    ),
    (
        replace(
            _indicator(
                6,
                "predikat yang hanya diukur di TW IV",
                "predikat",
                NumberKind.LETTER,
                Formula.ORDINAL,
                Aggregation.LAST,
            ),
            scale=("TMP", "TW", "WDP", "WTP"),
        ),
        Targets("- | - | - | WTP", "WTP"),
    ),
    (
        replace(
            _indicator(
                7,
                "desimal dengan nilai terburuk",
                "hari",
                NumberKind.DECIMAL,
                Formula.WORST_BOUND,
                Aggregation.AVERAGE,
            ),
            worst=Decimal(30),
        ),
        Targets("10 | 9,5 | 9 | 8,5", "9,25"),
    ),
)
