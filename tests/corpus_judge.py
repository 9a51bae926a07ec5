"""What came of each entry, against what the corpus expects. A complaint fails the entry; a `differs` is counted."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot.demo.telegram.entities import cut
from bot.demo.telegram.messages import Button, Message
from bot.rules.filling import Question
from tests.corpus_office import Place
from tests.corpus_paper import Paper, as_shown, cells_of, one_line
from tests.corpus_play import Outcome
from tests.corpus_seen import Stored

_FIGURE = re.compile(r"-?(?:Rp ?)?\d[\d.]*(?:,\d+)?")
_HINT = 1000  # a short hint has no more characters
_CLOSING = "/batal"  # the one command whose very meaning is to close the question


@dataclass(frozen=True)
class Verdict:
    """`differs`: asked where it should have refused, or the reverse; empty when not."""

    name: str
    complaints: tuple[str, ...] = ()
    differs: str = ""


class Judge:
    """Judges the entries of one played corpus."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    @cached_property
    def paper(self) -> Paper:
        return Paper(self._outcome.pdf)

    @cached_property
    def cells(self) -> dict[str, list[str]]:
        return cells_of(self._outcome.xlsx)

    def verdict(self, place: Place) -> Verdict:
        seen = Seen(self._outcome, place)
        wrong = seen.unready()
        if wrong:
            return Verdict(place.entry.id, (wrong,))
        match place.entry.expected:
            case "number":
                return Verdict(place.entry.id, tuple(_number(seen)))
            case "text-kept-verbatim":
                return Verdict(place.entry.id, tuple(self._kept(seen)))
            case expected:
                asked = "ask" if seen.offered else "reject"
                complaints = tuple(_not_stored(seen))
                if asked == expected == "ask":
                    complaints += tuple(_lacking(seen))
                return Verdict(place.entry.id, complaints, "" if asked == expected else f"{asked} for {expected}")

    def _kept(self, seen: "Seen") -> Iterator[str]:
        place, text = seen.place, seen.place.entry.kept
        note = place.entry.setting.question is not Question.EVIDENCE
        if complaint := _kept_note(seen) if note else _kept_file(seen):
            yield complaint
            return
        shown = seen.quoted if note else seen.received
        if one_line(shown) not in as_shown(text):
            yield f"the chat shows {_short(shown)} for {_short(text)}"
        cell = "".join(self.cells.get(place.title, ["<nothing>"]))
        if one_line(cell) not in as_shown(text):
            yield f"the worksheet shows {_short(cell)} for {_short(text)}"
        if not (self.paper.shows_note(place, text) if note else self.paper.shows_file(place, text)):
            yield f"the PDF shows {_short(self.paper.around(place))} for {_short(text)}"


@dataclass(frozen=True)
class Seen:
    """One entry's part of the outcome."""

    outcome: Outcome
    place: Place

    @property
    def new(self) -> Stored:
        code = self.place.code
        return self.outcome.after.of(code).since(self.outcome.before.of(code))

    @property
    def messages(self) -> list[Message]:
        return [message for message in self.outcome.said[self.place.chat] if message.from_bot]

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def quoted(self) -> str:
        """What stands in quotes: a long text takes several."""
        quotes = [(message, each) for message in self.messages for each in message.entities if "quote" in each.type]
        return "".join(cut(message.text, each.offset, each.length) for message, each in quotes)

    @property
    def received(self) -> str:
        """The name of the file the chat confirms: between its sign and the indicator's name."""
        found = re.search(rf"Diterima: (.*?)\n{re.escape(self.place.title)}", self.text, re.DOTALL)
        return found[1] if found else ""

    @property
    def question_open(self) -> bool:
        chat = self.place.chat
        same = self.outcome.after.questions.get(chat) == self.outcome.before.questions.get(chat)
        return same or self.place.entry.text.startswith(_CLOSING)

    def unready(self) -> str:
        """Why the entry could not be judged: the wrong question was open, or the update was not handled."""
        question = self.outcome.before.questions.get(self.place.chat, {})
        if (question.get("question"), question.get("indicator")) != (
            self.place.entry.setting.question.value,
            self.place.code,
        ):
            return f"not the right question was open: {dict(question)}"
        number, update = self.outcome.updates[self.place.chat]
        raw, state = self.outcome.after.inbox.get(number, ("", "lost"))
        if state != "done":
            return f"the update could not be handled: {state}"
        if json.loads(raw) != update:
            return "the inbox holds another update than the one that came"
        refused = self.outcome.after.refusals.get(self.place.chat)
        return f"an answer was not delivered: {refused}" if refused else ""

    @property
    def offered(self) -> dict[Decimal, Button]:
        """The numbers that can be tapped, as their buttons are made to store them."""
        found = ((_value(self.action(button)), button) for button in self.buttons)
        return {value: button for value, button in found if value is not None}

    @property
    def buttons(self) -> list[Button]:
        return [button for message in self.messages for row in message.keyboard for button in row]

    def action(self, button: Button) -> list[str]:
        token, _, place = (button.data or "").partition(":")
        actions = self.outcome.after.buttons.get(token, [])
        return actions[int(place)][1:] if place.isdigit() and int(place) < len(actions) else []


