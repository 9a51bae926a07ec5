"""The demo's guided walk: seven stations of one quarter. Whether a station is done is read from the database."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, func, select

from bot.demo.telegram.stage import Step
from bot.rules.period import Quarter
from bot.rules.procedure import Work
from bot.rules.sop import Sop
from bot.service.quarter import deadline_fact
from storage.cycles import Opened, load_cycle
from storage.database import transaction
from storage.facts import recall
from storage.reports import latest_report
from storage.tables import values

Done = Callable[[Connection, Opened | None], bool]


def steps(engine: Engine, sop: Sop, quarter: Quarter, seats: dict[str, int]) -> list[Step]:
    """`seats` maps a person's code to the chat on the page."""

    def asked(done: Done) -> Callable[[], bool]:
        def look() -> bool:
            with transaction(engine) as connection:
                return done(connection, load_cycle(connection, quarter.code))

        return look

    collect = next(step.number for step in sop.steps if step.work is Work.COLLECT)
    kasubbag, supplier, staf = seats["P-04"], seats["P-05"], seats["P-07"]
    return [
        Step(
            "Triwulan dibuka",
            f"Majukan jam ke “{quarter.name} dibuka”. Kasubbag langsung mendapat pesan.",
            kasubbag,
            "clock",
            asked(lambda _, opened: opened is not None),
        ),
        Step(
            "Permintaan data",
            "Kasubbag menekan “Kirim permintaan”. Setiap pengisi mendapat satu pesan.",
            kasubbag,
            "Kirim permintaan",
            asked(lambda _, opened: opened is not None and opened.requested_at is not None),
        ),
        Step(
            "Mengisi di ponsel",
            "Kepala Seksi menekan “Mulai isi”, lalu mengetik angka, misalnya 3. Rekan-rekannya mengisi sendiri.",
            supplier,
            "Mulai isi",
            asked(lambda connection, _: _answers(connection, quarter, "P-05") > 0),
        ),
        Step(
            "Tenggat lewat",
            f"Majukan jam ke “Tenggat {quarter.short}”. Pengingat yang ada di antaranya terkirim pada waktunya.",
            kasubbag,
            "clock",
            asked(lambda connection, opened: opened is not None and _deadline_told(connection, opened)),
        ),
        Step(
            "Ada yang belum mengisi",
            "Kasubbag dapat memperpanjang, mengingatkan, atau menekan “Lanjut dengan yang ada”.",
            kasubbag,
            "Lanjut dengan yang ada",
            asked(lambda _, opened: opened is not None and _past(opened, collect)),
        ),
        Step(
            "Rekap, periksa, susun draf",
            "Staf menekan “Rekap data”, lalu “Mulai periksa”; menerima nilainya, sekaligus dan satu per satu; "
            "“Selesai memeriksa”; lalu “Susun draf”. PDF-nya dapat dibuka.",
            staf,
            "Rekap data",
            asked(lambda connection, _: latest_report(connection, quarter.code) is not None),
        ),
        Step(
            "Edarkan draf",
            "Kasubbag menekan “Edarkan draf” lalu “Edarkan sekarang”. Pejabat menjawab “Sudah dibaca”.",
            kasubbag,
            "Edarkan",
            asked(lambda connection, _: latest_report(connection, quarter.code, circulated=True) is not None),
        ),
    ]


def _answers(connection: Connection, quarter: Quarter, person: str) -> int:
    query = select(func.count()).where(values.c.period == quarter.code, values.c.person == person)
    return connection.execute(query).scalar_one()


def _past(opened: Opened, collect: int) -> bool:
    current = opened.cycle.current
    return current is None or current.number > collect


def _deadline_told(connection: Connection, opened: Opened) -> bool:
    return recall(connection, deadline_fact(opened)) is not None
