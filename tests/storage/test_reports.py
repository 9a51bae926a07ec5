"""Papers have numbers and versions, are made once, and every recipient has a line in the ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from storage import reports, tables
from storage.database import transaction
from storage.reports import QUARTER, RECAP_PDF, Circulated, Paper
from tests.storage.offices import NOW, PERIOD, open_period, write_demo

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def quarter(engine: Engine) -> None:
    write_demo(engine)
    with transaction(engine) as connection:
        open_period(connection)


def add(engine: Engine, version: int = 1, kind: str = QUARTER, after: timedelta = timedelta()) -> int:
    with transaction(engine) as connection:
        return reports.add_report(
            connection,
            period=PERIOD,
            kind=kind,
            number="LKj/B/TW-III/2026",
            version=version,
            snapshot=f'{{"isi": "<é 😀> {version}"}}',
            digest="3f" * 32,
            made_by="P-07",
            now=NOW + after,
            deliver_to=13,
            file_name=f"Draf v{version}.pdf",
        )


def load(engine: Engine, number: int) -> Paper:
    with transaction(engine) as connection:
        found = reports.load_report(connection, number)
    assert found is not None
    return found


def waiting(engine: Engine, after: timedelta = timedelta()) -> int | None:
    with transaction(engine) as connection:
        found = reports.next_unrendered(connection, NOW + after)
    return found.id if found else None


def test_a_paper_comes_back_with_its_snapshot(engine: Engine) -> None:
    number = add(engine)
    assert load(engine, number) == Paper(
        id=number,
        period=PERIOD,
        kind=QUARTER,
        number="LKj/B/TW-III/2026",
        version=1,
        digest="3f" * 32,
        made_by="P-07",
        made_at=NOW,
        state="pending",
        attempts=0,
        deliver_to=13,
        file_name="Draf v1.pdf",
        file="",
        circulated_at=None,
    )
    with transaction(engine) as connection:
        assert reports.load_snapshot(connection, number) == '{"isi": "<é 😀> 1"}'
        assert reports.load_report(connection, number + 1) is None


def test_versions_count_up_for_each_kind_of_paper(engine: Engine) -> None:
    add(engine, 1)
    add(engine, 2)
    with transaction(engine) as connection:
        assert reports.next_version(connection, PERIOD, QUARTER) == 3
        assert reports.next_version(connection, PERIOD, RECAP_PDF) == 1
        assert reports.next_version(connection, "2026Q4", QUARTER) == 1


def test_a_version_exists_once(engine: Engine) -> None:
    add(engine)
    with pytest.raises(IntegrityError):
        add(engine)
    add(engine, kind=RECAP_PDF)


def test_papers_are_made_in_their_order_and_tried_again_later(engine: Engine) -> None:
    second, first = add(engine, 2, after=HOUR), add(engine, 1)
    assert waiting(engine, -HOUR) is None
    assert waiting(engine, 2 * HOUR) == first
    with transaction(engine) as connection:
        reports.postpone_report(connection, first, NOW + 3 * HOUR, give_up=False)
    assert waiting(engine, 2 * HOUR) == second
    with transaction(engine) as connection:
        reports.keep_file(connection, second, "papers/000002.pdf", "a1" * 32)
    assert waiting(engine, 2 * HOUR) is None
    assert waiting(engine, 3 * HOUR) == first
    assert (load(engine, second).state, load(engine, second).file) == ("ready", "papers/000002.pdf")
    assert load(engine, first).attempts == 1


def test_a_paper_given_up_is_not_tried_again(engine: Engine) -> None:
    number = add(engine)
    with transaction(engine) as connection:
        reports.postpone_report(connection, number, NOW, give_up=True)
    assert (load(engine, number).state, load(engine, number).attempts) == ("failed", 1)
    assert waiting(engine, HOUR) is None


def test_the_latest_paper_is_the_highest_version_and_may_be_asked_for_as_circulated(engine: Engine) -> None:
    second, first = add(engine, 2), add(engine, 1)
    add(engine, 9, RECAP_PDF)
    with transaction(engine) as connection:
        assert reports.latest_report(connection, PERIOD, circulated=True) is None
        reports.circulate(connection, first, ["P-01"], "P-04", NOW)
        latest = reports.latest_report(connection, PERIOD)
        sent = reports.latest_report(connection, PERIOD, circulated=True)
        recap = reports.latest_report(connection, PERIOD, kind=RECAP_PDF)
        assert reports.latest_report(connection, "2026Q4") is None
    assert (latest, sent) == (load(engine, second), load(engine, first))
    assert sent is not None
    assert sent.circulated_at == NOW
    assert recap is not None
    assert recap.version == 9


# --- circulation ----------------------------------------------------------------------------------------------
def circulated(engine: Engine) -> int:
    number = add(engine)
    with transaction(engine) as connection:
        reports.circulate(connection, number, ["P-02", "P-01"], "P-04", NOW)
    return number


def ledger(engine: Engine, number: int) -> list[Circulated]:
    with transaction(engine) as connection:
        return reports.load_ledger(connection, number)


def answer(engine: Engine, number: int, after: timedelta, correction: str | None = None) -> Circulated:
    with transaction(engine) as connection:
        reports.answer_circulation(connection, number, "P-01", NOW + after, correction)
    return ledger(engine, number)[0]


SILENT = Circulated("P-01", NOW, None, None, None, None)


def test_every_recipient_has_a_line_and_is_silent_at_first(engine: Engine) -> None:
    number = circulated(engine)
    assert ledger(engine, number) == [SILENT, replace(SILENT, person="P-02")]
    assert all(line.silent and not line.open for line in ledger(engine, number))


def test_circulating_again_adds_who_is_new_and_keeps_the_answers(engine: Engine) -> None:
    number = circulated(engine)
    read = answer(engine, number, HOUR)
    with transaction(engine) as connection:
        reports.circulate(connection, number, ["P-01", "P-03"], "P-04", NOW + 2 * HOUR)
    assert ledger(engine, number) == [
        read,
        replace(SILENT, person="P-02"),
        replace(SILENT, person="P-03", sent_at=NOW + 2 * HOUR),
    ]


def test_who_has_read_it_is_not_silent(engine: Engine) -> None:
    number = circulated(engine)
    line = answer(engine, number, HOUR)
    assert line == replace(SILENT, read_at=NOW + HOUR, answered_at=NOW + HOUR)
    assert (line.silent, line.open) == (False, False)
    assert ledger(engine, number)[1].silent


def test_a_correction_is_open_until_it_is_replied_to_and_a_new_one_opens_it_again(engine: Engine) -> None:
    number = circulated(engine)
    answer(engine, number, HOUR)
    assert answer(engine, number, 2 * HOUR, "Halaman 2 <salah> & kurang").open
    with transaction(engine) as connection:
        reports.reply_correction(connection, number, "P-01", "Sudah diperbaiki", "P-04", NOW + 3 * HOUR)
    line = ledger(engine, number)[0]
    assert (line.correction, line.reply, line.open) == ("Halaman 2 <salah> & kurang", "Sudah diperbaiki", False)
    line = answer(engine, number, 4 * HOUR, "Masih salah")
    assert (line.correction, line.reply, line.open) == ("Masih salah", None, True)


def test_reading_after_a_correction_does_not_take_it_back(engine: Engine) -> None:
    number = circulated(engine)
    answer(engine, number, HOUR, "salah")
    line = answer(engine, number, 2 * HOUR)
    assert (line.correction, line.open, line.read_at) == ("salah", True, NOW + 2 * HOUR)


def test_who_is_no_recipient_leaves_no_line(engine: Engine) -> None:
    number = circulated(engine)
    before = ledger(engine, number)
    with transaction(engine) as connection:
        reports.answer_circulation(connection, number, "P-09", NOW, "salah")
        reports.answer_circulation(connection, number + 1, "P-01", NOW)
    assert ledger(engine, number) == before


# --- receipts -------------------------------------------------------------------------------------------------
def test_receipts_are_numbered_through_their_period(engine: Engine) -> None:
    with transaction(engine) as connection:
        open_period(connection, "2026Q4")
        numbers = [
            reports.add_receipt(connection, period, person, "{}", NOW)
            for period, person in ((PERIOD, "P-02"), (PERIOD, "P-08"), ("2026Q4", "P-02"), (PERIOD, "P-02"))
        ]
        kept = connection.execute(select(func.count()).select_from(tables.receipts)).scalar_one()
    assert numbers == [1, 2, 1, 3]
    assert kept == 4