def _value(action: list[str]) -> Decimal | None:
    return Decimal(action[3]) if action[:1] == ["reading"] else None


def _short(text: str) -> str:
    return ascii(text if len(text) <= 160 else f"{text[:160]}…")


# --- numbers --------------------------------------------------------------------------------------------------
def _number(seen: Seen) -> Iterator[str]:
    """Exactly one value: the expected digits with their decimals, the reply beside it, and its echo."""
    digits, new = seen.place.entry.digits, seen.new
    numbers = [number for number, *_ in new.values]
    if len(numbers) != 1 or numbers[0] is None or Decimal(numbers[0]).as_tuple() != digits.as_tuple():
        yield f"stored {numbers or 'nothing'} for {digits}; said: {_short(seen.text)}"
        return
    if new.values[0][1:] != (None, None, seen.place.entry.kept):
        yield f"beside the value stands {_short(repr(new.values[0][1:]))}"
    if new.notes or new.files:
        yield f"more was stored: {_short(repr((new.notes, new.files)))}"
    if not _echo(digits, money=seen.place.entry.setting.unit == "Rp").search(_stored_line(seen)):
        yield f"{indonesian(digits)} is not echoed: {_short(seen.text)}"


def _stored_line(seen: Seen) -> str:
    return "\n".join(line for line in seen.text.split("\n") if "Tersimpan" in line)


def _echo(digits: Decimal, *, money: bool) -> re.Pattern[str]:
    """The whole figure and not a part of a longer one; rupiah need not show sen that are zero."""
    forms = [indonesian(digits.copy_abs())]
    if money and digits == digits.to_integral_value():
        forms.append(indonesian(digits.copy_abs().to_integral_value()))
    sign = "-" if digits < 0 else ""
    return re.compile(rf"(?<![\w.,\-]){sign}(?:Rp ?)?(?:{'|'.join(map(re.escape, forms))})(?!\d|[.,]\d)")


def indonesian(number: Decimal) -> str:
    """1.234.567,89 with every decimal that is there."""
    whole, _, part = format(number, "f").partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return f"{grouped},{part}" if part else grouped


# --- nothing stored -------------------------------------------------------------------------------------------
def _not_stored(seen: Seen) -> Iterator[str]:
    if seen.new:
        yield f"stored {_short(repr(seen.new))}; nothing should be"
    if not seen.question_open:
        yield f"the question is no longer open: {dict(seen.outcome.after.questions[seen.place.chat])}"
    command = seen.place.entry.text.startswith("/")
    if not command and not 0 < len(seen.text) <= _HINT:
        yield f"no short hint but {_short(seen.text)}"
    for value, button in seen.offered.items():
        if _read_label(button.text) != value:
            yield f"the button {button.text!r} would store {value}"


def _lacking(seen: Seen) -> Iterator[str]:
    labels = [button.text for button in seen.buttons]
    for candidate in seen.place.entry.candidates:
        known = [label.casefold() for label in labels] if isinstance(candidate, str) else seen.offered
        if candidate not in known:
            yield f"no button for {candidate}: {labels}"


def _read_label(label: str) -> Decimal | None:
    found = _FIGURE.search(label)
    if found is None:
        return None
    return Decimal(re.sub("Rp ?", "", found[0]).replace(".", "").replace(",", "."))


# --- texts ----------------------------------------------------------------------------------------------------
def _kept_note(seen: Seen) -> str:
    new, text = seen.new, seen.place.entry.kept
    if new != Stored(notes=((seen.place.entry.setting.question.value, text),)):
        return f"stored {_short(repr(new))} for {_short(text)}; said: {_short(seen.text)}"
    return ""


def _kept_file(seen: Seen) -> str:
    new, text = seen.new, seen.place.entry.kept
    names = [name for name, sha256 in new.files if sha256]
    if new.values or new.notes or names != [text] or len(new.files) != 1:
        return f"stored {_short(repr(new))} for {_short(text)}; said: {_short(seen.text)}"
    return ""
