"""One stored update, heard in one transaction: what it changes and what is answered are committed together."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from bot.clock import Clock
from bot.rules.filling import Question
from bot.rules.policy import Denial
from bot.service import evidence, filling, form, joining
from bot.service.desk import Desk, Visit
from bot.service.doors import COMMANDS, ONCE, PRESSES, PROMPTS
from bot.service.heard import Edited, File, Heard, Other, Press, Reach, Text, understand
from bot.service.house import House
from bot.service.menu import greet, wonder
from bot.talk import joining as talk_joining
from bot.talk import menu, quarter
from storage import inbox, talks
from storage import joining as chats
from storage.database import transaction
from storage.inbox import Arrived
from storage.records import Source
from storage.talks import Keyboard, Talk

log = logging.getLogger(__name__)
TRIES = 3
RETRY = timedelta(seconds=5)
INVITING = ("join", "notme")  # the buttons of a link; they do nothing for whoever has joined already


def hear_next(engine: Engine, clock: Clock, house: House) -> bool:
    """Handles the oldest waiting update; False when none waits. A failure touches this chat alone."""
    arrived: Arrived | None = None
    try:
        with transaction(engine) as connection:
            now = clock.now()
            arrived = inbox.next_waiting(connection, now)
            if arrived is None:
                return False
            answer(connection, house, arrived, now)
            inbox.close(connection, arrived.id, now)
    except Exception as error:
        if arrived is None:
            raise
        log.exception("update %s could not be handled", arrived.id)
        _put_aside(engine, house, arrived, clock.now(), error)
    return True


def answer(connection: Connection, house: House, arrived: Arrived, now: datetime) -> None:
    """Leads an update to whoever it concerns. What nobody can use is kept and passed over in silence."""
    heard = understand(arrived.raw)
    if heard is None:
        return
    desk = Desk(connection, house, now, arrived.id)
    if not heard.private:
        if isinstance(heard.what, Text) and heard.what.text.startswith("/"):
            desk.say(heard.chat_id, talk_joining.only_private())
        if isinstance(heard.what, Press):
            desk.toast(heard.chat_id, heard.what.query_id, menu.old_button())
        return
    if isinstance(heard.what, Reach):
        chats.mark_reachable(connection, heard.chat_id, heard.what.reachable)
        return
    code = chats.person_of(connection, heard.chat_id)
    person = desk.staff.get(code) if code else None
    if person is None:
        _hear_stranger(desk, heard)
        return
    chats.mark_reachable(connection, heard.chat_id, True)
    known = talks.load_talk(connection, heard.chat_id)
    source = Source(arrived.id, heard.chat_id, heard.message_id, heard.sent_at or arrived.received_at)
    visit = Visit(desk, person, heard.chat_id, source, known)
    _receive(visit, heard)
    talks.save_talk(connection, heard.chat_id, Talk(visit.talk.state, visit.talk.turn, now))


def _hear_stranger(desk: Desk, heard: Heard) -> None:
    if isinstance(heard.what, Press):
        _choose(desk, heard, heard.what)
    else:
        joining.meet(desk, heard.chat_id, heard.name, heard.what.text if isinstance(heard.what, Text) else "")


def _choose(desk: Desk, heard: Heard, press: Press) -> None:
    """A stranger's tap: under an opened link, whether it is theirs; anything else is no button of ours."""
    action = _action(_keyboard(desk, heard, press), press)
    desk.toast(heard.chat_id, press.query_id)
    match action:
        case [("join" | "notme") as choice, hashed]:
            token, _, place = press.data.partition(":")
            if not talks.press_once(desk.connection, token, int(place)):
                return
            if press.message_id is not None:
                desk.clear(heard.chat_id, press.message_id)
            if choice == "notme":
                joining.refuse(desk, heard.chat_id, heard.name, hashed)
            elif person := joining.join(desk, heard.chat_id, heard.name, hashed):
                source = Source(desk.inbox_id, heard.chat_id, None, desk.now)
                greet(Visit(desk, person, heard.chat_id, source, Talk({}, 0, None)))
        case _:
            joining.meet(desk, heard.chat_id, heard.name, "")


def _receive(visit: Visit, heard: Heard) -> None:
    """A known officer's message, by its kind."""
    match heard.what:
        case Press():
            _press(visit, heard, heard.what)
        case Edited(text):
            filling.edited(visit, heard.message_id or 0, text)
        case File(sent) if sent.kind in ("sticker", "contact") and visit.at:
            _text(visit, "")  # no answer, and no evidence either: the question stays open
        case File():
            evidence.keep_file(visit, heard.what)
        case Text(text) if text.startswith("/"):
            _command(visit, text)
        case Text(text):
            _text(visit, text)
        case Other():
            visit.say(menu.not_understood(()))


