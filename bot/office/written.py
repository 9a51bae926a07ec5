"""Writing an example office down as an office would: targets and realisasi in the words of the workbook."""

from dataclasses import dataclass, replace

from bot.office.cells import Cell
from bot.office.targets import read_actual, read_target
from bot.rules.indicators import Indicator, Target
from bot.rules.office import PastActual


@dataclass(frozen=True)
class Targets:
    """A year's targets: "25 | 50 | - | 90" by quarter, a dash where nothing is measured, and one for the year."""

    quarters: str
    annual: str


def aim(rule: Indicator, year: int, targets: Targets) -> Indicator:
    """The indicator in one year, measured in the quarters that have a target."""

    def read(text: str) -> Target:
        return read_target(text, rule.kind, rule.formula, rule.scale, unit=rule.unit_of_measure)

    parts = [text.strip() for text in targets.quarters.split("|")]
    quarterly = {quarter: read(text) for quarter, text in enumerate(parts, start=1) if text != "-"}
    return replace(rule, year=year, targets=quarterly, annual=read(targets.annual), measured_in=frozenset(quarterly))


def know(rule: Indicator, year: int, quarter: int, text: str) -> PastActual:
    """A realisasi of an earlier quarter."""
    actual = read_actual(Cell(text), rule.kind, rule.scale, unit=rule.unit_of_measure)
    return PastActual(rule.code, year, quarter, actual)


def invented_nip(number: int) -> str:
    """Eighteen digits of the right shape that can be nobody's: born in 1900."""
    return f"19000101200001{1000 + number}"


def invented_phone(number: int) -> str:
    """A number of the right shape that nobody has."""
    return f"+6281200000{number:03d}"
