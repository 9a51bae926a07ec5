"""Answers are added, never changed: the latest counts, everything beside it is found, whoever asks."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from bot.office.example import demo_office
from bot.rules.indicators import Actual
from bot.rules.period import Quarter
from bot.rules.record import Evidence, Record, State
from storage import evidence, records
from storage.database import transaction
from storage.evidence import Sent
from storage.records import Written
from tests.storage.offices import DEADLINE, NOW, PERIOD, a_source, kept_update, open_period, write_demo

ASKED = [rule.code for rule in demo_office(2026).indicators if rule.year == 2026 and 3 in rule.measured_in]
ONE = "IK-01"  # held by P-02, P-05 may stand in; cumulative, known in TW I and TW II


@pytest.fixture(autouse=True)
def quarter(engine: Engine) -> None:
    write_demo(engine)
    with transaction(engine) as connection:
        open_period(connection)


def hours_late(deadline: datetime, sent: datetime) -> int:
    """Stands in for the office calendar: whole hours instead of working days."""
    return max(0, (sent - deadline) // timedelta(hours=1))


def load(engine: Engine, period: str = PERIOD, **narrow: Any) -> list[Record]:
    with transaction(engine) as connection:
        return records.load_records(connection, period, hours_late, **narrow)


def one(engine: Engine, code: str = ONE) -> Record:
    (record,) = load(engine, code=code)
    return record


def answer(engine: Engine, number: str | None = "85.50", code: str = ONE, **facts: Any) -> int:
    """An answer in chat, by the holder, in time."""
    usual: dict[str, Any] = {"raw": number or "", "actual": None if number is None else Actual(Decimal(number))}
    source = a_source(at=facts.pop("at", NOW), message_id=facts.pop("message", 1))
    person, period = facts.pop("person", "P-02"), facts.pop("period", PERIOD)
    with transaction(engine) as connection:
        return records.add_value(connection, period, code, person, source, NOW, **(usual | facts))


def judge(engine: Engine, state: State, reason: str = "") -> None:
    with transaction(engine) as connection:
        records.judge(connection, PERIOD, ONE, state, "P-07", NOW + timedelta(days=1), reason)


def test_what_was_asked_and_not_answered_is_missing(engine: Engine) -> None:
    record = one(engine)
    assert (record.state, record.holder, record.deadline) == (State.MISSING, "P-02", DEADLINE)
    assert (record.actual, record.version, record.sent_at, record.late_days, record.notes) == (None, 0, None, 0, {})


def test_all_of_a_period_are_found_in_the_workbooks_order(engine: Engine) -> None:
    assert [record.indicator.code for record in load(engine)] == ASKED
    assert load(engine, "2026Q4") == []


def test_an_answer_is_stored_with_whatever_belongs_to_it(engine: Engine) -> None:
    assert answer(engine, at=NOW + timedelta(minutes=3)) == 1
    record = one(engine)
    assert (record.state, record.version, record.channel) == (State.FILLED, 1, "chat")
    assert (record.sent_by, record.sent_at) == ("P-02", NOW + timedelta(minutes=3))
    assert record.actual is not None
    assert str(record.actual.number) == "85.50"
    assert record.answered


def test_every_kind_of_answer_comes_back(engine: Engine) -> None:
    for actual in (
        Actual(Decimal(0)),
        Actual(Decimal("-0.10")),
        Actual(label="WTP"),
        Actual(numerator=Decimal(1), denominator=Decimal("17.90")),
        Actual(Decimal("87.25"), numerator=Decimal(349), denominator=Decimal(400)),
    ):
        answer(engine, None, actual=actual)
        record = one(engine)
        assert str(record.actual) == str(actual)
        assert record.answered


def test_versions_count_up_and_the_latest_wins(engine: Engine) -> None:
    assert [answer(engine, number, message=number_of) for number_of, number in enumerate(("80", "81", "79"))] == [
        1,
        2,
        3,
    ]
    record = one(engine)
    assert (record.version, record.actual) == (3, Actual(Decimal(79)))
    with transaction(engine) as connection:
        assert records.latest_version(connection, PERIOD, ONE) == 3
        assert records.latest_version(connection, PERIOD, "IK-02") == 0


def test_a_promised_date_is_an_answer_but_not_a_value(engine: Engine) -> None:
    answer(engine, "80")
    answer(engine, None, expected_on=date(2026, 10, 20), at=DEADLINE + timedelta(hours=5))
    record = one(engine)
    assert (record.state, record.actual, record.expected_on) == (State.EXPECTED, None, date(2026, 10, 20))
    assert (record.version, record.late_days, record.answered) == (2, 0, False)
    answer(engine, "82")
    assert (one(engine).state, one(engine).expected_on) == (State.FILLED, None)


def test_an_answer_is_a_value_or_a_date_and_never_both_or_neither(engine: Engine) -> None:
    for actual, expected_on in ((None, None), (Actual(Decimal(1)), date(2026, 10, 20))):
        with pytest.raises(AssertionError, match="a value, or the date"):
            answer(engine, None, actual=actual, expected_on=expected_on)
    assert one(engine).version == 0


def test_a_return_keeps_its_reason_until_a_new_answer_comes(engine: Engine) -> None:
    answer(engine)
    judge(engine, State.RETURNED, "salah <satuan> & tahun")
    record = one(engine)
    assert (record.state, record.reason, record.answered) == (State.RETURNED, "salah <satuan> & tahun", False)
    assert (record.actual, record.reviewed_at) == (Actual(Decimal("85.50")), NOW + timedelta(days=1))
    answer(engine, "86")
    record = one(engine)
    assert (record.state, record.reason, record.reviewed_at) == (State.FILLED, "", None)


def test_an_accepted_answer_is_one_and_a_later_one_has_to_be_looked_at_again(engine: Engine) -> None:
    answer(engine)
    judge(engine, State.ACCEPTED)
    assert (one(engine).state, one(engine).answered) == (State.ACCEPTED, True)
    answer(engine, "86")
    assert one(engine).state is State.FILLED


def test_a_judgement_touches_one_indicator_of_one_period(engine: Engine) -> None:
    answer(engine, code="IK-02")
    judge(engine, State.ACCEPTED)
    assert one(engine, "IK-02").state is State.FILLED


def test_what_has_no_standing_answer_is_counted(engine: Engine) -> None:
    def left() -> int:
        with transaction(engine) as connection:
            return records.count_open(connection, PERIOD)

    assert left() == len(ASKED)
    answer(engine)
    assert left() == len(ASKED) - 1
    answer(engine, None, code="IK-02", expected_on=date(2026, 10, 20))
    assert left() == len(ASKED) - 2
    judge(engine, State.RETURNED, "x")
    assert left() == len(ASKED) - 1
    judge(engine, State.ACCEPTED)
    assert left() == len(ASKED) - 2


def test_asking_again_leaves_the_answers_alone(engine: Engine) -> None:
    answer(engine)
    with transaction(engine) as connection:
        rules = [record.indicator for record in records.load_records(connection, PERIOD, hours_late)]
        records.add_requests(connection, PERIOD, rules, DEADLINE + timedelta(days=9))
        records.add_requests(connection, PERIOD, [], DEADLINE)
    record = one(engine)
    assert (record.state, record.deadline) == (State.FILLED, DEADLINE)


def test_one_update_stores_at_most_one_value(engine: Engine) -> None:
    def store() -> None:
        with transaction(engine) as connection:
            records.add_value(connection, PERIOD, ONE, "P-02", source, NOW, actual=Actual(Decimal(1)), raw="1")

    with transaction(engine) as connection:
        source = a_source(inbox_id=kept_update(connection))
    store()
    with pytest.raises(IntegrityError):
        store()
    assert one(engine).version == 1


# --- notes and evidence ---------------------------------------------------------------------------------------
def note(engine: Engine, text: str, field: str = "kendala", message: int = 5) -> None:
    with transaction(engine) as connection:
        records.add_note(connection, PERIOD, ONE, field, "P-02", a_source(message), text)


def test_a_note_is_kept_verbatim(engine: Engine) -> None:
    for text in (
        "hujan",
        " <b>& 'kutip' \"\n\ttab ",
        "😀 👨‍👩‍👧 \u202e\u200b",
        "%s {0} --; DROP TABLE notes",
        "x" * 4096,
    ):
        note(engine, text)
        assert one(engine).notes == {"kendala": text}


def test_half_a_character_no_database_holds_is_kept_as_a_sign_of_it(engine: Engine) -> None:
    note(engine, "rusak \ud83d di sini")
    assert one(engine).notes == {"kendala": "rusak \ufffd di sini"}


def test_of_each_note_the_latest_counts(engine: Engine) -> None:
    note(engine, "hujan")
    note(engine, "payung", "tindak_lanjut")
    note(engine, "banjir")
    assert one(engine).notes == {"kendala": "banjir", "tindak_lanjut": "payung"}
    assert one(engine, "IK-02").notes == {}


def test_evidence_stands_beside_its_indicator_except_what_was_refused(engine: Engine) -> None:
    with transaction(engine) as connection:
        for sent in (Sent("file", "a.pdf", size=5), Sent("link", "https://contoh.id"), Sent("photo", "b.exe")):
            number = evidence.add_evidence(connection, sent, "P-02", a_source(), (PERIOD, ONE))
        evidence.refuse_piece(connection, number, "bukan foto")
        evidence.add_evidence(connection, Sent("file", "tanpa tempat"), "P-02", a_source(), None)
        evidence.add_evidence(connection, Sent("file", "lain"), "P-02", a_source(), ("2026Q2", ONE))
    assert one(engine).evidence == (Evidence("a.pdf", size=5), Evidence("https://contoh.id", link=True))


def test_an_edited_message_finds_what_it_became(engine: Engine) -> None:
    answer(engine, message=1)
    note(engine, "hujan", "tindak_lanjut", message=2)
    with transaction(engine) as connection:
        assert records.written_by(connection, 13, 1) == Written(PERIOD, ONE, "")
        assert records.written_by(connection, 13, 2) == Written(PERIOD, ONE, "tindak_lanjut")
        assert records.written_by(connection, 13, 3) is None
        assert records.written_by(connection, 42, 1) is None


# --- deadlines ------------------------------------------------------------------------------------------------
def test_lateness_is_counted_from_the_records_own_deadline(engine: Engine) -> None:
    for code, after, late in zip(ASKED, (-1, 0, 1, 30), (0, 0, 1, 30), strict=False):
        answer(engine, code=code, at=DEADLINE + timedelta(hours=after))
        assert one(engine, code).late_days == late


def test_a_value_corrected_after_the_deadline_stays_on_time(engine: Engine) -> None:
    answer(engine, "80")
    judge(engine, State.RETURNED, "salah")
    answer(engine, "81", at=DEADLINE + timedelta(hours=5))
    assert (one(engine).actual, one(engine).late_days) == (Actual(Decimal(81)), 0)


def test_a_promised_date_in_time_does_not_make_the_value_in_time(engine: Engine) -> None:
    answer(engine, None, expected_on=date(2026, 10, 20))
    answer(engine, "81", at=DEADLINE + timedelta(hours=5))
    assert one(engine).late_days == 5


def test_a_later_deadline_forgives_and_a_unit_may_have_its_own(engine: Engine) -> None:
    answer(engine, at=DEADLINE + timedelta(hours=5))
    with transaction(engine) as connection:
        records.move_deadline(connection, PERIOD, DEADLINE + timedelta(hours=3), unit="BID-EKO")
    assert one(engine).late_days == 2
    moved = {record.deadline for record in load(engine, unit="BID-EKO")}
    others = {record.deadline for record in load(engine) if record.indicator.unit != "BID-EKO"}
    assert (moved, others) == ({DEADLINE + timedelta(hours=3)}, {DEADLINE})
    with transaction(engine) as connection:
        records.move_deadline(connection, PERIOD, DEADLINE + timedelta(hours=9))
    assert {record.deadline for record in load(engine)} == {DEADLINE + timedelta(hours=9)}
    assert one(engine).late_days == 0


# --- who sees what --------------------------------------------------------------------------------------------
def test_records_are_narrowed_to_a_unit_a_person_or_a_single_one(engine: Engine) -> None:
    answer(engine)
    note(engine, "hujan")
    everything = load(engine)
    eko = [record for record in everything if record.indicator.unit == "BID-EKO"]
    mine = [record for record in everything if "P-05" in (record.holder, record.indicator.substitute)]
    assert load(engine, unit="BID-EKO") == eko
    assert load(engine, person="P-05") == mine
    assert load(engine, code=ONE) == [record for record in everything if record.indicator.code == ONE]
    assert ONE in [record.indicator.code for record in mine]  # P-05 stands in for its holder
    assert 0 < len(mine) < len(everything)


def test_nothing_is_found_where_nothing_was_asked(engine: Engine) -> None:
    assert load(engine, unit="unknown") == load(engine, person="P-10") == []
    assert load(engine, code="IK-99") == load(engine, code="' OR 1=1") == []


def test_filters_narrow_together(engine: Engine) -> None:
    assert [record.indicator.code for record in load(engine, person="P-05", unit="BID-EKO", code=ONE)] == [ONE]
    assert load(engine, person="P-05", unit="BPS") == []


# --- the quarter before ---------------------------------------------------------------------------------------
def test_the_value_of_the_quarter_before_stands_beside(engine: Engine) -> None:
    assert one(engine).previous == Actual(Decimal(52))  # from the workbook
    answer(engine, "55", period="2026Q2")
    assert one(engine).previous == Actual(Decimal(55))
    answer(engine, None, period="2026Q2", expected_on=date(2026, 7, 20))
    assert one(engine).previous is None


def test_before_the_first_quarter_stands_the_fourth_of_the_year_before(engine: Engine) -> None:
    answer(engine, "91.25", period="2026Q4")
    with transaction(engine) as connection:
        open_period(connection, "2027Q1")
        (record,) = records.load_records(connection, "2027Q1", hours_late, code=ONE)
    assert record.previous == Actual(Decimal("91.25"))
    assert record.indicator.year == 2027


def test_what_is_not_measured_in_a_quarter_is_named_and_not_asked(engine: Engine) -> None:
    with transaction(engine) as connection:
        found = records.not_measured(connection, Quarter(2026, 3))
    assert found
    assert {record.state for record in found} == {State.NOT_MEASURED}
    assert not {record.indicator.code for record in found} & set(ASKED)
    whole = [rule.code for rule in demo_office(2026).indicators if rule.year == 2026]
    assert sorted([record.indicator.code for record in found] + ASKED) == sorted(whole)