def _command(visit: Visit, text: str) -> None:
    """A command ends a question that is open, except that its answer stays where it was."""
    name, _, said = text[1:].partition(" ")
    name = name.split("@")[0].lower()
    run_command(visit, name, said)


def run_command(visit: Visit, name: str, said: str = "") -> None:
    sop = visit.desk.house.sop
    allowed = sop.commands(visit.person.roles)
    if name not in COMMANDS:
        visit.say(menu.unknown_command(allowed))
    elif name not in allowed:
        visit.audit("refused", f"/{name}", reason=Denial.ROLE.value)
        visit.say(menu.denied(Denial.ROLE, sop.holders(name)))
    else:
        if name != "batal" and visit.at == "prompt":
            visit.go()
            visit.say(menu.question_closed())
        COMMANDS[name](visit, said)


def _text(visit: Visit, text: str) -> None:
    if visit.at == "fill":
        filling.hear(visit, text)
    elif visit.at == "prompt":
        state = visit.talk.state
        if not text.strip():
            visit.say(quarter.empty_text())
        else:
            PROMPTS[str(state["kind"])](visit, text, *map(str, state["args"]))
    elif command := wonder(visit, text):
        run_command(visit, command, text)


def _press(visit: Visit, heard: Heard, press: Press) -> None:
    """A tap: whose button, still valid, pressed before; then what it does. Every tap is answered."""
    keyboard = _keyboard(visit.desk, heard, press)
    action = _action(keyboard, press)
    if keyboard is None or not action:
        refused = menu.foreign_button() if _is_foreign(visit.desk, heard, press) else menu.old_button()
        visit.audit("refused", "button", reason=refused)
        visit.desk.toast(visit.chat_id, press.query_id, refused, alert=True)
        return
    token, _, place = press.data.partition(":")
    name, *args = action
    bound = _is_bound(keyboard, press)
    once = bound or name in ONCE
    if name in INVITING or (once and keyboard.pressed is not None):
        visit.desk.toast(visit.chat_id, press.query_id, menu.pressed_before())
        return
    if bound and keyboard.turn != visit.talk.turn:
        visit.desk.toast(visit.chat_id, press.query_id, menu.old_button())
        _ask_again(visit)
        return
    if once and not talks.press_once(visit.desk.connection, token, int(place)):
        visit.desk.toast(visit.chat_id, press.query_id, menu.pressed_before())
        return
    visit.desk.toast(visit.chat_id, press.query_id)
    visit.pressed = press.message_id
    if once and press.message_id is not None:
        visit.desk.clear(visit.chat_id, press.message_id)
        visit.pressed = None
    if name == "command":
        run_command(visit, args[0])
    else:
        PRESSES[name](visit, *args)


def _ask_again(visit: Visit) -> None:
    """An old button was tapped: the question that is open now, whichever it is, is shown again."""
    if visit.at != "fill":
        return
    state = visit.talk.state
    record = form.find(visit, str(state["period"]), str(state["indicator"]))
    if record is not None:
        form.put(visit, form.own(visit, record.quarter.code), record, Question(state["question"]))


def _keyboard(desk: Desk, heard: Heard, press: Press) -> Keyboard | None:
    """The keyboard behind a button, if it was made for this chat; anything else is no button of ours."""
    token, _, place = press.data.partition(":")
    found = talks.find_keyboard(desk.connection, token) if _is_token(token) and place.isascii() else None
    return found if found and found.chat_id == heard.chat_id else None


def _is_foreign(desk: Desk, heard: Heard, press: Press) -> bool:
    token = press.data.partition(":")[0]
    found = talks.find_keyboard(desk.connection, token) if _is_token(token) else None
    return found is not None and found.chat_id != heard.chat_id


def _is_token(token: str) -> bool:
    return len(token) == 16 and token.isascii() and token.isprintable()


def _action(keyboard: Keyboard | None, press: Press) -> list[str] | None:
    place = press.data.partition(":")[2]
    if keyboard is None or not place.isascii() or not place.isdigit() or len(place) > 3:
        return None
    return keyboard.actions[int(place)][1:] if int(place) < len(keyboard.actions) else None


def _is_bound(keyboard: Keyboard, press: Press) -> bool:
    return keyboard.actions[int(press.data.partition(":")[2])][0] == "bound"


def _put_aside(engine: Engine, house: House, arrived: Arrived, now: datetime, error: Exception) -> None:
    """Another try later; after the last one the update is kept as dead and the writer is told that it is kept."""
    kind = type(error).__name__
    with transaction(engine) as connection:
        if arrived.attempts + 1 < TRIES:
            inbox.postpone(connection, arrived.id, now + RETRY, kind)
            return
        inbox.bury(connection, arrived.id, now, kind)
        if arrived.chat_id is not None:
            Desk(connection, house, now, arrived.id).say(arrived.chat_id, menu.trouble(arrived.id))
