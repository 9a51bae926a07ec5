"""Hostile names and records in every state: what may stand in any text, however it came into the office."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.numbers import Ask, Why
from bot.rules.office import Person, Unit, UnitKind
from bot.rules.period import Quarter
from bot.rules.record import Evidence, Record, State

HOSTILE = (
    "<b>tebal",
    "A & B &amp; <script>alert(1)</script>",
    "</b></i></blockquote></code>",
    "👨‍👩‍👧 😀 🇮🇩" * 6,
    "nol\x00dan\x0blonceng\x07",
    "separuh \ud83d emoji",
    '"kutip" <a href="https://contoh.id">tautan</a>',
    "baris\nkedua <i>miring",
    "\u202eterbalik\u200b &lt; &#60; &unknown;",
    "&" * 200,
    "<" * 200,
)
NOW = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
QUARTER = Quarter(2026, 3)


def unit(name: str) -> Unit:
    return Unit("U", name, UnitKind.OPD)


def person(name: str) -> Person:
    return Person("budi", name, "U", ("staf",), post=name, nip=name, pangkat=name, phone=name)


def indicator(name: str, code: str = "IK-01") -> Indicator:
    aim = Target("85", Decimal(85))
    return Indicator(
        code=code,
        year=2026,
        sasaran=name,
        name=name,
        unit_of_measure=name,
        kind=NumberKind.DECIMAL,
        formula=Formula.MAXIMIZE,
        aggregation=Aggregation.LAST,
        unit="U",
        filler="budi",
        targets={3: aim},
        annual=Target(name, Decimal(90)),
        cumulative=True,
        evidence=True,
    )


def missing(name: str, code: str = "IK-01") -> Record:
    return Record(indicator(name, code), QUARTER, State.MISSING, "budi", deadline=NOW)


def promised(name: str) -> Record:
    return replace(
        missing(name), state=State.EXPECTED, expected_on=date(2026, 10, 20), sent_by="budi", sent_at=NOW, version=1
    )


def answered(name: str, code: str = "IK-01") -> Record:
    """A low answer with everything beside it."""
    return replace(
        missing(name, code),
        state=State.FILLED,
        actual=Actual(Decimal("40.5")),
        previous=Actual(Decimal(50)),
        notes={"kendala": name * 15, "tindak_lanjut": name},
        evidence=(Evidence(name, "3f" * 32, 7), Evidence(name, link=True)),
        sent_by="budi",
        sent_at=NOW,
        version=3,
        late_days=2,
    )


def returned(name: str) -> Record:
    return replace(answered(name), state=State.RETURNED, reason=name * 20, reviewed_at=NOW)


def lettered(name: str) -> Record:
    """An answer on a scale of labels, whose labels are as hostile."""
    record = answered(name)
    scale = ("TMP", name, "WTP")
    rule = replace(
        record.indicator,
        kind=NumberKind.LETTER,
        formula=Formula.ORDINAL,
        scale=scale,
        targets={3: Target(name, label=name)},
        annual=Target("WTP", label="WTP"),
    )
    return replace(record, indicator=rule, actual=Actual(label=name), previous=Actual(label="TMP"))


def ratio(name: str) -> Record:
    record = answered(name)
    actual = Actual(numerator=Decimal(1), denominator=Decimal("17.9"))
    return replace(record, indicator=replace(record.indicator, kind=NumberKind.RATIO), actual=actual, evidence=())


def untouched(name: str) -> Record:
    """No targets, no previous value: the most there can be missing."""
    record = missing(name)
    return replace(record, indicator=replace(record.indicator, targets={}, annual=None, unit_of_measure=""))


ASKS = (
    Ask((Decimal("1.5"), Decimal(1500)), Why.GROUPING),
    Ask((), Why.NOTHING, no_data=True),
    Ask((Decimal(0),), Why.NOTHING, no_data=True),
)
