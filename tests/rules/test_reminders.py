"""When reminders are due over weekends and holidays, what makes them new, and what one letter holds."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days_off import national_days
from bot.rules.reminders import Letter, Open, Policy, Reminder, Subject, letters, plan
from bot.rules.workdays import Calendar

WITA = ZoneInfo("Asia/Makassar")
CALENDAR = Calendar(zone=WITA, days_off=national_days(range(2026, 2028)))
POLICY = Policy(
    before=(3, 1), on_day=True, after=(1, 3), superior_after=2, expected=True, circulation_after=(2, 4), at=time(9)
)
MOMENTS = st.builds(datetime.combine, st.dates(date(2026, 1, 5), date(2027, 10, 1)), st.times(), tzinfo=st.just(WITA))
ASKED = datetime(2026, 1, 2, 9, tzinfo=WITA)


def at(day: int, month: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


def collection(deadline: datetime, since: datetime = ASKED, superior: str | None = None) -> Open:
    return Open("budi", "2026Q3", Subject.COLLECT, since, deadline, superior)


def stages(piece: Open, policy: Policy = POLICY) -> dict[str, datetime]:
    """When each stage of a piece of work is due, by "person stage"."""
    return {f"{each.person} {each.stage}": each.due_at for each in plan([piece], policy, CALENDAR)}


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (at(7, 10, 16), [at(2, 10), at(6, 10), at(7, 10), at(8, 10), at(12, 10)]),  # over a weekend
        (at(18, 8, 16), [at(12, 8), at(14, 8), at(18, 8), at(19, 8), at(21, 8)]),  # over 17 August
        (at(24, 8, 16), [at(19, 8), at(21, 8), at(24, 8), at(26, 8), at(28, 8)]),  # before the Maulid
        (at(12, 10, 16), [at(7, 10), at(9, 10), at(12, 10), at(13, 10), at(15, 10)]),  # a Monday
        (at(9, 10, 16, 30), [at(6, 10), at(8, 10), at(9, 10), at(12, 10), at(14, 10)]),  # a Friday
    ],
)
def test_stages_are_counted_in_working_days(deadline: datetime, due: list[datetime]) -> None:
    assert stages(collection(deadline)) == dict(
        zip(("budi -3", "budi -1", "budi 0", "budi +1", "budi +3"), due, strict=True)
    )


def test_a_deadline_on_a_saturday_is_reminded_of_when_the_office_next_opens() -> None:
    assert stages(collection(at(17, 10, 16)))["budi 0"] == at(19, 10, 7, 30)


def test_the_hour_of_reminders_gives_way_to_the_break() -> None:
    noon = replace(POLICY, at=time(12, 15), before=(), after=())
    assert stages(collection(at(7, 10, 16)), noon) == {"budi 0": at(7, 10, 13)}


def test_an_hour_after_closing_becomes_the_next_morning() -> None:
    evening = replace(POLICY, at=time(20), before=(), after=())
    assert stages(collection(at(9, 10, 16)), evening) == {"budi 0": at(12, 10, 7, 30)}


def test_none_is_due_before_its_person_was_asked() -> None:
    assert list(stages(collection(at(7, 10, 16), since=at(6, 10, 9)))) == ["budi 0", "budi +1", "budi +3"]
    assert list(stages(collection(at(7, 10, 16), since=at(6, 10, 8, 59)))) == [
        "budi -1",
        "budi 0",
        "budi +1",
        "budi +3",
    ]


def test_the_superior_is_told_after_the_deadline_and_of_whom() -> None:
    found = plan([collection(at(7, 10, 16), superior="citra")], POLICY, CALENDAR)
    told = [each for each in found if each.person == "citra"]
    assert [(each.subject, each.stage, each.due_at) for each in told] == [("superior:budi", "+2", at(9, 10))]


@pytest.mark.parametrize(
    ("policy", "superior"), [(replace(POLICY, superior_after=0), "citra"), (POLICY, None), (POLICY, "")]
)
def test_no_superior_is_told_where_there_is_none_or_the_office_wants_it_not(
    policy: Policy, superior: str | None
) -> None:
    found = plan([collection(at(7, 10, 16), superior=superior)], policy, CALENDAR)
    assert {each.person for each in found} == {"budi"}


def test_an_office_may_want_fewer_stages() -> None:
    few = replace(POLICY, before=(), on_day=False, after=(2,))
    assert list(stages(collection(at(7, 10, 16)), few)) == ["budi +2"]


@pytest.mark.parametrize(
    ("promised", "due"),
    [(date(2026, 10, 15), at(15, 10)), (date(2026, 10, 17), at(19, 10, 7, 30)), (date(2026, 8, 17), at(18, 8, 7, 30))],
)
def test_a_promised_date_is_asked_about_once(promised: date, due: datetime) -> None:
    piece = Open("budi", "2026Q3", Subject.EXPECTED, ASKED, CALENDAR.opens(promised), thing="IK-01")
    assert stages(piece) == {"budi 0": due}
    assert stages(piece, replace(POLICY, expected=False)) == {}


def test_a_date_promised_for_today_after_the_hour_is_not_asked_about_again() -> None:
    piece = Open("budi", "2026Q3", Subject.EXPECTED, at(15, 10, 10), CALENDAR.opens(date(2026, 10, 15)), thing="IK-01")
    assert stages(piece) == {}


@pytest.mark.parametrize("subject", [Subject.STEP, Subject.RETURNED])
def test_a_step_or_a_return_is_counted_from_its_beginning(subject: Subject) -> None:
    piece = Open("budi", "2026Q3", subject, at(9, 10, 15), thing="2")
    assert stages(piece) == {"budi +1": at(12, 10), "budi +3": at(14, 10)}


def test_a_silent_reader_is_reminded_by_the_counts_of_circulation() -> None:
    piece = Open("budi", "2026Q3", Subject.CIRCULATE, at(8, 10, 15), thing="7")
    assert stages(piece) == {"budi +2": at(12, 10), "budi +4": at(14, 10)}


def test_an_office_with_its_own_holiday_counts_it() -> None:
    own = replace(CALENDAR, days_off={**CALENDAR.days_off, date(2026, 10, 6): "Hari Jadi"})
    found = {each.stage: each.due_at for each in plan([collection(at(7, 10, 16))], POLICY, own)}
    assert (found["-1"], found["-3"]) == (at(5, 10), at(1, 10))


@given(
    MOMENTS,
    MOMENTS,
    st.sampled_from([Subject.COLLECT, Subject.EXPECTED, Subject.STEP, Subject.CIRCULATE]),
)
def test_every_reminder_falls_into_office_hours_and_has_a_key_of_its_own(
    since: datetime, deadline: datetime, subject: Subject
) -> None:
    found = plan([Open("budi", "2026Q3", subject, since, deadline, "citra", "x")], POLICY, CALENDAR)
    assert all(CALENDAR.is_open(each.due_at) and each.due_at > since for each in found)
    assert len({each.key for each in found}) == len(found)


def keys(*pieces: Open) -> set[str]:
    return {each.key for each in plan(pieces, POLICY, CALENDAR)}


def test_planning_again_makes_the_same_keys() -> None:
    assert keys(collection(at(7, 10, 16))) == keys(collection(at(7, 10, 16)))


def test_a_moved_deadline_makes_new_keys() -> None:
    before, after = keys(collection(at(7, 10, 16), superior="citra")), keys(collection(at(9, 10, 16), superior="citra"))
    assert len(before) == len(after) == 6
    assert not before & after


def test_a_step_done_again_is_reminded_of_again() -> None:
    first = Open("budi", "2026Q3", Subject.STEP, at(5, 10), thing="3")
    assert not keys(first) & keys(replace(first, since=at(8, 10)))


@pytest.mark.parametrize(
    "other",
    [
        {"person": "citra"},
        {"period": "2026Q4"},
        {"subject": Subject.RETURNED},
        {"thing": "IK-02"},
    ],
)
def test_another_person_period_subject_or_thing_has_keys_of_its_own(other: dict[str, str]) -> None:
    piece = Open("budi", "2026Q3", Subject.STEP, at(5, 10), thing="IK-01")
    assert not keys(piece) & keys(replace(piece, **other))  # type: ignore[arg-type]


# --- letters --------------------------------------------------------------------------------------------------
def due(person: str, subject: str, stage: str, moment: datetime, period: str = "2026Q3") -> Reminder:
    return Reminder(f"{person}|{period}|{subject}|{stage}", person, period, subject, stage, moment)


EARLY, LATE, LAST = (at(6, 10) + timedelta(days=days) for days in range(3))


def test_of_one_work_only_the_latest_stage_is_said() -> None:
    first, second, third = (
        due("budi", "collect", stage, moment) for stage, moment in (("-1", EARLY), ("0", LATE), ("+1", LAST))
    )
    assert letters([second, third, first]) == [Letter("budi", (third,), (first, second))]


def test_different_works_of_one_person_share_a_letter() -> None:
    collect, step = due("budi", "collect", "0", EARLY), due("budi", "step:2", "+1", LATE)
    assert letters([step, collect]) == [Letter("budi", (collect, step), ())]


def test_the_same_work_of_two_periods_is_two_works() -> None:
    old, new = due("budi", "collect", "+3", EARLY, "2026Q2"), due("budi", "collect", "-3", LATE)
    assert letters([old, new]) == [Letter("budi", (old, new), ())]


def test_each_person_gets_a_letter_of_their_own() -> None:
    one, two = due("budi", "collect", "0", EARLY), due("citra", "collect", "0", LATE)
    assert letters([two, one]) == [Letter("budi", (one,), ()), Letter("citra", (two,), ())]


def test_nothing_due_is_no_letter() -> None:
    assert letters([]) == []


@given(
    st.lists(
        st.builds(
            due,
            st.sampled_from(["budi", "citra"]),
            st.sampled_from(["collect", "step:2"]),
            st.sampled_from(["-1", "0", "+1"]),
            st.sampled_from([EARLY, LATE, LAST]),
        ),
        unique_by=lambda each: each.key,
    )
)
def test_no_reminder_is_lost_and_none_is_said_twice(found: list[Reminder]) -> None:
    written = letters(found)
    everything = [each.key for letter in written for each in (*letter.said, *letter.replaced)]
    assert sorted(everything) == sorted(each.key for each in found)
    assert len({letter.person for letter in written}) == len(written)
    for letter in written:
        assert len({(each.period, each.subject) for each in letter.said}) == len(letter.said)
        for gone in letter.replaced:
            kept = next(each for each in letter.said if (each.period, each.subject) == (gone.period, gone.subject))
            assert kept.due_at >= gone.due_at
