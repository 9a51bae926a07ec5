"""Which question comes next while an officer fills in indicators."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from bot.rules.achievement import bases
from bot.rules.record import Record, State


class Question(StrEnum):
    """What is asked of one indicator, in this order. The notes' names are also their fields' names."""

    VALUE = "value"
    KENDALA = "kendala"
    TINDAK_LANJUT = "tindak_lanjut"
    EVIDENCE = "evidence"
    EXPECTED = "expected"  # instead of a value: when will it be known?


NOTES = (Question.KENDALA, Question.TINDAK_LANJUT)


def below(record: Record, threshold: Decimal) -> bool:
    """The capaian lies under the threshold, on the quarter's basis or, where that has no figure, the year's."""
    found = bases(record)
    figure = found.quarter.capped if found.quarter.capped is not None else found.annual.capped
    return figure is not None and figure < threshold


def unanswered(record: Record) -> bool:
    """No answer that stands: nothing sent yet, or sent back. "Belum ada data" stands until its date."""
    return record.state in (State.MISSING, State.RETURNED)


def questions(record: Record, threshold: Decimal) -> tuple[Question, ...]:
    """All questions this record still leaves open, in order."""
    if unanswered(record):
        return (Question.VALUE,)
    if record.actual is None:
        return ()
    low = below(record, threshold)
    missing = [field for field in NOTES if low and not record.notes.get(field)]
    return (*missing, *([Question.EVIDENCE] if record.indicator.evidence and not record.evidence else []))


def next_question(record: Record, after: Question, threshold: Decimal) -> Question | None:
    """The first open question of this record that comes later than `after`."""
    order = list(Question)
    later = [question for question in questions(record, threshold) if order.index(question) > order.index(after)]
    return later[0] if later else None


def next_record(records: Sequence[Record], after: str | None, threshold: Decimal) -> Record | None:
    """The next record with an open question: behind `after` in order, then from the beginning, never `after` itself."""
    codes = [record.indicator.code for record in records]
    start = codes.index(after) + 1 if after in codes else 0
    around = [*records[start:], *records[: max(start - 1, 0)]]
    return next((record for record in around if questions(record, threshold)), None)
