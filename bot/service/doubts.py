"""A document whose fate is unknown is never sent twice by itself: the Kasubbag is asked, and decides."""

from bot.rules.policy import Action, Thing, holders
from bot.service.desk import Desk, Visit
from bot.talk import drafting as talk
from bot.talk import menu
from bot.talk.say import say
from storage import outbox


def ask_about_doubts(desk: Desk) -> int:
    """Once for each document in doubt; returns how many there were."""
    found = outbox.in_doubt(desk.connection)
    owners = {chat: person for person, chat in desk.chats.items()}
    for out in found:
        outbox.decide(desk.connection, out.id, "asked", desk.now)
        name = desk.name(owners.get(out.chat_id, ""))
        for leader in desk.leaders:
            desk.tell(leader.code, talk.in_doubt(str(out.params["document"]["name"]), name, out.id))
    return len(found)


def send_again(visit: Visit, number: str) -> None:
    _decide(visit, number, "planned", talk.sent_again())


def leave(visit: Visit, number: str) -> None:
    _decide(visit, number, "left", talk.not_sent_again())


def _decide(visit: Visit, number: str, state: str, said: str) -> None:
    denial = visit.denied(Action.CIRCULATE, Thing())
    if denial:
        visit.say(menu.denied(denial, holders(visit.desk.house.sop, Action.CIRCULATE)))
    elif outbox.decide(visit.desk.connection, int(number), state, visit.desk.now):
        visit.audit("in_doubt", number, new=state)
        visit.say(say(said))
