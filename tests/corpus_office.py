"""The office a corpus is played in: for every entry an officer of its own, with a chat and one indicator."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Engine

from bot.clock import Clock
from bot.config import Config, Pacing, Storage, Telegram
from bot.demo.telegram.local import LocalTelegram
from bot.rules.filling import Question
from bot.rules.indicators import Actual, Aggregation, Formula, Indicator, Target
from bot.rules.office import Office, PastActual, Person, Unit, UnitKind
from bot.rules.period import Quarter
from bot.service.desk import Desk
from bot.service.house import House
from bot.service.quarter import open_quarter
from bot.service.setup import import_office
from storage import cycles, joining, records
from storage.database import transaction
from tests.corpus_entries import Entry

TOKEN = "1000001:canary-token-of-the-tests"
QUARTER = Quarter(2026, 3)  # entries name 2026 as the current year
UNIT = "Unit Uji"
STAFF_CHAT = 500_000
_STAFF = Person("S", "Staf Uji", "U", ("staf",))
_FULL = Decimal(100)


@dataclass(frozen=True)
class Place:
    """Where one entry is played. What a corpus says never names anything here: ids may repeat or be strange."""

    number: int
    entry: Entry

    @property
    def chat(self) -> int:
        return STAFF_CHAT + 1 + self.number

    @property
    def code(self) -> str:
        return f"K{self.number:05d}"

    @property
    def title(self) -> str:
        return f"Indikator {self.code}"

    @property
    def opening(self) -> tuple[str, ...]:
        """What the officer writes before the entry, so that its question is the open one."""
        answers = {Question.KENDALA: "1", Question.EVIDENCE: "100"}  # far below the target; on it
        question = self.entry.setting.question
        return ("/isi", *([answers[question]] if question in answers else []))


def settings(folder: Path, telegram: LocalTelegram) -> Config:
    """Nothing is slowed down: pacing has tests of its own."""
    return Config(
        telegram=Telegram(TOKEN, "uji_bot", telegram.base_url, telegram.base_file_url),
        storage=Storage("data"),
        pacing=Pacing(overall_per_second=10_000.0, chat_per_second=1000.0, chat_burst=1000),
        folder=folder,
    )


def furnish(engine: Engine, clock: Clock, house: House, telegram: LocalTelegram, places: list[Place]) -> None:
    """Everybody has joined, and the quarter's request has gone out."""
    office = _office(places)
    import_office(engine, clock, house, office)
    with transaction(engine) as connection:
        desk = Desk(connection, house, clock.now())
        for chat, code in [(STAFF_CHAT, _STAFF.code), *((place.chat, place.code) for place in places)]:
            joining.bind(connection, chat, code, code, desk.now)
            telegram.add_person(f"Petugas {code}", user_id=chat, started=True)
        assert open_quarter(desk, QUARTER, "")
        opened = desk.cycle(QUARTER.code)
        assert opened is not None
        records.add_requests(connection, QUARTER.code, office.indicators, opened.deadline)
        cycles.mark_requested(connection, QUARTER.code, desk.now)


def _office(places: list[Place]) -> Office:
    officers = (Person(place.code, f"Petugas {place.code}", "U", ("pemasok",)) for place in places)
    before = QUARTER.previous
    return Office(
        units=(Unit("U", UNIT, UnitKind.OPD),),
        people=(Person("K", "Kasubbag Uji", "U", ("kasubbag",)), _STAFF, *officers),
        indicators=tuple(_indicator(place) for place in places),
        past=tuple(
            PastActual(place.code, before.year, before.number, Actual(number=place.entry.previous))
            for place in places
            if place.entry.previous is not None
        ),
    )


def _indicator(place: Place) -> Indicator:
    setting = place.entry.setting
    target = place.entry.target if setting.question is Question.VALUE else _FULL
    return Indicator(
        code=place.code,
        year=QUARTER.year,
        sasaran="Sasaran uji",
        name=place.title,
        unit_of_measure=setting.unit,
        kind=setting.kind,
        formula=Formula.MAXIMIZE,
        aggregation=Aggregation.LAST,
        unit="U",
        filler=place.code,
        targets={} if target is None else {QUARTER.number: Target(format(target, "f").replace(".", ","), target)},
        evidence=setting.question is Question.EVIDENCE,
        signed=setting.signed,
    )
