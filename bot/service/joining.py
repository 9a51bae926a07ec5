"""Joining: one person, one chat, by a personal link used once. Everybody else is a stranger."""

import secrets
from datetime import timedelta

from sqlalchemy import Connection

from bot.rules.office import Person
from bot.service import quarter
from bot.service.desk import Desk
from bot.talk import joining as talk
from bot.talk.joining import COMMANDS
from storage import joining, talks
from storage.joining import code_hash

WINDOW = timedelta(minutes=15)
REPLIES = 3  # to a stranger within the window
WRONG_CODES = 10


def invite(connection: Connection, person: Person, desk: Desk, valid: timedelta) -> str:
    """A new code for one person; only its hash is kept."""
    code = secrets.token_urlsafe(16)
    joining.add_invite(connection, person.code, code, desk.now, valid)
    desk.audit("", "invite", person.code)
    return code


def meet(desk: Desk, chat_id: int, name: str, text: str) -> None:
    """A message of somebody unknown: a code is looked at, everything else gets one polite line."""
    code = text.removeprefix("/start").strip() if text.startswith("/start") else ""
    invitation = joining.find_invite(desk.connection, code_hash(code)) if code else None
    holds = invitation is not None and invitation.holds(desk.now)
    counted = joining.count_stranger(
        desk.connection, chat_id, desk.now, wrong_code=bool(code) and not holds, window=WINDOW
    )
    if counted.locked_until and desk.now < counted.locked_until:
        return
    if counted.wrong_codes >= WRONG_CODES:
        _lock_out(desk, chat_id, name)
    elif invitation is not None and holds:
        person = desk.staff.get(invitation.person)
        if person is None:
            desk.say(chat_id, talk.code_unusable())
        else:
            desk.say(chat_id, talk.confirm(person, desk.units[person.unit], code_hash(code)))
    elif code:
        if invitation is not None and invitation.used:
            _warn(desk, invitation.person)
        desk.say(chat_id, talk.code_unusable())
    elif counted.replies <= REPLIES:
        desk.say(chat_id, talk.stranger())


def _lock_out(desk: Desk, chat_id: int, name: str) -> None:
    minutes = int(WINDOW.total_seconds() // 60)
    joining.lock_stranger(desk.connection, chat_id, desk.now + WINDOW)
    desk.audit("", "locked_out", str(chat_id))
    desk.say(chat_id, talk.locked_out(minutes))
    for leader in desk.leaders:
        desk.tell(leader.code, talk.locked_out_told(name, minutes))


def _warn(desk: Desk, person: str) -> None:
    """A used link tried again may have been passed on: the Kasubbag hears of it."""
    desk.audit("", "link_reused", person)
    for leader in desk.leaders:
        if person in desk.people:
            desk.tell(leader.code, talk.link_reused_told(desk.people[person]))


def join(desk: Desk, chat_id: int, name: str, hashed: str) -> Person | None:
    """Confirmed: of two chats racing for one link exactly one gets it. Returns who has joined."""
    invitation = joining.find_invite(desk.connection, hashed)
    person = desk.staff.get(invitation.person) if invitation else None
    if person is None or not joining.take_invite(desk.connection, hashed, chat_id, desk.now):
        if invitation is not None and invitation.used:
            _warn(desk, invitation.person)
        desk.say(chat_id, talk.code_unusable())
        return None
    before = joining.bind(desk.connection, chat_id, person.code, name, desk.now)
    desk.__dict__.pop("chats", None)  # read again: this person has one now
    desk.audit(person.code, "join", person.code, old=str(before or ""), new=str(chat_id))
    talks.forget(desk.connection, chat_id)
    if before is not None:
        talks.forget(desk.connection, before)
        desk.say(before, talk.moved_away())
        desk.call(before, "deleteMyCommands", {"scope": {"type": "chat", "chat_id": before}})
        for leader in desk.leaders:
            desk.tell(leader.code, talk.rebound_told(person))
    welcome(desk, chat_id, person)
    quarter.late_joiner(desk, person)
    return person


def welcome(desk: Desk, chat_id: int, person: Person) -> None:
    """Name and roles, what waits, and the command menu."""
    sop = desk.house.sop
    desk.say(chat_id, talk.joined(person, [role for role in sop.roles if role.id in person.roles]))
    offer_menu(desk, chat_id, person)


def refuse(desk: Desk, chat_id: int, name: str, hashed: str) -> None:
    """Somebody else: the link stays unused, the Kasubbag hears of it."""
    invitation = joining.find_invite(desk.connection, hashed)
    desk.say(chat_id, talk.not_me())
    if invitation is not None and invitation.person in desk.people:
        desk.audit("", "not_me", invitation.person, new=str(chat_id))
        for leader in desk.leaders:
            desk.tell(leader.code, talk.not_me_told(desk.people[invitation.person], name))


def offer_menu(desk: Desk, chat_id: int, person: Person) -> None:
    """The command menu of this chat: what the person's roles may use, nothing else."""
    commands = [
        {"command": command, "description": COMMANDS[command]} for command in desk.house.sop.commands(person.roles)
    ]
    desk.call(chat_id, "setMyCommands", {"commands": commands, "scope": {"type": "chat", "chat_id": chat_id}})
