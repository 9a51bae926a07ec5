"""Every text of the bot, with hostile names in it: valid Telegram HTML, balanced, with buttons that have labels.

The functions are found, not listed: a new text is tested the moment it is written.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_type_hints

import pytest

import bot.talk
from bot.rules.filling import NOTES, Question
from bot.rules.flags import Flag
from bot.rules.numbers import Ask, Why
from bot.rules.office import Person, Unit
from bot.rules.period import Quarter
from bot.rules.policy import Denial
from bot.rules.procedure import Role, Step
from bot.rules.record import Record, State
from bot.rules.sop import default_text, load
from bot.rules.workdays import Calendar
from bot.talk import checking, filling, joining, menu, overview, questions, recap, reminding
from bot.talk.reminding import Point
from bot.talk.say import Button, Say, esc, say
from tests.talk.markup import read, read_say
from tests.talk.samples import (
    ASKS,
    HOSTILE,
    NOW,
    QUARTER,
    answered,
    lettered,
    missing,
    person,
    promised,
    ratio,
    returned,
    unit,
    untouched,
)

SOP = load(default_text())
PLAIN = Button("Tombol", "command", ("start",))
# names of arguments that are blocks of HTML already, made by the bot itself
MADE = {"before", "blocks", "how", "items", "lines", "step", "tasks", "what", "when", "why"}
ANSWERED = {
    "current",
    "recorded",
    "one",
    "new_value_told",
    "overview",
}  # what they tell of is an answer that was stored
NOTED = {"note_recorded", "changed_note"}


def texts(module: ModuleType) -> Iterator[Callable[..., Any]]:
    for name, function in vars(module).items():
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_"):
            yield function


TOOLS = {"say", "hints", "intents"}  # modules that say nothing by themselves
MODULES = sorted({module.name for module in iter_modules(bot.talk.__path__)} - TOOLS)
ALL = [function for name in MODULES for function in texts(import_module(f"bot.talk.{name}"))]


def records(function: str, name: str) -> list[Record]:
    if function == "expected_recorded":
        return [promised(name)]
    found = [answered(name), lettered(name), ratio(name)]
    return found if function in ANSWERED else [*found, missing(name), promised(name), returned(name), untouched(name)]


def many(function: str, name: str) -> list[Sequence[Record]]:
    """Lists of records: of every state, and so many that they need several messages."""
    few = records(function, name)
    made = answered if function in ANSWERED else missing
    return [few, few[:1], [*few, *(made(name, f"IK-{number}") for number in range(25))]]


def values(function: str, parameter: str, kind: Any, name: str) -> list[Any]:
    """Arguments for one parameter, by its name and type; `name` is the hostile text."""
    if parameter in MADE and kind is str:
        return ["bagian <i>jadi</i>"]
    if parameter in MADE and kind == Sequence[str]:
        return [[f"<b>{esc(name)}</b>"], ["• baris &amp; teks"] * 300]
    if parameter == "value" and kind is str:
        return ["85.5"]
    if parameter == "action":
        return ["reading"]
    if parameter == "kind":
        return ["PDF", "voice", "sticker"]
    if parameter == "question" and function in NOTED:
        return list(NOTES)
    if parameter == "commands":
        return [SOP.commands([role.id]) for role in SOP.roles]
    known: dict[Any, list[Any]] = {
        str: [name],
        int: [0, 1, 12],
        bool: [True, False],
        date: [NOW.date()],
        datetime: [NOW],
        datetime | None: [NOW, None],
        Decimal: [Decimal(90), Decimal("-0.5")],
        Calendar: [Calendar()],
        Quarter: [QUARTER],
        Person: [person(name)],
        Person | None: [person(name), None],
        Unit: [unit(name)],
        Unit | None: [unit(name), None],
        Step: list(SOP.steps),
        Step | None: [*SOP.steps, None],
        Button | None: [PLAIN, None],
        Denial: list(Denial),
        Question: list(Question),
        Why: list(Why),
        Ask: list(ASKS),
        str | None: [name, None],
        int | None: [1, None],
        tuple[int, int]: [(1, 12)],
        Record: records(function, name),
        Record | None: [None, *records(function, name)],
        Sequence[Record]: many(function, name),
        list[Record]: many(function, name),
        Sequence[str]: [[name], [], [name] * 60],
        Sequence[Flag]: [list(Flag), []],
        Sequence[Role]: [SOP.roles, ()],
        Sequence[Person]: [[person(name)], [], [person(name)] * 60],
        Sequence[Unit]: [[unit(name)]],
        Sequence[Quarter]: [[QUARTER, QUARTER.next], []],
        Sequence[Button]: [[PLAIN], []],
        Sequence[Sequence[Button]]: [[[PLAIN]], []],
        Sequence[Point]: [[Point(esc(name), PLAIN)], [Point(esc(name)), Point("dua", PLAIN)]],
        Sequence[tuple[Step, Role]]: [[(step, SOP.role(step.role)) for step in SOP.steps]],
        Mapping[str, Unit]: [{"U": unit(name)}],
        Mapping[str, Person]: [{"budi": person(name)}],
        Mapping[str, str]: [{"IK-01": name}, {}],
    }
    return known[kind]


def calls(function: Callable[..., Any], name: str) -> Iterator[Any]:
    """What the function says, with each value of each argument at least once."""
    kinds = get_type_hints(function)
    choices = {
        parameter: values(function.__name__, parameter, kinds[parameter], name)
        for parameter in inspect.signature(function).parameters
    }
    for turn in range(max((len(each) for each in choices.values()), default=1)):
        yield function(**{parameter: each[turn % len(each)] for parameter, each in choices.items()})


def as_say(said: Any) -> Say:
    """A block, a row of buttons or a point, as it would stand in a message."""
    match said:
        case Say():
            return said
        case str():
            return say(said)
        case Point():
            return reminding.letter([said], 0)
        case tuple():
            return say(*said)
        case [Button(), *_]:
            return say("Tombol:", rows=[said])
        case _:
            return say("Tombol:", rows=said)


@pytest.mark.parametrize("function", ALL, ids=lambda each: f"{each.__module__.rpartition('.')[2]}.{each.__name__}")
def test_a_text_with_hostile_names_is_valid_and_its_buttons_have_labels(function: Callable[..., Any]) -> None:
    for name in HOSTILE:
        for said in calls(function, name):
            read_say(as_say(said))


def test_texts_are_found_in_every_module() -> None:
    assert {function.__module__ for function in ALL} == {f"bot.talk.{name}" for name in MODULES}


# --- single texts ---------------------------------------------------------------------------------------------
def shown(said: Say) -> str:
    return "\n".join(read_say(said))


def test_the_question_names_indicator_targets_and_last_value() -> None:
    text = shown(questions.ask(answered("Nama <i>"), Question.VALUE, (3, 12), Calendar(), "Budi & Co"))
    for part in ("3 dari 12", "TW III 2026", "Nama <i>", "Target TW III: 85", "TW II 2026: 50", "Budi & Co", "40,5"):
        assert part in text, part


def test_a_value_sent_back_shows_the_whole_reason() -> None:
    reason = "salah satuan & <b>\n" * 200
    record = replace(returned("Nama"), reason=reason)
    said = questions.ask(record, Question.VALUE, (1, 1), Calendar(), "")
    assert shown(said).replace("\n", "").count("salah satuan & <b>") == 200


def test_a_note_of_the_longest_message_is_echoed_whole() -> None:
    note = "&" * 4096
    assert shown(say(*filling.note_recorded(Question.KENDALA, note))).count("&") == 4096


@pytest.mark.parametrize("length", [1, 45])
def test_the_lists_number_every_indicator_once(length: int) -> None:
    found = [missing(f"Indikator nomor {number}.", f"IK-{number}") for number in range(length)]
    pages = [overview.listing(found, page) for page in range(-(-length // overview.LIST_PAGE))]
    together = "\n".join(shown(page) for page in pages)
    assert all(f"{number + 1}. Indikator nomor {number}." in together for number in range(length))
    assert shown(overview.summary(found, Decimal(90))).count("Indikator nomor") == length


def test_the_first_and_the_last_page_turn_one_way_only() -> None:
    found = [missing("Nama", f"IK-{number}") for number in range(20)]
    turns = [
        [button.label for row in overview.listing(found, page).rows for button in row if button.action == "list"]
        for page in range(3)
    ]
    assert turns == [["Berikutnya ›"], ["‹ Sebelumnya", "Berikutnya ›"], ["‹ Sebelumnya"]]


@pytest.mark.parametrize("denial", list(Denial))
def test_a_refusal_says_why_and_to_whom_to_go(denial: Denial) -> None:
    text = shown(menu.denied(denial, [SOP.role("kasubbag")]))
    assert ("Kasubbag Perencanaan dan Pelaporan" in text) is (denial is Denial.ROLE)


def test_every_flag_has_words_of_its_own() -> None:
    assert set(checking.FLAGS) == set(Flag)
    assert len(set(checking.FLAGS.values())) == len(Flag)


def test_every_state_has_a_mark() -> None:
    marks = {state: overview.mark(replace(missing("x"), state=state)) for state in State}
    assert all(marks.values())
    assert marks[State.FILLED] == marks[State.ACCEPTED]
    assert len(set(marks.values())) == len(State) - 1


def test_every_command_of_the_sop_is_described() -> None:
    commands = {permission.command for permission in SOP.permissions}
    assert commands <= set(joining.COMMANDS)
    assert all(3 <= len(text) <= 256 for text in joining.COMMANDS.values())  # what setMyCommands takes


def test_a_letter_for_several_works_has_a_line_and_a_button_for_each() -> None:
    points = [reminding.collect(QUARTER, 2, 1, "besok", 1), reminding.returned(QUARTER, "A & B", "IK-01")]
    said = reminding.letter(points, 2)
    assert shown(said).count("• ") == 2
    assert "menggantikan 2 pengingat" in shown(said)
    assert [[button.label for button in row] for row in said.rows] == [["Lanjutkan (1 dari 3)"], ["Perbaiki"]]


@pytest.mark.parametrize(
    ("days", "words"), [(3, "3 hari kerja lagi"), (0, "tenggat hari ini"), (-2, "lewat 2 hari kerja")]
)
def test_a_reminder_says_how_far_the_deadline_is(days: int, words: str) -> None:
    assert words in read(reminding.collect(QUARTER, 2, 0, "Rabu", days).line)


def test_only_who_may_remind_gets_the_button_and_only_while_something_waits() -> None:
    def labels(may_remind: bool, record: Record) -> list[str]:
        said = recap.recap(
            QUARTER, [record], {"U": unit("U")}, {"budi": person("B")}, NOW, Calendar(), step="", may_remind=may_remind
        )
        return [button.label for row in said.rows for button in row]

    assert labels(True, missing("x")) == ["PDF", "Excel", "Ingatkan yang belum"]
    assert labels(False, missing("x")) == labels(True, answered("x")) == ["PDF", "Excel"]


def test_the_recap_counts_filled_late_expected_returned_and_waiting() -> None:
    found = [answered("a"), missing("b", "IK-02"), returned("c"), promised("d")]
    text = shown(
        recap.recap(
            QUARTER,
            found,
            {"U": unit("Dinas <Contoh>")},
            {"budi": person("Budi & Siti")},
            NOW,
            Calendar(),
            step="",
            may_remind=False,
        )
    )
    for part in (
        "1 dari 4",
        "Dinas <Contoh> 1/4",
        "tepat waktu 0 · terlambat 1 (paling lama 2 hari kerja)",
        "belum ada data 1",
        "dikembalikan 1",
        "menunggu Budi & Siti (2)",
    ):
        assert part in text, part
