"""The office in which `tests.kill` kills: ten officers with many indicators each, all asked and none answered."""

from decimal import Decimal
from pathlib import Path

from bot.clock import Clock
from bot.config import load_config
from bot.demo.telegram.local import LocalTelegram
from bot.rules.indicators import Aggregation, Formula, Indicator, NumberKind, Target
from bot.rules.office import Office, Person, Unit, UnitKind
from bot.rules.period import Quarter
from bot.rules.sop import default_text
from bot.service.desk import Desk
from bot.service.house import House
from bot.service.quarter import open_quarter
from bot.service.setup import import_office
from storage import cycles, joining, records
from storage.database import open_engine, transaction
from storage.migrate import upgrade

TOKEN = "1000001:canary-token-of-the-tests"
CHATS = tuple(range(7001, 7011))


def furnish(folder: Path, telegram: LocalTelegram, indicators: int) -> None:
    """Writes settings and database as an office has them on the day the request went out."""
    (folder / "config.toml").write_text(
        f'[telegram]\nbase_url = "{telegram.base_url}"\nbase_file_url = "{telegram.base_file_url}"\n'
        "[pacing]\noverall_per_second = 5000.0\nchat_per_second = 1000.0\nchat_burst = 1000\n"
    )
    config, clock = load_config(folder / "config.toml", {}), Clock()
    upgrade(config.database_url)
    engine = open_engine(config.database_url)
    house = House(config, default_text())
    quarter = Quarter.of(clock.now().date()).previous
    office = _office(quarter.year, indicators)
    import_office(engine, clock, house, office)
    with transaction(engine) as connection:
        desk = Desk(connection, house, clock.now())
        for chat, person in zip(CHATS, office.people[2:], strict=True):
            joining.bind(connection, chat, person.code, person.name, desk.now)
        assert open_quarter(desk, quarter, "")
        opened = desk.cycle(quarter.code)
        assert opened is not None
        records.add_requests(connection, quarter.code, office.indicators, opened.deadline)
        cycles.mark_requested(connection, quarter.code, desk.now)
    engine.dispose()


def _office(year: int, indicators: int) -> Office:
    officers = tuple(Person(f"P{chat}", f"Petugas {chat}", "U", ("pemasok",)) for chat in CHATS)
    return Office(
        units=(Unit("U", "Unit Uji", UnitKind.OPD),),
        people=(Person("K", "Kasubbag Uji", "U", ("kasubbag",)), Person("S", "Staf Uji", "U", ("staf",)), *officers),
        indicators=tuple(
            _indicator(f"{officer.code}-{number:03d}", year, officer.code)
            for officer in officers
            for number in range(indicators)
        ),
    )


def _indicator(code: str, year: int, filler: str) -> Indicator:
    target = Target("1", Decimal(1))
    return Indicator(
        code=code,
        year=year,
        sasaran="Sasaran uji",
        name=f"Indikator {code}",
        unit_of_measure="dokumen",
        kind=NumberKind.WHOLE,
        formula=Formula.MAXIMIZE,
        aggregation=Aggregation.SUM,
        unit="U",
        filler=filler,
        targets=dict.fromkeys((1, 2, 3, 4), target),
        annual=target,
    )
