"""/rekap: who has answered and who has not, on one screen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.rules.dates import say_moment
from bot.rules.filling import unanswered
from bot.rules.office import Person, Unit
from bot.rules.period import Quarter
from bot.rules.record import Record, State
from bot.rules.workdays import Calendar
from bot.talk.say import Button, Say, esc, say


def recap(
    quarter: Quarter,
    records: Sequence[Record],
    units: Mapping[str, Unit],
    people: Mapping[str, Person],
    now: datetime,
    calendar: Calendar,
    *,
    step: str,
    may_remind: bool,
) -> Say:
    """Per unit: filled/total, on time, late and by how much, waiting on whom."""
    by_unit: dict[str, list[Record]] = {}
    for record in records:
        by_unit.setdefault(record.indicator.unit, []).append(record)
    filled = sum(record.answered for record in records)
    waiting = any(unanswered(record) for record in records)
    buttons = [
        Button("PDF", "recap_file", (quarter.code, "pdf")),
        Button("Excel", "recap_file", (quarter.code, "xlsx")),
    ]
    remind = [Button("Ingatkan yang belum", "nudge", (quarter.code,))] if may_remind and waiting else []
    return say(
        f"<b>Rekap {quarter.name}</b>\n{step}",
        f"{_bar(filled, len(records))} <b>{filled} dari {len(records)}</b> nilai masuk\n{say_moment(now, calendar)}",
        *(_unit(units[code], found, people) for code, found in by_unit.items()),
        rows=(buttons, remind),
    )


def _bar(done: int, total: int) -> str:
    full = round(10 * done / total) if total else 0
    return "▓" * full + "░" * (10 - full)


def _unit(unit: Unit, records: Sequence[Record], people: Mapping[str, Person]) -> str:
    filled = [record for record in records if record.answered]
    late = [record for record in filled if record.late_days]
    lines = [f"{'✅' if len(filled) == len(records) else '⬜'} <b>{esc(unit.name)}</b> {len(filled)}/{len(records)}"]
    if filled:
        lines.append(f"tepat waktu {len(filled) - len(late)}" + _lateness(late))
    expected = sum(record.state is State.EXPECTED for record in records)
    if expected:
        lines.append(f"belum ada data {expected}")
    returned = sum(record.state is State.RETURNED for record in records)
    if returned:
        lines.append(f"dikembalikan {returned}")
    waiting = Counter(record.holder for record in records if unanswered(record))
    if waiting:
        lines.append("menunggu " + ", ".join(f"{esc(people[code].name)} ({count})" for code, count in waiting.items()))
    return "\n    ".join(lines)


def _lateness(late: Sequence[Record]) -> str:
    if not late:
        return ""
    most = max(record.late_days for record in late)
    return f" · terlambat {len(late)} (paling lama {most} hari kerja)"


def nothing_visible(quarter: Quarter) -> Say:
    return say(f"Belum ada data {quarter.name} yang dapat Bapak/Ibu lihat.")


def no_such_quarter(quarter: Quarter, known: Sequence[Quarter]) -> Say:
    buttons = [Button(each.name, "recap", (each.code,)) for each in known]
    return say(f"{quarter.name} belum pernah dibuka.", rows=[[button] for button in buttons])


def being_made(what: str) -> Say:
    return say(f"{what} sedang disiapkan …")


def step_line(text: str) -> str:
    return f"<i>{esc(text)}</i>"
