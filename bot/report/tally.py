"""What a quarter adds up to: how many are in, late, missing, and the mean capaian of those that have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from bot.report.said import Entry
from bot.rules.formulas import FULL, WORKING


@dataclass(frozen=True)
class Tally:
    """Counts of entries. `mean` is over the `rated` ones, unrounded, after their caps; None when there is none."""

    asked: int
    answered: int
    late: int
    missing: int
    unmeasured: int
    rated: int
    met: int
    capped: int
    mean: Decimal | None


def count(entries: Sequence[Entry]) -> Tally:
    figures = [capped for entry in entries if (capped := entry.bases.quarter.capped) is not None]
    return Tally(
        asked=sum(entry.asked for entry in entries),
        answered=sum(entry.record.answered for entry in entries),
        late=sum(entry.late for entry in entries),
        missing=sum(entry.missing for entry in entries),
        unmeasured=sum(not entry.asked for entry in entries),
        rated=len(figures),
        met=sum(figure >= FULL for figure in figures),
        capped=sum(entry.bases.quarter.cap_bites for entry in entries),
        mean=_mean(figures),
    )


def _mean(figures: Sequence[Decimal]) -> Decimal | None:
    with localcontext(WORKING):
        return sum(figures, Decimal(0)) / len(figures) if figures else None
