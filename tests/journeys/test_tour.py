"""The demo's tour: each station is done by what its card says, and not before."""

from pathlib import Path

from sqlalchemy import Engine

from bot.demo.telegram.stage import TARGETS
from bot.demo.tour import steps
from bot.rules.period import Quarter
from tests.journeys.day import PEOPLE, Day, office_day, wita
from tests.journeys.stored import on_sqlite


@on_sqlite
async def test_the_tour_leads_through_the_quarter_in_seven_stations(engine: Engine, tmp_path: Path) -> None:
    async with office_day(engine, tmp_path, begins=wita(2026, 9, 30, 15), still=True) as day:
        seats = {code: day.chats[who] for who, code in PEOPLE.items()}
        tour = steps(engine, day.house.sop, Quarter(2026, 3), seats)
        for number, walk in enumerate(WALK):
            assert [bool(step.done()) for step in tour] == [place < number for place in range(len(tour))]
            if tour[number].target not in TARGETS:
                assert any(tour[number].target in label for label in _labels(day, tour[number].person_id))
            await walk(day)
        assert all(step.done() for step in tour)
        assert len(tour) == len(WALK) == 7


def _labels(day: Day, chat: int) -> list[str]:
    return [label for message in day.telegram.chat(chat) for label in day.buttons(message)]


async def _opens(day: Day) -> None:
    await day.until(2026, 10, 1, 8)


async def _asks(day: Day) -> None:
    await day.tap("kasubbag", "Kirim permintaan")


async def _fills(day: Day) -> None:
    await day.tap("seksi_eko", "Mulai isi")
    await day.write("seksi_eko", "3")


async def _passes(day: Day) -> None:
    await day.until(2026, 10, 7, 16, 30)


async def _goes_on(day: Day) -> None:
    await day.tap("kasubbag", "Lanjut dengan yang ada")


async def _drafts(day: Day) -> None:
    for label in (
        "Rekap data",
        "Mulai periksa",
        "Periksa satu per satu",
        "Terima",
        "Ringkasan",
        "Selesai",
        "Susun draf",
    ):
        await day.tap("staf", label)


async def _circulates(day: Day) -> None:
    for label in ("Edarkan draf", "Edarkan sekarang"):
        await day.tap("kasubbag", label)


WALK = (_opens, _asks, _fills, _passes, _goes_on, _drafts, _circulates)
