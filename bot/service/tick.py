"""A minute passes: what opens, what ends, whom to remind. Every part is one transaction, and safe to repeat."""

from collections.abc import Callable

from sqlalchemy import Engine

from bot.clock import Clock
from bot.service.desk import Desk
from bot.service.doubts import ask_about_doubts
from bot.service.house import House
from bot.service.quarter import deadline_passed, open_due
from bot.service.reminding import remind
from storage.database import transaction

_PARTS: tuple[Callable[[Desk], object], ...] = (open_due, deadline_passed, remind, ask_about_doubts)


def tick(engine: Engine, clock: Clock, house: House) -> None:
    """Catching up after downtime is the same code: each part looks at what should be, not at what was missed."""
    for part in _PARTS:
        with transaction(engine) as connection:
            part(Desk(connection, house, clock.now()))
