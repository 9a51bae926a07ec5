"""Where every conversation starts: menu, tasks, status, help; and ordinary sentences that lead there."""

from bot.rules.dates import say_moment
from bot.rules.filling import unanswered
from bot.rules.indicators import NumberKind
from bot.rules.numbers import Ask, Asked, Number, read_number
from bot.rules.office import Person
from bot.rules.period import Quarter
from bot.rules.procedure import Work
from bot.service import course, form
from bot.service.desk import Desk, Visit
from bot.service.quarter import opening
from bot.talk import intents, overview
from bot.talk import menu as talk
from bot.talk.joining import COMMANDS
from bot.talk.say import Button, esc
from storage import reports
from storage.cycles import Opened

SUGGESTED = ("tugas", "isi", "rekap")


def start(visit: Visit, said: str = "") -> None:
    items, rows = tasks_of(visit.desk, visit.person)
    commands = visit.desk.house.sop.commands(visit.person.roles)
    visit.say(talk.menu(visit.person, commands, items, rows))


def greet(visit: Visit) -> None:
    """Who has just joined sees at once what already waits, except for the request, which comes as a letter."""
    desk, person = visit.desk, visit.person
    found = [task for opened in desk.opened for task in _step_tasks(desk, opened, person)]
    if found:
        visit.say(talk.tasks([line for line, _ in found], [[button] for _, button in found if button]))


def tasks(visit: Visit, said: str = "") -> None:
    visit.say(talk.tasks(*tasks_of(visit.desk, visit.person)))


def tasks_of(desk: Desk, person: Person) -> tuple[list[str], list[list[Button]]]:
    """What waits for this person, as lines and as the buttons that lead there."""
    found: list[tuple[str, Button | None]] = []
    for opened in desk.opened:
        found += _step_tasks(desk, opened, person)
        found += _fill_tasks(desk, opened, person)
        found += _reading_tasks(desk, opened, person)
    return [line for line, _ in found], [[button] for _, button in found if button]


def _step_tasks(desk: Desk, opened: Opened, person: Person) -> list[tuple[str, Button | None]]:
    step = course.current_step(desk, opened)
    if step is None or step.role not in person.roles:
        return []
    line = f"Langkah {step.number} {opened.quarter.short}: {esc(step.activity)}"
    if step.work is not Work.COLLECT:
        return [(line, course.door(opened, step))]
    if opened.requested_at is None:
        return [(line, Button(f"Kirim permintaan {opened.quarter.short}", "confirm", (opened.period,)))]
    if desk.now >= opened.deadline:
        return [(line, Button("Lanjut dengan yang ada", "proceed", (opened.period,)))]
    return [(line, Button(f"Rekap {opened.quarter.short}", "recap", (opened.period,)))]


def _fill_tasks(desk: Desk, opened: Opened, person: Person) -> list[tuple[str, Button | None]]:
    mine = [record for record in desk.records(opened.period, person=person.code) if record.holder == person.code]
    left = sum(unanswered(record) for record in mine)
    if not left:
        return []
    deadline = max((record.deadline for record in mine if record.deadline), default=opened.deadline)
    when = say_moment(deadline, desk.calendar)
    line = f"Data {opened.quarter.short}: {left} dari {len(mine)} indikator belum dijawab, tenggat {when}"
    label = f"Lanjutkan ({len(mine) - left} dari {len(mine)})" if left < len(mine) else "Mulai isi"
    return [(line, Button(label, "fill", (opened.period,)))]


def _reading_tasks(desk: Desk, opened: Opened, person: Person) -> list[tuple[str, Button | None]]:
    paper = reports.latest_report(desk.connection, opened.period, circulated=True)
    lines = reports.load_ledger(desk.connection, paper.id) if paper else []
    if paper is None or not any(line.person == person.code and line.silent for line in lines):
        return []
    line = f"Draf laporan {opened.quarter.short} versi {paper.version} belum dijawab"
    return [(line, Button("Sudah dibaca", "read", (str(paper.id),)))]


def status(visit: Visit, said: str = "") -> None:
    """Where the quarter stands, and where this person stands in it."""
    desk = visit.desk
    if not desk.opened:
        today = desk.calendar.local(desk.now).date()
        visit.say(talk.no_quarter(opening(Quarter.of(today), desk.house, desk.calendar), desk.calendar))
        return
    for opened in desk.opened[:2]:
        lines = [f"Tenggat: {say_moment(opened.deadline, desk.calendar)}"]
        mine = desk.records(opened.period, person=visit.person.code)
        rows: list[list[Button]] = []
        if mine:
            done = sum(not unanswered(record) for record in mine)
            lines.append(f"Isian Bapak/Ibu: {done} dari {len(mine)} indikator")
            rows.append([Button("Lihat isian", "list", (opened.period, "0"))])
        if paper := reports.latest_report(desk.connection, opened.period, circulated=True):
            lines.append(f"Draf versi {paper.version} sedang diedarkan")
            if "edarkan" in desk.house.sop.commands(visit.person.roles):
                rows.append([Button("Lihat tanggapan", "ledger", (str(paper.id),))])
        visit.say(talk.status(opened.quarter, course.current_step(desk, opened), lines, rows))


def help_me(visit: Visit, said: str = "") -> None:
    visit.say(talk.help_text(visit.desk.house.sop.commands(visit.person.roles)))


def show_sop(visit: Visit, said: str = "") -> None:
    sop = visit.desk.house.sop
    opened = visit.desk.opened
    step = course.current_step(visit.desk, opened[0]) if opened else None
    steps = [(each, sop.role(each.role)) for each in sop.steps]
    visit.say(talk.sop_steps(sop.identity.name, sop.identity.number, steps, step.number if step else None))


def wonder(visit: Visit, text: str) -> str | None:
    """A sentence outside any question: the command it surely means, or an answer that offers the likeliest."""
    allowed = visit.desk.house.sop.commands(visit.person.roles)
    if command := intents.asks_for(text, allowed):
        return command
    mine = [record for record in form.own(visit) if unanswered(record)]
    if mine and isinstance(read_number(text, Asked(NumberKind.DECIMAL)), Number | Ask):
        visit.say(overview.number_without_question(mine))
        return None
    likely = [*intents.likely(text, allowed), *(command for command in SUGGESTED if command in allowed)]
    chosen = list(dict.fromkeys(likely))[:3]
    visit.say(talk.not_understood([Button(COMMANDS[command], "command", (command,)) for command in chosen]))
    return None
